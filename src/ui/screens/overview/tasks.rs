//! What to do first: each a group with its count, its money and one click that shows its people.

use super::{part, writer::Writer};
use crate::{
    engine::view::{Task, TaskKind},
    ui::{
        locale,
        messages::fill,
        route::{Route, Screen},
        state::State,
    },
};
use leptos::prelude::*;

/// The cards of things to do; none where there is nothing to do.
#[component]
pub fn Tasks() -> impl IntoView {
    let state = State::here();
    let tasks = part(|overview| overview.tasks.clone());
    let spend = part(|overview| overview.pareto.as_ref().map(|pareto| pareto.spend_share));
    let card = move |task: Task| {
        let write = Writer::of(state);
        let (t, place) = (write.t(), place(task.kind));
        let note = match task.money {
            Some(money) => {
                let spend = write.percent(spend.get().unwrap_or_default());
                let money = match task.kind {
                    TaskKind::Promote => write.round_money(money),
                    _ => write.money(money),
                };
                fill(t.task_notes[place], &[("money", &money), ("spend", &spend)])
            }
            None => t.task_notes_no_money[place].to_string(),
        };
        let count = locale::plural(write.lang, &t.task_counts[place], f64::from(task.customers));
        let query = task.query.clone();
        let address = move || {
            Route { screen: Screen::People, query: query.clone(), ..state.route.get() }.hash()
        };
        view! {
            <a
                class="card task"
                data-task=place.to_string()
                href=address
                on:click=move |event| {
                    event.prevent_default();
                    state.show(task.query.clone());
                }
            >
                <h2>{t.task_titles[place]}</h2>
                <span class="value">{count}</span>
                <span class="muted">{note}</span>
                <span class="go">{t.see_them} " →"</span>
            </a>
        }
    };
    view! {
        <Show when=move || tasks.with(|tasks| !tasks.is_empty())>
            <section class="grid quarters" aria-label=move || state.t().overview.tasks>
                {move || tasks.get().into_iter().map(card).collect_view()}
            </section>
        </Show>
    }
}

/// Its place in the lists of sentences.
fn place(kind: TaskKind) -> usize {
    match kind {
        TaskKind::WinBack => 0,
        TaskKind::CatchInTime => 1,
        TaskKind::Promote => 2,
        TaskKind::CleanUp => 3,
    }
}
