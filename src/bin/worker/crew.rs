//! The **crew**: workers of the same wasm that help the engine's to read a large file. The engine reads the first parts of
//! it, each of the crew a row of those that follow, in order; so the engine puts together what they have read while they
//! read on.
//!
//! They are started before the engine's worker is cut off from starting any, and rest between files. One that fails is not
//! asked again. Before the engine waits for a part, it reads one that nobody was asked for yet. The trap: the engine hears
//! from them only between two slices of its own, so each has its next part before it ends the last.

use carteira::engine::stretch::{PART, Plan};
use js_sys::{Promise, Reflect, Uint8Array, global};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    ops::Range,
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
    /// Parts that it is still to be asked for.
    row: Range<u64>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// A file that is being shared out.
struct Job {
    number: u32,
    file: File,
    plan: String,
    size: u64,
    /// Parts that the engine is still to read.
    own: Range<u64>,
    /// What came of the other parts: by whom they were read, and the bytes, or nothing.
    done: HashMap<u64, Option<(usize, Uint8Array)>>,
    /// Whom to tell when another one is.
    waiting: Option<js_sys::Function>,
}

/// A part as it was read: by whom, whose dictionaries tell its texts, and its bytes.
pub struct Read {
    pub reader: usize,
    pub bytes: Vec<u8>,
}

/// What the engine does for a part that others have to read.
pub enum Next {
    /// It is there; nothing, where it could not be read.
    Take(Option<Read>),
    /// Before it waits, it reads another one.
    Help { part: u64, from: u64, to: u64 },
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
        let mut helpers = self.helpers.borrow_mut();
        let ready = helpers.iter().filter(|helper| helper.ready).count() as u64;
        if ready == 0 {
            return false;
        }
        let parts = size.div_ceil(PART);
        let own = own_parts(parts, ready);
        let place = |nth: u64| own + (parts - own) * nth / ready;
        for (nth, helper) in (0..).zip(helpers.iter_mut().filter(|helper| helper.ready)) {
            helper.row = place(nth)..place(nth + 1);
        }
        let number = self.jobs.get() + 1;
        self.jobs.set(number);
        let (done, waiting, file) = (HashMap::new(), None, file.clone());
        let mut job = Job { number, file, plan, size, own: 0..own, done, waiting };
        helpers.iter_mut().for_each(|helper| helper.ask(&mut job));
        *self.job.borrow_mut() = Some(job);
        true
    }

    /// The next part for the engine, if there is one.
    pub fn claim(&self) -> Option<(u64, u64)> {
        let mut job = self.job.borrow_mut();
        let job = job.as_mut()?;
        let part = job.own.next()?;
        Some(job.range(part))
    }

    /// The parts that are not the engine's, in order, once it has claimed all of its own.
    pub fn parts(&self) -> Vec<(u64, (u64, u64))> {
        let job = self.job.borrow();
        let all = |job: &Job| {
            (job.own.end..job.size.div_ceil(PART)).map(|part| (part, job.range(part))).collect()
        };
        job.as_ref().map(all).unwrap_or_default()
    }

    /// What to do for a part: take it, wait, or read another one before; nothing once the sharing has ended.
    pub async fn next(&self, part: u64) -> Option<Next> {
        loop {
            if let Some(done) = self.job.borrow_mut().as_mut()?.done.remove(&part) {
                let read = done.map(|(reader, bytes)| Read { reader, bytes: bytes.to_vec() });
                return Some(Next::Take(read));
            }
            if let Some(part) = self.unasked(part) {
                let (from, to) = self.job.borrow().as_ref()?.range(part);
                return Some(Next::Help { part, from, to });
            }
            let wait = Promise::new(&mut |tell, _| {
                if let Some(job) = self.job.borrow_mut().as_mut() {
                    job.waiting = Some(tell);
                }
            });
            JsFuture::from(wait).await.ok()?;
        }
    }

    /// What the engine read of a part in somebody's place.
    pub fn put(&self, part: u64, bytes: Option<Vec<u8>>) {
        if let Some(job) = self.job.borrow_mut().as_mut() {
            // Nobody's dictionaries: it begins its own.
            let reader = self.helpers.borrow().len();
            job.done.insert(part, bytes.map(|bytes| (reader, Uint8Array::from(&bytes[..]))));
        }
    }

    /// A part that nobody was asked for yet, no longer to be asked for: this one, or else a last one.
    fn unasked(&self, part: u64) -> Option<u64> {
        let mut helpers = self.helpers.borrow_mut();
        if let Some(helper) = helpers.iter_mut().find(|helper| helper.row.contains(&part)) {
            return helper.row.next();
        }
        helpers.iter_mut().find_map(|helper| helper.row.next_back())
    }

    /// Ends the sharing; what still comes of it is dropped.
    pub fn end(&self) {
        let job = self.job.borrow_mut().take();
        self.helpers.borrow_mut().iter_mut().for_each(|helper| helper.row = 0..0);
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
        job.done.insert(part, bytes.dyn_into().ok().map(|bytes| (at, bytes)));
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

/// Of so many parts, how many the engine reads while so many others read the rest: to read one takes it ten times, say, to
/// put together what another one read twice, and the others eleven times, since they must send it.
fn own_parts(parts: u64, others: u64) -> u64 {
    let others = others.min(5);
    (parts * (11 - 2 * others) / (8 * others + 11)).max(1)
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
        let (ready, asked, row) = (false, Vec::new(), 0..0);
        Some(Helper { worker, ready, asked, row, _on_message: on_message, _on_error: on_error })
    }

    /// Asks for the next parts of its row.
    fn ask(&mut self, job: &mut Job) {
        while self.ready && self.asked.len() < AHEAD {
            let Some(part) = self.row.next() else { return };
            let (from, to) = job.range(part);
            let task = js_sys::Object::new();
            let numbers = [
                ("job", f64::from(job.number)),
                ("part", part as f64),
                ("from", from as f64),
                ("to", to as f64),
            ];
            for (key, number) in numbers {
                let _ = Reflect::set(&task, &key.into(), &number.into());
            }
            let _ = Reflect::set(&task, &"plan".into(), &job.plan.as_str().into());
            let _ = Reflect::set(&task, &"file".into(), &job.file);
            match self.worker.post_message(&task) {
                Ok(()) => self.asked.push(part),
                Err(_) => {
                    self.row.start = part;
                    self.ready = false;
                }
            }
        }
    }
}
