//! Who moved between the classes of a classification from one day to another: ribbons, and the matrix behind them. A
//! ribbon tells who is in it; a class of today selects.

use super::matrix::{Matrix, MatrixCell, MatrixRow, MatrixView};
use crate::{
    calendar::Day,
    chart::{
        flow::{Ribbon, Side, flow},
        picture::Picture,
    },
    engine::{
        protocol::Ask,
        time::view::{MovementAsk, MovementFlow, MovementSide, MovementView, TimeAsk, TimeList},
    },
    query::{edit, parse::parse},
    ui::{
        locale,
        messages::fill,
        parts::{figure::Figure, picking::Picking, picture::Draw, said_day::said_day},
        screens::overview::writer::Writer,
        state::State,
        transport,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The class a ribbon leaves and the one it reaches; none is New or Gone.
type Pair = (Option<String>, Option<String>);

/// The flow picture with its questions.
#[component]
pub fn Movement() -> impl IntoView {
    let state = State::here();
    let view = Memo::new(move |_| state.time.movement.get());
    let chosen = RwSignal::new(None::<Pair>);
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        view.with(|view| view.as_ref().map(|view| picture(&write, view, width))).unwrap_or_default()
    });
    let picking = picking(state, view, chosen);
    let title = Signal::derive(move || state.t().time.movement.to_string());
    let matrix = Memo::new(move |_| {
        let write = Writer::of(state);
        view.with(|view| view.as_ref().map(|view| matrix(&write, view))).unwrap_or_default()
    });
    let note = Signal::derive(move || {
        let write = Writer::of(state);
        view.with(|view| view.as_ref().map(|view| note(&write, view))).unwrap_or_default()
    });
    view! {
        <Figure
            title
            name="movement"
            note
            picking
            draw=draw.clone()
            table=move || view! { <MatrixView title matrix picking /> }
            controls=move || view! { <Controls view /> }
            detail=move || view! { <Detail view chosen /> }
        />
    }
}

/// Which classification, which days, by whose cuts.
#[component]
fn Controls(view: Memo<Option<Arc<MovementView>>>) -> impl IntoView {
    let state = State::here();
    let t = move || &state.t().time;
    let ask = state.time.ask;
    let fields = Memo::new(move |_| {
        view.with(|view| view.as_ref().map(|v| v.fields.clone())).unwrap_or_default()
    });
    let days = Memo::new(move |_| view.with(|view| view.as_ref().map(|v| (v.from, v.to))));
    let iso = move |day: Option<i32>| day.map(|day| Day(day).to_string()).unwrap_or_default();
    let span = Memo::new(move |_| state.base.with(|base| base.span));
    let as_of = Memo::new(move |_| state.base.with(|base| base.as_of));
    let picked = |event| event_target_value(&event).parse::<Day>().ok().map(|day| day.0);
    let from = move || iso(days.get().map(|days| days.0));
    let from_input = view! {
        <input
            type="date"
            min=move || iso(span.get().map(|span| span.0))
            max=move || iso(days.get().map(|days| days.1))
            prop:value=from
            on:change=move |event| ask.update(|ask| ask.from = picked(event))
        />
    };
    let to = move || iso(days.get().map(|days| days.1));
    let to_input = view! {
        <input
            type="date"
            min=from
            max=move || iso(as_of.get())
            prop:value=to
            on:change=move |event| {
                // The day all is measured to follows the slider.
                let day = picked(event);
                ask.update(|ask| ask.to = day.filter(|_| day < as_of.get_untracked()));
            }
        />
    };
    view! {
        <p class="controls">
            <label>
                {move || t().classification}
                <select on:change=move |event| ask.update(|ask| ask.field = event_target_value(&event))>
                    {move || {
                        fields
                            .get()
                            .into_iter()
                            .map(|field| {
                                let name = state.t().words.field(&field).to_string();
                                let selected = ask.with(|ask| ask.field == field);
                                view! { <option value=field selected=selected>{name}</option> }
                            })
                            .collect_view()
                    }}
                </select>
            </label>
            <label>
                {move || t().from}
                {said_day(state, from, from_input)}
            </label>
            <label>
                {move || t().to}
                {said_day(state, to, to_input)}
            </label>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || ask.with(|ask| ask.frozen)
                    on:change=move |event| ask.update(|ask| ask.frozen = event_target_checked(&event))
                />
                {move || t().frozen}
            </label>
        </p>
    }
}

/// Who is in the chosen ribbon, and the file that lists them.
#[component]
fn Detail(view: Memo<Option<Arc<MovementView>>>, chosen: RwSignal<Option<Pair>>) -> impl IntoView {
    let state = State::here();
    let said = move || {
        let write = Writer::of(state);
        let pair = chosen.get();
        view.with(|view| {
            let view = view.as_ref()?;
            if view.from >= view.to {
                return Some((write.messages.time.movement_short.to_string(), None));
            }
            if view.flows.is_empty() {
                return Some((write.messages.time.movement_empty.to_string(), None));
            }
            let found = pair.and_then(|pair| {
                let flow = marks(view)
                    .find(|(from, to, _)| (&from.class, &to.class) == (&pair.0, &pair.1));
                flow.map(|(_, _, flow)| (flow_label(&write, &pair, flow), Some(pair)))
            });
            Some(found.unwrap_or_else(|| (write.messages.time.flow_hint.to_string(), None)))
        })
    };
    let download = move |pair: Pair| {
        // Between the days that the picture shows, not those of a later question.
        let known = view.with_untracked(|view| view.clone());
        if let Some(view) = known {
            let ask = MovementAsk {
                field: view.field.clone(),
                from: Some(view.from),
                to: Some(view.to),
                frozen: view.frozen,
            };
            let list = TimeList::Moved { ask, from: pair.0, to: pair.1 };
            transport::ask(Ask::Time(TimeAsk::List(list)));
        }
    };
    view! {
        <p class="detail" role="status">
            {move || {
                let (sentence, pair) = said()?;
                let button = pair.map(|pair| view! {
                    <button on:click=move |_| download(pair.clone())>{move || state.t().time.download_list}</button>
                });
                Some(view! { <span>{sentence}</span> {button} })
            }}
        </p>
    }
}

/// The ribbons: flows of somebody, with the classes they join.
fn marks(
    view: &MovementView,
) -> impl Iterator<Item = (&MovementSide, &MovementSide, &MovementFlow)> {
    let width = view.columns.len().max(1);
    let all = view.flows.iter().enumerate().filter(|(_, flow)| flow.customers > 0);
    all.map(move |(i, flow)| (&view.rows[i / width], &view.columns[i % width], flow))
}

fn picking(
    state: State,
    view: Memo<Option<Arc<MovementView>>>,
    chosen: RwSignal<Option<Pair>>,
) -> Picking {
    let pressed = Memo::new(move |_| {
        let pair = chosen.get();
        view.with(|view| {
            let Some(view) = view else { return Vec::new() };
            let is_it = |from: &MovementSide, to: &MovementSide| {
                pair.as_ref().is_some_and(|pair| (&pair.0, &pair.1) == (&from.class, &to.class))
            };
            let ribbons = marks(view).map(|(from, to, _)| is_it(from, to));
            ribbons.chain(view.columns.iter().map(|column| column.chosen)).collect()
        })
    });
    let pick = Callback::new(move |mark: usize| {
        let Some(view) = view.get_untracked() else { return };
        let found = marks(&view).nth(mark);
        if let Some((from, to, _)) = found {
            let pair = Some((from.class.clone(), to.class.clone()));
            return chosen.update(|chosen| *chosen = if *chosen == pair { None } else { pair });
        }
        // Classes of the second day stand behind the ribbons.
        let column = mark - marks(&view).count();
        let nodes: Vec<_> = view
            .columns
            .iter()
            .map(|column| column.query.as_deref().and_then(|query| parse(query).ok()))
            .collect();
        if nodes.get(column).is_some_and(Option::is_some) {
            let place = nodes[..column].iter().flatten().count();
            let known: Vec<_> = nodes.into_iter().flatten().collect();
            state.edit(|node| edit::toggle_among(node, &known, place));
        }
    });
    Picking::new(pressed, pick)
}

fn class<'a>(write: &'a Writer, class: &'a Option<String>, else_name: &'static str) -> &'a str {
    class.as_deref().map_or(else_name, |class| write.messages.words.class(class))
}

fn flow_label(write: &Writer, pair: &Pair, flow: &MovementFlow) -> String {
    let t = &write.messages.time;
    let values = [
        ("n", write.count(flow.customers)),
        ("from", class(write, &pair.0, t.new).to_string()),
        ("to", class(write, &pair.1, t.gone).to_string()),
    ];
    let said = fill(t.flow, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
    let (Some(before), Some(after)) = (flow.before, flow.after) else { return said };
    let [before, after] = [before, after].map(|money| write.money(money));
    format!("{said} · {}", fill(t.flow_money, &[("before", &before), ("after", &after)]))
}

fn picture(write: &Writer, view: &MovementView, width: f64) -> Picture {
    let t = &write.messages.time;
    let side = |side: &MovementSide, else_name: &'static str| {
        let name = class(write, &side.class, else_name).to_string();
        let figure = write.count(side.customers);
        Side {
            label: match side.revenue {
                Some(money) => format!("{name}: {figure}, {}", write.money(money)),
                None => format!("{name}: {figure}"),
            },
            name,
            figure,
            group: side.class.clone().unwrap_or_default(),
            value: f64::from(side.customers),
        }
    };
    let left: Vec<Side> = view.rows.iter().map(|row| side(row, t.new)).collect();
    let right: Vec<Side> = view.columns.iter().map(|column| side(column, t.gone)).collect();
    let place = |sides: &[MovementSide], one: &MovementSide| {
        sides.iter().position(|side| side.class == one.class).unwrap_or(0)
    };
    let ribbons: Vec<Ribbon> = marks(view)
        .map(|(from, to, flow)| Ribbon {
            from: place(&view.rows, from),
            to: place(&view.columns, to),
            value: f64::from(flow.customers),
            label: flow_label(write, &(from.class.clone(), to.class.clone()), flow),
        })
        .collect();
    let titles = [view.from, view.to].map(|day| locale::day(write.lang, day));
    flow(&left, &right, &ribbons, [&titles[0], &titles[1]], width)
}

fn matrix(write: &Writer, view: &MovementView) -> Matrix {
    let t = &write.messages.time;
    let names = view.columns.iter().map(|column| class(write, &column.class, t.gone).to_string());
    let days = [view.from, view.to].map(|day| locale::day(write.lang, day));
    let heads = [days.join(" → ")].into_iter().chain(names).chain([t.total.to_string()]).collect();
    let mut mark = 0;
    let width = view.columns.len();
    let mut rows: Vec<MatrixRow> = Vec::new();
    for (i, row) in view.rows.iter().enumerate() {
        let mut cells: Vec<MatrixCell> = Vec::new();
        for flow in &view.flows[i * width..(i + 1) * width] {
            let own = (flow.customers > 0).then_some(mark);
            mark += usize::from(own.is_some());
            let text = if own.is_some() { write.count(flow.customers) } else { String::new() };
            cells.push(MatrixCell { text, mark: own });
        }
        cells.push(MatrixCell::plain(write.count(row.customers)));
        let name = MatrixCell::plain(class(write, &row.class, t.new).to_string());
        let group = row.class.clone().unwrap_or_default();
        rows.push(MatrixRow { name, group, cells });
    }
    let totals = view.columns.iter().enumerate().map(|(i, column)| MatrixCell {
        text: write.count(column.customers),
        mark: column.query.is_some().then_some(mark + i),
    });
    let all: u32 = view.rows.iter().map(|row| row.customers).sum();
    let cells = totals.chain([MatrixCell::plain(write.count(all))]).collect();
    let name = MatrixCell::plain(t.total.to_string());
    rows.push(MatrixRow { name, group: String::new(), cells });
    Matrix { heads, rows }
}

fn note(write: &Writer, view: &MovementView) -> String {
    let t = &write.messages.time;
    let how = if view.frozen { t.frozen_note } else { t.ranked_note };
    let all = view.stayed + view.moved;
    if all == 0 {
        return how.to_string();
    }
    let [moved, all] = [view.moved, all].map(|n| write.count(n));
    format!("{} {how}", fill(t.moved, &[("moved", &moved), ("all", &all)]))
}
