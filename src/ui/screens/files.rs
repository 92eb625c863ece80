//! The files screen.

use crate::ui::state::State;
use leptos::prelude::*;

#[component]
pub fn FilesScreen() -> impl IntoView {
    let state = State::here();
    view! { <h1>{move || state.t().files.title}</h1> }
}
