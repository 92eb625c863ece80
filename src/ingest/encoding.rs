//! **`Encoding`**: how a file writes its letters. **Detection** looks at the bytes of the file's head
//! and says which it is, with what it saw.
//!
//! The trap: bytes above 127 mean different letters in windows-1252 (Western) and windows-1257
//! (Baltic), and nothing in the file says which. `0xE8` is `è` in a French word and `č` in a Lithuanian
//! one; what decides is which letters occur together and whether a vowel or a consonant is needed
//! there. The guess is therefore shown and can be overridden.
//!
//! ```
//! use carteira::ingest::encoding::{Encoding, decode, detect};
//! let head = b"Vardas;Miestas\nRuta;\xD0iauliai\n";
//! assert_eq!(detect(head).encoding, Encoding::Windows1257);
//! assert_eq!(decode(Encoding::Windows1257, b"\xD0iauliai"), "Šiauliai");
//! ```

use super::decode::Decoder;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a file writes its letters. Named as in the WHATWG list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    /// Baltic, for Lithuanian exports.
    Windows1257,
}

impl Encoding {
    /// All of them, for choosing.
    pub const ALL: [Encoding; 5] = [
        Encoding::Utf8,
        Encoding::Windows1252,
        Encoding::Windows1257,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
    ];

    /// The WHATWG name, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Windows1257 => "windows-1257",
        }
    }

    /// By its WHATWG name, any case.
    pub fn from_name(name: &str) -> Option<Encoding> {
        Encoding::ALL.into_iter().find(|e| e.name().eq_ignore_ascii_case(name))
    }
}

/// What the bytes showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EncodingEvidence {
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// Every second byte is mostly zero, as in Latin text of two bytes a letter.
    Zeros,
    /// No byte above 127: all encodings but UTF-16 read it alike.
    Ascii,
    /// Letters of several bytes, all well formed.
    WellFormedUtf8 { letters: u64 },
    /// Well formed but for a few bytes.
    MostlyUtf8 { letters: u64, broken: u64 },
    /// Not UTF-8; how much speaks for Western and for Baltic letters.
    Letters { western: u32, baltic: u32 },
}

impl fmt::Display for EncodingEvidence {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            EncodingEvidence::ByteOrderMark => write!(f, "begins with a byte order mark"),
            EncodingEvidence::Zeros => write!(f, "every second byte is zero"),
            EncodingEvidence::Ascii => write!(f, "only ASCII letters in the beginning"),
            EncodingEvidence::WellFormedUtf8 { letters } => {
                write!(f, "{letters} letters beyond ASCII, all well formed UTF-8")
            }
            EncodingEvidence::MostlyUtf8 { letters, broken } => {
                write!(f, "{letters} letters in UTF-8, {broken} broken bytes")
            }
            EncodingEvidence::Letters { western, baltic } => {
                write!(f, "not UTF-8; Western letters {western}, Baltic letters {baltic}")
            }
        }
    }
}

/// An encoding and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingGuess {
    pub encoding: Encoding,
    pub evidence: EncodingEvidence,
}

/// The encoding of a file that begins with these bytes. A character cut at their end is no fault.
pub fn detect(head: &[u8]) -> EncodingGuess {
    let guess = |encoding, evidence| EncodingGuess { encoding, evidence };
    for (mark, encoding) in [
        (&b"\xEF\xBB\xBF"[..], Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ] {
        if head.starts_with(mark) {
            return guess(encoding, EncodingEvidence::ByteOrderMark);
        }
    }
    if let Some(encoding) = utf16_by_zeros(head) {
        return guess(encoding, EncodingEvidence::Zeros);
    }
    if head.is_ascii() {
        return guess(Encoding::Utf8, EncodingEvidence::Ascii);
    }
    let (letters, broken) = utf8_letters(head);
    // In a short text a cut character alone is more likely a letter of one byte at the very end.
    if broken == 0 && (letters > 0 || head.len() >= 4096) {
        return guess(Encoding::Utf8, EncodingEvidence::WellFormedUtf8 { letters });
    }
    // Two single-byte letters in a row that look like UTF-8 are rare; many are no accident.
    if broken > 0 && letters >= 4 * broken {
        return guess(Encoding::Utf8, EncodingEvidence::MostlyUtf8 { letters, broken });
    }
    let (western, baltic) = letter_evidence(head);
    let encoding = if baltic > western { Encoding::Windows1257 } else { Encoding::Windows1252 };
    guess(encoding, EncodingEvidence::Letters { western, baltic })
}

/// The text that these bytes, a whole file or the head of one, spell; a leading byte order mark is
/// left out. Bytes that are no UTF-8 are read as windows-1252; a character cut at the end is left out.
pub fn decode(encoding: Encoding, bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    Decoder::new(encoding).push(bytes, &mut out);
    if encoding == Encoding::Utf8 {
        let whole = match std::str::from_utf8(&out) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => out.len(),
        };
        out.truncate(whole);
    }
    let text = match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => super::decode::repair(error.as_bytes()).0,
    };
    match text.strip_prefix('\u{FEFF}') {
        Some(rest) if encoding != Encoding::Windows1252 => rest.to_owned(),
        _ => text,
    }
}

/// UTF-16 without a mark: the delimiters, digits and line ends of any table have a zero half.
fn utf16_by_zeros(head: &[u8]) -> Option<Encoding> {
    let pairs = head.len() / 2;
    let zeros = |half: usize| head.chunks_exact(2).filter(|pair| pair[half] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // A share of 15 % is reached by any script; text has no NUL characters of its own.
    match () {
        () if pairs == 0 => None,
        () if odd * 100 >= pairs * 15 && even * 100 <= pairs => Some(Encoding::Utf16Le),
        () if even * 100 >= pairs * 15 && odd * 100 <= pairs => Some(Encoding::Utf16Be),
        () => None,
    }
}

/// How many characters of several bytes are well formed, and how many bytes belong to none.
fn utf8_letters(head: &[u8]) -> (u64, u64) {
    let (mut letters, mut broken, mut seen) = (0, 0, 0);
    for chunk in head.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
        seen += chunk.valid().len() + chunk.invalid().len();
        let cut_at_end = seen == head.len()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        if !cut_at_end {
            broken += chunk.invalid().len() as u64;
        }
    }
    (letters, broken)
}

/// How much speaks for Western and for Lithuanian letters. Each byte above 127 weighs by how much
/// rarer its other reading is; where both readings are common the neighbours decide.
fn letter_evidence(head: &[u8]) -> (u32, u32) {
    let (mut western, mut baltic) = (0, 0);
    for (i, &byte) in head.iter().enumerate().filter(|(_, byte)| **byte > 127) {
        let before = if i == 0 { b' ' } else { head[i - 1] };
        let after = head.get(i + 1).copied().unwrap_or(b' ');
        let (w, b) = weigh(byte, before, after);
        western += w;
        baltic += b;
    }
    (western, baltic)
}

/// Weights for Western and Baltic of one byte between two others.
fn weigh(byte: u8, before: u8, after: u8) -> (u32, u32) {
    let vowel = |b: u8| b"aeiouyAEIOUY".contains(&b);
    let consonant = |b: u8| b.is_ascii_alphabetic() && !vowel(b);
    let letter = |b: u8| b.is_ascii_alphabetic() || b > 0xBF;
    match byte {
        // š ž Š Ž are the commonest of Lithuanian; ð þ occur in Icelandic alone.
        0xF0 | 0xFE | 0xD0 | 0xDE => (0, 3),
        // ė follows a consonant; ë follows a vowel (België, Noël) or stands in Albanian.
        0xEB | 0xCB if vowel(before) => (2, 0),
        0xEB | 0xCB => (0, 2),
        // č needs a vowel beside it; è is one and stands between consonants, or ends a word.
        0xE8 | 0xC8 if vowel(before) || vowel(after) => (0, 2),
        0xE8 | 0xC8 => (2, 0),
        // ų ends words (genitive plural); ø stands within.
        0xF8 if !letter(after) => (0, 2),
        0xF8 | 0xD8 => (2, 0),
        // ū needs a consonant beside it, as û does: rarer in Western exports.
        0xFB | 0xDB => (0, 1),
        // į begins words or is one; á stands within (São José, Málaga).
        0xE1 | 0xC1 if !letter(before) && byte == 0xE1 => (0, 2),
        0xE1 => (1, 0),
        0xC1 => (0, 0),
        // ą ends words as à does; ę within; æ is Danish.
        0xE0 if consonant(before) && !letter(after) => (0, 1),
        0xE6 => (0, 1),
        // é ã ñ í ó ú ç õ ê â ì ò ù å: in 1257 none is Lithuanian.
        0xE9 | 0xC9 | 0xE3 | 0xC3 | 0xF1 | 0xD1 | 0xE5 | 0xC5 => (3, 0),
        0xED | 0xCD | 0xF3 | 0xD3 | 0xFA | 0xDA | 0xE7 | 0xC7 | 0xF5 | 0xD5 => (3, 0),
        0xEA | 0xCA | 0xE2 | 0xC2 | 0xF4 | 0xD4 | 0xEC | 0xF2 | 0xF9 => (2, 0),
        // ª º ¿ ¡, and Š š Ž ž of 1252: Ŗ ŗ æ or nothing in 1257.
        0xAA | 0xBA | 0xBF | 0xA1 | 0x8A | 0x9A | 0x8E | 0x9E => (2, 0),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn detection_by_marks_zeros_and_letters() {
        let check = |bytes: &[u8], expect: Encoding| {
            assert_eq!(detect(bytes).encoding, expect, "{}", bytes.escape_ascii())
        };
        check(b"", Encoding::Utf8);
        check(b"a;b\n1;2\n", Encoding::Utf8);
        check(b"\xEF\xBB\xBFa;b\n", Encoding::Utf8);
        check("nome;região\n".as_bytes(), Encoding::Utf8);
        check("nome;região".as_bytes().split_at(11).0, Encoding::Utf8);
        check(b"\xFF\xFEa\0;\0", Encoding::Utf16Le);
        check(b"\xFE\xFF\0a\0;", Encoding::Utf16Be);
        check(&utf16("data;valor\n2024-01-01;3,50\n", false), Encoding::Utf16Le);
        check(&utf16("data;valor\n2024-01-01;3,50\n", true), Encoding::Utf16Be);
        check(&utf16("имя;сумма\nАнна;12,50\n", false), Encoding::Utf16Le);
    }

    /// Western and Baltic words, written in their encoding, are told apart; each line is a whole head.
    #[test]
    fn western_and_baltic_letters_are_told_apart() {
        let check = |text: &str, expect: Encoding| {
            let bytes: Vec<u8> = text
                .chars()
                .map(|c| (0..=255).find(|&b| decode(expect, &[b]) == c.to_string()).unwrap())
                .collect();
            assert_eq!(detect(&bytes).encoding, expect, "{text}: {:?}", detect(&bytes).evidence);
        };
        for western in [
            "Região;São José",
            "Código;Año",
            "Größe;Köln",
            "Prénom;Hélène",
            "Città;Forlì",
            "È;perché",
            "Navn;Sørensen",
            "Malmö;Åse",
            "België;Zoë",
            "Situação;Nº",
            "12,50 €;à payer",
            "très;Genève",
            "Preço unitário",
            "Telefone;Endereço",
            "Größe",
            "Citroën",
        ] {
            check(western, Encoding::Windows1252);
        }
        for baltic in [
            "Šiauliai",
            "Klientų sąrašas",
            "Prekė;Kiekis",
            "Užsakymo data",
            "Įmonė;Miestas",
            "Žmogus",
            "Kačinskas",
            "Būsena;Mokėtojas",
            "Vardas ir pavardė",
            "Panevėžys;Klaipėda",
            "Jūratė",
            "Mėnuo;Pajamos į sąskaitą",
            "Gatvė;Namų nr.",
        ] {
            check(baltic, Encoding::Windows1257);
        }
    }

    #[test]
    fn a_few_broken_bytes_leave_it_utf8() {
        let mut bytes = "ação ".repeat(20).into_bytes();
        bytes.extend(b"caf\xE9;x");
        let guess = detect(&bytes);
        assert_eq!(guess.encoding, Encoding::Utf8);
        assert_eq!(guess.evidence, EncodingEvidence::MostlyUtf8 { letters: 40, broken: 1 });
    }

    #[test]
    fn decoding_a_head() {
        let check = |encoding, bytes: &[u8], expect: &str| {
            assert_eq!(decode(encoding, bytes), expect, "{}", bytes.escape_ascii())
        };
        check(Encoding::Utf8, b"\xEF\xBB\xBFa\xC3\xA7", "aç");
        check(Encoding::Utf8, b"caf\xE9;x", "café;x");
        check(Encoding::Utf8, b"cut \xC3", "cut ");
        check(Encoding::Windows1252, b"\x80\x81\x9F\xE9", "€\u{81}Ÿé");
        check(Encoding::Windows1257, b"\xE0\xE8\xE6\xEB\xE1\xF0\xF8\xFB\xFE", "ąčęėįšųūž");
        check(Encoding::Windows1257, b"\xC0\xC8\xC6\xCB\xC1\xD0\xD8\xDB\xDE", "ĄČĘĖĮŠŲŪŽ");
        check(Encoding::Utf16Le, b"\xFF\xFEa\0\xE7\0", "aç");
        check(Encoding::Utf16Be, b"\xD8\x3D\xDE\x00\0a", "😀a");
        check(Encoding::Utf16Le, b"a\0b", "a");
    }

    #[test]
    fn names_read_back() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(&encoding.name().to_uppercase()), Some(encoding));
        }
        assert_eq!(Encoding::from_name("klingon"), None);
    }
}
