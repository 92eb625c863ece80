//! What went wrong, and the way out.

/// What went wrong and the way out.
pub struct Problems {
    pub empty_file: &'static str,
    pub image: &'static str,
    pub pdf: &'static str,
    pub spreadsheet: &'static str,
    pub archive: &'static str,
    pub json: &'static str,
    /// A web page, which many programs save as a spreadsheet.
    pub web: &'static str,
    pub not_a_table: &'static str,
    pub only_header: &'static str,
    pub no_customer: &'static str,
    pub no_orders: &'static str,
    pub unreadable: &'static str,
    pub stopped: &'static str,
    /// Where what was there before is being opened again.
    pub stopped_not_lost: &'static str,
    pub no_such_customer: &'static str,
    pub rule_too_early: &'static str,
    pub name_missing: &'static str,
    pub name_taken: &'static str,
    pub dismiss: &'static str,
}
