//! **Carrying** what an order says once to its other lines. A **continuation** is a line whose day is blank,
//! or whose order total is blank: it takes day and customer from the line of the same order id before it,
//! else after it. A line all of whose statuses are blank takes its order's.
//!
//! The trap: a blank customer beside a day and an amount of its own is no continuation. That line has no
//! customer, whatever other lines of its order say.

use super::{
    columns::{EMPTY_I32, EMPTY_I64},
    settle::File,
    shard::{BAD_AMOUNT, BAD_DATE, Shard},
    status::{Standing, standing_in, status_column},
};
use crate::schema::role::Role;

/// What the lines of an order said last.
#[derive(Debug, Clone, Copy)]
struct Carrier {
    key: u32,
    day: i32,
    time: u32,
    standing: Option<Standing>,
}

/// What a line leaves to its order.
#[derive(Debug, Clone, Copy)]
struct Open {
    day: bool,
    key: bool,
    standing: bool,
}

impl File {
    /// Fills in days and customers of continuations. Returns the standing of each line; empty where the file
    /// has no status column.
    pub fn carry_orders(&mut self) -> Vec<Standing> {
        let mut standing = standings(&self.shard);
        let Some(order) = self.shard.hot.order else { return standing };
        let any_open =
            (0..self.shard.len()).any(|row| self.order(row) != 0 && self.open(row).is_some());
        if !any_open {
            return standing;
        }
        let nothing = Carrier { key: 0, day: EMPTY_I32, time: 0, standing: None };
        let mut carriers = vec![nothing; self.shard.texts[order].n_texts()];
        let mut late = Vec::new();
        for row in 0..self.shard.len() {
            let id = self.order(row) as usize;
            if id == 0 {
                continue;
            }
            let open = self.open(row);
            let complete =
                open.is_none_or(|open| self.fill(row, open, carriers[id], &mut standing));
            if !complete {
                late.push(row);
            }
            let carrier = &mut carriers[id];
            if !open.is_some_and(|open| open.day) && self.day(row) != EMPTY_I32 {
                carrier.day = self.day(row);
                carrier.time = self.shard.time.get(row).copied().unwrap_or(0);
            }
            if self.key(row) != 0 {
                carrier.key = self.key(row);
            }
            if let Some(&standing) = standing.get(row)
                && !open.is_some_and(|open| open.standing)
            {
                carrier.standing = Some(standing);
            }
        }
        for row in late {
            if let Some(open) = self.open(row) {
                self.fill(row, open, carriers[self.order(row) as usize], &mut standing);
            }
        }
        standing
    }

    /// What the row leaves to its order; none where it says all.
    fn open(&self, row: usize) -> Option<Open> {
        let shard: &Shard = &self.shard;
        let blank = |flag: u8| shard.flags[row] & flag == 0;
        let day = shard.hot.date.is_some() && self.day(row) == EMPTY_I32 && blank(BAD_DATE);
        let total = self.holds_totals() && shard.amount[row] == EMPTY_I64 && blank(BAD_AMOUNT);
        let key = (day || total) && self.key(row) == 0 && shard.hot.key.is_some();
        let statuses = &self.roles.statuses;
        let standing =
            !statuses.is_empty() && statuses.iter().all(|&at| shard.texts[at].code(row) == 0);
        (day || key || standing).then_some(Open { day, key, standing })
    }

    /// Gives a row what its order said. Whether nothing is left open.
    fn fill(&mut self, row: usize, open: Open, from: Carrier, standing: &mut [Standing]) -> bool {
        let mut complete = true;
        if open.key {
            complete &= from.key != 0;
            if let Some(key) = self.shard.hot.key {
                self.shard.texts[key].codes[row] = from.key;
            }
        }
        // The same order id under two customers is two orders.
        if self.key(row) != from.key && from.key != 0 {
            return false;
        }
        if open.day && from.day != EMPTY_I32 {
            self.shard.day[row] = from.day;
            if let Some(time) = self.shard.time.get_mut(row) {
                *time = from.time;
            }
        } else {
            complete &= !open.day;
        }
        if open.standing {
            complete &= from.standing.is_some();
            standing[row] = from.standing.unwrap_or(Standing::Used);
        }
        complete
    }
}

/// The worst that any status column says, by row; empty without status columns.
pub fn standings(shard: &Shard) -> Vec<Standing> {
    let mut standings = Vec::new();
    for (at, column) in shard.mapping.columns.iter().enumerate() {
        if column.role != Role::Status {
            continue;
        }
        let coded = &shard.texts[at];
        let kind = status_column(&column.name);
        let by_code: Vec<Standing> =
            coded.texts.texts().iter().map(|text| standing_in(text, kind)).collect();
        standings.resize(shard.len(), Standing::Used);
        for (standing, &code) in standings.iter_mut().zip(&coded.codes) {
            *standing = (*standing).max(by_code[code as usize]);
        }
    }
    standings
}
