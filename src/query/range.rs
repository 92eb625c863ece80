//! The range that a query names for a field, for whoever draws it over the field's values.

use super::{
    ast::{Condition, Node, Op, Test, Value, ValueKind},
    edit::parts,
    period::period_days,
};
use crate::{portfolio::columns::EMPTY_I32, text::fold};

/// The ends of the range in which the query wants the field, as numbers, days as days since 1970-01-01; none where
/// open. Only parts that all must hold are looked at; medians are no numbers yet.
pub fn chosen_range(node: &Node, field: &str, as_of: Option<i32>) -> (Option<f64>, Option<f64>) {
    let (mut low, mut high) = (None::<f64>, None::<f64>);
    let mut above = |end: Option<f64>| {
        low = end.map(|end| low.map_or(end, |low| low.max(end))).or(low);
    };
    let mut below = |end: Option<f64>| {
        high = end.map(|end| high.map_or(end, |high| high.min(end))).or(high);
    };
    let is_field = |name: &str| fold(name) == fold(field);
    for part in parts(node) {
        let Node::Condition(Condition { test, .. }) = part else { continue };
        match test {
            Test::Compare { name, op, value } if is_field(&name.text) => match op {
                Op::Ge | Op::Gt => above(number(&value)),
                Op::Le | Op::Lt => below(number(&value)),
                Op::Eq => {
                    above(number(&value));
                    below(number(&value));
                }
                Op::Ne => {}
            },
            Test::Between { name, low, high } if is_field(&name.text) => {
                above(number(&low));
                below(number(&high));
            }
            Test::Span { name, span } if is_field(&name.text) => {
                let (first, last) = period_days(span, as_of);
                let end = |day: i32| Some(f64::from(day));
                above(end(first).filter(|_| first > EMPTY_I32 + 1));
                below(end(last).filter(|_| last < i32::MAX));
            }
            _ => {}
        }
    }
    (low, high)
}

fn number(value: &Value) -> Option<f64> {
    match &value.kind {
        ValueKind::Number(number) => number.written().parse().ok(),
        ValueKind::Date(day) => Some(f64::from(day.0)),
        ValueKind::Text(_) | ValueKind::YesNo(_) | ValueKind::Median(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::Day, query::parse::parse};

    #[test]
    fn ranges_are_read_from_any_way_of_saying_them() {
        let day = |text: &str| f64::from(text.parse::<Day>().unwrap().0);
        let as_of = Some(day("2024-03-10") as i32);
        for (query, low, high) in [
            ("", None, None),
            ("x >= 3", Some(3.0), None),
            ("X < 3.5 and x > -1", Some(-1.0), Some(3.5)),
            ("x between 3 and 5 and x >= 4", Some(4.0), Some(5.0)),
            ("x = 3 and y >= 2", Some(3.0), Some(3.0)),
            ("not x >= 3", None, None),
            ("x >= 3 or y = 2", None, None),
            ("x in last 10 days", Some(day("2024-03-01")), Some(day("2024-03-10"))),
            ("x since 2024-01-01", Some(day("2024-01-01")), None),
            ("x before 2024-01-01", None, Some(day("2023-12-31"))),
            ("x >= median(x)", None, None),
        ] {
            assert_eq!(chosen_range(&parse(query).unwrap(), "x", as_of), (low, high), "{query}");
        }
    }
}
