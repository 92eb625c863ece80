//! The People screen, the list and the export menu.

use super::{EVENT_KINDS, Plural};

/// The People screen.
pub struct People {
    pub title: &'static str,
    /// The list's name.
    pub customers: &'static str,
    pub search: &'static str,
    pub clear_search: &'static str,
    /// In the list, search applied.
    pub shown: Plural,
    /// With `{search}`.
    pub nobody_found: &'static str,
    pub nobody: &'static str,
    pub clear_query: &'static str,
    pub columns: &'static str,
    pub choose_columns: &'static str,
    pub sort_by: &'static str,
    pub ascending: &'static str,
    pub descending: &'static str,
    pub filters: &'static str,
    pub choose_filters: &'static str,
    pub find: &'static str,
    pub no_such: &'static str,
    /// Of a facet: with `{field}`.
    pub find_value: &'static str,
    pub more: Plural,
    pub fewer: &'static str,
    pub clear_filter: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    /// Of a bin: with `{from}`, `{to}` and `{count}`.
    pub bin: &'static str,
    /// With `{from}` or `{to}`: the first and the last bin.
    pub up_to: &'static str,
    pub from_on: &'static str,
    /// Of a histogram, with `{field}`.
    pub histogram: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub as_text: &'static str,
    pub query: &'static str,
    pub query_hint: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
    pub replace_by: &'static str,
    pub customer: &'static str,
    pub close: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub timeline: &'static str,
    pub no_timeline: &'static str,
    /// How a picture is read aloud: with `{marks}`, `{from}` and `{to}`.
    pub timeline_label: &'static str,
    pub timeline_marks: Plural,
    pub timeline_lanes: [&'static str; 3],
    pub as_table: &'static str,
    pub table_heads: [&'static str; 4],
    pub latest_only: Plural,
    pub why_here: &'static str,
    pub why_not_here: &'static str,
    pub everyone_here: &'static str,
    /// With `{value}`: what the customer has where a condition asks.
    pub has_value: &'static str,
    pub has_none: &'static str,
    pub holds: &'static str,
    pub fails: &'static str,
    pub why_groups: [&'static str; 3],
    pub why_classes: &'static str,
    pub fallback_rule: &'static str,
    pub facts: &'static str,
    pub all_facts: Plural,
    pub days: Plural,
    pub order: &'static str,
    pub returned: &'static str,
    /// What happened, as [`EVENT_KINDS`].
    pub event_kinds: [&'static str; EVENT_KINDS.len()],
    pub export_list: Plural,
    pub export_options: &'static str,
    pub export_semicolon: &'static str,
    pub export_comma: &'static str,
    pub split: &'static str,
    pub split_means: &'static str,
    pub split_share: &'static str,
    pub split_seed: &'static str,
    pub split_note: &'static str,
    pub split_save: &'static str,
    pub split_close: &'static str,
    pub export_bom: &'static str,
}

impl People {
    /// A kind of event in the language; one of the user's own as it is.
    pub fn event_kind<'a>(&self, kind: &'a str) -> &'a str {
        EVENT_KINDS.iter().position(|&known| known == kind).map_or(kind, |i| self.event_kinds[i])
    }
}
