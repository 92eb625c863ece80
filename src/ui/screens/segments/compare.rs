//! What sets one segment apart from another, the surest first; each row is a condition for the selection.

use super::names::{Mark, group, percent, whole};
use crate::{
    engine::{
        groups::{
            GroupsAsk,
            compare::{CompareRow, CompareView},
        },
        protocol::Ask,
    },
    query::print::quote,
    ui::{locale, messages::fill, state::State, transport},
};
use leptos::prelude::*;

/// What the choices mean that are no saved segment. No segment bears these names: they begin with a space.
const SELECTED: &str = " selected";
const OTHERS: &str = " others";
const EVERYONE: &str = " everyone";

/// The two choices and what came of them.
pub fn panel(state: State) -> AnyView {
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(OTHERS.to_string()));
    let queries = Memo::new(move |_| {
        let selected = state.selection.with(|selection| selection.query.clone());
        let names = state
            .groups
            .texts
            .with(|texts| texts.iter().map(|text| text.name.clone()).collect::<Vec<String>>());
        let a = first.with(|choice| match names.iter().find(|name| *name == choice) {
            Some(name) => format!("segment {}", quote(name)),
            None => selected,
        });
        let b = second.with(|choice| match choice.as_str() {
            // Beside everyone there is nobody.
            OTHERS if !a.is_empty() => format!("not ({a})"),
            name if names.iter().any(|known| known == name) => format!("segment {}", quote(name)),
            _ => String::new(),
        });
        (a, b)
    });
    Effect::new(move |_| {
        state.groups.saved.track();
        let (a, b) = queries.get();
        transport::ask(Ask::Groups(GroupsAsk::Compare { a, b }));
    });
    let s = move || &state.t().segments;
    view! {
        <h2>{move || s().compare}</h2>
        <p class="cuts">
            {choice(state, first, SELECTED, Signal::derive(move || s().compare_a))}
            {choice(state, second, OTHERS, Signal::derive(move || s().compare_b))}
        </p>
        {move || {
            let view = state.groups.compare.get()?;
            let asked = queries.with(|(a, b)| *a == view.a && *b == view.b);
            asked.then(|| found(state, &view))
        }}
    }
    .into_any()
}

/// The saved segments and what else can be compared.
fn choice(
    state: State,
    of: RwSignal<String>,
    own: &'static str,
    label: Signal<&'static str>,
) -> AnyView {
    let options = move || {
        let s = &state.t().segments;
        let own = match own {
            SELECTED => vec![(SELECTED, s.compare_selected)],
            _ => vec![(OTHERS, s.compare_others), (EVERYONE, s.compare_everyone)],
        };
        let own = own.into_iter().map(|(value, name)| (value.to_string(), name.to_string()));
        let names = state.groups.texts.with(|texts| {
            texts.iter().map(|text| (text.name.clone(), text.name.clone())).collect::<Vec<_>>()
        });
        own.chain(names)
            .map(|(value, name)| {
                let chosen = of.with_untracked(|now| *now == value);
                view! { <option value=value selected=chosen>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <label>
            {move || label.get()}
            <select on:change=move |event| of.set(event_target_value(&event))>{options}</select>
        </label>
    }
    .into_any()
}

fn found(state: State, view: &CompareView) -> AnyView {
    let s = &state.t().segments;
    if view.customers_a == 0 || view.customers_b == 0 {
        return view! { <p class="muted">{s.compare_nobody}</p> }.into_any();
    }
    // Nothing is asked of either: each is everyone.
    if view.a.is_empty() && view.b.is_empty() {
        return view! { <p class="muted">{s.compare_all}</p> }.into_any();
    }
    if view.rows.is_empty() {
        return view! { <p class="muted">{s.compare_nothing}</p> }.into_any();
    }
    let rows = view.rows.iter().map(|row| line(state, row)).collect_view();
    let of = [("a", view.customers_a), ("b", view.customers_b)];
    let [a, b] = of.map(|(_, n)| whole(state, n));
    view! {
        <p class="muted small">{fill(s.compare_note, &[("a", &a), ("b", &b)])}</p>
        <div class="scroll" role="region" aria-label=s.compare tabindex="0">
            <table class="groups-table compare-table">
                <thead>
                    <tr>
                        <th scope="col">{s.compare_who}</th>
                        <th scope="col" class="number">{s.compare_a}</th>
                        <th scope="col" class="number">{s.compare_b}</th>
                        <th scope="col" class="number">{s.compare_lift}</th>
                        <th scope="col">{s.compare_interval}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(state: State, row: &CompareRow) -> AnyView {
    let t = state.t();
    let field = match row.field.as_str() {
        "product" | "category" => t.segments.compare_bought,
        field => t.words.field(field),
    };
    let name = format!("{field}: {}", group(state, row.kind, &row.name));
    let times = |value: f64| locale::decimal(state.lang.get(), (value * 100.0).round() / 100.0);
    let (lift, interval) = match row.lift {
        None => (t.segments.compare_only.to_string(), None),
        Some((lift, low, high)) => {
            let said =
                fill(t.segments.compare_between, &[("low", &times(low)), ("high", &times(high))]);
            let said = view! { {picture(lift, low, high)} <small>{said}</small> };
            (format!("{} ×", times(lift)), Some(said))
        }
    };
    let share = |share: f64, n: u32| {
        view! {
            <td class="number">{percent(state, share)} " " <small class="muted">{whole(state, n)}</small></td>
        }
    };
    view! {
        <tr>
            <th scope="row"><Mark name query=row.query.clone() /></th>
            {share(row.share_a, row.in_a)}
            {share(row.share_b, row.in_b)}
            <td class="number">{lift}</td>
            <td class="lift">{interval}</td>
        </tr>
    }
    .into_any()
}

/// The interval as a line and the lift as a dot, from an eighth to eight times, once in the middle.
fn picture(lift: f64, low: f64, high: f64) -> impl IntoView {
    let x = |value: f64| format!("{:.1}", 60.0 + 18.0 * value.log2().clamp(-3.0, 3.0));
    view! {
        <svg viewBox="0 0 120 14" width="120" height="14" aria-hidden="true">
            <line class="lift-one" x1="60" x2="60" y1="0" y2="14" />
            <line class="lift-line" x1=x(low) x2=x(high) y1="7" y2="7" />
            <circle class="lift-dot" cx=x(lift) cy="7" r="3.5" />
        </svg>
    }
}
