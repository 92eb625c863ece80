//! Spark SQL, from version 3.3 on.
//!
//! The trap: it has no `normalize`. Accents are taken off by a table of the accented letters of Latin, Greek and
//! Cyrillic, and marks that stand alone by a pattern.

use super::{
    super::ast::TextOp,
    dialect::{Calendar, Step, Writes},
    value::escaped,
};
use crate::text::fold;
use unicode_normalization::UnicodeNormalization;

pub struct Spark;

impl Writes for Spark {
    fn title(&self) -> &'static str {
        "Spark SQL"
    }

    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn text(&self, text: &str) -> String {
        escaped(text)
    }

    /// A sum has 38 digits there, and beside it the product would be rounded to 6 decimals.
    fn sum(&self, sum: &str) -> String {
        format!("CAST({sum} AS DECIMAL(24, 6))")
    }

    fn folded(&self, text: &str) -> String {
        let plain = format!("regexp_replace(lower({text}), '\\\\p{{M}}', '')");
        format!("translate({plain}, letters.accented, letters.plain)")
    }

    fn folding_table(&self) -> Option<(&'static str, &'static str, String)> {
        let letters = '\u{c0}'..='\u{24f}';
        let letters = letters.chain('\u{370}'..='\u{4ff}').chain('\u{1e00}'..='\u{1fff}');
        let (mut accented, mut plain) = (String::new(), String::new());
        for letter in letters.filter(|letter| letter.is_alphabetic() && !letter.is_uppercase()) {
            let folded = fold(letter.encode_utf8(&mut [0; 4]));
            let mut folded = folded.chars();
            if let (Some(other), None) = (folded.next(), folded.next())
                && other != letter
            {
                accented.push(letter);
                plain.push(other);
            }
        }
        Some((
            "letters",
            "Accented letters of Latin, Greek and Cyrillic, and the same letters without.",
            format!("SELECT '{accented}' AS accented,\n       '{plain}' AS plain"),
        ))
    }

    fn composed(&self, folded: String) -> String {
        folded.nfc().collect()
    }

    fn matches(&self, op: TextOp, text: &str, part: &str) -> String {
        let function = match op {
            TextOp::Contains => "contains",
            TextOp::StartsWith => "startswith",
            TextOp::EndsWith => "endswith",
        };
        format!("{function}({text}, {part})")
    }

    fn later(&self, day: &str, step: Step) -> String {
        match step {
            Step::Days(n) if n < 0 => format!("date_sub({day}, {})", -n),
            Step::Days(n) => format!("date_add({day}, {n})"),
            Step::Months(n) => format!("add_months({day}, {n})"),
        }
    }

    fn in_year(&self, day: &str, year: &str) -> String {
        format!("add_months({day}, 12 * ({year} - year({day})))")
    }

    fn start_of(&self, day: &str, unit: Calendar) -> String {
        let unit = match unit {
            Calendar::Month => "MONTH",
            Calendar::Year => "YEAR",
        };
        format!("trunc({day}, '{unit}')")
    }

    fn day_number(&self, day: &str) -> String {
        format!("datediff({day}, DATE '1970-01-01')")
    }
}
