//! **Stages**: a classification whose classes are steps of one way, the loyalty chain or the funnel. How many stand on
//! each step, how many came at least so far, who is nearest to the next step and what they lack.
//!
//! **At** a stage is who is in its class today; who **reached** it is there or beyond. The **conversion** of a stage is
//! its reached against those of the stage before. A class **aside** (a lost deal) is on no step: whoever is in it is
//! counted at the beginning of the way and no further, since the class does not say how far it went.
//!
//! The trap: the way is read off the rules, so that an edited list has one too. Rules stand from the last step to the
//! first; a customer in a lower class has failed the rule above, so where all its parts but one hold, that one is what
//! is missing.

use super::{
    Desk,
    pace::{Milestone, Pace, pace},
};
use crate::{
    classes::{rules::RuleList, stage::Stage},
    engine::{
        tally::class_rows,
        view::{ClassRow, Revision},
    },
    mask::Mask,
    portfolio::columns::Attribute,
    query::{
        ast::Node,
        edit::parts,
        parse::parse,
        print::{print, print_name, quote},
    },
    schema::role::Role,
};
use serde::{Deserialize, Serialize};

/// The classifications that are a way.
pub const WAYS: [&str; 2] = [LOYALTY, "funnel_stage"];
const LOYALTY: &str = "loyalty_stage";

/// Who may be on the move: orders by the own rhythm, or was heard of lately.
const WARM: &str = "activity in (\"New\", \"Active\")";
const HEARD_OF: &str = "events(count >= 1, last 90 days)";

/// A way and who stands where on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StagesView {
    pub revision: Revision,
    pub field: String,
    /// From the first step to the last.
    pub stages: Vec<StageRow>,
    /// Classes that are no step.
    pub aside: Vec<ClassRow>,
    /// Days between what can be dated.
    pub paces: Vec<Pace>,
    /// What nobody in the data has a day of.
    pub lacks: Vec<Milestone>,
    /// What is known of those who never ordered, on the loyalty chain.
    pub signs: Vec<SignRow>,
}

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageRow {
    /// Who is at it.
    pub at: ClassRow,
    pub reached: u32,
    /// None at the first step, and after a step that nobody reached.
    pub conversion: Option<f64>,
    /// Whom a single condition keeps from the next step, by condition, the most customers first.
    pub near: Vec<Near>,
}

/// Customers whom one condition keeps from the next step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// The condition that they lack.
    pub lacks: String,
    pub customers: u32,
    pub query: String,
    /// How many of them order by their own rhythm, or were heard of in the last 90 days.
    pub warm: u32,
    pub warm_query: String,
}

/// A sign that a suspect may become a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// Shows interest, or answered.
    Need,
    /// Can be reached, or lives where one serves.
    Opportunity,
    /// A stratum or a budget is known.
    Money,
}

/// For how many suspects a sign is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignRow {
    pub sign: Sign,
    /// None where no file says anything of it.
    pub known: Option<(u32, String)>,
}

/// The way of a classification; none where it is no way.
pub fn stages(desk: &mut Desk, field: &str, selected: &Mask) -> Option<StagesView> {
    let base = desk.base;
    let list = base.classes.lists.iter().find(|list| list.field == field)?;
    WAYS.contains(&field).then_some(())?;
    let decimals = base.portfolio.has_money.then(|| base.portfolio.decimals());
    let rows = class_rows(&base.table, field, selected, decimals);
    let row = |name: &String| {
        let empty = ClassRow {
            name: name.clone(),
            customers: 0,
            selected: 0,
            revenue: decimals.map(|_| 0.0),
            revenue_share: decimals.map(|_| 0.0),
            query: format!("{field} = {}", quote(name)),
        };
        rows.iter().find(|row| row.name == *name).cloned().unwrap_or(empty)
    };
    let is_aside = |name: &String| field != LOYALTY && name == Stage::LostDeal.name();
    let (aside, mut way): (Vec<String>, Vec<String>) = list.names().into_iter().partition(is_aside);
    way.reverse();
    let aside: Vec<ClassRow> = aside.iter().map(row).filter(|row| row.customers > 0).collect();
    let mut left: u32 = rows.iter().map(|row| row.customers).sum();
    let off: u32 = aside.iter().map(|row| row.customers).sum();
    let mut stages: Vec<StageRow> = Vec::new();
    for (step, name) in way.iter().enumerate() {
        let at = row(name);
        let before = stages.last().map(|stage| stage.reached).filter(|&reached| reached > 0);
        let conversion = before.map(|before| f64::from(left) / f64::from(before));
        let near = match way.get(step + 1) {
            Some(next) if at.customers > 0 => near(desk, list, &at.query, next),
            _ => Vec::new(),
        };
        let stage = StageRow { reached: left, conversion, near, at };
        left -= stage.at.customers + if step == 0 { off } else { 0 };
        stages.push(stage);
    }
    let (paces, lacks) = pace(base, Milestone::of(field == LOYALTY));
    let signs = match stages.first() {
        Some(first) if field == LOYALTY && first.at.customers > 0 => signs(desk, &first.at.query),
        _ => Vec::new(),
    };
    let revision = desk.revision;
    Some(StagesView { revision, field: field.to_string(), stages, aside, paces, lacks, signs })
}

/// Whom of a class a single condition keeps from another class, whose rules stand above.
pub fn near(desk: &mut Desk, list: &RuleList, class: &str, next: &str) -> Vec<Near> {
    let Ok(class) = parse(class) else { return Vec::new() };
    let warm = match desk.base.portfolio.events.is_empty() {
        true => parse(WARM),
        false => parse(&format!("{WARM} or {HEARD_OF}")),
    };
    let mut all = Vec::new();
    for rule in list.rules.iter().filter(|rule| rule.name == next) {
        let Ok(rule) = parse(&rule.query) else { continue };
        let conditions = parts(&rule);
        for (place, condition) in conditions.iter().enumerate() {
            let others = conditions.iter().enumerate().filter(|(other, _)| *other != place);
            let kept: Vec<Node> =
                [class.clone()].into_iter().chain(others.map(|(_, node)| node.clone())).collect();
            let (query, customers) = desk.count(&kept);
            if customers == 0 {
                continue;
            }
            let (warm_query, warm) = match &warm {
                Ok(warm) => desk.count(&[kept, vec![warm.clone()]].concat()),
                Err(_) => (String::new(), 0),
            };
            all.push(Near { lacks: print(condition), customers, query, warm, warm_query });
        }
    }
    all.sort_by_key(|near| std::cmp::Reverse(near.customers));
    all
}

/// What is known of the suspects.
fn signs(desk: &mut Desk, suspects: &str) -> Vec<SignRow> {
    let attributes = &desk.base.portfolio.customers.attributes;
    let has_role = |role: Role| {
        let of_role = move |attribute: &&Attribute| attribute.role == role;
        attributes
            .iter()
            .filter(of_role)
            .map(|attribute| format!("{} is not empty", print_name(&attribute.name)))
    };
    let need = "funnel_stage in (\"Prospect\", \"About to decide\") or score is not empty";
    let opportunity: Vec<String> =
        ["reachable = true".to_string()].into_iter().chain(has_role(Role::Region)).collect();
    let money: Vec<String> = has_role(Role::Stratum).collect();
    let events = !desk.base.portfolio.events.is_empty();
    let asked = [
        (Sign::Need, events.then(|| need.to_string())),
        (Sign::Opportunity, Some(opportunity.join(" or "))),
        (Sign::Money, (!money.is_empty()).then(|| money.join(" or "))),
    ];
    asked
        .into_iter()
        .map(|(sign, query)| {
            let nodes = query.and_then(|query| Some([parse(suspects).ok()?, parse(&query).ok()?]));
            let known = nodes.map(|nodes| desk.count(&nodes)).map(|(query, n)| (n, query));
            SignRow { sign, known }
        })
        .collect()
}
