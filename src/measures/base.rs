//! What is said of the base as a whole: counts, sums, its rhythm, and who has which score.
//!
//! The trap: `returns = ignore` leaves returns out of these numbers too: no line, no sum has them. Customers
//! known by returns alone are still counted.

use super::{
    rhythm::{Fraction, Rhythm},
    scores::{Band, Cuts, Scores, bands},
    summary::Summary,
};
use crate::portfolio::columns::{EMPTY_I64, Portfolio};

/// Facts of all customers that exist as of the day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BaseFacts {
    /// The first day of a visible order line, returns included.
    pub first_day: Option<i32>,
    /// G, the median of `own_gap_days`.
    pub gap_median: Option<f64>,
    /// G, exactly.
    pub gap: Option<Fraction>,
    /// About 1 random, 2 and up regular.
    pub regularity: Option<f64>,
    pub counts: Counts,
    pub sums: Sums,
    /// What a buyer needed for each score.
    pub cuts: Cuts,
    /// Who got it.
    pub bands: Bands,
}

/// How many there are, as of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub customers: u64,
    pub buyers: u64,
    /// Customers without an order.
    pub prospects: u64,
    /// Customers with two order days or more.
    pub repeat_customers: u64,
    pub orders: u64,
    /// Summed over customers.
    pub order_days: u64,
    pub lines: u64,
    /// Those lines that are returns.
    pub return_lines: u64,
    /// Of all days: these lines belong to nobody who could not exist yet.
    pub lines_without_customer: u64,
}

/// In minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Net spend of all customers, those without an order too.
    pub spend_total: i64,
    /// Positive.
    pub returns: i64,
    pub without_customer: i64,
}

/// The buyers of each score, 1 to 5, with their `last_order_age_days`, `n_orders` and `spend_total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bands {
    pub r: [Band; 5],
    pub f: [Band; 5],
    pub m: [Band; 5],
}

impl Bands {
    /// Whether all buyers have one and the same value, so that their scores say nothing.
    pub fn alike(bands: &[Band; 5]) -> bool {
        let mut used = bands.iter().filter(|band| band.customers > 0);
        matches!((used.next(), used.next()), (Some(band), None) if band.min == band.max)
    }
}

/// Gathers the facts of the base.
pub fn gather(
    portfolio: &Portfolio,
    summary: &Summary,
    rhythm: &Rhythm,
    scores: &Scores,
    cuts: Cuts,
) -> BaseFacts {
    let total = |counts: &[i32]| counts.iter().map(|&n| n as u64).sum();
    let customers = summary.exists.count() as u64;
    let buyers = summary.buyers.count() as u64;
    let spent = summary.spend_total.iter().filter(|&&spend| spend != EMPTY_I64);
    let of = &summary.buyers;
    BaseFacts {
        first_day: summary.first_day,
        gap_median: rhythm.gap_median.map(|gap| gap.to_f64()),
        gap: rhythm.gap_median,
        regularity: rhythm.regularity,
        counts: Counts {
            customers,
            buyers,
            prospects: customers - buyers,
            repeat_customers: summary.n_order_days.iter().filter(|&&days| days > 1).count() as u64,
            orders: total(&summary.n_orders),
            order_days: total(&summary.n_order_days),
            lines: summary.n_lines,
            return_lines: summary.n_return_lines,
            lines_without_customer: portfolio.orphans.lines,
        },
        sums: Sums {
            spend_total: spent.fold(0, |sum, &spend| spend.saturating_add(sum)),
            returns: summary.returned,
            without_customer: portfolio.orphans.amount,
        },
        cuts,
        bands: Bands {
            r: bands(of, &scores.r, |c| i64::from(rhythm.last_order_age_days[c])),
            f: bands(of, &scores.f, |c| i64::from(summary.n_orders[c])),
            m: bands(of, &scores.m, |c| summary.spend_total[c]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::testing::*;

    #[test]
    fn counts_and_sums_of_a_small_base() {
        let m = measure(
            "a 2024-01-01 10 o=1; a 2024-01-01 5 o=1; a 2024-01-03 7 o=2; b 2024-01-02 8; c 2024-01-04 -4",
        );
        assert_eq!(
            m.base.counts,
            Counts {
                customers: 3,
                buyers: 2,
                prospects: 1,
                repeat_customers: 1,
                orders: 3,
                order_days: 3,
                lines: 5,
                return_lines: 1,
                lines_without_customer: 0
            }
        );
        assert_eq!(m.base.sums, Sums { spend_total: 2_600, returns: 400, without_customer: 0 });
        assert_eq!(m.base.first_day, Some(day("2024-01-01")));
    }

    #[test]
    fn buyers_all_alike_are_told_apart_from_a_score_that_nobody_else_has() {
        let m = measure("a 2024-01-01 10; b 2024-01-01 20");
        assert!(Bands::alike(&m.base.bands.r) && Bands::alike(&m.base.bands.f));
        assert!(!Bands::alike(&m.base.bands.m));
        assert!(!Bands::alike(&measure("").base.bands.r));
    }
}
