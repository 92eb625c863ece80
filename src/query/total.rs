//! **`Total`**: values folded into one, whole units exactly, floats in the order of the rows; empty ones left out.

use super::{ast::Aggregate, records::Stream, view::View};
use crate::portfolio::columns::{EMPTY_I32, EMPTY_I64};

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
    /// Of a count or a number of days there is nothing to fold.
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
