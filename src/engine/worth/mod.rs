//! **Worth**: who is worth what, why, and who else is like them: what sets a group apart ([`why`]), look-alikes among those who
//! never bought ([`alike`]), what goes with a product ([`affinity`]), what the return of the lost is worth ([`win_back`]), what
//! may be spent on a group ([`value`]).
//!
//! The trap: none of these is a cause. A lift says what goes together, a chance who resembles whom.

pub mod affinity;
pub mod alike;
#[cfg(test)]
mod tests;
pub mod value;
pub mod why;
pub mod win_back;

use super::{
    answer::Selection,
    base::{Base, Rules},
    tally::major,
    view::{Problem, Revision},
};
use crate::{
    mask::Mask,
    models::{holdout::Holdout, refusal::Refusal},
    portfolio::columns::{Column, EMPTY_I64},
    query::{evaluator::Evaluator, parse::parse},
};
use affinity::AffinityView;
use alike::AlikeView;
use serde::{Deserialize, Serialize};
use value::{ConversionView, ValueView};
use why::{Target, WhyView};
use win_back::WinBackView;

/// Those who left: the query of win-back.
pub const LOST: &str = "activity in (\"Inactive\", \"Lost\")";

/// What the screens ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WorthAsk {
    Why(Target),
    /// Who is like those whom a query names; empty for the best customers.
    Alike(String),
    /// What goes with a product or category; none for the one that most bought.
    Affinity {
        categories: bool,
        code: Option<String>,
    },
    WinBack,
    /// Of the selection.
    Value,
    /// What an act of a kind goes with, over so many days; none for the kind that most did.
    Conversion {
        kind: Option<String>,
        days: u32,
    },
    /// How well the forecast foretold what is known by now.
    Foretold,
}

/// What they are told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WorthSay {
    Why(WhyView),
    Alike(AlikeView),
    Affinity(AffinityView),
    WinBack(WinBackView),
    Value(ValueView),
    Conversion(ConversionView),
    Foretold(Result<Holdout, Refusal>),
}

/// Answers a question. [`alike`] leaves its chances in the table, where queries find them.
pub fn answer(
    ask: &WorthAsk,
    base: &mut Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    selection: &Selection,
    revision: Revision,
) -> Result<WorthSay, Problem> {
    let selected = &selection.mask;
    Ok(match ask {
        WorthAsk::Why(target) => {
            WorthSay::Why(why::why(base, rules, evaluator, *target, selected, revision)?)
        }
        WorthAsk::Alike(query) => {
            let (view, chances) = alike::alike(base, rules, evaluator, query, revision)?;
            base.table.set(alike::FIELD, chances);
            evaluator.invalidate();
            WorthSay::Alike(view)
        }
        WorthAsk::Affinity { categories, code } => WorthSay::Affinity(affinity::affinity(
            base,
            *categories,
            code.as_deref(),
            selected,
            revision,
        )),
        WorthAsk::WinBack => {
            WorthSay::WinBack(win_back::win_back(base, rules, evaluator, revision)?)
        }
        WorthAsk::Value => WorthSay::Value(value::value(base, selected, revision)),
        WorthAsk::Conversion { kind, days } => {
            WorthSay::Conversion(value::conversion(base, kind.as_deref(), *days, revision))
        }
        WorthAsk::Foretold => WorthSay::Foretold(base.checks(rules).holdout),
    })
}

/// Whom a query of ours or the user's names.
fn whom(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    query: &str,
) -> Result<Mask, Problem> {
    let node = parse(query).map_err(Problem::Query)?;
    evaluator.mask(&node, &base.data(rules)).map_err(Problem::Query)
}

/// Minor units in major ones, where the data has money.
fn money(base: &Base, units: i64) -> Option<f64> {
    base.portfolio.has_money.then(|| major(units, base.portfolio.decimals()))
}

/// The numbers of a column in major units; none where there is no such column.
fn numbers<'a>(base: &'a Base, name: &str) -> impl Fn(usize) -> Option<f64> + use<'a> {
    let (column, decimals) = (base.table.get(name), base.portfolio.decimals());
    move |customer| column?.number_at(customer, decimals)
}

/// Whether a column has a value for anybody.
pub fn has_values(base: &Base, name: &str) -> bool {
    match base.table.get(name) {
        Some(Column::Money(values)) => values.iter().any(|&value| value != EMPTY_I64),
        Some(Column::Number(values)) => values.iter().any(|value| !value.is_nan()),
        _ => false,
    }
}
