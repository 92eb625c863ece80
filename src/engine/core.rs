//! **`Engine`**: holds the files and what was made of them; everything else in this room is a question it answers.
//!
//! A host (worker, command, test) owns the files' bytes: it adds heads, streams slices, and asks.

use super::{
    answer::{self, Selection},
    base::{Base, Rules, Stage},
    cleanup::{Cleanup, CleanupAsk, CleanupSay},
    groups::{self, GroupsAsk, GroupsSay, lists::rule_problem, saved},
    intake::{Reading, correct},
    list,
    order::Sorted,
    overview,
    protocol::{Ask, Choice, ExportFormat, Loaded, Say},
    source::{Source, ask_currency, guessed_currencies, header_choice},
    time::{self, Moment, Snapshots},
    view::*,
};
use crate::{
    export::{csv, json},
    ingest::encoding::Encoding,
    issues::SetAside,
    mask::Mask,
    money::Currency,
    portfolio::{
        columns::Portfolio,
        currencies::currencies,
        merge::merge,
        shard::{BuildOptions, Shard},
    },
    query::evaluator::Evaluator,
};

/// What the engine answers to a question.
pub enum Answer {
    /// One or more messages, in order.
    Say(Vec<Say>),
    /// A file to save.
    File { name: String, mime: &'static str, bytes: Vec<u8> },
}

/// Where to find the records of a file that were set aside: its name, encoding and their places.
pub type LedgerFile = (String, Encoding, Vec<SetAside>);

/// Files, what was made of them, and the selection.
#[derive(Default)]
pub struct Engine {
    sources: Vec<Source>,
    /// Whether the files are the sample.
    is_sample: bool,
    /// The files before the present request, to go back to.
    before: Option<(Vec<Source>, bool)>,
    /// One a file, while they are read.
    reading: Vec<Option<Reading>>,
    shards: Vec<Option<Shard>>,
    /// Whether a file was turned round already: once is enough.
    turned: Vec<bool>,
    merged: Option<Portfolio>,
    pub rules: Rules,
    base: Option<Base>,
    evaluator: Evaluator,
    sorted: Sorted,
    query: String,
    selection: Option<Selection>,
    revision: Revision,
    snapshots: Snapshots,
    cleanup: Cleanup,
}

impl Engine {
    // ---- Files ----

    /// Announces files. The sample takes the place of what is there, and real files take that of the sample;
    /// whether it does.
    pub fn expect_files(&mut self, is_sample: bool) -> bool {
        self.before = Some((self.sources.clone(), self.is_sample));
        let replaces = is_sample || self.is_sample;
        if replaces {
            self.sources.clear();
        }
        self.is_sample = is_sample;
        replaces
    }

    /// Adds a file by its head; an error where it can never be used.
    pub fn add_file(&mut self, name: String, size: u64, head: Vec<u8>) -> Result<(), Problem> {
        let source = Source::new(name, size, head);
        match source.problem() {
            Some(problem) => Err(problem),
            None => {
                self.sources.push(source);
                Ok(())
            }
        }
    }

    /// Adds a file that need not be usable, for inspection.
    pub fn add_any(&mut self, name: String, size: u64, head: Vec<u8>) {
        self.sources.push(Source::new(name, size, head));
    }

    /// The files.
    pub fn sources(&mut self) -> &mut [Source] {
        &mut self.sources
    }

    /// The name of a file.
    pub fn name(&self, file: usize) -> &str {
        self.sources.get(file).map_or("", |source| &source.name)
    }

    /// A chip of a file.
    pub fn choose(&mut self, file: u32, choice: Choice) {
        self.before = Some((self.sources.clone(), self.is_sample));
        let Some(source) = self.sources.get_mut(file as usize) else { return };
        let byte = |text: &str| text.bytes().next().unwrap_or(b',');
        match choice {
            Choice::Encoding(name) => {
                if let Some(encoding) = Encoding::from_name(&name) {
                    source.choose_dialect(|dialect| dialect.encoding = Some(encoding));
                }
            }
            Choice::Delimiter(text) => {
                source.choose_dialect(|dialect| dialect.delimiter = Some(byte(&text)));
            }
            Choice::Quote(text) => {
                source.choose_dialect(|dialect| dialect.quote = Some(byte(&text)))
            }
            Choice::HeaderLine(line) => {
                source.choose_dialect(|dialect| dialect.header_line = Some(header_choice(line)));
            }
            Choice::Kind(kind) => source.choices.kind = Some(kind),
            Choice::Role { column, role } => {
                source.choices.roles.insert(column as usize, role);
            }
            Choice::Number { column, format } => {
                source.choices.numbers.insert(column as usize, format);
            }
            Choice::Date { column, order } => {
                source.choices.dates.insert(column as usize, order);
            }
            Choice::AmountOf(of) => source.choices.amount_of = Some(of),
            Choice::Currency(code) => source.choices.currency = Currency::from_code(&code),
        }
    }

    /// The user goes on with what is understood.
    pub fn confirm(&mut self) {
        self.before = Some((self.sources.clone(), self.is_sample));
        self.sources.iter_mut().for_each(|source| source.confirmed = true);
    }

    /// Takes a file out.
    pub fn remove(&mut self, file: u32) {
        self.before = None;
        if (file as usize) < self.sources.len() {
            self.sources.remove(file as usize);
        }
    }

    /// Back to the files before the present request; whether there was something to go back to.
    pub fn restore(&mut self) -> bool {
        self.reading.clear();
        self.shards.clear();
        self.merged = None;
        match self.before.take() {
            Some((sources, is_sample)) => {
                (self.sources, self.is_sample) = (sources, is_sample);
                true
            }
            None => false,
        }
    }

    /// Whether a question is open.
    pub fn asks(&self) -> bool {
        let orders = self.has_orders();
        self.sources.iter().any(|source| !source.questions(orders).is_empty())
    }

    /// Whether a file tells whose its orders are, so that lines in others can join it.
    pub fn has_orders(&self) -> bool {
        self.sources.iter().any(Source::has_orders)
    }

    /// Whether there is a base.
    pub fn is_loaded(&self) -> bool {
        self.base.is_some()
    }

    /// The Files screen.
    pub fn files_view(&self) -> FilesView {
        FilesView {
            files: self.sources.iter().map(|source| source.view(self.has_orders())).collect(),
            asks: self.asks(),
            ledger: self.base.as_ref().map(answer::ledger_view),
            notes: self.base.as_ref().map(|base| base.portfolio.notes.clone()).unwrap_or_default(),
        }
    }

    // ---- Reading ----

    /// Begins to read all files.
    pub fn begin_load(&mut self) {
        let options = self.options();
        self.reading = (self.sources.iter().enumerate())
            .map(|(file, source)| Reading::begin(file as u32, source, &options))
            .collect();
        self.shards = self.sources.iter().map(|_| None).collect();
        self.turned = vec![false; self.sources.len()];
    }

    /// The next slice of a file; the records of it so far.
    pub fn feed(&mut self, file: usize, slice: Vec<u8>) -> u64 {
        let Some(Some(reading)) = self.reading.get_mut(file) else { return 0 };
        reading.feed(slice);
        reading.rows
    }

    /// The end of a file; whether it must be read again from its beginning.
    pub fn end_file(&mut self, file: usize) -> bool {
        let Some(reading) = self.reading.get_mut(file).and_then(Option::take) else { return false };
        let shard = reading.finish();
        let options = self.options();
        let source = &mut self.sources[file];
        if !self.turned[file] && correct(source, &shard) {
            self.turned[file] = true;
            self.reading[file] = Reading::begin(file as u32, source, &options);
            return true;
        }
        self.shards[file] = Some(shard);
        false
    }

    /// Makes the portfolio of what was read.
    pub fn merge(&mut self) {
        let shards: Vec<Shard> = self.shards.drain(..).flatten().collect();
        self.reading.clear();
        let codes: Vec<Currency> = currencies(&shards).into_iter().map(|(c, _)| c).collect();
        let chosen = self.options().currency.is_some();
        if codes.len() > 1 && !chosen {
            self.ask_currency(codes);
            return;
        }
        self.merged = Some(merge(shards, &self.options()));
    }

    /// Works everything out; none where a question came up.
    pub fn finish_load(
        &mut self,
        done: &mut dyn FnMut(Stage),
    ) -> Result<Option<Box<Loaded>>, Problem> {
        let Some(portfolio) = self.merged.take() else { return Ok(None) };
        if portfolio.customers.is_empty() {
            let file = self.sources.first().map(|source| source.name.clone()).unwrap_or_default();
            return Err(Problem::NoCustomer { file });
        }
        self.before = None;
        match Base::new(portfolio, &mut self.rules, done) {
            Ok(base) => self.base = Some(base),
            Err(error) => return Err(Problem::EngineStopped { detail: error.to_string() }),
        }
        self.evaluator.invalidate();
        self.snapshots.clear();
        self.sorted = Sorted::default();
        let query = std::mem::take(&mut self.query);
        if self.select(&query).is_err() {
            self.select("")
                .map_err(|error| Problem::EngineStopped { detail: error.to_string() })?;
        }
        Ok(self.loaded())
    }

    fn loaded(&self) -> Option<Box<Loaded>> {
        let (base, selection) = (self.base.as_ref()?, self.selection.as_ref()?);
        Some(Box::new(Loaded {
            base: self.base_view(base),
            columns: list::columns(&base.portfolio, &base.table),
            files: self.files_view(),
            overview: overview::overview(
                base,
                &self.rules.settings,
                &selection.mask,
                self.revision,
            ),
            selection: selection.view(base, self.revision),
            ingest_ms: 0.0,
        }))
    }

    /// Which currency is kept: the one chosen for any file.
    fn options(&self) -> BuildOptions {
        let currency = self.sources.iter().find_map(|source| source.choices.currency);
        BuildOptions { currency }
    }

    /// The currencies met in a whole file go to its guess, which makes a question of them.
    fn ask_currency(&mut self, codes: Vec<Currency>) {
        for source in &mut self.sources {
            source.confirmed = false;
            if let Ok(understood) = &mut source.understood {
                let mut known = guessed_currencies(&understood.guess);
                known.extend(
                    codes.iter().filter(|code| !known.contains(code)).copied().collect::<Vec<_>>(),
                );
                ask_currency(&mut understood.guess, known);
                return;
            }
        }
    }

    /// Where the records are that were set aside, file by file.
    pub fn ledger_files(&self) -> Vec<LedgerFile> {
        let entries = self.base.as_ref().map_or(&[][..], |base| &base.portfolio.ledger.set_aside);
        (self.sources.iter().enumerate())
            .map(|(file, source)| {
                let encoding = source
                    .understood
                    .as_ref()
                    .map_or(Encoding::Utf8, |understood| understood.sniffed.dialect.encoding);
                let mut own: Vec<SetAside> =
                    entries.iter().filter(|entry| entry.file as usize == file).copied().collect();
                own.sort_by_key(|entry| entry.offset);
                (source.name.clone(), encoding, own)
            })
            .collect()
    }

    // ---- Answers ----

    /// What was made of the files.
    pub fn base(&self) -> Option<&Base> {
        self.base.as_ref()
    }

    /// The selection's customers.
    pub fn selected(&self) -> Option<&Mask> {
        self.selection.as_ref().map(|selection| &selection.mask)
    }

    /// Selects by a query; on an error the selection stays.
    pub fn select(&mut self, text: &str) -> Result<(), crate::query::error::QueryError> {
        let Some(base) = &mut self.base else {
            self.query = text.to_string();
            return Ok(());
        };
        base.prepare(text, &self.rules);
        let selection = answer::select(base, &self.rules, &mut self.evaluator, text)?;
        self.selection = Some(selection);
        self.query = text.to_string();
        self.revision += 1;
        Ok(())
    }

    /// Answers a question about the base. Without one it says nothing.
    pub fn answer(&mut self, ask: &Ask) -> Answer {
        if let Ask::SetQuery { text } = ask {
            return Answer::Say(vec![match self.select(text) {
                Ok(()) => match (&self.base, &self.selection) {
                    (Some(base), Some(selection)) => {
                        Say::Selection(selection.view(base, self.revision))
                    }
                    _ => return Answer::Say(Vec::new()),
                },
                Err(error) => Say::Failed(Problem::Query(error)),
            }]);
        }
        match ask {
            Ask::SetAsOf { day } => return Answer::Say(self.rework(|rules| rules.as_of = *day)),
            Ask::SetSettings { settings } => {
                return Answer::Say(self.rework(|rules| rules.settings = *settings));
            }
            Ask::Groups(GroupsAsk::SetRules(set)) => {
                return Answer::Say(self.rework(|rules| rules.classes = set.clone()));
            }
            Ask::Groups(GroupsAsk::SetSaved(texts)) => return Answer::Say(self.keep(texts)),
            Ask::Cleanup(ask) => return self.clean_up(ask),
            Ask::Groups(GroupsAsk::Trial(list)) => {
                let base = self.base.iter_mut();
                base.for_each(|base| {
                    let rules = list.rules.iter();
                    rules.for_each(|rule| base.prepare(&rule.query, &self.rules));
                });
            }
            _ => {}
        }
        let (Some(base), Some(selection)) = (&self.base, &mut self.selection) else {
            return Answer::Say(Vec::new());
        };
        let revision = self.revision;
        if let Ask::Time(ask) = ask {
            let (rules, evaluator) = (&self.rules, &mut self.evaluator);
            let snapshots = &mut self.snapshots;
            let mut moment = Moment { base, rules, evaluator, selection, snapshots, revision };
            return time::answer(&mut moment, ask);
        }
        Answer::Say(vec![match ask {
            Ask::Overview => Say::Overview(overview::overview(
                base,
                &self.rules.settings,
                &selection.mask,
                revision,
            )),
            Ask::Changes => Say::Changes { revision, changes: answer::changes(base, &self.rules) },
            Ask::Facets { fields } => Say::Facets {
                revision,
                facets: answer::facets(base, &self.rules, &mut self.evaluator, selection, fields),
            },
            Ask::Rows(ask) => {
                let order = selection.order(&mut self.sorted, base, &ask.sort, &ask.search);
                Say::Rows(list::rows(&base.portfolio, &base.table, order, ask, revision))
            }
            Ask::Customer { key, sort, search } => {
                let list = selection.order(&mut self.sorted, base, sort, search);
                match answer::customer(base, key, list, revision) {
                    Some(page) => Say::Customer(page),
                    None => Say::Failed(Problem::NoSuchCustomer { key: key.clone() }),
                }
            }
            Ask::Groups(ask) => {
                let evaluator = &mut self.evaluator;
                match groups::answer(ask, base, &self.rules, evaluator, selection, revision) {
                    Ok(Some(say)) => Say::Groups(say),
                    Ok(None) => return Answer::Say(Vec::new()),
                    Err(problem) => Say::Failed(problem),
                }
            }
            Ask::Export { format, sort, search } => {
                let order = selection.order(&mut self.sorted, base, sort, search);
                let (portfolio, table) = (&base.portfolio, &base.table);
                return match format {
                    ExportFormat::Csv(options) => Answer::File {
                        name: "customers.csv".into(),
                        mime: "text/csv",
                        bytes: csv::write(portfolio, table, order, *options),
                    },
                    ExportFormat::Json => Answer::File {
                        name: "customers.json".into(),
                        mime: "application/json",
                        bytes: json::write(portfolio, table, order),
                    },
                };
            }
            _ => return Answer::Say(Vec::new()),
        }])
    }

    /// Answers the Clean-up screen: takes in what the user decided, and shows how things stand.
    fn clean_up(&mut self, ask: &CleanupAsk) -> Answer {
        let Some(base) = &mut self.base else { return Answer::Say(Vec::new()) };
        base.make_duplicates();
        let (rules, evaluator) = (&self.rules, &mut self.evaluator);
        if let CleanupAsk::Export { removed } = ask {
            let name = if *removed { "removed.csv" } else { "kept.csv" };
            let bytes = self.cleanup.export(base, *removed);
            return Answer::File { name: name.into(), mime: "text/csv", bytes };
        }
        let decided = self.cleanup.take(ask, base, rules, evaluator);
        let only = match ask {
            CleanupAsk::View { only } => *only,
            _ => None,
        };
        let view = self.cleanup.view(only, base, rules, evaluator, self.revision);
        let mut says = vec![Say::Cleanup(CleanupSay::View(Box::new(view)))];
        if !decided.is_empty() {
            says.push(Say::Cleanup(CleanupSay::Decided(decided)));
        }
        Answer::Say(says)
    }

    /// Takes the saved segments, which queries and rules may name, and counts them.
    fn keep(&mut self, texts: &[saved::SavedText]) -> Vec<Say> {
        let segments = saved::trees(texts);
        let mut says = if segments == self.rules.segments {
            Vec::new()
        } else if self.rules.classes.edited.is_empty() {
            self.rules.segments = segments;
            self.evaluator.invalidate();
            Vec::new()
        } else {
            self.rework(|rules| rules.segments = segments)
        };
        if let Some(base) = &self.base {
            let counted = saved::saved(base, &self.rules, &mut self.evaluator, texts);
            says.push(Say::Groups(GroupsSay::Saved(counted)));
        }
        says
    }

    /// Works all out again under changed rules; on an error all stays as it was.
    fn rework(&mut self, change: impl FnOnce(&mut Rules)) -> Vec<Say> {
        let mut rules = self.rules.clone();
        change(&mut rules);
        let Some(base) = &mut self.base else {
            self.rules = rules;
            return Vec::new();
        };
        if let Err(error) = base.update(&rules) {
            return vec![Say::Failed(rule_problem(&error).1)];
        }
        self.rules = rules;
        self.evaluator.invalidate();
        self.sorted = Sorted::default();
        let query = std::mem::take(&mut self.query);
        if self.select(&query).is_err() {
            // What the query named is gone with the change: everyone, then.
            let _ = self.select("");
        }
        match (&self.base, &self.selection) {
            (Some(base), Some(selection)) => {
                vec![
                    Say::Base(self.base_view(base)),
                    Say::Selection(selection.view(base, self.revision)),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn base_view(&self, base: &Base) -> BaseView {
        let files = self.sources.iter().map(|source| source.name.clone()).collect();
        answer::base_view(base, &self.rules, files, self.is_sample)
    }
}
