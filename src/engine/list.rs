//! The list of people: which columns there are, in which order the rows stand, and the cells of a stretch of them.

use super::{
    tally::major,
    view::{Cell, CellKind, ListColumn, RowsAsk, RowsView, Sort},
};
use crate::{
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, EMPTY_I32, EMPTY_I64, Portfolio},
    text::fold,
};
use std::cmp::Ordering;

/// Most rows of one answer.
pub const ROWS: usize = 500;

/// Columns that the list can show: key and name, every column of the table, the attributes.
pub fn columns(portfolio: &Portfolio, table: &Table) -> Vec<ListColumn> {
    let text =
        |name: &str| ListColumn { name: name.into(), kind: CellKind::Text, is_attribute: false };
    let own = table.fields().iter().map(|field| ListColumn {
        name: field.name.clone(),
        kind: kind(&field.column),
        is_attribute: false,
    });
    let attributes = portfolio.customers.attributes.iter().map(|attribute| ListColumn {
        name: attribute.name.clone(),
        kind: kind(&attribute.column),
        is_attribute: true,
    });
    [text("customer_id"), text("name")].into_iter().chain(own).chain(attributes).collect()
}

fn kind(column: &Column) -> CellKind {
    match column {
        Column::Whole(_) => CellKind::Whole,
        Column::Number(_) => CellKind::Number,
        Column::Money(_) => CellKind::Money,
        Column::Quantity(_) => CellKind::Quantity,
        Column::Day(_) => CellKind::Day,
        Column::YesNo(_) => CellKind::YesNo,
        Column::Text { .. } => CellKind::Text,
        Column::Class { .. } => CellKind::Class,
    }
}

/// A column of the table or an attribute, by its exact name.
pub fn column<'a>(portfolio: &'a Portfolio, table: &'a Table, name: &str) -> Option<&'a Column> {
    table.get(name).or_else(|| {
        let attribute = portfolio.customers.attributes.iter().find(|a| a.name == name)?;
        Some(&attribute.column)
    })
}

/// The selected customers that the search finds, in the order asked for: ties by key, empty values last.
pub fn order(
    portfolio: &Portfolio,
    table: &Table,
    selected: &Mask,
    search: &str,
    sort: &Sort,
) -> Vec<u32> {
    let mut rows: Vec<u32> = match Search::new(portfolio, search) {
        Some(search) => selected.iter().filter(|&i| search.finds(i)).map(|i| i as u32).collect(),
        None => selected.iter().map(|i| i as u32).collect(),
    };
    // Customers are numbered in the order of their keys, so a stable sort leaves ties by key.
    let customers = &portfolio.customers;
    match sort.column.as_str() {
        "customer_id" => {
            if sort.descending {
                rows.reverse();
            }
        }
        "name" => {
            let ranks = ranks(
                (0..customers.names.len() as u32).map(|code| fold(customers.names.get(code))),
            );
            sort_by_key(
                &mut rows,
                sort,
                |i| customers.name_codes[i] == 0,
                |i| ranks[customers.name_codes[i] as usize],
            );
        }
        name => {
            if let Some(column) = column(portfolio, table, name) {
                sort_by_column(&mut rows, sort, column);
            }
        }
    }
    rows
}

fn sort_by_column(rows: &mut [u32], sort: &Sort, column: &Column) {
    match column {
        Column::Whole(v) | Column::Day(v) => {
            sort_by_key(rows, sort, |i| v[i] == EMPTY_I32, |i| v[i])
        }
        Column::Money(v) | Column::Quantity(v) => {
            sort_by_key(rows, sort, |i| v[i] == EMPTY_I64, |i| v[i]);
        }
        Column::Number(v) => {
            rows.sort_by(|&a, &b| {
                let (a, b) = (v[a as usize], v[b as usize]);
                match (a.is_nan(), b.is_nan()) {
                    (false, false) if sort.descending => b.total_cmp(&a),
                    (false, false) => a.total_cmp(&b),
                    (a, b) => a.cmp(&b),
                }
            });
        }
        Column::YesNo(v) => sort_by_key(rows, sort, |i| column.is_empty_at(i), |i| v[i]),
        Column::Class { codes, .. } => {
            sort_by_key(rows, sort, |i| column.is_empty_at(i), |i| codes[i])
        }
        Column::Text { codes, texts } => {
            let ranks = ranks(texts.iter().map(fold));
            sort_by_key(rows, sort, |i| codes[i] == 0, |i| ranks[codes[i] as usize]);
        }
    }
}

fn sort_by_key<K: Ord>(
    rows: &mut [u32],
    sort: &Sort,
    is_empty: impl Fn(usize) -> bool,
    key: impl Fn(usize) -> K,
) {
    rows.sort_by(|&a, &b| {
        let (a, b) = (a as usize, b as usize);
        is_empty(a).cmp(&is_empty(b)).then_with(|| {
            let order: Ordering = key(a).cmp(&key(b));
            if sort.descending { order.reverse() } else { order }
        })
    });
}

/// The place of each text among all in order.
fn ranks(texts: impl Iterator<Item = String>) -> Vec<u32> {
    let texts: Vec<String> = texts.collect();
    let mut places: Vec<u32> = (0..texts.len() as u32).collect();
    places.sort_by(|&a, &b| texts[a as usize].cmp(&texts[b as usize]));
    let mut ranks = vec![0; texts.len()];
    for (rank, &place) in places.iter().enumerate() {
        ranks[place as usize] = rank as u32;
    }
    ranks
}

/// What a search finds: keys, names and text attributes that contain it, folded.
struct Search<'a> {
    portfolio: &'a Portfolio,
    needle: String,
    /// For each text attribute, whether each of its texts contains the needle.
    hits: Vec<(&'a [u32], Vec<bool>)>,
    names: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(portfolio: &'a Portfolio, search: &str) -> Option<Search<'a>> {
        let needle = fold(search.trim());
        if needle.is_empty() {
            return None;
        }
        let contains = |text: &str| fold(text).contains(&needle);
        let hits = portfolio
            .customers
            .attributes
            .iter()
            .filter_map(|attribute| match &attribute.column {
                Column::Text { codes, texts } => {
                    Some((codes.as_slice(), texts.iter().map(contains).collect()))
                }
                _ => None,
            })
            .collect();
        let names = portfolio.customers.names.iter().map(contains).collect();
        Some(Search { portfolio, needle, hits, names })
    }

    fn finds(&self, customer: usize) -> bool {
        let customers = &self.portfolio.customers;
        self.names[customers.name_codes[customer] as usize]
            || self.hits.iter().any(|(codes, hits)| hits[codes[customer] as usize])
            || fold(customers.key(customer)).contains(&self.needle)
    }
}

/// The cells of a stretch of rows.
pub fn rows(
    portfolio: &Portfolio,
    table: &Table,
    order: &[u32],
    ask: &RowsAsk,
    revision: u32,
) -> RowsView {
    let start = (ask.start as usize).min(order.len());
    let end = (start + (ask.len as usize).min(ROWS)).min(order.len());
    let shown = &order[start..end];
    let cells = |customer: usize| {
        ask.columns.iter().map(|name| cell_of(portfolio, table, name, customer)).collect::<Vec<_>>()
    };
    RowsView {
        revision,
        total: order.len() as u32,
        start: start as u32,
        keys: shown.iter().map(|&i| portfolio.customers.key(i as usize).to_string()).collect(),
        rows: shown.iter().map(|&i| cells(i as usize)).collect(),
    }
}

fn cell_of(portfolio: &Portfolio, table: &Table, name: &str, customer: usize) -> Cell {
    let text =
        |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_string()) };
    match name {
        "customer_id" => text(portfolio.customers.key(customer)),
        "name" => text(portfolio.customers.name(customer)),
        _ => column(portfolio, table, name)
            .map_or(Cell::Empty, |column| cell(column, customer, portfolio.decimals())),
    }
}

/// A value as a screen shows it.
pub fn cell(column: &Column, row: usize, decimals: u32) -> Cell {
    if column.is_empty_at(row) {
        return Cell::Empty;
    }
    match column {
        Column::Whole(v) => Cell::Whole(v[row]),
        Column::Number(v) => Cell::Number(v[row]),
        Column::Money(v) => Cell::Money(major(v[row], decimals)),
        Column::Quantity(v) => Cell::Quantity(major(v[row], crate::money::QUANTITY_DECIMALS)),
        Column::Day(v) => Cell::Day(v[row]),
        Column::YesNo(v) => Cell::YesNo(v[row] == 1),
        Column::Text { codes, texts } => Cell::Text(texts.get(codes[row]).to_string()),
        Column::Class { codes, names } => Cell::Class(names[codes[row] as usize].clone()),
    }
}
