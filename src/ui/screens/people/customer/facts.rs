//! The customer's figures: those that say most, the rest a click away.

use crate::{
    engine::view::{Cell, CustomerView},
    query::error::Scope,
    ui::{locale, parts::cell, state::State},
};
use leptos::prelude::*;
use std::sync::Arc;

/// What is told first, of what is known.
const FIRST: [&str; 9] = [
    "spend_total",
    "spend_12m",
    "n_orders",
    "spend_mean",
    "last_order",
    "own_gap_days",
    "p_alive",
    "expected_orders_12m",
    "clv_12m",
];

/// The figures.
#[component]
pub fn Facts(customer: Memo<Option<Arc<CustomerView>>>) -> impl IntoView {
    let state = State::here();
    let all = RwSignal::new(false);
    let list = move |facts: Vec<(String, Cell)>| {
        let row = |(name, cell): (String, Cell)| {
            let value = value(state, &name, &cell);
            view! { <div><dt>{state.voice().field_name(&name)}</dt><dd>{value}</dd></div> }
        };
        view! { <dl class="figures">{facts.into_iter().map(row).collect_view()}</dl> }
    };
    let some = move |first: bool| {
        customer.with(|customer| {
            let facts = customer.as_ref().map_or(&[][..], |customer| &customer.facts);
            if !first {
                return facts.to_vec();
            }
            let find = |name: &&str| facts.iter().find(|(known, _)| known == name).cloned();
            FIRST.iter().filter_map(find).collect()
        })
    };
    let count = move || some(false).len();
    view! {
        <section>
            <h3 class="visually-hidden">{move || state.t().people.facts}</h3>
            {move || list(some(!all.get()))}
            <button
                class="quiet"
                aria-expanded=move || all.get().to_string()
                on:click=move |_| all.update(|all| *all = !*all)
            >
                {move || {
                    if all.get() {
                        state.t().people.fewer.to_string()
                    } else {
                        locale::plural(state.lang.get(), &state.t().people.all_facts, count() as f64)
                    }
                }}
            </button>
        </section>
    }
}

/// A value as it stands alone, with its unit.
pub fn value(state: State, name: &str, cell: &Cell) -> AnyView {
    let number = match cell {
        Cell::Whole(value) => Some(f64::from(*value)),
        Cell::Number(value) => Some(*value),
        _ => None,
    };
    let has_unit = name.ends_with("_days") || name.ends_with("_years");
    if let Some(number) = number.filter(|_| has_unit) {
        let rounded = (number * 10.0).round() / 10.0;
        return state.voice().number(rounded, name, Scope::Customers).into_any();
    }
    let text = cell::text(state, name, cell);
    match cell {
        Cell::Class(class) => {
            let class = class.clone();
            view! { <span class="tag" data-class=class>{text}</span> }.into_any()
        }
        _ => text.into_any(),
    }
}
