//! Texts of an attribute → a typed column. Number, date or yes/no only when every value that is not empty
//! reads as one; else text.
//!
//! The trap: codes made of digits. Whole numbers with a leading zero, a plus, or beyond 2^53 make a column
//! text, and columns of ids (e-mail, phone, document) are text whatever stands in them. `0` and `1` are
//! numbers. Words for nothing (`NULL`, `N/A`, `-`) are empty in columns of numbers, dates and ids, and
//! text in texts.

use super::columns::{Column, EMPTY_I32, EMPTY_YES_NO};
use crate::{
    schema::{
        mapping::ColumnMapping,
        role::Role,
        values::{
            DateOrder, NumberFormat, ValueKind, is_blank, parse_date, parse_decimal, parse_yes_no,
        },
    },
    text::Texts,
};
use std::sync::Arc;

/// A column of texts by number, as they were gathered.
#[derive(Debug, Clone, Default)]
pub struct Values {
    pub codes: Vec<u32>,
    pub texts: Texts,
}

impl Values {
    /// The text of a row.
    pub fn text(&self, row: usize) -> &str {
        self.texts.get(self.codes[row])
    }

    /// How many of the texts occur, the empty one left out.
    pub fn n_distinct(&self) -> usize {
        self.used().iter().skip(1).filter(|&&used| used).count()
    }

    fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.texts.len()];
        self.codes.iter().for_each(|&code| used[code as usize] = true);
        used
    }

    /// The column that these texts are, read as the mapping says where it is right and otherwise as all of
    /// them read.
    pub fn typed(self, mapping: &ColumnMapping) -> Column {
        let used = self.used();
        let meanings = Meanings::of(&self.texts, &used, mapping);
        meanings.column(&self.codes, &Arc::new(self.texts))
    }

    /// The same column with only the texts that occur, numbered by first occurrence.
    pub fn compact(self) -> Values {
        let mut map = vec![0; self.texts.len()];
        let mut texts = Texts::default();
        let codes = self
            .codes
            .iter()
            .map(|&code| {
                if code != 0 && map[code as usize] == 0 {
                    map[code as usize] = texts.push(self.texts.get(code));
                }
                map[code as usize]
            })
            .collect();
        Values { codes, texts }
    }
}

/// What the texts of a column mean, by their number.
#[derive(Debug, Clone, PartialEq)]
pub enum Meanings {
    Numbers(Vec<f64>),
    Days(Vec<i32>),
    YesNo(Vec<u8>),
    Texts,
}

impl Meanings {
    /// The one type as which all `used` texts read.
    pub fn of(texts: &Texts, used: &[bool], mapping: &ColumnMapping) -> Meanings {
        let written: Vec<(u32, &str)> = (1..texts.len() as u32)
            .filter(|&code| used[code as usize])
            .map(|code| (code, texts.get(code)))
            .filter(|(_, text)| !is_blank(text, ValueKind::Plain))
            .collect();
        if written.is_empty() || matches!(mapping.role, Role::Email | Role::Phone | Role::Document)
        {
            return Meanings::Texts;
        }
        if let Some(numbers) = numbers(&written, mapping.number, texts.len()) {
            return Meanings::Numbers(numbers);
        }
        if let Some(days) = days(&written, mapping.date, texts.len()) {
            return Meanings::Days(days);
        }
        yes_no(texts, used).map_or(Meanings::Texts, Meanings::YesNo)
    }

    /// Whether words for nothing are empty here.
    pub fn skips_blanks(&self) -> bool {
        matches!(self, Meanings::Numbers(_) | Meanings::Days(_))
    }

    /// The column of these numbers of texts.
    pub fn column(&self, codes: &[u32], texts: &Arc<Texts>) -> Column {
        fn gather<T: Copy>(codes: &[u32], values: &[T]) -> Vec<T> {
            codes.iter().map(|&code| values[code as usize]).collect()
        }
        match self {
            Meanings::Numbers(numbers) => Column::Number(gather(codes, numbers)),
            Meanings::Days(days) => Column::Day(gather(codes, days)),
            Meanings::YesNo(answers) => Column::YesNo(gather(codes, answers)),
            Meanings::Texts => Column::Text { codes: codes.to_vec(), texts: texts.clone() },
        }
    }
}

/// The days of a column of dates by number of the text, where each reads under one order.
pub fn days(texts: &[(u32, &str)], order: DateOrder, n: usize) -> Option<Vec<i32>> {
    let others = [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy]
        .into_iter()
        .filter(|&other| other != order);
    std::iter::once(order).chain(others).find_map(|order| {
        let mut days = vec![EMPTY_I32; n];
        for &(code, text) in texts {
            days[code as usize] = parse_date(text, order)?.0.0;
        }
        Some(days)
    })
}

/// The numbers of a column by number of the text, where each reads under one format and none is a code.
fn numbers(texts: &[(u32, &str)], format: NumberFormat, n: usize) -> Option<Vec<f64>> {
    let other = match format {
        NumberFormat::Point => NumberFormat::Comma,
        NumberFormat::Comma => NumberFormat::Point,
    };
    [format, other].into_iter().find_map(|format| {
        let mut numbers = vec![f64::NAN; n];
        for &(code, text) in texts {
            numbers[code as usize] = number(text, format)?;
        }
        Some(numbers)
    })
}

fn number(text: &str, format: NumberFormat) -> Option<f64> {
    const EXACT: u64 = 1 << 53;
    let number = parse_decimal(text, format)?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_code = text.starts_with('+')
        || is_whole && digits.len() > 1 && digits.starts_with('0')
        || number.decimals == 0 && number.mantissa.unsigned_abs() > EXACT;
    (!is_code).then(|| number.to_f64())
}

/// Yes and no by number of the text, where all are one of them.
fn yes_no(texts: &Texts, used: &[bool]) -> Option<Vec<u8>> {
    let mut answers = vec![EMPTY_YES_NO; texts.len()];
    for (code, text) in texts.iter().enumerate().skip(1).filter(|&(code, _)| used[code]) {
        answers[code] = u8::from(parse_yes_no(text)?);
    }
    Some(answers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Interner;

    fn column(values: &[&str], role: Role) -> Column {
        let mut texts = Interner::default();
        let codes = values.iter().map(|value| texts.intern(value)).collect();
        let mapping = ColumnMapping {
            name: "x".into(),
            role,
            number: NumberFormat::Point,
            date: DateOrder::Ymd,
        };
        Values { codes, texts: texts.into_texts() }.typed(&mapping)
    }

    fn check(values: &[&str], kind: &str) {
        let found = match column(values, Role::Attribute) {
            Column::Number(_) => "number",
            Column::Day(_) => "date",
            Column::YesNo(_) => "yes/no",
            _ => "text",
        };
        assert_eq!(found, kind, "{values:?}");
    }

    #[test]
    fn a_type_needs_every_value() {
        check(&["1", "2.5", "", "N/A", "-"], "number");
        check(&["1", "two"], "text");
        check(&["0", "1"], "number");
        check(&["0"], "number");
        check(&["0.5", "-0.5"], "number");
        check(&["1,5", "2,75"], "number");
        check(&["007", "8"], "text");
        check(&["+5"], "text");
        check(&["9007199254740992"], "number");
        check(&["9007199254740993"], "text");
        check(&["2024-01-31", "2024-02-01 10:00", ""], "date");
        check(&["31/01/2024", "01/02/2024"], "date");
        check(&["2024-01-31", "soon"], "text");
        check(&["yes", "No", ""], "yes/no");
        check(&["sim", "não"], "yes/no");
        check(&["yes", "maybe"], "text");
        check(&["", ""], "text");
        check(&["-", "N/A"], "text");
    }

    #[test]
    fn words_for_nothing_are_empty_in_numbers_and_text_in_texts() {
        let numbers = column(&["1", "N/A"], Role::Attribute);
        assert!(numbers.is_empty_at(1));
        let texts = column(&["a", "N/A"], Role::Attribute);
        assert!(!texts.is_empty_at(1));
    }

    #[test]
    fn ids_are_text() {
        assert!(matches!(column(&["5511", "5512"], Role::Phone), Column::Text { .. }));
    }

    #[test]
    fn compacting_keeps_the_texts_of_rows() {
        let mut texts = Interner::default();
        ["a", "b", "c"].iter().for_each(|text| {
            texts.intern(text);
        });
        let values = Values { codes: vec![3, 0, 1, 3], texts: texts.into_texts() }.compact();
        assert_eq!((values.codes.as_slice(), values.texts.len()), (&[1, 0, 2, 1][..], 3));
        assert_eq!(values.text(0), "c");
    }
}
