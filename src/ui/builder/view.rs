//! The builder's card: its head with the templates, the tree, what to look at twice, and what was done.

use super::{bench::Bench, tree};
use crate::{
    engine::builder::BuilderAsk,
    query::{
        ast::{Name, Op, Test, Value, ValueKind},
        draft::Item,
    },
    ui::{locale, messages::fill, parts::popup::Popup, state::State},
};
use leptos::prelude::*;

/// The segment builder.
#[component]
pub fn Builder() -> impl IntoView {
    let state = State::here();
    let bench = Bench::new(state);
    let templates = RwSignal::new(false);
    Effect::new(move |_| {
        if templates.get() && state.builder.templates.with_untracked(Option::is_none) {
            state.builder.ask(BuilderAsk::Templates);
        }
    });
    let offered = move || {
        let lang = state.lang.get();
        let names = &state.t().builder.template_names;
        let all = state.builder.templates.get()?;
        let buttons = all
            .iter()
            .map(|template| {
                let query = template.query.clone();
                let count = locale::whole(lang, f64::from(template.customers));
                let title = state.voice().text(&query);
                view! {
                    <button
                        role="menuitem"
                        title=title
                        on:click=move |_| {
                            templates.set(false);
                            state.set_query(query.clone());
                        }
                    >
                        <span>{names[template.kind as usize]}</span>
                        <small>{count}</small>
                    </button>
                }
            })
            .collect_view();
        Some(buttons)
    };
    view! {
        <section class="card builder" id="builder" tabindex="-1" aria-label=move || state.t().builder.title>
            <div class="card-head">
                <h2>{move || state.t().builder.title}</h2>
                <span class="space"></span>
                <Popup
                    open=templates
                    label=Signal::derive(move || state.t().builder.templates.to_string())
                    class="quiet"
                    menu=true
                >
                    <div class="templates">{offered}</div>
                </Popup>
            </div>
            <Show when=move || bench.drawn.with(|draft| draft.root.items.is_empty())>
                <p class="small">{move || state.t().builder.nothing_yet}</p>
            </Show>
            {tree::group(bench, Vec::new())}
            {move || {
                let said = bench.deleted.get()?;
                let sentence = fill(state.t().builder.deleted, &[("x", &said)]);
                Some(view! {
                    <p class="deleted" role="status">
                        {sentence}
                        " "
                        <button class="quiet" on:click=move |_| {
                            bench.deleted.set(None);
                            state.undo();
                        }>{state.t().shell.undo}</button>
                    </p>
                })
            }}
            {move || notices(bench)}
            <p class="visually-hidden" role="status">{move || bench.said.get()}</p>
        </section>
    }
}

/// Where "did not" also keeps those who came later, with the condition that leaves them out.
fn notices(bench: Bench) -> impl IntoView {
    let state = bench.state;
    let as_of = state.base.with(|base| base.as_of);
    let found = bench.drawn.with(|draft| draft.newcomers(as_of));
    let has_orders = bench.field(crate::query::error::Scope::Customers, "first_order").is_some();
    found
        .into_iter()
        .filter(|_| has_orders)
        .map(|(path, day)| {
            let t = &state.t().builder;
            let sentence = bench.drawn.with(|draft| {
                let item = draft.item(&path)?.clone();
                let root = crate::query::draft::Group { any: false, items: vec![item] };
                Some(state.voice().sentence(&crate::query::draft::Draft { root }.node()))
            });
            let day_said = locale::day(state.lang.get(), day.0);
            let values = [("x", sentence.unwrap_or_default()), ("day", day_said)];
            let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let fix = move |_| {
                let test = Test::Compare {
                    name: Name::new("first_order"),
                    op: Op::Lt,
                    value: Value::new(ValueKind::Date(day)),
                };
                bench.edit(|draft| {
                    let (&place, way) = path.split_last()?;
                    draft.insert(way, place + 1, Item::condition(test))
                });
            };
            view! {
                <div class="notice">
                    <p>{fill(t.newcomers, &values)}</p>
                    <button class="quiet" on:click=fix>{fill(t.newcomers_fix, &values)}</button>
                </div>
            }
        })
        .collect_view()
}
