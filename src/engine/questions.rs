//! From a doubt of the guess to a **question** as the screen asks it: with an **example**, a value of the file
//! that reads differently under each answer, and the answer that holds now.

use super::view::Question;
use crate::{
    ingest::records::Records,
    money::Currency,
    schema::{
        guess::{Choices, Doubt, MappingGuess},
        mapping::Mapping,
        role::Role,
        values::{DateOrder, NumberFormat, parse_date, parse_decimal},
    },
};
use std::collections::BTreeMap;

/// The question of a doubt.
pub fn question(
    doubt: &Doubt,
    mapping: &Mapping,
    choices: &Choices,
    examples: &BTreeMap<usize, String>,
) -> Question {
    let example = |column: &usize| examples.get(column).cloned().unwrap_or_default();
    let which = |role: Role, columns: &[usize], chosen: Option<usize>| Question::WhichColumn {
        role,
        candidates: columns.iter().map(|&column| column as u32).collect(),
        chosen: chosen.map(|column| column as u32),
    };
    match doubt {
        Doubt::Customer { columns } => which(Role::CustomerId, columns, mapping.key),
        Doubt::Date { columns } => which(Role::OrderDate, columns, mapping.column(Role::OrderDate)),
        Doubt::Amount { columns } => which(Role::Amount, columns, mapping.column(Role::Amount)),
        Doubt::NameOnly { column } => Question::KeyIsName { column: *column as u32 },
        Doubt::DateOrder { column, orders } => {
            let example = example(column);
            let day = |&order: &DateOrder| Some((order, parse_date(&example, order)?.0.0));
            Question::DateOrder {
                column: *column as u32,
                readings: orders.iter().filter_map(day).collect(),
                chosen: mapping.columns[*column].date,
                example,
            }
        }
        Doubt::DecimalMark { column, formats } => {
            let example = example(column);
            let number =
                |&format: &NumberFormat| Some((format, parse_decimal(&example, format)?.to_f64()));
            Question::DecimalMark {
                column: *column as u32,
                readings: formats.iter().filter_map(number).collect(),
                chosen: mapping.columns[*column].number,
                example,
            }
        }
        Doubt::Currency { currencies } => {
            let code = |currency: &Currency| currency.code().to_string();
            Question::Currency {
                codes: currencies.iter().map(code).collect(),
                chosen: choices.currency.as_ref().map(code),
            }
        }
        Doubt::AmountOf { column } => {
            Question::AmountOf { column: *column as u32, chosen: mapping.amount_of }
        }
    }
}

/// For each column whose way of writing is in doubt, the first value that shows the doubt.
pub fn examples(guess: &MappingGuess, records: &Records) -> BTreeMap<usize, String> {
    let find = |column: usize, differs: &dyn Fn(&str) -> bool| {
        let values = (0..records.len()).map(|row| records.field(row, column));
        values
            .into_iter()
            .find(|value| differs(value))
            .map(|value| (column, value.trim().to_string()))
    };
    let example = |doubt: &Doubt| match doubt {
        Doubt::DateOrder { column, orders } => {
            find(*column, &|value| differ(orders.iter().map(|&order| parse_date(value, order))))
        }
        Doubt::DecimalMark { column, formats } => find(*column, &|value| {
            differ(formats.iter().map(|&format| Some(parse_decimal(value, format)?.to_f64())))
        }),
        _ => None,
    };
    guess.doubts.iter().filter_map(example).collect()
}

/// Whether all are there and no two in a row are alike.
fn differ<T: PartialEq>(readings: impl Iterator<Item = Option<T>>) -> bool {
    let readings: Option<Vec<T>> = readings.collect();
    readings.is_some_and(|readings| readings.windows(2).all(|pair| pair[0] != pair[1]))
}
