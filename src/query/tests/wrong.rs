//! Queries that are well formed and wrong: where, why, and what they suggest.

use super::base::example;
use crate::query::{
    check::check,
    error::{Cause, QueryError},
    evaluate::evaluate,
    fields::{SavedSegment, Schema},
    parse::parse,
};

fn error(query: &str) -> QueryError {
    let node = parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
    example().with(|data| {
        let error = check(&node, &Schema::of(data)).expect_err(query);
        assert_eq!(evaluate(&node, data), Err(error.clone()), "{query}");
        error
    })
}

#[test]
fn wrong_names_and_types_say_what_is_right() {
    for (query, message) in [
        ("spend_totl > 3", "customers have no field spend_totl (at 1); perhaps spend_total"),
        (
            "n_orders > 1 and regiom = \"x\"",
            "customers have no field regiom (at 18); perhaps region",
        ),
        ("rendamensal > 3", "customers have no field rendamensal (at 1); perhaps `Renda mensal`"),
        ("lines(count > 1, qantity > 1)", "lines have no field qantity (at 18); perhaps quantity"),
        ("orders(product = 1, count > 1)", "orders have no field product (at 8)"),
        ("orders(sum(amuont) > 1)", "orders have no field amuont (at 12); perhaps amount"),
        (
            "spend_total > median(n_order)",
            "customers have no field n_order (at 22); perhaps n_orders",
        ),
        (
            "n_orders = \"3\"",
            "n_orders is a number, written 12.5, and not a text (at 12); perhaps 3",
        ),
        (
            "spend_total >= \"300,50\"",
            "spend_total is a number, written 12.5, and not a text (at 16); perhaps 300.50",
        ),
        ("n_orders = \"many\"", "n_orders is a number, written 12.5, and not a text (at 12)"),
        (
            "n_orders in (1, true)",
            "n_orders is a number, written 12.5, and not a yes or no (at 17)",
        ),
        (
            "first_order = \"2024-01-31\"",
            "first_order is a date, written 2024-12-31, and not a text (at 15); perhaps 2024-01-31",
        ),
        (
            "first_order > 2024",
            "first_order is a date, written 2024-12-31, and not a number (at 15)",
        ),
        (
            "spend_total = 2024-01-01",
            "spend_total is a number, written 12.5, and not a date (at 15)",
        ),
        (
            "member = \"Sim\"",
            "member is a yes or no, written true or false, and not a text (at 10); perhaps true",
        ),
        (
            "member = 0",
            "member is a yes or no, written true or false, and not a number (at 10); perhaps false",
        ),
        (
            "region = true",
            "region is a text, written \"Sul\", and not a yes or no (at 10); perhaps \"true\"",
        ),
        (
            "region = median(spend_total)",
            "region is a text, written \"Sul\", and not a number (at 10)",
        ),
        (
            "first_order > median(spend_total)",
            "first_order is a date, written 2024-12-31, and not a number (at 15)",
        ),
        (
            "spend_total > median(region)",
            "Região is a text; this test needs a number or a date (at 22)",
        ),
        ("region > \"a\"", "Região is a text; this test needs a number or a date (at 1)"),
        ("region between 1 and 2", "Região is a text; this test needs a number or a date (at 1)"),
        ("member < true", "member is a yes or no; this test needs a number or a date (at 1)"),
        ("activity >= \"Lost\"", "activity is a class; this test needs a number or a date (at 1)"),
        ("n_orders contains \"1\"", "n_orders is a number; this test needs a text (at 1)"),
        (
            "first_order starts with \"2024\"",
            "first_order is a date; this test needs a text (at 1)",
        ),
        ("n_orders in last 3 days", "n_orders is a number; this test needs a date (at 1)"),
        ("region anniversary in this month", "Região is a text; this test needs a date (at 1)"),
        ("region in top 5", "Região is a text; this test needs a number (at 1)"),
        ("first_order in top 5", "first_order is a date; this test needs a number (at 1)"),
        ("activity = \"Losst\"", "activity has no class \"Losst\" (at 12); perhaps \"Lost\""),
        ("activity in (\"Active\", \"Champions\")", "activity has no class \"Champions\" (at 24)"),
        ("activity = 5", "activity has no class \"5\" (at 12)"),
        ("pareto_class = \"D\"", "pareto_class has no class \"D\" (at 16); perhaps \"A\""),
        (
            "segment \"rics\"",
            "there is no saved segment and no class \"rics\" (at 9); perhaps \"Ricos\"",
        ),
        (
            "segment \"Lost\"",
            "\"Lost\" is a class of rfm_segment, activity: say which (at 9); perhaps rfm_segment = \"Lost\"",
        ),
        (
            "orders(amount in top 5, count > 1)",
            "only conditions on fields may stand inside orders, lines and events (at 8)",
        ),
        (
            "orders(count > \"3\")",
            "count is a number, written 12.5, and not a text (at 16); perhaps 3",
        ),
        ("orders(max(`day`) > 5)", "day is a date, written 2024-12-31, and not a number (at 21)"),
        (
            "orders(max(amount) > 2024-01-01)",
            "amount is a number, written 12.5, and not a date (at 22)",
        ),
        ("orders(sum(`day`) > 5)", "day is a date; this test needs a number (at 12)"),
        ("lines(mean(product) > 5)", "product is a text; this test needs a number (at 12)"),
        (
            "lines(max(product) > 5)",
            "product is a text; this test needs a number or a date (at 11)",
        ),
        (
            "lines(amount = \"x\", count > 1)",
            "amount is a number, written 12.5, and not a text (at 16)",
        ),
    ] {
        assert_eq!(error(query).to_string(), message, "{query}");
    }
}

#[test]
fn fields_of_the_definitions_that_are_not_computed_are_no_error() {
    let base = example();
    for query in
        ["p_alive < 0.1", "duplicate = true", "loyalty_stage = \"suspect\"", "segment \"a\""]
    {
        assert_eq!(base.ids(query), [""; 0], "{query}");
    }
    // Once computed, the class has the names it was computed with: B and C are no classes then.
    assert!(matches!(error("activity = \"New\"").cause, Cause::UnknownClass { .. }));
}

#[test]
fn saved_segments_in_a_circle_are_named_and_wrong_ones_too() {
    let mut base = example();
    let saved =
        |name: &str, query: &str| SavedSegment { name: name.into(), query: parse(query).unwrap() };
    base.segments = vec![
        saved("a", "segment \"b\" or n_orders = 1"),
        saved("b", "not segment \"c\""),
        saved("c", "segment \"B\""),
        saved("own", "segment \"own\""),
        saved("broken", "spend > 1"),
        saved("outer", "segment \"broken\""),
        saved("twice", "segment \"fine\" and segment \"fine\""),
        saved("fine", "n_orders = 1"),
    ];
    for (query, message) in [
        ("segment \"a\"", "saved segments use each other in a circle: b → c → b (at 9)"),
        ("segment \"own\"", "saved segments use each other in a circle: own → own (at 9)"),
        ("segment \"outer\"", "in the segment \"broken\": customers have no field spend (at 9)"),
    ] {
        let error = base.with(|data| evaluate(&parse(query).unwrap(), data)).unwrap_err();
        assert_eq!(error.to_string(), message, "{query}");
    }
    assert_eq!(base.ids("segment \"twice\""), base.ids("n_orders = 1"));
}

#[test]
fn many_segments_that_use_each_other_twice_are_checked_once_each() {
    let mut base = example();
    base.segments = (0..60)
        .map(|i| {
            let query = match i {
                0 => "n_orders = 1".to_string(),
                _ => format!("segment \"s{0}\" or not segment \"s{0}\"", i - 1),
            };
            SavedSegment { name: format!("s{i}"), query: parse(&query).unwrap() }
        })
        .collect();
    assert_eq!(base.ids("segment \"s59\"").len(), 8);
}
