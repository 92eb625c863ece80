//! A test of a field → **mask** over its rows, by columns: the test is first made into what the column
//! holds (ranges of whole numbers, a yes or no for each text of a dictionary), then one loop runs.
//!
//! The trap: `!=` and `not in` keep the empty value. They are the complement of `=` and `in`, nothing else.

use super::{
    number::{Interval, Ranges},
    rungs::{Rungs, within_any},
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
        // Most texts are plain: only the others must be folded.
        if text.is_ascii() {
            return self.fits_plain(text.as_bytes());
        }
        let text = fold(text);
        match self {
            How::Is(wanted) => wanted.contains(&text),
            How::Contains(part) => text.contains(part.as_str()),
            How::StartsWith(part) => text.starts_with(part.as_str()),
            How::EndsWith(part) => text.ends_with(part.as_str()),
        }
    }

    fn fits_plain(&self, text: &[u8]) -> bool {
        let equal = |text: &[u8], part: &str| text.eq_ignore_ascii_case(part.as_bytes());
        match self {
            How::Is(wanted) => wanted.iter().any(|wanted| equal(text, wanted)),
            How::Contains(part) if part.is_empty() => true,
            How::Contains(part) => text.windows(part.len()).any(|window| equal(window, part)),
            How::StartsWith(part) => text.get(..part.len()).is_some_and(|start| equal(start, part)),
            How::EndsWith(part) => {
                let start = text.len().checked_sub(part.len());
                start.is_some_and(|start| equal(&text[start..], part))
            }
        }
    }
}

/// The rows that the test keeps.
pub(super) fn matching(view: View, wanted: &Wanted, rows: usize) -> Mask {
    matching_by(view, wanted, rows, None)
}

/// The rows that the test keeps, by the rungs of the column where it has some.
pub(super) fn matching_by(view: View, wanted: &Wanted, rows: usize, rungs: Option<&Rungs>) -> Mask {
    match wanted {
        Wanted::Empty { negated } => {
            let mut mask = empty_rows(view, rows);
            if *negated {
                mask.invert();
            }
            mask
        }
        Wanted::Numbers { intervals, negated } => {
            let mut mask = numbers(view, intervals, rows, rungs);
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

fn numbers(view: View, intervals: &[Interval], rows: usize, rungs: Option<&Rungs>) -> Mask {
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
            within_any(values, ranges, rungs.and_then(Rungs::ints))
        }
        View::Units(values, decimals) => {
            let ranges = unit_ranges(decimals).filter(|(low, high)| low <= high).collect();
            within_any(values, ranges, rungs.and_then(Rungs::units))
        }
        View::Floats(values) => {
            let ranges = intervals.iter().map(Interval::in_floats).collect();
            within_any(values, ranges, rungs.and_then(Rungs::floats))
        }
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
        View::Texts(codes, texts) => by_code(codes, &each_text(texts, how, negated)),
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

/// Codes that are compared one by one rather than looked up.
const FEW: usize = 4;

/// The rows whose code is kept. Few kept codes, or few others, are compared, which goes faster than looking up.
fn by_code(codes: &[u32], keep: &[bool]) -> Mask {
    let negated = keep.iter().filter(|&&keep| keep).count() * 2 > keep.len();
    let mut few = (0..keep.len() as u32).filter(|&code| keep[code as usize] != negated);
    let mut found = [u32::MAX; FEW];
    found.iter_mut().zip(few.by_ref()).for_each(|(slot, code)| *slot = code);
    if few.next().is_some() {
        return fill(codes, |code| keep[code as usize]);
    }
    let [a, b, c, d] = found;
    let mut mask = match b {
        u32::MAX => fill(codes, |code| code == a),
        _ => fill(codes, |code| (code == a) | (code == b) | (code == c) | (code == d)),
    };
    if negated {
        mask.invert();
    }
    mask
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
    let (whole, rest) = values.as_chunks::<64>();
    let words = mask.words_mut();
    for (word, chunk) in words.iter_mut().zip(whole) {
        *word = bits_of(chunk, &keep);
    }
    if let Some(word) = words.get_mut(whole.len()) {
        *word = rest.iter().rev().fold(0, |bits, &value| bits << 1 | u64::from(keep(value)));
    }
    mask
}

/// One bit for each pair of values.
pub(super) fn fill_pairs<T: Copy>(a: &[T], b: &[T], mut keep: impl FnMut(T, T) -> bool) -> Mask {
    let mut mask = Mask::none(a.len());
    for (word, (a, b)) in mask.words_mut().iter_mut().zip(a.chunks(64).zip(b.chunks(64))) {
        let mut answers = [0u8; 64];
        for (answer, (&a, &b)) in answers.iter_mut().zip(a.iter().zip(b)) {
            *answer = u8::from(keep(a, b));
        }
        *word = gathered(&answers);
    }
    mask
}

/// The compilers turn the loop into comparisons of many values at once.
#[inline(always)]
fn bits_of<T: Copy>(values: &[T; 64], keep: impl Fn(T) -> bool) -> u64 {
    let mut answers = [0u8; 64];
    for (answer, &value) in answers.iter_mut().zip(values) {
        *answer = u8::from(keep(value));
    }
    gathered(&answers)
}

/// Bytes of 0 or 1 as bits: eight at a time, multiplied together.
#[inline(always)]
fn gathered(answers: &[u8; 64]) -> u64 {
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut bits = 0;
    for (place, eight) in answers.as_chunks::<8>().0.iter().enumerate() {
        bits |= (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (8 * place);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_bit() {
        for len in [0, 1, 7, 63, 64, 65, 128, 200] {
            let values: Vec<i32> = (0..len).map(|i| i * 37 % 101).collect();
            let kept = fill(&values, |v| v % 3 == 0 || v > 90);
            let expected = Mask::from_fn(len as usize, |i| values[i] % 3 == 0 || values[i] > 90);
            assert_eq!(kept, expected, "{len}");
        }
    }

    #[test]
    fn codes_are_looked_up_or_compared_alike() {
        let codes: Vec<u32> = (0..300).map(|i| i * 7 % 50).collect();
        for kept in [&[][..], &[3], &[0, 9, 49], &[1, 2, 3, 4, 5, 6]] {
            for negated in [false, true] {
                let keep: Vec<bool> = (0..50).map(|code| kept.contains(&code) != negated).collect();
                let expected = Mask::from_fn(300, |i| keep[codes[i] as usize]);
                assert_eq!(by_code(&codes, &keep), expected, "{kept:?} {negated}");
            }
        }
    }

    #[test]
    fn plain_texts_fit_as_folded_ones_do() {
        for text in ["Sul", "SUDESTE", "a", "aab", "sul sul", "x-Sul"] {
            for part in ["sul", "s", "", "aab", "ab", "são", "sudeste!", "l"] {
                let folded = fold(text);
                for (how, expected) in [
                    (How::Is(vec![part.into()]), folded == part),
                    (How::Contains(part.into()), folded.contains(part)),
                    (How::StartsWith(part.into()), folded.starts_with(part)),
                    (How::EndsWith(part.into()), folded.ends_with(part)),
                ] {
                    assert_eq!(how.fits(text), expected, "{text} {how:?}");
                }
            }
        }
    }
}
