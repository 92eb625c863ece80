//! What the selection is worth, and how much may be spent on it.

use super::{Days, Part, choice, head, muted, says};
use crate::{
    engine::worth::value::{ConversionView, ValueView},
    models::{
        holdout::Holdout,
        refusal::Refusal,
        worth::{break_even_uplift, investment_ceiling},
    },
    ui::{
        locale,
        messages::fill,
        screens::{overview::writer::Writer, segments::names::ShareBar},
        sentence::capital,
        state::State,
    },
};
use leptos::prelude::*;

/// The chance that is shown until the user says another, in hundredths.
pub const CHANCE: f64 = 10.0;

/// The panel.
pub fn panel(state: State) -> AnyView {
    let (chance, cost) = (RwSignal::new(CHANCE), RwSignal::new(0.0));
    let field = move |label: fn(State) -> &'static str, value: RwSignal<f64>| {
        view! {
            <label>
                {move || label(state)}
                <input
                    type="number"
                    min="0"
                    prop:value=move || value.get().to_string()
                    on:input=move |event| {
                        if let Some(typed) = event_target_value(&event).parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0) {
                            value.set(typed);
                        }
                    }
                />
            </label>
        }
        .into_any()
    };
    view! {
        {head(state, Part::Value)}
        {move || state.worth.value.get().map(|view| lead(state, &view))}
        <p class="cuts">
            {field(|state| state.t().worth.chance_works, chance)}
            {field(|state| state.t().worth.cost, cost)}
        </p>
        {move || {
            let view = state.worth.value.get()?;
            Some(ceiling(state, &view, (chance.get() / 100.0).min(1.0), cost.get()))
        }}
        {move || state.worth.conversion.get().map(|view| conversion(state, &view))}
        {move || {
            // Where there is no forecast, that is said already.
            state.worth.value.with(|view| view.as_ref().is_some_and(|view| view.clv.is_some()))
                .then(|| state.worth.foretold.get().map(|holdout| foretold(state, holdout)))
        }}
    }
    .into_any()
}

fn lead(state: State, view: &ValueView) -> AnyView {
    let write = Writer::of(state);
    let t = &write.messages.worth;
    let n = write.count(view.customers);
    let said = match (view.revenue, view.revenue_share) {
        (Some(money), Some(share)) => fill(
            t.value_lead,
            &[("n", &n), ("money", &write.money(money)), ("share", &write.percent(share))],
        ),
        _ => fill(t.value_plain, &[("n", &n)]),
    };
    let expected = match view.clv {
        Some(clv) => says(fill(t.expected, &[("money", &write.money(clv))])),
        None => muted(t.no_forecast),
    };
    view! { {says(said)} {expected} }.into_any()
}

fn ceiling(state: State, view: &ValueView, chance: f64, cost: f64) -> AnyView {
    let Some(clv) = view.clv else { return ().into_any() };
    let write = Writer::of(state);
    let t = &write.messages.worth;
    let most = investment_ceiling(clv, chance);
    let each = most / f64::from(view.forecast.max(1));
    let pays = (cost > 0.0).then(|| match break_even_uplift(cost, clv) {
        Some(uplift) if uplift <= 1.0 => fill(t.break_even, &[("share", &write.percent(uplift))]),
        _ => t.never_pays.to_string(),
    });
    let most = fill(t.ceiling, &[("money", &write.money(most)), ("each", &write.money(each))]);
    view! { <p role="status"><b>{most}</b> " " {pays}</p> }.into_any()
}

/// What an act goes with.
fn conversion(state: State, view: &ConversionView) -> AnyView {
    if view.kinds.is_empty() {
        return ().into_any();
    }
    let write = Writer::of(state);
    let t = &write.messages.worth;
    let kinds = view.kinds.clone();
    let names = kinds.iter().map(|kind| capital(write.messages.people.event_kind(kind))).collect();
    let chosen = kinds.iter().position(|kind| *kind == view.kind).unwrap_or(0);
    let act = choice(t.act, names, chosen, move |i| state.worth.act.set(kinds.get(i).cloned()));
    let days = view.days;
    let n = write.count(view.compared);
    let said = match view.spent {
        Some([spent, alike, low, high]) => fill(
            t.act_spent,
            &[
                ("n", &n),
                ("spent", &write.money(spent)),
                ("alike", &write.money(alike)),
                ("difference", &write.money(spent - alike)),
                ("low", &write.money(low)),
                ("high", &write.money(high)),
            ],
        ),
        None => t.act_nobody.to_string(),
    };
    view! {
        <h3>{t.act_title}</h3>
        <p class="cuts">
            {act}
            <label>
                {t.act_days}
                <input
                    type="number"
                    min="1"
                    prop:value=days.to_string()
                    on:change=move |event| {
                        if let Ok(days) = event_target_value(&event).parse() {
                            state.worth.days.set(Days(days));
                        }
                    }
                />
            </label>
        </p>
        {says(said)}
    }
    .into_any()
}

/// What the forecast would have said at two thirds of the time, beside what came.
fn foretold(state: State, holdout: Result<Holdout, Refusal>) -> AnyView {
    let write = Writer::of(state);
    let t = &write.messages.worth;
    let Ok(holdout) = holdout else { return muted(t.not_foretold) };
    let days = [holdout.predicted_orders, holdout.actual_orders as f64];
    let [predicted, actual] = days.map(|days| write.figure(days));
    let error = holdout.error.map_or("–".into(), |error| {
        let sign = if error > 0.0 { "+" } else { "" };
        format!("{sign}{}", write.percent(error))
    });
    let said = fill(
        t.foretold,
        &[
            ("day", &locale::day(write.lang, holdout.split_day)),
            ("predicted", &predicted),
            ("n", &write.count(holdout.customers)),
            ("actual", &actual),
            ("error", &error),
        ],
    );
    let most = days[0].max(days[1]).max(1.0);
    let rows =
        (t.foretold_rows.iter().zip(days).zip([predicted, actual])).map(|((name, days), text)| {
            view! {
                <tr>
                    <th scope="row">{*name}</th>
                    <td class="number">{text}</td>
                    <td class="share"><ShareBar share=days / most /></td>
                </tr>
            }
        });
    view! {
        <h3>{t.foretold_title}</h3>
        {says(said)}
        <table class="groups-table foretold">
            <thead><tr><td></td><th scope="col" class="number">{t.foretold_head}</th><td></td></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
