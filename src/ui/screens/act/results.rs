//! What a campaign brought: the funnel of its target, and target against control with the interval of each difference.

use super::{count, number};
use crate::{
    calendar::Day,
    engine::act::results::{Outcome, ResultAsk, ResultView},
    insight::experiment::Difference,
    ui::{
        locale,
        messages::fill,
        parts::{problem::sentence, said_day::said_day},
        screens::segments::names::{ShareBar, money, percent},
        state::State,
    },
};
use leptos::prelude::*;

/// The panel.
pub fn panel(state: State) -> AnyView {
    view! {
        <div class="card way">
            <h2>{move || state.t().planning.results}</h2>
            <p class="muted">{move || state.t().planning.results_lead}</p>
            {move || state.act.result.get().map(|view| question(state, &view))}
        </div>
        {move || {
            let view = state.act.result.get()?;
            Some(match &view.outcome {
                Some(outcome) => answer(state, outcome),
                None => {
                    let said = match &view.problem {
                        Some(problem) => sentence(state.t(), problem),
                        None => state.t().planning.no_outcome.to_string(),
                    };
                    view! { <p class="card muted" role="status">{said}</p> }.into_any()
                }
            })
        }}
    }
    .into_any()
}

/// Which groups, since when, for how long.
fn question(state: State, view: &ResultView) -> AnyView {
    let t = &state.t().planning;
    let ask = view.ask.clone();
    let change = move |edit: &dyn Fn(&mut ResultAsk)| {
        // What was answered is what is asked on, so that the day found in the files can be seen and changed.
        let mut next = ask.clone();
        edit(&mut next);
        state.act.result_ask.set(next);
    };
    let trials = view.trials.clone();
    let now = view.ask.clone();
    let chosen = trials
        .iter()
        .position(|trial| (&trial.target, &trial.control) == (&now.target, &now.control));
    let options = trials
        .iter()
        .enumerate()
        .map(|(place, trial)| {
            view! { <option value=place.to_string() selected=chosen == Some(place)>{trial.name.clone()}</option> }
        })
        .collect_view();
    let has_trials = !trials.is_empty();
    let pick = {
        let change = change.clone();
        move |event| {
            let place = event_target_value(&event).parse::<usize>().ok();
            if let Some(trial) = place.and_then(|place| trials.get(place)) {
                change(&|ask| {
                    ask.target = trial.target.clone();
                    ask.control = trial.control.clone();
                    ask.since = trial.since;
                });
            }
        }
    };
    let field = {
        let change = change.clone();
        move |said: &'static str,
              value: String,
              kind: &'static str,
              set: fn(&mut ResultAsk, String)| {
            let change = change.clone();
            let wide = kind == "text";
            let input = view! {
                <input
                    type=kind
                    spellcheck="false"
                    step="any"
                    min=(kind == "number").then_some("0")
                    prop:value=value.clone()
                    on:change=move |event| {
                        let typed = event_target_value(&event);
                        change(&|ask| set(ask, typed.clone()));
                    }
                />
            };
            let input = match kind {
                "date" => said_day(state, move || value.clone(), input).into_any(),
                _ => input.into_any(),
            };
            view! { <label class:wide=wide>{said} {input}</label> }.into_any()
        }
    };
    let since = now.since.map(|day| Day(day).to_string()).unwrap_or_default();
    view! {
        {(!has_trials).then(|| view! { <p class="muted">{t.no_trials}</p> })}
        {has_trials.then(|| view! {
            <p class="cuts">
                <label>
                    {t.campaign}
                    <select on:change=pick>
                        {chosen.is_none().then(|| view! { <option value="" selected=true>{t.own_groups}</option> })}
                        {options}
                    </select>
                </label>
            </p>
        })}
        <div class="cuts">
            {field(t.target_group, now.target, "text", |ask, typed| ask.target = typed)}
            {field(t.control_group, now.control, "text", |ask, typed| ask.control = typed)}
        </div>
        <div class="cuts">
            {field(t.since, since, "date", |ask, typed| ask.since = typed.parse::<Day>().ok().map(|day| day.0))}
            {field(t.days_after, now.days.to_string(), "number", |ask, typed| ask.days = number(&typed).unwrap_or(30.0) as u32)}
            {field(state.t().act.cost, now.cost.to_string(), "number", |ask, typed| ask.cost = number(&typed).unwrap_or(0.0))}
        </div>
    }
    .into_any()
}

/// What came of it.
fn answer(state: State, outcome: &Outcome) -> AnyView {
    let t = &state.t().planning;
    let day = |day: i32| locale::day(state.lang.get(), day);
    let window = fill(t.window, &[("from", &day(outcome.days.0)), ("to", &day(outcome.days.1))]);
    let both = (outcome.both > 0)
        .then(|| locale::plural(state.lang.get(), &t.both, f64::from(outcome.both)));
    let sent = f64::from(outcome.target.customers.max(1));
    let steps = outcome.funnel.iter().map(|(step, named)| {
        let said = t.steps[*step as usize];
        let share = f64::from(named.customers) / sent;
        view! {
            <tr>
                <th scope="row">{said}</th>
                <td class="number">{count(state, said, named)}</td>
                <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
            </tr>
        }
    });
    let steps = steps.collect_view();
    let shown = [
        (outcome.ordered, Unit::Share),
        (outcome.orders, Unit::Plain),
        (outcome.revenue, Unit::Money),
        (outcome.margin, Unit::Money),
    ];
    let lines = shown
        .into_iter()
        .zip(t.effects)
        .filter_map(|((found, unit), said)| Some(effect(state, said, found?, unit)))
        .collect_view();
    let figure = |said: &'static str, value: f64| {
        view! { <div><dt>{said}</dt><dd>{money(state, value)}</dd></div> }
    };
    view! {
        <div class="card">
            <h2>{t.funnel}</h2>
            <table class="groups-table"><tbody>{steps}</tbody></table>
        </div>
        <div class="card way">
            <h2>{t.effect}</h2>
            <p class="muted small">{window} " " {both}</p>
            <div class="scroll" role="region" aria-label=t.effect tabindex="0">
                <table class="groups-table">
                    <thead>
                        <tr>
                            <th scope="col">{t.measure}</th>
                            <th scope="col" class="number">{t.target_group}</th>
                            <th scope="col" class="number">{t.control_group}</th>
                            <th scope="col" class="number">{t.difference}</th>
                            <th scope="col" class="number">{t.interval}</th>
                            <th></th>
                        </tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row">{state.t().overview.customers}</th>
                            <td class="number">{count(state, t.target_group, &outcome.target)}</td>
                            <td class="number">{count(state, t.control_group, &outcome.control)}</td>
                            <td></td><td></td><td></td>
                        </tr>
                        {lines}
                    </tbody>
                </table>
            </div>
            <dl class="stakes">
                {outcome.brought.map(|brought| figure(t.brought, brought))}
                {(outcome.cost > 0.0).then(|| figure(state.t().act.total_cost, outcome.cost))}
                {outcome.brought.filter(|_| outcome.cost > 0.0).map(|brought| figure(t.left, brought - outcome.cost))}
            </dl>
        </div>
    }
    .into_any()
}

/// How a figure is written.
#[derive(Clone, Copy)]
enum Unit {
    Share,
    Plain,
    Money,
}

fn effect(state: State, said: &'static str, found: Difference, unit: Unit) -> AnyView {
    let t = &state.t().planning;
    let written = |value: f64| match unit {
        Unit::Share => locale::exact_percent(state.lang.get(), (value * 1000.0).round() / 1000.0),
        Unit::Plain => locale::decimal(state.lang.get(), value),
        Unit::Money => money(state, value),
    };
    let sure = found.interval.map(|(low, high)| low > 0.0 || high < 0.0);
    let interval =
        found.interval.map(|(low, high)| format!("{} … {}", written(low), written(high)));
    let verdict = sure.map(|sure| if sure { t.sure } else { t.unsure });
    view! {
        <tr>
            <th scope="row">{said}</th>
            <td class="number">{written(found.target)}</td>
            <td class="number">{written(found.control)}</td>
            <td class="number"><b>{written(found.difference)}</b></td>
            <td class="number">{interval}</td>
            <td><small>{verdict}</small></td>
        </tr>
    }
    .into_any()
}
