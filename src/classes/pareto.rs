//! **Pareto class**: A buyers bring the first 80 % of positive spend, B those up to 95 %, C the rest. **Promotion
//! gap**: the money a B or C customer lacks to the lowest A.
//!
//! The trap: a customer's class goes by the share *before* the customer, so that the one who crosses 80 % is
//! still A and a single buyer is A. Shares are compared in whole numbers of minor units; ties go by the
//! customer's id as text, which is the order of the rows. Zero and negative spend is C.

use super::rules::NO_ORDER;
use crate::{
    mask::Mask,
    portfolio::columns::{Column, EMPTY_CLASS, EMPTY_I64},
};
use serde::{Deserialize, Serialize};

/// The names of the classes, in the order of their codes.
pub const NAMES: [&str; 4] = ["A", "B", "C", NO_ORDER];

/// Cumulative shares of positive spend up to which customers are A and B, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    pub a: u32,
    pub b: u32,
}

impl Default for Shares {
    fn default() -> Self {
        Shares { a: 80, b: 95 }
    }
}

/// The least spend of an A and of a B, in minor units: cuts of an earlier day, by which later ones can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Least {
    pub a: i64,
    pub b: i64,
}

impl Least {
    /// Those of a class column; none where nobody is A. Without a B, the one of A.
    pub fn of(column: &Column, spend_total: &[i64]) -> Option<Least> {
        let Column::Class { codes, .. } = column else { return None };
        let least = |class: u8| {
            let own = codes.iter().zip(spend_total).filter(|&(&code, _)| code == class);
            own.map(|(_, &spend)| spend).min()
        };
        let a = least(0)?;
        Some(Least { a, b: least(1).unwrap_or(a) })
    }
}

/// Up to this share of customers in A, in per cent, the base is concentrated.
pub const CONCENTRATED: u64 = 30;

/// The true pair: so many customers bring so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParetoFacts {
    /// Customers of class A.
    pub customers: u64,
    pub buyers: u64,
    /// Their part of positive spend, in minor units.
    pub spend: i64,
    /// All positive spend.
    pub positive_spend: i64,
    /// The lowest `spend_total` of class A.
    pub lowest: i64,
}

impl ParetoFacts {
    /// A's number / buyers.
    pub fn customers_share(&self) -> f64 {
        self.customers as f64 / self.buyers as f64
    }

    /// A's part of positive spend.
    pub fn spend_share(&self) -> f64 {
        self.spend as f64 / self.positive_spend as f64
    }

    /// Whether few bring most.
    pub fn concentrated(&self) -> bool {
        self.customers * 100 <= CONCENTRATED * self.buyers
    }
}

/// The classes, the gaps, and the true pair (none where no buyer spent anything). Customers that do not exist
/// have no class; without money nobody has one. With `least`, these cuts decide and the shares do not.
pub fn classify(
    exists: &Mask,
    buyers: &Mask,
    spend_total: &[i64],
    shares: Shares,
    least: Option<Least>,
) -> (Column, Column, Option<ParetoFacts>) {
    let [a, b, c, no_order] = [0u8, 1, 2, 3];
    let n = spend_total.len();
    let mut codes = vec![EMPTY_CLASS; n];
    let mut gaps = vec![EMPTY_I64; n];
    let has_money = exists.iter().any(|i| spend_total[i] != EMPTY_I64);
    let mut facts = None;
    if has_money {
        exists.iter().for_each(|i| codes[i] = no_order);
        buyers.iter().for_each(|i| codes[i] = c);
        let set = |i: usize, is_a| codes[i] = if is_a { a } else { b };
        facts = match least {
            Some(least) => cut(buyers, spend_total, least, set),
            None => rank(buyers, spend_total, shares, set),
        };
        if let Some(ParetoFacts { lowest, .. }) = facts {
            for i in buyers.iter().filter(|&i| codes[i] != a) {
                gaps[i] = lowest.saturating_sub(spend_total[i]);
            }
        }
    }
    let names = NAMES.map(String::from).into();
    (Column::Class { codes, names }, Column::Money(gaps), facts)
}

/// Calls `set` with every A (true) and B (false).
fn rank(
    buyers: &Mask,
    spend_total: &[i64],
    shares: Shares,
    mut set: impl FnMut(usize, bool),
) -> Option<ParetoFacts> {
    let mut ranked: Vec<(i64, u32)> = (buyers.iter())
        .filter(|&i| spend_total[i] > 0)
        .map(|i| (spend_total[i], i as u32))
        .collect();
    ranked.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    let total = ranked.iter().fold(0i64, |sum, &(spend, _)| sum.saturating_add(spend));
    let (below_a, below_b) = (part(total, shares.a), part(total, shares.b));
    let mut facts = ParetoFacts {
        customers: 0,
        buyers: buyers.count() as u64,
        spend: 0,
        positive_spend: total,
        lowest: 0,
    };
    let mut before = 0i64;
    for &(spend, customer) in &ranked {
        if before < below_a {
            facts.customers += 1;
            facts.spend = facts.spend.saturating_add(spend);
            facts.lowest = spend;
            set(customer as usize, true);
        } else if before < below_b {
            set(customer as usize, false);
        } else {
            break;
        }
        before = before.saturating_add(spend);
    }
    (facts.customers > 0).then_some(facts)
}

/// Calls `set` with every A (true) and B (false) by fixed cuts.
fn cut(
    buyers: &Mask,
    spend_total: &[i64],
    least: Least,
    mut set: impl FnMut(usize, bool),
) -> Option<ParetoFacts> {
    let mut facts = ParetoFacts {
        customers: 0,
        buyers: buyers.count() as u64,
        spend: 0,
        positive_spend: 0,
        lowest: least.a,
    };
    for customer in buyers.iter().filter(|&customer| spend_total[customer] > 0) {
        let spend = spend_total[customer];
        facts.positive_spend = facts.positive_spend.saturating_add(spend);
        if spend >= least.a {
            facts.customers += 1;
            facts.spend = facts.spend.saturating_add(spend);
            set(customer, true);
        } else if spend >= least.b {
            set(customer, false);
        }
    }
    (facts.customers > 0).then_some(facts)
}

/// The least whole sum that is not below this share of the total: `sum < share` just when `sum < part`.
fn part(total: i64, per_cent: u32) -> i64 {
    let hundredths = total as i128 * i128::from(per_cent.min(100));
    ((hundredths + 99) / 100) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classes(spend: &[i64], shares: Shares) -> (String, Vec<i64>, Option<ParetoFacts>) {
        let all = Mask::all(spend.len());
        let (Column::Class { codes, .. }, Column::Money(gaps), facts) =
            classify(&all, &all, spend, shares, None)
        else {
            unreachable!("a class and money")
        };
        (codes.iter().map(|&code| NAMES[code as usize]).collect(), gaps, facts)
    }

    #[test]
    fn the_share_before_the_customer_decides() {
        for (spend, expect) in [
            (&[100][..], "A"),
            (&[80, 15, 5], "ABC"),
            (&[5, 15, 80], "CBA"),
            (&[79, 16, 4, 1], "AACC"),
            (&[50, 50], "AA"),
            (&[20, 20, 20, 20, 20], "AAAAB"),
            (&[100, 0, -40], "ACC"),
            (&[0, -1], "CC"),
            // Ties by place, which is the id as text.
            (&[10, 10, 10, 10, 10, 10, 10, 10, 10, 10], "AAAAAAAABB"),
        ] {
            assert_eq!(classes(spend, Shares::default()).0, expect, "{spend:?}");
        }
        assert_eq!(classes(&[40, 30, 20, 10], Shares { a: 50, b: 70 }).0, "AACC");
    }

    #[test]
    fn cuts_of_an_earlier_day_decide_alone() {
        let then = [80, 15, 15, 5];
        let all = Mask::all(4);
        let (column, ..) = classify(&all, &all, &then, Shares::default(), None);
        let least = Least::of(&column, &then);
        assert_eq!(least, Some(Least { a: 15, b: 15 }));
        // Ties with the lowest share its class, and so nobody moves who did nothing.
        let now = [80, 15, 15, 500];
        let (column, gaps, facts) = classify(&all, &all, &now, Shares::default(), least);
        let Column::Class { codes, .. } = &column else { unreachable!("a class") };
        assert_eq!(codes, &[0, 0, 0, 0]);
        assert!(gaps.is_empty_at(0) && facts.is_some_and(|f| f.spend == 610 && f.lowest == 15));
        assert_eq!(
            Least::of(&Column::Class { codes: vec![2], names: Default::default() }, &[0]),
            None
        );
    }

    #[test]
    fn the_gap_is_to_the_lowest_a() {
        let (_, gaps, facts) = classes(&[80, 15, 5, -10], Shares::default());
        assert_eq!(gaps, [EMPTY_I64, 65, 75, 90]);
        let facts = facts.unwrap();
        assert_eq!((facts.customers_share(), facts.spend_share()), (0.25, 0.8));
        assert!(facts.concentrated());
        assert!(!classes(&[1, 1, 1], Shares::default()).2.unwrap().concentrated());
        assert_eq!(classes(&[0, -1], Shares::default()).2, None);
    }

    #[test]
    fn nobody_without_money_and_no_order_without_an_order() {
        let (all, none) = (Mask::all(2), Mask::none(2));
        let (column, gaps, _) = classify(&all, &all, &[EMPTY_I64; 2], Shares::default(), None);
        assert!(column.is_empty_at(0) && gaps.is_empty_at(0));
        let (column, gaps, _) = classify(&all, &none, &[-5, 0], Shares::default(), None);
        let Column::Class { codes, names } = column else { unreachable!("a class") };
        assert_eq!((codes, names[3].as_str()), (vec![3, 3], NO_ORDER));
        assert!(gaps.is_empty_at(0));
    }

    proptest! {
        #[test]
        fn classes_follow_the_definition(spend in prop::collection::vec(-5i64..60, 1..30)) {
            let (found, ..) = classes(&spend, Shares::default());
            let total: i64 = spend.iter().filter(|&&s| s > 0).sum();
            for (i, &own) in spend.iter().enumerate() {
                let ahead = |j: usize| spend[j] > own || (spend[j] == own && j < i);
                let before: i64 = (0..spend.len()).filter(|&j| spend[j] > 0 && ahead(j)).map(|j| spend[j]).sum();
                let expect = match () {
                    () if own <= 0 => "C",
                    () if 100 * before < 80 * total => "A",
                    () if 100 * before < 95 * total => "B",
                    () => "C",
                };
                prop_assert_eq!(&found[i..=i], expect);
            }
        }
    }
}
