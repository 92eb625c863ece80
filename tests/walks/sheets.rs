//! Workbooks and archives, dropped on the page: the same customers as by way of CSV, and a sentence where there are none.

use crate::{
    browser::Engine,
    data,
    independent::{VENDAS, check_list, people_of, windows_1252},
    page::Page,
};
use serde_json::json;
use std::fs;

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
        list.contains("\r\nC00,Person 0,3,3,3,48.75,16.25,19.375,2024-01-03,2024-11-13,"),
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
