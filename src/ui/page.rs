//! What can be seen of the page from outside: attributes of `<html>`, performance measures, downloads, and the
//! number of requests since it loaded.

use super::locale::Lang;
use js_sys::{Array, Uint8Array};
use leptos::prelude::IntoView;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The build this page is of; the worker must be of the same.
pub const BUILD: &str = crate::engine::protocol::BUILD;

/// Sets `data-<name>` on `<html>`.
pub fn set_data(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only an ill-formed name can fail.
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
}

fn data(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(&format!("data-{name}"))
}

/// Sets the language of the page.
pub fn set_lang(lang: Lang) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", lang.code());
    }
}

/// Milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Records `performance.measure(name)` from `start` to `end`, both in milliseconds since the page began.
pub fn measure(name: &str, start: f64, end: f64) {
    let options = js_sys::Object::new();
    let set = |key: &str, value: f64| {
        js_sys::Reflect::set(&options, &key.into(), &value.into())
            .expect("a plain object takes any key");
    };
    set("start", start);
    set("end", end);
    let Some(performance) = window().performance() else { return };
    // `measure(name, {start, end})`: web-sys binds only the form with marks.
    if let Ok(function) = js_sys::Reflect::get(&performance, &"measure".into()) {
        let function: js_sys::Function = function.unchecked_into();
        let _ = function.call2(&performance, &name.into(), &options);
    }
}

/// Scrolls up to where the page begins.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Calls back once what is in the DOM now has been painted.
pub fn after_paint(call: impl FnOnce() + 'static) {
    let inner = Closure::once_into_js(call);
    let outer = Closure::once_into_js(move || {
        // The first frame paints; the task after it runs when that is done.
        let _ = window().set_timeout_with_callback(inner.unchecked_ref());
    });
    let _ = window().request_animation_frame(outer.unchecked_ref());
}

/// Requests that the page has sent to the network so far. What the service worker answers from the browser's own
/// store, such as the program of another worker, is sent nowhere.
pub fn requests() -> u32 {
    let Some(performance) = window().performance() else { return 0 };
    let number = |entry: &JsValue, name: &str| {
        js_sys::Reflect::get(entry, &name.into())
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or(0.0)
    };
    let sent = |entry: &JsValue| {
        number(entry, "workerStart") == 0.0 || number(entry, "transferSize") > 0.0
    };
    performance.get_entries_by_type("resource").iter().filter(sent).count() as u32
}

/// Marks that all of the program is there: requests are counted from here.
pub fn is_loaded() {
    if data("loaded").is_none() {
        set_data("loaded", &requests().to_string());
    }
}

/// Requests since then; 0 as long as something is still to come.
pub fn requests_since_loaded() -> u32 {
    let loaded = data("loaded").and_then(|count| count.parse().ok());
    loaded.map_or(0, |loaded| requests().saturating_sub(loaded))
}

/// Marks, the first time, that files can be given.
pub fn is_live() {
    if data("state").is_none() {
        measure("carteira:ready", 0.0, now());
    }
    set_data("state", "empty");
}

/// Draws into an element of its own, as the first in the body.
pub fn mount<V: IntoView + 'static>(id: &str, draw: impl FnOnce() -> V + 'static) {
    let (Some(body), Ok(root)) = (document().body(), document().create_element("div")) else {
        return;
    };
    root.set_id(id);
    let _ = body.prepend_with_node_1(&root);
    leptos::mount::mount_to(root.unchecked_into(), draw).forget();
}

/// Takes an element out of the page.
pub fn take_out(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// What boot.js says: whether the program is kept for use without a network, and whether a newer one waits.
pub fn is_kept() -> (bool, bool) {
    let says = |name: &str, value: &str| data(name).is_some_and(|said| said == value);
    (says("offline", "ready"), says("update", "waiting"))
}

/// Lets the newer program take over; the page loads anew with it.
pub fn update() {
    let service = window().navigator().service_worker();
    let reload = Closure::once_into_js(move || {
        // Nothing is left to do where this fails: the old program goes on.
        let _ = window().location().reload();
    });
    service.set_oncontrollerchange(Some(reload.unchecked_ref()));
    let told = Closure::once_into_js(move |registration: JsValue| {
        let registration: web_sys::ServiceWorkerRegistration = registration.unchecked_into();
        if let Some(waiting) = registration.waiting() {
            let _ = waiting.post_message(&"update".into());
        }
    });
    if let Ok(ready) = service.ready() {
        let ready: js_sys::Promise = ready.unchecked_into();
        let then = js_sys::Reflect::get(&ready, &"then".into());
        if let Ok(then) = then {
            let then: js_sys::Function = then.unchecked_into();
            let _ = then.call1(&ready, &told);
        }
    }
}

/// Saves bytes as a file, without any server.
pub fn save(name: &str, mime: &str, bytes: &JsValue) {
    let parts = Array::of1(bytes);
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    save_blob(name, &blob);
}

/// Saves a blob as a file.
pub fn save_blob(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    let Ok(anchor) = document().create_element("a") else { return };
    let anchor: HtmlAnchorElement = anchor.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.set_hidden(true);
    if let Some(body) = document().body() {
        // Firefox follows only links that are in the document.
        let _ = body.append_child(&anchor);
        anchor.click();
        anchor.remove();
    }
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}

/// Saves text as a file.
pub fn save_text(name: &str, mime: &str, text: &str) {
    save(name, mime, &Uint8Array::from(text.as_bytes()));
}

/// The window; a page always has one.
pub fn window() -> web_sys::Window {
    web_sys::window().expect("a page has a window")
}

/// The document; a window of a page always has one.
pub fn document() -> web_sys::Document {
    window().document().expect("a window has a document")
}
