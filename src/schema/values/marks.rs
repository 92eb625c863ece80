//! Currency marks in values: `R$ 10`, `10 €`, `USD 10`.

use crate::money::Currency;

/// What a currency mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// One currency.
    Of(Currency),
    /// `$`: a dollar or a peso of some country.
    Dollar,
    /// `kr`, `¥`: one of several currencies.
    Unclear,
}

/// Marks that are no ISO code, the longer before those they contain.
const MARKS: [(&str, Option<&[u8; 3]>); 34] = [
    ("US$", Some(b"USD")),
    ("U$S", Some(b"USD")),
    ("CA$", Some(b"CAD")),
    ("AU$", Some(b"AUD")),
    ("NZ$", Some(b"NZD")),
    ("MX$", Some(b"MXN")),
    ("HK$", Some(b"HKD")),
    ("R$", Some(b"BRL")),
    ("A$", Some(b"AUD")),
    ("C$", None),
    ("S$", Some(b"SGD")),
    ("U$", Some(b"USD")),
    ("$U", Some(b"UYU")),
    ("€", Some(b"EUR")),
    ("£", Some(b"GBP")),
    ("₹", Some(b"INR")),
    ("Rs.", None),
    ("Rs", None),
    ("₺", Some(b"TRY")),
    ("₽", Some(b"RUB")),
    ("₴", Some(b"UAH")),
    ("₩", Some(b"KRW")),
    ("₪", Some(b"ILS")),
    ("฿", Some(b"THB")),
    ("₫", Some(b"VND")),
    ("¥", None),
    ("zł", Some(b"PLN")),
    ("Kč", Some(b"CZK")),
    ("Ft", Some(b"HUF")),
    ("Lt", Some(b"LTL")),
    ("S/.", Some(b"PEN")),
    ("S/", Some(b"PEN")),
    ("kr.", None),
    ("kr", None),
];

/// ISO codes that are known as marks and as values of a currency column.
const CODES: &str = "AED ARS AUD BDT BGN BHD BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EEK EGP \
    EUR GBP GTQ HKD HNL HRK HUF IDR ILS INR ISK JOD JPY KES KRW KWD KZT LKR LTL LVL MAD MXN MYR NGN \
    NIO NOK NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU \
    UZS VES VND ZAR";

/// The currency of an ISO code that is in use, any case.
pub fn known_code(text: &str) -> Option<Currency> {
    let currency = Currency::from_code(text)?;
    CODES.split(' ').any(|code| code == currency.code()).then_some(currency)
}

/// Takes a mark off the front.
pub fn strip_prefix(text: &str) -> Option<(Mark, &str)> {
    for (mark, code) in MARKS {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some((meaning(code), rest));
        }
    }
    if let Some(rest) = text.strip_prefix('$') {
        return Some((Mark::Dollar, rest));
    }
    let code = known_code(text.get(..3)?)?;
    Some((Mark::Of(code), &text[3..]))
}

/// Takes a mark off the end.
pub fn strip_suffix(text: &str) -> Option<(Mark, &str)> {
    for (mark, code) in MARKS {
        if let Some(rest) = text.strip_suffix(mark) {
            return Some((meaning(code), rest));
        }
    }
    if let Some(rest) = text.strip_suffix('$') {
        return Some((Mark::Dollar, rest));
    }
    let at = text.len().checked_sub(3)?;
    let code = known_code(text.get(at..)?)?;
    Some((Mark::Of(code), &text[..at]))
}

fn meaning(code: Option<&[u8; 3]>) -> Mark {
    code.map_or(Mark::Unclear, |code| Mark::Of(Currency(*code)))
}

/// The currency mark of a number, or of a header such as `Valor (R$)` when taken word by word.
pub fn currency_mark(text: &str) -> Option<Mark> {
    let text = text.trim().trim_start_matches(['-', '+', '(', '\u{2212}']).trim_start();
    let text = text.trim_end_matches(['-', ')', '%']).trim_end();
    strip_prefix(text).or_else(|| strip_suffix(text)).map(|(mark, _)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_their_currency() {
        for (text, code) in [
            ("R$ 10,00", "BRL"),
            ("-R$10", "BRL"),
            ("10 €", "EUR"),
            ("USD 10", "USD"),
            ("10usd", "USD"),
            ("12,50 zł", "PLN"),
            ("Lt 5", "LTL"),
        ] {
            assert_eq!(currency_mark(text), Currency::from_code(code).map(Mark::Of), "{text}");
        }
        assert_eq!(currency_mark("($1.00)"), Some(Mark::Dollar));
        assert_eq!(currency_mark("10 kr"), Some(Mark::Unclear));
        for text in ["10", "", "10 xyz", "ção"] {
            assert_eq!(currency_mark(text), None, "{text}");
        }
    }
}
