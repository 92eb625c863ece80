//! The list of people and its exports: the same customers in the same order, whichever part is asked for.

use crate::{
    engine::{
        core::Engine,
        protocol::{Ask, ExportFormat, Say},
        testing::engine,
        view::{Cell, CustomerView, RowsAsk, RowsView, Sort},
    },
    export::{csv::CsvOptions, split::Split},
};

const ORDERS: &str = "order_id,customer_id,order_date,amount,product\n\
    1,ana,2024-01-01,10.00,Chá\n\
    2,ana,2024-02-01,10.00,Chá\n\
    3,bo,2024-03-01,20.00,Café\n\
    4,Cai,2024-03-02,5.00,açúcar\n\
    5,dora,2024-03-03,7.50,Açaí\n\
    6,eva,2024-03-04,20.00,\n";

const CUSTOMERS: &str = "customer_id,name,city\n\
    ana,Ana Paula,São Paulo\n\
    bo,Bo,Kaunas\n\
    Cai,Caio,sao luis\n\
    dora,,Rio\n\
    fia,Fia Ção,\n";

fn example() -> Engine {
    engine(&[("orders.csv", ORDERS), ("customers.csv", CUSTOMERS)])
}

fn rows(engine: &mut Engine, start: u32, len: u32, sort: &Sort, search: &str) -> RowsView {
    let columns = vec!["name".into(), "spend_total".into()];
    let ask = RowsAsk { start, len, sort: sort.clone(), columns, search: search.into() };
    match engine.said(&Ask::Rows(ask)) {
        Say::Rows(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn by(column: &str, descending: bool) -> Sort {
    Sort { column: column.into(), descending }
}

#[test]
fn everyone_is_sorted_by_any_column_ties_by_key_empty_last() {
    let mut engine = example();
    for (column, descending, expect) in [
        ("customer_id", false, "Cai ana bo dora eva fia"),
        ("customer_id", true, "fia eva dora bo ana Cai"),
        // Nobody's spend is zero, and it is no empty value.
        ("spend_total", true, "ana bo eva dora Cai fia"),
        ("spend_total", false, "fia Cai dora ana bo eva"),
        ("name", false, "ana bo Cai fia dora eva"),
        ("name", true, "fia Cai bo ana dora eva"),
        // Accents and case do not count; those without come last.
        ("city", false, "bo dora Cai ana eva fia"),
        ("top_product", false, "dora Cai bo ana eva fia"),
        ("last_order", true, "eva dora Cai bo ana fia"),
        ("spend_mean", false, "Cai dora ana bo eva fia"),
        ("no such column", false, "Cai ana bo dora eva fia"),
    ] {
        let view = rows(&mut engine, 0, 100, &by(column, descending), "");
        assert_eq!(view.keys.join(" "), expect, "{column} {descending}");
    }
}

#[test]
fn a_search_finds_keys_names_and_values() {
    let mut engine = example();
    for (search, expect) in [
        ("", "Cai ana bo dora eva fia"),
        ("CAI", "Cai"),
        ("são", "Cai ana"),
        ("cao", "fia"),
        (" rio ", "dora"),
        ("a", "Cai ana bo dora eva fia"),
        ("zzz", ""),
    ] {
        let view = rows(&mut engine, 0, 100, &by("customer_id", false), search);
        assert_eq!(view.keys.join(" "), expect, "{search}");
        assert_eq!(view.total as usize, view.keys.len());
    }
}

#[test]
fn any_window_is_a_slice_of_the_whole() {
    let mut text = String::from("order_id,customer_id,order_date,amount\n");
    for i in 0..700u32 {
        let (customer, cents) = (i * 7919 % 311, i * 104_729 % 50);
        text += &format!("{i},c{customer},2024-01-{:02},{cents}.00\n", i % 28 + 1);
    }
    let mut engine = engine(&[("orders.csv", &text)]);
    for sort in [by("spend_total", true), by("n_orders", false), by("customer_id", true)] {
        for (query, search) in [("", ""), ("n_orders >= 2", ""), ("n_orders >= 2", "1")] {
            engine.select(query).unwrap();
            let whole = rows(&mut engine, 0, 500, &sort, search);
            let n = whole.total as usize;
            assert!(n > 40 && n == whole.keys.len());
            for start in 0..=n + 3 {
                let part = rows(&mut engine, start as u32, 17, &sort, search);
                let (from, to) = (start.min(n), (start + 17).min(n).max(start.min(n)));
                assert_eq!(part.total as usize, n);
                assert_eq!(part.keys, whole.keys[from..to], "{query} {search} {start}");
                assert_eq!(part.rows, whole.rows[from..to]);
            }
        }
    }
}

#[test]
fn an_export_is_the_list_as_it_is_shown() {
    let mut engine = example();
    engine.select("n_orders >= 1").unwrap();
    let sort = by("spend_total", false);
    let shown = rows(&mut engine, 0, 100, &sort, "ao");
    assert_eq!(shown.keys.join(" "), "Cai ana");
    assert_eq!(shown.rows[0], [Cell::Text("Caio".into()), Cell::Money(5.0)]);
    let format = ExportFormat::Csv(CsvOptions::default());
    let csv = engine.file(&Ask::Export { format, sort, search: "ao".into() });
    let keys: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(keys, ["Cai", "ana"]);
}

#[test]
fn a_list_is_drawn_into_target_and_control_whatever_its_order() {
    let mut engine = example();
    let mut drawn = |sort: Sort| {
        let split = Split { seed: 5, control_percent: 40 };
        let format = ExportFormat::Split(CsvOptions::default(), split);
        let csv = engine.file(&Ask::Export { format, sort, search: String::new() });
        let mut lines = csv.lines();
        assert!(lines.next().is_some_and(|head| head.ends_with(",group")));
        let groups: std::collections::BTreeMap<String, String> = lines
            .map(|line| (line.split(',').next(), line.rsplit(',').next()))
            .map(|(key, group)| (key.unwrap().to_string(), group.unwrap().to_string()))
            .collect();
        groups
    };
    let one = drawn(by("customer_id", false));
    assert_eq!(drawn(by("spend_total", true)), one);
    let n = one.values().filter(|group| *group == "control").count();
    assert_eq!(n, (one.len() * 40 + 50) / 100);
    assert!(one.values().all(|group| group == "control" || group == "target"));
}

fn page(engine: &mut Engine, key: &str, sort: Sort, search: &str) -> CustomerView {
    match engine.said(&Ask::Customer { key: key.into(), sort, search: search.into() }) {
        Say::Customer(page) => page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_customer_knows_its_neighbours_in_the_list() {
    let mut engine = example();
    let found = page(&mut engine, "bo", by("customer_id", false), "");
    assert_eq!(
        (found.place, found.previous, found.next),
        (Some(2), Some("ana".into()), Some("dora".into()))
    );
    let first = page(&mut engine, "Cai", by("customer_id", false), "");
    assert_eq!((first.place, first.previous, first.next), (Some(0), None, Some("ana".into())));
    let last = page(&mut engine, "Cai", by("spend_total", true), "sao");
    assert_eq!((last.place, last.previous, last.next), (Some(1), Some("ana".into()), None));
    let absent = page(&mut engine, "bo", by("customer_id", false), "sao");
    assert_eq!((absent.place, absent.previous, absent.next), (None, None, None));
}

#[test]
fn a_customer_is_told_why_and_every_mark_finds_the_customer_again() {
    let mut engine = example();
    engine.select("spend_total >= 10 and (city = \"Rio\" or orders(count >= 2, ever))").unwrap();
    let ana = page(&mut engine, "ana", by("customer_id", false), "");
    let why: Vec<_> =
        ana.why.iter().map(|w| (w.depth, w.text.as_str(), w.holds, w.value.clone())).collect();
    assert_eq!(
        why,
        [
            (0, "spend_total >= 10", true, Cell::Money(20.0)),
            (0, "or", true, Cell::Empty),
            (1, "city = \"Rio\"", false, Cell::Text("São Paulo".into())),
            (1, "orders(count >= 2, ever)", true, Cell::Whole(2)),
        ]
    );
    assert_eq!(ana.timeline.len(), 2);
    let bo = page(&mut engine, "bo", by("customer_id", false), "");
    assert!(bo.place.is_none() && !bo.why[1].holds && bo.why[0].holds);
    for mark in ana.timeline {
        engine.select(&mark.query).unwrap();
        assert_eq!(
            page(&mut engine, "ana", by("customer_id", false), "").place,
            Some(0),
            "{}",
            mark.query
        );
    }
}
