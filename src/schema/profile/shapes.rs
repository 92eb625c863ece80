//! Shapes of values: which kinds of bytes a value has, e-mail addresses, telephone numbers, and
//! documents whose check digits are right.

/// `0`–`9`.
pub const DIGIT: u16 = 1;
/// ASCII letters, and anything beyond ASCII.
pub const LETTER: u16 = 2;
/// `-`.
pub const MINUS: u16 = 4;
/// `. , / + ( )` and the blank: what stands between digits.
pub const MARK: u16 = 8;
/// `@`.
pub const AT: u16 = 16;
/// Anything else in ASCII.
pub const OTHER: u16 = 32;
/// What a telephone number or a document may have beside digits.
pub const SIGNS: u16 = MINUS | MARK;

/// The kinds of bytes in a value, as bits.
pub fn kinds(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |kinds, &byte| kinds | KINDS[byte as usize])
}

const KINDS: [u16; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        if c.is_ascii_digit() {
            table[byte] = DIGIT;
        } else if c.is_ascii_alphabetic() || byte >= 128 {
            table[byte] = LETTER;
        } else if c == b'-' {
            table[byte] = MINUS;
        } else if matches!(c, b'.' | b',' | b'/' | b'+' | b'(' | b')' | b' ') {
            table[byte] = MARK;
        } else if c == b'@' {
            table[byte] = AT;
        }
        byte += 1;
    }
    table
};

/// Whether it has the shape of one e-mail address.
pub fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    !user.is_empty()
        && !name.is_empty()
        && end.len() >= 2
        && end.bytes().all(|b| b.is_ascii_alphabetic() || b >= 128)
        && !text.contains([' ', ',', ';', '<', '>'])
        && !host.contains('@')
}

/// Whether it has the shape of a telephone number with marks: eight to fifteen digits with a plus or
/// bracket in front, or in groups by blanks or hyphens. Not dates, not amounts.
pub fn is_phone(text: &str) -> bool {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !(8..=15).contains(&n_digits) || text.contains([',', '/']) {
        return false;
    }
    let inner = text.strip_prefix('+').unwrap_or(text);
    if inner.contains('+') || inner.contains('.') && !text.starts_with(['+', '(']) {
        return false;
    }
    if text.starts_with(['+', '(']) {
        return !text.ends_with(')');
    }
    // A hyphen or blank before the last four digits, as in `11 98765-4321`; a date has two after it.
    let last = inner.rsplit([' ', '-']).next().unwrap_or("");
    inner.contains([' ', '-']) && (3..=4).contains(&last.len()) && !inner.starts_with('-')
}

/// Whether it is a tax or personal number of Brazil (CPF, CNPJ) with right check digits, with its marks
/// or without; or a Colombian NIT with marks.
pub fn is_document(text: &str) -> bool {
    let mut digits = [0u8; 15];
    let mut n = 0;
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        if n == digits.len() {
            return false;
        }
        digits[n] = byte - b'0';
        n += 1;
    }
    let digits = &digits[..n];
    if digits.iter().all(|digit| Some(digit) == digits.first()) {
        return false;
    }
    match n {
        11 => has_marks(text, "000.000.000-00") && checks(digits, &[9, 10], 11),
        14 => has_marks(text, "00.000.000/0000-00") && checks(digits, &[12, 13], 9),
        9 | 10 => text.len() > n + 2 && text.as_bytes()[text.len() - 2] == b'-' && nit(digits),
        _ => false,
    }
}

/// Whether the text has no marks at all, or those of the picture.
fn has_marks(text: &str, picture: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        || text.len() == picture.len()
            && text
                .bytes()
                .zip(picture.bytes())
                .all(|(byte, mark)| if mark == b'0' { byte.is_ascii_digit() } else { byte == mark })
}

/// Check digits modulo 11 at these places, weights counting up from 2 leftwards to `top` and again.
fn checks(digits: &[u8], places: &[usize], top: u32) -> bool {
    places.iter().all(|&place| {
        let mut weight = 2;
        let mut sum = 0;
        for &digit in digits[..place].iter().rev() {
            sum += u32::from(digit) * weight;
            weight = if weight == top { 2 } else { weight + 1 };
        }
        let rest = sum % 11;
        let expect = if rest < 2 { 0 } else { 11 - rest };
        u32::from(digits[place]) == expect
    })
}

/// The check digit of a NIT, the last one.
fn nit(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [3, 7, 13, 17, 19, 23, 29, 37, 41];
    let Some((&last, body)) = digits.split_last() else { return false };
    let sum: u32 = body.iter().rev().zip(WEIGHTS).map(|(&d, w)| u32::from(d) * w).sum();
    let rest = sum % 11;
    u32::from(last) == if rest < 2 { rest } else { 11 - rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in ["a@b.co", "ana.costa+x@exemplo.com.br", "joão@münchen.de"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["@b.co", "a@b", "a@b.", "a b@c.de", "a@b.c1", "@handle", "a@b@c.de", "a@.de"] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn telephones() {
        for text in
            ["(555) 010-1234", "+56911111111", "+1 212 555-1847", "11 98765-4321", "555-010-1234"]
        {
            assert!(is_phone(text), "{text}");
        }
        for text in ["2011-12-09", "1.234,50", "12/09/2011", "5550101234", "1 234 567.50", "(1,5)"]
        {
            assert!(!is_phone(text), "{text}");
        }
    }

    #[test]
    fn documents() {
        // CPF 529.982.247-25 and CNPJ 11.222.333/0001-81 are the examples of their definitions;
        // NIT 860.002.964-4 is that of a Colombian bank.
        for text in [
            "529.982.247-25",
            "52998224725",
            "11.222.333/0001-81",
            "11222333000181",
            "860.002.964-4",
        ] {
            assert!(is_document(text), "{text}");
        }
        for text in ["529.982.247-26", "11111111111", "12345678901", "529 982 247 25", "5299822472"]
        {
            assert!(!is_document(text), "{text}");
        }
    }
}
