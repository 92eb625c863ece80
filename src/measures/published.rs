//! Published numbers of a real data set: the CDNOW 1/10 sample (Fader and Hardie), as of 1997-09-30 and after.

use super::{compute, testing::*};
use crate::portfolio::columns::{Column, Portfolio};

/// The sample, where the shared data is at hand.
fn cdnow() -> Option<Portfolio> {
    let shared = std::env::var("CARTEIRA_SHARED").unwrap_or_else(|_| "../shared".into());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join(shared).join("data/cdnow_sample.csv");
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        eprintln!("SKIPPED: {} is not there", path.display());
        return None;
    };
    let row = |record: csv::StringRecord| Row {
        customer: record[0].to_string(),
        day: day(&record[1]),
        amount: (record[3].parse::<f64>().expect("an amount") * 100.0).round() as i64,
        quantity: Some(record[2].parse::<i64>().expect("a count") * 1_000_000),
        ..Row::default()
    };
    let rows: Vec<Row> = reader.records().map(|record| row(record.expect("a record"))).collect();
    Some(build(&rows, &[]))
}

fn whole<'a>(m: &'a super::Measured, name: &str) -> &'a [i32] {
    match m.table.get(name) {
        Some(Column::Whole(values)) => values,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn cdnow_as_the_papers_count_it() {
    let Some(shop) = cdnow() else { return };
    let m = compute(&shop, Some(day("1997-09-30")), &Default::default());
    let counts = m.base.counts;
    assert_eq!((counts.customers, counts.buyers, counts.repeat_customers), (2_357, 2_357, 946));
    assert_eq!(whole(&m, "n_repeat_days").iter().sum::<i32>(), 2_457);
    // Customer 0001: x 2, t_x 30.43 weeks, T 38.86 weeks.
    assert_eq!(shop.customers.key(0), "0001");
    assert_eq!(whole(&m, "n_repeat_days")[0], 2);
    assert_eq!(whole(&m, "order_span_days")[0], 213);
    assert_eq!(whole(&m, "customer_age_days")[0], 272);

    // The hold-out: 1,882 order days of 684 customers after that day.
    let all = compute(&shop, None, &Default::default());
    assert_eq!(all.table.as_of, Some(day("1998-06-30")));
    assert_eq!(all.base.counts.lines, 6_919);
    let later: Vec<i32> = (whole(&all, "n_order_days").iter())
        .zip(whole(&m, "n_order_days"))
        .map(|(all, then)| all - then)
        .collect();
    assert_eq!(later.iter().sum::<i32>(), 1_882);
    assert_eq!(later.iter().filter(|&&days| days > 0).count(), 684);
}
