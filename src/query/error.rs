//! **`QueryError`**: where a query is wrong, why, and what was perhaps meant. The cause is a closed enum
//! with its data, so that screens say it in their language; `Display` says it in English.
//!
//! The suggestion is text to put in place of the span, not a sentence.

use super::ast::Span;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryError {
    /// Bytes of the query's text; 0 to 0 for a tree that came from no text.
    pub span: Span,
    pub cause: Cause,
    /// What to write there instead, where one thing is likely.
    pub suggestion: Option<String>,
}

/// Why a query is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// Longer than so many bytes.
    TooLong { limit: usize },
    /// Groups in groups, more than so many.
    TooDeep { limit: usize },
    /// A character that begins nothing.
    Character { found: char },
    /// A text without its closing `"`.
    OpenText,
    /// A name without its closing backtick.
    OpenName,
    /// Two backticks with nothing between.
    EmptyName,
    /// Looks like a date and is none.
    BadDate { found: String },
    /// Not a whole number from 1 on.
    BadCount { found: String },
    /// Something else had to stand here; `found` is empty at the end.
    Expected { what: Expected, found: String },
    /// A keyword where a name is meant: it needs backticks.
    Reserved { word: String },
    /// `orders(…)` without `count`, `days`, `sum` and so on.
    NoAggregate,
    /// More than one of them.
    TwoAggregates,
    /// More than one window.
    TwoWindows,
    /// No such field.
    UnknownField { name: String, scope: Scope },
    /// A value of another type than the field's.
    WrongType { field: String, is: Type, value: Type },
    /// A test that fields of this type do not have.
    WrongTest { field: String, is: Type, needs: Needs },
    /// No class of this field bears the name.
    UnknownClass { field: String, value: String },
    /// Neither a saved segment nor a class.
    UnknownSegment { name: String },
    /// Several classifications have a class of that name.
    AmbiguousSegment { name: String, fields: Vec<String> },
    /// Saved segments that use each other, in order.
    Circle { names: Vec<String> },
    /// A test of customers among the conditions of a source.
    NotInSource,
    /// Wrong is the saved segment of that name.
    InSegment { name: String, cause: Box<Cause> },
}

/// What had to stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    Condition,
    /// `and`, `or` or the end.
    Joint,
    Name,
    /// A comparison or another test of a field.
    Test,
    Comparison,
    Value,
    Text,
    Date,
    Unit,
    /// A window, or a span of days.
    Period,
    Word(Cow<'static, str>),
}

/// Whose field it had to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    Customers,
    Orders,
    Lines,
    Events,
}

/// Type of a field or of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Type {
    Number,
    Date,
    YesNo,
    Text,
    /// A text out of a fixed list.
    Class,
}

/// What a test needs of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Needs {
    Number,
    Date,
    Text,
    /// A number or a date.
    Order,
}

impl Type {
    /// How its values are written.
    pub fn form(self) -> &'static str {
        match self {
            Type::Number => "written 12.5",
            Type::Date => "written 2024-12-31",
            Type::YesNo => "written true or false",
            Type::Text | Type::Class => "written \"Sul\"",
        }
    }
}

impl std::error::Error for QueryError {}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cause)?;
        if self.span.end > 0 {
            write!(f, " (at {})", self.span.start + 1)?;
        }
        match &self.suggestion {
            Some(suggestion) => write!(f, "; perhaps {suggestion}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::TooLong { limit } => write!(f, "the query is longer than {limit} bytes"),
            Cause::TooDeep { limit } => write!(f, "more than {limit} groups within each other"),
            Cause::Character { found } => write!(f, "nothing begins with {found:?}"),
            Cause::OpenText => write!(f, "this text has no closing quote"),
            Cause::OpenName => write!(f, "this name has no closing backtick"),
            Cause::EmptyName => write!(f, "a name cannot be empty"),
            Cause::BadDate { found } => {
                write!(f, "{found} is no date; dates are written 2024-12-31")
            }
            Cause::BadCount { found } => write!(f, "{found} is no whole number from 1 on"),
            Cause::Expected { what, found } if found.is_empty() => {
                write!(f, "the query ends where {what} is missing")
            }
            Cause::Expected { what, found } => write!(f, "{found} stands where {what} is missing"),
            Cause::Reserved { word } => {
                write!(f, "{word} is a word of the language; as a name it needs backticks")
            }
            Cause::NoAggregate => {
                write!(f, "what to measure is missing: count, days, sum, mean, max or min")
            }
            Cause::TwoAggregates => write!(f, "only one count, days, sum, mean, max or min"),
            Cause::TwoWindows => write!(f, "only one window"),
            Cause::UnknownField { name, scope } => write!(f, "{scope} have no field {name}"),
            Cause::WrongType { field, is, value } => {
                write!(f, "{field} is {is}, {}, and not {value}", is.form())
            }
            Cause::WrongTest { field, is, needs } => {
                write!(f, "{field} is {is}; this test needs {needs}")
            }
            Cause::UnknownClass { field, value } => write!(f, "{field} has no class {value:?}"),
            Cause::UnknownSegment { name } => {
                write!(f, "there is no saved segment and no class {name:?}")
            }
            Cause::AmbiguousSegment { name, fields } => {
                write!(f, "{name:?} is a class of {}: say which", fields.join(", "))
            }
            Cause::Circle { names } => {
                write!(f, "saved segments use each other in a circle: {}", names.join(" → "))
            }
            Cause::NotInSource => {
                write!(f, "only conditions on fields may stand inside orders, lines and events")
            }
            Cause::InSegment { name, cause } => write!(f, "in the segment {name:?}: {cause}"),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Condition => "a condition",
            Expected::Joint => "and, or, or the end",
            Expected::Name => "a name",
            Expected::Test => "a comparison",
            Expected::Comparison => "one of = != < <= > >=",
            Expected::Value => "a value",
            Expected::Text => "a text in double quotes",
            Expected::Date => "a date",
            Expected::Unit => "days, weeks, months or years",
            Expected::Period => "a stretch of days",
            Expected::Word(word) => return write!(f, "{word:?}"),
        })
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Scope::Customers => "customers",
            Scope::Orders => "orders",
            Scope::Lines => "lines",
            Scope::Events => "events",
        })
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Number => "a number",
            Type::Date => "a date",
            Type::YesNo => "a yes or no",
            Type::Text => "a text",
            Type::Class => "a class",
        })
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Needs::Number => "a number",
            Needs::Date => "a date",
            Needs::Text => "a text",
            Needs::Order => "a number or a date",
        })
    }
}

/// The candidate nearest to what was written, by edits of the folded text; none that is far off.
pub(super) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written: Vec<char> = crate::text::fold(written).chars().take(NEAREST_LENGTH).collect();
    let allowed = (written.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| {
            let folded: Vec<char> =
                crate::text::fold(candidate).chars().take(NEAREST_LENGTH).collect();
            (edits(&written, &folded), candidate)
        })
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Characters of a word that are looked at when the nearest one is sought.
const NEAREST_LENGTH: usize = 64;

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let fields = ["spend_total", "spend_mean", "n_orders", "activity", "region"];
        for (written, found) in [
            ("spend_totl", Some("spend_total")),
            ("Spend_Total", Some("spend_total")),
            ("actvity", Some("activity")),
            ("norders", Some("n_orders")),
            ("região", Some("region")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, fields), found, "{written}");
        }
        assert_eq!(edits(&['a', 'b'], &['b', 'a']), 1);
    }
}
