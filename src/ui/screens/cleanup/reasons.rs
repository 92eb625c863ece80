//! The reasons: how many each takes, what they brought, its rule, and the two that the user sets.

use super::reason;
use crate::{
    engine::cleanup::{CleanupAsk, ReasonKind, ReasonView},
    ui::{
        parts::problem::sentence,
        screens::segments::names::{money, whole},
        state::State,
    },
};
use leptos::prelude::*;

/// The list of reasons.
#[component]
pub fn Reasons() -> impl IntoView {
    let state = State::here();
    let cleanup = state.cleanup;
    let total = move || cleanup.view.with(|view| view.as_ref().map_or(0, |view| view.total));
    view! {
        <section class="card">
            <h2>{move || state.t().cleanup.why}</h2>
            <ul class="reasons">
                <li>
                    <button
                        class="pick"
                        aria-pressed=move || cleanup.only.get().is_none().to_string()
                        on:click=move |_| cleanup.only.set(None)
                    >
                        {move || state.t().cleanup.all}
                    </button>
                    <b>{move || whole(state, total())}</b>
                </li>
                {move || {
                    let reasons = cleanup.view.with(|view| view.as_ref().map(|view| view.reasons.clone()));
                    reasons.unwrap_or_default().into_iter().map(|view| row(state, view)).collect_view()
                }}
            </ul>
            <Settings />
        </section>
    }
}

fn row(state: State, view: ReasonView) -> AnyView {
    let cleanup = state.cleanup;
    let kind = view.kind;
    let unknown = view.query.is_empty() && kind != ReasonKind::NotForUs;
    let decide = move |remove| cleanup.ask(CleanupAsk::DecideAll { reason: kind, remove });
    view! {
        <li>
            <button
                class="pick"
                disabled=unknown
                aria-pressed=move || (cleanup.only.get() == Some(kind)).to_string()
                on:click=move |_| cleanup.only.set(Some(kind))
            >
                {reason(state.t(), kind)}
            </button>
            <b>{whole(state, view.customers)}</b>
            {view.revenue.filter(|_| view.customers > 0).map(|revenue| view! { <span class="muted">{money(state, revenue)}</span> })}
            {(!view.query.is_empty()).then(|| view! { <code>{view.query.clone()}</code> })}
            {unknown.then(|| view! { <small class="muted">{state.t().cleanup.cannot_tell}</small> })}
            {view.problem.as_ref().map(|problem| view! { <small class="wrong" role="alert">{sentence(state.t(), problem)}</small> })}
            {(view.open > 0).then(|| view! {
                <span class="all-of-them">
                    <button on:click=move |_| decide(true)>{state.t().cleanup.remove_all}</button>
                    <button on:click=move |_| decide(false)>{state.t().cleanup.keep_all}</button>
                </span>
            })}
        </li>
    }
    .into_any()
}

/// The user's own reason, and how long silence is.
#[component]
fn Settings() -> impl IntoView {
    let state = State::here();
    let cleanup = state.cleanup;
    let now = move || {
        cleanup.view.with(|view| view.as_ref().map(|v| (v.not_for_us.clone(), v.silent_days)))
    };
    view! {
        <label class="own-reason">
            {move || state.t().cleanup.not_for_us}
            <input
                spellcheck="false"
                placeholder="spend_mean < 10"
                prop:value=move || now().map(|(query, _)| query).unwrap_or_default()
                on:change=move |event| cleanup.ask(CleanupAsk::NotForUs(event_target_value(&event)))
            />
        </label>
        <label class="own-reason">
            {move || state.t().cleanup.silent_days}
            <input
                type="number" min="1"
                prop:value=move || now().map(|(_, days)| days.to_string()).unwrap_or_default()
                on:change=move |event| {
                    if let Ok(days) = event_target_value(&event).parse() {
                        cleanup.ask(CleanupAsk::SilentDays(days));
                    }
                }
            />
        </label>
    }
}
