//! Why a customer is here or is not: the query condition by condition; and why it has the classes it has.

use super::facts::value;
use crate::{
    engine::view::{Cell, ClassReason, CustomerView, WhyLine},
    ui::{messages::fill, state::State},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The query, for this customer.
#[component]
pub fn Why(customer: Memo<Option<Arc<CustomerView>>>) -> impl IntoView {
    let state = State::here();
    let lines = move || {
        customer
            .with(|customer| customer.as_ref().map_or(Vec::new(), |customer| customer.why.clone()))
    };
    let is_here = move || lines().iter().filter(|line| line.depth == 0).all(|line| line.holds);
    view! {
        <section class="why-here">
            <h3>
                {move || {
                    let people = &state.t().people;
                    if is_here() { people.why_here } else { people.why_not_here }
                }}
            </h3>
            {move || {
                let lines = lines();
                if lines.is_empty() {
                    view! { <p class="muted">{state.t().people.everyone_here}</p> }.into_any()
                } else {
                    view! { <ul>{lines.iter().map(|why| line(state, why)).collect_view()}</ul> }.into_any()
                }
            }}
        </section>
    }
}

fn line(state: State, line: &WhyLine) -> AnyView {
    let people = &state.t().people;
    let group = ["and", "or", "not"].iter().position(|&group| group == line.text);
    let sentence = match group {
        Some(group) => people.why_groups[group].to_string(),
        None => state.voice().text(&line.text),
    };
    let has = group.is_none().then(|| match &line.value {
        Cell::Empty => view! { <small>{people.has_none}</small> }.into_any(),
        cell => {
            // The sentence goes round the value, wherever its language puts it.
            let has = fill(people.has_value, &[("value", "\u{0}")]);
            let (before, after) = has.split_once('\u{0}').unwrap_or((&has, ""));
            let (before, after) = (before.to_string(), after.to_string());
            view! { <small>{before}<b>{value(state, &line.field, cell)}</b>{after}</small> }
                .into_any()
        }
    });
    let (mark, said) = if line.holds { ("✓", people.holds) } else { ("✗", people.fails) };
    view! {
        <li class:fails=!line.holds style=("--depth", line.depth.to_string())>
            <span aria-hidden="true">{mark}</span>
            <span class="visually-hidden">{said} ": "</span>
            <span>{sentence} " " {has}</span>
        </li>
    }
    .into_any()
}

/// The classes, each with the rule that decided.
#[component]
pub fn Classes(customer: Memo<Option<Arc<CustomerView>>>) -> impl IntoView {
    let state = State::here();
    let row = move |reason: &ClassReason| {
        let t = state.t();
        let rule = if reason.rule.is_empty() {
            t.people.fallback_rule.to_string()
        } else {
            state.voice().text(&reason.rule)
        };
        let class = reason.class.clone();
        view! {
            <div>
                <dt>{t.words.field(&reason.field).to_string()}</dt>
                <dd>
                    <span class="tag" data-class=class>{t.words.class(&reason.class).to_string()}</span>
                    <small>{rule}</small>
                </dd>
            </div>
        }
    };
    view! {
        <section class="why-classes">
            <h3>{move || state.t().people.why_classes}</h3>
            <dl class="figures">
                {move || {
                    customer
                        .with(|customer| {
                            let reasons = customer.as_ref().map_or(&[][..], |customer| &customer.classes);
                            reasons.iter().map(row).collect_view()
                        })
                }}
            </dl>
        </section>
    }
}
