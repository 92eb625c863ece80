//! **Reward tiers**: what each tier spent in 12 months, who grows, what the tier above asks, and what the plan costs.
//!
//! The **cost** of a tier is what its customers spent in the 12 months to the day times the tier's **rate**; the
//! **bonus** is a further rate on what those spent whose [`GROWTH`] is reached. Who brought back more than was bought
//! in those months is owed nothing, and takes nothing from the others.
//!
//! The trap: the **threshold** of a tier. It is the least that anyone spent of those whom the money part of its rule
//! keeps, whatever its other parts say: who has the money and lacks an order is listed by what is missing, not by money.

use super::{
    Desk, share,
    stages::{Near, near},
};
use crate::{
    classes::rules::{NO_ORDER, RuleList},
    engine::{
        tally::{major, median, sum_of},
        view::Revision,
    },
    mask::Mask,
    portfolio::columns::{Column, EMPTY_I64},
    query::{
        ast::Node,
        edit::{field_of, parts},
        parse::parse,
        print::quote,
    },
};
use serde::{Deserialize, Serialize};

const FIELD: &str = "reward_tier";
const SPEND: &str = "spend_12m";
/// From which growth on the bonus is given.
const GROWTH: &str = "growth_12m >= 0.2";
/// Near to the next tier is who has this much of its threshold.
const NEAR: f64 = 0.8;

/// What the plan gives back: parts of what was spent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// By tier; 0 for those not named.
    pub tiers: Vec<(String, f64)>,
    /// On top, for those who grow.
    pub bonus: f64,
}

impl Default for Rates {
    fn default() -> Rates {
        let tier = |name: &str, rate| (name.to_string(), rate);
        Rates {
            tiers: vec![tier("Gold", 0.05), tier("Silver", 0.03), tier("Bronze", 0.01)],
            bonus: 0.01,
        }
    }
}

impl Rates {
    /// The rate of a tier.
    pub fn of(&self, tier: &str) -> f64 {
        self.tiers.iter().find(|(name, _)| name == tier).map_or(0.0, |(_, rate)| *rate)
    }

    /// Sets the rate of a tier.
    pub fn set(&mut self, tier: &str, rate: f64) {
        match self.tiers.iter_mut().find(|(name, _)| name == tier) {
            Some((_, known)) => *known = rate,
            None => self.tiers.push((tier.to_string(), rate)),
        }
    }
}

/// The tiers and what they cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TiersView {
    pub revision: Revision,
    /// From the highest to the lowest.
    pub tiers: Vec<TierRow>,
    /// What all spent in the 12 months, what the plan gives of it, and which part of it that is.
    pub spend: f64,
    pub cost: f64,
    pub cost_share: Option<f64>,
}

/// A tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierRow {
    pub name: String,
    pub customers: u32,
    pub query: String,
    /// In the 12 months.
    pub spend: f64,
    /// Without the bonus.
    pub cost: f64,
    /// Those who have the bonus.
    pub growing: u32,
    pub growing_query: String,
    pub bonus: f64,
    /// None for the highest.
    pub next: Option<NextTier>,
}

/// What the tier above asks of the customers of a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NextTier {
    pub name: String,
    /// None where its rule asks for no money.
    pub threshold: Option<Threshold>,
    /// Whom a single condition keeps from it.
    pub near: Vec<Near>,
}

/// Money that the tier above asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    pub at: f64,
    /// Median of what those lack who lack any.
    pub median_gap: Option<f64>,
    /// Who has most of it already, and what they lack together.
    pub near: u32,
    pub near_gap: f64,
    pub near_query: String,
}

/// The tiers; none where the data has no money.
pub fn tiers(desk: &mut Desk, rates: &Rates) -> Option<TiersView> {
    let base = desk.base;
    let list = base.classes.lists.iter().find(|list| list.field == FIELD)?;
    let Some(Column::Money(spend)) = base.table.get(SPEND) else { return None };
    base.portfolio.has_money.then_some(())?;
    let decimals = base.portfolio.decimals();
    let names: Vec<String> = list.names().into_iter().filter(|name| name != NO_ORDER).collect();
    let (mut all, mut cost) = (0, 0.0);
    let mut rows: Vec<TierRow> = Vec::new();
    for (step, name) in names.iter().enumerate() {
        let query = format!("{FIELD} = {}", quote(name));
        let Ok(tier) = parse(&query) else { continue };
        let members = desk.kept(&tier);
        let growth: Vec<Node> =
            [Some(tier.clone()), parse(GROWTH).ok()].into_iter().flatten().collect();
        let growing = desk.kept(&Node::And(growth.clone()));
        let (growing_query, n_growing) = desk.count(&growth);
        let rate = rates.of(name);
        let given = |of: &Mask, rate: f64| {
            let owed: i64 = of.iter().map(|customer| spend[customer].max(0)).sum();
            major((owed as f64 * rate).round() as i64, decimals)
        };
        let own = sum_of(&base.table, SPEND, &members);
        let row = TierRow {
            customers: members.count() as u32,
            spend: major(own, decimals),
            cost: given(&members, rate),
            growing: n_growing,
            growing_query,
            bonus: given(&growing, rates.bonus),
            next: (step > 0)
                .then(|| next(desk, list, (&tier, &query, &members), &names[step - 1], spend)),
            name: name.clone(),
            query,
        };
        all += own;
        cost += row.cost + row.bonus;
        rows.push(row);
    }
    let cost_share = share(all, all).map(|_| cost / major(all, decimals));
    let revision = desk.revision;
    Some(TiersView { revision, tiers: rows, spend: major(all, decimals), cost, cost_share })
}

fn next(
    desk: &mut Desk,
    list: &RuleList,
    (tier, query, members): (&Node, &str, &Mask),
    above: &str,
    spend: &[i64],
) -> NextTier {
    let threshold = threshold(desk, list, above, spend).map(|at| {
        let decimals = desk.base.portfolio.decimals();
        let gap = |customer: usize| at.saturating_sub(spend[customer].max(0));
        let median = median(members.iter().map(gap).filter(|&gap| gap > 0).collect());
        let least = major((at as f64 * NEAR).ceil() as i64, decimals);
        let range = format!("{SPEND} >= {least} and {SPEND} < {}", major(at, decimals));
        let nodes: Vec<Node> =
            [Some(tier.clone()), parse(&range).ok()].into_iter().flatten().collect();
        let near = desk.kept(&Node::And(nodes.clone()));
        let (near_query, n_near) = desk.count(&nodes);
        Threshold {
            at: major(at, decimals),
            median_gap: median.map(|median| median / 10f64.powi(decimals as i32)),
            near: n_near,
            near_gap: major(near.iter().map(gap).sum(), decimals),
            near_query,
        }
    });
    NextTier { name: above.to_string(), threshold, near: near(desk, list, query, above) }
}

/// The least spent of those whom the money part of a tier's rule keeps, in minor units.
fn threshold(desk: &mut Desk, list: &RuleList, tier: &str, spend: &[i64]) -> Option<i64> {
    let rule = list.rules.iter().find(|rule| rule.name == tier)?;
    let is_money = |node: &Node| match node {
        Node::Condition(condition) => {
            field_of(&condition.test).is_some_and(|name| name.text == SPEND)
        }
        _ => false,
    };
    let part = parts(&parse(&rule.query).ok()?).into_iter().find(is_money)?;
    let kept = desk.kept(&part);
    kept.iter().map(|customer| spend[customer]).filter(|&spent| spent != EMPTY_I64).min()
}
