//! The words of the definitions: classes, fields, roles, reasons.

use crate::{issues::Reason, schema::role::Role};

/// Words of DEFINITIONS in the language.
pub struct Words {
    pub classes: [&'static str; CLASS_NAMES.len()],
    pub fields: [&'static str; FIELD_NAMES.len()],
    pub roles: [&'static str; Role::ALL.len()],
    pub reasons: [&'static str; Reason::ALL.len()],
}

/// Class names as they stand in data and exports; the RFM segments first.
pub const CLASS_NAMES: [&str; 39] = [
    "Champions",
    "Loyal",
    "Potential loyalist",
    "Recent",
    "Promising",
    "Needs attention",
    "About to sleep",
    "At risk",
    "Hibernating",
    "Can't lose",
    "Lost",
    "No order",
    "Weekly",
    "Fortnightly",
    "Monthly",
    "Quarterly",
    "Half-yearly",
    "Yearly",
    "Rare",
    "Once",
    "No rhythm",
    "New",
    "Active",
    "Slipping",
    "Inactive",
    "Gold",
    "Silver",
    "Bronze",
    "Basic",
    "Defender",
    "Supporter",
    "Consumer",
    "Effective customer",
    "Suspect",
    "Information",
    "Prospect",
    "About to decide",
    "Lost deal",
    "Customer",
];

/// Field names as they stand in queries and exports.
pub const FIELD_NAMES: [&str; 59] = [
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
    "top_product",
    "top_category",
    "top_product_name",
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
    "p_alive",
    "p_order_30d",
    "expected_orders_12m",
    "clv_12m",
    "alike",
    "duplicate",
    "order_id",
    "day",
    "amount",
    "quantity",
    "latest_deal_stage",
];

impl Words {
    /// A class in the language; a name that is none of ours (the user's own list, A, B, C) as it is.
    pub fn class<'a>(&self, name: &'a str) -> &'a str {
        CLASS_NAMES.iter().position(|&known| known == name).map_or(name, |i| self.classes[i])
    }

    /// A field in the language; an attribute as its file names it.
    pub fn field<'a>(&self, name: &'a str) -> &'a str {
        FIELD_NAMES.iter().position(|&known| known == name).map_or(name, |i| self.fields[i])
    }

    /// A role in the language.
    pub fn role(&self, role: Role) -> &'static str {
        self.roles[role as usize]
    }

    /// A reason in the language.
    pub fn reason(&self, reason: Reason) -> &'static str {
        self.reasons[reason as usize]
    }
}
