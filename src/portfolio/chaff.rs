//! **Chaff**: records that are no data: total rows and repeated headers.
//!
//! The trap: a customer, product or shop may be called Total. A record is a total row only where it has
//! no readable date and nobody in it, and one of the cells it begins with says so.

use crate::{
    schema::values::{NumberFormat, ValueKind, is_blank, parse_decimal},
    text::fold,
};

/// How many filled cells from the left may hold the word of a total row.
const LEADING: usize = 3;

/// Words of total rows by which a cell may begin, folded: English, Portuguese, Spanish, Lithuanian.
const BEGINNINGS: [&str; 10] = [
    "total",
    "totals",
    "totais",
    "totales",
    "subtotal",
    "subtotais",
    "subtotales",
    "sub-total",
    "sub total",
    "is viso",
];

/// Words of total rows that make a whole cell, folded.
const WHOLE: [&str; 23] = [
    "grand total",
    "sum",
    "sums",
    "overall",
    "overall total",
    "soma",
    "somatorio",
    "valor total",
    "total geral",
    "suma",
    "suma total",
    "sumatoria",
    "gran total",
    "importe total",
    "viso",
    "viso suma",
    "bendra suma",
    "bendrai",
    "suma viso",
    "tarpine suma",
    "all",
    "geral",
    "sumos",
];

/// Whether a cell says that its record is a total.
pub fn is_total_word(cell: &str) -> bool {
    let [first, second, ..] = *cell.as_bytes() else { return false };
    let begins = [first.to_ascii_lowercase(), second.to_ascii_lowercase()];
    let known = [
        b"to", b"su", b"so", b"gr", b"ov", b"va", b"vi", b"be", b"al", b"ge", b"ta", b"is",
        b"i\xc5",
    ];
    if cell.len() > 60 || !known.contains(&&begins) {
        return false;
    }
    let folded = fold(cell);
    let word = folded.trim_end_matches([':', '.', '=', ' ']);
    WHOLE.contains(&word)
        || BEGINNINGS.iter().any(|beginning| {
            let rest = word.strip_prefix(beginning);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

/// Whether a record without a readable date is a total row. `cells` are its fields, trimmed; `key` is the
/// column of the customer. In a file without dates everything else must be numbers or blank.
pub fn is_total_row<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    key: Option<usize>,
    dated: bool,
) -> bool {
    let filled = cells.clone().enumerate().filter(|(_, cell)| !cell.is_empty());
    let Some((at, _)) = filled.clone().take(LEADING).find(|(_, cell)| is_total_word(cell)) else {
        return false;
    };
    let somebody = key.filter(|&key| key != at).and_then(|key| cells.clone().nth(key));
    if somebody.is_some_and(|cell| !is_blank(cell, ValueKind::Plain)) {
        return false;
    }
    dated || filled.clone().all(|(column, cell)| column == at || is_number(cell))
}

fn is_number(cell: &str) -> bool {
    is_blank(cell, ValueKind::Plain)
        || parse_decimal(cell, NumberFormat::Point).is_some()
        || parse_decimal(cell, NumberFormat::Comma).is_some()
}

/// Whether a record repeats the header.
pub fn is_header<'a>(
    cells: impl Iterator<Item = &'a str>,
    mut names: impl Iterator<Item = &'a str>,
) -> bool {
    let mut n_named = 0;
    for cell in cells {
        match names.next() {
            Some(name) if name.trim() == cell => n_named += usize::from(!cell.is_empty()),
            _ => return false,
        }
    }
    n_named > 0 && names.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_words_in_four_languages() {
        for word in [
            "Total",
            "TOTAL:",
            "Total geral",
            "Grand Total",
            "Subtotal",
            "Suma",
            "Iš viso",
            "IŠ VISO:",
            "Total general",
            "Total (EUR)",
            "Bendra suma",
            "Soma",
            "Sub-total",
        ] {
            assert!(is_total_word(word), "{word}");
        }
        for word in ["", "Totally", "Sumatra", "Ana", "Visokis", "12", "Allen"] {
            assert!(!is_total_word(word), "{word}");
        }
    }

    fn total(record: &str, dated: bool) -> bool {
        is_total_row(record.split(',').map(str::trim), Some(1), dated)
    }

    #[test]
    fn somebody_or_other_text_makes_it_no_total() {
        for (record, dated, expect) in [
            ("Total,,,1234.50", true, true),
            (",,Total,1234.50", true, true),
            (",Total,,99", true, true),
            ("Total,ann,,99", true, false),
            ("1,2,3,Total", true, false),
            ("Total,,3 pedidos,99", true, true),
            ("Total,,3 pedidos,99", false, false),
            ("Total,,3,99", false, true),
        ] {
            assert_eq!(total(record, dated), expect, "{record}");
        }
    }

    #[test]
    fn a_header_repeats_whole() {
        let is = |record: &'static str| is_header(record.split(','), "id,date,".split(','));
        assert!(is("id,date,"));
        assert!(!is("id,date"));
        assert!(!is("id,2024-01-01,"));
        assert!(!is_header("".split(','), "".split(',')));
    }
}
