//! **Transcoding**: any [`Encoding`] → UTF-8, in pieces of any size, and the way back for lengths:
//! how many bytes of the file a piece of the text came from.
//!
//! The trap: places in the ledger are bytes of the file on the disk, while the reader works on UTF-8.
//! [`length_on_disk`] is exact for all but UTF-8 with broken bytes, which is not transcoded here at all.
//!
//! Source of the tables: the WHATWG Encoding Standard, indexes windows-1252 and windows-1257. Bytes
//! without a letter there map to the C1 controls, or to U+FFFD where the index has a gap.

use super::encoding::Encoding;

/// 0x80..=0x9F of windows-1252; from 0xA0 on it is Latin-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// 0x80..=0xFF of windows-1257.
const WINDOWS_1257: [char; 128] = [
    '€', '\u{81}', '‚', '\u{83}', '„', '…', '†', '‡', '\u{88}', '‰', '\u{8A}', '‹', '\u{8C}', '¨',
    'ˇ', '¸', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '\u{98}', '™', '\u{9A}', '›', '\u{9C}',
    '¯', '˛', '\u{9F}', '\u{A0}', '\u{FFFD}', '¢', '£', '¤', '\u{FFFD}', '¦', '§', 'Ø', '©', 'Ŗ',
    '«', '¬', '\u{AD}', '®', 'Æ', '°', '±', '²', '³', '´', 'µ', '¶', '·', 'ø', '¹', 'ŗ', '»', '¼',
    '½', '¾', 'æ', 'Ą', 'Į', 'Ā', 'Ć', 'Ä', 'Å', 'Ę', 'Ē', 'Č', 'É', 'Ź', 'Ė', 'Ģ', 'Ķ', 'Ī', 'Ļ',
    'Š', 'Ń', 'Ņ', 'Ó', 'Ō', 'Õ', 'Ö', '×', 'Ų', 'Ł', 'Ś', 'Ū', 'Ü', 'Ż', 'Ž', 'ß', 'ą', 'į', 'ā',
    'ć', 'ä', 'å', 'ę', 'ē', 'č', 'é', 'ź', 'ė', 'ģ', 'ķ', 'ī', 'ļ', 'š', 'ń', 'ņ', 'ó', 'ō', 'õ',
    'ö', '÷', 'ų', 'ł', 'ś', 'ū', 'ü', 'ż', 'ž', '˙',
];

/// Transcodes a file piece by piece. Holds back the bytes of a character cut between two pieces.
/// UTF-8 goes through as it is, broken bytes and all.
#[derive(Debug, Clone)]
pub(super) struct Decoder {
    encoding: Encoding,
    /// Bytes of a UTF-16 character of which more is to come: at most three.
    held: Vec<u8>,
    /// Characters that could not be read and became U+FFFD.
    pub invalid: u64,
}

impl Decoder {
    pub fn new(encoding: Encoding) -> Self {
        Decoder { encoding, held: Vec::new(), invalid: 0 }
    }

    /// Appends the text of these bytes.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        match self.encoding {
            Encoding::Utf8 => out.extend_from_slice(bytes),
            Encoding::Windows1252 => push_bytes(bytes, out, |byte| match byte {
                0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(byte),
            }),
            Encoding::Windows1257 => {
                let letter = |byte: u8| WINDOWS_1257[usize::from(byte - 0x80)];
                self.invalid += bytes.iter().filter(|b| matches!(b, 0xA1 | 0xA5)).count() as u64;
                push_bytes(bytes, out, letter);
            }
            Encoding::Utf16Le | Encoding::Utf16Be => self.push_utf16(bytes, out),
        }
    }

    /// Appends what stands for the bytes of a character that was cut by the end of the file.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        if !std::mem::take(&mut self.held).is_empty() {
            self.invalid += 1;
            push_char('\u{FFFD}', out);
        }
    }

    fn push_utf16(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let joined;
        let bytes = if self.held.is_empty() {
            bytes
        } else {
            let mut held = std::mem::take(&mut self.held);
            held.extend_from_slice(bytes);
            joined = held;
            &joined
        };
        let (pairs, odd) = bytes.as_chunks::<2>();
        let unit = |pair: [u8; 2]| match self.encoding {
            Encoding::Utf16Be => u16::from_be_bytes(pair),
            _ => u16::from_le_bytes(pair),
        };
        // A leading surrogate at the end waits for its other half.
        let whole = match pairs.last() {
            Some(&last) if (0xD800..0xDC00).contains(&unit(last)) => pairs.len() - 1,
            _ => pairs.len(),
        };
        let mut invalid = 0;
        for read in char::decode_utf16(pairs[..whole].iter().map(|&pair| unit(pair))) {
            match read {
                Ok(c) if c.is_ascii() => out.push(c as u8),
                Ok(c) => push_char(c, out),
                Err(_) => {
                    invalid += 1;
                    push_char('\u{FFFD}', out);
                }
            }
        }
        self.held = pairs[whole..].as_flattened().to_vec();
        self.held.extend_from_slice(odd);
        self.invalid += invalid;
    }
}

/// Appends single-byte text: runs of ASCII as they are, the rest by its table.
fn push_bytes(bytes: &[u8], out: &mut Vec<u8>, letter: impl Fn(u8) -> char) {
    out.reserve(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let ascii = rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        out.extend_from_slice(&rest[..ascii]);
        rest = &rest[ascii..];
        if let Some((&byte, after)) = rest.split_first() {
            push_char(letter(byte), out);
            rest = after;
        }
    }
}

fn push_char(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// How many bytes of the file this piece of transcoded text came from.
pub(super) fn length_on_disk(encoding: Encoding, text: &[u8]) -> u64 {
    // A character counts at its first byte; one of four bytes is two units of UTF-16.
    let characters = || text.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u64;
    match encoding {
        Encoding::Utf8 => text.len() as u64,
        Encoding::Windows1252 | Encoding::Windows1257 => characters(),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            2 * (characters() + text.iter().filter(|&&b| b >= 0xF0).count() as u64)
        }
    }
}

/// UTF-8 with broken bytes → text in which each of them is read as windows-1252, and how many there
/// were. Nothing becomes U+FFFD: a `é` written by another program stays readable.
pub(super) fn repair(bytes: &[u8]) -> (String, u64) {
    let mut out = String::with_capacity(bytes.len() + 8);
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for &byte in chunk.invalid() {
            broken += 1;
            out.push(match byte {
                0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(byte),
            });
        }
    }
    (out, broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(encoding: Encoding, bytes: &[u8]) -> (Vec<u8>, u64) {
        let (mut decoder, mut out) = (Decoder::new(encoding), Vec::new());
        decoder.push(bytes, &mut out);
        decoder.finish(&mut out);
        (out, decoder.invalid)
    }

    #[test]
    fn broken_utf8_is_read_as_windows_1252() {
        let check = |bytes: &[u8], expect: &str, broken: u64| {
            assert_eq!(repair(bytes), (expect.to_owned(), broken))
        };
        check(b"caf\xE9", "café", 1);
        check("ação".as_bytes(), "ação", 0);
        check(b"\xC3\xA7 \x80 \xC3", "ç € Ã", 2);
        check(b"\xE2\x82x", "â‚x", 2);
        check(b"\xED\xA0\x80", "í\u{A0}€", 3);
    }

    #[test]
    fn lone_surrogates_and_odd_ends_are_counted() {
        assert_eq!(whole(Encoding::Utf16Le, b"\x00\xD8a\0"), ("\u{FFFD}a".into(), 1));
        assert_eq!(whole(Encoding::Utf16Le, b"a\0b"), ("a\u{FFFD}".into(), 1));
        assert_eq!(whole(Encoding::Utf16Be, b"\xD8\x3D"), ("\u{FFFD}".into(), 1));
        assert_eq!(
            whole(Encoding::Windows1257, b"\xA1\xA5\x81"),
            ("\u{FFFD}\u{FFFD}\u{81}".into(), 2)
        );
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_give_the_same_text(
            bytes in proptest::collection::vec(
                prop_oneof![any::<u8>(), Just(0xD8), Just(0xDC), Just(0)], 0..60),
            size in 1usize..9, encoding in proptest::sample::select(Encoding::ALL.to_vec()),
        ) {
            let (mut decoder, mut out) = (Decoder::new(encoding), Vec::new());
            for piece in bytes.chunks(size) {
                decoder.push(piece, &mut out);
            }
            decoder.finish(&mut out);
            prop_assert_eq!((out, decoder.invalid), whole(encoding, &bytes));
        }

        #[test]
        fn lengths_on_disk_are_those_of_the_bytes(
            text in "[a-z,;\n\u{20AC}\u{E9}\u{1F600}\u{4E00}]{0,40}", big in any::<bool>(),
            bytes in proptest::collection::vec(any::<u8>(), 0..60),
        ) {
            let encoding = if big { Encoding::Utf16Be } else { Encoding::Utf16Le };
            let units = text.encode_utf16().count() as u64;
            prop_assert_eq!(length_on_disk(encoding, text.as_bytes()), 2 * units);
            for encoding in [Encoding::Windows1252, Encoding::Windows1257, Encoding::Utf8] {
                let (text, _) = whole(encoding, &bytes);
                prop_assert_eq!(length_on_disk(encoding, &text), bytes.len() as u64);
            }
        }
    }
}
