//! The loyalty chain, the funnel, the reward plan, and who bought in which category.

/// What is said of steps and tiers.
pub struct Stages {
    pub note: &'static str,
    /// Between two stages.
    pub on: &'static str,
    pub reached: &'static str,
    pub conversion: &'static str,
    pub near: &'static str,
    pub step: &'static str,
    /// Before the one condition that is not met.
    pub missing: &'static str,
    pub none_near: &'static str,
    pub warm: &'static str,
    pub warm_note: &'static str,
    pub pace: &'static str,
    pub pace_note: &'static str,
    pub median: &'static str,
    /// First contact, sign-up, interest, decision.
    pub milestones: [&'static str; 4],
    /// The first order, the second, and so on.
    pub orders: [&'static str; 4],
    /// Which file would bring each milestone, in the order of `milestones`.
    pub lacks: [&'static str; 4],
    pub lacks_orders: &'static str,
    pub signs: &'static str,
    /// Need, opportunity, money.
    pub sign_names: [&'static str; 3],
    /// Which file would tell it.
    pub sign_lacks: [&'static str; 3],
    pub plan: &'static str,
    pub plan_total: &'static str,
    pub spent: &'static str,
    pub rate: &'static str,
    pub rate_of: &'static str,
    pub cost: &'static str,
    pub growing: &'static str,
    pub bonus: &'static str,
    pub bonus_rate: &'static str,
    pub threshold: &'static str,
    pub median_gap: &'static str,
    pub close: &'static str,
    pub bought: &'static str,
    pub bought_note: &'static str,
    pub bought_choice: [&'static str; 2],
    pub bought_more: &'static str,
    pub no_categories: &'static str,
    pub groups_of: &'static str,
    pub order_by: &'static str,
    pub product_orders: [&'static str; 3],
    pub change: &'static str,
    pub no_change: &'static str,
}
