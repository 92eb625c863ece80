//! Literals.
//!
//! The trap: digits. A literal with more digits than a DECIMAL holds is an error in most warehouses; it is cut
//! as [`super::super::number`] cuts it, so that no comparison with a column changes.

use super::super::{ast::Number, number::Threshold};
use std::fmt::Write;

/// Digits that every float keeps: more are written as the nearest float's own.
const FLOAT_DIGITS: usize = 15;

/// A number to compare with a column of exact numbers.
pub fn exact_digits(number: &Number) -> String {
    Threshold::from_number(number).digits()
}

/// A number to compare with a column of floats.
pub fn float_digits(number: &Number) -> String {
    let digits = exact_digits(number);
    if digits.bytes().filter(u8::is_ascii_digit).count() <= FLOAT_DIGITS {
        return digits;
    }
    let float: f64 = number.written().parse().unwrap_or(0.0);
    format!("{:e}", float.clamp(f64::MIN, f64::MAX))
}

/// A text literal where the backslash escapes: Spark SQL and BigQuery.
pub fn escaped(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A text as a comment holds it: on one line.
pub fn commented(text: &str) -> String {
    let breaks = |c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}';
    text.replace(breaks, " ")
}
