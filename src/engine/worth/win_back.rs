//! **Win-back**: those who left, by what their return is worth: the orders they missed at their mean. Who bought once stands
//! apart: without a rhythm of their own nobody knows what they missed. Reasons, where a column has them, with what they cost.
//!
//! The trap: the lost are lost for what they spent, not for what they would have: spend lost is what they brought, and said so.

use super::{LOST, money, numbers, whom};
use crate::{
    engine::{
        base::{Base, Rules},
        tally::sum_of,
        view::{Problem, Revision},
    },
    insight::reasons::{self, Lasting, Whose},
    mask::Mask,
    portfolio::columns::{Attribute, Column},
    query::{
        evaluator::Evaluator,
        print::{print_name, quote},
    },
    schema::role::Role,
};
use serde::{Deserialize, Serialize};

/// Customers told; the list has all.
const ROWS: usize = 50;

/// What the return of the lost is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WinBackView {
    pub revision: Revision,
    /// With a rhythm of their own.
    pub customers: u32,
    /// What all their missed orders come to.
    pub worth: Option<f64>,
    /// What they spent.
    pub spent: Option<f64>,
    pub query: String,
    /// Who bought once.
    pub once: u32,
    pub once_query: String,
    pub rows: Vec<BackRow>,
    /// The column of reasons; empty where there is none.
    pub field: String,
    /// By falling spend, whosever they are.
    pub reasons: Vec<ReasonRow>,
    /// Whose they are: customers, spend, query.
    pub whose: Vec<(Whose, u32, Option<f64>, String)>,
}

/// Somebody who left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BackRow {
    pub key: String,
    pub name: String,
    pub missed: u32,
    pub ticket: Option<f64>,
    pub worth: Option<f64>,
    pub clv: Option<f64>,
    pub reason: String,
}

/// A reason and what it cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReasonRow {
    pub reason: String,
    pub whose: Whose,
    pub lasting: Lasting,
    pub customers: u32,
    pub spent: Option<f64>,
    pub query: String,
}

/// Those who left, and why.
pub fn win_back(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    revision: Revision,
) -> Result<WinBackView, Problem> {
    let query = format!("{LOST} and n_order_days >= 2");
    let once_query = format!("{LOST} and n_order_days = 1");
    let lost = whom(base, rules, evaluator, LOST)?;
    let repeat = whom(base, rules, evaluator, &query)?;
    let once = whom(base, rules, evaluator, &once_query)?.count() as u32;
    let (missed, mean) = (numbers(base, "missed_orders"), numbers(base, "spend_mean"));
    let clv = numbers(base, "clv_12m");
    let reason = reason_column(base);
    let mut rows: Vec<(usize, u32, Option<f64>)> = repeat
        .iter()
        .map(|i| {
            let missed = missed(i).unwrap_or(0.0);
            let worth = mean(i).map(|mean| (missed * mean).max(0.0));
            (i, missed as u32, worth)
        })
        .collect();
    let has_money = base.portfolio.has_money;
    let worth = has_money.then(|| rows.iter().filter_map(|(.., worth)| *worth).sum());
    rows.sort_by(|a, b| {
        let value = |row: &(usize, u32, Option<f64>)| row.2.unwrap_or(f64::from(row.1));
        value(b).total_cmp(&value(a)).then(a.0.cmp(&b.0))
    });
    let customers = &base.portfolio.customers;
    let told = (rows.iter().take(ROWS))
        .map(|&(i, missed, worth)| BackRow {
            key: customers.key(i).into(),
            name: customers.name(i).into(),
            missed,
            ticket: mean(i),
            worth,
            clv: clv(i),
            reason: reason.map(|reason| text_of(reason, i).to_string()).unwrap_or_default(),
        })
        .collect();
    let reasons = reason.map(|reason| reasons_of(base, reason, &lost)).unwrap_or_default();
    let field = reason.map(|reason| reason.name.clone()).unwrap_or_default();
    let whose = by_whose(&field, &reasons);
    Ok(WinBackView {
        revision,
        customers: repeat.count() as u32,
        worth,
        spent: money(base, sum_of(&base.table, "spend_total", &repeat)),
        query,
        once,
        once_query,
        rows: told,
        field,
        reasons,
        whose,
    })
}

fn reason_column(base: &Base) -> Option<&Attribute> {
    let attributes = base.portfolio.customers.attributes.iter();
    attributes
        .filter(|attribute| matches!(attribute.column, Column::Text { .. }))
        .find(|attribute| attribute.role == Role::LossReason)
}

fn text_of(attribute: &Attribute, customer: usize) -> &str {
    match &attribute.column {
        Column::Text { codes, texts } => texts.get(codes[customer]),
        _ => "",
    }
}

fn reasons_of(base: &Base, column: &Attribute, lost: &Mask) -> Vec<ReasonRow> {
    let mut by_reason = std::collections::BTreeMap::<&str, Mask>::new();
    for customer in lost.iter() {
        let reason = text_of(column, customer);
        if !reason.is_empty() {
            let mask = by_reason.entry(reason).or_insert_with(|| Mask::none(base.table.len()));
            mask.set(customer, true);
        }
    }
    let mut rows: Vec<ReasonRow> = by_reason
        .into_iter()
        .map(|(reason, of)| {
            let (whose, lasting) = reasons::read(reason);
            ReasonRow {
                reason: reason.into(),
                whose,
                lasting,
                customers: of.count() as u32,
                spent: money(base, sum_of(&base.table, "spend_total", &of)),
                query: format!("{LOST} and {} = {}", print_name(&column.name), quote(reason)),
            }
        })
        .collect();
    let value = |row: &ReasonRow| row.spent.unwrap_or(f64::from(row.customers));
    rows.sort_by(|a, b| value(b).total_cmp(&value(a)));
    rows
}

fn by_whose(field: &str, reasons: &[ReasonRow]) -> Vec<(Whose, u32, Option<f64>, String)> {
    let group = |whose: Whose| {
        let of: Vec<&ReasonRow> = reasons.iter().filter(|row| row.whose == whose).collect();
        if of.is_empty() {
            return None;
        }
        let named: Vec<String> = of.iter().map(|row| quote(&row.reason)).collect();
        let query = format!("{LOST} and {} in ({})", print_name(field), named.join(", "));
        let customers = of.iter().map(|row| row.customers).sum();
        let spent = of.iter().map(|row| row.spent).sum::<Option<f64>>();
        Some((whose, customers, spent, query))
    };
    Whose::ALL.into_iter().filter_map(group).collect()
}
