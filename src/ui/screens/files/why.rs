//! Why a file is read as it is, and why a column is what it is: the evidence, the rivals, and the way its values
//! are written.

use super::{
    card::Explained,
    chips::{DATES, NUMBERS, Pick, date_names, number_names, pick, place, share},
    words,
};
use crate::{
    engine::{
        protocol::Choice,
        view::{FileView, Reads},
    },
    schema::role::Role,
    ui::{messages::fill, state::State},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Why the file is read as it is.
#[component]
pub fn WhyFile(file: Memo<Option<FileView>>) -> impl IntoView {
    let state = State::here();
    let sentences = move || {
        let evidence = file.with(|file| file.as_ref().map(|file| file.evidence.clone()));
        let sentence = |evidence| view! { <li>{words::file_evidence(state, &evidence)}</li> };
        evidence.unwrap_or_default().into_iter().map(sentence).collect_view()
    };
    view! { <ul class="why">{sentences}</ul> }
}

/// Why the column is what it is.
#[component]
pub fn WhyColumn(
    at: usize,
    file: Memo<Option<FileView>>,
    column: usize,
    explained: RwSignal<Explained>,
) -> impl IntoView {
    let state = State::here();
    let view = Memo::new(move |_| {
        file.with(|file| file.as_ref().and_then(|f| f.columns.get(column).cloned()))
    });
    let title = move || {
        let t = state.t();
        let (name, role) = view.with(|view| {
            view.as_ref()
                .map_or_else(Default::default, |view| (view.name.clone(), t.words.role(view.role)))
        });
        fill(t.files.why_column, &[("column", &name), ("role", role)])
    };
    let evidence = move || {
        let view = view.get()?;
        let sure = fill(state.t().files.sure, &[("share", &share(state, view.confidence))]);
        let sure = (view.role != Role::Attribute).then(|| view! { <li>{sure}</li> });
        let sentence = |evidence| view! { <li>{words::column_evidence(state, &evidence)}</li> };
        Some((view.evidence.into_iter().map(sentence).collect_view(), sure))
    };
    view! {
        <div class="why">
            <div class="card-head">
                <h3>{title}</h3>
                <span class="space"></span>
                <button class="quiet" on:click=move |_| explained.set(Explained::Nothing)>
                    {move || state.t().shell.close}
                </button>
            </div>
            <ul>{evidence}</ul>
            {move || view.with(|view| view.as_ref().map(|view| rivals(state, at, column, &view.rivals)))}
            {move || file.with(|file| file.as_ref().and_then(|file| other_columns(state, file, column)))}
            {move || view.with(|view| view.as_ref().map(|view| format(state, at, column, view.reads)))}
        </div>
    }
}

/// What else the column could be, each to be had by a click.
fn rivals(
    state: State,
    at: usize,
    column: usize,
    rivals: &[Role],
) -> Option<impl IntoView + use<>> {
    if rivals.is_empty() {
        return None;
    }
    let t = state.t();
    let button = |&role: &Role| {
        let choose = move |_| state.choose(at, Choice::Role { column: column as u32, role });
        view! { <button on:click=choose>{t.words.role(role)}</button> }
    };
    let buttons = rivals.iter().map(button).collect_view();
    Some(view! { <p class="answers">{t.files.could_be} " " {buttons}</p> })
}

fn other_columns(state: State, file: &FileView, column: usize) -> Option<impl IntoView + use<>> {
    let others = &file.columns.get(column)?.rival_columns;
    let name = |&at: &u32| file.columns.get(at as usize).map(|column| column.name.as_str());
    let names: Vec<&str> = others.iter().filter_map(name).collect();
    let text = fill(state.t().files.other_columns, &[("columns", &names.join(", "))]);
    (!names.is_empty()).then(|| view! { <p>{text}</p> })
}

/// How this one column is written.
fn format(state: State, at: usize, column: usize, reads: Reads) -> Option<AnyView> {
    let at_column = Some(column as u32);
    let (label, options, value) = match reads {
        Reads::Text => return None,
        Reads::Number(format) => {
            (state.t().files.decimals, number_names(), place(&NUMBERS, &format))
        }
        Reads::Date(order) => {
            (state.t().files.dates, date_names(state, Some(order)), place(&DATES, &order))
        }
    };
    let choose = Arc::new(move |text: String| {
        let choice = match reads {
            Reads::Date(_) => {
                pick(&DATES, &text).map(|order| Choice::Date { column: at_column, order })
            }
            _ => pick(&NUMBERS, &text).map(|format| Choice::Number { column: at_column, format }),
        };
        if let Some(choice) = choice {
            state.choose(at, choice);
        }
    });
    let (label, options, value) =
        (Signal::stored(label.to_string()), Signal::stored(options), Signal::stored(value));
    Some(view! { <Pick label options value choose /> }.into_any())
}
