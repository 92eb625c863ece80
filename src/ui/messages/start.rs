//! The start screen.

use super::Plural;

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
    /// Over the picture of what they get.
    pub picture: &'static str,
    pub requests: Plural,
    pub offline: &'static str,
    pub rule_waiting: &'static str,
    /// The rest of the program could not be had.
    pub not_loaded: &'static str,
}
