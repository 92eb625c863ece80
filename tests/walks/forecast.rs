//! What is to come: chances, orders and worth of every buyer of the sample, by a fit and formulas of the walk's own; who is
//! lost, which they tell; what may be spent on a group; how well the model foretold what is known by now.

use crate::{
    browser::Engine,
    independent::{cents, column, iso_day},
    likelihood::{Bought, Purchases, Tickets},
    page::Page,
    sample::{Classes, Sample, dollars, grouped, order_days, typical},
};
use chrono::Datelike;
use std::collections::BTreeMap;

/// What a purchase model fitted here says of the buyers.
pub struct Forecast {
    days: BTreeMap<String, Vec<i64>>,
    bought: BTreeMap<String, Bought>,
    purchases: Purchases,
}

impl Forecast {
    pub fn of(sample: &Sample) -> Forecast {
        let days: BTreeMap<String, Vec<i64>> =
            (sample.people.iter()).map(|(key, person)| (key.clone(), order_days(person))).collect();
        let bought = as_of(&days, sample.as_of);
        let purchases = Purchases::fit(&bought.values().copied().collect::<Vec<_>>());
        Forecast { days, bought, purchases }
    }

    /// Activity, with those who are lost for good told from the inactive.
    pub fn activity(&self, sample: &Sample) -> Classes {
        let median = sample.median_gap();
        let is_lost = |key: &String| {
            let person = &sample.people[key];
            let gap = typical(&self.days[key], median);
            let is_long = i128::from(sample.as_of - person.last()) * gap.1 >= 6 * gap.0;
            is_long && self.purchases.alive(&self.bought[key]) < 0.1
        };
        let told = |(key, class)| {
            let class = if class == "Inactive" && is_lost(&key) { "Lost" } else { class };
            (key, class)
        };
        sample.activity().into_iter().map(told).collect()
    }
}

/// What is known of each who has ordered by a day.
fn as_of(days: &BTreeMap<String, Vec<i64>>, day: i64) -> BTreeMap<String, Bought> {
    days.iter().filter_map(|(key, days)| Some((key.clone(), Bought::of(days, day)?))).collect()
}

#[test]
fn forecasts_follow_from_the_published_formulas() {
    let sample = Sample::of(None);
    let forecast = Forecast::of(&sample);
    let Forecast { days, bought, purchases } = &forecast;
    let means = repeat_means(&sample, days);
    let spenders = means.iter().filter(|(_, mean)| **mean > 0.0);
    let tickets =
        Tickets::fit(&spenders.map(|(key, mean)| (bought[*key].x, *mean)).collect::<Vec<_>>());

    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/people");
    let list = page.export("CSV");
    let names = ["p_alive", "p_order_30d", "expected_orders_12m", "clv_12m"];
    let figures = names.map(|name| column(&list, name));
    let (mut seen, mut worth) = (0, 0.0);
    for (row, key) in column(&list, "customer_id").iter().enumerate() {
        let shown = figures.each_ref().map(|figures| figures[row].as_str());
        let Some(of) = bought.get(key) else {
            assert_eq!(shown, [""; 4], "{key} never bought");
            continue;
        };
        let year = 365.0 / 7.0;
        let until = |month: i32| purchases.orders(of, year * f64::from(month) / 12.0);
        let month = |month: i32| {
            let orders = until(month) - if month > 1 { until(month - 1) } else { 0.0 };
            orders / 1.1_f64.powf(f64::from(month) / 12.0)
        };
        let ticket = match means.get(key) {
            Some(&mean) if mean > 0.0 => tickets.expected(of.x, mean),
            _ => tickets.expected(0.0, 0.0),
        };
        let expect = [
            purchases.alive(of),
            purchases.order_within(of, 30.0 / 7.0),
            until(12),
            (1..=12).map(month).sum::<f64>() * ticket,
        ];
        for ((name, shown), expect) in names.iter().zip(shown).zip(expect) {
            let shown: f64 = shown.parse().unwrap();
            // As near as a simplex comes to the top.
            assert!(
                (shown - expect).abs() < 1e-5 * expect + 1e-12,
                "{name} of {key}: {shown} {expect}"
            );
        }
        seen += 1;
        worth += expect[3];
    }
    assert_eq!(seen, bought.len());
    let activity = column(&list, "customer_id").into_iter().zip(column(&list, "activity"));
    let expect =
        forecast.activity(&sample).into_iter().map(|(key, class)| (key, class.to_string()));
    assert_eq!(activity.collect::<BTreeMap<_, _>>(), expect.collect());

    page.go_to("#/segments?view=worth");
    check_ceiling(&page, &sample, seen, worth);
    check_act(&page, &sample, "visit", 90);
    page.choose("Act", "Complaint");
    check_act(&page, &sample, "complaint", 90);
    check_foretold(&page, &sample, &forecast.days);
}

/// What the model expects that knows two thirds of the time, of the customers known by then, and what came.
fn check_foretold(page: &Page, sample: &Sample, days: &BTreeMap<String, Vec<i64>>) {
    let first = sample.lines().iter().map(|line| line.day).min().unwrap();
    let split = first + (sample.as_of - first) * 2 / 3;
    let known = as_of(days, split);
    let purchases = Purchases::fit(&known.values().copied().collect::<Vec<_>>());
    let weeks = (sample.as_of - split) as f64 / 7.0;
    let expected: f64 = known.values().map(|of| purchases.orders(of, weeks)).sum();
    let came = |key: &String| days[key].iter().filter(|&&day| day > split).count();
    let came: usize = known.keys().map(came).sum();
    let error = ((expected / came as f64 - 1.0) * 100.0).round();
    let sign = if error > 0.0 { "+" } else { "" };
    page.wait_for_text(&format!(
        "it expected {} days with an order from the {} customers it knew then. {} came: an error of {sign}{error}%.",
        grouped(expected.round() as i64),
        grouped(known.len() as i64),
        grouped(came as i64)
    ));
}

/// What they brought, what is to come, and what may be spent on it at a chance and a cost.
fn check_ceiling(page: &Page, sample: &Sample, buyers: usize, worth: f64) {
    let money = |worth: f64| dollars((worth * 100.0).round() as i64);
    let spent: i64 = sample.people.values().map(|person| person.spend).sum();
    let everyone = grouped(sample.people.len() as i64);
    page.wait_for_text(&format!(
        "{everyone} customers brought {}, 100% of all revenue.",
        dollars(spent)
    ));
    page.wait_for_text(&format!(
        "They can be expected to bring {} in the next 12 months.",
        money(worth)
    ));
    for (chance, cost) in [("10", "0"), ("20", "44000")] {
        put(page, "Chance that it works, %", chance);
        put(page, "What it costs", cost);
        let (chance, cost): (f64, f64) = (chance.parse().unwrap(), cost.parse().unwrap());
        let ceiling = worth * chance / 100.0;
        let each = money(ceiling / buyers as f64);
        page.wait_for_text(&format!("Spend at most {}, {each} a customer.", money(ceiling)));
        if cost > 0.0 {
            let share = (cost / worth * 100.0).round();
            page.wait_for_text(&format!(
                "It pays off once it works for {share}% of what they would bring."
            ));
        }
    }
}

/// Puts a number into a field.
fn put(page: &Page, label: &str, value: &str) {
    let set = "(name, value) => {
        const label = [...document.querySelectorAll('main label')].find((one) => one.textContent.trim() === name);
        label.control.value = value;
        label.control.dispatchEvent(new Event('input', { bubbles: true }));
    }";
    page.browser.call_function(set, serde_json::json!([label, value]));
}

/// What customers spent in the days after their first act of a kind, against those who never did it and had ordered as often in
/// the year before, in the same month.
fn check_act(page: &Page, sample: &Sample, kind: &str, days: i64) {
    let events = &sample.files[2];
    let acts = column(events, "Customer ID").into_iter().zip(column(events, "Event date"));
    let mut firsts: BTreeMap<String, i64> = BTreeMap::new();
    for ((key, day), _) in
        acts.zip(column(events, "Event")).filter(|(_, act)| act.eq_ignore_ascii_case(kind))
    {
        let day = iso_day(&day);
        let first = firsts.entry(key).or_insert(day);
        *first = day.min(*first);
    }
    firsts.retain(|_, day| *day <= sample.as_of);
    let mut spent: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
    let lines = sample.lines();
    for line in &lines {
        *spent.entry(line.key()).or_default().entry(line.order()).or_default() += line.cents;
    }
    // How often somebody ordered in the year before a day, roughly, and what is spent after it; nobody who is new.
    let around = |key: &str, day: i64| {
        let orders = &sample.people[key].orders;
        let before = orders.values().filter(|&&at| at < day && at >= day - 365).count();
        let after = orders.iter().filter(|&(_, &at)| at > day && at <= day + days);
        let sum: i64 = after.map(|(order, _)| spent[key][order.as_str()]).sum();
        let band = [0, 1, 2, 4].iter().filter(|&&least| least <= before).count();
        orders.values().any(|&at| at < day).then_some((band, sum as f64))
    };
    let month = |day: i64| {
        let date = chrono::NaiveDate::MIN + chrono::Days::new(day as u64);
        day - i64::from(date.day0())
    };
    let mut alike: BTreeMap<(i64, usize), (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for (key, &day) in firsts.iter().filter(|(_, day)| **day <= sample.as_of - days) {
        if let Some((band, sum)) = around(key, day) {
            alike.entry((month(day), band)).or_default().0.push(sum);
        }
    }
    for month in alike.keys().map(|(month, _)| *month).collect::<std::collections::BTreeSet<i64>>()
    {
        let middle = (month + 14).min(sample.as_of - days);
        for key in sample.people.keys().filter(|key| !firsts.contains_key(*key)) {
            if let Some((band, sum)) = around(key, middle)
                && let Some((_, others)) = alike.get_mut(&(month, band))
            {
                others.push(sum);
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let variance = |values: &[f64]| match values.len() {
        1 => 0.0,
        n => {
            values.iter().map(|value| (value - mean(values)).powi(2)).sum::<f64>()
                / (n - 1) as f64
                / n as f64
        }
    };
    alike.retain(|_, (_, others)| !others.is_empty());
    let n: usize = alike.values().map(|(own, _)| own.len()).sum();
    let over = |of: &dyn Fn(&[f64], &[f64]) -> f64, power: i32| {
        alike
            .values()
            .map(|(own, others)| (own.len() as f64 / n as f64).powi(power) * of(own, others))
            .sum::<f64>()
    };
    let (own, others) = (over(&|own, _| mean(own), 1), over(&|_, others| mean(others), 1));
    let half = 1.96 * over(&|own, others| variance(own) + variance(others), 2).sqrt();
    let [own, others, difference, low, high] =
        [own, others, own - others, own - others - half, own - others + half]
            .map(|cents| dollars(cents.round() as i64));
    page.wait_for_text(&format!(
        "In those days {} customers spent {own} each, and customers alike who never did it {others}: a difference of {difference} ({low} to {high}, 95%).",
        grouped(n as i64)
    ));
}

/// The mean of what was spent on the days of the orders after the first: purchases of those orders, returns of those days.
fn repeat_means<'a>(
    sample: &Sample,
    days: &'a BTreeMap<String, Vec<i64>>,
) -> BTreeMap<&'a String, f64> {
    let mut spent: BTreeMap<&String, f64> = BTreeMap::new();
    for line in csv::Reader::from_reader(&*sample.files[0]).records().map(Result::unwrap) {
        let Some((key, days)) = days.get_key_value(&line[2]) else { continue };
        if &line[11] == "Cancelled" {
            continue;
        }
        let is_return = line[6].starts_with('-');
        let day = if is_return { iso_day(&line[1]) } else { sample.people[key].orders[&line[0]] };
        if days[1..].contains(&day) {
            *spent.entry(key).or_default() += cents(&line[8], '.') as f64 / 100.0;
        }
    }
    spent.into_iter().map(|(key, sum)| (key, sum / (days[key.as_str()].len() - 1) as f64)).collect()
}
