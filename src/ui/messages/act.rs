//! The Act screen.

use super::Plural;

/// What is said of a group: why it matters, what to offer or how to thank, how to reach it, when.
pub struct GroupWords {
    pub name: &'static str,
    pub why: &'static str,
    pub offer: &'static str,
    pub how: &'static str,
    pub when: &'static str,
}

/// The Act screen.
pub struct Act {
    pub title: &'static str,
    pub lead: &'static str,
    pub ways: &'static str,
    pub all_groups: &'static str,
    pub tools: &'static str,
    /// Current, lost, potential, saved.
    pub parts: [&'static str; 4],
    /// In the order of `Reason::ALL`.
    pub groups: [GroupWords; 13],
    pub saved: GroupWords,
    pub overlap: &'static str,
    pub cannot_tell: &'static str,
    pub group: &'static str,
    pub of_revenue: &'static str,
    pub last_year: &'static str,
    pub missed: &'static str,
    pub worth: &'static str,
    pub contactable: &'static str,
    pub plan: &'static str,
    pub why: &'static str,
    pub offer: &'static str,
    pub how: &'static str,
    pub when: &'static str,
    pub who: &'static str,
    pub channels: [&'static str; 3],
    pub refused: &'static str,
    pub unknown: &'static str,
    pub rested: &'static str,
    pub unaffordable: &'static str,
    pub no_contacts: &'static str,
    pub money: &'static str,
    pub chance: &'static str,
    pub cost: &'static str,
    pub rest_days: &'static str,
    pub ceiling: &'static str,
    pub ceiling_each: &'static str,
    pub total_cost: &'static str,
    pub break_even: &'static str,
    pub break_even_note: &'static str,
    pub no_model: &'static str,
    pub list: &'static str,
    pub list_note: &'static str,
    pub show_list: Plural,
}
