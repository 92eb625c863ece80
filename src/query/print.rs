//! Tree → **canonical text**: one way to write every query. Keywords are lower case, and/or lists flat,
//! groups only where the meaning needs them, an empty group gone.
//!
//! `parse(&print(tree)) == canonical(tree)`, and printing canonical text that was parsed gives the same
//! text. A tree deeper than [`super::parse::MAX_DEPTH`] prints, and does not parse.

use super::{ast::*, lex};
use std::fmt::{self, Display, Write};

/// The canonical text of a tree.
pub fn print(node: &Node) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_node(&mut out, &canonical(node), Place::Top);
    out
}

/// The canonical text of one condition.
pub fn print_condition(condition: &Condition) -> String {
    let mut out = String::new();
    let _ = write_condition(&mut out, condition);
    out
}

/// A text as the language writes it.
pub fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A name as the language writes it, in backticks where it needs them.
pub fn print_name(name: &str) -> String {
    if lex::is_plain(name) { name.to_string() } else { format!("`{}`", name.replace('`', "``")) }
}

/// The same query with flat lists: a group of one or of the same operator dissolved, an empty group
/// dropped, everyone as an empty `And`.
pub fn canonical(node: &Node) -> Node {
    flatten(node).unwrap_or_else(|| Node::And(Vec::new()))
}

fn flatten(node: &Node) -> Option<Node> {
    let (parts, any) = match node {
        Node::Condition(condition) => return Some(Node::Condition(condition.clone())),
        Node::Not(part) => return flatten(part).map(|part| Node::Not(Box::new(part))),
        Node::And(parts) => (parts, false),
        Node::Or(parts) => (parts, true),
    };
    let mut flat = Vec::new();
    for part in parts.iter().filter_map(flatten) {
        match part {
            Node::And(inner) if !any => flat.extend(inner),
            Node::Or(inner) if any => flat.extend(inner),
            part => flat.push(part),
        }
    }
    if flat.len() < 2 {
        return flat.pop();
    }
    Some(if any { Node::Or(flat) } else { Node::And(flat) })
}

/// What a node stands in: only that decides about parentheses.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Top,
    And,
    Or,
    Not,
}

fn write_node(out: &mut String, node: &Node, place: Place) -> fmt::Result {
    let (parts, word, inside, grouped) = match node {
        Node::Condition(condition) => return write_condition(out, condition),
        Node::Not(part) => {
            let grouped = place == Place::Not;
            out.push_str(if grouped { "(not " } else { "not " });
            write_node(out, part, Place::Not)?;
            out.push_str(if grouped { ")" } else { "" });
            return Ok(());
        }
        Node::And(parts) => (parts, " and ", Place::And, place == Place::Not),
        Node::Or(parts) => (parts, " or ", Place::Or, matches!(place, Place::Not | Place::And)),
    };
    out.push_str(if grouped { "(" } else { "" });
    for (i, part) in parts.iter().enumerate() {
        out.push_str(if i > 0 { word } else { "" });
        write_node(out, part, inside)?;
    }
    out.push_str(if grouped { ")" } else { "" });
    Ok(())
}

fn write_condition(out: &mut String, condition: &Condition) -> fmt::Result {
    match &condition.test {
        Test::Compare { name, op, value } => write!(out, "{name} {op} {value}"),
        Test::Between { name, low, high } => write!(out, "{name} between {low} and {high}"),
        Test::In { name, negated, values } => {
            write!(out, "{name} {}in (", if *negated { "not " } else { "" })?;
            for (i, value) in values.iter().enumerate() {
                write!(out, "{}{value}", if i > 0 { ", " } else { "" })?;
            }
            out.write_char(')')
        }
        Test::IsEmpty { name, negated } => {
            write!(out, "{name} is {}empty", if *negated { "not " } else { "" })
        }
        Test::Text { name, op, text } => write!(out, "{name} {op} {}", quote(text)),
        Test::Span { name, span } => match span {
            Period::Since(_) | Period::Before(_) => write!(out, "{name} {span}"),
            _ => write!(out, "{name} in {span}"),
        },
        Test::Anniversary { name, when: Anniversary::ThisMonth } => {
            write!(out, "{name} anniversary in this month")
        }
        Test::Anniversary { name, when: Anniversary::NextDays(n) } => {
            write!(out, "{name} anniversary in next {n} days")
        }
        Test::InTop { name, n, percent } => {
            write!(out, "{name} in top {n}{}", if *percent { " %" } else { "" })
        }
        Test::Segment { name } => write!(out, "segment {}", quote(&name.text)),
        Test::Source(test) => write_source(out, test),
    }
}

fn write_source(out: &mut String, test: &SourceTest) -> fmt::Result {
    match &test.source {
        Source::Orders => out.write_str("orders(")?,
        Source::Lines => out.write_str("lines(")?,
        Source::Events(None) => out.write_str("events(")?,
        Source::Events(Some(kind)) => write!(out, "events {} (", quote(kind))?,
    }
    for filter in &test.filters {
        write_condition(out, filter)?;
        out.write_str(", ")?;
    }
    write!(out, "{} {} {}", test.aggregate, test.op, test.value)?;
    if let Some(window) = test.window {
        write!(out, ", {window}")?;
    }
    out.write_char(')')
}

impl Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print_name(&self.text))
    }
}

impl Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Op::Eq => "=",
            Op::Ne => "!=",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            Op::Ge => ">=",
        })
    }
}

impl Display for TextOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TextOp::Contains => "contains",
            TextOp::StartsWith => "starts with",
            TextOp::EndsWith => "ends with",
        })
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ValueKind::Number(number) => f.write_str(number.written()),
            ValueKind::Text(text) => f.write_str(&quote(text)),
            ValueKind::Date(day) => day.fmt(f),
            ValueKind::YesNo(yes) => yes.fmt(f),
            ValueKind::Median(name) => write!(f, "median({name})"),
        }
    }
}

impl Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Aggregate::Count => f.write_str("count"),
            Aggregate::Days => f.write_str("days"),
            Aggregate::Sum(name) => write!(f, "sum({name})"),
            Aggregate::Mean(name) => write!(f, "mean({name})"),
            Aggregate::Max(name) => write!(f, "max({name})"),
            Aggregate::Min(name) => write!(f, "min({name})"),
        }
    }
}

impl Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
            Unit::Years => "years",
        })
    }
}

impl Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Last(n, unit) => write!(f, "last {n} {unit}"),
            Period::Next(n, unit) => write!(f, "next {n} {unit}"),
            Period::ThisMonth => f.write_str("this month"),
            Period::ThisYear => f.write_str("this year"),
            Period::Since(day) => write!(f, "since {day}"),
            Period::Before(day) => write!(f, "before {day}"),
        }
    }
}

impl Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Window::Ever => f.write_str("ever"),
            Window::Last(n, unit) => Period::Last(*n, *unit).fmt(f),
            Window::ThisMonth => Period::ThisMonth.fmt(f),
            Window::ThisYear => Period::ThisYear.fmt(f),
            Window::Since(day) => Period::Since(*day).fmt(f),
            Window::Before(day) => Period::Before(*day).fmt(f),
            Window::Between(first, last) => write!(f, "between {first} and {last}"),
            Window::Any(n, unit) => write!(f, "any {n} {unit}"),
        }
    }
}
