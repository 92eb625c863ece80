//! Text in columns: **`Texts`**, an arena of strings read by number; **`Interner`**, which hands out
//! one number for equal texts; **folding**, the form in which texts are compared.
//!
//! The trap: number 0 is always the empty text, in every arena, so that "empty" needs no second
//! column. Equality of numbers is equality of exact texts; folded equality is asked of [`fold`].
//!
//! ```
//! use carteira::text::{Interner, fold};
//! let mut interner = Interner::default();
//! let sul = interner.intern("Sul");
//! assert_eq!(interner.intern("Sul"), sul);
//! assert_eq!(interner.into_texts().get(sul), "Sul");
//! assert_eq!(fold("Região"), "regiao");
//! ```

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Many strings in one buffer, read by number. Number 0 is the empty text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    /// End of each text in `bytes`.
    ends: Vec<u32>,
}

impl Default for Texts {
    fn default() -> Self {
        Texts { bytes: String::new(), ends: vec![0] }
    }
}

impl Texts {
    /// How many texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the empty text is the only one.
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 1
    }

    /// The text of that number.
    #[inline]
    pub fn get(&self, code: u32) -> &str {
        let end = self.ends[code as usize] as usize;
        let start = if code == 0 { 0 } else { self.ends[code as usize - 1] as usize };
        &self.bytes[start..end]
    }

    /// Adds a text without looking whether it is there already, and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.bytes.push_str(text);
        self.ends
            .push(u32::try_from(self.bytes.len()).expect("less than 4 GB of text in a column"));
        self.ends.len() as u32 - 1
    }

    /// The bytes of all, and where each ends in them.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// From its parts; none where they do not fit.
    pub fn from_parts(bytes: String, ends: Vec<u32>) -> Option<Texts> {
        let fit = ends.first() == Some(&0)
            && ends.is_sorted()
            && ends.last().is_some_and(|&last| last as usize == bytes.len())
            && ends.iter().all(|&end| bytes.is_char_boundary(end as usize));
        fit.then_some(Texts { bytes, ends })
    }

    /// All texts in order of their numbers, the empty one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|code| self.get(code))
    }
}

/// Hands out one number for equal texts.
#[derive(Debug, Clone, Default)]
pub struct Interner {
    texts: Texts,
    /// Open addressing: 0 is a free slot, else the text's number and, above it, half of its hash. So most of what is not
    /// looked for is passed by without a look at its text, and growing looks at no text at all. Its length is a power of two.
    slots: Vec<u64>,
}

impl Interner {
    /// Of these texts, no two of which are equal.
    pub fn of(texts: Texts) -> Interner {
        let mut slots = vec![0; (texts.len() * 2).next_power_of_two().max(64)];
        let mask = slots.len() - 1;
        for (code, text) in texts.iter().enumerate().skip(1) {
            let tag = tag(text);
            let mut slot = (tag >> 32) as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = tag | code as u64;
        }
        Interner { texts, slots }
    }

    /// The number of this text, new or known.
    pub fn intern(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        }
        let tag = tag(text);
        let slot = self.slot_of(tag, text);
        if self.slots[slot] == 0 {
            self.slots[slot] = tag | u64::from(self.texts.push(text));
        }
        self.slots[slot] as u32
    }

    /// The number of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        if self.slots.is_empty() {
            let place = self.texts.iter().position(|known| known == text);
            return place.map(|place| place as u32);
        }
        Some(self.slots[self.slot_of(tag(text), text)] as u32).filter(|&code| code != 0)
    }

    /// Lets go of what finds a text quickly, which takes more room than short texts do. Where it is needed after all, it
    /// is made again.
    pub fn rest(&mut self) {
        self.slots = Vec::new();
    }

    /// The texts so far.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The texts, when no more are to come.
    pub fn into_texts(self) -> Texts {
        self.texts
    }

    /// The slot of a text of this tag, or the free one where it belongs.
    fn slot_of(&self, tag: u64, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (tag >> 32) as usize & mask;
        loop {
            let known = self.slots[slot];
            let is_it = || (known ^ tag) >> 32 == 0 && same(self.texts.get(known as u32), text);
            if known == 0 || is_it() {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        if self.slots.is_empty() && !self.texts.is_empty() {
            *self = Interner::of(std::mem::take(&mut self.texts));
            return;
        }
        let grown = vec![0; (self.slots.len() * 2).max(64)];
        let old = std::mem::replace(&mut self.slots, grown);
        let mask = self.slots.len() - 1;
        for known in old.into_iter().filter(|&known| known != 0) {
            let mut slot = (known >> 32) as usize & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = known;
        }
    }
}

/// The half of a text's hash that stands in its slot, above its number.
fn tag(text: &str) -> u64 {
    hash(text.as_bytes()) << 32
}

/// A multiplicative hash eight bytes at a time. Only 64-bit products are used: wider ones are slow
/// in WebAssembly. For counting and finding, never for anything that is kept.
pub fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64 ^ K;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("a chunk of eight"));
        state = (state.rotate_left(5) ^ word).wrapping_mul(K);
    }
    state = (state.rotate_left(5) ^ tail_word(bytes)).wrapping_mul(K);
    (state ^ state >> 32).wrapping_mul(K) >> 20
}

/// A word that, with the whole words of a text and its length, tells its last bytes: at most eight of them, in two looks
/// that may overlap rather than one at each.
pub fn tail_word(bytes: &[u8]) -> u64 {
    let half = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
    if let Some(last) = bytes.last_chunk::<8>() {
        u64::from_le_bytes(*last)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        half(first) | half(last) << 32
    } else if let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) {
        u64::from(first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(last) << 16
    } else {
        0
    }
}

/// Whether two texts are equal. Most here are short: a call that compares memory would cost more than the comparison.
#[inline]
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
    a.len() == b.len()
        && words.all(|(a, b)| u64::from_le_bytes(*a) == u64::from_le_bytes(*b))
        && tail_word(a) == tail_word(b)
}

/// The form in which texts compare: lower case, decomposed (NFD), nonspacing marks dropped. `ł ø ß æ` stay.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// Adds the folded form of a text, without allocating another. A sigma that ends a word is written
/// like any other, which is all that sets it apart from [`fold`].
pub fn fold_into(out: &mut String, text: &str) {
    if text.is_ascii() {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        let lower = text.chars().flat_map(char::to_lowercase);
        let bare = lower.nfd().filter(|&c| !is_combining_mark(c));
        out.extend(bare.map(|c| if c == 'ς' { 'σ' } else { c }));
    }
}

/// Finds one text in many, whatever the case and accents of either, without allocating for each.
#[derive(Debug, Clone)]
pub struct Finder {
    needle: String,
    folded: String,
}

impl Finder {
    /// For this text; none where it is empty.
    pub fn new(text: &str) -> Option<Finder> {
        let mut needle = String::new();
        fold_into(&mut needle, text);
        (!needle.is_empty()).then(|| Finder { needle, folded: String::new() })
    }

    /// Whether it is somewhere in this one.
    pub fn is_in(&mut self, text: &str) -> bool {
        if text.is_ascii() {
            let needle = self.needle.as_bytes();
            let (first, rest) = (needle[0], &needle[1..]);
            return text.as_bytes().windows(needle.len()).any(|part| {
                part[0].to_ascii_lowercase() == first && part[1..].eq_ignore_ascii_case(rest)
            });
        }
        self.folded.clear();
        fold_into(&mut self.folded, text);
        self.folded.contains(&self.needle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rested_interner_knows_its_texts() {
        let mut interner = Interner::default();
        let codes: Vec<u32> = (0..70).map(|i: u32| interner.intern(&i.to_string())).collect();
        interner.rest();
        assert_eq!((interner.find("69"), interner.find("x")), (Some(codes[69]), None));
        assert_eq!(interner.intern("new"), 71);
        assert_eq!(
            (0..70).map(|i: u32| interner.intern(&i.to_string())).collect::<Vec<_>>(),
            codes
        );
    }

    #[test]
    fn same_texts_are_equal_ones() {
        let texts =
            ["", "a", "b", "ab", "aba", "abb", "abcd", "abcx", "abcdefg", "abcdxfg", "abcdefgh"];
        let longer = texts.map(|text| format!("{text}12345678{text}"));
        let all: Vec<&str> = texts.into_iter().chain(longer.iter().map(String::as_str)).collect();
        for a in &all {
            for b in &all {
                assert_eq!(same(a, b), a == b, "{a} {b}");
            }
        }
    }

    #[test]
    fn equal_texts_share_a_number_and_the_empty_text_is_zero() {
        let mut interner = Interner::default();
        assert_eq!(interner.intern(""), 0);
        let codes: Vec<u32> = (0..1000).map(|i| interner.intern(&format!("c{i}"))).collect();
        for (i, &code) in codes.iter().enumerate() {
            assert_eq!(interner.find(&format!("c{i}")), Some(code));
            assert_eq!(interner.texts().get(code), format!("c{i}"));
        }
        assert_eq!(interner.find("nobody"), None);
    }

    #[test]
    fn folding_drops_case_and_marks_only() {
        for (text, folded) in
            [("Šiauliai", "siauliai"), ("AÇÃO", "acao"), ("Łódź", "łodz"), ("Straße", "straße")]
        {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_text_is_found_whatever_its_case_and_accents() {
        for (needle, text, found) in [
            ("AÇÃO", "Reacao", true),
            ("acao", "REAÇÃO", true),
            ("sao p", "São Paulo", true),
            ("é", "cafe", true),
            ("ΝΊΚΟΣ", "Νίκος Κ.", true),
            ("straße", "STRASSE", false),
            ("anna", "ann", false),
            ("a", "", false),
            ("7", "17", true),
        ] {
            assert_eq!(Finder::new(needle).unwrap().is_in(text), found, "{needle} in {text}");
        }
        assert!(Finder::new("").is_none());
    }
}
