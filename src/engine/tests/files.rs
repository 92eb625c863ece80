//! Files as the screen sees them: what is asked, what a chip changes, what is refused, how files go together.

use crate::{
    engine::{
        core::Engine,
        protocol::Choice,
        source::Given,
        testing::{count, engine},
        view::{Agreed, Known, Problem, Question, Reads},
    },
    issues::Reason,
    schema::{
        mapping::{AmountOf, FileKind},
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};

const ORDERS: &str = "customer_id,order_id,order_date,amount\n\
    c1,1,2024-01-05,10.00\nc2,2,2024-02-07,20.00\nc1,3,2024-03-09,30.00\n";

fn given(name: &str, text: &str) -> Given {
    Given {
        name: name.into(),
        size: text.len() as u64,
        head: text.as_bytes().to_vec(),
        ..Given::default()
    }
}

/// An engine that has these files and has not read them.
fn understood(files: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::default();
    engine.expect_files(false);
    for (name, text) in files {
        engine.add(given(name, text)).expect("a usable file");
    }
    engine
}

#[test]
fn a_file_that_can_never_be_used_is_refused_by_name() {
    let check = |bytes: &[u8], expect: Problem| {
        let mut engine = Engine::default();
        let given = Given {
            name: "f.csv".into(),
            size: bytes.len() as u64,
            head: bytes.to_vec(),
            ..Given::default()
        };
        assert_eq!(engine.add(given), Err(expect), "{}", bytes.escape_ascii());
        assert!(engine.files_view().files.is_empty());
    };
    let file = || "f.csv".to_string();
    let no_table = |kind: &str| Problem::NotATable { file: file(), kind: kind.into() };
    check(b"", Problem::EmptyFile { file: file() });
    check(b"\r\n \n", Problem::EmptyFile { file: file() });
    check(b"customer_id,order_date,amount\n", Problem::OnlyHeader { file: file() });
    check(b"\x89PNG\r\n\x1a\n\0\0\0", no_table("image"));
    check(b"%PDF-1.7\n", no_table("pdf"));
    check(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", no_table("spreadsheet"));
    check(b"PK\x03\x04\x14\0orders.csv", no_table("archive"));
    check(b"[{\"id\": 1}]", no_table("json"));
    check(b"<html><table><tr><td>id", no_table("web"));
    check(&[0; 4096], no_table("unknown"));
}

#[test]
fn a_sparse_file_is_refused_by_its_head() {
    let mut engine = Engine::default();
    let head = vec![0; crate::engine::source::HEAD];
    let given = Given { name: "f.csv".into(), size: 3 << 30, head, ..Given::default() };
    assert!(matches!(engine.add(given), Err(Problem::NotATable { .. })));
}

#[test]
fn a_question_shows_what_each_answer_means() {
    let text = "customer,order_date,amount\nc1,03/04/2024,10.50\nc2,05/06/2024,20.25\n";
    let mut engine = understood(&[("f.csv", text)]);
    let view = engine.files_view();
    assert!(view.asks);
    let day = |text: &str| text.parse::<crate::calendar::Day>().unwrap().0;
    let readings = vec![(DateOrder::Dmy, day("2024-04-03")), (DateOrder::Mdy, day("2024-03-04"))];
    let asked = |chosen| Question::DateOrder {
        column: 1,
        example: "03/04/2024".into(),
        readings: readings.clone(),
        chosen,
    };
    assert!(
        view.files[0].questions.contains(&asked(DateOrder::Dmy)),
        "{:?}",
        view.files[0].questions
    );
    // The question stays, with its answer, until the user goes on.
    engine.choose(0, Choice::Date { column: Some(1), order: DateOrder::Mdy });
    let view = engine.files_view();
    assert!(view.files[0].questions.contains(&asked(DateOrder::Mdy)));
    assert!(!view.asks);
    engine.confirm();
    assert!(engine.files_view().files[0].questions.is_empty());
}

#[test]
fn without_a_customer_every_column_is_offered_and_one_must_be_chosen() {
    let text =
        "order_date,amount,code\n2024-01-05,10.00,A\n2024-02-07,20.00,B\n2024-02-08,5.00,A\n";
    let mut engine = understood(&[("f.csv", text)]);
    let pressing =
        |engine: &Engine| engine.files_view().files[0].questions.iter().any(Question::is_pressing);
    assert!(engine.asks() && pressing(&engine));
    engine.confirm();
    assert!(engine.asks() && pressing(&engine), "going on without an answer");
    engine.choose(0, Choice::Role { column: 2, role: Role::CustomerId });
    assert!(!engine.asks() && !pressing(&engine));
}

#[test]
fn a_chip_tells_whether_the_records_are_others_by_it() {
    let mut engine = engine(&[("f.csv", ORDERS)]);
    let view = engine.files_view().files.remove(0);
    assert_eq!((view.kind, view.amount_of), (FileKind::Orders, Some(AmountOf::Line)));
    assert_eq!(
        (view.number, view.date),
        (Agreed::All(NumberFormat::Point), Agreed::All(DateOrder::Ymd))
    );
    assert_eq!(view.columns[3].reads, Reads::Number(NumberFormat::Point));
    assert_eq!(view.records, Some((3, 3)));
    assert!(!engine.choose(0, Choice::Role { column: 3, role: Role::Amount }));
    assert!(!engine.choose(0, Choice::Delimiter(",".into())));
    assert!(engine.choose(0, Choice::Role { column: 3, role: Role::Attribute }));
    assert!(engine.choose(0, Choice::Delimiter(";".into())));
}

#[test]
fn choices_outlive_a_chip_that_leaves_the_columns_in_place() {
    let mut engine = understood(&[("f.csv", ORDERS)]);
    engine.choose(0, Choice::Role { column: 3, role: Role::Attribute });
    engine.choose(0, Choice::Encoding("windows-1252".into()));
    assert_eq!(engine.files_view().files[0].columns[3].role, Role::Attribute);
    engine.choose(0, Choice::Delimiter(";".into()));
    engine.choose(0, Choice::Delimiter(",".into()));
    assert_eq!(engine.files_view().files[0].columns[3].role, Role::Amount);
}

#[test]
fn a_file_opened_again_is_understood_as_before() {
    let text = "customer,order_date,amount\nc1,03/04/2024,10.50\nc2,05/06/2024,20.25\n";
    let mut before = understood(&[("f.csv", text)]);
    before.choose(0, Choice::Date { column: None, order: DateOrder::Mdy });
    before.choose(0, Choice::HeaderLine(1));
    before.confirm();
    let known: Known = before.files_view().files[0].known.clone();
    let json = serde_json::to_string(&known).unwrap();
    let known = serde_json::from_str(&json).unwrap();
    let mut after = Engine::default();
    after.add(Given { known: Some(known), ..given("f.csv", text) }).unwrap();
    assert_eq!(after.files_view(), before.files_view());
    assert!(!after.asks());
}

#[test]
fn what_comes_of_nothing_leaves_the_base_and_its_files() {
    let mut engine = engine(&[("f.csv", ORDERS)]);
    let before = engine.files_view();
    engine.expect_files(false);
    engine.add(Given { origin: 7, ..given("g.csv", "a,b\n1,2\n") }).unwrap();
    assert_eq!(engine.files_view().files.len(), 2);
    engine.restore();
    assert_eq!(engine.files_view(), before);
    assert!(engine.is_in_base(0) && !engine.is_in_base(7));
}

#[test]
fn the_screen_says_how_files_go_together() {
    let people = "customer_id,email,city\nc1,a@x.org,Sul\nc3,b@x.org,Norte\n";
    let engine = engine(&[("orders.csv", ORDERS), ("people.csv", people)]);
    let view = engine.files_view();
    let join = |file: usize| view.files[file].join.map(|join| (join.customers, join.shared));
    assert_eq!((join(0), join(1)), (Some((2, 1)), Some((2, 1))));
}

#[test]
fn lines_that_find_their_order_elsewhere_are_counted() {
    let items = "order_id,sku,quantity,price\n1,A,1,10.00\n2,B,2,10.00\n9,B,2,10.00\n";
    let engine = engine(&[("orders.csv", ORDERS), ("items.csv", items)]);
    let view = engine.files_view();
    assert_eq!(view.files[1].join.map(|join| join.lines), Some(2));
    let ledger = view.ledger.unwrap();
    assert_eq!((ledger.read, ledger.unaccounted), (6, 0));
    assert_eq!(ledger.reasons, [(Reason::NoCustomer, 1)]);
}

#[test]
fn an_order_total_stands_on_its_earliest_day_whatever_the_order_of_rows() {
    let lines = ["a,1,2021-12-30,5.00,late", "a,1,2021-03-12,5.00,early", "b,2,2023-08-31,7.00,it"];
    let check = |lines: &[&str]| {
        let head = "customer_id,order_id,order_date,order_total,product";
        let text = format!("{head}\n{}\n", lines.join("\n"));
        let mut engine = engine(&[("orders.csv", &text)]);
        for query in
            ["spend_total = 5", "top_product = \"early\"", "spend_prev_12m = 0 and spend_total = 5"]
        {
            assert_eq!(count(&mut engine, query).0, 1, "{query}: {text}");
        }
    };
    check(&lines);
    check(&[lines[1], lines[0], lines[2]]);
}
