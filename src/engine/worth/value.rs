//! **Value** of a group, and of one customer among all: rank and share by what was spent, what is to come by the models.

use super::{money, numbers};
use crate::{
    engine::{
        base::Base,
        tally::{spend, sum_of},
        view::Revision,
    },
    insight::conversion,
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

/// What customers spend after an act, and their like without it. Money in major units a head.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConversionView {
    pub revision: Revision,
    /// The kinds of acts there are; empty without events or without money.
    pub kinds: Vec<String>,
    pub kind: String,
    pub days: u32,
    pub converted: u32,
    pub compared: u32,
    /// Spent, spent by their like, and the ends of the difference; none where nobody can be compared.
    pub spent: Option<[f64; 4]>,
}

/// What an act of a kind goes with; of the kind that most did where none is named.
pub fn conversion(
    base: &Base,
    kind: Option<&str>,
    days: u32,
    revision: Revision,
) -> ConversionView {
    let events = &base.portfolio.events;
    let mut counts = vec![0usize; events.kinds.len()];
    events.kind.iter().for_each(|&kind| counts[kind as usize] += 1);
    let mut codes: Vec<u32> =
        (1..counts.len() as u32).filter(|&code| counts[code as usize] > 0).collect();
    codes.sort_by_key(|&code| (std::cmp::Reverse(counts[code as usize]), code));
    codes.retain(|_| base.portfolio.has_money);
    let name = |code: u32| events.kinds.get(code).to_string();
    let named = kind.and_then(|kind| codes.iter().copied().find(|&code| name(code) == kind));
    let code = named.or_else(|| codes.first().copied());
    // Ten years at most: a day beyond the calendar is no day.
    let days = days.clamp(1, 3650);
    let found = code
        .and_then(|code| conversion::conversion(&base.portfolio, &base.table, code, days as i32));
    let units = 10f64.powi(base.portfolio.decimals() as i32);
    ConversionView {
        revision,
        kinds: codes.iter().map(|&code| name(code)).collect(),
        kind: code.map(name).unwrap_or_default(),
        days,
        converted: found.map_or(0, |found| found.converted),
        compared: found.map_or(0, |found| found.compared),
        spent: found.map(|f| [f.spent, f.alike, f.low, f.high].map(|money| money / units)),
    }
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
