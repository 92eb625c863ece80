//! **Groups**: what the Segments screen asks and is told. A classification is a list of rules; any other field is cut
//! into groups by [`dimension`]; two of either make a [`cross`]-table; a condition with a number to choose makes a
//! [`ladder`]; saved segments are counted and laid over one another in [`saved`], and two of them set beside each other in [`compare`].
//!
//! The trap: groups of one field are disjoint, saved segments are not. Shares of the former add up to one, those of
//! the latter may pass it.

pub mod compare;
pub mod cross;
pub mod dimension;
pub mod ladder;
pub mod lists;
pub mod products;
pub mod saved;

use super::{
    answer::Selection,
    base::{Base, Rules},
    tally::major,
    view::{Problem, Revision},
};
use crate::{
    classes::{RuleSet, rules::RuleList},
    query::evaluator::Evaluator,
};
use compare::CompareView;
use cross::CrossView;
use dimension::{DimensionAsk, GroupsView};
use ladder::LadderView;
use lists::{ListView, TrialView};
use products::ProductsView;
use saved::{OverlapView, SavedText, SavedView};
use serde::{Deserialize, Serialize};

/// What the screen asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GroupsAsk {
    /// The classifications with their rules and counts.
    Lists,
    /// Whom an edited list would take; nothing changes.
    Trial(RuleList),
    /// Puts edited lists in the place of the built-in ones and works all out again.
    SetRules(RuleSet),
    /// One field cut into groups.
    Groups(DimensionAsk),
    /// Two fields, row by column.
    Cross { rows: DimensionAsk, columns: DimensionAsk },
    /// How many reach each step of a condition; `{x}` in it stands for the step.
    Ladder { template: String },
    /// Products or categories that the selected bought.
    Products { categories: bool },
    /// The saved segments, in their order; rules may name them.
    SetSaved(Vec<SavedText>),
    /// How saved segments lie over one another, by name.
    Overlap(Vec<String>),
    /// What sets the customers of a query apart from those of another.
    Compare { a: String, b: String },
}

/// What the screen is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GroupsSay {
    Lists(Vec<ListView>),
    Trial(TrialView),
    Groups(GroupsView),
    Cross(CrossView),
    Ladder(LadderView),
    Products(ProductsView),
    Saved(Vec<SavedView>),
    Overlap(OverlapView),
    Compare(CompareView),
}

/// Answers what changes nothing.
pub fn answer(
    ask: &GroupsAsk,
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    selection: &Selection,
    revision: Revision,
) -> Result<Option<GroupsSay>, Problem> {
    let selected = &selection.mask;
    Ok(Some(match ask {
        GroupsAsk::Lists => GroupsSay::Lists(lists::lists(base, rules, selected)),
        GroupsAsk::Trial(list) => GroupsSay::Trial(lists::trial(base, rules, list)),
        GroupsAsk::Groups(ask) => match dimension::groups(base, ask, selected, revision) {
            Some(groups) => GroupsSay::Groups(groups),
            None => return Ok(None),
        },
        GroupsAsk::Cross { rows, columns } => {
            match cross::cross(base, rows, columns, selected, revision) {
                Some(table) => GroupsSay::Cross(table),
                None => return Ok(None),
            }
        }
        GroupsAsk::Ladder { template } => {
            GroupsSay::Ladder(ladder::ladder(base, rules, evaluator, template)?)
        }
        GroupsAsk::Products { categories } => {
            let returns = rules.settings.returns;
            GroupsSay::Products(products::products(base, returns, *categories, selected, revision))
        }
        GroupsAsk::Overlap(names) => {
            GroupsSay::Overlap(saved::overlap(base, rules, evaluator, names))
        }
        GroupsAsk::Compare { a, b } => {
            GroupsSay::Compare(compare::compare(base, rules, evaluator, (a, b))?)
        }
        GroupsAsk::SetRules(_) | GroupsAsk::SetSaved(_) => return Ok(None),
    }))
}

/// Minor units in major ones, where the data has money.
fn money(base: &Base, units: i64) -> Option<f64> {
    base.portfolio.has_money.then(|| major(units, base.portfolio.decimals()))
}

/// Part of a whole; none where there is nothing to share.
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests;
