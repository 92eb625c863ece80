//! The Overview.

use super::Plural;

/// The Overview. In the sentences of the lead, what stands between two `*` is stressed.
pub struct Overview {
    pub title: &'static str,
    /// With `{customers}` and `{spend}`, both shares.
    pub lead_pareto: &'static str,
    pub lead_even: &'static str,
    /// Where nobody is beyond the shares.
    pub lead_all: &'static str,
    pub lead_one: &'static str,
    pub lead_no_money: Plural,
    pub lead_no_revenue: &'static str,
    pub lead_no_orders: Plural,
    /// Who is late, with `{money}` of the last 12 months, and without.
    pub lead_late_money: Plural,
    pub lead_late: Plural,
    pub lead_steady: &'static str,
    pub lead_no_rhythm: &'static str,
    /// With `{day}`.
    pub lead_one_day: &'static str,

    pub tasks: &'static str,
    pub task_titles: [&'static str; 4],
    pub task_counts: [Plural; 4],
    /// With `{money}`, that of the third with `{spend}` too.
    pub task_notes: [&'static str; 4],
    pub task_notes_no_money: [&'static str; 4],
    pub see_them: &'static str,

    pub activity: &'static str,
    /// With `{days}`.
    pub activity_note: &'static str,
    pub days: Plural,
    pub pick_note: &'static str,
    pub part_note: &'static str,
    /// With `{n}` and `{all}`.
    pub part_of: &'static str,
    /// The end of that alone, with `{all}`.
    pub of_all: &'static str,
    /// With `{n}`.
    pub selected: &'static str,

    pub rfm_map: &'static str,
    pub rfm_rows: &'static str,
    pub rfm_columns: &'static str,
    /// With `{days}` and `{orders}`.
    pub rfm_cell: &'static str,
    pub rfm_note: &'static str,
    pub rfm_same_orders: &'static str,
    pub rfm_same_day: &'static str,

    pub concentration: &'static str,
    /// With `{customers}` and `{spend}`.
    pub concentration_mark: &'static str,
    pub concentration_x: &'static str,
    pub concentration_y: &'static str,
    pub concentration_note: &'static str,
    pub not_concentrated: &'static str,
    /// With `{name}`.
    pub class: &'static str,
    pub customers_share: &'static str,

    pub segments: &'static str,
    pub segment: &'static str,
    pub customers: &'static str,
    pub n_customers: Plural,
    pub revenue: &'static str,
    pub orders: &'static str,
    pub n_orders: Plural,
    pub share: &'static str,
    pub what_to_do: &'static str,
    /// What to do with each RFM segment, in the order of [`CLASS_NAMES`](super::CLASS_NAMES).
    pub advice: [&'static str; 11],

    pub by_month: &'static str,
    pub orders_by_month: &'static str,
    pub month: &'static str,
    /// With `{months}`, `{first}` and `{last}`.
    pub partial_note: &'static str,
    pub of_selected: &'static str,

    pub changed: &'static str,
    /// With `{day}`.
    pub changed_since: &'static str,
    pub changed_class: &'static str,
    pub changed_came: &'static str,
    pub changed_from: &'static str,
    pub changed_revenue: &'static str,
    pub first_order: &'static str,
    pub no_changes: &'static str,

    pub table: &'static str,
    pub picture: &'static str,
    /// With `{what}` and `{kind}`.
    pub download: &'static str,
    pub nobody: &'static str,
    pub no_file: &'static str,
    pub no_file_hint: &'static str,
    pub to_start: &'static str,
}
