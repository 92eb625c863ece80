//! The header: what is loaded, as of which day, undo and redo, language, theme.

use crate::{
    calendar::Day,
    ui::{
        locale,
        messages::fill,
        parts::{corner::Corner, said_day::said_day},
        route::Screen,
        state::State,
    },
};
use leptos::prelude::*;

/// The header of every screen.
#[component]
pub fn Header() -> impl IntoView {
    let state = State::here();
    let has_data = Memo::new(move |_| state.base.with(|base| !base.files.is_empty()));
    let named = move |plain: &'static str, to: &'static str, query: Option<String>| match query {
        Some(query) if query.is_empty() => fill(to, &[("what", state.t().shell.everyone)]),
        Some(query) => fill(to, &[("what", &state.voice().text(&query))]),
        None => plain.to_string(),
    };
    let undo_to = Memo::new(move |_| {
        let shell = &state.t().shell;
        named(shell.undo, shell.undo_to, state.history.with(|history| history.neighbours().0))
    });
    let redo_to = Memo::new(move |_| {
        let shell = &state.t().shell;
        named(shell.redo, shell.redo_to, state.history.with(|history| history.neighbours().1))
    });
    view! {
        <header>
            <Show
                when=move || has_data.get()
                fallback=|| view! { <span class="brand">"carteira"<i>"."</i></span> }
            >
                <Loaded />
                <AsOf />
            </Show>
            <span class="space"></span>
            <Show when=move || has_data.get()>
                <button
                    class="icon"
                    title=move || undo_to.get()
                    aria-label=move || undo_to.get()
                    disabled=move || !state.history.with(|history| history.can_undo())
                    on:click=move |_| state.undo()
                >
                    "↶"
                </button>
                <button
                    class="icon"
                    title=move || redo_to.get()
                    aria-label=move || redo_to.get()
                    disabled=move || !state.history.with(|history| history.can_redo())
                    on:click=move |_| state.redo()
                >
                    "↷"
                </button>
            </Show>
            <Corner hall=state.hall />
        </header>
    }
}

/// Which files, how many records, how many of them unaccounted.
#[component]
fn Loaded() -> impl IntoView {
    let state = State::here();
    let name = move || {
        state.base.with(|base| {
            let first = base.files.first().cloned().unwrap_or_default();
            match base.files.len() {
                _ if base.is_sample => state.t().shell.sample.to_string(),
                0 | 1 => first,
                n => format!("{first} +{}", n - 1),
            }
        })
    };
    let records = move || {
        let lang = state.lang.get();
        state.base.with(|base| {
            let records = locale::plural(lang, &state.t().shell.records, base.records_read as f64);
            let unaccounted = locale::whole(lang, base.unaccounted as f64);
            format!("{records} · {}", fill(state.t().shell.unaccounted, &[("n", &unaccounted)]))
        })
    };
    view! {
        <button class="loaded" on:click=move |_| state.go(Screen::Files)>
            <b>{name}</b>
            <small>{records}</small>
        </button>
    }
}

/// The day every age is measured to.
#[component]
fn AsOf() -> impl IntoView {
    let state = State::here();
    let iso = move |day: Option<i32>| day.map(|day| Day(day).to_string()).unwrap_or_default();
    let is_earlier = Memo::new(move |_| {
        state.base.with(|base| base.as_of.is_some() && base.as_of != base.span.map(|span| span.1))
    });
    let day = move || state.base.with(|base| iso(base.as_of));
    let input = view! {
        <input
            type="date"
            prop:value=day
            min=move || state.base.with(|base| iso(base.span.map(|span| span.0)))
            max=move || state.base.with(|base| iso(base.span.map(|span| span.1)))
            on:change=move |event| state.set_as_of(event_target_value(&event).parse().ok())
        />
    };
    view! {
        <label class="as-of">
            {move || state.t().shell.as_of}
            {said_day(state, day, input)}
        </label>
        <Show when=move || is_earlier.get()>
            <button class="quiet" on:click=move |_| state.set_as_of(None)>
                {move || state.t().shell.latest}
            </button>
        </Show>
    }
}
