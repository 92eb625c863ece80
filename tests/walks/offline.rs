//! Privacy and independence: the page needs its host no more once it is there, and reaches no other.

use crate::{
    browser::{Browser, Engine},
    dist,
    host::Host,
    page::Page,
};
use std::{thread, time::Duration};

const STATE: &str = "document.documentElement.dataset.state";
const OFFLINE: &str = "document.documentElement.dataset.offline";

#[test]
fn chromium_works_without_a_network() {
    works_without_a_network(Engine::Chromium);
}

#[test]
fn firefox_works_without_a_network() {
    works_without_a_network(Engine::Gecko);
}

#[test]
fn webkit_works_without_a_network() {
    works_without_a_network(Engine::WebKit);
}

fn works_without_a_network(engine: Engine) {
    let host = Host::new(&dist(), "/some/where/");
    let browser = Browser::start(engine);
    browser.open(&host.address);
    browser.wait_for(STATE, "empty");
    browser.wait_for(OFFLINE, "ready");
    let asked = host.take_asked();
    assert!(asked.iter().all(|path| path.starts_with("/some/where/")), "{asked:?}");

    // Another worker, as every import starts some: browsers like to look for news then.
    let started = "new Promise((done, failed) => { const worker = new Worker('./worker_loader.js', { type: 'module' });
        worker.onmessage = () => done('speaks'); worker.onerror = failed; })";
    assert_eq!(browser.value_of_promise(started), "speaks");
    // Nothing announces that a browser will not ask: there is only watching it for a while.
    thread::sleep(Duration::from_secs(3));
    assert_eq!(host.take_asked(), [""; 0]);

    host.switch_off();
    let page = Page { browser, host };
    page.visit("?lang=en");
    page.browser.wait_for(OFFLINE, "ready");
    page.host.take_asked();
    page.load_sample();
    for screen in ["Files", "People", "Overview"] {
        page.press("link", screen);
    }
    let all = page.numbers().customers;
    assert!(page.selecting(|page| page.go_to("#/people?q=n_orders%20%3E%3D%202")).selected < all);
    assert!(page.export("CSV").starts_with(b"customer_id,name,n_orders,"));
    let mut asked = page.host.take_asked();
    if engine == Engine::WebKit {
        // Under automation it keeps no cache of its own, so its check for a newer service worker reaches the host.
        asked.retain(|path| !path.ends_with("/sw.js"));
    }
    assert_eq!(asked, [""; 0]);
    if engine == Engine::Chromium {
        assert_eq!(page.browser.chromium_console(), [""; 0]);
    }
}

#[test]
fn the_policy_keeps_the_page_from_other_hosts() {
    let (host, other) = (Host::new(&dist(), "/"), Host::new(&dist(), "/"));
    let browser = Browser::start(Engine::Chromium);
    browser.open(&host.address);
    browser.wait_for(STATE, "empty");
    let answer =
        browser.value_of_promise(&format!("fetch('{}', {{ mode: 'no-cors' }})", other.address));
    assert_eq!(answer, "TypeError: Failed to fetch");
    browser.value(&format!("(new Image()).src = '{}?customer'", other.address));
    thread::sleep(Duration::from_millis(500));
    assert_eq!(other.take_asked(), [""; 0]);
}
