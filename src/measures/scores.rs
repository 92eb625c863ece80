//! **Scores** 1–5 of buyers, 5 best: r by `last_order_age_days` (smaller is better), f by `n_orders`, m by
//! `spend_total`; `fm` is their mean, and f where there is no money.
//!
//! `score = 1 + floor(5 · worse / buyers)` in whole numbers, worse = buyers strictly worse. Ties share a score
//! and the order of rows never matters; five buyers, all different, get 1 to 5; scores may stay unused.
//!
//! **Cuts** are the weakest values that still get 2, 3, 4 and 5. With x₀ ≤ x₁ ≤ … the values from the
//! worst on, a value has at least w worse ones just when it is better than x₍w₋₁₎, so four order
//! statistics give every score, with no ranking of all buyers. Cuts may be set instead: fixed ones, or
//! those of an earlier day, so that only what people do moves them.
//!
//! The trap: the r cut runs the other way, a *greatest* age.

use super::{rhythm::Rhythm, summary::Summary};
use crate::{
    mask::Mask,
    portfolio::columns::{EMPTY_I32, EMPTY_I64},
};
use serde::{Deserialize, Serialize};

/// The weakest values that still get a score of 2, 3, 4 and 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cuts {
    /// Greatest `last_order_age_days`.
    pub r: [i64; 4],
    /// Least `n_orders`.
    pub f: [i64; 4],
    /// Least `spend_total`, in minor units. Without meaning where there is no money.
    pub m: [i64; 4],
}

/// Scores of the buyers; [`EMPTY_I32`] and NaN for others.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    pub r: Vec<i32>,
    pub f: Vec<i32>,
    pub m: Vec<i32>,
    pub fm: Vec<f64>,
}

/// Buyers of one score, and the smallest and greatest of their values (0 where there is no buyer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Band {
    pub customers: u64,
    pub min: i64,
    pub max: i64,
}

/// The cuts that were set, else those of these buyers.
pub fn cuts(summary: &Summary, rhythm: &Rhythm, fixed: Option<Cuts>) -> Cuts {
    fixed.unwrap_or_else(|| {
        let least = |better: &dyn Fn(usize) -> i64| {
            least_values(summary.buyers.iter().map(better).collect())
        };
        Cuts {
            r: least(&|c| -i64::from(rhythm.last_order_age_days[c])).map(|least| -least),
            f: least(&|c| i64::from(summary.n_orders[c])),
            m: least(&|c| summary.spend_total[c]),
        }
    })
}

/// The scores that these cuts give.
pub fn score(summary: &Summary, rhythm: &Rhythm, cuts: &Cuts) -> Scores {
    let n = summary.n_orders.len();
    let mut out = Scores {
        r: vec![EMPTY_I32; n],
        f: vec![EMPTY_I32; n],
        m: vec![EMPTY_I32; n],
        fm: vec![f64::NAN; n],
    };
    let older = cuts.r.map(|age| -age);
    for c in summary.buyers.iter() {
        let f = score_of(i64::from(summary.n_orders[c]), &cuts.f);
        out.r[c] = score_of(-i64::from(rhythm.last_order_age_days[c]), &older);
        out.f[c] = f;
        out.fm[c] = f64::from(f);
        if summary.spend_total[c] != EMPTY_I64 {
            out.m[c] = score_of(summary.spend_total[c], &cuts.m);
            out.fm[c] = f64::from(f + out.m[c]) / 2.0;
        }
    }
    out
}

/// The buyers of each score with their values.
pub fn bands(buyers: &Mask, scores: &[i32], value: impl Fn(usize) -> i64) -> [Band; 5] {
    let mut bands = [Band::default(); 5];
    for c in buyers.iter().filter(|&c| scores[c] != EMPTY_I32) {
        let (band, value) = (&mut bands[scores[c] as usize - 1], value(c));
        (band.min, band.max) = match band.customers {
            0 => (value, value),
            _ => (band.min.min(value), band.max.max(value)),
        };
        band.customers += 1;
    }
    bands
}

fn score_of(value: i64, least: &[i64; 4]) -> i32 {
    1 + least.iter().filter(|&&least| value >= least).count() as i32
}

/// The least values that get 2, 3, 4 and 5, of values of which more is better.
fn least_values(mut values: Vec<i64>) -> [i64; 4] {
    let n = values.len();
    let (mut least, mut from) = ([0; 4], 0);
    if n == 0 {
        return least;
    }
    for (k, least) in least.iter_mut().enumerate() {
        // Score k + 2 needs 5 · worse ≥ (k + 1) · n, and so this many worse.
        let worse = ((k + 1) * n).div_ceil(5);
        let (_, &mut value, _) = values[from..].select_nth_unstable(worse - 1 - from);
        *least = value.saturating_add(1);
        from = worse - 1;
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{compute, settings::Settings, testing::*};
    use proptest::prelude::*;

    /// The definition, word for word.
    fn scores_slowly(values: &[i64]) -> Vec<i32> {
        let worse = |v: i64| values.iter().filter(|&&other| other < v).count();
        values.iter().map(|&v| 1 + (5 * worse(v) / values.len()) as i32).collect()
    }

    proptest! {
        #[test]
        fn cuts_give_the_scores_of_the_definition(values in prop::collection::vec(-9i64..9, 1..60)) {
            let least = least_values(values.clone());
            let fast: Vec<i32> = values.iter().map(|&v| score_of(v, &least)).collect();
            prop_assert_eq!(fast, scores_slowly(&values));
        }
    }

    #[test]
    fn five_different_buyers_get_one_to_five() {
        let m = measure(
            "a 2024-01-01 10; b 2024-01-02 20; c 2024-01-03 30; d 2024-01-04 40; e 2024-01-05 50",
        );
        check(&m, "r", "a=1 b=2 c=3 d=4 e=5");
        check(&m, "f", "a=1 b=1 c=1 d=1 e=1");
        check(&m, "m", "a=1 b=2 c=3 d=4 e=5");
        check(&m, "fm", "a=1 b=1.5 c=2 d=2.5 e=3");
        let band = |customers, min, max| Band { customers, min, max };
        assert_eq!(m.base.bands.r[0], band(1, 4, 4));
        assert_eq!(
            m.base.bands.f,
            [band(5, 1, 1), band(0, 0, 0), band(0, 0, 0), band(0, 0, 0), band(0, 0, 0)]
        );
        assert_eq!(m.base.bands.m[4], band(1, 5_000, 5_000));
        assert_eq!(m.base.cuts.r, [3, 2, 1, 0]);
        assert_eq!(m.base.cuts.m, [1_001, 2_001, 3_001, 4_001]);
    }

    #[test]
    fn who_bought_nothing_has_no_score() {
        let m = measure("a 2024-01-01 10; b 2024-01-02 -20");
        for (name, expect) in [("r", "a=1 b="), ("f", "a=1 b="), ("m", "a=1 b="), ("fm", "a=1 b=")]
        {
            check(&m, name, expect);
        }
    }

    #[test]
    fn without_money_fm_is_f() {
        let mut shop = portfolio("a 2024-01-01 0; b 2024-01-01 0; b 2024-01-02 0");
        shop.has_money = false;
        let m = compute(&shop, None, &Default::default());
        check(&m, "m", "a= b=");
        check(&m, "fm", "a=1 b=3");
        assert_eq!(m.base.bands.m, [Band::default(); 5]);
    }

    #[test]
    fn cuts_can_be_fixed() {
        let cuts = Cuts { r: [90, 60, 30, 7], f: [2, 3, 4, 5], m: [100, 200, 300, 400] };
        let shop = portfolio("a 2024-01-01 1; a 2024-01-02 1; b 2024-01-26 9; c 2024-01-31 3");
        let m = compute(&shop, None, &Settings { cuts: Some(cuts), ..Settings::default() });
        check(&m, "r", "a=4 b=5 c=5");
        check(&m, "f", "a=2 b=1 c=1");
        check(&m, "m", "a=3 b=5 c=4");
    }
}
