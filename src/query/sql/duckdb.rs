//! DuckDB: `strip_accents` folds, days are added as whole numbers.

use super::{
    super::ast::TextOp,
    dialect::{Calendar, Step, Writes},
};
use unicode_normalization::UnicodeNormalization;

pub struct DuckDb;

impl Writes for DuckDb {
    fn title(&self) -> &'static str {
        "DuckDB"
    }

    fn folded(&self, text: &str) -> String {
        format!("lower(strip_accents({text}))")
    }

    fn composed(&self, folded: String) -> String {
        folded.nfc().collect()
    }

    fn matches(&self, op: TextOp, text: &str, part: &str) -> String {
        let function = match op {
            TextOp::Contains => "contains",
            TextOp::StartsWith => "starts_with",
            TextOp::EndsWith => "ends_with",
        };
        format!("{function}({text}, {part})")
    }

    fn later(&self, day: &str, step: Step) -> String {
        match step {
            Step::Days(n) if n < 0 => format!("{day} - {}", -n),
            Step::Days(n) => format!("{day} + {n}"),
            Step::Months(n) if n < 0 => format!("CAST({day} - INTERVAL {} MONTH AS DATE)", -n),
            Step::Months(n) => format!("CAST({day} + INTERVAL {n} MONTH AS DATE)"),
        }
    }

    fn in_year(&self, day: &str, year: &str) -> String {
        format!("CAST({day} + to_years({year} - year({day})) AS DATE)")
    }

    fn start_of(&self, day: &str, unit: Calendar) -> String {
        let unit = match unit {
            Calendar::Month => "month",
            Calendar::Year => "year",
        };
        format!("CAST(date_trunc('{unit}', {day}) AS DATE)")
    }

    fn day_number(&self, day: &str) -> String {
        format!("({day} - DATE '1970-01-01')")
    }
}
