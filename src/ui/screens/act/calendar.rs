//! The coming days: birthdays, anniversaries, orders due and the days that the country keeps. Every count selects.

use super::count;
use crate::{
    engine::act::calendar::{CalendarAsk, CalendarView, Occasion},
    insight::festivals::Country,
    ui::{
        locale,
        messages::{Planning, fill},
        screens::segments::names::whole,
        state::State,
    },
};
use leptos::prelude::*;

/// How far one may look ahead.
const DAYS: [u32; 3] = [30, 60, 90];

/// The panel.
pub fn panel(state: State) -> AnyView {
    let act = state.act;
    let ask = Memo::new(move |_| act.calendar_ask(state.lang.get()));
    view! {
        <div class="card way">
            <h2>{move || state.t().planning.calendar}</h2>
            <p class="muted">
                {move || {
                    let day = state.base.with(|base| base.as_of);
                    let day = day.map(|day| locale::day(state.lang.get(), day)).unwrap_or_default();
                    fill(state.t().planning.calendar_lead, &[("day", &day)])
                }}
            </p>
            <p class="cuts">
                <label>
                    {move || state.t().planning.days_ahead}
                    <select on:change=move |event| {
                        if let Ok(days) = event_target_value(&event).parse() {
                            act.days.set(days);
                        }
                    }>
                        {DAYS.iter().map(|&days| view! {
                            <option value=days.to_string() selected=act.days.get_untracked() == days>{days.to_string()}</option>
                        }).collect_view()}
                    </select>
                </label>
                <label>
                    {move || state.t().planning.country}
                    <select on:change=move |event| {
                        let place: usize = event_target_value(&event).parse().unwrap_or(0);
                        act.country.set(Country::ALL.get(place).copied());
                    }>
                        {move || {
                            let names = state.t().planning.countries;
                            let now = ask.with(|ask| ask.country);
                            Country::ALL
                                .iter()
                                .zip(names)
                                .enumerate()
                                .map(|(place, (country, name))| view! {
                                    <option value=place.to_string() selected=*country == now>{name}</option>
                                })
                                .collect_view()
                        }}
                    </select>
                </label>
            </p>
            {move || state.act.calendar.get().map(|view| agenda(state, &view, ask.get_untracked()))}
        </div>
    }
    .into_any()
}

fn agenda(state: State, view: &CalendarView, ask: CalendarAsk) -> AnyView {
    let t = &state.t().planning;
    let knows_birthdays = view.whole.iter().any(|(occasion, _)| *occasion == Occasion::Birthday);
    let whole_time = view
        .whole
        .iter()
        .map(|(occasion, named)| {
            let said = t.occasions[*occasion as usize];
            let what = format!("{said}, {}", whole(state, ask.days));
            view! { <div><dt>{said}</dt><dd>{count(state, &what, named)}</dd></div> }
        })
        .collect_view();
    view! {
        <dl class="stakes">{whole_time}</dl>
        {(!knows_birthdays).then(|| view! { <p class="muted small">{t.no_birthdays}</p> })}
        {if view.days.is_empty() {
            view! { <p class="muted">{t.nothing}</p> }.into_any()
        } else {
            table(state, t, view)
        }}
    }
    .into_any()
}

fn table(state: State, t: &'static Planning, view: &CalendarView) -> AnyView {
    let heads = view.whole.iter().map(|(occasion, _)| {
        view! { <th scope="col" class="number">{t.occasions[*occasion as usize]}</th> }
    });
    let rows = view.days.iter().map(|day| {
        let date = locale::day(state.lang.get(), day.day);
        let counts = view.whole.iter().map(|(occasion, _)| {
            let found = day.occasions.iter().find(|(of, _)| of == occasion);
            let said = format!("{date}, {}", t.occasions[*occasion as usize]);
            view! { <td class="number">{found.map(|(_, named)| count(state, &said, named))}</td> }
        });
        let counts = counts.collect_view();
        let kept = day.festivals.iter().map(|(festival, before)| {
            let name = t.festivals[*festival as usize];
            let before = match before {
                Some(named) => {
                    let said = format!("{name}, {}", t.bought_before);
                    view! { {count(state, &said, named)} <small>{t.bought_before}</small> }
                        .into_any()
                }
                None => view! { <small>{t.no_last_year}</small> }.into_any(),
            };
            view! { <p><b>{name}</b> " " {before}</p> }
        });
        view! {
            <tr>
                <th scope="row">{date.clone()}</th>
                {counts}
                <td class="kept">{kept.collect_view()}</td>
            </tr>
        }
    });
    let label = t.calendar;
    view! {
        <div class="scroll agenda" role="region" aria-label=label tabindex="0">
            <table class="groups-table">
                <thead>
                    <tr>
                        <th scope="col">{t.day}</th>
                        {heads.collect_view()}
                        <th scope="col">{t.country}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
