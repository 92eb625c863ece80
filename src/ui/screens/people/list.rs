//! The list with its search, its columns, and what it says when nobody is in it.
//!
//! One question for rows is on its way at a time while the list scrolls, so that a slow answer does not starve it: the
//! next window is asked for when the last came. A change of what the list is asks at once.

use super::{choice::sort_like, chooser::Chooser};
use crate::{
    engine::{
        protocol::Ask,
        view::{RowsAsk, Sort},
    },
    ui::{locale, messages::fill, parts::table::CustomerTable, state::State, transport},
};
use leptos::prelude::*;
use std::ops::Range;

/// Rows of the first window of a list.
const FIRST: u32 = 80;

/// What makes a list another one.
type Identity = (u32, Sort, String, Vec<String>);

/// The list.
#[component]
pub fn List(
    /// Whether the conditions are open where they are a drawer.
    drawer: RwSignal<bool>,
) -> impl IntoView {
    let state = State::here();
    let choice = state.list;
    let busy = StoredValue::new(false);
    let next = StoredValue::new(None::<Range<u32>>);
    let identity = Memo::new(move |_| -> Identity {
        let revision = state.selection.with(|selection| selection.revision);
        (revision, choice.sort.get(), choice.search.get(), choice.columns.get())
    });
    let question = move |window: Range<u32>| {
        let (_, sort, search, columns) = identity.get_untracked();
        let (start, len) = (window.start, window.end - window.start);
        busy.set_value(true);
        next.set_value(None);
        Ask::Rows(RowsAsk { start, len, sort, columns, search })
    };
    Effect::new(move |before: Option<Identity>| {
        let now = identity.get();
        let only_columns = before
            .is_some_and(|before| (&before.0, &before.1, &before.2) == (&now.0, &now.1, &now.2));
        if state.base.with_untracked(|base| base.files.is_empty()) {
            return now;
        }
        let there = state.rows.with_untracked(|rows| rows.ask.start..rows.ask.start + rows.ask.len);
        let window = if only_columns && !there.is_empty() { there } else { 0..FIRST };
        transport::ask(question(window));
        now
    });
    Effect::new(move |_| {
        state.rows.track();
        busy.set_value(false);
        if let Some(window) = next.get_value() {
            transport::ask(question(window));
        }
    });
    let need = move |window: Range<u32>| match busy.get_value() {
        true => next.set_value(Some(window)),
        false => transport::ask(question(window)),
    };
    let total = Memo::new(move |_| state.rows.with(|rows| rows.total));
    let place = Memo::new(move |_| {
        let customer = state.customer.get()?;
        (choice.open.with(|open| open.as_deref() == Some(&*customer.key)))
            .then_some(customer.place)?
    });
    view! {
        <section class="list" aria-label=move || state.t().people.customers>
            <Toolbar drawer />
            <CustomerTable
                rows=state.rows
                columns=state.columns
                sort=choice.sort
                current=choice.open
                place
                label=Signal::derive(move || state.t().people.customers.to_string())
                on_need=Callback::new(need)
                on_open=Callback::new(move |key| choice.open.set(Some(key)))
            />
            <Show when=move || total.get() == 0 && state.rows.with(|rows| rows.revision > 0)>
                <Nobody />
            </Show>
        </section>
    }
}

/// Search, how many it finds, columns.
#[component]
fn Toolbar(drawer: RwSignal<bool>) -> impl IntoView {
    let state = State::here();
    let search = state.list.search;
    view! {
        <div class="list-bar">
            <button class="drawer-button" on:click=move |_| drawer.set(true)>
                {move || state.t().people.filters}
            </button>
            <input
                type="search"
                id="people-search"
                autocomplete="off"
                aria-label=move || state.t().people.search
                placeholder=move || state.t().people.search
                prop:value=search
                on:input=move |event| search.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        search.set(String::new());
                    }
                }
            />
            <span role="status" class="muted">
                {move || {
                    let is_searched = search.with(|search| !search.trim().is_empty());
                    let total = f64::from(state.rows.with(|rows| rows.total));
                    is_searched.then(|| locale::plural(state.lang.get(), &state.t().people.shown, total))
                }}
            </span>
            <span class="space"></span>
            <SortChoice />
            <Chooser
                label=Signal::derive(move || state.t().people.columns.to_string())
                chosen=state.list.columns
                offers=|_| true
                sort=sort_like
                least=1
            />
        </div>
    }
}

/// By what the list is sorted, where its rows have no head.
#[component]
fn SortChoice() -> impl IntoView {
    let state = State::here();
    let sort = state.list.sort;
    let columns = state.list.columns;
    let offered = Memo::new(move |_| {
        let own = sort.with(|sort| sort.column.clone());
        let mut all = columns.get();
        if !all.contains(&own) {
            all.push(own);
        }
        all
    });
    view! {
        <span class="sort-choice">
            <select
                aria-label=move || state.t().people.sort_by
                on:change=move |event| sort.update(|sort| sort.column = event_target_value(&event))
            >
                <For each=move || offered.get() key=|name| name.clone() let:name>
                    {
                        let name = StoredValue::new(name);
                        view! {
                            <option
                                value=name.get_value()
                                prop:selected=move || sort.with(|sort| name.with_value(|name| sort.column == *name))
                            >
                                {move || name.with_value(|name| state.t().words.field(name).to_string())}
                            </option>
                        }
                    }
                </For>
            </select>
            <button
                aria-label=move || {
                    let people = &state.t().people;
                    if sort.with(|sort| sort.descending) { people.descending } else { people.ascending }
                }
                on:click=move |_| sort.update(|sort| sort.descending = !sort.descending)
            >
                {move || if sort.with(|sort| sort.descending) { "▾" } else { "▴" }}
            </button>
        </span>
    }
}

/// Nobody is in the list: why, and the way out.
#[component]
fn Nobody() -> impl IntoView {
    let state = State::here();
    let search = state.list.search;
    let is_searched = move || search.with(|search| !search.trim().is_empty());
    let has_query = move || state.selection.with(|selection| !selection.query.is_empty());
    view! {
        <div class="nobody">
            <p>
                {move || {
                    let people = &state.t().people;
                    if is_searched() {
                        fill(people.nobody_found, &[("search", search.get().trim())])
                    } else {
                        people.nobody.to_string()
                    }
                }}
            </p>
            <Show when=is_searched>
                <button on:click=move |_| search.set(String::new())>{move || state.t().people.clear_search}</button>
            </Show>
            <Show when=has_query>
                <button on:click=move |_| state.set_query(String::new())>{move || state.t().people.clear_query}</button>
            </Show>
        </div>
    }
}
