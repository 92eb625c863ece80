//! **Groups**: what the Segments screen asks and is told. A classification is a list of rules; any other field is cut
//! into groups by [`dimension`]; two of either make a [`cross`]-table; a condition with a number to choose makes a
//! [`ladder`]; classes that follow one another are [`stages`] with a [`pace`]; reward [`tiers`] have a cost; who of a group
//! [`bought`] in which category is told. Saved segments are counted and laid over one another in [`saved`], and two of them
//! set beside each other in [`compare`].
//!
//! The trap: groups of one field are disjoint, saved segments are not. Shares of the former add up to one, those of
//! the latter may pass it.

pub mod bought;
pub mod compare;
pub mod cross;
pub mod dimension;
pub mod ladder;
pub mod lists;
pub mod pace;
pub mod products;
pub mod saved;
pub mod stages;
pub mod tiers;

use super::{
    answer::Selection,
    base::{Base, Rules},
    desk::Desk,
    tally::major,
    view::{Problem, Revision},
};
use crate::{
    classes::{RuleSet, rules::RuleList},
    query::evaluator::Evaluator,
};
use bought::BoughtView;
use compare::CompareView;
use cross::CrossView;
use dimension::{DimensionAsk, GroupsView};
use ladder::LadderView;
use lists::{ListView, TrialView};
use products::{ProductOrder, ProductsView};
use saved::{OverlapView, SavedText, SavedView};
use serde::{Deserialize, Serialize};
use stages::StagesView;
use tiers::{Rates, TiersView};

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
    Products { categories: bool, order: ProductOrder },
    /// The saved segments, in their order; rules may name them.
    SetSaved(Vec<SavedText>),
    /// How saved segments lie over one another, by name.
    Overlap(Vec<String>),
    /// What sets the customers of a query apart from those of another.
    Compare { a: String, b: String },
    /// A classification as stages of a way.
    Stages { field: String },
    /// The groups of a field by the categories they ever bought in.
    Bought { field: String },
    /// The reward tiers under these rates.
    Tiers(Rates),
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
    Stages(StagesView),
    Bought(BoughtView),
    Tiers(TiersView),
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
        GroupsAsk::Products { categories, order } => {
            let returns = rules.settings.returns;
            GroupsSay::Products(products::products(
                base,
                returns,
                (*categories, *order),
                selected,
                revision,
            ))
        }
        GroupsAsk::Overlap(names) => {
            GroupsSay::Overlap(saved::overlap(base, rules, evaluator, names))
        }
        GroupsAsk::Compare { a, b } => {
            GroupsSay::Compare(compare::compare(base, rules, evaluator, (a, b))?)
        }
        GroupsAsk::Stages { field } => {
            let mut desk = Desk { base, rules, evaluator, revision };
            match stages::stages(&mut desk, field, selected) {
                Some(stages) => GroupsSay::Stages(stages),
                None => return Ok(None),
            }
        }
        GroupsAsk::Bought { field } => match bought::bought(base, field, revision) {
            Some(bought) => GroupsSay::Bought(bought),
            None => return Ok(None),
        },
        GroupsAsk::Tiers(rates) => {
            match tiers::tiers(&mut Desk { base, rules, evaluator, revision }, rates) {
                Some(tiers) => GroupsSay::Tiers(tiers),
                None => return Ok(None),
            }
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
