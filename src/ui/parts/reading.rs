//! While files are read: how far, how many records, and a way to stop.

use crate::ui::{
    locale,
    messages::fill,
    state::{Phase, State},
};
use leptos::prelude::*;

/// The bar of progress; nothing when nothing is read.
#[component]
pub fn ReadingBar() -> impl IntoView {
    let state = State::here();
    let progress = state.intake.progress;
    view! {
        <Show when=move || state.phase.get() == Phase::Reading>
            <div class="reading" role="status">
                <span>
                    {move || {
                        let now = progress.get();
                        if now.bytes < now.total {
                            fill(state.t().reading.reading, &[("name", &now.name)])
                        } else {
                            state.t().reading.working.to_string()
                        }
                    }}
                </span>
                <progress
                    max=move || progress.with(|now| now.total.max(1).to_string())
                    value=move || progress.with(|now| now.bytes.to_string())
                ></progress>
                <small>
                    {move || {
                        let lang = state.lang.get();
                        let now = progress.get();
                        let size = |bytes: u64| format!("{} MB", locale::decimal(lang, (bytes as f64 / 1e5).round() / 10.0));
                        let bytes = fill(
                            state.t().reading.of_bytes,
                            &[("done", &size(now.bytes)), ("total", &size(now.total))],
                        );
                        format!("{bytes} · {}", locale::plural(lang, &state.t().reading.rows, now.rows as f64))
                    }}
                </small>
                <button on:click=move |_| state.cancel()>{move || state.t().reading.cancel}</button>
            </div>
        </Show>
    }
}
