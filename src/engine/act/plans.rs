//! Plans against the data that are open: what each measure is now, and how the plan stands.

use super::{Desk, Named, money};
use crate::{
    calendar::Day,
    engine::{tally::sum_of, view::Problem},
    insight::plan::{Measure, Plan, Standing},
    portfolio::columns::Column,
    query::{ast::Node, parse::parse, print::print},
};
use serde::{Deserialize, Serialize};

/// A plan and the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    /// Who is in the group now.
    pub group: Named,
    /// Major units where it is money.
    pub actual: Option<f64>,
    pub progress: Option<f64>,
    pub standing: Standing,
    /// Why these data cannot answer its query.
    pub problem: Option<Problem>,
}

/// Each plan, in the order given.
pub fn views(desk: &mut Desk, plans: &[Plan]) -> Vec<PlanView> {
    plans.iter().map(|plan| view(desk, plan)).collect()
}

fn view(desk: &mut Desk, plan: &Plan) -> PlanView {
    let found = parse(&plan.group).and_then(|node| {
        let mask = desk.mask(&node)?;
        Ok((node, mask))
    });
    let (node, mask) = match found {
        Ok(found) => found,
        Err(error) => {
            return PlanView {
                group: Named { customers: 0, query: plan.group.clone() },
                actual: None,
                progress: None,
                standing: Standing::Open,
                problem: Some(Problem::Query(error)),
            };
        }
    };
    let customers = mask.count() as u32;
    let table = &desk.base.table;
    let actual = match plan.measure {
        Measure::Customers => Some(f64::from(customers)),
        Measure::Spend12m => money(desk.base, sum_of(table, "spend_12m", &mask)),
        Measure::Ticket => {
            let orders: i64 = match table.get("n_orders") {
                Some(Column::Whole(n)) => mask.iter().map(|customer| i64::from(n[customer])).sum(),
                _ => 0,
            };
            money(desk.base, sum_of(table, "spend_total", &mask))
                .filter(|_| orders > 0)
                .map(|spend| spend / orders as f64)
        }
        Measure::Ordered => plan.began.and_then(|began| {
            // The day it began is the day its data ended: what came after it counts.
            let since = Day(began.0 + 1);
            let ordered = parse(&format!("orders(count >= 1, since {since})")).ok()?;
            let both = Node::And(vec![node.clone(), ordered]);
            let mask = desk.mask(&both).ok()?;
            Some(mask.count() as f64)
        }),
    };
    PlanView {
        progress: actual.and_then(|actual| plan.progress(actual)),
        standing: plan.standing(actual, desk.base.table.as_of.map(Day)),
        group: Named { customers, query: print(&node) },
        actual,
        problem: None,
    }
}
