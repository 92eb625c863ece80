//! The text of a cell: what the sheet shows, written so that it reads one way only.
//!
//! The traps: a workbook counts days from 1900 and takes that year for a leap year, or counts from 1904; sums of decimal
//! fractions carry dust in their 16th digit, which spreadsheets do not show; `1.234` could be read as a thousand.

use crate::calendar::Day;

/// Whole numbers beyond are not exact.
const EXACT: f64 = 9_007_199_254_740_992.0;
const DAY_SECONDS: i64 = 86_400;

/// A number: whole without a point, else in the fewest of the 15 digits that spreadsheets keep, without an exponent.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value.fract() == 0.0 && value.abs() < EXACT {
        return (value as i64).to_string();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let mut text = rounded.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.trim_start_matches('-');
    if decimals.len() == 3 && whole.len() <= 3 && whole != "0" {
        text.push('0');
    }
    text
}

/// A date, a time, or both, by the number that stands for it.
pub fn moment(serial: f64, from_1904: bool) -> String {
    if !(0.0..3_000_000.0).contains(&serial) {
        return String::new();
    }
    let seconds = (serial * DAY_SECONDS as f64).round() as i64;
    let (days, time) = (seconds / DAY_SECONDS, seconds % DAY_SECONDS);
    if serial < 1.0 {
        return clock(seconds);
    }
    let first = match from_1904 {
        true => Day::from_ymd(1904, 1, 1),
        // There was no 29 February 1900, which is day 60: before it all lies a day later.
        false if days < 60 => Day::from_ymd(1899, 12, 31),
        false => Day::from_ymd(1899, 12, 30),
    };
    let day = Day(first.map_or(0, |first| first.0) + days as i32);
    if time == 0 { day.to_string() } else { format!("{day} {}", clock(time)) }
}

/// A length of time, by its days.
pub fn length(days: f64) -> String {
    if !days.is_finite() || days.abs() > 3_000_000.0 {
        return String::new();
    }
    let sign = if days < 0.0 { "-" } else { "" };
    format!("{sign}{}", clock((days.abs() * DAY_SECONDS as f64).round() as i64))
}

/// A length of time as ISO 8601 writes it, `PT10H30M00S`, as a clock does; another text as it is.
pub fn iso_length(text: &str) -> String {
    let Some(mut rest) = text.strip_prefix("PT") else { return text.to_string() };
    let mut seconds = 0.0;
    for (unit, worth) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((n, after)) = rest.split_once(unit) {
            let Ok(n) = n.parse::<f64>() else { return text.to_string() };
            seconds += n * worth;
            rest = after;
        }
    }
    length(seconds / DAY_SECONDS as f64)
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_exact_and_read_one_way() {
        for (value, expect) in [
            (17850.0, "17850"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1e16, "10000000000000000"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (4_111_111_111_111_111.0, "4111111111111111"),
            (-12.5, "-12.5"),
            (1e-7, "0.0000001"),
            (99.9, "99.9"),
            (1.1 * 3.0, "3.3"),
            (1234.567, "1234.567"),
            (0.125, "0.125"),
            (-1.125, "-1.1250"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(number(value), expect, "{value}");
        }
    }

    /// Days as Excel shows them for these numbers.
    #[test]
    fn days_are_those_that_are_shown() {
        for (serial, from_1904, expect) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (36526.0, false, "2000-01-01"),
            (40513.0, false, "2010-12-01"),
            (40_513.351_388_888_9, false, "2010-12-01 08:26:00"),
            (45_943.541, false, "2025-10-13 12:59:02"),
            (40_512.999_999_99, false, "2010-12-01"),
            (35064.0, true, "2000-01-01"),
            (1.0, true, "1904-01-02"),
            (0.75, false, "18:00:00"),
            (0.0, false, "00:00:00"),
            (2_958_465.0, false, "9999-12-31"),
            (-1.0, false, ""),
            (1e12, false, ""),
            (f64::NAN, false, ""),
        ] {
            assert_eq!(moment(serial, from_1904), expect, "{serial}");
        }
    }

    #[test]
    fn lengths_of_time_run_on_beyond_a_day() {
        assert_eq!(length(1.5), "36:00:00");
        assert_eq!(length(-0.25), "-06:00:00");
        assert_eq!(iso_length("PT10H30M00S"), "10:30:00");
        assert_eq!(iso_length("PT36H"), "36:00:00");
        assert_eq!(iso_length("soon"), "soon");
    }
}
