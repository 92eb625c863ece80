//! The two tables that a statement reads. `customers` has a row for each customer: the columns of the export under
//! their names, then the attributes; `lines` has a row for each used order line. What is empty is NULL.
//!
//! The trap: types. A sum is DECIMAL and compares exactly, a mean is DOUBLE and compares as the nearest float;
//! a literal must be written so that the engine of the warehouse does the same.

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlType {
    Text,
    Integer,
    Decimal,
    Double,
    Date,
    Boolean,
}

impl SqlType {
    /// As comments write it.
    pub fn name(self) -> &'static str {
        match self {
            SqlType::Text => "text",
            SqlType::Integer => "integer",
            SqlType::Decimal => "decimal",
            SqlType::Double => "double",
            SqlType::Date => "date",
            SqlType::Boolean => "boolean",
        }
    }
}

/// The columns of `customers` before the attributes, in the order of the export.
pub const CUSTOMERS: &[(&str, SqlType)] = &[
    ("customer_id", SqlType::Text),
    ("name", SqlType::Text),
    ("n_orders", SqlType::Integer),
    ("n_order_days", SqlType::Integer),
    ("units", SqlType::Decimal),
    ("spend_total", SqlType::Decimal),
    ("spend_mean", SqlType::Double),
    ("repeat_spend_mean", SqlType::Double),
    ("first_order", SqlType::Date),
    ("last_order", SqlType::Date),
    ("last_order_age_days", SqlType::Integer),
    ("customer_age_days", SqlType::Integer),
    ("own_gap_days", SqlType::Double),
    ("typical_gap_days", SqlType::Double),
    ("lapse_ratio", SqlType::Double),
    ("r", SqlType::Integer),
    ("f", SqlType::Integer),
    ("m", SqlType::Integer),
    ("rfm_segment", SqlType::Text),
    ("activity", SqlType::Text),
    ("pareto_class", SqlType::Text),
    ("promotion_gap", SqlType::Decimal),
    ("loyalty_stage", SqlType::Text),
    ("funnel_stage", SqlType::Text),
    ("p_alive", SqlType::Double),
    ("expected_orders_12m", SqlType::Double),
    ("clv_12m", SqlType::Double),
    ("top_product", SqlType::Text),
    ("top_category", SqlType::Text),
    ("top_product_name", SqlType::Text),
    ("rhythm", SqlType::Text),
    ("reward_tier", SqlType::Text),
    ("spend_12m", SqlType::Decimal),
    ("spend_prev_12m", SqlType::Decimal),
    ("longest_gap_days", SqlType::Integer),
    ("margin_total", SqlType::Decimal),
    ("score", SqlType::Double),
    ("n_referrals", SqlType::Integer),
    ("p_order_30d", SqlType::Double),
];

/// The columns of `lines`.
pub const LINES: &[(&str, SqlType)] = &[
    ("customer_id", SqlType::Text),
    ("order_id", SqlType::Text),
    ("day", SqlType::Date),
    ("product", SqlType::Text),
    ("category", SqlType::Text),
    ("quantity", SqlType::Decimal),
    ("amount", SqlType::Decimal),
    ("kind", SqlType::Text),
];

/// What a column named `kind` holds.
pub const LINE_KINDS: [&str; 2] = ["purchase", "return"];

/// Type of the column of that name.
pub(super) fn type_of(columns: &[(&str, SqlType)], name: &str) -> Option<SqlType> {
    columns.iter().find(|(known, _)| *known == name).map(|&(_, is)| is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{
        error::Type,
        fields::{FieldInfo, Kind, Schema},
    };

    fn fits(field: &FieldInfo, is: SqlType) -> bool {
        match field.kind {
            Kind::Whole => is == SqlType::Integer,
            Kind::Number => is == SqlType::Double,
            Kind::Money | Kind::Quantity => is == SqlType::Decimal,
            kind => match kind.type_of() {
                Type::Date => is == SqlType::Date,
                Type::YesNo => is == SqlType::Boolean,
                _ => is == SqlType::Text,
            },
        }
    }

    #[test]
    fn columns_are_fields_of_the_same_type() {
        let schema = Schema::without_data();
        for (fields, columns) in [(&schema.customers, CUSTOMERS), (&schema.lines, &LINES[1..])] {
            for (name, is) in columns {
                let field = fields.find(name).unwrap_or_else(|| panic!("{name}"));
                assert!(fits(field, *is), "{name}: {:?}", field.kind);
            }
        }
    }
}
