//! **Cohorts**: the customers whose first order lies in one calendar period, followed from period to period: who of them
//! ordered, what they brought, what they have brought so far.
//!
//! An order counts in the period of its day, money in the period of its line's day; a return dated before its
//! customer's first order counts in the period of that order, so that a whole row adds up to the `spend_total` of its
//! customers. A row's cell 0 is the cohort's own period, in which everybody ordered.
//!
//! The trap: the ends of the data. A cell whose period begins after the last known day does not exist (it is not zero),
//! the last one may be a part of its period only, and the first row holds everybody who had bought before the
//! data begins.

use super::periods::Periods;
use crate::{
    calendar::Period,
    mask::Mask,
    measures::{settings::Returns, table::Table},
    portfolio::columns::{Column, EMPTY_I32, Portfolio},
};

/// Most cohorts of an answer: the latest. Older ones are counted in [`Cohorts::older`].
pub const MAX_COHORTS: usize = 120;

/// The cohorts of a group, oldest first. A period in which nobody came has a row without customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    pub period: Period,
    pub rows: Vec<Cohort>,
    /// Customers of cohorts older than the first row.
    pub older: u32,
    /// Whether the last period, and with it the last cell of every row, is known in part only.
    pub partial: bool,
    /// Whether the first row is of the data's first period, and so also holds who had bought before.
    pub from_start: bool,
}

/// The customers who came in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// First and last day of the period.
    pub days: (i32, i32),
    pub customers: u32,
    /// One for each period from their own to the last that the data knows.
    pub cells: Vec<CohortCell>,
}

/// A cohort in a later period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CohortCell {
    /// First and last day of the period.
    pub days: (i32, i32),
    /// How many of the cohort have an order in it.
    pub active: u32,
    /// What the cohort spent in it, in minor units; 0 where the data has no money.
    pub revenue: i64,
    /// What it has spent up to its end.
    pub cumulative: i64,
}

impl Cohort {
    /// Share of the cohort with an order in the period so many periods after its own; none without a customer or beyond
    /// the data.
    pub fn share(&self, since: usize) -> Option<f64> {
        let cell = self.cells.get(since)?;
        (self.customers > 0).then(|| f64::from(cell.active) / f64::from(self.customers))
    }
}

/// The cohorts of the group's buyers by period of first order, at most the latest `most` of them.
pub fn cohorts(
    portfolio: &Portfolio,
    table: &Table,
    returns: Returns,
    of: &Mask,
    period: Period,
    most: usize,
) -> Cohorts {
    let mut buyers = of.clone();
    buyers.and(&table.buyers);
    let nothing = Cohorts { period, rows: Vec::new(), older: 0, partial: false, from_start: false };
    let Some(Column::Day(first_order)) = table.get("first_order") else { return nothing };
    let (Some(as_of), Some((begin, end))) = (table.as_of, portfolio.span()) else { return nothing };
    let Some(first) = buyers.iter().map(|c| first_order[c]).min() else { return nothing };
    let end = end.min(as_of);
    let periods = Periods::new(period, first, end);
    if periods.is_empty() {
        return nothing;
    }

    let from = periods.len().saturating_sub(most.min(MAX_COHORTS));
    let mut rows: Vec<Cohort> = (from..periods.len())
        .map(|own| Cohort {
            days: periods.days(own),
            customers: 0,
            cells: (own..periods.len())
                .map(|place| CohortCell { days: periods.days(place), ..CohortCell::default() })
                .collect(),
        })
        .collect();
    let mut older = 0;
    for customer in buyers.iter() {
        match periods.of(first_order[customer]) {
            Some(own) if own >= from => {
                let row = &mut rows[own - from];
                row.customers += 1;
                follow(portfolio, table, returns, &periods, own, customer, &mut row.cells);
            }
            _ => older += 1,
        }
    }
    for row in &mut rows {
        let mut so_far = 0i64;
        for cell in &mut row.cells {
            so_far = so_far.saturating_add(cell.revenue);
            cell.cumulative = so_far;
        }
    }
    let last = periods.len() - 1;
    Cohorts {
        period,
        rows,
        older,
        partial: periods.days(last).1 > end,
        from_start: from == 0 && periods.of(begin) == Some(0),
    }
}

/// Adds the orders and the lines of a customer to the cells of the customer's cohort.
fn follow(
    portfolio: &Portfolio,
    table: &Table,
    returns: Returns,
    periods: &Periods,
    own: usize,
    customer: usize,
    cells: &mut [CohortCell],
) {
    let mut seen = None;
    for &day in &table.orders.day[portfolio.orders.of(customer)] {
        // Orders of a customer stand by day: a new period is one not yet counted.
        let place = if day == EMPTY_I32 { None } else { periods.of(day) };
        if place.is_some() && place != seen {
            seen = place;
            cells[place.unwrap_or(own) - own].active += 1;
        }
    }
    let lines = &portfolio.lines;
    for line in lines.of(customer) {
        let day = lines.day[line];
        if day > periods.ends.1 {
            break;
        }
        if returns == Returns::Net || !lines.is_return[line] {
            let since = periods.of(day).unwrap_or(own).saturating_sub(own);
            cells[since].revenue = cells[since].revenue.saturating_add(lines.amount[line]);
        }
    }
}

#[cfg(test)]
#[path = "cohorts_tests.rs"]
mod tests;
