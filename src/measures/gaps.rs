//! **Gaps** between the order days of a customer: the longest, and how alike two that follow each other are.
//!
//! The trap: rounding must not make a spread where there is none, since regularity divides by it.

use crate::portfolio::columns::EMPTY_I32;

/// The longest gap between consecutive days; empty with fewer than two.
pub fn longest_gap(days: &[i32]) -> i32 {
    days.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(EMPTY_I32)
}

/// Mean and spread of M = g1 / (g1 + g2) over all overlapping pairs of consecutive own gaps, kept by
/// Welford's recurrence (Technometrics 4(3), 1962), which does not lose digits to a large mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GapPairs {
    pub n: u64,
    mean: f64,
    /// Sum of squared distances from the mean.
    squares: f64,
    /// The first M, and whether another differs.
    first: f64,
    differ: bool,
}

impl GapPairs {
    /// Adds the pairs of a customer's order days.
    pub fn add(&mut self, days: &[i32]) {
        for three in days.windows(3) {
            let m = f64::from(three[1] - three[0]) / f64::from(three[2] - three[0]);
            if self.n == 0 {
                self.first = m;
            }
            self.differ |= m != self.first;
            self.n += 1;
            let distance = m - self.mean;
            self.mean += distance / self.n as f64;
            self.squares += distance * (m - self.mean);
        }
    }

    /// Population variance of M; none without a pair.
    pub fn variance(&self) -> Option<f64> {
        (self.n > 0).then(|| if self.differ { self.squares / self.n as f64 } else { 0.0 })
    }
}
