//! Hosts the engine: takes requests, posts replies. Everything that decides lies in the engine; here is only what
//! needs a worker.

use super::{
    crew::{self, Crew},
    guard, part,
    reading::Change,
    source::{Gone, Handle},
    turn::Turn,
    warm::warm_up,
};
use carteira::{
    engine::{
        core::{Answer, Engine},
        ledger::{FileTexts, LedgerWriter},
        protocol::{Ask, BUILD, Opened, Reply, Request, Say},
        queue::{Queue, When},
        view::Problem,
    },
    portfolio::sample::sample_files,
};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// Origins of the sample's files count down from here; those of the page count up.
const SAMPLE_ORIGIN: u32 = u32::MAX;

/// The worker's state.
pub struct Host {
    scope: DedicatedWorkerGlobalScope,
    pub crew: Rc<Crew>,
    pub engine: RefCell<Engine>,
    /// By origin: those of the engine's files, and of others that it no longer has.
    pub handles: RefCell<HashMap<u32, Handle>>,
    /// Changes to the files that wait their turn, with the request they came by.
    pub changes: RefCell<VecDeque<(u32, Change)>>,
    pub busy: Cell<bool>,
    pub cancelled: Cell<bool>,
    /// Whether the user was asked something and must confirm.
    pub waiting: Cell<bool>,
    /// When the change that is worked on was taken up, in ms.
    pub began: Cell<f64>,
    pub reported: Cell<f64>,
    /// What waits to be answered, and whether it is being worked off.
    queue: RefCell<Queue>,
    answering: Cell<bool>,
    turn: Turn,
    /// How often something was asked, by which it is known for how long nothing was.
    asked: Cell<u32>,
    /// Whether it only warms up: nobody hears what it says but its portfolio.
    is_quiet: bool,
}

/// Starts the worker: starts its crew, cuts it off from the network, then says that it is ready.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if scope.name() == crew::NAME {
        return part::start(scope);
    }
    console_error_panic_hook::set_once();
    let crew = Crew::start();
    guard::cut_off();
    let host = Host::of(scope.clone(), crew, false);
    let receiver = host.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        receiver.receive(&event.data());
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    host.say(0, Say::Ready { build: BUILD.to_string() });
    spawn_local(warm_up(host));
}

impl Host {
    fn of(scope: DedicatedWorkerGlobalScope, crew: Rc<Crew>, is_quiet: bool) -> Rc<Host> {
        Rc::new(Host {
            scope,
            crew,
            engine: RefCell::default(),
            handles: RefCell::default(),
            changes: RefCell::default(),
            busy: Cell::new(false),
            cancelled: Cell::new(false),
            waiting: Cell::new(false),
            began: Cell::new(0.0),
            reported: Cell::new(0.0),
            queue: RefCell::default(),
            answering: Cell::new(false),
            turn: Turn::new(),
            asked: Cell::new(0),
            is_quiet,
        })
    }

    /// Another one, that only warms up.
    pub fn quiet(&self) -> Rc<Host> {
        Host::of(self.scope.clone(), Rc::default(), true)
    }

    /// Takes a message of the page.
    pub fn receive(self: &Rc<Host>, data: &JsValue) {
        let value = Reflect::get(data, &"request".into()).unwrap_or_default();
        let request: Request = match serde_wasm_bindgen::from_value(value) {
            Ok(request) => request,
            Err(error) => {
                let detail = error.to_string();
                return self.say(0, Say::Failed(Problem::EngineStopped { detail }));
            }
        };
        let files: Vec<File> = Reflect::get(data, &"files".into())
            .map(|files| Array::from(&files).iter().map(JsCast::unchecked_into).collect())
            .unwrap_or_default();
        self.take(request, files);
    }

    fn take(self: &Rc<Host>, Request { id, ask }: Request, files: Vec<File>) {
        match ask {
            Ask::Open { files: opened } => {
                let files = opened.into_iter().zip(files.into_iter().map(Handle::File)).collect();
                self.change(id, Change::Add { files, is_sample: false });
            }
            Ask::Sample { language } => {
                let files = (0..).zip(sample_files(language)).map(|(at, file)| {
                    let opened = Opened {
                        name: file.name,
                        origin: SAMPLE_ORIGIN - at,
                        is_sheet: false,
                        known: None,
                    };
                    (opened, Handle::Bytes(file.bytes.into()))
                });
                self.change(id, Change::Add { files: files.collect(), is_sample: true });
            }
            Ask::SampleFiles { language } => {
                let (names, parts): (Vec<String>, Vec<Uint8Array>) = sample_files(language)
                    .into_iter()
                    .map(|file| (file.name, Uint8Array::from(file.bytes.as_slice())))
                    .unzip();
                let parts: Array = parts.into_iter().collect();
                self.post(id, &Say::Downloads { names }, Some(parts.into()));
            }
            Ask::Choose { file, choice } => self.change(id, Change::Choose { file, choice }),
            Ask::Confirm => self.change(id, Change::Confirm),
            Ask::Remove { file } => self.change(id, Change::Remove { file }),
            Ask::Cancel => self.cancel(),
            Ask::LedgerCsv => {
                let host = self.clone();
                spawn_local(async move {
                    if let Err(problem) = host.ledger(id).await {
                        host.say(id, Say::Failed(problem));
                    }
                });
            }
            ask if When::of(&ask) == When::AtOnce => self.answer(id, &ask),
            ask => {
                self.queue.borrow_mut().put(Request { id, ask });
                self.work_off();
            }
        }
        self.rest_soon();
    }

    /// Answers what waits, one question a turn of the messages: what cannot wait comes in between.
    fn work_off(self: &Rc<Host>) {
        if self.answering.replace(true) {
            return;
        }
        let host = self.clone();
        spawn_local(async move {
            loop {
                host.turn.take().await;
                let Some(Request { id, ask }) = host.queue.borrow_mut().take() else { break };
                host.answer(id, &ask);
            }
            host.answering.set(false);
            host.rest_soon();
        });
    }

    fn answer(&self, id: u32, ask: &Ask) {
        let answer = self.engine.borrow_mut().answer(ask);
        match answer {
            Answer::Say(says) => says.into_iter().for_each(|say| self.say(id, say)),
            Answer::File { name, mime, bytes } => {
                let bytes = Uint8Array::from(bytes.as_slice());
                let say = Say::Download { name, mime: mime.to_string() };
                self.post(id, &say, Some(bytes.into()));
            }
        }
    }

    /// Once nothing was asked for a while, answers what waits for that; and after some more, makes what replies did without.
    /// The page has drawn then, and whoever asks one thing after the other is not kept waiting. The larger the base, the longer
    /// either takes, and the longer it waits.
    pub fn rest_soon(self: &Rc<Host>) {
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let host = self.clone();
        spawn_local(async move {
            let is_idle = || host.asked.get() == asked && !host.answering.get();
            let customers = host.engine.borrow().base().map_or(0, |base| base.table.len() as u32);
            let pause_ms = (customers / 1000).clamp(50, 500);
            TimeoutFuture::new(pause_ms).await;
            while is_idle() {
                let Some(Request { id, ask }) = host.queue.borrow_mut().take_idle() else { break };
                host.answer(id, &ask);
                host.turn.take().await;
            }
            TimeoutFuture::new((3 * pause_ms).max(500)).await;
            while is_idle() && host.engine.borrow_mut().complete_in_part() {
                host.turn.take().await;
            }
        });
    }

    /// Reads the files once more for the text of what was set aside.
    async fn ledger(&self, id: u32) -> Result<(), Problem> {
        let files = self.engine.borrow().ledger_files();
        let mut writer = LedgerWriter::default();
        for file in &files {
            let gone = |Gone| Problem::Unreadable { file: file.name.clone() };
            let mut texts = FileTexts::new(&file.name, file.encoding, &file.entries);
            let mut slices = self.handle(file.origin).map_err(gone)?.slices();
            while !texts.is_done()
                && let Some(slice) = slices.next().await.map_err(gone)?
            {
                writer.feed(&mut texts, &slice);
            }
        }
        let bytes = Uint8Array::from(writer.finish().as_slice());
        let say = Say::Download { name: "set-aside.csv".into(), mime: "text/csv".into() };
        self.post(id, &say, Some(bytes.into()));
        Ok(())
    }

    /// Says something in reply to a request.
    pub fn say(&self, id: u32, say: Say) {
        self.post(id, &say, None);
    }

    fn post(&self, id: u32, say: &Say, bytes: Option<JsValue>) {
        let message = Object::new();
        let say = match say {
            Say::Loaded(loaded) if self.is_quiet => Say::Rehearsal(loaded.clone()),
            say => say.clone(),
        };
        let is_heard = !self.is_quiet || matches!(say, Say::Rehearsal(_));
        let reply = Reply { id, say };
        let value = serde_wasm_bindgen::to_value(&reply).expect("replies are plain data");
        Reflect::set(&message, &"reply".into(), &value).expect("a plain object takes any key");
        let transfer = Array::new();
        if let Some(bytes) = bytes {
            Reflect::set(&message, &"bytes".into(), &bytes).expect("a plain object takes any key");
            if let Some(array) = bytes.dyn_ref::<Uint8Array>() {
                transfer.push(&array.buffer());
            }
        }
        if is_heard {
            // Posting fails only for what cannot be cloned; replies always can.
            let _ = self.scope.post_message_with_transfer(&message, &transfer);
        }
    }
}

/// Milliseconds on the worker's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}
