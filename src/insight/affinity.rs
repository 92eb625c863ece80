//! **Affinity** of a product (or category) with the others: how many bought both, how many the first and never the other, how
//! many the other on a later day. Codes are those of a column of the lines; 0, no product, is left out.
//!
//! The trap: what everybody buys goes with everything. So the lift counts: the share of the other's buyers among those of
//! the first over their share among all buyers.

use crate::{mask::Mask, portfolio::columns::Lines};

/// How another product goes with the one in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pair {
    pub code: u32,
    /// Customers with a purchase of the other.
    pub customers: u32,
    pub both: u32,
    /// Of them, those whose first purchase of the other came on a later day.
    pub later: u32,
}

/// A product with all others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Affinity {
    /// Customers with any product.
    pub buyers: u32,
    /// Customers with this one.
    pub customers: u32,
    /// Every other product that any buyer bought.
    pub pairs: Vec<Pair>,
}

impl Affinity {
    /// The products that any of these customers bought, those that most bought first.
    pub fn by_customers(&self) -> Vec<u32> {
        let mut pairs: Vec<&Pair> = self.pairs.iter().collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.customers), pair.code));
        pairs.into_iter().map(|pair| pair.code).collect()
    }
}

/// The affinity of `code`, in one pass over the purchases of these customers up to a day; 0 for none, to count the others.
pub fn affinity(
    lines: &Lines,
    codes: &[u32],
    texts: usize,
    of: &Mask,
    as_of: i32,
    code: u32,
) -> Affinity {
    let mut pairs: Vec<Pair> =
        (0..texts as u32).map(|code| Pair { code, ..Pair::default() }).collect();
    let (mut buyers, mut customers) = (0, 0);
    // First days of the products of one customer; lines stand by day.
    let mut seen = vec![0u32; texts];
    let mut basket: Vec<(u32, i32)> = Vec::new();
    for customer in of.iter() {
        basket.clear();
        for line in lines.of(customer) {
            let bought = codes[line];
            if bought == 0 || lines.is_return[line] || lines.day[line] > as_of {
                continue;
            }
            if seen[bought as usize] != customer as u32 + 1 {
                seen[bought as usize] = customer as u32 + 1;
                basket.push((bought, lines.day[line]));
            }
        }
        buyers += u32::from(!basket.is_empty());
        let first = basket.iter().find(|(bought, _)| *bought == code).map(|(_, day)| *day);
        customers += u32::from(first.is_some());
        for &(bought, day) in &basket {
            let pair = &mut pairs[bought as usize];
            pair.customers += 1;
            if let Some(first) = first {
                pair.both += 1;
                pair.later += u32::from(day > first);
            }
        }
    }
    pairs.retain(|pair| pair.code != code && pair.customers > 0);
    Affinity { buyers, customers, pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Lines of these customers: day and code; a negative code is a return.
    fn lines(customers: &[&[(i32, i32)]]) -> (Lines, Vec<u32>) {
        let mut lines = Lines { first: vec![0], ..Lines::default() };
        let mut codes = Vec::new();
        for customer in customers {
            for &(day, code) in *customer {
                lines.day.push(day);
                lines.is_return.push(code < 0);
                codes.push(code.unsigned_abs());
            }
            lines.first.push(codes.len() as u32);
        }
        (lines, codes)
    }

    /// By sets of days, pair by pair.
    fn naive(customers: &[&[(i32, i32)]], a: i32, b: i32) -> (u32, u32, u32) {
        let firsts: Vec<BTreeMap<i32, i32>> = customers
            .iter()
            .map(|lines| {
                let mut firsts = BTreeMap::new();
                for &(day, code) in lines.iter().filter(|(day, code)| *code > 0 && *day <= 100) {
                    firsts.entry(code).or_insert(day);
                }
                firsts
            })
            .collect();
        let count = |keep: &dyn Fn(&BTreeMap<i32, i32>) -> bool| {
            firsts.iter().filter(|f| keep(f)).count() as u32
        };
        (
            count(&|f| f.contains_key(&b)),
            count(&|f| f.contains_key(&a) && f.contains_key(&b)),
            count(&|f| f.contains_key(&a) && f.get(&b).is_some_and(|day| *day > f[&a])),
        )
    }

    #[test]
    fn pairs_are_counted_as_by_hand() {
        let customers: [&[(i32, i32)]; 6] = [
            &[(1, 1), (1, 2), (5, 3), (6, 3)],
            &[(1, 2), (3, 1), (4, 2)],
            &[(1, 3), (2, -1), (3, 0)],
            &[],
            &[(1, 1), (101, 2)],
            &[(2, 2), (2, 3)],
        ];
        let (lines, codes) = lines(&customers);
        for a in 1..=3 {
            let found = affinity(&lines, &codes, 4, &Mask::all(6), 100, a);
            assert_eq!(found.buyers, 5);
            for b in (1..=3).filter(|b| *b != a) {
                let (n, both, later) = naive(&customers, a as i32, b as i32);
                let pair = found.pairs.iter().find(|pair| pair.code == b).copied();
                let expected = (n > 0).then_some(Pair { code: b, customers: n, both, later });
                assert_eq!(pair, expected, "{a} {b}");
            }
        }
    }
}
