//! **`Distinct`**: how many different values a column has, up to a limit.

use serde::{Deserialize, Serialize};

/// Different values counted; beyond it there are "at least so many".
pub const LIMIT: usize = 4_096;

/// Hashes of different values, at most [`LIMIT`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Distinct {
    /// Open addressing; 0 is free. Its length is a power of two.
    slots: Vec<u64>,
    n: usize,
    /// Values fed until the limit was reached, or in all.
    n_fed: u64,
}

impl Distinct {
    /// Counts a value by its hash.
    pub fn insert(&mut self, hash: u64) {
        if self.is_full() {
            return;
        }
        self.n_fed += 1;
        self.place(hash.max(1));
    }

    /// Different values seen, [`LIMIT`] at most.
    pub fn count(&self) -> usize {
        self.n
    }

    /// Whether counting stopped at the limit.
    pub fn is_full(&self) -> bool {
        self.n >= LIMIT
    }

    /// Different values per value, over the values seen before the limit; 0 without a value.
    pub fn ratio(&self) -> f64 {
        if self.n_fed == 0 { 0.0 } else { self.n as f64 / self.n_fed as f64 }
    }

    /// Adds those of another part of the column.
    pub fn merge(&mut self, other: &Distinct) {
        if self.is_full() {
            return;
        }
        self.n_fed += other.n_fed;
        for &hash in other.slots.iter().filter(|&&hash| hash != 0) {
            if self.is_full() {
                break;
            }
            self.place(hash);
        }
    }

    fn place(&mut self, hash: u64) {
        if self.n * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 && self.slots[slot] != hash {
            slot = (slot + 1) & mask;
        }
        self.n += usize::from(self.slots[slot] == 0);
        self.slots[slot] = hash;
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(32);
        let old = std::mem::replace(&mut self.slots, vec![0; size]);
        self.n = 0;
        for hash in old.into_iter().filter(|&hash| hash != 0) {
            self.place(hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash;

    #[test]
    fn counts_up_to_the_limit() {
        let mut distinct = Distinct::default();
        for i in 0..1_000 {
            distinct.insert(hash(format!("{}", i % 250).as_bytes()));
        }
        assert_eq!((distinct.count(), distinct.is_full()), (250, false));
        assert_eq!(distinct.ratio(), 0.25);
        for i in 0..100_000 {
            distinct.insert(hash(format!("{i}").as_bytes()));
        }
        assert_eq!((distinct.count(), distinct.is_full()), (LIMIT, true));
    }

    #[test]
    fn parts_add_up() {
        let mut parts = [Distinct::default(), Distinct::default()];
        for i in 0..600u64 {
            parts[usize::from(i >= 300)].insert(hash(&(i % 400).to_le_bytes()));
        }
        let [mut first, second] = parts;
        first.merge(&second);
        assert_eq!(first.count(), 400);
    }
}
