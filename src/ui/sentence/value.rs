//! Values: what a number of the language stands for, by its field.

use super::{Voice, lower};
use crate::{
    query::{
        ast::{Name, Value, ValueKind},
        error::Scope,
        fields::{Kind, kind_of},
    },
    schema::role::Role,
    text::fold,
    ui::{
        locale::{self, Lang},
        messages::{COUNTED, FIELD_NAMES, Messages, RECORD_FIELDS, fill},
    },
};

/// Fields whose numbers are shares: 0.2 is said as 20 %.
const SHARES: [&str; 5] = ["growth_12m", "return_rate", "p_alive", "p_order_30d", "alike"];

/// Whether the field of that name holds shares.
pub fn is_share(name: &str) -> bool {
    SHARES.contains(&name)
}

/// The name that the definitions give a field, whatever case it is written in; the name itself otherwise.
pub fn known_name(name: &str) -> &str {
    let folded = fold(name);
    FIELD_NAMES
        .iter()
        .chain(&RECORD_FIELDS)
        .find(|known| **known == folded)
        .copied()
        .unwrap_or(name)
}

/// Whether a customer's field is one of the definitions, whose name is translated.
pub fn is_built_in(name: &str) -> bool {
    FIELD_NAMES.contains(&known_name(name))
}

/// Whether a field is a birthday by its name, in any of the languages.
pub(super) fn is_birthday(name: &str) -> bool {
    let name = fold(name);
    let word = |lang| Messages::of(lang).words.role(Role::Birthday);
    name == Role::Birthday.name() || Lang::ALL.into_iter().any(|lang| fold(word(lang)) == name)
}

impl Voice {
    /// A customer's field as it stands alone; without its unit where that goes with the number.
    pub fn field_name(&self, name: &str) -> String {
        let known = known_name(name);
        if is_birthday(name) {
            return self.t.words.role(Role::Birthday).to_string();
        }
        let word = self.t.words.field(known);
        match word.split_once(" (") {
            Some((bare, _)) if has_unit(known) => bare.to_string(),
            _ => word.to_string(),
        }
    }

    /// The same inside a sentence, of a customer or of a record.
    pub(super) fn field(&self, name: &Name, scope: Scope) -> String {
        if scope != Scope::Customers {
            return self.record_field(&name.text);
        }
        let word = self.field_name(&name.text);
        if is_built_in(&name.text) || is_birthday(&name.text) { lower(&word) } else { word }
    }

    /// A field of an order, a line or an event.
    pub fn record_field(&self, name: &str) -> String {
        let known = known_name(name);
        let place = RECORD_FIELDS.iter().position(|field| *field == known);
        place.map_or_else(|| name.to_string(), |i| self.t.sentences.records[i].to_string())
    }

    /// A value beside a field.
    pub(super) fn value(&self, value: &Value, name: &str, scope: Scope) -> String {
        let t = &self.t.sentences;
        match &value.kind {
            ValueKind::Number(number) => {
                // The text of a number of the language is one that Rust reads.
                let number = number.written().parse::<f64>().unwrap_or_default();
                self.number(number, known_name(name), scope)
            }
            ValueKind::Text(text) => self.class_or_text(text),
            ValueKind::Date(day) => locale::day(self.lang, day.0),
            ValueKind::YesNo(yes) => self.yes_no(*yes).to_string(),
            ValueKind::Median(of) if fold(&of.text) == fold(name) => t.median.to_string(),
            ValueKind::Median(of) => {
                fill(t.median_of, &[("field", &self.field(of, Scope::Customers))])
            }
        }
    }

    /// A number beside a field: money, a share, days or plain.
    pub fn number(&self, number: f64, name: &str, scope: Scope) -> String {
        let t = &self.t.sentences;
        if scope == Scope::Customers {
            if is_share(name) {
                return locale::exact_percent(self.lang, number);
            }
            if has_unit(name) {
                let years = name.ends_with("_years");
                let unit = if years { &t.n_years } else { &t.n_days };
                return locale::counted(self.lang, unit, number);
            }
            if name == "spend_mean" || name == "repeat_spend_mean" || name == "clv_12m" {
                return self.money(number);
            }
        }
        match kind_of(scope, name) {
            Some(Kind::Money) => self.money(number),
            _ => locale::exact(self.lang, number),
        }
    }

    fn money(&self, number: f64) -> String {
        locale::exact_money(self.lang, self.currency.as_deref(), self.decimals, number)
    }

    /// A class in the language, or a text as it is; an empty one in quotation marks.
    pub(super) fn class_or_text(&self, text: &str) -> String {
        if text.trim().is_empty() {
            self.quoted(text)
        } else {
            self.t.words.class(text).to_string()
        }
    }

    /// In quotation marks.
    pub(super) fn quoted(&self, text: &str) -> String {
        fill(self.t.sentences.quoted, &[("x", text)])
    }

    fn yes_no(&self, yes: bool) -> &'static str {
        if yes { self.t.people.yes } else { self.t.people.no }
    }

    /// With the words molten that the language melts, once each: the rest may be someone's own words.
    pub(super) fn melt(&self, phrase: String) -> String {
        let melting = self.t.sentences.melting.iter();
        melting.fold(phrase, |phrase, (apart, together)| phrase.replacen(apart, together, 1))
    }

    /// `A, B or C`
    pub(super) fn any_of(&self, texts: &[String]) -> String {
        match texts {
            [] => String::new(),
            [one] => one.clone(),
            [all @ .., last] => format!("{}{}{last}", all.join(", "), self.t.sentences.or),
        }
    }
}

/// Whether the number of a field is said with its unit, days or years, instead of the name saying it.
fn has_unit(name: &str) -> bool {
    (name.ends_with("_days") || name.ends_with("_years")) && !COUNTED.contains(&name)
}
