//! **`Forecasting`**: the making of the [`Models`] and of the columns [`FORECASTS`], in steps. On a large base all of it takes
//! a second; who asks for something meanwhile is answered between two steps.
//!
//! First what orders are worth is fitted, then each group of equal histories has its forecast, so many groups a step, then
//! the columns are filled.

use super::{
    FORECASTS, Models, Spent, fit_worth,
    histories::{Base, NO_GROUP},
    purchase::Purchase,
    refusal::Refusal,
    worth::{Forecast, forecasts},
};
use crate::{
    measures::{settings::Settings, table::Table},
    portfolio::columns::{Column, Portfolio},
};

/// Groups that have their forecasts made in a step: about ten milliseconds. Tests have some steps with few customers.
const GROUPS: usize = if cfg!(test) { 100 } else { 8_000 };

/// Forecasts on their way.
pub struct Forecasting {
    purchase: Result<Purchase, Refusal>,
    buyers: Base,
    models: Option<Models>,
    /// Those of the first groups.
    made: Vec<Forecast>,
}

impl Forecasting {
    /// Begins with the purchase model of a base, fitted or refused.
    pub fn new(purchase: Result<Purchase, Refusal>, buyers: Base) -> Forecasting {
        Forecasting { purchase, buyers, models: None, made: Vec::new() }
    }

    /// Whether there will be any.
    pub fn will_foretell(&self) -> bool {
        self.purchase.is_ok()
    }

    /// Goes a step on, always with the same portfolio, table and settings; the models once the columns stand in the table.
    /// Forecasts are empty for customers without an order and where the model, or for `clv_12m` (in major units) the ticket,
    /// is refused.
    pub fn step(
        &mut self,
        portfolio: &Portfolio,
        table: &mut Table,
        settings: &Settings,
    ) -> Option<Models> {
        let Some(models) = &self.models else {
            self.models = Some(fit_worth(self.purchase, &self.buyers, portfolio, table));
            return None;
        };
        let groups = &self.buyers.groups[self.made.len()..];
        if let Ok(model) = &self.purchase
            && !groups.is_empty()
        {
            let next = &groups[..groups.len().min(GROUPS)];
            self.made.extend(forecasts(model, next, settings.discount_rate));
            return None;
        }
        self.fill(models, portfolio, table, settings);
        Some(*models)
    }

    fn fill(&self, models: &Models, portfolio: &Portfolio, table: &mut Table, settings: &Settings) {
        let empty = vec![f64::NAN; table.len()];
        let (mut order, mut orders, mut clv) = (empty.clone(), empty.clone(), empty);
        let spent = Spent::of(portfolio, table);
        for (customer, &group) in self.buyers.group_of.iter().enumerate() {
            // None is made where the purchase model is refused.
            let Some(forecast) = self.made.get(group as usize).filter(|_| group != NO_GROUP) else {
                continue;
            };
            order[customer] = forecast.p_order_30d;
            orders[customer] = forecast.expected_orders_12m;
            if let (Ok(rule), Some(spent)) = (&models.ticket, &spent) {
                let x = self.buyers.groups[group as usize].history.x;
                clv[customer] = forecast.discounted_orders_12m
                    * rule.ticket(&spent.of_customer(customer, x))
                    * settings.margin;
            }
        }
        for (field, figures) in FORECASTS.into_iter().zip([order, orders, clv]) {
            table.set(field, Column::Number(figures));
        }
    }
}
