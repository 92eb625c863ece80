//! Orders and revenue of the selected, month by month. Months that the data covers only in part are drawn lighter, and
//! named below.

use super::{part, writer::Writer};
use crate::{
    calendar::Day,
    chart::{
        columns::{Panel, Slot, columns},
        picture::Picture,
    },
    engine::view::MonthView,
    ui::{
        locale,
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

/// Columns of orders and, where there is money, of revenue.
#[component]
pub fn Months() -> impl IntoView {
    let state = State::here();
    let months = part(|overview| overview.months.clone());
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        months.with(|months| picture(&write, months, width))
    });
    let note = Signal::derive(move || {
        let write = Writer::of(state);
        let (span, as_of) = state.base.with(|base| (base.span, base.as_of));
        let partial = months.with(|months| partial(&write, months));
        let mut said = Vec::new();
        if state.selection.with(|selection| selection.selected != selection.customers) {
            said.push(write.t().of_selected.to_string());
        }
        if let Some((first, last)) = span.filter(|_| !partial.is_empty()) {
            let last = as_of.map_or(last, |as_of| last.min(as_of));
            let [first, last] = [first, last].map(|day| locale::day(write.lang, day));
            let values = [("months", partial.as_str()), ("first", &first), ("last", &last)];
            said.push(fill(write.t().partial_note, &values));
        }
        said.join(" ")
    });
    let there = Memo::new(move |_| months.with(|months| !months.is_empty()));
    view! {
        <Show when=move || there.get()>
            <Figure
                title=Signal::derive(move || {
                    let t = &state.t().overview;
                    if state.base.with(|base| base.has_money) { t.by_month } else { t.orders_by_month }.to_string()
                })
                name="months"
                note
                queries=Signal::derive(move || {
                    months.with(|months| months.iter().map(|month| month.query.clone()).collect())
                })
                draw=draw.clone()
                sheet=Signal::derive(move || {
                    let write = Writer::of(state);
                    months.with(|months| sheet(&write, months))
                })
            />
        </Show>
    }
}

fn picture(write: &Writer, months: &[MonthView], width: f64) -> Picture {
    let t = write.t();
    let slots: Vec<Slot> = months
        .iter()
        .map(|month| {
            let orders = locale::plural(write.lang, &t.n_orders, f64::from(month.orders));
            let money = month.revenue.map(|money| write.money(money));
            let said: Vec<String> = money.into_iter().chain([orders]).collect();
            Slot {
                name: locale::month_name(write.lang, month.month),
                era: Day(month.month).to_string()[..4].to_string(),
                label: format!("{}: {}", locale::month(write.lang, month.month), said.join(", ")),
                partial: month.partial,
            }
        })
        .collect();
    let revenue: Option<Vec<f64>> = months.iter().map(|month| month.revenue).collect();
    let orders = Panel {
        title: t.orders,
        height: if revenue.is_some() { 64.0 } else { 140.0 },
        values: months.iter().map(|month| f64::from(month.orders)).collect(),
        counted: true,
        write: &|count| locale::whole(write.lang, count),
    };
    let short = |money| write.short_money(money);
    let revenue = revenue.map(|values| Panel {
        title: t.revenue,
        height: 120.0,
        values,
        counted: false,
        write: &short,
    });
    let panels: Vec<Panel> = revenue.into_iter().chain([orders]).collect();
    columns(&slots, &panels, width)
}

fn sheet(write: &Writer, months: &[MonthView]) -> Sheet {
    let t = write.t();
    let has_money = months.iter().any(|month| month.revenue.is_some());
    let mut heads = vec![t.month.to_string(), t.orders.to_string()];
    heads.extend(has_money.then(|| t.revenue.to_string()));
    let row = |month: &MonthView| {
        let mut cells = vec![write.count(month.orders)];
        cells.extend(has_money.then(|| write.some_money(month.revenue)));
        let name = locale::month(write.lang, month.month);
        Row {
            name: if month.partial { format!("{name} *") } else { name },
            group: String::new(),
            cells,
        }
    };
    Sheet { heads, rows: months.iter().map(row).collect() }
}

/// The months that the data does not cover whole, by name.
fn partial(write: &Writer, months: &[MonthView]) -> String {
    let names: Vec<String> = (months.iter().filter(|month| month.partial))
        .map(|month| locale::month(write.lang, month.month))
        .collect();
    names.join(", ")
}
