//! The paper as one file: what is on the screen now, with its style in it and nothing to run.
//!
//! The trap: what a page can do, a file cannot. Buttons that pick become their words; those that act are left out.

use crate::ui::{page, state::State};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Document, Element, Node};

/// Nothing may be loaded from a file that goes to others; its own style may be used.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// What acts, and what only a page needs.
const ACTS: &str = ".tools, .hit, select, input, label, .more";
/// What says something as well.
const PICKS: &str = "button, a";
const PAGE_ONLY: [&str; 7] =
    ["role", "tabindex", "aria-pressed", "aria-busy", "data-mark", "data-hk", "id"];

/// Opens the browser's print dialog.
pub fn print() {
    // A browser that cannot print has its own way to say so.
    let _ = page::window().print();
}

/// Saves the paper as an HTML file.
pub fn save(state: State, paper: &str) {
    let document = page::document();
    let Some(copy) = document.get_element_by_id(paper).and_then(|paper| plain(&paper)) else {
        return;
    };
    let (lang, title) = untrack(|| (state.lang.get().code(), state.t().report.title));
    let style = style(&document);
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\" data-theme=\"light\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body><main>{}</main></body>\n</html>\n",
        copy.outer_html()
    );
    page::save_text("carteira-report.html", "text/html", &html);
}

/// A copy in which nothing can be pressed.
fn plain(paper: &Element) -> Option<Element> {
    let copy: Element = paper.clone_node_with_deep(true).ok()?.unchecked_into();
    for acts in all(&copy, ACTS) {
        acts.remove();
    }
    for picks in all(&copy, PICKS) {
        let is_said = picks.closest("td, th, .say").ok().flatten().is_some();
        let words = page::document().create_element("span").ok()?;
        words.set_text_content(picks.text_content().as_deref());
        for name in ["class", "data-class"] {
            if let Some(value) = picks.get_attribute(name) {
                words.set_attribute(name, &value).ok()?;
            }
        }
        let parent: Node = picks.parent_node()?;
        match is_said {
            true => drop(parent.replace_child(&words, &picks)),
            false => drop(parent.remove_child(&picks)),
        }
    }
    for element in all(&copy, "*") {
        for name in PAGE_ONLY {
            let _ = element.remove_attribute(name);
        }
    }
    copy.set_attribute("class", "report").ok()?;
    Some(copy)
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
}

/// All style sheets of the page, as text.
fn style(document: &Document) -> String {
    let sheets = document.style_sheets();
    let mut text = String::new();
    for i in 0..sheets.length() {
        let sheet = sheets.get(i).and_then(|sheet| sheet.dyn_into::<CssStyleSheet>().ok());
        let Some(rules) = sheet.and_then(|sheet| sheet.css_rules().ok()) else { continue };
        for rule in (0..rules.length()).filter_map(|i| rules.get(i)) {
            text += &rule.css_text();
            text.push('\n');
        }
    }
    text
}
