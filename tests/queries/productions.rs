//! **Productions**: the ways of the grammar (DEFINITIONS §5), each by a short name, and those that a tree takes. A table
//! of queries covers the language where its trees take them all.
//!
//! The trap: a kind of value is one way, and where it stands is another. `= "x"` proves nothing of `in ("x")`.

use carteira::query::ast::*;
use std::collections::BTreeSet;

const UNITS: [&str; 4] = ["days", "weeks", "months", "years"];

/// All of them.
pub fn all() -> BTreeSet<String> {
    let mut all: Vec<String> = [
        "everyone",
        "and",
        "or",
        "or within and",
        "and within or",
        "not condition",
        "not group",
        "is empty",
        "is not empty",
        "in one",
        "in several",
        "not in one",
        "not in several",
        "in top n",
        "in top n %",
        "anniversary in next n days",
        "anniversary in this month",
        "segment",
        "source orders",
        "source lines",
        "source events",
        "source events \"kind\"",
        "no filter",
        "one filter",
        "several filters",
        "no window",
        "window ever",
        "window between",
    ]
    .map(String::from)
    .to_vec();
    for kind in ["number", "text", "date", "yes/no", "median"] {
        all.extend(["=", "!=", "in"].map(|way| format!("{way} {kind}")));
    }
    for kind in ["number", "date", "median"] {
        all.extend(["<", "<=", ">", ">=", "between"].map(|way| format!("{way} {kind}")));
    }
    for way in ["contains", "starts with", "ends with"] {
        all.extend([way.to_string(), format!("filter {way}")]);
    }
    for way in ["compare", "between", "in", "not in", "is empty", "is not empty", "span"] {
        all.push(format!("filter {way}"));
    }
    for place in ["span", "window"] {
        all.extend(["this month", "this year", "since", "before"].map(|w| format!("{place} {w}")));
        all.extend(UNITS.map(|unit| format!("{place} last n {unit}")));
    }
    for unit in UNITS {
        all.extend([format!("span next n {unit}"), format!("window any n {unit}")]);
    }
    for source in ["orders", "lines", "events"] {
        let aggregates = ["count", "days", "sum", "mean", "max", "min"];
        all.extend(aggregates.map(|aggregate| format!("{aggregate} of {source}")));
    }
    all.extend(["=", "!=", "<", "<=", ">", ">="].map(|op| format!("aggregate {op}")));
    all.extend(["number", "date", "median"].map(|kind| format!("aggregate and {kind}")));
    all.into_iter().collect()
}

/// Those that a tree takes.
pub fn of(node: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if *node == Node::And(Vec::new()) {
        found.insert("everyone".into());
    } else {
        tree(node, &mut found);
    }
    found
}

fn tree(node: &Node, found: &mut BTreeSet<String>) {
    let way = match node {
        Node::And(parts) => {
            parts.iter().for_each(|part| tree(part, found));
            let groups = parts.iter().any(|part| matches!(part, Node::Or(_)));
            found.extend(groups.then(|| "or within and".to_string()));
            "and"
        }
        Node::Or(parts) => {
            parts.iter().for_each(|part| tree(part, found));
            let groups = parts.iter().any(|part| matches!(part, Node::And(_)));
            found.extend(groups.then(|| "and within or".to_string()));
            "or"
        }
        Node::Not(part) => {
            tree(part, found);
            if matches!(**part, Node::Condition(_)) { "not condition" } else { "not group" }
        }
        Node::Condition(condition) => return found.extend(condition_ways(&condition.test)),
    };
    found.insert(way.into());
}

fn condition_ways(test: &Test) -> Vec<String> {
    let one = |way: &str| vec![way.to_string()];
    let not = |negated: bool| if negated { "not " } else { "" };
    match test {
        Test::Compare { op, value, .. } => vec![format!("{} {}", op_of(*op), kind(value))],
        Test::Between { low, high, .. } => {
            [low, high].map(|value| format!("between {}", kind(value))).to_vec()
        }
        Test::In { negated, values, .. } => {
            let number = if values.len() == 1 { "one" } else { "several" };
            let mut ways: Vec<String> =
                values.iter().map(|value| format!("in {}", kind(value))).collect();
            ways.push(format!("{}in {number}", not(*negated)));
            ways
        }
        Test::IsEmpty { negated, .. } => vec![format!("is {}empty", not(*negated))],
        Test::Text { op, .. } => one(text_op(*op)),
        Test::Span { span, .. } => vec![format!("span {}", period(*span))],
        Test::Anniversary { when: Anniversary::NextDays(_), .. } => {
            one("anniversary in next n days")
        }
        Test::Anniversary { when: Anniversary::ThisMonth, .. } => one("anniversary in this month"),
        Test::InTop { percent, .. } => one(if *percent { "in top n %" } else { "in top n" }),
        Test::Segment { .. } => one("segment"),
        Test::Source(test) => source(test),
    }
}

fn source(test: &SourceTest) -> Vec<String> {
    let (name, said) = match test.source {
        Source::Orders => ("orders", "source orders"),
        Source::Lines => ("lines", "source lines"),
        Source::Events(None) => ("events", "source events"),
        Source::Events(Some(_)) => ("events", "source events \"kind\""),
    };
    let aggregate = match test.aggregate {
        Aggregate::Count => "count",
        Aggregate::Days => "days",
        Aggregate::Sum(_) => "sum",
        Aggregate::Mean(_) => "mean",
        Aggregate::Max(_) => "max",
        Aggregate::Min(_) => "min",
    };
    let filters = match test.filters.len() {
        0 => "no filter",
        1 => "one filter",
        _ => "several filters",
    };
    let window = match test.window {
        None => "no window".to_string(),
        Some(Window::Ever) => "window ever".to_string(),
        Some(Window::Between(..)) => "window between".to_string(),
        Some(Window::Any(_, unit)) => format!("window any n {}", unit_of(unit)),
        Some(Window::Last(n, unit)) => format!("window {}", period(Period::Last(n, unit))),
        Some(Window::ThisMonth) => format!("window {}", period(Period::ThisMonth)),
        Some(Window::ThisYear) => format!("window {}", period(Period::ThisYear)),
        Some(Window::Since(day)) => format!("window {}", period(Period::Since(day))),
        Some(Window::Before(day)) => format!("window {}", period(Period::Before(day))),
    };
    let mut ways = vec![said.to_string(), filters.to_string(), window];
    ways.push(format!("{aggregate} of {name}"));
    ways.push(format!("aggregate {}", op_of(test.op)));
    ways.push(format!("aggregate and {}", kind(&test.value)));
    ways.extend(test.filters.iter().flat_map(|filter| {
        let filter = &filter.test;
        let way = match filter {
            Test::Compare { .. } => "compare",
            Test::Between { .. } => "between",
            Test::In { negated: false, .. } => "in",
            Test::In { negated: true, .. } => "not in",
            Test::IsEmpty { negated: false, .. } => "is empty",
            Test::IsEmpty { negated: true, .. } => "is not empty",
            Test::Text { op, .. } => text_op(*op),
            Test::Span { .. } => "span",
            _ => "of another kind",
        };
        [vec![format!("filter {way}")], condition_ways(filter)].concat()
    }));
    ways
}

fn op_of(op: Op) -> &'static str {
    match op {
        Op::Eq => "=",
        Op::Ne => "!=",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
    }
}

fn text_op(op: TextOp) -> &'static str {
    match op {
        TextOp::Contains => "contains",
        TextOp::StartsWith => "starts with",
        TextOp::EndsWith => "ends with",
    }
}

fn kind(value: &Value) -> &'static str {
    match value.kind {
        ValueKind::Number(_) => "number",
        ValueKind::Text(_) => "text",
        ValueKind::Date(_) => "date",
        ValueKind::YesNo(_) => "yes/no",
        ValueKind::Median(_) => "median",
    }
}

fn unit_of(unit: Unit) -> &'static str {
    UNITS[unit as usize]
}

fn period(period: Period) -> String {
    match period {
        Period::Last(_, unit) => format!("last n {}", unit_of(unit)),
        Period::Next(_, unit) => format!("next n {}", unit_of(unit)),
        Period::ThisMonth => "this month".into(),
        Period::ThisYear => "this year".into(),
        Period::Since(_) => "since".into(),
        Period::Before(_) => "before".into(),
    }
}
