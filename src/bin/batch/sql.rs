//! `sql`: a query as one SELECT.

use crate::fail::Fail;
use carteira::calendar::Day;

/// Prints the SELECT.
pub fn run(dialect: &str, as_of: Option<Day>, query: &str) -> Result<(), Fail> {
    let _ = (as_of, query);
    Err(Fail::call(format!("there is no dialect {dialect}")))
}
