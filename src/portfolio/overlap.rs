//! Overlapping exports: between files with the same roles, an order that an earlier file has already (same
//! customer, order id and order day) is set aside whole.
//!
//! The trap: equal records within one file are no overlap; two equal lines can be real.

use super::{
    columns::EMPTY_I32,
    hash::{HashMap, HashSet},
    join::{key_text, locate},
    settle::{File, NO_ROW, USED},
};
use crate::{
    issues::Reason,
    schema::{mapping::FileKind, role::Role},
    text::Interner,
};

/// Sets the orders aside that an earlier one of these files has. `bases` as in [`super::join::bases`].
pub fn set_overlaps_aside(files: &mut [File], among: &[usize], bases: &[u32]) {
    let mut groups: Vec<(Vec<Role>, Vec<usize>)> = Vec::new();
    for &at in among {
        if files[at].shard.kind != FileKind::Orders || files[at].shard.hot.order.is_none() {
            continue;
        }
        let roles = roles(&files[at]);
        match groups.iter_mut().find(|(known, _)| *known == roles) {
            Some((_, group)) => group.push(at),
            None => groups.push((roles, vec![at])),
        }
    }
    for (_, group) in groups.iter().filter(|(_, group)| group.len() > 1) {
        compare(files, group, bases);
    }
}

fn roles(file: &File) -> Vec<Role> {
    let mut roles: Vec<Role> =
        file.shard.mapping.columns.iter().map(|column| column.role).collect();
    roles.retain(|&role| role != Role::Attribute);
    roles.sort_unstable();
    roles
}

/// An order: numbers of its key and id.
type Order = (u32, u32);

fn compare(files: &mut [File], group: &[usize], bases: &[u32]) {
    let mut keys = Interner::default();
    let mut ids = Interner::default();
    let mut earlier: HashSet<(Order, i32)> = HashSet::default();
    for (nth, &at) in group.iter().enumerate() {
        let orders = orders_of(files, at, bases, &mut keys, &mut ids);
        let mut days: HashMap<Order, (i32, i32)> = HashMap::default();
        for (row, &order) in orders.iter().enumerate().filter(|(_, order)| order.1 != 0) {
            let (purchase, any) = days.entry(order).or_insert((i32::MAX, i32::MAX));
            let day = files[at].day(row);
            *any = (*any).min(day);
            if !files[at].is_return[row] {
                *purchase = (*purchase).min(day);
            }
        }
        let day_of = |order: Order| match days[&order] {
            (i32::MAX, any) => any,
            (purchase, _) => purchase,
        };
        if nth > 0 {
            for (row, &order) in orders.iter().enumerate().filter(|(_, order)| order.1 != 0) {
                if earlier.contains(&(order, day_of(order))) {
                    files[at].set_aside(row, Reason::DuplicateOrder);
                }
            }
        }
        earlier.extend(days.keys().map(|&order| (order, day_of(order))));
    }
}

/// The order of each used row; (0, 0) for rows that are not used or have none.
fn orders_of(
    files: &[File],
    at: usize,
    bases: &[u32],
    keys: &mut Interner,
    ids: &mut Interner,
) -> Vec<Order> {
    let file = &files[at];
    let Some(column) = file.shard.hot.order else { return Vec::new() };
    (0..file.shard.len())
        .map(|row| {
            let coded = &file.shard.texts[column];
            let id = coded.text(coded.code(row));
            if file.fate[row] != USED || id.is_empty() || file.day(row) == EMPTY_I32 {
                return (0, 0);
            }
            let key = match file.header(row) {
                NO_ROW => key_text(file, row),
                header => {
                    let (from, header) = locate(bases, header);
                    key_text(&files[from], header)
                }
            };
            (keys.intern(key), ids.intern(id))
        })
        .collect()
}
