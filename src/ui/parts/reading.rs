//! While files are read: how far, how many records, and a way to stop.

use crate::ui::{
    locale::{self, Lang},
    messages::fill,
    state::{Phase, State},
};
use leptos::prelude::*;

/// Bytes of a kilobyte and of a megabyte, as file managers count.
const KILO: f64 = 1e3;
const MEGA: f64 = 1e6;

/// The bar of progress; nothing when nothing is read. It lies over the page, which stays as it was.
#[component]
pub fn ReadingBar() -> impl IntoView {
    let state = State::here();
    let progress = state.intake.progress;
    let is_done =
        Memo::new(move |_| progress.with(|now| now.bytes >= now.total && now.file + 1 >= now.of));
    let what = move || {
        let (lang, t) = (state.lang.get(), &state.t().reading);
        let now = progress.get();
        if is_done.get() {
            return t.working.to_string();
        }
        let reading = fill(t.reading, &[("name", &now.name)]);
        match now.of {
            0 | 1 => reading,
            of => {
                let place = |n: u32| locale::whole(lang, f64::from(n));
                let which = [("n", &*place(now.file + 1)), ("all", &*place(of))];
                format!("{reading} ({})", fill(t.of_files, &which))
            }
        }
    };
    let how_far = move || {
        let (lang, t) = (state.lang.get(), &state.t().reading);
        let now = progress.get();
        let (done, total) = (size(lang, now.bytes), size(lang, now.total));
        let bytes = fill(t.of_bytes, &[("done", &done), ("total", &total)]);
        format!("{bytes} · {}", locale::plural(lang, &t.rows, now.rows as f64))
    };
    view! {
        <Show when=move || state.phase.get() == Phase::Reading>
            <div class="reading">
                <span role="status">{what}</span>
                <progress
                    aria-label=move || state.t().reading.progress
                    max=move || progress.with(|now| now.total.max(1).to_string())
                    value=move || progress.with(|now| now.bytes.to_string())
                ></progress>
                <small>{how_far}</small>
                <button on:click=move |_| state.cancel()>{move || state.t().reading.cancel}</button>
            </div>
        </Show>
    }
}

/// A number of bytes: `48 MB`.
pub fn size(lang: Lang, bytes: u64) -> String {
    let bytes = bytes as f64;
    let tenths = |unit: f64| locale::decimal(lang, (bytes / unit * 10.0).round() / 10.0);
    match bytes {
        small if small < KILO => format!("{} B", locale::whole(lang, small)),
        small if small < MEGA => format!("{} kB", tenths(KILO)),
        _ => format!("{} MB", tenths(MEGA)),
    }
}
