//! Names of columns. A **built-in** name is one that DEFINITIONS gives to a number, a class, a field of
//! the query language or a column of the export; an **attribute** bears the header of its column.
//!
//! The trap: built-in names win. A column of a file that is called like one of them, or like a column
//! before it, gets ` (2)`, ` (3)` and so on behind its header; names compare folded.

use crate::text::fold;
use std::collections::HashSet;

/// All built-in names: the numbers of a customer, scores and classes, model figures, fields of orders,
/// lines and events, columns of the export.
pub const BUILT_IN: [&str; 62] = [
    "customer_id",
    "name",
    "n_orders",
    "n_order_days",
    "n_repeat_days",
    "units",
    "spend_total",
    "spend_mean",
    "repeat_spend_mean",
    "spend_12m",
    "spend_prev_12m",
    "growth_12m",
    "margin_total",
    "first_order",
    "last_order",
    "last_order_age_days",
    "order_span_days",
    "customer_age_days",
    "own_gap_days",
    "longest_gap_days",
    "typical_gap_days",
    "lapse_ratio",
    "ever_lapsed",
    "missed_orders",
    "next_order",
    "regularity",
    "top_product",
    "top_product_name",
    "top_category",
    "n_products",
    "n_categories",
    "return_rate",
    "score",
    "n_referrals",
    "referred_spend",
    "reachable",
    "age_years",
    "r",
    "f",
    "m",
    "fm",
    "rfm_segment",
    "rhythm",
    "activity",
    "pareto_class",
    "promotion_gap",
    "reward_tier",
    "loyalty_stage",
    "funnel_stage",
    "duplicate",
    "p_alive",
    "p_order_30d",
    "expected_orders_12m",
    "clv_12m",
    "alike",
    "day",
    "order_id",
    "amount",
    "quantity",
    "product",
    "category",
    "kind",
];

/// The names given so far, folded.
#[derive(Debug)]
pub struct Names(HashSet<String>);

impl Default for Names {
    /// The built-in ones.
    fn default() -> Self {
        Names(BUILT_IN.iter().map(|name| name.to_string()).collect())
    }
}

impl Names {
    /// The header itself where it is free, else with the first free ` (n)`, n from 2.
    pub fn take(&mut self, header: &str) -> String {
        let header = header.trim();
        if self.0.insert(fold(header)) {
            return header.to_string();
        }
        (2..)
            .map(|n| format!("{header} ({n})"))
            .find(|name| self.0.insert(fold(name)))
            .expect("a number that is free")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_and_earlier_names_win_without_case_and_accents() {
        let mut names = Names::default();
        for (header, name) in [
            ("Região", "Região"),
            (" REGIAO ", "REGIAO (2)"),
            ("regiao", "regiao (3)"),
            ("Score", "Score (2)"),
            ("score (2)", "score (2) (2)"),
            ("Kind", "Kind (2)"),
            ("", ""),
            ("", " (2)"),
        ] {
            assert_eq!(names.take(header), name, "{header}");
        }
    }

    #[test]
    fn no_built_in_name_stands_twice() {
        let all: HashSet<&str> = BUILT_IN.iter().copied().collect();
        assert_eq!(all.len(), BUILT_IN.len());
    }
}
