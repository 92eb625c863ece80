//! What is suggested is what would be answered.

use super::{base::example, random};
use crate::query::{
    ast::{Aggregate, Name, Op, Source, SourceTest, Test, Value, ValueKind},
    edit::condition,
    error::Scope,
    evaluate::{Data, evaluate},
    fields::{Kind, Schema},
    values::{has_values, numbers, texts},
};
use proptest::prelude::*;

const SCOPES: [Scope; 4] = [Scope::Customers, Scope::Orders, Scope::Lines, Scope::Events];

/// The condition that asks for a value.
fn asking(scope: Scope, field: &str, value: ValueKind) -> Test {
    let equals = Test::Compare { name: Name::new(field), op: Op::Eq, value: Value::new(value) };
    let source = match scope {
        Scope::Customers => return equals,
        Scope::Orders => Source::Orders,
        Scope::Lines => Source::Lines,
        Scope::Events => Source::Events(None),
    };
    let span = Default::default();
    Test::Source(SourceTest {
        source,
        filters: vec![crate::query::ast::Condition { span, test: equals }],
        aggregate: Aggregate::Count,
        op: Op::Ge,
        value: Value::new(ValueKind::Number(1.into())),
        window: None,
    })
}

fn agrees(data: &Data) {
    let schema = Schema::of(data);
    for scope in SCOPES {
        for field in schema.scope(scope).list() {
            let found = texts(data, &schema, scope, field);
            for value in &found {
                let kind = match field.kind {
                    Kind::YesNo => ValueKind::YesNo(value.text == "true"),
                    _ => ValueKind::Text(value.text.clone()),
                };
                let query = condition(asking(scope, &field.name, kind));
                let kept = evaluate(&query, data).unwrap().count();
                assert_eq!(value.customers as usize, kept, "{scope} {} {value:?}", field.name);
            }
            let listed = matches!(field.kind, Kind::Text | Kind::Class | Kind::YesNo);
            let numbered = numbers(data, &schema, scope, field);
            if !listed {
                assert_eq!(!numbered.is_empty(), has_values(data, &schema, scope, field));
            } else if !["customer_id", "order_id"].contains(&field.name.as_str()) {
                assert_eq!(!found.is_empty(), has_values(data, &schema, scope, field), "{field:?}");
            }
        }
    }
}

#[test]
fn values_of_the_example_are_counted_as_it_says() {
    example().with(|data| {
        let schema = Schema::of(data);
        let values = |scope: Scope, name: &str| {
            let field = schema.scope(scope).find(name).unwrap();
            let found = texts(data, &schema, scope, field);
            found.into_iter().map(|v| format!("{} {}", v.text, v.customers)).collect::<Vec<_>>()
        };
        // `Sul` and `SUL` are one.
        let regions = ["Norte 2", "Sul 2", "SUDESTE 1", "São Paulo 1", "Łódź 1"];
        assert_eq!(values(Scope::Customers, "region"), regions);
        assert_eq!(values(Scope::Events, "kind"), ["purchase 5", "return 3", "visit 2"]);
        assert_eq!(values(Scope::Lines, "product"), ["SKU-1 5", "SKU-9 1", "maçã 1", "sku-2 1"]);
        agrees(data);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn values_are_counted_as_conditions_answer(base in random::base()) {
        base.with(agrees);
    }
}
