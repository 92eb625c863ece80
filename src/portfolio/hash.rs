//! Quick hashes for tables and for telling records apart. Not against an adversary: a collision costs
//! time in a table, and among record hashes it would count one pair too many once in some 10^19 pairs.
//!
//! The trap: only 64-bit products are used, wider ones are slow in WebAssembly.

use crate::text::tail_word;
use std::hash::{BuildHasherDefault, Hasher};

const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// A `HashMap` with the quick hash.
pub type HashMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Quick>>;
/// A `HashSet` with the quick hash.
pub type HashSet<K> = std::collections::HashSet<K, BuildHasherDefault<Quick>>;

/// Mixes the bytes of a text into a state. Its length is part of it, so that fields keep apart. What is made of the text
/// does not wait for the state, so that the words of many fields are worked on at once.
pub fn mix(state: u64, bytes: &[u8]) -> u64 {
    let mut text = (bytes.len() as u64).wrapping_mul(K);
    if bytes.len() > 8 {
        for chunk in bytes.chunks_exact(8) {
            text = mix_word(text, u64::from_le_bytes(chunk.try_into().expect("a chunk of eight")));
        }
    }
    mix_word(state, text ^ tail_word(bytes))
}

/// Mixes one word into a state.
pub fn mix_word(state: u64, word: u64) -> u64 {
    let mixed = (state.rotate_left(29) ^ word).wrapping_mul(K);
    mixed ^ mixed >> 32
}

/// The hash of small whole keys.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(K).rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0, bytes);
    }

    fn write_u32(&mut self, word: u32) {
        self.0 = mix_word(self.0, u64::from(word));
    }

    fn write_i32(&mut self, word: i32) {
        self.0 = mix_word(self.0, word as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = mix_word(self.0, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_records_differ_and_fields_keep_apart() {
        let mut seen = HashSet::default();
        for a in 0..200u32 {
            for b in 0..200u32 {
                let (a, b) = (a.to_string(), b.to_string());
                assert!(seen.insert(mix(mix(0, a.as_bytes()), b.as_bytes())), "{a} {b}");
            }
        }
    }
}
