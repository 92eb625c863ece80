//! One group: what is at stake, the plan in words, who may be asked and how, what may be spent, and the list.

use super::{count, name, number, words};
use crate::{
    engine::act::{
        Named,
        groups::{GroupKey, GroupView, Terms},
    },
    ui::{
        locale,
        screens::segments::names::{money, percent, whole},
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The panel of a group.
pub fn panel(state: State, key: GroupKey) -> AnyView {
    let shown = {
        let key = key.clone();
        Memo::new(move |_| match state.act.group.get() {
            Some(Some(view)) if view.row.key == key => Some(Some(view)),
            Some(None) => Some(None),
            _ => None,
        })
    };
    view! {
        <div class="card">
            <h2 class="group-name">{let key = key.clone(); move || name(state, &key)}</h2>
            {move || match shown.get() {
                Some(Some(view)) => stakes(state, &view),
                Some(None) => view! { <p class="muted">{state.t().act.cannot_tell}</p> }.into_any(),
                None => ().into_any(),
            }}
            {move || advice(state, &key)}
        </div>
        <div class="act-halves">
            <div class="card">{move || shown.get().flatten().map(|view| contacts(state, &view))}</div>
            <div class="card">
                <h2>{move || state.t().act.money}</h2>
                {terms(state)}
                {move || shown.get().flatten().map(|view| spending(state, &view))}
            </div>
        </div>
        {move || shown.get().flatten().map(|view| list(state, view))}
    }
    .into_any()
}

/// Customers, revenue and what is at stake.
fn stakes(state: State, view: &GroupView) -> AnyView {
    let (t, row) = (&state.t().act, &view.row);
    let whom = Named { customers: row.customers, query: row.query.clone() };
    let figure = |said: &'static str, value: Option<f64>| {
        value.map(|value| view! { <div><dt>{said}</dt><dd>{money(state, value)}</dd></div> })
    };
    view! {
        <dl class="stakes">
            <div><dt>{state.t().overview.customers}</dt><dd>{count(state, state.t().overview.customers, &whom)}</dd></div>
            {row.revenue_share.map(|share| view! { <div><dt>{t.of_revenue}</dt><dd>{percent(state, share)}</dd></div> })}
            {figure(t.last_year, row.spend_12m)}
            {figure(t.missed, row.missed)}
            {figure(t.worth, row.worth)}
        </dl>
        <code>{row.query.clone()}</code>
    }
    .into_any()
}

/// The plan in words.
fn advice(state: State, key: &GroupKey) -> AnyView {
    let (t, words) = (&state.t().act, words(state, key));
    let part = |said: &'static str, text: &'static str| view! { <div><dt>{said}</dt><dd>{text}</dd></div> };
    view! {
        <dl class="advice">
            {part(t.why, words.why)}
            {part(t.offer, words.offer)}
            {part(t.how, words.how)}
            {part(t.when, words.when)}
        </dl>
    }
    .into_any()
}

/// Who may be asked, by which way, and who is left out.
fn contacts(state: State, view: &GroupView) -> AnyView {
    let t = &state.t().act;
    let line = |said: &'static str, named: &Named| {
        view! { <tr><th scope="row">{said}</th><td class="number">{count(state, said, named)}</td></tr> }
    };
    let left_out = [
        (t.refused, &view.refused),
        (t.unknown, &view.unknown),
        (t.rested, &view.rested),
        (t.unaffordable, &view.unaffordable),
    ];
    view! {
        <h2>{t.who}</h2>
        {knows_nobody(view).then(|| view! { <p class="muted">{t.no_contacts}</p> })}
        <table>
            <tbody>
                {view.row.reachable.as_ref().map(|may| line(t.contactable, may))}
                {view.channels.iter().map(|(channel, may)| line(t.channels[*channel as usize], may)).collect_view()}
                {left_out
                    .into_iter()
                    .filter_map(|(said, named)| Some(line(said, named.as_ref()?)))
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

/// What the user thinks of the action.
fn terms(state: State) -> AnyView {
    let terms = state.act.terms;
    let number = |event: web_sys::Event| number(&event_target_value(&event));
    let set = move |change: &dyn Fn(&mut Terms)| terms.update(change);
    view! {
        <div class="cuts terms">
            <label>
                {move || state.t().act.chance}
                <input
                    type="number" min="0" max="100" step="any"
                    prop:value=move || ((terms.get().chance * 1e4).round() / 100.0).to_string()
                    on:change=move |event| {
                        if let Some(n) = number(event) { set(&|terms| terms.chance = n.clamp(0.0, 100.0) / 100.0) }
                    }
                />
            </label>
            <label>
                {move || state.t().act.cost}
                <input
                    type="number" min="0" step="any"
                    prop:value=move || terms.get().cost.to_string()
                    on:change=move |event| if let Some(n) = number(event) { set(&|terms| terms.cost = n.max(0.0)) }
                />
            </label>
            <label>
                {move || state.t().act.rest_days}
                <input
                    type="number" min="0" max="3650"
                    prop:value=move || terms.get().rest_days.to_string()
                    on:change=move |event| {
                        if let Some(n) = number(event) { set(&|terms| terms.rest_days = n.clamp(0.0, 3650.0) as u32) }
                    }
                />
            </label>
        </div>
    }
    .into_any()
}

/// The ceiling and the break-even.
fn spending(state: State, view: &GroupView) -> AnyView {
    let t = &state.t().act;
    let (Some(ceiling), Some(_)) = (view.ceiling, view.list_worth) else {
        return view! { <p class="muted">{t.no_model}</p> }.into_any();
    };
    let break_even = view.break_even.map(|chance| {
        let said = locale::exact_percent(state.lang.get(), (chance * 1e4).round() / 1e4);
        view! { <div><dt>{t.break_even}</dt><dd>{said}</dd></div> }
    });
    view! {
        <dl class="stakes">
            <div>
                <dt>{t.ceiling}</dt>
                <dd>{money(state, ceiling)}</dd>
            </div>
            {view.ceiling_each.map(|each| view! { <div><dt>{t.ceiling_each}</dt><dd>{money(state, each)}</dd></div> })}
            {(view.cost > 0.0).then(|| view! { <div><dt>{t.total_cost}</dt><dd>{money(state, view.cost)}</dd></div> })}
            {break_even}
        </dl>
        <p class="muted small">{t.break_even_note}</p>
    }
    .into_any()
}

/// Whether no file says how anyone can be contacted: then nobody can be said to be.
fn knows_nobody(view: &GroupView) -> bool {
    view.channels.is_empty() && view.row.reachable.is_none()
}

/// The list, cut to those who may be contacted and are worth it.
fn list(state: State, view: Arc<GroupView>) -> AnyView {
    let t = &state.t().act;
    let query = view.list.query.clone();
    let label = locale::plural(state.lang.get(), &t.show_list, f64::from(view.list.customers));
    view! {
        <div class="card act-list">
            <div class="card-head">
                <h2>{t.list}</h2>
                <b>{whole(state, view.list.customers)}</b>
                {(!knows_nobody(&view)).then(|| view! { <span class="muted">{t.list_note}</span> })}
            </div>
            <code>{query.clone()}</code>
            <p>
                <button class="primary" disabled=view.list.customers == 0 on:click=move |_| state.show(query.clone())>
                    {label}
                </button>
            </p>
        </div>
    }
    .into_any()
}
