//! What the engine writes as a workbook, its own reader gives back: any list, cell by cell, equal to its CSV.
//!
//! The trap: spreadsheets keep 15 digits of a number, and so does the reader. Numbers are equal to so many.

use super::portable::shared::engine;
use carteira::{
    export::{
        csv::{CsvOptions, write},
        xlsx,
    },
    ingest::workbook::unpack,
};
use proptest::prelude::*;

/// Cells of a column of texts, one of numbers, one of days and one of yes or no, by the customer.
type Row = (String, String, Option<f64>, Option<(i32, u8, u8)>, Option<bool>);

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-zé €😀&<>'\"=+@,;\\n\\t-]{0,12}",
        1 => "[0-9+. ()-]{0,9}",
        1 => any::<String>(),
        1 => prop::sample::select(vec!["_x000D_", "007", "1e5", "true", "2024-02-29", "a\r\nb", "\u{b}", "]]>", "&#13;", " x "])
            .prop_map(String::from),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let number = prop_oneof![
        (-1_000_000i32..1_000_000, 0u8..5).prop_map(|(n, e)| f64::from(n) / 10f64.powi(e.into())),
        any::<f64>().prop_filter("of a size that is written out", |n| n.abs() < 1e30),
    ];
    let day = (1890i32..2060, 1u8..=12, 1u8..=28);
    let row = (
        texts(),
        texts(),
        prop::option::of(number),
        prop::option::of(day),
        prop::option::of(any::<bool>()),
    );
    prop::collection::vec(row, 1..12)
}

fn file(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["customer_id", "customer_name", "Note", "Level", "Since", "Member"];
    writer.write_record(header).expect("memory");
    for (number, (name, note, level, since, member)) in rows.iter().enumerate() {
        let level = level.map(|level| level.to_string()).unwrap_or_default();
        let since = since.map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).unwrap_or_default();
        let member = member.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default();
        let id = format!("c{number}");
        writer.write_record([&id, name, note, &level, &since, member]).expect("memory");
    }
    writer.into_inner().expect("memory")
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).from_reader(bytes);
    let record = |record: csv::StringRecord| record.iter().map(String::from).collect();
    reader.into_records().map(|found| record(found.expect("CSV"))).collect()
}

/// Equal, or the same number to 15 digits.
fn same(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.parse::<f64>().ok().map(|number| format!("{number:.14e}"));
    a == b || digits(a).is_some_and(|a| digits(b) == Some(a))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_workbook_reads_as_the_csv_of_the_same_list(rows in rows()) {
        let engine = engine("customers.csv", &file(&rows), 1 << 20);
        let (base, everyone) = (engine.base().unwrap(), engine.selected().unwrap());
        let list: Vec<u32> = everyone.iter().map(|row| row as u32).collect();
        let by_csv = cells(&write(&base.portfolio, &base.table, &list, CsvOptions::default()));
        let book = xlsx::write(&base.portfolio, &base.table, &list, &[]);
        let unpacked = unpack("list.xlsx", &book).expect("a workbook");
        let by_book = cells(&unpacked.parts[0].bytes);
        prop_assert_eq!(by_csv.len(), by_book.len());
        for (row, (csv, book)) in by_csv.iter().zip(&by_book).enumerate() {
            for (column, cell) in csv.iter().enumerate() {
                let read = book.get(column).map_or("", String::as_str);
                prop_assert!(same(cell, read), "row {}, column {}: {:?}, not {:?}", row, column, read, cell);
            }
        }
    }
}
