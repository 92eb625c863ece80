//! What changed in 90 days: who came into which activity class, and from where.

use super::writer::Writer;
use crate::{
    engine::view::ActivityChange,
    ui::{locale, messages::fill, parts::picking::Picking, state::State},
};
use leptos::prelude::*;
use std::sync::Arc;

/// How far back the engine looks.
const DAYS: i32 = 90;

/// The table of changes; each row selects the class as it is now.
#[component]
pub fn Changes() -> impl IntoView {
    let state = State::here();
    // What was known stays until what is new comes.
    let changes = Memo::new(move |old: Option<&Option<Arc<Vec<ActivityChange>>>>| {
        state.changes.get().or_else(|| old.cloned().flatten())
    });
    let rows = move || changes.get().unwrap_or_default();
    let count = Memo::new(move |_| rows().len());
    let known = Memo::new(move |_| changes.with(Option::is_some));
    let has_money = Memo::new(move |_| state.base.with(|base| base.has_money));
    let picking = Picking::among(Signal::derive(move || {
        rows().iter().map(|row| row.query.clone()).collect()
    }));
    let t = move || &state.t().overview;
    let line = move |i: usize| {
        let row = Memo::new(move |_| rows().get(i).cloned());
        let of = move |read: fn(&Writer, &ActivityChange) -> String| {
            let write = Writer::of(state);
            row.with(|row| row.as_ref().map(|row| read(&write, row)))
        };
        view! {
            <tr data-chosen=move || picking.is_chosen(i).to_string()>
                <th scope="row">
                    <button
                        class="pick"
                        data-class=move || row.with(|row| row.as_ref().map(|row| row.name.clone()))
                        aria-pressed=move || picking.is_chosen(i).to_string()
                        on:click=move |_| picking.toggle(i)
                    >
                        {move || of(|write, row| write.messages.words.class(&row.name).to_string())}
                    </button>
                </th>
                <td class="number">{move || of(|write, row| write.count(row.came))}</td>
                <td class="muted">{move || of(from)}</td>
                <Show when=move || has_money.get()>
                    <td class="number">{move || of(|write, row| write.some_money(row.revenue))}</td>
                </Show>
            </tr>
        }
    };
    let since = move || {
        let as_of = state.base.with(|base| base.as_of)?;
        let day = locale::day(state.lang.get(), as_of - DAYS);
        Some(fill(t().changed_since, &[("day", &day)]))
    };
    // Without a day nothing has an age, and nothing changes.
    let there = Memo::new(move |_| state.base.with(|base| base.as_of.is_some()));
    view! {
        <Show when=move || there.get()>
        <section class="card moved" aria-labelledby="changes-title" aria-busy=move || (!known.get()).to_string()>
            <div class="card-head"><h2 id="changes-title">{move || t().changed}</h2></div>
            <Show when=move || { count.get() > 0 }>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{move || t().changed_class}</th>
                            <th scope="col" class="number">{move || t().changed_came}</th>
                            <th scope="col">{move || t().changed_from}</th>
                            <Show when=move || has_money.get()>
                                <th scope="col" class="number">{move || t().changed_revenue}</th>
                            </Show>
                        </tr>
                    </thead>
                    <tbody>{move || (0..count.get()).map(line).collect_view()}</tbody>
                </table>
            </Show>
            <Show when=move || known.get() && count.get() == 0>
                <p class="muted">{move || t().no_changes}</p>
            </Show>
            <p class="small">{since}</p>
        </section>
        </Show>
    }
}

/// Where most of them came from, and how many of all these are.
fn from(write: &Writer, change: &ActivityChange) -> String {
    let name = match &change.from {
        Some(class) => write.messages.words.class(class),
        None => write.t().first_order,
    };
    if change.from_count == change.came {
        return name.to_string();
    }
    format!("{name} ({})", write.count(change.from_count))
}
