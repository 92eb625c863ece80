//! What the counts of a column decide, and what they leave open.

use super::ColumnProfile;
use crate::schema::values::{DateOrder, NumberFormat};
use serde::{Deserialize, Serialize};

/// What every value of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ValueType {
    #[default]
    #[serde(rename = "text")]
    Text,
    #[serde(rename = "number")]
    Number,
    #[serde(rename = "date")]
    Date,
    #[serde(rename = "yes/no")]
    YesNo,
}

/// How the column writes numbers, as far as its own values say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberReading {
    /// No value shows a mark.
    Unmarked,
    /// Marks that only this format allows.
    Sure(NumberFormat),
    /// Every mark may be decimal or thousands; this format is the likelier.
    Ambiguous(NumberFormat),
    /// Some values allow only the one, some only the other; this is the more frequent.
    Mixed(NumberFormat),
}

/// How the column writes dates, as far as its own values say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateReading {
    /// No value is a date.
    NoDates,
    /// This order reads every date, and no other does, or any does and to the same day.
    Sure(DateOrder),
    /// Several orders read every date, to other days; this is the usual one of them.
    Ambiguous(DateOrder),
    /// No order reads every date, or some have the year first and some last; this reads most.
    Mixed(DateOrder),
}

impl DateReading {
    /// The order to read by, ambiguous or not.
    pub fn order(self) -> Option<DateOrder> {
        match self {
            DateReading::NoDates => None,
            DateReading::Sure(order)
            | DateReading::Ambiguous(order)
            | DateReading::Mixed(order) => Some(order),
        }
    }
}

impl NumberReading {
    /// The format to read by, ambiguous or not; `Point` where no value shows a mark.
    pub fn format(self) -> NumberFormat {
        match self {
            NumberReading::Unmarked => NumberFormat::Point,
            NumberReading::Sure(format)
            | NumberReading::Ambiguous(format)
            | NumberReading::Mixed(format) => format,
        }
    }
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub value_type: ValueType,
    pub number: NumberReading,
    pub date: DateReading,
}

/// Marked numbers, all in groups of three, from which a column of thousands is told among plain ones.
const THOUSANDS: u64 = 3;

impl ColumnProfile {
    /// What the values of the column are. The order and format hold for a column of a role that needs
    /// them even where some values do not read.
    pub fn decide(&self) -> Decision {
        let (number, date) = (self.number_reading(), self.date_reading());
        let n = self.n_values;
        let dates = &self.dates;
        let value_type = if n == 0 {
            ValueType::Text
        } else if self.is_yes_no() {
            ValueType::YesNo
        } else if self.is_number(number.format()) {
            ValueType::Number
        } else if self.n_dates(date) == n || dates.n_compact == n {
            ValueType::Date
        } else {
            ValueType::Text
        };
        Decision { value_type, number, date }
    }

    /// How many values are a number under the format.
    pub fn n_numbers(&self, format: NumberFormat) -> u64 {
        let counts = &self.numbers;
        let alone = match format {
            NumberFormat::Point => counts.n_point,
            NumberFormat::Comma => counts.n_comma,
        };
        counts.n_plain + counts.n_either_point + counts.n_either_comma + alone
    }

    /// Whether every value is a number under the format, and none is a code: whole numbers with a leading
    /// zero, a plus, or beyond 2^53 are.
    pub fn is_number(&self, format: NumberFormat) -> bool {
        let counts = &self.numbers;
        self.n_values > 0
            && self.n_numbers(format) == self.n_values
            && counts.n_leading_zero + counts.n_plus + counts.n_too_long == 0
    }

    /// How many values are a date under the reading.
    pub fn n_dates(&self, reading: DateReading) -> u64 {
        let counts = &self.dates;
        let ordered = match reading.order() {
            Some(DateOrder::Dmy) => counts.n_dmy,
            Some(DateOrder::Mdy) => counts.n_mdy,
            Some(DateOrder::Ymd) => counts.n_ymd,
            _ => return 0,
        };
        counts.n_year_first + counts.n_compact + counts.n_named + ordered
    }

    /// Whether every value is yes or no. Single letters must show both: `F` alone is a class.
    fn is_yes_no(&self) -> bool {
        let counts = &self.yes_no;
        counts.n_yes + counts.n_no == self.n_values
            && (counts.n_letters == 0 || counts.n_yes > 0 && counts.n_no > 0)
    }

    fn number_reading(&self) -> NumberReading {
        use NumberFormat::{Comma, Point};
        let counts = &self.numbers;
        let more = if counts.n_comma > counts.n_point { Comma } else { Point };
        if counts.n_point > 0 && counts.n_comma > 0 {
            return NumberReading::Mixed(more);
        }
        if counts.n_point + counts.n_comma > 0 {
            return NumberReading::Sure(more);
        }
        // Marks before three digits only: `1.234`, `1,234`, or both.
        let (mark_is_decimal, mark_is_thousands, n_marked) =
            match (counts.n_either_point, counts.n_either_comma) {
                (0, 0) => return NumberReading::Unmarked,
                (n, 0) => (Point, Comma, n),
                (0, n) => (Comma, Point, n),
                // One of them would be thousands and the other decimals with three digits.
                _ => return NumberReading::Ambiguous(Point),
            };
        let n_small = counts.n_plain - counts.n_plain_thousands;
        if counts.n_plain_thousands > 0 {
            // `1500` beside `1.234`: who writes thousands marks would have written `1.500`.
            NumberReading::Sure(mark_is_decimal)
        } else if n_small > 0 && n_marked >= THOUSANDS {
            // `500` beside `1.234`, `2.500`, `12.000`: decimals would not all have three digits.
            NumberReading::Sure(mark_is_thousands)
        } else {
            NumberReading::Ambiguous(mark_is_thousands)
        }
    }

    fn date_reading(&self) -> DateReading {
        let counts = &self.dates;
        if counts.n_read() == 0 {
            return DateReading::NoDates;
        }
        let n = counts.n_ordered;
        if n == 0 {
            return self.unordered_reading();
        }
        // A two-digit year in front fits nearly any date of this century, so it counts only where the
        // day cannot be in front.
        let day_last = counts.n_ymd > counts.n_dmy.max(counts.n_mdy);
        let (first, best) = if day_last {
            (DateOrder::Ymd, counts.n_ymd)
        } else if counts.n_mdy > counts.n_dmy {
            (DateOrder::Mdy, counts.n_mdy)
        } else {
            (DateOrder::Dmy, counts.n_dmy)
        };
        let several = !day_last && counts.n_dmy == counts.n_mdy && counts.n_same < n;
        if several && best == n {
            DateReading::Ambiguous(first)
        } else if best < n || counts.n_year_first > 0 && first != DateOrder::Ymd {
            DateReading::Mixed(first)
        } else {
            DateReading::Sure(first)
        }
    }

    /// Dates that need no order: which one they have all the same.
    fn unordered_reading(&self) -> DateReading {
        let counts = &self.dates;
        let n_day_first = counts.n_named - counts.n_month_first;
        let order = if counts.n_named == 0 {
            DateOrder::Ymd
        } else if counts.n_month_first > n_day_first {
            DateOrder::Mdy
        } else {
            DateOrder::Dmy
        };
        let several = counts.n_named > 0 && counts.n_year_first + counts.n_compact > 0
            || counts.n_month_first > 0 && n_day_first > 0;
        if several { DateReading::Mixed(order) } else { DateReading::Sure(order) }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        DateOrder::{Dmy, Mdy, Ymd},
        NumberFormat::{Comma, Point},
        *,
    };

    fn profile(values: &[&str]) -> ColumnProfile {
        let mut profile = ColumnProfile::default();
        values.iter().for_each(|value| profile.feed(value));
        profile
    }

    #[test]
    fn types_hold_for_every_value() {
        for (values, expect) in [
            (&["1", "2.5", "-3", ""][..], ValueType::Number),
            (&["0", "1", "1"], ValueType::Number),
            (&["1", "NULL", "-"], ValueType::Number),
            (&["1", "2", "x"], ValueType::Text),
            (&["007", "12"], ValueType::Text),
            (&["+5", "12"], ValueType::Text),
            (&["9007199254740993"], ValueType::Text),
            (&["17850.0", "13047.0"], ValueType::Number),
            (&["yes", "no"], ValueType::YesNo),
            (&["Sim"], ValueType::YesNo),
            (&["F", "F"], ValueType::Text),
            (&["s", "n"], ValueType::YesNo),
            (&["2011-12-09", "2011-12-10 10:00"], ValueType::Date),
            (&["13/12/2011", "12/13/2011"], ValueType::Text),
            (&["20111209", "20111210"], ValueType::Number),
            (&["9 Dec 2011", "2011-12-10"], ValueType::Date),
            (&["1,5", "1.5"], ValueType::Text),
            (&["1.234,5", "12"], ValueType::Number),
            (&["", ""], ValueType::Text),
            (&["-"], ValueType::Text),
        ] {
            assert_eq!(profile(values).decide().value_type, expect, "{values:?}");
        }
    }

    #[test]
    fn marks_decide_or_are_left_open() {
        use NumberReading::{Ambiguous, Mixed, Sure, Unmarked};
        for (values, expect) in [
            (&["1", "20"][..], Unmarked),
            (&["1.5"], Sure(Point)),
            (&["1,5"], Sure(Comma)),
            (&["1.234,50", "1.234"], Sure(Comma)),
            (&["0.500", "1.234"], Sure(Point)),
            (&["1,000", "2,500"], Ambiguous(Point)),
            (&["1.000", "2.500"], Ambiguous(Comma)),
            (&["1.000", "2500"], Sure(Point)),
            (&["1.000", "2.500", "12.000", "300"], Sure(Comma)),
            (&["1,5", "1.5", "2.5"], Mixed(Point)),
        ] {
            assert_eq!(profile(values).decide().number, expect, "{values:?}");
        }
    }

    #[test]
    fn orders_decide_or_are_left_open() {
        use DateReading::{Ambiguous, Mixed, NoDates, Sure};
        for (values, expect) in [
            (&["x", "12"][..], NoDates),
            (&["2011-12-09"], Sure(Ymd)),
            (&["13/12/2011", "01/02/2011"], Sure(Dmy)),
            (&["12/13/2011", "01/02/2011"], Sure(Mdy)),
            (&["03/04/2025"], Ambiguous(Dmy)),
            (&["05/05/2025"], Sure(Dmy)),
            (&["13/12/2011", "12/13/2011", "14/12/2011"], Mixed(Dmy)),
            (&["2011-12-09", "13/12/2011"], Mixed(Dmy)),
            (&["2011-12-09", "03/04/2011"], Ambiguous(Dmy)),
            (&["10-Dez-25"], Sure(Dmy)),
            (&["Dec 10, 2025"], Sure(Mdy)),
            (&["Dec 10, 2025", "2025-12-11"], Mixed(Mdy)),
            (&["99-12-31"], Sure(Ymd)),
            (&["13/12/25"], Sure(Dmy)),
            (&["12/13/25"], Sure(Mdy)),
            (&["10-11-12"], Ambiguous(Dmy)),
        ] {
            assert_eq!(profile(values).decide().date, expect, "{values:?}");
        }
    }

    #[test]
    fn parts_decide_like_the_whole() {
        let values = ["1,5", "", "2.000,00", "x@y.zz", "NULL", "13/12/2011", "3", "Ana Costa"];
        let mut parts = profile(&values[..3]);
        parts.merge(&profile(&values[3..]));
        let whole = profile(&values);
        assert_eq!(parts.decide(), whole.decide());
        assert_eq!(parts.texts, whole.texts);
        assert_eq!(parts.distinct.count(), whole.distinct.count());
        assert_eq!((parts.n_values, parts.n_blank, parts.n_nothing), (6, 1, 1));
    }
}
