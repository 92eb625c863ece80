//! **`Engine`**: holds the files and what was made of them; everything else in this room is a question it answers.
//!
//! A host (worker, command, test) owns the files' bytes: it adds heads, streams slices, and asks.

use super::{
    act,
    answer::{self, Selection},
    base::{Base, Rules, Stage},
    builder::{self, BuilderMemory},
    cleanup::{Cleanup, CleanupAsk, CleanupSay},
    desk::Desk,
    facets::Scales,
    files::Files,
    groups::{self, GroupsAsk, GroupsSay, lists::rule_problem, saved},
    intake::{Reading, correct},
    list,
    named::named,
    order::Sorted,
    overview,
    protocol::{Ask, Loaded, Say},
    source::{ask_currency, guessed_currencies},
    stretch::Plan,
    tally::Spent,
    time::{self, Moment, Snapshots},
    view::*,
    worth,
};
use crate::{
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

/// Where to find the records of a file that were set aside.
#[derive(Debug, Clone)]
pub struct LedgerFile {
    pub name: String,
    /// The number that whoever opened it gave it.
    pub origin: u32,
    pub encoding: Encoding,
    /// In order of their place.
    pub entries: Vec<SetAside>,
}

/// Files, what was made of them, and the selection.
#[derive(Default)]
pub struct Engine {
    pub(super) files: Files,
    /// Those of the base, to go back to.
    pub(super) good: Files,
    /// Why files that were given last are not among the others.
    pub(super) refused: Vec<Problem>,
    /// One a file, while they are read.
    reading: Vec<Option<Reading>>,
    shards: Vec<Option<Shard>>,
    /// Whether a file was turned round already: once is enough.
    turned: Vec<bool>,
    merged: Option<Portfolio>,
    pub rules: Rules,
    pub(super) base: Option<Base>,
    evaluator: Evaluator,
    builder: BuilderMemory,
    pub(super) sorted: Sorted,
    scales: Scales,
    spent: Spent,
    pub(super) query: String,
    pub(super) selection: Option<Selection>,
    revision: Revision,
    snapshots: Snapshots,
    cleanup: Cleanup,
}

impl Engine {
    /// Whether there is a base.
    pub fn is_loaded(&self) -> bool {
        self.base.is_some()
    }

    // ---- Reading ----

    /// Begins to read all files.
    pub fn begin_load(&mut self) {
        let options = self.options();
        self.reading = (self.files.sources.iter().enumerate())
            .map(|(file, source)| Reading::begin(file as u32, source, &options))
            .collect();
        self.shards = self.files.sources.iter().map(|_| None).collect();
        self.turned = vec![false; self.files.sources.len()];
    }

    /// Drops what was read so far.
    pub(super) fn give_up_reading(&mut self) {
        self.reading.clear();
        self.shards.clear();
        self.merged = None;
    }

    /// The next slice of a file; the records of it so far.
    pub fn feed(&mut self, file: usize, slice: Vec<u8>) -> u64 {
        let Some(Some(reading)) = self.reading.get_mut(file) else { return 0 };
        reading.feed(slice);
        reading.rows
    }

    /// How others can read parts of a file; none where they cannot.
    pub fn plan(&self, file: usize) -> Option<Plan> {
        Plan::of(file as u32, self.files.sources.get(file)?, &self.options())
    }

    /// Hands out a file on its way in, to put together what others read of it; [`Engine::put_reading`] takes it back.
    pub fn take_reading(&mut self, file: usize) -> Option<Reading> {
        self.reading.get_mut(file)?.take()
    }

    /// Takes back what was handed out.
    pub fn put_reading(&mut self, file: usize, reading: Reading) {
        if let Some(place) = self.reading.get_mut(file) {
            *place = Some(reading);
        }
    }

    /// The end of a file; whether it must be read again from its beginning.
    pub fn end_file(&mut self, file: usize) -> bool {
        let Some(reading) = self.reading.get_mut(file).and_then(Option::take) else { return false };
        let shard = reading.finish();
        let options = self.options();
        let source = &mut self.files.sources[file];
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
        let chosen = self.options().currency;
        if codes.len() > 1 && chosen.is_none() {
            self.ask_currency(codes);
            return;
        }
        let currency = chosen.or(codes.first().copied());
        self.merged = Some(merge(shards, &BuildOptions { currency }));
    }

    /// Works everything out; none where a question came up.
    pub fn finish_load(
        &mut self,
        done: &mut dyn FnMut(Stage),
    ) -> Result<Option<Box<Loaded>>, Problem> {
        let Some(portfolio) = self.merged.take() else { return Ok(None) };
        if portfolio.customers.is_empty() {
            let file =
                self.files.sources.first().map(|source| source.name.clone()).unwrap_or_default();
            return Err(Problem::NoCustomer { file });
        }
        self.rules.alike = None;
        match Base::new(portfolio, &self.rules, done) {
            Ok(base) => self.base = Some(base),
            Err(error) => return Err(Problem::EngineStopped { detail: error.to_string() }),
        }
        self.good = self.files.clone();
        self.forget();
        self.snapshots.clear();
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
        let currency = self.files.sources.iter().find_map(|source| source.choices.currency);
        BuildOptions { currency }
    }

    /// The currencies met in a whole file go to its guess, which makes a question of them.
    fn ask_currency(&mut self, codes: Vec<Currency>) {
        let keyed = self.files.sources.iter_mut().filter(|source| !source.lacks_customer(false));
        for source in keyed {
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
        (self.good.sources.iter().enumerate())
            .map(|(file, source)| {
                let of_file = |entry: &&SetAside| entry.file as usize == file;
                let mut own: Vec<SetAside> = entries.iter().filter(of_file).copied().collect();
                own.sort_by_key(|entry| entry.offset);
                LedgerFile {
                    name: source.name.clone(),
                    origin: source.origin,
                    encoding: source
                        .understood
                        .as_ref()
                        .map_or(Encoding::Utf8, |understood| understood.sniffed.dialect.encoding),
                    entries: own,
                }
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
        if base.prepare(&[text], &self.rules) {
            self.forget();
        }
        let Some(base) = &self.base else { return Ok(()) };
        let selection =
            answer::select(base, &self.rules, &mut self.evaluator, &mut self.spent, text)?;
        self.selection = Some(selection);
        self.query = text.to_string();
        self.revision += 1;
        Ok(())
    }

    /// Makes what waited for the first picture to be shown: the forecasts.
    pub fn complete(&mut self) {
        if let Some(base) = &mut self.base {
            base.complete(&self.rules.settings);
        }
    }

    /// Makes a part of it; whether there is more.
    pub fn complete_in_part(&mut self) -> bool {
        self.base.as_mut().is_some_and(|base| base.complete_in_part(&self.rules.settings))
    }

    /// Makes what a question names of that which waits until it is asked for.
    fn prepare(&mut self, ask: &Ask) {
        let names = named(ask);
        if let Some(base) = &mut self.base
            && !names.is_empty()
            && base.prepare(&names, &self.rules)
        {
            self.forget();
        }
    }

    /// Forgets what was worked out from columns or rules that are others now.
    fn forget(&mut self) {
        self.evaluator.invalidate();
        self.builder = BuilderMemory::default();
        self.sorted = Sorted::default();
        self.scales = Scales::default();
        self.spent = Spent::default();
    }

    /// Answers a question about the base. Without one it says nothing.
    pub fn answer(&mut self, ask: &Ask) -> Answer {
        let waits = matches!(
            ask,
            Ask::SetQuery { .. }
                | Ask::SetAsOf { .. }
                | Ask::SetSettings { .. }
                | Ask::Groups(GroupsAsk::SetRules(_))
                | Ask::Overview
                | Ask::Changes
                | Ask::Facets { .. }
                | Ask::Rows(_)
                | Ask::Builder(_)
        );
        if !waits {
            self.complete();
        }
        self.prepare(ask);
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
            Ask::Export { format, sort, search } => return self.export(format, sort, search),
            _ => {}
        }
        let (Some(base), Some(selection)) = (&mut self.base, &mut self.selection) else {
            return Answer::Say(Vec::new());
        };
        let revision = self.revision;
        if let Ask::Worth(ask) = ask {
            let (rules, evaluator) = (&self.rules, &mut self.evaluator);
            let said = worth::answer(ask, base, rules, evaluator, selection, revision);
            let said = match said {
                Ok(said) => Say::Worth(Box::new(said)),
                Err(problem) => return Answer::Say(vec![Say::Failed(problem)]),
            };
            let mut says = vec![said];
            if let worth::WorthAsk::Alike(target) = ask {
                says.push(Say::Columns(list::columns(&base.portfolio, &base.table)));
                self.forget();
                let before = self.rules.alike.replace(target.clone()).unwrap_or_default();
                if before != *target {
                    says.extend(self.named_alike());
                }
            }
            return Answer::Say(says);
        }
        if let Ask::Time(ask) = ask {
            let (rules, evaluator) = (&self.rules, &mut self.evaluator);
            let snapshots = &mut self.snapshots;
            let mut moment = Moment { base, rules, evaluator, selection, snapshots, revision };
            return time::answer(&mut moment, ask);
        }
        if let Ask::Changes = ask {
            let changes = answer::changes(base, &self.rules);
            return Answer::Say(vec![Say::Changes { revision, changes }]);
        }
        let base = &*base;
        if let Ask::Act(ask) = ask {
            let (rules, evaluator) = (&self.rules, &mut self.evaluator);
            return act::answer(&mut Desk { base, rules, evaluator, revision }, ask);
        }
        Answer::Say(vec![match ask {
            Ask::Overview => Say::Overview(overview::overview(
                base,
                &self.rules.settings,
                &selection.mask,
                revision,
            )),
            Ask::Facets { fields } => Say::Facets {
                revision,
                facets: answer::facets(
                    base,
                    &self.rules,
                    &mut self.evaluator,
                    &mut self.scales,
                    selection,
                    fields,
                ),
            },
            Ask::Rows(ask) => {
                let order = selection.order(&mut self.sorted, base, &ask.sort, &ask.search);
                Say::Rows(list::rows(&base.portfolio, &base.table, order, ask, revision))
            }
            Ask::Customer { key, sort, search } => {
                let node = selection.node.clone();
                let list = selection.order(&mut self.sorted, base, sort, search);
                let evaluator = &mut self.evaluator;
                match answer::customer(base, &self.rules, evaluator, &node, key, list, revision) {
                    Some(page) => Say::Customer(page),
                    None => Say::Failed(Problem::NoSuchCustomer { key: key.clone() }),
                }
            }
            Ask::Builder(ask) => {
                let (evaluator, memory) = (&mut self.evaluator, &mut self.builder);
                Say::Builder(builder::answer(base, &self.rules, evaluator, memory, ask))
            }
            Ask::Groups(ask) => {
                let evaluator = &mut self.evaluator;
                match groups::answer(ask, base, &self.rules, evaluator, selection, revision) {
                    Ok(Some(say)) => Say::Groups(say),
                    Ok(None) => return Answer::Say(Vec::new()),
                    Err(problem) => Say::Failed(problem),
                }
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
            self.forget();
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

    /// What follows where others than before are compared with: classes and a selection that name look-alikes are others.
    fn named_alike(&mut self) -> Vec<Say> {
        if self.rules.name_alike() {
            return self.rework(|_| {});
        }
        let query = self.query.clone();
        let _ = self.select(&query);
        match (&self.base, &self.selection) {
            (Some(base), Some(selection)) => {
                vec![Say::Selection(selection.view(base, self.revision))]
            }
            _ => Vec::new(),
        }
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
        self.forget();
        let query = std::mem::take(&mut self.query);
        if self.select(&query).is_err() {
            // What the query named is gone with the change: everyone, then.
            let _ = self.select("");
        }
        match (&self.base, &self.selection) {
            (Some(base), Some(selection)) => {
                vec![
                    Say::Base(self.base_view(base)),
                    Say::Columns(list::columns(&base.portfolio, &base.table)),
                    Say::Selection(selection.view(base, self.revision)),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn base_view(&self, base: &Base) -> BaseView {
        let files = self.good.sources.iter().map(|source| source.name.clone()).collect();
        answer::base_view(base, &self.rules, files, self.good.is_sample)
    }
}
