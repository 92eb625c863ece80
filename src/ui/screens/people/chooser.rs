//! Chooses some of the columns: of the list, or to filter by. In which order they were chosen does not matter.

use crate::{
    engine::view::ListColumn,
    text::Finder,
    ui::{parts::popup::Popup, state::State},
};
use leptos::prelude::*;

/// A button that opens the choice.
#[component]
pub fn Chooser(
    /// The button's words.
    #[prop(into)]
    label: Signal<String>,
    chosen: RwSignal<Vec<String>>,
    /// Which columns can be chosen.
    offers: fn(&ListColumn) -> bool,
    /// Puts those chosen into order.
    sort: fn(&mut [String], &[ListColumn]),
    /// How many must stay.
    #[prop(default = 0)]
    least: usize,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Popup open label>
            <Choices chosen offers sort least />
        </Popup>
    }
}

#[component]
fn Choices(
    chosen: RwSignal<Vec<String>>,
    offers: fn(&ListColumn) -> bool,
    sort: fn(&mut [String], &[ListColumn]),
    least: usize,
) -> impl IntoView {
    let state = State::here();
    let find = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let t = state.t();
        let mut finder = find.with(|find| Finder::new(find.trim()));
        let mut fits = |name: &str| {
            finder
                .as_mut()
                .is_none_or(|finder| finder.is_in(t.words.field(name)) || finder.is_in(name))
        };
        state.columns.with(|columns| {
            let offered = columns.iter().filter(|column| offers(column) && fits(&column.name));
            offered.map(|column| column.name.clone()).collect::<Vec<_>>()
        })
    });
    let toggle = move |name: &str| {
        chosen.update(|chosen| match chosen.iter().position(|known| known == name) {
            Some(place) if chosen.len() > least => drop(chosen.remove(place)),
            Some(_) => {}
            None => {
                chosen.push(name.to_string());
                state.columns.with_untracked(|columns| sort(chosen, columns));
            }
        });
    };
    view! {
        <input
            type="search"
            autocomplete="off"
            aria-label=move || state.t().people.find
            placeholder=move || state.t().people.find
            on:input=move |event| find.set(event_target_value(&event))
        />
        <div class="choices">
            <For each=move || found.get() key=|name| name.clone() let:name>
                {
                    let name = StoredValue::new(name);
                    let is_chosen = move || {
                        chosen.with(|chosen| name.with_value(|name| chosen.contains(name)))
                    };
                    view! {
                        <label>
                            <input
                                type="checkbox"
                                prop:checked=is_chosen
                                disabled=move || is_chosen() && chosen.with(|chosen| chosen.len() <= least)
                                on:change=move |_| name.with_value(|name| toggle(name))
                            />
                            {move || name.with_value(|name| state.t().words.field(name).to_string())}
                        </label>
                    }
                }
            </For>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="small">{move || state.t().people.no_such}</p>
            </Show>
        </div>
    }
}
