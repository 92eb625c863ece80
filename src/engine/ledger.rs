//! What was set aside, as CSV: file, line, reason, and the record's text, read again from the file. The ledger
//! keeps places, not texts; whoever owns the file streams it by once more.

use crate::{
    export::cells::defuse,
    ingest::encoding::{Encoding, decode},
    issues::SetAside,
};

/// Writes the ledger of several files, one after the other.
pub struct LedgerWriter {
    csv: csv::Writer<Vec<u8>>,
}

/// The records of one file that are yet to come by.
pub struct FileTexts<'a> {
    name: &'a str,
    encoding: Encoding,
    /// In order of their place.
    entries: std::iter::Peekable<std::slice::Iter<'a, SetAside>>,
    /// Where the next slice begins.
    offset: u64,
    /// Bytes before it of a record that is cut by the slices.
    kept: Vec<u8>,
}

impl<'a> FileTexts<'a> {
    /// For a file with these entries, in order of their offset.
    pub fn new(name: &'a str, encoding: Encoding, entries: &'a [SetAside]) -> FileTexts<'a> {
        FileTexts {
            name,
            encoding,
            entries: entries.iter().peekable(),
            offset: 0,
            kept: Vec::new(),
        }
    }

    /// Whether there is nothing left to find.
    pub fn is_done(&mut self) -> bool {
        self.entries.peek().is_none()
    }
}

impl Default for LedgerWriter {
    fn default() -> Self {
        let mut csv =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        csv.write_record(["file", "line", "reason", "text"]).expect(IN_MEMORY);
        LedgerWriter { csv }
    }
}

const IN_MEMORY: &str = "writing to memory cannot fail, and every record has four fields";

impl LedgerWriter {
    /// The next slice of the file.
    pub fn feed(&mut self, file: &mut FileTexts, slice: &[u8]) {
        let start = file.offset - file.kept.len() as u64;
        let mut bytes = std::mem::take(&mut file.kept);
        let joined = if bytes.is_empty() {
            slice
        } else {
            bytes.extend_from_slice(slice);
            &bytes
        };
        let end = start + joined.len() as u64;
        while let Some(entry) = file.entries.next_if(|e| e.offset + u64::from(e.length) <= end) {
            let from = entry.offset.saturating_sub(start) as usize;
            let text = decode(file.encoding, &joined[from..from + entry.length as usize]);
            self.write(file.name, entry, &text);
        }
        if let Some(entry) = file.entries.peek()
            && entry.offset < end
        {
            file.kept = joined[entry.offset.saturating_sub(start) as usize..].to_vec();
        }
        file.offset = end;
    }

    fn write(&mut self, file: &str, entry: &SetAside, text: &str) {
        let line = entry.line.to_string();
        let fields = [&defuse(file), line.as_str(), entry.reason.name(), &defuse(text)];
        self.csv.write_record(fields).expect(IN_MEMORY);
    }

    /// The whole CSV.
    pub fn finish(self) -> Vec<u8> {
        self.csv.into_inner().expect(IN_MEMORY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issues::Reason;

    #[test]
    fn records_are_found_whatever_the_slices() {
        let bytes = b"id\n1,a\n2,\"b\nc\"\n3,d\n";
        let entry = |line, offset, length| SetAside {
            file: 0,
            line,
            offset,
            length,
            reason: Reason::NoCustomer,
        };
        let entries = [entry(2, 3, 3), entry(3, 7, 7), entry(5, 15, 3)];
        let expect = "file,line,reason,text\r\nf.csv,2,no customer,\"1,a\"\r\nf.csv,3,no customer,\"2,\"\"b\nc\"\"\"\r\nf.csv,5,no customer,\"3,d\"\r\n";
        for size in 1..=bytes.len() {
            let mut writer = LedgerWriter::default();
            let mut file = FileTexts::new("f.csv", Encoding::Utf8, &entries);
            bytes.chunks(size).for_each(|slice| writer.feed(&mut file, slice));
            assert!(file.is_done());
            assert_eq!(String::from_utf8(writer.finish()).unwrap(), expect, "slices of {size}");
        }
    }
}
