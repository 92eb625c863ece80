//! Products or categories that the selected bought, with what rises and falls.

use super::names::{Mark, ShareBar, money, percent, whole};
use crate::{
    engine::groups::products::{ProductOrder, ProductRow, ProductsView},
    ui::{locale, state::State},
};
use leptos::prelude::*;

/// The panel of products, or of categories.
#[component]
pub fn ProductsPanel(categories: bool) -> impl IntoView {
    let state = State::here();
    view! {
        <div class="card-head">
            <h2>
                {move || if categories { state.t().segments.categories } else { state.t().segments.products }}
            </h2>
            <small>{move || state.t().segments.products_note}</small>
        </div>
        {orders(state)}
        {move || {
            state.groups.products.get().filter(|view| view.categories == categories).map(|view| table(state, &view))
        }}
    }
}

/// Which come first.
fn orders(state: State) -> AnyView {
    let order = state.groups.order;
    let choice = move |to: ProductOrder| {
        view! {
            <button aria-pressed=move || (order.get() == to).to_string() on:click=move |_| order.set(to)>
                {move || state.t().stages.product_orders[to as usize]}
            </button>
        }
    };
    let all = [ProductOrder::Revenue, ProductOrder::Rising, ProductOrder::Falling];
    view! {
        <p class="choice" role="group" aria-label=move || state.t().stages.order_by>{all.map(choice)}</p>
    }
    .into_any()
}

fn table(state: State, view: &ProductsView) -> AnyView {
    if view.rows.is_empty() {
        let said = match view.order {
            ProductOrder::Revenue => state.t().segments.no_products,
            _ => state.t().stages.no_change,
        };
        return view! { <p class="muted">{said}</p> }.into_any();
    }
    let first = &view.rows[0];
    let (has_units, has_money) = (first.units.is_some(), first.revenue.is_some());
    let rows = view.rows.iter().map(|r| row(state, r)).collect_view();
    let more = view.total.saturating_sub(view.rows.len() as u32);
    view! {
        <div class="scroll">
        <table class="groups-table">
            <thead>
                <tr>
                    <th>{state.t().segments.product}</th>
                    <th class="number">{state.t().overview.customers}</th>
                    {has_units.then(|| view! { <th class="number">{state.t().words.field("units").to_string()}</th> })}
                    {has_money.then(|| view! {
                        <th class="number">{state.t().overview.revenue}</th>
                        <th>{state.t().segments.of_revenue}</th>
                    })}
                    <th class="number">{state.t().segments.growth}</th>
                    <th class="number">{state.t().stages.change}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        </div>
        {(more > 0).then(|| view! {
            <p class="muted small">{locale::plural(state.lang.get(), &state.t().people.more, f64::from(more))}</p>
        })}
    }
    .into_any()
}

fn row(state: State, row: &ProductRow) -> AnyView {
    let name = match row.name.as_str() {
        "" => row.code.clone(),
        name => name.to_string(),
    };
    let sign = |change: f64| if change > 0.0 { "+" } else { "" };
    let change = format!("{}{}", sign(row.change), locale::decimal(state.lang.get(), row.change));
    let growth = row.growth.map(|growth| {
        let sign = sign(growth);
        let class = match growth {
            g if g >= 0.1 => "rises",
            g if g <= -0.1 => "falls",
            _ => "muted",
        };
        view! { <span class=class>{format!("{sign}{}", locale::percent(state.lang.get(), growth))}</span> }
    });
    view! {
        <tr>
            <td><Mark name query=row.query.clone() /></td>
            <td class="number">{whole(state, row.customers)}</td>
            {row.units.map(|units| view! { <td class="number">{locale::decimal(state.lang.get(), units)}</td> })}
            {row.revenue.map(|revenue| {
                let share = row.revenue_share.unwrap_or(0.0);
                view! {
                    <td class="number">{money(state, revenue)}</td>
                    <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
                }
            })}
            <td class="number">{growth}</td>
            <td class="number">{change}</td>
        </tr>
    }
    .into_any()
}
