//! **Quotations**: a field that opens with a quote, whether and where it closes.
//!
//! The trap: RFC 4180 has an answer for every quote only if all of them are right. One that is never
//! closed would make a single field of the rest of the file, and every record in it would be lost
//! without a word. So a quotation must prove itself, within limits; one that does not is plain text,
//! and its record is torn. What counts as broken, in the order met:
//!
//! - a quote within that is neither doubled, nor escaped by a backslash, nor followed by a delimiter,
//!   a line end or the end of the file (**stray**) is text, as in `"the "big" one",5`; but not after a
//!   line end, not before one, and not where it stands like the opening of the next field (`,"x`);
//! - more than [`MAX_LINE_ENDS`] line ends or [`MAX_QUOTED`] bytes;
//! - an end of file;
//! - three inner lines or more, each with exactly the delimiters of a record: they are records that an
//!   unclosed quote swallowed until another chance quote closed it.
//!
//! Cost stays linear: a quotation that fails was scanned up to a quote or a limit, and by parity no
//! quote passed over on the way can itself open a field and be passed over again.

use super::scan::Specials;

/// Bytes of the longest quoted field.
pub(super) const MAX_QUOTED: usize = 1 << 20;

/// Line ends in the longest quoted field.
pub(super) const MAX_LINE_ENDS: u64 = 1000;

/// What the parser knows around a quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within<'a> {
    pub bytes: &'a [u8],
    pub delimiter: u8,
    pub quote: u8,
    /// Nothing comes after `bytes`.
    pub last: bool,
    /// Fields of a record, where known.
    pub width: Option<u32>,
    /// An earlier quotation of this record was broken: no stray quotes any more.
    pub clean: bool,
    /// An earlier quotation of this record was torn: no line ends any more.
    pub one_line: bool,
    /// A quote after a backslash never closes, as in exports of MySQL.
    pub backslash: bool,
}

/// What became of a field that opens with a quote.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Quotation {
    /// Its text ends at `end`; the next special is the end of the field.
    Closed { end: usize, escaped: bool, line_ends: u64, doubtful: bool },
    /// The quote is a letter like any other.
    Broken,
    /// More of the file must come to tell.
    NeedMore,
}

/// Reads on from the quote at `open`, which `specials` gave out last.
pub(super) fn quotation(open: usize, specials: &mut Specials, within: Within) -> Quotation {
    let Within { bytes, delimiter, quote, .. } = within;
    let (mut line_ends, mut escaped, mut stray) = (0, false, false);
    loop {
        let place = specials.next();
        if place - open > MAX_QUOTED {
            return Quotation::Broken;
        }
        let Some(&byte) = bytes.get(place) else {
            return if within.last { Quotation::Broken } else { Quotation::NeedMore };
        };
        if byte == delimiter {
            continue;
        }
        if byte != quote {
            let Some(length) = line_end(bytes, place, within.last) else {
                return Quotation::NeedMore;
            };
            (1..length).for_each(|_| _ = specials.next());
            line_ends += 1;
            if stray || within.one_line || line_ends > MAX_LINE_ENDS {
                return Quotation::Broken;
            }
            continue;
        }
        if within.backslash && after_backslash(bytes, open, place) {
            escaped = true;
            continue;
        }
        if bytes.get(place + 1) == Some(&quote) {
            specials.next();
            escaped = true;
            continue;
        }
        let after = place + 1 + blanks(&bytes[place + 1..]);
        match bytes.get(after) {
            None if !within.last => return Quotation::NeedMore,
            Some(&next) if next != delimiter && next != b'\r' && next != b'\n' => {
                if after_backslash(bytes, open, place) {
                    escaped = true;
                } else if within.clean || line_ends > 0 || opens_here(bytes, open, place, delimiter)
                {
                    return Quotation::Broken;
                } else {
                    stray = true;
                }
            }
            _ => {
                let text = &bytes[open + 1..place];
                if line_ends > 3 && swallows_records(text, delimiter, within.width) {
                    return Quotation::Broken;
                }
                let doubtful = stray && text.contains(&delimiter);
                return Quotation::Closed { end: place, escaped, line_ends, doubtful };
            }
        }
    }
}

/// How many bytes the line end at `place` has: LF, CR LF and CR CR LF are one line end, any other CR is
/// one by itself. None when more of the file must come to tell.
#[inline(always)]
pub(super) fn line_end(bytes: &[u8], place: usize, last: bool) -> Option<usize> {
    if bytes[place] == b'\n' {
        return Some(1);
    }
    match bytes[place + 1..] {
        [b'\n', ..] => Some(2),
        [b'\r', b'\n', ..] => Some(3),
        [] | [b'\r'] if !last => None,
        _ => Some(1),
    }
}

/// The text of a quotation with its escapes undone.
pub(super) fn unescape(text: &[u8], quote: u8, out: &mut Vec<u8>) {
    let mut i = 0;
    while i < text.len() {
        let next = text.get(i + 1) == Some(&quote);
        // A doubled quote, or one after a backslash that is no escape of a doubled one.
        let skip =
            next && (text[i] == quote || text[i] == b'\\' && text.get(i + 2) != Some(&quote));
        i += usize::from(skip);
        out.push(text[i]);
        i += 1;
    }
}

/// How many spaces these bytes begin with.
pub(super) fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&b| b == b' ').count()
}

/// Whether an odd number of backslashes stands before `place`.
fn after_backslash(bytes: &[u8], open: usize, place: usize) -> bool {
    bytes[open + 1..place].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
}

/// Whether a quote at `place` would open a field.
fn opens_here(bytes: &[u8], open: usize, place: usize, delimiter: u8) -> bool {
    place > open + 1 && bytes[place - 1] == delimiter
}

/// Whether the whole lines within are records of that width, one and all.
fn swallows_records(text: &[u8], delimiter: u8, width: Option<u32>) -> bool {
    let Some(width) = width.filter(|&width| width > 2) else { return false };
    let mut lines: Vec<&[u8]> = text.split(|&b| b == b'\n' || b == b'\r').collect();
    lines.pop();
    let mut inner = lines.into_iter().skip(1).filter(|line| !line.is_empty()).peekable();
    inner.peek().is_some()
        && inner.all(|line| line.iter().filter(|&&b| b == delimiter).count() + 1 == width as usize)
}
