//! The main way: from an empty page to the list of a group, in the sample, in all three engines.

use crate::{
    browser::Engine,
    independent::{Columns, column, of_class, people_of, segments},
    page::Page,
};
use carteira::portfolio::sample::{SampleLanguage, sample_files};
use std::collections::BTreeSet;

#[test]
fn chromium_goes_the_main_way() {
    goes_the_main_way(Engine::Chromium);
}

#[test]
fn firefox_goes_the_main_way() {
    goes_the_main_way(Engine::Gecko);
}

#[test]
fn webkit_goes_the_main_way() {
    goes_the_main_way(Engine::WebKit);
}

fn goes_the_main_way(engine: Engine) {
    let files = sample_files(SampleLanguage::En);
    // Order ID, Order date, Customer ID, …, Amount, Cost, Currency, Order status.
    let at = Columns { order: 0, day: 1, customer: 2, amount: 8, status: Some(11) };
    let (mut people, _) = people_of(&files[0].bytes, &at);
    for id in column(&files[1].bytes, "Customer ID") {
        people.entry(id).or_default();
    }
    let champions = of_class(&segments(&people), "Champions");

    let page = Page::open(engine);
    page.load_sample();
    let all = page.numbers();
    assert_eq!((all.customers, all.selected), (people.len() as u32, people.len() as u32));

    page.press("link", "People");
    let some = page.selecting(|page| page.go_to("#/people?q=rfm_segment%20%3D%20%22Champions%22"));
    assert_eq!(some.selected, champions.len() as u32);
    assert_eq!(some.customers, all.customers);

    let list = page.export("CSV");
    let ids: BTreeSet<String> = column(&list, "customer_id").into_iter().collect();
    assert_eq!(ids, champions);
    assert!(column(&list, "rfm_segment").iter().all(|class| class == "Champions"));

    page.choose("Language", "Português");
    page.named("link", "Pessoas");
    assert_eq!(page.numbers().selected, some.selected);
}
