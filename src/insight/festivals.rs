//! **Festivals**: the days of the year on which a country gives, thanks or remembers, found by rule for any year.
//!
//! The trap: the same name is another day elsewhere. Mother's Day is the first Sunday of May in Lithuania and the second
//! in Brazil and Colombia; Father's Day falls in June, but in August in Brazil.

use crate::calendar::Day;
use serde::{Deserialize, Serialize};

/// Whose days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Country {
    /// What is kept nearly everywhere.
    #[default]
    General,
    Brazil,
    Colombia,
    Lithuania,
}

impl Country {
    /// All.
    pub const ALL: [Country; 4] =
        [Country::General, Country::Brazil, Country::Colombia, Country::Lithuania];
}

/// A day that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Festival {
    NewYear,
    Valentine,
    Carnival,
    WomensDay,
    ConsumerDay,
    Easter,
    MothersDay,
    TeachersDay,
    LoversDay,
    FathersDay,
    SaintJohn,
    ChildrensDay,
    NationalDay,
    BackToSchool,
    CustomerDay,
    LoveAndFriendship,
    Halloween,
    AllSouls,
    BlackFriday,
    CyberMonday,
    Candles,
    ChristmasEve,
    Christmas,
}

impl Festival {
    /// All, in the order of their names in every language.
    pub const ALL: [Festival; 23] = [
        Festival::NewYear,
        Festival::Valentine,
        Festival::Carnival,
        Festival::WomensDay,
        Festival::ConsumerDay,
        Festival::Easter,
        Festival::MothersDay,
        Festival::TeachersDay,
        Festival::LoversDay,
        Festival::FathersDay,
        Festival::SaintJohn,
        Festival::ChildrensDay,
        Festival::NationalDay,
        Festival::BackToSchool,
        Festival::CustomerDay,
        Festival::LoveAndFriendship,
        Festival::Halloween,
        Festival::AllSouls,
        Festival::BlackFriday,
        Festival::CyberMonday,
        Festival::Candles,
        Festival::ChristmasEve,
        Festival::Christmas,
    ];

    /// Its day in a year; none where the country does not keep it.
    pub fn day(self, country: Country, year: i32) -> Option<Day> {
        use Country::*;
        let fixed = |month, day| Day::from_ymd(year, month, day);
        let nth = |n, weekday, month| nth_weekday(n, weekday, month, year);
        match (self, country) {
            (Festival::NewYear, _) => fixed(1, 1),
            // In Brazil and Colombia lovers have another day.
            (Festival::Valentine, General | Lithuania) => fixed(2, 14),
            (Festival::Carnival, Brazil | Lithuania) => Some(Day(easter(year)?.0 - 47)),
            (Festival::WomensDay, _) => fixed(3, 8),
            (Festival::ConsumerDay, Brazil) => fixed(3, 15),
            (Festival::Easter, _) => easter(year),
            (Festival::MothersDay, Lithuania) => nth(1, SUNDAY, 5),
            (Festival::MothersDay, _) => nth(2, SUNDAY, 5),
            (Festival::TeachersDay, Brazil) => fixed(10, 15),
            (Festival::TeachersDay, Colombia) => fixed(5, 15),
            (Festival::TeachersDay, _) => fixed(10, 5),
            (Festival::LoversDay, Brazil) => fixed(6, 12),
            (Festival::FathersDay, Brazil) => nth(2, SUNDAY, 8),
            (Festival::FathersDay, Lithuania) => nth(1, SUNDAY, 6),
            (Festival::FathersDay, _) => nth(3, SUNDAY, 6),
            (Festival::SaintJohn, Brazil | Lithuania) => fixed(6, 24),
            (Festival::ChildrensDay, Brazil) => fixed(10, 12),
            (Festival::ChildrensDay, Colombia) => last_weekday(SATURDAY, 4, year),
            (Festival::ChildrensDay, _) => fixed(6, 1),
            (Festival::NationalDay, Brazil) => fixed(9, 7),
            (Festival::NationalDay, Colombia) => fixed(7, 20),
            (Festival::NationalDay, Lithuania) => fixed(2, 16),
            (Festival::BackToSchool, Lithuania) => fixed(9, 1),
            (Festival::CustomerDay, Brazil) => fixed(9, 15),
            (Festival::LoveAndFriendship, Colombia) => nth(3, SATURDAY, 9),
            (Festival::Halloween, General | Colombia) => fixed(10, 31),
            (Festival::AllSouls, Brazil | Lithuania) => fixed(11, 2),
            // The day after the fourth Thursday, and the Monday that follows.
            (Festival::BlackFriday, _) => Some(Day(nth(4, THURSDAY, 11)?.0 + 1)),
            (Festival::CyberMonday, _) => Some(Day(nth(4, THURSDAY, 11)?.0 + 4)),
            (Festival::Candles, Colombia) => fixed(12, 7),
            (Festival::ChristmasEve, Lithuania | Colombia | Brazil) => fixed(12, 24),
            (Festival::Christmas, _) => fixed(12, 25),
            _ => None,
        }
    }
}

/// The days kept in a country from one day to another, both included, by day.
pub fn between(country: Country, first: Day, last: Day) -> Vec<(Day, Festival)> {
    let mut found: Vec<(Day, Festival)> = (first.ymd().0..=last.ymd().0)
        .flat_map(|year| Festival::ALL.map(|festival| (festival.day(country, year), festival)))
        .filter_map(|(day, festival)| Some((day?, festival)))
        .filter(|(day, _)| (first..=last).contains(day))
        .collect();
    found.sort_by_key(|(day, _)| *day);
    found
}

// Days since Monday.
const THURSDAY: i32 = 3;
const SATURDAY: i32 = 5;
const SUNDAY: i32 = 6;

/// Days since Monday; 1970-01-01 was a Thursday.
fn weekday(day: Day) -> i32 {
    (day.0 + THURSDAY).rem_euclid(7)
}

fn nth_weekday(n: i32, wanted: i32, month: u32, year: i32) -> Option<Day> {
    let first = Day::from_ymd(year, month, 1)?;
    Some(Day(first.0 + (wanted - weekday(first)).rem_euclid(7) + 7 * (n - 1)))
}

fn last_weekday(wanted: i32, month: u32, year: i32) -> Option<Day> {
    let last = Day(Day::from_ymd(year, month, 1)?.add_months(1).0 - 1);
    Some(Day(last.0 - (weekday(last) - wanted).rem_euclid(7)))
}

/// Easter Sunday of the Gregorian calendar, by the algorithm of 1876 that has no exceptions (Meeus, Astronomical
/// Algorithms, chapter 8).
fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::from_ymd(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Country::*;

    #[test]
    fn days_are_those_of_the_calendars() {
        for (festival, country, day) in [
            (Festival::Easter, General, "2024-03-31"),
            (Festival::Easter, General, "2025-04-20"),
            (Festival::Easter, General, "2026-04-05"),
            (Festival::Easter, General, "2038-04-25"),
            (Festival::Carnival, Brazil, "2026-02-17"),
            (Festival::MothersDay, Brazil, "2026-05-10"),
            (Festival::MothersDay, Lithuania, "2026-05-03"),
            (Festival::FathersDay, Brazil, "2026-08-09"),
            (Festival::FathersDay, Colombia, "2026-06-21"),
            (Festival::FathersDay, Lithuania, "2026-06-07"),
            (Festival::ChildrensDay, Colombia, "2026-04-25"),
            (Festival::LoveAndFriendship, Colombia, "2025-09-20"),
            (Festival::LoveAndFriendship, Colombia, "2026-09-19"),
            (Festival::BlackFriday, General, "2024-11-29"),
            (Festival::BlackFriday, General, "2025-11-28"),
            (Festival::CyberMonday, General, "2025-12-01"),
            (Festival::AllSouls, Lithuania, "2026-11-02"),
        ] {
            let year = day[..4].parse().unwrap();
            let found = festival.day(country, year).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(day), "{festival:?} {country:?}");
        }
        assert_eq!(Festival::LoveAndFriendship.day(Lithuania, 2026), None);
    }

    #[test]
    fn a_stretch_over_new_year_has_both_years() {
        let stretch = ("2025-12-20".parse().unwrap(), "2026-01-05".parse().unwrap());
        let found = between(Lithuania, stretch.0, stretch.1);
        let names: Vec<Festival> = found.iter().map(|(_, festival)| *festival).collect();
        assert_eq!(names, [Festival::ChristmasEve, Festival::Christmas, Festival::NewYear]);
    }
}
