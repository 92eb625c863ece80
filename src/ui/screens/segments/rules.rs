//! The editor of a classification: its rules in order, each with whom it would take as it is typed. The list stays
//! total whatever is typed, for the last line takes everyone else.

use super::{
    names::{money, whole},
    open,
};
use crate::{
    classes::rules::{Rule, RuleList},
    engine::{
        groups::{GroupsAsk, lists::NO_RULE},
        protocol::Ask,
        view::Problem,
    },
    ui::{messages::fill, parts::problem::sentence, state::State, transport},
};
use leptos::prelude::*;

/// The editor of one list.
#[component]
pub fn RulesEditor(
    /// The list in use.
    list: RuleList,
    /// Whether there is a built-in one to go back to.
    edited: bool,
    /// Whether it is a new one of the user's own, that is yet to be named.
    #[prop(default = false)]
    is_new: bool,
) -> impl IntoView {
    let state = State::here();
    let field = list.field.clone();
    let draft = RwSignal::new(list);
    // How many rows there are changes what is drawn; what stands in them does not, so that typing keeps the focus.
    let shape = RwSignal::new(0u32);
    Effect::new(move |_| transport::ask(Ask::Groups(GroupsAsk::Trial(draft.get()))));
    let reshape = move |change: &dyn Fn(&mut RuleList)| {
        draft.update(|list| change(list));
        shape.update(|n| *n += 1);
    };
    let apply = move |_| {
        let list = draft.get_untracked();
        let field = list.field.clone();
        state.groups.set_list(&field, Some(list));
        if is_new {
            state.groups.dropped.set(None);
            open(state, field);
        }
    };
    // Under the name of another list the new one would take its place.
    let is_taken = move || {
        let name = draft.with(|list| list.field.clone());
        let all = state.groups.lists.get();
        (is_new && all.iter().any(|list| list.field == name)).then_some(name)
    };
    let name_wrong = move || {
        if let Some(name) = is_taken() {
            return Some(sentence(state.t(), &Problem::NameTaken { name }));
        }
        state.groups.trial.with(|trial| {
            let (rule, problem) = trial.as_ref()?.problem.as_ref()?;
            (*rule == NO_RULE).then(|| sentence(state.t(), problem))
        })
    };
    let reset = {
        let field = field.clone();
        move |_| state.groups.set_list(&field, None)
    };
    let is_sound = move || {
        let field = draft.with(|list| list.field.clone());
        is_taken().is_none()
            && state.groups.trial.with(|trial| {
                trial.as_ref().is_some_and(|trial| trial.problem.is_none() && trial.field == field)
            })
    };
    view! {
        {is_new.then(|| view! {
            <p class="cuts">
                <label class="wide">
                    {move || state.t().segments.list_name}
                    <input
                        prop:value=draft.with_untracked(|list| list.field.clone())
                        on:input=move |event| draft.update(|list| list.field = event_target_value(&event).trim().to_string())
                    />
                </label>
                {move || name_wrong().map(|text| view! { <small class:wrong=move || draft.with(|list| !list.field.is_empty())>{text}</small> })}
            </p>
        })}
        <p class="muted small">{move || state.t().segments.rules_lead}</p>
        <ol class="rules">
            {move || {
                shape.track();
                let n = draft.with_untracked(|list| list.rules.len());
                (0..n).map(|index| view! { <RuleRow draft index reshape=Callback::new(move |change: fn(&mut RuleList, usize)| reshape(&|list| change(list, index))) /> }).collect_view()
            }}
            <li class="fallback">
                <input
                    aria-label=move || state.t().segments.fallback
                    prop:value=move || draft.with(|list| list.fallback.clone())
                    on:input=move |event| draft.update(|list| list.fallback = event_target_value(&event))
                />
                <span class="muted">{move || state.t().segments.fallback}</span>
                <Takes index=None />
            </li>
        </ol>
        <p class="buttons">
            <button on:click=move |_| reshape(&|list| list.rules.push(Rule { name: String::new(), query: String::new() }))>
                {move || state.t().segments.add_rule}
            </button>
            {(field == "rfm_segment").then(|| view! {
                <button on:click=move |_| reshape(&|list| *list = six_groups())>{move || state.t().segments.six_groups}</button>
            })}
            <span class="space"></span>
            {edited.then(|| view! { <button on:click=reset>{move || state.t().segments.reset_rules}</button> })}
            <button class="primary" disabled=move || !is_sound() on:click=apply>{move || state.t().segments.apply_rules}</button>
        </p>
    }
}

#[component]
fn RuleRow(
    draft: RwSignal<RuleList>,
    index: usize,
    reshape: Callback<fn(&mut RuleList, usize)>,
) -> impl IntoView {
    let state = State::here();
    let (name, query) = draft.with_untracked(|list| {
        let rule = &list.rules[index];
        (rule.name.clone(), rule.query.clone())
    });
    let is_last = draft.with_untracked(|list| index + 1 == list.rules.len());
    let edit = move |change: &dyn Fn(&mut Rule)| {
        draft.update(|list| list.rules.get_mut(index).into_iter().for_each(change));
    };
    let wrong = move || {
        state.groups.trial.with(|trial| {
            let (rule, problem) = trial.as_ref()?.problem.as_ref()?;
            (*rule as usize == index).then(|| sentence(state.t(), problem))
        })
    };
    view! {
        <li>
            <input
                class="rule-name"
                aria-label=move || state.t().segments.rule_name
                placeholder=move || state.t().segments.rule_name
                prop:value=name
                on:input=move |event| edit(&|rule| rule.name = event_target_value(&event))
            />
            <input
                class="rule-query"
                aria-label=move || state.t().segments.rule
                placeholder=move || state.t().people.query_hint
                aria-invalid=move || wrong().is_some().to_string()
                prop:value=query
                spellcheck="false"
                on:input=move |event| edit(&|rule| rule.query = event_target_value(&event))
            />
            <Takes index=Some(index) />
            <span class="rule-moves">
                <button aria-label=move || state.t().segments.up disabled=index == 0 on:click=move |_| reshape.run(|list, i| list.rules.swap(i, i - 1))>"↑"</button>
                <button aria-label=move || state.t().segments.down disabled=is_last on:click=move |_| reshape.run(|list, i| list.rules.swap(i, i + 1))>"↓"</button>
                <button aria-label=move || state.t().segments.delete on:click=move |_| reshape.run(|list, i| drop(list.rules.remove(i)))>"×"</button>
            </span>
            {move || wrong().map(|text| view! { <small class="wrong" role="alert">{text}</small> })}
        </li>
    }
}

/// How many a rule, or the fallback, would take.
#[component]
fn Takes(index: Option<usize>) -> impl IntoView {
    let state = State::here();
    view! {
        <small class="takes">
            {move || {
                state.groups.trial.with(|trial| {
                    let takes = &trial.as_ref()?.takes;
                    let (customers, revenue) = takes.get(index.unwrap_or(takes.len().checked_sub(1)?))?;
                    let taken = fill(state.t().segments.takes, &[("n", &whole(state, *customers))]);
                    Some(match revenue {
                        Some(revenue) => format!("{taken} · {}", money(state, *revenue)),
                        None => taken,
                    })
                })
            }}
        </small>
    }
}

/// Six groups over thirds, as mailing tools have them: recency by 180 and 365 days, orders 3 and 2, spend by thirds.
fn six_groups() -> RuleList {
    const R: [&str; 3] = [
        "last_order_age_days > 365",
        "last_order_age_days between 181 and 365",
        "last_order_age_days <= 180",
    ];
    const F: [&str; 3] = ["n_orders = 1", "n_orders = 2", "n_orders >= 3"];
    const M: [&str; 3] = [
        "not spend_total in top 67 %",
        "spend_total in top 67 % and not spend_total in top 33 %",
        "spend_total in top 33 %",
    ];
    const GROUPS: [(&str, &[&str]); 5] = [
        ("Champions", &["333", "332", "323"]),
        ("Loyal", &["321", "322", "331", "232", "233"]),
        ("Recent", &["312", "313", "311", "222", "223"]),
        ("Needs attention", &["213", "221", "123", "132", "133"]),
        ("At risk", &["231", "212", "122", "131", "211"]),
    ];
    let code = |code: &str| {
        let part =
            |place: usize, of: &[&'static str; 3]| of[usize::from(code.as_bytes()[place] - b'1')];
        format!("{} and {} and {}", part(0, &R), part(1, &F), part(2, &M))
    };
    let rules = GROUPS.map(|(name, codes)| {
        let query = codes.iter().map(|c| code(c)).collect::<Vec<_>>().join(" or ");
        (name.to_string(), query)
    });
    let no_order = ("No order".to_string(), "n_orders = 0".to_string());
    RuleList::new("rfm_segment", [no_order].into_iter().chain(rules), "Inactive")
}
