//! Worth and why, on the sample: what is on screen against the sample's own files, counted here.

use crate::{
    browser::Engine,
    forecast::Forecast,
    independent::{column, wilson},
    page::Page,
    sample::{Sample, dollars, grouped, order_days, typical},
};
use chrono::Datelike;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

/// Customers by their keys.
type Group = BTreeSet<String>;

/// A share as the screens write it.
fn percent(share: f64) -> String {
    format!("{}%", (share * 100.0).round())
}

/// A ratio as the screens write it.
fn ratio(value: f64) -> String {
    ((value * 100.0).round() / 100.0).to_string()
}

/// How much more often some of a group have something than all buyers: lift, interval, and the nearer end as a factor.
fn lift((part, of): (usize, usize), (all, buyers): (usize, usize)) -> (String, String, f64) {
    let share = all as f64 / buyers as f64;
    let lift = part as f64 / of as f64 / share;
    let (low, high) = wilson(part as f64, of as f64);
    let (low, high) = (low.max(0.0) / share, high.min(1.0) / share);
    let nearer = if lift >= 1.0 { low } else { 1.0 / high };
    (ratio(lift), format!("{}–{}", ratio(low), ratio(high)), nearer)
}

/// Everyone who has ordered.
fn buyers(sample: &Sample) -> Group {
    let buyers = sample.people.iter().filter(|(_, person)| !person.orders.is_empty());
    buyers.map(|(key, _)| key.clone()).collect()
}

/// A column of the customers, by their keys; who has nothing in it is left out.
fn attribute(sample: &Sample, name: &str) -> BTreeMap<String, String> {
    let values = column(&sample.files[1], name);
    let both = column(&sample.files[1], "Customer ID").into_iter().zip(values);
    both.filter(|(_, value)| !value.is_empty()).collect()
}

/// The years of everyone whose birthday is known.
fn ages(sample: &Sample) -> BTreeMap<String, i64> {
    let today = chrono::NaiveDate::MIN + chrono::Days::new(sample.as_of as u64);
    let years = |birthday: String| {
        let born: chrono::NaiveDate = birthday.parse().unwrap();
        let is_over = (today.month(), today.day()) >= (born.month(), born.day());
        i64::from(today.year() - born.year()) - i64::from(!is_over)
    };
    attribute(sample, "Birthday").into_iter().map(|(key, day)| (key, years(day))).collect()
}

/// The customers of each name and value.
type Traits = HashMap<String, Group>;

fn add<K: Into<String>>(
    traits: &mut Traits,
    field: &str,
    of: impl IntoIterator<Item = (K, String)>,
) {
    for (key, value) in of {
        traits.entry(format!("{field}: {value}")).or_default().insert(key.into());
    }
}

/// All that may set customers apart.
fn traits(sample: &Sample, activity: Option<&crate::sample::Classes>) -> Traits {
    let mut traits = Traits::new();
    for field in ["Zone", "Stratum", "Source", "Plan"] {
        add(&mut traits, field, attribute(sample, field));
    }
    let classes =
        [("Rhythm", Some(&sample.rhythm())), ("Activity", activity)].map(|(name, classes)| {
            (
                name,
                classes
                    .into_iter()
                    .flatten()
                    .map(|(key, class)| (key.clone(), class.to_string()))
                    .collect::<Vec<_>>(),
            )
        });
    for (name, classes) in classes {
        add(&mut traits, name, classes);
    }
    for line in sample.lines().iter().filter(|line| line.units > 0) {
        let bought =
            [("Product", line.product()), ("Category", line.category()), ("Store", line.store())];
        for (field, value) in bought {
            add(&mut traits, field, [(line.key(), value.to_string())]);
        }
    }
    // The latest line says by which channel a customer comes.
    let mut latest: BTreeMap<String, (i64, String)> = BTreeMap::new();
    for line in sample.lines() {
        let known = latest.entry(line.key().to_owned()).or_default();
        if line.day >= known.0 {
            *known = (line.day, line.channel().to_owned());
        }
    }
    add(&mut traits, "Channel", latest.into_iter().map(|(key, (_, channel))| (key, channel)));
    traits
}

#[test]
fn what_sets_the_best_and_the_lost_apart_and_what_a_return_is_worth() {
    let sample = Sample::of(None);
    let forecast = Forecast::of(&sample);
    let activity = forecast.activity(&sample);
    let buyers = buyers(&sample);
    let mut margins: BTreeMap<&str, i64> = BTreeMap::new();
    let lines = sample.lines();
    for line in &lines {
        *margins.entry(line.key()).or_default() += line.cents - line.cost;
    }
    let mut ranked: Vec<&String> = buyers.iter().collect();
    ranked.sort_by_key(|key| (Reverse(margins[key.as_str()]), *key));
    let best = ranked[..buyers.len().div_ceil(5)].iter().map(|key| (*key).clone()).collect();
    let lost: Group = sample
        .activity()
        .into_iter()
        .filter(|(_, class)| *class == "Inactive")
        .map(|(key, _)| key)
        .collect();

    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=why");
    page.press("button", "table: Times as often");
    check_lifts(&page, &best, &buyers, &traits(&sample, Some(&activity)));
    page.wait_for_text("By margin.");
    page.choose("Explain", "those who left");
    page.wait_for_text(&format!(
        "{} of {} buyers.",
        grouped(lost.len() as i64),
        grouped(buyers.len() as i64)
    ));
    page.press("button", "table: Times as often");
    check_lifts(&page, &lost, &buyers, &traits(&sample, None));
    check_win_back(&page, &sample, &lost);
}

/// Each row is what the counts say, and stands where its nearer end puts it.
fn check_lifts(page: &Page, target: &Group, buyers: &Group, traits: &Traits) {
    let shown = page.rows("Times as often");
    assert!(shown.len() > 10, "{shown:?}");
    let mut before = f64::INFINITY;
    for row in &shown[1..] {
        let has = traits.get(&row[0]).unwrap_or_else(|| panic!("{} is not counted here", row[0]));
        let (part, all) = (has.intersection(target).count(), has.intersection(buyers).count());
        let (lift, interval, nearer) = lift((part, target.len()), (all, buyers.len()));
        let expect = [grouped(part as i64), grouped(all as i64), lift, interval];
        assert_eq!(row[1..], expect, "{}", row[0]);
        assert!(nearer > 1.0 && nearer <= before, "{row:?}");
        before = nearer;
    }
    // Nothing that is surer was left out.
    for (name, has) in traits.iter().filter(|(name, _)| shown.iter().all(|row| row[0] != **name)) {
        let (part, all) = (has.intersection(target).count(), has.intersection(buyers).count());
        if all > 0 && all < buyers.len() {
            assert!(lift((part, target.len()), (all, buyers.len())).2 <= before, "{name}");
        }
    }
    let (name, n) = (&shown[1][0], traits[&shown[1][0]].len());
    let some = page.selecting(|page| page.press("button", name));
    assert_eq!(some.selected as usize, n, "{name}");
    page.selecting(|page| page.press("button", name));
}

/// What those who left missed at their mean order, and why they left.
fn check_win_back(page: &Page, sample: &Sample, lost: &Group) {
    let median = sample.median_gap();
    let mut missed: Vec<(f64, String, i64, String)> = Vec::new();
    let reasons = attribute(sample, "Loss reason");
    for key in lost {
        let person = &sample.people[key];
        let days = order_days(person);
        if days.len() > 1 {
            let gap = typical(&days, median);
            let orders = (i128::from(sample.as_of - person.last()) * gap.1 / gap.0) as i64;
            let ticket = person.spend as f64 / person.orders.len() as f64;
            let reason = reasons.get(key).cloned().unwrap_or_default();
            missed.push((orders as f64 * ticket, reason, orders, dollars(ticket.round() as i64)));
        }
    }
    missed.sort_by(|a, b| b.0.total_cmp(&a.0));
    page.go_to("#/segments?view=win-back");
    let all: f64 = missed.iter().map(|row| row.0).sum();
    page.wait_for_text(&format!(
        "{} customers with a rhythm of their own left. The orders they missed come to {}.",
        grouped(missed.len() as i64),
        dollars(all.round() as i64)
    ));
    let shown = page.rows("Customers");
    assert_eq!(shown.len(), 51);
    for (row, (worth, reason, orders, ticket)) in shown[1..].iter().zip(&missed) {
        let expect =
            [reason.clone(), dollars(worth.round() as i64), grouped(*orders), ticket.clone()];
        assert_eq!(row[1..5], expect, "{}", row[0]);
    }
    let once = lost.len() - missed.len();
    let some = page.selecting(|page| {
        page.press("button", &format!("{} bought once and left", grouped(once as i64)))
    });
    assert_eq!(some.selected as usize, once);
    page.selecting(|page| page.go_to("#/segments?view=win-back"));
    page.settle();

    let whose = |reason: &str| match reason {
        "Went to a competitor" | "Found a cheaper competitor" => "a competitor's",
        "Moved away" | "No longer drinks coffee" => "the customer's own",
        _ => "ours",
    };
    let mut by_whose: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let mut by_reason = by_whose.clone();
    for (key, reason) in reasons.iter().filter(|(key, _)| lost.contains(*key)) {
        for sum in [
            by_whose.entry(whose(reason).into()).or_default(),
            by_reason.entry(reason.clone()).or_default(),
        ] {
            *sum = (sum.0 + 1, sum.1 + sample.people[key].spend);
        }
    }
    let tables = "[...document.querySelectorAll('main table')].map((table) =>
        [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim())))";
    let tables: Vec<Vec<Vec<String>>> = serde_json::from_value(page.browser.value(tables)).unwrap();
    for (table, sums) in tables.iter().zip([&by_whose, &by_reason]) {
        assert_eq!(table.len() - 1, sums.len(), "{table:?}");
        for row in &table[1..] {
            let (n, spent) = sums[&row[0]];
            assert_eq!(row[row.len() - 2..], [grouped(n), dollars(spent)], "{row:?}");
        }
    }
    let (dear, (_, spent)) = by_reason
        .iter()
        .filter(|(reason, _)| whose(reason) == "ours")
        .max_by_key(|(_, sum)| sum.1)
        .unwrap();
    page.wait_for_text(&format!(
        "Put right first: {dear}. Those it cost you had spent {}.",
        dollars(*spent)
    ));
}

#[test]
fn prospects_sources_and_who_brought_whom_are_as_counted_by_hand() {
    let sample = Sample::of(None);
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=alike");
    check_alike(&page, &sample);

    let ordered = buyers(&sample);
    let mut sources = BTreeMap::<String, (i64, usize, i64)>::new();
    for (key, source) in attribute(&sample, "Source") {
        let row = sources.entry(source).or_default();
        *row = (
            row.0 + 1,
            row.1 + usize::from(ordered.contains(&key)),
            row.2 + sample.people[&key].spend,
        );
    }
    let shown = page.rows("Where people come from");
    assert_eq!(shown.len() - 1, sources.len());
    for row in &shown[1..] {
        let (came, bought, spent) = sources[&row[0]];
        let expect = [
            grouped(came),
            grouped(bought as i64),
            percent(bought as f64 / came as f64),
            dollars(spent),
            dollars((spent as f64 / came as f64).round() as i64),
        ];
        assert_eq!(row[1..], expect, "{}", row[0]);
    }
    // A source is a filter.
    let (source, (came, ..)) = sources.iter().next().expect("a source");
    let some = page.selecting(|page| page.press("button", source));
    assert_eq!(i64::from(some.selected), *came);
    page.selecting(|page| page.press("button", source));

    // Everyone above a customer brought the customer, or brought who did.
    let by = attribute(&sample, "Referred by");
    let mut tree: BTreeMap<&String, (i64, i64, i64)> = BTreeMap::new();
    for (key, person) in &sample.people {
        let mut seen = vec![key];
        while let Some(above) = by.get(seen[seen.len() - 1]).filter(|above| !seen.contains(above)) {
            let row = tree.entry(above).or_default();
            *row = (row.0 + i64::from(seen.len() == 1), row.1 + 1, row.2 + person.spend);
            seen.push(above);
        }
    }
    let mut rows: Vec<(i64, i64, i64)> = tree.into_values().collect();
    rows.sort_by_key(|row| Reverse((row.2, row.0)));
    let expect: Vec<[String; 3]> =
        rows[..20].iter().map(|row| [grouped(row.0), grouped(row.1), dollars(row.2)]).collect();
    let shown = page.rows("Who brings others");
    assert_eq!(shown[1..].iter().map(|row| row[1..].to_vec()).collect::<Vec<_>>(), expect);
}

/// Naive Bayes over what is known of customers and prospects alike.
fn check_alike(page: &Page, sample: &Sample) {
    let mut known: Vec<BTreeMap<String, String>> =
        ["Zone", "Stratum", "Source", "Consent"].map(|name| attribute(sample, name)).into();
    known.push(by_fifths(&ages(sample)));
    let (pareto, _) = sample.pareto();
    let of = |is: &dyn Fn(&str) -> bool| -> Vec<&String> {
        pareto.iter().filter(|(_, class)| is(class)).map(|(key, _)| key).collect()
    };
    let targets = of(&|class| class == "A");
    let others = of(&|class| class == "B" || class == "C");
    let prospects = of(&|class| class == "No order");
    let weights = evidence(&known, &targets, &others);
    let prior = (targets.len() as f64 / others.len() as f64).ln();
    let chance = |key: &&String| 1.0 / (1.0 + (-prior - score(&known, &weights, key)).exp());
    let mut chances: Vec<f64> = prospects.iter().map(chance).collect();
    chances.sort_by(|a, b| b.total_cmp(a));

    let expected: f64 = chances.iter().sum();
    page.wait_for_text(&format!(
        "{} people have not ordered yet. About {} of them can be expected to become like the {} customers chosen.",
        grouped(prospects.len() as i64),
        expected.round(),
        grouped(targets.len() as i64)
    ));
    page.settle();
    let shown = page.column("Who is alike", "Chance");
    let shown: Vec<String> = shown.into_iter().map(|(_, chance)| chance).collect();
    assert_eq!(shown, chances[..20].iter().map(|chance| percent(*chance)).collect::<Vec<_>>());

    // Each comes or not, and spends as some target did; the mean of these is itself known only so well.
    let spent: Vec<f64> =
        targets.iter().map(|key| sample.people[*key].spend as f64 / 100.0).collect();
    let n = spent.len() as f64;
    let mean = spent.iter().sum::<f64>() / n;
    let variance = spent.iter().map(|spent| (spent - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let each = |p: &f64| p * (variance + mean * mean) - p * p * mean * mean;
    let half =
        1.96 * (chances.iter().map(each).sum::<f64>() + expected * expected * variance / n).sqrt();
    let [middle, low, high] =
        [0.0, -half, half].map(|off| dollars(((expected * mean + off) * 100.0).round() as i64));
    page.wait_for_text(
        &format!("they would bring about {middle} ({low} to {high}, 95%)")
            .replace("they", "Together they"),
    );

    // Fifths may be drawn in many ways; it is as well told in each.
    for step in [1, 5, 25] {
        let auc = percent(left_out(&known, &targets, &others, step));
        page.wait_for_text(&format!("Learned from: Zone, Stratum, Source, Consent, Age. It puts a target above another in {auc} of pairs"));
    }
    let tenth = prospects.len().div_ceil(10);
    let least = (chances[tenth - 1] * 1e4).floor() / 1e4;
    let some = page.selecting(|page| page.press("button", "Show the most alike tenth"));
    assert_eq!(some.selected as usize, chances.iter().filter(|chance| **chance >= least).count());
    page.selecting(|page| page.press("button", "Show the most alike tenth"));
}

/// The band of each, cut at round numbers of years near the fifths.
fn by_fifths(years: &BTreeMap<String, i64>) -> BTreeMap<String, String> {
    let mut sorted: Vec<i64> = years.values().copied().collect();
    sorted.sort_unstable();
    let cuts: BTreeSet<i64> = (1..5).map(|fifth| sorted[sorted.len() * fifth / 5]).collect();
    let band = |years: &i64| cuts.iter().filter(|cut| *cut <= years).count().to_string();
    years.iter().map(|(key, years)| (key.clone(), band(years))).collect()
}

/// The weight of each value: ln of its share among the targets over its share among the others.
fn evidence(
    known: &[BTreeMap<String, String>],
    targets: &[&String],
    others: &[&String],
) -> Vec<BTreeMap<String, f64>> {
    let of = |known: &BTreeMap<String, String>| {
        let values: BTreeSet<&String> = known.values().collect();
        let shares = |group: &[&String]| -> Vec<f64> {
            let count =
                |value| group.iter().filter(|key| known.get(**key) == Some(value)).count() as f64;
            let counts: Vec<f64> = values.iter().map(|value| count(*value)).collect();
            let all = counts.iter().sum::<f64>() + 0.5 * values.len() as f64;
            counts.iter().map(|n| (n + 0.5) / all).collect()
        };
        let both = shares(targets).into_iter().zip(shares(others));
        values
            .iter()
            .copied()
            .cloned()
            .zip(both.map(|(target, other)| (target / other).ln()))
            .collect()
    };
    known.iter().map(of).collect()
}

fn score(known: &[BTreeMap<String, String>], weights: &[BTreeMap<String, f64>], key: &str) -> f64 {
    known.iter().zip(weights).filter_map(|(known, weights)| Some(weights[known.get(key)?])).sum()
}

/// The mean chance that a target scores above another, each fifth told by what the other four taught.
fn left_out(
    known: &[BTreeMap<String, String>],
    targets: &[&String],
    others: &[&String],
    step: usize,
) -> f64 {
    let in_fifth = |key: &str, fifth: usize| key[1..].parse::<usize>().unwrap() / step % 5 == fifth;
    let of = |fifth: usize| {
        let split = |group: &[&'_ String]| -> (Vec<String>, Vec<String>) {
            group.iter().map(|key| (*key).clone()).partition(|key| in_fifth(key, fifth))
        };
        let ((tried, learned), (other_tried, other_learned)) = (split(targets), split(others));
        let weights = evidence(
            known,
            &learned.iter().collect::<Vec<_>>(),
            &other_learned.iter().collect::<Vec<_>>(),
        );
        let scores = |keys: &[String]| {
            keys.iter().map(|key| score(known, &weights, key)).collect::<Vec<f64>>()
        };
        let (scores, others) = (scores(&tried), scores(&other_tried));
        let beats = |score: &f64| {
            others
                .iter()
                .map(|other| {
                    if score > other {
                        1.0
                    } else if score == other {
                        0.5
                    } else {
                        0.0
                    }
                })
                .sum::<f64>()
        };
        scores.iter().map(beats).sum::<f64>() / scores.len() as f64 / others.len() as f64
    };
    (0..5).map(of).sum::<f64>() / 5.0
}

#[test]
fn what_is_bought_together_is_counted_and_filters() {
    let sample = Sample::of(None);
    let buyers = buyers(&sample).len();
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=together");
    let lines = sample.lines();
    let first_days = |name: &dyn Fn(&crate::sample::Line) -> String| {
        let mut bought: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for line in lines.iter().filter(|line| line.units > 0) {
            let day = bought
                .entry(name(line))
                .or_default()
                .entry(line.key().to_owned())
                .or_insert(line.day);
            *day = line.day.min(*day);
        }
        bought
    };
    check_pairs(&page, &first_days(&|line| line.product().to_owned()), buyers);
    page.press("checkbox", "by category");
    let categories = first_days(&|line| line.category().to_owned());
    let most = check_pairs(&page, &categories, buyers);

    // "Bought this and never that" is a filter.
    let nevers = page.column("Bought together", "Never bought it");
    let (other, never) = &nevers[0];
    let buttons = "(name) => [...document.querySelectorAll('main tr')].find((row) => row.cells[0].innerText.trim() === name)
        .querySelector('td:last-child button')";
    let button = page.browser.call_function(buttons, serde_json::json!([other]));
    let some = page.selecting(|page| page.browser.click(&crate::browser::Element::of(&button)));
    let alone =
        categories[&most].keys().filter(|key| !categories[other].contains_key(*key)).count();
    assert_eq!((some.selected as usize, never), (alone, &grouped(alone as i64)));
}

/// Checks what goes with that which most bought, by the first day on which each customer bought each, and gives its name.
fn check_pairs(
    page: &Page,
    bought: &BTreeMap<String, BTreeMap<String, i64>>,
    buyers: usize,
) -> String {
    let (first, who) = bought.iter().max_by_key(|(_, who)| who.len()).expect("a product");
    let n = who.len();
    page.wait_for_text(&format!(
        "{} of {} buyers bought it.",
        grouped(n as i64),
        grouped(buyers as i64)
    ));
    page.settle();
    let shown = page.rows("Bought together");
    assert_eq!(shown.len() - 1, (bought.len() - 1).min(40));
    // What goes with it before what does not, the surest first.
    let mut before = (true, f64::INFINITY);
    for row in &shown[1..] {
        let other = &bought[&row[0]];
        let both: Vec<i64> =
            who.iter().filter_map(|(key, day)| Some(other.get(key)? - day)).collect();
        let (lift, interval, nearer) = lift((both.len(), n), (other.len(), buyers));
        let later = both.iter().filter(|days| **days > 0).count();
        let [times, later, never] = [both.len(), later, n - both.len()].map(|n| grouped(n as i64));
        assert_eq!(row[1..], [times, lift, interval, later, never], "{}", row[0]);
        let place = (both.len() * buyers >= n * other.len(), nearer);
        assert!(place <= before, "{row:?}");
        before = place;
    }
    first.clone()
}
