//! Cohorts: who came in a period, and how many of them ordered in each period since. A cell selects whom it counts.

use super::matrix::{Matrix, MatrixCell, MatrixRow, MatrixView};
use crate::{
    calendar::{Day, Period},
    chart::{
        cohorts::{Cell, Row, Titles, cohorts},
        picture::Picture,
    },
    engine::time::view::{CohortCell, CohortRow, CohortsView},
    query::{edit, parse::parse},
    ui::{
        locale,
        messages::fill,
        parts::{figure::Figure, picking::Picking, picture::Draw},
        screens::overview::writer::Writer,
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shows {
    #[default]
    Share,
    Revenue,
    Value,
}

impl Shows {
    const ALL: [Shows; 3] = [Shows::Share, Shows::Revenue, Shows::Value];
}

/// The triangle of cohorts, with what it counts by and what it shows.
#[component]
pub fn Cohorts() -> impl IntoView {
    let state = State::here();
    let shows = RwSignal::new(Shows::default());
    let view = Memo::new(move |_| state.time.cohorts.get());
    // Before the first answer there is a frame already, and the answer fills it: what was pressed in it stays pressed.
    let there = Memo::new(move |_| {
        view.with(|view| view.as_ref().is_none_or(|view| !view.rows.is_empty()))
    });
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        let shows = shows.get();
        view.with(|view| view.as_ref().map(|view| picture(&write, view, shows, width)))
            .unwrap_or_default()
    });
    let picking = picking(state, view);
    let title = Signal::derive(move || state.t().time.cohorts.to_string());
    let matrix = Memo::new(move |_| {
        let write = Writer::of(state);
        let shows = shows.get();
        view.with(|view| view.as_ref().map(|view| matrix(&write, view, shows))).unwrap_or_default()
    });
    let note = Signal::derive(move || {
        let write = Writer::of(state);
        view.with(|view| view.as_ref().map(|view| note(&write, view))).unwrap_or_default()
    });
    view! {
        {move || match there.get() {
            false => view! {
                <section class="card">
                    <div class="card-head"><h2>{title}</h2></div>
                    <p class="muted">{move || state.t().time.cohort_empty}</p>
                </section>
            }
                .into_any(),
            true => view! {
                <Figure
                    title
                    name="cohorts"
                    note
                    picking
                    draw=draw.clone()
                    table=move || view! { <MatrixView title matrix picking /> }
                    controls=move || view! { <Controls shows /> }
                />
            }
                .into_any(),
        }}
    }
}

/// Which period, which number.
#[component]
fn Controls(shows: RwSignal<Shows>) -> impl IntoView {
    let state = State::here();
    let t = move || &state.t().time;
    let has_money = Memo::new(move |_| state.base.with(|base| base.has_money));
    let period = state.time.period;
    let nth = |event| event_target_value(&event).parse::<usize>().unwrap_or(0);
    view! {
        <p class="controls">
            <label>
                {move || t().by_period}
                <select on:change=move |event| period.set(Period::ALL[nth(event).min(2)])>
                    {Period::ALL
                        .iter()
                        .enumerate()
                        .map(|(i, &own)| view! {
                            <option value=i.to_string() selected=move || period.get() == own>{move || t().periods[i]}</option>
                        })
                        .collect_view()}
                </select>
            </label>
            <Show when=move || has_money.get()>
                <label>
                    {move || t().shows}
                    <select on:change=move |event| shows.set(Shows::ALL[nth(event).min(2)])>
                        {Shows::ALL
                            .iter()
                            .enumerate()
                            .map(|(i, &own)| view! {
                                <option value=i.to_string() selected=move || shows.get() == own>{move || t().measures[i]}</option>
                            })
                            .collect_view()}
                    </select>
                </label>
            </Show>
        </p>
    }
}

/// A mark takes the place of the picture's other marks in the selection.
fn picking(state: State, view: Memo<Option<Arc<CohortsView>>>) -> Picking {
    let marks = move |read: fn(&CohortRow, Option<&CohortCell>) -> (String, bool)| {
        view.with_untracked(|view| {
            let rows = view.iter().flat_map(|view| &view.rows);
            rows.flat_map(|row| {
                std::iter::once(None).chain(row.cells.iter().map(Some)).map(|c| read(row, c))
            })
            .collect::<Vec<_>>()
        })
    };
    let read = |row: &CohortRow, cell: Option<&CohortCell>| match cell {
        None => (row.query.clone(), row.chosen),
        Some(cell) => (cell.query.clone(), cell.chosen),
    };
    let chosen = Memo::new(move |_| {
        view.track();
        let mut chosen: Vec<bool> = marks(read).into_iter().map(|(_, chosen)| chosen).collect();
        // A cell holds its row's condition; the row is chosen only where none of its cells is.
        let mut at = 0;
        view.with_untracked(|view| {
            for row in view.iter().flat_map(|view| &view.rows) {
                chosen[at] = row.chosen && !row.cells.iter().any(|cell| cell.chosen);
                at += row.cells.len() + 1;
            }
        });
        chosen
    });
    let pick = Callback::new(move |mark: usize| {
        let Some((query, _)) = marks(read).into_iter().nth(mark) else { return };
        if let Ok(part) = parse(&query) {
            state.edit(|node| edit::choose(node, &part, edit::is_cohort_mark));
        }
    });
    Picking::new(chosen, pick)
}

/// The name of a period.
fn name(write: &Writer, period: Period, start: i32) -> String {
    let (year, month, _) = Day(start).ymd();
    match period {
        Period::Month => locale::month(write.lang, start),
        Period::Quarter => {
            let values = [("q", (month.div_ceil(3)).to_string()), ("year", year.to_string())];
            fill(
                write.messages.time.quarter,
                &values.each_ref().map(|(key, value)| (*key, value.as_str())),
            )
        }
        Period::Year => year.to_string(),
    }
}

/// What a cell shows, as a number and as text.
fn shown(write: &Writer, cell: &CohortCell, shows: Shows) -> (Option<f64>, String) {
    let value = match shows {
        Shows::Share => cell.share,
        Shows::Revenue => cell.revenue,
        Shows::Value => cell.value,
    };
    let text = match (value, shows) {
        (None, _) => String::new(),
        (Some(share), Shows::Share) => write.figure(share * 100.0),
        (Some(money), _) => write.short_number(money),
    };
    (value, text)
}

fn row_label(write: &Writer, view: &CohortsView, row: &CohortRow) -> String {
    let said =
        locale::plural(write.lang, &write.messages.time.cohort_row, f64::from(row.customers));
    fill(&said, &[("cohort", &name(write, view.period, row.start))])
}

fn cell_label(write: &Writer, view: &CohortsView, row: &CohortRow, cell: &CohortCell) -> String {
    let t = &write.messages.time;
    let values = [
        ("cohort", name(write, view.period, row.start)),
        ("active", write.count(cell.active)),
        ("customers", write.count(row.customers)),
        ("period", name(write, view.period, cell.start)),
        ("share", cell.share.map(|share| write.percent(share)).unwrap_or_default()),
        ("revenue", write.some_money(cell.revenue)),
        ("value", write.some_money(cell.value)),
    ];
    let sentence = match cell.revenue {
        Some(_) => format!("{}{}", t.cell, t.cell_money),
        None => t.cell.to_string(),
    };
    fill(&sentence, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
}

fn picture(write: &Writer, view: &CohortsView, shows: Shows, width: f64) -> Picture {
    let t = &write.messages.time;
    let cell = |row: &CohortRow, cell: &CohortCell| {
        let (value, text) = shown(write, cell, shows);
        let label = cell_label(write, view, row, cell);
        Cell { value, text, label, partial: cell.partial }
    };
    let rows: Vec<Row> = view
        .rows
        .iter()
        .map(|row| Row {
            name: name(write, view.period, row.start),
            size: write.count(row.customers),
            label: row_label(write, view, row),
            cells: row.cells.iter().map(|known| cell(row, known)).collect(),
        })
        .collect();
    let average = match shows {
        Shows::Share => average(write, view),
        _ => Vec::new(),
    };
    let titles = Titles {
        rows: t.first_order,
        sizes: "",
        columns: t.periods_since[view.period as usize],
        average: t.all_cohorts,
    };
    cohorts(&rows, &average, titles, width)
}

fn average(write: &Writer, view: &CohortsView) -> Vec<(Option<f64>, String)> {
    let one = |share: &Option<f64>| {
        (*share, share.map(|share| write.figure(share * 100.0)).unwrap_or_default())
    };
    view.average.iter().map(one).collect()
}

fn matrix(write: &Writer, view: &CohortsView, shows: Shows) -> Matrix {
    let t = &write.messages.time;
    let mut heads = vec![t.first_order.to_string(), t.customers.to_string()];
    heads.extend((0..view.average.len()).map(|since| since.to_string()));
    let mut mark = 0;
    let mut rows: Vec<MatrixRow> = view
        .rows
        .iter()
        .map(|row| {
            let mut next = || {
                mark += 1;
                Some(mark - 1)
            };
            let name = MatrixCell { text: name(write, view.period, row.start), mark: next() };
            let mut cells = vec![MatrixCell::plain(write.count(row.customers))];
            cells.extend(row.cells.iter().map(|cell| {
                let text = shown(write, cell, shows).1;
                let text = if cell.partial { format!("{text}*") } else { text };
                MatrixCell { text, mark: next() }
            }));
            cells.resize(view.average.len() + 1, MatrixCell::default());
            MatrixRow { name, group: String::new(), cells }
        })
        .collect();
    if shows == Shows::Share {
        let all: u32 = view.rows.iter().map(|row| row.customers).sum();
        let shares = average(write, view).into_iter().map(|(_, text)| text);
        let cells = [write.count(all)].into_iter().chain(shares).map(MatrixCell::plain).collect();
        let name = MatrixCell::plain(t.all_cohorts.to_string());
        rows.push(MatrixRow { name, group: String::new(), cells });
    }
    Matrix { heads, rows }
}

fn note(write: &Writer, view: &CohortsView) -> String {
    let t = &write.messages.time;
    let mut said = vec![t.cohort_note.to_string()];
    if view.from_start {
        said.push(t.cohort_from_start.to_string());
    }
    if view.partial {
        said.push(t.cohort_partial.to_string());
    }
    if view.older > 0 {
        said.push(locale::plural(write.lang, &t.cohort_older, f64::from(view.older)));
    }
    said.join(" ")
}
