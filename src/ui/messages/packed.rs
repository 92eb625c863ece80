//! Workbooks and archives: what is left out of them, and why nothing of one can be had.

/// What is said of workbooks and archives.
pub struct Packed {
    pub locked: &'static str,
    pub torn: &'static str,
    pub too_large: &'static str,
    pub empty: &'static str,
    /// A hidden sheet.
    pub hidden: &'static str,
    /// A part that is no table.
    pub no_table: &'static str,
    /// A sheet beside one of orders.
    pub no_customers: &'static str,
}
