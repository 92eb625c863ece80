//! Numbers, money, days and plurals as the reader's language writes them, by the browser's own `Intl`: right for
//! Lithuanian plurals and Portuguese dates, and of no weight.

pub use super::lang::Lang;
use super::messages::Plural;
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue};

/// How something is formatted; one formatter of each is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Style {
    Whole,
    Decimal,
    Exact,
    Percent,
    ExactPercent,
    Money { currency: Option<String>, decimals: u32 },
    ShortMoney { currency: Option<String> },
    Day,
    NarrowDay,
    Month,
    MonthName,
    Plural,
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<(Lang, Style), Function>> = RefCell::new(HashMap::new());
}

/// `4,339`
pub fn whole(lang: Lang, value: f64) -> String {
    number(lang, Style::Whole, value)
}

/// At most two decimals: `18.25`
pub fn decimal(lang: Lang, value: f64) -> String {
    number(lang, Style::Decimal, value)
}

/// A share of 0–1 as `27 %`.
pub fn percent(lang: Lang, share: f64) -> String {
    number(lang, Style::Percent, share)
}

/// With all decimals it has: what someone wrote, not what was measured.
pub fn exact(lang: Lang, value: f64) -> String {
    number(lang, Style::Exact, value)
}

/// A share of 0–1 with all decimals it has.
pub fn exact_percent(lang: Lang, share: f64) -> String {
    number(lang, Style::ExactPercent, share)
}

/// Major units with all decimals they have: `£300`, `£1,299.50`.
pub fn exact_money(lang: Lang, currency: Option<&str>, decimals: u32, value: f64) -> String {
    let decimals = if value.fract() == 0.0 { 0 } else { decimals };
    number(lang, Style::Money { currency: currency.map(str::to_string), decimals }, value)
}

/// Major units in full: `£12.50`; whole units where the amount is large, or nothing.
pub fn money(lang: Lang, currency: Option<&str>, decimals: u32, value: f64) -> String {
    let decimals = if value == 0.0 || value.abs() >= 1000.0 { 0 } else { decimals };
    number(lang, Style::Money { currency: currency.map(str::to_string), decimals }, value)
}

/// Major units, short: `£1.2M`.
pub fn short_money(lang: Lang, currency: Option<&str>, value: f64) -> String {
    number(lang, Style::ShortMoney { currency: currency.map(str::to_string) }, value)
}

/// A day, given as days since 1970-01-01: `9 Dec 2011`.
pub fn day(lang: Lang, days: i32) -> String {
    date(lang, Style::Day, days)
}

/// A day in a column: in figures where its words are long, as `9 de dez. de 2011` is.
pub fn narrow_day(lang: Lang, days: i32) -> String {
    let is_long = matches!(lang, Lang::Pt | Lang::Es);
    date(lang, if is_long { Style::NarrowDay } else { Style::Day }, days)
}

/// The month of a day: `Dec 2011`.
pub fn month(lang: Lang, days: i32) -> String {
    date(lang, Style::Month, days)
}

/// The name of a day's month, short and without its year: `Dec`.
pub fn month_name(lang: Lang, days: i32) -> String {
    date(lang, Style::MonthName, days)
}

/// The form of a counted noun, with its number in it.
pub fn plural(lang: Lang, forms: &Plural, count: f64) -> String {
    form(lang, forms, count).replace("{n}", &whole(lang, count))
}

/// The same with all decimals the number has.
pub fn counted(lang: Lang, forms: &Plural, count: f64) -> String {
    form(lang, forms, count).replace("{n}", &exact(lang, count))
}

/// As people write; the rules of Unicode have a Portuguese nought with the singular, which nobody does.
fn form(lang: Lang, forms: &Plural, count: f64) -> &'static str {
    if lang == Lang::Pt && count == 0.0 {
        return forms.other;
    }
    match call(lang, Style::Plural, &count.into()).as_str() {
        "one" => forms.one,
        "few" => forms.few,
        "many" => forms.many,
        _ => forms.other,
    }
}

fn number(lang: Lang, style: Style, value: f64) -> String {
    // A number that is none never reaches the screen, nor does a zero with a sign.
    let value = value + 0.0;
    if value.is_finite() { call(lang, style, &value.into()) } else { String::from("–") }
}

fn date(lang: Lang, style: Style, days: i32) -> String {
    let date = Date::new(&JsValue::from_f64(f64::from(days) * 86_400_000.0));
    call(lang, style, &date)
}

fn call(lang: Lang, style: Style, value: &JsValue) -> String {
    FORMATTERS.with_borrow_mut(|formatters| {
        let format = formatters
            .entry((lang, style))
            .or_insert_with_key(|(lang, style)| formatter(*lang, style));
        format
            .call1(&JsValue::NULL, value)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    })
}

fn formatter(lang: Lang, style: &Style) -> Function {
    let locales = Array::of1(&lang.tag().into());
    let options = Object::new();
    let set = |key: &str, value: &JsValue| {
        Reflect::set(&options, &key.into(), value).expect("a plain object takes any key");
    };
    let currency = |code: &Option<String>| {
        if let Some(code) = code {
            set("style", &"currency".into());
            set("currency", &code.into());
            set("currencyDisplay", &"narrowSymbol".into());
        }
    };
    match style {
        Style::Whole => set("maximumFractionDigits", &0.into()),
        Style::Decimal => set("maximumFractionDigits", &2.into()),
        Style::Exact => set("maximumFractionDigits", &12.into()),
        Style::ExactPercent => {
            set("style", &"percent".into());
            set("maximumFractionDigits", &10.into());
        }
        Style::Percent => {
            set("style", &"percent".into());
            set("maximumFractionDigits", &0.into());
        }
        Style::Money { currency: code, decimals } => {
            currency(code);
            set("minimumFractionDigits", &(*decimals).into());
            set("maximumFractionDigits", &(*decimals).into());
        }
        Style::ShortMoney { currency: code } => {
            currency(code);
            set("notation", &"compact".into());
            set("minimumFractionDigits", &0.into());
            set("maximumFractionDigits", &1.into());
        }
        Style::Day => {
            set("timeZone", &"UTC".into());
            set("day", &"numeric".into());
            set("month", &"short".into());
            set("year", &"numeric".into());
        }
        Style::NarrowDay => {
            set("timeZone", &"UTC".into());
            set("day", &"2-digit".into());
            set("month", &"2-digit".into());
            set("year", &"numeric".into());
        }
        Style::Month => {
            set("timeZone", &"UTC".into());
            set("month", &"short".into());
            set("year", &"numeric".into());
        }
        Style::MonthName => {
            set("timeZone", &"UTC".into());
            set("month", &"short".into());
        }
        Style::Plural => {
            let rules = Intl::PluralRules::new(&locales, &options);
            let select =
                Reflect::get(&rules, &JsString::from("select")).expect("PluralRules.select");
            return select.unchecked_into::<Function>().bind0(&rules).unchecked_into();
        }
    }
    if matches!(style, Style::Day | Style::NarrowDay | Style::Month | Style::MonthName) {
        Intl::DateTimeFormat::new(&locales, &options).format()
    } else {
        Intl::NumberFormat::new(&locales, &options).format()
    }
}
