//! One file: its name, how long it took, its chips, and its columns over the first records.

use super::{
    chips::Chips,
    columns::Columns,
    why::{WhyColumn, WhyFile},
    words,
};
use crate::{
    engine::view::FileView,
    ui::{
        locale,
        messages::fill,
        parts::{forget, reading::size},
        state::{Phase, State},
    },
};
use leptos::prelude::*;

/// What of a file is explained: nothing, the file, or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    Nothing,
    File,
    Column(usize),
}

/// The file that stands at this place.
#[component]
pub fn FileCard(at: usize) -> impl IntoView {
    let state = State::here();
    let file = Memo::new(move |_| state.files.with(|files| files.files.get(at).cloned()));
    let explained = RwSignal::new(Explained::Nothing);
    let remove = move |_| {
        let only = state.files.with_untracked(|files| files.files.len() == 1);
        if only && state.phase.get_untracked() == Phase::Ready {
            // Without its only file there is nothing left.
            return forget::ask();
        }
        state.remove(at);
    };
    let name = Memo::new(move |_| {
        file.with(|file| file.as_ref().map(|f| f.name.clone())).unwrap_or_default()
    });
    let removes = move || fill(state.t().files.remove_file, &[("name", &name.get())]);
    view! {
        <section class="card file" aria-labelledby=format!("file-{at}")>
            <div class="card-head">
                <h2 id=format!("file-{at}")>{name}</h2>
                <small>{move || file.with(|file| file.as_ref().map(|file| facts(state, file)))}</small>
                <span class="space"></span>
                <button class="quiet" aria-label=removes on:click=remove>
                    {move || state.t().files.remove}
                </button>
            </div>
            <Chips at file explained />
            <Show when=move || explained.get() == Explained::File><WhyFile file /></Show>
            <Columns at file explained />
            {move || match explained.get() {
                Explained::Column(column) => Some(view! { <WhyColumn at file column explained /> }),
                _ => None,
            }}
            <p class="small">
                {move || file.with(|file| file.as_ref().and_then(|file| words::join(state, file)))}
            </p>
        </section>
    }
}

/// `48.0 MB · read in 0.31 s · 541,909 records, 406,829 used`
fn facts(state: State, file: &FileView) -> String {
    let (lang, t) = (state.lang.get(), &state.t().files);
    let mut facts = vec![size(lang, file.bytes)];
    if let Some(ms) = file.read_ms {
        let seconds = locale::decimal(lang, (ms / 10.0).ceil() / 100.0);
        facts.push(fill(t.read_in, &[("seconds", &seconds)]));
    }
    if let Some((read, used)) = file.records {
        let whole = |n: u64| locale::whole(lang, n as f64);
        facts.push(fill(t.records, &[("read", &whole(read)), ("used", &whole(used))]));
    }
    facts.join(" · ")
}
