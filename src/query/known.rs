//! What evaluation remembers: masks of conditions, masks of filtered rows, and columns of what was measured of each
//! customer's records, each under the text that it was made from. Right for one state of data and settings.
//!
//! The trap: memory. A mask of a million customers takes 125 kB, a column of them 8 MB, a mask of ten million lines
//! 1.25 MB; and a hostile query has fifty thousand conditions. Each memory is limited while a query runs, too.

use super::{number::Threshold, rungs::Rungs, source::Measured};
use crate::mask::Mask;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

/// Masks kept from query to query; the least lately used go first. 64 of a million customers are 8 MB.
pub const MAX_KEPT: usize = 64;
/// Columns of what was measured: 6 of a million customers are 48 MB.
const MAX_COLUMNS: usize = 6;
/// Masks of rows: 12 of ten million lines are 15 MB.
const MAX_ROWS: usize = 12;
/// Rungs of columns: 8 of a million customers are 8 MB.
const MAX_RUNGS: usize = 8;
/// Sources and fields of which it is known that they were asked for.
const MAX_ASKED: usize = 32;

/// Values under texts.
pub(super) struct Kept<T> {
    values: HashMap<String, (Arc<T>, u64)>,
    /// Counts the questions.
    now: u64,
    /// How many stay when there is no more room.
    few: usize,
    /// How many there are room for.
    many: usize,
}

impl<T> Kept<T> {
    fn new(few: usize, many: usize) -> Kept<T> {
        Kept { values: HashMap::new(), now: 0, few, many }
    }

    /// The value under this text.
    pub fn get(&mut self, text: &str) -> Option<Arc<T>> {
        self.now += 1;
        let (value, used) = self.values.get_mut(text)?;
        *used = self.now;
        Some(value.clone())
    }

    /// Keeps a value.
    pub fn put(&mut self, text: String, value: T) -> Arc<T> {
        if self.values.len() >= self.many {
            self.forget(self.few);
        }
        self.now += 1;
        let value = Arc::new(value);
        self.values.insert(text, (value.clone(), self.now));
        value
    }

    /// Forgets all but so many, the least lately used first.
    fn forget(&mut self, but: usize) {
        if self.values.len() > but {
            let mut used: Vec<u64> = self.values.values().map(|&(_, used)| used).collect();
            used.sort_unstable();
            let first = used[used.len() - but];
            self.values.retain(|_, &mut (_, used)| used >= first);
        }
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.values.len()
    }
}

/// What was found out already.
pub(super) struct Known {
    /// Of conditions, under their canonical text.
    pub masks: Kept<Mask>,
    /// Of sources, under their canonical text without the comparison.
    pub columns: Kept<Measured>,
    /// Of filters and visible rows, under the source and the filter's canonical text.
    pub rows: Kept<Mask>,
    /// Of customers' fields whose test was edited, under their names.
    pub rungs: Kept<Rungs>,
    /// Sources and fields that were asked for of late, as hashes.
    asked: VecDeque<u64>,
    pub medians: HashMap<String, Option<Threshold>>,
    /// Of saved segments, by place; they may be edited from query to query.
    pub segments: HashMap<usize, Arc<Mask>>,
}

impl Default for Known {
    fn default() -> Known {
        Known {
            masks: Kept::new(MAX_KEPT, 2 * MAX_KEPT),
            columns: Kept::new(MAX_COLUMNS - 1, MAX_COLUMNS),
            rows: Kept::new(MAX_ROWS - 1, MAX_ROWS),
            rungs: Kept::new(MAX_RUNGS - 1, MAX_RUNGS),
            asked: VecDeque::new(),
            medians: HashMap::new(),
            segments: HashMap::new(),
        }
    }
}

impl Known {
    /// Whether this source or field is asked for the first time, of late.
    pub fn asked_first(&mut self, text: &str) -> bool {
        let hash = crate::text::hash(text.as_bytes());
        if self.asked.contains(&hash) {
            return false;
        }
        if self.asked.len() == MAX_ASKED {
            self.asked.pop_front();
        }
        self.asked.push_back(hash);
        true
    }

    /// The end of a query.
    pub fn end(&mut self) {
        self.masks.forget(MAX_KEPT);
    }
}
