//! The groups of a field by category: which part of each ever bought in it, or never did.

use super::{
    cross::FieldChoice,
    names::{group, percent, whole},
};
use crate::{
    engine::{
        groups::bought::{BoughtRow, BoughtView},
        view::FacetKind,
    },
    ui::{messages::fill, state::State},
};
use leptos::prelude::*;

/// The panel with its two choices.
pub fn panel(state: State) -> AnyView {
    let never = RwSignal::new(false);
    let choice = move |to: bool| {
        view! {
            <button aria-pressed=move || (never.get() == to).to_string() on:click=move |_| never.set(to)>
                {move || state.t().stages.bought_choice[usize::from(to)]}
            </button>
        }
    };
    view! {
        <div class="card-head"><h2>{move || state.t().stages.bought}</h2></div>
        <p class="cuts">
            <FieldChoice of=state.groups.rows label=move || state.t().stages.groups_of />
            <span class="choice">{choice(false)} {choice(true)}</span>
        </p>
        {move || state.groups.bought.get().map(|view| table(state, &view, never.get()))}
    }
    .into_any()
}

fn table(state: State, view: &BoughtView, never: bool) -> AnyView {
    let t = state.t();
    if view.categories.is_empty() {
        return view! { <p class="muted">{t.stages.no_categories}</p> }.into_any();
    }
    let kind = if view.field.starts_with("spend") { FacetKind::Money } else { FacetKind::Number };
    let heads = view
        .categories
        .iter()
        .map(|name| view! { <th scope="col" class="number">{name.clone()}</th> });
    let heads = heads.collect_view();
    let rows = view.groups.iter().map(|row| group_row(state, kind, row, never)).collect_view();
    let more =
        (view.more > 0).then(|| fill(t.stages.bought_more, &[("n", &whole(state, view.more))]));
    view! {
        <div class="scroll">
            <table class="cross-table">
                <thead><tr><td></td><th scope="col" class="number">{t.overview.customers}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="muted small">{t.stages.bought_note} " " {more}</p>
    }
    .into_any()
}

fn group_row(state: State, kind: FacetKind, row: &BoughtRow, never: bool) -> AnyView {
    let cells = row.cells.iter().map(|cell| {
        let (n, query) = match never {
            true => (row.customers - cell.bought, cell.other_query.clone()),
            false => (cell.bought, cell.query.clone()),
        };
        let share = f64::from(n) / f64::from(row.customers.max(1));
        let shade = if n == 0 { 0 } else { (share * 3.99) as u8 + 1 };
        let pressed = {
            let query = query.clone();
            move || state.has(&query).to_string()
        };
        view! {
            <td class="cell" data-shade=shade.to_string()>
                <button disabled=n == 0 aria-pressed=pressed on:click=move |_| state.toggle(&query)>
                    {percent(state, share)}
                    <small>{whole(state, n)}</small>
                </button>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{group(state, kind, &row.name)}</th>
            <td class="number">{whole(state, row.customers)}</td>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}
