//! Rolling windows: is there some stretch of `n` days (weeks, months, years) that ends on the day of a
//! matching record and whose records compare as asked? One pass over each customer's days.
//!
//! Of counts and exact sums the greatest or the least that a window holds answers every threshold; the rest is asked
//! window by window.
//!
//! The trap: subtraction. Leaving the window, whole numbers are taken out of the sum again; floats and
//! extremes cannot be, and go through a queue of two stacks that only ever adds.

use super::{
    ast::{Aggregate, Op, Unit},
    compare::fill_pairs,
    number::{Interval, Ranges, Threshold, holds},
    period::shift,
    records::{Stream, some_set},
    source::Measured,
    total::{Folding, Representation, Total, Value, representation},
    view::View,
};
use crate::{
    mask::Mask,
    portfolio::columns::{EMPTY_I32, EMPTY_I64},
};

/// What is remembered of a customer's windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extreme {
    Greatest,
    Least,
}

impl Extreme {
    /// The extreme that answers the comparison, if one does.
    pub fn of(op: Op) -> Option<Extreme> {
        match op {
            Op::Gt | Op::Ge => Some(Extreme::Greatest),
            Op::Lt | Op::Le => Some(Extreme::Least),
            Op::Eq | Op::Ne => None,
        }
    }
}

/// The customers with a window whose count or exact sum is beyond a threshold; none where something else is asked.
pub(super) fn somewhere(
    stream: &Stream,
    aggregate: &Aggregate,
    op: Op,
    threshold: Threshold,
    (length, unit): (u32, Unit),
    n: usize,
) -> Option<Mask> {
    let (values, decimals) = match (aggregate, stream.value) {
        (Aggregate::Count, _) => (None, 0),
        (Aggregate::Sum(_), View::Units(values, decimals)) => (Some(values), decimals),
        _ => return None,
    };
    let (low, high) = Interval::of(op, threshold).in_units(decimals);
    let at_least = match Extreme::of(op)? {
        Extreme::Greatest => low,
        // Rarely asked, and then of most customers.
        Extreme::Least => return None,
    };
    if low > high {
        return Some(Mask::none(n));
    }
    let mut before = Before::new(length, unit);
    let days = before.days;
    Some(match (values, unit) {
        (None, Unit::Days | Unit::Weeks) => counted(stream, at_least, n, |last| last - days),
        (None, _) => counted(stream, at_least, n, |last| before.day(last)),
        (Some(values), Unit::Days | Unit::Weeks) => {
            summed(stream, values, at_least, n, |last| last - days)
        }
        (Some(values), _) => summed(stream, values, at_least, n, |last| before.day(last)),
    })
}

/// Customers with at least so many rows in a window: some row and the one so many before it lie in one.
fn counted(stream: &Stream, at_least: i64, n: usize, mut before: impl FnMut(i32) -> i32) -> Mask {
    let (first, days) = stream.compact();
    // A window has one row at least.
    let apart = at_least.max(1) - 1;
    let Some(lasts) = usize::try_from(apart).ok().and_then(|apart| days.get(apart..)) else {
        return Mask::none(n);
    };
    let near = fill_pairs(&days[..lasts.len()], lasts, |first, last| first > before(last));
    let apart = apart as u32;
    Mask::from_fn(n, |customer| {
        some_set(near.words(), first[customer], first[customer + 1].saturating_sub(apart))
    })
}

/// Customers with a window whose values come to so much.
fn summed(
    stream: &Stream,
    values: &[i64],
    at_least: i64,
    n: usize,
    mut before: impl FnMut(i32) -> i32,
) -> Mask {
    let (mut own_days, mut own_values) = (Vec::new(), Vec::new());
    let known = |value: i64| if value == EMPTY_I64 { 0 } else { value };
    let mut holds = |days: &[i32], values: &[i64]| {
        let (mut first, mut sum) = (0, 0i64);
        for (i, (&day, &value)) in days.iter().zip(values).enumerate() {
            sum = sum.wrapping_add(known(value));
            let limit = before(day);
            while days[first] <= limit {
                sum = sum.wrapping_sub(known(values[first]));
                first += 1;
            }
            if sum >= at_least && days.get(i + 1) != Some(&day) {
                return true;
            }
        }
        false
    };
    Mask::from_fn(n, |customer| match stream.whole(customer) {
        Some(rows) => holds(&stream.day[rows.clone()], &values[rows]),
        None => {
            own_days.clear();
            own_values.clear();
            stream.each(customer, |row| {
                own_days.push(stream.day[row]);
                own_values.push(values[row]);
            });
            holds(&own_days, &own_values)
        }
    })
}

/// The extreme of each customer's windows; empty without a matching record that has a day.
pub(super) fn extremes(
    streams: &[Stream],
    aggregate: &Aggregate,
    extreme: Extreme,
    (length, unit): (u32, Unit),
    n: usize,
) -> Measured {
    let mut before = Before::new(length, unit);
    let mut rows = Rows::default();
    let extreme_of = |customer| {
        rows.collect(streams, aggregate, customer);
        match unit {
            Unit::Days | Unit::Weeks => {
                let days = before.days;
                rows.extreme(extreme, |last| last - days)
            }
            Unit::Months | Unit::Years => rows.extreme(extreme, |last| before.day(last)),
        }
    };
    let decimals = match representation(streams) {
        Representation::Units(decimals) if matches!(aggregate, Aggregate::Sum(_)) => decimals,
        _ => 0,
    };
    Measured::Units((0..n).map(extreme_of).collect(), decimals)
}

/// A customer's matching records by day, with running sums: before each record, and at the end.
#[derive(Default)]
struct Rows {
    days: Vec<i32>,
    values: Vec<i64>,
    sums: Vec<i64>,
}

impl Rows {
    fn collect(&mut self, streams: &[Stream], aggregate: &Aggregate, customer: usize) {
        self.days.clear();
        self.values.clear();
        for stream in streams {
            stream.each(customer, |row| {
                let day = stream.day[row];
                if day != EMPTY_I32 {
                    self.days.push(day);
                    self.values.push(match aggregate {
                        Aggregate::Sum(_) => i64::at(stream.value, row).unwrap_or(0),
                        _ => 1,
                    });
                }
            });
        }
        if !self.days.is_sorted() {
            let mut both: Vec<(i32, i64)> =
                self.days.iter().copied().zip(self.values.iter().copied()).collect();
            both.sort_by_key(|&(day, _)| day);
            (self.days, self.values) = both.into_iter().unzip();
        }
        if matches!(aggregate, Aggregate::Days) {
            for i in 1..self.days.len() {
                self.values[i] = i64::from(self.days[i] != self.days[i - 1]);
            }
        }
        self.sums.clear();
        let mut sum = 0i64;
        self.sums.push(sum);
        for &value in &self.values {
            sum = sum.wrapping_add(value);
            self.sums.push(sum);
        }
    }

    /// The extreme of the windows that end on a day of a record; `before` is the last day before a window.
    #[inline(always)]
    fn extreme(&self, extreme: Extreme, mut before: impl FnMut(i32) -> i32) -> i64 {
        let mut found: Option<i64> = None;
        let mut first = 0;
        for (i, &day) in self.days.iter().enumerate() {
            if self.days.get(i + 1) == Some(&day) {
                continue;
            }
            let limit = before(day);
            while self.days[first] <= limit {
                first += 1;
            }
            let sum = self.sums[i + 1].wrapping_sub(self.sums[first]);
            found = Some(match (found, extreme) {
                (None, _) => sum,
                (Some(other), Extreme::Greatest) => sum.max(other),
                (Some(other), Extreme::Least) => sum.min(other),
            });
        }
        found.unwrap_or(EMPTY_I64)
    }
}

/// Customers with a window that compares as asked.
pub(super) fn any(
    streams: &[Stream],
    aggregate: &Aggregate,
    op: Op,
    threshold: Threshold,
    (length, unit): (u32, Unit),
    n: usize,
) -> Mask {
    let interval = Interval::of(op, threshold);
    let negated = op == Op::Ne;
    let whole = |decimals| Ranges { ranges: vec![interval.in_units(decimals)], negated };
    let fold = Folding::of(aggregate);
    let window = (length, unit);
    match (aggregate, representation(streams)) {
        (Aggregate::Count | Aggregate::Days, _) => {
            let of_days = matches!(aggregate, Aggregate::Days);
            let ranges = whole(0);
            counts(streams, of_days, window, n, |count| ranges.keeps(Some(count)))
        }
        (_, Representation::Floats) => {
            let ranges = Ranges { ranges: vec![interval.in_floats()], negated };
            values(streams, fold, window, n, |total: &Total<f64>| {
                ranges.keeps(match fold {
                    Folding::Mean => (total.n > 0).then(|| total.value / f64::from(total.n)),
                    Folding::Sum => Some(total.value),
                    Folding::Max | Folding::Min => (total.n > 0).then_some(total.value),
                })
            })
        }
        (_, Representation::Units(decimals)) => {
            let (ranges, against) = (whole(decimals), threshold.against_means(decimals));
            values(streams, fold, window, n, |total: &Total<i64>| match fold {
                Folding::Mean if total.n == 0 => negated,
                Folding::Mean => holds(op, against(total.value, total.n)),
                Folding::Sum => ranges.keeps(Some(total.value)),
                Folding::Max | Folding::Min => ranges.keeps((total.n > 0).then_some(total.value)),
            })
        }
    }
}

/// A customer's matching records of one day.
#[derive(Clone, Copy)]
struct DayOf<V> {
    day: i32,
    rows: u32,
    total: Total<V>,
}

/// Customers with a window whose number of records (or of days) is kept.
fn counts(
    streams: &[Stream],
    of_days: bool,
    (length, unit): (u32, Unit),
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
fn values<V: Value>(
    streams: &[Stream],
    fold: Folding,
    (length, unit): (u32, Unit),
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
    /// The length of days and weeks.
    days: i32,
    known: Vec<(i32, i32)>,
}

impl Before {
    /// Days whose answers are kept, a power of two.
    const KEPT: usize = 4096;

    fn new(length: u32, unit: Unit) -> Before {
        let days = -shift(0, length, unit, false);
        Before { length, unit, days, known: vec![(EMPTY_I32, 0); Before::KEPT] }
    }

    fn day(&mut self, last: i32) -> i32 {
        if matches!(self.unit, Unit::Days | Unit::Weeks) {
            return last - self.days;
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
