//! The editor of what customers did: of what, how it is measured, how it compares, when, and further details.

use super::{
    bench::Bench,
    field_editor::field_editor,
    inputs::{choice, day, length, number},
    start::filter_test,
    way::typed,
};
use crate::{
    engine::{builder::BuilderAsk, groups::ladder::STEP},
    query::{
        ast::{
            Aggregate, Condition, Name, Number, Op, Source, SourceTest, Test, Unit, Value,
            ValueKind, Window,
        },
        check::scope_of,
        edit::{condition, field_of},
        error::Scope,
        fields::Kind,
        print::print,
    },
    ui::{locale, sentence::capital},
};
use leptos::prelude::*;

const OPS: [Op; 6] = [Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge];

/// The editor of one condition on orders, lines or events.
pub fn source_editor(
    bench: Bench,
    test: Signal<Option<Test>>,
    set: impl Fn(Test) + Copy + Send + Sync + 'static,
) -> AnyView {
    let source = Memo::new(move |_| match test.get() {
        Some(Test::Source(test)) => Some(test),
        _ => None,
    });
    let change = move |change: &dyn Fn(&mut SourceTest)| {
        if let Some(mut now) = source.get_untracked() {
            change(&mut now);
            set(Test::Source(now));
        }
    };
    let t = move || &bench.state.t().builder;
    let scope = Memo::new(move |_| {
        source.with(|test| test.as_ref().map_or(Scope::Orders, |test| scope_of(&test.source)))
    });

    // Of what.
    let sources = Memo::new(move |_| {
        let kinds = bench
            .state
            .builder
            .fields
            .with(|fields| fields.as_ref().map_or(Vec::new(), |fields| fields.kinds.clone()));
        let mut all = vec![Source::Orders, Source::Lines, Source::Events(None)];
        all.extend(kinds.into_iter().map(|kind| Source::Events(Some(kind.value))));
        if let Some(test) = source.get()
            && !all.contains(&test.source)
        {
            all.push(test.source);
        }
        all
    });
    let of_what = choice(
        Signal::derive(move || t().source.to_string()),
        Signal::derive(move || {
            let voice = bench.state.voice();
            let word = |source: &Source| match source {
                Source::Orders => t().sources[0].to_string(),
                Source::Lines => t().sources[1].to_string(),
                Source::Events(None) => t().sources[2].to_string(),
                Source::Events(Some(kind)) => voice.kind(kind).0,
            };
            sources.with(|sources| sources.iter().map(word).collect())
        }),
        Signal::derive(move || {
            let now = source.get().map(|test| test.source);
            sources
                .with(|sources| sources.iter().position(|s| Some(s) == now.as_ref()).unwrap_or(0))
        }),
        move |place| {
            let Some(chosen) = sources.with_untracked(|sources| sources.get(place).cloned()) else {
                return;
            };
            change(&|test| {
                // Details and measures of other records may not be there.
                if scope_of(&chosen) != scope_of(&test.source) {
                    test.filters.clear();
                    if test.aggregate.name().is_some() {
                        test.aggregate = Aggregate::Count;
                        test.value = Value::new(ValueKind::Number(1.into()));
                    }
                }
                test.source = chosen.clone();
            });
        },
    );

    // Measured how.
    let numbers = Memo::new(move |_| {
        let named = |kinds: &[Kind]| {
            bench.state.builder.fields.with(|fields| {
                let Some(fields) = fields else { return Vec::new() };
                let list = match scope.get() {
                    Scope::Orders => &fields.orders,
                    Scope::Lines => &fields.lines,
                    _ => &fields.events,
                };
                let fits = list.iter().filter(|field| kinds.contains(&field.kind));
                fits.map(|field| field.name.clone()).collect::<Vec<_>>()
            })
        };
        named(&[Kind::Whole, Kind::Number, Kind::Money, Kind::Quantity])
    });
    let place_of = |aggregate: &Aggregate| match aggregate {
        Aggregate::Count => 0,
        Aggregate::Days => 1,
        Aggregate::Sum(_) => 2,
        Aggregate::Mean(_) => 3,
        Aggregate::Max(_) => 4,
        Aggregate::Min(_) => 5,
    };
    let aggregate = move |place: usize, name: Name| match place {
        0 => Aggregate::Count,
        1 => Aggregate::Days,
        2 => Aggregate::Sum(name),
        3 => Aggregate::Mean(name),
        4 => Aggregate::Max(name),
        _ => Aggregate::Min(name),
    };
    let measure_place =
        Memo::new(move |_| source.get().map_or(0, |test| place_of(&test.aggregate)));
    let measure = choice(
        Signal::derive(move || t().measure.to_string()),
        Signal::derive(move || {
            let n = if numbers.with(Vec::is_empty) { 2 } else { 6 };
            t().aggregates[..n].iter().map(|word| word.to_string()).collect()
        }),
        measure_place.into(),
        move |place| {
            let first = numbers.with_untracked(|names| names.first().cloned());
            change(&|test| {
                let name = test.aggregate.name().cloned();
                let name = name.or_else(|| first.as_ref().map(|first| Name::new(first)));
                if let Some(name) = name.or_else(|| (place < 2).then(|| Name::new(""))) {
                    test.aggregate = aggregate(place, name);
                }
            });
        },
    );
    let of_field = move || {
        let place = measure_place.get();
        if place < 2 {
            return None;
        }
        let voice = bench.state.voice();
        let names = numbers.get();
        let words: Vec<String> = names.iter().map(|name| voice.record_field(name)).collect();
        let places = names.clone();
        Some(choice(
            Signal::derive(move || t().of_field.to_string()),
            Signal::derive(move || words.clone()),
            Signal::derive(move || {
                let now = source.get().and_then(|test| Some(test.aggregate.name()?.text.clone()));
                names.iter().position(|name| Some(name) == now.as_ref()).unwrap_or(0)
            }),
            move |chosen| {
                if let Some(name) = places.get(chosen) {
                    change(&|test| test.aggregate = aggregate(place, Name::new(name)));
                }
            },
        ))
    };

    // Compared how.
    let compare = choice(
        Signal::derive(move || t().way.to_string()),
        Signal::derive(move || t().compares.map(str::to_string).to_vec()),
        Signal::derive(move || source.get().map_or(5, |test| test.op as usize)),
        move |place| change(&|test| test.op = OPS[place.min(5)]),
    );
    let value = number(
        Signal::derive(move || t().value.to_string()),
        Signal::derive(move || match source.get().map(|test| test.value.kind) {
            Some(ValueKind::Number(number)) => number.written().to_string(),
            _ => String::new(),
        }),
        move |text| {
            if let Some(number) = typed(&text) {
                change(&|test| test.value = Value::new(ValueKind::Number(number.clone())));
            }
        },
    );

    view! {
        <div class="test">
            {of_what} {measure} {of_field} {compare} {value}
            {window_editor(bench, source.into(), move |window| {
                change(&|test| test.window = Some(window));
            })}
        </div>
        {steps(bench, source.into(), move |number| {
            change(&|test| test.value = Value::new(ValueKind::Number(number.clone())));
        })}
        {filters(bench, scope.into(), source.into(), move |filters| {
            change(&|test| test.filters = filters.clone());
        })}
    }
    .into_any()
}

/// How many customers reach each step of the count or sum, to choose the number by.
fn steps(
    bench: Bench,
    source: Signal<Option<SourceTest>>,
    set: impl Fn(Number) + Copy + Send + Sync + 'static,
) -> AnyView {
    let state = bench.state;
    // The same for all numbers compared with: typing asks for nothing.
    let template = Memo::new(move |_| {
        let test = source.get()?;
        let counted =
            matches!(test.aggregate, Aggregate::Count | Aggregate::Days | Aggregate::Sum(_));
        let value = Value::new(ValueKind::Text(STEP_MARK.to_string()));
        let test = SourceTest { op: Op::Ge, value, ..test };
        let text = print(&condition(Test::Source(test)));
        counted.then(|| text.replace(&format!("\"{STEP_MARK}\""), STEP))
    });
    Effect::new(move |_| {
        if let Some(template) = template.get() {
            state.builder.ask(BuilderAsk::Steps { template });
        }
    });
    let shown = move || {
        let view = state.builder.steps.get()?;
        let lang = state.lang.get();
        (Some(&view.template) == template.get().as_ref()).then(|| {
            view.steps
                .iter()
                .map(|step| {
                    let at = locale::exact(lang, step.at);
                    let number = typed(&step.at.to_string());
                    let n = locale::whole(lang, f64::from(step.customers));
                    view! {
                        <button class="hint" on:click=move |_| number.clone().into_iter().for_each(set)>
                            {format!("≥ {at}")}
                            " "
                            <small>{n}</small>
                        </button>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div class="hints" role="group" aria-label=move || state.t().builder.steps>{shown}</div>
    }
    .into_any()
}

/// Stands for the step while the template is printed; no text of the user's is this.
const STEP_MARK: &str = "\u{1}";

/// When.
fn window_editor(
    bench: Bench,
    source: Signal<Option<SourceTest>>,
    set: impl Fn(Window) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = move || &bench.state.t().builder;
    let window =
        Memo::new(move |_| source.with(|test| test.as_ref()?.window).unwrap_or(Window::Ever));
    let place = Memo::new(move |_| match window.get() {
        Window::Ever => 0,
        Window::Last(..) => 1,
        Window::ThisMonth => 2,
        Window::ThisYear => 3,
        Window::Since(_) => 4,
        Window::Before(_) => 5,
        Window::Between(..) => 6,
        Window::Any(..) => 7,
    });
    let length_now = move || match window.get() {
        Window::Last(n, unit) | Window::Any(n, unit) => (n, unit),
        _ => (12, Unit::Months),
    };
    let day_now = move || match window.get() {
        Window::Since(day) | Window::Before(day) | Window::Between(day, _) => day,
        _ => bench.as_of(),
    };
    let last_now = move || match window.get() {
        Window::Between(_, day) => day,
        _ => bench.as_of(),
    };
    let make = move |place: usize| {
        let (n, unit) = untrack(length_now);
        let (first, last) = (untrack(day_now), untrack(last_now));
        match place {
            0 => Window::Ever,
            1 => Window::Last(n, unit),
            2 => Window::ThisMonth,
            3 => Window::ThisYear,
            4 => Window::Since(first),
            5 => Window::Before(first),
            6 => Window::Between(first, last),
            _ => Window::Any(n, unit),
        }
    };
    let when = choice(
        Signal::derive(move || t().window.to_string()),
        Signal::derive(move || t().windows.map(str::to_string).to_vec()),
        place.into(),
        move |place| set(make(place)),
    );
    let more = move || {
        let place = place.get();
        match place {
            1 | 7 => Some(length(bench, Signal::derive(length_now), move |n, unit| {
                set(if place == 1 { Window::Last(n, unit) } else { Window::Any(n, unit) });
            })),
            4..=6 => {
                let first = day(
                    Signal::derive(move || t().from.to_string()),
                    Signal::derive(day_now),
                    move |day| {
                        set(match place {
                            4 => Window::Since(day),
                            5 => Window::Before(day),
                            _ => Window::Between(day, untrack(last_now)),
                        });
                    },
                );
                let last = (place == 6).then(|| {
                    day(
                        Signal::derive(move || t().to.to_string()),
                        Signal::derive(last_now),
                        move |day| set(Window::Between(untrack(day_now), day)),
                    )
                });
                Some(view! { {first} {last} }.into_any())
            }
            _ => None,
        }
    };
    view! { {when} {more} }.into_any()
}

/// Details: tests of the records' fields, all of which must hold.
fn filters(
    bench: Bench,
    scope: Signal<Scope>,
    source: Signal<Option<SourceTest>>,
    set: impl Fn(Vec<Condition>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = move || &bench.state.t().builder;
    let now = move || source.with(|test| test.as_ref().map_or(Vec::new(), |t| t.filters.clone()));
    // Which fields are tested: only another list of them draws the editors anew.
    let names = Memo::new(move |_| {
        let name = |filter: Condition| field_of(&filter.test).map(|name| name.text.clone());
        (scope.get(), now().into_iter().map(name).collect::<Vec<_>>())
    });
    let fields = Memo::new(move |_| {
        bench.state.builder.fields.with(|fields| {
            let Some(fields) = fields else { return Vec::new() };
            match scope.get() {
                Scope::Orders => fields.orders.clone(),
                Scope::Lines => fields.lines.clone(),
                _ => fields.events.clone(),
            }
        })
    });
    let waiting = RwSignal::new(None::<crate::engine::builder::FieldView>);
    let add = move |test: Test| {
        let mut filters = untrack(now);
        filters.push(Condition { span: Default::default(), test });
        set(filters);
    };
    // A text begins with its most frequent value.
    Effect::new(move |_| {
        let Some(field) = waiting.get() else { return };
        let first = bench.state.builder.values.with(|values| {
            let values = values.as_ref()?;
            (values.field == field.name && values.scope == untrack(move || scope.get()))
                .then(|| values.values.first().map(|value| value.value.clone()))
        });
        if let Some(first) = first {
            waiting.set(None);
            add(filter_test(&field, first));
        }
    });
    let editors = move || {
        let (scope, names) = names.get();
        names
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                let test = Signal::derive(move || {
                    source.with(|test| {
                        test.as_ref()?.filters.get(place).map(|filter| filter.test.clone())
                    })
                });
                let editor = field_editor(bench, scope, test, move |test| {
                    let mut filters = untrack(now);
                    if let Some(filter) = filters.get_mut(place) {
                        filter.test = test;
                    }
                    set(filters);
                });
                let name = capital(&bench.state.voice().record_field(&name.unwrap_or_default()));
                let label = name.clone();
                view! {
                    <div class="filter">
                        <span class="filter-head">
                            <b>{name}</b>
                            <button
                                class="quiet"
                                aria-label=move || format!("{}: {label}", t().remove_filter)
                                on:click=move |_| {
                                    let mut filters = untrack(now);
                                    if place < filters.len() {
                                        filters.remove(place);
                                    }
                                    set(filters);
                                }
                            >
                                "×"
                            </button>
                        </span>
                        {editor}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        {editors}
        <select
            class="add-filter"
            aria-label=move || t().add_filter
            prop:value="-"
            on:change=move |event| {
                let place = event_target_value(&event).parse::<usize>();
                let field = place.ok().and_then(|place| fields.with_untracked(|f| f.get(place).cloned()));
                let Some(field) = field else { return };
                if matches!(field.kind, Kind::Text | Kind::Class) {
                    bench.state.builder.values.set(None);
                    bench.state.builder.ask(BuilderAsk::Values {
                        scope: scope.get_untracked(),
                        field: field.name.clone(),
                        search: String::new(),
                    });
                    waiting.set(Some(field));
                } else {
                    add(filter_test(&field, None));
                }
            }
        >
            <option value="-">{move || t().add_filter}</option>
            {move || {
                let voice = bench.state.voice();
                fields
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(place, field)| {
                        let word = capital(&voice.record_field(&field.name));
                        view! { <option value=place.to_string()>{word}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
    .into_any()
}
