//! Filters: for some fields, how many customers there are at each value, each value a click away. What a facet shows is
//! what the rest of the query leaves; what is clicked adds to the one selection.
//!
//! The trap: the focus. Rows stay in place when their numbers change, so that one can go on by keys.

mod histogram;
mod values;

use super::{choice::sort_facets, chooser::Chooser};
use crate::{
    engine::{
        protocol::Ask,
        view::{FacetAsk, FacetKind, FacetView},
    },
    query::edit,
    ui::{state::State, transport},
};
use histogram::Histogram;
use leptos::prelude::*;
use std::collections::HashMap;
use values::Values;

/// Values that a facet lists at first, and that it lists when there is more to see.
const FEW: u32 = 8;
const MANY: u32 = 60;

/// What is sought in a facet, and how many values it lists.
type Details = RwSignal<HashMap<String, FacetAsk>>;

/// The panel of all chosen facets.
#[component]
pub fn Facets() -> impl IntoView {
    let state = State::here();
    let chosen = state.list.facets;
    let details: Details = RwSignal::default();
    let asks = Memo::new(move |_| {
        let ask = |field: &String| {
            let fresh = || FacetAsk { field: field.clone(), find: String::new(), values: FEW };
            details.with(|details| details.get(field).cloned().unwrap_or_else(fresh))
        };
        chosen.with(|chosen| chosen.iter().map(ask).collect::<Vec<_>>())
    });
    let revision = Memo::new(move |_| state.selection.with(|selection| selection.revision));
    Effect::new(move |_| {
        let fields = asks.get();
        if revision.get() > 0 && !fields.is_empty() {
            transport::ask(Ask::Facets { fields });
        }
    });
    view! {
        <section class="card facets" aria-label=move || state.t().people.filters>
            <div class="card-head">
                <h2>{move || state.t().people.filters}</h2>
                <span class="space"></span>
                <Chooser
                    label=Signal::derive(move || state.t().people.choose_filters.to_string())
                    chosen
                    offers=|column| !matches!(column.name.as_str(), "customer_id" | "name")
                    sort=sort_facets
                />
            </div>
            <For each=move || chosen.get() key=|field| field.clone() let:field>
                <Facet field details />
            </For>
        </section>
    }
}

/// One facet; nothing until it is known.
#[component]
fn Facet(field: String, details: Details) -> impl IntoView {
    let state = State::here();
    let field = StoredValue::new(field);
    let facet = Memo::new(move |before: Option<&Option<FacetView>>| {
        let is_own = |facet: &&FacetView| field.with_value(|field| facet.field == *field);
        let now = state.facets.with(|facets| facets.iter().find(is_own).cloned());
        now.or_else(|| before.cloned().flatten())
    });
    let kind = Memo::new(move |_| facet.with(|facet| facet.as_ref().map(|facet| facet.kind)));
    let is_set = move || {
        facet.with(|facet| {
            facet.as_ref().is_some_and(|facet| {
                facet.low.is_some()
                    || facet.high.is_some()
                    || facet.values.iter().any(|value| value.chosen)
            })
        })
    };
    let name = move || field.with_value(|field| state.t().words.field(field).to_string());
    let clear = move |_| {
        state.edit(|node| field.with_value(|field| edit::without_field(node, field)));
    };
    view! {
        <details class="facet" open>
            <summary>
                <h3>{name}</h3>
            </summary>
            <Show when=is_set>
                <button class="quiet facet-clear" on:click=clear aria-label=move || format!("{}: {}", state.t().people.clear_filter, name())>
                    {move || state.t().people.clear_filter}
                </button>
            </Show>
            {move || match kind.get() {
                None => view! { <div class="facet-wait"></div> }.into_any(),
                Some(FacetKind::Class | FacetKind::Text | FacetKind::YesNo) => {
                    view! { <Values field facet details /> }.into_any()
                }
                Some(kind) => view! { <Histogram field facet kind /> }.into_any(),
            }}
        </details>
    }
}
