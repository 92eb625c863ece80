//! The overview: one sentence made from the data, things to do, then pictures, each of which selects.
//!
//! The pictures follow the selection, the sentence and the things to do speak of everyone. What changed in 90 days needs
//! the whole base worked out a second time, so it is asked for when the rest is painted.

pub mod activity;
pub mod changes;
pub mod concentration;
pub mod lead;
pub mod months;
pub mod rfm_map;
pub mod segments;
mod tasks;
pub mod writer;

use crate::{
    engine::{protocol::Ask, view::OverviewView},
    ui::{
        page,
        route::Screen,
        state::{Phase, State},
        transport,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The overview screen.
#[component]
pub fn OverviewScreen() -> impl IntoView {
    let state = State::here();
    keep_up(state);
    let has_data = Memo::new(move |_| state.overview.with(Option::is_some));
    let nobody = Memo::new(move |_| state.selection.with(|s| s.selected == 0 && s.customers > 0));
    // The first picture of a file is of what is seen at once; what lies below follows it.
    let below = Memo::new(move |was: Option<&bool>| {
        was == Some(&true) || state.phase.get() != Phase::Reading
    });
    view! {
        <h1 class="visually-hidden">{move || state.t().overview.title}</h1>
        {move || {
            if !has_data.get() {
                return view! { <Nothing /> }.into_any();
            }
            view! {
                <lead::Lead />
                <tasks::Tasks />
                <Show when=move || nobody.get()>
                    <p class="notice" role="status">{move || state.t().overview.nobody}</p>
                </Show>
                <div class="grid thirds">
                    <activity::Activity />
                    <rfm_map::RfmMap />
                    <concentration::Concentration />
                </div>
                <div class="grid halves">
                    <segments::Segments />
                    <div class="grid">
                        <Show when=move || below.get()>
                            <months::Months />
                            <changes::Changes />
                        </Show>
                    </div>
                </div>
            }
                .into_any()
        }}
    }
}

/// Asks for what the screen shows whenever what it has is of another selection or another base.
pub fn keep_up(state: State) {
    Effect::new(move |_| {
        let wanted = state.selection.with(|selection| selection.revision);
        let known = state.overview.with_untracked(|o| o.as_ref().map(|o| o.revision));
        if known.is_some_and(|known| known != wanted) {
            transport::ask(Ask::Overview);
        }
    });
    Effect::new(move |_| {
        let has_files = state.base.with(|base| !base.files.is_empty());
        if has_files && state.changes.with_untracked(Option::is_none) {
            page::after_paint(|| transport::ask(Ask::Changes));
        }
    });
}

/// In place of the screen while there is no data: where to go, or, while a file is read, the shape of what comes.
#[component]
pub fn Nothing() -> impl IntoView {
    let state = State::here();
    let reading = Memo::new(move |_| state.phase.get() == Phase::Reading);
    move || {
        if reading.get() {
            return view! {
                <div class="skeleton" aria-hidden="true">
                    <i class="line"></i>
                    <div class="grid quarters">{(0..4).map(|_| view! { <i></i> }).collect_view()}</div>
                    <div class="grid thirds tall">{(0..3).map(|_| view! { <i></i> }).collect_view()}</div>
                </div>
            }
            .into_any();
        }
        view! {
            <div class="nothing">
                <p class="overview-lead">{move || state.t().overview.no_file}</p>
                <p class="muted">{move || state.t().overview.no_file_hint}</p>
                <button class="primary" on:click=move |_| state.go(Screen::Start)>
                    {move || state.t().overview.to_start}
                </button>
            </div>
        }
        .into_any()
    }
}

/// A part of the overview, which changes only when it does.
fn part<T: Clone + PartialEq + Send + Sync + 'static>(read: fn(&OverviewView) -> T) -> Memo<T> {
    let state = State::here();
    Memo::new(move |_| {
        state.overview.with(|overview| match overview {
            Some(overview) => read(overview),
            None => read(&Arc::default()),
        })
    })
}
