//! The editor of a test of a field, of a customer or of a record: the way, then what it is compared with.

use super::{
    bench::Bench,
    inputs::{choice, day, length, number, spread, values, whole},
    way::{Parts, Way, make, shifted, typed, way_of, ways},
};
use crate::{
    query::{
        ast::{Test, Unit, Value, ValueKind},
        edit::field_of,
        error::Scope,
        fields::Kind,
    },
    ui::sentence::value::is_share,
};
use leptos::prelude::*;

/// The editor of one test.
pub fn field_editor(
    bench: Bench,
    scope: Scope,
    test: Signal<Option<Test>>,
    set: impl Fn(Test) + Copy + Send + Sync + 'static,
) -> AnyView {
    let Some(name) = test.get_untracked().as_ref().and_then(field_of).cloned() else {
        return ().into_any();
    };
    let Some(field) = bench.field(scope, &name.text) else { return ().into_any() };
    let kind = field.kind;
    let of_customer = scope == Scope::Customers;
    let t = move || &bench.state.t().builder;
    let name = StoredValue::new(name);
    let parts = Memo::new(move |_| test.with(|test| test.as_ref().map(Parts::of)));
    let way = Memo::new(move |_| test.with(|test| way_of(test.as_ref()?)));
    let offered = ways(kind, of_customer);
    let listed = StoredValue::new(offered);
    let remake = move |way: Way, change: &dyn Fn(&mut Parts)| {
        let Some(mut parts) = parts.get_untracked() else { return };
        change(&mut parts);
        // Records have no median of their own: a number then begins at one.
        if !of_customer && parts.values.is_empty() && kind != Kind::Date {
            parts.values = vec![Value::new(ValueKind::Number(1.into()))];
        }
        set(name.with_value(|name| make(name, kind, way, &parts, bench.as_of())));
    };
    let change = move |change: &dyn Fn(&mut Parts)| {
        if let Some(way) = way.get_untracked() {
            remake(way, change);
        }
    };
    let ways = choice(
        Signal::derive(move || t().way.to_string()),
        Signal::derive(move || {
            let words = &t().ways;
            listed.with_value(|ways| ways.iter().map(|way| words[*way as usize].into()).collect())
        }),
        Signal::derive(move || {
            let way = way.get();
            listed.with_value(|ways| {
                ways.iter().position(|known| Some(*known) == way).unwrap_or(usize::MAX)
            })
        }),
        move |place| {
            if let Some(way) = listed.with_value(|ways| ways.get(place).copied()) {
                remake(way, &|_| {});
            }
        },
    );
    let share = of_customer && is_share(&field.name);
    let name_of_field = field.name.clone();
    let inputs = move || {
        let field_name = name_of_field.clone();
        match way.get()? {
            Way::Empty
            | Way::NotEmpty
            | Way::Yes
            | Way::No
            | Way::ThisMonth
            | Way::ThisYear
            | Way::AnniversaryThisMonth => None,
            Way::Top | Way::TopPercent | Way::AnniversaryNext => Some(whole(
                Signal::derive(move || t().how_many.to_string()),
                Signal::derive(move || parts.get().map_or(1, |parts| parts.n)),
                move |n| change(&|parts| parts.n = n),
            )),
            Way::Last | Way::Next => Some(length(
                bench,
                Signal::derive(move || {
                    parts.get().map_or((1, Unit::Days), |parts| (parts.n, parts.unit))
                }),
                move |n, unit| change(&|parts| (parts.n, parts.unit) = (n, unit)),
            )),
            Way::Since | Way::Before => Some(day(
                Signal::derive(move || t().value.to_string()),
                Signal::derive(move || {
                    parts.get().and_then(|parts| parts.day).unwrap_or(bench.as_of())
                }),
                move |day| {
                    change(&|parts| {
                        parts.day = Some(day);
                        parts.values.clear();
                    });
                },
            )),
            Way::AnyOf | Way::NoneOf => Some(values(
                bench,
                scope,
                field_name,
                Signal::derive(move || {
                    let text = |value: Value| match value.kind {
                        ValueKind::Text(text) => Some(text),
                        _ => None,
                    };
                    let parts = parts.get();
                    parts.map_or(Vec::new(), |p| p.values.into_iter().filter_map(text).collect())
                }),
                move |texts| {
                    let kept = if texts.is_empty() { Way::NotEmpty } else { Way::AnyOf };
                    let way = match way.get_untracked() {
                        Some(Way::NoneOf) if !texts.is_empty() => Way::NoneOf,
                        _ => kept,
                    };
                    remake(way, &|parts| {
                        let value = |text: &String| Value::new(ValueKind::Text(text.clone()));
                        parts.values = texts.iter().map(value).collect();
                    });
                },
            )),
            Way::Contains | Way::StartsWith | Way::EndsWith => Some(
                view! {
                    <input
                        type="text"
                        autocomplete="off"
                        aria-label=move || t().value
                        prop:value=move || parts.get().map(|parts| parts.text)
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            change(&|parts| parts.text = text.clone());
                        }
                    />
                }
                .into_any(),
            ),
            way @ (Way::Between | Way::Eq | Way::Ne | Way::Lt | Way::Le | Way::Gt | Way::Ge) => {
                let input = move |place: usize| match kind {
                    Kind::Date => day_value(bench, place, parts.into(), move |value| {
                        change(&|parts| put(parts, place, value.clone()));
                    }),
                    _ => number_value(bench, place, share, parts.into(), move |value| {
                        change(&|parts| put(parts, place, value.clone()));
                    }),
                };
                if way == Way::Between {
                    return Some(view! { {input(0)} {input(1)} }.into_any());
                }
                // The median of the field itself, for customers.
                let median = (of_customer && kind != Kind::Date).then(|| {
                    let is_median = move || {
                        parts.with(|parts| {
                            parts.as_ref().is_some_and(|parts| {
                                matches!(
                                    parts.values.first(),
                                    Some(Value { kind: ValueKind::Median(_), .. })
                                )
                            })
                        })
                    };
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=is_median
                                on:change=move |event| {
                                    let value = match event_target_checked(&event) {
                                        true => ValueKind::Median(name.get_value()),
                                        false => ValueKind::Number(1.into()),
                                    };
                                    change(&|parts| parts.values = vec![Value::new(value.clone())]);
                                }
                            />
                            {move || t().median}
                        </label>
                    }
                });
                Some(view! { {input(0)} {median} }.into_any())
            }
        }
    };
    let numbered =
        matches!(kind, Kind::Whole | Kind::Number | Kind::Money | Kind::Quantity | Kind::Date);
    let picture = numbered.then(|| {
        // With the sentence: bars may wait until the count is painted.
        let kept = Memo::new(move |_| {
            bench.drawn.track();
            kept(way.get_untracked()?, &parts.get_untracked()?)
        });
        spread(bench, scope, field.name.clone(), kept.into(), move |text| {
            let value = match kind {
                Kind::Date => text.parse().ok().map(ValueKind::Date),
                _ => typed(&text).map(ValueKind::Number),
            };
            let Some(value) = value.map(Value::new) else { return };
            let way = way.get_untracked().filter(|way| {
                matches!(way, Way::Eq | Way::Ne | Way::Lt | Way::Le | Way::Gt | Way::Ge)
            });
            let default = if kind == Kind::Date { Way::Since } else { Way::Ge };
            remake(way.unwrap_or(default), &|parts| {
                parts.values = vec![value.clone()];
                if let ValueKind::Date(day) = value.kind {
                    parts.day = Some(day);
                }
            });
        })
    });
    view! {
        <div class="test">{ways} {inputs}</div>
        {picture}
    }
    .into_any()
}

fn put(parts: &mut Parts, place: usize, value: Value) {
    while parts.values.len() <= place {
        parts.values.push(value.clone());
    }
    parts.values[place] = value;
}

/// From where to where the kept values lie, where that can be drawn.
fn kept(way: Way, parts: &Parts) -> Option<(f64, f64)> {
    let at = |place: usize| match &parts.values.get(place)?.kind {
        ValueKind::Number(number) => number.written().parse::<f64>().ok(),
        ValueKind::Date(day) => Some(f64::from(day.0)),
        _ => None,
    };
    let day = parts.day.map(|day| f64::from(day.0));
    match way {
        Way::Ge | Way::Gt => Some((at(0)?, f64::INFINITY)),
        Way::Le | Way::Lt => Some((f64::NEG_INFINITY, at(0)?)),
        Way::Eq => Some((at(0)?, at(0)?)),
        Way::Between => Some((at(0)?, at(1)?)),
        Way::Since => Some((day?, f64::INFINITY)),
        Way::Before => Some((f64::NEG_INFINITY, day?)),
        _ => None,
    }
}

fn day_value(
    bench: Bench,
    place: usize,
    parts: Signal<Option<Parts>>,
    set: impl Fn(Value) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = move || &bench.state.t().builder;
    let now = move || match parts.get()?.values.get(place)?.kind {
        ValueKind::Date(day) => Some(day),
        _ => None,
    };
    day(
        Signal::derive(move || [t().from, t().to][place.min(1)].to_string()),
        Signal::derive(move || now().unwrap_or(bench.as_of())),
        move |day| set(Value::new(ValueKind::Date(day))),
    )
}

/// A number; of a share, its per cents.
fn number_value(
    bench: Bench,
    place: usize,
    share: bool,
    parts: Signal<Option<Parts>>,
    set: impl Fn(Value) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = move || &bench.state.t().builder;
    let now = move || match &parts.get()?.values.get(place)?.kind {
        ValueKind::Number(number) if share => Some(shifted(number, 2)?.written().to_string()),
        ValueKind::Number(number) => Some(number.written().to_string()),
        _ => None,
    };
    let input = number(
        Signal::derive(move || t().value.to_string()),
        Signal::derive(move || now().unwrap_or_default()),
        move |text| {
            let number = typed(&text);
            let number = if share { number.and_then(|n| shifted(&n, -2)) } else { number };
            if let Some(number) = number {
                set(Value::new(ValueKind::Number(number)));
            }
        },
    );
    view! { {input} {share.then_some("%")} }.into_any()
}
