//! **Canonical rows**: records as CSV in UTF-8 with commas and LF, quotes only where needed.
//!
//! The table comes out rectangular: missing fields are written blank, blank ones beyond the header are
//! left out. A torn record is written with all the fields it has, so that nothing is lost on the way.
//!
//! ```
//! use carteira::ingest::{dialect::Dialect, records::Reader, rows};
//! let mut reader = Reader::new(Dialect { delimiter: b';', ..Dialect::default() });
//! let records = reader.feed(b"id;name;city\r\n1;\"Silva, Ana\"\r\n".to_vec());
//! let mut out = Vec::new();
//! rows::write_header(&reader, &mut out);
//! rows::write_rows(&reader, &records, &mut out);
//! assert_eq!(out, b"id,name,city\n1,\"Silva, Ana\",\n");
//! ```

use super::records::{Reader, Records};

/// Writes the names of the columns, where there are any.
pub fn write_header(reader: &Reader, out: &mut Vec<u8>) {
    if let Some(header) = reader.header() {
        write(out, |writer| writer.write_record(header));
    }
}

/// Writes records that this reader gave.
pub fn write_rows(reader: &Reader, records: &Records, out: &mut Vec<u8>) {
    let width = reader.width().unwrap_or(0);
    write(out, |writer| {
        for row in 0..records.len() {
            let n_fields = records.n_fields(row);
            let n = if records.rows[row].torn { n_fields.max(width) } else { width };
            writer.write_record((0..n).map(|column| records.field(row, column)))?;
        }
        Ok(())
    });
}

fn write(out: &mut Vec<u8>, rows: impl FnOnce(&mut csv::Writer<&mut Vec<u8>>) -> csv::Result<()>) {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(out);
    // Neither of them can fail: the lengths are free and memory takes all bytes.
    rows(&mut writer).and_then(|()| Ok(writer.flush()?)).expect("rows are written to memory");
}

#[cfg(test)]
mod tests {
    use super::super::{dialect::Dialect, sniff::sniff};
    use super::*;

    fn check(bytes: &[u8], expect: &str) {
        let dialect: Dialect = sniff(bytes, true).unwrap().dialect;
        let (mut reader, mut out) = (Reader::new(dialect), Vec::new());
        let fed = reader.feed(bytes.to_vec());
        let rest = reader.finish();
        write_header(&reader, &mut out);
        write_rows(&reader, &fed, &mut out);
        write_rows(&reader, &rest, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expect);
    }

    #[test]
    fn rows_are_canonical() {
        check(b"id;name\r\n1;Ana\r\n2;\"Rui;Eva\"", "id,name\n1,Ana\n2,Rui;Eva\n");
        check(
            b"id;name\n1;\"say \"\"hi\"\"\"\n2;a\"b\n",
            "id,name\n1,\"say \"\"hi\"\"\"\n2,\"a\"\"b\"\n",
        );
        check(b"id,a,b\n1\n2,x,y,\n3,x,y,z\n", "id,a,b\n1,,\n2,x,y\n3,x,y,z\n");
        check(b"1001,2024-01-01\n1002,2024-01-02\n", "1001,2024-01-01\n1002,2024-01-02\n");
        check(b"id\tnota\n1\tS\xE3o\n2\tx\n", "id,nota\n1,São\n2,x\n");
        check(b"mail\na@x.pt\n\"\"\n", "mail\na@x.pt\n\"\"\n");
        check(b"id,n\n1,\"a\nb\"\n", "id,n\n1,\"a\nb\"\n");
    }
}
