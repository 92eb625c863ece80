//! Calendar, results and plans on the sample, against its files read by other means and the queries asked by themselves.

use super::{
    calendar::{CalendarAsk, Occasion},
    plans::PlanView,
    results::{ResultAsk, Step},
    *,
};
use crate::{
    calendar::Day,
    engine::{
        core::Engine,
        protocol::Ask,
        testing::{count, sample},
    },
    insight::{
        festivals::Country,
        plan::{Measure, Plan, Standing},
    },
    portfolio::sample::{SampleLanguage, sample_files},
};
use std::collections::{BTreeMap, BTreeSet};

fn said(engine: &mut Engine, ask: ActAsk) -> ActSay {
    match engine.said(&Ask::Act(ask)) {
        Say::Act(say) => say,
        say => panic!("{say:?}"),
    }
}

/// The rows of a file of the sample by their headers.
fn file(at: usize) -> Vec<BTreeMap<String, String>> {
    let files = sample_files(SampleLanguage::En);
    let mut reader = csv::Reader::from_reader(&files[at].bytes[..]);
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_calendar_counts_whom_its_queries_select() {
    let mut engine = sample();
    let ask = CalendarAsk { days: 30, country: Country::General };
    let ActSay::Calendar(view) = said(&mut engine, ActAsk::Calendar(ask)) else { panic!() };
    assert_eq!(view.whole.len(), 3);
    let as_of = engine.base().unwrap().table.as_of.unwrap();
    for (occasion, named) in &view.whole {
        assert!(named.customers > 0, "{occasion:?}");
        assert_eq!(count(&mut engine, &named.query).0, named.customers, "{named:?}");
        let days = view.days.iter().flat_map(|day| &day.occasions);
        let sum: u32 =
            days.filter(|(of, _)| of == occasion).map(|(_, named)| named.customers).sum();
        assert_eq!(sum, named.customers);
    }
    for day in &view.days {
        let before = day.festivals.iter().filter_map(|(_, named)| named.as_ref());
        for named in day.occasions.iter().map(|(_, named)| named).chain(before) {
            assert_eq!(count(&mut engine, &named.query).0, named.customers, "{named:?}");
        }
    }
    // The birthdays, from the customers file by month and day.
    let coming: BTreeMap<String, i32> =
        (1..=30).map(|n| (Day(as_of + n).to_string()[5..].to_string(), as_of + n)).collect();
    let mut expected: BTreeMap<i32, u32> = BTreeMap::new();
    for row in file(1).iter().filter(|row| !row["Birthday"].is_empty()) {
        if let Some(&day) = coming.get(&row["Birthday"][5..10]) {
            *expected.entry(day).or_default() += 1;
        }
    }
    let found: BTreeMap<i32, u32> = (view.days.iter())
        .filter_map(|day| {
            let (_, named) = day.occasions.iter().find(|(of, _)| *of == Occasion::Birthday)?;
            Some((day.day, named.customers))
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_campaign_of_the_sample_is_found_and_compared() {
    let mut engine = sample();
    let ask = ResultAsk { days: 45, cost: 0.5, ..ResultAsk::default() };
    let ActSay::Result(view) = said(&mut engine, ActAsk::Result(ask)) else { panic!() };
    assert_eq!(view.trials.len(), 1);
    assert_eq!(view.trials[0].name, "Autumn tasting 2026");
    assert_eq!(view.ask.since.map(|day| Day(day).to_string()).as_deref(), Some("2026-09-14"));
    let outcome = view.outcome.unwrap();
    let events = file(2);
    let orders = file(0);
    // Whom the events say to be in a group; then the cents of each order that was made in the 45 days.
    let arm = |group: &str| {
        let ids: BTreeSet<&str> = events
            .iter()
            .filter(|row| row["Group"] == group)
            .map(|row| row["Customer ID"].as_str())
            .collect();
        // Its day is that of its first purchase line; all its lines count, returns too.
        let mut by_order: BTreeMap<(&str, &str), (i64, Option<&str>)> = BTreeMap::new();
        for row in orders.iter().filter(|row| row["Order status"] != "Cancelled") {
            let (id, day) = (row["Customer ID"].as_str(), &row["Order date"][..10]);
            if ids.contains(id) {
                let cents = (row["Amount"].parse::<f64>().unwrap() * 100.0).round() as i64;
                let order = by_order.entry((id, &row["Order ID"])).or_default();
                order.0 += cents;
                if cents > 0 {
                    order.1 = Some(order.1.map_or(day, |first| first.min(day)));
                }
            }
        }
        let window = "2026-09-14".."2026-10-29";
        by_order.retain(|_, (_, day)| day.is_some_and(|day| window.contains(&day)));
        let who: BTreeSet<&str> = by_order.keys().map(|(id, _)| *id).collect();
        let n = ids.len() as f64;
        let spent = by_order.values().map(|(cents, _)| *cents).sum::<i64>() as f64 / 100.0;
        (ids.len() as u32, who.len() as f64 / n, by_order.len() as f64 / n, spent / n)
    };
    let (target, control) = (arm("target"), arm("control"));
    assert_eq!((outcome.target.customers, outcome.control.customers), (target.0, control.0));
    for (found, expect) in [
        (outcome.ordered, (target.1, control.1)),
        (outcome.orders, (target.2, control.2)),
        (outcome.revenue, (target.3, control.3)),
    ] {
        let found = found.unwrap();
        assert!((found.target - expect.0).abs() < 1e-9, "{found:?} {expect:?}");
        assert!((found.control - expect.1).abs() < 1e-9, "{found:?} {expect:?}");
        let (low, high) = found.interval.unwrap();
        assert!(low < found.difference && found.difference < high);
    }
    // The sample is made so that the campaign works.
    assert!(outcome.ordered.unwrap().interval.unwrap().0 > 0.0);
    assert!(outcome.margin.is_some());
    assert_eq!(outcome.cost, 0.5 * f64::from(target.0));
    for (step, kind) in
        [(Step::Answered, "Answered"), (Step::Confirmed, "Confirmed"), (Step::Attended, "Attended")]
    {
        let of_kind =
            |row: &&BTreeMap<String, String>| row["Event"] == kind && row["Group"] == "target";
        let ids: BTreeSet<&str> =
            events.iter().filter(of_kind).map(|row| row["Customer ID"].as_str()).collect();
        let (_, named) = outcome.funnel.iter().find(|(of, _)| *of == step).unwrap();
        assert_eq!(named.customers as usize, ids.len(), "{kind}");
    }
    for (_, named) in &outcome.funnel {
        assert_eq!(count(&mut engine, &named.query).0, named.customers);
    }
}

#[test]
fn groups_may_be_named_by_queries_and_share_nobody() {
    let mut engine = sample();
    let ask = |target: &str, control: &str| ResultAsk {
        target: target.into(),
        control: control.into(),
        since: "2026-01-01".parse::<Day>().ok().map(|day| day.0),
        days: 60,
        cost: 0.0,
    };
    let mut view =
        |target: &str, control: &str| match said(&mut engine, ActAsk::Result(ask(target, control)))
        {
            ActSay::Result(view) => *view,
            say => panic!("{say:?}"),
        };
    let split = view("n_orders >= 2", "n_orders >= 1");
    assert_eq!(split.outcome, None, "all of the target are in the control group too");
    let some = view("n_orders >= 2", "n_orders <= 3").outcome.unwrap();
    assert!(some.both > 0 && some.control.query.contains("not"));
    assert!(view("n_orders >", "n_orders = 1").problem.is_some());
    assert_eq!(view("n_orders = 1", "n_orders < 0").outcome, None);
}

#[test]
fn plans_are_measured_on_the_open_data() {
    let mut engine = sample();
    let group = "activity = \"Slipping\"";
    let (customers, _) = count(&mut engine, group);
    let plan = |measure, baseline: f64, target: f64| Plan {
        group: group.into(),
        measure,
        baseline: Some(baseline),
        began: "2026-08-01".parse().ok(),
        target: Some(target),
        ..Plan::default()
    };
    let n = f64::from(customers);
    let plans = vec![
        plan(Measure::Customers, n + 10.0, n - 10.0),
        plan(Measure::Spend12m, 0.0, 1.0),
        plan(Measure::Ticket, 0.0, 1e9),
        plan(Measure::Ordered, 0.0, 1e9),
        Plan { group: "no_such_field > 1".into(), ..Plan::default() },
    ];
    let ActSay::Plans { views, .. } = said(&mut engine, ActAsk::Plans(plans)) else { panic!() };
    let actual: Vec<Option<f64>> = views.iter().map(|view| view.actual).collect();
    assert_eq!((views[0].progress, actual[0]), (Some(0.5), Some(n)));
    let since = format!("{group} and orders(count >= 1, since 2026-08-02)");
    assert_eq!(actual[3], Some(f64::from(count(&mut engine, &since).0)));
    let standings: Vec<Standing> = views.iter().map(|view| view.standing).collect();
    use Standing::*;
    assert_eq!(standings, [UnderWay, Reached, UnderWay, UnderWay, Open]);
    let PlanView { problem, actual, .. } = &views[4];
    assert!(problem.is_some() && actual.is_none());
}
