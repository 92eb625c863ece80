//! The core as the browser runs it: in a worker, as wasm with SIMD128. `make test-wasm` starts Chromium for it.
//! The same expectations are checked natively in `tests/batch`, so that both are one engine.
#![cfg(target_arch = "wasm32")]

#[path = "../src/bin/worker/guard.rs"]
mod guard;
mod portable;

use js_sys::{Reflect, global};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn is_built_with_simd() {
    assert!(cfg!(target_feature = "simd128"), "RUSTFLAGS may have replaced .cargo/config.toml");
}

#[wasm_bindgen_test]
fn an_export_is_the_same_bytes_as_natively() {
    portable::check_office();
}

#[wasm_bindgen_test]
fn models_have_the_same_parameters_as_natively() {
    portable::check_models();
}

/// `typeof` a name of the worker's global.
fn type_of(name: &str) -> String {
    let value = Reflect::get(&global(), &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    value.js_typeof().as_string().unwrap_or_default()
}

/// What the privacy page names, and what this browser has beside it.
const NETWORK: [&str; 11] = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "WebSocketStream",
    "WebTransport",
    "EventSource",
    "importScripts",
    "RTCPeerConnection",
    "Worker",
    "SharedWorker",
    "caches",
];

#[wasm_bindgen_test]
fn the_guard_takes_the_network_away() {
    // Chromium has these in a worker: that they are gone afterwards says something.
    for name in ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "Worker"] {
        assert_ne!(type_of(name), "undefined", "{name} is there before");
    }
    guard::cut_off();
    for name in NETWORK {
        assert_eq!(type_of(name), "undefined", "{name}");
    }
    // Cutting off twice is no harm.
    guard::cut_off();
    assert_eq!(type_of("fetch"), "undefined");
    assert_eq!(type_of("postMessage"), "function", "the page can still be answered");
}
