//! **Act**: what the Act screen asks and is told. A **group** is a query with a reason to do something about whom it
//! names, in the order current customers, lost ones, potential ones; its **list** is cut to those who may be written to and
//! are worth the cost.
//!
//! The trap: groups are reasons, not classes. One customer can be in several, so their counts do not add up.

pub mod groups;

use super::{
    base::{Base, Rules},
    core::Answer,
    protocol::Say,
    tally::major,
    view::Revision,
};
use crate::query::evaluator::Evaluator;
use groups::{GroupKey, GroupRow, GroupView, Terms};
use serde::{Deserialize, Serialize};

/// What the screen asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActAsk {
    /// Every group in the order of the work.
    Groups,
    /// One of them, with the list that these terms make.
    Group { key: GroupKey, terms: Terms },
}

/// What the screen is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActSay {
    Groups(Vec<GroupRow>),
    /// None where these data cannot tell the group.
    Group(Option<Box<GroupView>>),
}

/// Some customers and the query that names them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Named {
    pub customers: u32,
    pub query: String,
}

/// What there is to answer from.
pub struct Desk<'a> {
    pub base: &'a Base,
    pub rules: &'a Rules,
    pub evaluator: &'a mut Evaluator,
    pub revision: Revision,
}

/// Answers the screen.
pub fn answer(desk: &mut Desk, ask: &ActAsk) -> Answer {
    let said = match ask {
        ActAsk::Groups => ActSay::Groups(groups::rows(desk)),
        ActAsk::Group { key, terms } => {
            ActSay::Group(groups::group(desk, key, terms).map(Box::new))
        }
    };
    Answer::Say(vec![Say::Act(said)])
}

/// Minor units in major ones, where the data has money.
fn money(base: &Base, units: i64) -> Option<f64> {
    base.portfolio.has_money.then(|| major(units, base.portfolio.decimals()))
}

#[cfg(test)]
mod tests;
