//! Random portfolios through the whole engine, against the naive twin; and whatever the slices and the order of the
//! rows, the same customers.

use super::{naive::*, *};
use carteira::{
    calendar::Day,
    engine::{base::Rules, core::Engine, source::Given},
    export::csv::{CsvOptions, write},
    measures::settings::{Returns, Settings},
};
use chrono::NaiveDate;
use proptest::prelude::*;

/// What a random line is made of.
type Dice = (u8, u8, u16, i16, i8, u8);

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2021, 3, 1).expect("a day");

fn line((customer, order, day, cents, quantity, product): Dice) -> Line {
    let (amount, quantity) = (i128::from(cents), i128::from(quantity));
    let is_return = amount < 0 || quantity < 0;
    let sign = |n: i128| if is_return { -n.abs() } else { n };
    Line {
        customer: format!("c{}", customer % 9),
        order: if order < 20 { String::new() } else { format!("o{order}") },
        // Near each other and far apart: rhythms of days and of years.
        day: days_after(
            FIRST,
            u64::from(if day.is_multiple_of(3) { day % 40 } else { day % 1100 }),
        ),
        time: 0,
        amount: sign(amount),
        quantity: sign(quantity),
        is_return,
        product: ["", "p", "P", "é", "q10", "q9"][usize::from(product % 6)].into(),
        product_name: String::new(),
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let dice = (
        any::<u8>(),
        0u8..60,
        any::<u16>(),
        prop_oneof![Just(0), Just(500), Just(-500), -3_000i16..9_000],
        prop_oneof![4 => 1i8..5, 1 => Just(-1), 1 => Just(0)],
        any::<u8>(),
    );
    prop::collection::vec(dice.prop_map(line), 1..60)
}

fn text(lines: &[Line]) -> String {
    // The amount is a line's by its name: three orders of equal amounts could pass for totals said again.
    let mut text = String::from("customer_id,order_id,order_date,line_amount,quantity,sku\n");
    for l in lines {
        let (sign, cents) = (if l.amount < 0 { "-" } else { "" }, l.amount.abs());
        text += &format!(
            "{},{},{},{sign}{}.{:02},{},{}\n",
            l.customer,
            l.order,
            l.day,
            cents / 100,
            cents % 100,
            l.quantity,
            l.product
        );
    }
    text
}

fn day(date: NaiveDate) -> i32 {
    date.to_string().parse::<Day>().expect("an ISO day").0
}

/// The export of these files under these rules, read in slices of `size` bytes.
fn export(text: &str, rules: Rules, size: usize) -> String {
    let mut engine = Engine::default();
    engine.rules = rules;
    engine.add_any(Given {
        name: "orders.csv".into(),
        size: text.len() as u64,
        head: text.as_bytes().to_vec(),
        ..Given::default()
    });
    engine.begin_load();
    loop {
        text.as_bytes().chunks(size).for_each(|slice| {
            engine.feed(0, slice.to_vec());
        });
        if !engine.end_file(0) {
            break;
        }
    }
    engine.merge();
    engine.finish_load(&mut |_| {}).expect("customers");
    engine.complete();
    let (base, selected) = (engine.base().expect("a base"), engine.selected().expect("everyone"));
    let rows: Vec<u32> = selected.iter().map(|row| row as u32).collect();
    let bytes = write(&base.portfolio, &base.table, &rows, CsvOptions::default());
    String::from_utf8(bytes).expect("UTF-8")
}

/// Every classification, total and disjoint by the one cell it has.
const CLASSES: [&str; 7] = [
    "rfm_segment",
    "rhythm",
    "activity",
    "pareto_class",
    "reward_tier",
    "loyalty_stage",
    "funnel_stage",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_number_and_class_equals_the_naive_twin(
        lines in lines(), as_of in prop::option::of(0u64..1300), ignore_returns in any::<bool>(),
    ) {
        let as_of = as_of.map(|days| days_after(FIRST, days));
        let returns = if ignore_returns { Returns::Ignore } else { Returns::Net };
        let rules = Rules {
            as_of: as_of.map(day),
            settings: Settings { returns, ..Settings::default() },
            ..Rules::default()
        };
        let found = customers(&export(&text(&lines), rules, 1 << 20));
        let has_products = lines.iter().any(|line| !line.product.is_empty());
        let question =
            Question { as_of, ignore_returns, has_products, has_quantities: true, ..Question::default() };
        let expect = cells(&lines, &question);
        prop_assert_eq!(found.keys().collect::<Vec<_>>(), expect.keys().collect::<Vec<_>>());
        for (key, cells) in &expect {
            for (column, value) in cells.iter().filter(|(column, _)| **column != "top_product_name") {
                let got = &found[key][*column];
                prop_assert!(same(column, got, value), "{key} {column}: {got}, not {value}");
            }
        }
        for cells in found.values() {
            for class in CLASSES {
                prop_assert!(!cells[class].is_empty(), "{class}");
            }
            for (column, cell) in cells {
                prop_assert!(cell != "NaN" && !cell.contains("inf"), "{column} is {cell}");
            }
        }
    }

    #[test]
    fn slices_and_the_order_of_rows_change_nothing(
        (lines, shuffled) in lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        size in 1usize..300,
    ) {
        let whole = export(&text(&lines), Rules::default(), 1 << 20);
        prop_assert_eq!(&export(&text(&lines), Rules::default(), size), &whole);
        prop_assert_eq!(&export(&text(&shuffled), Rules::default(), 1 << 20), &whole);
    }
}
