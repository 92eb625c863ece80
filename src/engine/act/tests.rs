//! Every number of the screen against the query it carries, asked of the engine by itself, and sums against the export.

use super::{groups::*, *};
use crate::engine::{
    core::Engine,
    protocol::{Ask, ExportFormat},
    testing::{count, engine, sample},
    view::Sort,
};

fn said(engine: &mut Engine, ask: ActAsk) -> ActSay {
    match engine.said(&Ask::Act(ask)) {
        Say::Act(say) => say,
        say => panic!("{say:?}"),
    }
}

fn rows(engine: &mut Engine) -> Vec<GroupRow> {
    let ActSay::Groups(rows) = said(engine, ActAsk::Groups) else { panic!("groups") };
    rows
}

fn view(engine: &mut Engine, reason: Reason, terms: Terms) -> GroupView {
    let ask = ActAsk::Group { key: GroupKey::Reason(reason), terms };
    let ActSay::Group(Some(view)) = said(engine, ask) else { panic!("{reason:?}") };
    *view
}

/// A column of the exported list of a query.
fn exported(engine: &mut Engine, query: &str, column: &str) -> Vec<f64> {
    count(engine, query);
    let csv = engine.file(&Ask::Export {
        format: ExportFormat::Csv(Default::default()),
        sort: Sort::default(),
        search: String::new(),
    });
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
    reader.records().filter_map(|record| record.unwrap()[at].parse().ok()).collect()
}

#[test]
fn each_number_is_whom_its_query_selects() {
    let mut engine = sample();
    let rows = rows(&mut engine);
    assert_eq!(rows.len(), Reason::ALL.len());
    let order: Vec<Part> = rows.iter().map(|row| row.part).collect();
    assert!(order.is_sorted_by_key(|part| *part as u8), "{order:?}");
    for row in &rows {
        assert!(row.customers > 0, "{row:?}");
        assert_eq!(count(&mut engine, &row.query), (row.customers, row.revenue), "{row:?}");
        let reachable = row.reachable.as_ref().unwrap();
        assert_eq!(count(&mut engine, &reachable.query).0, reachable.customers);
    }
    for reason in Reason::ALL {
        let view = view(&mut engine, reason, Terms { cost: 2.0, rest_days: 90, chance: 0.05 });
        let out = [&view.refused, &view.unknown, &view.rested, &view.unaffordable];
        let channels = view.channels.iter().map(|(_, named)| named);
        for named in channels.chain(out.into_iter().flatten()).chain([&view.list]) {
            assert_eq!(count(&mut engine, &named.query).0, named.customers, "{named:?}");
        }
        let [refused, unknown] =
            [&view.refused, &view.unknown].map(|named| named.as_ref().unwrap());
        let may = view.row.reachable.as_ref().unwrap().customers;
        assert_eq!(may + refused.customers + unknown.customers, view.row.customers, "{reason:?}");
    }
}

#[test]
fn the_ceiling_is_what_the_export_adds_up_to() {
    let mut engine = sample();
    let terms = Terms { chance: 0.2, cost: 3.0, rest_days: 0 };
    let view = view(&mut engine, Reason::Wake, terms);
    let worth = exported(&mut engine, &view.list.query, "clv_12m");
    let sum: f64 = worth.iter().sum();
    assert!(worth.iter().all(|&worth| worth * 0.2 >= 3.0 - 1e-9));
    assert!((view.ceiling.unwrap() - 0.2 * sum).abs() < 1e-6);
    assert_eq!(view.cost, 3.0 * worth.len() as f64);
    assert!((view.break_even.unwrap() - view.cost / sum).abs() < 1e-12);
    let everyone = exported(&mut engine, &view.row.query, "clv_12m");
    let reachable = view.row.reachable.as_ref().unwrap().customers as usize;
    assert!(worth.len() <= reachable && reachable <= everyone.len());
}

#[test]
fn files_without_money_or_contacts_still_have_groups() {
    let orders = "customer_id,order_id,date\na,1,2024-01-05\nb,2,2024-02-05\na,3,2024-03-05\n";
    let mut engine = engine(&[("orders.csv", orders)]);
    for row in rows(&mut engine) {
        assert_eq!((row.revenue, row.missed, row.worth, row.reachable), (None, None, None, None));
    }
    let view = view(&mut engine, Reason::SecondOrder, Terms { cost: 5.0, ..Terms::default() });
    assert_eq!((view.list.customers, view.ceiling), (1, None));
    assert!(view.channels.is_empty() && view.unaffordable.is_none());
}
