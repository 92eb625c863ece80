//! The segment builder.

/// Words of the builder.
pub struct Builder {
    pub title: &'static str,
    pub templates: &'static str,
    pub all_of: &'static str,
    pub any_of: &'static str,
    pub group: &'static str,
    pub not_group: &'static str,
    pub nothing_yet: &'static str,
    pub add: &'static str,
    pub add_group: &'static str,
    pub search: &'static str,
    pub close: &'static str,
    pub more: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub into: &'static str,
    pub out: &'static str,
    pub negate: &'static str,
    pub duplicate: &'static str,
    pub delete: &'static str,
    pub deleted: &'static str,
    pub moved: &'static str,
    pub keeps: &'static str,
    pub alone_removes: &'static str,
    pub newcomers: &'static str,
    pub newcomers_fix: &'static str,
    /// Did something, identity, numbers, classes, models, columns of the files, saved segments.
    pub kinds: [&'static str; 7],
    /// Placed orders, bought something, any event.
    pub sources: [&'static str; 3],
    /// Ways to test a field, as [`crate::ui::builder::way::Way`].
    pub ways: [&'static str; 26],
    /// = ≠ < ≤ > ≥
    pub compares: [&'static str; 6],
    /// Count, days, sum, mean, highest, lowest.
    pub aggregates: [&'static str; 6],
    /// Ever, last, this month, this year, since, before, between, any.
    pub windows: [&'static str; 8],
    /// Days, weeks, months, years.
    pub units: [&'static str; 4],
    pub way: &'static str,
    pub value: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub how_many: &'static str,
    pub unit: &'static str,
    pub window: &'static str,
    pub measure: &'static str,
    pub of_field: &'static str,
    pub source: &'static str,
    pub median: &'static str,
    pub add_filter: &'static str,
    pub remove_filter: &'static str,
    pub spread: &'static str,
    pub steps: &'static str,
    pub more_values: &'static str,
    /// As [`crate::engine::builder::templates::TemplateKind`].
    pub template_names: [&'static str; 15],
}
