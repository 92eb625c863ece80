//! Saved segments: how many each keeps, and how they lie over one another.

use super::{money, share};
use crate::{
    engine::{
        base::{Base, Rules},
        tally::sum_of,
        view::Problem,
    },
    mask::Mask,
    query::{
        ast::{Condition, Name, Node, Span, Test},
        evaluator::Evaluator,
        fields::SavedSegment,
        parse::parse,
        print::print,
    },
};
use serde::{Deserialize, Serialize};

/// Segments laid over one another at once: each combination is a row.
pub const MOST_OVERLAID: usize = 12;

/// A segment as it is kept: rules, never data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SavedText {
    pub name: String,
    pub query: String,
    #[serde(default)]
    pub description: String,
}

/// Whom a saved segment keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedView {
    pub name: String,
    pub customers: u32,
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    /// Why these data cannot answer it.
    pub problem: Option<Problem>,
}

/// How segments lie over one another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OverlapView {
    pub names: Vec<String>,
    /// Every combination with customers, largest first; disjoint.
    pub parts: Vec<OverlapPart>,
    /// How many each pair shares, row by row of `names`; the diagonal is the segment itself.
    pub pairs: Vec<u32>,
}

/// The customers that are in just these segments of those compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OverlapPart {
    /// For each name, whether they are in it.
    pub inside: Vec<bool>,
    pub customers: u32,
    pub revenue: Option<f64>,
    pub query: String,
}

/// The trees of the segments; one that cannot be read is left out, and [`saved`] says why.
pub fn trees(texts: &[SavedText]) -> Vec<SavedSegment> {
    (texts.iter())
        .filter_map(|text| {
            let query = parse(&text.query).ok()?;
            Some(SavedSegment { name: text.name.clone(), query })
        })
        .collect()
}

/// Whom each segment keeps.
pub fn saved(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    texts: &[SavedText],
) -> Vec<SavedView> {
    let total = sum_of(&base.table, "spend_total", &base.table.exists);
    let data = base.data(rules);
    (texts.iter())
        .map(|text| {
            let mask = parse(&text.query).and_then(|node| evaluator.mask(&node, &data));
            let (name, none) = (text.name.clone(), Mask::none(0));
            let (mask, problem) = match &mask {
                Ok(mask) => (mask, None),
                Err(error) => (&none, Some(Problem::Query(error.clone()))),
            };
            let spend = sum_of(&base.table, "spend_total", mask);
            SavedView {
                name,
                customers: mask.count() as u32,
                revenue: money(base, spend),
                revenue_share: money(base, spend).and(share(spend, total)),
                problem,
            }
        })
        .collect()
}

/// Lays saved segments over one another; names that no segment bears are left out.
pub fn overlap(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    names: &[String],
) -> OverlapView {
    let data = base.data(rules);
    let known: Vec<(String, Mask)> = (names.iter())
        .take(MOST_OVERLAID)
        .filter_map(|name| {
            let mask = evaluator.mask(&named(name), &data).ok()?;
            Some((name.clone(), mask))
        })
        .collect();
    let mut parts: Vec<(u32, u32, Mask)> = Vec::new();
    let mut of = vec![0u32; 1 << known.len()];
    for customer in base.table.exists.iter() {
        let bits = (known.iter().enumerate())
            .fold(0, |bits, (i, (_, mask))| bits | usize::from(mask.get(customer)) << i);
        if bits > 0 {
            of[bits] += 1;
        }
    }
    for (bits, &customers) in of.iter().enumerate().filter(|(_, n)| **n > 0) {
        let mut mask = base.table.exists.clone();
        for (i, (_, own)) in known.iter().enumerate() {
            if bits >> i & 1 == 1 { mask.and(own) } else { mask.and_not(own) }
        }
        parts.push((bits as u32, customers, mask));
    }
    parts.sort_by_key(|(bits, customers, _)| (std::cmp::Reverse(*customers), *bits));
    let parts = parts
        .into_iter()
        .map(|(bits, customers, mask)| {
            let inside: Vec<bool> = (0..known.len()).map(|i| bits >> i & 1 == 1).collect();
            let of = |i: usize| named(&known[i].0);
            let all = (inside.iter().enumerate())
                .map(|(i, &is)| if is { of(i) } else { Node::Not(Box::new(of(i))) })
                .collect();
            OverlapPart {
                customers,
                revenue: money(base, sum_of(&base.table, "spend_total", &mask)),
                query: print(&Node::And(all)),
                inside,
            }
        })
        .collect();
    let pairs = (known.iter())
        .flat_map(|(_, a)| known.iter().map(|(_, b)| a.count_and(b) as u32).collect::<Vec<_>>())
        .collect();
    OverlapView { names: known.into_iter().map(|(name, _)| name).collect(), parts, pairs }
}

/// `segment "name"`.
fn named(name: &str) -> Node {
    let test = Test::Segment { name: Name::new(name) };
    Node::Condition(Condition { span: Span::default(), test })
}
