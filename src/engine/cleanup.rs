//! **Clean-up**: who could go, and why. A **reason** is a query like any other; a **candidate** is whom a reason takes
//! and the user has not decided about; a **decision** keeps or removes a customer, by key.
//!
//! The trap: decisions outlive the data they were taken on. They go into a file of keys and come back with the next
//! load, where only new candidates are shown; nothing is removed from the data itself, only from the lists.

use super::{
    base::{Base, Rules},
    tally::{major, spend, sum_of},
    view::{Problem, Revision},
};
use crate::{
    classes::duplicates::NOBODY,
    export::{csv, csv::CsvOptions},
    mask::Mask,
    portfolio::columns::{Column, EMPTY_I64},
    query::{
        evaluator::Evaluator,
        fields::{Kind, Schema},
        parse::parse,
        print::{print, print_name},
    },
    text::fold,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Candidates told at once.
const SHOWN: usize = 200;
/// Pairs of duplicates told at once.
const PAIRS: usize = 100;
/// Days without any sign after which somebody who never bought is silent, unless the user sets another number.
pub const SILENT_DAYS: u32 = 365;

/// What the screen asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CleanupAsk {
    /// The candidates, those of one reason alone where it is named.
    View {
        only: Option<ReasonKind>,
    },
    /// The user's own reason, "not for us", as a query; empty for none.
    NotForUs(String),
    SilentDays(u32),
    /// Keeps (`false`) or removes (`true`) customers, or (none) takes the decision back.
    Decide {
        keys: Vec<String>,
        remove: Option<bool>,
    },
    /// The same for every candidate of a reason; what was decided is answered, to be undone.
    DecideAll {
        reason: ReasonKind,
        remove: bool,
    },
    /// Decisions from a file.
    Decisions(Vec<Decision>),
    /// The customers that stay (`false`) or go (`true`), as CSV.
    Export {
        removed: bool,
    },
}

/// What the screen is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CleanupSay {
    View(Box<CleanupView>),
    /// Customers decided about at once, to be undone.
    Decided(Vec<String>),
}

/// Why somebody could go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReasonKind {
    Lost,
    NeverBought,
    Unreachable,
    Duplicate,
    Dissatisfied,
    ReturnsMost,
    NegativeMargin,
    NotForUs,
}

impl ReasonKind {
    /// All of them, in the order they are shown.
    pub const ALL: [ReasonKind; 8] = [
        ReasonKind::Lost,
        ReasonKind::NeverBought,
        ReasonKind::Unreachable,
        ReasonKind::Duplicate,
        ReasonKind::Dissatisfied,
        ReasonKind::ReturnsMost,
        ReasonKind::NegativeMargin,
        ReasonKind::NotForUs,
    ];
}

/// A customer kept or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub customer_id: String,
    pub remove: bool,
}

/// A reason and whom it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReasonView {
    pub kind: ReasonKind,
    /// Empty where these data cannot tell.
    pub query: String,
    pub customers: u32,
    /// Of them, those not decided about.
    pub open: u32,
    pub revenue: Option<f64>,
    /// Why the user's own query cannot be asked.
    pub problem: Option<Problem>,
}

/// A candidate with the evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub key: String,
    pub name: String,
    pub reasons: Vec<ReasonKind>,
    pub revenue: Option<f64>,
    pub last_order_age_days: Option<i32>,
    /// What was decided.
    pub remove: Option<bool>,
}

/// Two customers who are perhaps one, and which of them to keep: who spent more, else who ordered last, else the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairView {
    pub keep: Candidate,
    pub other: Candidate,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CleanupView {
    pub revision: Revision,
    pub reasons: Vec<ReasonView>,
    pub not_for_us: String,
    pub silent_days: u32,
    /// Those with the least to lose first, undecided before decided.
    pub candidates: Vec<Candidate>,
    /// How many candidates there are in all, and how many are open.
    pub total: u32,
    pub open: u32,
    pub pairs: Vec<PairView>,
    pub removed: Part,
    pub kept: Part,
    pub decisions: Vec<Decision>,
}

/// A part of the base: what would go, or what stays.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Part {
    pub customers: u32,
    /// Of them, those with an e-mail, phone or address; none where no file has any.
    pub contacts: Option<u32>,
    pub revenue: Option<f64>,
}

/// What the user set and decided; it outlives the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleanup {
    pub not_for_us: String,
    pub silent_days: u32,
    pub decisions: BTreeMap<String, bool>,
}

impl Default for Cleanup {
    fn default() -> Self {
        Cleanup { not_for_us: String::new(), silent_days: SILENT_DAYS, decisions: BTreeMap::new() }
    }
}

impl Cleanup {
    /// Takes in what the user set or decided; the keys decided about, where all of a reason were.
    pub fn take(
        &mut self,
        ask: &CleanupAsk,
        base: &Base,
        rules: &Rules,
        evaluator: &mut Evaluator,
    ) -> Vec<String> {
        match ask {
            CleanupAsk::NotForUs(query) => self.not_for_us = query.clone(),
            CleanupAsk::SilentDays(days) => self.silent_days = (*days).max(1),
            CleanupAsk::Decide { keys, remove } => {
                for key in keys {
                    match remove {
                        Some(remove) => drop(self.decisions.insert(key.clone(), *remove)),
                        None => drop(self.decisions.remove(key)),
                    }
                }
            }
            CleanupAsk::Decisions(decisions) => {
                let new = decisions.iter().map(|d| (d.customer_id.clone(), d.remove));
                self.decisions.extend(new);
            }
            CleanupAsk::DecideAll { reason, remove } => {
                let masks = self.masks(base, rules, evaluator);
                let taken = masks.iter().find(|(view, _)| view.kind == *reason);
                let keys: Vec<String> = taken
                    .into_iter()
                    .flat_map(|(_, mask)| mask.iter())
                    .map(|customer| base.portfolio.customers.key(customer).to_string())
                    .filter(|key| !self.decisions.contains_key(key))
                    .collect();
                self.decisions.extend(keys.iter().map(|key| (key.clone(), *remove)));
                return keys;
            }
            CleanupAsk::View { .. } | CleanupAsk::Export { .. } => {}
        }
        Vec::new()
    }

    /// The screen as it stands.
    pub fn view(
        &self,
        only: Option<ReasonKind>,
        base: &Base,
        rules: &Rules,
        evaluator: &mut Evaluator,
        revision: Revision,
    ) -> CleanupView {
        let masks = self.masks(base, rules, evaluator);
        let mut all = Mask::none(base.table.len());
        masks.iter().for_each(|(_, mask)| all.or(mask));
        let decided =
            |customer: usize| self.decisions.get(base.portfolio.customers.key(customer)).copied();
        let shown = match only {
            Some(kind) => masks.iter().find(|(view, _)| view.kind == kind).map(|(_, mask)| mask),
            None => Some(&all),
        };
        let spend = spend(&base.table);
        let worth = |customer: usize| spend.get(customer).copied().unwrap_or(EMPTY_I64);
        let mut rows: Vec<usize> = shown.into_iter().flat_map(Mask::iter).collect();
        rows.sort_by_key(|&customer| (decided(customer).is_some(), worth(customer), customer));
        let candidates =
            rows.iter().take(SHOWN).map(|&c| self.candidate(base, &masks, c)).collect();
        let open = all.iter().filter(|&customer| decided(customer).is_none()).count() as u32;
        let removed = self.removed(base);
        let mut kept = base.table.exists.clone();
        kept.and_not(&removed);
        CleanupView {
            revision,
            not_for_us: self.not_for_us.clone(),
            silent_days: self.silent_days,
            candidates,
            total: all.count() as u32,
            open,
            pairs: self.pairs(base, &masks),
            removed: part(base, &removed),
            kept: part(base, &kept),
            decisions: (self.decisions.iter())
                .map(|(key, &remove)| Decision { customer_id: key.clone(), remove })
                .collect(),
            reasons: (masks.into_iter())
                .map(|(view, mask)| ReasonView {
                    customers: mask.count() as u32,
                    open: mask.iter().filter(|&c| decided(c).is_none()).count() as u32,
                    revenue: money(base, sum_of(&base.table, "spend_total", &mask)),
                    ..view
                })
                .collect(),
        }
    }

    /// The list of those who go or stay, as CSV in the order of the keys.
    pub fn export(&self, base: &Base, removed: bool) -> Vec<u8> {
        let mut rows = self.removed(base);
        if !removed {
            let going = rows;
            rows = base.table.exists.clone();
            rows.and_not(&going);
        }
        let rows: Vec<u32> = rows.iter().map(|customer| customer as u32).collect();
        csv::write(&base.portfolio, &base.table, &rows, CsvOptions::default())
    }

    fn removed(&self, base: &Base) -> Mask {
        let goes = |c: usize| self.decisions.get(base.portfolio.customers.key(c)) == Some(&true);
        let mut mask = Mask::from_fn(base.table.len(), goes);
        mask.and(&base.table.exists);
        mask
    }

    /// Every reason with whom it takes.
    fn masks(
        &self,
        base: &Base,
        rules: &Rules,
        evaluator: &mut Evaluator,
    ) -> Vec<(ReasonView, Mask)> {
        let data = base.data(rules);
        let schema = Schema::of(&data);
        (ReasonKind::ALL.into_iter())
            .map(|kind| {
                let text = self.query(kind, base, &schema);
                let asked = match text.is_empty() {
                    true => Ok((Mask::none(base.table.len()), String::new())),
                    false => parse(&text)
                        .and_then(|node| Ok((evaluator.mask(&node, &data)?, print(&node)))),
                };
                let (mask, query, problem) = match asked {
                    Ok((mask, query)) => (mask, query, None),
                    Err(error) => (Mask::none(base.table.len()), text, Some(Problem::Query(error))),
                };
                let (customers, open, revenue) = (0, 0, None);
                (ReasonView { kind, query, customers, open, revenue, problem }, mask)
            })
            .collect()
    }

    /// The query of a reason; empty where the data has no sign for it.
    fn query(&self, kind: ReasonKind, base: &Base, schema: &Schema) -> String {
        let has = |name: &str| schema.customers.find(name).is_some_and(|field| field.computed);
        match kind {
            ReasonKind::Lost => "activity = \"Lost\"".into(),
            ReasonKind::NeverBought => never_bought(schema, self.silent_days),
            ReasonKind::Unreachable if base.table.tells("reachable") => "reachable = false".into(),
            ReasonKind::Duplicate => "duplicate = true".into(),
            ReasonKind::Dissatisfied => dissatisfied(base, schema),
            ReasonKind::ReturnsMost if has("return_rate") => "return_rate > 0.5".into(),
            ReasonKind::NegativeMargin if has("margin_total") => "margin_total < 0".into(),
            ReasonKind::NotForUs => self.not_for_us.clone(),
            _ => String::new(),
        }
    }

    fn candidate(&self, base: &Base, masks: &[(ReasonView, Mask)], customer: usize) -> Candidate {
        let customers = &base.portfolio.customers;
        let age = match base.table.get("last_order_age_days") {
            Some(column) => column.number_at(customer, 0).map(|age| age as i32),
            None => None,
        };
        let spent = spend(&base.table).get(customer).copied().filter(|&s| s != EMPTY_I64);
        Candidate {
            key: customers.key(customer).to_string(),
            name: customers.name(customer).to_string(),
            reasons: (masks.iter())
                .filter(|(_, mask)| mask.get(customer))
                .map(|(view, _)| view.kind)
                .collect(),
            revenue: spent.and_then(|spent| money(base, spent)),
            last_order_age_days: age,
            remove: self.decisions.get(customers.key(customer)).copied(),
        }
    }

    fn pairs(&self, base: &Base, masks: &[(ReasonView, Mask)]) -> Vec<PairView> {
        let twins = base.twins();
        let spend = spend(&base.table);
        let last = match base.table.get("last_order") {
            Some(Column::Day(days)) => days.as_slice(),
            _ => &[],
        };
        let rank = |c: usize| (spend.get(c).copied(), last.get(c).copied(), std::cmp::Reverse(c));
        let mut seen: HashMap<(usize, usize), ()> = HashMap::new();
        let mut pairs = Vec::new();
        for (one, &twin) in twins.iter().enumerate().filter(|(_, twin)| **twin != NOBODY) {
            let other = twin as usize;
            if pairs.len() == PAIRS {
                break;
            }
            if seen.insert((one.min(other), one.max(other)), ()).is_some() {
                continue;
            }
            let (keep, other) = if rank(one) >= rank(other) { (one, other) } else { (other, one) };
            let of = |customer| self.candidate(base, masks, customer);
            pairs.push(PairView { keep: of(keep), other: of(other) });
        }
        pairs
    }
}

/// Headers of a column that says whether a complaint was resolved, folded, in four languages.
const RESOLVED: [&str; 8] = [
    "resolved",
    "solved",
    "resolvido",
    "resolvida",
    "resuelto",
    "resuelta",
    "isspresta",
    "isspresti",
];

/// A score of 6 or less, or a complaint; of complaints, where the data tells which were resolved, those that were: who
/// was served as promised and is still not content is not to be won by service.
fn dissatisfied(base: &Base, schema: &Schema) -> String {
    let has_score = schema.customers.find("score").is_some_and(|field| field.computed);
    let complains = base.portfolio.events.kinds.iter().any(|kind| kind == "complaint");
    let resolved = (schema.events.list().iter())
        .find(|field| field.kind == Kind::YesNo && RESOLVED.contains(&fold(&field.name).as_str()));
    let complaint = match resolved {
        Some(field) => {
            format!("events \"complaint\" ({} = true, count >= 1)", print_name(&field.name))
        }
        None => "events \"complaint\" (count >= 1)".to_string(),
    };
    match (has_score, complains) {
        (true, true) => format!("score <= 6 or {complaint}"),
        (true, false) => "score <= 6".into(),
        (false, true) => complaint,
        (false, false) => String::new(),
    }
}

/// Never bought, and neither an event nor the sign-up lies within so many days.
fn never_bought(schema: &Schema, days: u32) -> String {
    let signed_up = schema.customers.find("signup_date").filter(|field| field.kind == Kind::Date);
    let young = match signed_up {
        Some(field) => format!(" and not {} in last {days} days", print_name(&field.name)),
        None => String::new(),
    };
    format!("n_orders = 0 and not events(count >= 1, last {days} days){young}")
}

fn part(base: &Base, mask: &Mask) -> Part {
    let reachable = match base.table.get("reachable") {
        Some(Column::YesNo(values)) => values.as_slice(),
        _ => &[],
    };
    let contact = |c: &usize| reachable.get(*c) == Some(&1);
    Part {
        customers: mask.count() as u32,
        contacts: (base.table.tells("reachable"))
            .then(|| mask.iter().filter(contact).count() as u32),
        revenue: money(base, sum_of(&base.table, "spend_total", mask)),
    }
}

fn money(base: &Base, units: i64) -> Option<f64> {
    base.portfolio.has_money.then(|| major(units, base.portfolio.decimals()))
}

#[cfg(test)]
mod tests;
