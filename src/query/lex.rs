//! Query text → **tokens**, each with its span.
//!
//! The trap: every keyword is reserved, and so are the units in the singular: the field `day` of orders is
//! written in backticks. Keywords compare without case, in ASCII only.

use super::{
    ast::{Number, Op, Span},
    error::{Cause, QueryError},
};
use crate::calendar::Day;
use chrono::NaiveDate;

/// Bytes a query may have.
pub const MAX_LENGTH: usize = 1 << 20;

/// All keywords, in lower case.
pub const KEYWORDS: &[&str] = &[
    "and",
    "anniversary",
    "any",
    "before",
    "between",
    "contains",
    "count",
    "day",
    "days",
    "empty",
    "ends",
    "events",
    "ever",
    "false",
    "in",
    "is",
    "last",
    "lines",
    "max",
    "mean",
    "median",
    "min",
    "month",
    "months",
    "next",
    "not",
    "or",
    "orders",
    "segment",
    "since",
    "starts",
    "sum",
    "this",
    "top",
    "true",
    "week",
    "weeks",
    "with",
    "year",
    "years",
];

/// The keyword that this word is, whatever its case.
pub fn keyword(word: &str) -> Option<&'static str> {
    KEYWORDS.iter().copied().find(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Whether a name can stand without backticks.
pub fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(begins_name) && chars.all(continues_name) && keyword(name).is_none()
}

fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A word, mark or literal.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Keyword(&'static str),
    /// With or without backticks.
    Name(String),
    Text(String),
    Number(Number),
    Date(Day),
    Compare(Op),
    /// `(`
    Open,
    /// `)`
    Close,
    Comma,
    Percent,
    End,
}

/// The tokens of a text; the last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, QueryError> {
    if text.len() > MAX_LENGTH {
        let span = Span { start: 0, end: MAX_LENGTH as u32 };
        return Err(QueryError {
            span,
            cause: Cause::TooLong { limit: MAX_LENGTH },
            suggestion: None,
        });
    }
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip(char::is_whitespace);
        let start = lexer.at;
        let token = lexer.token()?;
        let span = lexer.span(start);
        let ended = token == Token::End;
        tokens.push((token, span));
        if ended {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn token(&mut self) -> Result<Token, QueryError> {
        let start = self.at;
        let Some(c) = self.peek() else { return Ok(Token::End) };
        match c {
            '"' | '`' => return self.quoted(c),
            '0'..='9' => return self.number_or_date(start),
            '-' if self.text[self.at + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.at += 1;
                return self.number_or_date(start);
            }
            _ if begins_name(c) => {
                self.skip(continues_name);
                let word = &self.text[start..self.at];
                return Ok(match keyword(word) {
                    Some(keyword) => Token::Keyword(keyword),
                    None => Token::Name(word.to_string()),
                });
            }
            _ => self.at += c.len_utf8(),
        }
        let followed = |next: char| self.text[self.at..].starts_with(next);
        let (token, length) = match c {
            '(' => (Token::Open, 0),
            ')' => (Token::Close, 0),
            ',' => (Token::Comma, 0),
            '%' => (Token::Percent, 0),
            '<' if followed('=') => (Token::Compare(Op::Le), 1),
            '>' if followed('=') => (Token::Compare(Op::Ge), 1),
            '!' if followed('=') => (Token::Compare(Op::Ne), 1),
            '<' if followed('>') => return self.character(start, 2, Some("!=")),
            '=' if followed('=') => return self.character(start, 2, Some("=")),
            '<' => (Token::Compare(Op::Lt), 0),
            '>' => (Token::Compare(Op::Gt), 0),
            '=' => (Token::Compare(Op::Eq), 0),
            '!' => return self.character(start, 1, Some("not")),
            '≤' => return self.character(start, 3, Some("<=")),
            '≥' => return self.character(start, 3, Some(">=")),
            '≠' => return self.character(start, 3, Some("!=")),
            '“' | '”' | '\'' => return self.character(start, c.len_utf8(), Some("\"")),
            _ => return self.character(start, c.len_utf8(), None),
        };
        self.at += length;
        Ok(token)
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip(&mut self, which: impl Fn(char) -> bool) {
        let rest = &self.text[self.at..];
        self.at += rest.find(|c| !which(c)).unwrap_or(rest.len());
    }

    fn span(&self, start: usize) -> Span {
        Span { start: start as u32, end: self.at as u32 }
    }

    fn character(
        &mut self,
        start: usize,
        length: usize,
        instead: Option<&str>,
    ) -> Result<Token, QueryError> {
        self.at = start + length;
        Err(QueryError {
            span: self.span(start),
            cause: Cause::Character {
                found: self.text[start..].chars().next().unwrap_or_default(),
            },
            suggestion: instead.map(str::to_string),
        })
    }

    /// A text or a name, its quote doubled inside.
    fn quoted(&mut self, quote: char) -> Result<Token, QueryError> {
        let start = self.at;
        let mut content = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find(quote) else {
                self.at = self.text.len();
                let cause = if quote == '"' { Cause::OpenText } else { Cause::OpenName };
                return Err(QueryError { span: self.span(start), cause, suggestion: None });
            };
            content.push_str(&rest[..end]);
            self.at += end + 1;
            if !self.text[self.at..].starts_with(quote) {
                break;
            }
            content.push(quote);
            self.at += 1;
        }
        match quote {
            '"' => Ok(Token::Text(content)),
            _ if content.is_empty() => Err(QueryError {
                span: self.span(start),
                cause: Cause::EmptyName,
                suggestion: None,
            }),
            _ => Ok(Token::Name(content)),
        }
    }

    /// At a digit; a sign may have been passed since `start`.
    fn number_or_date(&mut self, start: usize) -> Result<Token, QueryError> {
        let signed = self.at > start;
        self.skip(|c| c.is_ascii_digit());
        let rest = &self.text.as_bytes()[self.at..];
        let digit_at = |i: usize| rest.get(i).is_some_and(u8::is_ascii_digit);
        if !signed && rest.first() == Some(&b'-') && digit_at(1) {
            self.skip(|c| c.is_ascii_digit() || c == '-');
            let found = &self.text[start..self.at];
            return date(found).map(Token::Date).ok_or_else(|| QueryError {
                span: self.span(start),
                cause: Cause::BadDate { found: found.to_string() },
                suggestion: None,
            });
        }
        if rest.first() == Some(&b'.') && digit_at(1) {
            self.at += 1;
            self.skip(|c| c.is_ascii_digit());
        }
        let written = &self.text[start..self.at];
        Ok(Token::Number(Number::new(written).expect("digits were read")))
    }
}

/// `yyyy-mm-dd` that exists, from the year 1 on: queries may name days that no record can have.
pub(super) fn date(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| (i == 4 || i == 7) == (*b == b'-'));
    if !shaped {
        return None;
    }
    let (year, month, day) =
        (text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?);
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= 1)?;
    Some(Day(date.to_epoch_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Token> {
        tokens(text).unwrap().into_iter().map(|(token, _)| token).collect()
    }

    #[test]
    fn words_numbers_dates_and_quotes() {
        let number = |text: &str| Token::Number(Number::new(text).unwrap());
        let name = |text: &str| Token::Name(text.to_string());
        let text = |text: &str| Token::Text(text.to_string());
        for (query, expected) in [
            ("ANd região_2", vec![Token::Keyword("and"), name("região_2")]),
            ("-007.50", vec![number("-007.50")]),
            ("5days", vec![number("5"), Token::Keyword("days")]),
            ("2024-02-29", vec![Token::Date("2024-02-29".parse().unwrap())]),
            ("a>=-1%", vec![name("a"), Token::Compare(Op::Ge), number("-1"), Token::Percent]),
            ("\"a\"\"b\" `c``d`", vec![text("a\"b"), name("c`d")]),
            ("\"\"", vec![text("")]),
            ("`and`", vec![name("and")]),
        ] {
            let mut expected = expected;
            expected.push(Token::End);
            assert_eq!(read(query), expected, "{query}");
        }
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (query, start, end) in [
            ("a = 2023-02-29", 4, 14),
            ("a = 23-1-1", 4, 10),
            ("a = \"x", 4, 6),
            ("`x", 0, 2),
            ("``", 0, 2),
            ("é = #", 5, 6),
            ("a <> 1", 2, 4),
            ("a = 0000-01-01", 4, 14),
        ] {
            let error = tokens(query).unwrap_err();
            assert_eq!((error.span.start, error.span.end), (start, end), "{query}");
        }
    }
}
