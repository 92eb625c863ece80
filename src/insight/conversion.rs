//! **Conversion**: an act of a kind, a visit, a complaint, a campaign answered. Its **value** is what customers spend in the days
//! after their first one, against what customers alike, who never did it, spend in as many days. **Alike**: ordered before,
//! and as often in the year before, in the same month.
//!
//! The traps: it is an association, no effect, for who acts may have meant to buy anyway; and days that are not over yet say
//! too little, so only those count whose days all lie before the end.

use crate::{
    calendar::Day,
    measures::table::Table,
    portfolio::columns::{EMPTY_I32, Portfolio},
};
use std::collections::BTreeMap;

/// What customers spent after an act and what their like spent. Minor units a head.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Conversion {
    /// Customers who did it and whose days are over.
    pub converted: u32,
    /// Of them, those who had ordered before and have their like.
    pub compared: u32,
    pub spent: f64,
    pub alike: f64,
    /// The difference's 95 % interval.
    pub low: f64,
    pub high: f64,
}

/// Orders in the year before, roughly.
fn band(orders: usize) -> u8 {
    match orders {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        _ => 3,
    }
}

/// Count, sum and sum of squares.
#[derive(Default, Clone, Copy)]
struct Sums {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, value: f64) {
        self.n += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn mean(&self) -> f64 {
        self.sum / self.n
    }

    /// Of the mean; 0 for one alone.
    fn variance(&self) -> f64 {
        if self.n < 2.0 {
            return 0.0;
        }
        ((self.squares - self.sum * self.mean()) / (self.n - 1.0)).max(0.0) / self.n
    }
}

/// The value of an act of this kind (its code) over so many days; none where nobody can be compared.
pub fn conversion(
    portfolio: &Portfolio,
    table: &Table,
    kind: u32,
    days: i32,
) -> Option<Conversion> {
    let (events, as_of) = (&portfolio.events, table.as_of?);
    let first_of = |customer: usize| {
        let days = events.of(customer).filter(|&event| events.kind[event] == kind);
        days.map(|event| events.day[event]).find(|&day| day != EMPTY_I32 && day <= as_of)
    };
    let (mut acts, mut never) = (Vec::new(), Vec::new());
    for customer in table.exists.iter() {
        match first_of(customer) {
            Some(day) if day <= as_of - days => acts.push((customer, day)),
            Some(_) => {}
            None => never.push(customer),
        }
    }
    // How often in the year before, and what is spent after; none for who had not ordered yet.
    let around = |customer: usize, day: i32| {
        let (mut ever, mut year, mut spent) = (false, 0, 0i64);
        for order in portfolio.orders.of(customer).filter(|&order| table.orders.is_order(order)) {
            let at = table.orders.day[order];
            ever |= at < day;
            year += usize::from(at < day && at >= day - 365);
            if at > day && at <= day + days {
                spent += table.orders.amount[order];
            }
        }
        ever.then(|| (band(year), spent as f64))
    };
    let mut strata = BTreeMap::<(i32, u8), (Sums, Sums)>::new();
    for &(customer, day) in &acts {
        if let Some((band, spent)) = around(customer, day) {
            strata.entry((Day(day).month_start().0, band)).or_default().0.add(spent);
        }
    }
    let mut months: Vec<i32> = strata.keys().map(|(month, _)| *month).collect();
    months.dedup();
    for month in months {
        // The middle of the month, if its days are over.
        let day = (month + 14).min(as_of - days);
        for &customer in &never {
            if let Some((band, spent)) = around(customer, day)
                && let Some((_, others)) = strata.get_mut(&(month, band))
            {
                others.add(spent);
            }
        }
    }
    let both: Vec<(Sums, Sums)> =
        strata.into_values().filter(|(_, others)| others.n > 0.0).collect();
    let n: f64 = both.iter().map(|(own, _)| own.n).sum();
    if n == 0.0 {
        return None;
    }
    let over = |value: &dyn Fn(&(Sums, Sums)) -> f64| both.iter().map(value).sum::<f64>();
    let spent = over(&|(own, _)| own.sum) / n;
    let alike = over(&|(own, others)| own.n * others.mean()) / n;
    let variance =
        over(&|(own, others)| (own.n / n).powi(2) * (own.variance() + others.variance()));
    let half = 1.96 * variance.sqrt();
    Some(Conversion {
        converted: acts.len() as u32,
        compared: n as u32,
        spent,
        alike,
        low: spent - alike - half,
        high: spent - alike + half,
    })
}
