//! The columns of an export, always all of them and in this order; what was not computed is empty. The
//! customers' attributes follow, then the classifications of the user's own.

use crate::{
    classes::is_own,
    measures::table::Table,
    portfolio::columns::{Column, Portfolio},
};

/// The built-in columns, in order.
pub const BUILT_IN: [&str; 39] = [
    "customer_id",
    "name",
    "n_orders",
    "n_order_days",
    "units",
    "spend_total",
    "spend_mean",
    "repeat_spend_mean",
    "first_order",
    "last_order",
    "last_order_age_days",
    "customer_age_days",
    "own_gap_days",
    "typical_gap_days",
    "lapse_ratio",
    "r",
    "f",
    "m",
    "rfm_segment",
    "activity",
    "pareto_class",
    "promotion_gap",
    "loyalty_stage",
    "funnel_stage",
    "p_alive",
    "expected_orders_12m",
    "clv_12m",
    "top_product",
    "top_category",
    "top_product_name",
    "rhythm",
    "reward_tier",
    "spend_12m",
    "spend_prev_12m",
    "longest_gap_days",
    "margin_total",
    "score",
    "n_referrals",
    "p_order_30d",
];

/// Where a column's values come from.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    Key,
    Name,
    Column(&'a Column),
    /// Not computed: empty for everyone.
    Nothing,
}

/// A column of an export.
#[derive(Debug, Clone, Copy)]
pub struct ExportColumn<'a> {
    pub name: &'a str,
    pub source: Source<'a>,
}

/// All columns of an export.
pub fn columns<'a>(portfolio: &'a Portfolio, table: &'a Table) -> Vec<ExportColumn<'a>> {
    let built_in =
        BUILT_IN.into_iter().map(|name| ExportColumn { name, source: source(table, name) });
    let attributes = portfolio.customers.attributes.iter().map(|attribute| ExportColumn {
        name: &attribute.name,
        source: Source::Column(&attribute.column),
    });
    let own = table
        .fields()
        .iter()
        .filter(|field| matches!(field.column, Column::Class { .. }) && is_own(&field.name));
    let own =
        own.map(|field| ExportColumn { name: &field.name, source: Source::Column(&field.column) });
    built_in.chain(attributes).chain(own).collect()
}

fn source<'a>(table: &'a Table, name: &str) -> Source<'a> {
    match name {
        "customer_id" => Source::Key,
        "name" => Source::Name,
        _ => table.get(name).map_or(Source::Nothing, Source::Column),
    }
}
