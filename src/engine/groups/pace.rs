//! **Pace**: the days between one **milestone** of a customer and the next, the median of those who have both.
//!
//! The trap: what comes first. A customer may order before signing up; who has the two the other way round, or lacks
//! one of them, is not counted, and each pace says how many are.

use crate::{
    classes::stage::Stage,
    engine::{base::Base, tally::median},
    portfolio::{
        columns::{Column, EMPTY_I32},
        kinds::standard_kind,
    },
    schema::role::Role,
};
use serde::{Deserialize, Serialize};

/// What a customer has a day of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Milestone {
    /// The customer's first act that is no order: a visit, an answer, a quote, a deal. What was sent to the customer is
    /// none.
    Contact,
    SignUp,
    /// The first reply, contact or second visit, or a deal with a prospect.
    Interest,
    /// The first cart, quote, trial or checkout, or a deal about to be decided.
    Decision,
    /// The first order, the second, and so on.
    Order(u8),
}

use Milestone::*;

/// Standard kinds of events that are no acts of the customer's before an order: orders, and what was sent.
const NO_ACTS: [&str; 4] = ["purchase", "return", "campaign", "invited"];

impl Milestone {
    /// Those of the loyalty chain, or of the funnel.
    pub fn of(loyalty: bool) -> &'static [Milestone] {
        match loyalty {
            true => &[Contact, SignUp, Order(1), Order(2), Order(3), Order(4)],
            false => &[Contact, Interest, Decision, Order(1)],
        }
    }
}

/// From one milestone to the next that the data has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    pub from: Milestone,
    pub to: Milestone,
    /// Those who have both, in this order.
    pub customers: u32,
    pub median_days: Option<f64>,
}

/// The paces between these milestones, and those of which nobody has a day.
pub fn pace(base: &Base, milestones: &[Milestone]) -> (Vec<Pace>, Vec<Milestone>) {
    let orders = order_days(base);
    let all: Vec<(Milestone, Vec<i32>)> =
        milestones.iter().map(|&milestone| (milestone, days(base, &orders, milestone))).collect();
    let has_some = |days: &[i32]| days.iter().any(|&day| day != EMPTY_I32);
    let (there, lacking): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, days)| has_some(days));
    let paces = there.windows(2).map(|pair| {
        let [(from, before), (to, after)] = pair else { unreachable!("two at a time") };
        let between: Vec<i64> = (before.iter().zip(after))
            .filter(|(before, after)| **before != EMPTY_I32 && after >= before)
            .map(|(before, after)| i64::from(after - before))
            .collect();
        let customers = between.len() as u32;
        Pace { from: *from, to: *to, customers, median_days: median(between) }
    });
    (paces.collect(), lacking.into_iter().map(|(milestone, _)| milestone).collect())
}

/// The days of the orders, each customer's by themselves in order; those that are no order to see come first.
fn order_days(base: &Base) -> Vec<i32> {
    let mut days = base.table.orders.day.clone();
    for customer in base.table.exists.iter() {
        days[base.portfolio.orders.of(customer)].sort_unstable();
    }
    days
}

/// The day of each customer; empty where there is none up to the day that is shown.
fn days(base: &Base, orders: &[i32], milestone: Milestone) -> Vec<i32> {
    let (portfolio, table) = (&base.portfolio, &base.table);
    let limit = table.as_of.unwrap_or(i32::MAX);
    let mut days = vec![EMPTY_I32; table.len()];
    let visible = |day: &i32| *day != EMPTY_I32 && *day <= limit;
    match milestone {
        SignUp => {
            let sign_ups = (portfolio.customers.attributes.iter())
                .find(|attribute| attribute.role == Role::SignupDate);
            if let Some(Column::Day(known)) = sign_ups.map(|attribute| &attribute.column) {
                for customer in table.exists.iter().filter(|&customer| visible(&known[customer])) {
                    days[customer] = known[customer];
                }
            }
        }
        Order(n) => {
            for customer in table.exists.iter() {
                let own = &orders[portfolio.orders.of(customer)];
                let seen = &own[own.partition_point(|&day| day == EMPTY_I32)..];
                if let Some(&day) = seen.get(usize::from(n).saturating_sub(1)) {
                    days[customer] = day;
                }
            }
        }
        Contact | Interest | Decision => {
            let told = Told::of(base, milestone);
            for customer in table.exists.iter() {
                days[customer] = told.first(base, customer, limit).unwrap_or(EMPTY_I32);
            }
        }
    }
    days
}

/// Which kinds of events and stages of deals tell a milestone.
struct Told {
    /// By kind, how many such events it takes; 0 for never.
    kinds: Vec<u8>,
    /// By text of a stage.
    stages: Vec<bool>,
}

impl Told {
    fn of(base: &Base, milestone: Milestone) -> Told {
        let events = &base.portfolio.events;
        let takes = |kind: &str| match (milestone, kind) {
            (Contact, kind) if standard_kind(kind).is_some() && !NO_ACTS.contains(&kind) => 1,
            (Interest, "reply" | "contact") => 1,
            (Interest, "visit") => 2,
            (Decision, "cart" | "quote" | "trial" | "checkout") => 1,
            _ => 0,
        };
        let tells = |stage: &str| match Stage::of(stage) {
            Some(stage) => match milestone {
                Contact => true,
                Interest => stage == Stage::Prospect,
                Decision => stage == Stage::AboutToDecide,
                _ => false,
            },
            None => false,
        };
        Told {
            kinds: events.kinds.iter().map(takes).collect(),
            stages: events.stages.iter().map(tells).collect(),
        }
    }

    /// The first day on which it is told of a customer.
    fn first(&self, base: &Base, customer: usize, limit: i32) -> Option<i32> {
        let events = &base.portfolio.events;
        let mut seen = 0u8;
        events.of(customer).find_map(|i| {
            let day = events.day[i];
            if day == EMPTY_I32 || day > limit {
                return None;
            }
            let of_stage = events.stage.get(i).is_some_and(|&stage| self.stages[stage as usize]);
            let told = match self.kinds[events.kind[i] as usize] {
                0 => false,
                1 => true,
                // Only visits take more than one.
                times => {
                    seen = seen.saturating_add(1);
                    seen >= times
                }
            };
            (told || of_stage).then_some(day)
        })
    }
}
