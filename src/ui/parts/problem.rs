//! What went wrong, in a sentence that says what to do. Nothing else on the page is lost by it.

use crate::{
    engine::view::Problem,
    ingest::workbook::{Left, Trouble},
    ui::{
        messages::{Messages, fill},
        route::Screen,
        state::{Phase, State},
    },
};
use leptos::prelude::*;

/// The bar of what went wrong last; nothing when nothing did. A query that cannot be understood, out of a link
/// perhaps, is said here on every screen but People, which says it beside the query.
#[component]
pub fn ProblemBar() -> impl IntoView {
    let state = State::here();
    let refused = state.intake.refused;
    let any = Memo::new(move |_| {
        state.problem.with(Option::is_some) || refused.with(|refused| !refused.is_empty())
    });
    let sentences = move || {
        let t = state.t();
        let mut all =
            refused.with(|refused| refused.iter().map(|p| sentence(t, p)).collect::<Vec<_>>());
        state.problem.with(|problem| all.extend(problem.iter().map(|p| sentence(t, p))));
        all.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()
    };
    let dismiss = move |_| {
        state.problem.set(None);
        refused.set(Vec::new());
        if state.phase.get_untracked() == Phase::Error && !state.has_data() {
            state.enter(Phase::Empty);
        }
    };
    let wrong_query = move || {
        let (text, error) = state.query_error.get()?;
        let is_elsewhere = state.route.with(|route| route.screen != Screen::People);
        is_elsewhere.then(|| state.voice().error(&error, &text))
    };
    view! {
        <div role="alert">
            <Show when=move || wrong_query().is_some()>
                <div class="problem">
                    <p>{wrong_query}</p>
                    <button class="quiet" on:click=move |_| state.drop_wrong_query()>
                        {move || state.t().problems.dismiss}
                    </button>
                </div>
            </Show>
            <Show when=move || any.get()>
                <div class="problem">
                    <div>{sentences}</div>
                    <button class="quiet" on:click=dismiss>{move || state.t().problems.dismiss}</button>
                </div>
            </Show>
        </div>
    }
}

/// The sentence for a problem.
pub fn sentence(t: &Messages, problem: &Problem) -> String {
    let p = &t.problems;
    match problem {
        Problem::EmptyFile { file } => fill(p.empty_file, &[("file", file)]),
        Problem::NotATable { file, kind } => {
            let sentence = match kind.as_str() {
                "image" => p.image,
                "pdf" => p.pdf,
                "spreadsheet" => p.spreadsheet,
                "archive" => p.archive,
                "json" => p.json,
                "web" => p.web,
                _ => p.not_a_table,
            };
            fill(sentence, &[("file", file)])
        }
        Problem::Packed { file, trouble } => {
            let sentence = match trouble {
                Trouble::Locked => t.packed.locked,
                Trouble::Torn => t.packed.torn,
                Trouble::TooLarge => t.packed.too_large,
                Trouble::Empty => t.packed.empty,
            };
            fill(sentence, &[("file", file)])
        }
        Problem::LeftOut { file, part, left } => {
            let sentence = match left {
                Left::Hidden => t.packed.hidden,
                Left::NoTable => t.packed.no_table,
            };
            fill(sentence, &[("file", file), ("part", part)])
        }
        Problem::TooManyRows => t.packed.too_many_rows.to_string(),
        Problem::SheetWithoutCustomers { file } => fill(t.packed.no_customers, &[("file", file)]),
        Problem::OnlyHeader { file } => fill(p.only_header, &[("file", file)]),
        Problem::NoCustomer { file } => fill(p.no_customer, &[("file", file)]),
        Problem::NoOrders => p.no_orders.to_string(),
        Problem::Unreadable { file } => fill(p.unreadable, &[("file", file)]),
        Problem::EngineStopped { detail } => fill(p.stopped, &[("detail", detail)]),
        Problem::EngineRestarted { detail } => fill(p.stopped_not_lost, &[("detail", detail)]),
        Problem::Query(error) => State::here().voice().error(error, ""),
        Problem::RuleTooEarly { field, uses } => {
            let words = &t.words;
            fill(p.rule_too_early, &[("field", words.field(field)), ("uses", words.field(uses))])
        }
        Problem::NameTaken { name } if name.is_empty() => p.name_missing.to_string(),
        Problem::NameTaken { name } => fill(p.name_taken, &[("name", name)]),
        Problem::NoSuchCustomer { key } => fill(p.no_such_customer, &[("key", key)]),
    }
}
