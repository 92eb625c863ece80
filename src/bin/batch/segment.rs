//! `segment`: files in, customers, ledger and summary out.

use crate::{
    fail::Fail,
    read::{self, File},
    say::say,
    summary::{Timings, summary},
};
use carteira::{
    calendar::Day,
    engine::{
        base::{Rules, Stage},
        core::Engine,
        ledger::{FileTexts, LedgerWriter},
        notes,
        view::Problem,
    },
    export::{
        csv::{self, CsvOptions},
        xlsx,
    },
    measures::settings::Settings,
    schema::mapping_file::MappingFile,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// What the command line says.
#[derive(Debug, Default)]
pub struct Options {
    pub files: Vec<PathBuf>,
    pub mapping: Option<PathBuf>,
    pub as_of: Option<Day>,
    pub settings: Settings,
    pub query: Option<String>,
    pub out: Option<PathBuf>,
    pub ledger: Option<PathBuf>,
    pub summary: Option<PathBuf>,
}

/// Segments the customers of some files.
pub fn run(options: &Options) -> Result<(), Fail> {
    let begin = Instant::now();
    let mut timings = Timings::default();
    let mut engine = Engine::default();
    engine.rules = Rules {
        as_of: options.as_of.map(|day| day.0),
        settings: options.settings,
        ..Rules::default()
    };
    let mut files = read::add(&mut engine, &options.files)?;
    settle(&mut engine, options.mapping.as_deref())?;
    read::leave_out(&mut engine, &mut files);
    open_questions(&mut engine)?;
    read::load(&mut engine, &files)?;
    timings.read = ms(begin);

    let start = Instant::now();
    engine.merge();
    open_questions(&mut engine)?;
    timings.build = ms(start);

    let mut start = Instant::now();
    engine.finish_load(&mut |stage| {
        let spent = ms(start);
        match stage {
            Stage::Measures => timings.build += spent,
            Stage::Models => timings.models = spent,
            Stage::Classes => timings.segment = spent,
        }
        start = Instant::now();
    })?;
    let start = Instant::now();
    engine.complete();
    timings.models += ms(start);
    let start = Instant::now();
    if let Some(query) = &options.query {
        engine.select(query).map_err(|error| Fail::call(format!("query: {error}")))?;
    }
    timings.segment += ms(start);
    say_notes(&engine);

    let nothing = || Fail::data("there is nothing in these files");
    let (base, selected) = engine.base().zip(engine.selected()).ok_or_else(nothing)?;
    let models = base.models.as_ref().ok_or_else(nothing)?;
    if let Some(path) = &options.out {
        let rows: Vec<u32> = selected.iter().map(|i| i as u32).collect();
        let (portfolio, table) = (&base.portfolio, &base.table);
        let is_workbook = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        let bytes = match is_workbook {
            true if rows.len() > xlsx::MOST_ROWS => return Err(Fail::from(Problem::TooManyRows)),
            true => xlsx::write(portfolio, table, &rows, &engine.rule_sheet()),
            false => csv::write(portfolio, table, &rows, CsvOptions::default()),
        };
        write(path, &bytes)?;
    }
    if let Some(path) = &options.ledger {
        write(path, &ledger(&engine, &files)?)?;
    }
    timings.total = ms(begin);
    if let Some(path) = &options.summary {
        let json = summary(base, models, &engine.rules, selected, &timings);
        write(path, format!("{json:#}\n").as_bytes())?;
    }
    if options.out.is_none() && options.summary.is_none() {
        let json = summary(base, models, &engine.rules, selected, &timings);
        say(&format!("{json:#}"))?;
    }
    Ok(())
}

/// Applies the mapping file, if there is one, and stops at what can never be used.
fn settle(engine: &mut Engine, mapping: Option<&Path>) -> Result<(), Fail> {
    let mapping = mapping.map(mapping_file).transpose()?;
    for source in engine.sources() {
        if let Some(mapping) = &mapping {
            source.apply(mapping).map_err(Fail::data)?;
        }
        if let Some(problem) = source.problem() {
            return Err(Fail::from(problem));
        }
    }
    Ok(())
}

fn mapping_file(path: &Path) -> Result<MappingFile, Fail> {
    let wrong = |error: &dyn std::fmt::Display| Fail::call(format!("{}: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| wrong(&error))?;
    serde_json::from_str(&text).map_err(|error| wrong(&error))
}

/// Stops at what the app would ask. Equal names are taken for one customer, and that is said.
fn open_questions(engine: &mut Engine) -> Result<(), Fail> {
    let orders = engine.has_orders();
    for source in engine.sources() {
        let Ok(understood) = &source.understood else { continue };
        let open = source.open_doubts(orders);
        if let Some(doubt) = open.into_iter().find(|doubt| doubt.stops_batch()) {
            let question = doubt.describe(&understood.guess);
            return Err(Fail::data(format!("{}: {question}", source.name)));
        }
        if source.lacks_customer(orders) {
            let name = &source.name;
            return Err(Fail::data(format!(
                "{name}: no column says who the customer is; name it as customer_id in --mapping"
            )));
        }
    }
    Ok(())
}

/// Repairs and choices that change what comes out, on standard error.
fn say_notes(engine: &Engine) {
    let notes = engine.base().map_or(&[][..], |base| &base.portfolio.notes);
    for note in notes {
        eprintln!("{}", notes::sentence(note, |file| engine.name(file as usize)));
    }
}

fn ledger(engine: &Engine, files: &[File]) -> Result<Vec<u8>, Fail> {
    let mut writer = LedgerWriter::default();
    for (file, of_file) in files.iter().zip(engine.ledger_files()) {
        let mut texts = FileTexts::new(&of_file.name, of_file.encoding, &of_file.entries);
        if !texts.is_done() {
            file.slices(|slice| {
                writer.feed(&mut texts, &slice);
                !texts.is_done()
            })?;
        }
    }
    Ok(writer.finish())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Fail> {
    fs::write(path, bytes).map_err(|error| Fail::call(format!("{}: {error}", path.display())))
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
