//! Every answer against the queries it carries, asked of the engine by itself, and against sums over the exported rows.

use super::{
    why::{Gauge, WhyRow},
    *,
};
use crate::engine::{
    core::Engine,
    protocol::{Ask, Say},
    testing::{count, engine, sample},
};

fn ask(engine: &mut Engine, ask: WorthAsk) -> WorthSay {
    match engine.said(&Ask::Worth(ask)) {
        Say::Worth(said) => *said,
        said => panic!("{said:?}"),
    }
}

fn why(engine: &mut Engine, target: Target) -> WhyView {
    match ask(engine, WorthAsk::Why(target)) {
        WorthSay::Why(view) => view,
        said => panic!("{said:?}"),
    }
}

fn alike(engine: &mut Engine, target: &str) -> AlikeView {
    match ask(engine, WorthAsk::Alike(target.into())) {
        WorthSay::Alike(view) => view,
        said => panic!("{said:?}"),
    }
}

fn win_back(engine: &mut Engine) -> WinBackView {
    match ask(engine, WorthAsk::WinBack) {
        WorthSay::WinBack(view) => view,
        said => panic!("{said:?}"),
    }
}

fn affinity(engine: &mut Engine, categories: bool, code: Option<&str>) -> AffinityView {
    match ask(engine, WorthAsk::Affinity { categories, code: code.map(String::from) }) {
        WorthSay::Affinity(view) => view,
        said => panic!("{said:?}"),
    }
}

/// The rows of the export of everyone, by column.
fn exported(engine: &mut Engine, query: &str, columns: &[&str]) -> Vec<Vec<String>> {
    count(engine, query);
    let (format, sort) =
        (crate::engine::protocol::ExportFormat::Csv(Default::default()), Default::default());
    let csv = engine.file(&Ask::Export { format, sort, search: String::new() });
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().expect("a header").clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|column| heads.iter().position(|head| head == *column).expect("a column"))
        .collect();
    let cells = |record: csv::StringRecord| places.iter().map(|&i| record[i].to_string()).collect();
    reader.records().map(|record| cells(record.expect("a record"))).collect()
}

#[test]
fn each_lift_is_what_its_query_counts() {
    let mut engine = sample();
    let buyers = count(&mut engine, "n_orders >= 1").0;
    for target in [Target::Profitable, Target::Lost] {
        let view = why(&mut engine, target);
        assert_eq!(view.buyers, buyers);
        assert_eq!(
            count(&mut engine, &format!("n_orders >= 1 and {}", view.query)).0,
            view.targets
        );
        assert!(view.rows.len() >= 20, "{}", view.rows.len());
        for row in &view.rows {
            let WhyRow { query, in_target, in_base, lift, low, high, .. } = row;
            assert_eq!(
                count(&mut engine, &format!("n_orders >= 1 and {query}")).0,
                *in_base,
                "{query}"
            );
            assert_eq!(
                count(&mut engine, &format!("{} and {query}", view.query)).0,
                *in_target,
                "{query}"
            );
            let share = |n: u32, of: u32| f64::from(n) / f64::from(of);
            let expected = share(*in_target, view.targets) / share(*in_base, buyers);
            assert!((lift - expected).abs() < 1e-12 && low <= lift && lift <= high, "{query}");
        }
        assert!(view.rows.windows(2).all(|pair| pair[0].is_certain >= pair[1].is_certain));
    }
    assert_eq!(why(&mut engine, Target::Profitable).gauge, Gauge::Margin);
    assert!(why(&mut engine, Target::Lost).rows.iter().all(|row| row.field != "activity"));
}

#[test]
fn the_lost_are_ranked_by_what_they_missed() {
    let mut engine = sample();
    let view = win_back(&mut engine);
    assert_eq!(count(&mut engine, &view.query), (view.customers, view.spent));
    assert_eq!(count(&mut engine, &view.once_query).0, view.once);
    let columns =
        ["customer_id", "last_order_age_days", "typical_gap_days", "spend_total", "n_orders"];
    let mut rows: Vec<(f64, String)> = exported(&mut engine, &view.query, &columns)
        .into_iter()
        .map(|row| {
            let number = |i: usize| row[i].parse::<f64>().expect("a number");
            let missed = (number(1) / number(2)).floor();
            ((missed * number(3) / number(4)).max(0.0), row[0].clone())
        })
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let sum: f64 = rows.iter().map(|row| row.0).sum();
    assert!((view.worth.expect("money") - sum).abs() < 1e-6 * sum);
    for (told, (worth, key)) in view.rows.iter().zip(&rows) {
        assert_eq!(&told.key, key);
        assert!((told.worth.expect("money") - worth).abs() < 1e-6, "{key}");
    }
    assert!(!view.reasons.is_empty());
    for row in &view.reasons {
        assert_eq!(count(&mut engine, &row.query), (row.customers, row.spent), "{}", row.reason);
    }
    for (whose, customers, spent, query) in &view.whose {
        let (n, money) = count(&mut engine, query);
        assert_eq!(n, *customers, "{whose:?}");
        assert!((money.unwrap_or(0.0) - spent.unwrap_or(0.0)).abs() < 1e-6);
    }
    let whose = |row: &(crate::insight::reasons::Whose, u32, Option<f64>, String)| row.0;
    assert!(!view.whose.iter().map(whose).any(|w| w == crate::insight::reasons::Whose::Unknown));
}

#[test]
fn pairs_are_what_their_queries_count() {
    let mut engine = sample();
    for (categories, code) in [(true, None), (false, None), (true, Some("Tea"))] {
        count(&mut engine, "");
        let view = affinity(&mut engine, categories, code);
        assert!(code.is_none_or(|code| code == view.code));
        assert!(!view.rows.is_empty() && !view.choices.is_empty());
        for row in view.rows.iter().take(8) {
            assert_eq!(count(&mut engine, &row.both_query).0, row.both, "{}", row.both_query);
            assert_eq!(count(&mut engine, &row.never_query).0, row.never, "{}", row.never_query);
            assert_eq!(row.both + row.never, view.customers);
            assert!(row.later <= row.both);
        }
    }
}

#[test]
fn chances_can_be_asked_for() {
    let mut engine = sample();
    let prospects = count(&mut engine, "n_orders = 0").0;
    let view = alike(&mut engine, "");
    assert_eq!(view.prospects, prospects);
    assert_eq!(count(&mut engine, "n_orders >= 1 and alike is not empty").0, 0);
    match view.learned {
        Ok(auc) => {
            assert!((0.6..=1.0).contains(&auc));
            let found = count(&mut engine, &view.query).0;
            assert!(found >= prospects.div_ceil(10), "{found} of {prospects}");
            assert!(view.rows.windows(2).all(|pair| pair[0].chance >= pair[1].chance));
            let (mean, low, high) = view.market.expect("money");
            assert!(low <= mean && mean <= high && view.expected > 0.0);
        }
        Err(_) => assert!(view.rows.is_empty() && view.query.is_empty()),
    }
    assert!(!view.sources.is_empty());
    for row in &view.sources {
        assert_eq!(count(&mut engine, &row.query), (row.people, row.revenue), "{}", row.source);
        let bought = format!("n_orders >= 1 and {}", row.query);
        assert_eq!(count(&mut engine, &bought).0, row.buyers);
    }
    let direct = exported(&mut engine, "n_referrals >= 1", &["customer_id", "n_referrals"]);
    assert!(!view.referrers.is_empty());
    for row in &view.referrers {
        let own = direct.iter().find(|cells| cells[0] == row.key).expect("brought somebody");
        assert_eq!(own[1], row.brought.to_string());
        assert!(row.in_all >= row.brought);
    }
}

#[test]
fn data_that_say_little_are_answered_without_numbers() {
    let files: [&[(&str, &str)]; 4] = [
        &[("orders.csv", "Customer ID,Order date,Amount\nA,2024-01-01,10.00\n")],
        &[(
            "orders.csv",
            "Customer ID,Order date,Product\nA,2024-01-01,x\nB,2024-01-02,y\nC,2024-01-02,x\n",
        )],
        &[(
            "orders.csv",
            "Customer ID,Order date,Amount,Product\nA,2024-01-01,-10.00,x\nB,2024-01-02,-5.00,x\n",
        )],
        &[
            (
                "orders.csv",
                "Customer ID,Order date,Amount\nA,2024-01-01,10.00\nB,2024-01-01,10.00\n",
            ),
            ("customers.csv", "Customer ID,Name,Source\nA,Ana,web\nB,Bea,web\nC,Cai,fair\n"),
        ],
    ];
    for files in files {
        let mut engine = engine(files);
        for target in [Target::Profitable, Target::Lost, Target::Selected] {
            let view = why(&mut engine, target);
            assert!(
                view.rows
                    .iter()
                    .all(|row| [row.lift, row.low, row.high].iter().all(|n| n.is_finite()))
            );
        }
        let view = alike(&mut engine, "");
        assert!(view.learned.is_err() && view.rows.is_empty(), "{view:?}");
        let view = win_back(&mut engine);
        assert_eq!((view.customers, view.rows.len()), (0, 0));
        let view = affinity(&mut engine, false, None);
        assert!(
            view.rows.iter().all(|row| [row.lift, row.low, row.high].iter().all(|n| n.is_finite()))
        );
        match ask(&mut engine, WorthAsk::Value) {
            WorthSay::Value(view) => {
                assert!(view.clv.is_none() && view.revenue_share.is_none_or(f64::is_finite))
            }
            said => panic!("{said:?}"),
        }
    }
}

/// Twelve customers who ordered on the first of January, 2023; six visit on the tenth of May. By hand, over the ten days after:
/// visitors spend 10 or 30 (mean 20, variance of the mean 120 / 6), the others 0 or 12 on the twentieth of May (mean 6).
#[test]
fn an_act_is_compared_with_customers_alike() {
    let mut orders = String::from("Customer ID,Order date,Amount\n");
    let mut events = String::from("Customer ID,Event date,Event\n");
    for i in 0..12 {
        orders += &format!("C{i:02},2023-01-01,5.00\n");
        if i < 6 {
            events += &format!("C{i:02},2023-05-10,Visit\n");
            orders += &format!("C{i:02},2023-05-15,{}.00\n", if i % 2 == 0 { 10 } else { 30 });
        } else if i % 2 == 0 {
            orders += &format!("C{i:02},2023-05-20,12.00\n");
        }
    }
    orders += "Z,2024-01-01,1.00\n";
    let mut engine = engine(&[("orders.csv", &orders), ("events.csv", &events)]);
    let said = ask(&mut engine, WorthAsk::Conversion { kind: None, days: 10 });
    let WorthSay::Conversion(view) = said else { panic!("{said:?}") };
    assert_eq!((view.kind.as_str(), view.converted, view.compared), ("visit", 6, 6));
    let [spent, alike, low, high] = view.spent.expect("a comparison");
    assert_eq!((spent, alike), (20.0, 6.0));
    let half = 1.96 * (120.0f64 / 6.0 + 43.2 / 6.0).sqrt();
    assert!((low - (14.0 - half)).abs() < 1e-9 && (high - (14.0 + half)).abs() < 1e-9);
    // Days that are not over say nothing.
    let said = ask(&mut engine, WorthAsk::Conversion { kind: Some("visit".into()), days: 400 });
    let WorthSay::Conversion(view) = said else { panic!("{said:?}") };
    assert_eq!(view.spent, None);
}
