//! Workbooks and archives given to the command: the same customers as by way of CSV, and a sentence where there are none.

use super::*;

fn book(name: &str) -> String {
    format!("{}/tests/data/workbooks/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The two sheets of the books, by hand.
const ORDERS: [&str; 2] = ["customer_id,order_id,order_date,amount\n", "customer_id,name,city\n"];

#[test]
fn a_workbook_of_any_format_gives_the_customers_of_its_csv() {
    let folder = Folder::new("workbooks");
    let [mut orders, mut people] = ORDERS.map(String::from);
    for i in 0..12 {
        let amount = f64::from(1000 + i * 125) / 100.0;
        orders += &format!("C{:02},{},2024-{:02}-{:02},{amount}\n", i % 5, 1000 + i, 1 + i, 3 + i);
    }
    for i in 0..6 {
        let city = if i % 2 == 1 { "Porto" } else { "Lisboa" };
        people += &format!("C{i:02},Person {i},{city}\n");
    }
    let (orders, people) = (folder.file("o.csv", orders), folder.file("p.csv", people));
    let by_csv = folder.segment(&[&orders, &people]).customers;
    assert_eq!(by_csv.len(), 6);
    assert_eq!(by_csv["C00"]["spend_total"], "48.75");
    for name in ["xlsx", "xls", "xlsb", "ods"].map(|kind| format!("orders_customers.{kind}")) {
        assert_eq!(folder.segment(&[&book(&name)]).customers, by_csv, "{name}");
    }
}

#[test]
fn what_stands_around_a_table_is_no_part_of_it() {
    let folder = Folder::new("around");
    for name in ["everything.xlsx", "everything_1904.xlsx"] {
        let run = folder.segment(&[&book(name)]);
        // What another customer paid is more than money can be.
        assert_eq!(run.keys(), ["17850"], "{}", run.stderr);
        assert!(run.ledger.contains("bad amount"), "{}", run.ledger);
        assert_eq!(run.cell("17850", "first_order"), "2010-12-01");
        assert_eq!(run.cell("17850", "n_orders"), "2", "one is a return: {}", run.ledger);
        for said in ["the hidden sheet Listas is left out", "Notas is left out"] {
            assert!(run.stderr.contains(said), "{}", run.stderr);
        }
    }
}

#[test]
fn workbooks_that_cannot_be_opened_end_in_a_sentence() {
    let folder = Folder::new("shut");
    let whole = fs::read(book("orders_customers.xlsx")).unwrap();
    for (file, sentence) in [
        (book("locked.xlsx"), "locked.xlsx is protected by a password"),
        (folder.file("half.xlsx", &whole[..3000]), "half.xlsx is damaged"),
        (book("torn.xls"), "torn.xls is damaged"),
    ] {
        let run = folder.try_segment(&[&file]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(sentence), "{}", run.stderr);
    }
    let rows = batch(["rows", &book("orders_customers.xlsx")]);
    assert_eq!(rows.code, 2);
    assert!(rows.stderr.contains("orders_customers.xlsx › Customers"), "{}", rows.stderr);
}

#[test]
fn the_list_is_written_as_a_workbook_that_reads_as_its_csv() {
    let folder = Folder::new("written");
    let orders = book("orders_customers.xlsx");
    folder.segment(&[&orders]);
    let out = folder.path("out.xlsx");
    let run = batch(["segment", &orders, "--out", &out, "--where", "spend_total >= 20"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let unpacked = carteira::ingest::workbook::unpack("out.xlsx", &fs::read(&out).unwrap());
    let unpacked = unpacked.expect("a workbook");
    let names: Vec<&str> = unpacked.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["out.xlsx › customers", "out.xlsx › rules"]);
    let rules = String::from_utf8(unpacked.parts[1].bytes.clone()).unwrap();
    assert!(rules.contains("selection,query,spend_total >= 20\n"), "{rules}");
    let list = String::from_utf8(unpacked.parts[0].bytes.clone()).unwrap();
    assert!(list.contains("\nC00,Person 0,3,3,,48.75,16.25,"), "{list}");
}
