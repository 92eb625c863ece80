//! A saved segment over time: whom it would have held at the end of each month, and what they had spent. The days come one
//! by one, the latest first, as long as somebody looks.

use crate::{
    calendar::Day,
    chart::{
        columns::{Panel, Slot, columns},
        picture::Picture,
    },
    engine::{
        protocol::Ask,
        time::view::{SegmentDay, TimeAsk},
    },
    query::print::quote,
    ui::{
        locale,
        messages::fill,
        parts::{
            figure::Figure,
            picking::Picking,
            picture::Draw,
            sheet::{Row, Sheet},
        },
        screens::overview::writer::Writer,
        state::State,
        transport,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Today and the ends of twelve months.
const DAYS: usize = 13;

/// The segment that is looked at, by name, and its days, the latest first. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Grown {
    pub name: RwSignal<Option<String>>,
    days: RwSignal<Arc<Vec<SegmentDay>>>,
}

fn ask(name: &str, day: Option<i32>) {
    transport::ask(Ask::Time(TimeAsk::Segment { query: query_of(name), day }));
}

fn query_of(name: &str) -> String {
    format!("segment {}", quote(name))
}

impl Grown {
    /// One day more; the one before it is asked for.
    pub fn hear(self, day: SegmentDay) {
        let Some(name) = self.name.get_untracked().filter(|name| query_of(name) == day.query)
        else {
            return;
        };
        let known = self.days.get_untracked();
        let mut days = match known.last() {
            _ if day.is_now => Vec::new(),
            Some(last) if last.earlier == Some(day.day) => known.to_vec(),
            _ => return,
        };
        if let Some(earlier) = day.earlier.filter(|_| days.len() + 1 < DAYS) {
            ask(&name, Some(earlier));
        }
        days.push(day);
        self.days.set(Arc::new(days));
    }

    /// Opens a segment, or closes it where it is open.
    pub fn toggle(self, name: String) {
        self.name.update(|open| *open = (open.as_ref() != Some(&name)).then_some(name));
    }

    /// Nothing is known of other data.
    pub fn forget(self) {
        self.days.set(Arc::default());
    }
}

/// Asks anew for the segment that is open whenever the data or a segment is another, and no more once the panel is left.
pub fn keep_up(state: State) {
    let (grown, texts) = (state.groups.grown, state.groups.texts);
    let wanted = Memo::new(move |_| {
        let name = grown.name.get()?;
        let queries = texts.with(|texts| {
            texts.iter().map(|t| (t.name.clone(), t.query.clone())).collect::<Vec<_>>()
        });
        queries.iter().any(|(known, _)| *known == name).then(|| (name, queries, state.base.get()))
    });
    Effect::new(move |_| {
        grown.forget();
        wanted.with(|wanted| wanted.iter().for_each(|(name, ..)| ask(name, None)));
    });
    on_cleanup(move || grown.name.set(None));
}

/// The picture of the segment that is open.
pub fn panel(state: State, name: &str) -> AnyView {
    let days = state.groups.grown.days;
    // Whoever was in it on a day no query can name: all columns stand for who is in it now.
    let query = query_of(name);
    let chosen = {
        let query = query.clone();
        Signal::derive(move || vec![state.has(&query); days.with(|days| days.len())])
    };
    let picking = Picking::new(chosen, Callback::new(move |_: usize| state.toggle(&query)));
    let name = name.to_string();
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        days.with(|days| picture(&write, days, width))
    });
    let s = move || &state.t().segments;
    let note = Signal::derive(move || {
        let unknown = days.with(|days| days.iter().any(|day| day.customers.is_none()));
        let gap = unknown.then(|| s().over_time_gap);
        [Some(s().over_time_note), gap].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    view! {
        <Figure
            title=Signal::derive(move || fill(s().over_time_of, &[("name", &name)]))
            name="segment-over-time"
            note
            picking
            draw
            sheet=Signal::derive(move || {
                let write = Writer::of(state);
                days.with(|days| sheet(&write, days))
            })
        />
    }
    .into_any()
}

fn known(write: &Writer, day: &SegmentDay) -> String {
    let unknown = || write.messages.segments.over_time_unknown.to_string();
    day.customers.map_or_else(unknown, |n| write.count(n))
}

fn picture(write: &Writer, days: &[SegmentDay], width: f64) -> Picture {
    let t = write.t();
    let slots: Vec<Slot> = (days.iter().rev())
        .map(|day| {
            let n = day.customers.map(|n| locale::plural(write.lang, &t.n_customers, f64::from(n)));
            let money = day.revenue.map(|money| write.money(money));
            let said: Vec<String> = [Some(n.unwrap_or_else(|| known(write, day))), money]
                .into_iter()
                .flatten()
                .collect();
            Slot {
                name: locale::month_name(write.lang, day.day),
                era: Day(day.day).to_string()[..4].to_string(),
                label: format!("{}: {}", locale::day(write.lang, day.day), said.join(", ")),
                partial: false,
            }
        })
        .collect();
    let has_money = days.iter().any(|day| day.revenue.is_some());
    let short = |money| write.short_money(money);
    let customers = Panel {
        title: t.customers,
        height: if has_money { 90.0 } else { 140.0 },
        values: days.iter().rev().map(|day| day.customers.map_or(0.0, f64::from)).collect(),
        counted: true,
        write: &|count| locale::whole(write.lang, count),
    };
    let revenue = has_money.then(|| Panel {
        title: t.changed_revenue,
        height: 90.0,
        values: days.iter().rev().map(|day| day.revenue.unwrap_or(0.0)).collect(),
        counted: false,
        write: &short,
    });
    let panels: Vec<Panel> = [customers].into_iter().chain(revenue).collect();
    columns(&slots, &panels, width)
}

fn sheet(write: &Writer, days: &[SegmentDay]) -> Sheet {
    let t = write.t();
    let has_money = days.iter().any(|day| day.revenue.is_some());
    let mut heads = vec![write.messages.time.month_end.to_string(), t.customers.to_string()];
    heads.extend(has_money.then(|| t.changed_revenue.to_string()));
    let row = |day: &SegmentDay| {
        let mut cells = vec![known(write, day)];
        cells.extend(has_money.then(|| write.some_money(day.revenue)));
        Row { name: locale::day(write.lang, day.day), cells, ..Row::default() }
    };
    Sheet { heads, rows: days.iter().rev().map(row).collect() }
}
