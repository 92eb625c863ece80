//! **`Rungs`**: in which of at most 255 stretches each value of a column lies, one byte a row. A test of whoever edits a number
//! asks them instead of the values: all but the stretches at its ends are kept or dropped whole. What an edit takes is mostly
//! the way from memory, and that is an eighth of it.
//!
//! The trap: stretches have the ends that were met, not those between which they were cut, so that one whose values are all
//! the same is kept or dropped whole, too. The empty value lies in none.

use super::{
    compare::{fill, within},
    view::View,
};
use crate::{
    mask::Mask,
    portfolio::columns::{EMPTY_I32, EMPTY_I64},
};
use std::cmp::Ordering;

/// Fewer rows are compared as fast.
const FEWEST_ROWS: usize = 1 << 16;
/// Values that stretches are cut by.
const SAMPLE: usize = 1 << 13;
const MOST: usize = 255;
const EMPTY: u8 = u8::MAX;

/// Of a column of numbers or days.
#[derive(Debug)]
pub(super) enum Rungs {
    Ints(Stretches<i32>),
    Units(Stretches<i64>),
    Floats(Stretches<f64>),
}

impl Rungs {
    /// None where there are too few rows for it, or no numbers.
    pub fn of(view: View) -> Option<Rungs> {
        match view {
            View::Ints(values) if values.len() >= FEWEST_ROWS => {
                Some(Rungs::Ints(Stretches::of(values, |value| value == EMPTY_I32, i32::cmp)))
            }
            View::Units(values, _) if values.len() >= FEWEST_ROWS => {
                Some(Rungs::Units(Stretches::of(values, |value| value == EMPTY_I64, i64::cmp)))
            }
            View::Floats(values) if values.len() >= FEWEST_ROWS => {
                Some(Rungs::Floats(Stretches::of(values, f64::is_nan, f64::total_cmp)))
            }
            _ => None,
        }
    }

    pub fn ints(&self) -> Option<&Stretches<i32>> {
        if let Rungs::Ints(stretches) = self { Some(stretches) } else { None }
    }

    pub fn units(&self) -> Option<&Stretches<i64>> {
        if let Rungs::Units(stretches) = self { Some(stretches) } else { None }
    }

    pub fn floats(&self) -> Option<&Stretches<f64>> {
        if let Rungs::Floats(stretches) = self { Some(stretches) } else { None }
    }
}

/// The stretches, ascending.
#[derive(Debug)]
pub(super) struct Stretches<T> {
    /// Of each row.
    codes: Vec<u8>,
    /// Smallest and greatest value in each; none where nothing lies in it.
    ends: Vec<Option<(T, T)>>,
}

impl<T: Copy + PartialOrd> Stretches<T> {
    fn of(
        values: &[T],
        is_empty: impl Fn(T) -> bool,
        order: impl Fn(&T, &T) -> Ordering,
    ) -> Stretches<T> {
        let step = (values.len() / SAMPLE).max(1);
        let mut sample: Vec<T> =
            values.iter().step_by(step).copied().filter(|&value| !is_empty(value)).collect();
        sample.sort_unstable_by(&order);
        let step = (sample.len() / MOST + 1).max(1);
        let mut cuts: Vec<T> = sample.into_iter().step_by(step).collect();
        cuts.dedup_by(|a, b| a == b);
        let mut ends: Vec<Option<(T, T)>> = vec![None; cuts.len() + 1];
        let code = |&value: &T| {
            if is_empty(value) {
                return EMPTY;
            }
            let code = cuts.partition_point(|cut| *cut <= value);
            let (low, high) = ends[code].get_or_insert((value, value));
            if value < *low {
                *low = value;
            }
            if value > *high {
                *high = value;
            }
            code as u8
        };
        let codes = values.iter().map(code).collect();
        Stretches { codes, ends }
    }

    /// The rows from `low` to `high`, of the column that this was made of.
    pub fn within(&self, values: &[T], low: T, high: T) -> Mask {
        let is_in = |(first, last): (T, T)| low <= first && last <= high;
        let is_touched = |(first, last): (T, T)| low <= last && first <= high;
        let touched = || {
            let met = self.ends.iter().enumerate().filter_map(|(i, ends)| Some((i, (*ends)?)));
            met.filter(|&(_, ends)| is_touched(ends))
        };
        let mut whole = touched().filter(|&(_, ends)| is_in(ends)).map(|(i, _)| i as u8);
        let mut mask = match (whole.next(), whole.last()) {
            (None, _) => Mask::none(values.len()),
            (Some(only), None) => fill(&self.codes, |code| code == only),
            (Some(first), Some(last)) => fill(&self.codes, |code| (first <= code) & (code <= last)),
        };
        for (end, _) in touched().filter(|&(_, ends)| !is_in(ends)) {
            let end = end as u8;
            for row in fill(&self.codes, |code| code == end).iter() {
                if low <= values[row] && values[row] <= high {
                    mask.set(row, true);
                }
            }
        }
        mask
    }
}

/// Rows with a value in one of the ranges, by the stretches where they are known.
pub(super) fn within_any<T: Copy + PartialOrd>(
    values: &[T],
    ranges: Vec<(T, T)>,
    known: Option<&Stretches<T>>,
) -> Mask {
    match (&ranges[..], known) {
        ([(low, high)], Some(stretches)) => stretches.within(values, *low, *high),
        _ => within(values, ranges),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Columns of few values, of many, of one that most have, with empty ones.
    fn column() -> impl Strategy<Value = Vec<i64>> {
        let value = prop_oneof![
            1 => Just(EMPTY_I64),
            3 => Just(7),
            3 => -3i64..4,
            6 => -5_000i64..5_000,
            1 => any::<i64>(),
        ];
        prop::collection::vec(value, 0..3_000)
    }

    proptest! {
        #[test]
        fn stretches_keep_what_values_do(
            values in column(), a in -6_000i64..6_000, b in -6_000i64..6_000,
        ) {
            let stretches = Stretches::of(&values, |value| value == EMPTY_I64, i64::cmp);
            for (low, high) in [(a, b), (b, a), (a, i64::MAX), (EMPTY_I64 + 1, a), (7, 7)] {
                let expected = within(&values, vec![(low, high)]);
                prop_assert_eq!(stretches.within(&values, low, high), expected);
            }
            let floats: Vec<f64> = (values.iter())
                .map(|&value| if value == EMPTY_I64 { f64::NAN } else { value as f64 / 3.0 })
                .collect();
            let stretches = Stretches::of(&floats, f64::is_nan, f64::total_cmp);
            for (low, high) in [(a as f64, b as f64), (a as f64 / 3.0, f64::INFINITY), (-0.0, 0.0)] {
                let expected = within(&floats, vec![(low, high)]);
                prop_assert_eq!(stretches.within(&floats, low, high), expected);
            }
        }
    }
}
