//! Files with hardly anything in them: every screen still says something sensible, in words.

use crate::{browser::Engine, files::Folder, page::Page};
use serde_json::{Value, json};

/// Name and text of each file.
fn files() -> Vec<(&'static str, String)> {
    let head = "order_id,customer_id,order_date,amount";
    let orders = |lines: &mut dyn Iterator<Item = String>| {
        format!("{head}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
    };
    vec![
        ("one_row", orders(&mut ["O1,Ann,2025-03-04,12.50".to_owned()].into_iter())),
        ("one_customer", orders(&mut (1..=9).map(|n| format!("O{n},Ann,2025-0{n}-11,{n}0.00")))),
        (
            "one_order_each",
            orders(&mut (10..60).map(|n| format!("O{n},C{n},2025-01-{:02},{n}.00", n % 28 + 1))),
        ),
        (
            "all_alike",
            orders(
                &mut (0..60).map(|n| format!("O{n},C{},2025-{:02}-10,25.00", n % 12, n / 12 + 1)),
            ),
        ),
        ("one_day", orders(&mut (0..40).map(|n| format!("O{n},C{},2025-05-05,{n}.10", n % 20)))),
        (
            "all_returns",
            orders(
                &mut (0..30).map(|n| format!("O{n},C{},2025-02-{:02},-{n}.25", n % 9, n % 28 + 1)),
            ),
        ),
        (
            "no_money",
            format!(
                "order_id,customer_id,order_date\n{}",
                (0..50)
                    .map(|n| format!("O{n},C{},2025-{:02}-{:02}\n", n % 11, n % 9 + 1, n % 27 + 1))
                    .collect::<String>()
            ),
        ),
        (
            "no_dates",
            format!(
                "customer_id,email,city\n{}",
                (0..20)
                    .map(|n| format!("C{n},c{n}@example.com,{}\n", ["Leeds", "York"][n % 2]))
                    .collect::<String>()
            ),
        ),
        (
            "all_free",
            orders(&mut (0..40).map(|n| format!("O{n},C{},2025-03-{:02},0.00", n % 7, n % 28 + 1))),
        ),
    ]
}

const SCREENS: [&str; 12] = [
    "#/files",
    "#/overview",
    "#/people",
    "#/segments",
    "#/segments?view=rhythm",
    "#/segments?view=pareto_class",
    "#/segments?view=loyalty_stage",
    "#/segments?view=cross",
    "#/segments?view=top",
    "#/segments?view=by:n_orders",
    "#/time",
    "#/cleanup",
];

/// Words that no person says, and pictures and tables that say nothing at all.
const LOOK: &str = r#"() => {
    const wrong = [];
    const main = document.querySelector("main");
    const labels = [...main.querySelectorAll("[aria-label], [title]")]
        .map((one) => `${one.getAttribute("aria-label") ?? ""} ${one.getAttribute("title") ?? ""}`);
    const said = [document.querySelector("header")?.innerText, main.innerText, ...labels].join(" ");
    for (const word of ["NaN", "undefined", "Infinity", "null", "∞"]) {
        const at = said.indexOf(word);
        if (at >= 0) wrong.push(`says ${said.slice(Math.max(0, at - 30), at + 30)}`);
    }
    // Only the step of a condition of one's own is written so.
    if (/\{(?!x\})/.test(said)) wrong.push(`is not filled in: ${/.{0,30}\{(?!x\}).{0,30}/.exec(said)}`);
    for (const svg of main.querySelectorAll("svg")) {
        if (/NaN|Infinity|undefined/.test(svg.outerHTML)) wrong.push(`draws NaN: ${svg.getAttribute("aria-label")}`);
    }
    if (main.innerText.trim().length < 20) wrong.push("says nothing");
    for (const part of main.querySelectorAll("section, figure")) {
        if (!part.getClientRects().length) continue;
        const title = part.querySelector("h2")?.innerText ?? part.getAttribute("aria-label") ?? "";
        const words = part.innerText.replace(title, "").trim();
        const marks = part.querySelectorAll("[data-mark], svg text, input, textarea, li, td, rect").length;
        // A number alone says nothing.
        if (!marks && !/\p{L}{2,}[^]*\s\p{L}{2,}/u.test(words)) wrong.push(`empty: ${title} (${words.slice(0, 80)})`);
    }
    for (const svg of main.querySelectorAll("svg[role=toolbar]")) {
        const figure = svg.closest("figure, section");
        if (!svg.querySelector("[data-mark], text") && !/\S+ \S+ .*[.…]/.test(figure?.innerText ?? ""))
            wrong.push(`an empty picture: ${svg.getAttribute("aria-label")}`);
    }
    return wrong;
}"#;

#[test]
fn files_with_hardly_anything_are_spoken_of_in_sentences() {
    let folder = Folder::new("hardly");
    let page = Page::open(Engine::Chromium);
    let mut wrong = Vec::new();
    for (name, text) in files() {
        page.visit("?lang=en");
        page.give(&[&folder.file(&format!("{name}.csv"), text.as_bytes())]);
        let settled = "['ready', 'mapping'].includes(document.documentElement.dataset.state)";
        page.browser.wait_for(settled, true);
        if page.state() == "mapping" {
            page.press("button", "Confirm");
            page.wait_for_state("ready");
        }
        assert!(page.numbers().customers > 0, "{name}");
        for screen in SCREENS {
            page.go_to(screen);
            page.settle();
            for language in ["en", "pt"] {
                page.speak(language);
                let Value::Array(found) = page.browser.call_function(LOOK, json!([])) else {
                    panic!("a list")
                };
                wrong.extend(found.iter().map(|one| format!("{name} {screen} {language}: {one}")));
            }
            page.speak("en");
        }
        let console = page.browser.chromium_console();
        wrong.extend(console.iter().map(|one| format!("{name}: {one}")));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
