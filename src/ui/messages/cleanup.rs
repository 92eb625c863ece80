//! The Clean-up screen.

use super::Plural;

/// The Clean-up screen.
pub struct Cleanup {
    pub title: &'static str,
    pub lead: &'static str,
    pub stays: &'static str,
    pub goes: &'static str,
    pub contacts: &'static str,
    pub undo: &'static str,
    pub list_stays: &'static str,
    pub list_goes: &'static str,
    pub save_decisions: &'static str,
    pub load_decisions: &'static str,
    pub wrong_file: &'static str,
    pub why: &'static str,
    pub all: &'static str,
    /// In the order of `ReasonKind::ALL`.
    pub reasons: [&'static str; 8],
    pub cannot_tell: &'static str,
    pub remove_all: &'static str,
    pub keep_all: &'static str,
    pub not_for_us: &'static str,
    pub silent_days: &'static str,
    pub candidates: &'static str,
    pub open: Plural,
    pub nobody: &'static str,
    pub keep: &'static str,
    pub remove: &'static str,
    pub pairs: &'static str,
    pub pairs_note: &'static str,
    pub days_ago: Plural,
}
