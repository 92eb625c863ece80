//! All groups in the order of the work: how many, what they bring, what is at stake.

use super::{Way, count, name};
use crate::{
    engine::act::{
        Named,
        groups::{GroupRow, Part},
    },
    ui::{
        route::{Route, Screen},
        screens::segments::names::{ShareBar, money, percent},
        state::State,
    },
};
use leptos::prelude::*;

/// The table of all groups.
pub fn panel(state: State) -> AnyView {
    view! { <div class="card way">{move || table(state)}</div> }.into_any()
}

fn table(state: State) -> AnyView {
    let t = &state.t().act;
    let groups = state.act.groups.get();
    let has_money = state.base.with(|base| base.has_money);
    let has_worth = groups.iter().any(|row| row.worth.is_some());
    let has_contacts = groups.iter().any(|row| row.reachable.is_some());
    let shown = Shown { has_money, has_worth, has_contacts };
    let parts = [Part::Current, Part::Lost, Part::Potential, Part::Saved].iter().map(|&part| {
        let rows: Vec<AnyView> =
            groups.iter().filter(|row| row.part == part).map(|row| line(state, row, shown)).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <tbody>
                    <tr class="part"><th colspan="8" scope="rowgroup">{t.parts[part as usize]}</th></tr>
                    {rows}
                </tbody>
            }
        })
    });
    view! {
        <div class="scroll" role="region" aria-label=t.all_groups tabindex="0">
            <table class="groups-table act-table">
                <thead>
                    <tr>
                        <th scope="col">{t.group}</th>
                        <th scope="col" class="number">{state.t().overview.customers}</th>
                        {has_money.then(|| view! {
                            <th scope="col">{t.of_revenue}</th>
                            <th scope="col" class="number">{t.last_year}</th>
                            <th scope="col" class="number">{t.missed}</th>
                        })}
                        {has_worth.then(|| view! { <th scope="col" class="number">{t.worth}</th> })}
                        {has_contacts.then(|| view! { <th scope="col" class="number">{t.contactable}</th> })}
                    </tr>
                </thead>
                {parts.collect_view()}
            </table>
        </div>
        <p class="muted small">{t.overlap}</p>
    }
    .into_any()
}

/// Which columns there are.
#[derive(Clone, Copy)]
struct Shown {
    has_money: bool,
    has_worth: bool,
    has_contacts: bool,
}

fn line(state: State, row: &GroupRow, shown: Shown) -> AnyView {
    let t = &state.t().act;
    let name = name(state, &row.key);
    let view = Way::Group(row.key.clone()).view();
    let route =
        move || Route { screen: Screen::Act, view: view.clone(), ..state.route.get_untracked() };
    let href = route().hash();
    let whom = Named { customers: row.customers, query: row.query.clone() };
    let amount = |value: Option<f64>| {
        let text = value.map_or("–".to_string(), |value| money(state, value));
        view! { <td class="number">{text}</td> }
    };
    let share = row.revenue_share.unwrap_or(0.0);
    view! {
        <tr>
            <th scope="row">
                <a href=href on:click=move |event| { event.prevent_default(); state.go_to(route()); }>{name.clone()}</a>
            </th>
            <td class="number">{count(state, &name, &whom)}</td>
            {shown.has_money.then(|| view! {
                <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
                {amount(row.spend_12m)}
                {amount(row.missed)}
            })}
            {shown.has_worth.then(|| amount(row.worth))}
            {shown.has_contacts.then(|| view! {
                <td class="number">
                    {row.reachable.as_ref().map(|may| count(state, &format!("{name}, {}", t.contactable), may))}
                </td>
            })}
        </tr>
    }
    .into_any()
}
