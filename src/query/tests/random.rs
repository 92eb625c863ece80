//! Random bases and random queries that are right in type: the columns and the twin agree.

use super::{
    base::{ACTIVITY, Base, EventRow, LineRow, Person, SEGMENT, day},
    naive,
};
use crate::{
    calendar::Day,
    measures::settings::Returns,
    query::{
        ast::*,
        evaluator::Evaluator,
        parse::parse,
        print::{canonical, print},
    },
};
use proptest::{prelude::*, sample::select};

const DAYS: std::ops::Range<i32> = -70..30;

fn days() -> impl Strategy<Value = i32> {
    // Around a leap day: months and years of all lengths.
    DAYS.prop_map(|offset| day("2024-03-05") + offset)
}

fn word() -> impl Strategy<Value = String> {
    select(&["", "Sul", "SUL", "maçã", "maca", "7", "07", "2024-02-29", "x\"y", "web"][..])
        .prop_map(str::to_string)
}

fn person() -> impl Strategy<Value = Person> {
    let texts = (word(), word(), word());
    let values = (
        prop::option::of(days().prop_map(|d| d - 365 * 30)),
        prop::option::of(-8..8),
        prop::option::of(any::<bool>()),
        prop::option::of(0..ACTIVITY.len() as u8),
        prop::option::of(0..SEGMENT.len() as u8),
        any::<bool>(),
    );
    (texts, values).prop_map(
        |((name, region, code), (birthday, income, member, activity, segment, listed))| Person {
            id: String::new(),
            name,
            region,
            code,
            birthday,
            income,
            member,
            activity,
            segment,
            listed,
        },
    )
}

fn line() -> impl Strategy<Value = LineRow> {
    let values = (days(), -6i64..20, prop::option::of(0i64..9), prop::option::of(-8..8));
    (0usize..5, select(&["", "A", "B", "c"][..]), word(), word(), values).prop_map(
        |(customer, order, product, channel, (day, amount, quantity, weight))| {
            let is_return = amount < 0;
            let sign = if is_return { -1 } else { 1 };
            LineRow {
                customer,
                order: order.to_string(),
                day,
                product,
                quantity: quantity.map(|q| sign * q * 500_000),
                cents: amount * 333,
                is_return,
                channel,
                weight,
            }
        },
    )
}

fn event() -> impl Strategy<Value = EventRow> {
    let kind = select(&["visit", "cart", "Visit", "purchase"][..]).prop_map(str::to_string);
    (0usize..5, prop::option::weighted(0.8, days()), kind, word(), prop::option::of(-8..8))
        .prop_map(|(customer, day, kind, page, minutes)| EventRow {
            customer,
            day,
            kind,
            page,
            minutes,
        })
}

pub fn base() -> impl Strategy<Value = Base> {
    (
        prop::option::weighted(0.9, days()),
        any::<bool>(),
        prop::collection::vec(person(), 5),
        prop::collection::vec(line(), 0..30),
        prop::collection::vec(event(), 0..12),
    )
        .prop_map(|(as_of, ignore, mut people, mut lines, mut events)| {
            for (i, person) in people.iter_mut().enumerate() {
                person.id = format!("c{i}");
            }
            lines.sort_by_key(|l| (l.customer, l.day));
            events.sort_by_key(|e| (e.customer, e.day));
            let returns = if ignore { Returns::Ignore } else { Returns::Net };
            Base { as_of, returns, people, lines, events, segments: Vec::new() }
        })
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (-3i32..12).prop_map(|n| n.to_string()),
        (-700i32..4000).prop_map(|n| format!(
            "{}{}.{:02}",
            if n < 0 { "-" } else { "" },
            n.abs() / 100,
            n.abs() % 100
        )),
        (-20i32..40).prop_map(|n| format!("{:.3}", f64::from(n) / 4.0 + 0.005)),
        select(
            &[
                "median(spend_total)",
                "median(`renda mensal`)",
                "median(n_orders)",
                "median(clv_12m)"
            ][..]
        )
        .prop_map(str::to_string),
    ]
}

fn date() -> impl Strategy<Value = String> {
    prop_oneof![4 => days().prop_map(|d| Day(d).to_string()), 1 => Just("median(first_order)".to_string())]
}

fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        word().prop_map(|w| crate::query::print::quote(&w)),
        select(&["7", "07", "2024-02-29"][..]).prop_map(str::to_string),
    ]
}

fn op() -> impl Strategy<Value = &'static str> {
    select(&["=", "!=", "<", "<=", ">", ">="][..])
}

fn unit() -> impl Strategy<Value = &'static str> {
    select(&["days", "weeks", "months", "years"][..])
}

/// A comparison of a name with values of one sort.
fn compared(
    name: &'static [&'static str],
    value: impl Strategy<Value = String> + Clone,
    ordered: bool,
) -> impl Strategy<Value = String> {
    let op = if ordered { op().boxed() } else { select(&["=", "!="][..]).boxed() };
    let between = if ordered { 1 } else { 0 };
    let name = || select(name);
    prop_oneof![
        3 => (name(), op, value.clone()).prop_map(|(n, op, v)| format!("{n} {op} {v}")),
        1 => (name(), any::<bool>(), value.clone(), value.clone())
            .prop_map(|(n, not, a, b)| format!("{n} {}in ({a}, {b})", if not { "not " } else { "" })),
        1 => (name(), any::<bool>())
            .prop_map(|(n, not)| format!("{n} is {}empty", if not { "not " } else { "" })),
        between => (name(), value.clone(), value)
            .prop_map(|(n, a, b)| format!("{n} between {a} and {b}")),
    ]
}

fn text_test(name: &'static [&'static str]) -> impl Strategy<Value = String> {
    (select(name), select(&["contains", "starts with", "ends with"][..]), word())
        .prop_map(|(name, op, word)| format!("{name} {op} {}", crate::query::print::quote(&word)))
}

fn period() -> impl Strategy<Value = String> {
    prop_oneof![
        (1u32..60, unit()).prop_map(|(n, unit)| format!("last {n} {unit}")),
        Just("this month".to_string()),
        Just("this year".to_string()),
        days().prop_map(|d| format!("since {}", Day(d))),
        days().prop_map(|d| format!("before {}", Day(d))),
    ]
}

fn window() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        3 => period().prop_map(|period| format!(", {period}")),
        4 => (1u32..40, unit()).prop_map(|(n, unit)| format!(", any {n} {unit}")),
        1 => (days(), days()).prop_map(|(a, b)| format!(", between {} and {}", Day(a), Day(b))),
        1 => Just(", ever".to_string()),
    ]
}

fn source() -> impl Strategy<Value = String> {
    let date = || date().boxed();
    let filters = [
        (
            "orders",
            prop_oneof![
                compared(&["amount", "quantity"], number().boxed(), true),
                compared(&["order_id"], written().boxed(), false),
                compared(&["`day`"], date(), true),
            ]
            .boxed(),
            &["amount", "quantity"][..],
        ),
        (
            "lines",
            prop_oneof![
                compared(&["amount", "quantity", "weight"], number().boxed(), true),
                compared(
                    &["product", "order_id", "kind", "channel", "category"],
                    written().boxed(),
                    false
                ),
                text_test(&["product", "kind", "canal"]),
                period().prop_map(|period| format!("`day` {period}")),
            ]
            .boxed(),
            &["amount", "quantity", "weight"][..],
        ),
        (
            "events",
            prop_oneof![
                compared(&["minutes", "weight"], number().boxed(), true),
                compared(&["page", "kind", "canal", "product"], written().boxed(), false),
                text_test(&["kind", "page"]),
            ]
            .boxed(),
            &["minutes", "weight", "amount"][..],
        ),
        (
            "events \"visit\" ",
            compared(&["minutes"], number().boxed(), true).boxed(),
            &["minutes"][..],
        ),
        ("events \"purchase\" ", text_test(&["page"]).boxed(), &["amount"][..]),
    ];
    select(filters.to_vec()).prop_flat_map(move |(source, filter, measured)| {
        let folding = select(&["sum", "mean", "max", "min"][..]);
        let aggregate = prop_oneof![
            (select(&["count", "days"][..]), op(), number())
                .prop_map(|(a, op, v)| format!("{a} {op} {v}")),
            (folding, select(measured), op(), number())
                .prop_map(|(a, name, op, v)| format!("{a}({name}) {op} {v}")),
            (select(&["max", "min"][..]), op(), date_value())
                .prop_map(|(a, op, v)| format!("{a}(`day`) {op} {v}")),
        ];
        (prop::collection::vec(filter, 0..3), aggregate, window()).prop_map(
            move |(filters, aggregate, window)| {
                let filters: String = filters.iter().map(|f| format!("{f}, ")).collect();
                format!("{source}({filters}{aggregate}{window})")
            },
        )
    })
}

fn date_value() -> impl Strategy<Value = String> {
    days().prop_map(|d| Day(d).to_string())
}

fn condition() -> impl Strategy<Value = String> {
    let yes_no = select(&["true", "false"][..]).prop_map(str::to_string).boxed();
    let class = select(ACTIVITY).prop_map(crate::query::print::quote).boxed();
    let dates = || {
        prop_oneof![
            4 => days().prop_map(|d| Day(d).to_string()),
            1 => Just("median(first_order)".to_string()),
        ]
    };
    prop_oneof![
        2 => compared(&["spend_total", "n_orders", "`renda mensal`", "clv_12m"], number().boxed(), true),
        1 => compared(&["region", "código", "name", "customer_id"], written().boxed(), false),
        1 => text_test(&["região", "name", "activity"]),
        1 => compared(&["member", "reachable"], yes_no, false),
        1 => compared(&["activity"], class, false),
        1 => compared(&["first_order", "birthday", "last_order"], dates().boxed(), true),
        1 => (select(&["first_order", "birthday"][..]), period())
            .prop_map(|(name, period)| format!("{name} {period}")),
        1 => (1u32..60, unit()).prop_map(|(n, unit)| format!("first_order next {n} {unit}")),
        1 => (1u32..400).prop_map(|n| format!("birthday anniversary in next {n} days")),
        1 => Just("birthday anniversary in this month".to_string()),
        1 => (select(&["spend_total", "`renda mensal`", "n_orders"][..]), 1u32..120, any::<bool>())
            .prop_map(|(name, n, percent)| format!("{name} in top {n}{}", if percent { " %" } else { "" })),
        6 => source(),
    ]
}

fn query() -> impl Strategy<Value = String> {
    condition().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn columns_and_twin_agree(base in base(), queries in prop::collection::vec(query(), 4)) {
        let nodes: Vec<Node> = queries.iter().map(|query| parse(query).unwrap()).collect();
        let expected: Vec<Vec<usize>> = nodes.iter().map(|node| naive::kept(&base, node)).collect();
        let kept: Vec<Vec<usize>> = base.with(|data| {
            let mut evaluator = Evaluator::new();
            let mask = |node| evaluator.mask(node, data).map(|mask| mask.iter().collect());
            nodes.iter().map(mask).collect::<Result<_, _>>().unwrap()
        });
        for (i, query) in queries.iter().enumerate() {
            prop_assert_eq!(&kept[i], &expected[i], "{}", query);
            // Another way of writing it keeps the same.
            prop_assert_eq!(print(&parse(&print(&nodes[i])).unwrap()), print(&canonical(&nodes[i])));
        }
    }
}
