//! The Clean-up screen: who could go and why, one candidate after the other or a whole reason at once, each decision
//! to be undone; both lists and the decisions go into files.

mod candidates;
mod pairs;
mod reasons;

use crate::{
    engine::{
        cleanup::{CleanupAsk, CleanupSay, CleanupView, Decision, Part, ReasonKind},
        protocol::Ask,
    },
    ui::{
        messages::{Messages, fill},
        page,
        screens::segments::names::{money, whole},
        state::State,
        transport,
    },
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The signals of the screen.
#[derive(Clone, Copy)]
pub struct Cleanup {
    pub view: RwSignal<Option<Arc<CleanupView>>>,
    /// The reason whose candidates are shown; none for all.
    pub only: RwSignal<Option<ReasonKind>>,
    /// What was decided last, to be taken back: the customers, and what held before.
    undo: RwSignal<Vec<(Vec<String>, Option<bool>)>>,
}

impl Default for Cleanup {
    fn default() -> Self {
        Cleanup { view: RwSignal::new(None), only: RwSignal::new(None), undo: RwSignal::default() }
    }
}

impl Cleanup {
    /// Takes in what the engine says.
    pub fn hear(self, say: CleanupSay) {
        match say {
            CleanupSay::View(view) => self.view.set(Some(Arc::from(view))),
            CleanupSay::Decided(keys) => self.undo.update(|undo| undo.push((keys, None))),
        }
    }

    /// Forgets all.
    pub fn forget(self) {
        self.view.set(None);
        self.only.set(None);
        self.undo.set(Vec::new());
    }

    fn ask(self, ask: CleanupAsk) {
        transport::ask(Ask::Cleanup(ask));
        self.refresh();
    }

    fn refresh(self) {
        let only = self.only.get_untracked();
        transport::ask(Ask::Cleanup(CleanupAsk::View { only }));
    }

    /// Decides about one customer, whose decision was `before`.
    fn decide(self, key: String, before: Option<bool>, remove: Option<bool>) {
        self.undo.update(|undo| undo.push((vec![key.clone()], before)));
        self.ask(CleanupAsk::Decide { keys: vec![key], remove });
    }

    fn undo(self) {
        if let Some(Some((keys, remove))) = self.undo.try_update(Vec::pop) {
            self.ask(CleanupAsk::Decide { keys, remove });
        }
    }
}

/// The whole screen.
#[component]
pub fn CleanupScreen() -> impl IntoView {
    let state = State::here();
    let has_data = Memo::new(move |_| state.base.with(|base| !base.files.is_empty()));
    Effect::new(move |_| {
        state.base.track();
        state.cleanup.only.track();
        if has_data.get() {
            state.cleanup.refresh();
        }
    });
    view! {
        <h1>{move || state.t().cleanup.title}</h1>
        <Show
            when=move || has_data.get()
            fallback=move || view! { <p class="muted">{move || state.t().files.empty}</p> }
        >
            <p class="lead">{move || state.t().cleanup.lead}</p>
            {move || state.cleanup.view.get().map(|view| balance(state, view.kept, view.removed))}
            <Tools />
            <div class="cleanup">
                <reasons::Reasons />
                <div class="grid">
                    <candidates::Candidates />
                    <pairs::Pairs />
                </div>
            </div>
        </Show>
    }
}

/// What stays and what would go.
fn balance(state: State, kept: Part, removed: Part) -> AnyView {
    let card = |title: &'static str, part: Part| {
        let contacts =
            (part.contacts).map(|n| fill(state.t().cleanup.contacts, &[("n", &whole(state, n))]));
        let spent = state.t().words.field("spend_total");
        let revenue = part.revenue.map(|revenue| format!("{spent} {}", money(state, revenue)));
        let said: Vec<String> = [contacts, revenue].into_iter().flatten().collect();
        view! {
            <div class="card">
                <h2>{title}</h2>
                <p class="figure">{whole(state, part.customers)}</p>
                <p class="muted">{said.join(" · ")}</p>
            </div>
        }
    };
    let t = &state.t().cleanup;
    view! { <div class="balance">{card(t.stays, kept)} {card(t.goes, removed)}</div> }.into_any()
}

/// Undo, lists, decisions out and in.
#[component]
fn Tools() -> impl IntoView {
    let state = State::here();
    let cleanup = state.cleanup;
    let wrong = RwSignal::new(false);
    let save = move |_| {
        let decisions =
            cleanup.view.with_untracked(|view| view.as_ref().map(|v| v.decisions.clone()));
        if let Ok(json) = serde_json::to_string_pretty(&decisions.unwrap_or_default()) {
            page::save_text("decisions.json", "application/json", &json);
        }
    };
    let load = move |event: web_sys::Event| {
        let Some(input) =
            event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        leptos::task::spawn_local(async move {
            let text = gloo::file::futures::read_as_text(&file.into()).await.unwrap_or_default();
            let read = serde_json::from_str::<Vec<Decision>>(&text).ok();
            wrong.set(read.is_none());
            if let Some(decisions) = read {
                cleanup.ask(CleanupAsk::Decisions(decisions));
            }
        });
    };
    let export = |removed| transport::ask(Ask::Cleanup(CleanupAsk::Export { removed }));
    view! {
        <p class="cuts">
            <button disabled=move || cleanup.undo.with(Vec::is_empty) on:click=move |_| cleanup.undo()>
                {move || state.t().cleanup.undo}
            </button>
            <span class="space"></span>
            <button on:click=move |_| export(false)>{move || state.t().cleanup.list_stays}</button>
            <button on:click=move |_| export(true)>{move || state.t().cleanup.list_goes}</button>
            <button on:click=save>{move || state.t().cleanup.save_decisions}</button>
            <label class="button">
                {move || state.t().cleanup.load_decisions}
                <input class="visually-hidden" type="file" accept=".json,application/json" on:change=load />
            </label>
        </p>
        <Show when=move || wrong.get()>
            <p class="wrong" role="alert">{move || state.t().cleanup.wrong_file}</p>
        </Show>
    }
}

/// A reason in the reader's words.
fn reason(t: &Messages, kind: ReasonKind) -> &'static str {
    t.cleanup.reasons[ReasonKind::ALL.iter().position(|&known| known == kind).unwrap_or(0)]
}
