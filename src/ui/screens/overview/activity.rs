//! Who still buys, by everyone's own rhythm: bars in the colours of the classes.

use super::{
    part,
    writer::{Writer, in_parts, queries},
};
use crate::{
    chart::bars::{Bar, bars},
    ui::{
        locale,
        messages::fill,
        parts::{
            figure::Figure,
            picture::Draw,
            sheet::{Row, Sheet},
        },
        route::Screen,
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Bars of the activity classes.
#[component]
pub fn Activity() -> impl IntoView {
    let state = State::here();
    let rows = part(|overview| overview.activity.clone());
    let gap = part(|overview| overview.gap_median);
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        rows.with(|rows| {
            let in_parts = in_parts(rows);
            let all: Vec<Bar> = rows
                .iter()
                .map(|row| {
                    let name = write.messages.words.class(&row.name);
                    Bar {
                        name: name.to_string(),
                        group: row.name.clone(),
                        label: write.label(
                            name,
                            row.selected,
                            row.customers,
                            row.revenue,
                            in_parts,
                        ),
                        whole: f64::from(row.customers),
                        part: f64::from(row.selected),
                        figures: [
                            write.part(row.selected, row.customers, in_parts),
                            row.revenue.map(|money| write.short_money(money)).unwrap_or_default(),
                        ],
                    }
                })
                .collect();
            bars(&all, width)
        })
    });
    let note = Signal::derive(move || {
        let write = Writer::of(state);
        let t = write.t();
        let gap = gap.get().map(|days| {
            let days = locale::plural(write.lang, &t.days, days.round());
            fill(t.activity_note, &[("days", &days)])
        });
        // On paper nothing can be chosen.
        let is_paper = state.route.with(|route| route.screen == Screen::Report);
        let then = match rows.with(|rows| in_parts(rows)) {
            true => t.part_note,
            false if is_paper => "",
            false => t.pick_note,
        };
        format!("{} {then}", gap.unwrap_or_default()).trim().to_string()
    });
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        class_sheet(&write, write.messages.words.field("activity"), &rows.get())
    });
    view! {
        <Figure
            title=Signal::derive(move || state.t().overview.activity.to_string())
            name="activity"
            note
            queries=Signal::derive(move || rows.with(|rows| queries(rows)))
            draw
            sheet
        />
    }
}

/// Classes with their customers and revenue, as a table.
fn class_sheet(write: &Writer, head: &str, rows: &[crate::engine::view::ClassRow]) -> Sheet {
    let t = write.t();
    let in_parts = in_parts(rows);
    let has_money = rows.iter().any(|row| row.revenue.is_some());
    let mut heads = vec![head.to_string(), t.customers.to_string()];
    if has_money {
        heads.extend([t.revenue.to_string(), t.share.to_string()]);
    }
    let row = |row: &crate::engine::view::ClassRow| {
        let mut cells = vec![write.part(row.selected, row.customers, in_parts)];
        if has_money {
            let share = row.revenue_share.map(|share| write.share(share)).unwrap_or_default();
            cells.extend([write.some_money(row.revenue), share]);
        }
        let name = write.messages.words.class(&row.name).to_string();
        Row { name, group: row.name.clone(), cells }
    };
    Sheet { heads, rows: rows.iter().map(row).collect() }
}
