//! Why a query is wrong, one sentence a cause ([`crate::query::error::Cause`]).

/// Sentences for wrong queries.
pub struct QueryErrors {
    pub too_long: &'static str,
    pub too_deep: &'static str,
    pub character: &'static str,
    pub open_text: &'static str,
    pub open_name: &'static str,
    pub empty_name: &'static str,
    pub bad_date: &'static str,
    pub bad_count: &'static str,
    /// The query ends where `{what}` is missing.
    pub ends: &'static str,
    pub stands: &'static str,
    pub reserved: &'static str,
    pub no_aggregate: &'static str,
    pub two_aggregates: &'static str,
    pub two_windows: &'static str,
    /// Customers, orders, lines, events have no field `{name}`.
    pub unknown_field: [&'static str; 4],
    pub wrong_type: &'static str,
    pub wrong_test: &'static str,
    pub unknown_class: &'static str,
    pub unknown_segment: &'static str,
    pub ambiguous: &'static str,
    pub circle: &'static str,
    pub not_in_source: &'static str,
    pub in_segment: &'static str,
    /// Condition, joint, name, test, comparison, value, text, date, unit, period.
    pub expected: [&'static str; 10],
    /// Number, date, yes or no, text, class.
    pub types: [&'static str; 5],
    /// How they are written.
    pub forms: [&'static str; 5],
    /// A number, a date, a text, a number or a date.
    pub needs: [&'static str; 4],
    /// Where, as a character's number.
    pub at: &'static str,
    pub perhaps: &'static str,
}
