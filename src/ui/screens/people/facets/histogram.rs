//! The numbers or days of a facet as a histogram: a click on a bin or a stretch drawn over several selects it at once,
//! two fields give any range by keys.
//!
//! The trap: a range that is drawn is many selections and one step back. While it is drawn the address is replaced
//! and only the last of it is remembered.

use crate::{
    engine::{
        facets::stretch,
        view::{CellKind, FacetKind, FacetView},
    },
    query::{
        ast::{Number, ValueKind},
        edit,
        parse::parse,
        print::print,
    },
    ui::{
        locale,
        messages::fill,
        parts::{cell, said_day::said_day},
        state::State,
    },
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Height of the picture in its own units; a bin is one wide.
const HEIGHT: f64 = 40.0;

/// A stretch that is being drawn: where it began and is now, and the query before it.
#[derive(Clone, PartialEq)]
struct Stroke {
    from: usize,
    to: usize,
    before: String,
}

/// The histogram with its two fields.
#[component]
pub fn Histogram(
    field: StoredValue<String>,
    facet: Memo<Option<FacetView>>,
    kind: FacetKind,
) -> impl IntoView {
    let state = State::here();
    let picture = NodeRef::<html::Div>::new();
    let stroke = RwSignal::new(None::<Stroke>);
    let pointed = RwSignal::new(None::<usize>);
    let bins =
        Memo::new(move |_| facet.with(|f| f.as_ref().map_or(Vec::new(), |f| f.bins.clone())));
    let n = Memo::new(move |_| bins.with(Vec::len));
    let most = Memo::new(move |_| {
        bins.with(|bins| bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1))
    });
    let range =
        Memo::new(move |_| facet.with(|f| f.as_ref().map_or((None, None), |f| (f.low, f.high))));
    let is_within = move |i: usize| {
        if let Some(stroke) = stroke.get() {
            return (stroke.from.min(stroke.to)..=stroke.from.max(stroke.to)).contains(&i);
        }
        let (low, high) = range.get();
        bins.with(|bins| {
            let Some(bin) = bins.get(i) else { return false };
            // The ends of the picture hold what lies beyond it.
            let starts = high.is_none_or(|high| bin.from <= high) || i == 0;
            let ends = low.is_none_or(|low| low < bin.to) || i + 1 == bins.len();
            starts && ends
        })
    };
    let is_open = move || range.get() == (None, None) && stroke.with(Option::is_none);

    let selected = move |from: usize, to: usize, before: &str| {
        let (low, high) = bins.with_untracked(|bins| {
            let low = (from > 0).then(|| bins[from].from);
            (low, (to + 1 < bins.len()).then(|| bins[to].to))
        });
        let decimals = state.base.with_untracked(|base| base.decimals);
        let node = parse(before).unwrap_or(crate::query::ast::Node::And(Vec::new()));
        field.with_value(|field| {
            let rest = edit::without_field(&node, field);
            let own = stretch(field, kind, decimals, low, high);
            print(&crate::query::ast::Node::And(vec![rest, own]))
        })
    };
    let at = move |event: &PointerEvent| {
        let rect = picture.get_untracked()?.unchecked_into::<Element>().get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
        let n = n.get_untracked();
        n.checked_sub(1).map(|last| ((share * n as f64).max(0.0) as usize).min(last))
    };
    let draw = move |stroke: &Stroke| {
        let (from, to) = (stroke.from.min(stroke.to), stroke.from.max(stroke.to));
        state.drag(selected(from, to, &stroke.before));
    };
    let down = move |event: PointerEvent| {
        let Some(bin) = at(&event).filter(|_| event.button() == 0) else { return };
        if let Some(picture) = picture.get_untracked() {
            // Goes on when the pointer leaves the picture; without it the stroke ends there.
            let _ = picture.set_pointer_capture(event.pointer_id());
        }
        let before = state.route.with_untracked(|route| route.query.clone());
        let begun = Stroke { from: bin, to: bin, before };
        draw(&begun);
        stroke.set(Some(begun));
    };
    let moved = move |event: PointerEvent| {
        let Some(bin) = at(&event) else { return };
        pointed.set(Some(bin));
        let Some(mut now) = stroke.get_untracked().filter(|stroke| stroke.to != bin) else {
            return;
        };
        now.to = bin;
        draw(&now);
        stroke.set(Some(now));
    };
    let up = move |_| {
        let Some(done) = stroke.try_update(Option::take).flatten() else { return };
        let same = done.from == done.to && {
            // A click on what is selected alone takes it away again.
            selected(done.from, done.to, &done.before) == done.before
        };
        if same {
            let node = parse(&done.before).unwrap_or(crate::query::ast::Node::And(Vec::new()));
            state.drag(field.with_value(|field| print(&edit::without_field(&node, field))));
        }
        state.dragged(done.before);
    };
    let number = move |value: f64| {
        field.with_value(|field| cell::number(state, field, cell_kind(kind), value))
    };
    let caption = move || {
        state.lang.track();
        bins.with(|bins| {
            let bin = bins.get(pointed.get()?)?;
            let i = pointed.get()?;
            let people = &state.t().people;
            let sentence = match i {
                0 if bins.len() > 1 => people.up_to,
                _ if i + 1 == bins.len() => people.from_on,
                _ => people.bin,
            };
            let count = locale::whole(state.lang.get(), f64::from(bin.count));
            let last = match kind {
                FacetKind::Whole | FacetKind::Day => bin.to - 1.0,
                _ => bin.to,
            };
            let (from, to) = (number(bin.from), number(last));
            Some(if from == to && i > 0 && i + 1 < bins.len() {
                format!("{from}: {count}")
            } else {
                fill(sentence, &[("from", &from), ("to", &to), ("count", &count)])
            })
        })
    };
    let end = move |read: fn(&[crate::engine::view::FacetBin]) -> Option<f64>| {
        state.lang.track();
        bins.with(|bins| read(bins)).map(number)
    };
    view! {
        <div
            class="histogram"
            node_ref=picture
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
            on:pointerleave=move |_| pointed.set(None)
        >
            <svg
                role="img"
                aria-label=move || {
                    let name = field.with_value(|field| state.t().words.field(field).to_string());
                    fill(state.t().people.histogram, &[("field", &name)])
                }
                preserveAspectRatio="none"
                viewBox=move || format!("0 0 {} {HEIGHT}", n.get().max(1))
            >
                {move || {
                    (0..n.get())
                        .map(|i| {
                            let count = move || bins.with(|bins| bins.get(i).map_or(0, |bin| bin.count));
                            let height = move || {
                                let part = f64::from(count()) / f64::from(most.get());
                                if count() == 0 { 0.0 } else { (part * HEIGHT).max(1.5) }
                            };
                            view! {
                                <rect
                                    x=i as f64 + 0.06
                                    width="0.88"
                                    y=move || HEIGHT - height()
                                    height=height
                                    class:within=move || is_within(i)
                                    class:open=is_open
                                    class:pointed=move || pointed.get() == Some(i)
                                ></rect>
                            }
                        })
                        .collect_view()
                }}
            </svg>
        </div>
        <p class="histogram-ends small">
            {move || match caption() {
                Some(caption) => view! { <span>{caption}</span> }.into_any(),
                None => {
                    view! {
                        <span>{end(|bins| bins.first().map(|bin| bin.from))}</span>
                        <span>{end(|bins| bins.last().map(|bin| bin.from))} "+"</span>
                    }
                        .into_any()
                }
            }}
        </p>
        <div class="range">
            <RangeEnd field kind range is_low=true />
            <RangeEnd field kind range is_low=false />
        </div>
    }
}

/// One end of the range, to be typed.
#[component]
fn RangeEnd(
    field: StoredValue<String>,
    kind: FacetKind,
    range: Memo<(Option<f64>, Option<f64>)>,
    is_low: bool,
) -> impl IntoView {
    let state = State::here();
    // Shares are typed as per cent.
    let factor = if field.with_value(|field| cell::is_share(field)) { 100.0 } else { 1.0 };
    let written = move |value: f64| match kind {
        FacetKind::Day => crate::calendar::Day(value as i32).to_string(),
        _ => crate::export::cells::shortest((value * factor * 1e6).round() / 1e6),
    };
    let own = move || {
        let (low, high) = range.get();
        (if is_low { low } else { high }).map(written).unwrap_or_default()
    };
    let read = move |text: &str| match kind {
        FacetKind::Day => text.parse().ok().map(ValueKind::Date),
        _ => {
            let number: f64 = text.parse().ok()?;
            let digits = crate::export::cells::shortest((number / factor * 1e9).round() / 1e9);
            Number::new(&digits).map(ValueKind::Number)
        }
    };
    let change = move |text: String| {
        let (low, high) = range.get_untracked();
        let kept = |end: Option<f64>| end.and_then(|end| read(&written(end)));
        let (low, high) = if is_low { (read(&text), kept(high)) } else { (kept(low), read(&text)) };
        state.edit(|node| field.with_value(|field| edit::set_range(node, field, low, high)));
    };
    let label = move || {
        let people = &state.t().people;
        if is_low { people.from } else { people.to }
    };
    let input = view! {
        <input
            type=if kind == FacetKind::Day { "date" } else { "number" }
            step="any"
            aria-label=move || {
                let name = field.with_value(|field| state.t().words.field(field).to_string());
                format!("{name}: {}", label())
            }
            prop:value=own
            on:change=move |event| change(event_target_value(&event))
        />
    };
    let input = match kind {
        FacetKind::Day => said_day(state, own, input).into_any(),
        _ => input.into_any(),
    };
    view! {
        <label>
            <span>{label}</span>
            {input}
            {(factor > 1.0).then_some("%")}
        </label>
    }
}

fn cell_kind(kind: FacetKind) -> CellKind {
    match kind {
        FacetKind::Day => CellKind::Day,
        FacetKind::Money => CellKind::Money,
        FacetKind::Whole => CellKind::Whole,
        _ => CellKind::Number,
    }
}
