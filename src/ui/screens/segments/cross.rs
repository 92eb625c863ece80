//! The cross-table of any two classifications or fields.

use super::{
    fields,
    names::{group, money, whole},
};
use crate::{
    classes::ORDER,
    engine::{groups::cross::CrossView, view::FacetKind},
    ui::state::State,
};
use leptos::prelude::*;

/// The panel with its two choices.
#[component]
pub fn CrossPanel() -> impl IntoView {
    let state = State::here();
    view! {
        <div class="card-head"><h2>{move || state.t().segments.cross}</h2></div>
        <p class="cuts">
            <FieldChoice of=state.groups.rows label=move || state.t().segments.rows />
            <FieldChoice of=state.groups.columns label=move || state.t().segments.columns />
        </p>
        {move || state.groups.cross.get().map(|view| table(state, &view))}
    }
}

/// A classification or field to choose.
#[component]
pub fn FieldChoice<L: Fn() -> &'static str + Copy + Send + Sync + 'static>(
    of: RwSignal<String>,
    label: L,
) -> impl IntoView {
    let state = State::here();
    view! {
        <label>
            {label}
            <select on:change=move |event| of.set(event_target_value(&event)) prop:value=move || of.get()>
                {move || {
                    ORDER
                        .iter()
                        .map(|field| field.to_string())
                        .chain(state.groups.own_lists())
                        .chain(fields(state))
                        .map(|field| {
                            let name = state.t().words.field(&field).to_string();
                            let chosen = of.with_untracked(|now| *now == field);
                            view! { <option value=field selected=chosen>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </label>
    }
}

fn table(state: State, view: &CrossView) -> AnyView {
    let kind = |field: &str| {
        if field.starts_with("spend") { FacetKind::Money } else { FacetKind::Number }
    };
    let (down, along) = (kind(&view.row_field), kind(&view.column_field));
    let most = view.cells.iter().map(|cell| cell.customers).max().unwrap_or(1).max(1);
    let width = view.columns.len();
    let head = view
        .columns
        .iter()
        .map(|name| view! { <th scope="col" class="number">{group(state, along, name)}</th> })
        .collect_view();
    let rows = view
        .rows
        .iter()
        .zip(view.cells.chunks(width.max(1)))
        .map(|(name, cells)| {
            let cells = cells
                .iter()
                .map(|cell| {
                    let query = cell.query.clone();
                    let pressed = {
                        let query = query.clone();
                        move || state.has(&query).to_string()
                    };
                    // Four steps of shade: enough for the eye, and each readable.
                    let shade = (f64::from(cell.customers) / f64::from(most)).sqrt();
                    let shade = if cell.customers == 0 { 0 } else { (shade * 3.99) as u8 + 1 };
                    let revenue = cell.revenue.filter(|_| cell.customers > 0);
                    let title = revenue.map(|revenue| money(state, revenue));
                    view! {
                        <td class="cell" data-shade=shade.to_string()>
                            <button
                                disabled=cell.customers == 0
                                aria-pressed=pressed
                                on:click=move |_| state.toggle(&query)
                            >
                                {whole(state, cell.customers)}
                                <small>{title}</small>
                            </button>
                        </td>
                    }
                })
                .collect_view();
            view! { <tr><th scope="row">{group(state, down, name)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll">
            <table class="cross-table">
                <thead><tr><td></td>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
