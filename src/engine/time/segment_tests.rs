//! Saved segments on other days, against what the orders say and against the screens as of that day.

use super::view::*;
use crate::{
    calendar::Day,
    engine::{
        core::Engine,
        groups::{GroupsAsk, saved::SavedText},
        protocol::{Ask, Say},
        testing::{count, engine, sample},
    },
};

/// Ana stops in February and moves; Bo begins in February; Cai orders once.
const ORDERS: &str = "order_id,customer_id,order_date,amount,region\n\
    1,ana,2023-12-05,10.00,Sul\n2,ana,2024-01-25,10.00,Sul\n3,ana,2024-02-04,10.00,Norte\n\
    4,bo,2024-02-10,20.00,Sul\n5,bo,2024-02-20,20.00,Sul\n6,bo,2024-03-15,20.00,Sul\n\
    7,cai,2024-01-20,5.00,Norte\n8,cai,2024-01-21,-1.00,Norte\n";

fn on(engine: &mut Engine, query: &str, day: Option<i32>) -> SegmentDay {
    let ask = TimeAsk::Segment { query: query.into(), day };
    match engine.said(&Ask::Time(ask)) {
        Say::Time(said) => match *said {
            TimeSay::Segment(view) => view,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// All days from now back, as the page asks for them.
fn all(engine: &mut Engine, query: &str) -> Vec<SegmentDay> {
    let mut days = vec![on(engine, query, None)];
    while let Some(day) = days.last().and_then(|day| day.earlier).filter(|_| days.len() < 13) {
        days.push(on(engine, query, Some(day)));
    }
    days
}

fn sizes(engine: &mut Engine, query: &str) -> Vec<(String, Option<u32>, Option<f64>)> {
    let days = all(engine, query);
    assert!(days[0].is_now && days[1..].iter().all(|day| !day.is_now));
    days.iter().map(|day| (Day(day.day).to_string(), day.customers, day.revenue)).collect()
}

fn expect(rows: &[(&str, u32, f64)]) -> Vec<(String, Option<u32>, Option<f64>)> {
    rows.iter().map(|&(day, n, spent)| (day.to_string(), Some(n), Some(spent))).collect()
}

#[test]
fn a_segment_holds_on_each_day_whom_its_query_kept_then() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    let everyone = [
        ("2024-03-15", 3, 94.0),
        ("2024-02-29", 3, 74.0),
        ("2024-01-31", 2, 24.0),
        ("2023-12-31", 1, 10.0),
    ];
    assert_eq!(sizes(&mut engine, ""), expect(&everyone));
    let again = [("2024-03-15", 2, 90.0), ("2024-02-29", 2, 70.0), ("2024-01-31", 1, 20.0)];
    let nobody = [("2023-12-31", 0, 0.0)];
    let again = [&again[..], &nobody].concat();
    assert_eq!(sizes(&mut engine, "n_orders >= 2"), expect(&again));
    // A window that ends on each day: (29 February, 15 March] is bo's, (16, 31] January that of ana and cai.
    let lately = [
        ("2024-03-15", 1, 60.0),
        ("2024-02-29", 1, 40.0),
        ("2024-01-31", 2, 24.0),
        ("2023-12-31", 0, 0.0),
    ];
    assert_eq!(sizes(&mut engine, "orders(count >= 1, last 15 days)"), expect(&lately));
    // Where ana lived was another place then.
    let south = [
        ("2024-03-15", 1, 60.0),
        ("2024-02-29", 1, 40.0),
        ("2024-01-31", 1, 20.0),
        ("2023-12-31", 1, 10.0),
    ];
    assert_eq!(sizes(&mut engine, "region = \"Sul\""), expect(&south));
    assert_eq!(count(&mut engine, "region = \"Norte\"").0, 2);

    let saved =
        SavedText { name: "twice".into(), query: "n_orders >= 2".into(), ..SavedText::default() };
    engine.answer(&Ask::Groups(GroupsAsk::SetSaved(vec![saved])));
    assert_eq!(sizes(&mut engine, "segment \"twice\""), expect(&again));
}

#[test]
fn what_could_not_be_known_on_a_day_has_no_size() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    // No model is fitted to three buyers, and nobody is learned from.
    for query in
        ["clv_12m >= 0", "p_alive < 0.5", "not alike >= 0.1", "no_such_field = 1", "n_orders >="]
    {
        let days = all(&mut engine, query);
        assert_eq!(days.len(), 4, "{query}");
        assert!(days.iter().all(|day| day.customers.is_none() && day.revenue.is_none()), "{query}");
    }
    assert_eq!(sizes(&mut engine, "score is empty")[3].1, Some(1));
}

#[test]
fn it_is_what_all_screens_show_as_of_that_day_and_changes_nothing() {
    let mut engine = sample();
    let queries = [
        "activity = \"Slipping\"",
        "rfm_segment in (\"Champions\", \"Loyal\") and reachable = true",
        "clv_12m in top 10 %",
        "alike >= 0.1",
        "duplicate = true",
        "segment \"dear\" and not orders(count >= 1, last 3 months)",
    ];
    let saved = SavedText {
        name: "dear".into(),
        query: "spend_12m in top 20 %".into(),
        ..SavedText::default()
    };
    engine.answer(&Ask::Groups(GroupsAsk::SetSaved(vec![saved])));
    let now: Vec<_> = queries.iter().map(|query| count(&mut engine, query)).collect();
    let days = ["2026-03-31", "2025-11-30"].map(|day| day.parse::<Day>().unwrap().0);
    let then: Vec<Vec<Option<u32>>> = (days.iter())
        .map(|&day| {
            queries.iter().map(|query| on(&mut engine, query, Some(day)).customers).collect()
        })
        .collect();
    let again: Vec<_> = queries.iter().map(|query| count(&mut engine, query)).collect();
    assert_eq!(now, again);
    for (day, then) in days.into_iter().zip(then) {
        engine.answer(&Ask::SetAsOf { day: Some(day) });
        for (query, size) in queries.iter().zip(then) {
            assert_eq!(size, Some(count(&mut engine, query).0), "{query} on {}", Day(day));
        }
    }
}

#[test]
fn files_without_a_day_or_without_money_have_no_size_or_no_spend() {
    let mut engine =
        engine(&[("customers.csv", "customer_id,name,city\nana,Ana,Rio\nbo,Bo,Rio\n")]);
    let day = on(&mut engine, "", None);
    assert_eq!((day.customers, day.earlier, day.is_now), (None, None, false));
    let orders = "order_id,customer_id,order_date\n1,ana,2024-01-05\n2,bo,2024-02-05\n";
    let mut engine = crate::engine::testing::engine(&[("orders.csv", orders)]);
    let days = all(&mut engine, "");
    let told: Vec<_> = days.iter().map(|day| (day.customers, day.revenue)).collect();
    assert_eq!(told, [(Some(2), None), (Some(1), None)]);
}
