//! **Classes**: each customer has exactly one of every classification. One mechanism serves all, an ordered list of
//! [`rules`] in the query language; Pareto classes, which need a running sum, are code.
//!
//! Classifications are made in a fixed order ([`ORDER`]), the user's **own** after them as they were made, and a rule may use
//! only those before its own. Customers that do not exist as of the day have no class. [`duplicates`] are a yes/no column
//! of their own, made when asked for, since they read every name.
//!
//! The trap: money. Where the data has none, `pareto_class` and `reward_tier` are empty for everybody and not
//! to be offered; they keep their class names, so that rules which name them stay right.

pub mod builtin;
pub mod duplicates;
pub mod early;
pub mod pareto;
pub mod rules;
pub mod stage;

use crate::{
    mask::Mask,
    measures::{settings::Settings, table::Table},
    portfolio::{
        columns::{Column, EMPTY_CLASS, Portfolio},
        names::Names,
    },
    query::{
        evaluate::{Data, evaluate},
        fields::SavedSegment,
        parse::parse,
    },
};
use builtin::Signs;
use early::Unmade;
use pareto::{Least, ParetoFacts, Shares};
use rules::{ClassError, RuleList};
use serde::{Deserialize, Serialize};

/// The classifications, in the order in which they are made.
pub const ORDER: [&str; 7] =
    ["rfm_segment", "rhythm", "activity", PARETO, "reward_tier", "loyalty_stage", "funnel_stage"];

const PARETO: &str = "pareto_class";
const GAP: &str = "promotion_gap";

/// Whether a class field is no built-in one: then its list is the user's own.
pub fn is_own(field: &str) -> bool {
    !ORDER.contains(&field) && field != stage::FIELD
}

/// What the user changed of the classifications; by default nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleSet {
    /// Lists that replace the built-in ones of their fields, and lists of the user's own.
    pub edited: Vec<RuleList>,
    pub pareto: Shares,
    /// Cuts of an earlier day in place of the shares.
    #[serde(skip)]
    pub pareto_least: Option<Least>,
}

impl RuleSet {
    /// The queries of all lists.
    pub fn queries(&self) -> Vec<&str> {
        let rules = self.edited.iter().flat_map(|list| &list.rules);
        rules.map(|rule| rule.query.as_str()).collect()
    }
}

/// What is said of the classifications beside the columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassFacts {
    /// None where no buyer spent anything.
    pub pareto: Option<ParetoFacts>,
    /// The lists that were used, to be shown, edited and written beside exports.
    pub lists: Vec<RuleList>,
    /// What the loyalty stages are told by: without a sign, the built-in rules are stand-ins.
    pub signs: Signs,
    /// Classifications that these data cannot make.
    pub not_offered: Vec<&'static str>,
    /// Lists of the user that are set aside, by field, and why.
    pub set_aside: Vec<(String, ClassError)>,
}

/// [`classify`] by those of the user's lists that fit these data. One that does not is set aside, and the built-in one of its
/// field, if any, holds; which it is, and why, is in the facts.
pub fn classify_by_fitting(
    portfolio: &Portfolio,
    table: &mut Table,
    settings: &Settings,
    segments: &[SavedSegment],
    rules: &RuleSet,
) -> Result<ClassFacts, ClassError> {
    let mut rules = rules.clone();
    let mut set_aside = Vec::new();
    loop {
        match classify(portfolio, table, settings, segments, &rules) {
            Ok(facts) => return Ok(ClassFacts { set_aside, ..facts }),
            Err(error) => {
                let Some(place) = to_blame(&error, &rules, segments) else { return Err(error) };
                set_aside.push((rules.edited.remove(place).field, error));
            }
        }
    }
}

/// The place of the user's list that an error comes from: that of the wrong rule, or, where that is a built-in one, the one
/// that it uses.
fn to_blame(error: &ClassError, rules: &RuleSet, segments: &[SavedSegment]) -> Option<usize> {
    let place = |field: &str| rules.edited.iter().rposition(|list| list.field == field);
    place(error.field()).or_else(|| {
        let ClassError::Query { query, .. } = error else { return None };
        let edited = rules.edited.iter();
        let edited: Vec<Unmade> =
            edited.map(|l| Unmade { field: l.field.clone(), names: l.names() }).collect();
        place(&early::uses_unmade(&parse(query).ok()?, &edited, segments)?)
    })
}

/// Adds the class columns, `promotion_gap` and the helper [`stage::FIELD`] to the table, in place of older ones.
/// On an error the table is left with the classifications made before it.
pub fn classify(
    portfolio: &Portfolio,
    table: &mut Table,
    settings: &Settings,
    segments: &[SavedSegment],
    rules: &RuleSet,
) -> Result<ClassFacts, ClassError> {
    ORDER.iter().chain(&[GAP]).for_each(|field| table.remove(field));
    let limit = table.as_of.unwrap_or(i32::MAX);
    table.set(stage::FIELD, stage::latest(portfolio, &table.exists, limit));

    let signs = Signs::of(portfolio, table);
    let lists = lists(portfolio, &signs, rules)?;
    let mut facts = ClassFacts { signs, ..ClassFacts::default() };
    let mut unmade = unmade(&lists);
    for field in ORDER {
        if field == PARETO {
            facts.pareto = add_pareto(table, rules);
        } else if let Some(list) = lists.iter().find(|list| list.field == field) {
            let column = if field == "reward_tier" && !portfolio.has_money {
                nobody(list, table.len())
            } else {
                by_rules(list, &unmade, &Data { portfolio, table, settings, segments })?
            };
            table.set(field, column);
        }
        unmade.retain(|list| list.field != field && (field != PARETO || list.field != GAP));
    }
    for list in lists.iter().filter(|list| is_own(&list.field)) {
        let column = by_rules(list, &unmade, &Data { portfolio, table, settings, segments })?;
        table.set(&list.field, column);
        unmade.retain(|other| other.field != list.field);
    }
    facts.lists = lists;
    if !portfolio.has_money {
        facts.not_offered = vec![PARETO, "reward_tier"];
    }
    Ok(facts)
}

/// The built-in lists, with the user's in their places, and the user's own. Of two of one name the later counts.
fn lists(
    portfolio: &Portfolio,
    signs: &Signs,
    rules: &RuleSet,
) -> Result<Vec<RuleList>, ClassError> {
    let mut lists = vec![
        builtin::rfm_segment(),
        builtin::rhythm(),
        builtin::activity(),
        builtin::reward_tier(),
        builtin::loyalty_stage(signs),
        builtin::funnel_stage(),
    ];
    for edited in &rules.edited {
        match lists.iter_mut().find(|list| list.field == edited.field) {
            Some(list) => *list = edited.clone(),
            None => {
                check_name(&edited.field, portfolio, &lists)?;
                lists.push(edited.clone());
            }
        }
    }
    Ok(lists)
}

/// A name of a list of the user's own that no other field bears; names compare folded.
fn check_name(name: &str, portfolio: &Portfolio, lists: &[RuleList]) -> Result<(), ClassError> {
    let mut names = Names::default();
    names.take(stage::FIELD);
    let known = portfolio.customers.attributes.iter().map(|attribute| attribute.name.as_str());
    for known in known.chain(lists.iter().map(|list| list.field.as_str()).filter(|f| is_own(f))) {
        names.take(known);
    }
    match name.is_empty() || names.take(name) != name {
        true => Err(ClassError::NameTaken { field: name.to_string() }),
        false => Ok(()),
    }
}

/// All classifications, as long as none is made.
fn unmade(lists: &[RuleList]) -> Vec<Unmade> {
    let by_rules = lists.iter().map(|l| Unmade { field: l.field.clone(), names: l.names() });
    let pareto = Unmade { field: PARETO.into(), names: pareto::NAMES.map(String::from).to_vec() };
    by_rules.chain([pareto, Unmade { field: GAP.into(), names: Vec::new() }]).collect()
}

fn by_rules(list: &RuleList, unmade: &[Unmade], data: &Data) -> Result<Column, ClassError> {
    Ok(list.column(&takes(list, unmade, data)?, data.table.len()))
}

fn takes(list: &RuleList, unmade: &[Unmade], data: &Data) -> Result<Vec<Mask>, ClassError> {
    let queries = list.parse()?;
    for (rule, query) in queries.iter().enumerate() {
        if let Some(uses) = early::uses_unmade(query, unmade, data.segments) {
            let (field, name) = (list.field.clone(), list.rules[rule].name.clone());
            return Err(ClassError::TooEarly { field, rule, name, uses });
        }
    }
    list.takes(&queries, &data.table.exists, |query| evaluate(query, data))
}

/// Whom each rule of a list and its fallback would take, were it the list of its field, `lists` being those in use.
/// Nothing changes.
pub fn try_list(list: &RuleList, lists: &[RuleList], data: &Data) -> Result<Vec<Mask>, ClassError> {
    let own = lists.iter().map(|list| list.field.as_str()).filter(|field| is_own(field));
    let order: Vec<&str> = ORDER.into_iter().chain(own).collect();
    let place = order.iter().position(|&field| field == list.field).unwrap_or(order.len());
    let made = &order[..place];
    let mut unmade = unmade(lists);
    unmade.retain(|later| {
        let field = if later.field == GAP { PARETO } else { &later.field };
        !made.contains(&field)
    });
    if place == order.len() || list.field == PARETO {
        check_name(&list.field, data.portfolio, lists)?;
    }
    takes(list, &unmade, data)
}

fn add_pareto(table: &mut Table, rules: &RuleSet) -> Option<ParetoFacts> {
    let nothing = vec![crate::portfolio::columns::EMPTY_I64; table.len()];
    let spend = match table.get("spend_total") {
        Some(Column::Money(spend)) => spend,
        _ => &nothing,
    };
    let (shares, least) = (rules.pareto, rules.pareto_least);
    let (class, gap, facts) = pareto::classify(&table.exists, &table.buyers, spend, shares, least);
    table.set(PARETO, class);
    table.set(GAP, gap);
    facts
}

/// A classification in which nobody has a class.
fn nobody(list: &RuleList, len: usize) -> Column {
    Column::Class { codes: vec![EMPTY_CLASS; len], names: list.names().into() }
}

#[cfg(test)]
mod tests;
