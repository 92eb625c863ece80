//! **`Coded`**: a column of texts as numbers of a dictionary, in the order in which texts first occur.
//!
//! The trap: an id column needs repair, and only the whole column can say so. `17850.0` is `17850` only
//! where every id is written so; repair therefore works on the dictionary when all is read.

use crate::{
    schema::values::{ValueKind, is_blank},
    text::{Interner, Texts},
};
use std::hint::black_box;

/// A dictionary of somebody who read another part of the column, and the numbers here of the texts that were met.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    pub texts: Texts,
    /// 0 for one that was not met yet.
    here: Vec<u32>,
}

impl Foreign {
    /// Of these texts, none of which was met.
    pub fn of(texts: Texts) -> Foreign {
        Foreign { texts, here: Vec::new() }
    }
}

/// Rows that are added at once.
pub const BLOCK: usize = 1024;

/// Distinct values that a column of line attributes may have, the empty one left out.
pub const DICTIONARY: usize = 65_536;

/// A column of texts as numbers of a dictionary. 0 is empty.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    /// Number of each row's text. Empty where the column was given up.
    pub codes: Vec<u32>,
    pub texts: Interner,
    /// Whether it is given up beyond [`DICTIONARY`] distinct values.
    pub limited: bool,
    /// Whether it was given up.
    pub dropped: bool,
}

impl Coded {
    /// The text of a number.
    pub fn text(&self, code: u32) -> &str {
        self.texts.texts().get(code)
    }

    /// How many numbers there are, that of the empty text included.
    pub fn n_texts(&self) -> usize {
        self.texts.texts().len()
    }

    /// The number of a row; 0 in a column that was given up or never filled.
    pub fn code(&self, row: usize) -> u32 {
        self.codes.get(row).copied().unwrap_or(0)
    }

    /// Adds a block of rows: the bytes of their texts.
    pub fn push<'a>(&mut self, block: impl Iterator<Item = &'a [u8]> + Clone) {
        self.bring_near(block.clone());
        let texts = &mut self.texts;
        self.codes.extend(block.map(|text| texts.intern_bytes(text)));
    }

    /// Has what finds these texts brought near.
    fn bring_near<'a>(&self, texts: impl Iterator<Item = &'a [u8]>) {
        if self.texts.is_large() {
            black_box(texts.fold(0, |all, text| all ^ self.texts.touch(text)));
        }
    }

    /// Gives the column up where it has too many values.
    pub fn check_limit(&mut self) {
        if self.limited && !self.dropped && self.n_texts() > DICTIONARY + 1 {
            *self = Coded { limited: true, dropped: true, ..Coded::default() };
        }
    }

    /// Adds the rows of a later part of the same column, whose numbers are those of another dictionary.
    pub fn append(&mut self, other: Coded, foreign: &mut Foreign) {
        if self.dropped || other.dropped {
            *self = Coded { limited: true, dropped: true, ..Coded::default() };
            return;
        }
        let Foreign { texts, here } = foreign;
        here.resize(texts.len(), 0);
        self.codes.reserve(other.codes.len());
        for block in other.codes.chunks(BLOCK) {
            let new = block.iter().filter(|&&code| here[code as usize] == 0);
            self.bring_near(new.map(|&code| texts.get(code).as_bytes()));
            let own = &mut self.texts;
            self.codes.extend(block.iter().map(|&code| {
                let here = &mut here[code as usize];
                if *here == 0 {
                    *here = own.intern(texts.get(code));
                }
                *here
            }));
        }
        self.check_limit();
    }

    /// How many rows are empty.
    pub fn n_empty(&self) -> usize {
        self.codes.iter().filter(|&&code| code == 0).count()
    }

    /// Repairs a column of ids: words for nothing become empty, letters small where `lower` says so, and
    /// where every id is a whole number written as a float, the `.0` goes. Says whether that last was done.
    pub fn repair_ids(&mut self, lower: bool) -> bool {
        let nothing = |text: &str| is_blank(text, ValueKind::Plain);
        let texts = self.texts.texts();
        let is_id = |text: &&str| !nothing(text);
        let floats =
            texts.iter().any(|text| is_id(&text)) && texts.iter().filter(is_id).all(is_whole_float);
        let needed =
            floats || texts.iter().skip(1).any(|text| nothing(text) || lower && has_capitals(text));
        if !needed {
            return false;
        }
        let mut repaired = Interner::default();
        let map: Vec<u32> = texts
            .iter()
            .map(|text| match text {
                _ if nothing(text) => 0,
                _ if floats => repaired.intern(&text[..text.len() - 2]),
                _ if lower => repaired.intern(&text.to_lowercase()),
                _ => repaired.intern(text),
            })
            .collect();
        self.codes.iter_mut().for_each(|code| *code = map[*code as usize]);
        self.texts = repaired;
        floats
    }
}

fn is_whole_float(text: &str) -> bool {
    let whole = text.strip_suffix(".0").unwrap_or("");
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_capitals(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|byte| byte.is_ascii_uppercase());
    }
    text.to_lowercase() != text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> Coded {
        let mut coded = Coded::default();
        coded.push(texts.iter().map(|text| text.as_bytes()));
        coded
    }

    fn values(coded: &Coded) -> Vec<&str> {
        coded.codes.iter().map(|&code| coded.text(code)).collect()
    }

    fn check(texts: &[&str], lower: bool, expect: &[&str], floats: bool) {
        let mut coded = column(texts);
        assert_eq!(coded.repair_ids(lower), floats, "{texts:?}");
        assert_eq!(values(&coded), expect);
    }

    #[test]
    fn ids_lose_point_zero_only_where_all_have_it() {
        check(
            &["17850.0", "", "13047.0", "17850.0"],
            false,
            &["17850", "", "13047", "17850"],
            true,
        );
        check(&["17850.0", "13047"], false, &["17850.0", "13047"], false);
        check(&["17850.0", "A.0"], false, &["17850.0", "A.0"], false);
        check(&["1.0", "NULL"], false, &["1", ""], true);
        check(&["", "-"], false, &["", ""], false);
    }

    #[test]
    fn words_for_nothing_are_empty_and_addresses_small() {
        check(&["Ab", "N/A", "null", "-", "ab"], false, &["Ab", "", "", "", "ab"], false);
        check(&["Ann@X.com", "ann@x.com"], true, &["ann@x.com", "ann@x.com"], false);
    }

    #[test]
    fn parts_append_as_if_read_at_once() {
        let mut coded = column(&["a", "b", ""]);
        let mut other = column(&["c", "b", "a"]);
        let mut foreign = Foreign::of(std::mem::take(&mut other.texts).into_texts());
        coded.append(other, &mut foreign);
        assert_eq!(coded.codes, column(&["a", "b", "", "c", "b", "a"]).codes);
    }

    #[test]
    fn too_many_values_give_a_limited_column_up() {
        let mut coded = Coded { limited: true, ..Coded::default() };
        (0..DICTIONARY).for_each(|i| coded.push([i.to_string().as_bytes()].into_iter()));
        coded.check_limit();
        assert!(!coded.dropped);
        coded.push([&b"one more"[..]].into_iter());
        coded.check_limit();
        assert!(coded.dropped && coded.codes.is_empty());
    }
}
