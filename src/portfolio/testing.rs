//! Files for tests, written as text: a header of `name:role` cells, then records, cells split by commas.

use super::{
    columns::{Column, Portfolio},
    merge::merge,
    shard::{BuildOptions, Shard, ShardBuilder},
};
use crate::{
    ingest::records::{Records, Row},
    issues::Reason,
    money::{Currency, format_units},
    schema::{
        mapping::{AmountOf, ColumnMapping, FileKind, Mapping},
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};

/// A file in memory.
#[derive(Debug, Clone)]
pub struct Source {
    pub mapping: Mapping,
    pub text: String,
}

/// A file of that kind. Its key is the first column with an identity's role, in the order of roles.
pub fn file(kind: FileKind, text: &str) -> Source {
    let text: String = text.trim().lines().map(|line| format!("{}\n", line.trim())).collect();
    let header = text.lines().next().unwrap_or_default();
    let columns: Vec<ColumnMapping> = header
        .split(',')
        .map(|cell| {
            let (name, role) = cell.split_once(':').unwrap_or((cell, "attribute"));
            ColumnMapping {
                name: name.to_string(),
                role: Role::from_name(role).expect("a role"),
                number: NumberFormat::Point,
                date: DateOrder::Ymd,
            }
        })
        .collect();
    let mapping = Mapping { kind, columns, amount_of: AmountOf::Line, currency: None, key: None };
    Source { mapping, text }
}

pub fn orders(text: &str) -> Source {
    file(FileKind::Orders, text)
}

pub fn customers(text: &str) -> Source {
    file(FileKind::Customers, text)
}

pub fn events(text: &str) -> Source {
    file(FileKind::Events, text)
}

impl Source {
    pub fn of_order(mut self) -> Source {
        self.mapping.amount_of = AmountOf::Order;
        self
    }

    pub fn currency(mut self, code: &str) -> Source {
        self.mapping.currency = Currency::from_code(code);
        self
    }

    pub fn date(mut self, order: DateOrder) -> Source {
        self.mapping.columns.iter_mut().for_each(|column| column.date = order);
        self
    }

    /// The records below the header, in batches of at most so many.
    pub fn batches(&self, size: usize) -> Vec<Records> {
        let header = self.text.lines().next().unwrap_or_default();
        let mut offset = header.len() as u64 + 1;
        let mut all = Vec::new();
        for (at, line) in self.text.lines().enumerate().skip(1) {
            if !line.is_empty() {
                all.push((at as u64 + 1, offset, line));
            }
            offset += line.len() as u64 + 1;
        }
        all.chunks(size).map(records).collect()
    }

    pub fn shard(&self, number: u32, size: usize, options: &BuildOptions) -> Shard {
        let mut builder = ShardBuilder::new(number, self.mapping.clone(), options);
        self.batches(size).iter().for_each(|batch| builder.push(batch));
        builder.finish()
    }
}

/// A batch of records. A line that begins with `!` is torn.
fn records(lines: &[(u64, u64, &str)]) -> Records {
    let mut records = Records::default();
    for &(line, offset, text) in lines {
        records.rows.push(Row {
            first: records.fields.len() as u32,
            line,
            offset,
            length: text.len() as u32,
            torn: text.starts_with('!'),
        });
        for cell in text.split(',') {
            let start = records.bytes.len() as u32;
            records.bytes.push_str(cell);
            records.fields.push((start, records.bytes.len() as u32));
            records.bytes.push(',');
        }
    }
    records
}

/// The portfolio of these files.
pub fn portfolio(files: &[Source]) -> Portfolio {
    with(files, BuildOptions::default())
}

pub fn with(files: &[Source], options: BuildOptions) -> Portfolio {
    let shards = files.iter().zip(0..).map(|(file, n)| file.shard(n, 7, &options)).collect();
    let portfolio = merge(shards, &options);
    assert_eq!(portfolio.ledger.unaccounted(), 0);
    portfolio
}

/// What stands in a portfolio, a line each: `key day order amount` with what else is known of it.
pub fn lines(portfolio: &Portfolio) -> Vec<String> {
    let (lines, orders) = (&portfolio.lines, &portfolio.orders);
    let customers = 0..portfolio.customers.len();
    customers
        .flat_map(|customer| lines.of(customer).map(move |line| (customer, line)))
        .map(|(customer, line)| {
            let order = lines.order[line] as usize;
            let id = orders.ids.get(orders.id[order]);
            let day = crate::calendar::Day(lines.day[line]);
            let mut text = format!(
                "{} {day} {}",
                portfolio.customers.key(customer),
                if id.is_empty() { "-" } else { id }
            );
            text += &format!(" {}", format_units(lines.amount[line], portfolio.decimals()));
            if let Some(&product) = lines.product.get(line) {
                text += &format!(" {}", lines.products.get(product));
            }
            text
        })
        .collect()
}

/// Reasons of the ledger with the lines of the files.
pub fn reasons(portfolio: &Portfolio) -> Vec<(u32, u64, Reason)> {
    portfolio.ledger.set_aside.iter().map(|entry| (entry.file, entry.line, entry.reason)).collect()
}

/// The keys of all customers.
pub fn keys(portfolio: &Portfolio) -> Vec<&str> {
    (0..portfolio.customers.len()).map(|customer| portfolio.customers.key(customer)).collect()
}

/// An attribute of the customers as text, with the kind of its column.
pub fn attribute(portfolio: &Portfolio, name: &str) -> (&'static str, Vec<String>) {
    let found = portfolio.customers.attributes.iter().find(|attribute| attribute.name == name);
    shown(&found.expect("an attribute of that name").column)
}

/// A column as text, with its kind.
pub fn shown(column: &Column) -> (&'static str, Vec<String>) {
    let kind = match column {
        Column::Number(_) => "number",
        Column::Day(_) => "date",
        Column::YesNo(_) => "yes/no",
        _ => "text",
    };
    let cell = |row: usize| match column {
        _ if column.is_empty_at(row) => String::new(),
        Column::Number(numbers) => numbers[row].to_string(),
        Column::Day(days) => crate::calendar::Day(days[row]).to_string(),
        Column::YesNo(answers) => (answers[row] == 1).to_string(),
        Column::Text { codes, texts } => texts.get(codes[row]).to_string(),
        _ => panic!("no attribute has this column"),
    };
    (kind, (0..column.len()).map(cell).collect())
}
