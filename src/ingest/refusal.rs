//! **`Refusal`**: what is plainly no table of text, named by its first bytes, so that the person can be
//! told what to do instead of being shown rubbish.
//!
//! The trap: file names lie. Many an `.xls` is a web page, and a text may begin with `BM` or `MZ`; marks
//! that short count only in files that hold NUL bytes.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a file has no records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No bytes, or only blanks and line ends.
    Empty,
    Binary(Binary),
    /// Text that is written for programs.
    Markup(Markup),
    /// Bytes that spell no text in any encoding we know.
    NotText,
}

/// Kinds of files that are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binary {
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of LibreOffice and kin.
    Ods,
    /// A file of Office before 2007, as a rule a workbook.
    Xls,
    Zip,
    Gzip,
    /// Another compressed archive.
    Archive,
    Pdf,
    Image,
    Media,
    Parquet,
    Sqlite,
    Executable,
}

/// Kinds of text that are no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    Html,
    Xml,
    Json,
    Rtf,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (what, way_out) = match self {
            Refusal::Empty => return write!(f, "the file is empty"),
            Refusal::NotText => {
                return write!(f, "the file is no text, so it holds no table to read");
            }
            Refusal::Binary(Binary::Xlsx | Binary::Ods | Binary::Xls) => {
                ("a workbook", "save the sheet as CSV")
            }
            Refusal::Binary(Binary::Zip) => ("a zip archive", "unpack it"),
            Refusal::Binary(Binary::Gzip) => ("compressed with gzip", "unpack it"),
            Refusal::Binary(Binary::Archive) => ("a compressed archive", "unpack it"),
            Refusal::Binary(Binary::Pdf) => ("a PDF document", "ask its source for CSV"),
            Refusal::Binary(Binary::Image) => ("a picture", "ask its source for CSV"),
            Refusal::Binary(Binary::Media) => ("sound or film", "ask its source for CSV"),
            Refusal::Binary(Binary::Parquet) => ("a Parquet file", "export it as CSV"),
            Refusal::Binary(Binary::Sqlite) => ("a SQLite database", "export its tables as CSV"),
            Refusal::Binary(Binary::Executable) => ("a program", "choose another file"),
            Refusal::Markup(Markup::Html) => {
                ("a web page", "open it in a spreadsheet and save it as CSV")
            }
            Refusal::Markup(Markup::Xml) => ("XML", "open it in a spreadsheet and save it as CSV"),
            Refusal::Markup(Markup::Json) => ("JSON", "export it as CSV"),
            Refusal::Markup(Markup::Rtf) => ("a text document", "save its table as CSV"),
        };
        write!(f, "the file is {what}; {way_out}")
    }
}

/// What the first bytes give away, if anything.
pub(super) fn by_first_bytes(head: &[u8]) -> Option<Refusal> {
    let marks: [(&[u8], Binary); 21] = [
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Binary::Xls),
        (b"\x1F\x8B", Binary::Gzip),
        (b"7z\xBC\xAF\x27\x1C", Binary::Archive),
        (b"Rar!\x1A\x07", Binary::Archive),
        (b"BZh91AY&SY", Binary::Archive),
        (b"\xFD7zXZ\0", Binary::Archive),
        (b"\x28\xB5\x2F\xFD", Binary::Archive),
        (b"%PDF-", Binary::Pdf),
        (b"\x89PNG\r\n\x1A\n", Binary::Image),
        (b"\xFF\xD8\xFF", Binary::Image),
        (b"GIF87a", Binary::Image),
        (b"GIF89a", Binary::Image),
        (b"II*\0", Binary::Image),
        (b"MM\0*", Binary::Image),
        (b"ID3\x03", Binary::Media),
        (b"ID3\x04", Binary::Media),
        (b"OggS\0", Binary::Media),
        (b"PAR1\x15", Binary::Parquet),
        (b"SQLite format 3\0", Binary::Sqlite),
        (b"\x7FELF", Binary::Executable),
        (b"\0asm", Binary::Executable),
    ];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Refusal::Binary(zip_kind(head)));
    }
    if let Some(&(_, kind)) = marks.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(Refusal::Binary(kind));
    }
    if head.contains(&0) {
        let short = match head {
            [b'B', b'M', ..] | [0, 0, 1, 0, ..] => Some(Binary::Image),
            [b'M', b'Z', ..] => Some(Binary::Executable),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Binary::Image),
            [b'R', b'I', b'F', b'F', ..] => Some(Binary::Media),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(Binary::Media),
            _ => None,
        };
        return short.map(Refusal::Binary);
    }
    None
}

/// Which workbook a zip archive is: its first entries' names stand in the clear.
fn zip_kind(head: &[u8]) -> Binary {
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    match () {
        () if has(b"application/vnd.oasis.opendocument") => Binary::Ods,
        () if has(b"xl/") || has(b"[Content_Types].xml") => Binary::Xlsx,
        () => Binary::Zip,
    }
}

/// What the text itself gives away.
pub(super) fn by_text(text: &str) -> Option<Refusal> {
    let start: String = text.trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
    if start.is_empty() {
        return Some(Refusal::Empty);
    }
    let html = ["<!doctype html", "<html", "<table", "<meta", "<head", "<body", "<div", "<style"];
    if html.iter().any(|tag| start.starts_with(tag)) {
        return Some(Refusal::Markup(Markup::Html));
    }
    if start.starts_with("<?xml") {
        return Some(Refusal::Markup(Markup::Xml));
    }
    if start.starts_with("{\\rtf") {
        return Some(Refusal::Markup(Markup::Rtf));
    }
    let mut after = start.chars().filter(|c| !c.is_whitespace());
    if matches!(
        (after.next(), after.next()),
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | ']'))
    ) {
        return Some(Refusal::Markup(Markup::Json));
    }
    // One control character in fifty is more than any table has by accident.
    let odd =
        |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1A');
    let n_odd = text.chars().filter(odd).count();
    (n_odd * 50 > text.chars().count()).then_some(Refusal::NotText)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_named() {
        let check = |head: &[u8], expect: Option<Binary>| {
            assert_eq!(by_first_bytes(head), expect.map(Refusal::Binary), "{}", head.escape_ascii())
        };
        check(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml", Some(Binary::Xlsx));
        check(
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            Some(Binary::Ods),
        );
        check(b"PK\x03\x04\x14\0data.csv", Some(Binary::Zip));
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Some(Binary::Xls));
        check(b"\x1F\x8B\x08\0", Some(Binary::Gzip));
        check(b"%PDF-1.7\n", Some(Binary::Pdf));
        check(b"\x89PNG\r\n\x1A\n\0\0", Some(Binary::Image));
        check(b"\xFF\xD8\xFF\xE0", Some(Binary::Image));
        check(b"BM\x36\0\0\0", Some(Binary::Image));
        check(b"MZ\x90\0", Some(Binary::Executable));
        check(b"\x7FELF\x02", Some(Binary::Executable));
        check(b"BM;name\n1;2\n", None);
        check(b"MZ,name\n1,2\n", None);
        check(b"PKW;name\n", None);
        check(b"id,name\n", None);
    }

    #[test]
    fn text_that_is_no_table_is_named() {
        let check = |text: &str, expect| assert_eq!(by_text(text), expect, "{text:?}");
        check("", Some(Refusal::Empty));
        check(" \r\n\t\n", Some(Refusal::Empty));
        check("\n<!DOCTYPE html><html>", Some(Refusal::Markup(Markup::Html)));
        check("<table><tr><td>id", Some(Refusal::Markup(Markup::Html)));
        check("<?xml version=\"1.0\"?>", Some(Refusal::Markup(Markup::Xml)));
        check("[ {\"id\": 1}]", Some(Refusal::Markup(Markup::Json)));
        check("{\n \"id\": 1}", Some(Refusal::Markup(Markup::Json)));
        check("[id],[name]\n1,2", None);
        check("{id};x\n1;2", None);
        check("<5 years,x\n", None);
        check("a\0\x01\x02\x03b,\x05c", Some(Refusal::NotText));
        check("a,b\n1,2\n", None);
    }
}
