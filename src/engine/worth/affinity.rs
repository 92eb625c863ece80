//! What goes with a product or category, among the selected: bought together, the other never bought, bought later.

use crate::{
    engine::{base::Base, view::Revision},
    insight::{affinity, lift::wilson},
    mask::Mask,
    query::print::quote,
};
use serde::{Deserialize, Serialize};

/// Products to choose from, and rows told.
const MOST: usize = 100;
const ROWS: usize = 40;

/// What goes with a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AffinityView {
    pub revision: Revision,
    pub categories: bool,
    /// Those that most bought, code and name, to choose another.
    pub choices: Vec<(String, String)>,
    pub code: String,
    /// Customers with it, of all with anything.
    pub customers: u32,
    pub buyers: u32,
    /// Surest lift first.
    pub rows: Vec<PairRow>,
}

/// Another product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairRow {
    pub code: String,
    pub name: String,
    pub both: u32,
    /// The first and never this one.
    pub never: u32,
    /// This one first on a later day.
    pub later: u32,
    pub lift: f64,
    pub low: f64,
    pub high: f64,
    pub both_query: String,
    pub never_query: String,
}

/// The affinity of a product; of the one that most bought where none is named.
pub fn affinity(
    base: &Base,
    categories: bool,
    code: Option<&str>,
    selected: &Mask,
    revision: Revision,
) -> AffinityView {
    let lines = &base.portfolio.lines;
    let (codes, texts, field) = match categories {
        true => (&lines.category, &lines.categories, "category"),
        false => (&lines.product, &lines.products, "product"),
    };
    let mut view = AffinityView {
        revision,
        categories,
        choices: Vec::new(),
        code: String::new(),
        customers: 0,
        buyers: 0,
        rows: Vec::new(),
    };
    let Some(as_of) = base.table.as_of.filter(|_| !codes.is_empty()) else { return view };
    let name = |code: u32| match lines.product_names.get(code as usize) {
        Some(&name) if !categories => lines.product_name_texts.get(name).to_string(),
        _ => String::new(),
    };
    let of = |code| affinity::affinity(lines, codes, texts.len(), selected, as_of, code);
    // Of no product: the counts of all.
    let mut ranked = of(0).by_customers();
    ranked.truncate(MOST);
    view.choices = ranked.iter().map(|&code| (texts.get(code).to_string(), name(code))).collect();
    let named = code.and_then(|code| (1..texts.len() as u32).find(|&i| texts.get(i) == code));
    let Some(code) = named.or_else(|| ranked.first().copied()) else { return view };
    let found = of(code);
    view.code = texts.get(code).to_string();
    (view.customers, view.buyers) = (found.customers, found.buyers);
    let bought = |code: u32| {
        format!("lines({field} = {}, kind = \"purchase\", count >= 1)", quote(texts.get(code)))
    };
    let mut rows: Vec<(f64, PairRow)> = (found.pairs.iter())
        .map(|pair| {
            let share = f64::from(pair.customers) / f64::from(found.buyers.max(1));
            let (low, high) = wilson(pair.both, found.customers as usize);
            let lift = f64::from(pair.both) / f64::from(found.customers.max(1)) / share;
            let (low, high) = (low / share, high / share);
            let strength = if lift >= 1.0 { low } else { 1.0 / high };
            let row = PairRow {
                code: texts.get(pair.code).into(),
                name: name(pair.code),
                both: pair.both,
                never: found.customers - pair.both,
                later: pair.later,
                lift,
                low,
                high,
                both_query: format!("{} and {}", bought(code), bought(pair.code)),
                never_query: format!("{} and not {}", bought(code), bought(pair.code)),
            };
            (strength, row)
        })
        .collect();
    // What goes with it before what does not.
    rows.sort_by(|(a, x), (b, y)| {
        (y.lift >= 1.0).cmp(&(x.lift >= 1.0)).then(b.total_cmp(a)).then(x.code.cmp(&y.code))
    });
    view.rows = rows.into_iter().map(|(_, row)| row).take(ROWS).collect();
    view
}
