//! Stretches of days as first and last day, by the calendar.
//!
//! The trap: `last n` leaves the first day out and has the day of `as_of` in: (as_of − n, as_of].

use super::ast::{Anniversary, Period, Unit, Window};
use crate::{calendar::Day, portfolio::columns::EMPTY_I32};

/// No stretch is longer, whatever the query says; all records lie within half of it.
pub(super) const MAX_YEARS: u32 = 1_000;

/// The day so many units later; earlier where `forward` is not.
pub(super) fn shift(day: i32, n: u32, unit: Unit, forward: bool) -> i32 {
    let (days, months) = match unit {
        Unit::Days => (n.min(MAX_YEARS * 366), 0),
        Unit::Weeks => (n.min(MAX_YEARS * 53) * 7, 0),
        Unit::Months => (0, n.min(MAX_YEARS * 12)),
        Unit::Years => (0, n.min(MAX_YEARS) * 12),
    };
    let sign = if forward { 1 } else { -1 };
    if months > 0 {
        return Day(day).add_months(sign * months as i32).0;
    }
    day + sign * days as i32
}

/// First and last day of a period; the first after the last where it holds none, as without a day to count from.
pub(super) fn period_days(period: Period, as_of: Option<i32>) -> (i32, i32) {
    const NONE: (i32, i32) = (1, 0);
    match (period, as_of) {
        (Period::Since(day), _) => (day.0, i32::MAX),
        (Period::Before(day), _) => (EMPTY_I32 + 1, day.0 - 1),
        (_, None) => NONE,
        (Period::Last(n, unit), Some(today)) => (shift(today, n, unit, false) + 1, today),
        (Period::Next(n, unit), Some(today)) => (today + 1, shift(today, n, unit, true)),
        (Period::ThisMonth, Some(today)) => {
            let first = Day(today).month_start();
            (first.0, first.add_months(1).0 - 1)
        }
        (Period::ThisYear, Some(today)) => {
            let first = Day(today).year_start();
            (first.0, first.add_months(12).0 - 1)
        }
    }
}

/// The days of a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stretch {
    /// Every record, dated or not.
    Ever,
    /// First and last day.
    Days(i32, i32),
    /// Any stretch of this length.
    Any(u32, Unit),
}

/// The days of a window; without one, ever.
pub(super) fn stretch(window: Option<Window>, as_of: Option<i32>) -> Stretch {
    let period = match window {
        None | Some(Window::Ever) => return Stretch::Ever,
        Some(Window::Any(n, unit)) => return Stretch::Any(n, unit),
        Some(Window::Between(first, last)) => return Stretch::Days(first.0, last.0),
        Some(Window::Last(n, unit)) => Period::Last(n, unit),
        Some(Window::ThisMonth) => Period::ThisMonth,
        Some(Window::ThisYear) => Period::ThisYear,
        Some(Window::Since(day)) => Period::Since(day),
        Some(Window::Before(day)) => Period::Before(day),
    };
    let (first, last) = period_days(period, as_of);
    Stretch::Days(first, last)
}

/// For every month and day of month whether an anniversary of such a day falls into the stretch: at
/// `32 * month + day`. 29 February falls on 28 February in other years.
pub(super) fn anniversaries(when: Anniversary, as_of: Option<i32>) -> [bool; 13 * 32] {
    let mut keep = [false; 13 * 32];
    let Some(today) = as_of else { return keep };
    match when {
        Anniversary::ThisMonth => {
            let month = Day(today).ymd().1 as usize;
            keep[32 * month..32 * (month + 1)].fill(true);
        }
        Anniversary::NextDays(n) => {
            for day in today + 1..=today + n.min(366) as i32 {
                let (year, month, of_month) = Day(day).ymd();
                keep[32 * month as usize + of_month as usize] = true;
                let leap = Day::from_ymd(year, 2, 29).is_some();
                if month == 2 && of_month == 28 && !leap {
                    keep[32 * 2 + 29] = true;
                }
            }
        }
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        text.parse::<Day>().unwrap().0
    }

    #[test]
    fn periods_are_first_to_last_day() {
        use {Period::*, Unit::*};
        for (as_of, period, first, last) in [
            ("2024-03-10", Last(1, Days), "2024-03-10", "2024-03-10"),
            ("2024-03-10", Last(2, Weeks), "2024-02-26", "2024-03-10"),
            ("2024-03-31", Last(1, Months), "2024-03-01", "2024-03-31"),
            ("2023-03-31", Last(1, Months), "2023-03-01", "2023-03-31"),
            ("2024-02-29", Last(1, Years), "2023-03-01", "2024-02-29"),
            ("2024-01-31", Next(1, Months), "2024-02-01", "2024-02-29"),
            ("2024-03-10", Next(1, Days), "2024-03-11", "2024-03-11"),
            ("2024-02-10", ThisMonth, "2024-02-01", "2024-02-29"),
            ("2023-12-31", ThisYear, "2023-01-01", "2023-12-31"),
        ] {
            let days = period_days(period, Some(day(as_of)));
            assert_eq!(days, (day(first), day(last)), "{period} of {as_of}");
        }
        assert_eq!(period_days(Before(Day(5)), None), (EMPTY_I32 + 1, 4));
        assert_eq!(period_days(Since(Day(5)), None), (5, i32::MAX));
        let (first, last) = period_days(Last(u32::MAX, Years), Some(0));
        assert!(first < day("1800-01-01") && last == 0);
        let (first, last) = period_days(Last(3, Days), None);
        assert!(first > last);
    }

    #[test]
    fn anniversaries_follow_the_calendar() {
        let at = |as_of, n, month: usize, of_month: usize| {
            anniversaries(Anniversary::NextDays(n), Some(day(as_of)))[32 * month + of_month]
        };
        for (as_of, n, month, of_month, expected) in [
            ("2024-12-30", 7, 1, 6, true),
            ("2024-12-30", 7, 1, 7, false),
            ("2024-12-30", 7, 12, 30, false),
            ("2023-02-27", 1, 2, 29, true),
            ("2024-02-27", 1, 2, 29, false),
            ("2024-02-27", 2, 2, 29, true),
            ("2023-02-28", 1, 2, 29, false),
            ("2023-06-01", 366, 2, 29, true),
            ("2023-06-01", 366, 6, 1, true),
            ("2023-06-01", 364, 6, 1, false),
        ] {
            assert_eq!(at(as_of, n, month, of_month), expected, "{as_of} {n} {month}-{of_month}");
        }
        let february = anniversaries(Anniversary::ThisMonth, Some(day("2023-02-01")));
        assert!(february[2 * 32 + 29] && !february[3 * 32 + 1]);
    }
}
