//! What a shop owner would say aloud: who brings the revenue, and who is about to stop.

use super::writer::Writer;
use crate::{
    engine::view::OverviewView,
    ui::{locale, messages::fill, state::State},
};
use leptos::prelude::*;

/// The sentence at the top.
#[component]
pub fn Lead() -> impl IntoView {
    let state = State::here();
    let text = Memo::new(move |_| {
        let write = Writer::of(state);
        let span = state.base.with(|base| base.span);
        state
            .overview
            .with(|overview| overview.as_ref().map(|o| sentences(&write, o, span)))
            .unwrap_or_default()
    });
    view! {
        <p class="overview-lead">
            {move || {
                // What stands between two stars is stressed.
                text.get()
                    .split('*')
                    .enumerate()
                    .map(|(i, part)| {
                        let part = part.to_string();
                        if i % 2 == 1 { view! { <strong>{part}</strong> }.into_any() } else { part.into_any() }
                    })
                    .collect_view()
            }}
        </p>
    }
}

/// Who brings what, then who is late: for every kind of data one that fits.
fn sentences(write: &Writer, overview: &OverviewView, span: Option<(i32, i32)>) -> String {
    let t = write.t();
    let plural = |forms, count: u32| locale::plural(write.lang, forms, f64::from(count));
    if overview.buyers == 0 {
        return plural(&t.lead_no_orders, overview.customers);
    }
    let first = match &overview.pareto {
        _ if overview.buyers == 1 => t.lead_one.to_string(),
        Some(pareto) => {
            let sentence = match pareto.concentrated {
                true => t.lead_pareto,
                false if pareto.customers_share == 1.0 => t.lead_all,
                false => t.lead_even,
            };
            let (customers, spend) =
                (write.percent(pareto.customers_share), write.percent(pareto.spend_share));
            fill(sentence, &[("customers", &customers), ("spend", &spend)])
        }
        None if overview.revenue.is_some() => t.lead_no_revenue.to_string(),
        None => plural(&t.lead_no_money, overview.buyers),
    };
    format!("{first} {}", rhythm(write, overview, span))
}

fn rhythm(write: &Writer, overview: &OverviewView, span: Option<(i32, i32)>) -> String {
    let t = write.t();
    if overview.activity.iter().any(|row| row.name == "No rhythm") {
        return match span {
            Some((first, last)) if first == last && overview.orders > 1 => {
                fill(t.lead_one_day, &[("day", &locale::day(write.lang, first))])
            }
            _ => t.lead_no_rhythm.to_string(),
        };
    }
    if overview.leaving == 0 {
        return t.lead_steady.to_string();
    }
    match overview.leaving_revenue {
        Some(money) => {
            let sentence =
                locale::plural(write.lang, &t.lead_late_money, f64::from(overview.leaving));
            fill(&sentence, &[("money", &write.money(money))])
        }
        None => locale::plural(write.lang, &t.lead_late, f64::from(overview.leaving)),
    }
}
