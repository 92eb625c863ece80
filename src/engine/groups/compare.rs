//! What distinguishes two segments: the values, classes and bands, and the products and categories bought, that one has
//! more often than the other beyond chance, as lifts.
//!
//! The trap: what the segments are defined by distinguishes them best of all and says nothing new. Few rows of one field are told,
//! so that the others are seen; and of rows that are the same customers under other names, as no first order, no last order and
//! no rhythm are, only one.

use super::dimension::{Dimension, DimensionAsk, GroupName, cut};
use crate::{
    classes::stage,
    engine::{
        base::{Base, Rules},
        list,
        view::{FacetKind, Problem},
    },
    insight::lift::{Attribute, Lift, lifts},
    mask::Mask,
    query::{evaluator::Evaluator, parse::parse, print::quote},
    text::Texts,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

/// Rows told, and of one field: those that are sure to differ most.
const ROWS: usize = 60;
const ROWS_OF_FIELD: usize = 3;
/// Products and categories looked at: those on the most lines.
const BOUGHT: usize = 200;
/// Values of a text looked at.
const VALUES: usize = 40;

/// Two segments side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompareView {
    /// The queries compared; empty for everyone.
    pub a: String,
    pub b: String,
    pub customers_a: u32,
    pub customers_b: u32,
    /// What is sure to differ most comes first.
    pub rows: Vec<CompareRow>,
}

/// Something that is more or less common in the one than in the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompareRow {
    pub field: String,
    pub kind: FacetKind,
    pub name: GroupName,
    pub in_a: u32,
    pub in_b: u32,
    pub share_a: f64,
    pub share_b: f64,
    /// Share in the first / share in the second, with its interval; none where nobody in the second has it.
    pub lift: Option<(f64, f64, f64)>,
    pub query: String,
}

/// Compares whom two queries keep.
pub fn compare(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    (a, b): (&str, &str),
) -> Result<CompareView, Problem> {
    let data = base.data(rules);
    let mut mask = |text: &str| {
        parse(text).and_then(|node| evaluator.mask(&node, &data)).map_err(Problem::Query)
    };
    let (of_a, of_b) = (mask(a)?, mask(b)?);
    let mut found: Vec<Found> = Vec::new();
    for column in list::columns(&base.portfolio, &base.table) {
        // A helper of the funnel stage, which tells the same.
        if column.name == stage::FIELD {
            continue;
        }
        let ask = DimensionAsk { field: column.name, cuts: Vec::new() };
        let Some(Dimension { kind, groups, of, .. }) = cut(base, &ask, VALUES) else { continue };
        let attribute = Attribute::One { of: &of, values: groups.len() };
        let named = |place: usize| match &groups[place] {
            (GroupName::Others(_), _) => None,
            (name, query) => Some((name.clone(), query.clone())),
        };
        let whom =
            |place: usize| Mask::from_fn(of.len(), |customer| usize::from(of[customer]) == place);
        take(&mut found, &ask.field, kind, lifts(&of_a, &of_b, &[attribute]), named, whom);
    }
    let lines = &base.portfolio.lines;
    for (field, codes, texts) in [
        ("product", &lines.product, &lines.products),
        ("category", &lines.category, &lines.categories),
    ] {
        let (bought, masks) = bought(base, codes, texts);
        let named = |place: usize| {
            let text = texts.get(bought[place]);
            let query =
                format!("lines({field} = {}, kind = \"purchase\", count >= 1)", quote(text));
            let name = match field {
                "product" => lines.product_names.get(bought[place] as usize).copied().unwrap_or(0),
                _ => 0,
            };
            let said = if name == 0 { text } else { lines.product_name_texts.get(name) };
            Some((GroupName::Text(said.to_string()), query))
        };
        let lifts = lifts(&of_a, &of_b, &[Attribute::Many(&masks)]);
        let whom = |place: usize| masks[place].clone();
        take(&mut found, field, FacetKind::Text, lifts, named, whom);
    }
    // Of the same customers, a class says most and an empty field least.
    let plain = |row: &CompareRow| (row.name == GroupName::Empty, row.kind != FacetKind::Class);
    found.sort_by(|a, b| {
        b.strength.total_cmp(&a.strength).then_with(|| plain(&a.row).cmp(&plain(&b.row)))
    });
    let mut known = HashSet::new();
    found.retain(|found| known.insert(found.whom));
    found.truncate(ROWS);
    Ok(CompareView {
        a: a.to_string(),
        b: b.to_string(),
        customers_a: of_a.count() as u32,
        customers_b: of_b.count() as u32,
        rows: found.into_iter().map(|found| found.row).collect(),
    })
}

/// A row, how sure it is, and a fingerprint of whom it names.
struct Found {
    strength: f64,
    whom: u64,
    row: CompareRow,
}

/// Takes the strongest of a field that are certain and have a name.
fn take(
    found: &mut Vec<Found>,
    field: &str,
    kind: FacetKind,
    lifts: Vec<Lift>,
    named: impl Fn(usize) -> Option<(GroupName, String)>,
    whom: impl Fn(usize) -> Mask,
) {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let rows = lifts.into_iter().filter(Lift::is_certain).filter_map(|lift| {
        let (name, query) = named(lift.value)?;
        let row = CompareRow {
            field: field.to_string(),
            kind,
            name,
            in_a: lift.in_target,
            in_b: lift.in_base,
            share_a: lift.share_target,
            share_b: lift.share_base,
            lift: lift.ratio.map(|ratio| (ratio.lift, ratio.low, ratio.high)),
            query,
        };
        let whom = hasher.hash_one(whom(lift.value).words());
        Some(Found { strength: lift.strength, whom, row })
    });
    found.extend(rows.take(ROWS_OF_FIELD));
}

/// The products or categories on the most lines, and who bought each.
fn bought(base: &Base, codes: &[u32], texts: &Texts) -> (Vec<u32>, Vec<Mask>) {
    let lines = &base.portfolio.lines;
    let Some(as_of) = base.table.as_of.filter(|_| !codes.is_empty()) else {
        return (Vec::new(), Vec::new());
    };
    let mut counts = vec![0u32; texts.len()];
    codes.iter().for_each(|&code| counts[code as usize] += 1);
    let mut ranked: Vec<u32> =
        (1..texts.len() as u32).filter(|&code| counts[code as usize] > 0).collect();
    ranked.sort_by_key(|&code| std::cmp::Reverse(counts[code as usize]));
    ranked.truncate(BOUGHT);
    let mut places = vec![usize::MAX; texts.len()];
    ranked.iter().enumerate().for_each(|(place, &code)| places[code as usize] = place);
    let mut masks = vec![Mask::none(base.table.len()); ranked.len()];
    for customer in base.table.exists.iter() {
        for line in lines.of(customer) {
            let place = places[codes[line] as usize];
            if place != usize::MAX && !lines.is_return[line] && lines.day[line] <= as_of {
                masks[place].set(customer, true);
            }
        }
    }
    (ranked, masks)
}
