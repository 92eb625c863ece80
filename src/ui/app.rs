//! Composes the page: state, address, theme, keyboard, drop target, shell and the screen of the route.

use super::{
    door::{DOOR, DropVeil, FileInput},
    hall::{Given, is_typing},
    page,
    parts::{
        forget::ForgetDialog,
        header::Header,
        navigation::{Navigation, name as door_name},
        problem::ProblemBar,
        reading::ReadingBar,
        selection::SelectionBar,
        set_aside::SetAsideBar,
    },
    route::{Route, Screen},
    screens,
    state::{Phase, State},
    transport,
};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, KeyboardEvent};

thread_local! {
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

/// Makes all ready behind the door: the state, and the worker, which takes its time to start.
pub fn prepare() {
    let state = State::of_browser();
    transport::start(state);
    STATE.set(Some(state));
}

/// Takes over from the door, with what was given there ([`Given::to_js`]), if anything.
pub fn enter(given: &JsValue) {
    let Some(state) = STATE.take() else { return };
    state.hall.look_again();
    state.route.set(Route::parse(&page::window().location().hash().unwrap_or_default()));
    state.tell_rules();
    let given = Given::from_js(given);
    let is_given = given.is_some();
    // First: the worker begins while all is drawn.
    if let Some((given, at)) = given {
        state.take(given, at);
    }
    mount_to_body(move || {
        state.hall.dress();
        let title = Memo::new(move |_| title(state));
        Effect::new(move |_| title.with(|title| page::document().set_title(title)));
        view! { <App state /> }
    });
    page::take_out(DOOR);
    let give = Callback::new(move |given| state.take(given, page::now()));
    state.hall.watch();
    state.hall.listen(give);
    listen(state);
    if !is_given {
        page::after_paint(move || {
            page::is_live();
            state.phase.set(Phase::Empty);
        });
    }
}

/// Whether nothing was given yet and the door is still there.
pub fn is_behind_door() -> bool {
    STATE.get().is_some()
}

fn title(state: State) -> String {
    let screen = state.route.with(|route| route.screen);
    let shell = &state.t().shell;
    match screen {
        Screen::Start => shell.title.into(),
        screen => format!("{} · Carteira", door_name(shell, screen)),
    }
}

/// The whole page.
#[component]
pub fn App(state: State) -> impl IntoView {
    provide_context(state);
    let give = Callback::new(move |given| state.take(given, page::now()));
    let screen = Memo::new(move |_| state.route.with(|route| route.screen));
    let has_data = Memo::new(move |_| state.base.with(|base| !base.files.is_empty()));
    // A link to a screen of data, opened before there is any, shows its rule and asks for the file.
    let shown = Memo::new(move |_| match screen.get() {
        screen @ (Screen::Files | Screen::Privacy) => screen,
        screen if has_data.get() => screen,
        _ => Screen::Start,
    });
    let bare = Memo::new(move |_| shown.get() == Screen::Start && !has_data.get());
    view! {
        <a class="skip" href="#main" on:click=|event| { event.prevent_default(); focus("main"); }>
            {move || state.t().shell.skip}
        </a>
        <div class="shell" class:bare=bare>
            <Show when=move || !bare.get()><Navigation /></Show>
            <div class="page">
                <Header />
                <Show when=move || has_data.get()><SelectionBar /></Show>
                <ReadingBar />
                <ProblemBar />
                <SetAsideBar />
                <main id="main" tabindex="-1">
                    <FileInput hall=state.hall give />
                    {move || screens::draw(shown.get(), state, give)}
                </main>
            </div>
        </div>
        <DropVeil hall=state.hall />
        <ForgetDialog />
    }
}

/// Writes a route into the address, as a step the back button can undo.
pub fn push_address(route: &Route) {
    let hash = route.hash();
    let window = page::window();
    if window.location().hash().unwrap_or_default() == hash {
        return;
    }
    if let Ok(history) = window.history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&hash));
    }
}

/// Writes a route into the address in place of the one that is there.
pub fn replace_address(route: &Route) {
    if let Ok(history) = page::window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&route.hash()));
    }
}

/// Moves the focus to the element of that id.
pub fn focus(id: &str) {
    if let Some(element) = page::document().get_element_by_id(id) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

fn listen(state: State) {
    let window = page::window();
    let document = page::document();
    let apply_address = move |_: &Event| {
        let route = Route::parse(&page::window().location().hash().unwrap_or_default());
        let before = state.route.get_untracked();
        if route == before {
            return;
        }
        state.route.set(route.clone());
        if route.query != before.query {
            state.select(route.query);
        }
        if route.as_of != before.as_of {
            state.set_as_of(route.as_of);
        }
    };
    EventListener::new(&window, "popstate", apply_address).forget();
    EventListener::new(&window, "hashchange", apply_address).forget();

    let active = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "keydown", active, move |event| key(state, event))
        .forget();
}

fn key(state: State, event: &Event) {
    let event: &KeyboardEvent = event.unchecked_ref();
    let command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "z" | "Z" if command && !is_typing(event) => {
            event.prevent_default();
            if event.shift_key() { state.redo() } else { state.undo() }
        }
        "y" if command && !is_typing(event) => {
            event.prevent_default();
            state.redo();
        }
        "/" if !command
            && !is_typing(event)
            && state.route.get_untracked().screen == Screen::People =>
        {
            event.prevent_default();
            focus("people-search");
        }
        _ => {}
    }
}
