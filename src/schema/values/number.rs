//! Numbers as files write them, exact.

use super::{NumberFormat, marks};
use crate::money::Decimal;

/// Digits a number may have; a longer one is no number that we can keep exactly.
const DIGITS: usize = 18;

/// Reads a number exactly. `None` where it is none under this format, or is too long.
///
/// Beside plain digits it reads thousands marks in right groups (of three; Indian ones with a comma),
/// currency marks on either side, a sign before or after, brackets as minus, the exponents that
/// programs write (`1.5E+03`; `12E4` is a code), and a per-cent mark, which like a currency mark is a
/// unit: `12 %` is 12.
pub fn parse_decimal(text: &str, format: NumberFormat) -> Option<Decimal> {
    plain(text.as_bytes(), format.mark() as u8).or_else(|| dressed(text, format))
}

/// The common case: digits, a minus before, one decimal mark.
fn plain(bytes: &[u8], mark: u8) -> Option<Decimal> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.len() > DIGITS + 1 {
        return None;
    }
    let mut mantissa = 0i64;
    let mut marked = None;
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit));
        } else if byte == mark && marked.is_none() {
            marked = Some(at);
        } else {
            return None;
        }
    }
    let n_digits = digits.len() - usize::from(marked.is_some());
    if n_digits == 0 || n_digits > DIGITS {
        return None;
    }
    let decimals = marked.map_or(0, |at| digits.len() - at - 1) as u8;
    Some(Decimal { mantissa: if negative { -mantissa } else { mantissa }, decimals })
}

/// Takes off signs, brackets and units, then reads what is left.
fn dressed(text: &str, format: NumberFormat) -> Option<Decimal> {
    let mut rest = text.trim();
    if rest.len() > 60 || !rest.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (mut n_signs, mut n_units, mut negative) = (0, 0, false);
    loop {
        let first = rest.chars().next()?;
        let last = rest.chars().next_back()?;
        if first.is_ascii_digit() && last.is_ascii_digit() {
            break;
        }
        if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
            (n_signs, negative, rest) = (n_signs + 1, true, inner.trim());
        } else if let Some(inner) = rest.strip_prefix(is_minus) {
            (n_signs, negative, rest) = (n_signs + 1, true, inner.trim_start());
        } else if let Some(inner) = rest.strip_suffix(is_minus) {
            (n_signs, negative, rest) = (n_signs + 1, true, inner.trim_end());
        } else if let Some(inner) = rest.strip_prefix('+') {
            (n_signs, rest) = (n_signs + 1, inner.trim_start());
        } else if let Some(inner) = rest.strip_suffix('%') {
            (n_units, rest) = (n_units + 1, inner.trim_end());
        } else if let Some((_, inner)) = marks::strip_prefix(rest) {
            (n_units, rest) = (n_units + 1, inner.trim_start());
        } else if let Some((_, inner)) = marks::strip_suffix(rest) {
            (n_units, rest) = (n_units + 1, inner.trim_end());
        } else {
            break;
        }
    }
    if n_signs > 1 || n_units > 1 {
        return None;
    }
    let number = bare(rest, format)?;
    Some(if negative { Decimal { mantissa: -number.mantissa, ..number } } else { number })
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '\u{2013}')
}

/// Digits with thousands marks, a decimal mark and an exponent.
fn bare(text: &str, format: NumberFormat) -> Option<Decimal> {
    let (text, exponent) = split_exponent(text, format)?;
    let (whole, fraction) = text.split_once(format.mark()).unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut digits = Digits::default();
    let grouped = !whole.bytes().all(|byte| byte.is_ascii_digit());
    if grouped {
        check_groups(whole, format)?;
    }
    if exponent != 0 && grouped {
        return None;
    }
    whole.bytes().filter(u8::is_ascii_digit).try_for_each(|byte| digits.push(byte))?;
    fraction.bytes().try_for_each(|byte| digits.push(byte))?;
    if digits.n == 0 {
        return None;
    }
    scaled(digits.mantissa, fraction.len() as i32 - exponent)
}

/// The digits so far.
#[derive(Default)]
struct Digits {
    mantissa: i64,
    n: usize,
}

impl Digits {
    fn push(&mut self, byte: u8) -> Option<()> {
        self.n += 1;
        self.mantissa = self.mantissa.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        Some(())
    }
}

/// `mantissa / 10^decimals` for any exponent: negative decimals multiply, too many are rounded off.
fn scaled(mantissa: i64, decimals: i32) -> Option<Decimal> {
    if mantissa == 0 {
        return Some(Decimal { mantissa: 0, decimals: decimals.clamp(0, DIGITS as i32) as u8 });
    }
    if decimals < 0 {
        let factor = 10i64.checked_pow(decimals.unsigned_abs())?;
        return Some(Decimal { mantissa: mantissa.checked_mul(factor)?, decimals: 0 });
    }
    let excess = decimals - DIGITS as i32;
    if excess <= 0 {
        return Some(Decimal { mantissa, decimals: decimals as u8 });
    }
    // Only an exponent brings us here: the remains of a float, such as 1.776E-15 for zero.
    let rounded = 10i64.checked_pow(excess as u32).map_or(0, |divisor| mantissa / divisor);
    Some(Decimal { mantissa: rounded, decimals: DIGITS as u8 })
}

/// Splits `1.5E+03` into `1.5` and 3. Without a sign or a decimal mark it is a code, not an exponent.
fn split_exponent(text: &str, format: NumberFormat) -> Option<(&str, i32)> {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else {
        if text.len() > DIGITS * 2 {
            return None;
        }
        return Some((text, 0));
    };
    let signed = exponent.starts_with(['+', '-']);
    if !signed && !number.contains(format.mark()) || exponent.len() > 4 {
        return None;
    }
    Some((number, exponent.parse().ok()?))
}

/// Whether thousands marks of one kind stand where they must.
fn check_groups(whole: &str, format: NumberFormat) -> Option<()> {
    let mark = whole.chars().find(|c| !c.is_ascii_digit())?;
    let other = match format {
        NumberFormat::Point => ',',
        NumberFormat::Comma => '.',
    };
    let known = mark == other
        || matches!(mark, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}');
    if !known || whole.starts_with('0') {
        return None;
    }
    let mut groups = whole.split(mark);
    let first = groups.next()?.len();
    let mut last = 0;
    let (mut n_groups, mut threes, mut indian) = (1, true, mark == ',');
    for group in groups {
        if !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        threes &= group.len() == 3;
        indian &= n_groups == 1 || last == 2;
        last = group.len();
        n_groups += 1;
    }
    let threes = threes && (1..=3).contains(&first);
    let indian = indian && n_groups > 2 && (1..=2).contains(&first) && last == 3;
    (threes || indian).then_some(())
}

#[cfg(test)]
mod tests {
    use super::{
        NumberFormat::{Comma, Point},
        *,
    };
    use crate::money::format_units;

    /// The number as digits with a point, or `-` where it is none.
    fn check(text: &str, format: NumberFormat, expect: &str) {
        let read = parse_decimal(text, format);
        let read = read.map(|d| format_units(d.mantissa, u32::from(d.decimals)));
        assert_eq!(read.as_deref().unwrap_or("none"), expect, "{text:?} {format:?}");
    }

    #[test]
    fn plain_numbers() {
        check("0", Point, "0");
        check("-0.50", Point, "-0.50");
        check("1234.5", Point, "1234.5");
        check("1234,5", Comma, "1234.5");
        check("1234,5", Point, "none");
        check("1234.5", Comma, "none");
        check(".5", Point, "0.5");
        check(",5", Comma, "0.5");
        check("5.", Point, "5");
        check("17850.0", Point, "17850.0");
        check("007", Point, "7");
        check("999999999999999999", Point, "999999999999999999");
        check("0.000000000000000001", Point, "0.000000000000000001");
        check("  12 ", Point, "12");
        check("\u{a0}12\u{a0}", Comma, "12");
    }

    #[test]
    fn thousands_only_in_right_groups() {
        check("1,234.56", Point, "1234.56");
        check("1.234,56", Comma, "1234.56");
        check("1.234", Comma, "1234");
        check("1,234", Point, "1234");
        check("1.234", Point, "1.234");
        check("12,345,678", Point, "12345678");
        check("1 234,50", Comma, "1234.50");
        check("1\u{a0}234\u{202f}567,8", Comma, "none");
        check("1\u{202f}234\u{202f}567,8", Comma, "1234567.8");
        check("1'234.50", Point, "1234.50");
        check("1\u{2019}234.50", Point, "1234.50");
        check("12,34,567.5", Point, "1234567.5");
        check("1,23", Point, "none");
        check("1234,567", Point, "none");
        check("12,34", Point, "none");
        check("1,234,56", Point, "none");
        check("1,,234", Point, "none");
        check("1.234.56", Comma, "none");
        check("0,123", Point, "none");
        check("1,234 567", Point, "none");
        check("1.2.3", Point, "none");
    }

    #[test]
    fn marks_and_signs() {
        check("R$ 1.234,50", Comma, "1234.50");
        check("-R$ 10,00", Comma, "-10.00");
        check("R$ -10,00", Comma, "-10.00");
        check("R$\u{a0}10,00", Comma, "10.00");
        check("$30.00", Point, "30.00");
        check("-$0.93", Point, "-0.93");
        check("($1,234.50)", Point, "-1234.50");
        check("$(1,234.50)", Point, "-1234.50");
        check("(5)", Point, "-5");
        check("116,99 €", Comma, "116.99");
        check("116,99-", Comma, "-116.99");
        check("\u{2212}3", Point, "-3");
        check("+3", Point, "3");
        check("USD 12.50", Point, "12.50");
        check("12.50 eur", Point, "12.50");
        check("12,50 zł", Comma, "12.50");
        check("12,50 Lt", Comma, "12.50");
        check("kr 12,50", Comma, "12.50");
        check("1.234,50 kr.", Comma, "1234.50");
        check("12,5 %", Comma, "12.5");
        check("100%", Point, "100");
        for text in ["--3", "-(3)", "-3-", "$ 3 €", "3 kg", "", "-", "$", "()", "€", "R$ -", "+"]
        {
            check(text, Point, "none");
        }
    }

    #[test]
    fn exponents_and_lengths() {
        check("1.5E+03", Point, "1500");
        check("1,5E+03", Comma, "1500");
        check("1.5e-3", Point, "0.0015");
        check("1E-05", Point, "0.00001");
        check("1.0E7", Point, "10000000");
        check("-1.7763568394002505E-15", Point, "-0.000000000000001776");
        check("12E4", Point, "none");
        check("1E+30", Point, "none");
        check("1E+", Point, "none");
        check("1.5E+0003", Point, "none");
        check("9223372036854775807", Point, "9223372036854775807");
        check("9223372036854775808", Point, "none");
        check("0.1234567890123456789012", Point, "none");
        check("2011-12-09", Point, "none");
        check("85123A", Point, "none");
        check("ação 3", Point, "none");
    }
}
