//! Composes the page: state, address, theme, keyboard, drop target, shell and the screen of the route.

use super::{
    locale::Lang,
    page,
    parts::{
        forget::ForgetDialog,
        header::Header,
        navigation::{Navigation, name as door_name},
        problem::ProblemBar,
        reading::ReadingBar,
        selection::SelectionBar,
    },
    route::{Route, Screen},
    screens,
    state::{Phase, State, Theme},
    transport,
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    storage::{LocalStorage, Storage},
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Event, File, HtmlElement, HtmlInputElement,
    KeyboardEvent,
};

/// Keys of the only things that are stored without being asked.
const STORED_LANG: &str = "carteira.lang";
const STORED_THEME: &str = "carteira.theme";

/// The id of the one file input, present on every route.
pub const FILE_INPUT: &str = "file-input";

/// Starts the page.
pub fn start() {
    let lang = first_language();
    let state = State::new(lang);
    transport::start(state);
    state.route.set(Route::parse(&page::window().location().hash().unwrap_or_default()));
    state.tell_rules();
    mount_to_body(move || view! { <App state /> });
    listen(state);
    page::after_paint(move || {
        state.enter(Phase::Empty);
        page::measure("carteira:ready", 0.0, page::now());
        state.count_requests();
    });
}

/// The whole page.
#[component]
fn App(state: State) -> impl IntoView {
    provide_context(state);
    Effect::new(move |_| {
        page::set_lang(state.lang.get());
        let screen = state.route.with(|route| route.screen);
        let shell = &state.t().shell;
        match screen {
            Screen::Start => page::document().set_title(shell.title),
            screen => {
                page::document().set_title(&format!("{} · Carteira", door_name(shell, screen)))
            }
        }
    });
    Effect::new(move |_| {
        let theme = state.theme.get();
        page::set_data(
            "theme",
            match theme {
                Theme::System => "system",
                Theme::Light => "light",
                Theme::Dark => "dark",
            },
        );
    });
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
                <main id="main" tabindex="-1">
                    <input
                        type="file"
                        multiple
                        id=FILE_INPUT
                        class="visually-hidden"
                        tabindex="-1"
                        aria-label=move || state.t().start.choose
                        on:change=move |event| {
                            let input: HtmlInputElement = event_target(&event);
                            state.open(files_of(input.files()));
                            input.set_value("");
                        }
                    />
                    {move || screens::draw(shown.get())}
                </main>
            </div>
        </div>
        <div class="drop-veil" role="status">
            {move || state.intake.dragging.get().then(|| state.t().shell.drop_now)}
        </div>
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

/// Opens the browser's file dialog.
pub fn choose_files() {
    if let Some(input) = page::document().get_element_by_id(FILE_INPUT) {
        input.unchecked_into::<HtmlElement>().click();
    }
}

/// Sets and keeps the language, in the address too.
pub fn set_language(state: State, lang: Lang) {
    state.lang.set(lang);
    // Storage may be forbidden; the choice then holds until the page closes.
    let _ = LocalStorage::set(STORED_LANG, lang.code());
    let window = page::window();
    if let Ok(history) = window.history() {
        let hash = window.location().hash().unwrap_or_default();
        let url = format!("?lang={}{hash}", lang.code());
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

/// Sets and keeps the theme.
pub fn set_theme(state: State, theme: Theme) {
    state.theme.set(theme);
    let name = match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let _ = LocalStorage::set(STORED_THEME, name);
}

/// Moves the focus to the element of that id.
pub fn focus(id: &str) {
    if let Some(element) = page::document().get_element_by_id(id) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// The address says it, else what was chosen before, else what the browser prefers, else English.
fn first_language() -> Lang {
    let window = page::window();
    let search = window.location().search().unwrap_or_default();
    let from_address = search
        .trim_start_matches('?')
        .split('&')
        .find_map(|pair| Lang::from_code(pair.strip_prefix("lang=")?));
    from_address
        .or_else(|| Lang::from_code(&LocalStorage::get::<String>(STORED_LANG).ok()?))
        .or_else(|| {
            let languages = window.navigator().languages();
            languages.iter().find_map(|code| Lang::from_code(&code.as_string()?))
        })
        .unwrap_or(Lang::En)
}

fn listen(state: State) {
    match LocalStorage::get::<String>(STORED_THEME).as_deref() {
        Ok("light") => state.theme.set(Theme::Light),
        Ok("dark") => state.theme.set(Theme::Dark),
        _ => {}
    }
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
    EventListener::new_with_options(&document, "dragover", active, move |event| {
        event.prevent_default();
        let event: &DragEvent = event.unchecked_ref();
        let types = event.data_transfer().map(|data| data.types()).unwrap_or_default();
        if types.includes(&"Files".into(), 0) {
            drag(state, true);
        }
    })
    .forget();
    EventListener::new(&document, "dragleave", move |event| {
        let event: &DragEvent = event.unchecked_ref();
        if event.related_target().is_none() {
            drag(state, false);
        }
    })
    .forget();
    EventListener::new_with_options(&document, "drop", active, move |event| {
        event.prevent_default();
        drag(state, false);
        let event: &DragEvent = event.unchecked_ref();
        let files = event.data_transfer().as_ref().and_then(DataTransfer::files);
        state.open(files_of(files));
    })
    .forget();
    EventListener::new(&document, "paste", move |event| {
        if is_typing(event) {
            return;
        }
        let event: &ClipboardEvent = event.unchecked_ref();
        let Some(data) = event.clipboard_data() else { return };
        let files = files_of(data.files());
        if !files.is_empty() {
            return state.open(files);
        }
        if let Ok(text) = data.get_data("text/plain")
            && !text.trim().is_empty()
        {
            state.paste(&text);
        }
    })
    .forget();
    EventListener::new_with_options(&document, "keydown", active, move |event| key(state, event))
        .forget();
}

/// Says, and shows, that files are held over the page.
fn drag(state: State, over: bool) {
    if state.intake.dragging.get_untracked() != over {
        state.intake.dragging.set(over);
        page::set_data("dragging", if over { "true" } else { "false" });
    }
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

fn is_typing(event: &Event) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && target.id() != FILE_INPUT
}

fn files_of(list: Option<web_sys::FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}
