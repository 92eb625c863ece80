//! Groups as tiles, as large as what they bring or as many as they are; each a filter.

use crate::{
    chart::tiles::{Tile, tiles},
    ui::{
        parts::{
            figure::Figure,
            picture::Draw,
            sheet::{Row, Sheet},
        },
        screens::overview::writer::Writer,
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// A group, in the reader's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub name: String,
    /// The class whose colour it bears; empty for none.
    pub class: String,
    pub customers: u32,
    pub selected: u32,
    pub revenue: Option<f64>,
    pub query: String,
}

/// Height over width, from which the picture is lower on wide screens.
const LOW: f64 = 0.42;
const LOWEST: f64 = 240.0;
const HIGHEST: f64 = 380.0;

/// The tiles of groups, with a choice of what makes them large where the data has money.
pub fn tiles_of(state: State, title: String, groups: Signal<Vec<Group>>) -> AnyView {
    let by_customers = RwSignal::new(false);
    let has_money =
        Memo::new(move |_| groups.with(|all| all.iter().any(|group| group.revenue.is_some())));
    let size = move |group: &Group| match group.revenue {
        Some(revenue) if !by_customers.get() => revenue,
        _ => f64::from(group.customers),
    };
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        let part = |group: &Group| {
            let in_parts = group.selected != group.customers;
            let label =
                write.label(&group.name, group.selected, group.customers, group.revenue, in_parts);
            let count = write.part(group.selected, group.customers, in_parts);
            let money = group.revenue.map(|revenue| write.short_money(revenue));
            Tile {
                value: size(group),
                name: group.name.clone(),
                label,
                group: group.class.clone(),
                figures: [Some(count), money].into_iter().flatten().collect(),
            }
        };
        let parts: Vec<Tile> = groups.with(|all| all.iter().map(part).collect());
        tiles(&parts, width, (width * LOW).clamp(LOWEST, HIGHEST))
    });
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        let (t, has_money) = (write.t(), has_money.get());
        let mut heads = vec![state.t().segments.group.to_string(), t.customers.to_string()];
        heads.extend(has_money.then(|| t.revenue.to_string()));
        let row = |group: &Group| {
            let mut cells = vec![write.count(group.customers)];
            cells.extend(has_money.then(|| write.some_money(group.revenue)));
            Row { name: group.name.clone(), group: group.class.clone(), cells }
        };
        Sheet { heads, rows: groups.with(|all| all.iter().map(row).collect()) }
    });
    let note = Signal::derive(move || state.t().segments.tiles_note.to_string());
    let queries =
        Signal::derive(move || groups.with(|all| all.iter().map(|g| g.query.clone()).collect()));
    let controls = move || {
        let choice = move |customers: bool, label: &'static str| {
            view! {
                <button
                    aria-pressed=move || (by_customers.get() == customers).to_string()
                    on:click=move |_| by_customers.set(customers)
                >
                    {label}
                </button>
            }
        };
        view! {
            {move || {
                let t = state.t();
                has_money.get().then(|| {
                    view! {
                        <p class="choice">
                            {choice(false, t.segments.by_revenue)} {choice(true, t.segments.by_customers)}
                        </p>
                    }
                })
            }}
        }
    };
    view! {
        <Figure title=Signal::stored(title) name="groups" note queries draw sheet controls=controls />
    }
    .into_any()
}
