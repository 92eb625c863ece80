//! **`History`**: a text of each customer that may change in time, as numbers of a dictionary, with the day
//! from which each holds. In a customers file the last value that is not empty holds always; in files of
//! orders and events a value holds from the day of its record, and of one day the later in the file.
//!
//! The trap: empty. Which texts are empty depends on the type of the column, and that on all its texts; so a
//! history first gathers all that is written and forgets what turns out to be empty afterwards
//! ([`History::forget`]). Then the value before it holds on, be it of the same day.

use super::{
    columns::EMPTY_I32,
    people::{People, SEVERAL},
    settle::{File, USED},
};
use crate::{
    schema::mapping::FileKind,
    text::{Interner, Texts},
};

/// A column of a file, by their numbers.
pub type Source = (usize, usize);

/// What each customer has, and from which day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Entries of customer `c` are `first[c]..first[c + 1]`, by day.
    first: Vec<u32>,
    from: Vec<i32>,
    codes: Vec<u32>,
    pub texts: Texts,
}

/// A value as it is found: whose, from when, which.
type Entry = (u32, i32, u32);

impl History {
    /// What these columns say of each customer.
    pub fn of(files: &[File], people: &People, sources: &[Source]) -> History {
        let mut texts = Interner::default();
        let mut entries: Vec<Entry> = Vec::new();
        // Where days only rise, a repeated value is no change; else only one repeated within its day.
        let rising = rising(files, sources);
        let mut last = vec![(EMPTY_I32, 0); people.len()];
        for &(at, column) in sources {
            let file = &files[at];
            let coded = &file.shard.texts[column];
            let mut map = vec![0; coded.n_texts()];
            let owners = people.owners(files, at);
            for (row, &code) in coded.codes.iter().enumerate() {
                if code == 0 || file.fate[row] != USED {
                    continue;
                }
                let customer = owners.of(row);
                if customer >= SEVERAL {
                    continue;
                }
                if map[code as usize] == 0 {
                    map[code as usize] = texts.intern(coded.text(code));
                }
                let value = (day_of(file, row), map[code as usize]);
                let known = &mut last[customer as usize];
                if known.1 != value.1 || !rising && known.0 != value.0 {
                    *known = value;
                    entries.push((customer, value.0, value.1));
                }
            }
        }
        History::new(people.len(), entries, texts.into_texts())
    }

    /// The history of so many owners from entries in the order of the files.
    pub fn new(owners: usize, entries: Vec<Entry>, texts: Texts) -> History {
        let mut first = vec![0u32; owners + 1];
        entries.iter().for_each(|&(owner, ..)| first[owner as usize + 1] += 1);
        (1..first.len()).for_each(|at| first[at] += first[at - 1]);
        let mut next = first.clone();
        let mut sorted = vec![(0, 0); entries.len()];
        for (owner, day, code) in entries {
            let at = &mut next[owner as usize];
            sorted[*at as usize] = (day, code);
            *at += 1;
        }
        for bounds in first.windows(2) {
            let own = &mut sorted[bounds[0] as usize..bounds[1] as usize];
            if !own.is_sorted_by_key(|&(day, _)| day) {
                own.sort_by_key(|&(day, _)| day);
            }
        }
        let (from, codes) = sorted.into_iter().unzip();
        let mut history = History { first, from, codes, texts };
        history.keep_changes(|_| true);
        history
    }

    /// Forgets the texts that are empty.
    pub fn forget(&mut self, is_empty: impl Fn(&str) -> bool) {
        let empty: Vec<bool> = self.texts.iter().map(is_empty).collect();
        if empty.iter().skip(1).any(|&empty| empty) {
            self.keep_changes(|code| !empty[code as usize]);
        }
    }

    /// Keeps of the entries that pass those that change something.
    fn keep_changes(&mut self, passes: impl Fn(u32) -> bool) {
        let mut kept = 0;
        let mut start = 0;
        for owner in 0..self.first.len().saturating_sub(1) {
            let end = self.first[owner + 1] as usize;
            let own = kept;
            for at in start..end {
                let (day, code) = (self.from[at], self.codes[at]);
                if !passes(code) {
                    continue;
                }
                if kept > own && self.codes[kept - 1] == code {
                    continue;
                }
                (self.from[kept], self.codes[kept]) = (day, code);
                kept += 1;
            }
            start = end;
            self.first[owner + 1] = kept as u32;
        }
        self.from.truncate(kept);
        self.codes.truncate(kept);
        self.from.shrink_to_fit();
        self.codes.shrink_to_fit();
    }

    /// How many owners there are.
    pub fn len(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether nothing in it depends on the day.
    pub fn is_timeless(&self) -> bool {
        self.last_day().is_none_or(|day| day == EMPTY_I32)
    }

    /// The last day on which something changes.
    pub fn last_day(&self) -> Option<i32> {
        self.from.iter().copied().max()
    }

    /// The number of the text of an owner on a day; 0 for none.
    pub fn at(&self, owner: usize, day: i32) -> u32 {
        let own = self.first[owner] as usize..self.first[owner + 1] as usize;
        let before = self.from[own.clone()].partition_point(|&from| from <= day);
        if before == 0 { 0 } else { self.codes[own.start + before - 1] }
    }

    /// The numbers of all owners on a day.
    pub fn codes_at(&self, day: i32) -> Vec<u32> {
        (0..self.len()).map(|owner| self.at(owner, day)).collect()
    }
}

/// The day from which what a row says holds.
fn day_of(file: &File, row: usize) -> i32 {
    match file.shard.kind {
        FileKind::Customers => EMPTY_I32,
        _ => file.day(row),
    }
}

/// Whether the days of these columns' rows never fall, one file after the other.
fn rising(files: &[File], sources: &[Source]) -> bool {
    let rows = sources.iter().flat_map(|&(at, _)| {
        let file = &files[at];
        let used = (0..file.shard.len()).filter(|&row| file.fate[row] == USED);
        used.map(|row| day_of(file, row))
    });
    rows.is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn history(entries: &[(u32, i32, &str)]) -> History {
        let mut texts = Interner::default();
        let entries = entries.iter().map(|&(owner, day, text)| (owner, day, texts.intern(text)));
        let entries = entries.collect();
        History::new(3, entries, texts.into_texts())
    }

    fn at(history: &History, day: i32) -> Vec<&str> {
        history.codes_at(day).into_iter().map(|code| history.texts.get(code)).collect()
    }

    #[test]
    fn a_value_holds_from_its_day_and_of_one_day_the_later() {
        let history = history(&[(0, 5, "a"), (1, 5, "b"), (0, 3, "c"), (1, 5, "d"), (0, 9, "a")]);
        assert_eq!(at(&history, 2), ["", "", ""]);
        assert_eq!(at(&history, 3), ["c", "", ""]);
        assert_eq!(at(&history, 8), ["a", "d", ""]);
        // The second "a" changes nothing.
        assert_eq!(history.codes.len(), 4);
    }

    #[test]
    fn what_is_empty_is_forgotten() {
        let mut history = history(&[(0, EMPTY_I32, "5"), (0, EMPTY_I32, "N/A"), (1, 1, "N/A")]);
        assert!(!history.is_timeless());
        history.forget(|text| text == "N/A");
        assert!(history.is_timeless());
        assert_eq!(at(&history, 9), ["5", "", ""]);
    }

    proptest! {
        #[test]
        fn it_is_what_a_search_through_all_entries_finds(
            entries in prop::collection::vec((0u32..3, 0i32..9, 0usize..4), 0..40), day in -1i32..10,
            gone in 1usize..5,
        ) {
            let texts = ["p", "q", "r", "s"];
            let named: Vec<(u32, i32, &str)> =
                entries.iter().map(|&(owner, day, text)| (owner, day, texts[text])).collect();
            let mut history = history(&named);
            let is_gone = |text: &str| texts.get(gone).is_some_and(|gone| *gone == text);
            history.forget(is_gone);
            for owner in 0..3 {
                let known = named.iter().filter(|e| e.0 == owner && e.1 <= day && !is_gone(e.2));
                // Of equal days `max_by_key` takes the last.
                let latest = known.max_by_key(|entry| entry.1).map_or("", |entry| entry.2);
                prop_assert_eq!(history.texts.get(history.at(owner as usize, day)), latest);
            }
        }
    }
}
