//! **Ladder**: how many customers, with which part of the revenue, reach each step of a condition. It is there to
//! choose whom to call a top customer: so many units within any 60 days, so much spent.

use super::{money, share};
use crate::{
    engine::{
        base::{Base, Rules},
        tally::sum_of,
        view::Problem,
    },
    query::{evaluator::Evaluator, parse::parse, print::print},
};
use serde::{Deserialize, Serialize};

/// What stands for the step in a template.
pub const STEP: &str = "{x}";
/// The last step that is tried: more than any currency's million millions.
const LAST: f64 = 1e13;
/// Steps shown, at most.
const STEPS: usize = 14;

/// The ladder of a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LadderView {
    pub template: String,
    /// By rising step.
    pub steps: Vec<LadderStep>,
}

/// Who reaches a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LadderStep {
    pub at: f64,
    pub customers: u32,
    /// Of the buyers.
    pub customers_share: Option<f64>,
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    pub query: String,
}

/// Tries the steps 1, 2, 5, 10 … until nobody reaches one; steps that the same customers reach as the next are left
/// out.
pub fn ladder(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    template: &str,
) -> Result<LadderView, Problem> {
    let data = base.data(rules);
    let buyers = base.table.buyers.count() as i64;
    let total = sum_of(&base.table, "spend_total", &base.table.exists);
    let mut steps: Vec<LadderStep> = Vec::new();
    let mut power = 1.0;
    'tried: while power <= LAST {
        for digit in [1.0, 2.0, 5.0] {
            let at = digit * power;
            let node = parse(&template.replace(STEP, &at.to_string()));
            let node = node.map_err(Problem::Query)?;
            let mask = evaluator.mask(&node, &data).map_err(Problem::Query)?;
            let customers = mask.count();
            if customers == 0 {
                break 'tried;
            }
            if steps.last().is_some_and(|last| last.customers == customers as u32) {
                steps.pop();
            }
            let spend = sum_of(&base.table, "spend_total", &mask);
            steps.push(LadderStep {
                at,
                customers: customers as u32,
                customers_share: share(customers as i64, buyers),
                revenue: money(base, spend),
                revenue_share: money(base, spend).and(share(spend, total)),
                query: print(&node),
            });
        }
        power *= 10.0;
    }
    // The high steps are what one chooses among.
    let first = steps.len().saturating_sub(STEPS);
    Ok(LadderView { template: template.to_string(), steps: steps.split_off(first) })
}
