//! The first screen is there before the rest of the page: what a person does at once must not be lost.

use crate::{
    browser::{Browser, Engine},
    dist,
    host::Host,
    page::Page,
};

#[test]
fn what_is_given_before_the_page_is_whole_is_not_lost() {
    let host = Host::new(&dist(), "/");
    host.withhold(Some("/app.js"));
    let page = Page { browser: Browser::start(Engine::Chromium), host };
    page.visit("?lang=en");
    page.press("button", "Try the sample");
    let said = page.problem();
    assert!(said.contains("could not be loaded in full"), "{said}");
    page.wait_for_state("error");

    page.host.withhold(None);
    page.load_sample();
    assert!(page.numbers().customers > 0);
}

#[test]
fn the_first_screen_asks_for_neither_the_engine_nor_the_other_screens() {
    let host = Host::new(&dist(), "/");
    host.withhold(Some("/app.js"));
    let page = Page { browser: Browser::start(Engine::Chromium), host };
    page.visit("?lang=pt");
    let asked = page.host.take_asked();
    let programs: Vec<&String> = asked.iter().filter(|path| path.ends_with(".wasm")).collect();
    assert_eq!(programs.len(), 1, "{asked:?}");
    assert!(programs[0].contains("door"), "{asked:?}");
}
