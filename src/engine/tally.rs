//! Who is in which class, and what they bring: one pass over a class column.

use super::view::ClassRow;
use crate::{
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, EMPTY_CLASS, EMPTY_I64},
    query::print::{print_name, quote},
};

/// Customers, selected customers and spend of a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub customers: u32,
    pub selected: u32,
    /// Minor units.
    pub spend: i64,
}

impl Tally {
    /// Counts one customer.
    pub fn add(&mut self, selected: bool, spend: i64) {
        self.customers += 1;
        self.selected += u32::from(selected);
        if spend != EMPTY_I64 {
            self.spend += spend;
        }
    }
}

/// Spend of a customer; none where the data has no money.
pub fn spend(table: &Table) -> &[i64] {
    match table.get("spend_total") {
        Some(Column::Money(values)) => values,
        _ => &[],
    }
}

/// Sum of a money column over some customers, in minor units.
pub fn sum_of(table: &Table, name: &str, of: &Mask) -> i64 {
    let Some(Column::Money(values)) = table.get(name) else { return 0 };
    of.iter().map(|customer| values[customer]).filter(|&value| value != EMPTY_I64).sum()
}

/// What a selection spent, by what the one before it did: an edit mostly moves few. Right for one state of the base.
#[derive(Debug, Default)]
pub struct Spent {
    of: Mask,
    sum: i64,
}

impl Spent {
    /// Sum of all spend of these, in minor units.
    pub fn by(&mut self, table: &Table, of: &Mask) -> i64 {
        let is_close = self.of.len() == of.len() && self.of.count_differing(of) < of.count();
        let sum = |of: &Mask| sum_of(table, "spend_total", of);
        self.sum = match is_close {
            true => {
                let without = |a: &Mask, b: &Mask| {
                    let mut rest = a.clone();
                    rest.and_not(b);
                    rest
                };
                self.sum + sum(&without(of, &self.of)) - sum(&without(&self.of, of))
            }
            false => sum(of),
        };
        self.of.clone_from(of);
        self.sum
    }
}

/// Rows of a classification in its own order, those without customers left out.
pub fn class_rows(
    table: &Table,
    field: &str,
    selected: &Mask,
    money: Option<u32>,
) -> Vec<ClassRow> {
    let Some(Column::Class { codes, names }) = table.get(field) else { return Vec::new() };
    let mut tallies = vec![Tally::default(); names.len()];
    let spend = spend(table);
    for customer in table.exists.iter() {
        if codes[customer] != EMPTY_CLASS {
            let spend = spend.get(customer).copied().unwrap_or(EMPTY_I64);
            tallies[codes[customer] as usize].add(selected.get(customer), spend);
        }
    }
    let total: i64 = tallies.iter().map(|tally| tally.spend).sum();
    names
        .iter()
        .zip(tallies)
        .filter(|(_, tally)| tally.customers > 0)
        .map(|(name, tally)| ClassRow {
            name: name.clone(),
            customers: tally.customers,
            selected: tally.selected,
            revenue: money.map(|decimals| major(tally.spend, decimals)),
            revenue_share: money.filter(|_| total > 0).map(|_| tally.spend as f64 / total as f64),
            query: format!("{} = {}", print_name(field), quote(name)),
        })
        .collect()
}

/// The middle of some numbers, or of the two in the middle; none of none.
pub fn median(mut numbers: Vec<i64>) -> Option<f64> {
    numbers.sort_unstable();
    let n = numbers.len();
    let (low, high) = (numbers.get(n.checked_sub(1)? / 2)?, numbers.get(n / 2)?);
    Some((low + high) as f64 / 2.0)
}

/// Minor units as major ones, for showing.
pub fn major(units: i64, decimals: u32) -> f64 {
    units as f64 / 10f64.powi(decimals as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::sample;

    #[test]
    fn a_selection_spent_the_same_whatever_came_before_it() {
        let engine = sample();
        let table = &engine.base().expect("a base").table;
        let n = table.len();
        let mut spent = Spent::default();
        // Each close to the one before it, or far from it.
        for (from, to) in [(0, 40), (3, 42), (3, 42), (0, n), (1, n), (5, 9), (0, 0), (7, 30)] {
            let of = Mask::from_fn(n, |i| (from..to).contains(&i) && i % 7 != 3);
            assert_eq!(spent.by(table, &of), sum_of(table, "spend_total", &of), "{from}..{to}");
        }
        let everyone = sum_of(table, "spend_total", &table.exists);
        assert!(everyone > 0 && spent.by(table, &table.exists) == everyone);
    }
}
