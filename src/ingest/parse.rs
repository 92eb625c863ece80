//! **Parsing**: UTF-8 text → spans of fields and rows of records, one pass, no copies.
//!
//! A record is **torn** when a field opens with a quote that never closes (see [`super::quoted`]); when
//! it has more fields than the header and one of those is not blank; or when it is too long. A record
//! with fewer fields is whole: the missing ones are blank. Blank lines are no records.
//!
//! The trap: whatever is decided here must not depend on where the text was cut. A record is given out
//! only when nothing that may still come can change it.

use super::{
    quoted::{MAX_QUOTED, Quotation, Within, blanks, line_end, quotation},
    records::Row,
    scan::Specials,
};

/// Bytes of the longest record. A longer one is torn, and reading goes on at the next line end.
pub(super) const MAX_RECORD: usize = 8 << 20;

/// Bytes within which it is decided whether a quotation closes, with some to spare.
const UNDECIDED: usize = 2 * MAX_QUOTED;

/// How the text is cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub delimiter: u8,
    pub quote: u8,
    /// Fields of a record, where known.
    pub width: Option<u32>,
    /// Nothing comes after this text.
    pub last: bool,
}

/// What was found, by places in the text.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub fields: Vec<(u32, u32)>,
    /// Fields, by index, in which escapes are to be undone.
    pub escaped: Vec<u32>,
    /// `offset` and `length` by places in the text.
    pub rows: Vec<Row>,
    /// Lines passed, blank ones too.
    pub lines: u64,
}

/// Why parsing stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// As many records as asked for were found.
    Enough,
    /// The record that begins here goes on beyond the text; at the end of the file, none does.
    NeedMore,
    /// The record that begins here is longer than [`MAX_RECORD`].
    TooLong,
}

/// Reads up to `most` records from `from` on. Gives where the next one begins.
pub(super) fn parse(
    bytes: &[u8],
    from: usize,
    most: usize,
    rules: Rules,
    line: u64,
    out: &mut Spans,
) -> (usize, Stop) {
    let mut specials = Specials::new(bytes, from, rules.delimiter, rules.quote);
    let mut start = from;
    let end_of_rows = out.rows.len().saturating_add(most);
    while out.rows.len() < end_of_rows {
        if start == bytes.len() {
            return (start, Stop::NeedMore);
        }
        let mark = Mark { fields: out.fields.len(), escaped: out.escaped.len() };
        let mut found = record(bytes, start, rules, false, &mut specials, out);
        if found.is_some_and(|found| found.quoted && too_wide(bytes, &rules, mark, out)) {
            found = with_backslashes(bytes, start, rules, mark, found, &mut specials, out);
        }
        let Some(found) = found else {
            mark.undo(out);
            // A quotation that may yet turn out to be broken must not decide.
            let long = bytes.len() - start > MAX_RECORD + UNDECIDED;
            return (start, if long { Stop::TooLong } else { Stop::NeedMore });
        };
        if found.end - start > MAX_RECORD {
            mark.undo(out);
            return (start, Stop::TooLong);
        }
        if out.fields.len() == mark.fields + 1 && is_blank(&bytes[start..found.end]) {
            mark.undo(out);
        } else {
            let width_torn = too_wide(bytes, &rules, mark, out);
            let n_fields = (out.fields.len() - mark.fields) as u32;
            let doubt_torn = found.doubtful && rules.width.is_some_and(|width| width != n_fields);
            out.rows.push(Row {
                first: mark.fields as u32,
                line: line + out.lines,
                offset: start as u64,
                length: (found.end - start) as u32,
                torn: found.torn || width_torn || doubt_torn,
            });
        }
        out.lines += found.lines;
        start = found.next;
    }
    (start, Stop::Enough)
}

/// Where the first line end from `from` on begins and where it ends; else the place up to which it is
/// certain that there is none.
pub(super) fn find_line_end(
    bytes: &[u8],
    from: usize,
    last: bool,
) -> Result<(usize, usize), usize> {
    let Some(found) = bytes[from..].iter().position(|&b| b == b'\n' || b == b'\r') else {
        return Err(bytes.len());
    };
    let place = from + found;
    line_end(bytes, place, last).map(|length| (place, place + length)).ok_or(place)
}

/// Where a record ends, and what was seen on the way.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// Where its line end begins.
    end: usize,
    /// Where the next record begins.
    next: usize,
    lines: u64,
    torn: bool,
    /// A quotation was read in a way that only the number of fields can confirm.
    doubtful: bool,
    /// It has quotations.
    quoted: bool,
}

/// A state of the output to go back to.
#[derive(Debug, Clone, Copy)]
struct Mark {
    fields: usize,
    escaped: usize,
}

impl Mark {
    fn undo(self, out: &mut Spans) {
        out.fields.truncate(self.fields);
        out.escaped.truncate(self.escaped);
    }
}

/// One record; none when more of the file must come.
#[inline(always)]
fn record(
    bytes: &[u8],
    start: usize,
    rules: Rules,
    backslash: bool,
    specials: &mut Specials,
    out: &mut Spans,
) -> Option<Found> {
    let mut field = start;
    let mut seen = Seen::default();
    loop {
        let mut place = specials.next();
        let mut span = (field as u32, place as u32);
        if place < bytes.len() && bytes[place] == rules.quote {
            (span, place) =
                field_with_quote(bytes, field, place, rules, backslash, specials, &mut seen)?;
            if seen.escaped {
                out.escaped.push(out.fields.len() as u32);
            }
        }
        out.fields.push(span);
        let (end, next) = match bytes.get(place) {
            Some(&byte) if byte == rules.delimiter => {
                field = place + 1;
                continue;
            }
            Some(b'\n') => (place, place + 1),
            Some(_) => {
                let length = line_end(bytes, place, rules.last)?;
                (1..length).for_each(|_| _ = specials.next());
                (place, place + length)
            }
            None if rules.last => (place, place),
            None => return None,
        };
        let Seen { torn, doubtful, quoted, line_ends, .. } = seen;
        return Some(Found { end, next, lines: 1 + line_ends, torn, doubtful, quoted });
    }
}

/// What the quotations of a record showed so far.
#[derive(Debug, Default)]
struct Seen {
    /// The last one has escapes to undo.
    escaped: bool,
    quoted: bool,
    broken: bool,
    torn: bool,
    doubtful: bool,
    line_ends: u64,
}

/// A field in which a quote stands at `quote`: its span and the place of its end.
#[cold]
fn field_with_quote(
    bytes: &[u8],
    field: usize,
    quote: usize,
    rules: Rules,
    backslash: bool,
    specials: &mut Specials,
    seen: &mut Seen,
) -> Option<((u32, u32), usize)> {
    let Rules { delimiter, quote: mark, width, last } = rules;
    seen.escaped = false;
    let opens = field + blanks(&bytes[field..quote]) == quote;
    if opens {
        let (clean, one_line) = (seen.broken, seen.torn);
        let within =
            Within { bytes, delimiter, quote: mark, last, width, clean, one_line, backslash };
        seen.quoted = true;
        match quotation(quote, specials, within) {
            Quotation::NeedMore => return None,
            Quotation::Closed { end, escaped, line_ends, doubtful } => {
                seen.escaped = escaped;
                seen.line_ends += line_ends;
                seen.doubtful |= doubtful;
                return Some(((quote as u32 + 1, end as u32), specials.next()));
            }
            Quotation::Broken => specials.seek(quote + 1),
        }
        let line =
            || bytes[quote..].iter().take(MAX_QUOTED).take_while(|&&b| b != b'\n' && b != b'\r');
        if !seen.broken && line().zip(line().skip(1)).any(|pair| pair == (&b'\\', &mark)) {
            let within = Within { backslash: true, one_line: true, ..within };
            match quotation(quote, specials, within) {
                Quotation::NeedMore => return None,
                Quotation::Closed { end, .. } => {
                    seen.escaped = true;
                    return Some(((quote as u32 + 1, end as u32), specials.next()));
                }
                Quotation::Broken => specials.seek(quote + 1),
            }
        }
    }
    // The quote is a letter. An even number of them in a field that opens with one is no damage.
    let mut quotes = 1;
    let mut place = specials.next();
    while bytes.get(place) == Some(&mark) {
        quotes += 1;
        place = specials.next();
    }
    seen.broken |= opens;
    seen.torn |= opens && quotes % 2 == 1;
    Some(((field as u32, place as u32), place))
}

/// Reads a record that came out too wide once more, with quotes after backslashes as letters; takes
/// that reading where it makes the record whole.
#[cold]
fn with_backslashes(
    bytes: &[u8],
    start: usize,
    rules: Rules,
    mark: Mark,
    plain: Option<Found>,
    specials: &mut Specials,
    out: &mut Spans,
) -> Option<Found> {
    let plain = plain?;
    if !bytes[start..plain.end].windows(2).any(|pair| pair == [b'\\', rules.quote]) {
        return Some(plain);
    }
    let before = (out.fields.split_off(mark.fields), out.escaped.split_off(mark.escaped));
    specials.seek(start);
    let other = record(bytes, start, rules, true, specials, out);
    let whole = out.fields.len() - mark.fields == rules.width.unwrap_or(0) as usize;
    match other {
        None if bytes.len() - start <= MAX_RECORD + UNDECIDED => return None,
        Some(other) if whole && !other.torn && other.end - start <= MAX_RECORD => {
            return Some(other);
        }
        _ => {}
    }
    mark.undo(out);
    out.fields.extend(before.0);
    out.escaped.extend(before.1);
    specials.seek(plain.next);
    Some(plain)
}

/// Whether the record after `mark` has more fields than the header, and one of those is not blank.
#[inline(always)]
fn too_wide(bytes: &[u8], rules: &Rules, mark: Mark, out: &Spans) -> bool {
    let Some(width) = rules.width else { return false };
    let beyond = mark.fields + width as usize;
    out.fields.len() > beyond
        && out.fields[beyond..].iter().any(|&(a, b)| !is_blank(&bytes[a as usize..b as usize]))
}

/// Whether there is nothing but blanks. 0x1A ends files of old programs.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b' ' | b'\t' | 0x1A))
}
