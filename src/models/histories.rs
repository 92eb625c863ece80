//! **`History`**: what a purchase model knows of a buyer: x repeat days, t_x days from the first order to the
//! last, T days from the first order to today. **`Base`**: the histories of all buyers, equal ones once.
//!
//! The trap: days and weeks. Histories hold whole days, so that equal ones are equal; the models
//! reckon in weeks, days / 7. Several orders of a day are one purchase occasion.

use crate::{
    measures::table::OrderColumns,
    portfolio::columns::{EMPTY_I32, Portfolio},
};

/// What a purchase model knows of a buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct History {
    /// Order days after the first.
    pub x: u32,
    /// T: days from the first order day to the day of the look.
    pub t_days: u32,
    /// t_x: days from the first order day to the last.
    pub t_x_days: u32,
}

/// A history and how many buyers have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    pub history: History,
    pub n: u32,
}

/// The histories of the buyers of a base, equal ones grouped.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    /// By x, then T, then t_x.
    pub groups: Vec<Group>,
    /// The group of each customer; [`NO_GROUP`] where the customer has no order.
    pub group_of: Vec<u32>,
    /// Buyers.
    pub n: u32,
    /// For i = 0, 1 … : how many buyers have more than i repeat days. The first is the repeat customers.
    pub n_beyond: Vec<u32>,
    /// Repeat days of all buyers.
    pub sum_x: u64,
    /// T of all buyers, in days.
    pub sum_t_days: u64,
    /// The longest T, in days.
    pub max_t_days: u32,
}

/// In [`Base::group_of`]: no order.
pub const NO_GROUP: u32 = u32::MAX;

/// The history of each customer as of a day, none without an order by then. `orders` are those of
/// the portfolio as seen on that day or on a later one.
pub fn histories(portfolio: &Portfolio, orders: &OrderColumns, day: i32) -> Vec<Option<History>> {
    (0..portfolio.customers.len())
        .map(|customer| {
            let range = portfolio.orders.of(customer);
            history(&orders.day[range], day)
        })
        .collect()
}

/// The history of one customer from the days of the orders, ascending but for the empty ones, as of a day.
fn history(days: &[i32], today: i32) -> Option<History> {
    let mut days = days.iter().copied().filter(|&day| day != EMPTY_I32 && day <= today);
    let first = days.next()?;
    let (mut last, mut x) = (first, 0);
    for day in days {
        x += u32::from(day != last);
        last = day;
    }
    Some(History { x, t_days: today.abs_diff(first), t_x_days: last.abs_diff(first) })
}

impl Base {
    /// Groups equal histories.
    pub fn group(histories: &[Option<History>]) -> Base {
        let mut keyed: Vec<(History, u32)> = histories
            .iter()
            .zip(0u32..)
            .filter_map(|(history, customer)| Some(((*history)?, customer)))
            .collect();
        keyed.sort_unstable();
        let mut base = Base {
            n: keyed.len() as u32,
            group_of: vec![NO_GROUP; histories.len()],
            ..Base::default()
        };
        for (history, customer) in keyed {
            match base.groups.last_mut() {
                Some(group) if group.history == history => group.n += 1,
                _ => base.groups.push(Group { history, n: 1 }),
            }
            base.group_of[customer as usize] = base.groups.len() as u32 - 1;
        }
        base.sum_up();
        base
    }

    /// A part of the base that is like the whole: every so-manieth group, as often as there are buyers of it.
    /// No customer has a group in it.
    pub fn thinned(&self, step: usize) -> Base {
        let groups: Vec<Group> = self.groups.iter().step_by(step).copied().collect();
        let n = groups.iter().map(|group| group.n).sum();
        let mut base = Base { groups, n, ..Base::default() };
        base.sum_up();
        base
    }

    /// Customers with two order days or more.
    pub fn n_repeat_customers(&self) -> u32 {
        self.n_beyond.first().copied().unwrap_or(0)
    }

    fn sum_up(&mut self) {
        let max_x = self.groups.last().map_or(0, |group| group.history.x);
        self.n_beyond = vec![0; max_x as usize];
        for Group { history, n } in &self.groups {
            self.sum_x += u64::from(history.x) * u64::from(*n);
            self.sum_t_days += u64::from(history.t_days) * u64::from(*n);
            self.max_t_days = self.max_t_days.max(history.t_days);
            if history.x > 0 {
                self.n_beyond[history.x as usize - 1] += n;
            }
        }
        for i in (1..self.n_beyond.len()).rev() {
            self.n_beyond[i - 1] += self.n_beyond[i];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(x: u32, t_x_days: u32, t_days: u32) -> History {
        History { x, t_days, t_x_days }
    }

    #[test]
    fn a_history_is_read_off_the_order_days() {
        let check = |days: &[i32], today, expect| assert_eq!(history(days, today), expect);
        check(&[], 10, None);
        check(&[EMPTY_I32], 10, None);
        check(&[11], 10, None);
        check(&[10], 10, Some(h(0, 0, 0)));
        check(&[3, 3, 3], 10, Some(h(0, 0, 7)));
        check(&[EMPTY_I32, 3, 3, 5, 9, 12], 10, Some(h(2, 6, 7)));
        check(&[-3, 4], 4, Some(h(1, 7, 7)));
    }

    #[test]
    fn equal_histories_are_one_group() {
        let base = Base::group(&[Some(h(2, 5, 9)), None, Some(h(0, 0, 9)), Some(h(2, 5, 9))]);
        assert_eq!(
            base.groups,
            [Group { history: h(0, 0, 9), n: 1 }, Group { history: h(2, 5, 9), n: 2 }]
        );
        assert_eq!(base.group_of, [1, NO_GROUP, 0, 1]);
        assert_eq!(base.n_beyond, [2, 2]);
        let totals = (base.n, base.sum_x, base.sum_t_days, base.max_t_days);
        assert_eq!(totals, (3, 4, 27, 9));
        assert_eq!(Base::group(&[None]).n_repeat_customers(), 0);
        assert_eq!(base.thinned(1), Base { group_of: Vec::new(), ..base });
    }
}
