//! What a shop owner would say aloud: who comes back, and who is away.

use crate::ui::{locale, screens::overview::writer::Writer, state::State};
use leptos::prelude::*;

/// The sentences at the top; what is said before stays until what is new comes.
#[component]
pub fn Lead() -> impl IntoView {
    let state = State::here();
    let kept = move || {
        let write = Writer::of(state);
        let t = &write.messages.time;
        state.time.standing.with(|standing| {
            let standing = standing.as_ref()?;
            let Some(kept) = standing.retention else {
                return Some(t.lead_short.into_any());
            };
            let share = write.percent(f64::from(kept.kept) / f64::from(kept.of));
            let sentence = locale::plural(write.lang, &t.lead_kept, f64::from(standing.months));
            let (before, after) = sentence.split_once("{share}").unwrap_or((&sentence, ""));
            let (before, after) = (before.to_string(), after.to_string());
            Some(view! { {before} <strong>{share}</strong> {after} }.into_any())
        })
    };
    let away = move || {
        let write = Writer::of(state);
        state.time.departures.with(|departures| {
            let away = departures.as_ref()?.away;
            let forms = &write.messages.time.lead_away;
            (away > 0).then(|| locale::plural(write.lang, forms, f64::from(away)))
        })
    };
    view! { <p class="time-lead">{kept} " " {away}</p> }
}
