//! More files, and what else was noticed in those that are there.

use super::words;
use crate::{
    engine::protocol::Ask,
    ui::{hall::choose_files, intake, state::State, transport},
};
use leptos::prelude::*;

/// The card.
#[component]
pub fn MoreCard() -> impl IntoView {
    let state = State::here();
    let is_sample = Memo::new(move |_| state.base.with(|base| base.is_sample));
    let notes = Memo::new(move |_| state.files.with(|files| !files.notes.is_empty()));
    let sentences = move || {
        let files = state.files.get();
        let sentence = |note| view! { <li>{words::note(state, &files, note)}</li> };
        files.notes.iter().map(sentence).collect_view()
    };
    let download = move |_| {
        let language = intake::sample_language(state.lang.get_untracked());
        transport::ask(Ask::SampleFiles { language });
    };
    view! {
        <section class="card more-files" aria-labelledby="more-files">
            <h2 id="more-files">{move || state.t().files.add}</h2>
            <p class="muted">{move || state.t().files.add_lead}</p>
            <p class="drop-here">
                {move || state.t().files.add_drop}
                " "
                <button class="quiet" on:click=|_| choose_files()>{move || state.t().start.choose}</button>
            </p>
            <Show when=move || is_sample.get()>
                <p>
                    {move || state.t().files.sample_lead}
                    " "
                    <button class="quiet" on:click=download>{move || state.t().files.sample_files}</button>
                </p>
            </Show>
            <Show when=move || notes.get()>
                <h3>{move || state.t().files.notes}</h3>
                <ul class="notes">{sentences}</ul>
            </Show>
        </section>
    }
}
