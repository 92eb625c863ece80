//! The Files screen: what was understood of each file, over its first records; what must be asked; what became of
//! every record. A card a file, a component a file of code.

mod card;
mod chips;
mod columns;
pub mod ledger;
mod more;
mod questions;
mod why;
mod words;

use crate::ui::state::{Phase, State};
use card::FileCard;
use ledger::LedgerCard;
use leptos::prelude::*;
use more::MoreCard;
use questions::Questions;

/// The screen.
#[component]
pub fn FilesScreen() -> impl IntoView {
    let state = State::here();
    let count = Memo::new(move |_| state.files.with(|files| files.files.len()));
    let open = Memo::new(move |_| {
        count.get() > 0 && matches!(state.phase.get(), Phase::Mapping | Phase::Error)
    });
    let origins = Memo::new(move |_| {
        let origin = |files: &crate::engine::view::FilesView| {
            files.files.iter().map(|file| file.origin).enumerate().collect::<Vec<_>>()
        };
        state.files.with(|files| origin(files))
    });
    view! {
        <div class="files">
            <div>
                <h1>{move || state.t().files.title}</h1>
                <p class="muted">
                    {move || match (count.get(), open.get()) {
                        (0, _) => state.t().files.empty,
                        (_, true) => state.t().files.lead_asks,
                        _ => state.t().files.lead,
                    }}
                </p>
            </div>
            <Show when=move || open.get()><Questions /></Show>
            <For each=move || origins.get() key=|&(at, origin)| (at, origin) let((at, _))>
                <FileCard at />
            </For>
            <div class="files-foot">
                <Show when=move || state.files.with(|files| files.ledger.is_some()) && !open.get()>
                    <LedgerCard />
                </Show>
                <MoreCard />
            </div>
        </div>
    }
}
