//! The Report screen.

/// The Report screen.
pub struct Report {
    pub title: &'static str,
    /// What it is for, above the paper.
    pub lead: &'static str,
    pub save: &'static str,
    pub print: &'static str,
    /// First and last day of the data, and the day that ages are measured to.
    pub span: &'static str,
    pub rules: &'static str,
    pub classification: &'static str,
    pub returns: &'static str,
    pub returns_net: &'static str,
    pub returns_ignored: &'static str,
    pub model: &'static str,
    pub discount: &'static str,
    pub margin: &'static str,
    /// At the foot of the paper.
    pub made: &'static str,
}
