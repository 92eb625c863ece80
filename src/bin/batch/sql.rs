//! `sql`: a query as one SELECT.

use crate::fail::Fail;
use carteira::{
    calendar::Day,
    query::{
        error::QueryError,
        fields::Schema,
        parse::parse,
        sql::{self, Dialect, SqlError},
    },
};

/// Prints the SELECT.
pub fn run(dialect: &str, as_of: Option<Day>, query: &str) -> Result<(), Fail> {
    let dialect = Dialect::from_name(dialect).ok_or_else(|| {
        let names = Dialect::ALL.map(Dialect::name).join(", ");
        Fail::call(format!("there is no dialect {dialect}; there are {names}"))
    })?;
    let wrong = |error: &QueryError| Fail::call(format!("query: {error}"));
    let node = parse(query).map_err(|error| wrong(&error))?;
    let statement = sql::write(&node, &Schema::without_data(), dialect, as_of).map_err(
        |error| match error {
            SqlError::Query(error) => wrong(&error),
            SqlError::Unanswerable(reason) => Fail::data(reason),
        },
    )?;
    print!("{statement}");
    Ok(())
}
