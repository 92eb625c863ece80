//! Takes the network away from this worker: whatever could send anything is deleted from its global and from
//! every prototype above it, before the first file is opened.

use js_sys::{Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// What could reach out of the worker.
const REACH_OUT: [&str; 22] = [
    "fetch",
    "fetchLater",
    "XMLHttpRequest",
    "XMLHttpRequestUpload",
    "XMLHttpRequestEventTarget",
    "WebSocket",
    "WebSocketStream",
    "WebSocketError",
    "WebTransport",
    "WebTransportBidirectionalStream",
    "WebTransportDatagramDuplexStream",
    "WebTransportError",
    "EventSource",
    "importScripts",
    "RTCPeerConnection",
    "RTCDataChannel",
    "Worker",
    "SharedWorker",
    "BroadcastChannel",
    "caches",
    "CacheStorage",
    "Cache",
];

/// Deletes them all; what cannot be deleted is shadowed by nothing.
pub fn cut_off() {
    let global = global();
    for name in REACH_OUT {
        let key = JsValue::from_str(name);
        let mut holder: JsValue = global.clone().into();
        while holder.is_object() {
            let object: &Object = holder.unchecked_ref();
            let _ = Reflect::delete_property(object, &key);
            holder = Object::get_prototype_of(&holder).into();
        }
        if Reflect::has(&global, &key).unwrap_or(false) {
            let nothing = Object::new();
            let _ = Reflect::set(&nothing, &"value".into(), &JsValue::UNDEFINED);
            let _ = Reflect::define_property(&global, &key, &nothing);
        }
    }
}
