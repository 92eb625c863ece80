//! **Classes of cells**: as much of a cell's type as it takes to tell names from values and cells from
//! pieces of cells. What a column really holds is decided later, on all of it.

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Empty,
    /// A number, money, a date, a time, a phone number, true or false.
    Value,
    /// An e-mail address or a link.
    Address,
    /// Letters and digits without a blank: ids, article numbers.
    Code,
    Text,
}

/// What a cell looks like.
pub(super) fn class(cell: &str) -> Class {
    let cell = cell.trim();
    if cell.is_empty() {
        return Class::Empty;
    }
    if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") || is_value(cell) {
        return Class::Value;
    }
    if is_address(cell) {
        return Class::Address;
    }
    let digits = cell.bytes().any(|b| b.is_ascii_digit());
    if digits && !cell.contains(char::is_whitespace) { Class::Code } else { Class::Text }
}

/// Digits with marks; letters only as months between digits, halves of a day, zones and currencies.
fn is_value(cell: &str) -> bool {
    let mut digits = 0;
    let mut letters = String::new();
    let allowed = |run: &str, digits: usize, more: bool| match run {
        "" | "T" | "Z" | "R" | "US" | "AM" | "PM" | "am" | "pm" | "UTC" | "GMT" => true,
        _ => digits > 0 && more && (3..=10).contains(&run.chars().count()),
    };
    for c in cell.chars() {
        if c.is_alphabetic() {
            letters.push(c);
            continue;
        }
        if !allowed(&letters, digits, true) {
            return false;
        }
        letters.clear();
        match c {
            '0'..='9' => digits += 1,
            ' ' | '.' | ',' | '\'' | '/' | ':' | '-' | '+' | '(' | ')' | '%' | '$' | '€' | '£'
            | '¥' | '\u{A0}' | '\u{202F}' | '\u{2212}' | '\u{2019}' => {}
            _ => return false,
        }
    }
    digits > 0 && allowed(&letters, digits, false)
}

fn is_address(cell: &str) -> bool {
    let mail = cell
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    (mail && !cell.contains(' ')) || cell.starts_with("http://") || cell.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        let check = |cell: &str, expect| assert_eq!(class(cell), expect, "{cell:?}");
        check(" ", Class::Empty);
        for value in [
            "1",
            "-12,50",
            "R$ 1.234,56",
            "(12.00)",
            "12 %",
            "€ 3",
            "116,99 €",
            "2024-01-01",
            "10-Dez-25",
            "2025-01-15 17:41:00 -0500",
            "2026-04-22T17:34:18Z",
            "10:00 PM",
            "(555) 010-1234",
            "TRUE",
            "3 de março de 2024",
        ] {
            let expect = if value.contains("de") { Class::Text } else { Class::Value };
            check(value, expect);
        }
        for text in ["Date", "Tax 1 Value", "T", "-", "Total", "Jana Mala", "R", "São Paulo"] {
            check(text, Class::Text);
        }
        for code in ["#1001", "Address1", "cus_R8xKpLm", "SKU-1", "Q1"] {
            check(code, Class::Code);
        }
        check("ana@exemplo.com.br", Class::Address);
        check("https://x.test/a", Class::Address);
    }
}
