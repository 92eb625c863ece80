//! **Act**: what the Act screen asks and is told. A **group** is a query with a reason to do something about whom it
//! names, in the order current customers, lost ones, potential ones; its **list** is cut to those who may be written to and
//! are worth the cost.
//!
//! The trap: groups are reasons, not classes. One customer can be in several, so their counts do not add up.

pub mod calendar;
pub mod groups;
pub mod plans;
pub mod results;

use super::{base::Base, core::Answer, desk::Desk, protocol::Say, tally::major};
use crate::insight::plan::Plan;
use calendar::{CalendarAsk, CalendarView};
use groups::{GroupKey, GroupRow, GroupView, Terms};
use plans::PlanView;
use results::{ResultAsk, ResultView};
use serde::{Deserialize, Serialize};

/// What the screen asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActAsk {
    /// Every group in the order of the work.
    Groups,
    /// One of them, with the list that these terms make.
    Group { key: GroupKey, terms: Terms },
    /// What the coming days bring.
    Calendar(CalendarAsk),
    /// Plans against the data that are open.
    Plans(Vec<Plan>),
    /// What a campaign brought.
    Result(ResultAsk),
}

/// What the screen is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActSay {
    Groups(Vec<GroupRow>),
    /// None where these data cannot tell the group.
    Group(Option<Box<GroupView>>),
    Calendar(CalendarView),
    /// In the order asked, and the day they are measured on.
    Plans {
        as_of: Option<i32>,
        views: Vec<PlanView>,
    },
    Result(Box<ResultView>),
}

/// Some customers and the query that names them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Named {
    pub customers: u32,
    pub query: String,
}

/// Answers the screen.
pub fn answer(desk: &mut Desk, ask: &ActAsk) -> Answer {
    let said = match ask {
        ActAsk::Groups => ActSay::Groups(groups::rows(desk)),
        ActAsk::Group { key, terms } => {
            ActSay::Group(groups::group(desk, key, terms).map(Box::new))
        }
        ActAsk::Calendar(ask) => ActSay::Calendar(calendar::view(desk, ask)),
        ActAsk::Plans(plans) => {
            ActSay::Plans { as_of: desk.base.table.as_of, views: plans::views(desk, plans) }
        }
        ActAsk::Result(ask) => ActSay::Result(Box::new(results::view(desk, ask))),
    };
    Answer::Say(vec![Say::Act(said)])
}

/// Minor units in major ones, where the data has money.
fn money(base: &Base, units: i64) -> Option<f64> {
    base.portfolio.has_money.then(|| major(units, base.portfolio.decimals()))
}

#[cfg(test)]
mod planning_tests;
#[cfg(test)]
mod tests;
