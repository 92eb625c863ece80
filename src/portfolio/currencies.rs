//! Which currencies the lines are in. More than one is a question to the user: they are never added.
//!
//! The trap: a cancelled line, or one without a customer, adds to nothing and raises no question.

use super::{carry::standings, shard::Shard, status::Standing};
use crate::{money::Currency, schema::mapping::FileKind};

/// The currencies of order lines that can be read, have a customer and are not cancelled, the one of most
/// lines first, ties by code. Where there are none, those of all lines, then those of deals.
pub fn currencies(shards: &[Shard]) -> Vec<(Currency, u64)> {
    let mut counts = count(shards, FileKind::Orders, true);
    if counts.is_empty() {
        counts = count(shards, FileKind::Orders, false);
    }
    if counts.is_empty() {
        counts = count(shards, FileKind::Events, false);
    }
    counts.sort_by_key(|&(currency, lines)| (std::cmp::Reverse(lines), currency.0));
    counts
}

fn count(shards: &[Shard], kind: FileKind, sound: bool) -> Vec<(Currency, u64)> {
    let mut counts: Vec<(Currency, u64)> = Vec::new();
    let mut add = |currency: Currency, lines: u64| match counts
        .iter_mut()
        .find(|(known, _)| *known == currency)
    {
        _ if lines == 0 => {}
        Some((_, known)) => *known += lines,
        None => counts.push((currency, lines)),
    };
    let names_any =
        |shard: &&Shard| shard.mapping.currency.is_some() || !shard.currencies.is_empty();
    let with_money = |shard: &&Shard| shard.kind == kind && shard.hot.has_money();
    for shard in shards.iter().filter(with_money).filter(names_any) {
        let mut by_number = [0u64; 256];
        let standing = if sound { standings(shard) } else { Vec::new() };
        for row in 0..shard.len() {
            if !sound || is_sound(shard, row, &standing) {
                by_number[shard.currency.get(row).copied().unwrap_or(0) as usize] += 1;
            }
        }
        if let Some(own) = shard.mapping.currency {
            add(own, by_number[0]);
        }
        shard
            .currencies
            .iter()
            .zip(&by_number[1..])
            .for_each(|(&currency, &lines)| add(currency, lines));
    }
    counts
}

/// Whether a row of a shard looks used. Whoever has no key column has its customers in another file.
fn is_sound(shard: &Shard, row: usize, standing: &[Standing]) -> bool {
    shard.flags[row] == 0
        && shard.hot.key.is_none_or(|key| shard.texts[key].code(row) != 0)
        && standing.get(row).is_none_or(|&standing| standing == Standing::Used)
}
