//! **Calendar**: what the coming days bring: birthdays, anniversaries of first orders, orders that are due, and the days that
//! the country keeps. The coming days are those after `as_of`, which is counted as today.
//!
//! The trap: a single day of an anniversary is no condition of its own. It is said as "in the next n days and not in the
//! next n − 1".

use super::{Desk, Named};
use crate::{
    calendar::Day,
    insight::festivals::{self, Country, Festival},
    portfolio::columns::{Column, EMPTY_I32},
    query::{parse::parse, print::print_name},
    schema::role::Role,
};
use serde::{Deserialize, Serialize};

/// Most days looked ahead.
pub const MOST_DAYS: u32 = 365;
/// Before a festival, in these days of last year, those bought who buy for it.
const FESTIVAL_DAYS: i32 = 14;

/// Which days, and whose festivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarAsk {
    pub days: u32,
    pub country: Country,
}

/// What there is in these days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CalendarView {
    /// Each reason over all the days, then the days on which there is something.
    pub whole: Vec<(Occasion, Named)>,
    pub days: Vec<DayView>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DayView {
    pub day: i32,
    /// Those who bought before it last year; none where the data does not reach back so far.
    pub festivals: Vec<(Festival, Option<Named>)>,
    pub occasions: Vec<(Occasion, Named)>,
}

/// What happens to a customer on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Occasion {
    Birthday,
    FirstOrder,
    OrderDue,
}

/// The coming days; empty without a day to count from.
pub fn view(desk: &mut Desk, ask: &CalendarAsk) -> CalendarView {
    let days = ask.days.clamp(1, MOST_DAYS) as i32;
    let Some(as_of) = desk.base.table.as_of else { return CalendarView::default() };
    let mut whole = Vec::new();
    let mut of_day: Vec<DayView> =
        (1..=days).map(|n| DayView { day: as_of + n, ..DayView::default() }).collect();
    for (occasion, field, column) in occasions(desk) {
        let mut counts = vec![0u32; days as usize + 1];
        for customer in desk.base.table.exists.iter() {
            let day = column[customer];
            if day == EMPTY_I32 {
                continue;
            }
            let ahead = match occasion {
                Occasion::OrderDue => day - as_of,
                _ => next_anniversary(day, as_of) - as_of,
            };
            if (1..=days).contains(&ahead) {
                counts[ahead as usize] += 1;
            }
        }
        let query = |n: i32| match occasion {
            Occasion::OrderDue => format!("{field} = {}", Day(as_of + n)),
            _ if n == 1 => format!("{field} anniversary in next 1 days"),
            _ => format!(
                "{field} anniversary in next {n} days and not {field} anniversary in next {} days",
                n - 1
            ),
        };
        for (n, &customers) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
            let named = Named { customers, query: query(n as i32) };
            of_day[n - 1].occasions.push((occasion, named));
        }
        let all = match occasion {
            Occasion::OrderDue => format!("{field} in next {days} days"),
            _ => format!("{field} anniversary in next {days} days"),
        };
        whole.push((occasion, Named { customers: counts.iter().sum(), query: all }));
    }
    for (day, festival) in festivals::between(ask.country, Day(as_of + 1), Day(as_of + days)) {
        let named = buyers_before(desk, ask.country, festival, day);
        of_day[(day.0 - as_of - 1) as usize].festivals.push((festival, named));
    }
    of_day.retain(|day| !day.festivals.is_empty() || !day.occasions.is_empty());
    CalendarView { whole, days: of_day }
}

/// The occasions that these data know, with the field that tells them.
fn occasions<'a>(desk: &Desk<'a>) -> Vec<(Occasion, String, &'a [i32])> {
    let base = desk.base;
    let birthday = base.portfolio.customers.attributes.iter().find_map(|attribute| {
        match (&attribute.column, attribute.role) {
            (Column::Day(days), Role::Birthday) => Some((print_name(&attribute.name), &days[..])),
            _ => None,
        }
    });
    let of_table = |name: &str| match base.table.get(name) {
        Some(Column::Day(days)) => Some((name.to_string(), &days[..])),
        _ => None,
    };
    [
        (Occasion::Birthday, birthday),
        (Occasion::FirstOrder, of_table("first_order")),
        (Occasion::OrderDue, of_table("next_order")),
    ]
    .into_iter()
    .filter_map(|(occasion, found)| {
        let (field, column) = found?;
        Some((occasion, field, column))
    })
    .collect()
}

/// The first anniversary after a day; one of 29 February is on the 28th in other years.
fn next_anniversary(day: i32, after: i32) -> i32 {
    let years = Day(after).ymd().0 - Day(day).ymd().0;
    let of = |years: i32| Day(day).add_months(12 * years).0;
    if of(years) > after { of(years) } else { of(years + 1) }
}

/// Those who bought shortly before the festival a year ago.
fn buyers_before(desk: &mut Desk, country: Country, festival: Festival, day: Day) -> Option<Named> {
    let last = festival.day(country, day.ymd().0 - 1)?;
    let first = Day(last.0 - FESTIVAL_DAYS + 1);
    let (begin, _) = desk.base.portfolio.span()?;
    if first.0 < begin {
        return None;
    }
    let query = format!("orders(count >= 1, between {first} and {last})");
    let mask = desk.mask(&parse(&query).ok()?).ok()?;
    Some(Named { customers: mask.count() as u32, query })
}
