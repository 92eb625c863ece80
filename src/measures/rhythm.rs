//! At which rhythm a customer buys, and how far behind it the customer is.
//!
//! An **own gap** is the time between two consecutive order days of a customer; **G** is the median over
//! the base of the customers' mean own gap; the **typical gap** is the customer's own mean from three gaps on,
//! and leans on G with fewer; the **lapse ratio** is the age of the last order in typical gaps.
//!
//! The trap: thresholds. A customer exactly at 1.25 is active, so ratios must not be off by a rounding:
//! gaps stay fractions of whole numbers until the last division.

use super::{gaps::GapPairs, summary::Summary};
use crate::portfolio::columns::{EMPTY_I32, EMPTY_YES_NO};

/// Gaps and ages, one value a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Rhythm {
    pub n_repeat_days: Vec<i32>,
    pub last_order_age_days: Vec<i32>,
    pub order_span_days: Vec<i32>,
    pub customer_age_days: Vec<i32>,
    pub own_gap_days: Vec<f64>,
    pub typical_gap_days: Vec<f64>,
    pub lapse_ratio: Vec<f64>,
    pub ever_lapsed: Vec<u8>,
    pub missed_orders: Vec<i32>,
    /// The last order and a typical gap, to the nearest day, a half upwards.
    pub next_order: Vec<i32>,
    /// G; none where nobody has two order days.
    pub gap_median: Option<Fraction>,
    /// k of the whole base.
    pub regularity: Option<f64>,
}

/// A number of days, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    pub days: i64,
    pub parts: i64,
}

impl Fraction {
    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        self.days as f64 / self.parts as f64
    }
}

/// Own gaps from which on a customer's mean stands for itself.
pub const OWN_GAPS: i64 = 3;
/// With fewer, G counts like so many own gaps.
pub const BASE_GAPS: i64 = 2;
/// A gap of so many typical ones is a lapse.
pub const LAPSE: i64 = 3;

/// Gaps, ages and lapses of the buyers.
pub fn measure(summary: &Summary, as_of: Option<i32>) -> Rhythm {
    let n = summary.n_orders.len();
    let gap_median = median_gap(summary);
    let mut out = Rhythm {
        n_repeat_days: vec![0; n],
        last_order_age_days: vec![EMPTY_I32; n],
        order_span_days: vec![EMPTY_I32; n],
        customer_age_days: vec![EMPTY_I32; n],
        own_gap_days: vec![f64::NAN; n],
        typical_gap_days: vec![f64::NAN; n],
        lapse_ratio: vec![f64::NAN; n],
        ever_lapsed: vec![EMPTY_YES_NO; n],
        missed_orders: vec![EMPTY_I32; n],
        next_order: vec![EMPTY_I32; n],
        gap_median,
        regularity: regularity(&summary.pairs),
    };
    for customer in summary.buyers.iter() {
        let (first, last) = (summary.first_order[customer], summary.last_order[customer]);
        let gaps = summary.n_order_days[customer] - 1;
        let span = last - first;
        out.n_repeat_days[customer] = gaps;
        out.order_span_days[customer] = span;
        out.ever_lapsed[customer] = 0;
        if gaps > 0 {
            out.own_gap_days[customer] = f64::from(span) / f64::from(gaps);
        }
        let typical = gap_median.map(|g| typical_gap(g, i64::from(span), i64::from(gaps)));
        if let Some(typical) = typical {
            out.typical_gap_days[customer] = typical.to_f64();
            let rounded = (2 * typical.days + typical.parts) / (2 * typical.parts);
            out.next_order[customer] = last + rounded as i32;
            let longest = i64::from(summary.longest_gap_days[customer]);
            let lapsed = gaps > 0 && longest * typical.parts >= LAPSE * typical.days;
            out.ever_lapsed[customer] = u8::from(lapsed);
        }
        let Some(as_of) = as_of else { continue };
        let age = as_of - last;
        out.last_order_age_days[customer] = age;
        out.customer_age_days[customer] = as_of - first;
        if let Some(typical) = typical {
            let parts = i64::from(age) * typical.parts;
            out.lapse_ratio[customer] = parts as f64 / typical.days as f64;
            out.missed_orders[customer] = (parts / typical.days) as i32;
        }
    }
    out
}

/// `own_gap_days` from three own gaps on; with fewer, (2·G + sum of own gaps) / (2 + number of own gaps).
pub fn typical_gap(base: Fraction, span: i64, gaps: i64) -> Fraction {
    if gaps >= OWN_GAPS {
        return Fraction { days: span, parts: gaps };
    }
    Fraction {
        days: BASE_GAPS * base.days + span * base.parts,
        parts: (BASE_GAPS + gaps) * base.parts,
    }
}

/// G: the median of the mean own gaps; of an even number, the mean of the middle two.
fn median_gap(summary: &Summary) -> Option<Fraction> {
    let mut gaps: Vec<(i32, i32)> = (summary.buyers.iter())
        .filter(|&c| summary.n_order_days[c] > 1)
        .map(|c| (summary.last_order[c] - summary.first_order[c], summary.n_order_days[c] - 1))
        .collect();
    if gaps.is_empty() {
        return None;
    }
    let by_mean = |a: &(i32, i32), b: &(i32, i32)| {
        (i64::from(a.0) * i64::from(b.1)).cmp(&(i64::from(b.0) * i64::from(a.1)))
    };
    let (middle, even) = (gaps.len() / 2, gaps.len().is_multiple_of(2));
    let (below, &mut (days, parts), _) = gaps.select_nth_unstable_by(middle, by_mean);
    let upper = Fraction { days: days.into(), parts: parts.into() };
    if !even {
        return Some(reduced(upper));
    }
    let &(days, parts) = below.iter().max_by(|a, b| by_mean(a, b))?;
    let (days, parts) = (i64::from(days), i64::from(parts));
    Some(reduced(Fraction {
        days: upper.days * parts + days * upper.parts,
        parts: 2 * upper.parts * parts,
    }))
}

fn reduced(fraction: Fraction) -> Fraction {
    let (mut a, mut b) = (fraction.days, fraction.parts);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Fraction { days: fraction.days / a, parts: fraction.parts / a }
}

/// k of a gamma between-orders time, by the method of moments from M = g1 / (g1 + g2), which is then
/// Beta(k, k): k = (1 − 4·Var M) / (8·Var M). About 1 is random, 2 and up regular (Wheat and Morrison, 1990).
fn regularity(pairs: &GapPairs) -> Option<f64> {
    let variance = pairs.variance().filter(|&variance| variance > 0.0)?;
    Some((1.0 - 4.0 * variance) / (8.0 * variance))
}

#[cfg(test)]
mod tests {
    use crate::measures::{compute, testing::*};

    #[test]
    fn the_typical_gap_leans_on_the_base_until_three_own_gaps() {
        // G is the median of a 10 and b 20: 15.
        let m = measure(
            "a 2024-01-01 1; a 2024-01-11 1; a 2024-01-21 1; a 2024-01-31 1
             b 2024-01-01 1; b 2024-01-21 1
             c 2024-01-16 1",
        );
        assert_eq!(m.base.gap_median, Some(15.0));
        check(&m, "own_gap_days", "a=10 b=20 c=");
        check(&m, "typical_gap_days", "a=10 b=16.666666666666668 c=15");
        check(&m, "last_order_age_days", "a=0 b=10 c=15");
        check(&m, "lapse_ratio", "a=0 b=0.6 c=1");
        check(&m, "missed_orders", "a=0 b=0 c=1");
        check(&m, "longest_gap_days", "a=10 b=20 c=");
        check(&m, "order_span_days", "a=30 b=20 c=0");
        check(&m, "customer_age_days", "a=30 b=30 c=15");
    }

    #[test]
    fn orders_of_one_day_are_one_order_day() {
        let m = measure("a 2024-01-01 1 o=1; a 2024-01-01 1 o=2; a 2024-01-08 1 o=3");
        check(&m, "n_orders", "a=3");
        check(&m, "n_order_days", "a=2");
        check(&m, "n_repeat_days", "a=1");
        check(&m, "own_gap_days", "a=7");
    }

    #[test]
    fn a_lapse_is_a_gap_of_three_typical_ones() {
        // a: gaps 1, 1, 1, 1, 6: the mean is 2, the longest is 6 = 3 · 2. b: gaps 1, 1, 1, 5: 5 < 3 · 2.
        let m = measure(
            "a 2024-01-01 1; a 2024-01-02 1; a 2024-01-03 1; a 2024-01-04 1; a 2024-01-05 1; a 2024-01-11 1
             b 2024-01-01 1; b 2024-01-02 1; b 2024-01-03 1; b 2024-01-04 1; b 2024-01-09 1
             c 2024-01-09 1; d 2024-01-10 -5",
        );
        check(&m, "ever_lapsed", "a=true b=false c=false d=");
    }

    #[test]
    fn nobody_with_two_order_days_means_no_typical_gap() {
        let m = measure("a 2024-01-01 1; b 2024-01-05 1");
        assert_eq!(m.base.gap_median, None);
        check(&m, "typical_gap_days", "a= b=");
        check(&m, "lapse_ratio", "a= b=");
        check(&m, "missed_orders", "a= b=");
        check(&m, "last_order_age_days", "a=4 b=0");
    }

    #[test]
    fn ratios_at_a_threshold_are_not_off_by_a_rounding() {
        // G = 10/3 from a; b is ten days behind: exactly three typical gaps.
        let m = measure(
            "a 2024-01-01 1; a 2024-01-03 1; a 2024-01-06 1; a 2024-01-11 1; b 2024-01-01 1",
        );
        check(&m, "lapse_ratio", "a=0 b=3");
        check(&m, "missed_orders", "a=0 b=3");
    }

    #[test]
    fn regularity_by_hand() {
        // Gaps 1, 3, 1: M = 1/4 and 3/4, variance 1/16, k = (1 − 1/4) / (1/2) = 1.5.
        let m = measure("a 2024-01-01 1; a 2024-01-02 1; a 2024-01-05 1; a 2024-01-06 1");
        assert!((m.base.regularity.unwrap() - 1.5).abs() < 1e-12);
        // Equal gaps have no spread; two days have no pair.
        for text in [
            "a 2024-01-01 1; a 2024-01-04 1; a 2024-01-07 1; a 2024-01-10 1",
            "a 2024-01-01 1; a 2024-01-04 1",
        ] {
            assert_eq!(measure(text).base.regularity, None, "{text}");
        }
    }

    #[test]
    fn ages_follow_the_day_they_are_measured_to() {
        let shop = portfolio("a 2024-01-01 1; a 2024-01-11 1; a 2024-02-01 1");
        let m = compute(&shop, Some(day("2024-01-16")), &Default::default());
        check(&m, "last_order", "a=2024-01-11");
        check(&m, "last_order_age_days", "a=5");
        check(&m, "n_orders", "a=2");
    }
}
