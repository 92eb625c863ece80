//! **Survey scores** on 0–10. Five stars are doubled, per cent are divided by ten.
//!
//! The trap: a column that never exceeds five may be a 0–10 scale with unhappy customers. It is taken for
//! stars only where its header says so, or where at least [`ENOUGH`] values reach five and none exceeds it.

use super::typed::Values;
use crate::{
    schema::{mapping::ColumnMapping, values::parse_decimal},
    text::fold,
};

/// Values from which on a highest value of five speaks for stars.
const ENOUGH: usize = 10;

/// Words in headers of five-point scales, folded.
const STARS: [&str; 8] =
    ["star", "estrela", "estrella", "zvaigzd", "csat", "1-5", "rating", "5 point"];

/// The scores of a column, NaN where blank, unreadable or beyond any scale.
pub fn scores(values: &Values, mapping: &ColumnMapping) -> Vec<f64> {
    let by_code: Vec<f64> = values
        .texts
        .iter()
        .map(|text| parse_decimal(text, mapping.number).map_or(f64::NAN, |number| number.to_f64()))
        .map(|score| if (0.0..=100.0).contains(&score) { score } else { f64::NAN })
        .collect();
    let all =
        values.codes.iter().map(|&code| by_code[code as usize]).filter(|score| !score.is_nan());
    let highest = all.clone().fold(0.0, f64::max);
    let header = fold(&mapping.name);
    let stars = highest <= 5.0
        && (STARS.iter().any(|word| header.contains(word))
            || highest == 5.0 && all.count() >= ENOUGH);
    let factor = match highest {
        _ if stars => 2.0,
        highest if highest <= 10.0 => 1.0,
        _ => 0.1,
    };
    values
        .codes
        .iter()
        // A division, so that 87 per cent is 8.7 and not its neighbour.
        .map(|&code| {
            if factor < 1.0 {
                by_code[code as usize] / 10.0
            } else {
                by_code[code as usize] * factor
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        schema::{
            role::Role,
            values::{DateOrder, NumberFormat},
        },
        text::Interner,
    };

    fn check(header: &str, values: &[&str], expect: &[f64]) {
        let mut texts = Interner::default();
        let codes = values.iter().map(|value| texts.intern(value)).collect();
        let mapping = ColumnMapping {
            name: header.into(),
            role: Role::Score,
            number: NumberFormat::Point,
            date: DateOrder::Ymd,
        };
        let found = scores(&Values { codes, texts: texts.into_texts() }, &mapping);
        let text = |scores: &[f64]| format!("{scores:?}");
        assert_eq!(text(&found), text(expect), "{header} {values:?}");
    }

    #[test]
    fn scales_become_zero_to_ten() {
        check("NPS", &["9", "", "x", "0"], &[9.0, f64::NAN, f64::NAN, 0.0]);
        check("Nota", &["3", "4"], &[3.0, 4.0]);
        check("Stars", &["3", "5"], &[6.0, 10.0]);
        check("Nota", &["5"; 10], &[10.0; 10]);
        check("CSAT %", &["87", "100", "101", "-1"], &[8.7, 10.0, f64::NAN, f64::NAN]);
    }
}
