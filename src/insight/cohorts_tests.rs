use super::*;
use crate::{
    calendar::Day,
    measures::{compute, settings::Settings, testing::*},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn of(shop: &Portfolio, as_of: Option<&str>, period: Period) -> Cohorts {
    let m = compute(shop, as_of.map(day), &Settings::default());
    cohorts(shop, &m.table, Returns::Net, &m.table.exists, period, MAX_COHORTS)
}

/// `2024-01: 2 · 2 1 0`: the cohort's size and who ordered, then revenue and cumulative revenue in major units.
fn shown(cohorts: &Cohorts) -> Vec<String> {
    let row = |row: &Cohort| {
        let month = &Day(row.days.0).to_string()[..7];
        let cell =
            |c: &CohortCell| format!("{}/{}/{}", c.active, c.revenue / 100, c.cumulative / 100);
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!("{month} {}: {}", row.customers, cells.join(" "))
    };
    cohorts.rows.iter().map(row).collect()
}

#[test]
fn a_small_base_by_month() {
    let shop = portfolio(
        "a 2024-01-05 10; a 2024-01-20 5; a 2024-03-01 7
         b 2024-01-31 8; b 2024-02-10 -3; b 2024-02-11 2
         c 2024-03-02 4; d 2024-03-04 -9",
    );
    let found = of(&shop, None, Period::Month);
    // a and b came in January, nobody in February, c in March; d has no order.
    assert_eq!(
        shown(&found),
        ["2024-01 2: 2/23/23 1/-1/22 1/7/29", "2024-02 0: 0/0/0 0/0/0", "2024-03 1: 1/4/4"]
    );
    assert!(found.partial && found.from_start);
    assert_eq!(found.rows[0].share(1), Some(0.5));
    assert_eq!(found.rows[1].share(0), None);
    assert_eq!(found.rows[2].share(1), None);
    // What lies after the day is invisible; a whole last month is not partial.
    let earlier = of(&shop, Some("2024-02-29"), Period::Month);
    assert_eq!(shown(&earlier), ["2024-01 2: 2/23/23 1/-1/22", "2024-02 0: 0/0/0"]);
    assert!(!earlier.partial);
    // Periods after the data's last day have no cells, though the day is later.
    assert_eq!(of(&shop, Some("2024-07-01"), Period::Month), found);
    assert_eq!(shown(&of(&shop, None, Period::Quarter)), ["2024-01 3: 3/33/33"]);
}

#[test]
fn a_return_before_the_first_order_counts_with_it() {
    let found = of(&portfolio("a 2024-01-05 -3; a 2024-02-01 10"), None, Period::Month);
    assert_eq!(shown(&found), ["2024-02 1: 1/7/7"]);
    assert!(!found.from_start);
}

#[test]
fn older_cohorts_are_counted_apart() {
    let shop = portfolio("a 2023-01-01 1; a 2024-03-01 1; b 2024-02-01 1; c 2024-03-01 1");
    let m = compute(&shop, None, &Settings::default());
    let found = cohorts(&shop, &m.table, Returns::Net, &m.table.exists, Period::Month, 2);
    assert_eq!(shown(&found), ["2024-02 1: 1/1/1 0/0/1", "2024-03 1: 1/1/1"]);
    assert_eq!((found.older, found.from_start), (1, false));
}

#[test]
fn nobody_gives_nothing() {
    for text in ["", "a", "a 2024-01-01 -5"] {
        assert!(of(&portfolio(text), None, Period::Month).rows.is_empty(), "{text}");
    }
    let shop = portfolio("a 2024-01-01 5");
    assert!(of(&shop, Some("2023-01-01"), Period::Month).rows.is_empty());
}

proptest! {
    #[test]
    fn a_naive_twin_agrees(
        lines in prop::collection::vec((0u8..6, 0i32..500, -4i64..20), 1..40),
        as_of in 100i32..600,
        period in prop::sample::select(Period::ALL.to_vec()),
        ignore in any::<bool>(),
    ) {
        let rows: Vec<Row> = lines.iter().map(|&(who, at, amount)| Row {
            customer: format!("c{who}"), day: 19_000 + at, amount, ..Row::default()
        }).collect();
        let shop = build(&rows, &[]);
        let as_of = 19_000 + as_of;
        let returns = if ignore { Returns::Ignore } else { Returns::Net };
        let settings = Settings { returns, ..Settings::default() };
        let m = compute(&shop, Some(as_of), &settings);
        let found = cohorts(&shop, &m.table, returns, &m.table.exists, period, MAX_COHORTS);

        let start = |d: i32| Day(d).period_start(period).0;
        let taken = |r: &&Row| r.day <= as_of && !(ignore && r.amount < 0);
        let mut first: BTreeMap<&str, i32> = BTreeMap::new();
        for r in rows.iter().filter(|r| r.day <= as_of && r.amount >= 0) {
            let day = first.entry(&r.customer).or_insert(r.day);
            *day = r.day.min(*day);
        }
        for row in &found.rows {
            let own: BTreeSet<&str> = first.iter().filter(|(_, d)| start(**d) == row.days.0).map(|(c, _)| *c).collect();
            prop_assert_eq!(row.customers as usize, own.len());
            let mut so_far = 0;
            for (since, cell) in row.cells.iter().enumerate() {
                let mine = || rows.iter().filter(taken).filter(|r| own.contains(r.customer.as_str()));
                let here = |r: &&Row| start(r.day) == cell.days.0;
                let active: BTreeSet<&str> = mine().filter(here).filter(|r| r.amount >= 0).map(|r| r.customer.as_str()).collect();
                prop_assert_eq!(cell.active as usize, active.len());
                let early = |r: &&Row| since == 0 && r.day < row.days.0;
                let revenue: i64 = mine().filter(|r| here(r) || early(r)).map(|r| r.amount).sum();
                prop_assert_eq!(cell.revenue, revenue);
                so_far += revenue;
                prop_assert_eq!(cell.cumulative, so_far);
            }
        }
        // Every row adds up to what its customers spent.
        let total: i64 = found.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.cumulative).sum();
        let Some(Column::Money(spend)) = m.table.get("spend_total") else { unreachable!() };
        prop_assert_eq!(total, m.table.buyers.iter().map(|c| spend[c]).sum::<i64>());
    }
}

/// Online Retail against the cohort table that pandas made of it, under the rule that the oracle states: lines with a
/// customer, a positive quantity and a positive price. Amounts in hundred-thousandths, as exact as the file.
#[test]
fn online_retail_equals_the_oracle() {
    let shared = std::env::var("CARTEIRA_SHARED").unwrap_or_else(|_| "../shared".into());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(shared).join("data");
    let Ok(oracle) = std::fs::read(folder.join("oracle_online_retail.json")) else {
        return eprintln!("SKIPPED: the oracle's cohorts: no {}", folder.display());
    };
    let packed = folder.join("online_retail.csv.gz");
    let Ok(unpacked) = std::process::Command::new("gunzip").arg("-c").arg(&packed).output() else {
        return eprintln!("SKIPPED: the oracle's cohorts: no gunzip");
    };
    let oracle: serde_json::Value = serde_json::from_slice(&oracle).unwrap();
    let mut invoices: BTreeMap<(String, String), (i32, i64)> = BTreeMap::new();
    for record in csv::Reader::from_reader(&unpacked.stdout[..]).records() {
        let record = record.unwrap();
        let quantity: i64 = record[3].parse().unwrap();
        let price = (record[5].parse::<f64>().unwrap() * 1e5).round() as i64;
        if record[6].is_empty() || quantity <= 0 || price <= 0 {
            continue;
        }
        let own = day(&record[4][..10]);
        let key = (record[6].trim_end_matches(".0").to_string(), record[0].to_string());
        let invoice = invoices.entry(key).or_insert((own, 0));
        *invoice = (invoice.0.min(own), invoice.1 + quantity * price);
    }
    let rows: Vec<Row> = (invoices.into_iter())
        .map(|((customer, order), (day, amount))| Row {
            customer,
            day,
            amount,
            order,
            ..Row::default()
        })
        .collect();
    assert_eq!(rows.len(), oracle["clean"]["invoices"]);

    let found = of(&build(&rows, &[]), None, Period::Month);
    assert!(found.partial && found.from_start);
    let month = |day: i32| Day(day).to_string()[..7].to_string();
    let active: BTreeMap<String, BTreeMap<String, u32>> = (found.rows.iter())
        .map(|row| {
            (month(row.days.0), row.cells.iter().map(|c| (month(c.days.0), c.active)).collect())
        })
        .collect();
    assert_eq!(serde_json::to_value(active).unwrap(), oracle["cohort_active_customers"]);
    let mut revenue: BTreeMap<String, i64> = BTreeMap::new();
    for cell in found.rows.iter().flat_map(|row| &row.cells) {
        *revenue.entry(month(cell.days.0)).or_default() += cell.revenue;
    }
    for (month, units) in revenue {
        let expect = oracle["revenue_by_month"][&month].as_f64().unwrap();
        assert_eq!((units as f64 / 1e3).round() / 100.0, expect, "{month}");
    }
}
