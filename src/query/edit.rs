//! Edits of a query as a click means them: one more condition, one less, another value of a field. Pure; the
//! result is canonical.

use super::{
    ast::{Aggregate, Condition, Name, Node, Op, Source, Span, Test, Value, ValueKind, Window},
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
    without(node, |part| tests_field(part, field))
}

/// Without the parts of this kind.
pub fn without(node: &Node, is_kind: impl Fn(&Node) -> bool) -> Node {
    let rest = parts(node).into_iter().filter(|part| !is_kind(part)).collect();
    canonical(&Node::And(rest))
}

/// The same with a saved segment under its new name; none where it does not name it.
pub fn rename_segment(node: &Node, old: &str, new: &str) -> Option<Node> {
    let all = |parts: &[Node]| {
        let renamed: Vec<Option<Node>> =
            parts.iter().map(|part| rename_segment(part, old, new)).collect();
        let any = renamed.iter().any(Option::is_some);
        let both = renamed.into_iter().zip(parts).map(|(new, part)| new.unwrap_or(part.clone()));
        any.then(|| both.collect::<Vec<Node>>())
    };
    match node {
        Node::And(parts) => all(parts).map(Node::And),
        Node::Or(parts) => all(parts).map(Node::Or),
        Node::Not(part) => Some(Node::Not(Box::new(rename_segment(part, old, new)?))),
        Node::Condition(Condition { test: Test::Segment { name }, span })
            if fold(&name.text) == fold(old) =>
        {
            Some(Node::Condition(Condition {
                test: Test::Segment { name: Name::new(new) },
                span: *span,
            }))
        }
        Node::Condition(_) => None,
    }
}

/// This mark of a picture instead of the picture's others, or, where it is chosen already, none of them.
pub fn choose(node: &Node, mark: &Node, is_kind: impl Fn(&Node) -> bool) -> Node {
    let own: Vec<Node> = parts(node).into_iter().filter(|part| is_kind(part)).collect();
    let mark = parts(mark);
    let rest = without(node, is_kind);
    let same = own.len() == mark.len() && mark.iter().all(|part| own.contains(part));
    let added = if same { Vec::new() } else { mark };
    canonical(&Node::And(parts(&rest).into_iter().chain(added).collect()))
}

/// Whether a part is of those that the marks of a cohort picture stand for: when customers came, when they ordered.
pub fn is_cohort_mark(part: &Node) -> bool {
    let Node::Condition(Condition { test, .. }) = part else { return false };
    match test {
        Test::Between { name, .. } => same(name, "first_order"),
        Test::Source(source) => {
            source.source == Source::Orders
                && source.filters.is_empty()
                && source.aggregate == Aggregate::Count
                && source.op == Op::Ge
                && matches!(source.window, Some(Window::Between(..)))
        }
        _ => false,
    }
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

/// One more of several alternatives, or one less: `r = 5 and f = 1` becomes `r = 5 and f = 1 or r = 4 and f = 2`. Those
/// there already are found again, however many they are; of one field they are written as a list.
pub fn toggle_among(node: &Node, alternatives: &[Node], index: usize) -> Node {
    let (mut chosen, mut rest) = chosen_among(node, alternatives);
    let Some(own) = chosen.get_mut(index) else { return canonical(node) };
    *own = !*own;
    let wanted: Vec<Node> = alternatives
        .iter()
        .zip(chosen)
        .filter(|(_, chosen)| *chosen)
        .map(|(a, _)| a.clone())
        .collect();
    rest.push(as_list(&wanted).unwrap_or(Node::Or(wanted)));
    canonical(&Node::And(rest))
}

/// Which of the alternatives the query names, and its other parts.
pub fn chosen_among(node: &Node, alternatives: &[Node]) -> (Vec<bool>, Vec<Node>) {
    let alternatives: Vec<Node> = alternatives.iter().map(canonical).collect();
    let place = |part: &Node| alternatives.iter().position(|known| known == part);
    let mut chosen = vec![false; alternatives.len()];
    let mut rest = Vec::new();
    for part in parts(node) {
        // A part counts if all it offers is among the alternatives.
        let offers: Option<Vec<usize>> = match &part {
            Node::Or(branches) => branches.iter().map(place).collect(),
            Node::Condition(Condition {
                test: Test::In { name, negated: false, values }, ..
            }) => values.iter().map(|value| place(&is(name, value))).collect(),
            part => place(part).map(|place| vec![place]),
        };
        match offers {
            Some(places) => places.into_iter().for_each(|place| chosen[place] = true),
            None => rest.push(part),
        }
    }
    // An alternative of several conditions lies flat among the others.
    for (place, alternative) in alternatives.iter().enumerate() {
        if let Node::And(own) = alternative
            && !own.is_empty()
            && own.iter().all(|part| rest.contains(part))
        {
            rest.retain(|part| !own.contains(part));
            chosen[place] = true;
        }
    }
    (chosen, rest)
}

/// `name in (…)`, where all are `name = …` of one name, and more than one.
fn as_list(nodes: &[Node]) -> Option<Node> {
    let mut field: Option<&Name> = None;
    let mut values = Vec::new();
    for node in nodes {
        let Node::Condition(Condition { test: Test::Compare { name, op: Op::Eq, value }, .. }) =
            node
        else {
            return None;
        };
        if *field.get_or_insert(name) != name {
            return None;
        }
        values.push(value.clone());
    }
    let name = field.filter(|_| values.len() > 1)?.clone();
    Some(condition(Test::In { name, negated: false, values }))
}

fn is(name: &Name, value: &Value) -> Node {
    condition(Test::Compare { name: name.clone(), op: Op::Eq, value: value.clone() })
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

/// The field that a test looks at; none for segments and sources.
pub fn field_of(test: &Test) -> Option<&Name> {
    match test {
        Test::Compare { name, .. }
        | Test::Between { name, .. }
        | Test::In { name, .. }
        | Test::IsEmpty { name, .. }
        | Test::Text { name, .. }
        | Test::Span { name, .. }
        | Test::Anniversary { name, .. }
        | Test::InTop { name, .. } => Some(name),
        Test::Segment { .. } | Test::Source(_) => None,
    }
}

/// A condition that stands in no text.
pub fn condition(test: Test) -> Node {
    Node::Condition(Condition { span: Span::default(), test })
}

fn tests_field(part: &Node, field: &str) -> bool {
    let Node::Condition(Condition { test, .. }) = part else { return false };
    field_of(test).is_some_and(|name| same(name, field))
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
    fn a_segment_is_named_anew_wherever_it_stands() {
        let rename = |query: &str| {
            let node = parse(query).unwrap();
            rename_segment(&node, "Best", "First \"ones\"").map(|node| print(&node))
        };
        assert_eq!(rename("n_orders = 1 or segment \"Bests\""), None);
        let expect = "n_orders = 1 or not segment \"First \"\"ones\"\"\" and r = 5";
        assert_eq!(rename("n_orders = 1 or not segment \"BEST\" and r = 5").unwrap(), expect);
    }

    #[test]
    fn conditions_come_and_go_whole() {
        let cell = parse("r = 5 and f = 1").unwrap();
        check("n_orders >= 2", |node| toggle(node, &cell), "n_orders >= 2 and r = 5 and f = 1");
        check("r = 5 and n_orders >= 2 and f = 1", |node| toggle(node, &cell), "n_orders >= 2");
        check("r = 5 or f = 1", |node| remove(node, 0), "");
        check("r = 5 and f = 1", |node| without_field(node, "R"), "f = 1");
    }

    #[test]
    fn alternatives_come_and_go() {
        let cells =
            ["r = 5 and f = 1", "r = 4 and f = 2", "r = 3 and f = 3"].map(|c| parse(c).unwrap());
        let pick = |index| {
            let cells = cells.clone();
            move |node: &Node| toggle_among(node, &cells, index)
        };
        check("", pick(0), "r = 5 and f = 1");
        check("f = 1 and n_orders >= 2 and r = 5", pick(0), "n_orders >= 2");
        check("r = 5 and f = 1", pick(1), "r = 5 and f = 1 or r = 4 and f = 2");
        check(
            "(r = 5 and f = 1 or r = 4 and f = 2) and score > 5",
            pick(2),
            "score > 5 and (r = 5 and f = 1 or r = 4 and f = 2 or r = 3 and f = 3)",
        );
        check("r = 5 and f = 1 or r = 4 and f = 2", pick(0), "r = 4 and f = 2");
        check(
            "r = 5 and f = 1 or score > 5",
            pick(1),
            "(r = 5 and f = 1 or score > 5) and r = 4 and f = 2",
        );
        check("r = 5", pick(9), "r = 5");
    }

    #[test]
    fn alternatives_of_one_field_are_a_list() {
        let classes =
            ["New", "Active", "Lost"].map(|c| parse(&format!("activity = \"{c}\"")).unwrap());
        let pick = |index| {
            let classes = classes.clone();
            move |node: &Node| toggle_among(node, &classes, index)
        };
        check("activity = \"New\"", pick(2), "activity in (\"New\", \"Lost\")");
        check("activity in (\"Lost\", \"New\")", pick(0), "activity = \"Lost\"");
        // A value that is no alternative keeps its list out of it.
        check(
            "activity in (\"New\", \"Other\")",
            pick(1),
            "activity in (\"New\", \"Other\") and activity = \"Active\"",
        );
        let (chosen, rest) =
            chosen_among(&parse("r = 1 and activity in (\"New\", \"Lost\")").unwrap(), &classes);
        assert_eq!((chosen, rest.len()), (vec![true, false, true], 1));
    }

    #[test]
    fn a_mark_takes_the_place_of_the_others_of_its_picture() {
        let row = "first_order between 2024-01-01 and 2024-01-31";
        let cell = format!("{row} and orders(count >= 1, between 2024-02-01 and 2024-02-29)");
        let choose_it = |mark: &str| {
            let mark = parse(mark).unwrap();
            move |node: &Node| choose(node, &mark, is_cohort_mark)
        };
        check("r = 5", choose_it(&cell), &format!("r = 5 and {cell}"));
        check(&format!("{row} and r = 5"), choose_it(&cell), &format!("r = 5 and {cell}"));
        check(&format!("{cell} and r = 5"), choose_it(row), &format!("r = 5 and {row}"));
        check(&format!("{cell} and r = 5"), choose_it(&cell), "r = 5");
        check(
            "orders(count >= 5, last 2 months)",
            choose_it(row),
            &format!("orders(count >= 5, last 2 months) and {row}"),
        );
    }
}
