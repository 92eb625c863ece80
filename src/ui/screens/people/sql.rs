//! The selection as SQL: a dialect to choose, the statement, a button that copies it; or why two tables cannot answer it.

use crate::{
    engine::builder::{BuilderAsk, SqlView},
    query::sql::{Dialect, SqlError, Unanswerable},
    ui::{messages::fill, page, state::State},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The line that opens, under the text.
pub fn unfolded(state: State) -> AnyView {
    let open = RwSignal::new(false);
    let dialect = RwSignal::new(Dialect::DuckDb);
    let copied = RwSignal::new(false);
    Effect::new(move |_| {
        copied.set(false);
        let query = state.selection.with(|selection| selection.query.clone());
        if open.get() {
            state.builder.ask(BuilderAsk::Sql { query, dialect: dialect.get() });
        }
    });
    let chosen = move |event: web_sys::Event| {
        if let Some(one) = Dialect::from_name(&event_target_value(&event)) {
            dialect.set(one);
        }
    };
    let options = move || {
        let option = |one: Dialect| {
            let selected = one == dialect.get_untracked();
            view! { <option value=one.name() selected=selected>{one.title()}</option> }
        };
        Dialect::ALL.map(option).collect_view()
    };
    let toggled = move |event: web_sys::Event| {
        let details = event.target().map(JsCast::unchecked_into::<web_sys::Element>);
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="sql" on:toggle=toggled>
            <summary>{move || state.t().builder.sql_copy}</summary>
            <p>
                <label>
                    {move || state.t().builder.sql_dialect}
                    " "
                    <select on:change=chosen>{options}</select>
                </label>
            </p>
            {move || state.builder.sql.get().map(|view| said(state, &view, copied))}
        </details>
    }
    .into_any()
}

fn said(state: State, view: &SqlView, copied: RwSignal<bool>) -> AnyView {
    let text = match &view.text {
        Ok(text) => text.clone(),
        Err(error) => return view! { <p class="wrong">{lack(state, error)}</p> }.into_any(),
    };
    let copy = {
        let text = text.clone();
        move |_| {
            let _ = page::window().navigator().clipboard().write_text(&text);
            copied.set(true);
        }
    };
    view! {
        <pre tabindex="0" aria-label="SQL"><code>{text}</code></pre>
        <p>
            <button class="primary" on:click=copy>{state.t().builder.sql_copy_now}</button>
            " "
            <span role="status">{move || copied.get().then(|| state.t().people.copied)}</span>
        </p>
        <p class="muted small">{state.t().builder.sql_note}</p>
    }
    .into_any()
}

/// Why there is no statement.
fn lack(state: State, error: &SqlError) -> String {
    let t = &state.t().builder;
    let named =
        |sentence: &str, field: &str| fill(sentence, &[("x", state.t().words.field(field))]);
    match error {
        SqlError::Query(error) => state.voice().error(error, ""),
        SqlError::Unanswerable(Unanswerable::Events) => t.sql_events.to_string(),
        SqlError::Unanswerable(Unanswerable::NotExported { field }) => {
            named(t.sql_not_exported, field)
        }
        SqlError::Unanswerable(Unanswerable::NotInLines { field }) => {
            named(t.sql_not_in_lines, field)
        }
        SqlError::Unanswerable(Unanswerable::CharacterZero) => t.sql_zero.to_string(),
    }
}
