//! Joining a file of orders with a file of their lines, by order id. The **header** of a line is the row of
//! the orders file: it says customer, day and status; the line says product, quantity and price. Where the
//! lines have no amount, the first of them gets the order's total.
//!
//! A file holds lines of another file's orders where it lacks customer or day; or where it has products,
//! quantities or prices and another complete file has none of them, whose orders it then repeats. A line
//! that has a customer of its own joins only the order of that customer.
//!
//! The trap: money must not count twice. An order whose lines stand in another file is **absorbed**: its
//! record is used and is no line. Its refunds are lines still.

use super::{
    columns::{EMPTY_I32, EMPTY_I64},
    settle::{File, NO_ROW, USED, fate},
    shard::BAD_DATE,
};
use crate::{
    issues::Reason,
    schema::{mapping::FileKind, role::Role},
    text::Interner,
};
use std::ops::Range;

/// Which files hold orders and which the lines of orders elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub headers: Vec<usize>,
    pub lines: Vec<usize>,
}

impl Plan {
    /// The plan for these files.
    pub fn of(files: &[File]) -> Plan {
        let orders = |&at: &usize| {
            files[at].shard.kind == FileKind::Orders && files[at].shard.hot.order.is_some()
        };
        let orders: Vec<usize> = (0..files.len()).filter(orders).collect();
        let complete =
            |at: usize| files[at].shard.hot.key.is_some() && files[at].shard.hot.date.is_some();
        let bare: Vec<usize> =
            orders.iter().copied().filter(|&at| complete(at) && !has_items(&files[at])).collect();
        let is_lines = |at: usize| !complete(at) || !bare.is_empty() && has_items(&files[at]);
        let lines: Vec<usize> = orders.iter().copied().filter(|&at| is_lines(at)).collect();
        let headers = orders.iter().copied().filter(|&at| !is_lines(at)).collect();
        Plan { headers, lines }
    }
}

fn has_items(file: &File) -> bool {
    [Role::Product, Role::ProductName, Role::Quantity, Role::UnitPrice]
        .into_iter()
        .any(|role| file.shard.mapping.column(role).is_some())
}

/// Where each file's rows begin when those of all files are counted through.
pub fn bases(files: &[File]) -> Vec<u32> {
    let mut next = 0;
    files
        .iter()
        .map(|file| {
            let base = next;
            next += file.shard.len() as u32;
            base
        })
        .collect()
}

/// File and row of a row counted through.
pub fn locate(bases: &[u32], row: u32) -> (usize, usize) {
    let file = bases.partition_point(|&base| base <= row) - 1;
    // Files without rows share their base with the next one, which is the last of them.
    (file, (row - bases[file]) as usize)
}

/// The orders of the header files, by id.
struct Index {
    ids: Interner,
    /// By id: its rows, counted through, in `rows`.
    ranges: Vec<Range<usize>>,
    rows: Vec<u32>,
}

impl Index {
    fn of(files: &[File], headers: &[usize], bases: &[u32]) -> Index {
        let mut ids = Interner::default();
        let mut entries = Vec::new();
        for &at in headers {
            let file = &files[at];
            let Some(column) = file.shard.hot.order else { continue };
            let coded = &file.shard.texts[column];
            let map: Vec<u32> = coded.texts.texts().iter().map(|text| ids.intern(text)).collect();
            for (row, &code) in coded.codes.iter().enumerate() {
                if code != 0 && file.fate[row] != fate(Reason::DuplicateOrder) {
                    entries.push((map[code as usize], bases[at] + row as u32));
                }
            }
        }
        entries.sort_unstable();
        let mut ranges = vec![0..0; ids.texts().len()];
        for (at, &(id, _)) in entries.iter().enumerate() {
            if ranges[id as usize].is_empty() {
                ranges[id as usize] = at..at;
            }
            ranges[id as usize].end = at + 1;
        }
        Index { ids, ranges, rows: entries.into_iter().map(|(_, row)| row).collect() }
    }

    fn rows(&self, id: &str) -> &[u32] {
        match self.ids.find(id) {
            Some(id) if id != 0 => &self.rows[self.ranges[id as usize].clone()],
            _ => &[],
        }
    }
}

/// Gives the lines their headers and judges them; the files of headers are judged already.
pub fn join(files: &mut [File], plan: &Plan, currency: Option<crate::money::Currency>) {
    if plan.lines.is_empty() {
        return;
    }
    let bases = bases(files);
    let index = Index::of(files, &plan.headers, &bases);
    for &at in &plan.lines {
        attach(files, at, &index, &bases);
        files[at].judge(currency);
        for row in 0..files[at].shard.len() {
            let header = files[at].header(row);
            if header != NO_ROW {
                let (file, header) = locate(&bases, header);
                files[at].fate[row] = files[at].fate[row].min(files[file].fate[header]);
            }
        }
        files[at].book_totals();
        absorb(files, at, &index, &bases);
    }
}

/// Finds the header of each row of a file of lines.
fn attach(files: &mut [File], at: usize, index: &Index, bases: &[u32]) {
    let Some(order) = files[at].shard.hot.order else { return };
    let rows = files[at].shard.len();
    let mut found: Vec<(u32, bool)> = vec![(NO_ROW, false); rows];
    let mut any = false;
    for (row, found) in found.iter_mut().enumerate() {
        let file = &files[at];
        let coded = &file.shard.texts[order];
        let candidates = index.rows(coded.text(coded.code(row)));
        let own = (file.key(row) != 0).then(|| key_text(file, row));
        *found = choose(files, bases, candidates, own);
        any |= found.0 != NO_ROW || found.1;
    }
    if !any {
        return;
    }
    let timed = files.iter().any(|file| !file.shard.time.is_empty());
    let shard = &mut files[at].shard;
    if shard.day.is_empty() {
        shard.day.resize(rows, EMPTY_I32);
    }
    if timed && shard.time.is_empty() {
        shard.time.resize(rows, 0);
    }
    for (row, &(header, several)) in found.iter().enumerate() {
        if several {
            files[at].set_aside(row, Reason::SeveralCustomersMatch);
        } else if header != NO_ROW {
            let (from, header) = locate(bases, header);
            let day = files[from].day(header);
            let time = files[from].shard.time.get(header).copied().unwrap_or(0);
            let shard = &mut files[at].shard;
            shard.day[row] = day;
            shard.flags[row] &= !BAD_DATE;
            if let Some(own) = shard.time.get_mut(row) {
                *own = time;
            }
        }
    }
    files[at].header = found.into_iter().map(|(header, _)| header).collect();
}

/// The header among rows of one order id: the first used purchase, else the first used, else the first.
/// Second: whether the id belongs to several customers and the line does not say to which.
fn choose(files: &[File], bases: &[u32], candidates: &[u32], own: Option<&str>) -> (u32, bool) {
    let mut best = (u8::MAX, NO_ROW);
    let mut somebody: Option<&str> = None;
    for &candidate in candidates {
        let (at, row) = locate(bases, candidate);
        let file = &files[at];
        let key = key_text(file, row);
        if own.is_some_and(|own| own != key) {
            continue;
        }
        if !key.is_empty() {
            if somebody.is_some_and(|somebody| somebody != key) {
                return (NO_ROW, true);
            }
            somebody = Some(key);
        }
        let rank = match (file.fate[row] == USED, file.is_return[row]) {
            (true, false) => 0,
            (true, true) => 1,
            _ => 2,
        };
        if rank < best.0 {
            best = (rank, candidate);
        }
    }
    (best.1, false)
}

/// The key of a row, empty where it has none.
pub fn key_text(file: &File, row: usize) -> &str {
    file.shard.hot.key.map_or("", |key| file.shard.texts[key].text(file.key(row)))
}

/// Absorbs the orders whose lines stand in that file, and gives the first purchase line of each its total
/// where the lines have no amounts; the first line where all are returns.
fn absorb(files: &mut [File], at: usize, index: &Index, bases: &[u32]) {
    let rows = files[at].header.len();
    let priced = files[at].shard.hot.has_money();
    if !priced {
        files[at].shard.amount.resize(rows, 0);
    }
    for returns in [false, true] {
        for row in 0..rows {
            let file = &files[at];
            let header = file.header(row);
            let open = file.fate[row] == USED || file.fate[row] == fate(Reason::NoCustomer);
            if header == NO_ROW || !open || file.is_return[row] != returns {
                continue;
            }
            let (from, head) = locate(bases, header);
            if files[from].is_line(head) {
                let total = absorb_order(files, (at, row), (from, head), index, bases);
                if !priced {
                    files[at].shard.amount[row] = if returns { -total } else { total };
                }
            }
        }
    }
}

/// Absorbs the purchase rows of one order and returns what they come to.
fn absorb_order(
    files: &mut [File],
    (at, row): (usize, usize),
    (from, head): (usize, usize),
    index: &Index,
    bases: &[u32],
) -> i64 {
    let ids = files[at].shard.hot.order.map(|order| &files[at].shard.texts[order]);
    let candidates = ids.map_or(&[][..], |ids| index.rows(ids.text(ids.code(row))));
    let mut total = 0i64;
    for &candidate in candidates {
        let (file, row) = locate(bases, candidate);
        let same = files[file].fate[row] == files[from].fate[head]
            && !files[file].is_return[row]
            && key_text(&files[file], row) == key_text(&files[from], head);
        if !same {
            continue;
        }
        let file = &mut files[file];
        file.absorbed.resize(file.shard.len(), false);
        file.absorbed[row] = true;
        let amount = file.shard.amount.get(row).copied().unwrap_or(EMPTY_I64);
        total = total.saturating_add(if amount == EMPTY_I64 { 0 } else { amount });
    }
    total
}
