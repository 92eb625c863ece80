//! **Movement** of customers between the classes of one classification from one day to another, in counts and money.
//!
//! A **snapshot** is what movement needs of a day: each customer's class and the spend of the 12 months to it. **New** is who
//! has no class on the first day (did not exist yet), **gone** who has none on the second: with the earlier day first nobody
//! is, since a customer once known stays known; who stops buying moves to Inactive or Lost.
//!
//! The trap: ranks. Where classes are shares of the base (scores, top n %), customers move because *others* bought. Under the
//! cuts of the first day ([`super::frozen`]) only what a customer did moves the customer.

use crate::{
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, EMPTY_CLASS, EMPTY_I64},
};

/// What is kept of the customers as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    pub day: i32,
    pub exists: Mask,
    /// The classifications by field.
    pub classes: Vec<(String, Column)>,
    /// Spend of the 12 months to the day, in minor units; empty without money.
    pub spend_12m: Vec<i64>,
}

impl Snapshot {
    /// Takes these classifications from a table, which is done with.
    pub fn take(mut table: Table, fields: &[&str]) -> Snapshot {
        let classes = fields
            .iter()
            .filter_map(|&field| Some((field.to_string(), table.take(field)?)))
            .filter(|(_, column)| matches!(column, Column::Class { .. }))
            .collect();
        let spend_12m = match table.take("spend_12m") {
            Some(Column::Money(values)) => values,
            _ => Vec::new(),
        };
        Snapshot { day: table.as_of.unwrap_or(i32::MAX), exists: table.exists, classes, spend_12m }
    }

    /// Copies these classifications from a table that stays in use.
    pub fn copy(table: &Table, fields: &[&str]) -> Snapshot {
        let mut own =
            Table::new(table.as_of, table.exists.clone(), Mask::default(), Default::default());
        for name in fields.iter().chain(&["spend_12m"]) {
            if let Some(column) = table.get(name) {
                own.set(name, column.clone());
            }
        }
        Snapshot::take(own, fields)
    }

    /// The codes and names of a classification.
    pub fn class(&self, field: &str) -> Option<(&[u8], &[String])> {
        self.classes.iter().find_map(|(name, column)| match column {
            Column::Class { codes, names } if name == field => Some((&codes[..], &names[..])),
            _ => None,
        })
    }

    fn spend(&self, customer: usize) -> i64 {
        self.spend_12m.get(customer).copied().filter(|&units| units != EMPTY_I64).unwrap_or(0)
    }
}

/// A matrix of flows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Movement {
    /// Classes of the first day; one more row, the last, is New.
    pub from: Vec<String>,
    /// Classes of the second day; one more column, the last, is Gone.
    pub to: Vec<String>,
    /// Row by row, `(from.len() + 1) · (to.len() + 1)`.
    pub flows: Vec<Flow>,
}

/// The customers of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flow {
    pub customers: u32,
    /// Their spend of the 12 months to the first day, and to the second, in minor units.
    pub spend_before: i64,
    pub spend_after: i64,
}

impl Movement {
    /// The flow between two classes by place; `from.len()` is New, `to.len()` Gone.
    pub fn flow(&self, from: usize, to: usize) -> Flow {
        self.flows[from * (self.to.len() + 1) + to]
    }
}

/// How the group moved; none where one of the days lacks the classification.
pub fn movement(before: &Snapshot, after: &Snapshot, field: &str, of: &Mask) -> Option<Movement> {
    let ((old, from), (new, to)) = (before.class(field)?, after.class(field)?);
    let width = to.len() + 1;
    let mut flows = vec![Flow::default(); (from.len() + 1) * width];
    for customer in of.iter() {
        let cell = place(old[customer], from) * width + place(new[customer], to);
        let flow = &mut flows[cell];
        flow.customers += 1;
        flow.spend_before = flow.spend_before.saturating_add(before.spend(customer));
        flow.spend_after = flow.spend_after.saturating_add(after.spend(customer));
    }
    // Who has no class on either day is in no flow.
    flows[from.len() * width + to.len()] = Flow::default();
    Some(Movement { from: from.to_vec(), to: to.to_vec(), flows })
}

/// The customers of one cell; none of both is a class means New, Gone.
pub fn who(
    before: &Snapshot,
    after: &Snapshot,
    field: &str,
    of: &Mask,
    (from, to): (Option<&str>, Option<&str>),
) -> Mask {
    let mut mask = of.clone();
    let (Some((old, froms)), Some((new, tos))) = (before.class(field), after.class(field)) else {
        return Mask::none(of.len());
    };
    let place_of = |class: Option<&str>, names: &[String]| match class {
        Some(class) => names.iter().position(|name| name == class),
        None => Some(names.len()),
    };
    let (Some(from), Some(to)) = (place_of(from, froms), place_of(to, tos)) else {
        return Mask::none(of.len());
    };
    mask.and(&Mask::from_fn(of.len(), |customer| {
        place(old[customer], froms) == from && place(new[customer], tos) == to
    }));
    mask
}

fn place(code: u8, names: &[String]) -> usize {
    if code == EMPTY_CLASS { names.len() } else { code as usize }
}

/// Customers and spend of each class on one day.
pub fn sizes(snapshot: &Snapshot, field: &str, of: &Mask) -> Vec<(String, u32, i64)> {
    let Some((codes, names)) = snapshot.class(field) else { return Vec::new() };
    let mut sizes: Vec<(String, u32, i64)> = names.iter().map(|n| (n.clone(), 0, 0)).collect();
    for customer in of.iter().filter(|&customer| codes[customer] != EMPTY_CLASS) {
        let size = &mut sizes[codes[customer] as usize];
        size.1 += 1;
        size.2 = size.2.saturating_add(snapshot.spend(customer));
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(day: i32, codes: &str, spend: &[i64]) -> Snapshot {
        let names: Vec<String> = vec!["A".into(), "B".into()];
        let codes: Vec<u8> =
            codes.bytes().map(|c| if c == b'.' { EMPTY_CLASS } else { c - b'A' }).collect();
        let exists = Mask::from_fn(codes.len(), |i| codes[i] != EMPTY_CLASS);
        let column = Column::Class { codes, names: names.into() };
        Snapshot { day, exists, classes: vec![("class".into(), column)], spend_12m: spend.to_vec() }
    }

    #[test]
    fn customers_move_come_and_go() {
        let before = snapshot(0, "AAB..", &[1, 2, 4, EMPTY_I64, EMPTY_I64]);
        let after = snapshot(9, "AB.B.", &[10, 20, EMPTY_I64, 40, EMPTY_I64]);
        let all = Mask::all(5);
        let found = movement(&before, &after, "class", &all).unwrap();
        let counts: Vec<u32> = found.flows.iter().map(|flow| flow.customers).collect();
        // Rows A, B, New; columns A, B, Gone.
        assert_eq!(counts, [1, 1, 0, 0, 0, 1, 0, 1, 0]);
        assert_eq!(found.flow(0, 1), Flow { customers: 1, spend_before: 2, spend_after: 20 });
        assert_eq!(found.flow(2, 1), Flow { customers: 1, spend_before: 0, spend_after: 40 });
        let keep = |pair| who(&before, &after, "class", &all, pair).iter().collect::<Vec<_>>();
        assert_eq!(keep((Some("A"), Some("B"))), [1]);
        assert_eq!(keep((None, Some("B"))), [3]);
        assert_eq!(keep((Some("B"), None)), [2]);
        assert_eq!(keep((Some("Z"), None)), [0usize; 0]);
        assert_eq!(sizes(&after, "class", &all), [("A".into(), 1, 10), ("B".into(), 2, 60)]);
        assert_eq!(movement(&before, &after, "other", &all), None);
    }

    #[test]
    fn a_group_moves_by_itself_and_money_may_be_missing() {
        let (before, after) = (snapshot(0, "AAB", &[]), snapshot(9, "BAB", &[]));
        let two = Mask::from_fn(3, |i| i != 1);
        let found = movement(&before, &after, "class", &two).unwrap();
        let counts: Vec<u32> = found.flows.iter().map(|flow| flow.customers).collect();
        assert_eq!(counts, [0, 1, 0, 0, 1, 0, 0, 0, 0]);
    }
}
