//! Names of months, of weekdays, and the small words around them in dates.

use crate::text::fold;

/// Names of months, folded, by month: English, Portuguese, Spanish, Lithuanian (both cases), German,
/// French.
const MONTHS: [&[&str]; 12] = [
    &["january", "janeiro", "enero", "sausis", "sausio", "januar", "janner", "janvier"],
    &["february", "fevereiro", "febrero", "vasaris", "vasario", "februar", "fevrier"],
    &["march", "marco", "marzo", "kovas", "kovo", "marz", "maerz", "mars"],
    &["april", "abril", "balandis", "balandzio", "avril"],
    &["may", "maio", "mayo", "geguze", "geguzes", "mai"],
    &["june", "junho", "junio", "birzelis", "birzelio", "juni", "juin"],
    &["july", "julho", "julio", "liepa", "liepos", "juli", "juillet"],
    &["august", "agosto", "rugpjutis", "rugpjucio", "aout"],
    &["september", "setembro", "septiembre", "setiembre", "rugsejis", "rugsejo", "septembre"],
    &["october", "outubro", "octubre", "spalis", "spalio", "oktober", "octobre"],
    &["november", "novembro", "noviembre", "lapkritis", "lapkricio", "novembre"],
    &["december", "dezembro", "diciembre", "gruodis", "gruodzio", "dezember", "decembre"],
];

/// Words that may stand in a date and say nothing of it, folded.
const FILLERS: [&str; 26] = [
    "de", "del", "of", "the", "th", "st", "nd", "rd", "m", "d", "metai", "metu", "diena", "dia",
    "as", "at", "o", "em", "el", "den", "a", "las", "val", "on", "le", "um",
];

/// Weekdays by their beginnings, folded.
const WEEKDAYS: [&str; 38] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "seg", "ter", "qua", "qui", "sex", "sab",
    "dom", "lun", "mar", "mie", "jue", "vie", "pirm", "antr", "trec", "ketv", "penkt", "sest",
    "sekm", "feira", "die", "mit", "don", "fre", "sam", "son", "jeu", "ven", "dim", "mer", "an",
];

/// The month, 1–12, of a folded name or of a beginning of three letters or more that fits one month.
pub fn month_of(word: &str) -> Option<u32> {
    if word.len() < 3 {
        return None;
    }
    let mut found = None;
    for (month, names) in (1..).zip(MONTHS) {
        if names.iter().any(|name| name.starts_with(word)) && found.replace(month).is_some() {
            return None;
        }
    }
    // The usual short form in English and German that begins no full name.
    if word == "sept" { Some(9) } else { found }
}

/// Whether a date begins with the name of a month: `Dec 9, 2011`.
pub fn begins_with_month(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    end > 0 && month_of(&fold(&text[..end])).is_some()
}

/// Whether the folded word is a filler or names a weekday.
pub fn says_nothing(word: &str) -> bool {
    FILLERS.contains(&word) || WEEKDAYS.iter().any(|day| word.starts_with(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_by_name_and_beginning() {
        for (word, month) in [
            ("dec", Some(12)),
            ("dez", Some(12)),
            ("dic", Some(12)),
            ("gruodzio", Some(12)),
            ("mar", Some(3)),
            ("mai", Some(5)),
            ("out", Some(10)),
            ("sept", Some(9)),
            ("set", Some(9)),
            ("jui", None),
            ("rug", None),
            ("rugs", Some(9)),
            ("ju", None),
            ("xyz", None),
        ] {
            assert_eq!(month_of(word), month, "{word}");
        }
    }
}
