//! A walk at random through the segment builder: whatever is pressed, the text says what the conditions say, opened
//! anew it is the same, and the command counts the same customers.

use crate::{browser::Engine, files::Folder, page::Page};
use carteira::{
    portfolio::sample::{SampleLanguage, sample_files},
    query::{parse::parse, print::print},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::PathBuf, process::Command};

/// Acts of the walk.
const ACTS: usize = 160;
/// Queries that the command is asked, too.
const ASKED: usize = 20;
/// Where the walk begins to go its way.
const SEED: u64 = 20_261_125;

/// One act of a kind, by three numbers below one; what was done, or nothing where there is nothing to do it to.
const ACT: &str = r##"async (kind, one, two, three) => {
    const builder = document.querySelector("#builder");
    const among = (list, at) => [...list][Math.floor(at * [...list].length)];
    const is_seen = (element) => element.getClientRects().length > 0;
    const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const until = async (ask) => {
        for (let n = 0; n < 500 && !ask(); n++) await new Promise((next) => setTimeout(next, 10));
        return ask();
    };
    const say = (field, value, event) => {
        field.value = value;
        field.dispatchEvent(new Event(event, { bubbles: true }));
    };
    const choose = (list, at) => {
        const now = list.selectedIndex;
        const options = [...list.options].filter((option) => option.index !== now && option.value !== "-");
        if (!options.length) return null;
        const option = among(options, at);
        say(list, option.value, "change");
        return `${list.getAttribute("aria-label")}: ${option.text}`;
    };
    const named = (name) => [...builder.querySelectorAll("button")].filter((button) =>
        button.textContent.trim() === name && !button.disabled && is_seen(button));
    const open = async () => {
        if (builder.querySelector(".editor") && one < 0.6) return builder.querySelector(".editor");
        const row = among(builder.querySelectorAll(".say[aria-expanded=false]"), two);
        row?.click();
        await frame();
        return builder.querySelector(".editor");
    };
    const press = (button) => (button?.click(), button ? button.textContent.trim() : null);
    switch (kind) {
        case "add": {
            const add = among(named(two < 0.8 ? "+ condition" : "+ group"), one);
            if (!add) return null;
            add.click();
            if (!await until(() => builder.querySelector(".picker-list button"))) return "!no choice of conditions";
            const choice = among(builder.querySelectorAll(".picker-list button"), three);
            choice.click();
            if (!await until(() => !builder.querySelector(".picker"))) return `!${choice.textContent} is not added`;
            return `${add.textContent} ${choice.textContent}`;
        }
        case "change": {
            const editor = await open();
            if (!editor) return null;
            await new Promise((next) => setTimeout(next, 60));
            const control = among(editor.querySelectorAll("select, input:not([type=search]), .hint"), three);
            if (!control) return null;
            if (control.matches("select")) return choose(control, two);
            if (control.matches(".hint")) return `hint ${press(control)}`;
            if (control.type === "checkbox") return control.click(), `tick ${control.parentElement.textContent}`;
            const value = control.type === "date" ? `202${Math.floor(4 + two * 3)}-0${Math.floor(1 + one * 9)}-15`
                : control.type === "number" ? String(Math.floor(1 + two * 40))
                : control.inputMode === "decimal" ? String(Math.floor(two * 2000) / 4) : among(["a", "or", "C0", "“"], two);
            say(control, value, "input");
            return `${control.getAttribute("aria-label")} ${value}`;
        }
        case "move": {
            await open();
            const names = ["Not", "Up", "Down", "Into a group", "Out of the group", "Duplicate"];
            return press(among(named(among(names, two)), three));
        }
        case "delete":
            await open();
            return press(among(named("Delete"), three));
        case "put back":
            return press(builder.querySelector(".deleted button"));
        case "flip": {
            const list = among(builder.querySelectorAll(".joint-choice"), one);
            return list ? choose(list, two) : null;
        }
        case "undo":
        case "redo": {
            const name = kind === "undo" ? "Undo" : "Redo";
            return press([...document.querySelectorAll("header button")].find((button) =>
                button.getAttribute("aria-label")?.startsWith(name) && !button.disabled)) && name;
        }
        case "template": {
            named("Templates")[0]?.click();
            if (!await until(() => builder.querySelector(".templates button"))) return "!no templates";
            return press(among(builder.querySelectorAll(".templates button"), one));
        }
    }
}"##;

/// Types a text and Enter.
const TYPE: &str = r#"(text) => {
    const field = document.querySelector("textarea[aria-label=Query]");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}"#;

/// The text and the count once both are of the query in the address; what is wrong where that does not come.
const SHOWN: &str = r##"new Promise((done) => {
    const since = performance.now();
    let calm = 0;
    const look = () => {
        const query = new URLSearchParams(location.hash.split("?")[1] ?? "").get("q") ?? "";
        const field = document.querySelector("textarea[aria-label=Query]");
        const count = document.querySelector(".selection .count").textContent.replace(/\D/g, "");
        const is_shown = field.value === query && !field.hasAttribute("aria-invalid")
            && count === document.documentElement.dataset.selected;
        calm = is_shown ? calm + 1 : 0;
        if (calm > 2) return done([query, Number(count)]);
        if (performance.now() - since > 10000)
            return done([`!the text says ${field.value}, the address ${query}: ${document.querySelector("#query-says").innerText}`, 0]);
        setTimeout(look, 15);
    };
    setTimeout(look, 20);
})"##;

/// Texts that are typed on the way, as they are printed.
const TYPED: [&str; 8] = [
    "",
    "spend_total >= 300 and (n_orders = 1 or Zone in (\"North\", \"Coast\"))",
    "not (activity = \"Lost\" or not orders(count >= 2, last 6 months))",
    "lines(category = \"Tea\", sum(quantity) >= 3, any 60 days) and last_order in last 90 days",
    "spend_12m in top 10 % or birthday anniversary in next 30 days",
    "orders(max(amount) > 80, since 2025-01-01) and reachable = true",
    "events \"visit\" (count >= 1, last 3 months) and n_orders = 0",
    "typical_gap_days between 20 and 60.5 and spend_mean > median(spend_mean)",
];

#[test]
fn a_random_walk_keeps_text_count_and_command_in_step() {
    let folder = Folder::new("builder");
    let files = sample_files(SampleLanguage::En);
    let files: Vec<PathBuf> =
        files.iter().map(|file| folder.file(&file.name, &file.bytes)).collect();
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/people");
    page.wait_for_text("Templates");
    page.settle();

    let mut dice = Dice(SEED);
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let (mut acts, mut way) = (0, Vec::new());
    let mut query = String::new();
    while acts < ACTS {
        let parts = query.matches(" and ").count() + query.matches(" or ").count();
        // A tree that has grown is cut down or left.
        let kind = match dice.below(if parts > 7 { 6 } else { 30 }) {
            0 | 1 => "delete",
            2 => "template",
            3 => "type",
            4 => "undo",
            5 => "move",
            6 => "redo",
            7 => "put back",
            8 | 9 => "flip",
            10..=13 => "move",
            14..=20 => "add",
            _ => "change",
        };
        let said = if kind == "type" {
            let text = TYPED[dice.below(TYPED.len() as u64) as usize];
            page.browser.call_function(TYPE, json!([text]));
            json!(text)
        } else {
            let numbers = [dice.share(), dice.share(), dice.share()];
            let [one, two, three] = numbers;
            page.browser.value_of_promise(&format!("({ACT})({kind:?}, {one}, {two}, {three})"))
        };
        let Value::String(said) = said else { continue };
        acts += 1;
        way.push(format!("{kind}: {said}"));
        assert!(!said.starts_with('!'), "{way:#?}");
        let shown = page.browser.value_of_promise(SHOWN);
        query = shown[0].as_str().unwrap().to_owned();
        let last = &way[way.len().saturating_sub(6)..];
        assert!(!query.starts_with('!'), "{query}\nafter {last:#?}");
        let read =
            parse(&query).unwrap_or_else(|error| panic!("{query}: {error:?} after {last:#?}"));
        assert_eq!(print(&read), query, "after {last:#?}");
        let selected = shown[1].as_u64().unwrap();
        let known = *seen.entry(query.clone()).or_insert(selected);
        assert_eq!(known, selected, "{query}\nafter {last:#?}");
    }
    assert!(seen.len() > ACTS / 2, "only {} queries", seen.len());

    // Opened anew, each is the same text with the same count.
    for (query, selected) in &seen {
        page.go_to("#/people");
        page.browser.value_of_promise(SHOWN);
        page.browser.call_function(
            "(query) => { location.hash = '#/people?q=' + encodeURIComponent(query); }",
            json!([query]),
        );
        assert_eq!(page.browser.value_of_promise(SHOWN), json!([query, selected]));
    }
    assert_eq!(page.browser.chromium_console(), [""; 0]);

    // The command, given the files that the sample is.
    let queries: Vec<(&String, &u64)> = seen.iter().collect();
    let out = folder.file("kept.csv", b"");
    for _ in 0..ASKED {
        let (query, selected) = queries[dice.below(queries.len() as u64) as usize];
        let mut batch = Command::new(env!("CARGO_BIN_EXE_batch"));
        batch.arg("segment").args(&files).arg("--where").arg(query).arg("--out").arg(&out);
        let output = batch.output().unwrap();
        assert!(output.status.success(), "{query}: {}", String::from_utf8_lossy(&output.stderr));
        let list = std::fs::read(&out).unwrap();
        let n = csv::Reader::from_reader(&*list).records().count() as u64;
        assert_eq!(n, *selected, "{query}");
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// From 0 to below 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
