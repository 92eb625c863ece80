//! **Settling** a file: what each of its rows comes to, as far as the file alone can say. The **fate** of a
//! row is [`USED`] or the first [`Reason`] that fits; joining files may still change it.
//!
//! Lines that need their order to be understood are completed first, see [`super::carry`].
//!
//! The trap: an amount column that holds the order's total is repeated or blank on its continuation lines.
//! It counts once, on the order's first purchase line; a refund carried by the same order id (a negative
//! total) counts once besides.

use super::{
    columns::{EMPTY_I32, EMPTY_I64, Note},
    direction::is_outgoing,
    hash::HashMap,
    roles::Roles,
    shard::{BAD_AMOUNT, BAD_DATE, Shard},
    status::Standing,
};
use crate::{
    issues::Reason,
    money::{Currency, Decimal},
    schema::{
        mapping::{AmountOf, FileKind},
        role::Role,
    },
};

/// The fate of a row that is used; others are a [`Reason`] as a number, so that the first match is the
/// smallest.
pub const USED: u8 = u8::MAX;

/// The reason as a fate.
pub const fn fate(reason: Reason) -> u8 {
    reason as u8
}

/// A file whose rows are settled.
#[derive(Debug, Clone)]
pub struct File {
    pub shard: Shard,
    pub roles: Roles,
    /// By row.
    pub fate: Vec<u8>,
    /// What the statuses of a line say; empty without status columns, and once judged.
    pub standing: Vec<Standing>,
    /// By row of lines.
    pub is_return: Vec<bool>,
    /// By row of lines: the row of an orders file that says whose and of which day the line is, counted over
    /// all files; [`NO_ROW`] for itself. Empty where no line has one.
    pub header: Vec<u32>,
    /// By row of orders: whether its lines stand in another file, so that it is none itself. Empty for no.
    pub absorbed: Vec<bool>,
}

/// No row.
pub const NO_ROW: u32 = u32::MAX;

impl File {
    /// Completes the rows of a file: repairs its ids, carries what orders say once, finds the returns and
    /// brings amounts to the decimals of `currency`. Fates are settled by [`File::judge`].
    pub fn complete(mut shard: Shard, currency: Option<Currency>, notes: &mut Vec<Note>) -> File {
        repair_ids(&mut shard, notes);
        note_duplicates(&mut shard, notes);
        shard.texts.iter_mut().for_each(|column| column.texts.rest());
        let roles = Roles::of(&shard);
        let fate = vec![USED; shard.len()];
        let mut file = File {
            shard,
            roles,
            fate,
            standing: Vec::new(),
            is_return: Vec::new(),
            header: Vec::new(),
            absorbed: Vec::new(),
        };
        file.rescale(currency);
        if file.shard.kind == FileKind::Orders {
            file.standing = file.carry_orders();
            file.mark_returns();
        }
        file
    }

    /// Settles the fate of all rows. Lines in another currency than `currency` are set aside.
    pub fn judge(&mut self, currency: Option<Currency>) {
        match self.shard.kind {
            FileKind::Orders => self.judge_lines(currency),
            FileKind::Events => self.judge_events(currency),
            FileKind::Customers => {}
        }
        for row in 0..self.shard.len() {
            if self.key(row) == 0 && self.header(row) == NO_ROW && !self.is_unclear(row) {
                self.set_aside(row, Reason::NoCustomer);
            }
        }
    }

    /// The customer's key of a row as a number of the key column's dictionary; 0 for none.
    pub fn key(&self, row: usize) -> u32 {
        self.shard.hot.key.map_or(0, |key| self.shard.texts[key].code(row))
    }

    /// The order id of a row likewise.
    pub fn order(&self, row: usize) -> u32 {
        self.shard.hot.order.map_or(0, |order| self.shard.texts[order].code(row))
    }

    /// The day of a row; empty where it has none.
    pub fn day(&self, row: usize) -> i32 {
        self.shard.day.get(row).copied().unwrap_or(EMPTY_I32)
    }

    /// The row of an orders file that says whose the line is; [`NO_ROW`] for itself.
    pub fn header(&self, row: usize) -> u32 {
        self.header.get(row).copied().unwrap_or(NO_ROW)
    }

    /// Sets a row aside, unless an earlier reason has.
    pub fn set_aside(&mut self, row: usize, reason: Reason) {
        self.fate[row] = self.fate[row].min(fate(reason));
    }

    /// Whether the row is an order line by itself, not only the header of lines in another file.
    pub fn is_line(&self, row: usize) -> bool {
        !self.absorbed.get(row).is_some_and(|&absorbed| absorbed)
    }

    /// Whether the amount column holds the total of the order.
    pub fn holds_totals(&self) -> bool {
        self.shard.mapping.amount_of == AmountOf::Order && self.shard.hot.amount.is_some()
    }

    fn judge_lines(&mut self, currency: Option<Currency>) {
        let standing = std::mem::take(&mut self.standing);
        let totals = self.order_totals();
        let money = self.shard.hot.has_money();
        // A file without days and customers holds the lines of orders in another file, which is not there.
        let lost = self.shard.hot.date.is_none() && self.shard.hot.key.is_none();
        for row in 0..self.shard.len() {
            let amount = match self.shard.amount.get(row) {
                Some(&EMPTY_I64) => {
                    totals.get(self.order(row) as usize).copied().unwrap_or(EMPTY_I64)
                }
                Some(&amount) => amount,
                None => EMPTY_I64,
            };
            if self.day(row) == EMPTY_I32 && !self.is_unclear(row) {
                let reason = if lost { Reason::NoCustomer } else { Reason::BadDate };
                self.set_aside(row, reason);
            }
            if money && (self.shard.flags[row] & BAD_AMOUNT != 0 || amount == EMPTY_I64) {
                self.set_aside(row, Reason::BadAmount);
            }
            let given_back = if money { amount > 0 } else { !self.is_return[row] };
            match standing.get(row) {
                Some(Standing::Cancelled) => self.set_aside(row, Reason::Cancelled),
                Some(Standing::Refunded) if given_back => self.set_aside(row, Reason::Cancelled),
                _ => {}
            }
            if self.is_foreign(row, currency) {
                self.set_aside(row, Reason::OtherCurrency);
            }
        }
    }

    /// Deals and other events: an amount that does not read, or is in another currency, is no reason to
    /// forget the event.
    fn judge_events(&mut self, currency: Option<Currency>) {
        for row in 0..self.shard.len() {
            if self.shard.flags[row] & BAD_DATE != 0 {
                self.set_aside(row, Reason::BadDate);
            }
            if self.is_foreign(row, currency)
                && let Some(amount) = self.shard.amount.get_mut(row)
            {
                *amount = EMPTY_I64;
            }
        }
    }

    /// Whether the line's order id belongs to several customers, as joining found out.
    fn is_unclear(&self, row: usize) -> bool {
        self.fate[row] == fate(Reason::SeveralCustomersMatch)
    }

    fn is_foreign(&self, row: usize, kept: Option<Currency>) -> bool {
        let own = match self.shard.currency.get(row) {
            None | Some(0) => self.shard.mapping.currency,
            Some(&number) => Some(self.shard.currencies[number as usize - 1]),
        };
        own.is_some() && own != kept
    }

    /// Amounts of no known currency were read with the usual decimals; brings them to those of the currency.
    fn rescale(&mut self, kept: Option<Currency>) {
        let shard = &mut self.shard;
        let Some(decimals) = kept.map(Currency::decimals).filter(|&d| d != shard.decimals) else {
            return;
        };
        if shard.mapping.currency.is_some() {
            return;
        }
        for (row, amount) in shard.amount.iter_mut().enumerate() {
            if *amount != EMPTY_I64 && shard.currency.get(row).is_none_or(|&number| number == 0) {
                let number = Decimal { mantissa: *amount, decimals: shard.decimals as u8 };
                *amount = number.to_units(decimals).unwrap_or(EMPTY_I64);
            }
        }
    }

    /// Finds the returns and makes what they give back negative, order totals left out.
    fn mark_returns(&mut self) {
        let outgoing: Vec<(usize, Vec<bool>)> = self
            .roles
            .directions
            .iter()
            .map(|&at| (at, self.shard.texts[at].texts.texts().iter().map(is_outgoing).collect()))
            .collect();
        let totals = self.holds_totals();
        let shard = &mut self.shard;
        let is_negative = |column: &[i64], row: usize| {
            column.get(row).is_some_and(|&units| units < 0 && units != EMPTY_I64)
        };
        for row in 0..shard.len() {
            let is_return = is_negative(&shard.amount, row)
                || is_negative(&shard.quantity, row)
                || outgoing.iter().any(|(at, out)| out[shard.texts[*at].code(row) as usize]);
            if is_return {
                shard.quantity.get_mut(row).into_iter().for_each(negate);
                if !totals {
                    shard.amount.get_mut(row).into_iter().for_each(negate);
                }
            }
            self.is_return.push(is_return);
        }
    }

    /// By order id: a total that stands somewhere in the order, the first that is not negative before
    /// others. Empty where the amount column does not hold totals.
    fn order_totals(&self) -> Vec<i64> {
        let Some(order) = self.shard.hot.order.filter(|_| self.holds_totals()) else {
            return Vec::new();
        };
        let mut totals = vec![EMPTY_I64; self.shard.texts[order].n_texts()];
        for (row, &amount) in self.shard.amount.iter().enumerate() {
            let total = &mut totals[self.order(row) as usize];
            if amount != EMPTY_I64 && (*total == EMPTY_I64 || *total < 0 && amount >= 0) {
                *total = amount;
            }
        }
        totals[0] = EMPTY_I64;
        totals
    }

    /// Books the total of each order once, where the amount column holds totals: over the rows that are used
    /// or only lack a customer.
    pub fn book_totals(&mut self) {
        if !self.holds_totals() {
            return;
        }
        let mut orders: HashMap<(u32, u32), Booking> = HashMap::default();
        for row in 0..self.shard.len() {
            if self.fate[row] != USED && self.fate[row] != fate(Reason::NoCustomer) {
                continue;
            }
            let amount = self.shard.amount[row];
            if self.order(row) == 0 {
                if self.is_return[row] {
                    negate(&mut self.shard.amount[row]);
                }
                continue;
            }
            let day = Some(self.day(row)).filter(|&day| day != EMPTY_I32).unwrap_or(i32::MAX);
            let place = (day, row);
            let order = orders.entry((self.key(row), self.order(row))).or_default();
            order.first = order.first.min(place);
            if !self.is_return[row] {
                order.purchase = order.purchase.min(place);
            }
            if amount < 0 && amount != EMPTY_I64 && order.refund == 0 {
                (order.refund_row, order.refund) = (row, amount);
            } else if amount >= 0 && order.total.is_none() {
                order.total = Some(amount);
            }
            self.shard.amount[row] = 0;
        }
        for order in orders.values() {
            match order.total {
                Some(total) if order.purchase != NOWHERE => {
                    self.shard.amount[order.purchase.1] = total
                }
                Some(total) => self.shard.amount[order.first.1] = -total,
                None => {}
            }
            if order.refund < 0 {
                self.shard.amount[order.refund_row] += order.refund;
            }
        }
    }
}

/// A day and a row behind all others.
const NOWHERE: (i32, usize) = (i32::MAX, usize::MAX);

/// Where an order's total goes: to the earliest day, and of that to the first line.
#[derive(Debug, Clone, Copy)]
struct Booking {
    first: (i32, usize),
    purchase: (i32, usize),
    total: Option<i64>,
    refund_row: usize,
    refund: i64,
}

impl Default for Booking {
    fn default() -> Self {
        Booking { first: NOWHERE, purchase: NOWHERE, total: None, refund_row: 0, refund: 0 }
    }
}

/// `−|x|`; empty stays empty.
fn negate(units: &mut i64) {
    if *units != EMPTY_I64 {
        *units = -units.abs();
    }
}

/// Roles whose values are ids.
fn is_id(role: Role) -> bool {
    use Role::*;
    matches!(role, CustomerId | OrderId | Product | Document | Phone | Email | Referrer)
}

fn repair_ids(shard: &mut Shard, notes: &mut Vec<Note>) {
    for (at, coded) in shard.texts.iter_mut().enumerate() {
        let column = &shard.mapping.columns[at];
        let is_key = shard.hot.key == Some(at);
        if (is_key || is_id(column.role)) && coded.repair_ids(is_key && column.role == Role::Email)
        {
            notes.push(Note::FloatIds { file: shard.file, column: column.name.clone() });
        }
    }
}

fn note_duplicates(shard: &mut Shard, notes: &mut Vec<Note>) {
    let count = repeated(&std::mem::take(&mut shard.hashes));
    if count > 0 {
        notes.push(Note::ExactDuplicates { file: shard.file, count });
    }
}

/// How many of the hashes repeat an earlier one. Each has one of many more bits: only those whose bit another one has too
/// need be sorted, which is but few.
fn repeated(hashes: &[u64]) -> u64 {
    let bits = (hashes.len() * 8).next_power_of_two().max(64);
    let place = |hash: u64| {
        let bit = (hash >> 16) as usize & (bits - 1);
        (bit / 64, 1u64 << (bit % 64))
    };
    let (mut once, mut twice) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
    for &hash in hashes {
        let (word, bit) = place(hash);
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let is_shared = |hash: &u64| {
        let (word, bit) = place(*hash);
        twice[word] & bit != 0
    };
    let mut shared: Vec<u64> = hashes.iter().copied().filter(is_shared).collect();
    shared.sort_unstable();
    shared.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn repeated_hashes_are_counted_whatever_bits_they_share() {
        assert_eq!(repeated(&[]), 0);
        assert_eq!(repeated(&[7, 7, 7, 8, 1 << 60, 7 | 1 << 50, 8]), 3);
        let many: Vec<u64> = (0..5000u64).map(|i| (i * i % 1009) << 16).collect();
        let mut distinct = many.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(repeated(&many), (many.len() - distinct.len()) as u64);
    }
}
