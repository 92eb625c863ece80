//! Online Retail as a workbook: the same customers and the same ledger as by way of CSV.

use super::*;
use flate2::read::MultiGzDecoder;
use std::{fmt::Write as _, fs::File, io::Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The least that a workbook of one sheet needs; style 1 is a moment.
const FRAME: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Online Retail" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
    ),
];

/// Columns that hold numbers, and the one that holds moments, as in the workbook that UCI hands out.
const NUMBERS: [&str; 3] = ["Quantity", "UnitPrice", "CustomerID"];
const MOMENTS: &str = "InvoiceDate";

/// A cell as a spreadsheet keeps it.
fn cell(column: &str, text: &str) -> String {
    let is_number = NUMBERS.contains(&column)
        || column == "InvoiceNo" && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() {
        "<c/>".into()
    } else if column == MOMENTS {
        let format = "%Y-%m-%d %H:%M:%S";
        let moment = chrono::NaiveDateTime::parse_from_str(text, format).expect("a moment");
        let days = (moment.and_utc().timestamp() as f64) / 86_400.0 + 25_569.0;
        format!(r#"<c s="1"><v>{days}</v></c>"#)
    } else if is_number {
        format!("<c><v>{}</v></c>", text.parse::<f64>().expect("a number"))
    } else {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
    }
}

#[test]
fn a_workbook_gives_the_customers_and_the_ledger_of_its_csv() {
    let Some(path) = data("online_retail.csv.gz") else { return };
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in FRAME {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a file");
    let head = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    zip.write_all(head.as_bytes()).expect("memory");
    let mut reader = csv::Reader::from_reader(MultiGzDecoder::new(File::open(&path).unwrap()));
    let header = reader.headers().expect("a header").clone();
    let mut row = String::from("<row>");
    header.iter().for_each(|name| row += &cell("", name));
    for record in reader.records() {
        row += "</row><row>";
        zip.write_all(row.as_bytes()).expect("memory");
        row.clear();
        for (column, text) in header.iter().zip(&record.expect("a record")) {
            write!(row, "{}", cell(column, text)).expect("memory");
        }
    }
    zip.write_all(row.as_bytes()).expect("memory");
    zip.write_all(b"</row></sheetData></worksheet>").expect("memory");
    let book = Path::new(env!("CARGO_TARGET_TMPDIR")).join("online_retail.xlsx");
    fs::write(&book, zip.finish().expect("a workbook").into_inner()).expect("a file");

    let by_book = segment(&book, &[]);
    let by_csv = segment(&path, &[]);
    assert_eq!(by_book.customers, by_csv.customers);
    assert_eq!(by_book.summary["ledger"], by_csv.summary["ledger"]);
    assert_eq!(by_book.summary["sums"], by_csv.summary["sums"]);
    // All but the file's name and the record's text, in which a number may be written otherwise.
    let told = |of: &Segmented| -> Vec<[String; 2]> {
        of.ledger.iter().map(|entry| [entry[1].to_string(), entry[2].to_string()]).collect()
    };
    assert_eq!(told(&by_book), told(&by_csv));
    let _ = fs::remove_file(book);
}
