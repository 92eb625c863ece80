//! **Candidates**: the head of a file, read once under each delimiter, and how good a table that makes.
//!
//! score = consistency² × (1 − 1/width) × wholeness × coverage, where
//! - **width** is the number of fields that most speaks for a table: many records, many fields;
//! - **consistency** is the share of records of that width from the first of them to the last, so that
//!   titles above and totals below do not count; shorter records count half;
//! - **wholeness** is the share of cells that look like whole cells: a rival delimiter or a lone quote
//!   in one shows that it is a piece, or several;
//! - **coverage** is the share of all records that lie between the first and the last.
//!
//! Source: the idea of consistency times cell types is van den Burg, Nazábal and Sutton, *Wrangling
//! messy CSV files by detecting row and type patterns* (2019).

use super::{
    cells::{Class, class},
    dialect::Dialect,
    encoding::Encoding,
    records::{Reader, Records},
};

/// The delimiters tried, in order of preference where scores are equal.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Below this score the delimiter makes no table.
const LEAST: f64 = 0.1;

/// Records whose cells are looked at.
const MOST_RECORDS: usize = 300;

/// The head of a file under one delimiter and quote.
#[derive(Debug)]
pub(super) struct Table {
    pub delimiter: u8,
    pub quote: u8,
    pub records: Records,
    pub width: u32,
    /// How many records have that width.
    pub same: u64,
    pub score: f64,
    /// Fields in single quotes.
    pub in_single_quotes: u64,
}

/// The text under every candidate, best first; never empty. `above` is the first line that counts.
pub(super) fn tables(
    text: &str,
    complete: bool,
    delimiter: Option<u8>,
    quote: Option<u8>,
    above: u64,
) -> Vec<Table> {
    let delimiters = match &delimiter {
        Some(fixed) => std::slice::from_ref(fixed),
        None => &DELIMITERS[..],
    };
    let mut tables: Vec<Table> = delimiters
        .iter()
        .map(|&delimiter| {
            let double = table(text, complete, delimiter, quote.unwrap_or(b'"'), above);
            if quote.is_some() || !single_quotes_likely(&double) {
                return double;
            }
            let single = table(text, complete, delimiter, b'\'', above);
            if single.score >= double.score { single } else { double }
        })
        .collect();
    tables.sort_by(|a, b| b.score.total_cmp(&a.score));
    if delimiter.is_none() && tables[0].score < LEAST {
        // One column: a comma is as good as any, but must not cut what cells there are.
        let rare =
            |table: &Table| (0..table.records.len()).map(|i| table.records.n_fields(i)).max();
        let best = (0..tables.len()).min_by_key(|&i| (rare(&tables[i]), i)).unwrap_or(0);
        tables.swap(0, best);
        tables[0].width = 1;
    }
    tables
}

fn table(text: &str, complete: bool, delimiter: u8, quote: u8, above: u64) -> Table {
    let dialect = Dialect {
        encoding: Encoding::Utf8,
        delimiter,
        quote,
        header_line: None,
        first_line: above,
    };
    let mut reader = Reader::new(dialect);
    let mut records = reader.feed(text.as_bytes().to_vec());
    if complete || records.is_empty() {
        records.append(reader.finish());
    }
    let (width, same, score) = score(&records, delimiter, quote);
    let in_single_quotes = quoted_cells(&records, b'\'').0;
    Table { delimiter, quote, records, width, same, score, in_single_quotes }
}

/// Width, how many records have it, and score.
fn score(records: &Records, delimiter: u8, quote: u8) -> (u32, u64, f64) {
    let widths: Vec<usize> = (0..records.len()).map(|row| records.n_fields(row)).collect();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for &width in &widths {
        match counts.iter_mut().find(|(seen, _)| *seen == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((width, 1)),
        }
    }
    let worth = |&(width, count): &(usize, usize)| count as f64 * (1.0 - 1.0 / width as f64);
    let best = counts.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)).then(a.cmp(b)));
    let Some(&(width, same)) = best.filter(|(width, _)| *width > 1) else {
        return (1, widths.len() as u64, 0.0);
    };
    let first = widths.iter().position(|&w| w == width).unwrap_or(0);
    let last = widths.iter().rposition(|&w| w == width).unwrap_or(0);
    let region = &widths[first..=last];
    let short = region.iter().filter(|&&w| w > 1 && w < width).count();
    let consistency = (same as f64 + 0.5 * short as f64) / region.len() as f64;
    let coverage = region.len() as f64 / widths.len() as f64;
    // Two fields here and there are a comma in a sentence.
    if width == 2 && coverage < 0.5 {
        return (2, same as u64, 0.0);
    }
    let rows = (first..=last).filter(|&row| widths[row] > 1).take(MOST_RECORDS);
    let wholeness = wholeness(records, rows, delimiter, quote);
    let score = consistency * consistency * (1.0 - 1.0 / width as f64) * wholeness * coverage;
    (width as u32, same as u64, score)
}

/// The share of cells that look whole.
fn wholeness(
    records: &Records,
    rows: impl Iterator<Item = usize>,
    delimiter: u8,
    quote: u8,
) -> f64 {
    let (mut sum, mut n) = (0.0, 0u32);
    for row in rows {
        for column in 0..records.n_fields(row) {
            let cell = records.field(row, column).trim();
            if cell.is_empty() {
                continue;
            }
            n += 1;
            sum += if is_quoted(records, row, column, quote) {
                1.0
            } else {
                whole(cell, delimiter, quote)
            };
        }
    }
    if n == 0 { 0.0 } else { sum / f64::from(n) }
}

/// How whole an unquoted cell looks, 0 to 1.
fn whole(cell: &str, delimiter: u8, quote: u8) -> f64 {
    let bytes = cell.as_bytes();
    if bytes.contains(&quote) {
        return 0.3;
    }
    let rival = |other: u8| other != delimiter && bytes.contains(&other);
    if rival(b'\t') {
        return 0.0;
    }
    if rival(b';') || rival(b'|') {
        // A tab hardly occurs in text; where it separates, these do not.
        return if delimiter == b'\t' { 0.7 } else { 0.0 };
    }
    // Half of a cell in single quotes.
    if (bytes[0] == b'\'') != (bytes[bytes.len() - 1] == b'\'') {
        return 0.7;
    }
    let bare_comma = bytes.windows(2).any(|pair| pair[0] == b',' && pair[1] != b' ');
    if delimiter != b',' && bare_comma && class(cell) != Class::Value { 0.5 } else { 1.0 }
}

/// Whether a field stood in quotes in the file.
fn is_quoted(records: &Records, row: usize, column: usize, quote: u8) -> bool {
    let (start, _) = records.fields[records.rows[row].first as usize + column];
    start > 0 && records.bytes.as_bytes()[start as usize - 1] == quote
}

/// Single quotes are worth a try when no field is in double ones and fields, or the pieces into which
/// they fell, begin and end with one; not so where ids bear one in front to stay text.
fn single_quotes_likely(table: &Table) -> bool {
    let (closed, begun, ended) = quoted_cells(&table.records, b'\'');
    let double = quoted_cells(&table.records, b'"').0 > 0;
    !double && closed + begun >= 2 && (closed * 2 > begun || begun == ended)
}

/// Fields that begin and end with this quote or were read as quoted by it; those that only begin with
/// it; those that only end with it.
fn quoted_cells(records: &Records, quote: u8) -> (u64, u64, u64) {
    let (mut closed, mut begun, mut ended) = (0, 0, 0);
    for row in 0..records.len().min(MOST_RECORDS) {
        for column in 0..records.n_fields(row) {
            match records.field(row, column).trim().as_bytes() {
                _ if is_quoted(records, row, column, quote) => closed += 1,
                [first, .., last] if *first == quote && *last == quote => closed += 1,
                [first, ..] if *first == quote => begun += 1,
                [.., last] if *last == quote => ended += 1,
                _ => {}
            }
        }
    }
    (closed, begun, ended)
}
