//! The start screen: the promise, the drop target, the sample.

use crate::{
    engine::{
        glimpse::{ACTIVITY, PARETO},
        protocol::Ask,
    },
    portfolio::sample::SampleLanguage,
    ui::{
        app::choose_files,
        locale::{self, Lang},
        messages::fill,
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
            <div class="promise">
            <h1>
                {move || state.t().start.promise[0]}<br />{move || state.t().start.promise[1]}
            </h1>
            <p class="pitch">{move || state.t().start.pitch}</p>
            <Show when=move || state.route.with(|route| !route.query.is_empty())>
                <p class="rule-waiting">
                    {move || state.t().start.rule_waiting}
                    <b>{move || state.route.with(|route| state.voice().rule(&route.query))}</b>
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
                {move || state.intake.kept.get().0.then(|| format!(" · {}", state.t().start.offline))}
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
            <Glimpse />
        </div>
    }
}

/// A small picture of what files become: the sample's own figures, drawn like the overview's.
#[component]
fn Glimpse() -> impl IntoView {
    let state = State::here();
    let most = f64::from(ACTIVITY.iter().map(|class| class.1).max().unwrap_or(1));
    let say = move || {
        let percent = |share| locale::percent(state.lang.get(), f64::from(share) / 100.0);
        let (customers, spend) = (percent(PARETO.0), percent(PARETO.1));
        let text =
            fill(state.t().overview.lead_pareto, &[("customers", &customers), ("spend", &spend)]);
        // Between asterisks stands what matters most.
        let part = |(at, part): (usize, &str)| match at % 2 {
            0 => part.to_string().into_any(),
            _ => view! { <b>{part.to_string()}</b> }.into_any(),
        };
        text.split('*').enumerate().map(part).collect_view()
    };
    let row = move |(class, count): (&'static str, u32)| {
        let count = f64::from(count);
        view! {
            <div class="row" data-class=class>
                <span class="tag">{move || state.t().words.class(class)}</span>
                <span class="bar"><i style:width=format!("{:.1}%", 100.0 * count / most)></i></span>
                <span class="number">{move || locale::whole(state.lang.get(), count)}</span>
            </div>
        }
    };
    view! {
        <figure class="glimpse card">
            <figcaption>{move || state.t().start.picture}</figcaption>
            <p class="say">{say}</p>
            {ACTIVITY.map(row).collect_view()}
        </figure>
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
