//! **Explaining**: a query's tree for one customer, condition by condition: does it hold, and what does the customer have
//! where it asks. A line's answer is the bit that the evaluation gave, so that an explanation never contradicts a list.
//!
//! The trap: a rolling window. Of all windows the one is told that decides: the greatest value where the condition
//! asks for at least so much, the smallest where it asks for less.

use super::{
    ast::{Aggregate, Condition, Node, Op, SourceTest, Test, Unit},
    check::scope_of,
    edit::field_of,
    evaluate::Run,
    fields::Kind,
    period::{Stretch, shift, stretch},
    print::{canonical, print_condition},
    records::Stream,
    total::{Folding, Representation, Total, Value, distinct_days, representation, total},
};
use crate::portfolio::columns::EMPTY_I32;

/// Saved segments within each other that are laid open; the checker lets no circle through.
const DEEPEST: u32 = 8;

/// A condition or group of the query, for one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Nesting, 0 at the top.
    pub depth: u32,
    /// The condition's canonical text, or `and`, `or`, `not` for the group of the lines below it.
    pub text: String,
    pub holds: bool,
    pub has: Has,
}

/// What the customer has where a condition asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Has {
    /// A group has no value of its own.
    Group,
    /// The value of the customer's field of this name.
    Field(String),
    /// What its records come to, days as numbers; none where they come to nothing that has a value.
    Records(Kind, Option<f64>),
}

/// The lines of a canonical tree; the parts that all must hold stand at the top without a group.
pub(super) fn explain(run: &mut Run, node: &Node, customer: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    match node {
        Node::And(parts) => {
            parts.iter().for_each(|part| {
                walk(run, part, customer, 0, &mut lines);
            });
        }
        other => {
            walk(run, other, customer, 0, &mut lines);
        }
    }
    lines
}

/// Adds the lines of a part; whether it holds.
fn walk(run: &mut Run, node: &Node, customer: usize, depth: u32, lines: &mut Vec<Line>) -> bool {
    let place = lines.len();
    let mut group = |run: &mut Run, text: &str, parts: &[Node]| {
        let (text, has) = (text.to_string(), Has::Group);
        lines.push(Line { depth, text, holds: false, has });
        let holds = parts.iter().map(|part| walk(run, part, customer, depth + 1, lines));
        holds.collect::<Vec<bool>>()
    };
    let holds = match node {
        Node::And(parts) => group(run, "and", parts).into_iter().all(|holds| holds),
        Node::Or(parts) => group(run, "or", parts).into_iter().any(|holds| holds),
        Node::Not(part) => {
            group(run, "not", std::slice::from_ref(part)).into_iter().all(|holds| !holds)
        }
        Node::Condition(condition) => {
            let holds = run.condition(condition).get(customer);
            let has = has(run, condition, customer);
            let text = print_condition(condition);
            lines.push(Line { depth, text, holds, has });
            if let Test::Segment { name } = &condition.test
                && let Some(place) = run.schema.segment(&name.text)
                && depth < DEEPEST
            {
                let saved = canonical(&run.schema.segments[place].query);
                walk(run, &saved, customer, depth + 1, lines);
            }
            holds
        }
    };
    lines[place].holds = holds;
    holds
}

fn has(run: &mut Run, condition: &Condition, customer: usize) -> Has {
    match &condition.test {
        Test::Source(test) => {
            let (kind, value) = records(run, test, customer);
            Has::Records(kind, value)
        }
        Test::Segment { name } if run.schema.segment(&name.text).is_none() => {
            let fields = run.schema.classes_named(&name.text);
            fields.first().map_or(Has::Group, |(field, _)| Has::Field(field.name.clone()))
        }
        test => {
            let field = field_of(test).and_then(|name| run.schema.customers.find(&name.text));
            field.map_or(Has::Group, |field| Has::Field(field.name.clone()))
        }
    }
}

/// What the customer's records come to.
fn records(run: &mut Run, test: &SourceTest, customer: usize) -> (Kind, Option<f64>) {
    let stretch = stretch(test.window, run.data.table.as_of);
    let streams = run.streams(test, stretch);
    let fields = run.schema.scope(scope_of(&test.source));
    let kind = match test.aggregate.name() {
        None => Kind::Whole,
        Some(name) => fields.find(&name.text).map_or(Kind::Number, |field| field.kind),
    };
    let value = match stretch {
        Stretch::Any(length, unit) => rolling(&streams, test, length, unit, customer),
        _ => match &test.aggregate {
            Aggregate::Count => {
                let mut count = 0;
                streams.iter().for_each(|stream| stream.each(customer, |_| count += 1));
                Some(f64::from(count))
            }
            Aggregate::Days => Some(distinct_days(&streams, customer, &mut Vec::new()) as f64),
            aggregate => {
                let fold = Folding::of(aggregate);
                match representation(&streams) {
                    Representation::Floats => {
                        folded(total::<f64>(&streams, fold, customer), fold, |v| v)
                    }
                    Representation::Units(decimals) => {
                        folded(total::<i64>(&streams, fold, customer), fold, major(decimals))
                    }
                }
            }
        },
    };
    (kind, value)
}

/// The deciding value of any stretch that ends on the day of a matching record; none without one.
fn rolling(
    streams: &[Stream],
    test: &SourceTest,
    length: u32,
    unit: Unit,
    customer: usize,
) -> Option<f64> {
    let mut rows: Vec<(i32, usize, usize)> = Vec::new();
    for (i, stream) in streams.iter().enumerate() {
        stream.each(customer, |row| {
            if stream.day[row] != EMPTY_I32 {
                rows.push((stream.day[row], i, row));
            }
        });
    }
    rows.sort_unstable();
    let fold = Folding::of(&test.aggregate);
    let mut best = None::<f64>;
    let mut first = 0;
    for last in 0..rows.len() {
        let day = rows[last].0;
        if rows.get(last + 1).is_some_and(|next| next.0 == day) {
            continue;
        }
        let before = shift(day, length, unit, false);
        while rows[first].0 <= before {
            first += 1;
        }
        let window = &rows[first..=last];
        let value = match &test.aggregate {
            Aggregate::Count => Some(window.len() as f64),
            Aggregate::Days => {
                let days = window.chunk_by(|a, b| a.0 == b.0);
                Some(days.count() as f64)
            }
            _ => match representation(streams) {
                Representation::Floats => folded(joined::<f64>(streams, window, fold), fold, |v| v),
                Representation::Units(decimals) => {
                    folded(joined::<i64>(streams, window, fold), fold, major(decimals))
                }
            },
        };
        best = match (best, value) {
            (Some(best), Some(value)) => Some(match test.op {
                Op::Lt | Op::Le => best.min(value),
                Op::Gt | Op::Ge | Op::Eq | Op::Ne => best.max(value),
            }),
            (best, value) => best.or(value),
        };
    }
    best
}

fn joined<V: Value>(streams: &[Stream], rows: &[(i32, usize, usize)], fold: Folding) -> Total<V> {
    rows.iter().fold(Total::default(), |total, &(_, stream, row)| {
        total.join(Total::one(V::at(streams[stream].value, row)), fold)
    })
}

/// A total as the comparison sees it.
fn folded<V: Copy>(total: Total<V>, fold: Folding, number: impl Fn(V) -> f64) -> Option<f64> {
    match fold {
        Folding::Sum => Some(number(total.value)),
        _ if total.n == 0 => None,
        Folding::Mean => Some(number(total.value) / f64::from(total.n)),
        Folding::Max | Folding::Min => Some(number(total.value)),
    }
}

fn major(decimals: u32) -> impl Fn(i64) -> f64 {
    move |units| units as f64 / 10f64.powi(decimals as i32)
}
