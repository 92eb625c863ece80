//! Zero defections: who left and who came back, month by month. A month tells who; who is away now is a condition.

use super::figures::show;
use crate::{
    calendar::Day,
    chart::{
        columns::{Panel, Slot, columns},
        picture::Picture,
    },
    engine::{
        protocol::Ask,
        time::view::{DepartureRow, DeparturesView, TimeAsk, TimeList},
    },
    insight::departures::Departing,
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

/// Two rows of columns over the months.
#[component]
pub fn Departures() -> impl IntoView {
    let state = State::here();
    let view = Memo::new(move |_| state.time.departures.get());
    // The first day of the chosen month.
    let chosen = RwSignal::new(None::<i32>);
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        view.with(|view| view.as_ref().map(|view| picture(&write, view, width))).unwrap_or_default()
    });
    let pressed = Memo::new(move |_| {
        let chosen = chosen.get();
        view.with(|view| {
            let months = view.iter().flat_map(|view| &view.months);
            months.map(|month| Some(month.days.0) == chosen).collect::<Vec<_>>()
        })
    });
    let pick = Callback::new(move |mark: usize| {
        let month =
            view.with_untracked(|view| view.as_ref()?.months.get(mark).map(|month| month.days.0));
        chosen.update(|chosen| *chosen = if *chosen == month { None } else { month });
    });
    let there = Memo::new(move |_| {
        view.with(|view| {
            view.as_ref().is_none_or(|view| view.has_rhythm && !view.months.is_empty())
        })
    });
    let title = Signal::derive(move || state.t().time.departures.to_string());
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        view.with(|view| view.as_ref().map(|view| sheet(&write, view))).unwrap_or_default()
    });
    view! {
        {move || {
            if !there.get() {
                return view! {
                    <section class="card">
                        <div class="card-head"><h2>{title}</h2></div>
                        <p class="muted">{move || state.t().time.no_rhythm}</p>
                    </section>
                }
                    .into_any();
            }
            view! {
                <Figure
                    title
                    name="departures"
                    note=Signal::derive(move || state.t().time.departures_note.to_string())
                    picking=Picking::new(pressed, pick)
                    draw=draw.clone()
                    sheet
                    controls=move || view! { <Away view /> }
                    detail=move || view! { <Month view chosen /> }
                />
            }
                .into_any()
        }}
    }
}

/// Who is away now.
#[component]
fn Away(view: Memo<Option<Arc<DeparturesView>>>) -> impl IntoView {
    let state = State::here();
    let said = move || {
        let write = Writer::of(state);
        let t = &write.messages.time;
        view.with(|view| {
            let view = view.as_ref()?;
            if view.months.iter().all(|month| month.defected == 0) {
                return Some((t.nobody_left.to_string(), None));
            }
            let mut said = locale::plural(write.lang, &t.away, f64::from(view.away));
            if let Some(money) = view.away_revenue.filter(|_| view.away > 0) {
                said += &fill(t.away_money, &[("money", &write.money(money))]);
            }
            said.push('.');
            Some((said, (view.away > 0).then(|| view.away_query.clone())))
        })
    };
    view! {
        <p class="controls">
            {move || {
                let (sentence, query) = said()?;
                let button = query.map(|query| view! {
                    <button class="quiet" on:click=move |_| show(state, &query)>{move || state.t().time.see_away}</button>
                });
                Some(view! { <span>{sentence}</span> {button} })
            }}
        </p>
    }
}

/// Who left and who came back in the chosen month, as files.
#[component]
fn Month(view: Memo<Option<Arc<DeparturesView>>>, chosen: RwSignal<Option<i32>>) -> impl IntoView {
    let state = State::here();
    let month = Memo::new(move |_| {
        let chosen = chosen.get();
        view.with(|view| {
            view.as_ref()?.months.iter().find(|month| Some(month.days.0) == chosen).cloned()
        })
    });
    let list = |which: Departing, days: (i32, i32)| {
        transport::ask(Ask::Time(TimeAsk::List(TimeList::Departing { which, days })));
    };
    view! {
        <p class="detail" role="status">
            {move || {
                let month = month.get()?;
                let write = Writer::of(state);
                let t = &write.messages.time;
                let days = month.days;
                let left = (month.defected > 0).then(|| view! {
                    <button on:click=move |_| list(Departing::Defected, days)>{t.download_left}</button>
                });
                let back = (month.returned > 0).then(|| view! {
                    <button on:click=move |_| list(Departing::Returned, days)>{t.download_back}</button>
                });
                Some(view! { <span>{label(&write, &month)}</span> {left} {back} })
            }}
        </p>
    }
}

fn label(write: &Writer, month: &DepartureRow) -> String {
    let values = [
        ("month", locale::month(write.lang, month.days.0)),
        ("left", write.count(month.defected)),
        ("back", write.count(month.returned)),
    ];
    fill(
        write.messages.time.month_detail,
        &values.each_ref().map(|(key, value)| (*key, value.as_str())),
    )
}

fn picture(write: &Writer, view: &DeparturesView, width: f64) -> Picture {
    let t = &write.messages.time;
    let slots: Vec<Slot> = view
        .months
        .iter()
        .map(|month| Slot {
            name: locale::month_name(write.lang, month.days.0),
            era: Day(month.days.0).to_string()[..4].to_string(),
            label: label(write, month),
            partial: month.partial,
        })
        .collect();
    let count = |count| locale::whole(write.lang, count);
    let panel = |title: &'static str, values: Vec<f64>| Panel {
        title,
        height: 96.0,
        values,
        counted: true,
        write: &count,
    };
    let of = |read: fn(&DepartureRow) -> u32| {
        view.months.iter().map(|month| f64::from(read(month))).collect::<Vec<_>>()
    };
    let panels =
        [panel(t.left, of(|month| month.defected)), panel(t.came_back, of(|month| month.returned))];
    columns(&slots, &panels, width)
}

fn sheet(write: &Writer, view: &DeparturesView) -> Sheet {
    let t = &write.messages.time;
    let has_money = view.months.iter().any(|month| month.lost.is_some());
    let mut heads = vec![write.messages.overview.month, t.left, t.of_those_here];
    heads.extend(has_money.then_some(t.lost_money));
    heads.push(t.came_back);
    heads.extend(has_money.then_some(t.regained_money));
    let row = |month: &DepartureRow| {
        let mut cells = vec![
            write.count(month.defected),
            month.rate.map(|rate| write.share(rate)).unwrap_or_default(),
        ];
        cells.extend(has_money.then(|| write.some_money(month.lost)));
        cells.push(write.count(month.returned));
        cells.extend(has_money.then(|| write.some_money(month.regained)));
        let name = locale::month(write.lang, month.days.0);
        let name = if month.partial { format!("{name} *") } else { name };
        Row { name, group: String::new(), cells }
    };
    Sheet {
        heads: heads.into_iter().map(String::from).collect(),
        rows: view.months.iter().map(row).collect(),
    }
}
