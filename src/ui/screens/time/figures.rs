//! The three standing figures: do customers stay, do new ones come, what is one worth.

use crate::{
    engine::time::view::StandingView,
    query::{edit, parse::parse, print::print},
    ui::{
        locale,
        messages::{Time, fill},
        route::Screen,
        screens::overview::writer::Writer,
        state::State,
    },
};
use leptos::prelude::*;

/// A figure as it is read.
#[derive(Debug, Clone, PartialEq, Default)]
struct Card {
    title: &'static str,
    value: String,
    lines: Vec<String>,
    /// What leads to the customers, and the condition for them.
    action: Option<(&'static str, String)>,
}

/// The figures side by side.
#[component]
pub fn Figures() -> impl IntoView {
    let state = State::here();
    let cards = Memo::new(move |_| {
        let write = Writer::of(state);
        let has_money = state.base.with(|base| base.has_money);
        state.time.standing.with(|standing| match standing {
            Some(view) => cards(&write, view, has_money),
            None => Vec::new(),
        })
    });
    view! {
        <div class="grid thirds standing" aria-busy=move || cards.with(Vec::is_empty).to_string()>
            {move || {
                cards
                    .get()
                    .into_iter()
                    .map(|card| {
                        let action = card.action.map(|(name, query)| view! {
                            <button class="quiet" on:click=move |_| show(state, &query)>{name}</button>
                        });
                        view! {
                            <section class="card">
                                <h2>{card.title}</h2>
                                <p class="value">{card.value}</p>
                                {card.lines.into_iter().map(|line| view! { <p class="muted">{line}</p> }).collect_view()}
                                {action}
                            </section>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// Adds the condition to the selection and goes to the people it leaves.
pub fn show(state: State, query: &str) {
    let Ok(part) = parse(query) else { return };
    let now = state.route.with_untracked(|route| route.query.clone());
    match parse(&now) {
        // Chosen already: a click does not take it away, it only leads there.
        Ok(node) if edit::parts(&part).iter().all(|part| edit::parts(&node).contains(part)) => {
            state.go(Screen::People);
        }
        Ok(node) => state.show(print(&edit::toggle(&node, &part))),
        Err(_) => state.show(print(&part)),
    }
}

fn cards(write: &Writer, view: &StandingView, has_money: bool) -> Vec<Card> {
    let t = &write.messages.time;
    vec![retention(write, t, view), acquisition(write, t, view), value(write, t, view, has_money)]
}

/// No figure, and why there is none.
fn nothing(title: &'static str, why: &str) -> Card {
    Card { title, value: "–".into(), lines: vec![why.to_string()], action: None }
}

fn retention(write: &Writer, t: &Time, view: &StandingView) -> Card {
    let Some(kept) = view.retention else {
        return nothing(t.retention, t.figure_short);
    };
    let [n, of] = [kept.kept, kept.of].map(|n| write.count(n));
    let before = view.retention_before.map(|share| write.percent(share));
    let lines = [
        Some(fill(t.kept_of, &[("kept", &n), ("of", &of)])),
        before.map(|share| fill(t.share_before, &[("share", &share)])),
    ];
    Card {
        title: t.retention,
        value: write.percent(f64::from(kept.kept) / f64::from(kept.of)),
        lines: lines.into_iter().flatten().collect(),
        action: (kept.kept < kept.of).then(|| (t.see_lost, view.lost_query.clone())),
    }
}

fn acquisition(write: &Writer, t: &Time, view: &StandingView) -> Card {
    let Some(acquired) = view.acquired else {
        return nothing(t.acquisition, t.figure_short);
    };
    let before = view.acquired_before.map(|n| fill(t.new_before, &[("n", &write.count(n))]));
    let said = locale::plural(write.lang, &t.new_customers, f64::from(view.months));
    Card {
        title: t.acquisition,
        value: write.count(acquired),
        lines: [Some(said), before].into_iter().flatten().collect(),
        action: (acquired > 0).then(|| (t.see_new, view.acquired_query.clone())),
    }
}

fn value(write: &Writer, t: &Time, view: &StandingView, has_money: bool) -> Card {
    let title = t.value;
    if !has_money {
        return nothing(title, t.value_no_money);
    }
    let Some(spent) = view.spent else {
        return nothing(title, t.value_nobody);
    };
    let expected = match view.expected {
        Some(expected) => fill(t.value_expected, &[("money", &write.money(expected))]),
        None => t.value_no_model.to_string(),
    };
    let lines = vec![t.value_spent.to_string(), expected];
    Card { title, value: write.money(spent), lines, action: None }
}
