//! A worker of the crew: reads the parts of files that it is given, one after the other, and gives back what their
//! records came to.

use super::{guard, source::Handle};
use carteira::engine::stretch::{PartReading, Plan};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// A part begins at the line end before it, and its last record may end after it.
const BEYOND: u64 = 16 << 10;

/// Starts it, and says that it is ready.
pub fn start(scope: DedicatedWorkerGlobalScope) {
    console_error_panic_hook::set_once();
    guard::cut_off();
    let queue: Rc<RefCell<VecDeque<Task>>> = Rc::default();
    let host = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(task) = Task::of(&event.data()) else { return };
        queue.borrow_mut().push_back(task);
        // Whoever works on the first one goes on with the others.
        if queue.borrow().len() == 1 {
            let (queue, host) = (queue.clone(), host.clone());
            spawn_local(async move {
                loop {
                    let next = queue.borrow().front().cloned();
                    let Some(task) = next else { break };
                    let bytes = task.read().await;
                    queue.borrow_mut().pop_front();
                    task.reply(&host, bytes);
                }
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&Object::new());
}

/// A part to be read.
#[derive(Clone)]
struct Task {
    data: JsValue,
    handle: Handle,
    plan: Plan,
    from: u64,
    to: u64,
}

impl Task {
    fn of(data: &JsValue) -> Option<Task> {
        let get = |key: &str| Reflect::get(data, &key.into()).ok();
        let number = |key: &str| Some(get(key)?.as_f64()? as u64);
        Some(Task {
            handle: Handle::File(get("file")?.dyn_into().ok()?),
            plan: serde_json::from_str(&get("plan")?.as_string()?).ok()?,
            from: number("from")?,
            to: number("to")?,
            data: data.clone(),
        })
    }

    /// None where it cannot be read.
    async fn read(&self) -> Option<Vec<u8>> {
        let size = self.handle.size();
        let mut part = PartReading::new(self.plan.clone(), self.from, self.to);
        while !part.is_done() && part.at() < size {
            let to = self.to.max(part.at()) + BEYOND;
            let slice = self.handle.stretch(part.at(), to.min(size)).await.ok()?;
            (!slice.is_empty()).then_some(())?;
            part.feed(slice);
        }
        Some(part.finish()?.to_bytes())
    }

    fn reply(&self, scope: &DedicatedWorkerGlobalScope, bytes: Option<Vec<u8>>) {
        let (reply, transfer) = (Object::new(), Array::new());
        for key in ["job", "part"] {
            let value = Reflect::get(&self.data, &key.into()).unwrap_or_default();
            let _ = Reflect::set(&reply, &key.into(), &value);
        }
        if let Some(bytes) = bytes {
            let bytes = Uint8Array::from(bytes.as_slice());
            let _ = Reflect::set(&reply, &"bytes".into(), &bytes);
            transfer.push(&bytes.buffer());
        }
        let _ = scope.post_message_with_transfer(&reply, &transfer);
    }
}
