//! Files of all kinds, dropped on the page: what is understood, what is asked, and what a bad one does: nothing but a sentence.

use crate::{
    browser::Engine,
    data,
    independent::{
        ONLINE_RETAIL, VENDAS, Written, cents, check_list, column, iso_day, people_of, windows_1252,
    },
    orders,
    page::Page,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

#[test]
fn a_part_of_online_retail_is_read_without_a_question() {
    let file = data("online_retail_part.csv");
    let people = people_of(&fs::read_to_string(&file).unwrap(), &ONLINE_RETAIL, None);
    let page = Page::open(Engine::Chromium);
    page.give(&[&file]);
    page.wait_for_state("ready");
    assert_eq!(page.numbers().customers, people.len() as u32);
    page.wait_for_text("0 unaccounted");
    check_list(&page.export("CSV"), &people);
    assert_eq!(people.values().filter(|person| person.orders.is_empty()).count(), 4);
}

#[test]
fn windows_1252_with_decimal_commas_joins_its_customers() {
    let (orders, customers) = (data("vendas.csv"), data("clientes.csv"));
    let mut people = people_of(&windows_1252(&fs::read(&orders).unwrap()), &VENDAS, None);
    let page = Page::open(Engine::Chromium);
    page.give(&[&orders]);
    page.wait_for_state("ready");
    check_list(&page.export("CSV"), &people);

    // Files given while there is a base are added to it.
    page.give(&[&customers]);
    page.browser.wait_for("document.documentElement.dataset.customers", "13");
    page.wait_for_state("ready");
    for id in ["C012", "C013"] {
        people.entry(id.into()).or_default();
    }
    let list = page.export("CSV");
    check_list(&list, &people);
    let cities = column(&list, "Cidade");
    assert!(cities.contains(&"Florianópolis".into()), "{cities:?}");
    assert!(column(&list, "name").contains(&"Zoë D’Ávila".into()));
}

#[test]
fn what_can_be_read_two_ways_is_asked() {
    let page = Page::open(Engine::Chromium);
    page.give(&[&data("unclear.csv")]);
    page.wait_for_state("mapping");
    assert!(page.browser.value("location.hash").to_string().contains("#/files"));
    page.press("button", "Confirm");
    page.wait_for_state("ready");
    assert_eq!(page.numbers().customers, 9);
}

#[test]
fn a_bad_file_gives_a_sentence_and_takes_nothing_away() {
    let folder = Folder::new("bad");
    let page = Page::open(Engine::Chromium);
    page.give(&[&data("online_retail_part.csv")]);
    page.wait_for_state("ready");
    let before = page.numbers();

    let huge = folder.file("huge.csv", b"");
    fs::File::options().write(true).open(&huge).unwrap().set_len(3 << 30).unwrap();
    for (name, bytes, sentence) in [
        ("empty.csv", &b""[..], "empty.csv is empty"),
        ("orders.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "is a picture"),
        ("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        ("header.csv", b"order_id,customer_id,order_date,amount\n", "no records below them"),
    ] {
        page.give(&[&folder.file(name, bytes)]);
        check_refusal(&page, sentence, before);
    }
    page.give(&[&huge]);
    check_refusal(&page, "huge.csv holds no table", before);
    check_list(
        &page.export("CSV"),
        &people_of(
            &fs::read_to_string(data("online_retail_part.csv")).unwrap(),
            &ONLINE_RETAIL,
            None,
        ),
    );
}

/// A sentence is shown, the base is as before, and the sentence can be put away.
fn check_refusal(page: &Page, sentence: &str, before: crate::page::Numbers) {
    let problem = page.problem();
    assert!(problem.contains(sentence), "{problem}");
    page.wait_for_state("ready");
    assert_eq!(page.numbers(), before, "{sentence}");
    page.dismiss();
}

#[test]
fn a_file_without_customers_is_asked_about_and_can_be_taken_out() {
    let folder = Folder::new("sums");
    let page = Page::open(Engine::Chromium);
    page.give(&[&data("online_retail_part.csv")]);
    page.wait_for_state("ready");
    let before = page.numbers();
    let sums = "month,amount\n2024-01-01,3.50\n2024-02-01,4.50\n2024-03-01,4.75\n";
    page.give(&[&folder.file("sums.csv", sums.as_bytes())]);
    page.wait_for_state("mapping");
    page.press("button", "Remove sums.csv");
    page.wait_for_state("ready");
    assert_eq!(
        (page.numbers().customers, page.numbers().selected),
        (before.customers, before.selected)
    );
}

#[test]
fn a_torn_quote_is_set_aside_and_explained() {
    let folder = Folder::new("torn");
    let mut text = String::from("order_id,customer_id,order_date,amount\n");
    for i in 0..60 {
        let note = if i == 30 { "\"torn" } else { "" };
        text += &format!("T{i},K{},2025-01-{:02},{note}{i}.00\n", i % 9, i % 28 + 1);
    }
    let page = Page::open(Engine::Chromium);
    page.give(&[&folder.file("torn.csv", text.as_bytes())]);
    page.wait_for_state("ready");
    assert_eq!(page.numbers().customers, 9);
    page.wait_for_text("0 unaccounted");
}

#[test]
fn a_file_taken_away_gives_a_sentence() {
    let folder = Folder::new("away");
    let page = Page::open(Engine::Chromium);
    let gone = folder.file("gone.csv", &fs::read(data("online_retail_part.csv")).unwrap());
    page.give(&[&gone]);
    page.wait_for_state("ready");
    let before = page.numbers();
    fs::remove_file(gone).unwrap();
    // Another file is added, and with it all are read anew.
    page.give(&[&data("vendas.csv")]);
    check_refusal(&page, "gone.csv could not be read to the end", before);
}

#[test]
fn reading_can_be_cancelled() {
    let folder = Folder::new("cancel");
    let page = Page::open(Engine::Chromium);
    page.give(&[&data("online_retail_part.csv")]);
    page.wait_for_state("ready");
    let before = page.numbers();
    let large = folder.0.join("large.csv");
    orders::write(&large, 1_500_000).unwrap();
    page.give(&[&large]);
    page.wait_for_state("reading");
    page.press("button", "Cancel");
    page.wait_for_state("ready");
    assert_eq!(page.numbers(), before);
    check_list(
        &page.export("CSV"),
        &people_of(
            &fs::read_to_string(data("online_retail_part.csv")).unwrap(),
            &ONLINE_RETAIL,
            None,
        ),
    );
}

#[test]
fn chromium_reads_a_file_in_parts() {
    reads_a_file_in_parts(Engine::Chromium);
}

#[test]
fn firefox_reads_a_file_in_parts() {
    reads_a_file_in_parts(Engine::Gecko);
}

#[test]
fn webkit_reads_a_file_in_parts() {
    reads_a_file_in_parts(Engine::WebKit);
}

/// Invented orders.
const ORDERS: Written = Written {
    delimiter: b',',
    order: 0,
    day: 2,
    customer: 1,
    read_day: iso_day,
    cents: |line| cents(&line[7], '.'),
    is_cancelled: |_| false,
};

/// A file that several workers read together, in slices as each browser has them ready.
fn reads_a_file_in_parts(engine: Engine) {
    let folder = Folder::new(&format!("parts-{engine:?}"));
    let file = folder.0.join("orders.csv");
    orders::write(&file, 200_000).unwrap();
    let page = Page::open(engine);
    page.give(&[&file]);
    page.wait_for_state("ready");
    page.wait_for_text("200,000 records · 0 unaccounted");
    check_list(&page.export("CSV"), &people_of(&fs::read_to_string(file).unwrap(), &ORDERS, None));
}

#[test]
fn the_whole_of_online_retail_is_as_the_command_has_it() {
    let packed = shared().join("data/online_retail.csv.gz");
    if !packed.exists() {
        eprintln!(
            "\n!!! NOT WALKED: the whole of Online Retail, since {} is not there !!!\n",
            packed.display()
        );
        return;
    }
    let folder = Folder::new("retail");
    let unpacked = Command::new("gzip").args(["-dc"]).arg(&packed).output().unwrap();
    let file = folder.file("online_retail.csv", &unpacked.stdout);
    let out = folder.0.join("customers.csv");
    let batch = Command::new(env!("CARGO_BIN_EXE_batch"));
    let status = { batch }.arg("segment").arg(&file).arg("--out").arg(&out).status().unwrap();
    assert!(status.success());

    let page = Page::open(Engine::Chromium);
    page.give(&[&file]);
    page.wait_for_state("ready");
    page.wait_for_text("541,909 records · 0 unaccounted");
    assert_eq!(page.numbers().customers, 4372);
    let list = page.export("CSV");
    check_list(
        &list,
        &people_of(std::str::from_utf8(&unpacked.stdout).unwrap(), &ONLINE_RETAIL, None),
    );
    check_same(&list, &fs::read(out).unwrap());
}

/// Columns that a model makes: the browser's logarithms may differ from this machine's in the last digits, and the
/// figures are to agree to a millionth.
const OF_MODELS: [&str; 4] = ["p_alive", "expected_orders_12m", "clv_12m", "p_order_30d"];

/// Every cell of both lists, customer by customer: the app exports in the order on screen.
fn check_same(list: &[u8], other: &[u8]) {
    let (left, right) = (rows(list), rows(other));
    assert_eq!(left.len(), right.len());
    assert_eq!(left[0], right[0]);
    for (one, two) in left.iter().zip(&right) {
        for (column, (a, b)) in left[0].iter().zip(one.iter().zip(two)) {
            if a == b {
                continue;
            }
            assert!(OF_MODELS.contains(&column), "{}: {column} is {a}, not {b}", &one[0]);
            let (a, b): (f64, f64) = (a.parse().unwrap(), b.parse().unwrap());
            assert!((a - b).abs() <= 1e-6 * b.abs(), "{}: {column} is {a}, not {b}", &one[0]);
        }
    }
}

/// The header, then the records by customer.
fn rows(list: &[u8]) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(list);
    let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows[1..].sort_by(|one, two| one[0].cmp(&two[0]));
    rows
}

/// Data too large to be kept with the code, where it is there.
fn shared() -> PathBuf {
    std::env::var_os("CARTEIRA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// A folder for the files of one walk, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("carteira-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
