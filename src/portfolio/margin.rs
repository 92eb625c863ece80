//! **Margin** of a line: its margin column where that has a value, else amount − cost. A cost is that of the
//! line; where its header says it is of a unit (`Unit cost`, `Custo unitário`) it is taken times the
//! quantity. Returns give their margin back.
//!
//! The trap: a margin in per cent is no money. Such a column is of no use here.

use super::{columns::EMPTY_I64, settle::File};
use crate::{
    money::{Decimal, QUANTITY_DECIMALS},
    schema::values::parse_decimal,
    text::fold,
};

/// Words in headers of costs of a unit, folded.
const UNIT: [&str; 8] = [
    "unit",
    "each",
    "per item",
    "cost price",
    "preco de custo",
    "precio de costo",
    "vnt",
    "vieneto",
];

/// The margin of each row in minor units, [`EMPTY_I64`] where unknown; empty where the file has none.
pub fn margins(file: &mut File) -> Vec<i64> {
    let stated = file.roles.margin.map(|column| numbers(file, column)).unwrap_or_default();
    let costs = file.roles.cost.map(|column| numbers(file, column)).unwrap_or_default();
    if stated.is_empty() && costs.is_empty() {
        return Vec::new();
    }
    let decimals = file.shard.decimals;
    let by_unit = file.roles.cost.is_some_and(|column| {
        let header = fold(&file.shard.mapping.columns[column].name);
        UNIT.iter().any(|word| header.contains(word))
    });
    (0..file.shard.len())
        .map(|row| {
            let sign = |units: i64| if file.is_return[row] { -units.abs() } else { units };
            let number = |column: Option<usize>, numbers: &[Option<Decimal>]| {
                numbers.get(file.shard.texts[column?].code(row) as usize).copied().flatten()
            };
            if let Some(margin) = number(file.roles.margin, &stated) {
                return margin.to_units(decimals).map_or(EMPTY_I64, sign);
            }
            let Some(cost) = number(file.roles.cost, &costs) else { return EMPTY_I64 };
            let quantity =
                file.shard.quantity.get(row).copied().filter(|&units| units != EMPTY_I64);
            let cost = match quantity {
                Some(mantissa) if by_unit => {
                    let quantity =
                        Decimal { mantissa: mantissa.abs(), decimals: QUANTITY_DECIMALS as u8 };
                    cost.times(quantity, decimals)
                }
                _ => cost.to_units(decimals),
            };
            match (file.shard.amount.get(row).copied(), cost.map(sign)) {
                (Some(amount), Some(cost)) if amount != EMPTY_I64 => amount.saturating_sub(cost),
                _ => EMPTY_I64,
            }
        })
        .collect()
}

/// The numbers of a column's dictionary; none at all where it is one of per cents.
fn numbers(file: &File, column: usize) -> Vec<Option<Decimal>> {
    let mapping = &file.shard.mapping.columns[column];
    let texts = file.shard.texts[column].texts.texts();
    if mapping.name.contains('%') || texts.iter().any(|text| text.ends_with('%')) {
        return Vec::new();
    }
    texts.iter().map(|text| parse_decimal(text, mapping.number)).collect()
}
