//! The order of the list. Everyone is **sorted** once by a column and the order kept; a selection and a search then
//! only filter it, so that typing and clicking never sort.
//!
//! The trap: customers are numbered in the order of their keys, so "ties by key" is the order of their numbers, and it
//! stays ascending when the column descends. Empty values come last either way.

use super::{list::column, view::Sort};
use crate::{
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, Portfolio},
    text::{Finder, Texts, fold_into},
};

/// Everyone in the order last asked for; right for one base.
#[derive(Debug, Default)]
pub struct Sorted(Option<(Sort, Vec<u32>)>);

impl Sorted {
    /// Everyone who exists, in this order.
    pub fn everyone(&mut self, portfolio: &Portfolio, table: &Table, sort: &Sort) -> &[u32] {
        if self.0.as_ref().is_none_or(|(known, _)| known != sort) {
            self.0 = Some((sort.clone(), sorted(portfolio, table, sort)));
        }
        self.0.as_ref().map_or(&[], |(_, rows)| rows)
    }
}

/// The selected customers that the search finds, in the order asked for.
pub fn order(
    known: &mut Sorted,
    portfolio: &Portfolio,
    table: &Table,
    selected: &Mask,
    search: &str,
    sort: &Sort,
) -> Vec<u32> {
    let everyone = known.everyone(portfolio, table, sort).iter().copied();
    let selected = everyone.filter(|&i| selected.get(i as usize));
    match Search::new(portfolio, search) {
        Some(mut search) => selected.filter(|&i| search.finds(i as usize)).collect(),
        None => selected.collect(),
    }
}

fn sorted(portfolio: &Portfolio, table: &Table, sort: &Sort) -> Vec<u32> {
    let customers = &portfolio.customers;
    let exist = table.exists.iter().map(|i| i as u32);
    let keys = match sort.column.as_str() {
        "name" => Some(text_keys(&customers.name_codes, &customers.names)),
        "customer_id" => None,
        name => column(portfolio, table, name).map(keys),
    };
    let Some(keys) = keys else {
        let mut rows: Vec<u32> = exist.collect();
        if sort.descending {
            rows.reverse();
        }
        return rows;
    };
    let place = |key: u64| if sort.descending && key != EMPTY { EMPTY - 1 - key } else { key };
    let mut pairs: Vec<(u64, u32)> = exist.map(|i| (place(keys[i as usize]), i)).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, i)| i).collect()
}

/// The key of an empty value, after all others.
const EMPTY: u64 = u64::MAX;

/// For each row a whole number that stands where its value stands among the others.
fn keys(column: &Column) -> Vec<u64> {
    let or_empty = |row: usize, key: u64| if column.is_empty_at(row) { EMPTY } else { key };
    let whole = |value: i64| value as u64 ^ 1 << 63;
    match column {
        Column::Whole(v) | Column::Day(v) => {
            v.iter().enumerate().map(|(row, &v)| or_empty(row, whole(i64::from(v)))).collect()
        }
        Column::Money(v) | Column::Quantity(v) => {
            v.iter().enumerate().map(|(row, &v)| or_empty(row, whole(v))).collect()
        }
        Column::Number(v) => {
            v.iter().enumerate().map(|(row, &v)| or_empty(row, float_key(v))).collect()
        }
        Column::YesNo(v) => {
            v.iter().enumerate().map(|(row, &v)| or_empty(row, u64::from(v))).collect()
        }
        Column::Class { codes, .. } => {
            codes.iter().enumerate().map(|(row, &code)| or_empty(row, u64::from(code))).collect()
        }
        Column::Text { codes, texts } => text_keys(codes, texts),
    }
}

/// The bits of a float as a number that orders like it; −0 is 0.
fn float_key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// Texts by their folded form; those alike in it stand together.
fn text_keys(codes: &[u32], texts: &Texts) -> Vec<u64> {
    let mut folded = Texts::default();
    let mut buffer = String::new();
    for text in texts.iter().skip(1) {
        buffer.clear();
        fold_into(&mut buffer, text);
        folded.push(&buffer);
    }
    let mut places: Vec<u32> = (1..folded.len() as u32).collect();
    places.sort_unstable_by_key(|&code| folded.get(code));
    let mut ranks = vec![EMPTY; texts.len()];
    let mut rank = 0;
    for (i, &code) in places.iter().enumerate() {
        if i > 0 && folded.get(code) != folded.get(places[i - 1]) {
            rank += 1;
        }
        ranks[code as usize] = rank;
    }
    codes.iter().map(|&code| ranks[code as usize]).collect()
}

/// What a search finds: keys, names and text attributes that contain it, folded.
struct Search<'a> {
    portfolio: &'a Portfolio,
    finder: Finder,
    /// For each text attribute, and for names, whether each of its texts contains what is sought.
    hits: Vec<(&'a [u32], Vec<bool>)>,
}

impl<'a> Search<'a> {
    fn new(portfolio: &'a Portfolio, search: &str) -> Option<Search<'a>> {
        let mut finder = Finder::new(search.trim())?;
        let customers = &portfolio.customers;
        let attributes =
            customers.attributes.iter().filter_map(|attribute| match &attribute.column {
                Column::Text { codes, texts } => Some((codes, texts)),
                _ => None,
            });
        let hits = [(&customers.name_codes, &customers.names)]
            .into_iter()
            .chain(attributes)
            .map(|(codes, texts)| {
                (codes.as_slice(), texts.iter().map(|text| finder.is_in(text)).collect())
            })
            .collect();
        Some(Search { portfolio, finder, hits })
    }

    fn finds(&mut self, customer: usize) -> bool {
        self.hits.iter().any(|(codes, hits)| hits[codes[customer] as usize])
            || self.finder.is_in(self.portfolio.customers.key(customer))
    }
}
