//! One file or folder a screen.

pub mod act;
pub mod cleanup;
pub mod files;
pub mod overview;
pub mod people;
pub mod privacy;
pub mod report;
pub mod segments;
pub mod start;
pub mod time;
pub mod worth;

use super::{
    hall::Given,
    route::{Route, Screen},
    state::State,
};
use leptos::prelude::*;

/// The screen of a route.
pub fn draw(screen: Screen, state: State, give: Callback<Given>) -> AnyView {
    match screen {
        Screen::Files => view! { <files::FilesScreen /> }.into_any(),
        Screen::Overview => view! { <overview::OverviewScreen /> }.into_any(),
        Screen::People => view! { <people::PeopleScreen /> }.into_any(),
        Screen::Act => act::screen(state),
        Screen::CleanUp => view! { <cleanup::CleanupScreen /> }.into_any(),
        Screen::Segments => view! { <segments::SegmentsScreen /> }.into_any(),
        Screen::Report => view! { <report::ReportScreen /> }.into_any(),
        Screen::Time => view! { <time::TimeScreen /> }.into_any(),
        Screen::Privacy => view! { <privacy::PrivacyScreen /> }.into_any(),
        // A screen without a door has no address either, so that this is the start.
        _ => {
            let privacy = Signal::derive(move || {
                let route = state.route.get();
                Route { screen: Screen::Privacy, ..route }.hash()
            });
            let waiting = waiting_rule(state);
            view! { <start::StartScreen hall=state.hall give privacy waiting /> }.into_any()
        }
    }
}

/// The rule of a link that waits for files.
fn waiting_rule(state: State) -> AnyView {
    view! {
        <Show when=move || state.route.with(|route| !route.query.is_empty())>
            <p class="rule-waiting">
                {move || state.t().start.rule_waiting}
                <b>{move || state.route.with(|route| state.voice().rule(&route.query))}</b>
                <code>{move || state.route.with(|route| route.query.clone())}</code>
            </p>
        </Show>
    }
    .into_any()
}
