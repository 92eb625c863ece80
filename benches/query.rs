//! How long a query takes on a large base, natively: the first time, and after each edit of one condition, with all the
//! counts that the page shows. `cargo bench --bench query`; `CARTEIRA_BENCH_LINES=1000000` for fewer lines.
//!
//! The base is drawn straight into columns, so that nothing but the query is timed. The traps: one time says little, so
//! medians and 95th percentiles over many edits are printed, and the limits are held against them; and a machine does
//! other work too, so where the system says how long the thread itself ran (Linux), that is taken.

use carteira::{
    engine::{
        answer::select,
        base::{Base, Rules},
        tally::Spent,
    },
    portfolio::columns::{Attribute, Column, Customers, EMPTY_I32, Lines, Orders, Portfolio},
    query::evaluator::Evaluator,
    schema::role::Role,
    text::{Interner, Texts},
};
use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

const LINES: usize = 10_000_000;
/// Lines of a customer in the mean.
const LINES_EACH: usize = 10;
/// Days over which orders are spread: three years.
const DAYS: u64 = 3 * 365;
const ROUNDS: usize = 5;
const EDITS: usize = 200;

/// What is asked for: the first evaluation, and the 95th percentile after an edit.
const MUST: [(&str, f64); 2] = [("first evaluation", 150.0), ("after an edit", 16.0)];

/// A draw that depends on nothing but the seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, n: u64) -> u64 {
        ((self.next() >> 32) * n) >> 32
    }
}

/// How long this thread ran, or where that cannot be known how late it is.
fn now(began: Instant) -> Duration {
    // Giving way brings the count up to date.
    std::thread::yield_now();
    let ran = std::fs::read_to_string("/proc/thread-self/schedstat");
    let ran = ran.ok().and_then(|text| text.split(' ').next()?.parse().ok());
    ran.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

fn main() {
    let lines = std::env::var("CARTEIRA_BENCH_LINES").ok().and_then(|n| n.parse().ok());
    let lines = lines.unwrap_or(LINES);
    let start = Instant::now();
    let base = draw(lines);
    println!(
        "{} customers, {} orders, {} lines, drawn in {:.1} s",
        base.portfolio.customers.len(),
        base.portfolio.orders.len(),
        base.portfolio.lines.len(),
        start.elapsed().as_secs_f64()
    );
    let rules = Rules::default();
    for (name, conditions) in QUERIES {
        println!("\n{name}: {}", query(&conditions, &[0; 5]));
        measure(&base, &rules, &conditions);
    }
}

/// Five conditions, two of them windows over orders or lines. An edit counts the number in braces up.
const QUERIES: [(&str, [&str; 5]); 4] = [
    (
        "Two windows over orders, thresholds edited",
        [
            "spend_total >= {300}",
            "region in (\"Region 3\", \"Region {1}\")",
            "last_order_age_days < {300}",
            "orders(count >= {1}, last 6 months)",
            "orders(sum(amount) >= {100}, any 60 days)",
        ],
    ),
    (
        "Two windows over orders, dates edited",
        [
            "reachable = true",
            "m >= 3",
            "p_alive > 0.{1}",
            "orders(count >= 5, last {200} days)",
            "orders(mean(amount) >= 30, last {200} days)",
        ],
    ),
    (
        "Two windows over orders, lengths edited",
        [
            "spend_mean >= {30}",
            "age between 20 and {50}",
            "activity != \"Lost\" or n_orders > {5}",
            "orders(count >= 4, any {60} days)",
            "orders(sum(amount) >= 200, any {60} days)",
        ],
    ),
    (
        "Windows over lines, products and lengths edited",
        [
            "n_orders >= {2}",
            "first_order in last {20} months",
            "activity_days > {20}",
            "lines(product != \"SKU-{1}\", count >= 3, last 9 months)",
            "lines(sum(quantity) >= 10, any {60} days)",
        ],
    ),
];

/// The condition after so many edits.
fn fill(condition: &str, edit: usize) -> String {
    let Some((before, rest)) = condition.split_once('{') else { return condition.to_string() };
    let Some((start, after)) = rest.split_once('}') else { return condition.to_string() };
    let start: usize = start.parse().unwrap_or(0);
    format!("{before}{}{after}", start + edit)
}

/// One query of all conditions, each after so many edits.
fn query(conditions: &[&str; 5], edits: &[usize; 5]) -> String {
    let filled = conditions.iter().zip(edits).map(|(condition, edit)| {
        let text = fill(condition, *edit);
        if text.contains(" or ") { format!("({text})") } else { text }
    });
    filled.collect::<Vec<_>>().join(" and ")
}

fn measure(base: &Base, rules: &Rules, conditions: &[&str; 5]) {
    let began = Instant::now();
    let mut first = Vec::new();
    for round in 0..ROUNDS {
        let query = query(conditions, &[round; 5]);
        let (mut evaluator, mut spent) = (Evaluator::new(), Spent::default());
        let start = now(began);
        black_box(select(base, rules, &mut evaluator, &mut spent, &query).expect("a query"));
        first.push(now(began) - start);
    }
    let (mut evaluator, mut spent) = (Evaluator::new(), Spent::default());
    let mut edits = [0; 5];
    let mut each: [Vec<Duration>; 5] = Default::default();
    for edit in 0..EDITS {
        let changed = edit % 5;
        edits[changed] += 1;
        let query = query(conditions, &edits);
        let start = now(began);
        black_box(select(base, rules, &mut evaluator, &mut spent, &query).expect("a query"));
        // The first one evaluates everything.
        if edit > 0 {
            each[changed].push(now(began) - start);
        }
    }
    let mut all: Vec<Duration> = each.iter().flatten().copied().collect();
    report("first evaluation", &mut first, Some(MUST[0].1), 0.5);
    report("after an edit", &mut all, Some(MUST[1].1), 0.95);
    for (condition, times) in conditions.iter().zip(&mut each) {
        report(condition, times, None, 0.95);
    }
}

fn report(what: &str, times: &mut [Duration], must: Option<f64>, at: f64) {
    times.sort();
    let ms = |share: f64| {
        let place = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len());
        times[place - 1].as_secs_f64() * 1000.0
    };
    let verdict = must.map_or("", |must| if ms(at) <= must { "  ok" } else { "  TOO SLOW" });
    println!("  {:7.2} ms median {:7.2} ms p95{verdict}  {what}", ms(0.5), ms(0.95));
}

/// A base of so many lines: two to an order, an order or more to a customer.
fn draw(n_lines: usize) -> Base {
    let n = n_lines / LINES_EACH;
    let mut random = Random(20_240_331);
    let mut keys = Texts::default();
    for customer in 0..n {
        keys.push(&format!("C{customer:08}"));
    }
    let texts = |prefix: &str, count: usize| {
        let mut interner = Interner::default();
        (0..count).for_each(|i| {
            interner.intern(&format!("{prefix}{i}"));
        });
        Arc::new(interner.into_texts())
    };
    let (products, regions) = (texts("SKU-", 1000), texts("Region ", 27));
    let mut lines = Lines { products, first: vec![0], ..Lines::default() };
    let mut orders = Orders { first: vec![0], ..Orders::default() };
    let mut days: Vec<i32> = Vec::new();
    for customer in 0..n {
        let left = n_lines - lines.day.len();
        let mean = left / (n - customer) / 2;
        // Most customers buy little, some much.
        let spread = random.below(4) * random.below(4);
        let count =
            if customer + 1 == n { left / 2 } else { 1 + (mean as u64 * spread * 4 / 9) as usize };
        days.clear();
        days.extend((0..count.min(left / 2)).map(|_| 19_000 + random.below(DAYS) as i32));
        days.sort_unstable();
        for &day in &days {
            for _ in 0..2 {
                lines.day.push(day);
                lines.order.push(orders.day.len() as u32);
                let quantity = 1 + random.below(5) as i64;
                lines.quantity.push(quantity * 1_000_000);
                lines.amount.push(quantity * (100 + random.below(4000) as i64));
                lines.is_return.push(false);
                lines.product.push(1 + random.below(1000) as u32);
            }
            orders.day.push(day);
        }
        lines.first.push(lines.day.len() as u32);
        orders.first.push(orders.day.len() as u32);
    }
    orders.id = vec![0; orders.day.len()];
    let attribute = |name: &str, role, column| Attribute { name: name.into(), role, column };
    let attributes = vec![
        attribute(
            "region",
            Role::Region,
            Column::Text {
                codes: (0..n).map(|_| random.below(28) as u32).collect(),
                texts: regions,
            },
        ),
        attribute(
            "age",
            Role::Attribute,
            Column::Number((0..n).map(|_| 18.0 + random.below(70) as f64).collect()),
        ),
        attribute(
            "activity_days",
            Role::Attribute,
            Column::Number((0..n).map(|_| random.below(400) as f64 / 4.0).collect()),
        ),
    ];
    let customers = Customers {
        keys,
        name_codes: vec![0; n],
        attributes,
        known_from: vec![EMPTY_I32; n],
        reachable: vec![1; n],
        birthday: vec![EMPTY_I32; n],
        ..Customers::default()
    };
    let portfolio = Portfolio { customers, lines, orders, has_money: true, ..Portfolio::default() };
    Base::new(portfolio, &Rules::default(), &mut |_| {}).expect("built-in rules")
}
