//! The Overview.

use super::Plural;

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
