//! A list of customers as CSV: UTF-8, CRLF, quotes only where needed.

use super::{
    cells::{Value, defuse, value},
    columns::columns,
    split::{self, Split},
};
use crate::{measures::table::Table, portfolio::columns::Portfolio};
use serde::{Deserialize, Serialize};

/// How the CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CsvOptions {
    pub semicolon: bool,
    pub decimal_comma: bool,
    /// A byte order mark, so that Excel sees UTF-8.
    pub bom: bool,
}

/// Writes these customers, in this order.
pub fn write(
    portfolio: &Portfolio,
    table: &Table,
    customers: &[u32],
    options: CsvOptions,
) -> Vec<u8> {
    write_with(portfolio, table, customers, options, None)
}

/// Writes these customers with a last column that says which group of the draw each is in.
pub fn write_split(
    portfolio: &Portfolio,
    table: &Table,
    customers: &[u32],
    options: CsvOptions,
    split: Split,
) -> Vec<u8> {
    let ids = customers.iter().map(|&customer| portfolio.customers.key(customer as usize));
    let control = split.control(&ids.collect::<Vec<&str>>());
    write_with(portfolio, table, customers, options, Some(&control))
}

fn write_with(
    portfolio: &Portfolio,
    table: &Table,
    customers: &[u32],
    options: CsvOptions,
    control: Option<&[bool]>,
) -> Vec<u8> {
    let columns = columns(portfolio, table);
    let mut bytes = Vec::new();
    if options.bom {
        bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(if options.semicolon { b';' } else { b',' })
        .terminator(csv::Terminator::CRLF)
        .from_writer(bytes);
    let in_memory = "writing to memory cannot fail, and all records are as wide as the header";
    writer
        .write_record(
            (columns.iter().map(|column| defuse(column.name)))
                .chain(control.map(|_| split::COLUMN.into()))
                .map(std::borrow::Cow::into_owned),
        )
        .expect(in_memory);
    for (place, &customer) in customers.iter().enumerate() {
        for column in &columns {
            let text = match value(portfolio, column.source, customer as usize) {
                Value::Empty => String::new(),
                Value::Text(text) => defuse(text).into_owned(),
                Value::Number(digits) | Value::Exact(digits) if options.decimal_comma => {
                    digits.replace('.', ",")
                }
                Value::Number(text) | Value::Exact(text) | Value::Day(text) => text,
                Value::YesNo(yes) => yes.to_string(),
            };
            writer.write_field(text).expect(in_memory);
        }
        if let Some(control) = control {
            writer.write_field(split::group(control[place])).expect(in_memory);
        }
        writer.write_record(None::<&[u8]>).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

/// Writes the sheet of rules.
pub fn rules(rows: &[[String; 3]]) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let in_memory = "writing to memory cannot fail, and all records are as wide as the header";
    writer.write_record(["section", "name", "value"]).expect(in_memory);
    for row in rows {
        writer.write_record(row.iter().map(|text| defuse(text).into_owned())).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}
