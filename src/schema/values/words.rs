//! Words in values: for nothing, for yes and for no, in four languages.

use crate::text::fold;

/// What a column holds, as far as the words for nothing go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Text: only blanks are nothing.
    Text,
    /// Numbers, dates or ids: `NULL`, `N/A`, `-` and their like are nothing too.
    Plain,
}

/// Words for nothing in columns of numbers, dates and ids, folded.
const NOTHING: [&str; 20] = [
    "null",
    "n/a",
    "n/d",
    "na",
    "nd",
    "n.a.",
    "n.d.",
    "#n/a",
    "nan",
    "none",
    "nil",
    "nat",
    "undefined",
    "(null)",
    "(blank)",
    "\\n",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "00/00/0000",
    "#value!",
];

/// Whether a value is empty in a column of that kind.
pub fn is_blank(text: &str, kind: ValueKind) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return true;
    }
    kind == ValueKind::Plain && is_word_for_nothing(text)
}

fn is_word_for_nothing(text: &str) -> bool {
    let is_dash = |c| matches!(c, '-' | '\u{2013}' | '\u{2014}' | '.' | '?' | '_');
    match text.as_bytes()[0] {
        _ if text.len() > 19 => false,
        // What these words begin with: most that is written does not.
        b'n' | b'N' | b'u' | b'U' | b'0' | b'#' | b'(' | b'\\' => {
            NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
        }
        first => (!first.is_ascii_alphanumeric()) && text.chars().all(is_dash),
    }
}

/// Reads yes or no, whole words or their first letters, in English, Portuguese, Spanish and Lithuanian.
/// `0` and `1` are numbers.
pub fn parse_yes_no(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.len() > 12 {
        return None;
    }
    let folded;
    let word = if text.is_ascii() {
        text
    } else {
        folded = fold(text);
        &folded
    };
    const YES: [&str; 9] = ["yes", "true", "y", "s", "t", "sim", "si", "verdadeiro", "verdadero"];
    const NO: [&str; 6] = ["no", "false", "n", "f", "nao", "falso"];
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(&YES) || is(&["taip", "tiesa"]) {
        Some(true)
    } else if is(&NO) || is(&["ne", "netiesa"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_hold_outside_text() {
        for text in ["NULL", " n/a ", "-", "--", "\u{2014}", "NaN", "#N/A", "\\N", "0000-00-00"] {
            assert!(is_blank(text, ValueKind::Plain), "{text}");
            assert!(!is_blank(text, ValueKind::Text), "{text}");
        }
        for text in ["", " ", "\u{a0}"] {
            assert!(is_blank(text, ValueKind::Text), "{text:?}");
        }
        for text in ["0", "-1", "Ana", "nulla"] {
            assert!(!is_blank(text, ValueKind::Plain), "{text}");
        }
    }

    #[test]
    fn yes_and_no_in_four_languages() {
        for text in ["yes", "TRUE", "Sim", "Sí", "s", "taip", "Verdadeiro", " Y "] {
            assert_eq!(parse_yes_no(text), Some(true), "{text}");
        }
        for text in ["no", "False", "Não", "NO", "n", "ne", "falso"] {
            assert_eq!(parse_yes_no(text), Some(false), "{text}");
        }
        for text in ["", "0", "1", "maybe", "yes!", "não informado"] {
            assert_eq!(parse_yes_no(text), None, "{text}");
        }
    }
}
