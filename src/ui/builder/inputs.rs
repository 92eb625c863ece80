//! The inputs of an editor: a choice, a number, a day, a length of time, texts out of a list with counts, and the
//! histogram with its hints.

use super::{bench::Bench, way::typed};
use crate::{
    calendar::Day,
    engine::builder::BuilderAsk,
    query::{ast::Unit, error::Scope, fields::Kind},
    text::fold,
    ui::{locale, messages::fill, parts::said_day::said_day, sentence::lower, state::State},
};
use leptos::prelude::*;

/// The units in their order.
pub const UNITS: [Unit; 4] = [Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];

/// A choice among words; its value is their place.
pub fn choice(
    label: Signal<String>,
    words: Signal<Vec<String>>,
    chosen: Signal<usize>,
    choose: impl Fn(usize) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <select
            aria-label=move || label.get()
            on:change=move |event| {
                if let Ok(place) = event_target_value(&event).parse() {
                    choose(place);
                }
            }
        >
            {move || {
                let chosen = chosen.get();
                words
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(place, word)| {
                        view! { <option value=place.to_string() selected=place == chosen>{word}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
    .into_any()
}

/// A number, decimal or whole.
pub fn number(
    label: Signal<String>,
    value: Signal<String>,
    type_it: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    // What is typed stands as it is; only another number replaces it.
    let local = RwSignal::new(value.get_untracked());
    let read = |text: &str| typed(text).and_then(|number| number.written().parse::<f64>().ok());
    Effect::new(move |_| {
        let now = value.get();
        if read(&local.get_untracked()) != read(&now) {
            local.set(now);
        }
    });
    view! {
        <input
            type="text"
            inputmode="decimal"
            size="9"
            autocomplete="off"
            aria-label=move || label.get()
            prop:value=local
            on:input=move |event| {
                let text = event_target_value(&event);
                local.set(text.clone());
                type_it(text);
            }
        />
    }
    .into_any()
}

/// A whole number from 1 on.
pub fn whole(
    label: Signal<String>,
    value: Signal<u32>,
    set: impl Fn(u32) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <input
            type="number"
            min="1"
            step="1"
            class="few"
            aria-label=move || label.get()
            prop:value=move || value.get().to_string()
            on:input=move |event| {
                if let Some(n) = event_target_value(&event).parse().ok().filter(|&n| n >= 1) {
                    set(n);
                }
            }
        />
    }
    .into_any()
}

/// A day.
pub fn day(
    label: Signal<String>,
    value: Signal<Day>,
    set: impl Fn(Day) + Send + Sync + 'static,
) -> AnyView {
    let iso = move || value.get().to_string();
    let input = view! {
        <input
            type="date"
            aria-label=move || label.get()
            prop:value=iso
            on:input=move |event| {
                if let Ok(day) = event_target_value(&event).parse() {
                    set(day);
                }
            }
        />
    };
    said_day(State::here(), iso, input).into_any()
}

/// So many days, weeks, months or years.
pub fn length(
    bench: Bench,
    value: Signal<(u32, Unit)>,
    set: impl Fn(u32, Unit) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = move || &bench.state.t().builder;
    let n = whole(
        Signal::derive(move || t().how_many.to_string()),
        Signal::derive(move || value.get().0),
        move |n| set(n, value.get_untracked().1),
    );
    let unit = choice(
        Signal::derive(move || t().unit.to_string()),
        Signal::derive(move || t().units.map(str::to_string).to_vec()),
        Signal::derive(move || value.get().1 as usize),
        move |place| set(value.get_untracked().0, UNITS[place.min(3)]),
    );
    view! { {n} {unit} }.into_any()
}

/// The values of a field with how many customers have each, searched; those chosen come and go.
pub fn values(
    bench: Bench,
    scope: Scope,
    field: String,
    chosen: Signal<Vec<String>>,
    set: impl Fn(Vec<String>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let state = bench.state;
    let search = RwSignal::new(String::new());
    let name = StoredValue::new(field);
    let ask = move |search: String| {
        state.builder.ask(BuilderAsk::Values { scope, field: name.get_value(), search });
    };
    ask(String::new());
    let found = Memo::new(move |_| {
        let view = state.builder.values.get()?;
        (view.scope == scope && view.field == name.get_value()).then_some(view)
    });
    let toggle = move |value: String| {
        let mut now = chosen.get_untracked();
        match now.iter().position(|known| fold(known) == fold(&value)) {
            Some(place) => drop(now.remove(place)),
            None => now.push(value),
        }
        set(now);
    };
    let rows = move || {
        let lang = state.lang.get();
        let words = &state.t().words;
        let view = found.get();
        let chosen_now = chosen.get();
        let is_chosen = |value: &str| chosen_now.iter().any(|known| fold(known) == fold(value));
        // What is chosen and not in the list stands before it.
        let listed = view.as_ref().map_or(&[][..], |view| &view.values[..]);
        let missing = chosen_now
            .iter()
            .filter(|value| !listed.iter().any(|known| fold(&known.value) == fold(value)))
            .map(|value| (value.clone(), None, None, true));
        let all: Vec<_> = missing
            .chain(listed.iter().map(|value| {
                let chosen = is_chosen(&value.value);
                (value.value.clone(), value.label.clone(), Some(value.customers), chosen)
            }))
            .collect();
        let rows = all
            .into_iter()
            .map(|(value, label, customers, chosen)| {
                let shown = words.class(&value).to_string();
                let count = customers.map(|n| locale::whole(lang, f64::from(n)));
                view! {
                    <label class="value">
                        <input type="checkbox" prop:checked=chosen on:change=move |_| toggle(value.clone()) />
                        <span class="value-name">{shown} {label.map(|label| view! { <small>" " {label}</small> })}</span>
                        <span class="small">{count}</span>
                    </label>
                }
            })
            .collect_view();
        let more = view.map_or(0, |view| view.more);
        let more = (more > 0).then(|| {
            let n = locale::whole(lang, f64::from(more));
            view! { <p class="small">{fill(state.t().builder.more_values, &[("n", &n)])}</p> }
        });
        view! { {rows} {more} }
    };
    view! {
        <div class="values">
            <input
                type="search"
                autocomplete="off"
                aria-label=move || state.t().builder.value
                placeholder=move || state.t().builder.value
                prop:value=search
                on:input=move |event| {
                    search.set(event_target_value(&event));
                    ask(search.get_untracked());
                }
            />
            <div class="values-list">{rows}</div>
        </div>
    }
    .into_any()
}

/// How a field's numbers are spread: bars of which those kept are full, and numbers worth choosing.
pub fn spread(
    bench: Bench,
    scope: Scope,
    field: String,
    kept: Signal<Option<(f64, f64)>>,
    set: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let state = bench.state;
    let key = StoredValue::new((scope, field.clone()));
    let known = move || {
        state.builder.spreads.with(|spreads| key.with_value(|key| spreads.get(key).cloned()))
    };
    Effect::new(move |_| {
        if known().is_none() {
            let (scope, field) = key.get_value();
            state.builder.ask(BuilderAsk::Spread { scope, field });
        }
    });
    let show = move |value: f64| {
        let voice = state.voice();
        let field = &key.get_value().1;
        match bench.field(scope, field).map(|field| field.kind) {
            Some(Kind::Date) => locale::day(state.lang.get(), value as i32),
            _ => voice.number(value, field, scope),
        }
    };
    view! {
        {move || {
            let spread = known()?;
            let most = spread.bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
            let n = spread.bins.len().max(1) as f64;
            let bars = spread
                .bins
                .iter()
                .enumerate()
                .map(|(i, bin)| {
                    let height = (f64::from(bin.count) / f64::from(most)).sqrt() * 40.0;
                    let (from, to) = (bin.from, bin.to);
                    let is_kept = move || {
                        kept.get().is_none_or(|(low, high)| to > low && from <= high)
                    };
                    let text = bin_text(scope, bench, &key.get_value().1, bin.from);
                    view! {
                        <rect
                            x=format!("{:.2}", i as f64 * 240.0 / n)
                            y=format!("{:.1}", 40.0 - height)
                            width=format!("{:.2}", (240.0 / n - 1.0).max(0.5))
                            height=format!("{height:.1}")
                            class:kept=is_kept
                            on:click=move |_| set(text.clone())
                        ></rect>
                    }
                })
                .collect_view();
            let hints = spread
                .hints
                .iter()
                .filter(|hint| hint.share > 0.0 && hint.share < 1.0)
                .map(|hint| {
                    let share = locale::percent(state.lang.get(), hint.share);
                    let text = hint.text.clone();
                    view! {
                        <button class="hint" on:click=move |_| set(text.clone())>
                            <small>{share}</small>
                            " "
                            {show(hint.value)}
                        </button>
                    }
                })
                .collect_view();
            let name = lower(&state.voice().field_name(&key.get_value().1));
            let label = fill(state.t().builder.spread, &[("field", &name)]);
            Some(view! {
                <div class="spread">
                    <svg viewBox="0 0 240 40" preserveAspectRatio="none" role="img" aria-label=label>
                        {bars}
                    </svg>
                    <div class="hints">{hints}</div>
                </div>
            })
        }}
    }
    .into_any()
}

/// The edge of a bin as a query writes it.
fn bin_text(scope: Scope, bench: Bench, field: &str, value: f64) -> String {
    match bench.field(scope, field).map(|field| field.kind) {
        Some(Kind::Date) => Day(value as i32).to_string(),
        // Edges are round: nine decimals are more than they have.
        _ => {
            let text = format!("{value:.9}");
            text.trim_end_matches('0').trim_end_matches('.').to_string()
        }
    }
}
