//! What a buyer is **worth**: the **forecast** (orders to come), the **expected ticket** (spend an order day), and
//! `clv_12m` from both, month by month; what may be spent to keep a customer.
//!
//! The trap: a customer's own average ticket is noise after one order. Either the Gamma-Gamma model pulls it towards the
//! others', or, where that model is refused, so does the shrunken mean: as if each customer had made
//! [`SHRINKAGE`] more orders at the base's average.

use super::{
    gamma_gamma::GammaGamma,
    histories::{Group, History},
    purchase::Purchase,
};
use serde::{Deserialize, Serialize};

/// Days of `p_order_30d`.
pub const MONTH_AHEAD: f64 = 30.0;
/// Days of 12 months.
pub const YEAR_AHEAD: f64 = 365.0;
/// Months of `clv_12m`, each a twelfth of [`YEAR_AHEAD`].
pub const MONTHS: i32 = 12;
/// Orders at the base's average that the shrunken mean adds to the customer's own.
pub const SHRINKAGE: f64 = 2.0;

/// What is to come from a buyer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    pub p_alive: f64,
    pub p_order_30d: f64,
    pub expected_orders_12m: f64,
    /// Expected orders of each month, discounted to today, summed: times ticket and margin it is `clv_12m`.
    pub discounted_orders_12m: f64,
}

/// The forecast of each of some groups of a base; `discount_rate` a year.
pub fn forecasts(model: &Purchase, groups: &[Group], discount_rate: f64) -> Vec<Forecast> {
    let mut year = Year::default();
    let mut of: Option<(u32, u32)> = None;
    groups
        .iter()
        .map(|group| {
            // Groups stand by x, then T, on which alone the orders of the living depend.
            let history = &group.history;
            if of != Some((history.x, history.t_days)) {
                of = Some((history.x, history.t_days));
                year = Year::of(model, history, discount_rate);
            }
            let p_alive = model.p_alive(history);
            Forecast {
                p_alive,
                p_order_30d: model.p_order(history, MONTH_AHEAD),
                expected_orders_12m: p_alive * year.orders,
                discounted_orders_12m: p_alive * year.discounted,
            }
        })
        .collect()
}

/// Orders of twelve months of a customer who has not left.
#[derive(Debug, Clone, Copy, Default)]
struct Year {
    orders: f64,
    discounted: f64,
}

impl Year {
    fn of(model: &Purchase, history: &History, discount_rate: f64) -> Year {
        let mut year = Year::default();
        for month in 1..=MONTHS {
            let share = f64::from(month) / f64::from(MONTHS);
            let until = model.orders_if_alive(history.x, history.t_days, YEAR_AHEAD * share);
            year.discounted += (until - year.orders) / (1.0 + discount_rate).powf(share);
            year.orders = until;
        }
        year
    }
}

/// How the expected ticket is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum TicketRule {
    GammaGamma(GammaGamma),
    /// Towards the base's spend an order, in major units.
    ShrunkenMean {
        base_mean: f64,
    },
}

/// What a ticket is reckoned from. Money in major units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    pub n_orders: u32,
    pub spend_total: f64,
    /// Repeat days.
    pub x: u32,
    /// NaN where there is none.
    pub repeat_spend_mean: f64,
}

impl TicketRule {
    /// The expected spend of an order day, in major units, not below 0.
    pub fn ticket(&self, spending: &Spending) -> f64 {
        match self {
            TicketRule::GammaGamma(model) if spending.repeat_spend_mean > 0.0 => {
                model.expected_ticket(spending.x, spending.repeat_spend_mean)
            }
            TicketRule::GammaGamma(model) => model.expected_ticket(0, 0.0),
            TicketRule::ShrunkenMean { base_mean } => {
                let total = spending.spend_total + SHRINKAGE * base_mean;
                (total / (f64::from(spending.n_orders) + SHRINKAGE)).max(0.0)
            }
        }
    }
}

/// The most that is worth spending on a customer or a segment: its `clv_12m` times the chance, the user's
/// estimate, that the action works. Not below 0.
pub fn investment_ceiling(clv_12m: f64, chance: f64) -> f64 {
    (clv_12m * chance).max(0.0)
}

/// The chance that an action of this cost must have to break even on customers of this `clv_12m` in sum; above 1 it
/// never does. None where they are worth nothing.
pub fn break_even_uplift(cost: f64, clv_12m: f64) -> Option<f64> {
    (clv_12m > 0.0).then(|| cost / clv_12m)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{measures::settings::PurchaseModel, models::histories::Base};

    fn spending(n_orders: u32, spend_total: f64, x: u32, repeat_spend_mean: f64) -> Spending {
        Spending { n_orders, spend_total, x, repeat_spend_mean }
    }

    #[test]
    fn the_shrunken_mean_pulls_towards_the_base() {
        let rule = TicketRule::ShrunkenMean { base_mean: 30.0 };
        let check = |n, total, expect: f64| {
            assert_eq!(rule.ticket(&spending(n, total, 0, f64::NAN)), expect, "{n} {total}");
        };
        check(1, 90.0, 50.0);
        check(8, 40.0, 10.0);
        check(2, -200.0, 0.0);
        let worthless = TicketRule::ShrunkenMean { base_mean: -5.0 };
        assert_eq!(worthless.ticket(&spending(1, 1.0, 0, f64::NAN)), 0.0);
    }

    #[test]
    fn without_repeat_spend_the_ticket_is_the_mean_of_the_model() {
        let model = GammaGamma {
            p: 6.25,
            q: 3.74,
            gamma: 15.44,
            log_likelihood: 0.0,
            n: 946,
            correlation: 0.0,
            refused: None,
        };
        let rule = TicketRule::GammaGamma(model);
        let mean = 6.25 * 15.44 / 2.74;
        for (x, m) in [(0, f64::NAN), (3, 0.0), (3, -4.0), (3, f64::NAN)] {
            assert!((rule.ticket(&spending(4, 10.0, x, m)) - mean).abs() < 1e-12, "{x} {m}");
        }
        let own = rule.ticket(&spending(2, 10.0, 1, 10.0));
        assert!(own > 10.0 && own < mean, "{own}");
    }

    #[test]
    fn a_year_without_discount_is_the_sum_of_its_months() {
        let model = Purchase {
            model: PurchaseModel::Mbgnbd,
            r: 0.525,
            alpha: 6.183,
            a: 0.891,
            b: 1.614,
            log_likelihood: 0.0,
            n: 2357,
        };
        let history = History { x: 2, t_days: 272, t_x_days: 213 };
        let base = Base::group(&[Some(history)]);
        let at = |rate| forecasts(&model, &base.groups, rate)[0];
        let (free, dear) = (at(0.0), at(0.1));
        assert!((free.discounted_orders_12m - free.expected_orders_12m).abs() < 1e-12);
        assert_eq!(free.expected_orders_12m, model.expected_orders(&history, 365.0));
        // Between all orders at the start of the year and all at its end.
        let share = dear.discounted_orders_12m / free.discounted_orders_12m;
        assert!(share < 1.0 && share > 1.0 / 1.1, "{share}");
        // 1 − (45.0401… / 49.3258…)^2.525, times the chance to be alive.
        assert!((free.p_order_30d / free.p_alive - 0.205_076).abs() < 1e-6, "{free:?}");
    }

    #[test]
    fn ceilings_and_break_even() {
        assert_eq!(investment_ceiling(200.0, 0.1), 20.0);
        assert_eq!(investment_ceiling(-200.0, 0.1), 0.0);
        assert_eq!(break_even_uplift(20.0, 200.0), Some(0.1));
        assert_eq!(break_even_uplift(20.0, 0.0), None);
    }
}
