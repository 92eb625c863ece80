//! The page as a person knows it: its state, its controls by role and name, what it saves.
//!
//! Nothing here looks at classes or the order of elements: what is on the screen may move, what it is called may not.
//! A control is waited for, since the engine answers when it has the answer; it is pressed once.

use crate::{
    browser::{Browser, Element, Engine},
    dist,
    host::Host,
};
use serde_json::{Value, json};
use std::path::Path;

/// The elements that can bear a role without saying so.
const NAMED: &str = r#"(role, name, whole) => {
    const implied = {
        button: "button, summary", link: "a[href]", menuitem: "", option: "option", checkbox: "input[type=checkbox]",
        textbox: "textarea, input:not([type]), input[type=text], input[type=search]", combobox: "select", tab: "",
        heading: "h1, h2, h3, h4", img: "img", row: "tr", radio: "input[type=radio]", slider: "input[type=range]",
    }[role];
    const text = (id) => document.getElementById(id)?.textContent ?? "";
    const called = (element) =>
        (element.getAttribute("aria-labelledby")?.split(" ").map(text).join(" ")
        ?? element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent)
        .replace(/\s+/g, " ").trim();
    const candidates = document.querySelectorAll([`[role~=${role}]`, implied].filter(Boolean).join());
    // What a dialog covers cannot be reached.
    const dialog = document.querySelector("dialog:modal") ?? document;
    return [...candidates].filter((element) => {
        if (!dialog.contains(element)) return false;
        if (element.getAttribute("role") && element.getAttribute("role") !== role) return false;
        if (!element.getClientRects().length) return false;
        return whole ? called(element) === name : called(element).includes(name);
    });
}"#;

/// All sentences about what went wrong.
const ALERTS: &str = "[...document.querySelectorAll('[role=alert]:not([hidden])')].map((one) => one.innerText).join('').trim()";

/// How many customers there are, how many of them are selected, and of which revision both are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    pub customers: u32,
    pub selected: u32,
    pub revision: u32,
}

/// A browser at the page, and the host that the page came from.
pub struct Page {
    pub browser: Browser,
    pub host: Host,
}

impl Page {
    /// Opens the page below a path of some host, and waits until it takes files.
    pub fn open(engine: Engine) -> Page {
        Page::open_at(engine, "?lang=en")
    }

    /// The same with this after the address of the page.
    pub fn open_at(engine: Engine, rest: &str) -> Page {
        let host = Host::new(&dist(), "/some/where/");
        let browser = Browser::start(engine);
        browser.resize(1440, 900);
        let page = Page { browser, host };
        page.visit(rest);
        page
    }

    /// Loads the page anew.
    pub fn visit(&self, rest: &str) {
        self.browser.open("about:blank");
        self.browser.open(&format!("{}{rest}", self.host.address));
        self.wait_for_state("empty");
    }

    /// Goes to a hash as a link or the address bar does, without loading the page anew.
    pub fn go_to(&self, hash: &str) {
        self.browser.call_function("(hash) => { location.hash = hash; }", json!([hash]));
    }

    /// Waits until `<html data-state>` says this.
    pub fn wait_for_state(&self, state: &str) {
        self.browser.wait_for("document.documentElement.dataset.state", state);
    }

    /// What `<html data-state>` says.
    pub fn state(&self) -> Value {
        self.browser.value("document.documentElement.dataset.state")
    }

    /// Gives files to the file input, which is on every screen.
    pub fn give(&self, files: &[&Path]) {
        let paths: Vec<&str> = files.iter().map(|path| path.to_str().expect("UTF-8")).collect();
        let input = self.browser.find("input[type=file][multiple]");
        self.browser.type_into(&input, &paths.join("\n"));
    }

    /// Loads the sample.
    pub fn load_sample(&self) {
        let sample = self.browser.find("[data-action=sample]");
        self.browser.click(&sample);
        self.wait_for_state("ready");
    }

    /// Loads the page anew in a language, and the sample in it.
    pub fn load_sample_by_address(&self, language: &str) {
        self.visit(&format!("?lang={language}"));
        self.load_sample();
    }

    /// The numbers as last painted.
    pub fn numbers(&self) -> Numbers {
        let data = self.browser.value("{ ...document.documentElement.dataset }");
        let number = |name: &str| data[name].as_str().and_then(|text| text.parse().ok());
        let number = |name| number(name).unwrap_or_else(|| panic!("data-{name} in {data}"));
        Numbers {
            customers: number("customers"),
            selected: number("selected"),
            revision: number("revision"),
        }
    }

    /// Does something that selects, and waits until the new numbers are painted.
    pub fn selecting(&self, act: impl FnOnce(&Page)) -> Numbers {
        let before = self.numbers().revision;
        act(self);
        self.browser.wait_for(
            &format!("Number(document.documentElement.dataset.revision) > {before}"),
            true,
        );
        self.numbers()
    }

    /// Presses what has this role and exactly this name.
    pub fn press(&self, role: &str, name: &str) {
        let element = self.named(role, name);
        self.browser.click(&element);
    }

    /// Waits for a dialog; until it is closed, nothing else can be pressed.
    pub fn wait_for_dialog(&self) {
        self.browser.wait_for("document.querySelector('dialog:modal') !== null", true);
    }

    /// The element of this role and name, once it is there.
    pub fn named(&self, role: &str, name: &str) -> Element {
        let find = || self.browser.call_function(NAMED, json!([role, name, true]))[0].clone();
        let there = self.browser.wait_until(|| Some(find()).filter(|found| !found.is_null()));
        let Some(found) = there else {
            let all = self.browser.call_function(NAMED, json!([role, "", false]));
            let names =
                "(all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent)";
            let all = self.browser.call_function(names, json!([all]));
            panic!("there is no {role} {name:?} among {all}: {}", self.text());
        };
        Element::of(&found)
    }

    /// Chooses from a list of choices.
    pub fn choose(&self, list: &str, option: &str) {
        // Drivers choose an option when it is clicked, without opening its list.
        let find = "(list, name) => [...list.options].find((option) => option.text === name)";
        let list = self.named("combobox", list).as_argument();
        let option = self.browser.call_function(find, json!([list, option]));
        self.browser.click(&Element::of(&option));
    }

    /// Exports the list and gives the bytes that were saved.
    pub fn export(&self, format: &str) -> Vec<u8> {
        self.press("button", "Export");
        self.press("menuitem", format);
        self.browser.take_download(&format!("customers.{}", format.to_lowercase()))
    }

    /// The text on the page, as a person can read it.
    pub fn text(&self) -> String {
        self.browser.value("document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Waits until this can be read on the page.
    pub fn wait_for_text(&self, text: &str) {
        let is_there = format!("document.body.innerText.includes({})", json!(text));
        self.browser.wait_for(&is_there, true);
    }

    /// The sentence about what went wrong.
    pub fn problem(&self) -> String {
        self.browser.wait_for(&format!("({ALERTS}) !== ''"), true);
        self.browser.value(ALERTS).as_str().unwrap_or_default().to_owned()
    }

    /// Puts the sentence about what went wrong away.
    pub fn dismiss(&self) {
        self.press("button", "Dismiss");
        self.browser.wait_for(ALERTS, "");
    }

    /// Waits until nothing has changed on the page for a while: what was asked is answered and drawn.
    pub fn settle(&self) {
        self.browser.value_of_promise(
            "new Promise((resolve) => {
                const done = () => (watch.disconnect(), resolve());
                let pause = setTimeout(done, 250);
                const watch = new MutationObserver(() => (clearTimeout(pause), pause = setTimeout(done, 250)));
                watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
            })",
        );
    }
}
