//! Plans: what is wanted of a group and by when, what it is now, and what was tried. Kept in a file, and in this browser only
//! while the user says so; rules and the user's own words, never a customer.

use super::{count, number};
use crate::{
    calendar::Day,
    engine::act::plans::PlanView,
    insight::plan::{self, Measure, Plan, PlansError, Tried},
    ui::{
        locale,
        messages::fill,
        page,
        parts::{problem::sentence, said_day::said_day},
        screens::segments::names::{ShareBar, money, percent},
        state::State,
    },
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The panel.
pub fn panel(state: State) -> AnyView {
    let act = state.act;
    // What was taken out last, to be put back.
    let taken = RwSignal::new(None::<(usize, Plan)>);
    let undo = move |_| {
        if let Some((place, plan)) = taken.get_untracked() {
            act.change_plans(|plans| plans.insert(place.min(plans.len()), plan));
            taken.set(None);
        }
    };
    let begin = move |_| {
        let group = state.selection.with_untracked(|selection| selection.query.clone());
        let began = state.base.with_untracked(|base| base.as_of).map(Day);
        act.change_plans(|plans| {
            plans.push(Plan { name: state.voice().rule(&group), group, began, ..Plan::default() });
        });
    };
    let n_plans = Memo::new(move |_| act.plans.with(Vec::len));
    view! {
        <div class="card way">
            <h2>{move || state.t().planning.plans}</h2>
            <p class="muted">{move || state.t().planning.plans_lead}</p>
            <p class="cuts">
                <button
                    class="primary"
                    disabled=move || state.selection.with(|selection| selection.query.is_empty())
                    on:click=begin
                >
                    {move || state.t().planning.new_plan}
                </button>
                <code>{move || state.selection.with(|selection| selection.query.clone())}</code>
            </p>
            {keeping(state)}
            <Show when=move || taken.with(Option::is_some)>
                <p role="status">
                    {move || taken.with(|taken| taken.as_ref().map(|(_, plan)| fill(state.t().segments.deleted, &[("name", &plan.name)])))}
                    " "
                    <button class="quiet" on:click=undo>{move || state.t().shell.undo}</button>
                </p>
            </Show>
            {move || (n_plans.get() == 0).then(|| view! { <p class="muted">{state.t().planning.no_plans}</p> })}
        </div>
        {move || (0..n_plans.get()).map(|place| card(state, place, taken)).collect_view()}
    }
    .into_any()
}

/// Whether they stay in this browser, and the file of them.
fn keeping(state: State) -> AnyView {
    let act = state.act;
    let wrong = RwSignal::new(None::<PlansError>);
    let download = move |_| {
        let text = act.plans.with_untracked(|plans| plan::write(plans));
        page::save_text("plans.json", "application/json", &text);
    };
    let upload = move |event: web_sys::Event| {
        let input =
            event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        leptos::task::spawn_local(async move {
            let text = gloo::file::futures::read_as_text(&file.into()).await.unwrap_or_default();
            let read = plan::read(&text);
            wrong.set(read.as_ref().err().copied());
            if let Ok(read) = read {
                act.change_plans(|plans| {
                    plans.retain(|old| read.iter().all(|new| new.name != old.name));
                    plans.extend(read);
                });
            }
        });
    };
    view! {
        <p class="cuts">
            <label>
                <input type="checkbox" prop:checked=move || act.kept.get() on:change=move |event| act.keep_plans(event_target_checked(&event)) />
                {move || state.t().segments.keep}
            </label>
            <span class="space"></span>
            <button disabled=move || act.plans.with(Vec::is_empty) on:click=download>{move || state.t().segments.to_file}</button>
            <label class="button">
                {move || state.t().segments.from_file}
                <input class="visually-hidden" type="file" accept=".json,application/json" on:change=upload />
            </label>
        </p>
        {move || wrong.get().map(|wrong| {
            let t = &state.t().planning;
            let said = if wrong == PlansError::TooNew { t.newer_file } else { t.wrong_file };
            view! { <p class="wrong" role="alert">{said}</p> }
        })}
    }
    .into_any()
}

/// One plan. Its fields stay in place while its numbers change.
fn card(state: State, place: usize, taken: RwSignal<Option<(usize, Plan)>>) -> AnyView {
    let act = state.act;
    let plan = move || act.plans.with(|plans| plans.get(place).cloned().unwrap_or_default());
    let shown = move || act.plan_views.with(|views| views.get(place).cloned());
    let delete = move |_| {
        taken.set(Some((place, untrack(plan))));
        act.change_plans(|plans| drop(plans.remove(place)));
    };
    // A field: its label, its kind, what stands in it, what a change does.
    let field = move |said: fn(State) -> &'static str,
                      kind: &'static str,
                      of: fn(&Plan) -> String,
                      set: fn(&mut Plan, String)| {
        let input = view! {
            <input
                type=kind
                step="any"
                prop:value=move || of(&plan())
                on:change=move |event| {
                    let typed = event_target_value(&event);
                    act.change_plans(|plans| if let Some(plan) = plans.get_mut(place) { set(plan, typed) });
                }
            />
        };
        let input = match kind {
            "date" => said_day(state, move || of(&plan()), input).into_any(),
            _ => input.into_any(),
        };
        view! { <label>{move || said(state)} {input}</label> }.into_any()
    };
    view! {
        <section class="card way plan" aria-label=move || plan().name>
            <div class="card-head">
                {move || shown().map(|view| head(state, &plan(), &view))}
                <span class="space"></span>
                <button on:click=delete>{move || state.t().planning.delete}</button>
            </div>
            <div class="plan-fields">
                {field(|s| s.t().planning.name, "text", |p| p.name.clone(), |p, v| p.name = v)}
                {field(|s| s.t().planning.group, "text", |p| p.group.clone(), |p, v| p.group = v)}
                <label>
                    {move || state.t().planning.measure}
                    <select on:change=move |event| {
                        let chosen = event_target_value(&event).parse().ok().and_then(|at: usize| Measure::ALL.get(at).copied());
                        act.change_plans(|plans| if let (Some(plan), Some(chosen)) = (plans.get_mut(place), chosen) {
                            plan.measure = chosen;
                            plan.baseline = None;
                        });
                    }>
                        {move || {
                            let now = act.plans.with_untracked(|plans| plans.get(place).map(|plan| plan.measure));
                            state.t().planning.measures.iter().zip(Measure::ALL).enumerate().map(|(at, (name, measure))| view! {
                                <option value=at.to_string() selected=now == Some(measure)>{*name}</option>
                            }).collect_view()
                        }}
                    </select>
                </label>
                {field(|s| s.t().planning.baseline, "number", |p| written(p.baseline), |p, v| p.baseline = number(&v))}
                {field(|s| s.t().planning.began, "date", |p| date(p.began), |p, v| p.began = v.parse().ok())}
                {field(|s| s.t().planning.target, "number", |p| written(p.target), |p, v| p.target = number(&v))}
                {field(|s| s.t().planning.due, "date", |p| date(p.due), |p, v| p.due = v.parse().ok())}
                {field(|s| s.t().planning.action, "text", |p| p.action.clone(), |p, v| p.action = v)}
                {field(|s| s.t().planning.channel, "text", |p| p.channel.clone(), |p, v| p.channel = v)}
                {field(|s| s.t().planning.budget, "number", |p| written(p.budget), |p, v| p.budget = number(&v))}
                {field(|s| s.t().planning.notes, "text", |p| p.notes.clone(), |p, v| p.notes = v)}
            </div>
            {log(state, place)}
        </section>
    }
    .into_any()
}

fn written(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn date(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// What the measure is now, and how the plan stands.
fn head(state: State, plan: &Plan, view: &PlanView) -> AnyView {
    let t = &state.t().planning;
    let said = |value: f64| measured(state, plan.measure, value);
    view! {
        <b>{plan.name.clone()}</b>
        {count(state, t.group, &view.group)}
        {view.problem.as_ref().map(|problem| view! { <small class="wrong">{sentence(state.t(), problem)}</small> })}
        {view.actual.map(|actual| view! { <span class="muted">{t.now} ": " <b>{said(actual)}</b></span> })}
        {plan.target.map(|target| view! { <span class="muted">{t.target} ": " {said(target)}</span> })}
        {view.progress.map(|share| view! { <ShareBar share /> <small>{percent(state, share)}</small> })}
        <small class="badge">{t.standings[view.standing as usize]}</small>
    }
    .into_any()
}

/// A measure's value in its unit.
fn measured(state: State, measure: Measure, value: f64) -> String {
    match measure {
        Measure::Customers | Measure::Ordered => locale::decimal(state.lang.get(), value),
        Measure::Spend12m | Measure::Ticket => money(state, value),
    }
}

/// What was tried, and what the measure was then.
fn log(state: State, place: usize) -> AnyView {
    let act = state.act;
    let (what, cost) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let actual =
            act.plan_views.with_untracked(|views| views.get(place).and_then(|view| view.actual));
        let tried = Tried {
            day: state.base.with_untracked(|base| base.as_of).map(Day),
            what: what.get_untracked(),
            cost: number(&cost.get_untracked()),
            actual,
        };
        act.change_plans(|plans| {
            if let Some(plan) = plans.get_mut(place) {
                plan.log.push(tried)
            }
        });
        what.set(String::new());
        cost.set(String::new());
    };
    let entries = move || {
        let plan = act.plans.with(|plans| plans.get(place).cloned()).unwrap_or_default();
        let line = |tried: &Tried| {
            view! {
                <tr>
                    <th scope="row">{tried.day.map(|day| locale::day(state.lang.get(), day.0))}</th>
                    <td>{tried.what.clone()}</td>
                    <td class="number">{tried.cost.map(|cost| money(state, cost))}</td>
                    <td class="number">{tried.actual.map(|actual| measured(state, plan.measure, actual))}</td>
                </tr>
            }
        };
        (!plan.log.is_empty()).then(
            || view! { <table><tbody>{plan.log.iter().map(line).collect_view()}</tbody></table> },
        )
    };
    view! {
        <h3>{move || state.t().planning.log}</h3>
        {entries}
        <form class="cuts" on:submit=add>
            <label class="wide">
                {move || state.t().planning.tried}
                <input prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event)) />
            </label>
            <label>
                {move || state.t().planning.cost}
                <input type="number" step="any" min="0" prop:value=move || cost.get() on:input=move |event| cost.set(event_target_value(&event)) />
            </label>
            <button disabled=move || what.with(|what| what.trim().is_empty())>{move || state.t().planning.add}</button>
        </form>
    }
    .into_any()
}
