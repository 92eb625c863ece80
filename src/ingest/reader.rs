//! **`Reader`**: slices of a file in → [`Records`] out. It keeps what the slices so far leave open,
//! the **tail**, and nothing else.
//!
//! The trap: a slice may end anywhere, within a character, a CR LF, a doubled quote. The records are
//! the same for every slicing, to the byte: each is given out once nothing that follows can change it.
//! Reading is total: any bytes give records, and every line that is not blank is in exactly one.
//!
//! ```
//! use carteira::ingest::{dialect::Dialect, records::Reader};
//! let mut reader = Reader::new(Dialect::default());
//! let first = reader.feed(b"id,name\n1,\"Silva, ".to_vec());
//! assert!(first.is_empty());
//! let second = reader.feed(b"Ana\"\n2,Rui".to_vec());
//! assert_eq!((second.len(), second.field(0, 1)), (1, "Silva, Ana"));
//! assert_eq!(reader.finish().field(0, 1), "Rui");
//! assert_eq!(reader.header().unwrap(), ["id", "name"]);
//! ```

use super::{
    decode::{Decoder, length_on_disk, repair},
    dialect::Dialect,
    encoding::Encoding,
    parse::{MAX_RECORD, Rules, Spans, Stop, find_line_end, parse},
    quoted::unescape,
    records::{Records, Row},
};

/// Bytes of the largest slice. Slices of 1 to 4 MiB are best.
pub const MAX_SLICE: usize = 1 << 30;

/// Bytes of a record longer than [`MAX_RECORD`] whose fields are given out.
const KEPT_OF_LONG: usize = 64 << 10;

/// A tail longer than this is not parsed again before it has doubled.
const SHORT_TAIL: usize = 64 << 10;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Where the second line of these bytes begins; none where the first has no end.
pub fn after_line(bytes: &[u8]) -> Option<usize> {
    find_line_end(bytes, 0, false).ok().map(|(_, next)| next)
}

/// Reads one file from its beginning.
#[derive(Debug, Clone)]
pub struct Reader {
    dialect: Dialect,
    decoder: Decoder,
    stage: Stage,
    long: Option<Long>,
    header: Option<Vec<String>>,
    /// Fields of the header; without one, of the first record.
    width: Option<u32>,
    /// Text, in UTF-8, of which no record could be made yet.
    tail: Vec<u8>,
    /// Where the tail begins in the file.
    offset: u64,
    /// The line at which the tail begins.
    line: u64,
    /// Bytes fed so far.
    fed: u64,
    /// Length of the text from which on parsing is worth another try.
    enough: usize,
    /// Broken bytes read as windows-1252.
    repaired: u64,
    /// Fields and rows of the last batch by its bytes, to make room for the next.
    density: (usize, usize, usize),
}

/// What the tail begins with.
#[derive(Debug, Clone)]
enum Stage {
    Mark,
    Preamble,
    /// The header, or the first record where there is none.
    First,
    Body,
}

/// A record that is too long and has not ended yet.
#[derive(Debug, Clone)]
struct Long {
    /// Its first fields.
    kept: Records,
    /// Bytes in the file and line ends so far.
    length: u64,
    lines: u64,
    /// The place in the tail before which its end is not looked for.
    from: usize,
}

impl Reader {
    /// A reader for a file written like this.
    pub fn new(dialect: Dialect) -> Reader {
        Reader {
            decoder: Decoder::new(dialect.encoding),
            dialect,
            stage: Stage::Mark,
            long: None,
            header: None,
            width: None,
            tail: Vec::new(),
            offset: 0,
            line: 1,
            fed: 0,
            enough: 0,
            repaired: 0,
            density: (0, 0, 1),
        }
    }

    /// A reader for the rest of a file from the byte and the line at which a record begins, its header and first
    /// record being behind it. Not for UTF-16.
    pub fn within(dialect: Dialect, width: u32, offset: u64, line: u64) -> Reader {
        /// Bytes of a record, to begin with.
        const USUAL: usize = 64;
        let (stage, density) = (Stage::Body, (width as usize, 1, USUAL));
        let width = Some(width);
        Reader { stage, width, offset, line, fed: offset, density, ..Reader::new(dialect) }
    }

    /// Where the next record begins at the earliest: its byte and its line.
    pub fn place(&self) -> (u64, u64) {
        (self.offset, self.line)
    }

    /// The records that the next slice of the file completes.
    pub fn feed(&mut self, slice: Vec<u8>) -> Records {
        assert!(slice.len() <= MAX_SLICE, "a slice of at most {MAX_SLICE} bytes");
        self.fed += slice.len() as u64;
        let mut text = std::mem::take(&mut self.tail);
        if self.dialect.encoding == Encoding::Utf8 {
            if text.is_empty() {
                text = slice;
            } else {
                text.extend_from_slice(&slice);
            }
        } else {
            self.decoder.push(&slice, &mut text);
        }
        if text.len() < self.enough {
            self.tail = text;
            return Records::default();
        }
        self.read(text, false)
    }

    /// The records left when the file has ended.
    pub fn finish(&mut self) -> Records {
        let mut text = std::mem::take(&mut self.tail);
        self.decoder.finish(&mut text);
        let mut records = self.read(text, true);
        // The end of a file of UTF-16 may lack half a character.
        if let Some(row) = records.rows.last_mut() {
            row.length = row.length.min((self.fed - row.offset).min(u64::from(u32::MAX)) as u32);
        }
        records
    }

    /// The names of the columns, as the file has them; none before they were read, and none where the
    /// dialect has no header.
    pub fn header(&self) -> Option<&[String]> {
        self.header.as_deref()
    }

    /// How many fields a record should have: as many as the header, or else the first record.
    pub fn width(&self) -> Option<usize> {
        self.width.map(|width| width as usize)
    }

    /// Bytes that were no UTF-8 in a file thought to be so, and were read as windows-1252, each
    /// counted; in other encodings, characters that could not be read and stand as U+FFFD.
    pub fn invalid_utf8(&self) -> u64 {
        self.repaired + self.decoder.invalid
    }

    fn read(&mut self, mut text: Vec<u8>, last: bool) -> Records {
        let mut batch = Records::default();
        self.enough = 0;
        loop {
            let ready =
                self.end_long(&mut text, &mut batch, last) && self.prologue(&mut text, last);
            if !ready {
                self.tail = text;
                return batch;
            }
            let most = if matches!(self.stage, Stage::First) { 1 } else { usize::MAX };
            let mut spans = self.room(text.len());
            let (end, stop) = parse(&text, 0, most, self.rules(last), self.line, &mut spans);
            self.line += spans.lines;
            let rest = text.split_off(end);
            let records = self.settle(text, spans);
            self.take(records, &mut batch);
            text = rest;
            match stop {
                Stop::Enough => {}
                Stop::TooLong => self.begin_long(&text),
                Stop::NeedMore => {
                    self.enough = if text.len() > SHORT_TAIL { 2 * text.len() } else { 0 };
                    self.tail = text;
                    return batch;
                }
            }
        }
    }

    /// Leaves the byte order mark and the preamble behind. False when more of the file must come.
    fn prologue(&mut self, text: &mut Vec<u8>, last: bool) -> bool {
        if matches!(self.stage, Stage::Mark) {
            if !last && text.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(text) {
                return false;
            }
            if text.starts_with(BYTE_ORDER_MARK) {
                self.leave(text, BYTE_ORDER_MARK.len());
            }
            self.stage = Stage::Preamble;
        }
        if matches!(self.stage, Stage::Preamble) {
            let target = self.dialect.header_line.unwrap_or(self.dialect.first_line);
            let mut place = 0;
            while self.line < target {
                match find_line_end(text, place, last) {
                    Ok((_, next)) => place = next,
                    Err(certain) => {
                        self.leave(text, certain);
                        return false;
                    }
                }
                self.line += 1;
            }
            self.leave(text, place);
            self.stage = Stage::First;
        }
        true
    }

    /// Begins a record that is too long, with which the text begins.
    fn begin_long(&mut self, text: &[u8]) {
        let (mut place, mut lines) = (0, 0);
        while let Ok((_, next)) = find_line_end(&text[..MAX_RECORD], place, true) {
            (place, lines) = (next, lines + 1);
        }
        let mut kept = text[..KEPT_OF_LONG].to_vec();
        if let Err(error) = std::str::from_utf8(&kept)
            && error.error_len().is_none()
        {
            kept.truncate(error.valid_up_to());
        }
        let mut spans = Spans::default();
        parse(&kept, 0, 1, Rules { width: None, ..self.rules(true) }, self.line, &mut spans);
        let offset = self.offset;
        let mut kept = self.settle(kept, spans);
        self.offset = offset;
        kept.rows = vec![Row { first: 0, line: self.line, offset, length: 0, torn: true }];
        self.long = Some(Long { kept, length: 0, lines, from: MAX_RECORD });
    }

    /// Passes over a record that is too long, up to the first line end beyond the limit. False when
    /// more of the file must come.
    fn end_long(&mut self, text: &mut Vec<u8>, batch: &mut Records, last: bool) -> bool {
        let Some(mut long) = self.long.take() else { return true };
        let found = find_line_end(text, std::mem::take(&mut long.from), last);
        let (end, next) = found.unwrap_or_else(|certain| (certain, certain));
        long.length += length_on_disk(self.dialect.encoding, &text[..end]);
        self.leave(text, next);
        if found.is_err() && !last {
            self.long = Some(long);
            return false;
        }
        long.kept.rows[0].length = long.length.min(u64::from(u32::MAX)) as u32;
        self.line += long.lines + 1;
        self.take(long.kept, batch);
        true
    }

    /// Takes records as what the stage says they are.
    fn take(&mut self, records: Records, batch: &mut Records) {
        if records.is_empty() {
            return;
        }
        if matches!(self.stage, Stage::First) {
            self.stage = Stage::Body;
            self.width = Some(records.n_fields(0) as u32);
            if self.dialect.header_line.is_some() {
                self.header = Some(records.fields_of(0).map(str::to_owned).collect());
                return;
            }
        }
        batch.append(records);
    }

    /// Spans → records: places become those in the file, escapes are undone where they stand, broken
    /// bytes are read as windows-1252.
    fn settle(&mut self, mut text: Vec<u8>, spans: Spans) -> Records {
        let Spans { mut fields, escaped, mut rows, .. } = spans;
        self.density = (fields.len(), rows.len(), text.len().max(1));
        self.place_rows(&text, &mut rows);
        let mut scratch = Vec::new();
        for &field in &escaped {
            let (start, end) = &mut fields[field as usize];
            scratch.clear();
            unescape(&text[*start as usize..*end as usize], self.dialect.quote, &mut scratch);
            let shorter = *start as usize + scratch.len();
            text[*start as usize..shorter].copy_from_slice(&scratch);
            // What is left over may be half a character.
            text[shorter..*end as usize].fill(b' ');
            *end = shorter as u32;
        }
        let bytes = match simdutf8::basic::from_utf8(&text) {
            // SAFETY: it was just found to be UTF-8.
            Ok(_) => unsafe { String::from_utf8_unchecked(text) },
            Err(_) => self.mend(text, &mut fields),
        };
        Records { bytes, fields, rows }
    }

    /// Places in the text become places in the file; the text is left behind.
    fn place_rows(&mut self, text: &[u8], rows: &mut [Row]) {
        let encoding = self.dialect.encoding;
        if encoding == Encoding::Utf8 {
            rows.iter_mut().for_each(|row| row.offset += self.offset);
            self.offset += text.len() as u64;
            return;
        }
        let mut place = 0;
        for row in rows {
            let (start, end) = (row.offset as usize, row.offset as usize + row.length as usize);
            row.offset = self.offset + length_on_disk(encoding, &text[place..start]);
            let length = length_on_disk(encoding, &text[start..end]);
            row.length = length as u32;
            (self.offset, place) = (row.offset + length, end);
        }
        self.offset += length_on_disk(encoding, &text[place..]);
    }

    /// Text with broken bytes → text in which the fields that had them are appended, mended.
    #[cold]
    fn mend(&mut self, mut text: Vec<u8>, fields: &mut [(u32, u32)]) -> String {
        let mut mended = String::new();
        for (start, end) in fields {
            let field = &text[*start as usize..*end as usize];
            if std::str::from_utf8(field).is_err() {
                let (whole, broken) = repair(field);
                self.repaired += broken;
                *start = (text.len() + mended.len()) as u32;
                mended.push_str(&whole);
                *end = (text.len() + mended.len()) as u32;
            }
        }
        let mut valid = 0;
        while let Err(error) = std::str::from_utf8(&text[valid..]) {
            let broken = valid + error.valid_up_to();
            let length = error.error_len().unwrap_or(text.len() - broken);
            text[broken..broken + length].fill(b'?');
            valid = broken + length;
        }
        text.extend_from_slice(mended.as_bytes());
        String::from_utf8(text).expect("no broken bytes are left")
    }

    fn rules(&self, last: bool) -> Rules {
        let Dialect { delimiter, quote, .. } = self.dialect;
        Rules { delimiter, quote, width: self.width, last }
    }

    /// Room for as many fields and rows as the last batch had in so many bytes, and some more.
    fn room(&self, length: usize) -> Spans {
        let (fields, rows, bytes) = self.density;
        let room = |n: usize| (n as f64 / bytes as f64 * length as f64 * 1.1) as usize + 16;
        Spans {
            fields: Vec::with_capacity(room(fields).min(length / 4 + 16)),
            rows: Vec::with_capacity(room(rows).min(length / 32 + 16)),
            ..Spans::default()
        }
    }

    fn leave(&mut self, text: &mut Vec<u8>, length: usize) {
        self.offset += length_on_disk(self.dialect.encoding, &text[..length]);
        text.drain(..length);
    }
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
