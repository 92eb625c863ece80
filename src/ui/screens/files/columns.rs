//! The columns of a file over its first records: a role to choose for each, and why it is that.

use super::{
    card::Explained,
    chips::{Options, pick, place},
};
use crate::{
    engine::{
        protocol::Choice,
        view::{FileColumnView, FileView, Question, Reads},
    },
    schema::role::Role,
    ui::{locale, messages::fill, state::State},
};
use leptos::prelude::*;

/// Records shown at first.
const ROWS: usize = 5;
/// Surer than this, a role needs no second look.
const SURE: f64 = 0.6;

/// The table.
#[component]
pub fn Columns(
    at: usize,
    file: Memo<Option<FileView>>,
    explained: RwSignal<Explained>,
) -> impl IntoView {
    let state = State::here();
    let all = RwSignal::new(false);
    let count =
        Memo::new(move |_| file.with(|file| file.as_ref().map_or(0, |file| file.columns.len())));
    let rows =
        Memo::new(move |_| file.with(|file| file.as_ref().map_or(0, |file| file.preview.len())));
    let more = Memo::new(move |_| rows.get().saturating_sub(ROWS));
    let caption = move || {
        let name =
            file.with(|file| file.as_ref().map(|file| file.name.clone())).unwrap_or_default();
        fill(state.t().files.preview, &[("name", &name)])
    };
    let head = move || {
        (0..count.get())
            .map(|column| view! { <th scope="col"><Head at column file explained /></th> })
            .collect_view()
    };
    let body = move || {
        let shown = if all.get() { usize::MAX } else { ROWS };
        file.with(|file| file.as_ref().map(|file| records(state, file, shown)))
    };
    view! {
        <div class="preview" role="region" tabindex="0" aria-label=caption>
            <table>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <Show when=move || { more.get() > 0 }>
            <button class="quiet" on:click=move |_| all.update(|all| *all = !*all)>
                {move || match all.get() {
                    true => state.t().files.fewer_rows.to_string(),
                    false => locale::plural(state.lang.get(), &state.t().files.more_rows, more.get() as f64),
                }}
            </button>
        </Show>
    }
}

fn records(state: State, file: &FileView, shown: usize) -> impl IntoView + use<> {
    let empty = state.t().files.empty_cell;
    let is_number: Vec<bool> =
        file.columns.iter().map(|column| matches!(column.reads, Reads::Number(_))).collect();
    let cell = |(column, text): (usize, &String)| {
        let is_number = is_number.get(column).copied().unwrap_or(false);
        let is_empty = text.trim().is_empty();
        let shown = if is_empty { empty.to_string() } else { text.clone() };
        view! { <td class:none=is_empty class:number=is_number>{shown}</td> }
    };
    let record = |cells: &Vec<String>| {
        let cells = cells.iter().enumerate().map(cell).collect_view();
        view! { <tr>{cells}</tr> }
    };
    file.preview.iter().take(shown).map(record).collect_view()
}

/// Name, role and reason of a column.
#[component]
fn Head(
    at: usize,
    column: usize,
    file: Memo<Option<FileView>>,
    explained: RwSignal<Explained>,
) -> impl IntoView {
    let state = State::here();
    let view = Memo::new(move |_| {
        file.with(|file| file.as_ref().and_then(|f| f.columns.get(column).cloned()))
    });
    let name = Memo::new(move |_| {
        view.with(|view| view.as_ref().map(|v| v.name.clone())).unwrap_or_default()
    });
    let role =
        Memo::new(move |_| view.with(|view| view.as_ref().map_or(Role::Attribute, |v| v.role)));
    let asked = Memo::new(move |_| {
        file.with(|file| file.as_ref().is_some_and(|file| is_asked(file, column)))
            || view.with(|view| {
                view.as_ref().is_some_and(|v| v.role != Role::Attribute && v.confidence < SURE)
            })
    });
    let options = Memo::new(move |_| {
        let t = state.t();
        let named = |roles: &[Role]| -> Options {
            roles
                .iter()
                .map(|&role| (place(Role::ALL, &role), t.words.role(role).to_string()))
                .collect()
        };
        view.with(|view| view.as_ref().map(|view| (named(&likely(view)), named(Role::ALL))))
            .unwrap_or_default()
    });
    let groups = move || {
        let now = place(Role::ALL, &role.get());
        let (likely, all) = options.get();
        let group = |label: &'static str, options: Options, marks: bool| {
            let option = |(value, text): (String, String)| {
                view! { <option selected=marks && value == now value=value>{text}</option> }
            };
            view! { <optgroup label=label>{options.into_iter().map(option).collect_view()}</optgroup> }
        };
        // What holds stands among the likely ones.
        (group(state.t().files.likely, likely, true), group(state.t().files.all_roles, all, false))
    };
    let choose = move |event| {
        if let Some(role) = pick(Role::ALL, &event_target_value(&event)) {
            state.choose(at, Choice::Role { column: column as u32, role });
        }
    };
    let is_open = move || explained.get() == Explained::Column(column);
    let why_label = move || {
        let t = state.t();
        fill(t.files.why_column, &[("column", &name.get()), ("role", t.words.role(role.get()))])
    };
    view! {
        <b class="column-name">{name}</b>
        <span class="role" class:none=move || role.get() == Role::Attribute class:asked=asked>
            <select
                aria-label=move || fill(state.t().files.role_of, &[("column", &name.get())])
                on:change=choose
            >
                {groups}
            </select>
            <button
                class="quiet"
                aria-label=why_label
                aria-expanded=move || is_open().to_string()
                on:click=move |_| {
                    explained.set(if is_open() { Explained::Nothing } else { Explained::Column(column) });
                }
            >
                "?"
            </button>
        </span>
    }
}

/// The role it has, those it could have, and none.
fn likely(column: &FileColumnView) -> Vec<Role> {
    let mut likely = vec![column.role];
    for &role in column.rivals.iter().chain([&Role::Attribute]) {
        if !likely.contains(&role) {
            likely.push(role);
        }
    }
    likely
}

/// Whether a question is about the column.
fn is_asked(file: &FileView, at: usize) -> bool {
    let at = at as u32;
    file.questions.iter().any(|question| match question {
        Question::WhichColumn { chosen, .. } => *chosen == Some(at),
        Question::DateOrder { column, .. }
        | Question::DecimalMark { column, .. }
        | Question::KeyIsName { column }
        | Question::AmountOf { column, .. } => *column == at,
        Question::Currency { .. } => false,
    })
}
