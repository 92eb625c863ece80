//! **Builder**: what the segment builder asks and is told. Which fields the data has, which values they take and how
//! many customers each keeps, how numbers are spread, how many reach each step of a count, and queries to start from.

pub mod spread;
pub mod templates;
#[cfg(test)]
mod tests;

use super::{
    base::{Base, Rules},
    groups::ladder::{LadderView, ladder},
    worth::alike,
};
use crate::{
    calendar::Day,
    measures::table::Table,
    models::{CLV, FORECASTS},
    query::{
        error::Scope,
        evaluator::Evaluator,
        fields::{FieldInfo, Group, Kind, Schema},
        parse::parse,
        sql::{self, Dialect, SqlError},
        values::{ValueCount, has_values, texts},
    },
    text::fold,
};
use serde::{Deserialize, Serialize};
use spread::SpreadView;
use templates::TemplateView;

/// Values listed at once.
pub const VALUES: usize = 50;

/// What the builder asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum BuilderAsk {
    /// What conditions can be about.
    Fields,
    /// The values of a text, class or yes-or-no field that contain this.
    Values { scope: Scope, field: String, search: String },
    /// How the numbers or days of a field are spread.
    Spread { scope: Scope, field: String },
    /// How many reach each step of a condition; `{x}` in it stands for the step.
    Steps { template: String },
    /// Queries to start from.
    Templates,
    /// A query as SQL.
    Sql { query: String, dialect: Dialect },
}

/// What the builder is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum BuilderSay {
    Fields(FieldsView),
    Values(ValuesView),
    Spread(SpreadView),
    Steps(LadderView),
    Templates(Vec<TemplateView>),
    Sql(SqlView),
}

/// A query as SQL, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SqlView {
    pub query: String,
    pub dialect: Dialect,
    pub text: Result<String, SqlError>,
}

/// What conditions can be about, in the order in which it is offered. Only what the data has.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FieldsView {
    pub customers: Vec<FieldView>,
    pub orders: Vec<FieldView>,
    pub lines: Vec<FieldView>,
    pub events: Vec<FieldView>,
    /// Kinds of events, purchases and returns among them, and how many customers did each.
    pub kinds: Vec<ValueView>,
    /// Names of saved segments.
    pub segments: Vec<String>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldView {
    pub name: String,
    /// The role by which queries find it too.
    pub role: Option<String>,
    pub kind: Kind,
    pub group: Group,
    /// The classes in their order; empty for other kinds.
    pub classes: Vec<String>,
}

/// Some values of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValuesView {
    pub scope: Scope,
    pub field: String,
    pub search: String,
    /// Most customers first; at most [`VALUES`].
    pub values: Vec<ValueView>,
    /// Values found beyond those.
    pub more: u32,
}

/// A value, and how many customers a condition on it would keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueView {
    pub value: String,
    /// The name of a product code.
    pub label: Option<String>,
    pub customers: u32,
}

/// What was worked out for the last field, right for one state of the base.
#[derive(Default)]
pub struct BuilderMemory {
    values: Option<(Scope, String, Vec<ValueCount>)>,
}

/// Answers the builder.
pub fn answer(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    memory: &mut BuilderMemory,
    ask: &BuilderAsk,
) -> BuilderSay {
    match ask {
        BuilderAsk::Fields => BuilderSay::Fields(fields(base, rules)),
        BuilderAsk::Values { scope, field, search } => {
            BuilderSay::Values(values(base, rules, memory, *scope, field, search))
        }
        BuilderAsk::Spread { scope, field } => {
            // Its editor was opened.
            if *scope == Scope::Customers {
                evaluator.expect_edits(field, &base.data(rules));
            }
            BuilderSay::Spread(spread::spread(base, rules, *scope, field))
        }
        BuilderAsk::Steps { template } => {
            // A condition that is wrong as yet reaches no step.
            let none = || LadderView { template: template.clone(), steps: Vec::new() };
            BuilderSay::Steps(ladder(base, rules, evaluator, template).unwrap_or_else(|_| none()))
        }
        BuilderAsk::Templates => BuilderSay::Templates(templates::templates(base, rules)),
        BuilderAsk::Sql { query, dialect } => BuilderSay::Sql(as_sql(base, rules, query, *dialect)),
    }
}

/// As of the day that the user set; else the statement asks for the latest day itself, as the engine does.
fn as_sql(base: &Base, rules: &Rules, query: &str, dialect: Dialect) -> SqlView {
    let schema = Schema::of(&base.data(rules));
    let text = parse(query)
        .map_err(SqlError::Query)
        .and_then(|node| sql::write(&node, &schema, dialect, rules.as_of.map(Day)));
    SqlView { query: query.to_string(), dialect, text }
}

fn fields(base: &Base, rules: &Rules) -> FieldsView {
    let data = base.data(rules);
    let schema = Schema::of(&data);
    let of = |scope: Scope| -> Vec<FieldView> {
        let there = |field: &&FieldInfo| {
            let is_money = field.kind == Kind::Money || field.name == CLV;
            let money = !is_money || base.portfolio.has_money;
            let known = money && has_values(&data, &schema, scope, field);
            let to_come = scope == Scope::Customers && money && is_to_come(base, &field.name);
            field.computed && known || to_come
        };
        schema.scope(scope).list().iter().filter(there).map(field_view).collect()
    };
    let kinds = schema.events.find("kind").map(|kind| texts(&data, &schema, Scope::Events, kind));
    FieldsView {
        customers: of(Scope::Customers),
        orders: of(Scope::Orders),
        lines: of(Scope::Lines),
        events: of(Scope::Events),
        kinds: kinds.unwrap_or_default().into_iter().map(|kind| value_view(kind, None)).collect(),
        segments: rules.segments.iter().map(|segment| segment.name.clone()).collect(),
    }
}

/// Whether a field is learned once it is named: likeness, where there are people who never bought, and forecasts.
fn is_to_come(base: &Base, field: &str) -> bool {
    let Table { exists, buyers, .. } = &base.table;
    let alike = || base.table.get(field).is_none() && exists.count() > buyers.count();
    let forecast = || FORECASTS.contains(&field) && base.will_foretell();
    field == alike::FIELD && alike() || forecast()
}

fn field_view(field: &FieldInfo) -> FieldView {
    FieldView {
        name: field.name.clone(),
        role: field.role.map(str::to_string),
        kind: field.kind,
        group: field.group,
        classes: field.classes.to_vec(),
    }
}

fn value_view(value: ValueCount, label: Option<String>) -> ValueView {
    ValueView { value: value.text, label, customers: value.customers }
}

fn values(
    base: &Base,
    rules: &Rules,
    memory: &mut BuilderMemory,
    scope: Scope,
    field: &str,
    search: &str,
) -> ValuesView {
    let known = matches!(&memory.values, Some((s, name, _)) if *s == scope && name == field);
    if !known {
        let data = base.data(rules);
        let schema = Schema::of(&data);
        let found = schema.scope(scope).find(field);
        let values = found.map(|field| texts(&data, &schema, scope, field)).unwrap_or_default();
        memory.values = Some((scope, field.to_string(), values));
    }
    let all = memory.values.as_ref().map_or(&[][..], |(_, _, values)| values);
    let names = Names::of(base, scope, field);
    let wanted = fold(search.trim());
    let mut values = Vec::new();
    let mut more = 0;
    for value in all {
        let label = names.as_ref().and_then(|names| names.name(&value.text));
        let found = wanted.is_empty()
            || fold(&value.text).contains(&wanted)
            || label.is_some_and(|label| fold(label).contains(&wanted));
        match found {
            true if values.len() < VALUES => {
                values.push(value_view(value.clone(), label.map(str::to_string)));
            }
            true => more += 1,
            false => {}
        }
    }
    ValuesView { scope, field: field.to_string(), search: search.to_string(), values, more }
}

/// Names of product codes.
struct Names<'a> {
    base: &'a Base,
    codes: std::collections::HashMap<&'a str, u32>,
}

impl<'a> Names<'a> {
    /// None where the field is no product, or products have no names beside their codes.
    fn of(base: &'a Base, scope: Scope, field: &str) -> Option<Names<'a>> {
        let lines = &base.portfolio.lines;
        let product = match scope {
            Scope::Customers => "top_product",
            _ => "product",
        };
        if field != product || lines.product_names.is_empty() {
            return None;
        }
        let codes = (0..lines.products.len() as u32).map(|code| (lines.products.get(code), code));
        Some(Names { base, codes: codes.collect() })
    }

    fn name(&self, product: &str) -> Option<&'a str> {
        let lines = &self.base.portfolio.lines;
        let name = lines.product_names[*self.codes.get(product)? as usize];
        (name != 0).then(|| lines.product_name_texts.get(name))
    }
}
