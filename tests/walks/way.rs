//! The main way: from an empty page to the list of a group, and back to an empty page.

use crate::{
    browser::Engine,
    independent::{SAMPLE, check_list, column, iso_day, of_class, people_of, segments},
    page::Page,
};
use carteira::portfolio::sample::{SampleLanguage, sample_files};
use std::collections::{BTreeMap, BTreeSet};

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

/// The customers of the sample as of a day, and their RFM segments.
fn sample(as_of: Option<i64>) -> (BTreeMap<String, crate::independent::Person>, Classes) {
    let files = sample_files(SampleLanguage::En);
    let text = |file: usize| std::str::from_utf8(&files[file].bytes).unwrap();
    let mut people = people_of(text(0), &SAMPLE, as_of);
    for id in column(&files[1].bytes, "Customer ID") {
        people.entry(id).or_default();
    }
    let segments = segments(&people);
    (people, segments)
}

type Classes = BTreeMap<String, &'static str>;

fn goes_the_main_way(engine: Engine) {
    let (people, segments) = sample(None);
    let champions = of_class(&segments, "Champions");
    let page = Page::open(engine);
    page.load_sample();
    let all = page.numbers();
    assert_eq!((all.customers, all.selected), (people.len() as u32, people.len() as u32));

    check_list(&page.export("CSV"), &people);

    // Every mark is a filter, and every filter can be undone.
    let some = page.selecting(|page| page.press("button", "Champions"));
    assert_eq!((some.customers, some.selected), (all.customers, champions.len() as u32));
    let undo = "Undo, back to: everyone";
    assert_eq!(page.selecting(|page| page.press("button", undo)).selected, all.selected);
    let redo = "Redo, on to: RFM segment is Champions";
    assert_eq!(page.selecting(|page| page.press("button", redo)).selected, some.selected);
    page.press("link", "People");
    let some = page.numbers();
    let list = page.export("CSV");
    let ids: BTreeSet<String> = column(&list, "customer_id").into_iter().collect();
    assert_eq!(ids, champions);
    assert!(column(&list, "rfm_segment").iter().all(|class| class == "Champions"));

    // Another language changes words and no number; the list stays what it was, byte for byte.
    page.choose("Language", "Português");
    page.named("link", "Pessoas");
    assert_eq!(page.numbers(), some);
    page.choose("Idioma", "English");
    assert_eq!(page.export("CSV"), list);

    page.press("button", "Forget everything");
    page.wait_for_dialog();
    page.press("button", "Forget everything");
    page.wait_for_state("empty");
    assert_eq!(page.browser.value("document.documentElement.dataset.customers"), "");
    assert!(!page.text().contains("3,700"), "{}", page.text());
}

#[test]
fn a_link_is_a_rule_that_waits_for_data() {
    let as_of = "2026-03-31";
    let (people, segments) = sample(Some(iso_day(as_of)));
    let lost = of_class(&segments, "Lost");
    let rule = "rfm_segment = \"Lost\"";
    let page = Page::open_at(
        Engine::Chromium,
        &format!("?lang=pt#/people?q=rfm_segment%20%3D%20%22Lost%22&as_of={as_of}"),
    );
    page.wait_for_text(rule);
    page.load_sample();
    let numbers = page.numbers();
    assert_eq!((numbers.customers, numbers.selected), (people.len() as u32, lost.len() as u32));
    let hash = page.browser.value("location.hash").to_string();
    assert!(hash.contains("#/people?") && hash.contains(as_of), "{hash}");
}

#[test]
fn torn_and_hostile_links_do_no_harm() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let everyone = page.numbers().customers;
    let long = format!("#/people?q={}", "n_orders%20%3E%201%20and%20(".repeat(5_000));
    for hash in [
        "#/people?q=%",
        "#/people?q=%FF%FE",
        "#/people?q=n_orders%20%3E",
        "#/people?q=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D'owned'%22%3E",
        "#/people?q=__proto__%20%3D%201",
        "#/people?as_of=9999-99-99",
        "#/people?as_of=-1",
        "#/overview?q&as_of&x=y#?#",
        "#/../../etc/passwd",
        "#javascript:document.title='owned'",
        &long,
    ] {
        page.visit(&format!("?lang=xx{hash}"));
        page.load_sample();
        let numbers = page.numbers();
        assert_eq!((numbers.customers, numbers.selected), (everyone, everyone), "{hash:.80}");
        page.go_to(hash);
        // An answer to a later question, so that the link's own is over.
        page.go_to("#/people?q=n_orders%20%3E%3D%201");
        page.browser.wait_for("Number(document.documentElement.dataset.selected) > 0", true);
        assert_eq!(page.state(), "ready", "{hash:.80}");
        assert!(!page.browser.value("document.title").to_string().contains("owned"));
    }
}
