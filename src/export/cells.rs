//! What stands in a cell: sums exact with the currency's decimals, quantities without trailing zeros, other numbers
//! in the shortest form that reads back, ISO days, `true` and `false`.
//!
//! The trap: a spreadsheet runs a text that begins like a formula. Such a text gets a leading `'`
//! ([`defuse`]); a phone number such as `+370 600 00000` does not, and numbers never do.

use super::columns::Source;
use crate::{
    calendar::Day,
    money::{format_quantity, format_units},
    portfolio::columns::{Column, Portfolio},
};
use std::borrow::Cow;

/// A value, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Empty,
    /// As it stands in the data, not yet defused.
    Text(&'a str),
    /// Digits, a sign, a point.
    Number(String),
    /// Exact digits that are a string where formats have floats only: money and units.
    Exact(String),
    Day(String),
    YesNo(bool),
}

/// The value of a customer in a column.
pub fn value<'a>(portfolio: &'a Portfolio, source: Source<'a>, customer: usize) -> Value<'a> {
    let text = |text: &'a str| if text.is_empty() { Value::Empty } else { Value::Text(text) };
    let column = match source {
        Source::Key => return text(portfolio.customers.key(customer)),
        Source::Name => return text(portfolio.customers.name(customer)),
        Source::Nothing => return Value::Empty,
        Source::Column(column) => column,
    };
    if column.is_empty_at(customer) {
        return Value::Empty;
    }
    match column {
        Column::Whole(values) => Value::Number(values[customer].to_string()),
        Column::Number(values) => Value::Number(shortest(values[customer])),
        Column::Money(values) => Value::Exact(format_units(values[customer], portfolio.decimals())),
        Column::Quantity(values) => Value::Exact(format_quantity(values[customer])),
        Column::Day(values) => Value::Day(Day(values[customer]).to_string()),
        Column::YesNo(values) => Value::YesNo(values[customer] == 1),
        Column::Text { codes, texts } => text(texts.get(codes[customer])),
        Column::Class { codes, names } => Value::Text(&names[codes[customer] as usize]),
    }
}

/// The shortest digits that read back as the same number, without exponent.
pub fn shortest(number: f64) -> String {
    // Minus zero would print its sign.
    (number + 0.0).to_string()
}

/// A text that no spreadsheet takes for a formula.
pub fn defuse(text: &str) -> Cow<'_, str> {
    let mut rest = text.chars();
    let dangerous = match rest.next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => !rest.all(|c| c.is_ascii_digit() || " .()-".contains(c)),
        _ => false,
    };
    if dangerous { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_phone_numbers_are_not() {
        for (text, expect) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-cmd", "'-cmd"),
            ("+370 (600) 12-34.5", "+370 (600) 12-34.5"),
            ("-12", "-12"),
            ("\ttab", "'\ttab"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(defuse(text), expect, "{text}");
        }
    }

    #[test]
    fn numbers_are_short_and_have_no_exponent() {
        for (number, expect) in [
            (0.1, "0.1"),
            (1e21, "1000000000000000000000"),
            (1e-7, "0.0000001"),
            (-0.0, "0"),
            (3.0, "3"),
        ] {
            assert_eq!(shortest(number), expect);
        }
    }
}
