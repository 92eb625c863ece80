//! The loyalty chain and the funnel: the stages as a picture, who is nearest to the next and what they lack, and the
//! days from step to step.

use super::names::{alternatives, whole};
use crate::{
    chart::funnel::{Stage, funnel},
    engine::{
        groups::{
            pace::{Milestone, Pace},
            stages::{Near, SignRow, StageRow, StagesView},
        },
        view::ClassRow,
    },
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

type Way = Memo<Option<Arc<StagesView>>>;

fn way_of(state: State, field: String) -> Way {
    Memo::new(move |_| state.groups.stages.get().filter(|view| view.field == field))
}

/// The stages, one under the other; each mark a filter.
pub fn picture(state: State, field: String) -> AnyView {
    let title = {
        let field = field.clone();
        Signal::derive(move || state.t().words.field(&field).to_string())
    };
    let way = way_of(state, field);
    let draw: Draw = Arc::new(move |width| {
        let write = Writer::of(state);
        way.with(|way| match way {
            Some(way) => {
                let stages: Vec<Stage> =
                    way.stages.iter().map(|stage| drawn(&write, stage)).collect();
                let aside: Vec<Stage> =
                    way.aside.iter().map(|row| standing(&write, row, row.customers)).collect();
                funnel(&stages, &aside, width)
            }
            None => funnel(&[], &[], width),
        })
    });
    let queries = Signal::derive(move || {
        way.with(|way| {
            let Some(way) = way else { return Vec::new() };
            way.stages
                .iter()
                .map(|stage| &stage.at)
                .chain(&way.aside)
                .map(|row| row.query.clone())
                .collect()
        })
    });
    let sheet = Signal::derive(move || {
        let write = Writer::of(state);
        way.with(|way| way.as_ref().map(|way| sheet(&write, way)).unwrap_or_default())
    });
    let note = Signal::derive(move || state.t().stages.note.to_string());
    view! { <Figure title name="stages" note queries draw sheet /> }.into_any()
}

fn drawn(write: &Writer, stage: &StageRow) -> Stage {
    let t = &write.messages.stages;
    let on = stage.conversion.map(|share| fill(t.on, &[("share", &write.share(share))]));
    let here = standing(write, &stage.at, stage.reached);
    let label = format!("{}; {}: {}", here.label, t.reached, write.count(stage.reached));
    Stage { on: on.unwrap_or_default(), label, ..here }
}

fn standing(write: &Writer, row: &ClassRow, reached: u32) -> Stage {
    let name = write.messages.words.class(&row.name);
    let in_parts = row.selected != row.customers;
    Stage {
        name: name.to_string(),
        group: row.name.clone(),
        label: write.label(name, row.selected, row.customers, row.revenue, in_parts),
        at: f64::from(row.customers),
        selected: f64::from(row.selected),
        reached: f64::from(reached),
        on: String::new(),
        figures: [
            write.part(row.selected, row.customers, in_parts),
            row.revenue.map(|money| write.short_money(money)).unwrap_or_default(),
        ],
    }
}

fn sheet(write: &Writer, way: &StagesView) -> Sheet {
    let (t, own) = (write.t(), &write.messages.stages);
    let has_money = way.stages.iter().any(|stage| stage.at.revenue.is_some());
    let mut heads = vec![
        write.messages.words.field(&way.field).to_string(),
        t.customers.to_string(),
        own.reached.to_string(),
        own.conversion.to_string(),
    ];
    heads.extend(
        has_money.then(|| [t.revenue.to_string(), t.share.to_string()]).into_iter().flatten(),
    );
    let row = |row: &ClassRow, reached: String, conversion: Option<f64>| {
        let share = |share: Option<f64>| share.map(|share| write.share(share)).unwrap_or_default();
        let mut cells = vec![write.count(row.customers), reached, share(conversion)];
        if has_money {
            cells.extend([write.some_money(row.revenue), share(row.revenue_share)]);
        }
        let name = write.messages.words.class(&row.name).to_string();
        Row { name, group: row.name.clone(), cells }
    };
    let mut rows: Vec<Row> = (way.stages.iter())
        .map(|stage| row(&stage.at, write.count(stage.reached), stage.conversion))
        .collect();
    rows.extend(way.aside.iter().map(|aside| row(aside, String::new(), None)));
    Sheet { heads, rows }
}

/// What stands below the table of the classes.
pub fn detail(state: State, field: String) -> AnyView {
    let way = way_of(state, field);
    (move || way.with(|way| way.as_ref().map(|way| told(state, way)))).into_any()
}

fn told(state: State, way: &StagesView) -> AnyView {
    let t = &state.t().stages;
    let steps = way
        .stages
        .windows(2)
        .filter(|pair| pair[0].at.customers > 0)
        .map(|pair| near_list(state, (&pair[0].at.name, &pair[1].at.name), &pair[0].near));
    let paces = way.paces.iter().map(|pace| pace_row(state, pace)).collect_view();
    let lacks = way.lacks.iter().filter_map(|milestone| lacking(state, *milestone));
    let lacks = lacks.map(|said| view! { <p class="muted small">{said}</p> }).collect_view();
    view! {
        <h3>{t.near}</h3>
        <div class="near">{steps.collect_view()}</div>
        <p class="muted small">{t.warm_note}</p>
        {(!way.signs.is_empty()).then(|| signs(state, &way.signs))}
        <h3>{t.pace}</h3>
        {(!way.paces.is_empty()).then(|| view! {
            <table class="groups-table pace">
                <thead>
                    <tr>
                        <th>{t.pace}</th>
                        <th class="number">{t.median}</th>
                        <th class="number">{state.t().overview.customers}</th>
                    </tr>
                </thead>
                <tbody>{paces}</tbody>
            </table>
            <p class="muted small">{t.pace_note}</p>
        })}
        {lacks}
    }
    .into_any()
}

/// Whom a single condition keeps from a next class, and which.
pub fn near_list(state: State, (from, to): (&str, &str), near: &[Near]) -> AnyView {
    let (t, words) = (&state.t().stages, &state.t().words);
    let head = fill(t.step, &[("from", words.class(from)), ("to", words.class(to))]);
    let voice = state.voice();
    let rows = near.iter().map(|near| {
        // What is enough alone stands in a line of its own.
        let or = state.t().sentences.or.trim_start();
        let mut parts = alternatives(&near.lacks).into_iter();
        let first = parts.next().map(|part| voice.sentence(&part)).unwrap_or_default();
        let missing = fill(t.missing, &[("x", &first)]);
        let others = parts.map(|part| view! { <br /> {or} {voice.phrase(&part)} }).collect_view();
        let warm = fill(t.warm, &[("n", &whole(state, near.warm))]);
        let customers = customers(state, near.customers);
        view! {
            <li>
                {opens(state, customers, near.query.clone())}
                <span>{missing} {others}</span>
                {(near.warm > 0).then(|| opens(state, warm, near.warm_query.clone()))}
            </li>
        }
    });
    view! {
        <h4>{head}</h4>
        {near.is_empty().then(|| view! { <p class="muted small">{t.none_near}</p> })}
        <ul>{rows.collect_view()}</ul>
    }
    .into_any()
}

fn customers(state: State, n: u32) -> String {
    locale::plural(state.lang.get(), &state.t().overview.n_customers, f64::from(n))
}

/// A count that opens its list.
pub fn opens(state: State, said: String, query: String) -> AnyView {
    view! { <button class="pick" on:click=move |_| state.show(query.clone())>{said}</button> }
        .into_any()
}

fn signs(state: State, rows: &[SignRow]) -> AnyView {
    let t = &state.t().stages;
    let rows = rows.iter().map(|row| {
        let known = match &row.known {
            Some((n, query)) if *n > 0 => opens(state, customers(state, *n), query.clone()),
            Some(_) => customers(state, 0).into_any(),
            None => {
                view! { <span class="muted">{t.sign_lacks[row.sign as usize]}</span> }.into_any()
            }
        };
        view! { <li><span>{t.sign_names[row.sign as usize]}</span> {known}</li> }
    });
    view! {
        <h3>{t.signs}</h3>
        <div class="near"><ul>{rows.collect_view()}</ul></div>
    }
    .into_any()
}

fn pace_row(state: State, pace: &Pace) -> AnyView {
    let named = |milestone: Milestone| milestone_name(state, milestone);
    let step = fill(state.t().stages.step, &[("from", named(pace.from)), ("to", named(pace.to))]);
    let days = pace.median_days.map(|days| locale::decimal(state.lang.get(), days));
    view! {
        <tr>
            <td>{step}</td>
            <td class="number">{days.unwrap_or_else(|| "–".into())}</td>
            <td class="number">{whole(state, pace.customers)}</td>
        </tr>
    }
    .into_any()
}

/// Its place among the milestones that are no order.
fn place(milestone: Milestone) -> Option<usize> {
    match milestone {
        Milestone::Contact => Some(0),
        Milestone::SignUp => Some(1),
        Milestone::Interest => Some(2),
        Milestone::Decision => Some(3),
        Milestone::Order(_) => None,
    }
}

fn milestone_name(state: State, milestone: Milestone) -> &'static str {
    let t = &state.t().stages;
    match (place(milestone), milestone) {
        (Some(place), _) => t.milestones[place],
        (None, Milestone::Order(n)) => {
            t.orders.get(usize::from(n).saturating_sub(1)).copied().unwrap_or_default()
        }
        (None, _) => "",
    }
}

/// Which file would bring what nobody has; a second order that nobody placed is no file's fault.
fn lacking(state: State, milestone: Milestone) -> Option<&'static str> {
    let t = &state.t().stages;
    match place(milestone) {
        Some(place) => Some(t.lacks[place]),
        None => (milestone == Milestone::Order(1)).then_some(t.lacks_orders),
    }
}
