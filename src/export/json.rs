//! A list of customers as JSON: an array of objects. Money and units are strings, since they are exact; what is
//! empty is null.

use super::{
    cells::{Value, value},
    columns::columns,
};
use crate::{measures::table::Table, portfolio::columns::Portfolio};

/// Writes these customers, in this order, one object a line.
pub fn write(portfolio: &Portfolio, table: &Table, customers: &[u32]) -> Vec<u8> {
    let columns = columns(portfolio, table);
    let names: Vec<String> = columns.iter().map(|column| quote(column.name)).collect();
    let mut text = String::from("[");
    for (i, &customer) in customers.iter().enumerate() {
        text.push_str(if i == 0 { "\n{" } else { ",\n{" });
        for (j, (name, column)) in names.iter().zip(&columns).enumerate() {
            if j > 0 {
                text.push(',');
            }
            text.push_str(name);
            text.push(':');
            match value(portfolio, column.source, customer as usize) {
                Value::Empty => text.push_str("null"),
                Value::Text(value) => text.push_str(&quote(value)),
                Value::Exact(value) | Value::Day(value) => text.push_str(&quote(&value)),
                Value::Number(digits) => text.push_str(&digits),
                Value::YesNo(yes) => text.push_str(if yes { "true" } else { "false" }),
            }
        }
        text.push('}');
    }
    text.push_str("\n]\n");
    text.into_bytes()
}

fn quote(text: &str) -> String {
    serde_json::to_string(text).expect("a string is JSON")
}
