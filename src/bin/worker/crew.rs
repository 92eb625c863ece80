//! The **crew**: workers of the same wasm that help the engine's to read a large file. The engine reads from its
//! beginning, the crew takes part after part from its end, until they meet.
//!
//! They are started before the engine's worker is cut off from starting any, and rest between files. One that fails is not
//! asked again, and what it was asked for the engine reads itself. The trap: the engine hears from them only between two
//! slices of its own, so each has its next part before it ends the last.

use carteira::engine::stretch::{PART, Plan};
use js_sys::{Promise, Reflect, Uint8Array, global};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// The loader of a worker of the crew, beside that of the engine's, and its name, by which it knows what it is.
const LOADER: &str = "./worker_part.js";
pub const NAME: &str = "part";
/// Workers that read, the engine's among them.
const MOST: usize = 4;
/// Parts that one has to do at a time.
const AHEAD: usize = 2;

/// All that help.
#[derive(Default)]
pub struct Crew {
    helpers: RefCell<Vec<Helper>>,
    job: RefCell<Option<Job>>,
    jobs: Cell<u32>,
}

struct Helper {
    worker: Worker,
    ready: bool,
    /// Parts that it was asked for.
    asked: Vec<u64>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// A file that is being shared out.
struct Job {
    number: u32,
    file: File,
    plan: String,
    size: u64,
    /// Parts before this one are the engine's, from `taken` on the crew's.
    own: u64,
    taken: u64,
    /// What came of the crew's parts: their bytes, or nothing.
    done: HashMap<u64, Option<Uint8Array>>,
    /// Whom to tell when another one is.
    waiting: Option<js_sys::Function>,
}

impl Crew {
    /// Starts as many as there is room for beside the engine's own worker.
    pub fn start() -> Rc<Crew> {
        let crew = Rc::new(Crew::default());
        let cores = Reflect::get(&global(), &"navigator".into())
            .and_then(|navigator| Reflect::get(&navigator, &"hardwareConcurrency".into()))
            .ok()
            .and_then(|cores| cores.as_f64())
            .map_or(1, |cores| cores as usize);
        // Where workers cannot start others, the engine's reads alone.
        for at in 0..cores.clamp(1, MOST) - 1 {
            let Some(helper) = Helper::start(&crew, at) else { break };
            crew.helpers.borrow_mut().push(helper);
        }
        crew
    }

    /// Shares a file out; false where nobody is there to help.
    pub fn begin(&self, file: &File, size: u64, plan: &Plan) -> bool {
        let Ok(plan) = serde_json::to_string(plan) else { return false };
        if !self.helpers.borrow().iter().any(|helper| helper.ready) {
            return false;
        }
        let number = self.jobs.get() + 1;
        self.jobs.set(number);
        let (done, waiting) = (HashMap::new(), None);
        let (own, taken, file) = (0, size.div_ceil(PART), file.clone());
        *self.job.borrow_mut() = Some(Job { number, file, plan, size, own, taken, done, waiting });
        true
    }

    /// The next part for the engine, if there is one, and the crew gets its first ones.
    pub fn claim(&self) -> Option<(u64, u64)> {
        let mut job = self.job.borrow_mut();
        let job = job.as_mut()?;
        let part = job.own;
        let range = (part < job.taken).then(|| job.range(part));
        job.own += u64::from(range.is_some());
        self.helpers.borrow_mut().iter_mut().for_each(|helper| helper.ask(job));
        range
    }

    /// The parts that are the crew's, in order.
    pub fn parts(&self) -> Vec<(u64, (u64, u64))> {
        let job = self.job.borrow();
        let all =
            |job: &Job| (job.taken..job.size.div_ceil(PART)).map(|p| (p, job.range(p))).collect();
        job.as_ref().map(all).unwrap_or_default()
    }

    /// What became of a part, once it is there; nothing where it could not be read.
    pub async fn take(&self, part: u64) -> Option<Vec<u8>> {
        loop {
            if let Some(done) = self.job.borrow_mut().as_mut()?.done.remove(&part) {
                return done.map(|bytes| bytes.to_vec());
            }
            let wait = Promise::new(&mut |tell, _| {
                if let Some(job) = self.job.borrow_mut().as_mut() {
                    job.waiting = Some(tell);
                }
            });
            JsFuture::from(wait).await.ok()?;
        }
    }

    /// Ends the sharing; what still comes of it is dropped.
    pub fn end(&self) {
        let job = self.job.borrow_mut().take();
        tell(job.and_then(|job| job.waiting));
    }

    fn hear(&self, at: usize, data: &JsValue) {
        let number = |key: &str| Reflect::get(data, &key.into()).ok()?.as_f64();
        let mut helpers = self.helpers.borrow_mut();
        let Some(helper) = helpers.get_mut(at) else { return };
        helper.ready = true;
        let Some(part) = number("part").map(|part| part as u64) else { return };
        let mut job = self.job.borrow_mut();
        let current = |job: &&mut Job| number("job") == Some(f64::from(job.number));
        let Some(job) = job.as_mut().filter(current) else { return };
        helper.asked.retain(|&asked| asked != part);
        let bytes = Reflect::get(data, &"bytes".into()).unwrap_or_default();
        job.done.insert(part, bytes.dyn_into().ok());
        helper.ask(job);
        tell(job.waiting.take());
    }

    /// One that failed is not asked again.
    fn lose(&self, at: usize) {
        let mut helpers = self.helpers.borrow_mut();
        let Some(helper) = helpers.get_mut(at) else { return };
        helper.ready = false;
        let asked = std::mem::take(&mut helper.asked);
        if let Some(job) = self.job.borrow_mut().as_mut() {
            job.done.extend(asked.into_iter().map(|part| (part, None)));
            tell(job.waiting.take());
        }
    }
}

fn tell(waiting: Option<js_sys::Function>) {
    if let Some(waiting) = waiting {
        let _ = waiting.call0(&JsValue::NULL);
    }
}

impl Job {
    fn range(&self, part: u64) -> (u64, u64) {
        (part * PART, ((part + 1) * PART).min(self.size))
    }
}

impl Helper {
    fn start(crew: &Rc<Crew>, at: usize) -> Option<Helper> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(NAME);
        let worker = Worker::new_with_options(LOADER, &options).ok()?;
        // What was compiled for us is theirs too.
        worker.post_message(&wasm_bindgen::module()).ok()?;
        let hears = Rc::downgrade(crew);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(crew) = hears.upgrade() {
                crew.hear(at, &event.data());
            }
        });
        let loses = Rc::downgrade(crew);
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            if let Some(crew) = loses.upgrade() {
                crew.lose(at);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let (ready, asked) = (false, Vec::new());
        Some(Helper { worker, ready, asked, _on_message: on_message, _on_error: on_error })
    }

    /// Asks for parts from the end, as long as any are left. The last ones are not asked for ahead: nobody shall wait for
    /// one that another could read.
    fn ask(&mut self, job: &mut Job) {
        let ahead = |left: u64| if left > AHEAD as u64 { AHEAD } else { 1 };
        while self.ready && job.own < job.taken && self.asked.len() < ahead(job.taken - job.own) {
            job.taken -= 1;
            let (from, to) = job.range(job.taken);
            let task = js_sys::Object::new();
            let numbers = [
                ("job", f64::from(job.number)),
                ("part", job.taken as f64),
                ("from", from as f64),
                ("to", to as f64),
            ];
            for (key, number) in numbers {
                let _ = Reflect::set(&task, &key.into(), &number.into());
            }
            let _ = Reflect::set(&task, &"plan".into(), &job.plan.as_str().into());
            let _ = Reflect::set(&task, &"file".into(), &job.file);
            match self.worker.post_message(&task) {
                Ok(()) => self.asked.push(job.taken),
                Err(_) => {
                    job.taken += 1;
                    self.ready = false;
                }
            }
        }
    }
}
