//! Stretches of days. Where the day of the query is given, they are dates worked out here by the very rules of the
//! engine; where not, the statement works them out from the latest day of `lines`.

use super::{
    super::{
        ast::{Anniversary, Period, Unit, Window},
        period::{MAX_YEARS, period_days},
    },
    dialect::{Calendar, Step},
    plan::Plan,
};
use crate::calendar::Day;

/// An anniversary falls within so many days of any day.
const ONE_YEAR: u32 = 366;

/// A length by the calendar, limited as the engine limits it.
pub fn step(n: u32, unit: Unit) -> Step {
    let n = |limit: u32| n.min(limit) as i32;
    match unit {
        Unit::Days => Step::Days(n(MAX_YEARS * 366)),
        Unit::Weeks => Step::Days(n(MAX_YEARS * 53) * 7),
        Unit::Months => Step::Months(n(MAX_YEARS * 12)),
        Unit::Years => Step::Months(n(MAX_YEARS) * 12),
    }
}

/// So much earlier.
pub fn back(step: Step) -> Step {
    match step {
        Step::Days(n) => Step::Days(-n),
        Step::Months(n) => Step::Months(-n),
    }
}

pub fn date(day: Day) -> String {
    format!("DATE '{day}'")
}

impl Plan<'_> {
    /// The day of the query.
    fn today(&mut self) -> String {
        match self.as_of {
            Some(day) => date(day),
            None => {
                self.column_of_lines("day");
                let comment = "The day of the query: the latest day there is.";
                let body = "SELECT max(day) AS day\nFROM lines".to_string();
                let name = self.item("as_of", comment, body);
                format!("(SELECT day FROM {name})")
            }
        }
    }

    /// Whether a day lies in the period.
    pub fn in_period(&mut self, day: &str, period: Period) -> String {
        match period {
            Period::Since(first) => return format!("{day} >= {}", date(first)),
            Period::Before(end) => return format!("{day} < {}", date(end)),
            _ => {}
        }
        if let Some(as_of) = self.as_of {
            let (first, last) = period_days(period, Some(as_of.0));
            return format!("{day} BETWEEN {} AND {}", date(Day(first)), date(Day(last)));
        }
        let today = self.today();
        let writer = self.writer;
        match period {
            Period::Last(n, unit) => {
                let start = writer.later(&today, back(step(n, unit)));
                format!("({day} > {start} AND {day} <= {today})")
            }
            Period::Next(n, unit) => {
                let end = writer.later(&today, step(n, unit));
                format!("({day} > {today} AND {day} <= {end})")
            }
            Period::ThisMonth | Period::ThisYear => {
                let unit =
                    if period == Period::ThisMonth { Calendar::Month } else { Calendar::Year };
                format!("{} = {}", writer.start_of(day, unit), writer.start_of(&today, unit))
            }
            Period::Since(_) | Period::Before(_) => String::new(),
        }
    }

    /// Whether a record's day lies in the window; none where every day does, or the window rolls.
    pub fn in_window(&mut self, day: &str, window: Option<Window>) -> Option<String> {
        let period = match window? {
            Window::Ever | Window::Any(..) => return None,
            Window::Between(first, last) => {
                return Some(format!("{day} BETWEEN {} AND {}", date(first), date(last)));
            }
            Window::Last(n, unit) => Period::Last(n, unit),
            Window::ThisMonth => Period::ThisMonth,
            Window::ThisYear => Period::ThisYear,
            Window::Since(day) => Period::Since(day),
            Window::Before(day) => Period::Before(day),
        };
        Some(self.in_period(day, period))
    }

    /// Whether the day comes round then.
    pub fn anniversary(&mut self, day: &str, when: Anniversary) -> String {
        let month = |day: &str| format!("EXTRACT(MONTH FROM {day})");
        let year = |day: &str| format!("EXTRACT(YEAR FROM {day})");
        let writer = self.writer;
        let today = self.today();
        match (when, self.as_of) {
            (Anniversary::ThisMonth, Some(as_of)) => format!("{} = {}", month(day), as_of.ymd().1),
            (Anniversary::ThisMonth, None) => format!("{} = {}", month(day), month(&today)),
            (Anniversary::NextDays(n), as_of) => {
                let n = n.min(ONE_YEAR) as i32;
                let (first, last) = match as_of {
                    Some(day) => (date(Day(day.0 + 1)), date(Day(day.0 + n))),
                    None => {
                        (writer.later(&today, Step::Days(1)), writer.later(&today, Step::Days(n)))
                    }
                };
                let years = match as_of {
                    Some(day) => [day.ymd().0.to_string(), (day.ymd().0 + 1).to_string()],
                    None => [year(&today), format!("({} + 1)", year(&today))],
                };
                let in_years = years
                    .map(|y| format!("{} BETWEEN {first} AND {last}", writer.in_year(day, &y)));
                format!("({})", in_years.join(" OR "))
            }
        }
    }
}
