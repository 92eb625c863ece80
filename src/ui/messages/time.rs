//! The Time screen.

use super::Plural;

/// The Time screen.
pub struct Time {
    pub title: &'static str,
    /// Two sentences for the head of the screen: counted by the months of the window, `{share}` in them.
    pub lead_kept: Plural,
    pub lead_away: Plural,
    pub lead_short: &'static str,

    pub day: &'static str,
    pub month_before: &'static str,
    pub month_after: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub latest: &'static str,
    pub working: &'static str,

    pub retention: &'static str,
    pub kept_of: &'static str,
    pub share_before: &'static str,
    pub see_lost: &'static str,
    pub acquisition: &'static str,
    pub new_customers: Plural,
    pub new_before: &'static str,
    pub see_new: &'static str,
    pub value: &'static str,
    pub value_spent: &'static str,
    pub value_expected: &'static str,
    pub value_no_model: &'static str,
    pub value_no_money: &'static str,
    pub value_nobody: &'static str,
    /// Why there is no retention or acquisition.
    pub figure_short: &'static str,

    pub cohorts: &'static str,
    pub by_period: &'static str,
    /// Month, quarter, year.
    pub periods: [&'static str; 3],
    /// What the columns count, likewise.
    pub periods_since: [&'static str; 3],
    pub shows: &'static str,
    /// Share with an order, revenue, revenue so far for each customer.
    pub measures: [&'static str; 3],
    pub first_order: &'static str,
    pub customers: &'static str,
    pub all_cohorts: &'static str,
    /// Of a quarter: `{q}` and `{year}`.
    pub quarter: &'static str,
    pub cell: &'static str,
    pub cell_money: &'static str,
    pub cohort_row: Plural,
    pub cohort_note: &'static str,
    pub cohort_partial: &'static str,
    pub cohort_from_start: &'static str,
    pub cohort_older: Plural,
    pub cohort_empty: &'static str,

    pub movement: &'static str,
    pub classification: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub frozen: &'static str,
    pub frozen_note: &'static str,
    pub ranked_note: &'static str,
    pub new: &'static str,
    pub gone: &'static str,
    pub moved: &'static str,
    pub flow: &'static str,
    pub flow_money: &'static str,
    pub flow_hint: &'static str,
    pub download_list: &'static str,
    pub movement_empty: &'static str,
    pub movement_short: &'static str,
    pub total: &'static str,

    pub growth: &'static str,
    pub growth_note: &'static str,
    pub growth_line: &'static str,
    pub month_end: &'static str,

    pub departures: &'static str,
    pub departures_note: &'static str,
    pub left: &'static str,
    pub came_back: &'static str,
    pub of_those_here: &'static str,
    pub lost_money: &'static str,
    pub regained_money: &'static str,
    pub away: Plural,
    pub away_money: &'static str,
    pub see_away: &'static str,
    pub month_detail: &'static str,
    pub download_left: &'static str,
    pub download_back: &'static str,
    pub nobody_left: &'static str,
    pub no_rhythm: &'static str,
}
