//! Conditions of a query as sentences. `{field}`, `{value}`, `{x}` and so on are filled; the arrays of six
//! stand in the order of [`crate::query::ast::Op`]: = ≠ < ≤ > ≥; those of four in that of
//! [`crate::query::ast::Unit`].

use super::Plural;

/// Patterns of conditions.
pub struct Sentences {
    /// A number of a field: `Spent at least £300`.
    pub numbers: [&'static str; 6],
    /// A day of a field.
    pub days: [&'static str; 6],
    /// A number or count that needs no field: `at least 5 orders`.
    pub counts: [&'static str; 6],
    /// The same of money: `less than £300`.
    pub amounts: [&'static str; 6],
    pub between: &'static str,
    pub days_between: &'static str,
    pub counts_between: &'static str,
    pub is: &'static str,
    pub is_not: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub empty: &'static str,
    pub not_empty: &'static str,
    /// Contains, starts with, ends with `{value}`.
    pub texts: [&'static str; 3],
    /// `{field}` lies `{when}`.
    pub when: &'static str,
    pub anniversary: &'static str,
    pub birthday: &'static str,
    pub top: &'static str,
    pub top_percent: &'static str,
    pub segment: &'static str,
    pub median: &'static str,
    pub median_of: &'static str,
    /// Quotation marks round `{x}`.
    pub quoted: &'static str,
    pub and: &'static str,
    pub or: &'static str,
    pub except: &'static str,
    /// `except` inside a longer sentence.
    pub not: &'static str,
    pub everyone: &'static str,
    pub last: [Plural; 4],
    pub next: [Plural; 4],
    /// Within any stretch of so many.
    pub any: [Plural; 4],
    pub this_month: &'static str,
    pub this_year: &'static str,
    pub since: &'static str,
    pub before: &'static str,
    pub from_to: &'static str,
    /// Words that melt into one: `de o` → `do`.
    pub melting: &'static [(&'static str, &'static str)],
    /// Further conditions `{x}` on what was done.
    pub with: &'static str,
    pub times: Plural,
    /// On `{x}`, which is so many of `on_days`.
    pub on: &'static str,
    pub on_days: Plural,
    pub placed: &'static str,
    pub placed_any: &'static str,
    pub placed_none: &'static str,
    /// The orders of `placed`.
    pub orders: Plural,
    /// Placed orders on `{x}` days.
    pub ordered: &'static str,
    pub spent: &'static str,
    pub spent_on: &'static str,
    pub bought: &'static str,
    pub bought_not: &'static str,
    pub bought_any: &'static str,
    pub bought_none: &'static str,
    /// Bought `{x}` units.
    pub bought_units: &'static str,
    pub bought_of: &'static str,
    pub returned: &'static str,
    pub returned_not: &'static str,
    pub returned_any: &'static str,
    pub returned_none: &'static str,
    /// The units of `bought`.
    pub units: Plural,
    pub product: &'static str,
    pub category: &'static str,
    /// The same after a denial.
    pub product_not: &'static str,
    pub category_not: &'static str,
    /// Sum, mean, highest and lowest `{field}` of `{of}`.
    pub aggregates: [&'static str; 4],
    /// Latest and earliest day of `{of}`.
    pub day_aggregates: [&'static str; 2],
    /// Orders, order lines, events.
    pub of: [&'static str; 3],
    pub of_kind: &'static str,
    pub done: &'static str,
    pub done_not: &'static str,
    pub done_any: &'static str,
    pub done_none: &'static str,
    /// Did and did not, for each of [`EVENT_KINDS`].
    pub kinds: [(&'static str, &'static str); EVENT_KINDS.len()],
    /// Fields of orders, lines and events, as [`RECORD_FIELDS`].
    pub records: [&'static str; RECORD_FIELDS.len()],
    /// Fields that count something, as [`COUNTED`].
    pub counted: [Plural; COUNTED.len()],
    pub n_days: Plural,
    pub n_years: Plural,
}

/// The kinds of events that have a verb.
pub const EVENT_KINDS: [&str; 20] = [
    "purchase",
    "return",
    "visit",
    "download",
    "subscribe",
    "reply",
    "contact",
    "cart",
    "quote",
    "trial",
    "checkout",
    "usage",
    "complaint",
    "referral",
    "survey",
    "campaign",
    "answered",
    "invited",
    "confirmed",
    "attended",
];

/// Fields of records, as queries name them.
pub const RECORD_FIELDS: [&str; 9] =
    ["day", "order_id", "amount", "quantity", "product", "category", "kind", "stage", "score"];

/// Fields of a customer that count something with a name of its own.
pub const COUNTED: [&str; 12] = [
    "n_orders",
    "n_order_days",
    "n_repeat_days",
    "units",
    "last_order_age_days",
    "order_span_days",
    "customer_age_days",
    "missed_orders",
    "n_products",
    "n_categories",
    "n_referrals",
    "expected_orders_12m",
];
