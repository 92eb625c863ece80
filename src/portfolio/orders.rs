//! **Orders**: the lines of one customer that share an order id, or without ids the day.
//!
//! The trap: a group that has only returns is no order. It is kept, without a day, because its lines need a
//! number to point to.

use super::{
    columns::{EMPTY_I32, Lines, Orders},
    typed::Values,
};
use std::sync::Arc;

/// A run of lines with one order id, or without one and of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    id: u32,
    /// The day where there is no id, else 0.
    day: i32,
    start: u32,
    end: u32,
}

/// Groups the lines, which stand by customer and day, and numbers their orders. `ids` are the order ids of
/// the lines.
pub fn group(lines: &mut Lines, ids: Values) -> Orders {
    let mut orders = Orders { first: vec![0], ids: Arc::new(ids.texts), ..Orders::default() };
    lines.order = vec![0; lines.day.len()];
    let mut runs: Vec<Run> = Vec::new();
    let mut groups: Vec<(i32, u32, u32, std::ops::Range<usize>)> = Vec::new();
    for customer in 0..lines.first.len().saturating_sub(1) {
        runs.clear();
        groups.clear();
        for line in lines.first[customer]..lines.first[customer + 1] {
            let id = ids.codes[line as usize];
            let day = if id == 0 { lines.day[line as usize] } else { 0 };
            match runs.last_mut() {
                Some(run) if run.id == id && run.day == day => run.end = line + 1,
                _ => runs.push(Run { id, day, start: line, end: line + 1 }),
            }
        }
        runs.sort_unstable();
        let mut at = 0;
        for same in runs.chunk_by(|a, b| (a.id, a.day) == (b.id, b.day)) {
            let day = same.iter().filter_map(|run| first_purchase(lines, run)).min();
            groups.push((day.unwrap_or(EMPTY_I32), same[0].start, same[0].id, at..at + same.len()));
            at += same.len();
        }
        groups.sort_unstable_by_key(|&(day, start, ..)| (day, start));
        for (day, _, id, range) in groups.drain(..) {
            let number = orders.day.len() as u32;
            orders.day.push(day);
            orders.id.push(id);
            for run in &runs[range] {
                lines.order[run.start as usize..run.end as usize].fill(number);
            }
        }
        orders.first.push(orders.day.len() as u32);
    }
    orders
}

fn first_purchase(lines: &Lines, run: &Run) -> Option<i32> {
    let range = run.start as usize..run.end as usize;
    // Lines of a customer stand by day: the first purchase is the earliest.
    let nth = lines.is_return[range.clone()].iter().position(|&is_return| !is_return)?;
    Some(lines.day[range.start + nth])
}
