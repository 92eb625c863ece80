//! Hosts the engine: takes requests, reads files slice by slice, posts replies. Everything that decides lies in
//! the engine; here is only what needs a worker.
//!
//! The trap: while a file is read, other requests come in between two slices. They are answered from what was
//! there before; `Cancel` ends the reading at the next slice.

use super::{
    guard,
    source::{Gone, Handle},
};
use carteira::{
    engine::{
        core::{Answer, Engine},
        intake::SLICE,
        ledger::{FileTexts, LedgerWriter},
        protocol::{Ask, BUILD, Reply, Request, Say},
        source::HEAD,
        view::Problem,
    },
    portfolio::sample::sample_files,
};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// Least time between two reports of progress, in ms.
const REPORT_MS: f64 = 60.0;

/// The worker's state.
struct Host {
    scope: DedicatedWorkerGlobalScope,
    engine: RefCell<Engine>,
    /// One for each file of the engine, in its order.
    handles: RefCell<Vec<Handle>>,
    /// Those before the present request, to go back to.
    before: RefCell<Vec<Handle>>,
    reading: Cell<bool>,
    cancelled: Cell<bool>,
    /// When the request that is being loaded came, in ms.
    began: Cell<f64>,
    reported: Cell<f64>,
}

/// Starts the worker: cuts it off from the network, then says that it is ready.
pub fn start() {
    console_error_panic_hook::set_once();
    guard::cut_off();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let host = Rc::new(Host {
        scope: scope.clone(),
        engine: RefCell::default(),
        handles: RefCell::default(),
        before: RefCell::default(),
        reading: Cell::new(false),
        cancelled: Cell::new(false),
        began: Cell::new(0.0),
        reported: Cell::new(0.0),
    });
    let receiver = host.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        Host::receive(&receiver, &event.data());
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    host.say(0, Say::Ready { build: BUILD.to_string() });
}

impl Host {
    fn receive(self: &Rc<Host>, data: &JsValue) {
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
            Ask::Open { names } => {
                let handles = names.into_iter().zip(files.into_iter().map(Handle::File)).collect();
                self.load(id, Some((handles, false)));
            }
            Ask::Paste { text } => {
                let bytes: Rc<[u8]> = text.into_bytes().into();
                self.load(id, Some((vec![("paste.tsv".to_string(), Handle::Bytes(bytes))], false)));
            }
            Ask::Sample { language } => {
                let handles = sample_files(language)
                    .into_iter()
                    .map(|file| (file.name, Handle::Bytes(file.bytes.into())))
                    .collect();
                self.load(id, Some((handles, true)));
            }
            Ask::SampleFiles { language } => {
                let (names, parts): (Vec<String>, Vec<Uint8Array>) = sample_files(language)
                    .into_iter()
                    .map(|file| (file.name, Uint8Array::from(file.bytes.as_slice())))
                    .unzip();
                let parts: Array = parts.into_iter().collect();
                self.post(id, &Say::Downloads { names }, Some(parts.into()));
            }
            Ask::Choose { file, choice } => {
                self.engine.borrow_mut().choose(file, choice);
                if self.engine.borrow().is_loaded() {
                    self.load(id, None);
                } else {
                    self.say(id, Say::Files(self.engine.borrow().files_view()));
                }
            }
            Ask::Confirm => {
                self.engine.borrow_mut().confirm();
                self.load(id, None);
            }
            Ask::Remove { file } => {
                self.engine.borrow_mut().remove(file);
                let mut handles = self.handles.borrow_mut();
                if (file as usize) < handles.len() {
                    handles.remove(file as usize);
                }
                drop(handles);
                self.load(id, None);
            }
            Ask::Cancel => self.cancelled.set(true),
            Ask::LedgerCsv => {
                let host = self.clone();
                spawn_local(async move {
                    if let Err(Gone) = host.ledger(id).await {
                        host.say(id, Say::Failed(Problem::Unreadable { file: String::new() }));
                    }
                });
            }
            ask => {
                let answer = self.engine.borrow_mut().answer(&ask);
                match answer {
                    Answer::Say(says) => says.into_iter().for_each(|say| self.say(id, say)),
                    Answer::File { name, mime, bytes } => {
                        let bytes = Uint8Array::from(bytes.as_slice());
                        let say = Say::Download { name, mime: mime.to_string() };
                        self.post(id, &say, Some(bytes.into()));
                    }
                }
            }
        }
    }

    /// Takes in new files, if any, then reads all anew.
    fn load(self: &Rc<Host>, id: u32, added: Option<(Vec<(String, Handle)>, bool)>) {
        let host = self.clone();
        spawn_local(async move {
            if host.reading.replace(true) {
                // One reading at a time: the older one gives way.
                host.cancelled.set(true);
                while host.reading.get() && host.cancelled.get() {
                    gloo::timers::future::TimeoutFuture::new(5).await;
                }
                host.reading.set(true);
            }
            host.cancelled.set(false);
            host.began.set(now());
            host.before.replace(host.handles.borrow().clone());
            let said = match host.read(id, added).await {
                Ok(say) => say,
                Err(problem) => Say::Failed(problem),
            };
            host.reading.set(false);
            if host.cancelled.replace(false) {
                host.restore();
                host.say(id, Say::Cancelled);
            } else {
                if matches!(said, Say::Failed(_)) {
                    host.restore();
                }
                host.say(id, said);
            }
        });
    }

    /// Back to the files that were there before the present request.
    fn restore(&self) {
        if self.engine.borrow_mut().restore() {
            self.handles.replace(self.before.take());
        }
    }

    async fn read(
        &self,
        id: u32,
        added: Option<(Vec<(String, Handle)>, bool)>,
    ) -> Result<Say, Problem> {
        if let Some((files, is_sample)) = added {
            let replaces = self.engine.borrow_mut().expect_files(is_sample);
            if replaces {
                self.handles.borrow_mut().clear();
            }
            for (name, handle) in files {
                let size = handle.size();
                let head = match handle.begin(0, size.min(HEAD as u64)) {
                    Ok(stretch) => stretch.bytes().await.map_err(|Gone| unreadable(&name))?,
                    Err(Gone) => return Err(unreadable(&name)),
                };
                self.handles.borrow_mut().push(handle);
                self.engine.borrow_mut().add_file(name, size, head)?;
            }
        }
        if self.engine.borrow().asks() {
            return Ok(Say::Files(self.engine.borrow().files_view()));
        }
        self.engine.borrow_mut().begin_load();
        let count = self.handles.borrow().len();
        for file in 0..count {
            let handle = self.handles.borrow()[file].clone();
            loop {
                self.stream(id, file, &handle).await?;
                if self.cancelled.get() {
                    return Ok(Say::Cancelled);
                }
                let again = self.engine.borrow_mut().end_file(file);
                if !again {
                    break;
                }
            }
        }
        self.engine.borrow_mut().merge();
        let ingest_ms = now() - self.began.get();
        let built = self.engine.borrow_mut().finish_load(&mut |_| {})?;
        Ok(match built {
            Some(mut loaded) => {
                loaded.ingest_ms = ingest_ms;
                Say::Loaded(loaded)
            }
            None => Say::Files(self.engine.borrow().files_view()),
        })
    }

    /// Feeds a file to the engine; the next slice is on its way while this one is worked on.
    async fn stream(&self, id: u32, file: usize, handle: &Handle) -> Result<(), Problem> {
        let (name, size) = (self.engine.borrow().name(file).to_string(), handle.size());
        let gone = |Gone| unreadable(&name);
        let slice = |from: u64| handle.begin(from, (from + SLICE as u64).min(size));
        let mut from = 0;
        let mut coming = Some(slice(0).map_err(gone)?);
        while let Some(stretch) = coming.take() {
            let bytes = stretch.bytes().await.map_err(gone)?;
            if self.cancelled.get() {
                return Ok(());
            }
            from += bytes.len() as u64;
            if from < size && !bytes.is_empty() {
                coming = Some(slice(from).map_err(gone)?);
            }
            let rows = self.engine.borrow_mut().feed(file, bytes);
            if now() - self.reported.get() > REPORT_MS || from >= size {
                self.reported.set(now());
                let name = name.clone();
                self.say(
                    id,
                    Say::Progress { file: file as u32, name, bytes: from, total: size, rows },
                );
            }
        }
        Ok(())
    }

    /// Reads the files once more for the text of what was set aside.
    async fn ledger(&self, id: u32) -> Result<(), Gone> {
        let entries = self.engine.borrow().ledger_files();
        let mut writer = LedgerWriter::default();
        for (file, (name, encoding, entries)) in entries.iter().enumerate() {
            let handle = self.handles.borrow().get(file).cloned().ok_or(Gone)?;
            let mut texts = FileTexts::new(name, *encoding, entries);
            let mut from = 0;
            while !texts.is_done() && from < handle.size() {
                let to = (from + SLICE as u64).min(handle.size());
                let bytes = handle.begin(from, to)?.bytes().await?;
                writer.feed(&mut texts, &bytes);
                from = to;
            }
        }
        let bytes = Uint8Array::from(writer.finish().as_slice());
        let say = Say::Download { name: "set-aside.csv".into(), mime: "text/csv".into() };
        self.post(id, &say, Some(bytes.into()));
        Ok(())
    }

    fn say(&self, id: u32, say: Say) {
        self.post(id, &say, None);
    }

    fn post(&self, id: u32, say: &Say, bytes: Option<JsValue>) {
        let message = Object::new();
        let reply = Reply { id, say: say.clone() };
        let value = serde_wasm_bindgen::to_value(&reply).expect("replies are plain data");
        Reflect::set(&message, &"reply".into(), &value).expect("a plain object takes any key");
        let transfer = Array::new();
        if let Some(bytes) = bytes {
            Reflect::set(&message, &"bytes".into(), &bytes).expect("a plain object takes any key");
            if let Some(array) = bytes.dyn_ref::<Uint8Array>() {
                transfer.push(&array.buffer());
            }
        }
        // Posting fails only for what cannot be cloned; replies always can.
        let _ = self.scope.post_message_with_transfer(&message, &transfer);
    }
}

fn unreadable(name: &str) -> Problem {
    Problem::Unreadable { file: name.to_string() }
}

/// Milliseconds on the worker's clock.
fn now() -> f64 {
    js_sys::Date::now()
}
