//! The Time screen, number by number: cohorts, movement, departures, and what another day does to them.

use crate::{
    browser::Engine,
    independent::iso_day,
    page::Page,
    sample::{Classes, Sample, counts, grouped, order_days},
};
use chrono::{Datelike, NaiveDate};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn cohorts_movement_and_departures_are_as_counted_by_hand() {
    let (early, late) = ("2026-03-31", "2026-09-30");
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/time");
    page.press("button", "table: Cohorts");
    page.press("button", "table: Who moved");
    page.press("button", "table: Zero defections");
    page.settle();
    let sample = Sample::of(None);
    check_cohorts(&page, &sample);
    check_departures(&page, &sample);

    // The same as of an earlier day: every number is another.
    let before = page.rows("Cohorts");
    let then = Sample::of(Some(iso_day(late)));
    page.selecting(|page| page.go_to(&format!("#/time?as_of={late}")));
    page.settle();
    check_cohorts(&page, &then);
    check_departures(&page, &then);
    assert_ne!(page.rows("Cohorts"), before);

    // Between two days by the cuts of the first: who spends what the lowest A of then had spent is A.
    page.choose("Classes of", "Pareto class");
    page.fill("from", early);
    page.settle();
    let first = Sample::of(Some(iso_day(early)));
    let (from, to) = (first.pareto().0, then.pareto().0);
    let least = |class: &str| {
        let own = from.iter().filter(|(_, found)| **found == class);
        own.map(|(key, _)| first.people[key].spend).min().unwrap()
    };
    let (a, b) = (least("A"), least("B"));
    let by_first = |sample: &Sample| {
        sample.classes(|_, person| match person.spend {
            spend if spend >= a => "A",
            spend if spend >= b => "B",
            _ => "C",
        })
    };
    let frozen = check_moved(&page, &by_first(&first), &by_first(&then));
    // And each by its own.
    page.press("checkbox", "by the first day’s cuts");
    page.settle();
    assert_ne!(check_moved(&page, &from, &to), frozen);

    // The Segments screen is of that day, too.
    page.go_to(&format!("#/segments?view=rhythm&as_of={late}"));
    page.settle();
    let rhythm = page.column("Rhythm", "Customers");
    let mut counted = counts(&then.rhythm());
    for (class, n) in rhythm {
        assert_eq!(n, grouped(counted.remove(&class).unwrap_or(0) as i64), "{class}");
    }
    assert!(counted.is_empty(), "{counted:?}");
}

/// Checks who moved from which class to which, and gives the table.
fn check_moved(page: &Page, from: &Classes, to: &Classes) -> Vec<Vec<String>> {
    let mut moved: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for (key, class) in to {
        let before = from.get(key).copied().unwrap_or("New");
        *moved.entry((before, class)).or_default() += 1;
        *moved.entry((before, "Total")).or_default() += 1;
        *moved.entry(("Total", class)).or_default() += 1;
        *moved.entry(("Total", "Total")).or_default() += 1;
    }
    let shown = page.rows("Who moved");
    for row in &shown[1..] {
        for (head, cell) in shown[0][1..].iter().zip(&row[1..]) {
            let expect = moved.remove(&(&*row[0], &**head)).map(grouped).unwrap_or_default();
            assert_eq!(*cell, expect, "{} → {head}", row[0]);
        }
    }
    assert!(moved.is_empty(), "{moved:?}");
    shown
}

/// A month as a number that goes up by one.
fn month(day: i64) -> i32 {
    let date = NaiveDate::MIN + chrono::Days::new(day as u64);
    date.year() * 12 + date.month0() as i32
}

/// The share of each month's new customers who ordered in it and in each month since, in per cent.
fn check_cohorts(page: &Page, sample: &Sample) {
    let mut cohorts: BTreeMap<i32, Vec<Vec<i32>>> = BTreeMap::new();
    for days in sample.people.values().map(order_days).filter(|days| !days.is_empty()) {
        let mut months: Vec<i32> = days.iter().map(|&day| month(day)).collect();
        months.dedup();
        cohorts.entry(months[0]).or_default().push(months);
    }
    let now = month(sample.as_of);
    let shown = page.rows("Cohorts");
    let rows = &shown[1..shown.len() - 1];
    let first = now + 1 - rows.len() as i32;
    for (row, of) in rows.iter().zip(first..) {
        let cohort = cohorts.remove(&of).unwrap_or_default();
        assert_eq!(row[1], grouped(cohort.len() as i64), "{row:?}");
        for (since, cell) in row[2..].iter().enumerate() {
            let then = of + since as i32;
            let active = cohort.iter().filter(|months| months.contains(&then)).count();
            let share = (active as f64 / cohort.len() as f64 * 100.0).round();
            let expect =
                if then <= now && !cohort.is_empty() { share.to_string() } else { String::new() };
            assert_eq!(cell.trim_end_matches('*'), expect, "{} + {since}: {row:?}", row[0]);
        }
    }
    // Those who came before the first row are counted in words.
    let older: usize = cohorts.values().map(Vec::len).sum();
    let text = page.text();
    let said = format!("{} customers of older cohorts", grouped(older as i64));
    assert_eq!(text.contains("of older cohorts"), older > 0);
    assert!(older == 0 || text.contains(&said), "{said}");
}

/// Who left and who came back, by month.
fn check_departures(page: &Page, sample: &Sample) {
    let (left, back) = sample.departures();
    let in_month = |days: &[i64], of: i32| days.iter().filter(|&&day| month(day) == of).count();
    let (gone, returned) =
        (page.column("Zero defections", "Left"), page.column("Zero defections", "Came back"));
    let first = month(sample.as_of) + 1 - gone.len() as i32;
    for ((row, of), (_, came)) in gone.iter().zip(first..).zip(&returned) {
        assert_eq!(row.1, grouped(in_month(&left, of) as i64), "left in {}", row.0);
        assert_eq!(*came, grouped(in_month(&back, of) as i64), "back in {}", row.0);
    }
    let away = left.len() - back.len();
    page.wait_for_text(&format!("{} customers are away", grouped(away as i64)));
}

#[test]
fn a_day_is_said_in_the_language_of_the_page_whatever_the_browsers() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let said = "(() => {
        const day = document.querySelector('header .said-day');
        return [getComputedStyle(day, '::before').content, day.querySelector('input').value];
    })()";
    for (language, day) in [("en", "31 Oct 2026"), ("pt", "31/10/2026"), ("lt", "2026-10-31")] {
        page.speak(language);
        page.browser.wait_for(said, json!([format!("\"{day}\" / \"\""), "2026-10-31"]));
    }
    // Who types into it sees what the browser has there.
    page.browser.value("document.querySelector('header .said-day input').focus()");
    page.browser.wait_for(said, json!(["none", "2026-10-31"]));
}
