//! A classification of the user's own: a name, rules in order, and a class for everyone else.
//!
//! The trap: a deleted one is gone from every query that named it. It comes back here, in the editor, until another is made.

use super::rules::RulesEditor;
use crate::{
    classes::rules::{Rule, RuleList},
    ui::{
        messages::fill,
        route::{Route, Screen},
        state::State,
    },
};
use leptos::prelude::*;

/// The panel of a new one.
pub fn panel(state: State) -> AnyView {
    let dropped = state.groups.dropped.get_untracked();
    let said = dropped.as_ref().map(|list| list.field.clone());
    let empty = || RuleList {
        field: String::new(),
        rules: vec![Rule { name: String::new(), query: String::new() }],
        fallback: untrack(|| state.t().segments.fallback.to_string()),
    };
    let list = dropped.unwrap_or_else(empty);
    view! {
        <div class="card-head"><h2>{move || state.t().segments.new_list}</h2></div>
        {move || said.clone().map(|name| {
            view! { <p role="status">{fill(state.t().segments.deleted, &[("name", &name)])}</p> }
        })}
        <p class="muted">{move || state.t().segments.new_list_lead}</p>
        <RulesEditor list edited=false is_new=true />
    }
    .into_any()
}

/// Takes one away and opens the editor on what it was.
pub fn delete(state: State, list: Option<RuleList>) {
    let Some(list) = list else { return };
    let field = list.field.clone();
    state.groups.dropped.set(Some(list));
    state.groups.set_list(&field, None);
    state.go_to(Route {
        screen: Screen::Segments,
        view: "new".into(),
        ..state.route.get_untracked()
    });
}
