use super::*;
use crate::{
    calendar::Day,
    measures::{
        compute,
        settings::Returns,
        testing::{Row, build, day, portfolio},
    },
    models::{testkit::SplitMix64, worth::forecasts},
};
use proptest::prelude::*;

/// All 6,919 purchases of the CDNOW sample, where the shared data is at hand.
fn whole_cdnow() -> Option<Portfolio> {
    let shared = std::env::var("CARTEIRA_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_string());
    let Ok(mut reader) = csv::Reader::from_path(format!("{shared}/data/cdnow_sample.csv")) else {
        eprintln!("SKIPPED: no shared data, the whole CDNOW sample is not tested");
        return None;
    };
    let row = |record: csv::StringRecord| Row {
        customer: record[0].to_string(),
        day: day(&record[1]),
        amount: (record[3].parse::<f64>().unwrap() * 100.0).round() as i64,
        ..Row::default()
    };
    let rows: Vec<Row> = reader.records().map(|record| row(record.unwrap())).collect();
    assert_eq!(rows.len(), 6_919);
    Some(build(&rows, &[]))
}

fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    match table.get(name) {
        Some(Column::Number(values)) => values,
        other => panic!("{name}: {other:?}"),
    }
}

/// All models and their columns, as a base comes to have them.
fn forecast(portfolio: &Portfolio, table: &mut Table, settings: &Settings) -> Models {
    let mut forecasting = add_alive(portfolio, table, settings);
    loop {
        if let Some(models) = forecasting.step(portfolio, table, settings) {
            return models;
        }
    }
}

const COLUMNS: [&str; 4] = ["p_alive", "p_order_30d", "expected_orders_12m", "clv_12m"];

#[track_caller]
fn near(got: f64, expect: f64, slack: f64) {
    assert!((got - expect).abs() <= slack, "{got} {expect}");
}

#[test]
fn cdnow_read_from_its_lines_gives_the_published_values() {
    let Some(cdnow) = whole_cdnow() else { return };
    let settings = Settings { model: PurchaseModel::Bgnbd, ..Settings::default() };
    let mut table = compute(&cdnow, Some(day("1997-09-30")), &settings).table;
    let models = forecast(&cdnow, &mut table, &settings);
    let (bg, mbg) = (models.purchase.unwrap(), check_all(&cdnow, &table, &settings).other.unwrap());
    near(bg.log_likelihood, -9_582.429, 0.001);
    near(mbg.log_likelihood, -9_582.13, 0.01);
    near(models.gamma_gamma.unwrap().log_likelihood, -4_055.92, 0.01);
    near(numbers(&table, "p_alive")[0], 0.7266, 5e-5);

    // The nine months after: 1,882 repeat days of 684 customers, 1,653.4 predicted.
    let now = histories_of(&cdnow, &table);
    let later = histories(&cdnow, &cdnow_whole_orders(&cdnow), day("1998-06-30"));
    let more: Vec<u32> = now.iter().zip(&later).map(|(a, b)| b.unwrap().x - a.unwrap().x).collect();
    assert_eq!(more.iter().sum::<u32>(), 1_882);
    assert_eq!(more.iter().filter(|&&n| n > 0).count(), 684);
    let predicted: f64 = now.iter().map(|h| bg.expected_orders(&h.unwrap(), 273.0)).sum();
    near(predicted, 1_653.4, 0.1);
}

fn cdnow_whole_orders(cdnow: &Portfolio) -> crate::measures::table::OrderColumns {
    compute(cdnow, None, &Settings::default()).table.orders
}

#[test]
fn cdnow_to_its_end_matches_an_independent_computation() {
    let Some(cdnow) = whole_cdnow() else { return };
    let settings = Settings::default();
    let mut table = compute(&cdnow, None, &settings).table;
    let models = forecast(&cdnow, &mut table, &settings);
    let checks = check_all(&cdnow, &table, &settings);
    near(checks.other.unwrap().log_likelihood, -17_138.233_96, 1e-4);
    near(models.purchase.unwrap().log_likelihood, -17_127.373_26, 1e-4);
    near(models.gamma_gamma.unwrap().log_likelihood, -4_884.566_32, 1e-4);

    let holdout = checks.holdout.unwrap();
    assert_eq!(Day(holdout.split_day).to_string(), "1997-12-30");
    assert_eq!((holdout.customers, holdout.actual_orders), (2_357, 1_156));
    near(holdout.predicted_orders, 1_136.844_374, 1e-3);
    near(holdout.error.unwrap(), 1_136.844_374 / 1_156.0 - 1.0, 1e-6);
    let settings_bg = Settings { model: PurchaseModel::Bgnbd, ..settings };
    let holdout = check_all(&cdnow, &table, &settings_bg).holdout.unwrap();
    near(holdout.predicted_orders, 1_174.893_990, 1e-3);

    for (customer, expect) in [
        (0, [0.630_275_840, 0.101_145_152, 1.222_841_960, 30.211_678_54]),
        (1, [0.105_349_644, 0.007_926_645, 0.092_546_242, 1.894_208_21]),
        (2, [0.306_155_658, 0.009_010_419, 0.104_156_082, 3.548_474_01]),
        (5, [0.957_228_863, 0.507_375_169, 7.902_921_481, 525.522_377_23]),
    ] {
        for (name, expect) in COLUMNS.into_iter().zip(expect) {
            near(numbers(&table, name)[customer], expect, 2e-6 * expect);
        }
    }
}

/// A shop of customers who order with gaps and chances of their own, three years long.
/// `price` gets the customer and the mean gap in days.
fn shop(seed: u64, n: u32, price: impl Fn(&mut SplitMix64, u32, f64) -> i64) -> Portfolio {
    let mut random = SplitMix64(seed);
    let mut rows = Vec::new();
    for customer in 0..n {
        let (gap, leave) = (20.0 / random.gamma(0.8) * 7.0, random.beta(0.7, 2.5));
        let mut at = 14_000.0 + random.uniform() * 1_000.0;
        let mut last = 0;
        while at < 15_095.0 {
            if at as i32 > last {
                last = at as i32;
                rows.push(Row {
                    customer: format!("{customer:05}"),
                    day: last,
                    amount: price(&mut random, customer, gap),
                    ..Row::default()
                });
            }
            if random.uniform() < leave {
                break;
            }
            at += -random.uniform().ln() * gap;
        }
    }
    build(&rows, &[])
}

/// A price that varies within a customer and between customers.
fn priced(random: &mut SplitMix64, customer: u32, _: f64) -> i64 {
    let own = SplitMix64(u64::from(customer) + 99).gamma(4.0) + 0.5;
    (own * random.gamma(5.0) * 200.0) as i64 + 1
}

#[test]
fn columns_follow_from_the_models_month_by_month() {
    let shop = shop(1, 2_000, priced);
    let settings = Settings { discount_rate: 0.2, margin: 0.35, ..Settings::default() };
    let mut table = compute(&shop, None, &settings).table;
    let models = forecast(&shop, &mut table, &settings);
    let (model, gamma) = (models.purchase.unwrap(), models.gamma_gamma.unwrap());
    assert_eq!(gamma.refused, None);
    let means = numbers(&table, "repeat_spend_mean");
    for (customer, history) in histories_of(&shop, &table).iter().enumerate() {
        let history = history.unwrap();
        let ticket = if means[customer] > 0.0 {
            gamma.expected_ticket(history.x, means[customer])
        } else {
            gamma.p * gamma.gamma / (gamma.q - 1.0)
        };
        let until = |month: i32| model.expected_orders(&history, f64::from(month) * 365.0 / 12.0);
        let clv: f64 = (1..=12)
            .map(|k| (until(k) - until(k - 1)) / 1.2f64.powf(f64::from(k) / 12.0))
            .map(|orders| orders * ticket * 0.35)
            .sum();
        near(numbers(&table, "clv_12m")[customer], clv, 1e-9 * clv);
        near(numbers(&table, "expected_orders_12m")[customer], until(12), 1e-12 * until(12));
        assert_eq!(numbers(&table, "p_alive")[customer], model.p_alive(&history));
        assert_eq!(numbers(&table, "p_order_30d")[customer], model.p_order(&history, 30.0));
    }
}

#[test]
fn where_gamma_gamma_is_refused_the_mean_shrinks() {
    // Everybody always pays 9.90: p and q run to infinity.
    let flat = shop(2, 1_000, |_, _, _| 990);
    let settings = Settings::default();
    let mut table = compute(&flat, None, &settings).table;
    let models = forecast(&flat, &mut table, &settings);
    assert!(models.gamma_gamma.is_err(), "{:?}", models.gamma_gamma);
    let Ok(TicketRule::ShrunkenMean { base_mean }) = models.ticket else {
        panic!("{:?}", models.ticket)
    };
    near(base_mean, 9.9, 1e-12);
    let (clv, orders) = (numbers(&table, "clv_12m"), numbers(&table, "expected_orders_12m"));
    assert!(clv.iter().zip(orders).all(|(c, o)| *c < 9.9 * o && *c > 9.9 * o / 1.1));

    // Who orders more often pays more each time.
    let grows = shop(3, 2_000, |random, _, gap| {
        (10_000.0 * random.gamma(5.0) / (1.0 + gap.min(1_000.0))) as i64 + 1
    });
    let mut table = compute(&grows, None, &settings).table;
    let models = forecast(&grows, &mut table, &settings);
    let told = models.gamma_gamma.unwrap().refused;
    assert!(
        matches!(told, Some(Refusal::Correlated { correlation }) if correlation > 0.3),
        "{told:?}"
    );
    assert!(matches!(models.ticket, Ok(TicketRule::ShrunkenMean { .. })), "{:?}", models.ticket);
}

#[test]
fn without_an_answer_there_is_no_number() {
    let check = |portfolio: &Portfolio, expect: Refusal| {
        for returns in [Returns::Net, Returns::Ignore] {
            let settings = Settings { returns, ..Settings::default() };
            let mut table = compute(portfolio, None, &settings).table;
            let models = forecast(portfolio, &mut table, &settings);
            let checks = check_all(portfolio, &table, &settings);
            assert_eq!((models.purchase, checks.other), (Err(expect), Err(expect)));
            assert!(models.gamma_gamma.is_err() && checks.holdout.is_err());
            for name in COLUMNS {
                let column = table.get(name).unwrap();
                assert_eq!(column.len(), table.len());
                assert!((0..column.len()).all(|row| column.is_empty_at(row)), "{name}");
            }
        }
    };
    check(&Portfolio::default(), Refusal::TooFewBuyers { n: 0 });
    check(&portfolio("lead"), Refusal::TooFewBuyers { n: 0 });
    check(&portfolio("a 2024-01-31 12.50"), Refusal::TooFewBuyers { n: 1 });
    check(&portfolio("a 2024-01-31 -12.50"), Refusal::TooFewBuyers { n: 0 });
    let one_day: String = (0..40).map(|i| format!("c{i} 2024-01-31 5; ")).collect();
    check(&portfolio(&one_day), Refusal::TooFewRepeatCustomers { n: 0 });
}

#[test]
fn without_money_the_orders_are_still_forecast() {
    let mut free = shop(4, 800, |_, _, _| 0);
    free.has_money = false;
    let settings = Settings::default();
    let mut table = compute(&free, None, &settings).table;
    let models = forecast(&free, &mut table, &settings);
    assert_eq!(models.gamma_gamma, Err(Refusal::NoMoney));
    assert_eq!(models.ticket, Err(Refusal::NoMoney));
    assert!(check_all(&free, &table, &settings).holdout.is_ok());
    assert!(numbers(&table, "clv_12m").iter().all(|clv| clv.is_nan()));
    assert!(numbers(&table, "expected_orders_12m").iter().all(|orders| *orders >= 0.0));
}

#[test]
fn before_the_first_day_nobody_is_known() {
    let shop = shop(5, 300, priced);
    let settings = Settings::default();
    let mut table = compute(&shop, Some(10_000), &settings).table;
    let models = forecast(&shop, &mut table, &settings);
    let checks = check_all(&shop, &table, &settings);
    assert_eq!(models.purchase, Err(Refusal::TooFewBuyers { n: 0 }));
    assert_eq!(checks.holdout, Err(Refusal::TooFewBuyers { n: 0 }));
}

#[test]
fn the_holdout_knows_nothing_of_the_days_after_the_split() {
    let shop = shop(6, 10_000, priced);
    let settings = Settings::default();
    let table = compute(&shop, None, &settings).table;
    let holdout = check_all(&shop, &table, &settings).holdout.unwrap();
    let mut then = compute(&shop, Some(holdout.split_day), &settings).table;
    let model = forecast(&shop, &mut then, &settings).purchase.unwrap();
    assert_eq!(model.n, holdout.customers);
    let days = f64::from(table.as_of.unwrap() - holdout.split_day);
    let predicted: f64 = histories_of(&shop, &then)
        .iter()
        .flatten()
        .map(|history| model.expected_orders(history, days))
        .sum();
    near(holdout.predicted_orders, predicted, 1e-9 * predicted);
    // Drawn from the model: the prediction is good.
    assert!(holdout.error.unwrap().abs() < 0.1, "{holdout:?}");
}

proptest! {
    #[test]
    fn histories_say_the_same_as_the_measures(
        lines in prop::collection::vec((0u32..6, 0i32..40, -2i64..9), 0..60),
        as_of in 0i32..45,
    ) {
        let row = |&(customer, day, amount): &(u32, i32, i64)| Row {
            customer: customer.to_string(), day, amount, ..Row::default()
        };
        let shop = build(&lines.iter().map(row).collect::<Vec<_>>(), &[]);
        let table = compute(&shop, Some(as_of), &Settings::default()).table;
        let whole = |name: &str| match table.get(name) {
            Some(Column::Whole(values)) => values.clone(),
            other => panic!("{name}: {other:?}"),
        };
        let (x, t_x, t) =
            (whole("n_repeat_days"), whole("order_span_days"), whole("customer_age_days"));
        for (customer, history) in histories_of(&shop, &table).iter().enumerate() {
            prop_assert_eq!(history.is_some(), table.buyers.get(customer));
            if let Some(h) = history {
                let expect = (x[customer], t_x[customer], t[customer]);
                prop_assert_eq!((h.x as i32, h.t_x_days as i32, h.t_days as i32), expect);
            }
        }
    }

    #[test]
    fn forecasts_are_sane_for_any_parameters(
        r in 0.01f64..20.0, alpha in 0.05f64..200.0, a in 0.01f64..20.0, b in 0.01f64..20.0,
        t_days in 0u32..2_000, span in 0u32..2_000, x in 0u32..200, bg in any::<bool>(),
    ) {
        let model = if bg { PurchaseModel::Bgnbd } else { PurchaseModel::Mbgnbd };
        let model = Purchase { model, r, alpha, a, b, log_likelihood: 0.0, n: 0 };
        let t_x_days = span.min(t_days);
        let history = History { x: x.min(t_x_days), t_days, t_x_days: if x == 0 { 0 } else { t_x_days } };
        let base = Base::group(&[Some(history)]);
        let forecast = forecasts(&model, &base.groups, 0.1)[0];
        prop_assert!((0.0..=1.0).contains(&forecast.p_alive));
        prop_assert!((0.0..=forecast.p_alive).contains(&forecast.p_order_30d));
        let most = (r + f64::from(history.x)) * (365.0 / 7.0) / (alpha + f64::from(t_days) / 7.0);
        prop_assert!(forecast.expected_orders_12m >= 0.0);
        // Whoever never leaves orders at the mean rate.
        prop_assert!(forecast.expected_orders_12m <= most * (1.0 + 1e-12));
        prop_assert!(forecast.discounted_orders_12m <= forecast.expected_orders_12m);
        prop_assert!(forecast.discounted_orders_12m * 1.1000001 >= forecast.expected_orders_12m);
    }
}
