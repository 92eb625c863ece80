//! **Cross-table**: two fields, the groups of one by those of the other.

use super::{
    dimension::{DimensionAsk, GroupName, cut},
    money,
};
use crate::{
    engine::{base::Base, tally::spend, view::Revision},
    mask::Mask,
    portfolio::columns::EMPTY_I64,
};
use serde::{Deserialize, Serialize};

/// Values of a text field in a cross-table; the rest is one group.
const MOST: usize = 14;

/// Both fields and every cell, row by row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossView {
    pub revision: Revision,
    pub row_field: String,
    pub column_field: String,
    /// The groups with customers.
    pub rows: Vec<GroupName>,
    pub columns: Vec<GroupName>,
    pub cells: Vec<CrossCell>,
}

/// Who is in both groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossCell {
    pub customers: u32,
    pub selected: u32,
    pub revenue: Option<f64>,
    pub query: String,
}

/// The cross-table of two fields; none where there is no such field.
pub fn cross(
    base: &Base,
    rows: &DimensionAsk,
    columns: &DimensionAsk,
    selected: &Mask,
    revision: Revision,
) -> Option<CrossView> {
    let (down, along) = (cut(base, rows, MOST)?, cut(base, columns, MOST)?);
    let width = along.groups.len();
    let mut sums = vec![(0u32, 0u32, 0i64); down.groups.len() * width];
    let spend = spend(&base.table);
    for customer in base.table.exists.iter() {
        let cell = &mut sums[down.of[customer] as usize * width + along.of[customer] as usize];
        cell.0 += 1;
        cell.1 += u32::from(selected.get(customer));
        cell.2 += spend.get(customer).copied().filter(|&s| s != EMPTY_I64).unwrap_or(0);
    }
    let with_customers = |n: usize, at: &dyn Fn(usize, usize) -> usize, other: usize| {
        (0..n).filter(|&i| (0..other).any(|j| sums[at(i, j)].0 > 0)).collect::<Vec<usize>>()
    };
    let shown_rows = with_customers(down.groups.len(), &|i, j| i * width + j, width);
    let shown_columns = with_customers(width, &|i, j| j * width + i, down.groups.len());
    let mut cells = Vec::with_capacity(shown_rows.len() * shown_columns.len());
    for &row in &shown_rows {
        for &column in &shown_columns {
            let (customers, selected, spend) = sums[row * width + column];
            let query = format!("{} and {}", down.groups[row].1, along.groups[column].1);
            cells.push(CrossCell { customers, selected, revenue: money(base, spend), query });
        }
    }
    let names = |groups: &[(GroupName, String)], shown: &[usize]| {
        shown.iter().map(|&i| groups[i].0.clone()).collect()
    };
    Some(CrossView {
        revision,
        row_field: rows.field.clone(),
        column_field: columns.field.clone(),
        rows: names(&down.groups, &shown_rows),
        columns: names(&along.groups, &shown_columns),
        cells,
    })
}
