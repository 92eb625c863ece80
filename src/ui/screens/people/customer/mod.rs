//! The page of one customer, beside the list or, on a narrow window, over it: figures, story, and why it is here.

mod facts;
mod story;
mod why;
mod worth;

use crate::{
    engine::{protocol::Ask, view::CustomerView},
    ui::{page, state::State, transport},
};
use facts::Facts;
use leptos::{html, prelude::*};
use std::sync::Arc;
use story::Story;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use why::{Classes, Why};

/// Below this width of the window the page lies over the list.
const OVER: &str = "(max-width: 1240px)";

/// The page of the open customer; nothing when none is open.
#[component]
pub fn Customer() -> impl IntoView {
    let state = State::here();
    let list = state.list;
    let asked = Memo::new(move |_| {
        let revision = state.selection.with(|selection| selection.revision);
        list.open.get().map(|key| (key, revision, list.sort.get(), list.search.get()))
    });
    Effect::new(move |_| {
        if let Some((key, _, sort, search)) = asked.get() {
            transport::ask(Ask::Customer { key, sort, search });
        }
    });
    let is_open = Memo::new(move |_| list.open.with(Option::is_some));
    view! {
        <Show when=move || is_open.get()>
            <Panel />
        </Show>
    }
}

#[component]
fn Panel() -> impl IntoView {
    let state = State::here();
    let open = state.list.open;
    let panel = NodeRef::<html::Section>::new();
    // The last one stays until the next is there.
    let customer = Memo::new(move |before: Option<&Option<Arc<CustomerView>>>| {
        let key = open.get();
        let now = state.customer.get().filter(|customer| Some(&customer.key) == key.as_ref());
        now.or_else(|| before.cloned().flatten())
    });
    let go = move |read: fn(&CustomerView) -> &Option<String>| {
        let to = customer.with_untracked(|customer| read(customer.as_ref()?).clone());
        if to.is_some() {
            open.set(to);
        }
    };
    let cannot = move |read: fn(&CustomerView) -> &Option<String>| {
        customer.with(|customer| customer.as_ref().is_none_or(|customer| read(customer).is_none()))
    };
    let close = move || {
        open.set(None);
        if let Ok(Some(table)) = page::document().query_selector(".list table") {
            let _ = table.unchecked_into::<HtmlElement>().focus();
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => close(),
        // In a picture the arrows go from mark to mark.
        "ArrowLeft" if !is_in_picture(&event) => go(|customer| &customer.previous),
        "ArrowRight" if !is_in_picture(&event) => go(|customer| &customer.next),
        _ => {}
    };
    Effect::new(move |_| {
        let lies_over =
            page::window().match_media(OVER).ok().flatten().is_some_and(|m| m.matches());
        if let Some(panel) = panel.get().filter(|_| lies_over) {
            let _ = panel.focus();
        }
    });
    let title = move || {
        customer.with(|customer| {
            let customer = customer.as_ref()?;
            Some(if customer.name.is_empty() {
                format!("{} {}", state.t().people.customer, customer.key)
            } else {
                customer.name.clone()
            })
        })
    };
    let subtitle = move || {
        customer.with(|customer| {
            let customer = customer.as_ref()?;
            (!customer.name.is_empty()).then(|| customer.key.clone())
        })
    };
    view! {
        <section class="customer" tabindex="-1" node_ref=panel aria-label=move || state.t().people.customer on:keydown=key>
            <div class="customer-head">
                <div>
                    <h2 aria-live="polite">{title}</h2>
                    <small>{subtitle}</small>
                </div>
                <span class="space"></span>
                <button
                    class="icon"
                    title=move || state.t().people.previous
                    aria-label=move || state.t().people.previous
                    disabled=move || cannot(|customer| &customer.previous)
                    on:click=move |_| go(|customer| &customer.previous)
                >
                    "←"
                </button>
                <button
                    class="icon"
                    title=move || state.t().people.next
                    aria-label=move || state.t().people.next
                    disabled=move || cannot(|customer| &customer.next)
                    on:click=move |_| go(|customer| &customer.next)
                >
                    "→"
                </button>
                <button
                    class="icon"
                    title=move || state.t().people.close
                    aria-label=move || state.t().people.close
                    on:click=move |_| close()
                >
                    "×"
                </button>
            </div>
            <Facts customer />
            {worth::worth(state, customer)}
            <Story customer />
            <Why customer />
            <Classes customer />
        </section>
    }
}

fn is_in_picture(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(".picture").is_ok_and(|found| found.is_some()))
}
