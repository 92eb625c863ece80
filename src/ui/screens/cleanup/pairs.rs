//! Customers who are perhaps one, side by side: on the left whom to keep.

use super::candidates::{choice, who};
use crate::ui::state::State;
use leptos::prelude::*;

/// The pairs; nothing where there is none.
#[component]
pub fn Pairs() -> impl IntoView {
    let state = State::here();
    let any = Memo::new(move |_| {
        state.cleanup.view.with(|view| view.as_ref().is_some_and(|view| !view.pairs.is_empty()))
    });
    view! {
        <Show when=move || any.get()>
            <section class="card">
                <div class="card-head">
                    <h2>{move || state.t().cleanup.pairs}</h2>
                    <small>{move || state.t().cleanup.pairs_note}</small>
                </div>
                <ul class="pairs">
                    {move || {
                        let view = state.cleanup.view.get()?;
                        Some(
                            view.pairs
                                .iter()
                                .map(|pair| {
                                    view! {
                                        <li>
                                            <div>{who(state, &pair.keep)} {choice(state, &pair.keep)}</div>
                                            <div>{who(state, &pair.other)} {choice(state, &pair.other)}</div>
                                        </li>
                                    }
                                })
                                .collect_view(),
                        )
                    }}
                </ul>
            </section>
        </Show>
    }
}
