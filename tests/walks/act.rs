//! The Act screen: whom each group takes and what is at stake with them, the coming days, and plans on newer data, each counted
//! by hand.

use crate::{
    browser::Engine,
    files::Folder,
    independent::{SAMPLE, column, iso_day, people_of},
    page::Page,
    sample::{Sample, dollars, grouped, order_days, typical},
};
use std::collections::{BTreeMap, BTreeSet};

/// Whom a group takes.
pub type Group = BTreeSet<String>;

/// Everyone who keeps a condition.
fn group(sample: &Sample, keeps: impl Fn(&str) -> bool) -> Group {
    sample.people.keys().filter(|key| keeps(key)).cloned().collect()
}

/// The groups but those of lost customers, whom only a model tells apart from the inactive, and everyone of those.
fn groups(sample: &Sample) -> (Vec<(&'static str, Group)>, Group) {
    let (activity, loyalty) = (sample.activity(), sample.loyalty());
    let (pareto, funnel, scores) = (sample.pareto().0, sample.funnel(), sample.scores());
    let orders = |key: &str| sample.people[key].orders.len();
    let still = ["New", "Active", "Slipping", "At risk"];
    let groups = vec![
        ("Thank the defenders", group(sample, |key| loyalty[key] == "Defender")),
        ("Ask supporters to recommend", group(sample, |key| loyalty[key] == "Supporter")),
        (
            "Lift B customers to A",
            group(sample, |key| pareto[key] == "B" && still[..3].contains(&activity[key])),
        ),
        (
            "Bring about the second order",
            group(sample, |key| orders(key) == 1 && still.contains(&activity[key])),
        ),
        (
            "Wake those slipping away",
            group(sample, |key| orders(key) >= 2 && still[2..].contains(&activity[key])),
        ),
        (
            "Put right what went wrong",
            group(sample, |key| {
                scores.get(key).is_some_and(|&score| score <= 6) && still.contains(&activity[key])
            }),
        ),
        (
            "Came once, long ago",
            group(sample, |key| orders(key) == 1 && activity[key] == "Inactive"),
        ),
        ("Convert those about to decide", group(sample, |key| funnel[key] == "About to decide")),
        ("Talk to the interested", group(sample, |key| funnel[key] == "Prospect")),
        ("Take up lost deals", group(sample, |key| funnel[key] == "Lost deal")),
        ("Introduce yourself", group(sample, |key| funnel[key] == "Information")),
    ];
    (groups, group(sample, |key| orders(key) >= 2 && activity[key] == "Inactive"))
}

/// The cents that each spent in the 12 months to the latest day.
fn of_last_year(sample: &Sample) -> BTreeMap<String, i64> {
    let text = std::str::from_utf8(&sample.files[0]).unwrap();
    // The sample ends on no 29 February: the day a year before it has its number.
    let day = chrono::NaiveDate::MIN + chrono::Days::new(sample.as_of as u64);
    let before = day.checked_sub_months(chrono::Months::new(12)).unwrap();
    let before = people_of(text, &SAMPLE, Some(iso_day(&before.to_string())));
    let spent = |key: &String| before.get(key).map_or(0, |person| person.spend);
    let people = people_of(text, &SAMPLE, None);
    people.iter().map(|(key, person)| (key.clone(), person.spend - spent(key))).collect()
}

/// What the orders would have brought that did not come, in cents.
fn missed(sample: &Sample, group: &Group) -> f64 {
    let median = sample.median_gap();
    let of = |key: &String| {
        let person = &sample.people[key];
        let gap = typical(&order_days(person), median);
        let missed = i128::from(sample.as_of - person.last()) * gap.1 / gap.0;
        missed as f64 * person.spend as f64 / person.orders.len() as f64
    };
    group.iter().filter(|key| !sample.people[*key].orders.is_empty()).map(of).sum()
}

/// Those who may be written to: there is an address, and consent is not refused.
pub fn reachable(sample: &Sample) -> Group {
    let customers = &sample.files[1];
    let known = column(customers, "E-mail").into_iter().zip(column(customers, "Phone"));
    let known = known.zip(column(customers, "Consent")).zip(column(customers, "Customer ID"));
    known
        .filter(|(((mail, phone), consent), _)| {
            !(mail.is_empty() && phone.is_empty()) && consent != "no"
        })
        .map(|(_, id)| id)
        .collect()
}

#[test]
fn groups_show_whom_they_take_and_what_is_at_stake() {
    let sample = Sample::of(None);
    let (groups, lost) = groups(&sample);
    let (last_year, may) = (of_last_year(&sample), reachable(&sample));
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/people");
    let list = page.export("CSV");
    let worth = column(&list, "customer_id").into_iter().zip(column(&list, "clv_12m"));
    let worth: BTreeMap<String, f64> =
        worth.filter_map(|(id, worth)| Some((id, worth.parse().ok()?))).collect();

    page.go_to("#/act");
    page.wait_for_text("Introduce yourself");
    page.settle();
    let table = shown_groups(&page);
    for (name, group) in &groups {
        let row = &table[*name];
        assert_eq!(row["Customers"], grouped(group.len() as i64), "{name}");
        let mailable = group.intersection(&may).count();
        assert_eq!(row["May be contacted"], grouped(mailable as i64), "{name}");
        let spent: i64 = group.iter().filter_map(|key| last_year.get(key)).sum();
        assert_eq!(row["Last 12 months"], dollars(spent), "{name}");
        let expect = missed(&sample, group).round() as i64;
        assert_eq!(row["Orders missed"], dollars(expect), "{name}");
        // Of those who never bought, no model says anything.
        let known: Vec<f64> = group.iter().filter_map(|key| worth.get(key)).copied().collect();
        let expect = (known.iter().sum::<f64>() * 100.0).round() as i64;
        let expect = if known.is_empty() { "–".into() } else { dollars(expect) };
        assert_eq!(row["Worth, next 12 months"], expect, "{name}");
    }
    let both = ["Win back the inactive", "Ask the lost why they left"];
    let both = both.map(|name| table[name]["Customers"].replace(',', "").parse::<usize>().unwrap());
    assert_eq!(both.iter().sum::<usize>(), lost.len());

    // A count selects whom it counts.
    let (name, wake) = &groups[4];
    let button = format!("{name}: {}", grouped(wake.len() as i64));
    let some = page.selecting(|page| page.press("button", &button));
    assert_eq!(some.selected as usize, wake.len());

    // The list: those who may be written to and were left in peace, with what their worth allows to spend.
    page.press("link", &format!("{name} {}", grouped(wake.len() as i64)));
    page.wait_for_text("Investment ceiling");
    let rested = column(&sample.files[2], "Customer ID").into_iter();
    let rested = rested.zip(column(&sample.files[2], "Event date"));
    let rested = rested.zip(column(&sample.files[2], "Event"));
    let rested: Group = rested
        .filter(|((_, day), kind)| kind == "Campaign" && iso_day(day) > sample.as_of - 14)
        .map(|((id, _), _)| id)
        .collect();
    let list = |least: f64| -> Vec<f64> {
        let all = wake.intersection(&may).filter(|key| !rested.contains(*key));
        all.filter_map(|key| worth.get(key)).copied().filter(|worth| *worth >= least).collect()
    };
    check_spending(&page, &list(0.0), 0.1);
    // A dear action is only for those whose worth carries it: 5 in 10 of 100 come back.
    put(&page, "Cost per customer", "5");
    put(&page, "Chance that it works, %", "20");
    let some = list(5.0 / 0.2);
    assert!(some.len() < list(0.0).len() && !some.is_empty());
    check_spending(&page, &some, 0.2);
    let cost = some.len() as i64 * 500;
    page.wait_for_text(&format!("Cost of the action\n{}", dollars(cost)));
    let whole: f64 = some.iter().sum();
    let pays = (cost as f64 / 100.0 / whole * 1e4).round() / 100.0;
    page.wait_for_text(&format!("Pays from a chance of\n{pays}%"));
}

/// The table of groups: each row by its columns' heads.
fn shown_groups(page: &Page) -> BTreeMap<String, BTreeMap<String, String>> {
    let rows = "[...document.querySelector('main table').rows]
        .map((row) => [...row.cells].map((cell) => cell.innerText.trim()))";
    let rows: Vec<Vec<String>> = serde_json::from_value(page.browser.value(rows)).unwrap();
    let by_head = |row: &Vec<String>| {
        let cells = rows[0].iter().cloned().zip(row.iter().cloned()).collect();
        (row[0].clone(), cells)
    };
    rows[1..].iter().filter(|row| row.len() == rows[0].len()).map(by_head).collect()
}

/// How many the list has, the most worth spending on them, and on each.
fn check_spending(page: &Page, worth: &[f64], chance: f64) {
    let ceiling = worth.iter().sum::<f64>() * chance * 100.0;
    page.wait_for_text(&format!("Investment ceiling\n{}", dollars(ceiling.round() as i64)));
    let each = (ceiling / worth.len() as f64).round() as i64;
    page.wait_for_text(&format!("on each customer\n{}", dollars(each)));
    page.named(
        "button",
        &format!("Select {} customers and open the list", grouped(worth.len() as i64)),
    );
}

/// Puts a number into a field of numbers.
pub fn put(page: &Page, label: &str, value: &str) {
    let set = "(name, value) => {
        const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === name);
        label.control.value = value;
        label.control.dispatchEvent(new Event('change', { bubbles: true }));
    }";
    page.browser.call_function(set, serde_json::json!([label, value]));
}

/// The days from the latest to the next of this day of the year.
fn to_anniversary(sample: &Sample, day: &str) -> i64 {
    let today = chrono::NaiveDate::MIN + chrono::Days::new(sample.as_of as u64);
    let (year, rest) = (today.format("%Y").to_string().parse::<i32>().unwrap(), &day[4..10]);
    let of = |year: i32| {
        let leap = chrono::NaiveDate::from_ymd_opt(year, 2, 29).is_some();
        let rest = if rest == "-02-29" && !leap { "-02-28" } else { rest };
        iso_day(&format!("{year}{rest}")) - sample.as_of
    };
    if of(year) > 0 { of(year) } else { of(year + 1) }
}

#[test]
fn the_calendar_counts_birthdays_anniversaries_and_orders_due() {
    let sample = Sample::of(None);
    let median = sample.median_gap();
    let birthdays = column(&sample.files[1], "Birthday");
    let birthdays = birthdays.iter().filter(|day| !day.is_empty());
    let birthdays: Vec<i64> = birthdays.map(|day| to_anniversary(&sample, day)).collect();
    let firsts = sample.people.values().filter_map(|person| person.orders.values().min());
    let written = |day: i64| (chrono::NaiveDate::MIN + chrono::Days::new(day as u64)).to_string();
    let firsts: Vec<i64> = firsts.map(|&day| to_anniversary(&sample, &written(day))).collect();
    let buyers = sample.people.values().filter(|person| !person.orders.is_empty());
    // The next order: the typical gap, rounded half up, after the last.
    let due: Vec<i64> = buyers
        .map(|person| {
            let gap = typical(&order_days(person), median);
            person.last() + ((2 * gap.0 + gap.1) / (2 * gap.1)) as i64 - sample.as_of
        })
        .collect();
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/act?view=calendar");
    for days in [30, 90] {
        page.choose("Days ahead", &days.to_string());
        for (name, all) in [
            ("Birthday", &birthdays),
            ("Anniversary of the first order", &firsts),
            ("Next order due", &due),
        ] {
            let mut by_day: BTreeMap<i64, usize> = BTreeMap::new();
            for &ahead in all.iter().filter(|ahead| (1..=days).contains(*ahead)) {
                *by_day.entry(ahead).or_default() += 1;
            }
            let n: usize = by_day.values().sum();
            assert!(n > 0, "{name}");
            let button = format!("{name}, {days}: {}", grouped(n as i64));
            let some = page.selecting(|page| page.press("button", &button));
            assert_eq!(some.selected as usize, n, "{name}");
            page.selecting(|page| page.press("button", &button));
            // Day by day, as the table has them.
            let shown = page.column("Calendar", name);
            let shown: Vec<String> =
                shown.into_iter().map(|(_, n)| n).filter(|n| !n.is_empty()).collect();
            let expect: Vec<String> = by_day.values().map(|&n| grouped(n as i64)).collect();
            assert_eq!(shown, expect, "{name} in {days} days");
        }
    }
}

#[test]
fn a_plan_kept_as_a_file_is_measured_on_newer_data() {
    let slipping =
        |sample: &Sample| sample.activity().values().filter(|class| **class == "Slipping").count();
    let (before, now) = (Sample::of(Some(iso_day("2026-06-30"))), Sample::of(None));
    let (baseline, actual) = (slipping(&before), slipping(&now));
    assert_ne!(baseline, actual);
    let query = "q=activity%20%3D%20%22Slipping%22";
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let some =
        page.selecting(|page| page.go_to(&format!("#/act?{query}&as_of=2026-06-30&view=plans")));
    assert_eq!(some.selected as usize, baseline);
    page.press("button", "New plan for the selection");
    page.wait_for_text(&format!("Now: {}", grouped(baseline as i64)));
    page.settle();
    // Half of the way there and back: the target lies as far beyond what is there on the latest day.
    let target = 2 * actual as i64 - baseline as i64;
    put(&page, "Target", &target.to_string());
    page.wait_for_text(&format!("Target: {}", grouped(target)));
    page.press("button", "To a file");
    let file = page.browser.take_download("plans.json");
    let text = String::from_utf8(file.clone()).unwrap();
    let plan = &serde_json::from_str::<serde_json::Value>(&text).unwrap()["plans"][0];
    assert_eq!(plan["baseline"].as_f64(), Some(baseline as f64), "{text}");
    let began = iso_day("2026-06-30") - iso_day("1970-01-01");
    assert_eq!(plan["began"].as_i64(), Some(began), "{text}");
    assert!(!text.contains("C0") && !text.contains('@'), "{text}");

    page.visit("?lang=en");
    page.load_sample();
    page.go_to("#/act?view=plans");
    page.wait_for_text("No plan yet");
    let folder = Folder::new("plans");
    let input = page.browser.find("main input[accept*=json]");
    page.browser.type_into(&input, folder.file("plans.json", &file).to_str().unwrap());
    page.wait_for_text(&format!("Now: {}", grouped(actual as i64)));
    page.wait_for_text(&format!("Target: {}", grouped(target)));
    page.wait_for_text("50%");
    page.wait_for_text("under way");
    let button = format!("Group: {}", grouped(actual as i64));
    let some = page.selecting(|page| page.press("button", &button));
    assert_eq!(some.selected as usize, actual);
}
