//! Draws a [`Picture`] as SVG whose marks are buttons. One stop of the Tab key; the arrow keys go from mark to mark,
//! Enter or the space bar picks one.
//!
//! The trap: marks stay in place when their numbers change, or the keyboard's focus would be lost with every pick.
//! Only what is inside them is drawn anew.

use super::picking::Picking;
use crate::chart::picture::{Picture, Shape, tenth};
use leptos::{html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, ResizeObserver};

/// Makes the picture for a width, in pixels.
pub type Draw = Arc<dyn Fn(f64) -> Picture + Send + Sync>;

/// Width that is drawn for until the true one is known.
const FIRST_WIDTH: f64 = 340.0;

/// A picture as wide as its place.
#[component]
pub fn PictureView(
    /// What it shows, for those who do not see it.
    #[prop(into)]
    title: Signal<String>,
    draw: Draw,
    picking: Picking,
    /// What the mark under the pointer or the focus says; empty for none.
    pointed: RwSignal<String>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let width = width_of(place);
    let picture = Memo::new(move |_| match width.get() {
        0.0 => Picture::default(),
        width => draw(width),
    });
    let count = Memo::new(move |_| picture.with(|picture| picture.marks.len()));
    // The one mark that the Tab key stops at.
    let stop = RwSignal::new(0usize);
    let point = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        let label =
            point.get().and_then(|i| picture.with(|p| p.marks.get(i).map(|m| m.label.clone())));
        pointed.set(label.unwrap_or_default());
    });
    let key = move |event: KeyboardEvent| {
        let Some(mark) = mark_of(event.target()) else { return };
        let key = event.key();
        if key == "Enter" || key == " " {
            event.prevent_default();
            return picking.toggle(mark);
        }
        if let Some(next) = picture.with_untracked(|p| step(&key, mark, p)) {
            event.prevent_default();
            focus_mark(place, next);
        }
    };
    let mark = move |i: usize| {
        let of = move |read: fn(&crate::chart::picture::Mark) -> String| {
            picture.with(|p| p.marks.get(i).map(read).unwrap_or_default())
        };
        view! {
            <g
                class="spot"
                role="button"
                data-mark=i.to_string()
                data-class=move || of(|mark| mark.group.clone())
                tabindex=move || if stop.get().min(count.get().saturating_sub(1)) == i { "0" } else { "-1" }
                aria-label=move || of(|mark| mark.label.clone())
                aria-pressed=move || picking.is_chosen(i).to_string()
            >
                {move || picture.with(|p| p.marks.get(i).map(|mark| only(&mark.shapes, false)))}
                {move || {
                    picture
                        .with(|p| {
                            let area = p.marks.get(i)?.area;
                            Some(shape(&Shape::Rect { class: "hit", rect: area }))
                        })
                }}
            </g>
            // Beside the button, not in it: its label says all of that, in words.
            <g aria-hidden="true">{move || picture.with(|p| p.marks.get(i).map(|mark| only(&mark.shapes, true)))}</g>
        }
    };
    view! {
        <div class="picture" node_ref=place>
            <svg
                role="toolbar"
                aria-label=title
                width=move || picture.with(|p| tenth(p.width))
                height=move || picture.with(|p| tenth(p.height))
                viewBox=move || picture.with(|p| format!("0 0 {} {}", tenth(p.width), tenth(p.height)))
                on:click=move |event| {
                    if let Some(mark) = mark_of(event.target()) {
                        picking.toggle(mark);
                    }
                }
                on:keydown=key
                on:pointerover=move |event| point.set(mark_of(event.target()))
                on:pointerleave=move |_| point.set(None)
                on:focusin=move |event| {
                    let mark = mark_of(event.target());
                    stop.set(mark.unwrap_or(0));
                    point.set(mark);
                }
                on:focusout=move |_| point.set(None)
            >
                <g aria-hidden="true">{move || picture.with(|p| shapes(&p.under))}</g>
                {move || (0..count.get()).map(mark).collect_view()}
                <g class="over" aria-hidden="true">{move || picture.with(|p| shapes(&p.over))}</g>
            </svg>
        </div>
    }
}

/// The mark that a key leads to.
fn step(key: &str, from: usize, picture: &Picture) -> Option<usize> {
    let (across, last) = (picture.across, picture.marks.len().checked_sub(1)?);
    Some(match key {
        "ArrowDown" | "ArrowUp" if across == 0 => {
            picture.beyond(from, key == "ArrowDown").unwrap_or(from)
        }
        "ArrowRight" => (from + 1).min(last),
        "ArrowLeft" => from.saturating_sub(1),
        "ArrowDown" if from + across <= last => from + across,
        "ArrowUp" if from >= across => from - across,
        "ArrowDown" | "ArrowUp" => from,
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

fn mark_of(target: Option<EventTarget>) -> Option<usize> {
    let mark = target?.dyn_into::<Element>().ok()?.closest("[data-mark]").ok()??;
    mark.get_attribute("data-mark")?.parse().ok()
}

fn focus_mark(place: NodeRef<html::Div>, mark: usize) {
    let found = place
        .get_untracked()
        .and_then(|place| place.query_selector(&format!("[data-mark='{mark}']")).ok().flatten());
    if let Some(mark) = found {
        // SVG elements take the focus as those of HTML do.
        let _ = mark.unchecked_into::<HtmlElement>().focus();
    }
}

/// The width of an element, whenever it changes; 0 until it is measured. What has none, being hidden, is as wide as most.
///
/// The trap: whoever measures after somebody drew has all laid out anew. So all are measured before any is drawn.
fn width_of(place: NodeRef<html::Div>) -> RwSignal<f64> {
    let width = RwSignal::new(0.0);
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let measured = place.clone();
        let measure = move || {
            let now = f64::from(measured.client_width());
            if now > 0.0 && now != width.get_untracked() {
                width.set(now);
            }
        };
        let first = match place.client_width() {
            0 => FIRST_WIDTH,
            measured => f64::from(measured),
        };
        wasm_bindgen_futures::spawn_local(async move { _ = width.try_set(first) });
        let call = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = ResizeObserver::new(call.as_ref().unchecked_ref()) {
            observer.observe(&place);
            watch.set_value(Some((observer, call)));
        }
    });
    on_cleanup(move || {
        // Before the closure goes: an observer calls once more when its element is taken out.
        watch.try_update_value(|watch| {
            if let Some((observer, _)) = watch.take() {
                observer.disconnect();
            }
        });
    });
    width
}

/// The texts among shapes, or all others.
fn only(shapes: &[Shape], texts: bool) -> Vec<AnyView> {
    shapes.iter().filter(|s| matches!(s, Shape::Text { .. }) == texts).map(shape).collect()
}

fn shapes(shapes: &[Shape]) -> Vec<AnyView> {
    shapes.iter().map(shape).collect()
}

fn shape(shape: &Shape) -> AnyView {
    match shape {
        Shape::Rect { class, rect } => view! {
            <rect
                class=*class
                x=tenth(rect.x)
                y=tenth(rect.y)
                width=tenth(rect.width)
                height=tenth(rect.height)
                rx="2"
            />
        }
        .into_any(),
        Shape::Line { class, from, to } => {
            line(class, &crate::chart::picture::path([*from, *to]))
        }
        Shape::Path { class, d } => line(class, d),
        Shape::Dot { class, at, radius } => {
            view! { <circle class=*class cx=tenth(at.0) cy=tenth(at.1) r=tenth(*radius) /> }.into_any()
        }
        Shape::Text { class, at, anchor, text } => view! {
            <text class=*class x=tenth(at.0) y=tenth(at.1) text-anchor=anchor.name()>{text.clone()}</text>
        }
        .into_any(),
    }
}

fn line(class: &'static str, d: &str) -> AnyView {
    view! { <path class=class d=d.to_string() /> }.into_any()
}
