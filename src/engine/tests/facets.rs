//! Facets: what they count is what clicking them selects.

use crate::{
    engine::{
        core::Engine,
        facets::stretch,
        protocol::{Ask, Say},
        testing::engine,
        view::{FacetAsk, FacetKind, FacetView},
    },
    query::{ast::ValueKind, edit, parse::parse, print::print},
};

fn example() -> Engine {
    let mut orders = String::from("order_id,customer_id,order_date,amount\n");
    let mut customers = String::from("customer_id,name,city,member\n");
    for customer in 0..200u32 {
        for order in 0..customer % 7 {
            let (month, day, cents) = (order * 3 % 12 + 1, customer % 28 + 1, customer * 37 % 9000);
            let year = 2022 + customer % 3;
            orders += &format!(
                "o{customer}-{order},c{customer:03},{year}-{month:02}-{day:02},{}.{:02}\n",
                cents / 100,
                cents % 100
            );
        }
        let city = ["São Paulo", "Rio", "", "Kaunas", "Rio"][customer as usize % 5];
        customers += &format!(
            "c{customer:03},Name {customer},{city},{}\n",
            ["yes", "no"][customer as usize % 2]
        );
    }
    engine(&[("orders.csv", &orders), ("customers.csv", &customers)])
}

fn facet(engine: &mut Engine, field: &str, find: &str, values: u32) -> FacetView {
    let ask = FacetAsk { field: field.into(), find: find.into(), values };
    match engine.said(&Ask::Facets { fields: vec![ask] }) {
        Say::Facets { mut facets, .. } if facets.len() == 1 => facets.remove(0),
        other => panic!("{other:?}"),
    }
}

fn count(engine: &mut Engine, query: &str) -> u32 {
    engine.select(query).unwrap();
    engine.selected().unwrap().count() as u32
}

#[test]
fn a_value_counts_whom_choosing_it_selects() {
    let mut engine = example();
    for query in ["", "n_orders >= 3", "city = \"Rio\" and n_orders >= 3", "activity != \"Lost\""] {
        engine.select(query).unwrap();
        let node = parse(query).unwrap();
        for field in ["city", "activity", "rfm_segment", "member"] {
            let view = facet(&mut engine, field, "", 12);
            assert!(view.values.iter().any(|value| value.count > 0), "{field}");
            for value in view.values {
                let kind = match view.kind {
                    FacetKind::YesNo => ValueKind::YesNo(value.value == "true"),
                    _ => ValueKind::Text(value.value.clone()),
                };
                let alone = edit::toggle_value(&edit::without_field(&node, field), field, kind);
                assert_eq!(
                    count(&mut engine, &print(&alone)),
                    value.count,
                    "{query} {field} {}",
                    value.value
                );
                assert_eq!(
                    value.chosen,
                    query.contains(&format!("\"{}\"", value.value))
                        && query.contains(&format!("{field} ="))
                );
                engine.select(query).unwrap();
            }
        }
    }
}

#[test]
fn a_bin_counts_whom_choosing_it_selects() {
    let mut engine = example();
    for query in ["", "city = \"Rio\"", "n_orders between 2 and 3"] {
        engine.select(query).unwrap();
        let node = parse(query).unwrap();
        for field in ["n_orders", "spend_total", "spend_mean", "first_order", "last_order_age_days"]
        {
            let view = facet(&mut engine, field, "", 0);
            let n = view.bins.len();
            assert!((2..=37).contains(&n), "{field}: {n}");
            for (i, bin) in view.bins.iter().enumerate() {
                let (low, high) = ((i > 0).then_some(bin.from), (i + 1 < n).then_some(bin.to));
                let bin_node = stretch(field, view.kind, 2, low, high);
                let alone = edit::toggle(&edit::without_field(&node, field), &bin_node);
                assert_eq!(
                    count(&mut engine, &print(&alone)),
                    bin.count,
                    "{query} {}",
                    print(&bin_node)
                );
                engine.select(query).unwrap();
            }
        }
    }
    engine.select("n_orders between 2 and 3").unwrap();
    let view = facet(&mut engine, "n_orders", "", 0);
    assert_eq!((view.low, view.high), (Some(2.0), Some(3.0)));
}

#[test]
fn texts_are_found_and_limited_but_those_chosen_are_there() {
    let mut engine = example();
    let names = |view: &FacetView| {
        view.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(", ")
    };
    let view = facet(&mut engine, "city", "", 2);
    assert_eq!((names(&view).as_str(), view.more), ("Rio, Kaunas", 1));
    let view = facet(&mut engine, "city", "sao", 2);
    assert_eq!((names(&view).as_str(), view.more), ("São Paulo", 0));
    engine.select("city = \"são paulo\"").unwrap();
    let view = facet(&mut engine, "city", "kau", 5);
    assert_eq!(names(&view), "Kaunas, São Paulo");
    assert!(!view.values[0].chosen && view.values[1].chosen);
}
