//! **Dimension**: a field cut into groups that are disjoint and together everyone: classes, values, yes and no, or
//! bands of a number. Each group carries the query that selects it.
//!
//! The trap: many values. Beyond [`MOST`] the rest is one group, so that a table of zones stays a table.

use super::{money, share};
use crate::{
    calendar::Day,
    engine::{base::Base, list, tally::spend, view::*},
    mask::Mask,
    portfolio::columns::{Column, EMPTY_CLASS, EMPTY_I64, EMPTY_YES_NO},
    query::print::{print_name, quote},
};
use serde::{Deserialize, Serialize};

/// Values of a text field that are groups of their own.
pub const MOST: usize = 40;
/// Bands of a number, at most.
const BANDS: usize = 12;

/// A field and, for numbers, where it is cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DimensionAsk {
    pub field: String,
    /// Lower ends of the bands but the first, rising, in major units or days; none: by fifths of the customers.
    pub cuts: Vec<f64>,
}

/// What a group is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GroupName {
    Class(String),
    Text(String),
    YesNo(bool),
    /// From (inclusive) to (exclusive); an end may be open.
    Band {
        from: Option<f64>,
        to: Option<f64>,
    },
    /// So many other values.
    Others(u32),
    Empty,
}

/// A field cut into groups.
pub struct Dimension {
    pub kind: FacetKind,
    /// The cuts used.
    pub cuts: Vec<f64>,
    /// Name and query of each group.
    pub groups: Vec<(GroupName, String)>,
    /// The group of each customer.
    pub of: Vec<u16>,
}

/// A group and who is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    pub name: GroupName,
    pub customers: u32,
    pub selected: u32,
    pub orders: u32,
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    /// Revenue an order.
    pub ticket: Option<f64>,
    pub query: String,
}

/// A field's groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupsView {
    pub revision: Revision,
    pub field: String,
    pub kind: FacetKind,
    pub cuts: Vec<f64>,
    /// Those with customers, in the field's order; texts by revenue, else by customers.
    pub rows: Vec<GroupRow>,
}

/// The groups of a field; none where there is no such field.
pub fn groups(
    base: &Base,
    ask: &DimensionAsk,
    selected: &Mask,
    revision: Revision,
) -> Option<GroupsView> {
    let dimension = cut(base, ask, MOST)?;
    let spend = spend(&base.table);
    let orders = match base.table.get("n_orders") {
        Some(Column::Whole(orders)) => orders.as_slice(),
        _ => &[],
    };
    let mut rows: Vec<(u32, u32, u32, i64)> = vec![(0, 0, 0, 0); dimension.groups.len()];
    for customer in base.table.exists.iter() {
        let row = &mut rows[dimension.of[customer] as usize];
        row.0 += 1;
        row.1 += u32::from(selected.get(customer));
        row.2 += orders.get(customer).map_or(0, |&n| n.max(0) as u32);
        row.3 += spend.get(customer).copied().filter(|&s| s != EMPTY_I64).unwrap_or(0);
    }
    let total: i64 = rows.iter().map(|row| row.3).sum();
    let mut rows: Vec<GroupRow> = (dimension.groups.into_iter().zip(rows))
        .filter(|(_, (customers, ..))| *customers > 0)
        .map(|((name, query), (customers, selected, orders, spend))| GroupRow {
            name,
            customers,
            selected,
            orders,
            revenue: money(base, spend),
            revenue_share: money(base, spend).and(share(spend, total)),
            ticket: money(base, spend).filter(|_| orders > 0).map(|sum| sum / f64::from(orders)),
            query,
        })
        .collect();
    if dimension.kind == FacetKind::Text {
        let last = |row: &GroupRow| matches!(row.name, GroupName::Others(_) | GroupName::Empty);
        let value = |row: &GroupRow| row.revenue.unwrap_or(f64::from(row.customers));
        rows.sort_by(|a, b| last(a).cmp(&last(b)).then(value(b).total_cmp(&value(a))));
    }
    let (field, kind, cuts) = (ask.field.clone(), dimension.kind, dimension.cuts);
    Some(GroupsView { revision, field, kind, cuts, rows })
}

/// Cuts a field, with at most so many groups of text.
pub fn cut(base: &Base, ask: &DimensionAsk, most: usize) -> Option<Dimension> {
    let column = list::column(&base.portfolio, &base.table, &ask.field)?;
    let name = print_name(&ask.field);
    let is = |value: String| format!("{name} = {value}");
    let empty = (GroupName::Empty, format!("{name} is empty"));
    let exists = &base.table.exists;
    let kind = super::super::facets::kind(column);
    let mut dimension = Dimension { kind, cuts: Vec::new(), groups: Vec::new(), of: Vec::new() };
    match column {
        Column::Class { codes, names } => {
            dimension.groups = names
                .iter()
                .map(|class| (GroupName::Class(class.clone()), is(quote(class))))
                .collect();
            dimension.groups.push(empty);
            let none = names.len() as u16;
            dimension.of =
                codes.iter().map(|&c| if c == EMPTY_CLASS { none } else { c.into() }).collect();
        }
        Column::YesNo(values) => {
            dimension.groups = vec![
                (GroupName::YesNo(true), is("true".into())),
                (GroupName::YesNo(false), is("false".into())),
                empty,
            ];
            let group = |value: u8| if value == EMPTY_YES_NO { 2 } else { 1 - u16::from(value) };
            dimension.of = values.iter().map(|&value| group(value)).collect();
        }
        Column::Text { codes, texts } => {
            let mut counts = vec![0u32; texts.len()];
            exists.iter().for_each(|i| counts[codes[i] as usize] += 1);
            let mut ranked: Vec<u32> =
                (1..texts.len() as u32).filter(|&code| counts[code as usize] > 0).collect();
            ranked.sort_by(|&a, &b| {
                counts[b as usize]
                    .cmp(&counts[a as usize])
                    .then_with(|| texts.get(a).cmp(texts.get(b)))
            });
            let others = ranked.split_off(ranked.len().min(most));
            let quoted: Vec<String> = ranked.iter().map(|&code| quote(texts.get(code))).collect();
            dimension.groups = (ranked.iter().zip(&quoted))
                .map(|(&code, value)| (GroupName::Text(texts.get(code).into()), is(value.clone())))
                .collect();
            let rest = format!("{name} not in ({}) and {name} is not empty", quoted.join(", "));
            dimension.groups.push((GroupName::Others(others.len() as u32), rest));
            dimension.groups.push(empty);
            let mut group = vec![ranked.len() as u16; texts.len()];
            group[0] = ranked.len() as u16 + 1;
            ranked.iter().enumerate().for_each(|(i, &code)| group[code as usize] = i as u16);
            dimension.of = codes.iter().map(|&code| group[code as usize]).collect();
        }
        _ => bands(&mut dimension, base, column, &ask.cuts, &name),
    }
    Some(dimension)
}

fn bands(dimension: &mut Dimension, base: &Base, column: &Column, cuts: &[f64], name: &str) {
    let decimals = base.portfolio.decimals();
    let mut cuts: Vec<f64> = match cuts {
        [] => fifths(column, &base.table.exists, decimals),
        cuts => cuts.iter().copied().filter(|cut| cut.is_finite()).collect(),
    };
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    cuts.truncate(BANDS - 1);
    let is_day = matches!(column, Column::Day(_));
    let value = |cut: f64| match is_day {
        true => Day(cut as i32).to_string(),
        false => cut.to_string(),
    };
    let ends = |i: usize| (i.checked_sub(1).map(|i| cuts[i]), cuts.get(i).copied());
    for i in 0..=cuts.len() {
        let (from, to) = ends(i);
        let query = match (from, to) {
            (None, None) => format!("{name} is not empty"),
            (Some(from), None) => format!("{name} >= {}", value(from)),
            (None, Some(to)) => format!("{name} < {}", value(to)),
            (Some(from), Some(to)) => {
                format!("{name} >= {} and {name} < {}", value(from), value(to))
            }
        };
        dimension.groups.push((GroupName::Band { from, to }, query));
    }
    dimension.groups.push((GroupName::Empty, format!("{name} is empty")));
    let none = cuts.len() as u16 + 1;
    dimension.of = (0..column.len())
        .map(|row| match column.number_at(row, decimals) {
            Some(number) => cuts.partition_point(|&cut| cut <= number) as u16,
            None => none,
        })
        .collect();
    dimension.cuts = cuts;
}

/// Round numbers near the fifths of those who have a value.
fn fifths(column: &Column, exists: &Mask, decimals: u32) -> Vec<f64> {
    let mut values: Vec<f64> =
        exists.iter().filter_map(|i| column.number_at(i, decimals)).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let is_day = matches!(column, Column::Day(_));
    let n = values.len();
    let mut cuts: Vec<f64> = (1..5)
        .map(|fifth| *values.select_nth_unstable_by(n * fifth / 5, f64::total_cmp).1)
        .map(|value| if is_day { value } else { rounded(value) })
        .filter(|&cut| cut > least)
        .collect();
    cuts.dedup();
    cuts
}

/// To two digits.
fn rounded(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let step = 10f64.powf(value.abs().log10().floor() - 1.0);
    // By way of the text, so that 0.3 is 0.3.
    format!("{:.*}", (-step.log10()).max(0.0) as usize, (value / step).round() * step)
        .parse()
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn cuts_are_round() {
        for (value, expected) in [
            (0.0, 0.0),
            (3.0, 3.0),
            (127.3, 130.0),
            (0.3456, 0.35),
            (-1289.0, -1300.0),
            (99.6, 100.0),
        ] {
            assert_eq!(rounded(value), expected);
        }
    }
}
