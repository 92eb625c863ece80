//! Every control can be reached: by the Tab key alone, with a focus that is seen, and on a phone without scrolling sideways.

use crate::{browser::Engine, page::Page};
use serde_json::{Value, json};
use std::{thread, time::Duration};

/// The screens with what they can have open.
const SCREENS: [&str; 18] = [
    "#/files",
    "#/overview",
    "#/people",
    "#/segments",
    "#/segments?view=pareto_class",
    "#/segments?view=products",
    "#/segments?view=cross",
    "#/segments?view=top",
    "#/segments?view=saved",
    "#/segments?view=by:spend_total",
    "#/time",
    "#/act",
    "#/act?view=Wake",
    "#/act?view=calendar",
    "#/cleanup",
    "#/report",
    "#/privacy",
    "#/",
];

/// What a mouse can press here, each with a number; a mark of a picture counts with its picture, which is one stop of
/// the Tab key, and the rows of the list with the list.
const CONTROLS: &str = r##"() => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button], [role=grid], [tabindex='0']");
    window.walked = [];
    if (!window.walks) {
        window.walks = true;
        const rings = (one) => {
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
            return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
        };
        const strokes = (one) => getComputedStyle(one).stroke !== "none" && parseFloat(getComputedStyle(one).strokeWidth) > 2;
        // Of a hidden control its label is seen; of a mark its shape; of the list the row it is at.
        const look = ({ target }) => {
            const shown = target.closest(".visually-hidden")?.closest("label") ?? target;
            const is_seen = target.getAttribute("role") === "grid" || rings(shown)
                || [...target.querySelectorAll(".hit, .ribbon")].some(strokes);
            window.walked.push([target.dataset?.walk ?? "", is_seen]);
        };
        // When the key is let go, what it led to is drawn.
        document.addEventListener("keyup", look);
    }
    let n = 0;
    const names = [];
    for (const one of all) {
        delete one.dataset.walk;
        const list = one.closest("svg[role=toolbar]");
        // Nobody sees the input that takes files: buttons press it.
        if (one.matches("#file-input") || one.disabled || !one.getClientRects().length || !one.checkVisibility() || getComputedStyle(one).visibility === "hidden") continue;
        if (list && list.querySelector("[tabindex='0']") !== one) continue;
        one.dataset.walk = String(n++);
        names.push((one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 50) + ` ${one.cloneNode().outerHTML}`);
    }
    document.activeElement?.blur();
    window.getSelection()?.removeAllRanges();
    return names;
}"##;

/// Whether the control that the Tab key led to first has come again.
const IS_ROUND: &str = "(() => {
    const [first, ...rest] = window.walked.map(([walk]) => walk).filter((walk) => walk !== '');
    return rest.includes(first);
})()";

#[test]
fn the_tab_key_reaches_every_control() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let mut wrong = Vec::new();
    for screen in SCREENS {
        page.go_to(screen);
        page.settle();
        let names = controls(&page);
        assert!(names.len() > 8, "{screen}: {names:?}");
        // Once round: until the control that came first comes again. A screen may have got more of them meanwhile.
        for _ in 0..6 {
            for _ in 0..names.len() / 2 + 8 {
                for kind in ["rawKeyDown", "keyUp"] {
                    let key = json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
                    page.browser.devtools("Input.dispatchKeyEvent", key);
                }
            }
            if page.browser.value(IS_ROUND) == true {
                break;
            }
        }
        let walked: Vec<(String, bool)> =
            serde_json::from_value(page.browser.value("window.walked")).unwrap();
        for (number, name) in names.iter().enumerate() {
            let number = number.to_string();
            let mut seen = walked.iter().filter(|(walk, _)| *walk == number).map(|(_, seen)| *seen);
            match seen.clone().count() {
                0 => wrong.push(format!("{screen}: {name} is not reached")),
                _ if !seen.any(|seen| seen) => {
                    wrong.push(format!("{screen}: {name} shows no focus"))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The controls of a screen, once no more of them come: a screen may ask for what it shows.
fn controls(page: &Page) -> Vec<String> {
    let now = || -> Vec<String> {
        serde_json::from_value(page.browser.call_function(CONTROLS, json!([]))).unwrap()
    };
    let mut names = now();
    loop {
        thread::sleep(Duration::from_millis(400));
        page.settle();
        let again = now();
        if again.len() == names.len() {
            return again;
        }
        names = again;
    }
}

/// How wide the page is, what sticks out of it, and in how many rows the header stands.
const WIDTHS: &str = r##"() => {
    const out = [...document.querySelectorAll("body *")].filter((one) => {
        const { right, width } = one.getBoundingClientRect();
        if (!width || right <= innerWidth + 1) return false;
        // What a box of its own scrolls or cuts off is no matter of the page.
        for (let box = one; box; box = box.parentElement) {
            if (getComputedStyle(box).overflowX !== "visible" || getComputedStyle(box).position === "fixed") return false;
        }
        return true;
    });
    const rows = [];
    for (const one of document.querySelector("header")?.children ?? []) {
        const { top, bottom, height, width } = one.getBoundingClientRect();
        if (!height || !width) continue;
        const row = rows.find(([from, to]) => top < to - 4 && bottom > from + 4);
        if (!row) rows.push([top, bottom]);
    }
    return [document.scrollingElement.scrollWidth, innerWidth, rows.length,
        out.slice(0, 4).map((one) => `${one.tagName}.${one.getAttribute("class") ?? ""} ${one.textContent.slice(0, 40)}`)];
}"##;

#[test]
fn nothing_is_wider_than_a_phone() {
    let page = Page::open(Engine::Chromium);
    page.fit(390, 844);
    let mut wrong = Vec::new();
    let mut look = |screen: &str| {
        page.settle();
        for language in ["pt", "es", "lt", "en"] {
            page.speak(language);
            let seen = page.browser.call_function(WIDTHS, json!([]));
            let n = |at: usize| seen[at].as_u64().unwrap_or_default();
            if n(0) > n(1) || n(1) != 390 || n(2) > 2 || seen[3] != Value::Array(Vec::new()) {
                wrong.push(format!("{language} {screen}: {seen}"));
            }
        }
    };
    look("before any file");
    page.load_sample();
    for screen in SCREENS {
        page.go_to(screen);
        look(screen);
    }
    page.go_to("#/overview?q=activity%20%3D%20%22Active%22&as_of=2026-03-31");
    look("an earlier day, and a condition");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
