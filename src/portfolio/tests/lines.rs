//! Lines, orders, returns, cancellations, amounts.

use super::super::{
    columns::{EMPTY_I32, EMPTY_I64, Note},
    shard::BuildOptions,
    testing::*,
};
use crate::{issues::Reason, money::Currency, schema::values::DateOrder};

fn check(file: Source, expect: &[&str]) {
    assert_eq!(lines(&portfolio(&[file])), expect);
}

#[test]
fn lines_stand_by_customer_day_time_and_file_order() {
    check(
        orders(
            "c:customer_id,d:order_date,o:order_id,a:amount
             b,2024-01-02,4,1
             a,2024-01-02 10:00,3,2
             a,2024-01-02 09:00,2,3
             a,2024-01-01 23:00,1,4
             a,2024-01-02 10:00,3,5",
        ),
        &[
            "a 2024-01-01 1 4.00",
            "a 2024-01-02 2 3.00",
            "a 2024-01-02 3 2.00",
            "a 2024-01-02 3 5.00",
            "b 2024-01-02 4 1.00",
        ],
    );
}

#[test]
fn an_order_is_the_lines_of_one_customer_with_one_id() {
    let portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,o:order_id,a:amount
         a,2024-01-05,1,1
         a,2024-01-03,1,1
         b,2024-01-03,1,1
         a,2024-01-04,,1
         a,2024-01-04,,1
         a,2024-01-05,,1
         b,2024-01-01,1,-1
         b,2024-01-02,R,-1",
    )]);
    let orders = &portfolio.orders;
    let shown: Vec<(i32, &str)> = (0..orders.len())
        .map(|o| (orders.day[o].wrapping_sub(19_722), orders.ids.get(orders.id[o])))
        .collect();
    assert_eq!(orders.first, [0, 3, 5]);
    let none = EMPTY_I32.wrapping_sub(19_722);
    assert_eq!(shown, [(3, "1"), (4, ""), (5, ""), (none, "R"), (3, "1")]);
    assert_eq!(portfolio.lines.order, [0, 1, 1, 0, 2, 4, 3, 4]);
    assert!(portfolio.notes.contains(&Note::OrdersByDay { file: 0 }));
}

#[test]
fn a_return_has_a_negative_amount_or_quantity_and_both_count_negative() {
    let portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,q:quantity,a:amount
         a,2024-01-01,2,10
         a,2024-01-02,-2,10
         a,2024-01-03,2,-10
         a,2024-01-04,-2,-10",
    )]);
    assert_eq!(portfolio.lines.amount, [1000, -1000, -1000, -1000]);
    assert_eq!(portfolio.lines.quantity, [2_000_000, -2_000_000, -2_000_000, -2_000_000]);
    assert_eq!(portfolio.lines.is_return, [false, true, true, true]);
}

#[test]
fn money_that_goes_out_is_a_return() {
    check(
        orders(
            "c:customer_id,d:order_date,a:amount,t:direction\na,2024-01-01,5,in\na,2024-01-02,2,Debit",
        ),
        &["a 2024-01-01 - 5.00", "a 2024-01-02 - -2.00"],
    );
}

#[test]
fn an_amount_is_quantity_times_price_rounded_once_half_away_from_zero() {
    check(
        orders(
            "c:customer_id,d:order_date,q:quantity,p:unit_price
             a,2024-01-01,3,1.115
             a,2024-01-02,-3,1.115
             a,2024-01-03,1.5,0.01
             a,2024-01-04,1000000,99999.99",
        ),
        &[
            "a 2024-01-01 - 3.35",
            "a 2024-01-02 - -3.35",
            "a 2024-01-03 - 0.02",
            "a 2024-01-04 - 99999990000.00",
        ],
    );
}

#[test]
fn the_amount_column_comes_before_quantity_times_price() {
    check(
        orders(
            "c:customer_id,d:order_date,q:quantity,p:unit_price,a:amount
             a,2024-01-01,3,5,14
             a,2024-01-02,3,5,",
        ),
        &["a 2024-01-01 - 14.00", "a 2024-01-02 - 15.00"],
    );
}

#[test]
fn a_price_without_quantities_is_the_amount_and_without_money_amounts_are_zero() {
    check(
        orders("c:customer_id,d:order_date,p:unit_price\na,2024-01-01,5"),
        &["a 2024-01-01 - 5.00"],
    );
    let bare = portfolio(&[orders("c:customer_id,d:order_date,q:quantity\na,2024-01-01,5")]);
    assert_eq!((bare.has_money, bare.lines.amount), (false, vec![0]));
}

#[test]
fn decimals_are_those_of_the_currency() {
    let file = orders("c:customer_id,d:order_date,a:amount\na,2024-01-01,1500.5").currency("JPY");
    assert_eq!(portfolio(&[file]).lines.amount, [1501]);
    let file = orders("c:customer_id,d:order_date,a:amount,m:currency\na,2024-01-01,1.2345,KWD");
    assert_eq!(portfolio(&[file]).lines.amount, [1235]);
}

#[test]
fn an_order_total_counts_once_on_the_first_line() {
    let blank = "c:customer_id,d:order_date,o:order_id,a:amount,p:product
         a,2024-01-01,1,100,x
         ,,1,,y
         ,,1,,z
         b,2024-01-02,2,50,x";
    let expect = [
        "a 2024-01-01 1 100.00 x",
        "a 2024-01-01 1 0.00 y",
        "a 2024-01-01 1 0.00 z",
        "b 2024-01-02 2 50.00 x",
    ];
    check(orders(blank).of_order(), &expect);
    let repeated = "c:customer_id,d:order_date,o:order_id,a:amount,p:product
         a,2024-01-01,1,100,x
         a,2024-01-01,1,100,y
         a,2024-01-01,1,100,z
         b,2024-01-02,2,50,x";
    check(orders(repeated).of_order(), &expect);
    let one_id_two_customers =
        "c:customer_id,d:order_date,o:order_id,a:amount\na,2024-01-01,1,7\nb,2024-01-01,1,7";
    check(orders(one_id_two_customers).of_order(), &["a 2024-01-01 1 7.00", "b 2024-01-01 1 7.00"]);
}

#[test]
fn an_order_total_goes_to_the_purchase_and_its_refund_counts_besides() {
    check(
        orders(
            "c:customer_id,d:order_date,o:order_id,a:amount,q:quantity
             a,2024-01-01,1,100,-1
             a,2024-01-01,1,100,2
             a,2024-01-05,1,-30,
             a,2024-01-06,1,-30,",
        )
        .of_order(),
        &[
            "a 2024-01-01 1 0.00",
            "a 2024-01-01 1 100.00",
            "a 2024-01-05 1 -30.00",
            "a 2024-01-06 1 0.00",
        ],
    );
}

#[test]
fn continuation_lines_take_day_customer_and_status_of_their_order() {
    let file = orders(
        "c:email,d:order_date,o:order_id,a:amount,s:status
         Ann@x.com,2024-01-01 10:00,1,10,paid
         ,,1,5,
         bob@x.com,2024-01-02,2,10,voided
         ,,2,5,
         ,2024-01-03,1,5,paid
         ,,9,5,",
    );
    let portfolio = portfolio(&[file]);
    assert_eq!(lines(&portfolio), ["ann@x.com 2024-01-01 1 10.00", "ann@x.com 2024-01-01 1 5.00"]);
    use Reason::*;
    assert_eq!(
        reasons(&portfolio),
        [(0, 4, Cancelled), (0, 5, Cancelled), (0, 6, NoCustomer), (0, 7, BadDate)]
    );
    assert_eq!(keys(&portfolio), ["ann@x.com", "bob@x.com"]);
}

#[test]
fn cancelled_by_any_status_column_and_refunded_only_with_a_positive_amount() {
    let file = orders(
        "c:customer_id,d:order_date,a:amount,Payment:status,Fulfillment Status:status
         a,2024-01-01,1,paid,
         a,2024-01-02,1,paid,cancelled
         a,2024-01-03,1,failed,
         a,2024-01-04,1,paid,failed
         a,2024-01-05,1,refunded,
         a,2024-01-06,-1,refunded,
         a,2024-01-07,1,partially_refunded,
         a,2024-01-08,1,pending,
         a,2024-01-09,0,Refunded,",
    );
    let portfolio = portfolio(&[file]);
    let days: Vec<i32> = portfolio.lines.day.iter().map(|day| day - 19_722).collect();
    assert_eq!(days, [1, 4, 6, 7, 8, 9]);
    assert_eq!(portfolio.ledger.reasons(), [(Reason::Cancelled, 3)]);
}

#[test]
fn reasons_by_first_match() {
    let file = orders(
        "c:customer_id,d:order_date,o:order_id,a:amount,s:status,m:currency
         a,2024-01-01,1,1,,EUR
         Total,,,99,,
         c,d,o,a,s,m
         !a,2024-01-01,1,1,,EUR
         a,2024-01-01,1
         a,2024-01-01,1,1,,EUR,x
         a,soon,2,x,void,USD
         a,,2x,x,void,USD
         ,2024-01-01,3,x,void,USD
         ,2024-01-01,4,,void,USD
         ,2024-01-01,5,1,void,USD
         ,2024-01-01,6,1,,USD
         ,2024-01-01,6,1,,EUR
         N/A,2024-01-01,6,-0.25,,EUR
         a,2024-01-01,1,1,,EUR,",
    );
    let portfolio = portfolio(&[file]);
    let found: Vec<Reason> = reasons(&portfolio).into_iter().map(|(.., reason)| reason).collect();
    use Reason::*;
    let expect = [
        TotalRow,
        RepeatedHeader,
        TornRecord,
        TornRecord,
        TornRecord,
        BadDate,
        BadDate,
        BadAmount,
        BadAmount,
        Cancelled,
        OtherCurrency,
        NoCustomer,
        NoCustomer,
    ];
    assert_eq!(found, expect);
    assert_eq!((portfolio.orphans.lines, portfolio.orphans.amount), (2, 75));
    assert_eq!((portfolio.ledger.total_read(), portfolio.ledger.total_used()), (15, 2));
}

#[test]
fn places_tell_line_offset_and_length() {
    let text = "c:customer_id,d:order_date\na,2024-01-01\n\na,bad";
    let portfolio = portfolio(&[orders(text)]);
    let [entry] = portfolio.ledger.set_aside[..] else { panic!("one entry") };
    let at = text.find("a,bad").expect("there") as u64;
    assert_eq!((entry.file, entry.line, entry.offset, entry.length), (0, 4, at, 5));
}

#[test]
fn currencies_are_never_added() {
    let text = "c:customer_id,d:order_date,a:amount\na,2024-01-01,R$ 1\na,2024-01-02,R$ 2\na,2024-01-03,€ 4";
    let file = orders(text);
    let shard = file.shard(0, 9, &BuildOptions::default());
    let codes: Vec<(String, u64)> = super::super::currencies::currencies(&[shard])
        .iter()
        .map(|(c, n)| (c.code().to_string(), *n))
        .collect();
    assert_eq!(codes, [("BRL".to_string(), 2), ("EUR".to_string(), 1)]);
    let kept = with(&[file], BuildOptions { currency: Currency::from_code("EUR") });
    assert_eq!(lines(&kept), ["a 2024-01-03 - 4.00"]);
    assert_eq!(kept.ledger.reasons(), [(Reason::OtherCurrency, 2)]);
}

#[test]
fn the_product_is_the_code_and_its_name_that_of_the_latest_line_with_one() {
    let portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,sku:product,title:product_name
         a,2024-01-03,S1,Old
         b,2024-01-05,S1,New
         a,2024-01-06,S1,
         a,2024-01-01,,Loose",
    )]);
    let lines = &portfolio.lines;
    let shown: Vec<(&str, &str)> = lines
        .product
        .iter()
        .map(|&p| {
            (lines.products.get(p), lines.product_name_texts.get(lines.product_names[p as usize]))
        })
        .collect();
    assert_eq!(shown, [("Loose", "Loose"), ("S1", "New"), ("S1", "New"), ("S1", "New")]);
}

#[test]
fn of_several_columns_with_a_role_the_first_that_is_not_mainly_empty() {
    let portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,sku:product,ean:product
         a,2024-01-03,,1
         a,2024-01-03,,2
         a,2024-01-03,S,3",
    )]);
    let lines = &portfolio.lines;
    let products: Vec<&str> = lines.product.iter().map(|&p| lines.products.get(p)).collect();
    assert_eq!(products, ["1", "2", "3"]);
    assert_eq!(lines.attributes[0].name, "sku");
}

#[test]
fn margins_are_amount_less_cost_net_of_returns() {
    let unit = portfolio(&[orders(
        "c:customer_id,d:order_date,q:quantity,a:amount,Unit cost:cost
         a,2024-01-01,2,10,3
         a,2024-01-02,-2,-10,3
         a,2024-01-03,2,10,",
    )]);
    assert_eq!(unit.lines.margin, [400, -400, EMPTY_I64]);
    let line = portfolio(&[orders(
        "c:customer_id,d:order_date,q:quantity,a:amount,Cost:cost\na,2024-01-01,2,10,3",
    )]);
    assert_eq!(line.lines.margin, [700]);
    let stated = portfolio(&[orders(
        "c:customer_id,d:order_date,a:amount,Profit:margin\na,2024-01-01,10,-1\na,2024-01-02,-10,4",
    )]);
    assert_eq!(stated.lines.margin, [-100, -400]);
}

#[test]
fn a_wrong_order_of_dates_shows_in_the_checks() {
    let file =
        orders("c:customer_id,d:order_date\na,13/01/2024\na,01/02/2024").date(DateOrder::Mdy);
    let shard = file.shard(0, 9, &BuildOptions::default());
    assert_eq!(
        (shard.checks[0].failed, shard.checks[0].only_other, shard.checks[0].only_this),
        (1, 1, 0)
    );
}

#[test]
fn equal_records_are_kept_and_counted() {
    let portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,a:amount\na,2024-01-01,1\na,2024-01-01,1\na,2024-01-01,1\na,2024-01-01,2",
    )]);
    assert_eq!(portfolio.lines.len(), 4);
    assert!(portfolio.notes.contains(&Note::ExactDuplicates { file: 0, count: 2 }));
}

#[test]
fn attributes_of_lines_bear_their_header_and_built_in_names_win() {
    let portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,a:amount,Kind,Note,note,Region:region
         a,2024-01-01,1,x,5,y,Sul",
    )]);
    let names: Vec<&str> = portfolio.lines.attributes.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Kind (2)", "Note", "note (2)", "Region"]);
    assert_eq!(shown(&portfolio.lines.attributes[1].column), ("number", vec!["5".to_string()]));
}
