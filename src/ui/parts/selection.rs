//! The selection bar, the same on every screen: how many of how many, their share of revenue, the conditions as
//! chips, export.

use super::export::ExportMenu;
use crate::{
    query::edit,
    ui::{locale, messages::fill, route::Screen, state::State},
};
use leptos::prelude::*;

/// The bar under the header.
#[component]
pub fn SelectionBar() -> impl IntoView {
    let state = State::here();
    let counts = state.counts;
    view! {
        <section class="selection" aria-label=move || state.t().shell.selection>
            <span role="status" class="status"><span class="count">
                {move || locale::whole(state.lang.get(), f64::from(counts.with(|s| s.selected)))}
            </span>
            <span class="of">
                {move || {
                    let lang = state.lang.get();
                    locale::plural(lang, &state.t().shell.of_customers, f64::from(counts.with(|s| s.customers)))
                }}
                {move || {
                    let share = counts.with(|s| s.revenue_share)?;
                    let share = locale::percent(state.lang.get(), share);
                    Some(format!(" · {}", fill(state.t().shell.of_revenue, &[("share", &share)])))
                }}
            </span></span>
            <div class="chips"><Chips /></div>
            <ExportMenu />
        </section>
    }
}

/// The top-level conditions, each removable.
#[component]
fn Chips() -> impl IntoView {
    let state = State::here();
    let texts = Memo::new(move |_| {
        state.selection.with(|s| s.conditions.iter().map(|c| c.text.clone()).collect::<Vec<_>>())
    });
    let without = move |index: usize| state.edit(|node| edit::remove(node, index));
    view! {
        // By place, so that the focus stays where it is when one goes.
        <For each=move || 0..texts.with(Vec::len) key=|place| *place let:place>
            {
                let text = Memo::new(move |_| {
                    texts.with(|texts| texts.get(place).cloned().unwrap_or_default())
                });
                let sentence = Signal::derive(move || text.with(|text| state.voice().text(text)));
                view! {
                    <span class="chip" title=text>
                        {sentence}
                        <button
                            aria-label=move || format!("{}: {}", state.t().shell.remove_condition, sentence.get())
                            on:click=move |_| without(place)
                        >
                            "×"
                        </button>
                    </span>
                }
            }
        </For>
        <Show when=move || { texts.with(|texts| texts.len() > 1) }>
            <button class="quiet" on:click=move |_| state.set_query(String::new())>
                {move || state.t().shell.clear}
            </button>
        </Show>
        <button
            class="quiet"
            on:click=move |_| {
                state.go(Screen::People);
                state.builder.adding.set(true);
            }
        >
            {move || state.t().shell.add_condition}
        </button>
    }
}
