//! A worker of the crew: reads the parts of files that it is given, one after the other, and gives back what their
//! records came to. The bytes of the next one come while one is read.

use super::{
    guard,
    source::{Handle, Stretch},
};
use carteira::engine::stretch::{Lexicon, PartReading, Plan};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// A part begins at the line end before it, and its last record may end after it.
const BEYOND: u64 = 16 << 10;

/// Starts it, and says that it is ready.
pub fn start(scope: DedicatedWorkerGlobalScope) {
    console_error_panic_hook::set_once();
    guard::cut_off();
    let (queue, busy) = (Rc::<RefCell<VecDeque<Task>>>::default(), Rc::<Cell<bool>>::default());
    let known = Rc::<RefCell<(f64, Lexicon)>>::default();
    let host = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(task) = Task::of(&event.data()) else { return };
        queue.borrow_mut().push_back(task);
        // Whoever works on the first one goes on with the others.
        if !busy.replace(true) {
            let (queue, busy, host) = (queue.clone(), busy.clone(), host.clone());
            let known = known.clone();
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some(mut task) = next else { break };
                    let (job, lexicon) = known.take();
                    // Texts of another file are of no use.
                    let lexicon = if job == task.job { lexicon } else { Lexicon::default() };
                    let coming = task.coming.take();
                    let part = PartReading::new(task.plan.clone(), task.from, task.to, lexicon);
                    let (bytes, lexicon) = read(&task.handle, part, task.to, coming).await.unzip();
                    known.replace((task.job, lexicon.unwrap_or_default()));
                    task.reply(&host, bytes);
                }
                busy.set(false);
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&Object::new());
}

/// A part to be read.
struct Task {
    data: JsValue,
    job: f64,
    handle: Handle,
    plan: Plan,
    from: u64,
    to: u64,
    /// Its first bytes, on their way.
    coming: Option<Stretch>,
}

impl Task {
    fn of(data: &JsValue) -> Option<Task> {
        let get = |key: &str| Reflect::get(data, &key.into()).ok();
        let number = |key: &str| Some(get(key)?.as_f64()? as u64);
        let plan: Plan = serde_json::from_str(&get("plan")?.as_string()?).ok()?;
        let (from, to) = (number("from")?, number("to")?);
        let handle = Handle::File(get("file")?.dyn_into().ok()?);
        let coming = begin(&handle, from.saturating_sub(1), to);
        let (data, job) = (data.clone(), get("job")?.as_f64()?);
        Some(Task { data, job, handle, plan, from, to, coming })
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

/// Begins to read the bytes of a part from `at` on; none where they cannot be read.
fn begin(handle: &Handle, at: u64, to: u64) -> Option<Stretch> {
    handle.begin(at, (to.max(at) + BEYOND).min(handle.size())).ok()
}

/// Reads a part, whose first bytes may be on their way, and what is to be known for the next; none where it cannot be read.
pub async fn read(
    handle: &Handle,
    mut part: PartReading,
    to: u64,
    mut coming: Option<Stretch>,
) -> Option<(Vec<u8>, Lexicon)> {
    while !part.is_done() && part.at() < handle.size() {
        let stretch = coming.take().or_else(|| begin(handle, part.at(), to))?;
        let slice = stretch.bytes().await.ok()?;
        (!slice.is_empty()).then_some(())?;
        part.feed(slice);
    }
    part.finish()
}
