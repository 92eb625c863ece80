//! The People screen: conditions and filters at the left, the list, and the page of one customer at the right.

pub mod choice;
mod list;
mod query_text;

use crate::ui::state::State;
use leptos::prelude::*;
use list::List;
use query_text::QueryText;

/// The screen.
#[component]
pub fn PeopleScreen() -> impl IntoView {
    let state = State::here();
    view! {
        <div class="people">
            <h1 class="visually-hidden">{move || state.t().people.title}</h1>
            <div class="side"><QueryText /></div>
            <List />
        </div>
    }
}
