//! Values of a column: how it writes numbers, dates and yes or no, and the readers of each.
//!
//! A **value** is the text of one field. It is **blank** where nothing is written, or a word for nothing
//! in a column of numbers, dates or ids.
//!
//! The trap: `1.234` is a number under both formats, and another one under each; `03/04/2025` is a date
//! under two orders. The format belongs to the column, never to the value: readers take it as an
//! argument and never guess.
//!
//! ```
//! use carteira::{money::Decimal, schema::values::{NumberFormat, parse_decimal}};
//! let read = |format| parse_decimal("R$ 1.234", format);
//! assert_eq!(read(NumberFormat::Point), Some(Decimal { mantissa: 1234, decimals: 3 }));
//! assert_eq!(read(NumberFormat::Comma), Some(Decimal { mantissa: 1234, decimals: 0 }));
//! ```

mod date;
mod marks;
mod months;
mod number;
mod words;

pub use date::parse_date;
pub use marks::{Mark, currency_mark, known_code};
pub use months::begins_with_month;
pub use number::parse_decimal;
pub use words::{ValueKind, is_blank, parse_yes_no};

use serde::{Deserialize, Serialize};

/// How a column writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberFormat {
    /// `1,234.56`
    #[default]
    Point,
    /// `1.234,56`
    Comma,
}

impl NumberFormat {
    /// The decimal mark.
    pub fn mark(self) -> char {
        match self {
            NumberFormat::Point => '.',
            NumberFormat::Comma => ',',
        }
    }

    /// By its decimal mark.
    pub fn from_mark(mark: &str) -> Option<NumberFormat> {
        match mark {
            "." => Some(NumberFormat::Point),
            "," => Some(NumberFormat::Comma),
            _ => None,
        }
    }
}

/// In which order a column writes day, month and year, or as which count it writes the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    #[default]
    Ymd,
    Dmy,
    Mdy,
    /// Seconds since 1970-01-01 UTC.
    EpochSeconds,
    /// Milliseconds since 1970-01-01 UTC.
    EpochMillis,
    /// Days since 1899-12-30, as spreadsheets count; the fraction is the time.
    Serial,
}

impl DateOrder {
    /// Its name in mappings and in `batch inspect`; counts of days or seconds go by `ymd` there.
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
            DateOrder::Ymd
            | DateOrder::EpochSeconds
            | DateOrder::EpochMillis
            | DateOrder::Serial => "ymd",
        }
    }

    /// By its name in mappings.
    pub fn from_name(name: &str) -> Option<DateOrder> {
        match name {
            "ymd" => Some(DateOrder::Ymd),
            "dmy" => Some(DateOrder::Dmy),
            "mdy" => Some(DateOrder::Mdy),
            _ => None,
        }
    }
}
