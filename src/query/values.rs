//! The **values** a field has: texts with how many customers a condition on each would keep, numbers for quantiles.
//! What the builder suggests is what the language would answer: texts that fold alike are one value, records after
//! `as_of` do not count, order lines are events too.

use super::{
    ast::{Aggregate, Op, Source, SourceTest, Value, ValueKind},
    error::Scope,
    evaluate::{Data, Run},
    fields::{FieldInfo, Schema},
    known::Known,
    period::Stretch,
    records::Stream,
    view::{self, View},
};
use crate::{
    portfolio::columns::{EMPTY_CLASS, EMPTY_I32, EMPTY_I64},
    text::fold,
};
use std::collections::HashMap;

/// Most numbers of records that quantiles are made of: every second or tenth record is enough of them.
pub const MAX_NUMBERS: usize = 1 << 20;

/// A value and how many customers have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueCount {
    /// As it is first written.
    pub text: String,
    pub customers: u32,
}

/// The texts, classes, kinds or yes and no of a field: most customers first, then by text. Empty values and those
/// that no customer has are left out; other fields have none.
pub fn texts(data: &Data, schema: &Schema, scope: Scope, field: &FieldInfo) -> Vec<ValueCount> {
    let mut values = Values::default();
    if scope == Scope::Customers {
        let codes = values.codes(view::customers(data.portfolio, data.table, field));
        for customer in data.table.exists.iter() {
            if let Some(value) = codes.at(customer) {
                values.counts[value as usize] += 1;
            }
        }
    } else {
        let mut known = Known::default();
        let streams = streams(data, schema, scope, &mut known);
        let codes: Vec<Codes> = streams
            .iter()
            .map(|(rows, _)| values.codes(record_view(data, scope, *rows, field)))
            .collect();
        let mut last = vec![u32::MAX; values.counts.len()];
        for customer in data.table.exists.iter() {
            for ((_, stream), codes) in streams.iter().zip(&codes) {
                stream.each(customer, |row| {
                    let Some(value) = codes.at(row) else { return };
                    let value = value as usize;
                    if last[value] != customer as u32 {
                        last[value] = customer as u32;
                        values.counts[value] += 1;
                    }
                });
            }
        }
    }
    let mut found: Vec<ValueCount> = values
        .texts
        .into_iter()
        .zip(values.counts)
        .filter(|(_, customers)| *customers > 0)
        .map(|(text, customers)| ValueCount { text, customers })
        .collect();
    found.sort_by(|a, b| b.customers.cmp(&a.customers).then_with(|| a.text.cmp(&b.text)));
    found
}

/// The numbers or days of a field, money in major units, empty values left out: of every customer that exists, or of
/// records that can be seen, of which at most [`MAX_NUMBERS`] are looked at, evenly spread.
pub fn numbers(data: &Data, schema: &Schema, scope: Scope, field: &FieldInfo) -> Vec<f64> {
    if scope == Scope::Customers {
        let view = view::customers(data.portfolio, data.table, field);
        return data.table.exists.iter().filter_map(|row| number(view, row)).collect();
    }
    let mut known = Known::default();
    let streams = streams(data, schema, scope, &mut known);
    let n: usize = streams.iter().map(|(_, stream)| stream.rows.count()).sum();
    let step = n.div_ceil(MAX_NUMBERS).max(1);
    streams
        .iter()
        .flat_map(|(rows, stream)| {
            let view = record_view(data, scope, *rows, field);
            stream.rows.iter().step_by(step).filter_map(move |row| number(view, row))
        })
        .collect()
}

/// Whether a customer that exists, or any record, has a value of this field.
pub fn has_values(data: &Data, schema: &Schema, scope: Scope, field: &FieldInfo) -> bool {
    let filled = |view: View, row| match view {
        View::Keys(_) | View::OrderIds(_) | View::Kinds(_) => true,
        View::YesNo(values) => values[row] < 2,
        View::Texts(codes, _) => codes[row] != 0,
        View::Classes(codes, _) => codes[row] != EMPTY_CLASS,
        view => number(view, row).is_some(),
    };
    if scope == Scope::Customers {
        let view = view::customers(data.portfolio, data.table, field);
        return data.table.exists.iter().any(|row| filled(view, row));
    }
    let mut known = Known::default();
    streams(data, schema, scope, &mut known).iter().any(|(rows, stream)| {
        let view = record_view(data, scope, *rows, field);
        stream.rows.iter().any(|row| filled(view, row))
    })
}

/// What is looked at in a scope: rows that can be seen.
fn streams<'a>(
    data: &'a Data<'a>,
    schema: &'a Schema,
    scope: Scope,
    known: &'a mut Known,
) -> Vec<(Scope, Stream<'a>)> {
    let (source, rows) = match scope {
        Scope::Customers => return Vec::new(),
        Scope::Orders => (Source::Orders, vec![Scope::Orders]),
        Scope::Lines => (Source::Lines, vec![Scope::Lines]),
        Scope::Events => (Source::Events(None), vec![Scope::Events, Scope::Lines]),
    };
    let test = SourceTest {
        source,
        filters: Vec::new(),
        aggregate: Aggregate::Count,
        op: Op::Ge,
        value: Value::new(ValueKind::Number(1.into())),
        window: None,
    };
    let streams = Run { data, schema, known, is_edited: false }.all_streams(&test, Stretch::Ever);
    rows.into_iter().zip(streams).filter(|(_, stream)| !stream.day.is_empty()).collect()
}

fn record_view<'a>(data: &Data<'a>, scope: Scope, rows: Scope, field: &FieldInfo) -> View<'a> {
    view::records(data.portfolio, data.table, rows, scope == Scope::Events, field)
}

fn number(view: View, row: usize) -> Option<f64> {
    match view {
        View::Ints(values) => (values[row] != EMPTY_I32).then(|| f64::from(values[row])),
        View::Floats(values) => (!values[row].is_nan()).then_some(values[row]),
        View::Units(values, decimals) => {
            (values[row] != EMPTY_I64).then(|| values[row] as f64 / 10f64.powi(decimals as i32))
        }
        _ => None,
    }
}

/// Values found so far, numbered; texts that fold alike have one number.
#[derive(Default)]
struct Values {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
    counts: Vec<u32>,
}

impl Values {
    fn number_of(&mut self, text: &str) -> u32 {
        let next = self.texts.len() as u32;
        let number = *self.numbers.entry(fold(text)).or_insert(next);
        if number == next {
            self.texts.push(text.to_string());
            self.counts.push(0);
        }
        number
    }

    fn codes<'a>(&mut self, view: View<'a>) -> Codes<'a> {
        let mut all =
            |texts: &[&str]| texts.iter().map(|text| self.number_of(text)).collect::<Vec<u32>>();
        match view {
            View::Texts(codes, texts) => {
                // Code 0 is empty; its place is kept so that codes are places.
                let numbers = texts.iter().skip(1).map(|text| self.number_of(text));
                Codes::Texts(codes, std::iter::once(u32::MAX).chain(numbers).collect())
            }
            View::Classes(codes, names) => {
                Codes::Classes(codes, names.iter().map(|name| self.number_of(name)).collect())
            }
            View::Kinds(returns) => Codes::Kinds(returns, all(&["purchase", "return"])),
            View::YesNo(values) => Codes::YesNo(values, all(&["false", "true"])),
            _ => Codes::Nothing,
        }
    }
}

/// The rows of a view and the number of each value.
enum Codes<'a> {
    Texts(&'a [u32], Vec<u32>),
    Classes(&'a [u8], Vec<u32>),
    Kinds(&'a [bool], Vec<u32>),
    YesNo(&'a [u8], Vec<u32>),
    Nothing,
}

impl Codes<'_> {
    fn at(&self, row: usize) -> Option<u32> {
        match self {
            Codes::Texts(codes, numbers) => (codes[row] != 0).then(|| numbers[codes[row] as usize]),
            Codes::Classes(codes, numbers) | Codes::YesNo(codes, numbers) => {
                numbers.get(codes[row] as usize).copied()
            }
            Codes::Kinds(returns, numbers) => Some(numbers[usize::from(returns[row])]),
            Codes::Nothing => None,
        }
    }
}
