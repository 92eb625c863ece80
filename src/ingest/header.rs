//! **The header**: where the table begins and whether its first record holds names or values.
//!
//! The trap: lines above the table may be padded with delimiters to the table's width, and a first
//! record without names looks like one with names if all columns are text. Names are assumed unless
//! the first record holds values where the others do; a record above the header is left behind only
//! where it leaves the last columns empty.

use super::{
    cells::{Class, class},
    records::Records,
    sniff::Evidence,
};

/// Records above a header, at most.
const MOST_ABOVE: usize = 100;

/// Records below it that are compared with it.
const MOST_BELOW: usize = 200;

/// What was found.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub header_line: Option<u64>,
    /// Line of the first record where there is no header.
    pub first_line: u64,
    pub evidence: Evidence,
}

/// The header of these records, most of which have `width` fields.
pub(super) fn find_header(records: &Records, width: usize) -> Found {
    let line = |row: usize| records.rows.get(row).map_or(1, |row| row.line);
    let widths = |row: usize| records.n_fields(row) == width;
    let first_line = line((0..records.len()).find(|&row| widths(row)).unwrap_or(0));
    let top = top_of_table(records, width);
    let (mut top, mut verdict) = (top, compare(records, width, top));
    // A header with fewer names than the records have fields was taken for a line above the table.
    if !verdict.names && top > 0 && widths(top) && is_text(records, top - 1) {
        let above = compare(records, width, top - 1);
        if above.names && filled(records, top - 1) * 2 > width {
            (top, verdict) = (top - 1, above);
        }
    }
    let Verdict { names, evidence } = verdict;
    Found { header_line: names.then(|| line(top)), first_line, evidence }
}

struct Verdict {
    names: bool,
    evidence: Evidence,
}

/// The first record that reaches the table's right edge.
fn top_of_table(records: &Records, width: usize) -> usize {
    if width < 2 {
        return 0;
    }
    let reach = |row: usize| {
        (0..records.n_fields(row)).rev().find(|&c| !is_blank(records, row, c)).map_or(0, |c| c + 1)
    };
    let rows = || 0..records.len().min(MOST_ABOVE + MOST_BELOW);
    let edge = rows().filter(|&row| records.n_fields(row) == width).map(reach).max().unwrap_or(0);
    let reaches = |row: &usize| records.n_fields(*row) > 1 && reach(*row) * 10 > edge * 7;
    let top = rows().take(MOST_ABOVE).find(reaches).unwrap_or(0);
    // Names of groups of columns stand above the names, with gaps.
    let next = top + 1;
    let groups = next < records.len()
        && filled(records, top) * 2 < edge
        && is_text(records, next)
        && filled(records, next) * 10 >= edge * 9;
    if groups { next } else { top }
}

/// Names or values: the record against those below it.
fn compare(records: &Records, width: usize, top: usize) -> Verdict {
    if top >= records.len() {
        return Verdict { names: true, evidence: Evidence::NamesAssumed };
    }
    let same_as_top = |row: &usize| records.fields_of(*row).eq(records.fields_of(top));
    let below: Vec<usize> = (top + 1..records.len())
        .filter(|&row| width == 1 || records.n_fields(row) > 1)
        .filter(|row| !same_as_top(row))
        .take(MOST_BELOW)
        .collect();
    let (mut score, mut names, mut values) = (0.0, Vec::new(), Vec::new());
    for column in 0..records.n_fields(top) {
        let cell = records.field(top, column).trim();
        let weight = match (class(cell), class_of_column(records, &below, column)) {
            (Class::Text, Some(Class::Value | Class::Address | Class::Code)) => 1.0,
            (Class::Code, Some(Class::Value | Class::Address)) => 0.5,
            (Class::Value | Class::Address, Some(Class::Value | Class::Address)) => -1.0,
            (Class::Value | Class::Address, _) => -0.5,
            (Class::Code, Some(Class::Code)) => -0.5,
            (Class::Text, Some(Class::Text)) if repeats(records, &below, column, cell) => -0.5,
            _ => 0.0,
        };
        score += weight;
        if weight > 0.0 {
            names.push(column as u32);
        } else if weight < 0.0 {
            values.push(column as u32);
        }
    }
    if score < 0.0 {
        return Verdict { names: false, evidence: Evidence::ValuesFirst { columns: values } };
    }
    let evidence = match () {
        () if below.is_empty() => Evidence::NamesOnly,
        () if names.is_empty() => Evidence::NamesAssumed,
        () => Evidence::NamesAboveValues { columns: names },
    };
    Verdict { names: true, evidence }
}

/// The class of four fifths of a column's cells or more, empty ones left out.
fn class_of_column(records: &Records, rows: &[usize], column: usize) -> Option<Class> {
    let classes: Vec<Class> = rows
        .iter()
        .map(|&row| class(records.field(row, column)))
        .filter(|&class| class != Class::Empty)
        .collect();
    [Class::Value, Class::Address, Class::Code, Class::Text].into_iter().find(|&wanted| {
        let n = classes.iter().filter(|&&class| class == wanted).count();
        n > 0 && n * 5 >= classes.len() * 4
    })
}

fn repeats(records: &Records, rows: &[usize], column: usize, cell: &str) -> bool {
    rows.iter().any(|&row| records.field(row, column).trim() == cell)
}

/// Whether no cell of a record is a value.
fn is_text(records: &Records, row: usize) -> bool {
    records.fields_of(row).all(|cell| !matches!(class(cell), Class::Value | Class::Address))
}

fn filled(records: &Records, row: usize) -> usize {
    records.fields_of(row).filter(|cell| !cell.trim().is_empty()).count()
}

fn is_blank(records: &Records, row: usize, column: usize) -> bool {
    records.field(row, column).trim().is_empty()
}
