//! Groups, numbers and marks as the reader sees them.

use crate::{
    engine::{groups::dimension::GroupName, view::FacetKind},
    query::{ast::Node, parse::parse},
    ui::{locale, messages::fill, screens::overview::writer::Writer, state::State},
};
use leptos::prelude::*;

/// A group in the reader's words.
pub fn group(state: State, kind: FacetKind, name: &GroupName) -> String {
    let t = state.t();
    match name {
        GroupName::Class(class) => t.words.class(class).to_string(),
        GroupName::Text(text) => text.clone(),
        GroupName::YesNo(true) => t.people.yes.to_string(),
        GroupName::YesNo(false) => t.people.no.to_string(),
        GroupName::Others(n) => locale::plural(state.lang.get(), &t.segments.others, f64::from(*n)),
        GroupName::Empty => t.segments.empty.to_string(),
        GroupName::Band { from, to } => {
            let text = |end: &f64| number(state, kind, *end);
            match (from, to) {
                (None, None) => t.segments.band_all.to_string(),
                (None, Some(to)) => fill(t.segments.band_under, &[("to", &text(to))]),
                (Some(from), None) => fill(t.segments.band_over, &[("from", &text(from))]),
                (Some(from), Some(to)) => {
                    fill(t.segments.band, &[("from", &text(from)), ("to", &text(to))])
                }
            }
        }
    }
}

/// What a query lets one choose among; itself where it gives no choice.
pub fn alternatives(query: &str) -> Vec<Node> {
    match parse(query) {
        Ok(Node::Or(parts)) => parts,
        Ok(node) => vec![node],
        Err(_) => Vec::new(),
    }
}

/// A number of a field.
pub fn number(state: State, kind: FacetKind, value: f64) -> String {
    match kind {
        FacetKind::Money => money(state, value),
        FacetKind::Day => locale::day(state.lang.get(), value as i32),
        _ => locale::decimal(state.lang.get(), value),
    }
}

/// Money in the currency of the data.
pub fn money(state: State, value: f64) -> String {
    state.base.with(|base| {
        locale::money(state.lang.get(), base.currency.as_deref(), base.decimals, value)
    })
}

/// A count.
pub fn whole(state: State, value: u32) -> String {
    locale::whole(state.lang.get(), f64::from(value))
}

/// A share, of which little is not nothing: `< 1%`.
pub fn percent(state: State, share: f64) -> String {
    Writer::of(state).share(share)
}

/// The name of a row as a button that adds its condition to the selection or takes it away.
#[component]
pub fn Mark(
    /// What it says.
    name: String,
    /// The condition it stands for.
    query: String,
    /// The class whose colour it bears; empty for none.
    #[prop(default = String::new())]
    class: String,
) -> impl IntoView {
    let state = State::here();
    let chosen = {
        let query = query.clone();
        move || state.has(&query)
    };
    let tag = if class.is_empty() { "pick" } else { "pick tag" };
    view! {
        <button
            class=tag
            data-class=class
            aria-pressed=move || chosen().to_string()
            on:click=move |_| state.toggle(&query)
        >
            {name}
        </button>
    }
}

/// A small bar for a share, whose number stands beside it.
#[component]
pub fn ShareBar(share: f64) -> impl IntoView {
    let width = format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0);
    view! { <span class="bar" aria-hidden="true"><i style:width=width></i></span> }
}
