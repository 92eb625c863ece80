//! **Money** is an integer of minor units of one currency; **`Decimal`** is an exact number as a file
//! or a query writes it, mantissa and decimals. No floating point touches an amount.
//!
//! The trap: rounding. A line's amount is rounded once, half away from zero, after quantity × price;
//! sums of rounded lines are then exact.

use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// A currency by its ISO 4217 code. Decides how many decimals its minor unit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// From three letters, any case.
    pub fn from_code(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Currency(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The ISO code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("ASCII letters")
    }

    /// Decimals of the minor unit: 2 for most, 0 for yen or Chilean pesos, 3 for dinars.
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => DECIMALS,
        }
    }
}

/// Decimals where no currency is known.
pub const DECIMALS: u32 = 2;

/// Decimals kept of a quantity: the unit of quantity columns is a millionth.
pub const QUANTITY_DECIMALS: u32 = 6;

/// An exact number: `mantissa / 10^decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decimal {
    /// The digits as one whole number, with the sign.
    pub mantissa: i64,
    /// How many of them stand after the mark.
    pub decimals: u8,
}

impl Decimal {
    /// In units of `10^-decimals`, rounded half away from zero; none beyond the range.
    pub fn to_units(self, decimals: u32) -> Option<i64> {
        let from = u32::from(self.decimals);
        rescale_word(self.mantissa, from, decimals)
            .or_else(|| rescale(i128::from(self.mantissa), from, decimals))
    }

    /// The product in units of `10^-decimals`, exact and rounded once.
    pub fn times(self, other: Decimal, decimals: u32) -> Option<i64> {
        let from = u32::from(self.decimals) + u32::from(other.decimals);
        let is_small = |number: i64| number.unsigned_abs() < 1 << (WORD / 2);
        if is_small(self.mantissa) && is_small(other.mantissa) {
            let word = rescale_word(self.mantissa * other.mantissa, from, decimals);
            if word.is_some() {
                return word;
            }
        }
        let product = i128::from(self.mantissa) * i128::from(other.mantissa);
        rescale(product, from, decimals)
    }

    /// The nearest float, for numbers that are no money.
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(i32::from(self.decimals))
    }
}

/// Bits of a number that can be brought to other decimals within a machine word.
const WORD: u32 = 40;
const POWERS: [i64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// [`rescale`] where a machine word is wide enough, which it mostly is: wider products are slow in WebAssembly.
fn rescale_word(value: i64, from: u32, to: u32) -> Option<i64> {
    let power =
        *POWERS.get(from.abs_diff(to) as usize).filter(|_| value.unsigned_abs() < 1 << WORD)?;
    Some(if from <= to { value * power } else { (value + value.signum() * (power / 2)) / power })
}

fn rescale(value: i128, from: u32, to: u32) -> Option<i64> {
    let scaled = if from <= to {
        value.checked_mul(10i128.checked_pow(to - from)?)?
    } else {
        let divisor = 10i128.checked_pow(from - to)?;
        let half = divisor / 2;
        (value + value.signum() * half) / divisor
    };
    i64::try_from(scaled).ok().filter(|&units| units != i64::MIN)
}

/// `1234` minor units as `12.34`.
pub fn format_units(units: i64, decimals: u32) -> String {
    let mut text = String::new();
    if units < 0 {
        text.push('-');
    }
    let magnitude = units.unsigned_abs();
    let divisor = 10u64.pow(decimals);
    write!(text, "{}", magnitude / divisor).expect("writing to a string");
    if decimals > 0 {
        write!(text, ".{:0width$}", magnitude % divisor, width = decimals as usize)
            .expect("writing to a string");
    }
    text
}

/// A quantity in millionths, without trailing zeros.
pub fn format_quantity(units: i64) -> String {
    let text = format_units(units, QUANTITY_DECIMALS);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_once_and_away_from_zero() {
        let d = |mantissa, decimals| Decimal { mantissa, decimals };
        assert_eq!(d(12_345, 3).to_units(2), Some(1_235));
        assert_eq!(d(-12_345, 3).to_units(2), Some(-1_235));
        assert_eq!(d(12_344, 3).to_units(2), Some(1_234));
        assert_eq!(d(3, 0).times(d(1_115, 3), 2), Some(335));
        assert_eq!(d(i64::MAX, 0).to_units(2), None);
    }

    #[test]
    fn a_word_says_what_more_would() {
        let numbers =
            [0, 1, -1, 5, 15, -15, 49, 50, -50, 149, 12_345, (1 << 40) - 1, 1 - (1 << 40)];
        for (value, from, to) in
            numbers.iter().flat_map(|&v| (0..9).flat_map(move |f| (0..9).map(move |t| (v, f, t))))
        {
            let wide = rescale(i128::from(value), from, to);
            assert!(
                rescale_word(value, from, to).is_none_or(|word| Some(word) == wide),
                "{value} {from} {to}"
            );
        }
        assert_eq!(rescale_word(1 << 40, 0, 2), None);
        assert_eq!(rescale_word(-15, 1, 0), Some(-2));
    }

    #[test]
    fn prints_minor_units_and_quantities() {
        assert_eq!(format_units(-5, 2), "-0.05");
        assert_eq!(format_units(30_000, 2), "300.00");
        assert_eq!(format_units(1_500, 0), "1500");
        assert_eq!(format_quantity(2_500_000), "2.5");
        assert_eq!(format_quantity(-10_000_000), "-10");
        assert_eq!(format_quantity(0), "0");
    }
}
