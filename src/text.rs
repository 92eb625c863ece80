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

    /// The bytes of those from number `n` on, and where each ends in these.
    pub fn since(&self, n: u32) -> (&str, Vec<u32>) {
        let start = self.ends[n as usize - 1];
        let ends = self.ends[n as usize..].iter().map(|end| end - start).collect();
        (&self.bytes[start as usize..], ends)
    }

    /// Adds what [`Texts::since`] told; none, and nothing added, where bytes and ends do not fit.
    pub fn extend(&mut self, bytes: &str, ends: &[u32]) -> Option<()> {
        let fit = ends.is_sorted()
            && ends.last().copied().unwrap_or(0) as usize == bytes.len()
            && ends.iter().all(|&end| bytes.is_char_boundary(end as usize));
        fit.then_some(())?;
        let start = u32::try_from(self.bytes.len()).ok()?;
        start.checked_add(u32::try_from(bytes.len()).ok()?)?;
        self.bytes.push_str(bytes);
        self.ends.extend(ends.iter().map(|end| start + end));
        Some(())
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
    /// Open addressing; its length is a power of two.
    slots: Vec<Slot>,
    /// The one given out last: texts often follow their equals.
    last: Slot,
}

/// What finds a text. Most texts that are many, ids of customers and orders, are short: those stand in their slot whole,
/// so that they are known without a look at the texts, which are elsewhere in memory. Growing looks at no text either.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// A text of up to [`SHORT`] bytes; the hash of a longer one.
    word: u64,
    /// Bytes of the text.
    length: u32,
    /// Its number; 0 for a free slot.
    code: u32,
}

/// Bytes of a text that with its length is told by [`tail_word`].
const SHORT: u32 = 8;

impl Slot {
    /// The slot of a text without its number.
    fn of(bytes: &[u8]) -> Slot {
        let length = bytes.len() as u32;
        let word = if length <= SHORT { tail_word(bytes) } else { hash(bytes) };
        Slot { word, length, code: 0 }
    }

    /// Where it belongs in a table: the low bits count.
    fn place(self) -> usize {
        let mixed = (self.word ^ u64::from(self.length) << 56).wrapping_mul(K);
        ((mixed ^ mixed >> 32).wrapping_mul(K) >> 32) as usize
    }
}

impl Interner {
    /// Of these texts, no two of which are equal.
    pub fn of(texts: Texts) -> Interner {
        let mut interner = Interner {
            slots: vec![Slot::default(); slots_for(texts.len())],
            ..Interner::default()
        };
        for (code, text) in (0..).zip(texts.iter()).skip(1) {
            interner.settle(Slot { code, ..Slot::of(text.as_bytes()) });
        }
        Interner { texts, ..interner }
    }

    /// The number of this text, new or known.
    pub fn intern(&mut self, text: &str) -> u32 {
        self.intern_bytes(text.as_bytes())
    }

    /// The number of the text that these bytes are.
    pub fn intern_bytes(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let wanted = Slot::of(text);
        if self.is_it(self.last, wanted, text) {
            return self.last.code;
        }
        if slots_for(self.texts.len()) > self.slots.len() {
            self.grow();
        }
        let at = self.slot_of(wanted, text);
        if self.slots[at].code == 0 {
            let new = std::str::from_utf8(text).expect("the bytes of a text");
            self.slots[at] = Slot { code: self.texts.push(new), ..wanted };
        }
        self.last = self.slots[at];
        self.last.code
    }

    /// Whether its slots are more than stay near the processor: whoever asks for many texts then does well to
    /// [`Interner::touch`] them all before the first.
    pub fn is_large(&self) -> bool {
        const NEAR: usize = 128 << 10;
        self.slots.len() * size_of::<Slot>() > NEAR
    }

    /// Has the slot of a text brought near. One waits long for each look at memory that is far, and not much longer for many
    /// that do not wait for one another. What is returned says nothing; it is there to be used.
    pub fn touch(&self, text: &[u8]) -> u32 {
        let place = Slot::of(text).place() & self.slots.len().wrapping_sub(1);
        self.slots.get(place).map_or(0, |slot| slot.code)
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
        Some(self.slots[self.slot_of(Slot::of(text.as_bytes()), text.as_bytes())].code)
            .filter(|&code| code != 0)
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

    /// The place of the slot of a text, or of the free one where it belongs.
    fn slot_of(&self, wanted: Slot, text: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = wanted.place() & mask;
        loop {
            let known = self.slots[at];
            if known.code == 0 || self.is_it(known, wanted, text) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether a slot that is not free is that of a text.
    #[inline]
    fn is_it(&self, known: Slot, wanted: Slot, text: &[u8]) -> bool {
        known.word == wanted.word
            && known.length == wanted.length
            && (known.length <= SHORT || same(self.texts.get(known.code).as_bytes(), text))
    }

    /// Puts a slot where it belongs; its text is not there yet.
    fn settle(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.place() & mask;
        while self.slots[at].code != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        if self.slots.is_empty() && !self.texts.is_empty() {
            *self = Interner::of(std::mem::take(&mut self.texts));
            return;
        }
        let grown = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        let old = std::mem::replace(&mut self.slots, grown);
        old.into_iter().filter(|known| known.code != 0).for_each(|known| self.settle(known));
    }
}

/// Slots for so many texts: a third more at least, so that few are on another's way.
fn slots_for(texts: usize) -> usize {
    (texts + texts / 3 + 1).next_power_of_two().max(64)
}

const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// A multiplicative hash eight bytes at a time. Only 64-bit products are used: wider ones are slow
/// in WebAssembly. For counting and finding, never for anything that is kept.
pub fn hash(bytes: &[u8]) -> u64 {
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
pub fn same(a: &[u8], b: &[u8]) -> bool {
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
                assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b, "{a} {b}");
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
