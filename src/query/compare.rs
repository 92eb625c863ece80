//! A test of a field → **mask** over its rows, by columns: the test is first made into what the column
//! holds (ranges of whole numbers, a yes or no for each text of a dictionary), then one loop runs.
//!
//! The trap: `!=` and `not in` keep the empty value. They are the complement of `=` and `in`, nothing else.

use super::{
    number::{Interval, Ranges},
    view::{OrderIds, View},
};
use crate::{
    calendar::Day,
    mask::Mask,
    portfolio::columns::{EMPTY_CLASS, EMPTY_I32, EMPTY_I64, EMPTY_YES_NO},
    text::{Texts, fold},
};

/// A test of a field's values, its names and medians resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    /// Numbers and days.
    Numbers {
        intervals: Vec<Interval>,
        negated: bool,
    },
    Texts {
        how: How,
        negated: bool,
    },
    YesNo {
        values: Vec<bool>,
        negated: bool,
    },
    /// Of dates, by [`super::period::anniversaries`].
    Anniversary(Box<[bool; 13 * 32]>),
    Empty {
        negated: bool,
    },
}

/// How a text must be; all texts folded.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum How {
    /// One of these.
    Is(Vec<String>),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
}

impl How {
    /// Whether a text that is not empty is so.
    pub fn fits(&self, text: &str) -> bool {
        // Most texts are plain and most tests fail on the first bytes: fold only what must be.
        if let How::Is(wanted) = self
            && text.is_ascii()
        {
            return wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(text));
        }
        let text = fold(text);
        match self {
            How::Is(wanted) => wanted.contains(&text),
            How::Contains(part) => text.contains(part.as_str()),
            How::StartsWith(part) => text.starts_with(part.as_str()),
            How::EndsWith(part) => text.ends_with(part.as_str()),
        }
    }
}

/// The rows that the test keeps.
pub(super) fn matching(view: View, wanted: &Wanted, rows: usize) -> Mask {
    match wanted {
        Wanted::Empty { negated } => {
            let mut mask = empty_rows(view, rows);
            if *negated {
                mask.invert();
            }
            mask
        }
        Wanted::Numbers { intervals, negated } => {
            let mut mask = numbers(view, intervals, rows);
            if *negated {
                mask.invert();
            }
            mask
        }
        Wanted::Texts { how, negated } => texts(view, how, *negated, rows),
        Wanted::YesNo { values, negated } => match view {
            View::YesNo(column) => {
                let keep = |code: u8| values.contains(&(code == 1)) && code != EMPTY_YES_NO;
                let keep = [keep(0), keep(1), keep(EMPTY_YES_NO)].map(|keep| keep != *negated);
                fill(column, |code| keep[usize::from(code.min(EMPTY_YES_NO))])
            }
            _ => constant(*negated, rows),
        },
        Wanted::Anniversary(keep) => match view {
            View::Ints(days) => fill(days, |day| {
                day != EMPTY_I32 && {
                    let (_, month, of_month) = Day(day).ymd();
                    keep[32 * month as usize + of_month as usize]
                }
            }),
            _ => Mask::none(rows),
        },
    }
}

/// Everybody or nobody.
fn constant(keep: bool, rows: usize) -> Mask {
    if keep { Mask::all(rows) } else { Mask::none(rows) }
}

fn empty_rows(view: View, rows: usize) -> Mask {
    match view {
        View::Ints(values) => fill(values, |v| v == EMPTY_I32),
        View::Floats(values) => fill(values, f64::is_nan),
        View::Units(values, _) => fill(values, |v| v == EMPTY_I64),
        View::YesNo(values) => fill(values, |v| v == EMPTY_YES_NO),
        View::Texts(codes, _) => fill(codes, |code| code == 0),
        View::Classes(codes, _) => fill(codes, |code| code == EMPTY_CLASS),
        View::Keys(_) | View::OrderIds(_) | View::Kinds(_) => Mask::none(rows),
        View::Nothing => Mask::all(rows),
    }
}

fn numbers(view: View, intervals: &[Interval], rows: usize) -> Mask {
    let unit_ranges = |decimals| intervals.iter().map(move |i| i.in_units(decimals));
    match view {
        View::Ints(values) => {
            let limit = |v: i64| v.clamp(i64::from(EMPTY_I32 + 1), i64::from(i32::MAX)) as i32;
            let ranges: Vec<(i32, i32)> = unit_ranges(0)
                .filter(|&(low, high)| {
                    low <= high && high > i64::from(EMPTY_I32) && low <= i64::from(i32::MAX)
                })
                .map(|(low, high)| (limit(low), limit(high)))
                .collect();
            within(values, ranges)
        }
        View::Units(values, decimals) => {
            within(values, unit_ranges(decimals).filter(|(low, high)| low <= high).collect())
        }
        View::Floats(values) => within(values, intervals.iter().map(Interval::in_floats).collect()),
        _ => Mask::none(rows),
    }
}

/// Rows with a value in one of the ranges; none of them holds the empty value.
pub(super) fn within<T: Copy + PartialOrd>(values: &[T], ranges: Vec<(T, T)>) -> Mask {
    match ranges[..] {
        [] => Mask::none(values.len()),
        [(low, high)] => fill(values, |v| (low <= v) & (v <= high)),
        _ => {
            let ranges = Ranges { ranges, negated: false };
            fill(values, |v| ranges.keeps(Some(v)))
        }
    }
}

fn texts(view: View, how: &How, negated: bool, rows: usize) -> Mask {
    match view {
        View::Texts(codes, texts) => {
            let keep = each_text(texts, how, negated);
            fill(codes, |code| keep[code as usize])
        }
        View::Classes(codes, names) => {
            let mut keep = [negated; 256];
            for (slot, name) in keep.iter_mut().zip(names) {
                *slot = how.fits(name) != negated;
            }
            keep[usize::from(EMPTY_CLASS)] = negated;
            fill(codes, |code| keep[usize::from(code)])
        }
        View::Keys(keys) => {
            Mask::from_fn(rows, |row| how.fits(keys.get(row as u32 + 1)) != negated)
        }
        View::Kinds(is_return) => {
            let keep = ["purchase", "return"].map(|kind| how.fits(kind) != negated);
            fill(is_return, |is_return| keep[usize::from(is_return)])
        }
        View::OrderIds(ids) => order_ids(ids, how, negated, rows),
        _ => constant(negated, rows),
    }
}

/// For each text of a dictionary, whether a row with it is kept. The empty one only by a negated test.
pub(super) fn each_text(texts: &Texts, how: &How, negated: bool) -> Vec<bool> {
    let mut keep: Vec<bool> = texts.iter().map(|text| how.fits(text) != negated).collect();
    keep[0] = negated;
    keep
}

fn order_ids(ids: OrderIds, how: &How, negated: bool, rows: usize) -> Mask {
    let keep = each_text(ids.texts, how, negated);
    // Rows of one day stand together: the day's text is made once a run.
    let mut last = (EMPTY_I32, negated);
    Mask::from_fn(rows, |row| {
        let (code, day) = (ids.code(row), ids.day[row]);
        if code != 0 || day == EMPTY_I32 {
            return keep[code as usize];
        }
        if last.0 != day {
            last = (day, how.fits(&Day(day).to_string()) != negated);
        }
        last.1
    })
}

/// One bit for each value, 64 to a word.
pub(super) fn fill<T: Copy>(values: &[T], keep: impl Fn(T) -> bool) -> Mask {
    let mut mask = Mask::none(values.len());
    for (word, chunk) in mask.words_mut().iter_mut().zip(values.chunks(64)) {
        let mut bits = 0;
        for (bit, &value) in chunk.iter().enumerate() {
            bits |= u64::from(keep(value)) << bit;
        }
        *word = bits;
    }
    mask
}
