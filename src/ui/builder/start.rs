//! What a new condition is, before anything of it is chosen: something that can be answered at once.

use crate::{
    engine::builder::FieldView,
    query::{
        ast::{
            Aggregate, Name, Op, Period, Source, SourceTest, Test, Unit, Value, ValueKind, Window,
        },
        fields::Kind,
    },
};

/// A test of a field; `value` is its most frequent text, where that was asked for.
pub fn field_test(field: &FieldView, value: Option<String>) -> Test {
    let name = Name::new(&field.name);
    let compare = |op, value| Test::Compare { name: name.clone(), op, value: Value::new(value) };
    match field.kind {
        Kind::Whole | Kind::Number | Kind::Money | Kind::Quantity => {
            compare(Op::Ge, ValueKind::Median(name.clone()))
        }
        Kind::Date => Test::Span { name, span: Period::Last(12, Unit::Months) },
        Kind::YesNo => compare(Op::Eq, ValueKind::YesNo(true)),
        Kind::Text | Kind::Class => match value {
            Some(value) => compare(Op::Eq, ValueKind::Text(value)),
            None => Test::IsEmpty { name, negated: true },
        },
    }
}

/// A filter of records: medians are of customers only, so that a number is at least one.
pub fn filter_test(field: &FieldView, value: Option<String>) -> Test {
    match field.kind {
        Kind::Whole | Kind::Number | Kind::Money | Kind::Quantity => Test::Compare {
            name: Name::new(&field.name),
            op: Op::Ge,
            value: Value::new(ValueKind::Number(1.into())),
        },
        _ => field_test(field, value),
    }
}

/// Did it, at least once in the last 12 months.
pub fn source_test(source: Source) -> Test {
    Test::Source(SourceTest {
        source,
        filters: Vec::new(),
        aggregate: Aggregate::Count,
        op: Op::Ge,
        value: Value::new(ValueKind::Number(1.into())),
        window: Some(Window::Last(12, Unit::Months)),
    })
}
