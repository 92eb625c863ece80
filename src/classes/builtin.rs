//! The rules that come with the program, in the query language, so that they can be shown and edited.
//!
//! The trap: **stand-ins**. In data where nobody has a referral or a survey score, or where nothing tells who
//! uses what was bought, two loyalty stages would be empty for everybody. There a stand-in takes their place,
//! and whoever shows the stage has to say so: [`Signs`] is what the data has.

use super::{rules::*, stage};
use crate::{
    measures::table::Table,
    portfolio::columns::{Attribute, Column, Portfolio},
    query::print::print_name,
    schema::role::Role,
};

/// What the data has as of the day: what the loyalty stages are told by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signs {
    /// Whether somebody has a referral or a score; else Supporter is a stand-in.
    pub supporters: bool,
    /// Queries that tell users: of usage events, of columns of beneficiaries. Without one, Consumer is a
    /// stand-in.
    pub consumers: Vec<String>,
}

impl Signs {
    /// Looks for the signs among the customers that exist.
    pub fn of(portfolio: &Portfolio, table: &Table) -> Signs {
        let limit = table.as_of.unwrap_or(i32::MAX);
        let known = |name: &str, is: &dyn Fn(&Column, usize) -> bool| {
            table.get(name).is_some_and(|column| table.exists.iter().any(|c| is(column, c)))
        };
        let referred = |column: &Column, c: usize| column.number_at(c, 0).is_some_and(|n| n >= 1.0);
        let supporters =
            known("n_referrals", &referred) || known("score", &|column, c| !column.is_empty_at(c));

        let customers =
            |attribute: &Attribute| table.exists.iter().any(|c| !attribute.column.is_empty_at(c));
        let lines = |attribute: &Attribute| {
            let seen = |i: usize| portfolio.lines.day[i] <= limit;
            (0..portfolio.lines.len()).any(|i| !attribute.column.is_empty_at(i) && seen(i))
        };
        let events = |attribute: &Attribute| {
            let seen = |i: usize| portfolio.events.day[i] <= limit;
            (0..portfolio.events.len()).any(|i| !attribute.column.is_empty_at(i) && seen(i))
        };
        let mut consumers = Vec::new();
        if has_kind(portfolio, limit, "usage") {
            consumers.push("events \"usage\" (count >= 1)".to_string());
        }
        for name in beneficiaries(&portfolio.customers.attributes, customers) {
            consumers.push(format!("{name} is not empty"));
        }
        for name in beneficiaries(&portfolio.lines.attributes, lines) {
            consumers.push(format!("lines({name} is not empty, count >= 1)"));
        }
        for name in beneficiaries(&portfolio.events.attributes, events) {
            consumers.push(format!("events({name} is not empty, count >= 1)"));
        }
        Signs { supporters, consumers }
    }
}

/// The columns of beneficiaries in which somebody has a value, as queries name them.
fn beneficiaries(
    attributes: &[Attribute],
    used: impl Fn(&Attribute) -> bool,
) -> impl Iterator<Item = String> {
    (attributes.iter())
        .filter(move |attribute| attribute.role == Role::Beneficiary && used(attribute))
        .map(|attribute| print_name(&attribute.name))
}

/// Whether there is an event of that kind up to the day.
fn has_kind(portfolio: &Portfolio, limit: i32, kind: &str) -> bool {
    let events = &portfolio.events;
    let Some(code) = events.kinds.iter().position(|text| text == kind) else { return false };
    (0..events.len()).any(|i| events.kind[i] as usize == code && events.day[i] <= limit)
}

/// Of eleven, over the scores. Each line leans on those above it.
pub fn rfm_segment() -> RuleList {
    RuleList::new(
        "rfm_segment",
        [
            (NO_ORDER, "n_orders = 0"),
            ("Champions", "r >= 4 and fm >= 4"),
            ("Loyal", "r >= 3 and fm >= 3"),
            ("Potential loyalist", "r >= 4 and fm >= 2"),
            ("Recent", "r = 5"),
            ("Promising", "r = 4"),
            ("Needs attention", "r = 3 and fm >= 2"),
            ("About to sleep", "r = 3"),
            ("At risk", "fm > 2 and (r = 2 or fm < 4)"),
            ("Hibernating", "r = 2"),
            ("Can't lose", "fm >= 4"),
        ],
        "Lost",
    )
}

/// How often those with two order days buy.
pub fn rhythm() -> RuleList {
    RuleList::new(
        "rhythm",
        [
            (NO_ORDER, "n_orders = 0"),
            ("Weekly", "n_order_days >= 2 and typical_gap_days <= 10"),
            ("Fortnightly", "n_order_days >= 2 and typical_gap_days <= 21"),
            ("Monthly", "n_order_days >= 2 and typical_gap_days <= 45"),
            ("Quarterly", "n_order_days >= 2 and typical_gap_days <= 135"),
            ("Half-yearly", "n_order_days >= 2 and typical_gap_days <= 270"),
            ("Yearly", "n_order_days >= 2 and typical_gap_days <= 540"),
            ("Rare", "n_order_days >= 2"),
        ],
        "Once",
    )
}

/// Whether a customer still buys, by the customer's own rhythm. A typical gap is empty just where nobody in the data
/// has two order days; `p_alive` is empty where no model is fitted.
pub fn activity() -> RuleList {
    RuleList::new(
        "activity",
        [
            (NO_ORDER, "n_orders = 0"),
            ("No rhythm", "typical_gap_days is empty"),
            ("New", "n_order_days = 1 and lapse_ratio <= 1"),
            ("Active", "lapse_ratio <= 1.25"),
            ("Slipping", "lapse_ratio <= 2"),
            ("At risk", "lapse_ratio < 3"),
            ("Lost", "lapse_ratio >= 6 and (p_alive < 0.1 or p_alive is empty)"),
        ],
        "Inactive",
    )
}

/// What a customer has earned in the 12 months to the day.
pub fn reward_tier() -> RuleList {
    RuleList::new(
        "reward_tier",
        [
            (NO_ORDER, "n_orders = 0"),
            ("Gold", "spend_12m in top 5 % and orders(count >= 2, last 12 months)"),
            ("Silver", "spend_12m in top 20 % and orders(count >= 2, last 12 months)"),
            ("Bronze", "orders(count >= 1, last 12 months)"),
        ],
        "Basic",
    )
}

/// How close to the house, by the signs that the data has.
pub fn loyalty_stage(signs: &Signs) -> RuleList {
    let supporter = if signs.supporters {
        "n_orders >= 1 and (n_referrals >= 1 or score >= 9)"
    } else {
        "activity in (\"Active\", \"Slipping\") and n_orders >= 4 \
         and customer_age_days >= median(customer_age_days)"
    };
    let consumer = match signs.consumers.is_empty() {
        true => "n_orders >= 2".to_string(),
        false => signs.consumers.join(" or "),
    };
    let defender =
        "pareto_class = \"A\" and activity = \"Active\" and n_orders >= 4 and ever_lapsed = false";
    RuleList::new(
        "loyalty_stage",
        [
            ("Defender", defender),
            ("Supporter", supporter),
            ("Consumer", &consumer),
            ("Effective customer", "n_orders >= 1"),
        ],
        "Suspect",
    )
}

/// How far towards an order: an order, else the stage of the latest deal, else events.
pub fn funnel_stage() -> RuleList {
    let is = |stage: stage::Stage| format!("{} = \"{}\"", stage::FIELD, stage.name());
    let from_events =
        |stage, events: &str| format!("{} or {} is empty and ({events})", is(stage), stage::FIELD);
    let deciding = "events \"cart\" (count >= 1) or events \"quote\" (count >= 1) \
                    or events \"trial\" (count >= 1) or events \"checkout\" (count >= 1)";
    let interested = "events \"reply\" (count >= 1) or events \"contact\" (count >= 1) \
                      or events \"visit\" (count >= 2)";
    use stage::Stage::*;
    RuleList::new(
        "funnel_stage",
        [
            (Customer.name(), format!("n_orders >= 1 or {}", is(Customer))),
            (LostDeal.name(), is(LostDeal)),
            (AboutToDecide.name(), from_events(AboutToDecide, deciding)),
            (Prospect.name(), from_events(Prospect, interested)),
        ],
        Information.name(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{parse::parse, print::print};

    #[test]
    fn rules_are_written_as_they_are_printed() {
        let signs = Signs { supporters: true, consumers: vec!["`to whom` is not empty".into()] };
        for list in [
            rfm_segment(),
            rhythm(),
            activity(),
            reward_tier(),
            loyalty_stage(&Signs::default()),
            loyalty_stage(&signs),
            funnel_stage(),
        ] {
            for Rule { name, query } in list.rules {
                let tree = parse(&query).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(print(&tree), query, "{} {name}", list.field);
            }
        }
    }
}
