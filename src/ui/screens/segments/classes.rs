//! A classification: who is in which class, what they bring, and the rule of each. Stages are drawn as a chain.

use super::{
    names::{Mark, ShareBar, alternatives, money, percent, whole},
    rules::RulesEditor,
    stages, tiers,
    tiles::{Group, tiles_of},
};
use crate::{
    classes::is_own,
    engine::{
        groups::{GroupsAsk, lists::ListView, stages::WAYS},
        protocol::Ask,
        view::{ClassRow, Sort},
    },
    query::print::print,
    ui::{messages::fill, parts::set_aside, route::Screen, state::State, transport},
};
use leptos::prelude::*;

/// The panel of one classification.
#[component]
pub fn ListPanel(
    /// Its field.
    field: String,
) -> impl IntoView {
    let state = State::here();
    let editing = RwSignal::new(false);
    let own = is_own(&field);
    let list = {
        let field = field.clone();
        Memo::new(move |_| {
            state.groups.lists.with(|lists| lists.iter().find(|list| list.field == field).cloned())
        })
    };
    // What a change of the selection leaves as it is: the picture stays, and so does the focus in it.
    let is_offered = Memo::new(move |_| list.with(|list| list.as_ref().map(|list| list.offered)));
    let rules = Memo::new(move |_| {
        list.with(|list| {
            let list = list.as_ref()?;
            Some((list.list.clone()?, list.edited && !own))
        })
    });
    view! {
        <div class="card-head">
            <h2>{let field = field.clone(); move || state.t().words.field(&field).to_string()}</h2>
            <Show when=move || !own && list.with(|list| list.as_ref().is_some_and(|list| list.edited))>
                <small class="badge">{move || state.t().segments.edited}</small>
            </Show>
            <span class="space"></span>
            <Show when=move || list.with(|list| list.as_ref().is_some_and(|list| list.list.is_some() && list.offered))>
                <button class="quiet" aria-pressed=move || editing.get().to_string() on:click=move |_| editing.update(|on| *on = !*on)>
                    {move || if editing.get() { state.t().segments.close_rules } else { state.t().segments.edit_rules }}
                </button>
            </Show>
            {own.then(|| { let name = field.clone(); view! {
                <button class="quiet" on:click=move |_| super::own::delete(state, state.groups.given(&name))>
                    {move || state.t().segments.delete}
                </button>
            }})}
        </div>
        {move || {
            let aside = state.base.with(|base| {
                base.set_aside.iter().find(|aside| aside.list == field).map(|aside| {
                    view! { <p class="wrong">{set_aside::said(state.t(), aside)}</p> }
                })
            });
            // The rules that the user gave it, which are not those in use.
            let given = aside.as_ref().and_then(|_| state.groups.given(&field));
            if let Some(rules) = given.clone() && (own || editing.get()) {
                return view! { {aside} <RulesEditor list=rules edited=!own /> }.into_any();
            }
            let Some(is_offered) = is_offered.get() else { return ().into_any() };
            if !is_offered {
                return view! { <p class="muted">{state.t().segments.not_offered}</p> }.into_any();
            }
            if editing.get() && let Some((list, edited)) = rules.get() {
                return view! { <RulesEditor list edited /> }.into_any();
            }
            let picture = match WAYS.contains(&field.as_str()) {
                true => stages::picture(state, field.clone()),
                false => class_tiles(state, &field, list),
            };
            view! { {aside} {picture} {move || list.with(|list| Some(table(state, list.as_ref()?)))} }.into_any()
        }}
    }
}

fn table(state: State, list: &ListView) -> AnyView {
    let customers: u32 = list.classes.iter().map(|row| row.customers).sum();
    let has_money = state.base.with(|base| base.has_money);
    let rows = list.classes.iter().map(|row| class_row(state, list, row, customers)).collect_view();
    let stand_ins = list
        .stand_ins
        .iter()
        .map(|name| {
            let name = state.t().words.class(name).to_string();
            view! { <p class="muted small">{fill(state.t().segments.stand_in, &[("class", &name)])}</p> }
        })
        .collect_view();
    let is_way = WAYS.contains(&list.field.as_str());
    view! {
        <div class="scroll">
        <table class="groups-table">
            <thead>
                <tr>
                    <th>{state.t().segments.class}</th>
                    <th class="number">{state.t().overview.customers}</th>
                    <th>{state.t().segments.of_customers}</th>
                    {has_money.then(|| view! {
                        <th class="number">{state.t().overview.revenue}</th>
                        <th>{state.t().segments.of_revenue}</th>
                    })}
                    <th class="rule-head">{state.t().segments.rule}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        </div>
        {stand_ins}
        {is_way.then(|| stages::detail(state, list.field.clone()))}
        {(list.field == "reward_tier").then(|| tiers::panel(state))}
        {list.shares.map(|shares| view! { <Shares a=shares.a b=shares.b /> })}
    }
    .into_any()
}

fn class_tiles(state: State, field: &str, list: Memo<Option<ListView>>) -> AnyView {
    let group = move |row: &ClassRow| Group {
        name: state.t().words.class(&row.name).to_string(),
        class: row.name.clone(),
        customers: row.customers,
        selected: row.selected,
        revenue: row.revenue,
        query: row.query.clone(),
    };
    let groups = Signal::derive(move || {
        list.with(|list| list.iter().flat_map(|list| &list.classes).map(group).collect())
    });
    tiles_of(state, state.t().words.field(field).to_string(), groups)
}

fn class_row(state: State, list: &ListView, row: &ClassRow, customers: u32) -> AnyView {
    let share = f64::from(row.customers) / f64::from(customers.max(1));
    let rule = list.list.as_ref().and_then(|list| {
        let rule = list.rules.iter().find(|rule| rule.name == row.name)?;
        Some(rule.query.clone())
    });
    let fallback = list.list.as_ref().is_some_and(|list| list.fallback == row.name);
    let rule = match rule {
        Some(query) => {
            let line = |(i, part)| {
                view! { <code>{if i > 0 { "or " } else { "" }} {print(&part)}</code> }
            };
            alternatives(&query).into_iter().enumerate().map(line).collect_view().into_any()
        }
        None if fallback => {
            view! { <span class="muted">{state.t().segments.fallback}</span> }.into_any()
        }
        None => ().into_any(),
    };
    let (name, query, class) =
        (state.t().words.class(&row.name).to_string(), row.query.clone(), row.name.clone());
    view! {
        <tr>
            <td><Mark name query class /></td>
            <td class="number">{whole(state, row.customers)}</td>
            <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td>
            {row.revenue.map(|revenue| view! { <td class="number">{money(state, revenue)}</td> })}
            {row.revenue.map(|_| {
                let share = row.revenue_share.unwrap_or(0.0);
                view! { <td class="share"><ShareBar share /><small>{percent(state, share)}</small></td> }
            })}
            <td class="rule">{rule}</td>
        </tr>
    }
    .into_any()
}

/// The shares up to which customers are A and B.
#[component]
fn Shares(a: u32, b: u32) -> impl IntoView {
    let state = State::here();
    let set = move |a: Option<u32>, b: Option<u32>| {
        state.groups.edited.update(|set| {
            set.pareto.a = a.unwrap_or(set.pareto.a).clamp(1, 99);
            set.pareto.b = b.unwrap_or(set.pareto.b).clamp(set.pareto.a, 100);
        });
        transport::ask(Ask::Groups(GroupsAsk::SetRules(state.groups.edited.get_untracked())));
    };
    let nearest = move |_| {
        state.set_query("pareto_class in (\"B\", \"C\") and promotion_gap is not empty".into());
        state.list.columns.update(|shown| {
            if shown.iter().all(|name| name != "promotion_gap") {
                shown.push("promotion_gap".into());
            }
        });
        state.list.sort.set(Sort { column: "promotion_gap".into(), descending: false });
        state.go(Screen::People);
    };
    view! {
        <p class="shares">
            <label>
                {move || state.t().segments.share_a}
                <input
                    type="number" min="1" max="99" prop:value=a.to_string()
                    on:change=move |event| set(event_target_value(&event).parse().ok(), None)
                />
                " %"
            </label>
            <label>
                {move || state.t().segments.share_b}
                <input
                    type="number" min="1" max="100" prop:value=b.to_string()
                    on:change=move |event| set(None, event_target_value(&event).parse().ok())
                />
                " %"
            </label>
            <span class="space"></span>
            <button on:click=nearest>{move || state.t().segments.nearest}</button>
        </p>
    }
}
