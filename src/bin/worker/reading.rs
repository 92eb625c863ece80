//! Files in: **changes** to the files of the engine, one after the other, and the reading that follows.
//!
//! The trap: while a file is read, other requests come in between two slices. Questions are answered from what
//! was there before. A change ends the reading and is added to those that led to it; `Cancel` ends it and goes
//! back to the files of the base.

use super::{
    crew::{Next, Read},
    flow::Flow,
    host::{Host, now},
    part,
    source::{Gone, Handle, Head},
};
use carteira::engine::{
    intake::{Reading, SLICE},
    protocol::{Choice, Opened, Say},
    source::Given,
    stretch::{Lexicon, PartReading, Plan, Stretch},
    view::Problem,
};
use carteira::portfolio::coded::Foreign;
use std::{collections::HashMap, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// Least time between two reports of progress, in ms.
const REPORT_MS: f64 = 120.0;

/// A change to the files.
pub enum Change {
    Add { files: Vec<(Opened, Handle)>, is_sample: bool },
    Choose { file: u32, choice: Choice },
    Confirm,
    Remove { file: u32 },
}

/// How a reading ended.
enum End {
    Said(Box<Say>),
    /// Nothing of the file that has that place can be had.
    Gone(usize),
    /// Cancelled, or a newer change is waiting.
    Interrupted,
}

impl Host {
    /// Takes up a change; its reply, or that of a later one, follows.
    pub fn change(self: &Rc<Host>, id: u32, change: Change) {
        self.changes.borrow_mut().push_back((id, change));
        if !self.busy.replace(true) {
            let host = self.clone();
            spawn_local(async move {
                host.work().await;
                host.busy.set(false);
            });
        }
    }

    /// Ends the reading at the next slice; what was there before stays.
    pub fn cancel(&self) {
        if self.busy.get() {
            self.cancelled.set(true);
        }
    }

    fn is_interrupted(&self) -> bool {
        self.cancelled.get() || !self.changes.borrow().is_empty()
    }

    async fn work(self: &Rc<Host>) {
        let mut last = 0;
        loop {
            let next = self.changes.borrow_mut().pop_front();
            let Some((id, change)) = next else { break };
            last = id;
            self.began.set(now());
            let read = self.apply(change).await;
            let refused = self.engine.borrow_mut().take_refused();
            let nothing_new = !refused.is_empty() && !read;
            if !refused.is_empty() {
                self.say(id, Say::Refused(refused));
            }
            if self.is_interrupted() {
                if self.cancelled.get() {
                    break;
                }
                continue;
            }
            if nothing_new {
                self.say(id, Say::Cancelled);
            } else if read {
                self.read_all(id).await;
            } else {
                self.say(id, Say::Files(self.engine.borrow().files_view()));
            }
            if self.cancelled.get() {
                break;
            }
        }
        if self.cancelled.replace(false) {
            let waiting = self.changes.borrow_mut().drain(..).next_back();
            self.go_back();
            self.say(waiting.map_or(last, |(id, _)| id), Say::Cancelled);
        }
    }

    /// Applies a change; whether the files must be read for it.
    async fn apply(&self, change: Change) -> bool {
        match change {
            Change::Add { files, is_sample } => self.add(files, is_sample).await,
            Change::Choose { file, choice } => {
                let changed = self.engine.borrow_mut().choose(file, choice);
                changed && self.engine.borrow().is_loaded() && !self.waiting.get()
            }
            Change::Confirm => {
                self.engine.borrow_mut().confirm();
                true
            }
            Change::Remove { file } => {
                self.engine.borrow_mut().remove(file);
                let engine = self.engine.borrow();
                engine.source(0).is_some() && (engine.is_loaded() || !self.waiting.get())
            }
        }
    }

    /// Takes in files by their heads; whether one can be used.
    async fn add(&self, files: Vec<(Opened, Handle)>, is_sample: bool) -> bool {
        self.engine.borrow_mut().expect_files(is_sample);
        let mut any = false;
        for (opened, handle) in files {
            let origin = opened.origin;
            match self.add_one(opened, handle).await {
                Ok(handle) => {
                    any = true;
                    self.handles.borrow_mut().insert(origin, handle);
                }
                Err(problem) => self.engine.borrow_mut().refuse(problem),
            }
            if self.is_interrupted() {
                break;
            }
        }
        self.engine.borrow_mut().leave_out_sheets();
        if !any && is_sample {
            self.go_back();
        }
        any
    }

    async fn add_one(&self, opened: Opened, handle: Handle) -> Result<Handle, Problem> {
        let Opened { name, origin, is_sheet, known } = opened;
        let gone = |Gone| Problem::Unreadable { file: name.clone() };
        let (handle, Head { bytes: head, size }) = handle.open().await.map_err(gone)?;
        let stored = handle.size();
        let given = Given { name, size, stored, head, origin, is_sheet, known };
        self.engine.borrow_mut().add(given)?;
        Ok(handle)
    }

    /// Reads all files and says what comes of it; files that are gone are left out, unless the base needs them.
    async fn read_all(self: &Rc<Host>, id: u32) {
        loop {
            let end = match self.read(id).await {
                Ok(end) => end,
                Err(problem) => {
                    self.fail(id, problem);
                    return;
                }
            };
            match end {
                End::Interrupted => return,
                End::Said(say) => {
                    self.waiting.set(matches!(*say, Say::Files(_)));
                    self.say(id, *say);
                    return self.rest_soon();
                }
                End::Gone(file) => {
                    let (name, origin) = match self.engine.borrow().source(file) {
                        Some(source) => (source.name.clone(), source.origin),
                        None => return,
                    };
                    let problem = Problem::Unreadable { file: name };
                    if self.engine.borrow().is_in_base(origin) {
                        return self.fail(id, problem);
                    }
                    self.engine.borrow_mut().remove(file as u32);
                    self.say(id, Say::Refused(vec![problem]));
                    if self.engine.borrow().source(0).is_none() {
                        return self.say(id, Say::Cancelled);
                    }
                }
            }
        }
    }

    /// Says what went wrong. A base stays as it was; without one the files stay, to be understood otherwise.
    fn fail(&self, id: u32, problem: Problem) {
        if self.engine.borrow().is_loaded() {
            self.go_back();
        } else {
            self.waiting.set(true);
        }
        self.say(id, Say::Files(self.engine.borrow().files_view()));
        self.say(id, Say::Failed(problem));
    }

    /// Back to the files of the base.
    fn go_back(&self) {
        self.engine.borrow_mut().restore();
        self.waiting.set(false);
    }

    async fn read(&self, id: u32) -> Result<End, Problem> {
        if self.engine.borrow().asks() {
            return Ok(End::Said(Box::new(Say::Files(self.engine.borrow().files_view()))));
        }
        self.engine.borrow_mut().begin_load();
        let count = self.engine.borrow_mut().sources().len();
        for file in 0..count {
            let began = now();
            loop {
                if self.stream(id, file).await.is_err() {
                    return Ok(End::Gone(file));
                }
                if self.is_interrupted() {
                    return Ok(End::Interrupted);
                }
                if !self.engine.borrow_mut().end_file(file) {
                    break;
                }
            }
            self.engine.borrow_mut().sources()[file].read_ms = Some(now() - began);
        }
        self.engine.borrow_mut().merge();
        let ingest_ms = now() - self.began.get();
        let built = self.engine.borrow_mut().finish_load(&mut |_| {})?;
        Ok(End::Said(Box::new(match built {
            Some(mut loaded) => {
                loaded.ingest_ms = ingest_ms;
                self.forget_others();
                Say::Loaded(loaded)
            }
            None => Say::Files(self.engine.borrow().files_view()),
        })))
    }

    /// Lets go of files that are no longer among those of the engine.
    fn forget_others(&self) {
        let kept: Vec<u32> =
            self.engine.borrow_mut().sources().iter().map(|source| source.origin).collect();
        self.handles.borrow_mut().retain(|origin, _| kept.contains(origin));
    }

    /// Feeds a file to the engine, slice by slice, a large one with the help of the crew.
    async fn stream(&self, id: u32, file: usize) -> Result<(), Gone> {
        let origin = self.engine.borrow().source(file).map(|source| source.origin);
        let handle = self.handle(origin.ok_or(Gone)?)?;
        let plan = self.engine.borrow().plan(file);
        if let (Handle::File(given), Some(plan)) = (&handle, plan)
            && self.crew.begin(given, handle.size(), &plan)
        {
            let shared = self.share(id, file, &handle, &plan).await;
            self.crew.end();
            return shared;
        }
        let mut slices = handle.slices();
        while let Some(slice) = slices.next().await? {
            if self.is_interrupted() {
                return Ok(());
            }
            let rows = self.engine.borrow_mut().feed(file, slice);
            self.report(id, file, slices.read(), handle.size(), rows);
        }
        Ok(())
    }

    /// Reads the first parts of a file while the crew reads the others, and puts together what comes of both.
    async fn share(&self, id: u32, file: usize, handle: &Handle, plan: &Plan) -> Result<(), Gone> {
        let total = handle.size();
        let (mut flow, mut edge) = (Flow::of(handle.clone()), 0);
        while let Some((_, to)) = self.crew.claim() {
            while edge < to {
                let slice = flow.next(edge, SLICE.min((to - edge) as usize)).await?;
                if self.is_interrupted() {
                    return Ok(());
                }
                edge += slice.len() as u64;
                let rows = self.engine.borrow_mut().feed(file, slice);
                self.report(id, file, edge, total, rows);
            }
        }
        let mut reading = self.engine.borrow_mut().take_reading(file).ok_or(Gone)?;
        reading.stop_at(edge);
        read_on(&mut reading, &mut flow, edge, edge).await?;
        reading.end();
        let mut foreign: HashMap<usize, Vec<Foreign>> = HashMap::new();
        for (number, (_, to)) in self.crew.parts() {
            let taken = loop {
                match self.crew.next(number).await {
                    Some(Next::Take(taken)) => break taken,
                    Some(Next::Help { part, from, to }) => {
                        let reading = PartReading::new(plan.clone(), from, to, Lexicon::default());
                        let read = part::read(&mut flow, reading, to).await;
                        self.crew.put(part, read.map(|(bytes, _)| bytes));
                    }
                    None => return Err(Gone),
                }
                if self.is_interrupted() {
                    return Ok(());
                }
            };
            if self.is_interrupted() {
                return Ok(());
            }
            let is_in = taken.is_some_and(|Read { reader, bytes }| {
                let foreign = foreign.entry(reader).or_default();
                let stretch = Stretch::from_bytes(&bytes, plan, foreign);
                stretch.is_some_and(|stretch| reading.append(stretch, foreign))
            });
            if !is_in {
                let here = reading.end();
                let mut again = Reading::within(plan, here, to);
                read_on(&mut again, &mut flow, here.offset, to).await?;
                let mut again = again.finish_stretch();
                let mut foreign = again.shard.take_texts();
                if !reading.append(again, &mut foreign) {
                    return Err(Gone);
                }
            }
            self.report(id, file, to, total, reading.rows);
        }
        self.engine.borrow_mut().put_reading(file, reading);
        Ok(())
    }

    /// Says how far the reading is, now and then.
    fn report(&self, id: u32, file: usize, bytes: u64, total: u64, rows: u64) {
        if now() - self.reported.get() > REPORT_MS || bytes >= total {
            self.reported.set(now());
            let mut engine = self.engine.borrow_mut();
            let of = engine.sources().len() as u32;
            let name = engine.name(file).to_string();
            drop(engine);
            self.say(id, Say::Progress { file: file as u32, of, name, bytes, total, rows });
        }
    }

    /// The bytes of a file.
    pub fn handle(&self, origin: u32) -> Result<Handle, Gone> {
        self.handles.borrow().get(&origin).cloned().ok_or(Gone)
    }
}

/// Reads on from `at`, to `to` and until all records are there or the file has ended.
async fn read_on(reading: &mut Reading, flow: &mut Flow, at: u64, to: u64) -> Result<(), Gone> {
    let mut at = at;
    while !reading.is_done() && at < flow.size() {
        let slice = flow.next(at, part::most(at, to)).await?;
        at += slice.len() as u64;
        reading.feed(slice);
    }
    Ok(())
}
