//! The tables `customers` and `lines` of a base, as CSV files with their types.

use super::{
    bases::Loaded,
    batch::{run, scratch},
};
use carteira::{
    calendar::Day,
    money::{format_quantity, format_units},
    portfolio::columns::{Column, EMPTY_I64},
    query::sql::tables::{CUSTOMERS, LINE_KINDS, LINES, SqlType},
};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A table as a file: comma, header, what is empty without quotes.
#[derive(Debug, Serialize)]
pub struct Table {
    pub name: &'static str,
    pub file: PathBuf,
    pub columns: Vec<(String, Kind)>,
}

/// A type that every warehouse has a name for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Double,
    Date,
    Boolean,
}

impl From<SqlType> for Kind {
    fn from(is: SqlType) -> Kind {
        match is {
            SqlType::Text => Kind::Text,
            SqlType::Integer => Kind::Integer,
            SqlType::Decimal => Kind::Decimal,
            SqlType::Double => Kind::Double,
            SqlType::Date => Kind::Date,
            SqlType::Boolean => Kind::Boolean,
        }
    }
}

/// Writes both.
pub fn write(base: &Loaded) -> [Table; 2] {
    let (given, folder) = (scratch("given"), scratch(base.name));
    [customers(base, &given, &folder), lines(base, &folder)]
}

/// What `batch segment --out` exports, texts as they were before formulas were defused.
fn customers(base: &Loaded, given: &Path, folder: &Path) -> Table {
    let exported = folder.join("export.csv");
    let mut arguments = vec!["segment".to_string()];
    for (name, bytes) in &base.files {
        let file = given.join(name);
        std::fs::write(&file, bytes).expect("a file of the base");
        arguments.push(text_of(&file));
    }
    if let Some(mapping) = base.mapping {
        let file = given.join("mapping.json");
        std::fs::write(&file, mapping).expect("a mapping");
        arguments.extend(["--mapping".to_string(), text_of(&file)]);
    }
    if let Some(day) = base.as_of {
        arguments.extend(["--as-of".to_string(), day.to_string()]);
    }
    arguments.extend(["--out".to_string(), text_of(&exported)]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = run(&arguments);
    assert_eq!(done.code, 0, "{}", done.err);

    let mut columns: Vec<(String, Kind)> =
        CUSTOMERS.iter().map(|(name, is)| (name.to_string(), Kind::from(*is))).collect();
    for attribute in &base.portfolio().customers.attributes {
        let kind = match attribute.column {
            Column::Day(_) => Kind::Date,
            Column::YesNo(_) => Kind::Boolean,
            Column::Text { .. } | Column::Class { .. } => Kind::Text,
            _ => Kind::Double,
        };
        columns.push((attribute.name.clone(), kind));
    }
    let mut reader = csv::Reader::from_path(&exported).expect("an export");
    let header = reader.headers().expect("a header").clone();
    assert_eq!(header.len(), columns.len(), "{header:?}");
    let file = folder.join("customers.csv");
    let mut writer = csv::Writer::from_path(&file).expect("a file");
    writer.write_record(columns.iter().map(|(name, _)| name)).expect("a header");
    for record in reader.records() {
        let record = record.expect("a record");
        let cells = record.iter().zip(&columns).map(|(cell, (_, kind))| match kind {
            Kind::Text => as_it_was(cell),
            _ => cell,
        });
        writer.write_record(cells).expect("a record");
    }
    writer.flush().expect("a file");
    Table { name: "customers", file, columns }
}

fn text_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A text without the `'` that keeps spreadsheets from running it.
fn as_it_was(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

/// The used lines up to the day.
fn lines(base: &Loaded, folder: &Path) -> Table {
    let data = base.data();
    let (lines, orders) = (&data.portfolio.lines, &data.portfolio.orders);
    let money = data.portfolio.decimals();
    let file = folder.join("lines.csv");
    let mut writer = csv::Writer::from_path(&file).expect("a file");
    writer.write_record(LINES.iter().map(|(name, _)| name)).expect("a header");
    for customer in 0..data.portfolio.customers.len() {
        for i in lines.of(customer) {
            if data.table.as_of.is_some_and(|day| lines.day[i] > day) {
                continue;
            }
            let day = Day(lines.day[i]).to_string();
            let id = orders.ids.get(orders.id[lines.order[i] as usize]);
            let quantity = lines.quantity.get(i).filter(|&&quantity| quantity != EMPTY_I64);
            let text = |codes: &[u32], texts: &carteira::text::Texts| {
                codes.get(i).map(|&code| texts.get(code).to_string()).unwrap_or_default()
            };
            writer
                .write_record([
                    data.portfolio.customers.key(customer),
                    if id.is_empty() { &day } else { id },
                    &day,
                    &text(&lines.product, &lines.products),
                    &text(&lines.category, &lines.categories),
                    &quantity.map(|&quantity| format_quantity(quantity)).unwrap_or_default(),
                    &match data.portfolio.has_money {
                        true => format_units(lines.amount[i], money),
                        false => String::new(),
                    },
                    LINE_KINDS[usize::from(lines.is_return[i])],
                ])
                .expect("a record");
        }
    }
    writer.flush().expect("a file");
    let columns = LINES.iter().map(|(name, is)| (name.to_string(), Kind::from(*is))).collect();
    Table { name: "lines", file, columns }
}
