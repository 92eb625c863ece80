//! What sets a group apart, as a picture of lifts with their intervals.

use super::{Part, TARGETS, choice, head, muted, ratio};
use crate::{
    chart::lifts::{LiftBar, lifts},
    engine::worth::why::{Gauge, Target, WhyRow, WhyView},
    schema::role::Role,
    ui::{
        messages::fill,
        parts::{
            figure::Figure,
            picture::Draw,
            sheet::{Row, Sheet},
        },
        screens::{overview::writer::Writer, segments::names},
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows of the picture; the table has no more.
const DRAWN: usize = 20;

/// The panel.
pub fn panel(state: State) -> AnyView {
    let view = Memo::new(move |_| {
        let target = TARGETS[state.worth.target.get()];
        state.worth.why.get().filter(|view| view.target == target)
    });
    let rows = Memo::new(move |_| {
        let rows = view.with(|view| view.as_ref().map(|view| view.rows.clone()));
        let mut rows = rows.unwrap_or_default();
        rows.retain(|row| row.is_certain);
        rows.truncate(DRAWN);
        rows
    });
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        let one = state.t().worth.as_all;
        let Some(view) = view.get() else { return Default::default() };
        let bars: Vec<LiftBar> =
            rows.get().iter().map(|row| bar(state, &write, &view, row)).collect();
        lifts(&bars, one, width)
    });
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        let t = &write.messages.worth;
        Sheet {
            heads: [t.what, t.of_them, t.of_all, t.lift, t.interval].map(String::from).to_vec(),
            rows: rows.get().iter().map(|row| cells(state, &write, row)).collect(),
        }
    });
    let queries = Signal::derive(move || rows.get().into_iter().map(|row| row.query).collect());
    let lead = move || view.with(|view| view.as_ref().map(|view| lead(state, view)));
    // The figure stays, a table stays a table, when only numbers change.
    let is_certain =
        Memo::new(move |_| view.with(Option::is_some).then(|| rows.with(|rows| !rows.is_empty())));
    view! {
        {head(state, Part::Why)}
        <p class="cuts">
            {move || {
                let t = &state.t().worth;
                let names = t.targets.map(String::from).to_vec();
                choice(t.why_of, names, state.worth.target.get(), move |i| state.worth.target.set(i))
            }}
        </p>
        {lead}
        {move || {
            match is_certain.get() {
                None => return ().into_any(),
                Some(false) => return muted(state.t().worth.why_none),
                Some(true) => {}
            }
            view! {
                <Figure
                    title=Signal::derive(move || state.t().worth.lift.to_string())
                    name="why"
                    note=Signal::derive(move || state.t().worth.why_note.to_string())
                    queries
                    draw=draw.clone()
                    sheet
                />
            }
                .into_any()
        }}
    }
    .into_any()
}

fn lead(state: State, view: &WhyView) -> AnyView {
    let write = Writer::of(state);
    let t = &write.messages.worth;
    if view.targets == 0 {
        return muted(t.why_nobody);
    }
    let counts = [("targets", write.count(view.targets)), ("buyers", write.count(view.buyers))];
    let mut said = fill(t.why_lead, &counts.each_ref().map(|(name, text)| (*name, text.as_str())));
    if view.target == Target::Profitable {
        said.push(' ');
        said += match view.gauge {
            Gauge::Margin => t.by_margin,
            Gauge::Revenue => t.by_revenue,
            Gauge::Orders => t.by_orders,
        };
    }
    super::says(said)
}

fn name(state: State, row: &WhyRow) -> String {
    let words = &state.t().words;
    let field = match row.field.as_str() {
        "product" => words.role(Role::ProductName).to_string(),
        "category" => words.role(Role::Category).to_string(),
        field => state.voice().field_name(field),
    };
    format!("{field}: {}", names::group(state, row.kind, &row.name))
}

fn bar(state: State, write: &Writer, view: &WhyView, row: &WhyRow) -> LiftBar {
    let name = name(state, row);
    let values = [
        ("name", name.clone()),
        ("target", write.count(row.in_target)),
        ("targets", write.count(view.targets)),
        ("base", write.count(row.in_base)),
        ("buyers", write.count(view.buyers)),
        ("lift", ratio(write, row.lift)),
        ("low", ratio(write, row.low)),
        ("high", ratio(write, row.high)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    LiftBar {
        label: fill(write.messages.worth.why_label, &values),
        name,
        lift: row.lift,
        low: row.low,
        high: row.high,
        figure: format!("{} ×", ratio(write, row.lift)),
    }
}

fn cells(state: State, write: &Writer, row: &WhyRow) -> Row {
    Row {
        name: name(state, row),
        group: String::new(),
        cells: vec![
            write.count(row.in_target),
            write.count(row.in_base),
            ratio(write, row.lift),
            format!("{}–{}", ratio(write, row.low), ratio(write, row.high)),
        ],
    }
}
