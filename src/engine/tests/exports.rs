//! The list as a workbook, read back by another's reader: cell for cell what the CSV says.

use crate::{
    calendar::Day,
    engine::{
        core::{Answer, Engine},
        protocol::{Ask, ExportFormat},
        testing::{engine, sample},
        view::Sort,
    },
    export::csv::CsvOptions,
};
use calamine::{Data, DataType, Reader, Xlsx};
use std::io::Cursor;

fn file(engine: &mut Engine, format: ExportFormat) -> Vec<u8> {
    match engine.answer(&Ask::Export { format, sort: Sort::default(), search: String::new() }) {
        Answer::File { bytes, .. } => bytes,
        Answer::Say(says) => panic!("{says:?}"),
    }
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    let fields = |record: csv::StringRecord| record.iter().map(String::from).collect();
    reader.into_records().map(|record| fields(record.unwrap())).collect()
}

/// Both exports of an engine's list, held against each other; how many cells have a number, a day, a yes or no, a text.
fn compare(engine: &mut Engine) -> [usize; 4] {
    let csv = rows(&file(engine, ExportFormat::Csv(CsvOptions::default())));
    let bytes = file(engine, ExportFormat::Xlsx);
    assert_eq!(bytes, file(engine, ExportFormat::Xlsx), "the same list makes the same bytes");
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["customers", "rules"]);
    let sheet = book.worksheet_range("customers").unwrap();
    assert_eq!(sheet.height(), csv.len());
    let mut kinds = [0; 4];
    for (row, cells) in csv.iter().enumerate() {
        for (column, expect) in cells.iter().enumerate() {
            let cell = sheet.get((row, column)).unwrap_or(&Data::Empty);
            let said = match cell {
                Data::Empty => String::new(),
                Data::String(text) => text.clone(),
                Data::Bool(yes) => yes.to_string(),
                Data::DateTime(date) => {
                    let epoch = Day::from_ymd(1899, 12, 30).unwrap().0;
                    Day(date.as_f64() as i32 + epoch).to_string()
                }
                Data::Float(number) => {
                    assert_eq!(expect.parse(), Ok(*number), "row {row}, column {column}");
                    expect.clone()
                }
                other => panic!("{other:?}"),
            };
            assert_eq!(said, *expect, "row {row}, column {column}");
            let is = [cell.is_float(), cell.is_datetime(), cell.is_bool(), cell.is_string()];
            kinds.iter_mut().zip(is).for_each(|(n, is)| *n += usize::from(is));
        }
    }
    let of_csv = rows(&file(engine, ExportFormat::Rules));
    let rules = book.worksheet_range("rules").unwrap();
    let text = |data: &Data| data.get_string().unwrap_or_default().to_string();
    let of_book: Vec<Vec<String>> =
        rules.rows().map(|row| row.iter().map(text).collect()).collect();
    assert_eq!(of_book, of_csv);
    kinds
}

#[test]
fn a_workbook_says_what_the_csv_says() {
    let [numbers, days, yes_no, texts] = compare(&mut sample());
    assert!(numbers > 20_000 && days > 1000 && texts > 5000, "{numbers} {days} {yes_no} {texts}");
}

#[test]
fn texts_that_look_like_something_else_stay_texts() {
    let mut engine = engine(&[(
        "orders.csv",
        "customer_id,order_id,date,amount,note,fiel\n\
         007,1,1899-05-05,10.00,=1+1,true\n\
         _x000D_,2,2024-02-29,0.10,\"<a> & \"\"b\"\"\nc\",false\n\
         +55 11 9999,3,2024-03-01,-3.00, é\u{1F600}\u{7} ,true\n",
    )]);
    let [_, days, _, texts] = compare(&mut engine);
    assert!(days > 0 && texts > 0, "{days} {texts}");
}

#[test]
fn the_sheet_of_rules_names_all_that_a_list_was_made_by() {
    let mut engine = sample();
    engine.select("spend_total >= 300").unwrap();
    let rules = rows(&file(&mut engine, ExportFormat::Rules));
    let has = |section: &str, name: &str, value: &str| {
        rules.iter().any(|row| row[0] == section && row[1] == name && row[2].contains(value))
    };
    assert_eq!(rules[0], ["section", "name", "value"]);
    assert!(has("selection", "query", "spend_total >= 300"));
    assert!(has("setting", "returns", "net") && has("setting", "discount_rate", "0.1"));
    assert!(has("cut", "r = 5", "last_order_age_days from 0 to "));
    assert!(has("cut", "m = 1", "spend_total from "));
    assert!(has("rfm_segment", "Champions", "r >= 4 and fm >= 4"));
    assert!(has("activity", "Active", "lapse_ratio"));
    assert!(has("set aside", "unaccounted", "0"));
    assert!(has("model", "purchases", "alpha"));
    assert!(rules.iter().any(|row| row[0] == "column" && row[2] == "customer_id"));
}
