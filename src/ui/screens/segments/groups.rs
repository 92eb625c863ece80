//! A field cut into groups: zones, strata, channels, plans, or bands of a number with cuts to choose.

use super::{
    names::{Mark, ShareBar, group, money, percent, whole},
    tiles::{Group, tiles_of},
};
use crate::{
    engine::{
        groups::dimension::{GroupName, GroupRow, GroupsView},
        view::FacetKind,
    },
    ui::state::State,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The panel of one field.
#[component]
pub fn GroupsPanel(field: String) -> impl IntoView {
    let state = State::here();
    let view = {
        let field = field.clone();
        Memo::new(move |_| state.groups.groups.get().filter(|view| view.field == field))
    };
    let is_there = Memo::new(move |_| view.with(Option::is_some));
    // It stays while the selection changes, and so does the focus in it.
    let picture = {
        let field = field.clone();
        move || is_there.get().then(|| group_tiles(state, &field, view))
    };
    view! {
        <div class="card-head">
            <h2>{let field = field.clone(); move || state.t().words.field(&field).to_string()}</h2>
        </div>
        {picture}
        {move || view.with(|view| Some(table(state, view.as_ref()?)))}
    }
}

fn group_tiles(state: State, field: &str, view: Memo<Option<Arc<GroupsView>>>) -> AnyView {
    let groups = Signal::derive(move || {
        view.with(|view| {
            let rows =
                view.iter().flat_map(|view| view.rows.iter().map(move |row| (view.kind, row)));
            rows.map(|(kind, row)| Group {
                name: group(state, kind, &row.name),
                class: match &row.name {
                    GroupName::Class(name) => name.clone(),
                    _ => String::new(),
                },
                customers: row.customers,
                selected: row.selected,
                revenue: row.revenue,
                query: row.query.clone(),
            })
            .collect()
        })
    });
    tiles_of(state, state.t().words.field(field).to_string(), groups)
}

fn table(state: State, view: &GroupsView) -> AnyView {
    let customers: u32 = view.rows.iter().map(|row| row.customers).sum();
    let has_money = state.base.with(|base| base.has_money);
    let is_number = matches!(view.kind, FacetKind::Whole | FacetKind::Number | FacetKind::Money);
    let rows = view.rows.iter().map(|r| row(state, view.kind, r, customers)).collect_view();
    let (field, cuts) = (view.field.clone(), view.cuts.clone());
    view! {
        {is_number.then(|| view! { <Cuts field cuts /> })}
        <table class="groups-table">
            <thead>
                <tr>
                    <th>{state.t().segments.group}</th>
                    <th class="number">{state.t().overview.customers}</th>
                    <th>{state.t().segments.of_customers}</th>
                    <th class="number">{state.t().overview.orders}</th>
                    {has_money.then(|| view! {
                        <th class="number">{state.t().overview.revenue}</th>
                        <th>{state.t().segments.of_revenue}</th>
                        <th class="number">{state.t().words.field("spend_mean").to_string()}</th>
                    })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(state: State, kind: FacetKind, row: &GroupRow, customers: u32) -> AnyView {
    let share = f64::from(row.customers) / f64::from(customers.max(1));
    let class = match &row.name {
        GroupName::Class(name) => name.clone(),
        _ => String::new(),
    };
    let (name, query) = (group(state, kind, &row.name), row.query.clone());
    view! {
        <tr>
            <td><Mark name query class /></td>
            <td class="number">{whole(state, row.customers)}</td>
            <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
            <td class="number">{whole(state, row.orders)}</td>
            {row.revenue.map(|revenue| {
                let share = row.revenue_share.unwrap_or(0.0);
                view! {
                    <td class="number">{money(state, revenue)}</td>
                    <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
                    <td class="number">{row.ticket.map(|ticket| money(state, ticket))}</td>
                }
            })}
        </tr>
    }
    .into_any()
}

/// Where a number is cut, as the user likes.
#[component]
fn Cuts(field: String, cuts: Vec<f64>) -> impl IntoView {
    let state = State::here();
    let text = cuts.iter().map(f64::to_string).collect::<Vec<_>>().join("; ");
    let by_fifths = {
        let field = field.clone();
        move |_| state.groups.cuts.update(|all| drop(all.remove(&field)))
    };
    let change = move |event| {
        // A comma is a decimal mark here as it may be; cuts stand apart by a semicolon or a blank.
        let typed = event_target_value(&event).replace(',', ".");
        let cuts: Vec<f64> =
            typed.split([';', ' ']).filter_map(|part| part.trim().parse().ok()).collect();
        state.groups.cuts.update(|all| {
            all.insert(field.clone(), cuts);
        });
    };
    view! {
        <p class="cuts">
            <label>
                {move || state.t().segments.cuts}
                <input prop:value=text on:change=change inputmode="decimal" />
            </label>
            <button class="quiet" on:click=by_fifths>{move || state.t().segments.by_fifths}</button>
        </p>
    }
}
