//! The cohort picture and the conditions its marks stand for.

use super::{Moment, between, is_chosen, money, view::*};
use crate::{calendar::Period, engine::base::Base, insight::cohorts, query::edit};

/// The cohorts of whom the selection leaves without the picture's own conditions.
pub fn view(moment: &mut Moment, period: Period) -> CohortsView {
    let Base { portfolio, table, .. } = &*moment.base;
    let data = moment.base.data(moment.rules);
    let rest = edit::without(&moment.selection.node, edit::is_cohort_mark);
    // The selection was evaluated whole, so a part of it can be.
    let of = moment.evaluator.mask(&rest, &data).unwrap_or_else(|_| table.exists.clone());
    let returns = moment.rules.settings.returns;
    let found = cohorts::cohorts(portfolio, table, returns, &of, period, COHORT_ROWS);
    let chosen = edit::parts(&moment.selection.node);
    let money = money(moment.base);
    let rows: Vec<CohortRow> = found
        .rows
        .iter()
        .map(|row| {
            let query = format!("first_order {}", between(row.days.0, row.days.1));
            let last = row.cells.len() - 1;
            let cells = row.cells.iter().enumerate().map(|(since, cell)| {
                let window = between(cell.days.0, cell.days.1);
                let query = format!("{query} and orders(count >= 1, {window})");
                CohortCell {
                    start: cell.days.0,
                    active: cell.active,
                    share: row.share(since),
                    revenue: money(cell.revenue).filter(|_| row.customers > 0),
                    value: money(cell.cumulative)
                        .filter(|_| row.customers > 0)
                        .map(|sum| sum / f64::from(row.customers)),
                    partial: found.partial && since == last,
                    chosen: is_chosen(&chosen, &query),
                    query,
                }
            });
            CohortRow {
                start: row.days.0,
                customers: row.customers,
                cells: cells.collect(),
                chosen: is_chosen(&chosen, &query),
                query,
            }
        })
        .collect();
    CohortsView {
        revision: moment.revision,
        period,
        average: average(&rows),
        rows,
        older: found.older,
        partial: found.partial,
        from_start: found.from_start,
    }
}

/// The share of all cohorts together at each number of periods since, over those that the data covers whole.
fn average(rows: &[CohortRow]) -> Vec<Option<f64>> {
    let n = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..n)
        .map(|since| {
            let (mut active, mut of) = (0u32, 0u32);
            for row in rows {
                if let Some(cell) = row.cells.get(since).filter(|cell| !cell.partial) {
                    active += cell.active;
                    of += row.customers;
                }
            }
            (of > 0).then(|| f64::from(active) / f64::from(of))
        })
        .collect()
}
