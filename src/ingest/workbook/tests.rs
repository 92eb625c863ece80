//! Workbooks made by other programs, cell by cell.

use super::{Left, Trouble, Unpacked, unpack};
use std::{fs, io::Write};

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/workbooks");
    fs::read(format!("{folder}/{name}")).expect("a file of the tests")
}

fn text(unpacked: &Unpacked, part: usize) -> &str {
    std::str::from_utf8(&unpacked.parts[part].bytes).expect("UTF-8")
}

fn names(unpacked: &Unpacked) -> Vec<&str> {
    unpacked.parts.iter().map(|part| part.name.as_str()).collect()
}

/// As Excel shows it, but for the two rows that a merged cell spans, which both have its customer.
const EVERYTHING: &str = r#"
Relatório de vendas,,,,,,,,,

Cliente,Pedido,Data,Hora,Quantidade,Total,Ativo,Desconto,CEP,Obs
17850,536365,2010-12-01 08:26:00,18:30:00,6,0.3,true,0.15,01310,"a, ""b"""
17850,536366,2011-02-28,,-2,99.9,false,0.5,00042,"two
lines"
17850,536367,2011-03-01,,1.5,12345.678,,,00043,

13047,536368,2011-12-09,,12,10000000000000000,,,00044,
"#;

#[test]
fn cells_say_what_the_sheet_shows() {
    for name in ["everything.xlsx", "everything_1904.xlsx"] {
        let unpacked = unpack(name, &file(name)).expect("a workbook");
        assert_eq!(names(&unpacked), [name]);
        assert_eq!(text(&unpacked, 0), EVERYTHING, "{name}");
        let left = [("Notas".to_string(), Left::NoTable), ("Listas".to_string(), Left::Hidden)];
        assert_eq!(unpacked.left, left);
    }
}

#[test]
fn every_format_gives_the_same_sheets() {
    let first = unpack("book.xlsx", &file("orders_customers.xlsx")).expect("a workbook");
    assert_eq!(names(&first), ["book.xlsx › Orders", "book.xlsx › Customers"]);
    assert!(text(&first, 0).starts_with(
        "customer_id,order_id,order_date,amount\nC00,1000,2024-01-03,10\nC01,1001,2024-02-04,11.25\n"
    ));
    for other in ["orders_customers.xls", "orders_customers.xlsb", "orders_customers.ods"] {
        let same = unpack("book.xlsx", &file(other)).expect("a workbook");
        assert_eq!(first, same, "{other}");
    }
}

#[test]
fn what_cannot_be_opened_says_why() {
    let whole = file("orders_customers.xlsx");
    let check = |bytes: &[u8], expect| assert_eq!(unpack("f", bytes).err(), Some(expect));
    check(&whole[..whole.len() / 2], Trouble::Torn);
    check(&file("orders_customers.xls")[..2000], Trouble::Torn);
    check(b"PK\x03\x04", Trouble::Torn);
    check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Trouble::Torn);
    check(&file("locked.xlsx"), Trouble::Locked);
    check(&zip(&[]), Trouble::Empty);
}

#[test]
fn an_archive_gives_its_files_and_the_sheets_of_its_workbooks() {
    let book = file("orders_customers.xlsx");
    let packed = zip(&[
        ("export/orders.csv", b"id,n\n1,2\n"),
        ("__MACOSX/._orders.csv", b"x"),
        ("export/book.xlsx", &book),
        ("inner.zip", &zip(&[("a.csv", b"x")])),
    ]);
    let unpacked = unpack("export.zip", &packed).expect("an archive");
    assert_eq!(
        names(&unpacked),
        [
            "export.zip › orders.csv",
            "export.zip › book.xlsx › Orders",
            "export.zip › book.xlsx › Customers"
        ]
    );
    assert!(!unpacked.parts[0].is_sheet && unpacked.parts[1].is_sheet);
    assert_eq!(text(&unpacked, 0), "id,n\n1,2\n");
    assert_eq!(unpacked.left, [("inner.zip".to_string(), Left::NoTable)]);
}

/// Zipped workbooks that were cut, or have a byte changed, give their parts or a reason. (In the old format the crate may
/// panic on them, which ends the sheet worker and is told as such by whoever started it.)
#[test]
fn torn_files_do_no_harm() {
    for name in [
        "orders_customers.xlsx",
        "everything.xlsx",
        "orders_customers.xlsb",
        "orders_customers.ods",
    ] {
        let whole = file(name);
        for n in (0..whole.len()).step_by(97) {
            let _ = unpack("f", &whole[..n]);
            let mut changed = whole.clone();
            changed[n] ^= 0x55;
            let _ = unpack("f", &changed);
        }
    }
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("a new file");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}
