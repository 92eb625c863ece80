//! The candidates one by one, with reasons and evidence, and what was decided.

use super::reason;
use crate::{
    engine::cleanup::Candidate,
    ui::{locale, screens::segments::names::money, state::State},
};
use leptos::prelude::*;

/// The table of candidates.
#[component]
pub fn Candidates() -> impl IntoView {
    let state = State::here();
    view! {
        <section class="card">
            <div class="card-head">
                <h2>{move || state.t().cleanup.candidates}</h2>
                <small>
                    {move || {
                        let open = state.cleanup.view.with(|view| view.as_ref().map_or(0, |view| view.open));
                        locale::plural(state.lang.get(), &state.t().cleanup.open, f64::from(open))
                    }}
                </small>
            </div>
            {move || {
                let view = state.cleanup.view.get()?;
                Some(if view.candidates.is_empty() {
                    view! { <p class="muted">{state.t().cleanup.nobody}</p> }.into_any()
                } else {
                    let rows = view.candidates.iter().map(|candidate| row(state, candidate)).collect_view();
                    view! { <ul class="candidates">{rows}</ul> }.into_any()
                })
            }}
        </section>
    }
}

fn row(state: State, candidate: &Candidate) -> AnyView {
    view! { <li>{who(state, candidate)} {choice(state, candidate)}</li> }.into_any()
}

/// The customer, the reasons and the figures.
pub fn who(state: State, candidate: &Candidate) -> AnyView {
    let reasons = candidate
        .reasons
        .iter()
        .map(|&kind| view! { <span class="badge">{reason(state.t(), kind)}</span> })
        .collect_view();
    let age = candidate
        .last_order_age_days
        .map(|days| locale::plural(state.lang.get(), &state.t().cleanup.days_ago, f64::from(days)));
    view! {
        <span class="who">
            <b>{if candidate.name.is_empty() { candidate.key.clone() } else { candidate.name.clone() }}</b>
            <small>
                {(!candidate.name.is_empty()).then(|| format!("{} · ", candidate.key))}
                {candidate.revenue.map(|revenue| money(state, revenue))}
                {age.map(|age| format!(" · {age}"))}
            </small>
            <span class="because">{reasons}</span>
        </span>
    }
    .into_any()
}

/// Keep or remove, as a pair of pressed buttons; pressing again takes it back.
pub fn choice(state: State, candidate: &Candidate) -> AnyView {
    let cleanup = state.cleanup;
    let (key, now) = (candidate.key.clone(), candidate.remove);
    let button = move |remove: bool, label: &'static str| {
        let key = key.clone();
        let pressed = now == Some(remove);
        view! {
            <button
                aria-pressed=pressed.to_string()
                on:click=move |_| cleanup.decide(key.clone(), now, (!pressed).then_some(remove))
            >
                {label}
            </button>
        }
    };
    view! {
        <span class="choice">
            {button(false, state.t().cleanup.keep)} {button(true, state.t().cleanup.remove)}
        </span>
    }
    .into_any()
}
