//! Explanations: each line's answer is the evaluation's, and its value is what stands in the rows.

use super::base::example;
use crate::query::{
    ast::Node,
    evaluate::evaluate,
    evaluator::Evaluator,
    explain::{Has, Line},
    fields::{Kind, SavedSegment},
    parse::parse,
};

fn explained(query: &str, customer: usize) -> Vec<Line> {
    let mut base = example();
    base.segments =
        vec![SavedSegment { name: "regulars".into(), query: parse("n_orders >= 2").unwrap() }];
    base.with(|data| Evaluator::new().explain(&parse(query).unwrap(), data, customer).unwrap())
}

#[test]
fn every_line_says_what_the_evaluation_says() {
    for query in [
        "n_orders >= 3",
        "n_orders >= 3 and not member = true",
        "(n_orders >= 3 or member = true) and region is not empty",
        "not (n_orders = 0 or orders(count >= 1, last 2 months))",
        "lines(sum(quantity) >= 5, any 60 days) or events(count = 0)",
        "segment \"regulars\" and spend_total in top 50 %",
    ] {
        let mut base = example();
        base.segments =
            vec![SavedSegment { name: "regulars".into(), query: parse("n_orders >= 2").unwrap() }];
        base.with(|data| {
            let node = parse(query).unwrap();
            let mask = evaluate(&node, data).unwrap();
            let mut evaluator = Evaluator::new();
            for customer in data.table.exists.iter() {
                let lines = evaluator.explain(&node, data, customer).unwrap();
                let mut top = lines.iter().filter(|line| line.depth == 0);
                let holds = top.all(|line| line.holds);
                assert_eq!(holds, mask.get(customer), "{query} {customer}");
                for line in lines.iter().filter(|line| line.has != Has::Group) {
                    let alone = evaluate(&parse(&line.text).unwrap(), data).unwrap();
                    assert_eq!(line.holds, alone.get(customer), "{} {customer}", line.text);
                }
            }
        });
    }
}

#[test]
fn groups_and_saved_segments_are_laid_open() {
    let texts = |query: &str| {
        let lines = explained(query, 1);
        lines
            .iter()
            .map(|l| format!("{}{}", "-".repeat(l.depth as usize), l.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        texts("n_orders >= 1 and (r = 5 or not (member = true and f = 1))"),
        ["n_orders >= 1", "or", "-r = 5", "-not", "--and", "---member = true", "---f = 1"]
    );
    assert_eq!(texts("segment \"regulars\""), ["segment \"regulars\"", "-n_orders >= 2"]);
    assert_eq!(texts(""), [""; 0]);
    let segment = &explained("segment \"Champions\"", 1)[0];
    assert_eq!(segment.has, Has::Field("rfm_segment".into()));
}

#[test]
fn the_value_is_what_the_records_come_to() {
    // Ana, as of 2024-03-31: orders O1 on 31 January (150.00 less 49.95 returned), O2 on 29 February (200.00) and O3 on
    // 31 March (30.00); Caio: four orders within ten days, the last without an amount.
    let day = |text: &str| f64::from(text.parse::<crate::calendar::Day>().unwrap().0);
    for (query, customer, kind, value) in [
        ("orders(count >= 5)", 1, Kind::Whole, Some(3.0)),
        ("orders(count >= 5, last 1 months)", 1, Kind::Whole, Some(1.0)),
        ("orders(sum(amount) >= 5)", 1, Kind::Money, Some(330.05)),
        ("orders(mean(amount) >= 5, since 2024-02-01)", 1, Kind::Money, Some(115.0)),
        ("orders(max(`day`) >= 2024-01-01)", 1, Kind::Date, Some(day("2024-03-31"))),
        ("lines(product = \"sku-2\", sum(quantity) >= 1)", 1, Kind::Quantity, Some(0.0)),
        ("lines(product = \"nothing\", count >= 1)", 1, Kind::Whole, Some(0.0)),
        ("lines(product = \"nothing\", max(amount) >= 1)", 1, Kind::Money, None),
        ("orders(count >= 3, any 7 days)", 2, Kind::Whole, Some(3.0)),
        ("orders(count <= 1, any 7 days)", 2, Kind::Whole, Some(1.0)),
        ("orders(sum(amount) >= 3, any 4 days)", 2, Kind::Money, Some(50.0)),
        ("lines(days >= 3, any 40 days)", 2, Kind::Whole, Some(4.0)),
        ("orders(count >= 1, any 7 days)", 5, Kind::Whole, None),
    ] {
        let line = explained(query, customer).remove(0);
        assert_eq!(line.has, Has::Records(kind, value), "{query}");
    }
    assert_eq!(explained("Spend_Total >= 1", 1)[0].has, Has::Field("spend_total".into()));
}

#[test]
fn a_wrong_query_is_not_explained() {
    example().with(|data| {
        let node: Node = parse("nothing = 1").unwrap();
        assert!(Evaluator::new().explain(&node, data, 0).is_err());
    });
}
