//! The loyalty chain, the funnel, the reward plan, bands, thresholds and who bought what: what the Segments screen says of
//! them is what a count by hand of the sample's files gives.

use crate::{
    browser::Engine,
    independent::{Person, SAMPLE, column, iso_day, people_of, segments},
    page::Page,
    sample::{Classes, Sample, counts, dollars, grouped, order_days, typical},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

const LOYALTY: [&str; 5] = ["Suspect", "Effective customer", "Consumer", "Supporter", "Defender"];
const FUNNEL: [&str; 4] = ["Information", "Prospect", "About to decide", "Customer"];

#[test]
fn stages_conversions_and_the_days_between_are_as_counted_by_hand() {
    let sample = Sample::of(None);
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let (loyalty, funnel) = (sample.loyalty(), sample.funnel());
    check_way(&page, ("loyalty_stage", "Loyalty stage"), &loyalty, &LOYALTY);
    check_near(&page, &sample, &loyalty);
    check_paces(&page, &loyalty_days(&sample));
    check_way(&page, ("funnel_stage", "Funnel stage"), &funnel, &FUNNEL);
    check_paces(&page, &funnel_days(&sample));
}

/// Checks each stage: who is at it, who came as far, and which part that is of the stage before.
fn check_way(page: &Page, (view, name): (&str, &str), classes: &Classes, way: &[&str]) {
    page.go_to(&format!("#/segments?view={view}"));
    page.press("button", &format!("table: {name}"));
    page.wait_for_text("Came this far");
    let at = counts(classes);
    let count = |stage: &str| at.get(stage).copied().unwrap_or(0);
    let mut before = None;
    let shown = page.rows(name);
    for (step, stage) in way.iter().enumerate() {
        let beyond: usize = way[step..].iter().map(|stage| count(stage)).sum();
        // Who was lost on the way began it.
        let reached = if step == 0 { classes.len() } else { beyond };
        let row = &shown[step + 1];
        assert_eq!(
            row[..3],
            [stage.to_string(), grouped(count(stage) as i64), grouped(reached as i64)]
        );
        let share = before.map(|before| percent(reached, before));
        assert_eq!(row[3], share.unwrap_or_default(), "{stage}");
        before = Some(reached);
    }
    page.press("button", &format!("picture: {name}"));
}

/// A share as the screens write it: in whole percent, halves up, and little is not nothing.
fn percent(part: usize, whole: usize) -> String {
    match (200 * part + whole) / (2 * whole) {
        0 if part > 0 => "< 1%".into(),
        percent => format!("{percent}%"),
    }
}

/// Whom a single condition keeps from being a defender, and from being a supporter.
fn check_near(page: &Page, sample: &Sample, loyalty: &Classes) {
    let (pareto, activity, median) = (sample.pareto().0, sample.activity(), sample.median_gap());
    let mut by_condition: [BTreeSet<String>; 4] = Default::default();
    for (key, _) in loyalty.iter().filter(|(_, stage)| **stage == "Supporter") {
        let person = &sample.people[key];
        let days = order_days(person);
        let longest = days.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
        let typical = typical(&days, median);
        let met = [
            pareto[key] == "A",
            activity[key] == "Active",
            person.orders.len() >= 4,
            i128::from(longest) * typical.1 < 3 * typical.0,
        ];
        if met.iter().filter(|met| !**met).count() == 1 {
            by_condition[met.iter().position(|met| !met).unwrap()].insert(key.clone());
        }
    }
    let mut expect: Vec<usize> =
        by_condition.iter().map(BTreeSet::len).filter(|&n| n > 0).collect();
    expect.sort_by_key(|&n| Reverse(n));
    let said = near(page, "Supporter → Defender");
    let customers =
        |n: usize| format!("{} customer{}", grouped(n as i64), if n == 1 { "" } else { "s" });
    let first = |said: &Vec<String>| {
        said.iter().map(|said| said.lines().next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(first(&said), expect.iter().map(|&n| customers(n)).collect::<Vec<_>>());

    // A referral or a score is all that a consumer lacks.
    let consumers = loyalty.values().filter(|stage| **stage == "Consumer").count();
    assert_eq!(first(&near(page, "Consumer → Supporter")), [customers(consumers)]);

    // The count opens the list of whom it counts.
    let most = by_condition.iter().max_by_key(|keys| keys.len()).unwrap();
    let some = page.selecting(|page| page.press("button", &customers(most.len())));
    assert_eq!(some.selected as usize, most.len());
    let listed: BTreeSet<String> = column(&page.export("CSV"), "customer_id").into_iter().collect();
    assert_eq!(listed, *most);
    page.selecting(|page| page.press("button", "Clear all"));
    page.go_to("#/segments?view=loyalty_stage");
}

/// What is said below the name of a step, line by line.
fn near(page: &Page, step: &str) -> Vec<String> {
    page.wait_for_text(step);
    let find = "(step) => [...document.querySelectorAll('main h4')].filter((one) => one.textContent === step)
        .flatMap((one) => [...one.parentElement.querySelectorAll('h4 ~ ul')]
            .filter((list) => one.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING).slice(0, 1))
        .flatMap((list) => [...list.children].map((item) => item.innerText))";
    serde_json::from_value(page.browser.call_function(find, serde_json::json!([step]))).unwrap()
}

/// A step of everyone: its name, and the day of each who took it.
type Step = (&'static str, BTreeMap<String, i64>);

fn check_paces(page: &Page, steps: &[Step]) {
    page.wait_for_text("Time from step to step");
    let shown = page.rows("Time from step to step");
    assert_eq!(shown.len(), steps.len());
    for (pair, row) in steps.windows(2).zip(&shown[1..]) {
        let [(from, before), (to, after)] = pair else { unreachable!() };
        let between = before.iter().filter_map(|(key, day)| Some(after.get(key)? - day));
        let mut between: Vec<i64> = between.filter(|&days| days >= 0).collect();
        between.sort_unstable();
        let n = between.len();
        let median = (between[(n - 1) / 2] + between[n / 2]) as f64 / 2.0;
        assert_eq!(*row, [format!("{from} → {to}"), median.to_string(), grouped(n as i64)]);
    }
}

/// Each act of a customer that is no order, deals included: who, on which day, and what.
pub fn acts(sample: &Sample) -> Vec<(String, i64, String)> {
    let [.., customers, events, leads] = &sample.files[..] else { panic!("four files") };
    let days = |file: &[u8], name: &str| column(file, name).into_iter().map(|day| iso_day(&day));
    let kinds = column(events, "Customer ID").into_iter().zip(days(events, "Event date"));
    let mut acts: Vec<(String, i64, String)> =
        kinds.zip(column(events, "Event")).map(|((key, day), kind)| (key, day, kind)).collect();
    let by_email: BTreeMap<String, String> = (column(customers, "E-mail").into_iter())
        .map(|email| email.to_lowercase())
        .zip(column(customers, "Customer ID"))
        .collect();
    let deals = column(leads, "E-mail").into_iter().zip(days(leads, "Deal date"));
    for ((email, day), stage) in deals.zip(column(leads, "Stage")) {
        acts.extend(by_email.get(&email.to_lowercase()).map(|key| (key.clone(), day, stage)));
    }
    acts.retain(|(_, day, _)| *day <= sample.as_of);
    acts.sort();
    acts
}

/// The day of the first of these acts of each, or of a later one.
fn first_of(sample: &Sample, nth: usize, is: impl Fn(&str) -> bool) -> BTreeMap<String, i64> {
    let mut days: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (key, day, _) in acts(sample).into_iter().filter(|(_, _, act)| is(act)) {
        days.entry(key).or_default().push(day);
    }
    days.into_iter().filter_map(|(key, days)| Some((key, *days.get(nth)?))).collect()
}

fn nth_order(sample: &Sample, n: usize) -> BTreeMap<String, i64> {
    let of = |(key, person): (&String, &Person)| {
        let mut days: Vec<i64> = person.orders.values().copied().collect();
        days.sort_unstable();
        Some((key.clone(), *days.get(n)?))
    };
    sample.people.iter().filter_map(of).collect()
}

fn contact(sample: &Sample) -> Step {
    // What was sent to a customer, or kept from one, is no act of the customer.
    let sent = ["Campaign", "Control group"];
    ("First contact", first_of(sample, 0, |act| !sent.contains(&act)))
}

fn loyalty_days(sample: &Sample) -> Vec<Step> {
    let signed = column(&sample.files[1], "Customer ID")
        .into_iter()
        .zip(column(&sample.files[1], "Signup date"));
    let signed = signed.filter(|(_, day)| !day.is_empty()).map(|(key, day)| (key, iso_day(&day)));
    let orders = ["First order", "Second order", "Third order", "Fourth order"];
    let orders = orders.into_iter().enumerate().map(|(n, name)| (name, nth_order(sample, n)));
    let signed = signed.filter(|(_, day)| *day <= sample.as_of).collect();
    [contact(sample), ("Sign-up", signed)].into_iter().chain(orders).collect()
}

fn funnel_days(sample: &Sample) -> Vec<Step> {
    let mut interest = first_of(sample, 0, |act| act == "Contact" || act == "Contacted");
    for (key, day) in first_of(sample, 1, |act| act == "Visit") {
        let known = interest.entry(key).or_insert(day);
        *known = day.min(*known);
    }
    let decides = ["Cart", "Quote", "Proposal", "Negotiation"];
    let decision = first_of(sample, 0, |act| decides.contains(&act));
    let order = ("First order", nth_order(sample, 0));
    vec![
        contact(sample),
        ("First sign of interest", interest),
        ("About to decide", decision),
        order,
    ]
}

#[test]
fn tiers_thresholds_bands_and_categories_are_as_counted_by_hand() {
    let sample = Sample::of(None);
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    check_plan(&page, &sample);
    check_ladder(&page, &sample);
    check_bands(&page, &sample);
    check_bought(&page, &sample);
}

/// What each spent, in cents, and ordered up to a day so many months before the latest.
fn before(sample: &Sample, months: u32) -> BTreeMap<String, Person> {
    // The sample ends on no 29 February: the day a year before it has its number.
    let day = chrono::NaiveDate::MIN + chrono::Days::new(sample.as_of as u64);
    let day = day.checked_sub_months(chrono::Months::new(months)).unwrap();
    let text = std::str::from_utf8(&sample.files[0]).unwrap();
    people_of(text, &SAMPLE, Some(iso_day(&day.to_string())))
}

fn check_plan(page: &Page, sample: &Sample) {
    let (year, two) = (before(sample, 12), before(sample, 24));
    let spent = |people: &BTreeMap<String, Person>, key: &str| {
        people.get(key).map_or(0, |person| person.spend)
    };
    let recent = |key: &str| sample.people[key].spend - spent(&year, key);
    let earlier = |key: &str| spent(&year, key) - spent(&two, key);
    let first_day = {
        let day = chrono::NaiveDate::MIN + chrono::Days::new(sample.as_of as u64);
        iso_day(&day.checked_sub_months(chrono::Months::new(12)).unwrap().to_string())
    };
    let orders =
        |key: &str| sample.people[key].orders.values().filter(|&&day| day > first_day).count();
    let mut buyers: Vec<&String> = sample
        .people
        .iter()
        .filter(|(_, person)| !person.orders.is_empty())
        .map(|(key, _)| key)
        .collect();
    buyers.sort_by_key(|key| (Reverse(recent(key)), *key));
    let top = |percent: usize| (percent * buyers.len()).div_ceil(100);
    let tier = |place: usize, key: &str| match orders(key) {
        2.. if place < top(5) => "Gold",
        2.. if place < top(20) => "Silver",
        1.. => "Bronze",
        _ => "Basic",
    };
    let tiers: BTreeMap<String, &str> =
        buyers.iter().enumerate().map(|(place, key)| ((*key).clone(), tier(place, key))).collect();

    page.go_to("#/segments?view=reward_tier");
    page.wait_for_text("What the plan costs");
    let rates = [("Gold", 5), ("Silver", 3), ("Bronze", 1), ("Basic", 0)];
    let (mut cost, mut all) = (0.0, 0);
    let shown = page.rows("What the plan costs");
    for ((name, rate), row) in rates.iter().zip(&shown[1..]) {
        let members =
            || tiers.iter().filter(|(_, tier)| *tier == name).map(|(key, _)| key.as_str());
        let owed = |key: &str| recent(key).max(0);
        let sum: i64 = members().map(recent).sum();
        let given = (members().map(owed).sum::<i64>() as f64 * f64::from(*rate) / 100.0).round();
        let growing =
            || members().filter(|key| earlier(key) > 0 && recent(key) * 10 >= earlier(key) * 12);
        let bonus = (growing().map(owed).sum::<i64>() as f64 / 100.0).round();
        let expect = [
            (*name).to_string(),
            grouped(members().count() as i64),
            dollars(sum),
            "%".into(),
            dollars(given as i64),
            grouped(growing().count() as i64),
            dollars(bonus as i64),
        ];
        assert_eq!(*row, expect);
        (cost, all) = (cost + given + bonus, all + sum);
    }
    let (cost, all) = (dollars(cost as i64), dollars(all));
    page.wait_for_text(&format!("The plan costs {cost} a year"));
    page.wait_for_text(&format!("of the {all} spent in the last 12 months"));

    // Gold begins where the last of the top twentieth stands.
    let at = recent(buyers[top(5) - 1]);
    page.wait_for_text(&format!("Gold begins at {} in 12 months.", dollars(at)));
    let silver = || tiers.iter().filter(|(_, tier)| **tier == "Silver").map(|(key, _)| recent(key));
    let close: Vec<i64> = silver().filter(|&spent| spent * 5 >= at * 4 && spent < at).collect();
    let lacking: i64 = close.iter().map(|spent| at - spent).sum();
    let said = format!(
        "Less than a fifth away: {}; they lack {} together",
        grouped(close.len() as i64),
        dollars(lacking)
    );
    let some = page.selecting(|page| page.press("button", &said));
    assert_eq!(some.selected as usize, close.len());
    page.selecting(|page| page.press("button", "Clear all"));
}

/// What is measured of a customer.
type Measure<'a, T> = &'a dyn Fn(&str, &Person) -> T;

/// The units of each within any so many days: the most in a window that ends on a day with a line.
fn units_within(sample: &Sample, days: i64) -> BTreeMap<String, i64> {
    let mut moved: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
    for line in sample.lines() {
        moved.entry(line.key().to_owned()).or_default().push((line.day, line.units));
    }
    let most = |moved: Vec<(i64, i64)>| {
        let within = |end: i64| {
            let inside = moved.iter().filter(|(day, _)| *day > end - days && *day <= end);
            inside.map(|(_, units)| units).sum::<i64>()
        };
        moved.iter().map(|(day, _)| within(*day)).max().unwrap()
    };
    moved.into_iter().map(|(key, moved)| (key, most(moved))).collect()
}

/// Each step of three key conversions: how many reach it, and what they bring.
fn check_ladder(page: &Page, sample: &Sample) {
    let within = units_within(sample, 60);
    let cents = |_: &str, person: &Person| person.spend as f64 / 100.0;
    let orders = |_: &str, person: &Person| person.orders.len() as f64;
    let units = |key: &str, _: &Person| within.get(key).copied().unwrap_or(0) as f64;
    let keys: [(&str, Measure<f64>); 3] =
        [("Total spent", &cents), ("Orders", &orders), ("Units within any 60 days", &units)];
    page.go_to("#/segments?view=top");
    for (name, measure) in keys {
        page.choose("Key conversion", name);
        page.settle();
        let shown = page.rows("Top customers");
        assert!(shown.len() > 3, "{shown:?}");
        for row in &shown[1..] {
            let step: f64 = row[0].trim_start_matches("≥ ").replace(',', "").parse().unwrap();
            let who = || sample.people.iter().filter(|(key, person)| measure(key, person) >= step);
            let spent: i64 = who().map(|(_, person)| person.spend).sum();
            assert_eq!(
                (&*row[1], &*row[3]),
                (&*grouped(who().count() as i64), &*dollars(spent)),
                "{name} {row:?}"
            );
        }
    }
}

/// Bands of money, of orders and of units, cut by hand.
fn check_bands(page: &Page, sample: &Sample) {
    let mut bought: BTreeMap<String, i64> = BTreeMap::new();
    for line in sample.lines() {
        *bought.entry(line.key().to_owned()).or_default() += line.units;
    }
    let cents = |_: &str, person: &Person| person.spend;
    let orders = |_: &str, person: &Person| person.orders.len() as i64 * 100;
    let units = |key: &str, _: &Person| bought.get(key).copied().unwrap_or(0) * 100;
    let asked: [(&str, &str, [i64; 3], Measure<i64>); 3] = [
        ("spend_total", "Spent", [50, 200, 1000], &cents),
        ("n_orders", "Orders", [1, 3, 8], &orders),
        ("units", "Units", [1, 10, 100], &units),
    ];
    for (field, name, cuts, measure) in asked {
        page.go_to(&format!("#/segments?view=by:{field}"));
        page.named("textbox", "Cut at");
        page.fill("Cut at", &cuts.map(|cut| cut.to_string()).join("; "));
        page.settle();
        let band = |value: i64| cuts.iter().filter(|&&cut| cut * 100 <= value).count();
        let mut expect = [0; 4];
        let who = sample.people.iter();
        // Nothing is spent by who has not ordered: that is a band too.
        who.for_each(|(key, person)| expect[band(measure(key, person))] += 1);
        let shown: Vec<String> =
            page.column(name, "Customers").into_iter().map(|(_, n)| n).collect();
        let expect: Vec<String> = expect.iter().filter(|&&n| n > 0).map(|&n| grouped(n)).collect();
        assert_eq!(shown, expect, "{field}");
    }
}

/// Which part of each RFM segment ever bought in each category.
fn check_bought(page: &Page, sample: &Sample) {
    let mut bought: BTreeSet<(String, String)> = BTreeSet::new();
    let mut reader = csv::Reader::from_reader(&*sample.files[0]);
    for line in reader.records().map(Result::unwrap) {
        let is_purchase = !line[6].starts_with('-') && &line[11] != "Cancelled";
        if !line[2].is_empty() && is_purchase && iso_day(&line[1]) <= sample.as_of {
            bought.insert((line[2].to_owned(), line[5].to_owned()));
        }
    }
    let rfm = segments(&sample.people);
    page.go_to("#/segments?view=bought");
    page.wait_for_text("ever bought in the category");
    let sizes = counts(&rfm);
    let shown = page.rows("Groups × categories");
    assert_eq!(shown.len() - 1, sizes.len());
    for row in &shown[1..] {
        let size = sizes[&row[0]];
        assert_eq!(row[1], grouped(size as i64));
        for (category, cell) in shown[0][2..].iter().zip(&row[2..]) {
            let has = |key: &String| bought.contains(&(key.clone(), category.clone()));
            let n = rfm.iter().filter(|(key, class)| **class == row[0] && has(key)).count();
            let share = percent(n, size);
            assert_eq!(*cell, format!("{share}\n{}", grouped(n as i64)), "{} × {category}", row[0]);
        }
    }
    let categories: BTreeSet<&String> = bought.iter().map(|(_, category)| category).collect();
    assert_eq!(shown[0][2..].iter().collect::<BTreeSet<_>>(), categories);
}
