//! **A query as SQL**: one SELECT over the tables `customers` and `lines` that returns the ids of the very customers
//! the engine keeps. [`tables`] says what the tables hold, [`plan`] makes the statement, one file a dialect says
//! how that dialect writes it.
//!
//! The trap: three-valued logic. A condition over an empty value is false *before* `not`; in SQL it is NULL, and
//! `NOT NULL` is NULL. Every `not` and `!=` is therefore written `(…) IS NOT TRUE`, and nothing else needs care:
//! under `AND`, `OR` and `WHERE` a NULL counts as false.
//!
//! ```
//! use carteira::query::{fields::Schema, parse::parse, sql::{Dialect, write}};
//! let query = parse("not spend_total >= 300").unwrap();
//! let sql = write(&query, &Schema::without_data(), Dialect::DuckDb, None).unwrap();
//! assert!(sql.ends_with("SELECT c.customer_id\nFROM customers AS c\nWHERE (c.spend_total >= 300) IS NOT TRUE\n"));
//! ```

mod bigquery;
mod condition;
mod days;
mod dialect;
mod duckdb;
mod plan;
mod postgres;
mod ranked;
mod source;
mod spark;
pub mod tables;
#[cfg(test)]
mod tests;
mod value;

use super::{
    ast::Node,
    check::check,
    error::QueryError,
    fields::Schema,
    print::{canonical, print_name},
};
use crate::calendar::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A way of writing SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dialect {
    DuckDb,
    Postgres,
    Spark,
    BigQuery,
}

impl Dialect {
    /// All of them, as they are offered.
    pub const ALL: [Dialect; 4] =
        [Dialect::DuckDb, Dialect::Postgres, Dialect::Spark, Dialect::BigQuery];

    /// As the command line and links write it.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::DuckDb => "duckdb",
            Dialect::Postgres => "postgres",
            Dialect::Spark => "spark",
            Dialect::BigQuery => "bigquery",
        }
    }

    /// As its makers write it.
    pub fn title(self) -> &'static str {
        match self {
            Dialect::DuckDb => "DuckDB",
            Dialect::Postgres => "PostgreSQL",
            Dialect::Spark => "Spark SQL",
            Dialect::BigQuery => "BigQuery",
        }
    }

    /// The dialect of that name.
    pub fn from_name(name: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    fn writer(self) -> &'static dyn dialect::Writes {
        match self {
            Dialect::DuckDb => &duckdb::DuckDb,
            Dialect::Postgres => &postgres::Postgres,
            Dialect::Spark => &spark::Spark,
            Dialect::BigQuery => &bigquery::BigQuery,
        }
    }
}

/// Why there is no SQL for a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SqlError {
    /// The query is wrong.
    Query(QueryError),
    /// The query is right and the tables cannot answer it.
    Unanswerable(Unanswerable),
}

/// What the two tables lack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unanswerable {
    /// Events are in neither table.
    Events,
    /// A number or class that is not among the columns of the export.
    NotExported { field: String },
    /// A column of the order lines that `lines` does not have.
    NotInLines { field: String },
    /// The character 0 stands in a text; SQL texts cannot hold it.
    CharacterZero,
}

/// The query as one statement, without a semicolon at its end. Without a day the day is the latest in `lines`.
pub fn write(
    node: &Node,
    schema: &Schema,
    dialect: Dialect,
    as_of: Option<Day>,
) -> Result<String, SqlError> {
    check(node, schema).map_err(SqlError::Query)?;
    let node = canonical(node);
    plan::Plan::new(schema, dialect.writer(), as_of)
        .statement(&node)
        .map_err(SqlError::Unanswerable)
}

impl std::error::Error for SqlError {}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SqlError::Query(error) => error.fmt(f),
            SqlError::Unanswerable(reason) => reason.fmt(f),
        }
    }
}

impl fmt::Display for Unanswerable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unanswerable::Events => {
                f.write_str("events are in neither table: only customers and lines are exported")
            }
            Unanswerable::NotExported { field } => {
                write!(f, "{} is no column of the exported customers", print_name(field))
            }
            Unanswerable::NotInLines { field } => write!(
                f,
                "{} is no column of lines, which has customer_id, order_id, day, product, category, \
                 quantity, amount and kind",
                print_name(field)
            ),
            Unanswerable::CharacterZero => f.write_str("no text of SQL can hold the character 0"),
        }
    }
}
