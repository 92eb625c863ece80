//! Takes one file after the other, and posts what is in it: `File`s of the browser's, which weigh nothing on their way.

use super::guard;
use carteira::{
    engine::{
        protocol::{BUILD, SheetsSay},
        view::Problem,
    },
    ingest::workbook::{Unpacked, unpack},
};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// Starts the worker: cuts it off from the network, then says that it is ready.
pub fn start() {
    console_error_panic_hook::set_once();
    guard::cut_off();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        spawn_local(take(event.data().unchecked_into()));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&SheetsSay::Ready { build: BUILD.to_string() }, &Array::new());
}

async fn take(file: File) {
    let name = file.name();
    let promise: Promise = file.array_buffer().unchecked_into();
    let Ok(buffer) = JsFuture::from(promise).await else {
        return post(&SheetsSay::Failed(Problem::Unreadable { file: name }), &Array::new());
    };
    let bytes = Uint8Array::new(&buffer).to_vec();
    drop(buffer);
    match unpack(&name, &bytes) {
        Ok(Unpacked { parts, left }) => {
            let are_sheets = parts.iter().map(|part| part.is_sheet).collect();
            let files = parts.into_iter().filter_map(|part| {
                let content = Array::of1(&Uint8Array::from(part.bytes.as_slice()));
                // It is refused only where the browser has no room left.
                File::new_with_u8_array_sequence(&content, &part.name).ok()
            });
            let files: Array = files.collect();
            post(&SheetsSay::Unpacked { are_sheets, left }, &files);
        }
        Err(trouble) => {
            post(&SheetsSay::Failed(Problem::Packed { file: name, trouble }), &Array::new());
        }
    }
}

fn post(say: &SheetsSay, files: &Array) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let message = Object::new();
    let value = serde_wasm_bindgen::to_value(say).expect("replies are plain data");
    for (key, value) in [("say", value), ("files", JsValue::from(files))] {
        Reflect::set(&message, &key.into(), &value).expect("a plain object takes any key");
    }
    // Posting fails only for what cannot be cloned; files always can.
    let _ = scope.post_message(&message);
}
