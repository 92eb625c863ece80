//! The parts of a workbook in XML (ECMA-376, Part 1, §18).

use super::{super::cells::Value, pack::Out};
use crate::calendar::Day;
use std::{borrow::Cow, fmt::Write};

/// The parts that are the same in every workbook.
pub const FRAME: [(&str, &str); 3] = [
    (
        "[Content_Types].xml",
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
            r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>"#,
            r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
            r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
            r#"<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
            r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
            r#"</Types>"#
        ),
    ),
    (
        "_rels/.rels",
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
            r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"#,
            r#"</Relationships>"#
        ),
    ),
    (
        "xl/_rels/workbook.xml.rels",
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
            r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>"#,
            r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>"#,
            r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
            r#"</Relationships>"#
        ),
    ),
];

/// The sheets by name.
pub const WORKBOOK: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    r#"<sheets><sheet name="customers" sheetId="1" r:id="rId1"/><sheet name="rules" sheetId="2" r:id="rId2"/></sheets></workbook>"#
);

/// How a cell shows its number; the number of its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain = 0,
    Header = 1,
    Day = 2,
    Money = 3,
    Share = 4,
}

/// The styles, in the order of [`Kind`]; money with the currency's decimals.
pub fn styles(decimals: u32) -> String {
    let money = match decimals {
        0 => "#,##0".to_string(),
        n => format!("#,##0.{}", "0".repeat(n as usize)),
    };
    let xf = |format: u32, font: u32| {
        format!(
            r#"<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"#
        )
    };
    // 14 is a day as the reader's own country writes it.
    let styles = [xf(0, 0), xf(0, 1), xf(14, 0), xf(164, 0), xf(165, 0)].concat();
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
            r#"<numFmts count="2"><numFmt numFmtId="164" formatCode="{money}"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>"#,
            r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"#,
            r#"<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"#,
            r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
            r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
            r#"<cellXfs count="5">{styles}</cellXfs>"#,
            r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#
        ),
        money = money,
        styles = styles
    )
}

/// Characters that fit in a column.
#[derive(Debug, Clone, Copy)]
pub struct Width(usize);

impl Width {
    /// Room for so many characters.
    pub fn new(characters: usize) -> Width {
        Width(characters)
    }

    /// Room for a name and the button of its filter.
    pub fn of(name: &str) -> Width {
        Width(name.chars().count() + 4)
    }

    /// Room for a text too, unless it is very long.
    pub fn with(self, text: &str) -> Width {
        const MOST: usize = 40;
        Width(self.0.max((text.chars().count() + 2).min(MOST)))
    }
}

/// A sheet that is being written, row by row.
pub struct Sheet<'a, 'b> {
    out: &'a mut Out<'b>,
    row: u32,
    column: u32,
    /// The names of its columns: `A`, `B` and so on.
    letters: Vec<String>,
    /// How far the filters reach.
    range: String,
    cell: String,
}

impl<'a, 'b> Sheet<'a, 'b> {
    /// Begins a sheet with so many rows.
    pub fn begin(out: &'a mut Out<'b>, widths: &[Width], rows: usize) -> Sheet<'a, 'b> {
        out.text(concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
            r#"<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#,
        ));
        for (at, Width(width)) in (1..).zip(widths) {
            let at: u32 = at;
            out.text(&format!(r#"<col min="{at}" max="{at}" width="{width}" customWidth="1"/>"#));
        }
        out.text("</cols><sheetData>");
        let letters: Vec<String> = (0..widths.len()).map(letters).collect();
        let last = letters.last().map_or("A", String::as_str);
        let range = format!("A1:{last}{rows}");
        Sheet { out, row: 0, column: 0, letters, range, cell: String::new() }
    }

    /// The row of names.
    pub fn header<'c>(&mut self, names: impl IntoIterator<Item = Cow<'c, str>>) {
        self.row();
        names.into_iter().for_each(|name| self.cell(Kind::Header, Value::Text(&name)));
    }

    /// The next row.
    pub fn row(&mut self) {
        if self.row > 0 {
            self.out.text("</row>");
        }
        (self.row, self.column) = (self.row + 1, 0);
        self.out.text(&format!(r#"<row r="{}">"#, self.row));
    }

    /// The next cell of the row.
    pub fn cell(&mut self, kind: Kind, value: Value) {
        let at = self.column as usize;
        self.column += 1;
        self.cell.clear();
        let (row, letters) = (self.row, self.letters.get(at).map_or("", String::as_str));
        let kind = match value {
            Value::Day(_) => Kind::Day,
            _ => kind,
        };
        let style = kind as u32;
        // Writing into a string cannot fail.
        let _ = match value {
            Value::Empty => Ok(()),
            Value::Number(digits) | Value::Exact(digits) => {
                write!(self.cell, r#"<c r="{letters}{row}" s="{style}"><v>{digits}</v></c>"#)
            }
            Value::YesNo(yes) => {
                write!(self.cell, r#"<c r="{letters}{row}" t="b"><v>{}</v></c>"#, u8::from(yes))
            }
            Value::Day(text) => match serial(&text) {
                Some(day) => {
                    write!(self.cell, r#"<c r="{letters}{row}" s="{style}"><v>{day}</v></c>"#)
                }
                None => inline(&mut self.cell, letters, row, 0, &text),
            },
            Value::Text(text) => {
                let text = super::defuse(text);
                inline(&mut self.cell, letters, row, style, &text)
            }
        };
        self.out.text(&self.cell);
    }

    /// The end of the sheet.
    pub fn end(self) {
        let end = if self.row > 0 { "</row>" } else { "" };
        let range = self.range;
        self.out.text(&format!(r#"{end}</sheetData><autoFilter ref="{range}"/></worksheet>"#));
    }
}

fn inline(out: &mut String, letters: &str, row: u32, style: u32, text: &str) -> std::fmt::Result {
    write!(out, r#"<c r="{letters}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">"#)?;
    escape(text, out);
    out.write_str("</t></is></c>")
}

/// The number that stands for a day, from March 1900 on.
fn serial(text: &str) -> Option<i32> {
    /// 1970-01-01.
    const EPOCH: i32 = 25_569;
    let day: Day = text.parse().ok()?;
    Some(day.0 + EPOCH).filter(|&serial| serial > 60)
}

/// A text as it stands in XML; what cannot stand there is written by its number, as Excel does.
fn escape(text: &str, out: &mut String) {
    /// UTF-16 units of a cell, at most.
    const MOST: usize = 32_767;
    let mut room = MOST;
    for (at, c) in text.char_indices() {
        room = match room.checked_sub(c.len_utf16()) {
            Some(room) => room,
            None => return,
        };
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            '_' if is_escape(&text[at..]) => out.push_str("_x005F_"),
            '\0'..'\x20' => {
                let _ = write!(out, "_x{:04X}_", c as u32);
            }
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

/// Whether a text begins like a character written by its number: `_x000D_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes.starts_with(b"_x")
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

/// The name of a column: `A` to `Z`, then `AA`.
fn letters(mut at: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, b'A' + (at % 26) as u8);
        at = match (at / 26).checked_sub(1) {
            Some(rest) => rest,
            None => return name.into_iter().map(char::from).collect(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (at, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(at), name);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_written_by_its_number() {
        let escaped = |text: &str| {
            let mut out = String::new();
            escape(text, &mut out);
            out
        };
        assert_eq!(escaped("a<b>&\"c\"\n"), "a&lt;b&gt;&amp;\"c\"\n");
        assert_eq!(escaped("\r\u{1}"), "_x000D__x0001_");
        assert_eq!(escaped("_x000D_ _x"), "_x005F_x000D_ _x");
        assert_eq!(escaped(&"ą".repeat(40_000)).chars().count(), 32_767);
    }

    #[test]
    fn days_are_numbers_from_march_1900_on() {
        assert_eq!(serial("2010-12-01"), Some(40513));
        assert_eq!(serial("1900-03-01"), Some(61));
        assert_eq!(serial("1900-02-28"), None);
    }
}
