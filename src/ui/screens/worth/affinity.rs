//! What goes with a product: bought together, never bought, bought later; each count is a filter.

use super::{Part, choice, head, muted, ratio, says, table, text};
use crate::{
    engine::worth::affinity::{AffinityView, PairRow},
    ui::{
        messages::fill,
        screens::{overview::writer::Writer, segments::names::Mark},
        state::State,
    },
};
use leptos::prelude::*;

/// The panel.
pub fn panel(state: State) -> AnyView {
    let view = Memo::new(move |_| {
        let categories = state.worth.categories.get();
        state.worth.affinity.get().filter(|view| view.categories == categories)
    });
    view! {
        {head(state, Part::Together)}
        <p class="cuts">
            {move || view.get().map(|view| products(state, &view))}
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || state.worth.categories.get()
                    on:change=move |event| {
                        state.worth.code.set(None);
                        state.worth.categories.set(event_target_checked(&event));
                    }
                />
                {move || state.t().worth.by_category}
            </label>
        </p>
        {move || view.get().map(|view| pairs(state, &view))}
    }
    .into_any()
}

fn products(state: State, view: &AffinityView) -> AnyView {
    let codes: Vec<String> = view.choices.iter().map(|(code, _)| code.clone()).collect();
    let names = view.choices.iter().map(|(code, name)| shown(code, name)).collect();
    let chosen = codes.iter().position(|code| *code == view.code).unwrap_or(0);
    choice(state.t().worth.together_of, names, chosen, move |i| {
        state.worth.code.set(codes.get(i).cloned());
    })
}

fn shown(code: &str, name: &str) -> String {
    if name.is_empty() { code } else { name }.to_string()
}

fn pairs(state: State, view: &AffinityView) -> AnyView {
    let write = Writer::of(state);
    let t = &write.messages.worth;
    if view.code.is_empty() {
        return muted(write.messages.segments.no_products);
    }
    let values = [("n", write.count(view.customers)), ("buyers", write.count(view.buyers))];
    let lead = fill(t.together_lead, &values.each_ref().map(|(name, text)| (*name, text.as_str())));
    let row = |row: &PairRow| {
        let mark = |n: u32, query: &String| {
            view! { <Mark name=write.count(n) query=query.clone() /> }.into_any()
        };
        vec![
            text(shown(&row.code, &row.name)),
            mark(row.both, &row.both_query),
            text(ratio(&write, row.lift)),
            text(format!("{}–{}", ratio(&write, row.low), ratio(&write, row.high))),
            text(write.count(row.later)),
            mark(row.never, &row.never_query),
        ]
    };
    let heads = [t.what, t.both, t.lift, t.interval, t.later, t.never];
    view! { {says(lead)} {table(1, &heads, view.rows.iter().map(row).collect())} }.into_any()
}
