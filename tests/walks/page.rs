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
        textbox: "textarea, input:not([type]), input[type=text], input[type=search], input[type=date]", combobox: "select", tab: "",
        heading: "h1, h2, h3, h4", img: "img", row: "tr", radio: "input[type=radio]", slider: "input[type=range]",
    }[role];
    const text = (id) => document.getElementById(id)?.textContent ?? "";
    // A label is its words, without those of the control in it.
    const words = (label) => {
        const copy = label?.cloneNode(true);
        copy?.querySelectorAll("select, input").forEach((control) => control.remove());
        return copy?.textContent;
    };
    const called = (element) =>
        (element.getAttribute("aria-labelledby")?.split(" ").map(text).join(" ")
        ?? element.getAttribute("aria-label") ?? words(element.labels?.[0]) ?? element.textContent)
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

    /// Puts a value into a field at once, as a picker of days does.
    pub fn fill(&self, field: &str, value: &str) {
        let set = "(field, value) => {
            field.value = value;
            for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
        }";
        let field = self.named("textbox", field).as_argument();
        self.browser.call_function(set, json!([field, value]));
    }

    /// Exports the list and gives the bytes that were saved.
    pub fn export(&self, format: &str) -> Vec<u8> {
        self.press("button", "Export");
        self.press("menuitem", format);
        self.browser.take_download(&format!("customers.{}", format.to_lowercase()))
    }

    /// The rows of the table under a heading, cell by cell, once there are some.
    pub fn rows(&self, heading: &str) -> Vec<Vec<String>> {
        let rows = "(heading) => [...document.querySelectorAll('h2, h3')]
            .filter((one) => one.textContent.trim() === heading)
            .flatMap((one) => {
                const tables = one.parentElement.closest('section, figure')?.querySelectorAll('table') ?? [];
                const is_below = (table) => one.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING;
                return [...([...tables].find(is_below)?.rows ?? [])];
            })
            .map((row) => [...row.cells].map((cell) => cell.innerText.trim()))";
        let ask = || self.browser.call_function(rows, json!([heading]));
        let found = self.browser.wait_until(|| Some(ask()).filter(|rows| rows[1].is_array()));
        let found = found.unwrap_or_else(|| panic!("no table under {heading}: {}", self.text()));
        serde_json::from_value(found).expect("texts")
    }

    /// A column of that table by its head: the first cell of each row, and its cell of that column.
    pub fn column(&self, heading: &str, column: &str) -> Vec<(String, String)> {
        let mut rows = self.rows(heading);
        let head = rows.remove(0);
        let at = head.iter().position(|name| name == column);
        let at = at.unwrap_or_else(|| panic!("{column} is not in {head:?}"));
        rows.into_iter().map(|row| (row[0].clone(), row[at].clone())).collect()
    }

    /// Changes the language, by its code, and waits until all is drawn in it.
    pub fn speak(&self, code: &str) {
        let choose = "(code) => {
            const is_it = (list) => [...list.options].some((option) => option.value === code);
            const list = [...document.querySelectorAll('header select')].find(is_it);
            list.value = code;
            list.dispatchEvent(new Event('change', { bubbles: true }));
        }";
        self.browser.call_function(choose, json!([code]));
        self.browser.value_of_promise(
            "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))",
        );
    }

    /// Sets the window to this size as if it were that of a device.
    pub fn fit(&self, width: u32, height: u32) {
        self.browser.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
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
