//! Workbooks and archives: what is left out of them, why nothing of one can be had, and what goes into one.

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
    /// For a list that is longer than a sheet.
    pub too_many_rows: &'static str,
    /// The item of the Export menu: all that the list was made by.
    pub rule_sheet: &'static str,
}
