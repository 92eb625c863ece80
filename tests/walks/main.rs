//! Walks through the built page in real browsers: `make test-walks`.
//!
//! A walk knows the page only from outside: the data attributes of `<html>`, the roles and names of its controls, and what
//! the host is asked for.

mod browser;
mod host;

use browser::{Browser, Engine};
use host::Host;
use std::{path::PathBuf, thread, time::Duration};

const STATE: &str = "document.documentElement.dataset.state";
const OFFLINE: &str = "document.documentElement.dataset.offline";

fn dist() -> PathBuf {
    std::env::var_os("CARTEIRA_DIST").map_or_else(|| "dist".into(), PathBuf::from)
}

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
    thread::sleep(Duration::from_secs(3));
    assert_eq!(host.take_asked(), [""; 0]);

    host.switch_off();
    browser.open(&format!("{}?lang=pt#/people", host.address));
    browser.wait_for(STATE, "empty");
    browser.wait_for(OFFLINE, "ready");
    if engine == Engine::Chromium {
        assert_eq!(browser.chromium_console(), [""; 0]);
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
