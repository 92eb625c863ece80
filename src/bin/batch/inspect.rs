//! `inspect`: what is understood of each file, by all its values, as JSON.

use crate::{
    fail::{Fail, sentence},
    read::{self, File},
    say::say,
};
use carteira::{
    engine::{
        core::Engine,
        source::{Source, profile},
    },
    ingest::{reader::Reader, records::Records},
    portfolio::merge::merge,
    portfolio::shard::{BuildOptions, ShardBuilder},
    schema::{
        guess::{MappingGuess, Verdict},
        inspect::{FileFacts, FileInspection, Inspection, LedgerInspection, inspect_file},
        profile::ColumnProfile,
    },
};
use std::{path::PathBuf, slice};

/// Prints what is understood; an error where no customer with orders can be found.
pub fn run(paths: &[PathBuf], json: bool) -> Result<(), Fail> {
    let mut engine = Engine::default();
    // In the order of the call: what can be read, or why a workbook or archive cannot be opened.
    let mut read = Vec::new();
    for path in paths {
        match read::add(&mut engine, slice::from_ref(path)) {
            Ok(files) => read.extend(files.into_iter().map(Ok)),
            Err(fail) if fail.code == 2 => {
                read.push(Err(refused(&read::base_name(path), fail.message)));
            }
            Err(fail) => return Err(fail),
        }
    }
    let mut sources = engine.sources().iter_mut();
    let mut inspections = Vec::new();
    for file in read {
        inspections.push(match file {
            Ok(file) => inspect(sources.next().expect("a source a file"), &file)?,
            Err(refused) => refused,
        });
    }
    let found = inspections.iter().any(|i| i.verdict == Verdict::Orders && i.ledger.used > 0);
    let inspection = Inspection { files: inspections };
    if json {
        let text = serde_json::to_string_pretty(&inspection).map_err(Fail::call)?;
        say(&text)?;
    } else {
        let shown: Vec<String> = inspection.files.iter().map(shown).collect();
        say(&shown.join("\n"))?;
    }
    if found { Ok(()) } else { Err(Fail::data("no customer with an order can be found")) }
}

fn inspect(source: &mut Source, file: &File) -> Result<FileInspection, Fail> {
    let understood = match &source.understood {
        Ok(understood) => understood.clone(),
        Err(problem) => return Ok(refused(&source.name, sentence(problem))),
    };
    let dialect = &understood.sniffed.dialect;
    let mut profiles: Vec<ColumnProfile> = Vec::new();
    let mut sample: Option<Records> = None;
    let mut read = 0;
    let mut reader = Reader::new(dialect.clone());
    let mut take = |reader: &Reader, records: Records| {
        profiles.resize(reader.width().unwrap_or(0).max(profiles.len()), ColumnProfile::default());
        profile(&mut profiles, &records);
        read += records.len() as u64;
        sample.get_or_insert(records);
    };
    file.slices(|slice| {
        let records = reader.feed(slice);
        take(&reader, records);
        true
    })?;
    let records = reader.finish();
    take(&reader, records);
    let guess = source
        .guess_from(&profiles, &sample.unwrap_or_default())
        .unwrap_or_else(|| understood.guess.clone());
    let ledger = if guess.verdict == Verdict::Refused {
        LedgerInspection::refused(read)
    } else {
        ledger(source, &guess, file)?
    };
    let facts = FileFacts {
        name: &source.name,
        encoding: Some(dialect.encoding.name()),
        delimiter: Some(char::from(dialect.delimiter)),
        quote: Some(char::from(dialect.quote)),
        header_line: dialect.header_line,
    };
    Ok(inspect_file(facts, &guess, ledger))
}

/// What becomes of the records of this file alone.
fn ledger(source: &Source, guess: &MappingGuess, file: &File) -> Result<LedgerInspection, Fail> {
    let Ok(understood) = &source.understood else { return Ok(LedgerInspection::refused(0)) };
    let options = BuildOptions::default();
    let mut reader = Reader::new(understood.sniffed.dialect.clone());
    let mut builder = ShardBuilder::new(0, guess.settle(&source.choices), &options);
    file.slices(|slice| {
        builder.push(&reader.feed(slice));
        true
    })?;
    builder.push(&reader.finish());
    let ledger = merge(vec![builder.finish()], &options).ledger;
    Ok(LedgerInspection::new(ledger.total_read(), ledger.total_used(), &ledger.reasons()))
}

/// A file that holds no table.
fn refused(name: &str, reason: String) -> FileInspection {
    FileInspection {
        name: name.to_string(),
        encoding: None,
        delimiter: None,
        quote: None,
        header_line: None,
        decimal_mark: None,
        date_order: None,
        currency: None,
        columns: Vec::new(),
        ledger: LedgerInspection::refused(0),
        verdict: Verdict::Refused,
        reason: Some(reason),
    }
}

/// A file as people read it.
fn shown(file: &FileInspection) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".into());
    let mut lines = vec![
        format!("{}: {:?}", file.name, file.verdict),
        format!(
            "  encoding {}, delimiter {:?}, decimal mark {}, dates {}, currency {}",
            text(&file.encoding),
            text(&file.delimiter),
            text(&file.decimal_mark),
            text(&file.date_order),
            text(&file.currency)
        ),
    ];
    lines.extend(file.columns.iter().map(|column| {
        format!("  {:<28} {:<16} {:.2}", column.name, column.role.name(), column.confidence)
    }));
    let ledger = &file.ledger;
    lines.push(format!(
        "  {} read, {} used, {} set aside",
        ledger.read, ledger.used, ledger.set_aside
    ));
    lines.extend(file.reason.iter().map(|reason| format!("  {reason}")));
    lines.join("\n")
}
