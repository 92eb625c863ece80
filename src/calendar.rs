//! **`Day`**: a calendar date, as a count of days since 1970-01-01. No zone, no time, no clock.
//!
//! The trap: months have different lengths. [`Day::add_months`] lands on the last day of a month that
//! lacks the day (31 January plus a month is 28 or 29 February), always counted from the day given.
//!
//! ```
//! use carteira::calendar::Day;
//! let day: Day = "2011-01-31".parse().unwrap();
//! assert_eq!(day.add_months(1).to_string(), "2011-02-28");
//! ```

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A calendar date: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// The first and last year a date may have; others are taken for something else than a date.
pub const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

impl Day {
    /// The day of that year, month and day of month, if it exists and its year is believable.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !YEARS.contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Day::from_date)
    }

    /// Year, month (1–12), day of month (1–31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// So many calendar months later, or earlier where negative.
    pub fn add_months(self, months: i32) -> Day {
        let (year, month, day) = self.ymd();
        let count = year * 12 + month as i32 - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
        Day::from_date(
            (28..=day.max(28))
                .rev()
                .find_map(|last| NaiveDate::from_ymd_opt(year, month, day.min(last)))
                .expect("every month has 28 days"),
        )
    }

    /// The first day of its month.
    pub fn month_start(self) -> Day {
        Day(self.0 - (self.ymd().2 as i32 - 1))
    }

    /// The first day of its year.
    pub fn year_start(self) -> Day {
        Day(self.0 - self.date().ordinal0() as i32)
    }

    /// The first day of its period.
    pub fn period_start(self, period: Period) -> Day {
        let month = self.ymd().1 as i32 - 1;
        self.month_start().add_months(-(month % period.months()))
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).expect("a day within chrono's range")
    }

    fn from_date(date: NaiveDate) -> Day {
        Day(date.to_epoch_days())
    }
}

/// A stretch of the calendar by which things are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    #[default]
    Month,
    Quarter,
    Year,
}

impl Period {
    /// From the shortest to the longest.
    pub const ALL: [Period; 3] = [Period::Month, Period::Quarter, Period::Year];

    /// How many months it has.
    pub fn months(self) -> i32 {
        match self {
            Period::Month => 1,
            Period::Quarter => 3,
            Period::Year => 12,
        }
    }
}

impl fmt::Display for Day {
    /// ISO: `2011-12-09`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = ();

    /// ISO only: four digits, two, two.
    fn from_str(text: &str) -> Result<Day, ()> {
        let b = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| {
            b[range]
                .iter()
                .try_fold(0u32, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')))
        };
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return Err(());
        }
        let (y, m, d) =
            (digits(0..4).ok_or(())?, digits(5..7).ok_or(())?, digits(8..10).ok_or(())?);
        Day::from_ymd(y as i32, m, d).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        for (from, months, to) in [
            ("2011-12-09", -12, "2010-12-09"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", -12, "2023-02-28"),
            ("2023-03-31", -1, "2023-02-28"),
            ("2023-01-31", 3, "2023-04-30"),
            ("1969-12-31", 1, "1970-01-31"),
        ] {
            assert_eq!(
                from.parse::<Day>().unwrap().add_months(months).to_string(),
                to,
                "{from} {months}"
            );
        }
    }

    #[test]
    fn periods_start_where_the_calendar_says() {
        for (day, quarter, year) in [
            ("2011-12-09", "2011-10-01", "2011-01-01"),
            ("2024-02-29", "2024-01-01", "2024-01-01"),
            ("1969-06-30", "1969-04-01", "1969-01-01"),
        ] {
            let day: Day = day.parse().unwrap();
            assert_eq!(day.period_start(Period::Month), day.month_start());
            assert_eq!(day.period_start(Period::Quarter).to_string(), quarter);
            assert_eq!(day.period_start(Period::Year).to_string(), year);
        }
    }

    #[test]
    fn only_days_that_exist_parse() {
        for text in
            ["2023-02-29", "2023-13-01", "23-01-01", "2023-1-01", "9999-01-01", "2023-01-0a"]
        {
            assert_eq!(text.parse::<Day>(), Err(()), "{text}");
        }
    }
}
