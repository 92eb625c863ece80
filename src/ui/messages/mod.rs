//! Every sentence of the interface, one file a language. A language that lacks a message does not compile: all
//! are fields of [`Messages`], and lists of words are arrays as long as the list they translate.
//!
//! `{name}` in a sentence is filled by [`fill`]; a counted noun is a [`Plural`] with `{n}` in it, its form
//! chosen by the browser's plural rules. A language that has no `few` or `many` repeats `other` there.

mod en;
mod es;
mod lt;
mod pt;

use super::locale::Lang;
use crate::{issues::Reason, schema::role::Role};

/// A counted noun in the forms a language has.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    pub one: &'static str,
    pub few: &'static str,
    pub many: &'static str,
    pub other: &'static str,
}

impl Plural {
    /// For languages with two forms.
    pub const fn two(one: &'static str, other: &'static str) -> Plural {
        Plural { one, few: other, many: other, other }
    }
}

/// Every sentence, by where it stands.
pub struct Messages {
    pub shell: Shell,
    pub start: Start,
    pub reading: Reading,
    pub files: Files,
    pub overview: Overview,
    pub people: People,
    pub privacy: Privacy,
    pub problems: Problems,
    pub words: Words,
}

impl Messages {
    /// The sentences of a language.
    pub fn of(lang: Lang) -> &'static Messages {
        match lang {
            Lang::En => &en::MESSAGES,
            Lang::Pt => &pt::MESSAGES,
            Lang::Es => &es::MESSAGES,
            Lang::Lt => &lt::MESSAGES,
        }
    }
}

/// Header, navigation, selection bar.
pub struct Shell {
    pub title: &'static str,
    pub skip: &'static str,
    pub navigation: &'static str,
    pub files: &'static str,
    pub overview: &'static str,
    pub people: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub as_of: &'static str,
    pub latest: &'static str,
    pub records: Plural,
    pub unaccounted: &'static str,
    pub sample: &'static str,
    pub requests: Plural,
    pub offline: &'static str,
    pub nothing_stored: &'static str,
    pub how_check: &'static str,
    pub forget: &'static str,
    pub forget_question: &'static str,
    pub selection: &'static str,
    pub of_customers: Plural,
    pub of_revenue: &'static str,
    pub add_condition: &'static str,
    pub remove_condition: &'static str,
    pub clear: &'static str,
    pub export: &'static str,
    pub export_all: &'static str,
    pub close: &'static str,
}

/// The start screen.
pub struct Start {
    pub promise: [&'static str; 2],
    pub pitch: &'static str,
    pub drop: &'static str,
    pub formats: &'static str,
    pub choose: &'static str,
    pub paste: &'static str,
    pub paste_hint: &'static str,
    pub sample: &'static str,
    pub requests: Plural,
    pub offline: &'static str,
    pub rule_waiting: &'static str,
}

/// The bar while reading.
pub struct Reading {
    pub reading: &'static str,
    pub of_bytes: &'static str,
    pub rows: Plural,
    pub working: &'static str,
    pub cancel: &'static str,
}

/// The Files screen.
pub struct Files {
    pub title: &'static str,
    pub lead: &'static str,
    pub lead_asks: &'static str,
    pub empty: &'static str,
    pub read_in: &'static str,
    pub remove: &'static str,
    pub confirm: &'static str,
    pub file_of: &'static str,
    pub kinds: [&'static str; 3],
    pub encoding: &'static str,
    pub delimiter: &'static str,
    pub tab: &'static str,
    pub quote: &'static str,
    pub header: &'static str,
    pub header_line: &'static str,
    pub no_header: &'static str,
    pub decimals: &'static str,
    pub dates: &'static str,
    pub date_orders: [&'static str; 3],
    pub currency: &'static str,
    pub not_stated: &'static str,
    pub amount_of: &'static str,
    pub amount_of_kinds: [&'static str; 2],
    pub role_of: &'static str,
    pub why: &'static str,
    pub empty_cell: &'static str,
    pub ledger: &'static str,
    pub ledger_download: &'static str,
    pub read: &'static str,
    pub used_purchases: &'static str,
    pub used_returns: &'static str,
    pub used_other: &'static str,
    pub orders: Plural,
    pub returns_note: &'static str,
    pub set_aside: &'static str,
    pub orphans_note: &'static str,
    pub unaccounted: &'static str,
    pub add: &'static str,
    pub add_lead: &'static str,
    pub add_drop: &'static str,
    pub notes: &'static str,
    pub note_float_ids: &'static str,
    pub note_duplicates: Plural,
    pub note_orders_by_day: &'static str,
    pub note_customer_repeated: Plural,
    pub note_not_loaded: &'static str,
    pub note_key_is_name: &'static str,
    pub ask_which: &'static str,
    pub ask_date: &'static str,
    pub ask_decimal: &'static str,
    pub ask_currency: &'static str,
    pub ask_name: &'static str,
    pub ask_amount_of: &'static str,
}

/// The Overview.
pub struct Overview {
    pub title: &'static str,
    /// With `{customers}` and `{spend}`, both shares; the part before the first full stop is stressed.
    pub lead_pareto: &'static str,
    pub lead_even: &'static str,
    pub lead_no_money: Plural,
    pub lead_leaving: Plural,
    pub lead_leaving_money: &'static str,
    pub lead_steady: &'static str,
    pub task_titles: [&'static str; 4],
    pub task_counts: [Plural; 4],
    pub task_notes: [&'static str; 4],
    pub see_them: &'static str,
    pub activity: &'static str,
    pub activity_note: &'static str,
    pub rfm_map: &'static str,
    pub rfm_x: &'static str,
    pub rfm_y: &'static str,
    pub concentration: &'static str,
    pub concentration_mark: &'static str,
    pub concentration_note: &'static str,
    pub not_concentrated: &'static str,
    pub segments: &'static str,
    pub segment: &'static str,
    pub customers: &'static str,
    pub revenue: &'static str,
    pub orders: &'static str,
    pub share: &'static str,
    pub what_to_do: &'static str,
    /// What to do with each RFM segment, in the order of [`CLASS_NAMES`].
    pub advice: [&'static str; 11],
    pub revenue_by_month: &'static str,
    pub orders_by_month: &'static str,
    pub month: &'static str,
    pub partial_note: &'static str,
    pub changed: &'static str,
    pub changed_came: Plural,
    pub no_changes: &'static str,
    pub table: &'static str,
    pub picture: &'static str,
    pub download: &'static str,
    pub promotion: &'static str,
    pub nobody: &'static str,
}

/// The People screen.
pub struct People {
    pub title: &'static str,
    pub search: &'static str,
    pub filters: &'static str,
    pub columns: &'static str,
    pub as_text: &'static str,
    pub query: &'static str,
    pub query_hint: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
    pub keeps: &'static str,
    pub alone_removes: &'static str,
    pub nobody: &'static str,
    pub list: Plural,
    pub sort_by: &'static str,
    pub more: Plural,
    pub from: &'static str,
    pub to: &'static str,
    pub apply: &'static str,
    pub customer: &'static str,
    pub timeline: &'static str,
    pub why_here: &'static str,
    pub why_class: &'static str,
    pub fallback_rule: &'static str,
    pub facts: &'static str,
    pub choose_one: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub empty: &'static str,
    pub days: Plural,
    pub days_ago: Plural,
    pub order: &'static str,
    pub returned: &'static str,
    pub and: &'static str,
    pub or: &'static str,
    pub not: &'static str,
}

/// "How can I check?"
pub struct Privacy {
    pub title: &'static str,
    pub lead: &'static str,
    /// Heading and text of each way to check.
    pub ways: [(&'static str, &'static str); 5],
    pub policy: &'static str,
    pub honest: &'static str,
}

/// What went wrong and the way out.
pub struct Problems {
    pub empty_file: &'static str,
    pub image: &'static str,
    pub pdf: &'static str,
    pub spreadsheet: &'static str,
    pub archive: &'static str,
    pub not_a_table: &'static str,
    pub only_header: &'static str,
    pub no_customer: &'static str,
    pub no_orders: &'static str,
    pub unreadable: &'static str,
    pub stopped: &'static str,
    pub query: &'static str,
    pub query_suggestion: &'static str,
    pub no_such_customer: &'static str,
    pub dismiss: &'static str,
}

/// Words of DEFINITIONS in the language.
pub struct Words {
    pub classes: [&'static str; CLASS_NAMES.len()],
    pub fields: [&'static str; FIELD_NAMES.len()],
    pub roles: [&'static str; Role::ALL.len()],
    pub reasons: [&'static str; Reason::ALL.len()],
}

/// Class names as they stand in data and exports; the RFM segments first.
pub const CLASS_NAMES: [&str; 38] = [
    "Champions",
    "Loyal",
    "Potential loyalist",
    "Recent",
    "Promising",
    "Needs attention",
    "About to sleep",
    "At risk",
    "Hibernating",
    "Can't lose",
    "Lost",
    "No order",
    "Weekly",
    "Fortnightly",
    "Monthly",
    "Quarterly",
    "Half-yearly",
    "Yearly",
    "Rare",
    "Once",
    "No rhythm",
    "New",
    "Active",
    "Slipping",
    "Inactive",
    "Gold",
    "Silver",
    "Bronze",
    "Basic",
    "Defender",
    "Supporter",
    "Consumer",
    "Effective customer",
    "Suspect",
    "Information",
    "Prospect",
    "About to decide",
    "Lost deal",
];

/// Field names as they stand in queries and exports.
pub const FIELD_NAMES: [&str; 56] = [
    "customer_id",
    "name",
    "n_orders",
    "n_order_days",
    "n_repeat_days",
    "units",
    "spend_total",
    "spend_mean",
    "repeat_spend_mean",
    "spend_12m",
    "spend_prev_12m",
    "growth_12m",
    "margin_total",
    "first_order",
    "last_order",
    "last_order_age_days",
    "order_span_days",
    "customer_age_days",
    "own_gap_days",
    "longest_gap_days",
    "typical_gap_days",
    "lapse_ratio",
    "ever_lapsed",
    "missed_orders",
    "top_product",
    "top_category",
    "top_product_name",
    "n_products",
    "n_categories",
    "return_rate",
    "score",
    "n_referrals",
    "referred_spend",
    "reachable",
    "age_years",
    "r",
    "f",
    "m",
    "fm",
    "rfm_segment",
    "rhythm",
    "activity",
    "pareto_class",
    "promotion_gap",
    "reward_tier",
    "loyalty_stage",
    "funnel_stage",
    "p_alive",
    "p_order_30d",
    "expected_orders_12m",
    "clv_12m",
    "duplicate",
    "order_id",
    "day",
    "amount",
    "quantity",
];

impl Words {
    /// A class in the language; a name that is none of ours (the user's own list, A, B, C) as it is.
    pub fn class<'a>(&self, name: &'a str) -> &'a str {
        CLASS_NAMES.iter().position(|&known| known == name).map_or(name, |i| self.classes[i])
    }

    /// A field in the language; an attribute as its file names it.
    pub fn field<'a>(&self, name: &'a str) -> &'a str {
        FIELD_NAMES.iter().position(|&known| known == name).map_or(name, |i| self.fields[i])
    }

    /// A role in the language.
    pub fn role(&self, role: Role) -> &'static str {
        self.roles[role as usize]
    }

    /// A reason in the language.
    pub fn reason(&self, reason: Reason) -> &'static str {
        self.reasons[reason as usize]
    }
}

/// A sentence with its `{name}`s filled.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(sentence.to_string(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}
