//! Worth and why, on the sample: what is on screen against the sample's own files, counted here.

use crate::{
    browser::Engine,
    independent::{SAMPLE, people_of},
    page::Page,
};
use carteira::portfolio::sample::{SampleLanguage, sample_files};
use std::collections::{BTreeMap, BTreeSet};

/// A count as English writes it.
fn written(n: usize) -> String {
    let digits = n.to_string();
    let place = |i: usize| i > 0 && (digits.len() - i).is_multiple_of(3);
    digits
        .char_indices()
        .flat_map(|(i, c)| place(i).then_some(',').into_iter().chain([c]))
        .collect()
}

/// The text of a file of the sample: 0 orders, 1 customers.
fn file(place: usize) -> String {
    String::from_utf8(sample_files(SampleLanguage::En)[place].bytes.clone()).expect("UTF-8")
}

#[test]
fn sources_tell_who_came_and_who_ordered() {
    let (orders, customers) = (file(0), file(1));
    let people = people_of(&orders, &SAMPLE, None);
    let ordered = |key: &str| people.get(key).is_some_and(|person| !person.orders.is_empty());
    let mut sources = BTreeMap::<String, (usize, usize)>::new();
    let mut reader = csv::Reader::from_reader(customers.as_bytes());
    let heads = reader.headers().expect("a header").clone();
    let place = |name: &str| heads.iter().position(|head| head == name).expect(name);
    let (key, source) = (place("Customer ID"), place("Source"));
    for record in reader.records() {
        let record = record.expect("a record");
        if !record[source].is_empty() {
            let row = sources.entry(record[source].to_string()).or_default();
            row.0 += 1;
            row.1 += usize::from(ordered(&record[key]));
        }
    }
    assert!(sources.len() >= 5);
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=alike");
    page.named("heading", "Where people come from");
    for (source, (came, ordered)) in &sources {
        page.wait_for_text(&format!("{source}\t{}\t{}\t", written(*came), written(*ordered)));
    }
    // A source is a filter.
    let (source, (came, _)) = sources.iter().next().expect("a source");
    let some = page.selecting(|page| page.press("button", source));
    assert_eq!(some.selected as usize, *came);
}

#[test]
fn what_is_bought_together_is_counted_and_filters() {
    let orders = file(0);
    let mut bought = BTreeMap::<String, BTreeSet<String>>::new();
    let mut buyers = BTreeSet::new();
    for line in csv::Reader::from_reader(orders.as_bytes()).records() {
        let line = line.expect("a line");
        if line[2].is_empty() || (SAMPLE.is_cancelled)(&line) || line[6].starts_with('-') {
            continue;
        }
        buyers.insert(line[2].to_string());
        bought.entry(line[5].to_string()).or_default().insert(line[2].to_string());
    }
    let most = bought.values().map(BTreeSet::len).max().expect("a category");
    let first = bought.iter().find(|(_, who)| who.len() == most).expect("a category").0;
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=together");
    page.press("checkbox", "by category");
    page.wait_for_text(&format!(
        "{} of {} buyers bought it.",
        written(most),
        written(buyers.len())
    ));
    let mut others = Vec::new();
    for (other, who) in bought.iter().filter(|(other, _)| *other != first) {
        let both = who.intersection(&bought[first]).count();
        others.extend([both, most - both]);
        page.wait_for_text(&format!("{other}\t{}\t", written(both)));
    }
    // "Bought this and never that" is a filter; one whose count stands nowhere else can be found.
    let is_alone = |n: &&usize| others.iter().filter(|m| m == n).count() == 1;
    let alone = *others.iter().skip(1).step_by(2).find(is_alone).expect("a count of its own");
    let some = page.selecting(|page| page.press("button", &written(alone)));
    assert_eq!(some.selected as usize, alone);
}

#[test]
fn what_may_be_spent_follows_the_chance() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=worth");
    page.wait_for_text("They can be expected to bring");
    let list = page.export("CSV");
    let mut reader = csv::Reader::from_reader(list.as_slice());
    let heads = reader.headers().expect("a header").clone();
    let place = heads.iter().position(|head| head == "clv_12m").expect("clv_12m");
    let worth: f64 =
        reader.records().filter_map(|row| row.expect("a row")[place].parse::<f64>().ok()).sum();
    let tenth = written((worth / 10.0).round() as usize);
    page.wait_for_text(&format!("Spend at most ${tenth}, "));
}
