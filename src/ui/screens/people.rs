//! The people screen.

use crate::ui::state::State;
use leptos::prelude::*;

#[component]
pub fn PeopleScreen() -> impl IntoView {
    let state = State::here();
    view! { <h1>{move || state.t().people.title}</h1> }
}
