//! What the page has before it knows any file: a language, a theme, ways to give it files. The door (`door`) has
//! nothing else; the house (`app`) has it beside all the rest.

use super::{lang::Lang, messages::Greeting, page};
use gloo::{
    events::{EventListener, EventListenerOptions},
    storage::{LocalStorage, Storage},
};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, FileList, HtmlElement};

/// Keys of the only things that are stored without being asked.
const STORED_LANG: &str = "carteira.lang";
const STORED_THEME: &str = "carteira.theme";

/// The id of the one file input, present on every route.
pub const FILE_INPUT: &str = "file-input";

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    /// All themes, in the order they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// Its name on `<html data-theme>` and in the browser's store.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn from_name(name: &str) -> Theme {
        Theme::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or(Theme::System)
    }
}

/// The signals of the page that need no file. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Hall {
    pub lang: RwSignal<Lang>,
    pub theme: RwSignal<Theme>,
    /// Whether files are held over the page.
    pub dragging: RwSignal<bool>,
    /// Whether the browser keeps the program for use without a network, and whether a newer one waits.
    pub kept: RwSignal<(bool, bool)>,
    /// Requests since all of the program was there.
    pub requests: RwSignal<u32>,
}

impl Hall {
    /// As the address, the browser's store and the browser itself say.
    pub fn of_browser() -> Hall {
        let hall = Hall {
            lang: RwSignal::new(Lang::En),
            theme: RwSignal::new(Theme::System),
            dragging: RwSignal::new(false),
            kept: RwSignal::new((false, false)),
            requests: RwSignal::new(0),
        };
        hall.look_again();
        hall
    }

    /// Takes language and theme from where they are kept.
    pub fn look_again(self) {
        self.lang.set(first_language());
        self.theme.set(Theme::from_name(&stored(STORED_THEME)));
    }

    /// The sentences of the chosen language.
    pub fn t(self) -> Greeting {
        Greeting::of(self.lang.get())
    }

    /// Sets and keeps the language, in the address too.
    pub fn set_language(self, lang: Lang) {
        self.lang.set(lang);
        store(STORED_LANG, lang.code());
        let window = page::window();
        if let Ok(history) = window.history() {
            let hash = window.location().hash().unwrap_or_default();
            let url = format!("?lang={}{hash}", lang.code());
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
        }
    }

    /// Sets and keeps the theme.
    pub fn set_theme(self, name: &str) {
        let theme = Theme::from_name(name);
        self.theme.set(theme);
        store(STORED_THEME, theme.name());
    }

    /// Writes language and theme onto `<html>`, now and whenever they change.
    pub fn dress(self) {
        Effect::new(move |_| page::set_lang(self.lang.get()));
        Effect::new(move |_| page::set_data("theme", self.theme.get().name()));
    }

    /// Counts requests from when all of the program is there, and notes when it is kept.
    pub fn watch(self) {
        gloo::timers::callback::Interval::new(1000, move || {
            let since = page::requests_since_loaded();
            if self.requests.get_untracked() != since {
                self.requests.set(since);
            }
            let kept = page::is_kept();
            if self.kept.get_untracked() != kept {
                self.kept.set(kept);
            }
        })
        .forget();
    }

    /// Takes what is dropped or pasted anywhere on the page.
    pub fn listen(self, give: Callback<Given>) {
        let document = page::document();
        let active = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, "dragover", active, move |event| {
            event.prevent_default();
            let event: &DragEvent = event.unchecked_ref();
            let types = event.data_transfer().map(|data| data.types()).unwrap_or_default();
            if types.includes(&"Files".into(), 0) {
                self.drag(true);
            }
        })
        .forget();
        EventListener::new(&document, "dragleave", move |event| {
            let event: &DragEvent = event.unchecked_ref();
            if event.related_target().is_none() {
                self.drag(false);
            }
        })
        .forget();
        EventListener::new_with_options(&document, "drop", active, move |event| {
            event.prevent_default();
            self.drag(false);
            let event: &DragEvent = event.unchecked_ref();
            let files = event.data_transfer().as_ref().and_then(DataTransfer::files);
            give.run(Given::Files(files_of(files)));
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
                return give.run(Given::Files(files));
            }
            if let Ok(text) = data.get_data("text/plain")
                && !text.trim().is_empty()
            {
                give.run(Given::Text(text));
            }
        })
        .forget();
    }

    /// Says, and shows, that files are held over the page.
    fn drag(self, over: bool) {
        if self.dragging.get_untracked() != over {
            self.dragging.set(over);
            page::set_data("dragging", if over { "true" } else { "false" });
        }
    }
}

/// What a person gives the page to begin with.
pub enum Given {
    Files(Vec<File>),
    /// Cells of a spreadsheet, or a table of text.
    Text(String),
    /// The sample is asked for.
    Sample,
}

impl Given {
    /// For the other program, with the moment it was given, in ms since the page began.
    pub fn to_js(&self, at: f64) -> JsValue {
        let given = Object::new();
        let (kind, what): (&str, JsValue) = match self {
            Given::Files(files) => ("files", files.iter().collect::<Array>().into()),
            Given::Text(text) => ("text", text.into()),
            Given::Sample => ("sample", JsValue::TRUE),
        };
        for (key, value) in [(kind, what), ("at", at.into())] {
            Reflect::set(&given, &key.into(), &value).expect("a plain object takes any key");
        }
        given.into()
    }

    /// What [`Given::to_js`] wrote, and when; none for anything else.
    pub fn from_js(given: &JsValue) -> Option<(Given, f64)> {
        let get = |key: &str| Reflect::get(given, &key.into()).ok().filter(JsValue::is_truthy);
        let at = get("at")?.as_f64()?;
        let given = if let Some(files) = get("files") {
            Given::Files(Array::from(&files).iter().map(JsCast::unchecked_into).collect())
        } else if let Some(text) = get("text") {
            Given::Text(text.as_string()?)
        } else {
            Given::Sample
        };
        Some((given, at))
    }
}

/// Opens the browser's file dialog.
pub fn choose_files() {
    if let Some(input) = page::document().get_element_by_id(FILE_INPUT) {
        input.unchecked_into::<HtmlElement>().click();
    }
}

/// Whether an event goes to where text is written.
pub fn is_typing(event: &Event) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && target.id() != FILE_INPUT
}

/// The files of a list.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
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
        .or_else(|| Lang::from_code(&stored(STORED_LANG)))
        .or_else(|| {
            let languages = window.navigator().languages();
            languages.iter().find_map(|code| Lang::from_code(&code.as_string()?))
        })
        .unwrap_or(Lang::En)
}

/// Plain text in the browser's store. Storage may be forbidden; a choice then holds until the page closes.
fn store(key: &str, value: &str) {
    let _ = LocalStorage::raw().set_item(key, value);
}

fn stored(key: &str) -> String {
    LocalStorage::raw().get_item(key).ok().flatten().unwrap_or_default()
}
