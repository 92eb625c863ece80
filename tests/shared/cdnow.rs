//! The CDNOW 1/10 sample, against the values that papers print and the naive twin.

use super::{naive, *};
use chrono::NaiveDate;
use naive::{Line, Question};

/// The day up to which the papers calibrate: 39 weeks.
const CALIBRATION: [&str; 2] = ["--as-of", "1997-09-30"];

fn near(got: &Value, expect: f64, slack: f64) {
    let got = got.as_f64().unwrap_or_else(|| panic!("{got} is no number"));
    assert!((got - expect).abs() <= slack, "{got}, not {expect}");
}

/// Parameters within 0.1 %, or within the digits that are printed where these are coarser.
fn check_model(model: &Value, expect: &[(&str, f64, f64)], log_likelihood: f64, n: u64) {
    for &(name, value, printed) in expect {
        near(&model[name], value, (value * 0.001).max(printed));
    }
    near(&model["log_likelihood"], log_likelihood, 0.01);
    assert_eq!(model["n"], n);
}

#[test]
fn parameters_and_likelihoods_are_the_published_ones() {
    let Some(path) = data("cdnow_sample.csv") else { return };
    let models = &segment(&path, &CALIBRATION).summary["models"];
    let published = [
        ("r", 0.2425945, 0.0),
        ("alpha", 4.4136019, 0.0),
        ("a", 0.7929199, 0.0),
        ("b", 2.4258881, 0.0),
    ];
    check_model(&models["bgnbd"], &published, -9_582.429, 2_357);
    let published =
        [("r", 0.525, 5e-4), ("alpha", 6.183, 5e-4), ("a", 0.891, 5e-4), ("b", 1.614, 5e-4)];
    check_model(&models["mbgnbd"], &published, -9_582.13, 2_357);
    let published = [("p", 6.25, 5e-3), ("q", 3.74, 5e-3), ("gamma", 15.44, 5e-3)];
    check_model(&models["gamma_gamma"], &published, -4_055.92, 946);
    assert_eq!(models["gamma_gamma"]["refused"], Value::Null);
}

#[test]
fn customer_one_and_the_first_ten_tickets_are_the_published_ones() {
    let Some(path) = data("cdnow_sample.csv") else { return };
    let modified = segment(&path, &CALIBRATION);
    assert!((number(&modified, "0001", "p_alive") - 0.706).abs() < 5e-4);
    let plain = segment(
        &path,
        &["--as-of", "1997-09-30", "--set", "model=bgnbd", "--set", "discount_rate=0"],
    );
    assert!((number(&plain, "0001", "p_alive") - 0.7266).abs() < 5e-5);
    // Without a discount the worth of 12 months is expected orders times the expected ticket.
    let tickets = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    for (n, ticket) in (1..).zip(tickets) {
        let key = format!("{n:04}");
        let worth = number(&plain, &key, "clv_12m");
        let orders = number(&plain, &key, "expected_orders_12m");
        assert!((worth / orders - ticket).abs() < 0.005, "{key}: {}", worth / orders);
    }
}

/// The day two thirds into the data, and what came after it.
#[test]
fn the_hold_out_counts_what_came() {
    let Some(path) = data("cdnow_sample.csv") else { return };
    for (model, as_of) in
        [("mbgnbd", "1998-06-30"), ("bgnbd", "1998-06-30"), ("bgnbd", "1998-02-13")]
    {
        let summary =
            segment(&path, &["--as-of", as_of, "--set", &format!("model={model}")]).summary;
        let holdout = &summary["holdout"];
        let as_of = day(as_of);
        let span = (as_of - day("1997-01-01")).num_days() as u64;
        let split = naive::days_after(day("1997-01-01"), span * 2 / 3);
        assert_eq!(holdout["split_day"], split.to_string());
        let lines = lines(&path);
        let mut days: Vec<(&str, NaiveDate)> = (lines.iter())
            .filter(|line| line.day > split && line.day <= as_of)
            .map(|line| (line.customer.as_str(), line.day))
            .collect();
        days.sort_unstable();
        days.dedup();
        assert_eq!(holdout["customers"], 2_357, "all had ordered in the first quarter");
        assert_eq!(holdout["actual_orders"], days.len());
        let predicted = holdout["predicted_orders"].as_f64().unwrap();
        near(&holdout["error"], predicted / days.len() as f64 - 1.0, 1e-12);
        // The papers' own hold-out is calibrated on the same day: its model is what the last one fits.
        if split == day("1997-09-30") {
            let calibrated = segment(&path, &CALIBRATION).summary;
            let fitted = &calibrated["models"]["bgnbd"];
            let expected = bgnbd_expected(&lines, split, as_of, fitted);
            assert!((predicted / expected - 1.0).abs() < 1e-6, "{predicted} {expected}");
            // And over the whole of it the closed form gives what is published.
            let published = bgnbd_expected(&lines, split, day("1998-06-30"), fitted);
            assert!((published - 1_653.4).abs() < 0.5, "{published}");
        }
    }
}

/// The published closed form of BG/NBD's conditional expectation, with its ₂F₁ summed term by term.
fn bgnbd_expected(lines: &[Line], split: NaiveDate, as_of: NaiveDate, model: &Value) -> f64 {
    let of = |name: &str| model[name].as_f64().unwrap();
    let (r, alpha, a, b) = (of("r"), of("alpha"), of("a"), of("b"));
    let mut days: BTreeMap<&str, Vec<NaiveDate>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.day <= split) {
        days.entry(&line.customer).or_default().push(line.day);
    }
    let weeks = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f64 / 7.0;
    let t = weeks(split, as_of);
    let expected = |days: &mut Vec<NaiveDate>| {
        days.sort_unstable();
        days.dedup();
        let x = days.len() as f64 - 1.0;
        let (t_x, age) = (weeks(days[0], days[days.len() - 1]), weeks(days[0], split));
        let z = t / (alpha + age + t);
        let (mut term, mut sum, mut n) = (1.0, 1.0, 0.0);
        while term > 1e-16 * sum {
            term *= (r + x + n) * (b + x + n) / (a + b + x - 1.0 + n) / (n + 1.0) * z;
            sum += term;
            n += 1.0;
        }
        let rate = ((alpha + age) / (alpha + age + t)).powf(r + x);
        let above = (a + b + x - 1.0) / (a - 1.0) * (1.0 - rate * sum);
        let odds = match x > 0.0 {
            true => a / (b + x - 1.0) * ((alpha + age) / (alpha + t_x)).powf(r + x),
            false => 0.0,
        };
        above / (1.0 + odds)
    };
    days.values_mut().map(expected).sum()
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

fn lines(path: &Path) -> Vec<Line> {
    let line = |record: csv::StringRecord| Line {
        customer: record[0].to_string(),
        order: String::new(),
        day: day(&record[1]),
        time: 0,
        quantity: record[2].parse().expect("a count"),
        amount: record[3].replace('.', "").parse().expect("an amount in cents"),
        is_return: false,
        product: String::new(),
        product_name: String::new(),
    };
    let reader = csv::Reader::from_path(path).expect("the data");
    reader.into_records().map(|r| line(r.expect("a record"))).collect()
}

#[test]
fn every_customer_equals_the_naive_twin() {
    let Some(path) = data("cdnow_sample.csv") else { return };
    let lines = lines(&path);
    assert_eq!(lines.len(), 6_919);
    for arguments in [&[][..], &CALIBRATION] {
        let segmented = segment(&path, arguments);
        let as_of = arguments.get(1).map(|text| day(text));
        let question = Question {
            as_of,
            has_quantities: true,
            p_alive: p_alive(&segmented),
            ..Question::default()
        };
        compare(&segmented, &naive::cells(&lines, &question));
    }
}
