//! The People screen: conditions and filters at the left, the list, and the page of one customer at the right.

pub mod choice;
mod chooser;
mod customer;
mod facets;
mod list;
mod query_text;
mod sql;

use crate::ui::{builder::Builder, state::State};
use customer::Customer;
use facets::Facets;
use leptos::prelude::*;
use list::List;
use query_text::QueryText;

/// The screen. On a narrow window the conditions are a drawer.
#[component]
pub fn PeopleScreen() -> impl IntoView {
    let state = State::here();
    let drawer = RwSignal::new(false);
    Effect::new(move |_| {
        if state.builder.adding.get() {
            drawer.set(true);
        }
    });
    view! {
        <div
            class="people"
            class:drawer-open=move || drawer.get()
            class:customer-open=move || state.list.open.with(Option::is_some)
        >
            <h1 class="visually-hidden">{move || state.t().people.title}</h1>
            <div class="side">
                <button class="drawer-close" on:click=move |_| drawer.set(false)>
                    {move || state.t().people.close}
                </button>
                <Builder />
                <Facets />
                <QueryText />
            </div>
            <List drawer />
            <Customer />
        </div>
    }
}
