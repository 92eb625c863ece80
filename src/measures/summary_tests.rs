//! Tables of cases, and a slow twin that follows the definitions one number at a time.

use super::*;
use crate::measures::{
    compute,
    settings::{Returns, Settings},
    testing::*,
};
use crate::portfolio::columns::Column;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn ignoring() -> Settings {
    Settings { returns: Returns::Ignore, ..Settings::default() }
}

#[test]
fn an_order_needs_a_purchase_line_and_amount_zero_counts() {
    let m = measure("a 2024-01-01 0 o=1; a 2024-01-02 -5 o=2; b 2024-01-03 -5");
    check(&m, "n_orders", "a=1 b=0");
    check(&m, "n_order_days", "a=1 b=0");
    check(&m, "n_repeat_days", "a=0 b=0");
    check(&m, "spend_total", "a=-5.00 b=-5.00");
    check(&m, "spend_mean", "a=-5 b=");
    assert_eq!(m.table.buyers.iter().collect::<Vec<_>>(), [0]);
    assert_eq!(m.table.exists.count(), 2);
}

#[test]
fn without_an_order_the_rest_is_empty() {
    let m = measure("a 2024-01-01 -5 q=-1 p=x c=y m=-2; b 2024-01-02 1; c");
    check(&m, "spend_total", "a=-5.00 b=1.00 c=0.00");
    check(&m, "units", "a=-1 b=0 c=0");
    check(&m, "n_products", "a=0 b=0 c=0");
    check(&m, "n_categories", "a=0 b=0 c=0");
    for name in ["spend_12m", "spend_prev_12m", "margin_total", "return_rate", "top_product"] {
        let column = m.table.get(name).unwrap();
        assert!(column.is_empty_at(0) && column.is_empty_at(2), "{name}");
    }
}

#[test]
fn an_order_is_on_the_first_day_of_its_purchase_lines() {
    let m = measure(
        "a 2024-01-01 -5 o=1; a 2024-01-03 10 o=1; a 2024-01-09 10 o=1; a 2024-01-09 2 o=2",
    );
    check(&m, "n_orders", "a=2");
    check(&m, "first_order", "a=2024-01-03");
    check(&m, "last_order", "a=2024-01-09");
    assert_eq!(m.table.orders.amount, [1_500, 200]);
}

#[test]
fn a_repeat_day_is_its_orders_lines_and_the_returns_of_that_day() {
    // Order 2 is of the 5th with its later line; the return of order 1 on the 5th is taken off that day, the
    // one of the 7th off none.
    let text = "a 2024-01-01 100 o=1; a 2024-01-05 10 o=2; a 2024-01-06 5 o=2; a 2024-01-05 -3 o=1
                a 2024-01-07 -4 o=2; a 2024-01-08 20 o=3";
    check(&measure(text), "repeat_spend_mean", "a=16");
    check(&measure(text), "spend_total", "a=128.00");
    let m = compute(&portfolio(text), None, &ignoring());
    check(&m, "repeat_spend_mean", "a=17.5");
    check(&m, "spend_total", "a=135.00");
}

#[test]
fn twelve_months_go_by_calendar() {
    // As of 2024-02-29 the 12 months begin after 2023-02-28, the 12 before after 2022-02-28.
    let m = measure(
        "a 2024-02-29 1; a 2023-03-01 2; a 2023-02-28 4; a 2022-03-01 8; a 2022-02-28 16
         b 2024-02-28 120; b 2022-12-01 100; c 2024-01-01 5; d 2023-01-01 5; d 2023-01-02 -6",
    );
    check(&m, "spend_12m", "a=3.00 b=120.00 c=5.00 d=0.00");
    check(&m, "spend_prev_12m", "a=12.00 b=100.00 c=0.00 d=-1.00");
    check(&m, "growth_12m", "a=-0.75 b=0.2 c= d=");
}

#[test]
fn ignored_returns_leave_every_number_and_their_customers_stay() {
    let shop = portfolio(
        "a 2024-01-01 10 q=2 p=x m=4; a 2024-01-02 -4 q=-1 p=x m=-1; b 2024-01-03 -7 q=-1 p=x m=-2",
    );
    let m = compute(&shop, None, &ignoring());
    assert_eq!(m.table.as_of, Some(day("2024-01-03")));
    assert_eq!(m.table.exists.count(), 2);
    check(&m, "spend_total", "a=10.00 b=0.00");
    check(&m, "units", "a=2 b=0");
    check(&m, "margin_total", "a=4.00 b=");
    check(&m, "return_rate", "a=0 b=");
    assert_eq!((m.base.counts.lines, m.base.counts.return_lines, m.base.sums.returns), (1, 0, 0));
    let m = compute(&shop, None, &Settings::default());
    check(&m, "units", "a=1 b=-1");
    check(&m, "margin_total", "a=3.00 b=");
    check(&m, "return_rate", "a=0.4 b=");
    assert_eq!(
        (m.base.counts.lines, m.base.counts.return_lines, m.base.sums.returns),
        (3, 2, 1_100)
    );
}

#[test]
fn top_product_is_by_net_amount_and_ties_go_to_the_smaller_text() {
    let m = measure(
        "a 2024-01-01 10 p=pear c=z; a 2024-01-01 10 p=apple c=y; a 2024-01-02 3 p=fig
         b 2024-01-01 10 p=pear; b 2024-01-02 -6 p=pear; b 2024-01-02 5 p=fig; b 2024-01-02 -90 p=kiwi
         c 2024-01-01 50; c 2024-01-02 1 p=fig c=y",
    );
    check(&m, "top_product", "a=apple b=fig c=fig");
    check(&m, "n_products", "a=3 b=2 c=1");
    check(&m, "top_category", "a=y b= c=y");
    check(&m, "n_categories", "a=2 b=0 c=1");
}

#[test]
fn a_product_bears_its_name() {
    let mut shop = portfolio("a 2024-01-01 10 p=1; b 2024-01-01 10 p=2");
    let names = text_column(&["", "Lamp", ""]);
    let Column::Text { codes, texts } = names else { unreachable!() };
    // Codes are given from the greatest text down: 1 is product "2", 2 is product "1".
    (shop.lines.product_names, shop.lines.product_name_texts) = (vec![0, codes[1], 0], texts);
    check(&compute(&shop, None, &Settings::default()), "top_product_name", "a= b=Lamp");
}

#[test]
fn without_money_or_columns_numbers_are_empty() {
    let mut shop = portfolio("a 2024-01-01 0; a 2024-01-02 0");
    shop.has_money = false;
    let m = compute(&shop, None, &Settings::default());
    check(&m, "n_orders", "a=2");
    for name in [
        "units",
        "spend_total",
        "spend_mean",
        "repeat_spend_mean",
        "spend_12m",
        "spend_prev_12m",
        "growth_12m",
        "margin_total",
        "return_rate",
        "top_product",
        "n_products",
        "n_categories",
        "score",
        "n_referrals",
        "referred_spend",
        "age_years",
        "m",
    ] {
        check(&m, name, "a=");
    }
}

#[test]
fn what_lies_after_the_day_is_invisible() {
    let mut shop = portfolio(
        "a 2024-01-01 10 o=1 q=1; a 2024-01-09 5 o=1 q=1; a 2024-01-09 7 o=2 q=1; b 2024-01-09 3; c; d 2024-01-09 1; e",
    );
    events(&mut shop, "d 2024-01-02 visit; e - visit");
    let never = i32::MAX;
    shop.customers.known_from = vec![never, never, EMPTY_I32, never, never];
    let m = compute(&shop, Some(day("2024-01-08")), &Settings::default());
    assert_eq!(m.table.exists.iter().collect::<Vec<_>>(), [0, 2, 3, 4], "b is yet to come");
    assert_eq!(m.table.buyers.iter().collect::<Vec<_>>(), [0]);
    assert_eq!(m.table.orders.day, [day("2024-01-01"), EMPTY_I32, EMPTY_I32, EMPTY_I32]);
    assert_eq!(m.table.orders.amount, [1_000, 0, 0, 0]);
    assert_eq!(m.table.orders.quantity, [1_000_000, 0, 0, 0]);
    check(&m, "spend_total", "a=10.00 b=0.00 c=0.00 d=0.00 e=0.00");
    assert_eq!((m.base.counts.customers, m.base.counts.buyers, m.base.counts.lines), (4, 1, 1));
}

#[test]
fn the_day_is_the_last_of_a_line_else_of_an_event_else_none() {
    assert_eq!(measure("a 2024-01-01 1; b 2024-01-05 -1").table.as_of, Some(day("2024-01-05")));
    let mut shop = portfolio("a; b");
    assert_eq!(compute(&shop, None, &Settings::default()).table.as_of, None);
    shop.customers.birthday = vec![day("1990-01-01"); 2];
    check(&compute(&shop, None, &Settings::default()), "age_years", "a= b=");
    events(&mut shop, "a 2024-03-01 visit; b 2024-02-01 visit");
    let m = compute(&shop, None, &Settings::default());
    assert_eq!(m.table.as_of, Some(day("2024-03-01")));
    assert_eq!((m.table.exists.count(), m.table.buyers.count()), (2, 0));
    let m = compute(&Portfolio::default(), None, &Settings::default());
    assert!(m.table.is_empty());
}

/// A line written in numbers: customer, day, order id (0 none), product, amount, quantity.
type Tuple = (u8, i32, u8, u8, i64, Option<i64>);

fn rows(tuples: &[Tuple]) -> Vec<Row> {
    let row = |&(customer, day, order, product, amount, quantity): &Tuple| {
        let returned = amount < 0 || quantity.is_some_and(|q| q < 0);
        let sign = if returned { -1 } else { 1 };
        Row {
            customer: format!("c{customer}"),
            day: 19_000 + day,
            order: if order == 0 { String::new() } else { format!("o{order}") },
            product: if product == 0 { String::new() } else { format!("p{product}") },
            amount: sign * amount.abs(),
            quantity: quantity.map(|q| sign * q.abs() * 1_000_000),
            ..Row::default()
        }
    };
    tuples.iter().map(row).collect()
}

/// Every number of one customer, each by its own definition.
fn slowly(rows: &[Row], as_of: i32, net: bool) -> BTreeMap<&'static str, String> {
    let visible: Vec<&Row> = rows.iter().filter(|row| row.day <= as_of).collect();
    let bought: Vec<&Row> = visible.iter().copied().filter(|row| !is_return(row)).collect();
    let counted = if net { visible } else { bought.clone() };
    let order =
        |row: &Row| if row.order.is_empty() { Day(row.day).to_string() } else { row.order.clone() };
    let mut order_day: BTreeMap<String, i32> = BTreeMap::new();
    for row in &bought {
        let day = order_day.entry(order(row)).or_insert(row.day);
        *day = row.day.min(*day);
    }
    let days: BTreeSet<i32> = order_day.values().copied().collect();
    let sum = |rows: &mut dyn Iterator<Item = &&Row>| rows.map(|row| row.amount).sum::<i64>();
    let total = sum(&mut counted.iter());
    let year = |years: i32| Day(as_of).add_months(-12 * years).0;
    let mut spend_of_day: BTreeMap<i32, i64> = days.iter().map(|&day| (day, 0)).collect();
    for row in &counted {
        let day = if is_return(row) { row.day } else { order_day[&order(row)] };
        if let Some(spend) = spend_of_day.get_mut(&day) {
            *spend += row.amount;
        }
    }
    let repeat: Vec<i64> = spend_of_day.values().skip(1).copied().collect();
    let products: BTreeSet<&str> =
        bought.iter().map(|row| row.product.as_str()).filter(|p| !p.is_empty()).collect();
    let product_net = |p: &str| sum(&mut counted.iter().filter(|row| row.product == p));
    let top = products.iter().rev().max_by_key(|p| product_net(p));
    let gross = sum(&mut bought.iter());

    let mut out = BTreeMap::new();
    out.insert("n_orders", order_day.len().to_string());
    out.insert("n_order_days", days.len().to_string());
    out.insert("spend_total", format!("{:.2}", total as f64 / 100.0));
    let units: i64 = counted.iter().filter_map(|row| row.quantity).sum();
    out.insert("units", (units / 1_000_000).to_string());
    out.insert("n_products", products.len().to_string());
    out.insert("top_product", top.copied().unwrap_or_default().to_string());
    let money = |rows: &dyn Fn(&&&Row) -> bool| {
        let sum = sum(&mut counted.iter().filter(rows));
        if days.is_empty() { String::new() } else { format!("{:.2}", sum as f64 / 100.0) }
    };
    out.insert("spend_12m", money(&|row| row.day > year(1)));
    out.insert("spend_prev_12m", money(&|row| row.day > year(2) && row.day <= year(1)));
    let ratio = |a: i64, b: f64| if b == 0.0 { String::new() } else { (a as f64 / b).to_string() };
    out.insert("spend_mean", ratio(total, order_day.len() as f64 * 100.0));
    out.insert("repeat_spend_mean", ratio(repeat.iter().sum(), repeat.len() as f64 * 100.0));
    out.insert("return_rate", ratio(gross - total, gross as f64));
    let iso = |day: Option<&i32>| day.map_or(String::new(), |&day| Day(day).to_string());
    out.insert("first_order", iso(days.first()));
    out.insert("last_order", iso(days.last()));
    let days: Vec<i32> = days.into_iter().collect();
    let longest = days.windows(2).map(|w| w[1] - w[0]).max();
    out.insert("longest_gap_days", longest.map_or(String::new(), |gap| gap.to_string()));
    out
}

proptest! {
    #[test]
    fn one_pass_says_what_the_definitions_say(
        tuples in prop::collection::vec(
            (0u8..3, 0i32..900, 0u8..4, 0u8..4, -3i64..50, prop::option::of(-1i64..5)),
            1..40,
        ),
        cut in 0i32..1000,
        net: bool,
    ) {
        let rows = rows(&tuples);
        let shop = build(&rows, &[]);
        let returns = if net { Returns::Net } else { Returns::Ignore };
        let as_of = 19_000 + cut;
        let m = compute(&shop, Some(as_of), &Settings { returns, ..Settings::default() });
        for customer in 0..shop.customers.len() {
            let key = shop.customers.key(customer);
            let own: Vec<Row> = rows.iter().filter(|row| row.customer == key).cloned().collect();
            let exists = own.iter().any(|row| row.day <= as_of);
            prop_assert_eq!(m.table.exists.get(customer), exists);
            for (name, expect) in slowly(&own, as_of, net) {
                let no_column = (name == "units" && shop.lines.quantity.is_empty())
                    || (name.ends_with("product") && shop.lines.product.is_empty())
                    || (name == "n_products" && shop.lines.product.is_empty());
                prop_assert_eq!(m.table.get(name).is_none(), no_column);
                if let Some(column) = m.table.get(name) {
                    prop_assert_eq!(show(column, customer), expect, "{} of {}", name, key);
                }
            }
        }
        let orders: i64 = m.table.orders.amount.iter().sum();
        prop_assert_eq!(orders, m.base.sums.spend_total, "orders add up to what was spent");
    }
}
