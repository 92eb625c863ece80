//! **Results**: what a campaign brought. Its list comes back as a file of customers or events with a column that tells who was
//! in the target and who in the control group, or the user names both by queries; all else is read off the orders.
//!
//! The trap: who is in both groups belongs to neither, and what happened before the list was sent is nobody's doing.

use super::{Desk, Named, money};
use crate::{
    calendar::Day,
    engine::view::Problem,
    insight::experiment::{Difference, means, shares},
    mask::Mask,
    measures::settings::Returns,
    portfolio::columns::{Attribute, Column, EMPTY_I32, EMPTY_I64},
    query::{
        ast::Node,
        parse::parse,
        print::{print, print_name, quote},
    },
    text::fold,
};
use serde::{Deserialize, Serialize};

/// Names of the group that is left alone, folded.
const CONTROL: [&str; 9] = [
    "control",
    "control group",
    "controle",
    "grupo de controle",
    "grupo de control",
    "kontrole",
    "kontroline",
    "kontroline grupe",
    "holdout",
];
/// Most values of a column that tells groups.
const MOST_GROUPS: usize = 20;
/// Most campaigns that are offered.
const MOST_TRIALS: usize = 50;
/// Most days after it that are looked at.
const MOST_DAYS: u32 = 3650;

/// Which groups, from which day, for how long, at what cost.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ResultAsk {
    pub target: String,
    pub control: String,
    /// None: the first day on which a record tells a group.
    pub since: Option<i32>,
    pub days: u32,
    /// Of each customer of the target, in major units.
    pub cost: f64,
}

/// A campaign with both groups that the files tell of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// What the files call it.
    pub name: String,
    pub target: String,
    pub control: String,
    /// The first day of its records.
    pub since: Option<i32>,
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultView {
    pub trials: Vec<Trial>,
    /// As answered.
    pub ask: ResultAsk,
    pub problem: Option<Problem>,
    /// None without two groups with customers and a day.
    pub outcome: Option<Outcome>,
}

/// Steps of a campaign, by the kinds of their events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    Sent,
    Answered,
    Confirmed,
    Attended,
    Ordered,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    pub target: Named,
    pub control: Named,
    /// In both, and counted in neither.
    pub both: u32,
    /// First and last day that is looked at.
    pub days: (i32, i32),
    /// Of the target; steps without a record are left out.
    pub funnel: Vec<(Step, Named)>,
    pub ordered: Option<Difference>,
    /// A head.
    pub orders: Option<Difference>,
    pub revenue: Option<Difference>,
    pub margin: Option<Difference>,
    pub cost: f64,
    /// The difference of revenue a head times the heads of the target.
    pub brought: Option<f64>,
}

/// The trials of the files, and the outcome of one.
pub fn view(desk: &mut Desk, ask: &ResultAsk) -> ResultView {
    let trials = trials(desk);
    let mut ask = ResultAsk { days: ask.days.clamp(1, MOST_DAYS), ..ask.clone() };
    if ask.target.trim().is_empty()
        && ask.control.trim().is_empty()
        && let Some(latest) = trials.last()
    {
        (ask.target, ask.control) = (latest.target.clone(), latest.control.clone());
        ask.since = None;
    }
    if ask.since.is_none() {
        let same = |trial: &&Trial| trial.target == ask.target && trial.control == ask.control;
        ask.since = trials.iter().find(same).and_then(|trial| trial.since);
    }
    let (outcome, problem) = match outcome(desk, &ask) {
        Ok(outcome) => (outcome, None),
        Err(problem) => (None, Some(problem)),
    };
    ResultView { trials, ask, problem, outcome }
}

fn outcome(desk: &mut Desk, ask: &ResultAsk) -> Result<Option<Outcome>, Problem> {
    if ask.target.trim().is_empty() || ask.control.trim().is_empty() {
        return Ok(None);
    }
    let mut nodes = Vec::new();
    let mut masks = Vec::new();
    for text in [&ask.target, &ask.control] {
        let node = parse(text).map_err(Problem::Query)?;
        let mask = desk.mask(&node);
        masks.push(mask.map_err(Problem::Query)?);
        nodes.push(node);
    }
    let both = masks[0].count_and(&masks[1]) as u32;
    if both > 0 {
        let (target, control) = (masks[0].clone(), masks[1].clone());
        masks[0].and_not(&control);
        masks[1].and_not(&target);
        let without = |one: &Node, other: &Node| {
            Node::And(vec![one.clone(), Node::Not(Box::new(other.clone()))])
        };
        nodes = vec![without(&nodes[0], &nodes[1]), without(&nodes[1], &nodes[0])];
    }
    let base = desk.base;
    let (Some(since), Some(as_of)) = (ask.since, base.table.as_of) else { return Ok(None) };
    let days = (since, (since + ask.days as i32 - 1).min(as_of));
    let named = |at: usize| Named { customers: masks[at].count() as u32, query: print(&nodes[at]) };
    let (target, control) = (named(0), named(1));
    if target.customers == 0 || control.customers == 0 || days.1 < days.0 {
        return Ok(None);
    }
    let funnel = funnel(desk, &nodes[0], days, &target);
    let [a, b] = [0, 1].map(|at| heads(desk, &masks[at], days));
    let bought = |heads: &Heads| {
        let some = heads.orders.iter().filter(|&&orders| orders > 0.0).count();
        (some as u32, heads.orders.len() as u32)
    };
    let revenue = base.portfolio.has_money.then(|| means(&a.revenue, &b.revenue)).flatten();
    let margin = a.margin.as_ref().zip(b.margin.as_ref()).and_then(|(a, b)| means(a, b));
    Ok(Some(Outcome {
        ordered: shares(bought(&a), bought(&b)),
        orders: means(&a.orders, &b.orders),
        brought: revenue.map(|found| found.difference * f64::from(target.customers)),
        revenue,
        margin,
        cost: ask.cost.max(0.0) * f64::from(target.customers),
        funnel,
        both,
        days,
        target,
        control,
    }))
}

/// How far the target went.
fn funnel(desk: &mut Desk, target: &Node, days: (i32, i32), whole: &Named) -> Vec<(Step, Named)> {
    let between = format!("count >= 1, between {} and {}", Day(days.0), Day(days.1));
    let mut steps = vec![(Step::Sent, whole.clone())];
    for (step, condition) in [
        (Step::Answered, format!("events \"answered\" ({between})")),
        (Step::Confirmed, format!("events \"confirmed\" ({between})")),
        (Step::Attended, format!("events \"attended\" ({between})")),
        (Step::Ordered, format!("orders({between})")),
    ] {
        let Ok(node) = parse(&condition) else { continue };
        let node = Node::And(vec![target.clone(), node]);
        let Ok(mask) = desk.mask(&node) else { continue };
        if mask.count() > 0 || step == Step::Ordered {
            steps.push((step, Named { customers: mask.count() as u32, query: print(&node) }));
        }
    }
    steps
}

/// What each customer of a group did within the days.
struct Heads {
    orders: Vec<f64>,
    /// In major units.
    revenue: Vec<f64>,
    /// None where the files tell no cost.
    margin: Option<Vec<f64>>,
}

fn heads(desk: &Desk, mask: &Mask, days: (i32, i32)) -> Heads {
    let (portfolio, table) = (&desk.base.portfolio, &desk.base.table);
    let as_of = table.as_of.unwrap_or(i32::MAX);
    let net = desk.rules.settings.returns == Returns::Net;
    let within = |day: i32| (days.0..=days.1).contains(&day);
    let major = |units: i64| money(desk.base, units).unwrap_or(0.0);
    let has_margin = !portfolio.lines.margin.is_empty();
    let mut heads =
        Heads { orders: Vec::new(), revenue: Vec::new(), margin: has_margin.then(Vec::new) };
    for customer in mask.iter() {
        let (mut n, mut revenue) = (0.0, 0i64);
        if !portfolio.orders.is_empty() {
            for order in portfolio.orders.of(customer) {
                if table.orders.is_order(order) && within(table.orders.day[order]) {
                    n += 1.0;
                    revenue = revenue.saturating_add(table.orders.amount[order]);
                }
            }
        }
        heads.orders.push(n);
        heads.revenue.push(major(revenue));
        if let Some(margins) = &mut heads.margin {
            // As the amount of an order: all its lines that can be seen, whatever day its returns are of.
            let lines = portfolio.lines.of(customer).filter(|&line| {
                let order = portfolio.lines.order[line] as usize;
                table.orders.is_order(order)
                    && within(table.orders.day[order])
                    && portfolio.lines.day[line] <= as_of
                    && (net || !portfolio.lines.is_return[line])
            });
            let margin = lines
                .map(|line| portfolio.lines.margin[line])
                .filter(|&margin| margin != EMPTY_I64)
                .fold(0i64, i64::saturating_add);
            margins.push(major(margin));
        }
    }
    heads
}

/// The campaigns that the files tell of, the latest last.
fn trials(desk: &Desk) -> Vec<Trial> {
    let portfolio = &desk.base.portfolio;
    let mut found = Vec::new();
    for groups in portfolio.events.attributes.iter().filter_map(Groups::of) {
        let campaign = portfolio.events.attributes.iter().find(|attribute| is_campaign(attribute));
        found.extend(groups.of_events(desk, campaign));
    }
    for groups in portfolio.customers.attributes.iter().filter_map(Groups::of) {
        let field = print_name(groups.name);
        let is = |value: &str| format!("{field} = {}", quote(value));
        found.extend(groups.targets().map(|target| Trial {
            name: format!("{}: {target}", groups.name),
            target: is(target),
            control: is(groups.control),
            since: None,
        }));
    }
    found.sort_by_key(|trial| trial.since);
    let extra = found.len().saturating_sub(MOST_TRIALS);
    found.split_off(extra)
}

/// A column that tells target from control.
struct Groups<'a> {
    name: &'a str,
    codes: &'a [u32],
    /// Its values, empty texts left out.
    values: Vec<&'a str>,
    control: &'a str,
}

impl<'a> Groups<'a> {
    fn of(attribute: &'a Attribute) -> Option<Groups<'a>> {
        let Column::Text { codes, texts } = &attribute.column else { return None };
        if texts.len() > MOST_GROUPS + 1 {
            return None;
        }
        let values: Vec<&str> = (1..texts.len()).map(|code| texts.get(code as u32)).collect();
        let is_control = |value: &&&str| CONTROL.contains(&fold(value).as_str());
        let control = values.iter().find(is_control).copied()?;
        Some(Groups { name: &attribute.name, codes, values, control })
    }

    fn targets(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.values.iter().copied().filter(|value| *value != self.control)
    }

    /// One trial a campaign and target value; without a column of campaigns, all records are one.
    fn of_events(&self, desk: &Desk, campaign: Option<&Attribute>) -> Vec<Trial> {
        let days = &desk.base.portfolio.events.day;
        let as_of = desk.base.table.as_of.unwrap_or(i32::MAX);
        let campaigns = campaign.and_then(|attribute| match &attribute.column {
            Column::Text { codes, texts } => Some((&attribute.name, codes, texts)),
            _ => None,
        });
        // The first day of each campaign that has a group: those without a day come first.
        let mut first: Vec<(u32, i32)> = Vec::new();
        for (event, &group) in self.codes.iter().enumerate() {
            if group == 0 || days[event] > as_of {
                continue;
            }
            let code = campaigns.map_or(0, |(_, codes, _)| codes[event]);
            match first.iter_mut().find(|(known, _)| *known == code) {
                Some((_, day)) => *day = days[event].min(*day),
                None => first.push((code, days[event])),
            }
        }
        let trial = |code: u32, day: i32, target: &str| {
            let filter = match campaigns {
                Some((name, _, texts)) if code != 0 => {
                    format!("{} = {}, ", print_name(name), quote(texts.get(code)))
                }
                _ => String::new(),
            };
            let field = print_name(self.name);
            let query = |value: &str| {
                let text = format!("events({filter}{field} = {}, count >= 1)", quote(value));
                parse(&text).map_or(text, |node| print(&node))
            };
            let name = match campaigns {
                Some((_, _, texts)) if code != 0 => texts.get(code).to_string(),
                _ => self.name.to_string(),
            };
            let several = self.values.len() > 2;
            Trial {
                name: if several { format!("{name}: {target}") } else { name },
                target: query(target),
                control: query(self.control),
                since: (day != EMPTY_I32).then_some(day),
            }
        };
        first
            .into_iter()
            .flat_map(|(code, day)| self.targets().map(move |target| (code, day, target)))
            .map(|(code, day, target)| trial(code, day, target))
            .collect()
    }
}

/// Whether a column names campaigns.
fn is_campaign(attribute: &Attribute) -> bool {
    let name = fold(&attribute.name);
    ["campa", "kampan"].iter().any(|word| name.contains(word))
}
