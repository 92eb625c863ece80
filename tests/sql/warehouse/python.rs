//! Warehouses that a Python script runs: a question as JSON to its standard input, the answer as JSON from its output.

use super::{Answer, Statement, Warehouse};
use crate::{batch::root, tables::Table};
use carteira::query::sql::Dialect;
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    io::Write,
    process::{Command, Stdio},
};

pub struct Script {
    name: &'static str,
    dialect: Dialect,
    file: &'static str,
    python: OsString,
}

#[derive(Serialize)]
struct Asked<'a> {
    tables: &'a [Table; 2],
    statements: &'a [&'a str],
}

#[derive(Serialize)]
struct Parsed<'a> {
    dialect: &'static str,
    sql: &'a str,
}

#[derive(Deserialize)]
struct Said {
    ids: Option<Vec<String>>,
    error: Option<String>,
}

pub fn duckdb() -> Option<Script> {
    let python = python("import duckdb")?;
    Some(Script { name: "DuckDB", dialect: Dialect::DuckDb, file: "duckdb_answers.py", python })
}

pub fn spark() -> Option<Script> {
    let python = python("import pyspark")?;
    Some(Script { name: "Spark", dialect: Dialect::Spark, file: "spark_answers.py", python })
}

pub fn parse(statements: &[Statement]) -> Option<Vec<Option<String>>> {
    let python = python("import sqlglot")?;
    let parsed: Vec<Parsed> = statements
        .iter()
        .map(|statement| Parsed { dialect: statement.dialect.name(), sql: &statement.sql })
        .collect();
    Some(run(&python, "parse.py", &parsed))
}

/// The interpreter that `scripts/setup.sh sql` set up, if it has the package.
fn python(import: &str) -> Option<OsString> {
    let python = std::env::var_os("CARTEIRA_SQL_PYTHON")?;
    let has = Command::new(&python).args(["-c", import]).stderr(Stdio::null()).status();
    has.is_ok_and(|status| status.success()).then_some(python)
}

impl Warehouse for Script {
    fn name(&self) -> &'static str {
        self.name
    }

    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn answers(&self, tables: &[Table; 2], statements: &[&str]) -> Vec<Answer> {
        let said: Vec<Said> = run(&self.python, self.file, &Asked { tables, statements });
        let answer = |said: Said| match said {
            Said { ids: Some(mut ids), .. } => {
                ids.sort_unstable();
                Answer::Ids(ids)
            }
            Said { error, .. } => Answer::Error(error.unwrap_or_default()),
        };
        said.into_iter().map(answer).collect()
    }
}

fn run<Q: Serialize, A: for<'de> Deserialize<'de>>(python: &OsString, file: &str, asked: &Q) -> A {
    let mut child = Command::new(python)
        .arg(root().join("tests/sql/warehouse").join(file))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter runs");
    let text = serde_json::to_vec(asked).expect("JSON");
    child.stdin.take().expect("its input").write_all(&text).expect("its input is read");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{file} failed");
    serde_json::from_slice(&output.stdout).expect("an answer in JSON")
}
