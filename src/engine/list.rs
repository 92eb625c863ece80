//! The list of people: which columns there are, and the cells of a stretch of rows. Their order is [`super::order`]'s.

use super::{
    tally::major,
    view::{Cell, CellKind, ListColumn, RowsAsk, RowsView},
};
use crate::{
    measures::table::Table,
    portfolio::columns::{Column, Portfolio},
};

/// Most rows of one answer.
pub const ROWS: usize = 500;

/// Columns that the list can show: key, name where any is known, every column of the table, the attributes.
pub fn columns(portfolio: &Portfolio, table: &Table) -> Vec<ListColumn> {
    let text = |name: &str| ListColumn {
        name: name.into(),
        kind: CellKind::Text,
        is_attribute: false,
        n_texts: 0,
    };
    let n_texts = |column: &Column| match column {
        Column::Text { texts, .. } => texts.len() as u32 - 1,
        _ => 0,
    };
    let own = table.fields().iter().map(|field| ListColumn {
        name: field.name.clone(),
        kind: kind(&field.column),
        is_attribute: false,
        n_texts: n_texts(&field.column),
    });
    let attributes = portfolio.customers.attributes.iter().map(|attribute| ListColumn {
        name: attribute.name.clone(),
        kind: kind(&attribute.column),
        is_attribute: true,
        n_texts: n_texts(&attribute.column),
    });
    let identity = ["customer_id", "name"];
    let known = if portfolio.customers.names.is_empty() { &identity[..1] } else { &identity[..] };
    known.iter().map(|name| text(name)).chain(own).chain(attributes).collect()
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
        ask: RowsAsk { start: start as u32, ..ask.clone() },
        keys: shown.iter().map(|&i| portfolio.customers.key(i as usize).to_string()).collect(),
        rows: shown.iter().map(|&i| cells(i as usize)).collect(),
    }
}

/// The value of a customer in a column of the list.
pub fn cell_of(portfolio: &Portfolio, table: &Table, name: &str, customer: usize) -> Cell {
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
