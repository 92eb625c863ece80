//! A button and what it opens: a menu or a small dialog. Escape, a click elsewhere and leaving by Tab close it; closed by
//! a key or a choice, the focus goes back to the button; in a menu the arrow keys, Home and End move.

use crate::ui::page;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};

/// What can take the focus inside.
const ITEMS: &str = "[role^=menuitem], button, input, select";

/// The button and what it opens. Whoever sets `open` to false after a choice gives the focus back by it.
#[component]
pub fn Popup(
    open: RwSignal<bool>,
    /// The button's words.
    #[prop(into)]
    label: Signal<String>,
    /// Classes of the button.
    #[prop(default = "")]
    class: &'static str,
    /// Whether it is a menu, whose items have roles of menu items.
    #[prop(default = false)]
    menu: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let role = if menu { "menu" } else { "dialog" };
    let is_inside =
        move |node: Option<&Node>| root.get_untracked().is_some_and(|root| root.contains(node));
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if open.get_untracked() && !is_inside(target.as_ref()) {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        match before {
            Some(false) if now => page::after_paint(move || step(root, Step::First)),
            Some(true) if !now => {
                // Only if the focus was inside: a click elsewhere has put it where it belongs.
                let lost = page::document().active_element();
                let body = lost.as_ref().is_none_or(|element| element.tag_name() == "BODY");
                if (body || is_inside(lost.as_deref()))
                    && let Some(button) = button.get_untracked()
                {
                    let _ = button.focus();
                }
            }
            _ => {}
        }
        now
    });
    let key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                return open.set(false);
            }
            "ArrowDown" if menu && !open.get_untracked() => return open.set(true),
            "ArrowDown" if menu => Step::By(1),
            "ArrowUp" if menu => Step::By(-1),
            "Home" if menu => Step::First,
            "End" if menu => Step::Last,
            _ => return,
        };
        event.prevent_default();
        step(root, to);
    };
    let left = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        if open.get_untracked() && to.is_some() && !is_inside(to.as_ref()) {
            open.set(false);
        }
    };
    view! {
        <div class="menu" node_ref=root on:keydown=key on:focusout=left>
            <button
                node_ref=button
                class=class
                aria-haspopup=role
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || label.get()}
            </button>
            <Show when=move || open.get()>
                <div class="popup" role=role aria-label=move || label.get()>{children()}</div>
            </Show>
        </div>
    }
}

/// Where the focus goes.
enum Step {
    First,
    Last,
    By(i32),
}

fn step(root: NodeRef<html::Div>, step: Step) {
    let Some(popup) = root.get_untracked().and_then(|root| root.query_selector(".popup").ok()?)
    else {
        return;
    };
    let Ok(items) = popup.query_selector_all(ITEMS) else { return };
    let n = items.length() as i32;
    let active = page::document().active_element();
    let at = (0..n).find(|&i| {
        let item = items.get(i as u32).and_then(|item| item.dyn_into::<Element>().ok());
        item.is_some() && item == active
    });
    let to = match step {
        Step::First => 0,
        Step::Last => n - 1,
        Step::By(by) => at.map_or(0, |at| (at + by).rem_euclid(n.max(1))),
    };
    if let Some(item) = items.get(to.max(0) as u32) {
        let _ = item.unchecked_into::<HtmlElement>().focus();
    }
}
