//! Getting files in, as the page sees it: what the user gives goes to the worker; what the worker says of it moves
//! the page from one phase to the next.
//!
//! The trap: whatever comes of files, the picture that was there stays until the next one is. So a refusal, a
//! cancelled reading and a worker that died all lead back to the phase before.

use super::{
    hall::Given,
    lang::Lang,
    opened::{self, New},
    page,
    route::Screen,
    state::{Phase, State},
    transport, unpack,
};
use crate::{
    engine::{
        protocol::{Ask, Choice, Loaded, Say},
        view::{FilesView, Problem},
    },
    portfolio::sample::SampleLanguage,
};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::File;

/// How long a worker may take to hear that reading is cancelled, in ms; then another takes its place.
const CANCEL_MS: u32 = 3000;

/// How far reading is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    /// Which of how many files, from 0.
    pub file: u32,
    pub of: u32,
    pub name: String,
    pub bytes: u64,
    pub total: u64,
    pub rows: u64,
}

/// What the page knows of files on their way in.
#[derive(Clone, Copy)]
pub struct Intake {
    pub progress: RwSignal<Progress>,
    /// Files given last that cannot be used.
    pub refused: RwSignal<Vec<Problem>>,
    /// Milliseconds that the base took, from the request to the portfolio.
    pub took_ms: RwSignal<f64>,
    /// When files were chosen: start of a measure, in ms since the page began.
    chosen_at: StoredValue<f64>,
    /// Phase to go back to.
    before: StoredValue<Phase>,
    /// Whether the screen stays where it is once all is read.
    stays: StoredValue<bool>,
    /// Whether a worker that died is being followed by one that reads the same files.
    reviving: StoredValue<bool>,
}

impl Default for Intake {
    fn default() -> Intake {
        Intake {
            progress: RwSignal::default(),
            refused: RwSignal::default(),
            took_ms: RwSignal::new(0.0),
            chosen_at: StoredValue::new(0.0),
            before: StoredValue::new(Phase::Empty),
            stays: StoredValue::new(false),
            reviving: StoredValue::new(false),
        }
    }
}

impl State {
    /// Takes what the user gave, at that moment of the page.
    pub fn take(self, given: Given, at: f64) {
        match given {
            Given::Files(files) => self.open(files, at),
            // A file of it, so that it is read, told of and read again like any other.
            Given::Text(text) => {
                let parts = js_sys::Array::of1(&text.into());
                if let Ok(file) = File::new_with_str_sequence(&parts, "paste.tsv") {
                    self.open(vec![file], at);
                }
            }
            Given::Sample => self.load(sample(self.lang.get_untracked()), at),
        }
    }

    fn open(self, files: Vec<File>, at: f64) {
        if files.is_empty() {
            return;
        }
        self.begin_reading(self.has_data(), at);
        unpack::sort_out(self, files);
    }

    /// Opens files as they are, and the sheets of workbooks.
    pub fn open_tables(self, files: Vec<New>) {
        if files.is_empty() {
            return self.back_from_reading();
        }
        let (ask, files) = opened::open(files);
        transport::ask_with_files(ask, &files);
    }

    /// Asks for something that ends in a new portfolio.
    fn load(self, ask: Ask, at: f64) {
        self.begin_reading(false, at);
        transport::ask(ask);
    }

    /// Changes what is understood of a file.
    pub fn choose(self, file: usize, choice: Choice) {
        if self.phase.get_untracked() == Phase::Ready {
            self.begin_reading(true, page::now());
        }
        transport::ask(Ask::Choose { file: file as u32, choice });
    }

    /// Goes on with what is understood.
    pub fn confirm(self) {
        self.load(Ask::Confirm, page::now());
    }

    /// Takes a file out.
    pub fn remove(self, file: usize) {
        if self.phase.get_untracked() == Phase::Ready {
            self.begin_reading(true, page::now());
        }
        transport::ask(Ask::Remove { file: file as u32 });
    }

    /// Stops reading; what was there stays.
    pub fn cancel(self) {
        if unpack::end() {
            return self.back_from_reading();
        }
        transport::ask(Ask::Cancel);
        let asked = page::now();
        gloo::timers::callback::Timeout::new(CANCEL_MS, move || {
            let same = self.intake.chosen_at.get_value() < asked;
            if same && self.phase.get_untracked() == Phase::Reading {
                // It is deep in its work: it ends with its worker.
                self.start_again();
            }
        })
        .forget();
    }

    /// Whether there is a base.
    pub fn has_data(self) -> bool {
        self.base.with_untracked(|base| !base.files.is_empty())
    }

    /// The worker cannot go on: says so, and starts another that knows what was there before.
    pub fn stopped(self, detail: String) {
        let lost = self.intake.reviving.get_value() || !self.has_data();
        if lost {
            self.problem.set(Some(Problem::EngineStopped { detail }));
            self.lose();
            self.enter(Phase::Error);
        } else {
            self.problem.set(Some(Problem::EngineRestarted { detail }));
            self.start_again();
        }
    }

    /// There is no worker to be had: one is tried again when there is something to do for it.
    pub fn without_engine(self, detail: String) {
        transport::end();
        self.problem.set(Some(Problem::EngineStopped { detail }));
        self.lose();
        self.enter(Phase::Error);
    }

    /// Ends the worker and starts one that reads the files of the base again.
    fn start_again(self) {
        transport::start(self);
        if !self.has_data() {
            return self.enter(Phase::Empty);
        }
        let again = if self.base.with_untracked(|base| base.is_sample) {
            Some((sample(self.lang.get_untracked()), Vec::new()))
        } else {
            opened::again()
        };
        let Some((ask, files)) = again else {
            self.lose();
            return self.enter(Phase::Error);
        };
        // First, so that the reason is still told while all is read again.
        self.intake.reviving.set_value(true);
        self.begin_reading(true, page::now());
        self.intake.before.set_value(Phase::Ready);
        self.tell_rules();
        transport::ask_with_files(ask, &files);
    }

    /// Tells a new worker what was set: the selection, the day, the settings.
    pub fn tell_rules(self) {
        let (query, as_of) = self.route.with_untracked(|route| (route.query.clone(), route.as_of));
        if let Some(settings) = self.base.with_untracked(|base| base.settings) {
            transport::ask(Ask::SetSettings { settings });
        }
        if as_of.is_some() {
            transport::ask(Ask::SetAsOf { day: as_of.map(|day| day.0) });
        }
        if !query.is_empty() {
            transport::ask(Ask::SetQuery { text: query });
        }
    }

    fn begin_reading(self, stays: bool, at: f64) {
        let intake = self.intake;
        intake.chosen_at.set_value(at);
        intake.stays.set_value(stays);
        intake.refused.set(Vec::new());
        intake.progress.set(Progress::default());
        if !intake.reviving.get_value() {
            self.problem.set(None);
        }
        if !transport::is_there() {
            transport::start(self);
            self.tell_rules();
        }
        let phase = self.phase.get_untracked();
        if phase != Phase::Reading {
            intake.before.set_value(phase);
        }
        self.enter(Phase::Reading);
    }

    /// Nothing came of reading: what was there before is still there.
    pub fn back_from_reading(self) {
        if self.phase.get_untracked() != Phase::Reading {
            return;
        }
        let before = self.intake.before.get_value();
        let failed = self.problem.with_untracked(Option::is_some)
            || self.intake.refused.with_untracked(|refused| !refused.is_empty());
        self.enter(match before {
            Phase::Empty | Phase::Mapping if failed => Phase::Error,
            before => before,
        });
    }

    /// Takes in what the worker says of files.
    pub fn hear_of_files(self, say: Say) {
        let intake = self.intake;
        match say {
            Say::Progress { file, of, name, bytes, total, rows } => {
                intake.progress.set(Progress { file, of, name, bytes, total, rows });
            }
            Say::Refused(problems) => {
                intake.refused.update(|refused| refused.extend(problems));
            }
            Say::Files(files) => self.hear_understood(files),
            Say::Loaded(loaded) => self.hear_loaded(*loaded),
            Say::Cancelled => {
                intake.reviving.set_value(false);
                self.back_from_reading();
            }
            _ => {}
        }
    }

    fn hear_understood(self, files: FilesView) {
        let (asks, none) = (files.asks, files.files.is_empty());
        self.files.set(Arc::new(files));
        if none && !self.has_data() {
            self.enter(Phase::Empty);
            self.go(Screen::Start);
        } else if asks {
            self.enter(Phase::Mapping);
            self.go(Screen::Files);
        } else if self.phase.get_untracked() == Phase::Reading {
            let before = self.intake.before.get_value();
            self.enter(before);
        }
    }

    fn hear_loaded(self, loaded: Loaded) {
        let intake = self.intake;
        let Loaded { base, columns, files, overview, selection, ingest_ms } = loaded;
        let chosen = intake.chosen_at.get_value();
        let ingested = (chosen + ingest_ms).min(page::now());
        let no_orders = overview.orders == 0;
        intake.reviving.set_value(false);
        intake.took_ms.set(ingest_ms);
        opened::keep(&files);
        self.base.set(Arc::new(base));
        self.builder.forget();
        self.columns.set(Arc::new(columns));
        self.files.set(Arc::new(files));
        self.overview.set(Some(Arc::new(overview)));
        self.changes.set(None);
        self.base.with_untracked(|base| {
            self.columns.with_untracked(|columns| self.list.fit(base, columns));
        });
        let wanted = self.route.with_untracked(|route| route.query.clone());
        let is_lost = !wanted.is_empty() && selection.query.is_empty();
        self.settle(selection, None);
        if is_lost {
            // These files cannot answer what the link asks: asked again, the engine says why.
            self.select(wanted);
        }
        if no_orders && self.problem.with_untracked(Option::is_none) {
            self.problem.set(Some(Problem::NoOrders));
        }
        match self.route.get_untracked().screen {
            Screen::Start => self.go(Screen::Overview),
            Screen::Files if !intake.stays.get_value() => self.go(Screen::Overview),
            _ => {}
        }
        page::after_paint(move || {
            page::measure("carteira:ingest", chosen, ingested);
            page::measure("carteira:segment", ingested, page::now());
            self.enter(Phase::Ready);
        });
    }
}

/// The request for the sample, with names in that language.
fn sample(lang: Lang) -> Ask {
    Ask::Sample { language: sample_language(lang) }
}

/// The language of the sample's names.
pub fn sample_language(lang: Lang) -> SampleLanguage {
    match lang {
        Lang::En => SampleLanguage::En,
        Lang::Pt => SampleLanguage::Pt,
        Lang::Es => SampleLanguage::Es,
        Lang::Lt => SampleLanguage::Lt,
    }
}
