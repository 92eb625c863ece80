//! **Templates**: queries to start from, those that the data can answer, with the values it has: its own best-selling
//! products, its own column of birthdays.

use crate::{
    engine::base::{Base, Rules},
    query::{
        ast::{Condition, Node, Test},
        check::{check, scope_of},
        edit::field_of,
        error::Scope,
        evaluator::Evaluator,
        fields::{Kind, Schema},
        parse::parse,
        print::{print, print_name, quote},
        values::{has_values, texts},
    },
    schema::role::Role,
};
use serde::{Deserialize, Serialize};

/// A query to start from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateView {
    pub kind: TemplateKind,
    /// Canonical.
    pub query: String,
    /// How many it keeps.
    pub customers: u32,
}

/// What a template is for; the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateKind {
    /// Best customers of the last 12 months.
    Top,
    /// Good customers past their own rhythm.
    SlippingVips,
    /// Good customers gone quiet.
    WinBack,
    /// One order, and the second is overdue.
    SecondOrder,
    NewCustomers,
    /// Many purchases in a short time.
    Frequent,
    /// Many products within some days.
    Bulk,
    /// Spent at least so much.
    BigSpenders,
    /// Bought one product and not another.
    BoughtNot,
    Birthday,
    /// A year, two, three since the first order.
    Anniversary,
    /// Filled a cart and did not order.
    Cart,
    Unreachable,
    Dissatisfied,
    /// Returns most of what they buy.
    Returners,
}

/// The templates whose every field has values here.
pub fn templates(base: &Base, rules: &Rules) -> Vec<TemplateView> {
    let data = base.data(rules);
    let schema = Schema::of(&data);
    // An evaluator of its own: the user's conditions stay remembered.
    let mut evaluator = Evaluator::new();
    candidates(base, rules, &schema)
        .into_iter()
        .filter_map(|(kind, text)| {
            let node = parse(&text).ok()?;
            check(&node, &schema).ok()?;
            let has = |scope: Scope, name: &str| {
                let field = schema.scope(scope).find(name);
                field.is_some_and(|f| f.computed && has_values(&data, &schema, scope, f))
            };
            if !answerable(&node, &has) {
                return None;
            }
            let customers = evaluator.mask(&node, &data).ok()?.count() as u32;
            Some(TemplateView { kind, query: print(&node), customers })
        })
        .collect()
}

/// Whether every field that a query looks at has values.
fn answerable(node: &Node, has: &dyn Fn(Scope, &str) -> bool) -> bool {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().all(|part| answerable(part, has)),
        Node::Not(part) => answerable(part, has),
        Node::Condition(Condition { test, .. }) => match test {
            Test::Source(test) => {
                let scope = scope_of(&test.source);
                let names = test.filters.iter().filter_map(|filter| field_of(&filter.test));
                has(scope, "day")
                    && names.chain(test.aggregate.name()).all(|name| has(scope, &name.text))
            }
            test => field_of(test).is_none_or(|name| has(Scope::Customers, &name.text)),
        },
    }
}

fn candidates(base: &Base, rules: &Rules, schema: &Schema) -> Vec<(TemplateKind, String)> {
    use TemplateKind::*;
    let data = base.data(rules);
    let values = |scope: Scope, name: &str| {
        let field = schema.scope(scope).find(name);
        field.map(|field| texts(&data, schema, scope, field)).unwrap_or_default()
    };
    let mut all = vec![
        (Top, "spend_12m in top 5 %".to_string()),
        (SlippingVips, "pareto_class = \"A\" and activity in (\"Slipping\", \"At risk\")".into()),
        (WinBack, "activity in (\"Inactive\", \"Lost\") and spend_total in top 20 %".into()),
        (SecondOrder, "n_orders = 1 and lapse_ratio > 1".into()),
        (NewCustomers, "first_order in last 30 days".into()),
        (Frequent, "orders(count >= 5, last 2 months)".into()),
        (Bulk, "lines(sum(quantity) >= 10, any 60 days)".into()),
        (BigSpenders, "spend_total >= 300".into()),
    ];
    if let [first, second, ..] = &values(Scope::Lines, "product")[..] {
        let bought = |product: &str| format!("lines(product = {}, count >= 1)", quote(product));
        let query = format!("{} and not {}", bought(&first.text), bought(&second.text));
        all.push((BoughtNot, query));
    }
    if let Some(field) = schema.customers.find(Role::Birthday.name())
        && field.kind == Kind::Date
    {
        all.push((Birthday, format!("{} anniversary in this month", print_name(&field.name))));
    }
    all.push((Anniversary, "first_order anniversary in next 30 days".into()));
    let kinds = values(Scope::Events, "kind");
    let has_kind = |kind: &str| kinds.iter().any(|known| known.text == kind);
    if has_kind("cart") {
        let query =
            "events \"cart\" (count >= 1, last 30 days) and not orders(count >= 1, last 30 days)";
        all.push((Cart, query.into()));
    }
    all.push((Unreachable, "reachable = false".into()));
    let complained = "events \"complaint\" (count >= 1, last 12 months)";
    let scored = schema.customers.find("score").is_some_and(|score| score.computed);
    match (scored, has_kind("complaint")) {
        (true, true) => all.push((Dissatisfied, format!("score <= 6 or {complained}"))),
        (true, false) => all.push((Dissatisfied, "score <= 6".into())),
        (false, true) => all.push((Dissatisfied, complained.into())),
        (false, false) => {}
    }
    all.push((Returners, "return_rate >= 0.5".into()));
    all
}
