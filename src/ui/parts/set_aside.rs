//! Classifications of the user's that do not fit the files at hand: which, by which rule, why, and the way to their rules.

use super::problem::sentence;
use crate::{
    engine::view::SetAsideList,
    ui::{
        messages::{Messages, fill},
        screens::segments,
        state::State,
    },
};
use leptos::prelude::*;

/// The bar that says so, on every screen, until it is dismissed or others are set aside.
#[component]
pub fn SetAsideBar() -> impl IntoView {
    let state = State::here();
    let now = Memo::new(move |_| state.base.with(|base| base.set_aside.clone()));
    let dismissed = RwSignal::new(Vec::new());
    let lists = Memo::new(move |_| {
        let now = now.get();
        if dismissed.with(|seen| *seen == now) { Vec::new() } else { now }
    });
    let line = move |list: SetAsideList| {
        let said = said(state.t(), &list);
        let open = move |_| segments::open(state, list.list.clone());
        view! { <p>{said} " " <button class="quiet" on:click=open>{state.t().segments.set_aside_open}</button></p> }
    };
    view! {
        <div role="status">
            <Show when=move || lists.with(|lists| !lists.is_empty())>
                <div class="problem">
                    <div>{move || lists.get().into_iter().map(line).collect_view()}</div>
                    <button class="quiet" on:click=move |_| dismissed.set(now.get_untracked())>
                        {move || state.t().problems.dismiss}
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// Which list is set aside, by which rule, and why.
pub fn said(t: &Messages, list: &SetAsideList) -> String {
    let (s, why) = (&t.segments, sentence(t, &list.problem));
    let why = match &list.rule {
        Some((field, place, name)) => {
            let (n, field) = ((place + 1).to_string(), t.words.field(field));
            let name = t.words.class(name);
            fill(s.set_aside_rule, &[("field", field), ("n", &n), ("rule", name), ("why", &why)])
        }
        None => why,
    };
    fill(s.set_aside, &[("list", t.words.field(&list.list)), ("why", &why)])
}
