//! The page "how can I check?".

/// "How can I check?"
pub struct Privacy {
    pub title: &'static str,
    pub lead: &'static str,
    /// Heading and text of each way to check.
    pub ways: [(&'static str, &'static str); 5],
    pub policy: &'static str,
    pub honest: &'static str,
}
