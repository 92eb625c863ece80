//! What the builder is told, against what the data says and what conditions answer.

use super::*;
use crate::{
    engine::{
        core::Engine,
        groups::{GroupsAsk, saved::SavedText},
        protocol::{Ask, Say},
        testing::{engine, sample},
    },
    portfolio::sample::{SampleLanguage, sample_files},
    query::sql::Unanswerable,
};

const ORDERS: &str = "customer_id,order_id,order_date,product_code,product,quantity,amount,region\n\
    a,1,2024-01-05,P1,Mug,2,20.00,Sul\n\
    a,2,2024-02-05,P1,Mug,1,10.00,Sul\n\
    b,3,2024-02-06,P2,Plate,1,7.50,SUL\n\
    c,4,2024-03-01,P2,Plate,3,22.50,Norte\n\
    c,4,2024-03-01,P1,Mug,1,10.00,Norte\n\
    d,5,2024-03-31,P3,Cup,1,5.00,\n";

fn ask(engine: &mut Engine, ask: BuilderAsk) -> BuilderSay {
    match engine.said(&Ask::Builder(ask)) {
        Say::Builder(say) => say,
        other => panic!("{other:?}"),
    }
}

fn values(engine: &mut Engine, scope: Scope, field: &str, search: &str) -> ValuesView {
    let (field, search) = (field.to_string(), search.to_string());
    match ask(engine, BuilderAsk::Values { scope, field, search }) {
        BuilderSay::Values(view) => view,
        other => panic!("{other:?}"),
    }
}

fn selected(engine: &mut Engine, query: &str) -> u32 {
    engine.select(query).unwrap_or_else(|e| panic!("{query}: {e}"));
    engine.selected().map_or(0, |mask| mask.count() as u32)
}

#[test]
fn values_have_counts_names_and_can_be_searched() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    let shown = |view: &ValuesView| {
        let of = |v: &ValueView| (v.value.clone(), v.label.clone(), v.customers);
        view.values.iter().map(of).collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_string());
    let products = values(&mut engine, Scope::Lines, "product", "");
    assert_eq!(
        shown(&products),
        [
            ("P1".into(), some("Mug"), 2),
            ("P2".into(), some("Plate"), 2),
            ("P3".into(), some("Cup"), 1)
        ]
    );
    // By name as by code, without case.
    assert_eq!(shown(&values(&mut engine, Scope::Lines, "product", "PLA")).len(), 1);
    assert_eq!(shown(&values(&mut engine, Scope::Lines, "product", "p3")).len(), 1);
    let regions = values(&mut engine, Scope::Customers, "region", "");
    assert_eq!(shown(&regions), [("Sul".into(), None, 2), ("Norte".into(), None, 1)]);
    assert_eq!(selected(&mut engine, "region = \"Sul\""), 2);
    assert_eq!(values(&mut engine, Scope::Customers, "no such field", "").values, []);
}

#[test]
fn only_fields_with_values_are_offered() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    let BuilderSay::Fields(fields) = ask(&mut engine, BuilderAsk::Fields) else { panic!() };
    let names = |fields: &[FieldView]| fields.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    let customers = names(&fields.customers);
    for there in ["customer_id", "n_orders", "spend_total", "activity", "region", "top_product"] {
        assert!(customers.iter().any(|name| name == there), "{there}: {customers:?}");
    }
    for missing in ["score", "margin_total", "top_category", "n_referrals", "p_alive", "name"] {
        assert!(!customers.iter().any(|name| name == missing), "{missing}");
    }
    assert_eq!(names(&fields.orders), ["day", "order_id", "amount", "quantity"]);
    assert_eq!(fields.kinds, [ValueView { value: "purchase".into(), label: None, customers: 4 }]);
}

#[test]
fn numbers_have_quantiles_and_bins_that_add_up() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    let mut spread = |scope: Scope, field: &str| match ask(
        &mut engine,
        BuilderAsk::Spread { scope, field: field.to_string() },
    ) {
        BuilderSay::Spread(view) => view,
        other => panic!("{other:?}"),
    };
    // 5, 7.50, 30, 32.50
    let spend = spread(Scope::Customers, "spend_total");
    let hints: Vec<_> = spend.hints.iter().map(|hint| (hint.share, hint.text.as_str())).collect();
    assert_eq!(hints, [(0.0, "5"), (0.25, "7.5"), (0.5, "30"), (0.9, "32.5")]);
    assert_eq!((spend.n, spend.bins.iter().map(|bin| bin.count).sum::<u32>()), (4, 4));
    let amounts = spread(Scope::Lines, "amount");
    assert_eq!((amounts.n, amounts.hints[0].text.as_str()), (6, "5"));
    assert_eq!(spread(Scope::Orders, "day").hints[0].text, "2024-01-05");
    assert_eq!(spread(Scope::Customers, "region").hints, []);
}

#[test]
fn steps_are_those_of_the_condition() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    let template = "orders(count >= {x}, last 3 months)".to_string();
    let BuilderSay::Steps(view) = ask(&mut engine, BuilderAsk::Steps { template }) else {
        panic!()
    };
    let steps: Vec<_> = view.steps.iter().map(|step| (step.at, step.customers)).collect();
    assert_eq!(steps, [(1.0, 4), (2.0, 1)]);
    let template = "orders(count >= {x}, wrong)".to_string();
    let BuilderSay::Steps(view) = ask(&mut engine, BuilderAsk::Steps { template }) else {
        panic!()
    };
    assert_eq!(view.steps, []);
}

#[test]
fn every_part_of_a_selection_is_counted() {
    let mut engine = engine(&[("orders.csv", ORDERS)]);
    let text = "(region = \"Sul\" or n_orders >= 2) and not spend_total >= 30".to_string();
    let Say::Selection(view) = engine.said(&Ask::SetQuery { text }) else { panic!() };
    let parts: Vec<_> =
        view.parts.iter().map(|p| (p.first, p.n, p.keeps, p.alone_removes)).collect();
    // Sul: a b; two orders: a; spent 30: a c.
    assert_eq!(
        parts,
        [
            (0, 3, 1, Some(3)),
            (0, 2, 2, Some(1)),
            (0, 1, 2, Some(0)),
            (1, 1, 1, Some(0)),
            (2, 1, 2, Some(1)),
            (2, 1, 2, Some(1)),
        ]
    );
    let conditions: Vec<_> = view.conditions.iter().map(|c| (c.keeps, c.alone_removes)).collect();
    assert_eq!(conditions, [(2, Some(1)), (2, Some(1))]);
    assert_eq!((view.selected, view.revenue), (1, Some(7.5)));
}

#[test]
fn templates_are_those_the_data_can_answer() {
    use templates::TemplateKind::*;
    let of = |engine: &mut Engine| match ask(engine, BuilderAsk::Templates) {
        BuilderSay::Templates(templates) => templates,
        other => panic!("{other:?}"),
    };
    let mut small = engine(&[("orders.csv", ORDERS)]);
    let templates = of(&mut small);
    let kinds: Vec<_> = templates.iter().map(|template| template.kind).collect();
    assert!(kinds.contains(&Bulk) && kinds.contains(&BoughtNot) && kinds.contains(&Frequent));
    for needs_more in [Cart, Birthday, Dissatisfied] {
        assert!(!kinds.contains(&needs_more), "{needs_more:?}");
    }
    for template in &templates {
        assert_eq!(selected(&mut small, &template.query), template.customers, "{template:?}");
    }
    let files = sample_files(SampleLanguage::Pt);
    let texts: Vec<_> = files
        .iter()
        .map(|file| (file.name.clone(), String::from_utf8(file.bytes.clone()).unwrap()))
        .collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut sample = engine(&files);
    let templates = of(&mut sample);
    let kinds: Vec<_> = templates.iter().map(|template| template.kind).collect();
    assert!(kinds.contains(&Cart) && kinds.contains(&Birthday), "{kinds:?}");
    for template in &templates {
        assert_eq!(selected(&mut sample, &template.query), template.customers, "{template:?}");
        assert!(template.customers > 0, "the sample has someone for {template:?}");
    }
}

#[test]
fn a_query_is_told_as_sql_with_the_saved_segments_in_it_and_what_tables_lack_is_said() {
    let mut engine = sample();
    let saved = SavedText {
        name: "big".into(),
        query: "spend_total >= 300".into(),
        ..SavedText::default()
    };
    engine.answer(&Ask::Groups(GroupsAsk::SetSaved(vec![saved])));
    let mut sql = |query: &str, dialect: Dialect| {
        let asked = BuilderAsk::Sql { query: query.into(), dialect };
        match ask(&mut engine, asked) {
            BuilderSay::Sql(view) => view.text,
            other => panic!("{other:?}"),
        }
    };
    for dialect in Dialect::ALL {
        let own = sql("segment \"big\"", dialect).unwrap();
        assert!(own.trim_end().ends_with("WHERE (c.spend_total >= 300)"), "{own}");
    }
    let lack = |error: Result<String, SqlError>| match error {
        Err(SqlError::Unanswerable(lack)) => lack,
        other => panic!("{other:?}"),
    };
    assert_eq!(lack(sql("events(count >= 1)", Dialect::Spark)), Unanswerable::Events);
    assert!(matches!(sql("n_orders >=", Dialect::Spark), Err(SqlError::Query(_))));
}
