//! What must be asked before files are read: one plain sentence each, its answers as buttons, and one button to go
//! on. The answer that holds is pressed.

use crate::{
    engine::{
        protocol::Choice,
        view::{FileView, Question},
    },
    schema::{mapping::AmountOf, role::Role},
    ui::{locale, messages::fill, state::State},
};
use leptos::prelude::*;

/// More columns than this are offered as a list.
const BUTTONS: usize = 6;
/// Values shown of a column, and letters of each.
const VALUES: usize = 3;
const LETTERS: usize = 18;

/// All questions, and the button to go on.
#[component]
pub fn Questions() -> impl IntoView {
    let state = State::here();
    let pressing = Memo::new(move |_| {
        state.files.with(|files| {
            files.files.iter().any(|file| file.questions.iter().any(Question::is_pressing))
        })
    });
    let several = move || state.files.with(|files| files.files.len() > 1);
    let questions = move || {
        let files = state.files.get();
        let several = several();
        let of_file = |(at, file): (usize, &FileView)| {
            let name = several.then(|| view! { <small>{file.name.clone()}</small> });
            let questions: Vec<AnyView> =
                file.questions.iter().map(|question| ask(state, at, file, question)).collect();
            (!questions.is_empty()).then(|| view! { <div class="question">{name}{questions}</div> })
        };
        files.files.iter().enumerate().filter_map(of_file).collect_view()
    };
    view! {
        <section class="card questions">
            {questions}
            <p class="go-on">
                <button
                    class="primary"
                    disabled=pressing
                    aria-describedby="confirm-first"
                    on:click=move |_| state.confirm()
                >
                    {move || state.t().files.confirm}
                </button>
                <small id="confirm-first">
                    {move || pressing.get().then(|| state.t().files.confirm_first)}
                </small>
            </p>
        </section>
    }
}

fn ask(state: State, at: usize, file: &FileView, question: &Question) -> AnyView {
    let (lang, t) = (state.lang.get(), state.t());
    let name = |column: u32| file.columns.get(column as usize).map_or("", |column| &column.name);
    let (sentence, answers) = match question {
        Question::WhichColumn { role, candidates, chosen } => {
            let sentence = match (role, chosen) {
                (Role::CustomerId, None) => t.files.ask_customer.to_string(),
                _ => fill(t.files.ask_which, &[("role", t.words.role(*role))]),
            };
            (sentence, columns(state, at, file, *role, candidates, *chosen))
        }
        Question::DateOrder { column, example, readings, chosen } => {
            let column = *column;
            let answer = |&(order, day): &(_, i32)| {
                let choice = Choice::Date { column: Some(column), order };
                answer(state, at, locale::day(lang, day), String::new(), order == *chosen, choice)
            };
            let values = [("column", name(column)), ("example", example.as_str())];
            (fill(t.files.ask_date, &values), readings.iter().map(answer).collect_view().into_any())
        }
        Question::DecimalMark { column, example, readings, chosen } => {
            let column = *column;
            let answer = |&(format, value): &(_, f64)| {
                let choice = Choice::Number { column: Some(column), format };
                answer(
                    state,
                    at,
                    locale::exact(lang, value),
                    String::new(),
                    format == *chosen,
                    choice,
                )
            };
            let values = [("column", name(column)), ("example", example.as_str())];
            (
                fill(t.files.ask_decimal, &values),
                readings.iter().map(answer).collect_view().into_any(),
            )
        }
        Question::Currency { codes, chosen } => {
            let answer = |code: &String| {
                let is_chosen = chosen.as_ref() == Some(code);
                answer(
                    state,
                    at,
                    code.clone(),
                    String::new(),
                    is_chosen,
                    Choice::Currency(code.clone()),
                )
            };
            (t.files.ask_currency.to_string(), codes.iter().map(answer).collect_view().into_any())
        }
        Question::KeyIsName { column } => {
            (fill(t.files.ask_name, &[("column", name(*column))]), ().into_any())
        }
        Question::AmountOf { column, chosen } => {
            let answer = |(of, name): (AmountOf, &str)| {
                answer(
                    state,
                    at,
                    name.to_string(),
                    String::new(),
                    of == *chosen,
                    Choice::AmountOf(of),
                )
            };
            let answers =
                [AmountOf::Line, AmountOf::Order].into_iter().zip(t.files.amount_of_kinds);
            (
                fill(t.files.ask_amount_of, &[("column", name(*column))]),
                answers.map(answer).collect_view().into_any(),
            )
        }
    };
    view! {
        <fieldset>
            <legend>{sentence}</legend>
            <div class="answers">{answers}</div>
        </fieldset>
    }
    .into_any()
}

/// An answer as a button, with what helps to tell it from the others.
fn answer(
    state: State,
    at: usize,
    text: String,
    hint: String,
    is_chosen: bool,
    choice: Choice,
) -> AnyView {
    let choose = move |_| state.choose(at, choice.clone());
    let hint = (!hint.is_empty()).then(|| view! { <small>{hint}</small> });
    view! { <button class="answer" aria-pressed=is_chosen.to_string() on:click=choose>{text}{hint}</button> }.into_any()
}

/// Columns to choose from, with some of their values.
fn columns(
    state: State,
    at: usize,
    file: &FileView,
    role: Role,
    candidates: &[u32],
    chosen: Option<u32>,
) -> AnyView {
    let name = |column: u32| {
        file.columns.get(column as usize).map_or_else(String::new, |c| c.name.clone())
    };
    if candidates.len() <= BUTTONS {
        let answer = |&column: &u32| {
            let choice = Choice::Role { column, role };
            answer(state, at, name(column), values(file, column), chosen == Some(column), choice)
        };
        return candidates.iter().map(answer).collect_view().into_any();
    }
    let option = |&column: &u32| {
        let text = format!("{}: {}", name(column), values(file, column));
        view! { <option value=column.to_string() selected=chosen == Some(column)>{text}</option> }
    };
    let choose = move |event| {
        if let Ok(column) = event_target_value(&event).parse() {
            state.choose(at, Choice::Role { column, role });
        }
    };
    let label = fill(state.t().files.ask_which, &[("role", state.t().words.role(role))]);
    view! {
        <select aria-label=label on:change=choose>
            <option value="" selected=chosen.is_none()>{state.t().files.choose_column}</option>
            {candidates.iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

/// The first different values of a column.
fn values(file: &FileView, column: u32) -> String {
    let mut values: Vec<String> = Vec::new();
    for record in &file.preview {
        let Some(text) = record.get(column as usize).map(|text| text.trim()) else { continue };
        let short: String = text.chars().take(LETTERS).collect();
        if !short.is_empty() && !values.contains(&short) && values.len() < VALUES {
            values.push(short);
        }
    }
    values.join(" · ")
}
