//! The classifications as lists of rules, with whom each rule takes, and the trial of an edited list.

use super::money;
use crate::{
    classes::{
        ORDER, is_own,
        pareto::Shares,
        rules::{ClassError, RuleList},
        try_list,
    },
    engine::{
        base::{Base, Rules},
        tally::{class_rows, sum_of},
        view::{ClassRow, Problem},
    },
    mask::Mask,
};
use serde::{Deserialize, Serialize};

/// A classification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListView {
    pub field: String,
    /// Whether these data can make it; without money some cannot be.
    pub offered: bool,
    /// The list in use; none for the Pareto classes, which are a running sum.
    pub list: Option<RuleList>,
    /// Whether the user changed it.
    pub edited: bool,
    /// Classes that are told by a stand-in, since the data has no sign for them.
    pub stand_ins: Vec<String>,
    /// The shares of the Pareto classes.
    pub shares: Option<Shares>,
    /// Who is in which class; classes without customers are left out.
    pub classes: Vec<ClassRow>,
}

/// The place of a rule where none is meant.
pub const NO_RULE: u32 = u32::MAX;

/// What an edited list would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrialView {
    pub field: String,
    /// For each rule, then the fallback: customers and revenue taken. Empty with a problem.
    pub takes: Vec<(u32, Option<f64>)>,
    /// The rule that cannot be, and why; [`NO_RULE`] where it is the name of the list.
    pub problem: Option<(u32, Problem)>,
}

/// All classifications in the order they are made, the user's own last.
pub fn lists(base: &Base, rules: &Rules, selected: &Mask) -> Vec<ListView> {
    let decimals = base.portfolio.has_money.then(|| base.portfolio.decimals());
    let facts = &base.classes;
    let own = facts.lists.iter().map(|list| list.field.as_str()).filter(|field| is_own(field));
    ORDER
        .into_iter()
        .chain(own)
        .map(|field| {
            let list = facts.lists.iter().find(|list| list.field == field).cloned();
            let edited = rules.classes.edited.iter().any(|list| list.field == field);
            let mut stand_ins = Vec::new();
            if field == "loyalty_stage" && !edited {
                let signs = &facts.signs;
                stand_ins.extend((!signs.supporters).then(|| "Supporter".to_string()));
                stand_ins.extend(signs.consumers.is_empty().then(|| "Consumer".to_string()));
            }
            ListView {
                field: field.to_string(),
                offered: !facts.not_offered.contains(&field),
                shares: list.is_none().then_some(rules.classes.pareto),
                list,
                edited,
                stand_ins,
                classes: class_rows(&base.table, field, selected, decimals),
            }
        })
        .collect()
}

/// Whom an edited list would take.
pub fn trial(base: &Base, rules: &Rules, list: &RuleList) -> TrialView {
    let field = list.field.clone();
    match try_list(list, &base.classes.lists, &base.data(rules)) {
        Ok(masks) => {
            let sum = |mask: &Mask| money(base, sum_of(&base.table, "spend_total", mask));
            let takes = masks.iter().map(|mask| (mask.count() as u32, sum(mask))).collect();
            TrialView { field, takes, problem: None }
        }
        Err(error) => TrialView { field, takes: Vec::new(), problem: Some(rule_problem(&error)) },
    }
}

/// The rule an error is about, counted from 0, and what is wrong.
pub fn rule_problem(error: &ClassError) -> (u32, Problem) {
    match error {
        ClassError::Query { rule, error, .. } => (*rule as u32, Problem::Query((**error).clone())),
        ClassError::TooEarly { rule, field, uses, .. } => {
            (*rule as u32, Problem::RuleTooEarly { field: field.clone(), uses: uses.clone() })
        }
        ClassError::NameTaken { field } => (NO_RULE, Problem::NameTaken { name: field.clone() }),
        ClassError::TooManyRules { .. } => {
            (0, Problem::EngineStopped { detail: error.to_string() })
        }
    }
}
