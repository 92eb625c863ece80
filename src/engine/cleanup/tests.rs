//! The clean-up of the sample: reasons against their own queries, decisions against the lists they make.

use super::*;
use crate::engine::{
    core::{Answer, Engine},
    protocol::{Ask, Say},
    testing::{count, engine, sample},
};

fn ask(engine: &mut Engine, ask: CleanupAsk) -> (CleanupView, Vec<String>) {
    let Answer::Say(says) = engine.answer(&Ask::Cleanup(ask)) else { panic!("a file") };
    let (mut view, mut keys) = (None, Vec::new());
    for say in says {
        match say {
            Say::Cleanup(CleanupSay::View(told)) => view = Some(*told),
            Say::Cleanup(CleanupSay::Decided(decided)) => keys = decided,
            say => panic!("{say:?}"),
        }
    }
    (view.expect("a view"), keys)
}

fn lines_of(engine: &mut Engine, removed: bool) -> usize {
    match engine.answer(&Ask::Cleanup(CleanupAsk::Export { removed })) {
        Answer::File { bytes, .. } => csv_records(&bytes),
        Answer::Say(says) => panic!("{says:?}"),
    }
}

fn csv_records(bytes: &[u8]) -> usize {
    let records = ::csv::Reader::from_reader(bytes).into_records();
    records.collect::<Result<Vec<_>, _>>().expect("a CSV").len()
}

#[test]
fn each_reason_takes_whom_its_query_selects() {
    let mut engine = sample();
    let (view, _) = ask(&mut engine, CleanupAsk::View { only: None });
    for reason in &view.reasons {
        assert_eq!(reason.problem, None, "{reason:?}");
        if reason.query.is_empty() {
            assert_eq!((reason.kind, reason.customers), (ReasonKind::NotForUs, 0));
            continue;
        }
        assert!(reason.customers > 0, "the sample shows every reason: {reason:?}");
        assert_eq!(count(&mut engine, &reason.query), (reason.customers, reason.revenue));
    }
    assert!(!view.pairs.is_empty());
    for PairView { keep, other } in &view.pairs {
        assert!(keep.revenue >= other.revenue, "{keep:?} {other:?}");
        assert!(keep.reasons.contains(&ReasonKind::Duplicate), "{keep:?}");
    }
}

#[test]
fn decisions_move_customers_from_one_list_to_the_other_and_back() {
    let mut engine = sample();
    let (before, _) = ask(&mut engine, CleanupAsk::View { only: None });
    let everyone = before.kept.customers;
    assert_eq!((before.removed.customers, lines_of(&mut engine, false)), (0, everyone as usize));

    let lost = ReasonKind::Lost;
    let (after, decided) = ask(&mut engine, CleanupAsk::DecideAll { reason: lost, remove: true });
    let taken = before.reasons.iter().find(|reason| reason.kind == lost).unwrap().customers;
    assert_eq!(decided.len(), taken as usize);
    assert_eq!(after.removed.customers, taken);
    assert_eq!(after.open, before.open - taken);
    assert_eq!(lines_of(&mut engine, true), taken as usize);
    assert_eq!(lines_of(&mut engine, false), (everyone - taken) as usize);

    let one = vec![decided[0].clone()];
    let keep = CleanupAsk::Decide { keys: one, remove: Some(false) };
    let (kept, _) = ask(&mut engine, keep);
    assert_eq!(kept.removed.customers, taken - 1);
    assert_eq!(kept.open, after.open);
    // Back to the start, then the same by a file of decisions.
    let (undone, _) = ask(&mut engine, CleanupAsk::Decide { keys: decided, remove: None });
    assert_eq!((undone.removed.customers, undone.open), (0, before.open));
    let (again, _) = ask(&mut engine, CleanupAsk::Decisions(kept.decisions.clone()));
    assert_eq!(again.removed, kept.removed);
    assert_eq!(again.decisions, kept.decisions);
}

#[test]
fn a_query_of_ones_own_is_a_reason_and_a_torn_one_says_so() {
    let mut engine = sample();
    let own = |text: &str| CleanupAsk::NotForUs(text.into());
    let (view, _) = ask(&mut engine, own("spend_total < 20"));
    let reason = view.reasons.last().unwrap();
    assert_eq!(reason.customers, count(&mut engine, "spend_total < 20").0);
    let (view, _) = ask(&mut engine, own("spend_total <"));
    assert!(view.reasons.last().unwrap().problem.is_some());
}

#[test]
fn files_that_tell_no_contact_leave_open_who_can_be_reached() {
    let orders = "customer_id,order_id,date\na,1,2024-01-05\nb,2,2024-02-05\na,3,2024-03-05\n";
    let mut engine = engine(&[("orders.csv", orders)]);
    let (view, _) = ask(&mut engine, CleanupAsk::View { only: None });
    assert_eq!((view.kept.customers, view.kept.contacts, view.removed.contacts), (2, None, None));
    let reason = view.reasons.iter().find(|reason| reason.kind == ReasonKind::Unreachable).unwrap();
    assert_eq!((reason.query.as_str(), reason.customers), ("", 0));
}
