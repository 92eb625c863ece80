//! **`Periods`**: a stretch of days cut by the calendar, with the place of every day looked up instead of worked out.
//!
//! The trap: the ends. The first and the last period may be whole or not; they are kept whole here, and [`Periods::ends`]
//! says where the stretch stops.

use crate::calendar::{Day, Period};

/// Calendar periods that hold all days from a first to a last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    pub period: Period,
    /// First day of each, and of the one after the last.
    bounds: Vec<i32>,
    /// The first and last day of the stretch.
    pub ends: (i32, i32),
    /// The period of each day from the first bound to the end of the stretch.
    of_day: Vec<u16>,
}

impl Periods {
    /// The periods from `first` to `last`; none where the one lies after the other.
    pub fn new(period: Period, first: i32, last: i32) -> Periods {
        let mut periods =
            Periods { period, bounds: Vec::new(), ends: (first, last), of_day: Vec::new() };
        if first > last {
            return periods;
        }
        let mut start = Day(first).period_start(period);
        while start.0 <= last {
            let next = start.add_months(period.months());
            let place = periods.bounds.len() as u16;
            periods.bounds.push(start.0);
            let days = next.0.min(last.saturating_add(1)) - start.0;
            periods.of_day.extend(std::iter::repeat_n(place, days as usize));
            start = next;
        }
        periods.bounds.push(start.0);
        periods
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The period of a day; none outside of the stretch.
    pub fn of(&self, day: i32) -> Option<usize> {
        let from = *self.bounds.first()?;
        let place = usize::try_from(day.checked_sub(from)?).ok()?;
        self.of_day.get(place).map(|&period| usize::from(period))
    }

    /// The first and last day of a period.
    pub fn days(&self, place: usize) -> (i32, i32) {
        (self.bounds[place], self.bounds[place + 1] - 1)
    }

    /// Whether the stretch holds only a part of this period.
    pub fn is_partial(&self, place: usize) -> bool {
        let (first, last) = self.days(place);
        first < self.ends.0 || last > self.ends.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::testing::day;

    #[test]
    fn every_day_has_its_period() {
        let (first, last) = (day("2023-11-30"), day("2024-03-02"));
        for period in Period::ALL {
            let periods = Periods::new(period, first, last);
            for d in first..=last {
                let place = periods.of(d).unwrap();
                assert_eq!(periods.days(place).0, Day(d).period_start(period).0);
            }
            assert_eq!(periods.of(last + 1), None);
            assert_eq!(periods.of(periods.days(0).0 - 1), None);
        }
        let months = Periods::new(Period::Month, first, last);
        let partial: Vec<bool> = (0..months.len()).map(|i| months.is_partial(i)).collect();
        assert_eq!(partial, [true, false, false, false, true]);
    }

    #[test]
    fn a_stretch_may_be_a_day_or_nothing() {
        let one = Periods::new(Period::Year, 0, 0);
        assert_eq!((one.len(), one.of(0), one.of(1)), (1, Some(0), None));
        let none = Periods::new(Period::Month, 1, 0);
        assert!(none.is_empty() && none.of(0).is_none() && none.of(1).is_none());
    }
}
