//! The selection as text: what is typed is applied by Enter or after a pause. A text that cannot be understood leaves the
//! selection as it was and says where it is wrong and what would do.
//!
//! The trap: the answer comes back in canonical text. What the user typed is replaced only when it means something else.

use crate::{
    query::{error::QueryError, parse::parse, print::print},
    ui::{messages::fill, page, state::State},
};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// A pause in typing after which the text is applied.
const PAUSE_MS: u32 = 150;

/// The field.
#[component]
pub fn QueryText() -> impl IntoView {
    let state = State::here();
    let text = RwSignal::new(String::new());
    // What is wrong with the text before it is asked for.
    let own = RwSignal::new(None::<QueryError>);
    let copied = RwSignal::new(false);
    let pause = StoredValue::new_local(None::<Timeout>);
    let wrong = Memo::new(move |_| own.get().or_else(|| Some(state.query_error.get()?.1)));
    let apply = move || {
        pause.set_value(None);
        state.query_error.set(None);
        match parse(&text.get_untracked()) {
            Ok(node) => {
                own.set(None);
                state.set_query(print(&node));
            }
            Err(error) => own.set(Some(error)),
        }
    };
    let typed = move |now: String| {
        text.set(now);
        copied.set(false);
        pause.set_value(Some(Timeout::new(PAUSE_MS, apply)));
    };
    Effect::new(move |_| {
        let query = state.selection.with(|selection| selection.query.clone());
        let meant = parse(&text.get_untracked()).ok().map(|node| print(&node));
        if meant.as_ref() != Some(&query) {
            text.set(query);
        }
        own.set(None);
    });
    let replace = move |_| {
        let Some(QueryError { span, suggestion: Some(new), .. }) = wrong.get_untracked() else {
            return;
        };
        let (start, end) = (span.start as usize, span.end as usize);
        let mut now = text.get_untracked();
        if now.get(start..end).is_some() {
            now.replace_range(start..end, &new);
            text.set(now);
            apply();
        }
    };
    view! {
        <section class="card query-text">
            <div class="card-head">
                <h2>{move || state.t().people.as_text}</h2>
                <span class="space"></span>
                <button
                    class="quiet"
                    on:click=move |_| {
                        if let Ok(address) = page::window().location().href() {
                            let _ = page::window().navigator().clipboard().write_text(&address);
                            copied.set(true);
                        }
                    }
                >
                    {move || state.t().people.copy_link}
                </button>
            </div>
            <textarea
                rows="3"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                aria-label=move || state.t().people.query
                aria-invalid=move || wrong.with(|wrong| wrong.is_some().then_some("true"))
                aria-describedby="query-says"
                placeholder=move || state.t().people.query_hint
                prop:value=text
                on:input=move |event| typed(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.shift_key() {
                        event.prevent_default();
                        apply();
                    }
                }
            ></textarea>
            <div id="query-says" role="status">
                {move || {
                    if let Some(wrong) = wrong.get() {
                        let people = &state.t().people;
                        let sentence = state.voice().error(&wrong, &text.get_untracked());
                        let button = wrong.suggestion.map(|suggestion| {
                            let label = fill(people.replace_by, &[("suggestion", &suggestion)]);
                            view! { <button class="quiet" on:click=replace>{label}</button> }
                        });
                        view! { <p class="wrong">{sentence}</p> {button} }
                            .into_any()
                    } else if copied.get() {
                        view! { <p class="small">{state.t().people.copied}</p> }.into_any()
                    } else {
                        ().into_any()
                    }
                }}
            </div>
            {super::sql::unfolded(state)}
        </section>
    }
}
