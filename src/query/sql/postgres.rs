//! PostgreSQL, from version 13 on, its encoding UTF-8.
//!
//! The trap: `lower` follows the database's locale, and under the locale `C` knows ASCII only. Without their
//! accents most letters are ASCII; [`CAPITALS`] has the others.

use super::{
    super::ast::TextOp,
    dialect::{Calendar, Step, Writes},
};

pub struct Postgres;

/// Letters that are not ASCII without their accents either.
const CAPITALS: &str = "ÆÐØÞĐĦŁŊŒŦƏ\
    ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ\
    АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐ";

impl Writes for Postgres {
    fn title(&self) -> &'static str {
        "PostgreSQL"
    }

    fn by_code_points(&self, text: &str) -> String {
        format!("{text} COLLATE \"C\"")
    }

    fn folded(&self, text: &str) -> String {
        // Marks of combining blocks: after NFD, what accents have become.
        let plain = format!(
            "regexp_replace(normalize({text}, NFD), '[\\u0300-\\u036F\\u0483-\\u0487\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\
             \\u20D0-\\u20FF\\uFE20-\\uFE2F]', '', 'g')"
        );
        format!("translate(lower({plain}), letters.capital, letters.small)")
    }

    fn folding_table(&self) -> Option<(&'static str, &'static str, String)> {
        let small = CAPITALS.to_lowercase();
        Some((
            "letters",
            "Letters that lower() leaves as they are where the locale is C.",
            format!("SELECT '{CAPITALS}' AS capital,\n       '{small}' AS small"),
        ))
    }

    fn matches(&self, op: TextOp, text: &str, part: &str) -> String {
        match op {
            TextOp::Contains => format!("strpos({text}, {part}) > 0"),
            TextOp::StartsWith => format!("starts_with({text}, {part})"),
            TextOp::EndsWith => format!("right({text}, length({part})) = {part}"),
        }
    }

    fn later(&self, day: &str, step: Step) -> String {
        match step {
            Step::Days(n) if n < 0 => format!("{day} - {}", -n),
            Step::Days(n) => format!("{day} + {n}"),
            Step::Months(n) if n < 0 => format!("CAST({day} - INTERVAL '{} months' AS date)", -n),
            Step::Months(n) => format!("CAST({day} + INTERVAL '{n} months' AS date)"),
        }
    }

    fn in_year(&self, day: &str, year: &str) -> String {
        format!("CAST({day} + ({year} - EXTRACT(YEAR FROM {day})) * INTERVAL '1 year' AS date)")
    }

    fn start_of(&self, day: &str, unit: Calendar) -> String {
        let unit = match unit {
            Calendar::Month => "month",
            Calendar::Year => "year",
        };
        format!("CAST(date_trunc('{unit}', {day}) AS date)")
    }

    fn day_number(&self, day: &str) -> String {
        format!("({day} - DATE '1970-01-01')")
    }
}
