//! How few bring how much: the Pareto curve, its true pair marked, the classes A, B and C under it.

use super::{
    part,
    writer::{Writer, in_parts, queries},
};
use crate::{
    chart::curve::{Band, Curve, curve},
    engine::view::{ClassRow, ParetoView},
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

/// The Pareto curve; nothing where there is no money to share.
#[component]
pub fn Concentration() -> impl IntoView {
    let state = State::here();
    // Who has no order is no part of the curve.
    let pareto = part(|overview| {
        let mut pareto = overview.pareto.clone();
        if let Some(pareto) = &mut pareto {
            pareto.classes.retain(|row| row.name.len() == 1);
        }
        pareto
    });
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        pareto
            .with(|pareto| pareto.as_ref().map(|pareto| picture(&write, pareto, width)))
            .unwrap_or_default()
    });
    let note = Signal::derive(move || {
        let t = &state.t().overview;
        let concentrated = pareto.with(|pareto| pareto.as_ref().is_none_or(|p| p.concentrated));
        if concentrated {
            t.concentration_note.to_string()
        } else {
            format!("{} {}", t.not_concentrated, t.concentration_note)
        }
    });
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        pareto
            .with(|pareto| pareto.as_ref().map(|pareto| sheet(&write, &pareto.classes)))
            .unwrap_or_default()
    });
    let there = Memo::new(move |_| pareto.with(Option::is_some));
    view! {
        <Show when=move || there.get()>
            <Figure
                title=Signal::derive(move || state.t().overview.concentration.to_string())
                name="concentration"
                note
                queries=Signal::derive(move || {
                    pareto.with(|pareto| pareto.as_ref().map(|p| queries(&p.classes))).unwrap_or_default()
                })
                draw=draw.clone()
                sheet
            />
        </Show>
    }
}

fn picture(write: &Writer, pareto: &ParetoView, width: f64) -> crate::chart::picture::Picture {
    let t = write.t();
    let in_parts = in_parts(&pareto.classes);
    let bands: Vec<Band> = (pareto.classes.iter().zip(shares(&pareto.classes)))
        .map(|(row, share)| {
            let name = fill(t.class, &[("name", &row.name)]);
            Band {
                share,
                name: row.name.clone(),
                label: write.label(&name, row.selected, row.customers, row.revenue, in_parts),
            }
        })
        .collect();
    let pair = [
        ("customers", write.percent(pareto.customers_share)),
        ("spend", write.percent(pareto.spend_share)),
    ];
    let said =
        fill(t.concentration_mark, &pair.each_ref().map(|(name, text)| (*name, text.as_str())));
    let what = Curve {
        points: &pareto.curve,
        bands: &bands,
        marked: (pareto.customers_share, pareto.spend_share),
        marked_label: &said,
        x_title: t.concentration_x,
        y_title: t.concentration_y,
        write: &|share| write.percent(share),
    };
    curve(&what, width)
}

fn sheet(write: &Writer, rows: &[ClassRow]) -> Sheet {
    let t = write.t();
    let in_parts = in_parts(rows);
    let heads = [
        write.messages.words.field("pareto_class"),
        t.customers,
        t.customers_share,
        t.revenue,
        t.share,
    ];
    let row = |(row, share): (&ClassRow, f64)| Row {
        name: fill(t.class, &[("name", &row.name)]),
        group: String::new(),
        cells: vec![
            write.part(row.selected, row.customers, in_parts),
            write.percent(share),
            write.some_money(row.revenue),
            row.revenue_share.map(|share| write.percent(share)).unwrap_or_default(),
        ],
    };
    Sheet {
        heads: heads.map(String::from).to_vec(),
        rows: rows.iter().zip(shares(rows)).map(row).collect(),
    }
}

/// The part of the buyers that each class is.
fn shares(rows: &[ClassRow]) -> impl Iterator<Item = f64> {
    let buyers: u32 = rows.iter().map(|row| row.customers).sum();
    rows.iter().map(move |row| f64::from(row.customers) / f64::from(buyers.max(1)))
}
