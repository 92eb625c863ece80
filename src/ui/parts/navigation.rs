//! The doors: screens on the left, at the bottom on a phone, and the corner of trust.

use crate::ui::{
    locale,
    route::{Route, Screen},
    state::State,
};
use leptos::prelude::*;

/// The navigation with its corner of trust.
#[component]
pub fn Navigation() -> impl IntoView {
    let state = State::here();
    let name = move |screen| {
        let shell = &state.t().shell;
        match screen {
            Screen::Files => shell.files,
            Screen::Overview => shell.overview,
            _ => shell.people,
        }
    };
    view! {
        <nav aria-label=move || state.t().shell.navigation>
            <a class="brand" href="#/" on:click=move |event| { event.prevent_default(); state.go(Screen::Start); }>
                "carteira"<i>"."</i>
            </a>
            {Screen::DOORS
                .map(|screen| {
                    let current = move || state.route.with(|route| route.screen == screen);
                    view! {
                        <a
                            class="door"
                            href=move || Route { screen, ..state.route.get() }.hash()
                            aria-current=move || current().then_some("page")
                            on:click=move |event| {
                                event.prevent_default();
                                state.go(screen);
                            }
                        >
                            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=icon(screen) /></svg>
                            {move || name(screen)}
                        </a>
                    }
                })
                .collect_view()}
            <div class="trust-corner">
                <span>
                    <span class="dot"></span>
                    {move || {
                        locale::plural(state.lang.get(), &state.t().shell.requests, f64::from(state.requests.get()))
                    }}
                </span>
                <span>{move || state.t().shell.offline} " · " {move || state.t().shell.nothing_stored}</span>
                <a
                    href="#/privacy"
                    on:click=move |event| {
                        event.prevent_default();
                        state.go(Screen::Privacy);
                    }
                >
                    {move || state.t().shell.how_check}
                </a>
                <button
                    class="quiet"
                    on:click=move |_| {
                        let question = state.t().shell.forget_question;
                        if crate::ui::page::window().confirm_with_message(question).unwrap_or(true) {
                            state.forget();
                        }
                    }
                >
                    {move || state.t().shell.forget}
                </button>
            </div>
        </nav>
    }
}

fn icon(screen: Screen) -> &'static str {
    match screen {
        Screen::Files => "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
        Screen::Overview => "M2 14V9h3v5zM6.5 14V5h3v9zM11 14V2h3v12z",
        _ => {
            "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c0-2.800 2.600-4.500 5.500-4.500s5.500 1.700 5.500 4.500z"
        }
    }
}
