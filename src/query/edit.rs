//! Edits of a query as a click means them: one more condition, one less, another value of a field. Pure; the
//! result is canonical.

use super::{
    ast::{Condition, Name, Node, Op, Span, Test, Value, ValueKind},
    print::canonical,
};
use crate::text::fold;

/// The parts that all must hold, at the top.
pub fn parts(node: &Node) -> Vec<Node> {
    match canonical(node) {
        Node::And(parts) => parts,
        other => vec![other],
    }
}

/// One more condition, or, where it is there already, one less.
pub fn toggle(node: &Node, part: &Node) -> Node {
    let mut all = parts(node);
    for part in parts(part) {
        match all.iter().position(|known| *known == part) {
            Some(index) => drop(all.remove(index)),
            None => all.push(part),
        }
    }
    canonical(&Node::And(all))
}

/// Without the part at this place.
pub fn remove(node: &Node, index: usize) -> Node {
    let mut all = parts(node);
    if index < all.len() {
        all.remove(index);
    }
    canonical(&Node::And(all))
}

/// Without the parts that test this field themselves.
pub fn without_field(node: &Node, field: &str) -> Node {
    let rest = parts(node).into_iter().filter(|part| !tests_field(part, field)).collect();
    canonical(&Node::And(rest))
}

/// The values that the query names for this field, by `=` or `in`.
pub fn chosen_values(node: &Node, field: &str) -> Vec<String> {
    parts(node)
        .iter()
        .filter(|part| tests_field(part, field))
        .flat_map(|part| match part {
            Node::Condition(Condition {
                test: Test::Compare { op: Op::Eq, value, .. }, ..
            }) => {
                vec![written(value)]
            }
            Node::Condition(Condition {
                test: Test::In { negated: false, values, .. }, ..
            }) => values.iter().map(written).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// One more value of a field, or one less: `activity = "Active"`, `activity in ("Active", "New")`, nothing.
pub fn toggle_value(node: &Node, field: &str, value: ValueKind) -> Node {
    let value = Value::new(value);
    let mut chosen: Vec<Value> = Vec::new();
    let mut rest = Vec::new();
    for part in parts(node) {
        match part {
            Node::Condition(Condition {
                test: Test::Compare { name, op: Op::Eq, value }, ..
            }) if same(&name, field) => {
                chosen.push(value);
            }
            Node::Condition(Condition {
                test: Test::In { name, negated: false, values }, ..
            }) if same(&name, field) => {
                chosen.extend(values);
            }
            other => rest.push(other),
        }
    }
    match chosen.iter().position(|known| *known == value) {
        Some(index) => drop(chosen.remove(index)),
        None => chosen.push(value),
    }
    let name = Name::new(field);
    match chosen.len() {
        0 => {}
        1 => rest.push(condition(Test::Compare { name, op: Op::Eq, value: chosen.remove(0) })),
        _ => rest.push(condition(Test::In { name, negated: false, values: chosen })),
    }
    canonical(&Node::And(rest))
}

/// The field lies between these, either of which may be open; both open takes the condition away.
pub fn set_range(
    node: &Node,
    field: &str,
    low: Option<ValueKind>,
    high: Option<ValueKind>,
) -> Node {
    let mut rest = parts(&without_field(node, field));
    let name = Name::new(field);
    match (low.map(Value::new), high.map(Value::new)) {
        (None, None) => {}
        (Some(value), None) => rest.push(condition(Test::Compare { name, op: Op::Ge, value })),
        (None, Some(value)) => rest.push(condition(Test::Compare { name, op: Op::Le, value })),
        (Some(low), Some(high)) => rest.push(condition(Test::Between { name, low, high })),
    }
    canonical(&Node::And(rest))
}

/// A condition that stands in no text.
pub fn condition(test: Test) -> Node {
    Node::Condition(Condition { span: Span::default(), test })
}

fn tests_field(part: &Node, field: &str) -> bool {
    let Node::Condition(Condition { test, .. }) = part else { return false };
    match test {
        Test::Compare { name, .. }
        | Test::Between { name, .. }
        | Test::In { name, .. }
        | Test::IsEmpty { name, .. }
        | Test::Text { name, .. }
        | Test::Span { name, .. }
        | Test::Anniversary { name, .. }
        | Test::InTop { name, .. } => same(name, field),
        Test::Segment { .. } | Test::Source(_) => false,
    }
}

fn same(name: &Name, field: &str) -> bool {
    fold(&name.text) == fold(field)
}

fn written(value: &Value) -> String {
    match &value.kind {
        ValueKind::Number(number) => number.written().to_string(),
        ValueKind::Text(text) => text.clone(),
        ValueKind::Date(day) => day.to_string(),
        ValueKind::YesNo(yes) => yes.to_string(),
        ValueKind::Median(name) => format!("median({})", name.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{parse::parse, print::print};

    fn check(query: &str, edit: impl Fn(&Node) -> Node, expect: &str) {
        assert_eq!(print(&edit(&parse(query).unwrap())), expect, "{query}");
    }

    #[test]
    fn values_of_a_field_come_and_go() {
        let active = |node: &Node| toggle_value(node, "activity", ValueKind::Text("Active".into()));
        check("", active, "activity = \"Active\"");
        check("activity = \"Active\"", active, "");
        check("activity = \"New\"", active, "activity in (\"New\", \"Active\")");
        check(
            "activity in (\"New\", \"Active\") and r = 5",
            active,
            "r = 5 and activity = \"New\"",
        );
        check("activity != \"Active\"", active, "activity != \"Active\" and activity = \"Active\"");
    }

    #[test]
    fn conditions_come_and_go_whole() {
        let cell = parse("r = 5 and f = 1").unwrap();
        check("n_orders >= 2", |node| toggle(node, &cell), "n_orders >= 2 and r = 5 and f = 1");
        check("r = 5 and n_orders >= 2 and f = 1", |node| toggle(node, &cell), "n_orders >= 2");
        check("r = 5 or f = 1", |node| remove(node, 0), "");
        check("r = 5 and f = 1", |node| without_field(node, "R"), "f = 1");
    }
}
