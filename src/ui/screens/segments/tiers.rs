//! The reward plan: what each tier is given back, what that costs, who grows, and who is near the next tier.

use super::{
    names::{money, whole},
    stages::{near_list, opens},
};
use crate::{
    engine::groups::tiers::{NextTier, TierRow, TiersView},
    ui::{locale, messages::fill, state::State},
};
use leptos::prelude::*;
use std::sync::Arc;

type Plan = Memo<Option<Arc<TiersView>>>;

/// The plan below the tiers. The fields stay while the numbers beside them change, and with them the focus.
pub fn panel(state: State) -> AnyView {
    let plan: Plan = Memo::new(move |_| state.groups.tiers.get());
    let names = Memo::new(move |_| {
        let of = |view: &Arc<TiersView>| view.tiers.iter().map(|tier| tier.name.clone()).collect();
        plan.with(|plan| plan.as_ref().map_or_else(Vec::new, of))
    });
    (move || {
        let names: Vec<String> = names.get();
        (!names.is_empty()).then(|| table(state, plan, names))
    })
    .into_any()
}

fn table(state: State, plan: Plan, names: Vec<String>) -> AnyView {
    let t = &state.t().stages;
    let total = move || {
        plan.get().map(|view| {
            // A tenth of a percent is as fine as a plan is.
            let share = (view.cost_share.unwrap_or(0.0) * 1000.0).round() / 1000.0;
            let share = locale::exact_percent(state.lang.get(), share);
            let (cost, spend) = (money(state, view.cost), money(state, view.spend));
            fill(t.plan_total, &[("cost", &cost), ("share", &share), ("spend", &spend)])
        })
    };
    let nexts = move || {
        plan.get().map(|view| {
            let with_customers = view.tiers.iter().filter(|tier| tier.customers > 0);
            let next_of = |tier: &TierRow| Some(next(state, &tier.name, tier.next.as_ref()?));
            with_customers.filter_map(next_of).collect_view()
        })
    };
    let rows =
        names.into_iter().enumerate().map(|(i, name)| row(state, plan, i, name)).collect_view();
    let bonus = state.groups.rates.with_untracked(|rates| rates.bonus);
    let set_bonus = move |rate: f64| state.groups.rates.update(|rates| rates.bonus = rate);
    view! {
        <h3>{t.plan}</h3>
        <p>{total}</p>
        <div class="scroll">
            <table class="groups-table plan">
                <thead>
                    <tr>
                        <th>{state.t().words.field("reward_tier").to_string()}</th>
                        <th class="number">{state.t().overview.customers}</th>
                        <th class="number">{t.spent}</th>
                        <th class="number">{t.rate}</th>
                        <th class="number">{t.cost}</th>
                        <th class="number">{t.growing}</th>
                        <th class="number">{t.bonus}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="shares">
            <label>{t.bonus_rate} {rate_field(None, bonus, set_bonus)} " %"</label>
        </p>
        <div class="near">{nexts}</div>
        <p class="muted small">{t.warm_note}</p>
    }
    .into_any()
}

fn row(state: State, plan: Plan, place: usize, tier: String) -> AnyView {
    let name = state.t().words.class(&tier).to_string();
    let label = fill(state.t().stages.rate_of, &[("tier", &name)]);
    let of = move |show: fn(State, &TierRow) -> String| {
        move || plan.with(|plan| Some(show(state, plan.as_ref()?.tiers.get(place)?)))
    };
    let growing = move || {
        plan.with(|plan| {
            let tier = plan.as_ref()?.tiers.get(place)?;
            let growing = whole(state, tier.growing);
            Some(match tier.growing {
                0 => growing.into_any(),
                _ => opens(state, growing, tier.growing_query.clone()),
            })
        })
    };
    let rates = state.groups.rates;
    let rate = rates.with_untracked(|rates| rates.of(&tier));
    let set = move |rate: f64| rates.update(|rates| rates.set(&tier, rate));
    view! {
        <tr>
            <td>{name}</td>
            <td class="number">{of(|state, tier| whole(state, tier.customers))}</td>
            <td class="number">{of(|state, tier| money(state, tier.spend))}</td>
            <td class="number">{rate_field(Some(label), rate, set)} " %"</td>
            <td class="number">{of(|state, tier| money(state, tier.cost))}</td>
            <td class="number">{growing}</td>
            <td class="number">{of(|state, tier| money(state, tier.bonus))}</td>
        </tr>
    }
    .into_any()
}

/// A rate in percent; what is no number from 0 to 100 is not taken.
fn rate_field(label: Option<String>, rate: f64, set: impl Fn(f64) + 'static) -> AnyView {
    // By way of the text, so that 0.07 is 7.
    let shown = format!("{:.2}", rate * 100.0);
    let shown = shown.trim_end_matches('0').trim_end_matches('.').to_string();
    let kept = shown.clone();
    let change = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event).parse().ok();
        match typed.filter(|percent: &f64| (0.0..=100.0).contains(percent)) {
            Some(percent) => set(percent / 100.0),
            None => event_target::<web_sys::HtmlInputElement>(&event).set_value(&kept),
        }
    };
    view! {
        <input type="number" min="0" max="100" step="any" aria-label=label prop:value=shown on:change=change />
    }
    .into_any()
}

fn next(state: State, tier: &str, next: &NextTier) -> AnyView {
    let t = &state.t().stages;
    let threshold = next.threshold.as_ref().map(|threshold| {
        let name = state.t().words.class(&next.name);
        let begins = fill(t.threshold, &[("tier", name), ("at", &money(state, threshold.at))]);
        let gap =
            threshold.median_gap.map(|gap| fill(t.median_gap, &[("gap", &money(state, gap))]));
        let close = fill(
            t.close,
            &[("n", &whole(state, threshold.near)), ("money", &money(state, threshold.near_gap))],
        );
        view! {
            <p class="small">
                {begins} " " {gap} " "
                {(threshold.near > 0).then(|| opens(state, close, threshold.near_query.clone()))}
            </p>
        }
    });
    view! { {near_list(state, (tier, &next.name), &next.near)} {threshold} }.into_any()
}
