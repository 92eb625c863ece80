//! The slow twin: one customer after the other, row by row, straight from the definitions. It shares
//! the syntax tree with the engine and nothing else.
//!
//! What it reads is a [`World`]: plain rows written by hand, or, in `tests/queries`, those of a whole portfolio.

use super::ast::*;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::{cell::RefCell, cmp::Ordering, collections::HashMap};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Billionths: numbers that are exact are whole ones of these.
pub const ONE: i128 = 1_000_000_000;

#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    Empty,
    /// In billionths.
    Number(i128),
    /// A mean or a ratio, or a number of a file.
    Float(f64),
    /// Days since 1970-01-01.
    Date(i32),
    YesNo(bool),
    Text(String),
}

/// A record of a source: its day and its fields by folded name.
pub type Record<'a> = (Option<i32>, Box<dyn Fn(&str) -> Val + 'a>);

/// Customers by id, their values, and their records in the order of their days.
pub trait World {
    fn n_customers(&self) -> usize;
    fn as_of(&self) -> Option<i32>;
    fn exists(&self, customer: usize) -> bool;
    fn is_buyer(&self, customer: usize) -> bool;
    fn id(&self, customer: usize) -> String;
    /// By folded name.
    fn value(&self, name: &str, customer: usize) -> Val;
    /// The classifications, for `segment`.
    fn classifications(&self) -> Vec<String>;
    fn saved(&self, folded: &str) -> Option<&Node>;
    fn orders(&self, customer: usize) -> Vec<Record<'_>>;
    fn lines(&self, customer: usize) -> Vec<Record<'_>>;
    /// Those that are no order lines.
    fn events(&self, customer: usize) -> Vec<Record<'_>>;
}

/// The customers that a query keeps.
pub fn kept(world: &dyn World, node: &Node) -> Vec<usize> {
    let twin = Twin { world, medians: RefCell::default(), tops: RefCell::default() };
    (0..world.n_customers()).filter(|&i| world.exists(i) && twin.node_holds(node, i)).collect()
}

struct Twin<'a> {
    world: &'a dyn World,
    /// By folded name.
    medians: RefCell<HashMap<String, Median>>,
    /// By condition: who is in it.
    tops: RefCell<HashMap<(String, u32, bool), Vec<usize>>>,
}

/// Of the buyers with a value.
#[derive(Debug, Clone, Copy)]
enum Median {
    Nothing,
    /// Twice the median, in billionths.
    Twice(i128),
    Float(f64),
}

pub fn fold(text: &str) -> String {
    text.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// A text; none is empty.
pub fn text(text: &str) -> Val {
    if text.is_empty() { Val::Empty } else { Val::Text(text.to_string()) }
}

/// Greater and smaller of two values of one field.
fn order(a: &Val, b: &Val) -> Ordering {
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => a.cmp(b),
        (Val::Float(a), Val::Float(b)) => a.partial_cmp(b).unwrap(),
        (Val::Date(a), Val::Date(b)) => a.cmp(b),
        _ => panic!("{a:?} and {b:?} have no order"),
    }
}

impl Twin<'_> {
    fn node_holds(&self, node: &Node, i: usize) -> bool {
        match node {
            Node::And(parts) => parts.iter().all(|part| self.node_holds(part, i)),
            Node::Or(parts) => {
                parts.is_empty() || parts.iter().any(|part| self.node_holds(part, i))
            }
            Node::Not(part) => !self.node_holds(part, i),
            Node::Condition(condition) => match &condition.test {
                Test::Segment { name } => self.segment(&name.text, i),
                Test::Source(test) => self.source(test, i),
                Test::InTop { name, n, percent } => self.in_top(&name.text, *n, *percent, i),
                test => self.value_holds(test, &|name| self.world.value(name, i)),
            },
        }
    }

    fn segment(&self, name: &str, i: usize) -> bool {
        let name = fold(name);
        if let Some(saved) = self.world.saved(&name) {
            return self.node_holds(saved, i);
        }
        self.world
            .classifications()
            .iter()
            .any(|field| matches!(self.world.value(field, i), Val::Text(t) if fold(&t) == name))
    }

    /// The buyers that have a value, and it.
    fn buyers(&self, name: &str) -> Vec<(Val, usize)> {
        let buyers = (0..self.world.n_customers()).filter(|&i| self.world.is_buyer(i));
        buyers.map(|i| (self.world.value(name, i), i)).filter(|(v, _)| *v != Val::Empty).collect()
    }

    fn in_top(&self, name: &str, n: u32, percent: bool, i: usize) -> bool {
        let name = fold(name);
        let mut tops = self.tops.borrow_mut();
        let first = tops.entry((name.clone(), n, percent)).or_insert_with(|| {
            let mut ranked = self.buyers(&name);
            ranked.sort_by(|a, b| {
                order(&b.0, &a.0).then_with(|| self.world.id(a.1).cmp(&self.world.id(b.1)))
            });
            let all = (0..self.world.n_customers()).filter(|&i| self.world.is_buyer(i)).count();
            let places = if percent { (n as usize * all).div_ceil(100) } else { n as usize };
            ranked.into_iter().take(places).map(|(_, i)| i).collect()
        });
        first.contains(&i)
    }

    fn median(&self, name: &str) -> Median {
        let name = fold(name);
        let mut medians = self.medians.borrow_mut();
        *medians.entry(name.clone()).or_insert_with(|| {
            let mut values: Vec<Val> = self.buyers(&name).into_iter().map(|(v, _)| v).collect();
            values.sort_by(order);
            let n = values.len();
            if n == 0 {
                return Median::Nothing;
            }
            match (&values[(n - 1) / 2], &values[n / 2]) {
                (Val::Number(a), Val::Number(b)) => Median::Twice(a + b),
                (Val::Date(a), Val::Date(b)) => {
                    Median::Twice((i128::from(*a) + i128::from(*b)) * ONE)
                }
                (Val::Float(a), Val::Float(b)) => Median::Float((a + b) / 2.0),
                (a, b) => panic!("{a:?} and {b:?} have no middle"),
            }
        })
    }

    /// How a value compares with a literal; none where one is empty.
    fn compare(&self, value: &Val, literal: &Value) -> Option<Ordering> {
        let number = |v: i128| match &literal.kind {
            ValueKind::Number(n) => Some(v.cmp(&billionths(n.written()))),
            ValueKind::Date(day) => Some(v.cmp(&(i128::from(day.0) * ONE))),
            ValueKind::Median(name) => match self.median(&name.text) {
                Median::Nothing => None,
                Median::Twice(twice) => Some((2 * v).cmp(&twice)),
                Median::Float(float) => (v as f64 / ONE as f64).partial_cmp(&float),
            },
            _ => panic!("{literal} for a number"),
        };
        match value {
            Val::Empty => None,
            Val::Number(v) => number(*v),
            Val::Date(day) => number(i128::from(*day) * ONE),
            Val::Float(v) => v.partial_cmp(&match &literal.kind {
                ValueKind::Number(n) => n.written().parse().unwrap(),
                ValueKind::Median(name) => match self.median(&name.text) {
                    Median::Nothing => return None,
                    Median::Twice(twice) => twice as f64 / (2 * ONE) as f64,
                    Median::Float(float) => float,
                },
                _ => panic!("{literal} for a number"),
            }),
            Val::YesNo(yes) => match literal.kind {
                ValueKind::YesNo(wanted) => Some(yes.cmp(&wanted)),
                _ => panic!("{literal} for a yes or no"),
            },
            Val::Text(text) => {
                let wanted = match &literal.kind {
                    ValueKind::Text(text) => text.clone(),
                    ValueKind::Number(number) => number.written().to_string(),
                    ValueKind::Date(day) => day.to_string(),
                    _ => panic!("{literal} for a text"),
                };
                Some(fold(text).cmp(&fold(&wanted)))
            }
        }
    }

    fn value_holds(&self, test: &Test, value_of: &dyn Fn(&str) -> Val) -> bool {
        let value_of = |name: &Name| value_of(&fold(&name.text));
        match test {
            Test::Compare { name, op, value } => {
                op_holds(*op, self.compare(&value_of(name), value))
            }
            Test::Between { name, low, high } => {
                let value = value_of(name);
                self.compare(&value, low).is_some_and(|o| o.is_ge())
                    && self.compare(&value, high).is_some_and(|o| o.is_le())
            }
            Test::In { name, negated, values } => {
                let value = value_of(name);
                let equal = |v| self.compare(&value, v).is_some_and(|o| o.is_eq());
                values.iter().any(equal) != *negated
            }
            Test::IsEmpty { name, negated } => (value_of(name) == Val::Empty) != *negated,
            Test::Text { name, op, text } => match value_of(name) {
                Val::Text(value) => {
                    let (value, text) = (fold(&value), fold(text));
                    match op {
                        TextOp::Contains => value.contains(&text),
                        TextOp::StartsWith => value.starts_with(&text),
                        TextOp::EndsWith => value.ends_with(&text),
                    }
                }
                _ => false,
            },
            Test::Span { name, span } => match value_of(name) {
                Val::Date(day) => self.in_period(*span, day),
                _ => false,
            },
            Test::Anniversary { name, when } => match (value_of(name), self.world.as_of()) {
                (Val::Date(day), Some(as_of)) => anniversary(*when, date(as_of), date(day)),
                _ => false,
            },
            _ => panic!("no test of a value"),
        }
    }

    fn in_period(&self, period: Period, day: i32) -> bool {
        let day = date(day);
        match period {
            Period::Since(first) => return day >= date(first.0),
            Period::Before(end) => return day < date(end.0),
            _ => {}
        }
        let Some(as_of) = self.world.as_of().map(date) else { return false };
        match period {
            Period::Last(n, unit) => minus(as_of, n, unit) < day && day <= as_of,
            Period::Next(n, unit) => as_of < day && day <= plus(as_of, n, unit),
            Period::ThisMonth => (day.year(), day.month()) == (as_of.year(), as_of.month()),
            Period::ThisYear => day.year() == as_of.year(),
            Period::Since(_) | Period::Before(_) => unreachable!(),
        }
    }

    fn records(&self, source: &Source, i: usize) -> Vec<Record<'_>> {
        let kind = match source {
            Source::Orders => return self.world.orders(i),
            Source::Lines => return self.world.lines(i),
            Source::Events(kind) => kind.as_ref().map(|kind| fold(kind)),
        };
        let mut records = self.world.lines(i);
        records.extend(self.world.events(i));
        records.retain(|(_, field)| {
            kind.as_ref()
                .is_none_or(|kind| matches!(field("kind"), Val::Text(k) if fold(&k) == *kind))
        });
        records
    }

    fn source(&self, test: &SourceTest, i: usize) -> bool {
        let mut records = self.records(&test.source, i);
        for filter in &test.filters {
            records.retain(|(_, field)| self.value_holds(&filter.test, field));
        }
        let holds = |records: &[&Record]| self.aggregate_holds(test, records);
        let within = |keep: &dyn Fn(i32) -> bool| {
            let inside: Vec<&Record> = records.iter().filter(|r| r.0.is_some_and(keep)).collect();
            holds(&inside)
        };
        let period = match test.window {
            None | Some(Window::Ever) => return holds(&records.iter().collect::<Vec<_>>()),
            Some(Window::Any(n, unit)) => {
                let mut days: Vec<i32> = records.iter().filter_map(|r| r.0).collect();
                days.sort();
                days.dedup();
                return days.into_iter().any(|last| {
                    let start = minus(date(last), n, unit).to_epoch_days();
                    within(&|day| start < day && day <= last)
                });
            }
            Some(Window::Between(first, last)) => {
                return within(&|day| first.0 <= day && day <= last.0);
            }
            Some(Window::Last(n, unit)) => Period::Last(n, unit),
            Some(Window::ThisMonth) => Period::ThisMonth,
            Some(Window::ThisYear) => Period::ThisYear,
            Some(Window::Since(day)) => Period::Since(day),
            Some(Window::Before(day)) => Period::Before(day),
        };
        within(&|day| self.in_period(period, day))
    }

    fn aggregate_holds(&self, test: &SourceTest, records: &[&Record]) -> bool {
        let of = |name: &Name| -> Vec<Val> {
            let name = fold(&name.text);
            records.iter().map(|r| r.1(&name)).filter(|v| *v != Val::Empty).collect()
        };
        let compared = |value: Val| op_holds(test.op, self.compare(&value, &test.value));
        let count = |n: usize| Val::Number(n as i128 * ONE);
        match &test.aggregate {
            Aggregate::Count => compared(count(records.len())),
            Aggregate::Days => {
                let mut days: Vec<i32> = records.iter().filter_map(|r| r.0).collect();
                days.sort();
                days.dedup();
                compared(count(days.len()))
            }
            Aggregate::Sum(name) => compared(sum(&of(name))),
            Aggregate::Max(name) => {
                compared(of(name).into_iter().max_by(order).unwrap_or(Val::Empty))
            }
            Aggregate::Min(name) => {
                compared(of(name).into_iter().min_by(order).unwrap_or(Val::Empty))
            }
            Aggregate::Mean(name) => {
                let values = of(name);
                let n = values.len() as i128;
                match sum(&values) {
                    _ if n == 0 => test.op == Op::Ne,
                    Val::Float(sum) => compared(Val::Float(sum / n as f64)),
                    // sum / n against the literal: both times n.
                    Val::Number(sum) => op_holds(
                        test.op,
                        match &test.value.kind {
                            ValueKind::Number(number) => {
                                Some(sum.cmp(&(billionths(number.written()) * n)))
                            }
                            ValueKind::Median(name) => match self.median(&name.text) {
                                Median::Nothing => None,
                                Median::Twice(twice) => Some((2 * sum).cmp(&(twice * n))),
                                Median::Float(float) => {
                                    (sum as f64 / n as f64 / ONE as f64).partial_cmp(&float)
                                }
                            },
                            _ => panic!("{} for a mean", test.value),
                        },
                    ),
                    other => panic!("{other:?} is no sum"),
                }
            }
        }
    }
}

fn sum(values: &[Val]) -> Val {
    if let Some(Val::Float(_)) = values.first() {
        let float = |v: &Val| if let Val::Float(v) = v { *v } else { panic!("{v:?} is summed") };
        return Val::Float(values.iter().map(float).sum());
    }
    let number = |v: &Val| if let Val::Number(v) = v { *v } else { panic!("{v:?} is summed") };
    Val::Number(values.iter().map(number).sum())
}

fn billionths(written: &str) -> i128 {
    let (sign, magnitude) = written.strip_prefix('-').map_or((1, written), |rest| (-1, rest));
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    sign * format!("{whole}{fraction:0<9}").parse::<i128>().unwrap()
}

fn op_holds(op: Op, ordering: Option<Ordering>) -> bool {
    match ordering {
        None => op == Op::Ne,
        Some(ordering) => match op {
            Op::Eq => ordering.is_eq(),
            Op::Ne => ordering.is_ne(),
            Op::Lt => ordering.is_lt(),
            Op::Le => ordering.is_le(),
            Op::Gt => ordering.is_gt(),
            Op::Ge => ordering.is_ge(),
        },
    }
}

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap()
}

fn minus(day: NaiveDate, n: u32, unit: Unit) -> NaiveDate {
    match unit {
        Unit::Days => day.checked_sub_days(Days::new(n.into())).unwrap(),
        Unit::Weeks => day.checked_sub_days(Days::new(7 * u64::from(n))).unwrap(),
        Unit::Months => day.checked_sub_months(Months::new(n)).unwrap(),
        Unit::Years => day.checked_sub_months(Months::new(12 * n)).unwrap(),
    }
}

fn plus(day: NaiveDate, n: u32, unit: Unit) -> NaiveDate {
    match unit {
        Unit::Days => day.checked_add_days(Days::new(n.into())).unwrap(),
        Unit::Weeks => day.checked_add_days(Days::new(7 * u64::from(n))).unwrap(),
        Unit::Months => day.checked_add_months(Months::new(n)).unwrap(),
        Unit::Years => day.checked_add_months(Months::new(12 * n)).unwrap(),
    }
}

fn anniversary(when: Anniversary, as_of: NaiveDate, day: NaiveDate) -> bool {
    match when {
        Anniversary::ThisMonth => day.month() == as_of.month(),
        Anniversary::NextDays(n) => (0..=n / 365 + 1).any(|later| {
            let year = as_of.year() + later as i32;
            let this =
                day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap();
            as_of < this && this <= plus(as_of, n, Unit::Days)
        }),
    }
}
