//! **`Mask`**: one bit for each customer. Filters, classes and lists are masks over frozen columns.
//!
//! The trap: the bits past the end stay zero, so that counts are right after `not`.

/// A set of customers, one bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mask {
    words: Vec<u64>,
    len: usize,
}

impl Mask {
    /// Nobody out of `len` customers.
    pub fn none(len: usize) -> Mask {
        Mask { words: vec![0; len.div_ceil(64)], len }
    }

    /// Everybody out of `len` customers.
    pub fn all(len: usize) -> Mask {
        let mut mask = Mask { words: vec![!0; len.div_ceil(64)], len };
        mask.trim();
        mask
    }

    /// The customers for which `keep` says yes.
    pub fn from_fn(len: usize, mut keep: impl FnMut(usize) -> bool) -> Mask {
        let mut mask = Mask::none(len);
        for (w, word) in mask.words.iter_mut().enumerate() {
            let start = w * 64;
            for bit in 0..64.min(len - start) {
                *word |= u64::from(keep(start + bit)) << bit;
            }
        }
        mask
    }

    /// How many customers there are, kept or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no customer at all, kept or not.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many are kept.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether this one is kept.
    pub fn get(&self, index: usize) -> bool {
        self.words[index / 64] >> (index % 64) & 1 == 1
    }

    /// Keeps or drops one.
    pub fn set(&mut self, index: usize, keep: bool) {
        let bit = 1 << (index % 64);
        if keep { self.words[index / 64] |= bit } else { self.words[index / 64] &= !bit }
    }

    /// Keeps those that both keep.
    pub fn and(&mut self, other: &Mask) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Keeps those that either keeps.
    pub fn or(&mut self, other: &Mask) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Keeps those that this one keeps and the other does not.
    pub fn and_not(&mut self, other: &Mask) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    /// Turns kept into dropped and back.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// How many both keep.
    pub fn count_and(&self, other: &Mask) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// How many this one keeps and the other does not.
    pub fn count_and_not(&self, other: &Mask) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & !b).count_ones() as usize).sum()
    }

    /// How many one of the two keeps and the other does not.
    pub fn count_differing(&self, other: &Mask) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a ^ b).count_ones() as usize).sum()
    }

    /// The kept ones, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(w, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    w * 64 + bit
                })
            })
        })
    }

    /// The bits, 64 customers a word, least significant first. For hot loops.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The bits to be written by a hot loop; those past the end must stay zero.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    fn trim(&mut self) {
        if !self.len.is_multiple_of(64) {
            *self.words.last_mut().expect("a word for the rest") &= (1 << (self.len % 64)) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_right_at_every_length() {
        for len in [0, 1, 63, 64, 65, 130] {
            let mut odd = Mask::from_fn(len, |i| i % 2 == 1);
            assert_eq!(odd.count(), len / 2);
            assert_eq!(
                odd.iter().collect::<Vec<_>>(),
                (0..len).filter(|i| i % 2 == 1).collect::<Vec<_>>()
            );
            odd.invert();
            assert_eq!(odd.count(), len - len / 2);
            assert_eq!(Mask::all(len).count(), len);
        }
    }
}
