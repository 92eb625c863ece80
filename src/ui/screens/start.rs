//! The start screen: the promise, the drop target, the sample.

use crate::{
    engine::protocol::Ask,
    portfolio::sample::SampleLanguage,
    ui::{
        app::choose_files,
        locale::{self, Lang},
        route::{Route, Screen},
        state::State,
    },
};
use leptos::prelude::*;

/// What a person sees first. The whole window takes files; this says so.
#[component]
pub fn StartScreen() -> impl IntoView {
    let state = State::here();
    let hint = RwSignal::new(false);
    view! {
        <div class="start">
            <h1>
                {move || state.t().start.promise[0]}<br />{move || state.t().start.promise[1]}
            </h1>
            <p class="pitch">{move || state.t().start.pitch}</p>
            <Show when=move || state.route.with(|route| !route.query.is_empty())>
                <p class="rule-waiting">
                    {move || state.t().start.rule_waiting}
                    <code>{move || state.route.with(|route| route.query.clone())}</code>
                </p>
            </Show>
            <div class="drop">
                <p class="drop-title">{move || state.t().start.drop}</p>
                <p class="muted">{move || state.t().start.formats}</p>
                <p class="buttons">
                    <button class="primary" on:click=|_| choose_files()>{move || state.t().start.choose}</button>
                    <button on:click=move |_| hint.update(|shown| *shown = !*shown)>
                        {move || state.t().start.paste}
                    </button>
                    <button data-action="sample" on:click=move |_| state.load(sample(state.lang.get_untracked()))>{move || state.t().start.sample}</button>
                </p>
                <Show when=move || hint.get()>
                    <p class="muted" role="status">{move || state.t().start.paste_hint}</p>
                </Show>
            </div>
            <p class="trust">
                <span class="dot"></span>
                {move || locale::plural(state.lang.get(), &state.t().start.requests, f64::from(state.requests.get()))}
                " · "
                {move || state.t().start.offline}
                " · "
                <a
                    href="#/privacy"
                    on:click=move |event| {
                        event.prevent_default();
                        state.go_to(Route { screen: Screen::Privacy, ..state.route.get_untracked() });
                    }
                >
                    {move || state.t().shell.how_check}
                </a>
            </p>
        </div>
    }
}

/// The request for the sample, with names in that language.
pub fn sample(lang: Lang) -> Ask {
    Ask::Sample { language: sample_language(lang) }
}

/// The language of the sample's names.
pub fn sample_language(lang: Lang) -> SampleLanguage {
    match lang {
        Lang::En => SampleLanguage::En,
        Lang::Pt => SampleLanguage::Pt,
        Lang::Es => SampleLanguage::Es,
        Lang::Lt => SampleLanguage::Lt,
    }
}
