//! UCI Online Retail, whole: 541,909 lines with everything that real lines have.

use super::{naive, *};
use chrono::NaiveDate;
use flate2::read::MultiGzDecoder;
use naive::{Line, Question};
use std::{collections::BTreeSet, fs::File, sync::OnceLock};

/// Digits behind the point of Online Retail's prices, at most.
const PRICE_DIGITS: usize = 3;

/// A price in thousandths.
fn thousandths(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    assert!(part.len() <= PRICE_DIGITS, "{text}");
    format!("{whole}{part:0<PRICE_DIGITS$}").parse().expect("a price")
}

/// Whole cents, halves away from zero.
fn cents(thousandths: i128) -> i128 {
    (thousandths.abs() + 5) / 10 * thousandths.signum()
}

/// As it stands, segmented once for all tests.
fn plain(path: &Path) -> &'static Segmented {
    static PLAIN: OnceLock<Segmented> = OnceLock::new();
    PLAIN.get_or_init(|| segment(path, &[]))
}

/// Returns left out, likewise.
fn gross(path: &Path) -> &'static Segmented {
    static GROSS: OnceLock<Segmented> = OnceLock::new();
    GROSS.get_or_init(|| segment(path, &["--set", "returns=ignore"]))
}

/// A record as the file has it: who, and what.
struct Record {
    customer: String,
    line: Line,
}

fn records(path: &Path) -> Vec<Record> {
    let file = MultiGzDecoder::new(File::open(path).expect("the data"));
    let reader = csv::Reader::from_reader(file);
    let record = |record: csv::StringRecord| {
        let cell = |column: usize| record[column].trim().to_string();
        let (day, time) = record[4].split_once(' ').expect("day and time");
        let part =
            |n: usize| time.split(':').nth(n).expect("a time").parse::<u32>().expect("a time");
        let quantity: i128 = record[3].parse().expect("a quantity");
        let amount = cents(quantity * thousandths(&record[5]));
        let is_return = quantity < 0 || amount < 0;
        let sign = |n: i128| if is_return { -n.abs() } else { n };
        let customer = cell(6).trim_end_matches(".0").to_string();
        Record {
            line: Line {
                customer: customer.clone(),
                order: cell(0),
                day: NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a day"),
                time: part(0) * 3600 + part(1) * 60 + part(2),
                amount: sign(amount),
                quantity: sign(quantity),
                is_return,
                product: cell(1),
                product_name: cell(2),
            },
            customer,
        }
    };
    // Columns here: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID.
    reader.into_records().map(|r| record(r.expect("a record"))).collect()
}

fn used(path: &Path) -> Vec<Line> {
    let known = records(path).into_iter().filter(|record| !record.customer.is_empty());
    known.map(|record| record.line).collect()
}

fn question(segmented: &Segmented) -> Question {
    let p_alive = p_alive(segmented);
    Question { has_products: true, has_quantities: true, p_alive, ..Question::default() }
}

#[test]
fn every_customer_equals_the_naive_twin() {
    let Some(path) = data("online_retail.csv.gz") else { return };
    let segmented = plain(&path);
    let lines = used(&path);
    compare(segmented, &naive::cells(&lines, &question(segmented)));

    // Descriptive columns of order files: the value of the latest line, by day, then file order.
    let mut country: BTreeMap<String, (NaiveDate, String)> = BTreeMap::new();
    let file = MultiGzDecoder::new(File::open(&path).expect("the data"));
    let records = csv::Reader::from_reader(file).into_records();
    for (record, line) in records.map(Result::unwrap).filter(|r| !r[6].is_empty()).zip(&lines) {
        let known = country.get(&line.customer);
        if known.is_none_or(|(day, _)| *day <= line.day) {
            country.insert(line.customer.clone(), (line.day, record[7].to_string()));
        }
    }
    for (key, (_, country)) in country {
        assert_eq!(segmented.customers[&key]["Country"], country, "{key}");
    }
}

#[test]
fn an_earlier_day_and_returns_left_out_equal_the_naive_twin_too() {
    let Some(path) = data("online_retail.csv.gz") else { return };
    let lines = used(&path);
    let earlier = segment(&path, &["--as-of", "2011-06-30"]);
    let as_of = NaiveDate::from_ymd_opt(2011, 6, 30);
    compare(&earlier, &naive::cells(&lines, &Question { as_of, ..question(&earlier) }));
    let gross = gross(&path);
    let asked = Question { ignore_returns: true, ..question(gross) };
    compare(gross, &naive::cells(&lines, &asked));
}

#[test]
fn the_ledger_accounts_for_every_record() {
    let Some(path) = data("online_retail.csv.gz") else { return };
    let segmented = plain(&path);
    let all = records(&path);
    let of = |name: &str| &segmented.summary["ledger"][name];
    assert_eq!((of("read"), of("unaccounted")), (&541_909.into(), &0.into()));
    let orphans: Vec<&Record> = all.iter().filter(|record| record.customer.is_empty()).collect();
    assert_eq!(of("reasons"), &serde_json::json!({ "no customer": orphans.len() }));
    assert_eq!(of("set_aside"), orphans.len());
    assert_eq!(of("used"), all.len() - orphans.len());

    // The ledger's file names the same records: record n stands in line n + 2, for no text has a line end.
    let lines: Vec<usize> =
        segmented.ledger.iter().map(|entry| entry[1].parse().expect("a line")).collect();
    let expect: Vec<usize> =
        (0..all.len()).filter(|&n| all[n].customer.is_empty()).map(|n| n + 2).collect();
    assert_eq!(lines, expect);

    let counts = &segmented.summary["counts"];
    assert_eq!(counts["customers"], 4_372);
    assert_eq!(counts["buyers"], 4_339);
    assert_eq!(counts["prospects"], 33);
    assert_eq!(counts["lines_without_customer"], 135_080);
    let sum = |of: &mut dyn Iterator<Item = i128>| {
        let cents: i128 = of.sum();
        format!("{}.{:02}", cents / 100, cents % 100)
    };
    let sums = &segmented.summary["sums"];
    let known = || all.iter().filter(|record| !record.customer.is_empty()).map(|r| &r.line);
    assert_eq!(sums["spend_total"], sum(&mut known().map(|line| line.amount)));
    let returned = &mut known().filter(|line| line.is_return).map(|line| -line.amount);
    assert_eq!(sums["returns"], sum(returned));
    assert_eq!(sums["without_customer"], sum(&mut orphans.iter().map(|r| r.line.amount)));
    assert_eq!(sum(&mut all.iter().map(|r| r.line.amount)), "9747747.93");
}

#[test]
fn the_pandas_facts_under_their_own_rule() {
    let (Some(path), Some(facts)) =
        (data("online_retail.csv.gz"), data("oracle_online_retail.json"))
    else {
        return;
    };
    let facts: Value = serde_json::from_slice(&fs::read(facts).unwrap()).unwrap();
    let segmented = gross(&path);
    let raw = &facts["raw"];
    assert_eq!(segmented.summary["ledger"]["read"], raw["rows"]);
    assert_eq!(segmented.summary["counts"]["customers"], raw["customers"]);
    assert_eq!(segmented.summary["counts"]["lines_without_customer"], raw["rows_without_customer"]);

    // The oracle leaves out lines of price zero, so one customer with nothing else is no buyer there.
    let free: BTreeSet<String> = used(&path)
        .into_iter()
        .filter(|line| !line.is_return && line.amount == 0)
        .map(|line| line.customer)
        .collect();
    let oracle = csv::Reader::from_reader(MultiGzDecoder::new(
        File::open(data("oracle_rfm_raw.csv.gz").expect("beside the facts")).unwrap(),
    ));
    let mut seen = 0;
    for record in oracle.into_records().map(Result::unwrap) {
        let cells = &segmented.customers[&record[0]];
        let spend: f64 = cells["spend_total"].parse().unwrap();
        let expect: f64 = record[3].parse().unwrap();
        assert!((spend - expect).abs() < 0.005, "{}: {spend} {expect}", &record[0]);
        if !free.contains(&record[0]) {
            assert_eq!(cells["n_orders"], record[2], "{}", &record[0]);
            let age: i64 = cells["last_order_age_days"].parse().unwrap();
            assert_eq!((age + 1).to_string(), record[1], "{}", &record[0]);
        }
        seen += 1;
    }
    assert_eq!(seen, facts["clean"]["customers"].as_i64().unwrap());
    assert!(free.len() < 60, "{} customers with a free line", free.len());
}
