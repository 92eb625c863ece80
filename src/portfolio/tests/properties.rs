//! Whatever the records, the ledger adds up; however they are split, the portfolio is the same.

use super::super::{columns::Portfolio, merge::merge, shard::BuildOptions, testing::*};
use proptest::prelude::*;

const HEADERS: [(&str, &str); 4] = [
    (
        "o",
        "c:customer_id,d:order_date,o:order_id,q:quantity,a:amount,s:status,m:currency,e:email,p:product",
    ),
    ("o", "e:email,d:order_date,o:order_id,a:amount,n:product_name,x"),
    ("c", "o:order_id,p:product,q:quantity,u:unit_price"),
    ("e", "c:customer_id,d:event_date,k:event_kind,s:score,t:stage,e:email"),
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        6 => (0..6u8).prop_map(|n| n.to_string()),
        2 => prop::sample::select(vec!["2024-01-01", "2024-02-03 10:00", "2023-12-31"]).prop_map(String::from),
        1 => prop::sample::select(vec![
            "Total", "void", "refunded", "EUR", "USD", "-3", "x@y", "a@b.c", "-", "N/A", "ž", "1.0", "€ 5", "NaN",
        ])
        .prop_map(String::from),
    ]
}

fn source() -> impl Strategy<Value = Source> {
    (
        0..HEADERS.len(),
        any::<bool>(),
        prop::collection::vec(prop::collection::vec(cell(), 1..10), 0..40),
    )
        .prop_map(|(header, of_order, rows)| {
            let (kind, header) = HEADERS[header];
            let mut text = format!("{header}\n");
            rows.iter().for_each(|row| text += &format!("{}\n", row.join(",")));
            let source = match kind {
                "o" => orders(&text),
                "c" => customers(&text),
                _ => events(&text),
            };
            if of_order { source.of_order() } else { source }
        })
}

fn check_shape(portfolio: &Portfolio) {
    let (lines, orders, events) = (&portfolio.lines, &portfolio.orders, &portfolio.events);
    let n = portfolio.customers.len();
    for first in [&lines.first, &orders.first, &events.first] {
        assert_eq!(first.len(), n + 1);
        assert!(first.is_sorted());
    }
    assert_eq!(lines.first[n] as usize, lines.len());
    for column in [&lines.order, &lines.product, &lines.category] {
        assert!(column.is_empty() || column.len() == lines.len());
    }
    assert_eq!(lines.amount.len(), lines.len());
    assert_eq!(lines.is_return.len(), lines.len());
    for customer in 0..n {
        assert!(lines.day[lines.of(customer)].is_sorted());
        for line in lines.of(customer) {
            assert!(orders.of(customer).contains(&(lines.order[line] as usize)));
            assert!(lines.amount[line] <= 0 || !lines.is_return[line]);
        }
        for order in orders.of(customer) {
            let of_order = lines.of(customer).filter(|&line| lines.order[line] as usize == order);
            let purchases =
                of_order.filter(|&line| !lines.is_return[line]).map(|line| lines.day[line]);
            assert_eq!(orders.day[order], purchases.min().unwrap_or(i32::MIN));
        }
    }
    let keys = keys(portfolio);
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_ledger_adds_up_and_any_split_is_the_same(
        sources in prop::collection::vec(source(), 1..4),
        size in 1usize..20,
    ) {
        let options = BuildOptions::default();
        let whole = portfolio(&sources);
        check_shape(&whole);
        let shards = sources.iter().zip(0..).map(|(source, n)| source.shard(n, size, &options)).collect();
        prop_assert_eq!(format!("{:?}", merge(shards, &options)), format!("{whole:?}"));
        let stretches = sources
            .iter()
            .zip(0..)
            .flat_map(|(source, n)| {
                let mapping = &source.mapping;
                source.batches(size).into_iter().map(move |batch| {
                    let mut builder = super::super::shard::ShardBuilder::new(n, mapping.clone(), &options);
                    builder.push(&batch);
                    builder.finish()
                })
            })
            .collect::<Vec<_>>();
        let stretched = merge(stretches, &options);
        prop_assert_eq!(stretched.ledger.total_used(), whole.ledger.total_used());
        prop_assert_eq!(lines(&stretched), lines(&whole));
    }
}
