//! Rolling windows: is there some stretch of `n` days (weeks, months, years) that ends on the day of a
//! matching record and whose records compare as asked? One pass over each customer's days.
//!
//! The trap: subtraction. Leaving the window, whole numbers are taken out of the sum again; floats and
//! extremes cannot be, and go through a queue of two stacks that only ever adds.

use super::{
    ast::Unit,
    period::shift,
    source::{Folding, Stream, Total, Value},
};
use crate::{mask::Mask, portfolio::columns::EMPTY_I32};

/// A customer's matching records of one day.
#[derive(Clone, Copy)]
struct DayOf<V> {
    day: i32,
    rows: u32,
    total: Total<V>,
}

/// Customers with a window whose number of records (or of days) is kept.
pub(super) fn counts(
    streams: &[Stream],
    of_days: bool,
    length: u32,
    unit: Unit,
    n: usize,
    keep: impl Fn(i64) -> bool,
) -> Mask {
    let mut before = Before::new(length, unit);
    let mut days: Vec<DayOf<i64>> = Vec::new();
    Mask::from_fn(n, |customer| {
        collect(streams, Folding::Sum, customer, &mut days);
        let (mut first, mut rows) = (0, 0);
        for last in 0..days.len() {
            rows += days[last].rows;
            let limit = before.day(days[last].day);
            while days[first].day <= limit {
                rows -= days[first].rows;
                first += 1;
            }
            if keep(if of_days { (last + 1 - first) as i64 } else { i64::from(rows) }) {
                return true;
            }
        }
        false
    })
}

/// Customers with a window whose folded values are kept.
pub(super) fn values<V: Value>(
    streams: &[Stream],
    fold: Folding,
    length: u32,
    unit: Unit,
    n: usize,
    keep: impl Fn(&Total<V>) -> bool,
) -> Mask {
    let mut before = Before::new(length, unit);
    let mut days: Vec<DayOf<V>> = Vec::new();
    let mut queue = Queue::default();
    let subtracts = V::EXACT && matches!(fold, Folding::Sum | Folding::Mean);
    Mask::from_fn(n, |customer| {
        collect(streams, fold, customer, &mut days);
        if subtracts {
            return slide_sums(&days, &mut before, &keep);
        }
        queue.clear();
        let mut first = 0;
        for last in 0..days.len() {
            queue.push(days[last].total, fold);
            let limit = before.day(days[last].day);
            while days[first].day <= limit {
                queue.pop(fold);
                first += 1;
            }
            if keep(&queue.total(fold)) {
                return true;
            }
        }
        false
    })
}

fn slide_sums<V: Value>(
    days: &[DayOf<V>],
    before: &mut Before,
    keep: &impl Fn(&Total<V>) -> bool,
) -> bool {
    let (mut first, mut total) = (0, Total::<V>::default());
    for today in days {
        total.n += today.total.n;
        total.value = total.value.plus(today.total.value);
        let limit = before.day(today.day);
        while days[first].day <= limit {
            total.n -= days[first].total.n;
            total.value = total.value.minus(days[first].total.value);
            first += 1;
        }
        if keep(&total) {
            return true;
        }
    }
    false
}

/// The customer's matching records by day, undated ones left out.
fn collect<V: Value>(streams: &[Stream], fold: Folding, customer: usize, days: &mut Vec<DayOf<V>>) {
    days.clear();
    for stream in streams {
        stream.each(customer, |row| {
            let day = stream.day[row];
            if day != EMPTY_I32 {
                let total = Total::one(V::at(stream.value, row));
                add(days, DayOf { day, rows: 1, total }, fold);
            }
        });
    }
    if !days.is_sorted_by_key(|d| d.day) {
        days.sort_by_key(|d| d.day);
        for day in std::mem::take(days) {
            add(days, day, fold);
        }
    }
}

fn add<V: Value>(days: &mut Vec<DayOf<V>>, more: DayOf<V>, fold: Folding) {
    match days.last_mut() {
        Some(last) if last.day == more.day => {
            last.rows += more.rows;
            last.total = last.total.join(more.total, fold);
        }
        _ => days.push(more),
    }
}

/// The last day before a window that ends on a given day. Calendar arithmetic is slow and days repeat:
/// the answers for recent days are kept.
struct Before {
    length: u32,
    unit: Unit,
    known: Vec<(i32, i32)>,
}

impl Before {
    /// Days whose answers are kept, a power of two.
    const KEPT: usize = 4096;

    fn new(length: u32, unit: Unit) -> Before {
        Before { length, unit, known: vec![(EMPTY_I32, 0); Before::KEPT] }
    }

    fn day(&mut self, last: i32) -> i32 {
        if matches!(self.unit, Unit::Days | Unit::Weeks) {
            return shift(last, self.length, self.unit, false);
        }
        let slot = &mut self.known[last as usize & (Before::KEPT - 1)];
        if slot.0 != last {
            *slot = (last, shift(last, self.length, self.unit, false));
        }
        slot.1
    }
}

/// A queue that knows the fold of all it holds: pushed on one stack, popped from another on which every
/// entry is already folded with those behind it.
struct Queue<V> {
    /// To be popped from its end; each entry folded with all before it in this vector.
    front: Vec<Total<V>>,
    back: Vec<Total<V>>,
    back_total: Total<V>,
}

impl<V: Value> Default for Queue<V> {
    fn default() -> Self {
        Queue { front: Vec::new(), back: Vec::new(), back_total: Total::default() }
    }
}

impl<V: Value> Queue<V> {
    fn clear(&mut self) {
        self.front.clear();
        self.back.clear();
        self.back_total = Total::default();
    }

    fn push(&mut self, total: Total<V>, fold: Folding) {
        self.back.push(total);
        self.back_total = self.back_total.join(total, fold);
    }

    fn pop(&mut self, fold: Folding) {
        if self.front.is_empty() {
            let mut folded = Total::default();
            while let Some(total) = self.back.pop() {
                folded = total.join(folded, fold);
                self.front.push(folded);
            }
            self.back_total = Total::default();
        }
        self.front.pop();
    }

    fn total(&self, fold: Folding) -> Total<V> {
        self.front.last().copied().unwrap_or_default().join(self.back_total, fold)
    }
}
