//! Several files: orders with their lines elsewhere, overlapping exports, stretches of one file.

use super::super::{columns::Portfolio, merge::merge, shard::BuildOptions, testing::*};
use crate::issues::Reason;

fn check(files: &[Source], expect: &[&str]) -> Portfolio {
    let portfolio = portfolio(files);
    assert_eq!(lines(&portfolio), expect);
    portfolio
}

#[test]
fn lines_join_their_orders_by_id() {
    let heads = orders(
        "o:order_id,c:customer_id,d:order_date,total:amount,s:status,ch:channel
         1,ann,2024-01-01,30,paid,web
         2,bob,2024-01-02,99,cancelled,web
         3,ann,2024-01-03,12,paid,shop
         4,,2024-01-03,12,paid,shop",
    );
    let items = customers(
        "o:order_id,p:product,q:quantity,u:unit_price
         1,x,2,10
         1,y,1,10
         2,x,9,11
         4,x,1,12
         5,x,1,1",
    );
    for files in [[heads.clone(), items.clone()], [items, heads]] {
        let portfolio = check(
            &files,
            &["ann 2024-01-01 1 20.00 x", "ann 2024-01-01 1 10.00 y", "ann 2024-01-03 3 12.00 "],
        );
        use Reason::*;
        assert_eq!(portfolio.ledger.reasons(), [(Cancelled, 2), (NoCustomer, 3)]);
        // The order without a customer and its line are one orphan; the line of an order that is not there
        // is another.
        assert_eq!((portfolio.orphans.lines, portfolio.orphans.amount), (2, 1_300));
        assert_eq!(keys(&portfolio), ["ann", "bob"]);
        let channel =
            portfolio.lines.attributes.iter().find(|a| a.name == "ch").expect("a channel");
        assert_eq!(shown(&channel.column).1, ["web", "web", "shop"]);
    }
}

#[test]
fn lines_without_amounts_get_the_total_of_their_order_once() {
    check(
        &[
            orders(
                "o:order_id,c:customer_id,d:order_date,total:amount\n1,ann,2024-01-01,30\n2,bob,2024-01-01,5\n1,ann,2024-01-09,-4",
            ),
            customers("o:order_id,p:product,q:quantity\n1,x,-1\n1,y,1\n1,z,1"),
        ],
        &[
            "ann 2024-01-01 1 0.00 x",
            "ann 2024-01-01 1 30.00 y",
            "ann 2024-01-01 1 0.00 z",
            "ann 2024-01-09 1 -4.00 ",
            "bob 2024-01-01 2 5.00 ",
        ],
    );
}

#[test]
fn complete_lines_beside_their_orders_do_not_count_twice() {
    let portfolio = check(
        &[
            orders(
                "o:order_id,c:customer_id,d:order_date,total:amount\n1,ann,2024-01-01,30\n9,ann,2024-01-05,7",
            ),
            orders(
                "o:order_id,c:customer_id,d:order_date,p:product,a:amount\n1,ann,2024-01-01,x,10\n1,ann,2024-01-01,y,20\n1,bob,2024-01-02,z,5",
            ),
        ],
        &[
            "ann 2024-01-01 1 10.00 x",
            "ann 2024-01-01 1 20.00 y",
            "ann 2024-01-05 9 7.00 ",
            "bob 2024-01-02 1 5.00 z",
        ],
    );
    assert_eq!(portfolio.ledger.total_used(), 5);
}

#[test]
fn an_order_id_of_two_customers_leaves_its_lines_to_nobody() {
    let portfolio = portfolio(&[
        orders(
            "o:order_id,c:customer_id,d:order_date,total:amount\n1,ann,2024-01-01,30\n1,bob,2024-01-01,5",
        ),
        customers("o:order_id,p:product,u:unit_price\n1,x,30"),
    ]);
    assert_eq!(reasons(&portfolio), [(1, 2, Reason::SeveralCustomersMatch)]);
    assert_eq!(lines(&portfolio), ["ann 2024-01-01 1 30.00 ", "bob 2024-01-01 1 5.00 "]);
}

#[test]
fn overlapping_exports_set_the_later_order_aside_whole() {
    let january = "c:customer_id,d:order_date,o:order_id,a:amount
         ann,2024-01-01,1,10
         ann,2024-01-01,1,10
         bob,2024-01-31,2,5";
    let february = "c:customer_id,d:order_date,o:order_id,a:amount
         bob,2024-01-31,2,5
         bob,2024-02-01,2,6
         ann,2024-02-02,1,7
         cid,2024-02-02,1,8";
    let portfolio = check(
        &[orders(january), orders(february)],
        &[
            "ann 2024-01-01 1 10.00",
            "ann 2024-01-01 1 10.00",
            "ann 2024-02-02 1 7.00",
            "bob 2024-01-31 2 5.00",
            "cid 2024-02-02 1 8.00",
        ],
    );
    assert_eq!(
        reasons(&portfolio),
        [(1, 2, Reason::DuplicateOrder), (1, 3, Reason::DuplicateOrder)]
    );
    // Another set of roles is another kind of file.
    let other = "c:customer_id,d:order_date,o:order_id,a:amount,ch:channel\nbob,2024-01-31,2,5,web";
    assert_eq!(super::super::testing::portfolio(&[orders(january), orders(other)]).lines.len(), 4);
}

#[test]
fn stretches_of_a_file_are_the_file() {
    let mut text = String::from("c:customer_id,d:order_date,o:order_id,a:amount,s:status,x\n");
    for i in 0..500 {
        let money = if i % 7 == 0 { "€ 5".to_string() } else { i.to_string() };
        let time = if i > 300 { " 10:00" } else { "" };
        text += &format!(
            "c{}.0,2024-01-{:02}{time},{},{money},,v{}\n",
            i % 13,
            i % 31 + 1,
            i / 3,
            i % 50
        );
    }
    let whole = portfolio(&[orders(&text)]);
    let options = BuildOptions::default();
    let file = orders(&text);
    for cut in [1, 40, 499] {
        let batches = file.batches(cut);
        let shards = batches
            .iter()
            .map(|batch| {
                let mut builder =
                    super::super::shard::ShardBuilder::new(0, file.mapping.clone(), &options);
                builder.push(batch);
                builder.finish()
            })
            .collect();
        assert_eq!(merge(shards, &options), whole, "{cut}");
    }
}

#[test]
fn nothing_is_a_portfolio_too() {
    assert!(portfolio(&[]).customers.is_empty());
    let empty = portfolio(&[orders("c:customer_id,d:order_date"), customers("a,b"), events("x")]);
    assert_eq!((empty.customers.len(), empty.lines.first.len(), empty.span()), (0, 1, None));
}
