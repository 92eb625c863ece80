//! The bridge to the worker: starts it, queues what is asked before it is ready, hands replies to the state, and
//! starts it anew when it dies or is told to forget.
//!
//! The trap: a worker drops messages that come before its wasm is there. It says `Ready` first; until then the
//! queue holds.

use super::state::State;
use crate::engine::{
    client::Client,
    protocol::{Ask, Reply, Request, Say},
};
use js_sys::{Array, Object, Reflect};
use std::{cell::RefCell, collections::VecDeque};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Where the worker's loader stands, beside the page.
const WORKER: &str = "./worker_loader.js";

thread_local! {
    static BRIDGE: RefCell<Option<Bridge>> = const { RefCell::new(None) };
}

struct Bridge {
    worker: Worker,
    ready: bool,
    queue: VecDeque<JsValue>,
    client: Client,
    /// Kept alive as long as the worker may call them.
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// Starts the worker, or ends the one there is and starts another: nothing it knew is left.
pub fn start(state: State) {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = match Worker::new_with_options(WORKER, &options) {
        Ok(worker) => worker,
        Err(error) => return state.without_engine(format!("{error:?}")),
    };
    let on_message = Closure::new(move |event: MessageEvent| receive(state, &event.data()));
    let on_error = Closure::new(move |event: ErrorEvent| {
        event.prevent_default();
        // A worker whose file is missing fails by a plain event, without a message.
        let message =
            Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
        let message = message.unwrap_or_else(|| WORKER.into());
        // One that never was ready would fail again.
        let was_ready = BRIDGE.with_borrow(|slot| slot.as_ref().is_some_and(|bridge| bridge.ready));
        match was_ready {
            true => state.stopped(message),
            false => state.without_engine(message),
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let bridge = Bridge {
        worker,
        ready: false,
        queue: VecDeque::new(),
        client: Client::default(),
        _on_message: on_message,
        _on_error: on_error,
    };
    let old = BRIDGE.with_borrow_mut(|slot| slot.replace(bridge));
    if let Some(old) = old {
        old.end();
    }
    state.groups.introduce();
}

/// Whether there is a worker, ready or on its way.
pub fn is_there() -> bool {
    BRIDGE.with_borrow(Option::is_some)
}

/// Ends the worker, and starts none.
pub fn end() {
    if let Some(old) = BRIDGE.with_borrow_mut(Option::take) {
        old.end();
    }
}

/// Asks the worker for something.
pub fn ask(ask: Ask) {
    ask_with_files(ask, &[]);
}

/// Asks, with files posted by reference.
pub fn ask_with_files(ask: Ask, files: &[File]) {
    BRIDGE.with_borrow_mut(|slot| {
        let Some(bridge) = slot else { return };
        let request = Request { id: bridge.client.id_for(&ask), ask };
        let message = Object::new();
        let value = serde_wasm_bindgen::to_value(&request).expect("requests are plain data");
        set(&message, "request", &value);
        set(&message, "files", &files.iter().collect::<Array>());
        if bridge.ready {
            bridge.post(&message);
        } else {
            bridge.queue.push_back(message.into());
        }
    });
}

impl Bridge {
    fn end(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        // A closure that is running now, as when it is the worker's error that ends it, must outlive its call.
        gloo::timers::callback::Timeout::new(0, move || drop(self)).forget();
    }

    fn post(&self, message: &JsValue) {
        // Posting fails only for what cannot be cloned; requests and files always can.
        let _ = self.worker.post_message(message);
    }
}

fn receive(state: State, data: &JsValue) {
    let value = Reflect::get(data, &"reply".into()).unwrap_or_default();
    let reply: Reply = match serde_wasm_bindgen::from_value(value) {
        Ok(reply) => reply,
        Err(error) => return state.stopped(error.to_string()),
    };
    let current = BRIDGE.with_borrow_mut(|slot| {
        let Some(bridge) = slot else { return false };
        if let Say::Ready { build } = &reply.say {
            if build != super::page::BUILD {
                return false;
            }
            bridge.ready = true;
            while let Some(message) = bridge.queue.pop_front() {
                bridge.post(&message);
            }
        }
        bridge.client.is_current(&reply)
    });
    if let Say::Ready { build } = &reply.say
        && build != super::page::BUILD
    {
        return state.without_engine(format!("build {build}"));
    }
    if current {
        let bytes = Reflect::get(data, &"bytes".into()).unwrap_or_default();
        state.hear(reply.say, &bytes);
    }
}

fn set(object: &Object, key: &str, value: &JsValue) {
    Reflect::set(object, &key.into(), value).expect("a plain object takes any key");
}
