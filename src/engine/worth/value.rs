//! **Value** of a group, and of one customer among all: rank and share by what was spent, what is to come by the models.

use super::{money, numbers};
use crate::{
    engine::{
        base::Base,
        tally::{spend, sum_of},
        view::Revision,
    },
    mask::Mask,
    portfolio::columns::EMPTY_I64,
};
use serde::{Deserialize, Serialize};

/// What a group is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueView {
    pub revision: Revision,
    pub customers: u32,
    /// Of them, those with a forecast.
    pub forecast: u32,
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    /// Sum of `clv_12m`; none where no model is fitted.
    pub clv: Option<f64>,
}

/// Where a buyer stands among all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// 1 for the one who spent most; equals share a rank.
    pub rank: u32,
    pub buyers: u32,
    /// The part of the buyers who spent less.
    pub percentile: f64,
    /// Of the base's revenue; none where that is not positive.
    pub share: Option<f64>,
}

/// What a group is worth.
pub fn value(base: &Base, of: &Mask, revision: Revision) -> ValueView {
    let spent = sum_of(&base.table, "spend_total", of);
    let all = base.facts.sums.spend_total;
    let clv: Vec<f64> = of.iter().filter_map(numbers(base, "clv_12m")).collect();
    ValueView {
        revision,
        customers: of.count() as u32,
        forecast: clv.len() as u32,
        revenue: money(base, spent),
        revenue_share: money(base, spent).filter(|_| all > 0).map(|_| spent as f64 / all as f64),
        clv: (!clv.is_empty()).then(|| clv.iter().sum()),
    }
}

/// Where a buyer stands; none for who never bought, and without money.
pub fn standing(base: &Base, customer: usize) -> Option<Standing> {
    let spend = spend(&base.table);
    let own = *spend.get(customer).filter(|&&s| s != EMPTY_I64)?;
    let buyers = &base.table.buyers;
    if !base.portfolio.has_money || !buyers.get(customer) {
        return None;
    }
    let (mut more, mut less) = (0u32, 0u32);
    for other in buyers.iter() {
        more += u32::from(spend[other] > own);
        less += u32::from(spend[other] < own);
    }
    let n = buyers.count() as u32;
    let all = base.facts.sums.spend_total;
    Some(Standing {
        rank: more + 1,
        buyers: n,
        percentile: f64::from(less) / f64::from(n.max(1)),
        share: (all > 0).then(|| own as f64 / all as f64),
    })
}
