//! **`Threshold`**: a number to compare with, exact and as the nearest float. **`Interval`**: a stretch of
//! numbers with open or closed ends; every comparison is one.
//!
//! The trap: money is whole minor units and a literal may have more decimals. `spend_total > 10.005`
//! keeps from 10.01 on: the literal is cut down to the units and the end moves by one, so that the
//! comparison is exact and runs in whole numbers.

use super::ast::{Number, Op};

/// `mantissa / 10^decimals`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Threshold {
    mantissa: i128,
    decimals: u32,
    /// The nearest float, for columns of floats.
    pub float: f64,
}

/// Digits kept before the mark; more are more than any column holds.
const WHOLE_DIGITS: usize = 19;
/// Digits kept after the mark; what follows them only says "and a bit more".
const FRACTION_DIGITS: usize = 17;

impl Threshold {
    /// A number as written. Digits beyond what columns hold are cut so that no comparison with a column changes.
    pub fn from_number(number: &Number) -> Threshold {
        let written = number.written();
        let (negative, magnitude) =
            written.strip_prefix('-').map_or((false, written), |rest| (true, rest));
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
        let whole = whole.trim_start_matches('0');
        let too_large = whole.len() > WHOLE_DIGITS;
        let whole = if too_large { &"9".repeat(WHOLE_DIGITS) } else { whole };
        let kept = &fraction[..fraction.len().min(FRACTION_DIGITS)];
        let more = fraction[kept.len()..].bytes().any(|b| b != b'0');
        let digits = whole.bytes().chain(kept.bytes()).chain(more.then_some(b'1'));
        let mantissa = digits.fold(0i128, |n, digit| n * 10 + i128::from(digit - b'0'));
        Threshold {
            mantissa: if negative { -mantissa } else { mantissa },
            decimals: (kept.len() + usize::from(more)) as u32,
            float: written.parse().unwrap_or(0.0),
        }
    }

    /// A number of units of `10^-decimals`.
    pub fn from_units(units: i64, decimals: u32) -> Threshold {
        Threshold::from_parts(i128::from(units), decimals)
    }

    /// The mean of two numbers of such units.
    pub fn mean_of(a: i64, b: i64, decimals: u32) -> Threshold {
        Threshold::from_parts((i128::from(a) + i128::from(b)) * 5, decimals + 1)
    }

    /// A float, taken for the shortest number that reads back as it.
    pub fn from_float(float: f64) -> Threshold {
        let written = Number::new(&float.to_string());
        written.map_or(Threshold { mantissa: 0, decimals: 0, float }, |number| {
            Threshold::from_number(&number)
        })
    }

    /// The number in digits, without zeros that say nothing.
    pub fn digits(&self) -> String {
        let magnitude = self.mantissa.unsigned_abs().to_string();
        let padded = format!("{magnitude:0>width$}", width = self.decimals as usize + 1);
        let (whole, fraction) = padded.split_at(padded.len() - self.decimals as usize);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let mark = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{mark}{fraction}")
    }

    fn from_parts(mantissa: i128, decimals: u32) -> Threshold {
        Threshold { mantissa, decimals, float: mantissa as f64 / 10f64.powi(decimals as i32) }
    }

    /// The largest number of units of `10^-decimals` that is not above this one, and whether it is
    /// equal. Limited to what columns hold, its empty value left out.
    fn floor_in(&self, decimals: u32) -> (i64, bool) {
        let (floor, exact) = if self.decimals <= decimals {
            let factor = 10i128.pow(decimals - self.decimals);
            (self.mantissa.saturating_mul(factor), true)
        } else {
            let divisor = 10i128.pow(self.decimals - decimals);
            (self.mantissa.div_euclid(divisor), self.mantissa.rem_euclid(divisor) == 0)
        };
        let limited = floor.clamp(i128::from(i64::MIN + 1), i128::from(i64::MAX));
        (limited as i64, exact && limited == floor)
    }

    /// What compares means with this number: of values in units of `10^-decimals`.
    pub fn against_means(&self, decimals: u32) -> impl Fn(i64, u32) -> std::cmp::Ordering {
        use std::cmp::Ordering::{Greater, Less};
        let (floor, exact) = self.floor_in(decimals);
        let threshold = *self;
        move |sum, n| {
            let n = i64::from(n);
            match (floor.checked_mul(n), floor.saturating_add(1).checked_mul(n)) {
                (Some(low), _) if exact => sum.cmp(&low),
                (Some(low), _) if sum <= low => Less,
                (_, Some(high)) if sum >= high => Greater,
                _ => threshold.compare_mean(sum, n, decimals),
            }
        }
    }

    /// How the mean of `n` values with this sum compares; exact and slow.
    fn compare_mean(&self, sum: i64, n: i64, decimals: u32) -> std::cmp::Ordering {
        // sum / n / 10^decimals against mantissa / 10^self.decimals
        let ours = self.mantissa.saturating_mul(i128::from(n));
        let (up, down) =
            (self.decimals.saturating_sub(decimals), decimals.saturating_sub(self.decimals));
        let theirs = i128::from(sum).saturating_mul(10i128.pow(up));
        theirs.cmp(&ours.saturating_mul(10i128.pow(down)))
    }
}

/// Whether an ordering is what the comparison asks for.
pub(super) fn holds(op: Op, ordering: std::cmp::Ordering) -> bool {
    match op {
        Op::Eq => ordering.is_eq(),
        Op::Ne => ordering.is_ne(),
        Op::Lt => ordering.is_lt(),
        Op::Le => ordering.is_le(),
        Op::Gt => ordering.is_gt(),
        Op::Ge => ordering.is_ge(),
    }
}

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub at: Threshold,
    /// Whether the number itself lies within.
    pub closed: bool,
}

/// Numbers between two ends; without an end, unlimited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub low: Option<End>,
    pub high: Option<End>,
}

impl Interval {
    /// What a comparison keeps; for `!=` what it drops.
    pub fn of(op: Op, at: Threshold) -> Interval {
        let (open, closed) = (Some(End { at, closed: false }), Some(End { at, closed: true }));
        let (low, high) = match op {
            Op::Eq | Op::Ne => (closed, closed),
            Op::Lt => (None, open),
            Op::Le => (None, closed),
            Op::Gt => (open, None),
            Op::Ge => (closed, None),
        };
        Interval { low, high }
    }

    /// First and last number of units of `10^-decimals` within; the first above the last where there is none.
    pub fn in_units(&self, decimals: u32) -> (i64, i64) {
        let low = self.low.map_or(i64::MIN + 1, |end| {
            let (floor, exact) = end.at.floor_in(decimals);
            if exact && end.closed { floor } else { floor.saturating_add(1) }
        });
        let high = self.high.map_or(i64::MAX, |end| {
            let (floor, exact) = end.at.floor_in(decimals);
            if exact && !end.closed { floor - 1 } else { floor }
        });
        (low, high)
    }

    /// First and last float within.
    pub fn in_floats(&self) -> (f64, f64) {
        let low = self.low.map_or(f64::NEG_INFINITY, |end| {
            if end.closed { end.at.float } else { end.at.float.next_up() }
        });
        let high = self.high.map_or(f64::INFINITY, |end| {
            if end.closed { end.at.float } else { end.at.float.next_down() }
        });
        (low, high)
    }
}

/// Intervals of a column's own values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranges<T> {
    /// First and last value within, each.
    pub ranges: Vec<(T, T)>,
    /// Keep what lies in none, the empty value too.
    pub negated: bool,
}

impl<T: PartialOrd + Copy> Ranges<T> {
    /// Whether a value is kept; an empty one is `None`.
    pub fn keeps(&self, value: Option<T>) -> bool {
        value.is_some_and(|v| self.ranges.iter().any(|&(low, high)| low <= v && v <= high))
            != self.negated
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn threshold(written: &str) -> Threshold {
        Threshold::from_number(&Number::new(written).unwrap())
    }

    #[test]
    fn comparisons_become_whole_numbers() {
        const MAX: i64 = i64::MAX;
        const MIN: i64 = i64::MIN + 1;
        for (op, written, decimals, expected) in [
            (Op::Ge, "300", 2, (30_000, MAX)),
            (Op::Gt, "300", 2, (30_001, MAX)),
            (Op::Gt, "10.005", 2, (1_001, MAX)),
            (Op::Ge, "10.005", 2, (1_001, MAX)),
            (Op::Lt, "10.005", 2, (MIN, 1_000)),
            (Op::Le, "10.005", 2, (MIN, 1_000)),
            (Op::Lt, "10.01", 2, (MIN, 1_000)),
            (Op::Le, "-10.005", 2, (MIN, -1_001)),
            (Op::Ge, "-10.005", 2, (-1_000, MAX)),
            (Op::Eq, "10.50", 1, (105, 105)),
            (Op::Eq, "0.000", 0, (0, 0)),
            (Op::Gt, "2.00000000000000000000001", 0, (3, MAX)),
            (Op::Ge, "2.00000000000000000000001", 0, (3, MAX)),
            (Op::Le, "99999999999999999999999999999999999999999", 6, (MIN, MAX)),
            (Op::Lt, "9223372036854775807", 0, (MIN, MAX - 1)),
            (Op::Lt, "9223372036854775808", 0, (MIN, MAX)),
        ] {
            assert_eq!(
                Interval::of(op, threshold(written)).in_units(decimals),
                expected,
                "{op} {written}"
            );
        }
        let (low, high) = Interval::of(Op::Eq, threshold("10.005")).in_units(2);
        assert!(low > high);
    }

    #[test]
    fn digits_say_the_same_number() {
        for (written, digits) in [
            ("007.50", "7.5"),
            ("-0.05", "-0.05"),
            ("-0", "0"),
            ("100", "100"),
            ("0.00000000000000000000009", "0.000000000000000001"),
            ("123456789012345678901", "9999999999999999999"),
        ] {
            assert_eq!(threshold(written).digits(), digits);
        }
    }

    #[test]
    fn means_compare_exactly() {
        use std::cmp::Ordering::*;
        for (sum, n, decimals, written, expected) in [
            (100, 3, 2, "0.33", Greater),
            (100, 3, 2, "0.33333333333333333333333", Greater),
            (100, 3, 2, "0.33333333333333334", Less),
            (60, 3, 2, "0.2", Equal),
            (1, 2, 0, "0.5", Equal),
            (-1, 2, 0, "-0.5", Equal),
            (i64::MAX, 1, 2, "999999999999999999999999", Less),
            (i64::MAX, 4_000_000_000, 6, "-0.00000000000000001", Greater),
        ] {
            let ordering = threshold(written).against_means(decimals)(sum, n);
            assert_eq!(ordering, expected, "{sum}/{n} {written}");
        }
        assert_eq!(Threshold::mean_of(3, 4, 0), threshold("3.5"));
        assert_eq!(Threshold::from_float(0.1), threshold("0.1"));
    }

    proptest! {
        #[test]
        fn units_compare_as_the_decimals_do(units in -100_000i64..100_000, literal in -1_000_000i64..1_000_000) {
            // The literal has three decimals, the column two.
            let number = Number::new(&format!("{}{}.{:03}", if literal < 0 { "-" } else { "" },
                literal.abs() / 1000, literal.abs() % 1000)).unwrap();
            for op in [Op::Eq, Op::Lt, Op::Le, Op::Gt, Op::Ge] {
                let (low, high) = Interval::of(op, Threshold::from_number(&number)).in_units(2);
                prop_assert_eq!(low <= units && units <= high, holds(op, (units * 10).cmp(&literal)));
            }
        }
    }
}
