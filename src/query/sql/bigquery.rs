//! BigQuery (GoogleSQL).
//!
//! The trap: `12.5` is a FLOAT64 there; what compares with a NUMERIC says so.

use super::{
    super::ast::TextOp,
    dialect::{Calendar, Step, Writes},
    value::escaped,
};

pub struct BigQuery;

/// Decimals of a NUMERIC; a BIGNUMERIC has more.
const NUMERIC_DECIMALS: usize = 9;

impl Writes for BigQuery {
    fn title(&self) -> &'static str {
        "BigQuery"
    }

    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
    }

    fn text(&self, text: &str) -> String {
        escaped(text)
    }

    fn exact(&self, digits: &str) -> String {
        match digits.split_once('.') {
            None if digits.parse::<i64>().is_ok() => digits.to_string(),
            Some((_, decimals)) if decimals.len() > NUMERIC_DECIMALS => {
                format!("BIGNUMERIC '{digits}'")
            }
            _ => format!("NUMERIC '{digits}'"),
        }
    }

    fn folded(&self, text: &str) -> String {
        format!("LOWER(REGEXP_REPLACE(NORMALIZE({text}, NFD), r'\\pM', ''))")
    }

    fn matches(&self, op: TextOp, text: &str, part: &str) -> String {
        match op {
            TextOp::Contains => format!("STRPOS({text}, {part}) > 0"),
            TextOp::StartsWith => format!("STARTS_WITH({text}, {part})"),
            TextOp::EndsWith => format!("ENDS_WITH({text}, {part})"),
        }
    }

    fn later(&self, day: &str, step: Step) -> String {
        let (n, unit) = match step {
            Step::Days(n) => (n, "DAY"),
            Step::Months(n) => (n, "MONTH"),
        };
        let function = if n < 0 { "DATE_SUB" } else { "DATE_ADD" };
        format!("{function}({day}, INTERVAL {} {unit})", n.abs())
    }

    fn in_year(&self, day: &str, year: &str) -> String {
        format!("DATE_ADD({day}, INTERVAL {year} - EXTRACT(YEAR FROM {day}) YEAR)")
    }

    fn start_of(&self, day: &str, unit: Calendar) -> String {
        let unit = match unit {
            Calendar::Month => "MONTH",
            Calendar::Year => "YEAR",
        };
        format!("DATE_TRUNC({day}, {unit})")
    }

    fn day_number(&self, day: &str) -> String {
        format!("UNIX_DATE({day})")
    }
}
