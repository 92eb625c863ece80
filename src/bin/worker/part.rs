//! A worker of the crew: reads the parts of files that it is given, one after the other, and gives back what their
//! records came to.

use super::{flow::Flow, guard, room::make_room, source::Handle};
use carteira::engine::{
    intake::SLICE,
    stretch::{Lexicon, PartReading, Plan},
};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// A part begins at the line end before it, and its last record may end after it: mostly within as many bytes.
const BEYOND: u64 = 16 << 10;
/// Bytes: what the parts of a file take.
const ROOM: usize = 16 << 20;

/// Starts it, and says that it is ready.
pub fn start(scope: DedicatedWorkerGlobalScope) {
    console_error_panic_hook::set_once();
    guard::cut_off();
    let (queue, busy) = (Rc::<RefCell<VecDeque<Task>>>::default(), Rc::<Cell<bool>>::default());
    let known = Rc::<RefCell<Option<Known>>>::default();
    let (host, working) = (scope.clone(), busy.clone());
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
                    let Some(task) = next else { break };
                    // What is known of another file is of no use.
                    let of_job = known.take().filter(|known| known.job == task.job);
                    let mut of_job = of_job.unwrap_or_else(|| Known::of(&task));
                    let texts = std::mem::take(&mut of_job.lexicon);
                    let part = PartReading::new(task.plan.clone(), task.from, task.to, texts);
                    let read = read(&mut of_job.flow, part, task.to).await;
                    let (bytes, texts) = read.unzip();
                    of_job.lexicon = texts.unwrap_or_default();
                    known.replace(Some(of_job));
                    task.reply(&host, bytes);
                }
                busy.set(false);
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&Object::new());
    spawn_local(make_room(ROOM, move || working.get()));
}

/// A part to be read.
struct Task {
    data: JsValue,
    job: f64,
    handle: Handle,
    plan: Plan,
    from: u64,
    to: u64,
}

/// What is known of the file whose parts are read.
struct Known {
    job: f64,
    flow: Flow,
    lexicon: Lexicon,
}

impl Known {
    fn of(task: &Task) -> Known {
        let (flow, lexicon) = (Flow::of(task.handle.clone()), Lexicon::default());
        Known { job: task.job, flow, lexicon }
    }
}

impl Task {
    fn of(data: &JsValue) -> Option<Task> {
        let get = |key: &str| Reflect::get(data, &key.into()).ok();
        let number = |key: &str| Some(get(key)?.as_f64()? as u64);
        let plan: Plan = serde_json::from_str(&get("plan")?.as_string()?).ok()?;
        let (from, to) = (number("from")?, number("to")?);
        let handle = Handle::File(get("file")?.dyn_into().ok()?);
        let (data, job) = (data.clone(), get("job")?.as_f64()?);
        Some(Task { data, job, handle, plan, from, to })
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

/// Reads a part, and what is to be known for the next; none where it cannot be read.
pub async fn read(flow: &mut Flow, mut part: PartReading, to: u64) -> Option<(Vec<u8>, Lexicon)> {
    while !part.is_done() && part.at() < flow.size() {
        part.feed(flow.next(part.at(), most(part.at(), to)).await.ok()?);
    }
    part.finish()
}

/// How many bytes are asked for at a place, of a part that ends at another one.
pub fn most(at: u64, to: u64) -> usize {
    (to.saturating_sub(at) + BEYOND).min(SLICE as u64) as usize
}
