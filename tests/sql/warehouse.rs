//! The warehouses: DuckDB and Spark by their Python packages, PostgreSQL as a throw-away cluster that listens on a
//! socket alone. `scripts/setup.sh sql` installs them and `scripts/env.sh` says where they are.

mod postgres;
mod python;

use super::{agreed::difference, tables::Table};
use carteira::query::sql::Dialect;

/// A statement and whom it must return.
pub struct Statement {
    pub dialect: Dialect,
    pub query: String,
    /// Where it comes from.
    pub form: String,
    pub sql: String,
    pub ids: Vec<String>,
}

/// What a warehouse says.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Sorted by code points; an id that came twice is there twice.
    Ids(Vec<String>),
    Error(String),
}

impl Answer {
    /// How it differs from what it must be.
    pub fn against(&self, expected: &[String]) -> String {
        match self {
            Answer::Error(error) => error.clone(),
            Answer::Ids(ids) => difference(ids, expected),
        }
    }
}

/// Something that runs statements.
pub trait Warehouse {
    fn name(&self) -> &'static str;
    fn dialect(&self) -> Dialect;
    /// Fills the tables anew, and answers each statement.
    fn answers(&self, tables: &[Table; 2], statements: &[&str]) -> Vec<Answer>;
}

/// Those that are here.
pub fn all() -> Vec<Box<dyn Warehouse>> {
    let mut all: Vec<Box<dyn Warehouse>> = Vec::new();
    match python::duckdb() {
        Some(duckdb) => all.push(Box::new(duckdb)),
        None => loud("DuckDB is not here: no statement is tried in it"),
    }
    match postgres::start() {
        Some(postgres) => all.push(Box::new(postgres)),
        None => loud("PostgreSQL is not here: no statement is tried in it"),
    }
    if std::env::var_os("CARTEIRA_SPARK").is_some() {
        match python::spark() {
            Some(spark) => all.push(Box::new(spark)),
            None => loud("Spark is not here: no statement is tried in it"),
        }
    }
    all
}

/// What is wrong with each statement by a parser of all dialects; none where the parser is not here.
pub fn parse(statements: &[Statement]) -> Option<Vec<Option<String>>> {
    python::parse(statements)
}

/// A note that cannot be overlooked.
pub fn loud(note: &str) {
    let line = "!".repeat(note.chars().count() + 8);
    eprintln!("\n{line}\n!!! {note} !!!\n{line}\n");
}
