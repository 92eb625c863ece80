//! The door: the start screen alone, in a program of its own, small enough to be there at once. The house (`app`), all
//! the other screens, is fetched behind it once the door stands open, and takes over with the first file given.
//!
//! The trap: what is given before the house is there must not be lost. It goes as an event to boot.js, which keeps it
//! until the house can take it.

use super::{
    hall::{FILE_INPUT, Given, Hall, files_of},
    page,
    parts::corner::Corner,
    route::{Route, Screen},
    screens::start::StartScreen,
};
use gloo::events::EventListener;
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlInputElement};

/// Where the door is drawn; the house takes it out.
pub const DOOR: &str = "door";

thread_local! {
    /// Whether the house was asked to take over: what happens from then on is its own.
    static LEFT: Cell<bool> = const { Cell::new(false) };
}

/// Draws the door, or goes straight to the house where the address names one of its rooms.
pub fn start() {
    let hash = page::window().location().hash().unwrap_or_default();
    if Route::parse(&hash) != Route::START {
        return leave(&JsValue::NULL);
    }
    let hall = Hall::of_browser();
    let problem = RwSignal::new(false);
    let give = Callback::new(move |given: Given| {
        if !LEFT.get() {
            problem.set(false);
            page::set_data("state", "reading");
            leave(&given.to_js(page::now()));
        }
    });
    page::mount(DOOR, move || draw(hall, give, problem));
    hall.watch();
    hall.listen(give);
    for event in ["popstate", "hashchange"] {
        EventListener::new(&page::window(), event, move |_| {
            let hash = page::window().location().hash().unwrap_or_default();
            if Route::parse(&hash) != Route::START && !LEFT.get() {
                leave(&JsValue::NULL);
            }
        })
        .forget();
    }
    // The house could not be loaded: the door stays, and can be tried again.
    EventListener::new(&page::document(), "carteira:closed", move |_| {
        LEFT.set(false);
        problem.set(true);
        page::set_data("state", "error");
    })
    .forget();
    page::after_paint(page::is_live);
}

/// Hands over to the house, with what was given, if anything.
fn leave(given: &JsValue) {
    LEFT.set(true);
    let init = CustomEventInit::new();
    init.set_detail(given);
    if let Ok(event) = CustomEvent::new_with_event_init_dict("carteira:enter", &init) {
        let _ = page::document().dispatch_event(&event);
    }
}

fn draw(hall: Hall, give: Callback<Given>, problem: RwSignal<bool>) -> AnyView {
    hall.dress();
    Effect::new(move |_| page::document().set_title(hall.t().shell.title));
    view! {
        <div class="shell bare">
            <div class="page">
                <header>
                    <span class="brand">"carteira"<i>"."</i></span>
                    <span class="space"></span>
                    <Corner hall />
                </header>
                {move || {
                    problem
                        .get()
                        .then(|| view! { <p class="problem" role="alert">{hall.t().start.not_loaded}</p> })
                }}
                <main id="main" tabindex="-1">
                    <FileInput hall give />
                    <StartScreen hall give privacy=format!("#{}", Screen::Privacy.path()) />
                </main>
            </div>
        </div>
        <DropVeil hall />
    }
    .into_any()
}

/// The input that takes files, on every route; what is seen are buttons that press it.
#[component]
pub fn FileInput(hall: Hall, give: Callback<Given>) -> impl IntoView {
    view! {
        <input
            type="file"
            multiple
            id=FILE_INPUT
            class="visually-hidden"
            tabindex="-1"
            aria-label=move || hall.t().start.choose
            on:change=move |event| {
                let input: HtmlInputElement = event_target(&event);
                let files = files_of(input.files());
                input.set_value("");
                give.run(Given::Files(files));
            }
        />
    }
}

/// What lies over the page while files are held over it.
#[component]
pub fn DropVeil(hall: Hall) -> impl IntoView {
    view! {
        <div class="drop-veil" role="status">
            {move || hall.dragging.get().then(|| hall.t().shell.drop_now)}
        </div>
    }
}
