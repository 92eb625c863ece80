//! The values of a facet: a box to tick, a count and a bar each.

use super::{Details, FEW, MANY};
use crate::{
    engine::view::{FacetAsk, FacetKind, FacetValue, FacetView},
    query::{ast::ValueKind, edit},
    ui::{locale, messages::fill, state::State},
};
use leptos::prelude::*;

/// The list of values.
#[component]
pub fn Values(
    field: StoredValue<String>,
    facet: Memo<Option<FacetView>>,
    details: Details,
) -> impl IntoView {
    let state = State::here();
    let of = move |read: fn(&FacetView) -> u32| facet.with(|facet| facet.as_ref().map_or(0, read));
    let most = Memo::new(move |_| {
        of(|facet| facet.values.iter().map(|value| value.count).max().unwrap_or(0))
    });
    let ask = Memo::new(move |_| {
        details.with(|details| field.with_value(|field| details.get(field).cloned()))
    });
    let has_more = Memo::new(move |_| {
        of(|facet| facet.more) > 0
            || ask.with(|ask| ask.as_ref().is_some_and(|ask| ask.values > FEW))
    });
    let is_sought = Memo::new(move |_| has_more.get() || ask.with(Option::is_some));
    let change = move |change: &dyn Fn(&mut FacetAsk)| {
        let field = field.get_value();
        details.update(|details| {
            let fresh = FacetAsk { field: field.clone(), find: String::new(), values: FEW };
            change(details.entry(field).or_insert(fresh));
        });
    };
    let names = Memo::new(move |_| {
        facet.with(|facet| {
            let values = facet.iter().flat_map(|facet| &facet.values);
            values.map(|value| value.value.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || is_sought.get()>
            <input
                type="search"
                autocomplete="off"
                aria-label=move || {
                    let name = field.with_value(|field| state.t().words.field(field).to_string());
                    fill(state.t().people.find_value, &[("field", &name)])
                }
                placeholder=move || state.t().people.find
                on:input=move |event| {
                    let find = event_target_value(&event);
                    change(&|ask| ask.find.clone_from(&find));
                }
            />
        </Show>
        <ul>
            <For each=move || names.get() key=|name| name.clone() let:name>
                <ValueRow field facet most name />
            </For>
        </ul>
        <Show when=move || has_more.get()>
            <button
                class="quiet"
                on:click=move |_| change(&|ask| ask.values = if ask.values > FEW { FEW } else { MANY })
            >
                {move || {
                    if ask.with(|ask| ask.as_ref().is_some_and(|ask| ask.values > FEW)) {
                        state.t().people.fewer.to_string()
                    } else {
                        locale::plural(state.lang.get(), &state.t().people.more, f64::from(of(|facet| facet.more)))
                    }
                }}
            </button>
        </Show>
    }
}

#[component]
fn ValueRow(
    field: StoredValue<String>,
    facet: Memo<Option<FacetView>>,
    most: Memo<u32>,
    name: String,
) -> impl IntoView {
    let state = State::here();
    let name = StoredValue::new(name);
    let kind = facet.with_untracked(|facet| facet.as_ref().map(|facet| facet.kind));
    let value = Memo::new(move |_| {
        let is_own = |value: &&FacetValue| name.with_value(|name| value.value == *name);
        facet.with(|facet| {
            let found = facet.as_ref()?.values.iter().find(is_own)?;
            Some((found.count, found.chosen))
        })
    });
    let count = move || value.get().map_or(0, |(count, _)| count);
    let toggle = move |_| {
        let value = name.with_value(|name| match kind {
            Some(FacetKind::YesNo) => ValueKind::YesNo(name == "true"),
            _ => ValueKind::Text(name.clone()),
        });
        state.edit(|node| field.with_value(|field| edit::toggle_value(node, field, value)));
    };
    let label = move || {
        let t = state.t();
        name.with_value(|name| match (kind, name.as_str()) {
            (Some(FacetKind::YesNo), "true") => t.people.yes.to_string(),
            (Some(FacetKind::YesNo), _) => t.people.no.to_string(),
            (Some(FacetKind::Class), name) => t.words.class(name).to_string(),
            (_, name) => name.to_string(),
        })
    };
    let class = (kind == Some(FacetKind::Class)).then(|| name.get_value());
    view! {
        <li>
            <label class:nobody-left=move || count() == 0>
                <input
                    type="checkbox"
                    prop:checked=move || value.get().is_some_and(|(_, chosen)| chosen)
                    on:change=toggle
                />
                <span class:tag=class.is_some() data-class=class class="facet-name">{label}</span>
                <span class="facet-count">{move || locale::whole(state.lang.get(), f64::from(count()))}</span>
                <i
                    class="facet-bar"
                    aria-hidden="true"
                    style:width=move || format!("{:.1}%", 100.0 * f64::from(count()) / f64::from(most.get().max(1)))
                ></i>
            </label>
        </li>
    }
}
