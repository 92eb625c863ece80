//! The draft as rows in groups. A row says its condition, how many it keeps and alone removes; opened, it has its editor
//! and what can be done with it. Rows are moved by buttons or by dragging.
//!
//! The trap: typing. Rows are drawn anew only when their shape changes (which items there are, and of what they are),
//! never for another value: an input that is typed in stays where it is.

use super::{
    bench::{Adding, Bench, add_id, id},
    field_editor::field_editor,
    inputs::choice,
    picker::Picker,
    source_editor::source_editor,
};
use crate::{
    query::{
        ast::{Name, Test},
        draft::{Body, Draft, Item, Path},
        edit::field_of,
        error::Scope,
    },
    ui::{locale, messages::fill},
};
use leptos::prelude::*;
use web_sys::DragEvent;

/// What of an item makes it be drawn anew.
#[derive(Clone, PartialEq)]
enum Shape {
    Group,
    Field(String),
    Segment,
    Source,
}

fn shape(item: &Item) -> Shape {
    match &item.body {
        Body::Group(_) => Shape::Group,
        Body::Condition(condition) => match &condition.test {
            Test::Source(_) => Shape::Source,
            Test::Segment { .. } => Shape::Segment,
            test => Shape::Field(field_of(test).map(|name| name.text.clone()).unwrap_or_default()),
        },
    }
}

/// The items of a group, and what adds to it.
pub fn group(bench: Bench, path: Path) -> AnyView {
    let state = bench.state;
    let at = StoredValue::new(path.clone());
    let shapes = Memo::new(move |_| {
        bench.drawn.with(|draft| {
            let group = at.with_value(|path| draft.group(path))?;
            Some(group.items.iter().map(shape).collect::<Vec<_>>())
        })
    });
    let any = Memo::new(move |_| {
        bench.drawn.with(|draft| at.with_value(|path| draft.group(path).is_some_and(|g| g.any)))
    });
    let rows = move || {
        let shapes = shapes.get().unwrap_or_default();
        shapes
            .into_iter()
            .enumerate()
            .map(|(place, shape)| {
                let path = at.with_value(|path| [&path[..], &[place]].concat());
                let joint = (place > 0).then(|| {
                    view! {
                        <li class="joint" aria-hidden="true">
                            {move || if any.get() { state.t().sentences.or.trim() } else { state.t().sentences.and.trim() }}
                        </li>
                    }
                });
                view! { {joint} {row(bench, path, shape)} }
            })
            .collect_view()
    };
    let adds = {
        let path = path.clone();
        move |enclosed: bool| {
            let group = path.clone();
            move |_| bench.adding.set(Some(Adding { group: group.clone(), enclosed }))
        }
    };
    let here = Memo::new(move |_| {
        bench.adding.get().filter(|adding| at.with_value(|path| adding.group == *path))
    });
    let several = move || shapes.with(|shapes| shapes.as_ref().is_some_and(|s| s.len() > 1));
    view! {
        <Show when=several>
            <select
                class="joint-choice"
                aria-label=move || state.t().builder.group
                on:change=move |event| {
                    let any_now = event_target_value(&event) == "any";
                    if any.get_untracked() != any_now {
                        bench.edit(|draft| at.with_value(|path| draft.flip(path)));
                    }
                }
            >
                <option value="all" selected=move || !any.get()>{move || state.t().builder.all_of}</option>
                <option value="any" selected=move || any.get()>{move || state.t().builder.any_of}</option>
            </select>
        </Show>
        <ol class="items">{rows}</ol>
        {move || match here.get() {
            Some(adding) => view! { <Picker bench adding /> }.into_any(),
            None => {
                let ids = at.with_value(|path| [add_id(path, false), add_id(path, true)]);
                let [add, group] = ids;
                view! {
                    <div class="adds">
                        <button id=add on:click=adds(false)>{move || state.t().builder.add}</button>
                        <button id=group on:click=adds(true)>{move || state.t().builder.add_group}</button>
                    </div>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

fn row(bench: Bench, path: Path, shape: Shape) -> AnyView {
    let state = bench.state;
    let at = StoredValue::new(path.clone());
    let item = move || bench.drawn.with(|draft| at.with_value(|path| draft.item(path).cloned()));
    let negated = Memo::new(move |_| item().is_some_and(|item| item.negated));
    let is_open = Memo::new(move |_| {
        bench.open.with(|open| at.with_value(|path| open.as_ref() == Some(path)))
    });
    let is_group = shape == Shape::Group;
    let over = RwSignal::new(false);
    let sentence = move || {
        let item = item()?;
        let draft = Draft { root: crate::query::draft::Group { any: false, items: vec![item] } };
        Some(state.voice().sentence(&draft.node()))
    };
    let counts = move || {
        let part = at.with_value(|path| bench.count(path))?;
        let n = |n: u32| locale::whole(state.lang.get(), f64::from(n));
        let t = &state.t().builder;
        let keeps = fill(t.keeps, &[("n", &n(part.keeps))]);
        Some(match part.alone_removes {
            Some(alone) => {
                format!("{keeps} · {}", fill(t.alone_removes, &[("n", &n(alone))]))
            }
            None => keeps,
        })
    };
    let body = match shape {
        Shape::Group => {
            let inner = group(bench, path.clone());
            view! {
                <p class="group-head">
                    {move || negated.get().then(|| format!("{} ", state.t().builder.not_group))}
                </p>
                {inner}
                <p class="counts">{counts}</p>
                {actions(bench, path.clone(), true)}
            }
            .into_any()
        }
        shape => {
            view! {
                <button
                    id=id(&path)
                    class="say"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| {
                        let path = at.get_value();
                        bench.open.update(|open| {
                            *open = (open.as_ref() != Some(&path)).then_some(path);
                        });
                    }
                >
                    {sentence}
                </button>
                <p class="counts">{counts}</p>
                {move || {
                    is_open
                        .get()
                        .then(|| {
                            let editor = editor(bench, at.get_value(), &shape);
                            view! {
                                <div class="editor">{editor} {actions(bench, at.get_value(), false)}</div>
                            }
                        })
                }}
            }
            .into_any()
        }
    };
    view! {
        <li
            class="item"
            class:nested=is_group
            class:open=is_open
            class:over=over
            draggable=move || (!is_open.get()).to_string()
            on:dragstart=move |event: DragEvent| {
                event.stop_propagation();
                bench.dragged.set(Some(at.get_value()));
                if let Some(data) = event.data_transfer() {
                    let _ = data.set_data("text/plain", &sentence().unwrap_or_default());
                }
            }
            on:dragend=move |_| bench.dragged.set(None)
            on:dragover=move |event: DragEvent| {
                if bench.dragged.with_untracked(Option::is_some) {
                    event.prevent_default();
                    event.stop_propagation();
                    over.set(true);
                }
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: DragEvent| {
                over.set(false);
                let Some(from) = bench.dragged.get_untracked() else { return };
                event.prevent_default();
                event.stop_propagation();
                bench.dragged.set(None);
                let to = at.get_value();
                if let Some((&place, way)) = to.split_last() {
                    // Onto a group is into it; onto a condition from above is behind it.
                    let (group, place) = match is_group {
                        true => (&to[..], usize::MAX),
                        false => (way, place + usize::from(from.as_slice() < to.as_slice())),
                    };
                    bench.move_item(&from, |draft, path| draft.relocate(path, group, place));
                }
            }
        >
            {body}
        </li>
    }
    .into_any()
}

fn editor(bench: Bench, path: Path, shape: &Shape) -> AnyView {
    let at = StoredValue::new(path);
    let test = Signal::derive(move || {
        at.with_value(|path| bench.condition(path)).map(|condition| condition.test)
    });
    let set = move |test: Test| at.with_value(|path| bench.set(path, test));
    match shape {
        Shape::Source => source_editor(bench, test, set),
        Shape::Field(_) => field_editor(bench, Scope::Customers, test, set),
        Shape::Segment => segment_editor(bench, test, set),
        Shape::Group => ().into_any(),
    }
}

/// Another saved segment, or, where the condition names a class, that class still.
fn segment_editor(
    bench: Bench,
    test: Signal<Option<Test>>,
    set: impl Fn(Test) + Copy + Send + Sync + 'static,
) -> AnyView {
    let state = bench.state;
    let now = move || match test.get() {
        Some(Test::Segment { name }) => name.text,
        _ => String::new(),
    };
    let names = Memo::new(move |_| {
        let mut names = state
            .builder
            .fields
            .with(|fields| fields.as_ref().map_or(Vec::new(), |fields| fields.segments.clone()));
        if !names.contains(&now()) {
            names.insert(0, now());
        }
        names
    });
    choice(
        Signal::derive(move || state.t().builder.value.to_string()),
        names.into(),
        Signal::derive(move || {
            let now = now();
            names.with(|names| names.iter().position(|name| *name == now).unwrap_or(0))
        }),
        move |place| {
            if let Some(name) = names.with_untracked(|names| names.get(place).cloned()) {
                set(Test::Segment { name: Name::new(&name) });
            }
        },
    )
}

/// What can be done with an item.
fn actions(bench: Bench, path: Path, is_group: bool) -> AnyView {
    let state = bench.state;
    let t = move || &state.t().builder;
    let at = StoredValue::new(path.clone());
    let act = move |edit: fn(&mut Draft, &[usize]) -> Option<Path>| {
        move |_| at.with_value(|path| bench.move_item(path, edit))
    };
    let negated = move || {
        bench.drawn.with(|draft| at.with_value(|p| draft.item(p).is_some_and(|i| i.negated)))
    };
    let delete = move |_| {
        let path = at.get_value();
        let said = bench.draft.with_untracked(|draft| {
            let item = draft.item(&path)?.clone();
            let group = crate::query::draft::Group { any: false, items: vec![item] };
            Some(untrack(|| state.voice()).sentence(&Draft { root: group }.node()))
        });
        bench.open.set(None);
        bench.edit(|draft| draft.remove(&path).map(|_| path.clone()));
        bench.deleted.set(said);
        crate::ui::app::focus("builder");
    };
    // What cannot be done here is not offered.
    let cannot = move |edit: fn(&mut Draft, &[usize]) -> Option<Path>| {
        move || {
            bench.drawn.with(|draft| at.with_value(|path| edit(&mut draft.clone(), path).is_none()))
        }
    };
    let buttons = move || {
        view! {
            <button disabled=cannot(Draft::up) on:click=act(Draft::up)>{move || t().up}</button>
            <button disabled=cannot(Draft::down) on:click=act(Draft::down)>{move || t().down}</button>
            <button disabled=cannot(Draft::into) on:click=act(Draft::into)>{move || t().into}</button>
            <button disabled=cannot(Draft::out) on:click=act(Draft::out)>{move || t().out}</button>
            <button on:click=act(Draft::duplicate)>{move || t().duplicate}</button>
            <button on:click=delete>{move || t().delete}</button>
        }
    };
    view! {
        <div class="actions">
            <button aria-pressed=move || negated().to_string() on:click=act(Draft::negate)>
                {move || t().negate}
            </button>
            {if is_group {
                view! {
                    <details>
                        <summary id=id(&path)>{move || t().more}</summary>
                        <div class="actions">{buttons()}</div>
                    </details>
                }
                    .into_any()
            } else {
                buttons().into_any()
            }}
        </div>
    }
    .into_any()
}
