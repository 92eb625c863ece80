//! The report: what a consultant leaves with a client. One sheet of paper, or one file that any browser opens: the
//! base in a sentence, its figures and pictures, who is selected, and the sheet of rules by which all of it can be made
//! again.
//!
//! It shows what the other screens show, by their own parts; what only a screen can use is left off the paper.

mod rules;
mod save;

use super::{files::ledger::LedgerCard, overview, time};
use crate::ui::{
    locale,
    messages::fill,
    screens::segments::names::{money, percent, whole},
    state::State,
};
use leptos::prelude::*;

/// The element that is printed and saved.
const PAPER: &str = "report";

/// The whole screen.
#[component]
pub fn ReportScreen() -> impl IntoView {
    let state = State::here();
    let has_data = Memo::new(move |_| state.overview.with(Option::is_some));
    move || {
        if !has_data.get() {
            return view! { <overview::Nothing /> }.into_any();
        }
        overview::keep_up(state);
        rules::keep_up(state);
        time::ask_standing(state);
        view! {
            <p class="report-tools">
                <span class="muted">{move || state.t().report.lead}</span>
                <span class="space"></span>
                <button on:click=move |_| save::save(state, PAPER)>{move || state.t().report.save}</button>
                <button class="primary" on:click=|_| save::print()>{move || state.t().report.print}</button>
            </p>
            <article id=PAPER class="report">{paper(state)}</article>
        }
        .into_any()
    }
}

fn paper(state: State) -> AnyView {
    view! {
        {head(state)}
        <overview::lead::Lead />
        {selected(state)}
        <time::figures::Figures />
        <div class="grid halves">
            <overview::activity::Activity />
            <overview::concentration::Concentration />
            <overview::rfm_map::RfmMap />
            <overview::months::Months />
        </div>
        <overview::segments::Segments />
        <overview::changes::Changes />
        <LedgerCard />
        {rules::sheet(state)}
        <p class="muted small">{move || state.t().report.made}</p>
    }
    .into_any()
}

/// Title, files and the day everything is measured to.
fn head(state: State) -> AnyView {
    let files = move || {
        state.base.with(|base| match base.is_sample {
            true => state.t().shell.sample.to_string(),
            false => base.files.join(", "),
        })
    };
    let span = move || {
        let lang = state.lang.get();
        let day = |days: i32| locale::day(lang, days);
        state.base.with(|base| {
            let (first, last) = base.span?;
            let as_of = day(base.as_of.unwrap_or(last));
            let values = [("first", &*day(first)), ("last", &*day(last)), ("as_of", &*as_of)];
            Some(fill(state.t().report.span, &values))
        })
    };
    view! {
        <header class="report-head">
            <h1>{move || state.t().report.title}</h1>
            <p>{files} <br /> <span class="muted">{span}</span></p>
        </header>
    }
    .into_any()
}

/// The selection, in words, where it is not everyone.
fn selected(state: State) -> AnyView {
    view! {
        <Show when=move || state.selection.with(|selection| !selection.query.is_empty())>
            <section class="card">
                <h2>{move || state.t().shell.selection}</h2>
                <p>
                    <b>{move || state.selection.with(|s| state.voice().rule(&s.query))}</b>
                </p>
                <p class="muted">
                    {move || state.selection.with(|selection| {
                        let all = f64::from(selection.customers);
                        let of = locale::plural(state.lang.get(), &state.t().shell.of_customers, all);
                        let revenue = selection.revenue.map(|revenue| format!(" · {}", money(state, revenue)));
                        let share = selection.revenue_share.map(|share| {
                            format!(" · {}", fill(state.t().shell.of_revenue, &[("share", &percent(state, share))]))
                        });
                        format!(
                            "{} {of}{}{}",
                            whole(state, selection.selected),
                            revenue.unwrap_or_default(),
                            share.unwrap_or_default()
                        )
                    })}
                </p>
            </section>
        </Show>
    }
    .into_any()
}
