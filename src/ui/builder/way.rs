//! **Ways** to test a field: what the editor's list of comparisons chooses among, and what each makes of a test. Values
//! that still fit are kept when the way changes.

use crate::{
    calendar::Day,
    query::{
        ast::{Anniversary, Name, Number, Op, Period, Test, TextOp, Unit, Value, ValueKind},
        fields::Kind,
    },
};

/// A way to test a field; the order of their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Between,
    Top,
    TopPercent,
    Empty,
    NotEmpty,
    AnyOf,
    NoneOf,
    Contains,
    StartsWith,
    EndsWith,
    Last,
    Next,
    ThisMonth,
    ThisYear,
    Since,
    Before,
    AnniversaryNext,
    AnniversaryThisMonth,
    Yes,
    No,
}

use Way::*;

const NUMBER: &[Way] = &[Ge, Gt, Le, Lt, Eq, Ne, Between, TopPercent, Top, NotEmpty, Empty];
const DATE: &[Way] = &[
    Last,
    Next,
    ThisMonth,
    ThisYear,
    Since,
    Before,
    Between,
    Eq,
    Ne,
    Le,
    Gt,
    AnniversaryNext,
    AnniversaryThisMonth,
    NotEmpty,
    Empty,
];
const TEXT: &[Way] = &[AnyOf, NoneOf, Contains, StartsWith, EndsWith, NotEmpty, Empty];
const YES_NO: &[Way] = &[Yes, No, NotEmpty, Empty];

/// The ways to test a field of a kind; a rank is only for customers.
pub fn ways(kind: Kind, of_customer: bool) -> Vec<Way> {
    let ways = match kind {
        Kind::Whole | Kind::Number | Kind::Money | Kind::Quantity => NUMBER,
        Kind::Date => DATE,
        Kind::Text | Kind::Class => TEXT,
        Kind::YesNo => YES_NO,
    };
    ways.iter().copied().filter(|way| of_customer || !matches!(way, Top | TopPercent)).collect()
}

/// The way that a test goes; none for those that only the text can write.
pub fn way_of(test: &Test) -> Option<Way> {
    Some(match test {
        Test::Compare { op, value: Value { kind: ValueKind::YesNo(yes), .. }, .. } => {
            match (op, yes) {
                (Op::Eq, true) | (Op::Ne, false) => Yes,
                (Op::Eq, false) | (Op::Ne, true) => No,
                _ => return None,
            }
        }
        Test::Compare { op, value: Value { kind: ValueKind::Text(_), .. }, .. } => match op {
            Op::Eq => AnyOf,
            Op::Ne => NoneOf,
            _ => return None,
        },
        // `since` and `>=` of a day are the same.
        Test::Compare { op, value: Value { kind: ValueKind::Date(_), .. }, .. } => match op {
            Op::Eq => Eq,
            Op::Ne => Ne,
            Op::Lt => Before,
            Op::Le => Le,
            Op::Gt => Gt,
            Op::Ge => Since,
        },
        Test::Compare { op, .. } => [Eq, Ne, Lt, Le, Gt, Ge][*op as usize],
        Test::Between { .. } => Between,
        Test::In { negated, values, .. } => {
            let texts = values.iter().all(|value| matches!(value.kind, ValueKind::Text(_)));
            match (texts, negated) {
                (false, _) => return None,
                (true, false) => AnyOf,
                (true, true) => NoneOf,
            }
        }
        Test::IsEmpty { negated: false, .. } => Empty,
        Test::IsEmpty { negated: true, .. } => NotEmpty,
        Test::Text { op: TextOp::Contains, .. } => Contains,
        Test::Text { op: TextOp::StartsWith, .. } => StartsWith,
        Test::Text { op: TextOp::EndsWith, .. } => EndsWith,
        Test::Span { span, .. } => match span {
            Period::Last(..) => Last,
            Period::Next(..) => Next,
            Period::ThisMonth => ThisMonth,
            Period::ThisYear => ThisYear,
            Period::Since(_) => Since,
            Period::Before(_) => Before,
        },
        Test::Anniversary { when: Anniversary::NextDays(_), .. } => AnniversaryNext,
        Test::Anniversary { when: Anniversary::ThisMonth, .. } => AnniversaryThisMonth,
        Test::InTop { percent: false, .. } => Top,
        Test::InTop { percent: true, .. } => TopPercent,
        Test::Segment { .. } | Test::Source(_) => return None,
    })
}

/// What a test holds besides its way: values, a count with a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Values compared with.
    pub values: Vec<Value>,
    pub text: String,
    pub n: u32,
    pub unit: Unit,
    pub day: Option<Day>,
}

impl Parts {
    /// The parts of a test; what it lacks is what one would try first.
    pub fn of(test: &Test) -> Parts {
        let mut parts =
            Parts { values: Vec::new(), text: String::new(), n: 30, unit: Unit::Days, day: None };
        match test {
            Test::Compare { value, .. } => parts.values = vec![value.clone()],
            Test::Between { low, high, .. } => parts.values = vec![low.clone(), high.clone()],
            Test::In { values, .. } => parts.values = values.clone(),
            Test::Text { text, .. } => parts.text = text.clone(),
            Test::Span { span, .. } => match *span {
                Period::Last(n, unit) | Period::Next(n, unit) => (parts.n, parts.unit) = (n, unit),
                Period::Since(day) | Period::Before(day) => parts.day = Some(day),
                Period::ThisMonth | Period::ThisYear => {}
            },
            Test::Anniversary { when: Anniversary::NextDays(n), .. } => parts.n = *n,
            Test::InTop { n, .. } => parts.n = *n,
            _ => {}
        }
        if let Some(Value { kind: ValueKind::Date(day), .. }) = parts.values.first() {
            parts.day = Some(*day);
        }
        if let Some(Value { kind: ValueKind::Text(text), .. }) = parts.values.first() {
            parts.text = text.clone();
        }
        parts
    }
}

/// The test of a field in a way, with the parts another test had. A value is wanted where there is none that fits: a
/// day is that of `as_of`, a number the field's own median.
pub fn make(name: &Name, kind: Kind, way: Way, parts: &Parts, as_of: Day) -> Test {
    let name = name.clone();
    let day = parts.day.unwrap_or(as_of);
    let value = |place: usize| {
        let fits = parts.values.get(place).or(parts.values.first()).filter(|value| {
            matches!(
                (kind, &value.kind),
                (Kind::Date, ValueKind::Date(_) | ValueKind::Median(_))
                    | (
                        Kind::Whole | Kind::Number | Kind::Money | Kind::Quantity,
                        ValueKind::Number(_) | ValueKind::Median(_)
                    )
            )
        });
        fits.cloned().unwrap_or_else(|| {
            Value::new(match kind {
                Kind::Date => ValueKind::Date(day),
                _ => ValueKind::Median(name.clone()),
            })
        })
    };
    let compare = |op| Test::Compare { name: name.clone(), op, value: value(0) };
    let span = |span| Test::Span { name: name.clone(), span };
    let text = |op| Test::Text { name: name.clone(), op, text: parts.text.clone() };
    let listed = |negated: bool| {
        let texts = |value: &&Value| matches!(value.kind, ValueKind::Text(_));
        let values: Vec<Value> = parts.values.iter().filter(texts).cloned().collect();
        match <[Value; 1]>::try_from(values) {
            Ok([value]) => {
                let op = if negated { Op::Ne } else { Op::Eq };
                Test::Compare { name: name.clone(), op, value }
            }
            // Nothing chosen as yet: whoever has none, or any.
            Err(values) if values.is_empty() => {
                Test::IsEmpty { name: name.clone(), negated: !negated }
            }
            Err(values) => Test::In { name: name.clone(), negated, values },
        }
    };
    match way {
        Eq => compare(Op::Eq),
        Ne => compare(Op::Ne),
        Lt => compare(Op::Lt),
        Le => compare(Op::Le),
        Gt => compare(Op::Gt),
        Ge => compare(Op::Ge),
        Between => Test::Between { low: value(0), high: value(1), name },
        Top => Test::InTop { name, n: parts.n, percent: false },
        TopPercent => Test::InTop { name, n: parts.n.min(100), percent: true },
        Empty => Test::IsEmpty { name, negated: false },
        NotEmpty => Test::IsEmpty { name, negated: true },
        AnyOf => listed(false),
        NoneOf => listed(true),
        Contains => text(TextOp::Contains),
        StartsWith => text(TextOp::StartsWith),
        EndsWith => text(TextOp::EndsWith),
        Last => span(Period::Last(parts.n, parts.unit)),
        Next => span(Period::Next(parts.n, parts.unit)),
        ThisMonth => span(Period::ThisMonth),
        ThisYear => span(Period::ThisYear),
        Since => span(Period::Since(day)),
        Before => span(Period::Before(day)),
        AnniversaryNext => Test::Anniversary { name, when: Anniversary::NextDays(parts.n) },
        AnniversaryThisMonth => Test::Anniversary { name, when: Anniversary::ThisMonth },
        Yes | No => {
            let value = Value::new(ValueKind::YesNo(way == Yes));
            Test::Compare { name, op: Op::Eq, value }
        }
    }
}

/// A number as someone types it, with a comma or a point, as the language writes it.
pub fn typed(text: &str) -> Option<Number> {
    let text = text.trim().replace(',', ".");
    let text = text.strip_suffix('.').unwrap_or(&text);
    Number::new(&if text.starts_with('.') { format!("0{text}") } else { text.to_string() })
}

/// A number with its point so many places to the right: shares as per cent, exactly.
pub fn shifted(number: &Number, places: i32) -> Option<Number> {
    let written = number.written();
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = whole.len() as i32 + places;
    let mut all = format!("{whole}{fraction}");
    let before = (-point + 1).max(0) as usize;
    all.insert_str(0, &"0".repeat(before));
    let point = (point + before as i32) as usize;
    while all.len() < point {
        all.push('0');
    }
    let (whole, fraction) = all.split_at(point);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Number::new(&format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{
        ast::{Condition, Node},
        edit::{condition, field_of},
        parse::parse,
        print::print,
    };

    fn test(text: &str) -> Test {
        match parse(text).unwrap() {
            Node::Condition(Condition { test, .. }) => test,
            other => panic!("{other:?}"),
        }
    }

    const TESTS: &[(&str, Kind)] = &[
        ("spend_total >= 300", Kind::Money),
        ("spend_total between 10 and 20.5", Kind::Money),
        ("spend_total < median(spend_total)", Kind::Money),
        ("n_orders in top 5 %", Kind::Whole),
        ("n_orders in top 100", Kind::Whole),
        ("region is empty", Kind::Text),
        ("region is not empty", Kind::Text),
        ("region = \"Sul\"", Kind::Text),
        ("region != \"Sul\"", Kind::Text),
        ("region in (\"Sul\", \"Norte\")", Kind::Text),
        ("region not in (\"Sul\", \"Norte\")", Kind::Text),
        ("region contains \"u\"", Kind::Text),
        ("region starts with \"S\"", Kind::Text),
        ("region ends with \"l\"", Kind::Text),
        ("last_order in last 3 months", Kind::Date),
        ("last_order in next 2 weeks", Kind::Date),
        ("last_order in this month", Kind::Date),
        ("last_order in this year", Kind::Date),
        ("last_order since 2024-01-01", Kind::Date),
        ("last_order before 2024-01-01", Kind::Date),
        ("last_order = 2024-01-01", Kind::Date),
        ("last_order != 2024-01-01", Kind::Date),
        ("last_order <= 2024-01-01", Kind::Date),
        ("last_order > 2024-01-01", Kind::Date),
        ("last_order between 2024-01-01 and 2024-02-01", Kind::Date),
        ("last_order anniversary in next 7 days", Kind::Date),
        ("last_order anniversary in this month", Kind::Date),
        ("reachable = true", Kind::YesNo),
        ("reachable = false", Kind::YesNo),
    ];

    #[test]
    fn a_test_is_made_again_of_its_way_and_parts() {
        for &(text, kind) in TESTS {
            let test = test(text);
            let way = way_of(&test).unwrap();
            assert!(ways(kind, true).contains(&way), "{text}: {way:?}");
            let name = field_of(&test).unwrap();
            let again = make(name, kind, way, &Parts::of(&test), Day(0));
            assert_eq!(print(&condition(again)), text);
        }
    }

    #[test]
    fn every_change_of_way_gives_a_test_of_that_kind() {
        use crate::query::{check::check, fields::Schema};
        let schema = Schema::without_data();
        for &(text, kind) in TESTS {
            let test = test(text);
            let name = field_of(&test).unwrap();
            for way in ways(kind, true) {
                let made = condition(make(name, kind, way, &Parts::of(&test), Day(19_000)));
                let printed = print(&made);
                assert_eq!(parse(&printed), Ok(made.clone()), "{printed}");
                assert_eq!(check(&made, &schema), Ok(()), "{printed}");
            }
        }
    }

    #[test]
    fn numbers_are_typed_and_shifted_exactly() {
        let shift = |text: &str, places| {
            shifted(&Number::new(text).unwrap(), places).unwrap().written().to_string()
        };
        for (share, percent) in
            [("0.2", "20"), ("1", "100"), ("-0.005", "-0.5"), ("0", "0"), ("0.12345", "12.345")]
        {
            assert_eq!(shift(share, 2), percent);
            assert_eq!(shift(percent, -2), share);
        }
        for (text, number) in
            [("3", "3"), (" 300,50 ", "300.50"), (".5", "0.5"), ("7.", "7"), ("-2", "-2")]
        {
            assert_eq!(typed(text).unwrap().written(), number);
        }
        assert_eq!([typed(""), typed("x"), typed("1 000")], [None, None, None]);
    }
}
