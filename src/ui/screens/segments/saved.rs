//! Saved segments: named, described, put in order, counted, laid over one another, taken away in a file and back.
//! Rules only; a file of them holds no customer.

use super::{
    compare, grown,
    names::{Mark, ShareBar, money, percent, whole},
    state::Kept,
};
use crate::{
    engine::{
        groups::{
            GroupsAsk,
            saved::{OverlapView, SavedText},
        },
        protocol::Ask,
    },
    query::print::quote,
    ui::{messages::fill, page, parts::problem::sentence, state::State, transport},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The panel of saved segments.
#[component]
pub fn SavedPanel() -> impl IntoView {
    let state = State::here();
    let groups = state.groups;
    // What was taken out last, to be put back.
    let taken = RwSignal::new(None::<(usize, SavedText)>);
    let names = Memo::new(move |_| {
        groups.texts.with(|texts| texts.iter().map(|text| text.name.clone()).collect::<Vec<_>>())
    });
    Effect::new(move |_| {
        let names = names.get();
        groups.saved.track();
        if names.len() > 1 {
            transport::ask(Ask::Groups(GroupsAsk::Overlap(names)));
        }
    });
    grown::keep_up(state);
    let undo = move |_| {
        if let Some((place, text)) = taken.get_untracked() {
            groups.change(|texts| texts.insert(place.min(texts.len()), text));
            taken.set(None);
        }
    };
    view! {
        <div class="card-head"><h2>{move || state.t().segments.saved}</h2></div>
        <SaveForm />
        <Show when=move || taken.with(Option::is_some)>
            <p role="status">
                {move || taken.with(|taken| taken.as_ref().map(|(_, text)| fill(state.t().segments.deleted, &[("name", &text.name)])))}
                " "
                <button class="quiet" on:click=undo>{move || state.t().shell.undo}</button>
            </p>
        </Show>
        <Show
            when=move || names.with(|names| !names.is_empty())
            fallback=move || view! { <p class="muted">{move || state.t().segments.none_saved}</p> }
        >
            <ul class="saved">
                {move || {
                    names
                        .with(Vec::len)
                        .checked_sub(1)
                        .map(|last| {
                            (0..=last)
                                .map(|index| view! { <SavedRow index is_last=index == last taken /> })
                                .collect_view()
                        })
                }}
            </ul>
        </Show>
        <Keeping />
        {move || {
            groups.overlap.get().filter(|view| names.with(|names| *names == view.names) && view.names.len() > 1)
                .map(|view| overlap(state, &view))
        }}
        {compare::panel(state)}
    }
}

/// Saves the present selection under a name.
#[component]
fn SaveForm() -> impl IntoView {
    let state = State::here();
    let name = RwSignal::new(String::new());
    let query = move || state.selection.with(|selection| selection.query.clone());
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        state.groups.save(&name.get_untracked(), untrack(query));
        name.set(String::new());
    };
    view! {
        <form class="cuts" on:submit=save>
            <label class="wide">
                {move || state.t().segments.save_as}
                <input prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event)) />
            </label>
            <button class="primary" disabled=move || name.with(|name| name.trim().is_empty())>
                {move || state.t().segments.save}
            </button>
        </form>
        <p class="muted small">
            {move || {
                let query = query();
                if query.is_empty() { state.t().segments.save_everyone.to_string() } else { query }
            }}
        </p>
    }
}

#[component]
fn SavedRow(
    index: usize,
    is_last: bool,
    taken: RwSignal<Option<(usize, SavedText)>>,
) -> impl IntoView {
    let state = State::here();
    let groups = state.groups;
    let text = move || groups.texts.with(|texts| texts.get(index).cloned().unwrap_or_default());
    let counted = move || groups.saved.with(|saved| saved.get(index).cloned());
    let dated = Memo::new(move |_| state.base.with(|base| base.as_of.is_some()));
    let is_open =
        Memo::new(move |_| groups.grown.name.get().is_some_and(|name| name == text().name));
    let delete = move |_| {
        taken.set(Some((index, untrack(text))));
        groups.change(|texts| drop(texts.remove(index)));
    };
    let rename = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        groups.rename(state, index, typed.trim());
        // One that is empty or another's gives way to what it was.
        let input = event.target().map(JsCast::unchecked_into::<web_sys::HtmlInputElement>);
        input.iter().for_each(|input| input.set_value(&untrack(text).name));
    };
    let duplicate = move |_| {
        groups.change(|texts| {
            let mut copy = texts[index].clone();
            while texts.iter().any(|text| text.name == copy.name) {
                copy.name.push('′');
            }
            texts.insert(index + 1, copy);
        });
    };
    view! {
        <li>
            <div class="saved-head">
                {move || {
                    let SavedText { name, .. } = text();
                    let query = format!("segment {}", quote(&name));
                    view! { <Mark name query /> }
                }}
                {move || counted().map(|row| match &row.problem {
                    Some(problem) => view! { <small class="wrong">{sentence(state.t(), problem)}</small> }.into_any(),
                    None => {
                        let share = row.revenue_share.unwrap_or(0.0);
                        view! {
                            <b>{whole(state, row.customers)}</b>
                            {row.revenue.map(|revenue| view! {
                                <span class="muted">{money(state, revenue)}</span>
                                <ShareBar share />
                                <small>{percent(state, share)}</small>
                            })}
                        }.into_any()
                    }
                })}
                <span class="space"></span>
                <button aria-label=move || state.t().segments.up disabled=index == 0 on:click=move |_| groups.change(|texts| texts.swap(index, index - 1))>"↑"</button>
                <button aria-label=move || state.t().segments.down disabled=is_last on:click=move |_| groups.change(|texts| texts.swap(index, index + 1))>"↓"</button>
                <button on:click=move |_| state.set_query(text().query)>{move || state.t().segments.open}</button>
                <Show when=move || dated.get() && counted().is_some_and(|row| row.problem.is_none())>
                    <button aria-expanded=move || is_open.get().to_string() on:click=move |_| groups.grown.toggle(untrack(text).name)>
                        {move || state.t().segments.over_time}
                    </button>
                </Show>
                <button on:click=duplicate>{move || state.t().segments.duplicate}</button>
                <button on:click=delete>{move || state.t().segments.delete}</button>
            </div>
            <code>{move || text().query}</code>
            <div class="saved-words">
            <input
                aria-label=move || state.t().segments.rename
                title=move || state.t().segments.rename
                prop:value=move || text().name
                on:change=rename
            />
            <input
                class="description"
                aria-label=move || state.t().segments.description
                placeholder=move || state.t().segments.description
                prop:value=move || text().description
                on:change=move |event| {
                    let typed = event_target_value(&event);
                    groups.change(|texts| texts[index].description = typed);
                }
            />
            </div>
            {move || is_open.get().then(|| grown::panel(state, &untrack(text).name))}
        </li>
    }
}

/// Whether they stay in this browser, and the file of them.
#[component]
fn Keeping() -> impl IntoView {
    let state = State::here();
    let groups = state.groups;
    let wrong = RwSignal::new(false);
    let download = move |_| {
        if let Ok(json) = serde_json::to_string_pretty(&groups.rules()) {
            page::save_text("segments.json", "application/json", &json);
        }
    };
    let upload = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event.target().expect("an input").unchecked_into();
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        leptos::task::spawn_local(async move {
            let read = gloo::file::futures::read_as_text(&file.into()).await;
            let rules = read.ok().and_then(|text| Kept::read(&text));
            wrong.set(rules.is_none());
            rules.into_iter().for_each(|rules| groups.take_in(rules));
        });
    };
    view! {
        <p class="cuts">
            <label>
                <input type="checkbox" prop:checked=move || groups.kept.get() on:change=move |event| groups.keep(event_target_checked(&event)) />
                {move || state.t().segments.keep}
            </label>
            <span class="space"></span>
            <button disabled=move || groups.texts.with(Vec::is_empty) && groups.edited.with(|set| set.edited.is_empty()) on:click=download>{move || state.t().segments.to_file}</button>
            <label class="button">
                {move || state.t().segments.from_file}
                <input class="visually-hidden" type="file" accept=".json,application/json" on:change=upload />
            </label>
        </p>
        <Show when=move || wrong.get()>
            <p class="wrong" role="alert">{move || state.t().segments.wrong_file}</p>
        </Show>
    }
}

/// Every combination of the segments that has customers, as a row of dots.
fn overlap(state: State, view: &OverlapView) -> AnyView {
    let most = view.parts.iter().map(|part| part.customers).max().unwrap_or(1).max(1);
    let head = view
        .names
        .iter()
        .map(|name| view! { <th class="dot-head">{name.clone()}</th> })
        .collect_view();
    let rows = view
        .parts
        .iter()
        .map(|part| {
            let dots = part
                .inside
                .iter()
                .map(|&inside| {
                    let (sign, said) = if inside { ("●", state.t().people.yes) } else { ("○", state.t().people.no) };
                    view! { <td class="overlap-dot" data-inside=inside.to_string() aria-label=said>{sign}</td> }
                })
                .collect_view();
            let share = f64::from(part.customers) / f64::from(most);
            view! {
                <tr>
                    {dots}
                    <td class="number"><Mark name=whole(state, part.customers) query=part.query.clone() /></td>
                    <td class="share"><ShareBar share /></td>
                    {part.revenue.map(|revenue| view! { <td class="number">{money(state, revenue)}</td> })}
                </tr>
            }
        })
        .collect_view();
    let has_money = state.base.with(|base| base.has_money);
    view! {
        <h2>{state.t().segments.overlap}</h2>
        <p class="muted small">{state.t().segments.overlap_note}</p>
        <div class="scroll" role="region" aria-label=state.t().segments.overlap tabindex="0">
            <table class="groups-table">
                <thead>
                    <tr>
                        {head}
                        <th class="number">{state.t().overview.customers}</th>
                        <th></th>
                        {has_money.then(|| view! { <th class="number">{state.t().overview.revenue}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
