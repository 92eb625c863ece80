//! **`Writes`**: what dialects write differently. The defaults are those of standard SQL.

use super::super::ast::TextOp;

/// A length that the calendar knows, weeks and years resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Days(i32),
    Months(i32),
}

/// What a month or year begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    Month,
    Year,
}

/// A dialect's way of writing. Arguments and results are SQL expressions, unless said otherwise.
pub trait Writes {
    /// The product's name, for people.
    fn title(&self) -> &'static str;

    /// Any name, quoted.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// A text literal.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// A number literal that compares exactly with a DECIMAL.
    fn exact(&self, digits: &str) -> String {
        digits.to_string()
    }

    /// A sum of a DECIMAL column that compares exactly with a product of more decimals.
    fn sum(&self, sum: &str) -> String {
        sum.to_string()
    }

    /// Texts in the order of code points.
    fn by_code_points(&self, text: &str) -> String {
        text.to_string()
    }

    /// A text in lower case and without accents.
    fn folded(&self, text: &str) -> String;

    /// A folded text, which is decomposed, as [`Writes::folded`] leaves it: of letters without accents only
    /// Hangul can be composed again.
    fn composed(&self, folded: String) -> String {
        folded
    }

    /// A table that [`Writes::folded`] reads: name, comment, and body of a WITH item of one row.
    fn folding_table(&self) -> Option<(&'static str, &'static str, String)> {
        None
    }

    /// Whether a text contains, or starts or ends with, another.
    fn matches(&self, op: TextOp, text: &str, part: &str) -> String;

    /// A day so much later, earlier where negative, by the calendar.
    fn later(&self, day: &str, step: Step) -> String;

    /// A day of another year: 29 February becomes 28 February where the year lacks it.
    fn in_year(&self, day: &str, year: &str) -> String;

    /// The first day of the month or year.
    fn start_of(&self, day: &str, unit: Calendar) -> String;

    /// Days since 1970-01-01.
    fn day_number(&self, day: &str) -> String;
}
