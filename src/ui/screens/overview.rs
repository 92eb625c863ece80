//! The overview screen.

use crate::ui::state::State;
use leptos::prelude::*;

#[component]
pub fn OverviewScreen() -> impl IntoView {
    let state = State::here();
    view! { <h1>{move || state.t().overview.title}</h1> }
}
