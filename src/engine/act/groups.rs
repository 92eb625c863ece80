//! The groups, whom each takes, what is at stake with them, who of them may be written to and how, and what may be spent.
//!
//! The trap: a sum over a group is not a promise. **Missed** is what the orders would have brought that did not come, at the
//! customer's own rhythm and ticket; **worth** is the model's expectation; neither says that an action brings it.

use super::{Desk, Named, money};
use crate::{
    engine::tally::sum_of,
    mask::Mask,
    models::worth::{break_even_uplift, investment_ceiling},
    portfolio::{
        columns::{Attribute, Column},
        contact::is_postal,
    },
    query::{
        ast::Node,
        parse::parse,
        print::{print, print_name, quote},
    },
    schema::role::Role,
};
use serde::{Deserialize, Serialize};

/// A reason to act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupKey {
    /// One of [`Reason::ALL`].
    Reason(Reason),
    /// A saved segment, by its name.
    Saved(String),
}

/// The reasons that come with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    Thank,
    Recommend,
    Promote,
    SecondOrder,
    Wake,
    PutRight,
    WinBack,
    AskWhy,
    CameOnce,
    Deciding,
    Interested,
    LostDeal,
    Known,
}

/// Whose group it is; the screen works from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Current,
    Lost,
    Potential,
    Saved,
}

impl Reason {
    /// In the order of the work.
    pub const ALL: [Reason; 13] = [
        Reason::Thank,
        Reason::Recommend,
        Reason::Promote,
        Reason::SecondOrder,
        Reason::Wake,
        Reason::PutRight,
        Reason::WinBack,
        Reason::AskWhy,
        Reason::CameOnce,
        Reason::Deciding,
        Reason::Interested,
        Reason::LostDeal,
        Reason::Known,
    ];

    /// Whom it takes.
    pub fn query(self) -> &'static str {
        match self {
            Reason::Thank => "loyalty_stage = \"Defender\"",
            Reason::Recommend => "loyalty_stage = \"Supporter\"",
            Reason::Promote => {
                "pareto_class = \"B\" and activity in (\"New\", \"Active\", \"Slipping\")"
            }
            Reason::SecondOrder => {
                "n_orders = 1 and activity in (\"New\", \"Active\", \"Slipping\", \"At risk\")"
            }
            Reason::Wake => "n_orders >= 2 and activity in (\"Slipping\", \"At risk\")",
            Reason::PutRight => {
                "score <= 6 and activity not in (\"Inactive\", \"Lost\", \"No order\")"
            }
            Reason::WinBack => "n_orders >= 2 and activity = \"Inactive\"",
            Reason::AskWhy => "n_orders >= 2 and activity = \"Lost\"",
            Reason::CameOnce => "n_orders = 1 and activity in (\"Inactive\", \"Lost\")",
            Reason::Deciding => "funnel_stage = \"About to decide\"",
            Reason::Interested => "funnel_stage = \"Prospect\"",
            Reason::LostDeal => "funnel_stage = \"Lost deal\"",
            Reason::Known => "funnel_stage = \"Information\"",
        }
    }

    /// Whose group it is.
    pub fn part(self) -> Part {
        match self {
            Reason::WinBack | Reason::AskWhy | Reason::CameOnce => Part::Lost,
            Reason::Deciding | Reason::Interested | Reason::LostDeal | Reason::Known => {
                Part::Potential
            }
            _ => Part::Current,
        }
    }
}

/// A group in the list of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    pub key: GroupKey,
    pub part: Part,
    pub query: String,
    pub customers: u32,
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    pub spend_12m: Option<f64>,
    /// Missed orders at the customer's own ticket.
    pub missed: Option<f64>,
    /// Sum of `clv_12m`; none without a model.
    pub worth: Option<f64>,
    /// Those who may be written to; none where no file says how to reach anybody.
    pub reachable: Option<Named>,
}

/// What the user thinks of an action.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// That it works, 0–1: the user's estimate.
    pub chance: f64,
    /// Of acting on one customer, in major units.
    pub cost: f64,
    /// Who was sent something in so many days is left alone; 0 for nobody.
    pub rest_days: u32,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { chance: 0.1, cost: 0.0, rest_days: 14 }
    }
}

/// A way to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    Email,
    Phone,
    Post,
}

/// A group with all there is to plan with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupView {
    pub row: GroupRow,
    pub terms: Terms,
    /// Those who may be written to, by each way the files know.
    pub channels: Vec<(Channel, Named)>,
    /// Consent refused, though there is an address.
    pub refused: Option<Named>,
    /// Without any address.
    pub unknown: Option<Named>,
    /// Sent something within the days of rest.
    pub rested: Option<Named>,
    /// Who is worth less than the action costs; none without a model or a cost.
    pub unaffordable: Option<Named>,
    /// The group without all of those.
    pub list: Named,
    pub list_worth: Option<f64>,
    /// The most worth spending on the list, and on each in the mean.
    pub ceiling: Option<f64>,
    pub ceiling_each: Option<f64>,
    /// What the action costs, and the chance from which on it pays.
    pub cost: f64,
    pub break_even: Option<f64>,
}

/// Every group, also those without customers; what these data cannot tell is left out.
pub fn rows(desk: &mut Desk) -> Vec<GroupRow> {
    let saved = desk.rules.segments.iter().map(|one| GroupKey::Saved(one.name.clone()));
    let keys: Vec<GroupKey> =
        Reason::ALL.iter().map(|&reason| GroupKey::Reason(reason)).chain(saved).collect();
    keys.iter().filter_map(|key| Some(row(desk, key)?.0)).collect()
}

fn row(desk: &mut Desk, key: &GroupKey) -> Option<(GroupRow, Node, Mask)> {
    let (part, query) = match key {
        GroupKey::Reason(reason) => (reason.part(), reason.query().to_string()),
        GroupKey::Saved(name) => (Part::Saved, format!("segment {}", quote(name))),
    };
    let node = parse(&query).ok()?;
    let mask = desk.mask(&node).ok()?;
    let base = desk.base;
    let table = &base.table;
    let total = sum_of(table, "spend_total", &table.exists);
    let spend = sum_of(table, "spend_total", &mask);
    let reachable = table.tells("reachable");
    let row = GroupRow {
        key: key.clone(),
        part,
        customers: mask.count() as u32,
        revenue: money(base, spend),
        revenue_share: (base.portfolio.has_money && total > 0).then(|| spend as f64 / total as f64),
        spend_12m: money(base, sum_of(table, "spend_12m", &mask)),
        missed: missed(desk, &mask),
        worth: worth(desk, &mask),
        reachable: reachable.then(|| named(desk, &node, "reachable = true")).flatten(),
        query: print(&node),
    };
    Some((row, node, mask))
}

/// One group, with the list that the terms make.
pub fn group(desk: &mut Desk, key: &GroupKey, terms: &Terms) -> Option<GroupView> {
    let (row, node, _) = row(desk, key)?;
    let terms = Terms { chance: terms.chance.clamp(0.0, 1.0), cost: terms.cost.max(0.0), ..*terms };
    let channels = channels(&desk.base.portfolio.customers.attributes)
        .into_iter()
        .filter_map(|(channel, has)| {
            let may = if row.reachable.is_some() { " and reachable = true" } else { "" };
            Some((channel, named(desk, &node, &format!("({has}){may}"))?))
        })
        .collect();
    let known = any_contact(&desk.base.portfolio.customers.attributes);
    let refused = (known.as_ref().filter(|_| row.reachable.is_some()))
        .and_then(|has| named(desk, &node, &format!("({has}) and reachable = false")));
    let unknown = known.as_ref().and_then(|has| named(desk, &node, &format!("not ({has})")));
    let kinds = &desk.base.portfolio.events.kinds;
    let was_sent = kinds.iter().any(|kind| kind == "campaign");
    let rest = (terms.rest_days > 0 && was_sent)
        .then(|| format!("events \"campaign\" (count >= 1, last {} days)", terms.rest_days));
    let rested = rest.as_ref().and_then(|rest| named(desk, &node, rest));
    // The least that a customer must be worth for the cost to come back.
    let least = (row.worth.is_some() && terms.cost > 0.0 && terms.chance > 0.0)
        .then(|| (terms.cost / terms.chance * 100.0).ceil() / 100.0);
    let unaffordable =
        least.and_then(|least| named(desk, &node, &format!("not clv_12m >= {least}")));

    let mut parts = vec![print(&node)];
    parts.extend(row.reachable.as_ref().map(|_| "reachable = true".to_string()));
    parts.extend(rest.map(|rest| format!("not {rest}")));
    parts.extend(least.map(|least| format!("clv_12m >= {least}")));
    let all: Vec<Node> = parts.iter().filter_map(|part| parse(part).ok()).collect();
    let whole = Node::And(all);
    let mask = desk.mask(&whole).ok()?;
    let list = Named { customers: mask.count() as u32, query: print(&whole) };
    let list_worth = worth(desk, &mask);
    let ceiling = list_worth.map(|worth| investment_ceiling(worth, terms.chance));
    let cost = terms.cost * f64::from(list.customers);
    Some(GroupView {
        channels,
        refused,
        unknown,
        rested,
        unaffordable,
        ceiling_each: ceiling
            .filter(|_| list.customers > 0)
            .map(|ceiling| ceiling / f64::from(list.customers)),
        break_even: list_worth.filter(|_| cost > 0.0).and_then(|w| break_even_uplift(cost, w)),
        ceiling,
        cost,
        list,
        list_worth,
        terms,
        row,
    })
}

/// The part of a group that a further condition keeps.
fn named(desk: &mut Desk, group: &Node, condition: &str) -> Option<Named> {
    let node = Node::And(vec![group.clone(), parse(condition).ok()?]);
    let mask = desk.mask(&node).ok()?;
    Some(Named { customers: mask.count() as u32, query: print(&node) })
}

/// Missed orders at the customer's own ticket, in major units.
fn missed(desk: &Desk, mask: &Mask) -> Option<f64> {
    let table = &desk.base.table;
    let (Some(Column::Whole(missed)), Some(ticket)) =
        (table.get("missed_orders"), table.get("spend_mean"))
    else {
        return None;
    };
    let decimals = desk.base.portfolio.decimals();
    desk.base.portfolio.has_money.then(|| {
        mask.iter()
            .filter(|&customer| missed[customer] > 0)
            .filter_map(|customer| {
                let ticket = ticket.number_at(customer, decimals)?;
                Some(f64::from(missed[customer]) * ticket)
            })
            .sum()
    })
}

/// What the model expects of them in 12 months; none without a model.
fn worth(desk: &Desk, mask: &Mask) -> Option<f64> {
    let column = desk.base.table.get("clv_12m")?;
    let decimals = desk.base.portfolio.decimals();
    let mut known =
        mask.iter().filter_map(|customer| column.number_at(customer, decimals)).peekable();
    known.peek().is_some().then(|| known.sum())
}

/// The ways to reach somebody that the files know, each with the condition that it is there.
fn channels(attributes: &[Attribute]) -> Vec<(Channel, String)> {
    let has = |is: &dyn Fn(&Attribute) -> bool| {
        let names: Vec<String> = (attributes.iter())
            .filter(|attribute| is(attribute))
            .map(|attribute| format!("{} is not empty", print_name(&attribute.name)))
            .collect();
        (!names.is_empty()).then(|| names.join(" or "))
    };
    let post = |attribute: &Attribute| is_postal(&attribute.name, attribute.role);
    [
        (Channel::Email, has(&|attribute| attribute.role == Role::Email)),
        (Channel::Phone, has(&|attribute| attribute.role == Role::Phone)),
        (Channel::Post, has(&post)),
    ]
    .into_iter()
    .filter_map(|(channel, has)| Some((channel, has?)))
    .collect()
}

fn any_contact(attributes: &[Attribute]) -> Option<String> {
    let all: Vec<String> = channels(attributes).into_iter().map(|(_, has)| has).collect();
    (!all.is_empty()).then(|| all.join(" or "))
}
