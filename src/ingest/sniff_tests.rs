//! Table cases of sniffing.

use super::*;

/// `bytes` are a whole file; `expect` is its delimiter and header line.
fn check(bytes: impl AsRef<[u8]>, delimiter: u8, header_line: Option<u64>) {
    let bytes = bytes.as_ref();
    let sniffed = sniff(bytes, true).unwrap();
    let Dialect { delimiter: d, header_line: h, .. } = sniffed.dialect;
    assert_eq!(
        (char::from(d), h),
        (char::from(delimiter), header_line),
        "{} {sniffed:?}",
        bytes.escape_ascii()
    );
}

#[test]
fn delimiters() {
    check("id,name\n1,Ana\n2,Rui\n", b',', Some(1));
    check("id;name\n1;Ana\n2;Rui\n", b';', Some(1));
    check("id\tname\n1\tAna\n2\tRui\n", b'\t', Some(1));
    check("id|name\n1|Ana\n2|Rui\n", b'|', Some(1));
    // Decimal commas.
    check("id;total\n1;99,90\n2;12,50\n", b';', Some(1));
    check("1,5;2,5\n3,5;4,5\n", b';', None);
    check("1,5;2,5;3,5\n3,5;4,5;5,5\n", b';', None);
    check("data;valor;frete\n01/02/2024;1.234,56;9,99\n", b';', Some(1));
    // Commas and semicolons within fields.
    check("name;city\nSilva, Ana;Porto\nCosta, Rui;Faro\n", b';', Some(1));
    check("mail,tags\na@x.pt,\"vip; new\"\nb@x.pt,\"old; new\"\n", b',', Some(1));
    check("id,note\n1,\"a;b;c\nd;e;f\"\n2,\"g;h;i\"\n", b',', Some(1));
    check("id\tnote\n1\tone, two; three\n2\tfour, five; six\n", b'\t', Some(1));
    check("id,tags\n1,a|b|c\n2,d|e|f\n3,g\n", b',', Some(1));
    // Header alone.
    check("EMAIL;LASTNAME;FIRSTNAME", b';', Some(1));
    check("a,b,c\n", b',', Some(1));
}

#[test]
fn one_column() {
    check("email\na@x.pt\nb@x.pt\n", b',', Some(1));
    check("a@x.pt\nb@x.pt\nc@x.pt\n", b',', None);
    check("email\n", b',', Some(1));
    let names = "name\nAna\nRui\nEva, the tall\nLea\nIvo\nUgo\nZoe\nBia\nGil\n";
    check(names, b';', Some(1));
    let sniffed = sniff(names.as_bytes(), true).unwrap();
    assert!(sniffed.evidence.contains(&Evidence::OneColumn));
}

#[test]
fn headers() {
    check("2024-01-01,12.50,A1\n2024-01-02,3.00,B2\n", b',', None);
    check("1001,Ana\n1002,Rui\n", b',', None);
    check("name,city\nAna,Porto\nRui,Faro\n", b',', Some(1));
    check("Ana,Porto\nRui,Faro\nAna,Porto\nEva,Porto\n", b',', None);
    check(",a,b\n1,2,3\n4,5,6\n", b',', Some(1));
    check("1001,2024-01-01,9.90\n", b',', None);
    check("id,name\n1,Ana\nid,name\n2,Rui\n", b',', Some(1));
    check("Address1,Address2\nRua A 1,Porto\nRua B 2,Faro\n", b',', Some(1));
}

#[test]
fn lines_above_and_below() {
    check("Sales report\n\nid;total\n1;2,50\n2;3,50\n", b';', Some(3));
    check(
        "Report from 01/01/2024 to 31/01/2024\nShop: Centro\n\n\nid,total\n1,2\n2,3\n",
        b',',
        Some(5),
    );
    check(
        "Sales report;;;\n;;;\nid;date;name;total\n1;2024-01-01;Ana;2\n2;2024-01-02;Rui;3\n",
        b';',
        Some(3),
    );
    check("Company;ACME;;\nid;date;name;total\n1;2024-01-01;Ana;2\n", b';', Some(2));
    check(
        "Company;ACME\nid;date;name;total\n1;2024-01-01;Ana;2\n2;2024-01-01;Ana;2\n",
        b';',
        Some(2),
    );
    check("\n\nid,total\n1,2\n", b',', Some(3));
    check("id,total\n1,2\n2,3\n,\nTotal,5\nPrinted by X\n", b',', Some(1));
    check(";Person;;Order;\nid;name;city;day;total\n1;Ana;Faro;2024-01-01;2\n", b';', Some(2));
    check("sep=;\nid;total\n1;2\n", b';', Some(2));
    check("\u{FEFF}sep=,\r\nid,total\r\n1;1,2\r\n", b',', Some(2));
    check("\"sep=;\"\nid;total\n1;2\n", b';', Some(2));
    check("sep=;;\nid;name;total\n1;a;2\n", b';', Some(2));
    check("sepal;petal\n1;2\n", b';', Some(1));
    let plain = sniff(b"Report\n\n1,2,3\n4,5,6\n", true).unwrap().dialect;
    assert_eq!((plain.header_line, plain.first_line), (None, 3));
}

#[test]
fn quotes() {
    let check = |text: &str, expect: u8| {
        assert_eq!(sniff(text.as_bytes(), true).unwrap().dialect.quote, expect, "{text}")
    };
    check("id,name\n1,Ana\n", b'"');
    check("'id','name'\n'1','Silva, Ana'\n'2','Costa, Rui'\n", b'\'');
    check("id,name\n1,'Silva, Ana'\n2,'Costa, Rui'\n", b'\'');
    check("id,name\n'7210448301122,Ana\n'7210448301123,Rui\n", b'"');
    check("id,name\n1,O'Neil\n2,'t Hooft\n", b'"');
    check("id,name\n1,\"'Ana'\"\n2,\"'Rui'\"\n", b'"');
}

#[test]
fn choices_fix_one_property_and_the_rest_is_sniffed() {
    let text = b"Report\nid;total\n1;9,90\n2;8,80\n";
    let check =
        |choice: DialectChoice, delimiter: u8, header_line: Option<u64>, first_line: u64| {
            let dialect = sniff_with(text, true, &choice).unwrap().dialect;
            assert_eq!(
                (dialect.delimiter, dialect.header_line, dialect.first_line),
                (delimiter, header_line, first_line),
                "{choice:?}"
            );
        };
    let none = DialectChoice::default;
    check(none(), b';', Some(2), 3);
    check(DialectChoice { delimiter: Some(b','), ..none() }, b',', None, 3);
    let line = |line| Some(HeaderChoice::Line(line));
    check(DialectChoice { header_line: line(1), ..none() }, b';', Some(1), 2);
    check(DialectChoice { header_line: line(3), ..none() }, b';', Some(3), 4);
    check(DialectChoice { header_line: Some(HeaderChoice::Absent), ..none() }, b';', None, 2);
    let latin = DialectChoice { encoding: Some(Encoding::Windows1257), ..none() };
    let sniffed = sniff_with(text, true, &latin).unwrap();
    assert_eq!(sniffed.dialect.encoding, Encoding::Windows1257);
    assert!(sniffed.evidence.contains(&Evidence::Chosen(Property::Encoding)));
}

#[test]
fn a_cut_head_does_not_mislead() {
    let file = "id;name;total\n1;\"Ana \"\"x\"\"\";9,90\n2;\"Rui\nCosta\";8,80\n3;Eva;7,70\n";
    for length in 30..file.len() {
        let dialect = sniff(&file.as_bytes()[..length], false).unwrap().dialect;
        assert_eq!((dialect.delimiter, dialect.header_line), (b';', Some(1)), "{length}");
    }
}

#[test]
fn refusals() {
    assert_eq!(sniff(b"", true), Err(Refusal::Empty));
    assert_eq!(sniff(b"\xEF\xBB\xBF\r\n", true), Err(Refusal::Empty));
    assert_eq!(sniff(b"PK\x03\x04xl/workbook.xml", false), Err(Refusal::Binary(Binary::Xlsx)));
    let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2654435761) >> 24) as u8).collect();
    assert_eq!(sniff(&noise, false), Err(Refusal::NotText));
}
