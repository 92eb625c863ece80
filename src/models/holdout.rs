//! The **hold-out error**: fit a model on the first two thirds of the days, let it predict the last third,
//! and set that against what happened.
//!
//! The trap: who is predicted. Customers whose first order comes after the **split day** are unknown then and
//! count on neither side.

use super::{
    histories::{Base, History, histories},
    purchase,
    refusal::Refusal,
};
use crate::{
    measures::{settings::PurchaseModel, table::Table},
    portfolio::columns::Portfolio,
};
use serde::{Deserialize, Serialize};

/// What a model knew on the split day, against what came.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Holdout {
    /// The last day that the model saw.
    pub split_day: i32,
    /// Customers who had ordered by then.
    pub customers: u32,
    /// Order days expected of them from the day after to `as_of`.
    pub predicted_orders: f64,
    /// Order days that they had.
    pub actual_orders: u64,
    /// predicted / actual − 1; none where they had none.
    pub error: Option<f64>,
}

/// First day + two thirds of the days to `as_of`, rounded down.
pub fn split_day(first_day: i32, as_of: i32) -> i32 {
    // Whole numbers; a difference of days fits an i64 doubled.
    first_day + ((i64::from(as_of) - i64::from(first_day)) * 2).div_euclid(3) as i32
}

/// Fits `model` as of the split day and predicts the rest. `table` is as of its `as_of`, `now` are the histories
/// as of that day.
pub fn holdout(
    portfolio: &Portfolio,
    table: &Table,
    now: &[Option<History>],
    model: PurchaseModel,
) -> Result<Holdout, Refusal> {
    let (Some(as_of), Some((first_day, _))) = (table.as_of, portfolio.span()) else {
        return Err(Refusal::TooFewBuyers { n: 0 });
    };
    let split_day = split_day(first_day, as_of);
    let then = histories(portfolio, &table.orders, split_day);
    let base = Base::group(&then);
    let model = purchase::fit(&base, model)?;
    let days = f64::from(as_of) - f64::from(split_day);
    let mut predicted_orders = 0.0;
    let mut living = (None, 0.0);
    for group in &base.groups {
        let key = Some((group.history.x, group.history.t_days));
        if living.0 != key {
            living = (key, model.orders_if_alive(group.history.x, group.history.t_days, days));
        }
        predicted_orders += f64::from(group.n) * model.p_alive(&group.history) * living.1;
    }
    let actual_orders =
        then.iter().zip(now).filter_map(|(a, b)| Some(u64::from((*b)?.x - (*a)?.x))).sum();
    let error = (actual_orders > 0).then(|| predicted_orders / actual_orders as f64 - 1.0);
    Ok(Holdout { split_day, customers: base.n, predicted_orders, actual_orders, error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_split_is_two_thirds_of_the_days_rounded_down() {
        for (first, as_of, expect) in
            [(0, 0, 0), (0, 1, 0), (0, 2, 1), (0, 3, 2), (-2, 1, 0), (9_862, 10_407, 10_225)]
        {
            assert_eq!(split_day(first, as_of), expect, "{first} {as_of}");
        }
    }
}
