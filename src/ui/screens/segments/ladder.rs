//! Top customers: a key conversion, counted in a window, and how many customers with which part of the revenue reach
//! each step of it.

use super::names::{Mark, ShareBar, money, percent, whole};
use crate::ui::{locale, state::State};
use leptos::prelude::*;

/// Conditions offered, `{x}` being the step.
const KEYS: [&str; 8] = [
    "spend_total >= {x}",
    "spend_12m >= {x}",
    "n_orders >= {x}",
    "spend_mean >= {x}",
    "orders(count >= {x}, last 12 months)",
    "lines(sum(quantity) >= {x}, any 60 days)",
    "orders(max(amount) >= {x})",
    "margin_total >= {x}",
];

/// The panel with the choice of the condition.
#[component]
pub fn LadderPanel() -> impl IntoView {
    let state = State::here();
    let template = state.groups.template;
    let names = move || state.t().segments.keys;
    let own = move || template.with(|now| !KEYS.contains(&now.as_str()));
    view! {
        <div class="card-head"><h2>{move || state.t().segments.top}</h2></div>
        <p class="muted">{move || state.t().segments.top_lead}</p>
        <p class="cuts">
            <label>
                {move || state.t().segments.key}
                <select on:change=move |event| template.set(event_target_value(&event))>
                    {move || {
                        KEYS.iter()
                            .zip(names())
                            .map(|(key, name)| {
                                let chosen = template.with(|now| now == key);
                                view! { <option value=*key selected=chosen>{name}</option> }
                            })
                            .collect_view()
                    }}
                    <Show when=own>
                        <option value=move || template.get() selected>{move || template.get()}</option>
                    </Show>
                </select>
            </label>
            <label class="wide">
                {move || state.t().segments.own_key}
                <input
                    spellcheck="false"
                    prop:value=move || template.get()
                    on:change=move |event| {
                        let typed = event_target_value(&event);
                        if typed.contains("{x}") { template.set(typed) }
                    }
                />
            </label>
        </p>
        {move || {
            let view = state.groups.ladder.get().filter(|view| template.with(|now| *now == view.template))?;
            let has_money = state.base.with(|base| base.has_money);
            if view.steps.is_empty() {
                return Some(view! { <p class="muted">{state.t().segments.nobody_reaches}</p> }.into_any());
            }
            let rows = view.steps.iter().map(|step| {
                let name = format!("≥ {}", locale::decimal(state.lang.get(), step.at));
                let share = step.customers_share.unwrap_or(0.0);
                view! {
                    <tr>
                        <td><Mark name query=step.query.clone() /></td>
                        <td class="number">{whole(state, step.customers)}</td>
                        <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
                        {step.revenue.map(|revenue| {
                            let share = step.revenue_share.unwrap_or(0.0);
                            view! {
                                <td class="number">{money(state, revenue)}</td>
                                <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
                            }
                        })}
                    </tr>
                }
            }).collect_view();
            Some(view! {
                <table class="groups-table ladder">
                    <thead>
                        <tr>
                            <th>{state.t().segments.at_least}</th>
                            <th class="number">{state.t().overview.customers}</th>
                            <th>{state.t().segments.of_buyers}</th>
                            {has_money.then(|| view! {
                                <th class="number">{state.t().overview.revenue}</th>
                                <th>{state.t().segments.of_revenue}</th>
                            })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }.into_any())
        }}
    }
}
