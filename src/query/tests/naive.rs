//! The slow twin: one customer after the other, row by row, straight from the definitions. It shares
//! the syntax tree with the engine and nothing else.

use super::base::{ACTIVITY, Base, ONE, SEGMENT, Val};
use crate::query::ast::*;
use chrono::{Datelike, Days, Months, NaiveDate};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub fn kept(base: &Base, node: &Node) -> Vec<usize> {
    (0..base.people.len()).filter(|&i| base.exists(i) && node_holds(base, node, i)).collect()
}

fn node_holds(base: &Base, node: &Node, i: usize) -> bool {
    match node {
        Node::And(parts) => parts.iter().all(|part| node_holds(base, part, i)),
        Node::Or(parts) => parts.is_empty() || parts.iter().any(|part| node_holds(base, part, i)),
        Node::Not(part) => !node_holds(base, part, i),
        Node::Condition(condition) => match &condition.test {
            Test::Segment { name } => segment(base, &name.text, i),
            Test::Source(test) => source(base, test, i),
            Test::InTop { name, n, percent } => in_top(base, &name.text, *n, *percent, i),
            test => value_holds(base, test, &|name| customer_value(base, name, i)),
        },
    }
}

fn segment(base: &Base, name: &str, i: usize) -> bool {
    let name = fold(name);
    if let Some(saved) = base.segments.iter().find(|saved| fold(&saved.name) == name) {
        return node_holds(base, &saved.query, i);
    }
    ["activity", "rfm_segment"]
        .iter()
        .any(|field| matches!(customer_value(base, field, i), Val::Text(t) if fold(&t) == name))
}

fn fold(text: &str) -> String {
    text.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect()
}

fn text(text: &str) -> Val {
    if text.is_empty() { Val::Empty } else { Val::Text(text.to_string()) }
}

fn quarters(value: Option<i32>) -> Val {
    value.map_or(Val::Empty, |v| Val::Number(i128::from(v) * ONE / 4))
}

fn cents(cents: i64) -> Val {
    Val::Number(i128::from(cents) * ONE / 100)
}

fn customer_value(base: &Base, name: &str, i: usize) -> Val {
    let person = &base.people[i];
    let days = || base.orders().into_iter().filter(|o| o.customer == i).filter_map(|o| o.day);
    let class =
        |names: &[&str], code: Option<u8>| code.map_or(Val::Empty, |c| text(names[c as usize]));
    match fold(name).as_str() {
        "customer_id" => text(&person.id),
        "name" => text(&person.name),
        "regiao" | "region" => text(&person.region),
        "codigo" => text(&person.code),
        "nascimento" | "birthday" => person.birthday.map_or(Val::Empty, Val::Date),
        "renda mensal" => quarters(person.income),
        "member" => person.member.map_or(Val::Empty, Val::YesNo),
        "n_orders" => Val::Number(days().count() as i128 * ONE),
        "spend_total" => cents(base.spend(i)),
        "first_order" => days().min().map_or(Val::Empty, Val::Date),
        "activity" => class(ACTIVITY, person.activity),
        "rfm_segment" => class(SEGMENT, person.segment),
        "clv_12m" | "reachable" | "top_product" | "last_order" => Val::Empty,
        other => panic!("the twin knows no field {other}"),
    }
}

fn buyers(base: &Base) -> Vec<usize> {
    (0..base.people.len()).filter(|&i| base.is_buyer(i)).collect()
}

fn in_top(base: &Base, name: &str, n: u32, percent: bool, i: usize) -> bool {
    let buyers = buyers(base);
    let places = if percent { (n as usize * buyers.len()).div_ceil(100) } else { n as usize };
    let mut ranked: Vec<(i128, &str, usize)> = buyers
        .into_iter()
        .filter_map(|b| match customer_value(base, name, b) {
            Val::Number(v) => Some((-v, base.people[b].id.as_str(), b)),
            _ => None,
        })
        .collect();
    ranked.sort();
    ranked.iter().take(places).any(|&(.., b)| b == i)
}

/// Twice the median, and whether it is of dates.
fn twice_median(base: &Base, name: &str) -> Option<i128> {
    let mut values: Vec<i128> = buyers(base)
        .into_iter()
        .filter_map(|b| match customer_value(base, name, b) {
            Val::Number(v) => Some(v),
            Val::Date(day) => Some(i128::from(day) * ONE),
            _ => None,
        })
        .collect();
    values.sort();
    let n = values.len();
    (n > 0).then(|| values[(n - 1) / 2] + values[n / 2])
}

/// How a value compares with a literal; none where one is empty.
fn compare(base: &Base, value: &Val, literal: &Value) -> Option<std::cmp::Ordering> {
    let number = |v: i128| match &literal.kind {
        ValueKind::Number(n) => Some(v.cmp(&billionths(n.written()))),
        ValueKind::Date(day) => Some(v.cmp(&(i128::from(day.0) * ONE))),
        ValueKind::Median(name) => Some((2 * v).cmp(&twice_median(base, &name.text)?)),
        _ => panic!("{literal} for a number"),
    };
    match value {
        Val::Empty => None,
        Val::Number(v) => number(*v),
        Val::Date(day) => number(i128::from(*day) * ONE),
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

fn billionths(written: &str) -> i128 {
    let (sign, magnitude) = written.strip_prefix('-').map_or((1, written), |rest| (-1, rest));
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    sign * format!("{whole}{fraction:0<9}").parse::<i128>().unwrap()
}

fn op_holds(op: Op, ordering: Option<std::cmp::Ordering>) -> bool {
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

fn value_holds(base: &Base, test: &Test, value_of: &dyn Fn(&str) -> Val) -> bool {
    match test {
        Test::Compare { name, op, value } => {
            op_holds(*op, compare(base, &value_of(&name.text), value))
        }
        Test::Between { name, low, high } => {
            let value = value_of(&name.text);
            compare(base, &value, low).is_some_and(|o| o.is_ge())
                && compare(base, &value, high).is_some_and(|o| o.is_le())
        }
        Test::In { name, negated, values } => {
            let value = value_of(&name.text);
            let equal = |v| compare(base, &value, v).is_some_and(|o| o.is_eq());
            values.iter().any(equal) != *negated
        }
        Test::IsEmpty { name, negated } => (value_of(&name.text) == Val::Empty) != *negated,
        Test::Text { name, op, text } => match value_of(&name.text) {
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
        Test::Span { name, span } => match value_of(&name.text) {
            Val::Date(day) => in_period(base, *span, day),
            _ => false,
        },
        Test::Anniversary { name, when } => match (value_of(&name.text), base.as_of) {
            (Val::Date(day), Some(as_of)) => anniversary(*when, date(as_of), date(day)),
            _ => false,
        },
        _ => panic!("no test of a value"),
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

fn in_period(base: &Base, period: Period, day: i32) -> bool {
    let day = date(day);
    match period {
        Period::Since(first) => return day >= date(first.0),
        Period::Before(end) => return day < date(end.0),
        _ => {}
    }
    let Some(as_of) = base.as_of.map(date) else { return false };
    match period {
        Period::Last(n, unit) => minus(as_of, n, unit) < day && day <= as_of,
        Period::Next(n, unit) => as_of < day && day <= plus(as_of, n, unit),
        Period::ThisMonth => (day.year(), day.month()) == (as_of.year(), as_of.month()),
        Period::ThisYear => day.year() == as_of.year(),
        Period::Since(_) | Period::Before(_) => unreachable!(),
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

/// A record of a source: its day and its fields.
type Record<'a> = (Option<i32>, Box<dyn Fn(&str) -> Val + 'a>);

fn records<'a>(base: &'a Base, source: &Source, i: usize) -> Vec<Record<'a>> {
    let mut records: Vec<Record> = Vec::new();
    let orders = base.orders();
    if *source == Source::Orders {
        for order in orders.into_iter().filter(|o| o.customer == i && o.day.is_some()) {
            let day = order.day;
            let field = move |name: &str| match fold(name).as_str() {
                "day" => order.day.map_or(Val::Empty, Val::Date),
                "order_id" => text(&order.id),
                "amount" => cents(order.cents),
                "quantity" => Val::Number(i128::from(order.quantity) * 1000),
                other => panic!("the twin knows no field {other} of orders"),
            };
            records.push((day, Box::new(field)));
        }
        return records;
    }
    for line in base.lines.iter().filter(|l| l.customer == i && base.used(l)) {
        let field = move |name: &str| match fold(name).as_str() {
            "day" => Val::Date(line.day),
            "order_id" if line.order.is_empty() => text(&date(line.day).to_string()),
            "order_id" => text(&line.order),
            "product" => text(&line.product),
            "category" | "page" | "minutes" => Val::Empty,
            "quantity" => line.quantity.map_or(Val::Empty, |q| Val::Number(i128::from(q) * 1000)),
            "amount" => cents(line.cents),
            "kind" => text(if line.is_return { "return" } else { "purchase" }),
            "canal" | "channel" => text(&line.channel),
            "weight" => quarters(line.weight),
            other => panic!("the twin knows no field {other} of lines"),
        };
        records.push((Some(line.day), Box::new(field)));
    }
    let Source::Events(kind) = source else { return records };
    for event in base.events.iter().filter(|e| e.customer == i && base.sees(e.day)) {
        let field = move |name: &str| match fold(name).as_str() {
            "day" => event.day.map_or(Val::Empty, Val::Date),
            "kind" => text(&event.kind),
            "page" => text(&event.page),
            "minutes" => quarters(event.minutes),
            _ => Val::Empty,
        };
        records.push((event.day, Box::new(field)));
    }
    if let Some(kind) = kind {
        records
            .retain(|(_, field)| matches!(field("kind"), Val::Text(k) if fold(&k) == fold(kind)));
    }
    records
}

fn source(base: &Base, test: &SourceTest, i: usize) -> bool {
    let mut records = records(base, &test.source, i);
    for filter in &test.filters {
        records.retain(|(_, field)| value_holds(base, &filter.test, field));
    }
    let holds = |records: &[&Record]| aggregate_holds(base, test, records);
    let within = |keep: &dyn Fn(i32) -> bool| {
        let inside: Vec<&Record> = records.iter().filter(|r| r.0.is_some_and(keep)).collect();
        holds(&inside)
    };
    let period = match test.window {
        None | Some(Window::Ever) => return holds(&records.iter().collect::<Vec<_>>()),
        Some(Window::Any(n, unit)) => {
            return records
                .iter()
                .filter_map(|r| r.0)
                .any(|last| within(&|day| minus(date(last), n, unit) < date(day) && day <= last));
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
    within(&|day| in_period(base, period, day))
}

fn aggregate_holds(base: &Base, test: &SourceTest, records: &[&Record]) -> bool {
    let of = |name: &Name| -> Vec<Val> {
        records.iter().map(|r| r.1(&name.text)).filter(|v| *v != Val::Empty).collect()
    };
    let number = |v: &Val| match v {
        Val::Number(v) => *v,
        Val::Date(day) => i128::from(*day) * ONE,
        other => panic!("{other:?} is summed"),
    };
    let compared = |value: Option<i128>| {
        let value = value.map_or(Val::Empty, Val::Number);
        op_holds(test.op, compare(base, &value, &test.value))
    };
    match &test.aggregate {
        Aggregate::Count => compared(Some(records.len() as i128 * ONE)),
        Aggregate::Days => {
            let mut days: Vec<i32> = records.iter().filter_map(|r| r.0).collect();
            days.sort();
            days.dedup();
            compared(Some(days.len() as i128 * ONE))
        }
        Aggregate::Sum(name) => compared(Some(of(name).iter().map(number).sum())),
        Aggregate::Max(name) => compared(of(name).iter().map(number).max()),
        Aggregate::Min(name) => compared(of(name).iter().map(number).min()),
        Aggregate::Mean(name) => {
            let values = of(name);
            if values.is_empty() {
                return test.op == Op::Ne;
            }
            // sum / n against the literal: both times n.
            let (sum, n) = (values.iter().map(number).sum::<i128>(), values.len() as i128);
            let ordering = match &test.value.kind {
                ValueKind::Number(number) => sum.cmp(&(billionths(number.written()) * n)),
                ValueKind::Median(name) => match twice_median(base, &name.text) {
                    Some(twice) => (2 * sum).cmp(&(twice * n)),
                    None => return test.op == Op::Ne,
                },
                _ => panic!("{} for a mean", test.value),
            };
            op_holds(test.op, Some(ordering))
        }
    }
}
