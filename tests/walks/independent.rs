//! The numbers again, by another way: files read with the `csv` crate, whole orders in maps, sums in cents. It shares
//! nothing with the core but DEFINITIONS, and is meant to be read beside them.
//!
//! It knows only what the walks' files need: one amount a line, ISO days, negative amounts as returns, and cancelled lines
//! marked so.

use std::collections::{BTreeMap, BTreeSet};

/// Where the columns of a file of orders are.
pub struct Columns {
    pub customer: usize,
    pub order: usize,
    pub day: usize,
    pub amount: usize,
    /// Status, where there is one; a line is cancelled when it says `Cancelled`.
    pub status: Option<usize>,
}

/// A customer as counted here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Orders with a purchase line, each with its earliest day.
    pub orders: BTreeMap<String, i64>,
    /// Cents, net of returns.
    pub spend: i64,
}

impl Person {
    /// The latest day of an order.
    pub fn last(&self) -> i64 {
        self.orders.values().copied().max().unwrap_or(i64::MIN)
    }
}

/// Everyone who has a key in a file of orders, and the latest day of its used lines.
pub fn people_of(orders: &[u8], at: &Columns) -> (BTreeMap<String, Person>, i64) {
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    let mut latest = i64::MIN;
    for record in csv::Reader::from_reader(orders).records() {
        let record = record.expect("the file is well-formed");
        if record[at.customer].is_empty() {
            continue;
        }
        let person = people.entry(record[at.customer].to_owned()).or_default();
        if at.status.is_some_and(|status| &record[status] == "Cancelled") {
            continue;
        }
        let (amount, day) = (cents(&record[at.amount]), day(&record[at.day]));
        latest = latest.max(day);
        person.spend += amount;
        if amount >= 0 {
            let first = person.orders.entry(record[at.order].to_owned()).or_insert(day);
            *first = day.min(*first);
        }
    }
    (people, latest)
}

/// Scores 1 to 5 of recency, frequency and money of each buyer, and the segment they come to.
pub fn segments(people: &BTreeMap<String, Person>) -> BTreeMap<String, &'static str> {
    let buyers: Vec<(&String, &Person)> =
        people.iter().filter(|(_, person)| !person.orders.is_empty()).collect();
    let scores = |measure: &dyn Fn(&Person) -> i64| -> Vec<i64> {
        let mut sorted: Vec<i64> = buyers.iter().map(|(_, person)| measure(person)).collect();
        sorted.sort_unstable();
        let worse = |value: i64| sorted.iter().take_while(|&&other| other < value).count();
        let all = buyers.len();
        buyers.iter().map(|(_, person)| 1 + (5 * worse(measure(person)) / all) as i64).collect()
    };
    let recency = scores(&|person| person.last());
    let frequency = scores(&|person| person.orders.len() as i64);
    let money = scores(&|person| person.spend);
    let mut segments: BTreeMap<String, &'static str> =
        people.keys().map(|key| (key.clone(), "No order")).collect();
    for (i, (key, _)) in buyers.iter().enumerate() {
        // Twice fm, to stay in whole numbers.
        segments.insert((*key).clone(), segment(recency[i], frequency[i] + money[i]));
    }
    segments
}

fn segment(r: i64, twice_fm: i64) -> &'static str {
    match (r, twice_fm) {
        (4.., 8..) => "Champions",
        (4.., 6..) => "Loyal",
        (4.., 4..) => "Potential loyalist",
        (5, _) => "Recent",
        (4, _) => "Promising",
        (3, 6..) => "Loyal",
        (3, 4..) => "Needs attention",
        (3, _) => "About to sleep",
        (2, 5..) => "At risk",
        (2, _) => "Hibernating",
        (_, 8..) => "Can't lose",
        (_, 5..) => "At risk",
        _ => "Lost",
    }
}

/// The keys of these that are in a class.
pub fn of_class(classes: &BTreeMap<String, &'static str>, class: &str) -> BTreeSet<String> {
    classes.iter().filter(|(_, found)| **found == class).map(|(key, _)| key.clone()).collect()
}

/// A column of an exported list.
pub fn column(list: &[u8], name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(list);
    let at = reader.headers().unwrap().iter().position(|header| header == name);
    let at = at.unwrap_or_else(|| panic!("a column {name}"));
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

/// Days since some fixed day.
fn day(iso: &str) -> i64 {
    let date: chrono::NaiveDate = iso[..10].parse().expect("an ISO day");
    date.signed_duration_since(chrono::NaiveDate::MIN).num_days()
}

/// `12.3` is 1230.
pub fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{}{part:0<2}", whole.trim_start_matches('-'));
    let cents: i64 = digits.parse().expect("an amount of at most two decimals");
    if text.starts_with('-') { -cents } else { cents }
}
