//! Everyone can use it: axe finds nothing on any screen, in four languages, light and dark.

use crate::{browser::Engine, data, page::Page};
use serde_json::{Value, json};

/// The screens of a base, by their hashes.
const SCREENS: [&str; 13] = [
    "#/files",
    "#/overview",
    "#/people",
    "#/segments",
    "#/time",
    "#/act",
    "#/act?view=Wake",
    "#/act?view=calendar",
    "#/act?view=plans",
    "#/act?view=results",
    "#/cleanup",
    "#/report",
    "#/privacy",
];

/// WCAG 2.2 AA, as far as a program can tell.
const LEVELS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

#[test]
fn axe_finds_nothing_in_english() {
    axe_finds_nothing("en");
}

#[test]
fn axe_finds_nothing_in_portuguese() {
    axe_finds_nothing("pt");
}

#[test]
fn axe_finds_nothing_in_spanish() {
    axe_finds_nothing("es");
}

#[test]
fn axe_finds_nothing_in_lithuanian() {
    axe_finds_nothing("lt");
}

fn axe_finds_nothing(language: &str) {
    let page = Page::open_at(Engine::Chromium, &format!("?lang={language}"));
    let mut found = Vec::new();
    look(&page, "#/", &mut found);
    page.give(&[&data("unclear.csv")]);
    page.wait_for_state("mapping");
    look(&page, "#/files with a question", &mut found);
    page.load_sample_by_address(language);
    for screen in SCREENS {
        page.go_to(screen);
        page.settle();
        look(&page, screen, &mut found);
    }
    page.go_to("#/people?q=spend_total%20%3E%3D");
    page.settle();
    look(&page, "#/people with a torn query", &mut found);
    assert!(found.is_empty(), "{} in {language}:\n{}", found.len(), found.join("\n"));
}

/// Adds what axe finds on what is shown, in light and in dark.
fn look(page: &Page, what: &str, found: &mut Vec<String>) {
    let axe = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/node_modules/axe-core/axe.min.js"),
    );
    let axe = axe.expect("`scripts/setup.sh tests` brings axe");
    page.browser.value(&format!("window.axe ? 0 : (() => {{ {axe}; return 0; }})()"));
    for theme in ["light", "dark"] {
        let theme = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        page.browser.devtools("Emulation.setEmulatedMedia", theme.clone());
        page.settle();
        let run = format!(
            "axe.run(document, {{ runOnly: {}, resultTypes: ['violations'] }}).then(({{ violations }}) =>
                violations.flatMap(({{ id, nodes }}) => nodes.map((node) =>
                    `${{id}}: ${{node.target.join(' ')}} (${{node.any[0]?.message ?? node.failureSummary}})`)))",
            json!(LEVELS)
        );
        let violations = page.browser.value_of_promise(&run);
        let Value::Array(violations) = violations else { panic!("axe on {what}: {violations}") };
        found.extend(violations.iter().map(|one| {
            format!(
                "{what}, {}: {}",
                theme["features"][0]["value"],
                one.as_str().unwrap_or_default()
            )
        }));
    }
}
