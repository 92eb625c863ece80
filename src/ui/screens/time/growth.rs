//! Classes over time: how many customers each had at the end of each month. They come day by day, the latest first.

use crate::{
    calendar::Day,
    chart::{
        columns::Slot,
        lines::{Line, lines},
        picture::Picture,
    },
    classes::rules::NO_ORDER,
    engine::time::view::SizesView,
    query::print::{print_name, quote},
    ui::{
        locale,
        messages::fill,
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

/// Lines of the classes that the movement is over.
#[component]
pub fn Growth() -> impl IntoView {
    let state = State::here();
    let days = Memo::new(move |_| state.time.sizes.get());
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        days.with(|days| picture(&write, days, width))
    });
    let title = Signal::derive(move || {
        let write = Writer::of(state);
        let field = days.with(|days| days.first().map(|day| day.field.clone())).unwrap_or_default();
        let field = write.messages.words.field(&field).to_string();
        let title = write.messages.time.growth;
        if field.is_empty() { title.to_string() } else { format!("{title}: {field}") }
    });
    let queries = Signal::derive(move || {
        days.with(|days| {
            let field = days.first().map(|day| print_name(&day.field)).unwrap_or_default();
            classes(days)
                .iter()
                .map(|class| format!("{field} = {}", quote(class)))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Figure
            title
            name="classes-over-time"
            note=Signal::derive(move || state.t().time.growth_note.to_string())
            queries
            draw
            sheet=Signal::derive(move || {
                let write = Writer::of(state);
                days.with(|days| sheet(&write, days))
            })
        />
    }
}

/// The classes that had somebody on any of the days, in their order. Those who never ordered are no part: a long list of
/// contacts would press all others to the ground.
fn classes(days: &[SizesView]) -> Vec<String> {
    let Some(first) = days.first() else { return Vec::new() };
    let seen = |class: &str| {
        let sizes = days.iter().flat_map(|day| &day.classes);
        sizes.filter(|size| size.class == class).any(|size| size.customers > 0)
    };
    let names = first.classes.iter().map(|size| size.class.clone());
    names.filter(|class| class != NO_ORDER && seen(class)).collect()
}

fn size(day: &SizesView, class: &str) -> u32 {
    day.classes.iter().find(|size| size.class == class).map_or(0, |size| size.customers)
}

fn picture(write: &Writer, days: &[SizesView], width: f64) -> Picture {
    let t = &write.messages.time;
    let slots: Vec<Slot> = (days.iter().rev())
        .map(|day| Slot {
            name: locale::month_name(write.lang, day.day),
            era: Day(day.day).to_string()[..4].to_string(),
            ..Slot::default()
        })
        .collect();
    let all: Vec<Line> = classes(days)
        .iter()
        .map(|class| {
            let name = write.messages.words.class(class).to_string();
            let ends = [days.last(), days.first()];
            let [first, last] =
                ends.map(|day| day.map(|day| write.count(size(day, class))).unwrap_or_default());
            let values = [("class", name.as_str()), ("first", &first), ("last", &last)];
            Line {
                label: fill(t.growth_line, &values),
                name: format!("{name} {last}"),
                group: class.clone(),
                values: days.iter().rev().map(|day| Some(f64::from(size(day, class)))).collect(),
            }
        })
        .collect();
    lines(&slots, &all, &|count| locale::whole(write.lang, count), width)
}

fn sheet(write: &Writer, days: &[SizesView]) -> Sheet {
    let t = &write.messages.time;
    let names = days.iter().map(|day| locale::day(write.lang, day.day));
    let heads = [t.month_end.to_string()].into_iter().chain(names).collect();
    let row = |class: &String| Row {
        name: write.messages.words.class(class).to_string(),
        group: class.clone(),
        cells: days.iter().map(|day| write.count(size(day, class))).collect(),
    };
    Sheet { heads, rows: classes(days).iter().map(row).collect() }
}
