//! **Specials**: the bytes that can end a field or a record, or begin or end a quotation: the
//! delimiter, the quote, CR and LF. All other bytes are of no interest to the reader, so they are
//! passed over 64 at a time: each block becomes a mask with one bit per special.
//!
//! The trap: the specials are ASCII and the text is UTF-8 (or a single-byte superset of ASCII), so a
//! special never is part of another character. UTF-16 must be transcoded before.
//!
//! Source of the method: Langdale and Lemire's structural index for JSON (simdjson, 2019), without the
//! prefix-XOR of quotes: broken quotes are common in the files we read and would turn it round.

/// The specials of one text, in order.
pub(super) struct Specials<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    quote: u8,
    /// Where the block of `mask` begins in `bytes`.
    base: usize,
    /// Bit i: `bytes[base + i]` is a special not yet given out.
    mask: u64,
}

impl<'a> Specials<'a> {
    /// The specials at `from` and after it.
    pub fn new(bytes: &'a [u8], from: usize, delimiter: u8, quote: u8) -> Self {
        let mut specials = Specials { bytes, delimiter, quote, base: 0, mask: 0 };
        specials.seek(from);
        specials
    }

    /// The place of the next special; the length of the text when there is none left.
    #[inline(always)]
    pub fn next(&mut self) -> usize {
        while self.mask == 0 {
            let base = self.base + 64;
            if base >= self.bytes.len() {
                return self.bytes.len();
            }
            self.base = base;
            self.mask = self.load(base);
        }
        let place = self.base + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        place
    }

    /// Goes on with the specials at `place` and after it.
    pub fn seek(&mut self, place: usize) {
        self.base = place & !63;
        self.mask = if self.base < self.bytes.len() {
            self.load(self.base) & (!0 << (place & 63))
        } else {
            0
        };
    }

    #[inline(always)]
    fn load(&self, base: usize) -> u64 {
        match self.bytes[base..].first_chunk::<64>() {
            Some(block) => mask_of(block, self.delimiter, self.quote),
            None => {
                let rest = &self.bytes[base..];
                let mut block = [0u8; 64];
                block[..rest.len()].copy_from_slice(rest);
                // The padding is NUL, which is no special whatever the dialect.
                mask_of(&block, self.delimiter, self.quote) & !(!0 << rest.len())
            }
        }
    }
}

/// Bit i: `block[i]` is the delimiter, the quote, CR or LF.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn mask_of(block: &[u8; 64], delimiter: u8, quote: u8) -> u64 {
    use core::arch::wasm32::{i8x16_bitmask, i8x16_eq, i8x16_splat, v128_load, v128_or};
    let (d, q) = (i8x16_splat(delimiter as i8), i8x16_splat(quote as i8));
    let (cr, lf) = (i8x16_splat(b'\r' as i8), i8x16_splat(b'\n' as i8));
    let mut mask = 0u64;
    for i in 0..4 {
        // SAFETY: 16 bytes from 16·i on lie within the block of 64; the load needs no alignment.
        let lane = unsafe { v128_load(block.as_ptr().add(16 * i).cast()) };
        let hits = v128_or(
            v128_or(i8x16_eq(lane, d), i8x16_eq(lane, q)),
            v128_or(i8x16_eq(lane, cr), i8x16_eq(lane, lf)),
        );
        mask |= u64::from(i8x16_bitmask(hits)) << (16 * i);
    }
    mask
}

/// Bit i: `block[i]` is the delimiter, the quote, CR or LF.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn mask_of(block: &[u8; 64], delimiter: u8, quote: u8) -> u64 {
    use core::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    // SAFETY: SSE2 is part of every x86-64; 16 bytes from 16·i on lie within the block of 64, and
    // the load needs no alignment.
    unsafe {
        let (d, q) = (_mm_set1_epi8(delimiter as i8), _mm_set1_epi8(quote as i8));
        let (cr, lf) = (_mm_set1_epi8(b'\r' as i8), _mm_set1_epi8(b'\n' as i8));
        let mut mask = 0u64;
        for i in 0..4 {
            let lane = _mm_loadu_si128(block.as_ptr().add(16 * i).cast());
            let hits = _mm_or_si128(
                _mm_or_si128(_mm_cmpeq_epi8(lane, d), _mm_cmpeq_epi8(lane, q)),
                _mm_or_si128(_mm_cmpeq_epi8(lane, cr), _mm_cmpeq_epi8(lane, lf)),
            );
            mask |= u64::from(_mm_movemask_epi8(hits) as u32) << (16 * i);
        }
        mask
    }
}

/// Bit i: `block[i]` is the delimiter, the quote, CR or LF.
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
#[inline(always)]
fn mask_of(block: &[u8; 64], delimiter: u8, quote: u8) -> u64 {
    mask_of_words(block, delimiter, quote)
}

/// The same, eight bytes at a time in a register, for machines without the instructions above.
#[cfg(any(
    test,
    not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))
))]
fn mask_of_words(block: &[u8; 64], delimiter: u8, quote: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW7: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    // The top bit of each byte that is zero; exact, no carry crosses a byte.
    let zeros = |x: u64| !(((x & LOW7) + LOW7) | x | LOW7);
    let mut mask = 0u64;
    for (i, eight) in block.chunks_exact(8).enumerate() {
        let word = u64::from_le_bytes(eight.try_into().expect("a chunk of eight"));
        let hits = [delimiter, quote, b'\r', b'\n']
            .into_iter()
            .fold(0, |hits, needle| hits | zeros(word ^ (ONES * u64::from(needle))));
        // Gathers the top bits of the eight bytes into the top byte.
        mask |= ((hits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow twin: looks at every byte.
    fn naive(bytes: &[u8], from: usize, delimiter: u8, quote: u8) -> Vec<usize> {
        (from..bytes.len())
            .filter(|&i| [delimiter, quote, b'\r', b'\n'].contains(&bytes[i]))
            .collect()
    }

    fn fast(bytes: &[u8], from: usize, delimiter: u8, quote: u8) -> Vec<usize> {
        let mut specials = Specials::new(bytes, from, delimiter, quote);
        std::iter::from_fn(|| Some(specials.next()).filter(|&p| p < bytes.len())).collect()
    }

    fn text() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![
            3 => proptest::sample::select(b",;\t|\"'\r\n\0\x7f\x80\xff-*+".to_vec()),
            2 => any::<u8>(),
        ];
        proptest::collection::vec(byte, 0..300)
    }

    proptest! {
        #[test]
        fn specials_are_those_of_the_slow_twin(
            bytes in text(), from in 0usize..310,
            delimiter in proptest::sample::select(b",;\t|".to_vec()),
            quote in proptest::sample::select(b"\"'".to_vec()),
        ) {
            let from = from.min(bytes.len());
            prop_assert_eq!(fast(&bytes, from, delimiter, quote), naive(&bytes, from, delimiter, quote));
        }

        #[test]
        fn words_and_vectors_agree(bytes in proptest::collection::vec(any::<u8>(), 64)) {
            let block: &[u8; 64] = bytes.as_slice().try_into().unwrap();
            prop_assert_eq!(mask_of_words(block, b',', b'"'), mask_of(block, b',', b'"'));
            let near = block.map(|b| [b',', b'"', b'\r', b'\n', b'-', b'#', 0x8D, 0xAC][b as usize & 7]);
            prop_assert_eq!(mask_of_words(&near, b',', b'"'), mask_of(&near, b',', b'"'));
        }
    }

    #[test]
    fn seeking_back_gives_the_same_specials_again() {
        let bytes: Vec<u8> = (0..200).map(|i| if i % 7 == 0 { b',' } else { b'x' }).collect();
        let mut specials = Specials::new(&bytes, 0, b',', b'"');
        while specials.next() < bytes.len() {}
        for place in [0, 1, 63, 64, 65, 128, 199, 200] {
            specials.seek(place);
            let expect = naive(&bytes, place, b',', b'"').first().copied().unwrap_or(200);
            assert_eq!(specials.next(), expect, "from {place}");
        }
    }
}
