//! The three **standing figures** of a base: do customers stay (**retention**), do new ones come (**acquisition**), what is
//! one worth (**lifetime value**).
//!
//! They look at a **window** of whole months up to the day, the longest of 12, 6, 3 and 1 of which the data covers two:
//! retention is the share of those who ordered in the window before that ordered in this one as well.
//!
//! The trap: comparing with nothing. The window before the data begins is no window without customers; a figure for it
//! is none. Worst is acquisition, since in the data's first window everybody looks new.

use crate::{
    calendar::Day,
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, EMPTY_I32, EMPTY_I64, Portfolio},
};
use serde::{Deserialize, Serialize};

/// Lengths of a window, in months.
pub const WINDOWS: [i32; 4] = [12, 6, 3, 1];

/// The figures of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Months of the window; 0 where the data is too short for any.
    pub months: i32,
    /// First and last day of the window.
    pub window: (i32, i32),
    pub retention: Option<Kept>,
    /// Of the window before, where the data covers three.
    pub retention_before: Option<Kept>,
    /// First orders in the window.
    pub acquired: Option<u32>,
    pub acquired_before: Option<u32>,
    pub value: Option<LifetimeValue>,
}

impl Standing {
    /// First and last day of the window before; empty without a window.
    pub fn window_before(&self) -> (i32, i32) {
        if self.months == 0 {
            return self.window;
        }
        // Counted from the day, not from the window's first: the month before 31 March ends on 28 February.
        let end = |months: i32| Day(self.window.1).add_months(-months).0;
        (end(2 * self.months) + 1, end(self.months))
    }
}

/// So many of so many stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub kept: u32,
    pub of: u32,
}

/// What the group's buyers spent so far, and what is expected of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifetimeValue {
    pub buyers: u32,
    /// Sum of `spend_total`, in minor units.
    pub spent: i64,
    /// Sum of `clv_12m`, in major units; none without a model.
    pub expected: Option<f64>,
}

/// The standing figures of the group.
pub fn standing(portfolio: &Portfolio, table: &Table, of: &Mask) -> Standing {
    let mut out = Standing {
        months: 0,
        window: (1, 0),
        retention: None,
        retention_before: None,
        acquired: None,
        acquired_before: None,
        value: value(portfolio, table, of),
    };
    let (Some(as_of), Some((begin, _))) = (table.as_of, portfolio.span()) else { return out };
    // The last day of the window so many windows back.
    let end = |months: i32, back: i32| Day(as_of).add_months(-months * back).0;
    let covers = |months: i32, windows: i32| begin <= end(months, windows) + 1;
    let Some(months) = WINDOWS.into_iter().find(|&months| covers(months, 2)) else { return out };
    let window = |back: i32| (end(months, back + 1) + 1, end(months, back));
    out.months = months;
    out.window = window(0);
    let seen: Vec<Mask> = (0..3).map(|back| ordered(portfolio, table, of, window(back))).collect();
    let kept = |now: &Mask, before: &Mask| {
        let all = before.count() as u32;
        (all > 0).then(|| Kept { kept: now.count_and(before) as u32, of: all })
    };
    out.retention = kept(&seen[0], &seen[1]);
    out.acquired = acquired(table, of, window(0));
    if covers(months, 3) {
        out.retention_before = kept(&seen[1], &seen[2]);
        out.acquired_before = acquired(table, of, window(1));
    }
    out
}

/// Who of the group has an order between the days.
fn ordered(portfolio: &Portfolio, table: &Table, of: &Mask, (first, last): (i32, i32)) -> Mask {
    let mut mask = Mask::none(table.len());
    for customer in of.iter().filter(|&customer| table.buyers.get(customer)) {
        let days = &table.orders.day[portfolio.orders.of(customer)];
        mask.set(
            customer,
            days.iter().any(|&day| day != EMPTY_I32 && (first..=last).contains(&day)),
        );
    }
    mask
}

fn acquired(table: &Table, of: &Mask, (first, last): (i32, i32)) -> Option<u32> {
    let Some(Column::Day(first_order)) = table.get("first_order") else { return None };
    let new = of.iter().filter(|&customer| (first..=last).contains(&first_order[customer]));
    Some(new.count() as u32)
}

fn value(portfolio: &Portfolio, table: &Table, of: &Mask) -> Option<LifetimeValue> {
    let Some(Column::Money(spend)) = table.get("spend_total") else { return None };
    let mut value = LifetimeValue { buyers: 0, spent: 0, expected: None };
    let expected = match table.get("clv_12m") {
        Some(Column::Number(expected)) => &expected[..],
        _ => &[],
    };
    for customer in of.iter().filter(|&customer| table.buyers.get(customer)) {
        value.buyers += 1;
        if spend[customer] != EMPTY_I64 {
            value.spent = value.spent.saturating_add(spend[customer]);
        }
        if let Some(&own) = expected.get(customer)
            && !own.is_nan()
        {
            value.expected = Some(value.expected.unwrap_or(0.0) + own);
        }
    }
    (portfolio.has_money && value.buyers > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{compute, testing::*};

    fn of(text: &str, as_of: Option<&str>) -> Standing {
        let shop = portfolio(text);
        let m = compute(&shop, as_of.map(day), &Default::default());
        standing(&shop, &m.table, &m.table.exists)
    }

    #[test]
    fn the_longest_window_of_which_the_data_has_two() {
        for (first, months, before) in [
            ("2024-12-01", 0, false),
            ("2024-11-01", 1, false),
            ("2024-10-01", 1, true),
            ("2024-07-01", 3, false),
            ("2024-04-01", 3, true),
            ("2024-01-02", 3, true),
            ("2024-01-01", 6, false),
            ("2023-01-01", 12, false),
            ("2022-01-01", 12, true),
        ] {
            let found = of(&format!("a {first} 1; a 2024-12-31 1"), None);
            assert_eq!(
                (found.months, found.acquired_before.is_some()),
                (months, before),
                "{first}"
            );
        }
    }

    #[test]
    fn who_stayed_who_came_what_they_are_worth() {
        // Three windows of a month up to 31 March: b of a, b stays in March; a, b, c ordered in February.
        let found = of(
            "a 2024-01-05 1; a 2024-02-05 1; b 2024-01-06 2; b 2024-02-29 2; b 2024-03-30 2; c 2024-02-10 3
             d 2024-03-31 4; e 2024-03-01 -5",
            None,
        );
        // Five days short of three whole windows, so nothing to compare with.
        assert_eq!((found.months, found.window), (1, (day("2024-03-01"), day("2024-03-31"))));
        assert_eq!(found.window_before(), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!(found.retention, Some(Kept { kept: 1, of: 3 }));
        assert_eq!((found.acquired, found.acquired_before), (Some(1), None));
        let value = found.value.unwrap();
        assert_eq!((value.buyers, value.spent, value.expected), (4, 1_500, None));
    }

    #[test]
    fn too_little_data_gives_none() {
        for text in ["", "a", "a 2024-01-01 -3"] {
            let found = of(text, None);
            assert_eq!(
                (found.months, found.retention, found.value.is_some()),
                (0, None, false),
                "{text}"
            );
        }
        // A window before in which nobody ordered gives no share.
        let found = of("a 2023-12-31 1; b 2024-06-30 1", Some("2024-06-30"));
        assert_eq!((found.months, found.retention), (3, Some(Kept { kept: 0, of: 1 })));
        let found = of("a 2023-12-31 -1; b 2024-06-30 1", Some("2024-06-30"));
        assert_eq!((found.months, found.retention), (3, None));
    }
}
