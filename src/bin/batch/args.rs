//! The command line.

use crate::{fail::Fail, inspect, rows, say::say, segment, sql};
use carteira::{
    calendar::Day,
    measures::settings::{PurchaseModel, Returns, Settings},
};
use lexopt::{Arg, Parser, ValueExt};
use std::path::PathBuf;

const USAGE: &str = "\
batch inspect FILE… [--json]
batch rows FILE
batch segment FILE… [--mapping M.json] [--as-of DAY] [--set KEY=VALUE]… [--where QUERY]
              [--out customers.csv|.xlsx] [--ledger ledger.csv] [--summary summary.json]
batch sql --dialect duckdb|postgres|spark|bigquery [--as-of DAY] QUERY

settings: returns=net|ignore  model=mbgnbd|bgnbd  discount_rate=0.10  margin=1.0";

/// What is to be done.
pub enum Command {
    Help,
    Inspect { files: Vec<PathBuf>, json: bool },
    Rows { file: PathBuf },
    Segment(Box<segment::Options>),
    Sql { dialect: String, as_of: Option<Day>, query: String },
}

impl Command {
    /// Reads the command line.
    pub fn from_env() -> Result<Command, Fail> {
        let mut parser = Parser::from_env();
        let Some(first) = parser.next()? else { return Err(Fail::call(USAGE)) };
        match first {
            Arg::Value(name) => match name.to_string_lossy().as_ref() {
                "inspect" => inspect_args(parser),
                "rows" => rows_args(parser),
                "segment" => segment_args(parser),
                "sql" => sql_args(parser),
                "help" => Ok(Command::Help),
                other => Err(Fail::call(format!("there is no command {other}\n{USAGE}"))),
            },
            Arg::Long("help") | Arg::Short('h') => Ok(Command::Help),
            other => Err(Fail::from(other.unexpected())),
        }
    }

    /// Does it.
    pub fn run(self) -> Result<(), Fail> {
        match self {
            Command::Help => say(USAGE),
            Command::Inspect { files, json } => inspect::run(&files, json),
            Command::Rows { file } => rows::run(&file),
            Command::Segment(options) => segment::run(&options),
            Command::Sql { dialect, as_of, query } => sql::run(&dialect, as_of, &query),
        }
    }
}

fn inspect_args(mut parser: Parser) -> Result<Command, Fail> {
    let (mut files, mut json) = (Vec::new(), false);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(file) => files.push(file.into()),
            Arg::Long("json") => json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    some_files(&files)?;
    Ok(Command::Inspect { files, json })
}

fn rows_args(mut parser: Parser) -> Result<Command, Fail> {
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(file) => files.push(file.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    match <[PathBuf; 1]>::try_from(files) {
        Ok([file]) => Ok(Command::Rows { file }),
        Err(_) => Err(Fail::call("rows takes one file")),
    }
}

fn segment_args(mut parser: Parser) -> Result<Command, Fail> {
    let mut options = segment::Options::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(file) => options.files.push(file.into()),
            Arg::Long("mapping") => options.mapping = Some(parser.value()?.into()),
            Arg::Long("as-of") => options.as_of = Some(day(&parser.value()?.string()?)?),
            Arg::Long("set") => set(&mut options.settings, &parser.value()?.string()?)?,
            Arg::Long("where") => options.query = Some(parser.value()?.string()?),
            Arg::Long("out") => options.out = Some(parser.value()?.into()),
            Arg::Long("ledger") => options.ledger = Some(parser.value()?.into()),
            Arg::Long("summary") => options.summary = Some(parser.value()?.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    some_files(&options.files)?;
    Ok(Command::Segment(Box::new(options)))
}

fn sql_args(mut parser: Parser) -> Result<Command, Fail> {
    let (mut dialect, mut as_of, mut query) = (None, None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("dialect") => dialect = Some(parser.value()?.string()?),
            Arg::Long("as-of") => as_of = Some(day(&parser.value()?.string()?)?),
            Arg::Value(text) if query.is_none() => query = Some(text.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let dialect = dialect.ok_or_else(|| Fail::call("sql needs --dialect"))?;
    let query = query.ok_or_else(|| Fail::call("sql needs a query"))?;
    Ok(Command::Sql { dialect, as_of, query })
}

fn some_files(files: &[PathBuf]) -> Result<(), Fail> {
    if files.is_empty() { Err(Fail::call(format!("no file is named\n{USAGE}"))) } else { Ok(()) }
}

fn day(text: &str) -> Result<Day, Fail> {
    text.parse().map_err(|()| Fail::call(format!("{text} is no day: write it as 2011-12-09")))
}

fn set(settings: &mut Settings, text: &str) -> Result<(), Fail> {
    let wrong = || Fail::call(format!("cannot set {text}\n{USAGE}"));
    let (key, value) = text.split_once('=').ok_or_else(wrong)?;
    let number =
        || value.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0).ok_or_else(wrong);
    match (key, value) {
        ("returns", "net") => settings.returns = Returns::Net,
        ("returns", "ignore") => settings.returns = Returns::Ignore,
        ("model", "mbgnbd") => settings.model = PurchaseModel::Mbgnbd,
        ("model", "bgnbd") => settings.model = PurchaseModel::Bgnbd,
        ("discount_rate", _) => settings.discount_rate = number()?,
        ("margin", _) => settings.margin = number()?,
        _ => return Err(wrong()),
    }
    Ok(())
}
