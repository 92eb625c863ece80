//! A plain stand-in for `locale` in native tests: enough of the four languages to read a sentence by.

pub use super::lang::Lang;
use super::messages::Plural;
use crate::calendar::Day;

/// A whole number with its thousands parted.
pub fn whole(lang: Lang, value: f64) -> String {
    exact(lang, value.round())
}

/// With all decimals it has.
pub fn exact(lang: Lang, value: f64) -> String {
    let written = value.abs().to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let (thousands, mark) = match lang {
        Lang::En => (",", "."),
        Lang::Pt | Lang::Es => (".", ","),
        Lang::Lt => ("\u{a0}", ","),
    };
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push_str(thousands);
        }
        out.push(digit);
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let mark = if fraction.is_empty() { "" } else { mark };
    format!("{sign}{out}{mark}{fraction}")
}

/// A share of 0–1.
pub fn exact_percent(lang: Lang, share: f64) -> String {
    let share = (share * 1e9).round() / 1e7;
    format!("{}%", exact(lang, share))
}

/// Major units.
pub fn exact_money(lang: Lang, currency: Option<&str>, _decimals: u32, value: f64) -> String {
    let sign = match currency {
        Some("GBP") => "£",
        Some("BRL") => "R$ ",
        Some("EUR") => "€",
        _ => "",
    };
    format!("{sign}{}", exact(lang, value))
}

/// A day.
pub fn day(_lang: Lang, days: i32) -> String {
    Day(days).to_string()
}

/// The form of a counted noun, with its number in it.
pub fn plural(lang: Lang, forms: &Plural, count: f64) -> String {
    counted(lang, forms, count)
}

/// The same with all decimals the number has.
pub fn counted(lang: Lang, forms: &Plural, count: f64) -> String {
    let (tens, units) = (count % 100.0, count % 10.0);
    let form = match lang {
        Lang::Lt if count.fract() != 0.0 => forms.many,
        Lang::Lt if (11.0..20.0).contains(&tens) || units == 0.0 => forms.other,
        Lang::Lt if units == 1.0 => forms.one,
        Lang::Lt => forms.few,
        _ if count == 1.0 => forms.one,
        _ => forms.other,
    };
    form.replace("{n}", &exact(lang, count))
}
