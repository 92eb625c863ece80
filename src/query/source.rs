//! Conditions on a customer's orders, lines or events: filters make a mask over the rows, an aggregate
//! makes one value of a customer's rows, the comparison decides.
//!
//! The traps: where nothing matches, `count`, `days` and `sum` are 0 and compare as such, while `mean`,
//! `max` and `min` are empty. Events are two streams, since order lines are events too. What lies after
//! `as_of` is not there.

use super::{
    ast::{Aggregate, Op},
    number::{Interval, Ranges, Threshold, holds},
    period::Stretch,
    view::View,
    window,
};
use crate::{
    mask::Mask,
    portfolio::columns::{EMPTY_I32, EMPTY_I64},
};

/// Rows of customers, sorted by customer and day.
pub(super) struct Stream<'a> {
    /// Rows of customer `c` are `first[c]..first[c + 1]`.
    pub first: &'a [u32],
    pub day: &'a [i32],
    /// Rows that can be seen, pass the filters and lie in the window.
    pub rows: Mask,
    /// What is summed or compared.
    pub value: View<'a>,
}

impl Stream<'_> {
    fn count(&self, customer: usize) -> u32 {
        count_bits(self.rows.words(), self.first[customer], self.first[customer + 1])
    }

    pub(super) fn each(&self, customer: usize, f: impl FnMut(usize)) {
        each_bit(self.rows.words(), self.first[customer], self.first[customer + 1], f);
    }
}

/// The customers whose aggregate compares as asked.
pub(super) fn customers(
    streams: &[Stream],
    aggregate: &Aggregate,
    op: Op,
    threshold: Option<Threshold>,
    stretch: Stretch,
    n: usize,
) -> Mask {
    let Some(threshold) = threshold else {
        // Compared with the median of nothing.
        return match stretch {
            _ if op != Op::Ne => Mask::none(n),
            Stretch::Any(length, unit) => window::counts(streams, false, length, unit, n, |_| true),
            _ => Mask::all(n),
        };
    };
    let interval = Interval::of(op, threshold);
    let negated = op == Op::Ne;
    let whole = |decimals| Ranges { ranges: vec![interval.in_units(decimals)], negated };
    let counts = whole(0);
    match (aggregate, stretch) {
        (Aggregate::Count | Aggregate::Days, Stretch::Any(length, unit)) => {
            let days = matches!(aggregate, Aggregate::Days);
            window::counts(streams, days, length, unit, n, |count| counts.keeps(Some(count)))
        }
        (Aggregate::Count, _) => Mask::from_fn(n, |customer| {
            let count: u32 = streams.iter().map(|stream| stream.count(customer)).sum();
            counts.keeps(Some(i64::from(count)))
        }),
        (Aggregate::Days, _) => {
            let mut days = Vec::new();
            Mask::from_fn(n, |customer| {
                counts.keeps(Some(distinct_days(streams, customer, &mut days)))
            })
        }
        _ => match representation(streams) {
            Representation::Floats => {
                let ranges = Ranges { ranges: vec![interval.in_floats()], negated };
                let fold = Folding::of(aggregate);
                values(streams, fold, stretch, n, |total: &Total<f64>| {
                    ranges.keeps(match fold {
                        Folding::Mean => (total.n > 0).then(|| total.value / f64::from(total.n)),
                        Folding::Sum => Some(total.value),
                        Folding::Max | Folding::Min => (total.n > 0).then_some(total.value),
                    })
                })
            }
            Representation::Units(decimals) => {
                let ranges = whole(decimals);
                let fold = Folding::of(aggregate);
                values(streams, fold, stretch, n, |total: &Total<i64>| match fold {
                    Folding::Mean if total.n == 0 => negated,
                    Folding::Mean => {
                        holds(op, threshold.compare_mean(total.value, total.n, decimals))
                    }
                    Folding::Sum => ranges.keeps(Some(total.value)),
                    Folding::Max | Folding::Min => {
                        ranges.keeps((total.n > 0).then_some(total.value))
                    }
                })
            }
        },
    }
}

/// How the values of a source are kept; the same in all of its streams that have any.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Representation {
    Floats,
    /// Whole numbers of units of `10^-decimals`; days and counts have no decimals.
    Units(u32),
}

pub(super) fn representation(streams: &[Stream]) -> Representation {
    let of = |stream: &Stream| match stream.value {
        View::Floats(_) => Some(Representation::Floats),
        View::Ints(_) => Some(Representation::Units(0)),
        View::Units(_, decimals) => Some(Representation::Units(decimals)),
        _ => None,
    };
    streams.iter().find_map(of).unwrap_or(Representation::Units(0))
}

/// How values become one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Folding {
    Sum,
    Mean,
    Max,
    Min,
}

impl Folding {
    pub(super) fn of(aggregate: &Aggregate) -> Folding {
        match aggregate {
            Aggregate::Mean(_) => Folding::Mean,
            Aggregate::Max(_) => Folding::Max,
            Aggregate::Min(_) => Folding::Min,
            Aggregate::Sum(_) | Aggregate::Count | Aggregate::Days => Folding::Sum,
        }
    }
}

/// A value that can be folded: whole units or floats.
pub(super) trait Value: Copy + PartialOrd + Default {
    fn plus(self, other: Self) -> Self;
    /// The value of a row; none where it is empty.
    fn at(view: View, row: usize) -> Option<Self>;
    /// Whether taking a value out of a sum undoes exactly that it was put in.
    const EXACT: bool;
    fn minus(self, other: Self) -> Self;
}

impl Value for i64 {
    fn plus(self, other: i64) -> i64 {
        self.wrapping_add(other)
    }

    fn at(view: View, row: usize) -> Option<i64> {
        match view {
            View::Units(values, _) => Some(values[row]).filter(|&v| v != EMPTY_I64),
            View::Ints(values) => {
                Some(i64::from(values[row])).filter(|&v| v != i64::from(EMPTY_I32))
            }
            _ => None,
        }
    }

    const EXACT: bool = true;

    fn minus(self, other: i64) -> i64 {
        self.wrapping_sub(other)
    }
}

impl Value for f64 {
    fn plus(self, other: f64) -> f64 {
        self + other
    }

    fn at(view: View, row: usize) -> Option<f64> {
        match view {
            View::Floats(values) => Some(values[row]).filter(|v| !v.is_nan()),
            _ => None,
        }
    }

    const EXACT: bool = false;

    fn minus(self, other: f64) -> f64 {
        self - other
    }
}

/// Values folded into one.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub(super) struct Total<V> {
    /// How many values, empty ones left out.
    pub n: u32,
    /// Sum, greatest or smallest; the default where there is no value.
    pub value: V,
}

impl<V: Value> Total<V> {
    pub(super) fn join(self, other: Total<V>, fold: Folding) -> Total<V> {
        if self.n == 0 {
            return other;
        }
        if other.n == 0 {
            return self;
        }
        let value = match fold {
            Folding::Sum | Folding::Mean => self.value.plus(other.value),
            Folding::Max if other.value > self.value => other.value,
            Folding::Min if other.value < self.value => other.value,
            Folding::Max | Folding::Min => self.value,
        };
        Total { n: self.n + other.n, value }
    }

    pub(super) fn one(value: Option<V>) -> Total<V> {
        value.map_or_else(Total::default, |value| Total { n: 1, value })
    }
}

fn values<V: Value>(
    streams: &[Stream],
    fold: Folding,
    stretch: Stretch,
    n: usize,
    keep: impl Fn(&Total<V>) -> bool,
) -> Mask {
    if let Stretch::Any(length, unit) = stretch {
        return window::values(streams, fold, length, unit, n, keep);
    }
    Mask::from_fn(n, |customer| keep(&total(streams, fold, customer)))
}

/// All the customer's rows as one value.
pub(super) fn total<V: Value>(streams: &[Stream], fold: Folding, customer: usize) -> Total<V> {
    let mut total = Total::default();
    for stream in streams {
        stream.each(customer, |row| {
            total = total.join(Total::one(V::at(stream.value, row)), fold);
        });
    }
    total
}

/// On how many days the customer has rows. The vector is for reuse.
pub(super) fn distinct_days(streams: &[Stream], customer: usize, days: &mut Vec<i32>) -> i64 {
    days.clear();
    for stream in streams {
        stream.each(customer, |row| {
            let day = stream.day[row];
            if day != EMPTY_I32 && days.last() != Some(&day) {
                days.push(day);
            }
        });
    }
    if !days.is_sorted() {
        days.sort_unstable();
    }
    days.dedup();
    days.len() as i64
}

/// How many bits are set from `start` up to `end`.
fn count_bits(words: &[u64], start: u32, end: u32) -> u32 {
    let mut count = 0;
    each_word(words, start, end, |_, word| count += word.count_ones());
    count
}

/// Calls with the place of every set bit from `start` up to `end`.
fn each_bit(words: &[u64], start: u32, end: u32, mut f: impl FnMut(usize)) {
    each_word(words, start, end, |place, mut word| {
        while word != 0 {
            f(place + word.trailing_zeros() as usize);
            word &= word - 1;
        }
    });
}

/// Calls with the place of each word's first bit and the word, bits outside the range cleared.
#[inline(always)]
fn each_word(words: &[u64], start: u32, end: u32, mut f: impl FnMut(usize, u64)) {
    if start >= end {
        return;
    }
    let (first, last) = (start as usize / 64, (end as usize - 1) / 64);
    let from = !0 << (start % 64);
    let to = !0 >> (63 - (end - 1) % 64);
    if first == last {
        return f(first * 64, words[first] & from & to);
    }
    f(first * 64, words[first] & from);
    for (i, &word) in words[first + 1..last].iter().enumerate() {
        f((first + 1 + i) * 64, word);
    }
    f(last * 64, words[last] & to);
}
