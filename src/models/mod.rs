//! Purchase models: how likely a customer is still there, how often he will order, what he will spend. **x** is the
//! number of order days after the first, **T** the time from the first order to `as_of`, **t_x** that to the last
//! order; time is weeks, days / 7.
//!
//! The trap: believing a fit because it ended. Every model here either has parameters that maximise the likelihood, or
//! a [`refusal::Refusal`] that says why there is no number; its columns are then empty.
//!
//! The setting `model` says which purchase model feeds the columns. The other one, and how well the chosen one foretells,
//! are [`Checks`]: as dear as all the rest, and asked for by no first screen.

pub mod fit;
pub mod forecasting;
pub mod gamma_gamma;
pub mod histories;
pub mod holdout;
pub mod purchase;
pub mod refusal;
pub mod special;
#[cfg(test)]
mod testkit;
pub mod worth;

use crate::{
    measures::{
        settings::{PurchaseModel, Settings},
        table::Table,
    },
    portfolio::columns::{Column, Portfolio},
};
use forecasting::Forecasting;
use gamma_gamma::{GammaGamma, Spender};
use histories::{Base, History, NO_GROUP, histories};
use holdout::Holdout;
use purchase::Purchase;
use refusal::{MIN_BUYERS, Refusal};
use serde::{Deserialize, Serialize};
use worth::{Spending, TicketRule};

/// The column of the purchase model that classes are made by; it is made first.
pub const ALIVE: &str = "p_alive";
/// The columns of what is to come, which wait until somebody asks: they take far longer.
pub const FORECASTS: [&str; 3] = ["p_order_30d", "expected_orders_12m", CLV];
/// That of them which is money.
pub const CLV: &str = "clv_12m";

/// The models of a base, fitted or refused.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Models {
    /// The one that the settings choose.
    pub purchase: Result<Purchase, Refusal>,
    /// Fitted; it may still be [refused](GammaGamma::refused).
    pub gamma_gamma: Result<GammaGamma, Refusal>,
    /// How the expected ticket is reckoned: by Gamma-Gamma unless that is refused.
    pub ticket: Result<TicketRule, Refusal>,
}

/// What the chosen purchase model is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Checks {
    /// The purchase model that the settings do not choose.
    pub other: Result<Purchase, Refusal>,
    /// Of the one that they choose.
    pub holdout: Result<Holdout, Refusal>,
}

/// Fits the purchase model that the settings choose to the customers of a table that has the columns of `measures`, and sets
/// the column [`ALIVE`]: empty for customers without an order and where the model is refused. The columns [`FORECASTS`] take
/// their places, empty, and are made by what is given back.
pub fn add_alive(portfolio: &Portfolio, table: &mut Table, settings: &Settings) -> Forecasting {
    let base = Base::group(&histories_of(portfolio, table));
    let purchase = purchase::fit(&base, settings.model);
    set_alive(&purchase, &base, table);
    for field in FORECASTS {
        table.set(field, Column::Number(vec![f64::NAN; table.len()]));
    }
    Forecasting::new(purchase, base)
}

fn set_alive(purchase: &Result<Purchase, Refusal>, base: &Base, table: &mut Table) {
    let mut alive = vec![f64::NAN; table.len()];
    if let Ok(model) = purchase {
        let of_group: Vec<f64> =
            base.groups.iter().map(|group| model.p_alive(&group.history)).collect();
        let known = alive.iter_mut().zip(&base.group_of).filter(|(_, group)| **group != NO_GROUP);
        known.for_each(|(alive, &group)| *alive = of_group[group as usize]);
    }
    table.set(ALIVE, Column::Number(alive));
}

/// Fits what an order is worth, beside a purchase model.
fn fit_worth(
    purchase: Result<Purchase, Refusal>,
    buyers: &Base,
    portfolio: &Portfolio,
    table: &Table,
) -> Models {
    let gamma_gamma = fit_gamma_gamma(portfolio, table, buyers);
    Models { purchase, gamma_gamma, ticket: ticket_rule(portfolio, table, &gamma_gamma) }
}

/// Measures the chosen purchase model.
pub fn check_all(portfolio: &Portfolio, table: &Table, settings: &Settings) -> Checks {
    let histories = histories_of(portfolio, table);
    let other = match settings.model {
        PurchaseModel::Bgnbd => PurchaseModel::Mbgnbd,
        PurchaseModel::Mbgnbd => PurchaseModel::Bgnbd,
    };
    Checks {
        other: purchase::fit(&Base::group(&histories), other),
        holdout: holdout::holdout(portfolio, table, &histories, settings.model),
    }
}

/// The histories of the customers as of the table's day.
fn histories_of(portfolio: &Portfolio, table: &Table) -> Vec<Option<History>> {
    histories(portfolio, &table.orders, table.as_of.unwrap_or(i32::MIN))
}

fn fit_gamma_gamma(
    portfolio: &Portfolio,
    table: &Table,
    buyers: &Base,
) -> Result<GammaGamma, Refusal> {
    let Some(spent) = Spent::of(portfolio, table) else {
        return Err(Refusal::NoMoney);
    };
    if buyers.n < MIN_BUYERS {
        return Err(Refusal::TooFewBuyers { n: buyers.n });
    }
    let spenders: Vec<Spender> = buyers
        .group_of
        .iter()
        .zip(spent.repeat_means)
        .filter(|(group, _)| **group != NO_GROUP)
        .map(|(&group, &mean)| Spender { x: buyers.groups[group as usize].history.x, mean })
        .filter(|spender| spender.x > 0 && spender.mean > 0.0)
        .collect();
    gamma_gamma::fit(&spenders)
}

fn ticket_rule(
    portfolio: &Portfolio,
    table: &Table,
    gamma_gamma: &Result<GammaGamma, Refusal>,
) -> Result<TicketRule, Refusal> {
    let Some(spent) = Spent::of(portfolio, table) else {
        return Err(Refusal::NoMoney);
    };
    match gamma_gamma {
        Ok(model) if model.refused.is_none() => Ok(TicketRule::GammaGamma(*model)),
        _ => spent
            .base_mean(table)
            .map(|base_mean| TicketRule::ShrunkenMean { base_mean })
            .ok_or(Refusal::TooFewBuyers { n: 0 }),
    }
}

/// The columns of money, where the data has money.
struct Spent<'a> {
    n_orders: &'a [i32],
    spend_total: &'a [i64],
    repeat_means: &'a [f64],
    /// Minor units of a major one.
    minor: f64,
}

impl<'a> Spent<'a> {
    fn of(portfolio: &Portfolio, table: &'a Table) -> Option<Spent<'a>> {
        let columns = ["n_orders", "spend_total", "repeat_spend_mean"].map(|name| table.get(name));
        match columns {
            [
                Some(Column::Whole(n_orders)),
                Some(Column::Money(spend_total)),
                Some(Column::Number(repeat_means)),
            ] if portfolio.has_money => Some(Spent {
                n_orders,
                spend_total,
                repeat_means,
                minor: 10f64.powi(portfolio.decimals() as i32),
            }),
            _ => None,
        }
    }

    /// Spend an order of all buyers, in major units.
    fn base_mean(&self, table: &Table) -> Option<f64> {
        let (mut spend, mut orders) = (0.0, 0.0);
        for customer in table.buyers.iter() {
            spend += self.spend_total[customer] as f64;
            orders += f64::from(self.n_orders[customer]);
        }
        (orders > 0.0).then(|| spend / orders / self.minor)
    }

    fn of_customer(&self, customer: usize, x: u32) -> Spending {
        Spending {
            n_orders: self.n_orders[customer].max(0) as u32,
            spend_total: self.spend_total[customer] as f64 / self.minor,
            x,
            repeat_spend_mean: self.repeat_means[customer],
        }
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
