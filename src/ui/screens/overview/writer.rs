//! Numbers and sentences as this base and this reader write them.

use crate::{
    engine::view::ClassRow,
    ui::{
        locale::{self, Lang},
        messages::{Messages, Overview, fill},
        state::State,
    },
};
use leptos::prelude::*;

/// The reader's language with the base's currency.
pub struct Writer {
    pub lang: Lang,
    pub messages: &'static Messages,
    currency: Option<String>,
    decimals: u32,
}

impl Writer {
    /// Of the page as it is now; what is written with it follows language and base.
    pub fn of(state: State) -> Writer {
        let (currency, decimals) = state.base.with(|base| (base.currency.clone(), base.decimals));
        Writer { lang: state.lang.get(), messages: state.t(), currency, decimals }
    }

    /// The sentences of the overview.
    pub fn t(&self) -> &'static Overview {
        &self.messages.overview
    }

    pub fn count(&self, count: u32) -> String {
        locale::whole(self.lang, f64::from(count))
    }

    /// A number without decimals.
    pub fn figure(&self, value: f64) -> String {
        locale::whole(self.lang, value)
    }

    pub fn percent(&self, share: f64) -> String {
        locale::percent(self.lang, share)
    }

    pub fn money(&self, money: f64) -> String {
        locale::money(self.lang, self.currency.as_deref(), self.decimals, money)
    }

    pub fn short_money(&self, money: f64) -> String {
        locale::short_money(self.lang, self.currency.as_deref(), money)
    }

    /// Money without its currency, as short as can be.
    pub fn short_number(&self, money: f64) -> String {
        locale::short_money(self.lang, None, money)
    }

    /// Whole units of money.
    pub fn round_money(&self, money: f64) -> String {
        locale::money(self.lang, self.currency.as_deref(), 0, money)
    }

    /// A share, of which little is not nothing: `< 1%`.
    pub fn share(&self, share: f64) -> String {
        let least = 0.01;
        if share > 0.0 && share < least / 2.0 {
            return format!("< {}", self.percent(least));
        }
        // No minus before a zero.
        self.percent(if share.abs() < least / 2.0 { 0.0 } else { share })
    }

    /// Money that may not be there.
    pub fn some_money(&self, money: Option<f64>) -> String {
        money.map(|money| self.money(money)).unwrap_or_default()
    }

    /// `12 of 423`, where a part is selected; else the whole alone.
    pub fn part(&self, selected: u32, all: u32, in_parts: bool) -> String {
        let whole = self.count(all);
        if !in_parts {
            return whole;
        }
        fill(self.t().part_of, &[("n", &self.count(selected)), ("all", &whole)])
    }

    /// What a mark says: name, customers, money, how many of them are selected.
    pub fn label(
        &self,
        name: &str,
        selected: u32,
        all: u32,
        money: Option<f64>,
        in_parts: bool,
    ) -> String {
        let customers = locale::plural(self.lang, &self.t().n_customers, f64::from(all));
        let money = money.map(|money| self.money(money));
        let selected = in_parts.then(|| fill(self.t().selected, &[("n", &self.count(selected))]));
        let said: Vec<String> = [Some(customers), money, selected].into_iter().flatten().collect();
        format!("{name}: {}", said.join(", "))
    }
}

/// Whether only some of the customers are selected.
pub fn in_parts(rows: &[ClassRow]) -> bool {
    rows.iter().any(|row| row.selected != row.customers)
}

/// The conditions that rows stand for.
pub fn queries(rows: &[ClassRow]) -> Vec<String> {
    rows.iter().map(|row| row.query.clone()).collect()
}
