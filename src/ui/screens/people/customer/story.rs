//! The customer's story: what happened on which day, as dots and as a table. A dot or a row finds who else did the like
//! that day.

use crate::{
    chart::timeline::{Dot, Lane, timeline},
    engine::view::{CustomerView, TIMELINE_MARKS, TimelineMark},
    ui::{
        locale,
        messages::fill,
        parts::{
            picking::Picking,
            picture::{Draw, PictureView},
            sheet::{Row, Sheet, SheetView},
        },
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

const LANES: [&str; 3] = ["bubble order", "bubble return", "bubble event"];

/// The timeline.
#[component]
pub fn Story(customer: Memo<Option<Arc<CustomerView>>>) -> impl IntoView {
    let state = State::here();
    let marks = Memo::new(move |_| {
        customer.with(|customer| {
            customer.as_ref().map_or(Vec::new(), |customer| customer.timeline.clone())
        })
    });
    let queries = Signal::derive(move || {
        marks.with(|marks| marks.iter().map(|mark| mark.query.clone()).collect::<Vec<_>>())
    });
    let picking = Picking::among(queries);
    let pointed = RwSignal::new(String::new());
    let what = move |mark: &TimelineMark| match mark.kind.as_str() {
        "order" => state.t().people.order.to_string(),
        "return" => state.t().people.returned.to_string(),
        kind => crate::ui::sentence::capital(state.t().people.event_kind(kind)),
    };
    let amount = move |mark: &TimelineMark| {
        let lang = state.lang.get();
        mark.amount.map(|amount| {
            state
                .base
                .with(|base| locale::money(lang, base.currency.as_deref(), base.decimals, amount))
        })
    };
    let draw: Draw = Arc::new(move |width| {
        let lang = state.lang.get();
        let names = state.t().people.timeline_lanes;
        marks.with(|marks| {
            let lane_of = |mark: &TimelineMark| match mark.kind.as_str() {
                "order" => 0,
                "return" => 1,
                _ => 2,
            };
            let used: Vec<usize> =
                (0..3).filter(|&lane| marks.iter().any(|mark| lane_of(mark) == lane)).collect();
            let dot = |mark: &TimelineMark| {
                let lane = used.iter().position(|&lane| lane == lane_of(mark)).unwrap_or(0);
                let parts = [Some(locale::day(lang, mark.day)), Some(what(mark)), amount(mark)];
                let products = (!mark.products.is_empty()).then(|| mark.products.join(", "));
                let label = parts.into_iter().chain([products]).flatten().collect::<Vec<_>>();
                Dot { day: mark.day, amount: mark.amount, lane, label: label.join(" · ") }
            };
            let dots: Vec<Dot> = marks.iter().map(dot).collect();
            let lanes: Vec<Lane> =
                used.iter().map(|&lane| Lane { name: names[lane], class: LANES[lane] }).collect();
            let first = marks.first().map_or(0, |mark| mark.day);
            let last = marks.last().map_or(first, |mark| mark.day);
            let as_of = state.base.with(|base| base.as_of).unwrap_or(last);
            timeline(&dots, &lanes, (first, last.max(as_of)), width)
        })
    });
    let title = Signal::derive(move || state.t().people.timeline.to_string());
    let sheet = Signal::derive(move || {
        let lang = state.lang.get();
        let heads = state.t().people.table_heads.map(str::to_string).to_vec();
        let rows = marks.with(|marks| {
            marks
                .iter()
                .map(|mark| Row {
                    name: locale::day(lang, mark.day),
                    group: String::new(),
                    cells: vec![
                        what(mark),
                        amount(mark).unwrap_or_default(),
                        mark.products.join(", "),
                    ],
                })
                .collect()
        });
        Sheet { heads, rows }
    });
    let summary = move || {
        let (lang, people) = (state.lang.get(), &state.t().people);
        marks.with(|marks| {
            let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
                return people.no_timeline.to_string();
            };
            let n = locale::plural(lang, &people.timeline_marks, marks.len() as f64);
            let (from, to) = (locale::day(lang, first.day), locale::day(lang, last.day));
            fill(people.timeline_label, &[("marks", &n), ("from", &from), ("to", &to)])
        })
    };
    let has_marks = Memo::new(move |_| marks.with(|marks| !marks.is_empty()));
    view! {
        <section class="story">
            <h3>{title}</h3>
            <Show when=move || has_marks.get()>
                <PictureView title draw=draw.clone() picking pointed />
            </Show>
            <p class="small story-says">
                {move || {
                    let pointed = pointed.get();
                    if pointed.is_empty() { summary() } else { pointed }
                }}
            </p>
            <Show when=move || marks.with(|marks| marks.len() == TIMELINE_MARKS)>
                <p class="small">
                    {move || locale::plural(state.lang.get(), &state.t().people.latest_only, TIMELINE_MARKS as f64)}
                </p>
            </Show>
            <Show when=move || has_marks.get()>
                <details>
                    <summary>{move || state.t().people.as_table}</summary>
                    <SheetView title sheet picking />
                </details>
            </Show>
        </section>
    }
}
