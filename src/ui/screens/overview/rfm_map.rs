//! How recently and how often: buyers in five groups each way, the axes in days and orders rather than in scores.

use super::{part, writer::Writer};
use crate::{
    chart::heat::{Axes, Cell, heat},
    engine::view::RfmCell,
    ui::{
        messages::fill,
        parts::{
            figure::Figure,
            picture::Draw,
            sheet::{Row, Sheet},
        },
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Smallest and greatest value of a score; none where nobody has it.
type Extent = Option<(i64, i64)>;
type Extents = Vec<Extent>;

/// The map of recency and frequency; nothing where nobody has ordered.
#[component]
pub fn RfmMap() -> impl IntoView {
    let state = State::here();
    let cells = part(|overview| overview.rfm_map.clone());
    let extents = part(|o| (o.rfm_rows.clone(), o.rfm_columns.clone()));
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        let t = write.t();
        let (rows, columns) = extents.get();
        let axes = Axes {
            rows: rows.iter().map(|extent| range(&write, *extent)).collect(),
            row_title: t.rfm_rows.to_string(),
            columns: columns.iter().map(|extent| range(&write, *extent)).collect(),
            column_title: t.rfm_columns.to_string(),
        };
        cells.with(|cells| {
            let in_parts = in_parts(cells);
            let shaded: Vec<Cell> = cells
                .iter()
                .map(|cell| {
                    let name = name(&write, cell, &rows, &columns);
                    let label =
                        write.label(&name, cell.selected, cell.customers, cell.revenue, in_parts);
                    let value = f64::from(cell.customers);
                    if in_parts {
                        let of_all = fill(t.of_all, &[("all", &write.count(cell.customers))]);
                        let below = if cell.customers == 0 { Vec::new() } else { vec![of_all] };
                        return Cell { value, label, figure: write.count(cell.selected), below };
                    }
                    let below = match cell.revenue {
                        Some(money) if cell.customers > 0 => {
                            vec![write.short_money(money), write.short_number(money)]
                        }
                        _ => Vec::new(),
                    };
                    Cell { value, label, figure: write.count(cell.customers), below }
                })
                .collect();
            heat(&shaded, &axes, width)
        })
    });
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        let (rows, columns) = extents.get();
        cells.with(|cells| sheet(&write, cells, &rows, &columns))
    });
    let note = Signal::derive(move || {
        let t = &state.t().overview;
        let (rows, columns) = extents.get();
        let alike = |extents: &Extents| extents.iter().flatten().count() == 1;
        match (alike(&rows), alike(&columns)) {
            (_, true) => t.rfm_same_orders,
            (true, _) => t.rfm_same_day,
            _ => t.rfm_note,
        }
        .to_string()
    });
    let there = Memo::new(move |_| cells.with(|cells| !cells.is_empty()));
    view! {
        <Show when=move || there.get()>
            <Figure
                title=Signal::derive(move || state.t().overview.rfm_map.to_string())
                name="recency-frequency"
                note
                queries=Signal::derive(move || {
                    cells.with(|cells| cells.iter().map(|cell| cell.query.clone()).collect())
                })
                draw=draw.clone()
                sheet
            />
        </Show>
    }
}

fn sheet(write: &Writer, cells: &[RfmCell], rows: &Extents, columns: &Extents) -> Sheet {
    let t = write.t();
    let in_parts = in_parts(cells);
    let has_money = cells.iter().any(|cell| cell.revenue.is_some());
    let mut heads =
        vec![t.rfm_rows.to_string(), t.rfm_columns.to_string(), t.customers.to_string()];
    heads.extend(has_money.then(|| t.revenue.to_string()));
    let row = |cell: &RfmCell| {
        let (days, orders) = extents_of(cell, rows, columns);
        let mut texts =
            vec![range(write, orders), write.part(cell.selected, cell.customers, in_parts)];
        texts.extend(has_money.then(|| write.some_money(cell.revenue)));
        Row { name: range(write, days), group: String::new(), cells: texts }
    };
    Sheet { heads, rows: cells.iter().map(row).collect() }
}

/// A cell in words.
fn name(write: &Writer, cell: &RfmCell, rows: &Extents, columns: &Extents) -> String {
    let (days, orders) = extents_of(cell, rows, columns);
    fill(write.t().rfm_cell, &[("days", &range(write, days)), ("orders", &range(write, orders))])
}

/// Days since the last order and numbers of orders that a cell stands for.
fn extents_of(cell: &RfmCell, rows: &Extents, columns: &Extents) -> (Extent, Extent) {
    let row = rows.get(5usize.saturating_sub(cell.r as usize));
    let column = columns.get((cell.f as usize).saturating_sub(1));
    (row.copied().flatten(), column.copied().flatten())
}

/// `0–12`, or `1`; a dash where nobody has the score.
fn range(write: &Writer, extent: Extent) -> String {
    let count = |value: i64| write.count(u32::try_from(value).unwrap_or(0));
    match extent {
        None => "–".to_string(),
        Some((low, high)) if low == high => count(low),
        Some((low, high)) => format!("{}–{}", count(low), count(high)),
    }
}

fn in_parts(cells: &[RfmCell]) -> bool {
    cells.iter().any(|cell| cell.selected != cell.customers)
}
