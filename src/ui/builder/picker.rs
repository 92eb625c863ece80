//! The choice of what a new condition is about: what customers did, then the fields, searched by their names.

use super::{
    bench::{Adding, Bench, id},
    start::{field_test, source_test},
};
use crate::{
    engine::builder::{BuilderAsk, FieldView},
    query::{
        ast::{Name, Source, Test},
        draft::{Body, Group as Items, Item},
        error::Scope,
        fields::{Group, Kind},
    },
    text::fold,
    ui::{page, sentence::capital},
};
use leptos::prelude::*;

/// What can be chosen.
#[derive(Clone, PartialEq)]
enum Choice {
    Source(Source),
    Field(FieldView),
    Segment(String),
}

/// The list, with a field to search it. Closed by a choice, its button or Escape.
#[component]
pub fn Picker(bench: Bench, adding: Adding) -> impl IntoView {
    let state = bench.state;
    let search = RwSignal::new(String::new());
    // A text field waits for its values: the first of them is what the condition begins with.
    let waiting = RwSignal::new(None::<FieldView>);
    let place = adding.clone();
    let add = move |test: Test| {
        let item = Item::condition(test);
        let Adding { group, enclosed } = place.clone();
        let path = bench.edit(|draft| {
            let any = !draft.group(&group)?.any;
            let item = match enclosed {
                true => {
                    let body = Body::Group(Items { any, items: vec![item] });
                    Item { negated: false, body }
                }
                false => item,
            };
            let mut path = draft.insert(&group, usize::MAX, item)?;
            if enclosed {
                path.push(0);
            }
            Some(path)
        });
        bench.adding.set(None);
        bench.open.set(path.clone());
        if let Some(path) = path {
            page::after_paint(move || crate::ui::app::focus(&id(&path)));
        }
    };
    let add = StoredValue::new(add);
    Effect::new(move |_| {
        let Some(field) = waiting.get() else { return };
        let first = state.builder.values.with(|values| {
            let values = values.as_ref()?;
            let fits = values.scope == Scope::Customers && values.field == field.name;
            fits.then(|| values.values.first().map(|value| value.value.clone()))
        });
        if let Some(first) = first {
            waiting.set(None);
            add.with_value(|add| add(field_test(&field, first)));
        }
    });
    let choose = move |choice: Choice| match choice {
        Choice::Source(source) => add.with_value(|add| add(source_test(source))),
        Choice::Segment(name) => {
            add.with_value(|add| add(Test::Segment { name: Name::new(&name) }));
        }
        Choice::Field(field) if matches!(field.kind, Kind::Text | Kind::Class) => {
            state.builder.values.set(None);
            let ask = BuilderAsk::Values {
                scope: Scope::Customers,
                field: field.name.clone(),
                search: String::new(),
            };
            waiting.set(Some(field));
            state.builder.ask(ask);
        }
        Choice::Field(field) => add.with_value(|add| add(field_test(&field, None))),
    };
    let groups = Memo::new(move |_| choices(bench));
    page::after_paint(|| crate::ui::app::focus("builder-search"));
    view! {
        <div
            class="picker"
            role="group"
            aria-label=move || state.t().builder.add
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    bench.close_choice();
                }
            }
        >
            <div class="picker-head">
                <input
                    type="search"
                    id="builder-search"
                    autocomplete="off"
                    aria-label=move || state.t().builder.search
                    placeholder=move || state.t().builder.search
                    prop:value=search
                    on:input=move |event| search.set(event_target_value(&event))
                />
                <button class="quiet" on:click=move |_| bench.close_choice()>
                    {move || state.t().builder.close}
                </button>
            </div>
            <div class="picker-list">
                {move || {
                    let wanted = fold(search.get().trim());
                    groups
                        .get()
                        .into_iter()
                        .map(|(kind, choices)| {
                            let found: Vec<_> = choices
                                .into_iter()
                                .filter(|(label, _)| fold(label).contains(&wanted))
                                .collect();
                            if found.is_empty() {
                                return ().into_any();
                            }
                            let buttons = found
                                .into_iter()
                                .map(|(label, choice)| {
                                    view! {
                                        <button on:click=move |_| choose(choice.clone())>{label}</button>
                                    }
                                })
                                .collect_view();
                            view! { <h3>{state.t().builder.kinds[kind]}</h3> {buttons} }.into_any()
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

/// All that can be chosen, by heading.
fn choices(bench: Bench) -> Vec<(usize, Vec<(String, Choice)>)> {
    let state = bench.state;
    let voice = state.voice();
    let Some(fields) = state.builder.fields.get() else { return Vec::new() };
    let words = &state.t().builder.sources;
    let mut did = Vec::new();
    if !fields.orders.is_empty() {
        did.push((capital(words[0]), Choice::Source(Source::Orders)));
        did.push((capital(words[1]), Choice::Source(Source::Lines)));
    }
    for kind in &fields.kinds {
        if !["purchase", "return"].contains(&kind.value.as_str()) {
            let source = Source::Events(Some(kind.value.clone()));
            did.push((capital(&voice.kind(&kind.value).0), Choice::Source(source)));
        }
    }
    let mut all = vec![(0, did)];
    let headings = [
        (1, Group::Identity),
        (5, Group::Attribute),
        (2, Group::Measure),
        (3, Group::Class),
        (4, Group::Model),
    ];
    for (heading, group) in headings {
        let of_group = fields.customers.iter().filter(|field| field.group == group);
        let named =
            |field: &FieldView| (voice.field_name(&field.name), Choice::Field(field.clone()));
        all.push((heading, of_group.map(named).collect()));
    }
    let segments = fields.segments.iter();
    all.push((6, segments.map(|name| (name.clone(), Choice::Segment(name.clone()))).collect()));
    all
}
