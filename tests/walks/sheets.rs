//! Workbooks and archives, dropped on the page: the same customers as by way of CSV, and a sentence where there are none.

use crate::{
    browser::Engine,
    data,
    independent::{ONLINE_RETAIL, VENDAS, check_list, people_of, windows_1252},
    page::Page,
};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use std::{env, fs, io::Write};

#[test]
fn chromium_reads_a_workbook_of_two_sheets() {
    reads_a_workbook_of_two_sheets(Engine::Chromium);
}

#[test]
fn firefox_reads_a_workbook_of_two_sheets() {
    reads_a_workbook_of_two_sheets(Engine::Gecko);
}

#[test]
fn webkit_reads_a_workbook_of_two_sheets() {
    reads_a_workbook_of_two_sheets(Engine::WebKit);
}

fn reads_a_workbook_of_two_sheets(engine: Engine) {
    let page = Page::open(engine);
    let opener = "performance.getEntriesByType('resource').filter((one) => one.name.includes('sheets')).length";
    page.give(&[&data("vendas.csv")]);
    page.wait_for_state("ready");
    check_list(
        &page.export("CSV"),
        &people_of(&windows_1252(&fs::read(data("vendas.csv")).unwrap()), &VENDAS, None),
    );
    assert_eq!(page.browser.value(opener), 0, "what opens workbooks waits for one");

    let page = Page::open(engine);
    page.give(&[&data("workbooks/orders_customers.xlsx")]);
    page.wait_for_state("ready");
    assert_eq!(page.numbers().customers, 6);
    let list = String::from_utf8(page.export("CSV")).unwrap();
    // 10.00, 16.25 and 22.50, on 3 January, 8 June and 13 November.
    assert!(
        list.contains("\r\nC00,Person 0,3,3,,48.75,16.25,19.375,2024-01-03,2024-11-13,"),
        "{list}"
    );
    assert!(list.contains("\r\nC05,Person 5,0,"), "{list}");
    page.go_to("#/files");
    page.wait_for_text("orders_customers.xlsx › Orders");
    page.wait_for_text("orders_customers.xlsx › Customers");
    page.wait_for_text("0 unaccounted");
}

#[test]
fn a_workbook_that_cannot_be_opened_takes_nothing_away() {
    let page = Page::open(Engine::Chromium);
    page.give(&[&data("workbooks/orders_customers.ods")]);
    page.wait_for_state("ready");
    let before = page.numbers();
    for (name, sentence) in
        [("locked.xlsx", "is protected by a password"), ("torn.xls", "it is damaged")]
    {
        page.give(&[&data(&format!("workbooks/{name}"))]);
        let problem = page.problem();
        assert!(problem.contains(name) && problem.contains(sentence), "{problem}");
        page.wait_for_state("ready");
        assert_eq!(page.numbers(), before);
        page.dismiss();
    }
}

#[test]
fn what_is_left_out_of_a_workbook_is_said() {
    let page = Page::open_at(Engine::Chromium, "?lang=pt");
    page.give(&[&data("workbooks/everything.xlsx")]);
    page.wait_for_state("ready");
    let said = page.problem();
    assert!(said.contains("“Listas”") && said.contains("oculta"), "{said}");
    assert!(said.contains("“Notas”"), "{said}");
    assert_eq!(page.browser.value("document.documentElement.dataset.customers"), json!("1"));
}

#[test]
fn a_file_packed_with_gzip_is_read_as_it_comes() {
    let text = fs::read(data("online_retail_part.csv")).unwrap();
    let mut packed = Vec::new();
    // In two parts, as some programs pack.
    for part in [&text[..60_000], &text[60_000..]] {
        let mut encoder = GzEncoder::new(&mut packed, Compression::default());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap();
    }
    let folder = env::temp_dir().join("carteira-gzip");
    fs::create_dir_all(&folder).unwrap();
    let [whole, torn] = ["part.csv.gz", "torn.csv.gz"].map(|name| folder.join(name));
    fs::write(&whole, &packed).unwrap();
    fs::write(&torn, &packed[..packed.len() - 900]).unwrap();

    let page = Page::open(Engine::Chromium);
    page.give(&[&whole]);
    page.wait_for_state("ready");
    let people = people_of(&String::from_utf8(text).unwrap(), &ONLINE_RETAIL, None);
    check_list(&page.export("CSV"), &people);
    let before = page.numbers();
    page.give(&[&torn]);
    let problem = page.problem();
    assert!(problem.contains("torn.csv.gz could not be read to the end"), "{problem}");
    page.wait_for_state("ready");
    assert_eq!(page.numbers(), before);
    let _ = fs::remove_dir_all(folder);
}
