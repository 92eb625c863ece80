//! What the Time screen is told, over files as the worker reads them.

use super::view::*;
use crate::{
    calendar::{Day, Period},
    engine::{
        core::Engine,
        protocol::{Ask, Say},
        testing::engine,
    },
    insight::{departures::Departing, standing::Kept},
};

/// Ana buys every ten days and stops in March, Bo comes in February and stays, Cai ordered once.
const ORDERS: &str = "order_id,customer_id,order_date,amount\n\
    1,ana,2024-01-05,10.00\n2,ana,2024-01-15,10.00\n3,ana,2024-01-25,10.00\n4,ana,2024-02-04,10.00\n\
    5,bo,2024-02-10,20.00\n6,bo,2024-02-20,20.00\n7,bo,2024-03-01,20.00\n8,bo,2024-03-11,20.00\n\
    9,bo,2024-03-21,20.00\n10,bo,2024-03-31,20.00\n11,cai,2024-01-20,5.00\n";

fn example() -> Engine {
    engine(&[("orders.csv", ORDERS)])
}

fn said(engine: &mut Engine, ask: TimeAsk) -> TimeSay {
    match engine.said(&Ask::Time(ask)) {
        Say::Time(said) => *said,
        other => panic!("{other:?}"),
    }
}

fn cohorts(engine: &mut Engine, period: Period) -> CohortsView {
    match said(engine, TimeAsk::Cohorts { period }) {
        TimeSay::Cohorts(view) => view,
        other => panic!("{other:?}"),
    }
}

fn movement(engine: &mut Engine, ask: &MovementAsk) -> MovementView {
    match said(engine, TimeAsk::Movement(ask.clone())) {
        TimeSay::Movement(view) => view,
        other => panic!("{other:?}"),
    }
}

fn activity(frozen: bool) -> MovementAsk {
    MovementAsk { field: "activity".into(), from: None, to: None, frozen }
}

fn day(text: &str) -> i32 {
    text.parse::<Day>().unwrap().0
}

fn selected(engine: &Engine) -> usize {
    engine.selected().unwrap().count()
}

#[test]
fn cohort_cells_select_whom_they_count() {
    let mut engine = example();
    let view = cohorts(&mut engine, Period::Month);
    let shares: Vec<Vec<u32>> =
        view.rows.iter().map(|row| row.cells.iter().map(|cell| cell.active).collect()).collect();
    assert_eq!(shares, [vec![2, 1, 0], vec![1, 1], vec![0]]);
    assert_eq!(view.average, [Some(1.0), Some(2.0 / 3.0), Some(0.0)]);
    assert_eq!(view.rows[0].cells[1].value, Some(22.5));
    assert_eq!((view.partial, view.from_start), (false, true));
    for row in &view.rows {
        for (query, n) in
            row.cells.iter().map(|c| (&c.query, c.active)).chain([(&row.query, row.customers)])
        {
            engine.select(query).unwrap();
            assert_eq!(selected(&engine), n as usize, "{query}");
            // A click on a mark leaves the picture as it is, but for what is chosen.
            let now = cohorts(&mut engine, Period::Month);
            assert_eq!(now.rows[0].customers, 2);
            let marked = now.rows.iter().any(|row| row.chosen && row.query == *query)
                || now
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .any(|cell| cell.chosen && cell.query == *query);
            assert!(marked, "{query}");
        }
    }
    engine.select("spend_total >= 100").unwrap();
    assert_eq!(cohorts(&mut engine, Period::Year).rows[0].customers, 1);
}

#[test]
fn who_moved_between_two_days() {
    let mut engine = example();
    for frozen in [true, false] {
        let view = movement(&mut engine, &activity(frozen));
        // A month before 31 March, the most of 12, 6, 3 and 1 of which the data covers two.
        assert_eq!((view.from, view.to), (day("2024-02-29"), day("2024-03-31")));
        let name = |side: &MovementSide| side.class.clone().unwrap_or("-".into());
        let rows: Vec<(String, u32)> =
            view.rows.iter().map(|row| (name(row), row.customers)).collect();
        let columns: Vec<(String, u32)> =
            view.columns.iter().map(|row| (name(row), row.customers)).collect();
        // On 29 February, at a typical gap of 10: ana is 25 days late, bo 9, cai (once) 40.
        assert_eq!(rows, [("Active".into(), 1), ("At risk".into(), 1), ("Inactive".into(), 1)]);
        assert_eq!(
            columns,
            [("Active".into(), 1), ("Inactive".into(), 1), ("Lost".into(), 1)],
            "{frozen}"
        );
    }
}

#[test]
fn a_cell_gives_its_customers_as_a_file_and_a_column_as_a_query() {
    let mut engine = example();
    let ask = activity(true);
    let view = movement(&mut engine, &ask);
    let total: u32 = view.flows.iter().map(|flow| flow.customers).sum();
    assert_eq!((total, view.stayed + view.moved), (3, 3));
    let mut listed = 0;
    for row in &view.rows {
        for column in &view.columns {
            let list = TimeList::Moved {
                ask: ask.clone(),
                from: row.class.clone(),
                to: column.class.clone(),
            };
            listed += engine.file(&Ask::Time(TimeAsk::List(list))).lines().count() - 1;
        }
    }
    assert_eq!(listed, 3);
    for column in &view.columns {
        let query = column.query.as_ref().unwrap();
        engine.select(query).unwrap();
        assert_eq!(selected(&engine), column.customers as usize, "{query}");
        assert_eq!(movement(&mut engine, &ask).flows, view.flows, "{query}");
    }
    // Of an earlier day no query can name the classes.
    let earlier = MovementAsk { to: Some(day("2024-03-15")), ..ask };
    assert!(movement(&mut engine, &earlier).columns.iter().all(|column| column.query.is_none()));
}

#[test]
fn classes_have_their_size_on_any_day() {
    let mut engine = example();
    let mut on = |text: &str| match said(
        &mut engine,
        TimeAsk::Sizes { field: "activity".into(), day: Some(day(text)) },
    ) {
        TimeSay::Sizes(view) => {
            let some = view.classes.into_iter().filter(|class| class.customers > 0);
            some.map(|class| {
                format!("{} {} {}", class.class, class.customers, class.revenue.unwrap())
            })
            .collect::<Vec<_>>()
            .join(", ")
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(on("2024-01-06"), "No rhythm 1 10");
    assert_eq!(on("2024-01-31"), "Active 2 35");
    assert_eq!(on("2023-01-01"), "");
}

#[test]
fn departures_and_standing_figures() {
    let mut engine = example();
    let TimeSay::Departures(view) = said(&mut engine, TimeAsk::Departures) else { panic!() };
    let months: Vec<_> = view.months.iter().map(|m| (m.here, m.defected, m.returned)).collect();
    assert_eq!(months, [(0, 0, 0), (2, 1, 0), (2, 1, 0)]);
    assert_eq!((view.away, view.away_revenue), (2, Some(45.0)));
    engine.select(&view.away_query).unwrap();
    assert_eq!(selected(&engine), 2);
    engine.select("").unwrap();
    let list = TimeList::Departing { which: Departing::Defected, days: view.months[2].days };
    let file = engine.file(&Ask::Time(TimeAsk::List(list)));
    assert!(file.lines().nth(1).unwrap().starts_with("ana,"), "{file}");

    let TimeSay::Standing(view) = said(&mut engine, TimeAsk::Standing) else { panic!() };
    assert_eq!((view.months, view.retention), (1, Some(Kept { kept: 1, of: 2 })));
    assert_eq!((view.acquired, view.buyers), (Some(0), 3));
    for (query, n) in [(&view.lost_query, 1), (&view.acquired_query, 0)] {
        engine.select(query).unwrap();
        assert_eq!(selected(&engine), n, "{query}");
    }
}

#[test]
fn degenerate_data_is_answered_with_nothing() {
    for text in [
        "customer_id,name,city\nana,Ana,Rio\nbo,Bo,Rio\n",
        "order_id,customer_id,order_date,amount\n1,ana,2024-01-05,10.00\n",
        "order_id,customer_id,order_date,amount\n1,ana,2024-01-05,-10.00\n2,bo,2024-01-05,-1.00\n",
        "order_id,customer_id,order_date\n1,ana,2024-01-05\n2,bo,2024-01-05\n",
    ] {
        let mut engine = engine(&[("file.csv", text)]);
        cohorts(&mut engine, Period::Month);
        for field in ["activity", "pareto_class", "nothing"] {
            movement(&mut engine, &MovementAsk { field: field.into(), ..activity(true) });
            said(&mut engine, TimeAsk::Sizes { field: field.into(), day: None });
        }
        said(&mut engine, TimeAsk::Departures);
        said(&mut engine, TimeAsk::Standing);
        engine.select("n_orders > 1000").unwrap();
        assert!(cohorts(&mut engine, Period::Month).rows.is_empty());
        movement(&mut engine, &activity(false));
        said(&mut engine, TimeAsk::Standing);
    }
}
