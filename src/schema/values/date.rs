//! Dates as files write them. The day is the one written: zones and offsets are read over.

use super::{DateOrder, months};
use crate::{calendar::Day, text::fold};

/// No date is longer.
const LENGTH: usize = 80;

/// Days from 1899-12-30, day 0 of spreadsheets, to 1970-01-01.
const SERIAL_OF_1970: i64 = 25_569;

/// Reads a date, and the seconds within the day where it has a time.
///
/// A part of four digits in front is the year under any order, eight digits are `yyyymmdd`; two-digit
/// years from 70 are of the last century. Names of months need no order. `None` where the day does not
/// exist or anything is left over that is no time and no zone.
pub fn parse_date(text: &str, order: DateOrder) -> Option<(Day, Option<u32>)> {
    let text = text.trim();
    match order {
        DateOrder::Ymd | DateOrder::Dmy | DateOrder::Mdy => {
            if !text.is_ascii() || text.as_bytes().first().is_some_and(|b| !b.is_ascii_digit()) {
                return worded(text, order);
            }
            numeric(text, order).or_else(|| worded(text, order))
        }
        DateOrder::EpochSeconds => counted(text, 1_000),
        DateOrder::EpochMillis => counted(text, 1),
        DateOrder::Serial => serial(text),
    }
}

/// A count of units of so many milliseconds since 1970, UTC. Decimals of a unit are left out.
fn counted(text: &str, millis: i64) -> Option<(Day, Option<u32>)> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let seconds = whole.parse::<i64>().ok()?.checked_mul(millis)?.div_euclid(1_000);
    let day = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    Some((believable(day)?, Some(seconds.rem_euclid(86_400) as u32)))
}

/// Days of a spreadsheet, the fraction being the time, to the second.
fn serial(text: &str) -> Option<(Day, Option<u32>)> {
    let number = super::parse_decimal(text, super::NumberFormat::Point)
        .or_else(|| super::parse_decimal(text, super::NumberFormat::Comma))?
        .to_f64();
    if !(1.0..200_000.0).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as i64;
    let day = believable((seconds.div_euclid(86_400) - SERIAL_OF_1970) as i32)?;
    let time = (number.fract() != 0.0).then_some(seconds.rem_euclid(86_400) as u32);
    Some((day, time))
}

/// A day whose year is believable.
fn believable(day: i32) -> Option<Day> {
    const FIRST: i32 = -62_091; // 1800-01-01
    const LAST: i32 = 84_370; // 2200-12-31
    (FIRST..=LAST).contains(&day).then_some(Day(day))
}

/// Digits and marks: `2011-12-09T10:30`, `9/12/11`, `20111209`.
fn numeric(text: &str, order: DateOrder) -> Option<(Day, Option<u32>)> {
    let bytes = text.as_bytes();
    let (first, n_first) = digits(bytes);
    if n_first == 8 || n_first == 14 {
        return compact(text, n_first);
    }
    let mark = *bytes.get(n_first)?;
    let spaced = mark == b' ' && n_first == 4;
    if !matches!(mark, b'-' | b'/' | b'.') && !spaced {
        return None;
    }
    let second_at = n_first + 1;
    let (second, n_second) = digits(&bytes[second_at..]);
    if n_second == 0 || n_second > 2 || bytes.get(second_at + n_second) != Some(&mark) {
        return None;
    }
    let third_at = second_at + n_second + 1;
    let (third, n_third) = digits(&bytes[third_at..]);
    let (year, month, day) = match (n_first, n_third) {
        (4, 1 | 2) => (first, second, third),
        (1 | 2, 4 | 2) if order == DateOrder::Dmy => (full_year(third, n_third), second, first),
        (1 | 2, 4 | 2) if order == DateOrder::Mdy => (full_year(third, n_third), first, second),
        (2, 1 | 2) if order == DateOrder::Ymd => (full_year(first, 2), second, third),
        _ => return None,
    };
    let day = Day::from_ymd(year as i32, month, day)?;
    Some((day, time_and_zone(&text[third_at + n_third..])?))
}

/// `20111209`, `20111209103000`, `20111209T103000Z`.
fn compact(text: &str, n_digits: usize) -> Option<(Day, Option<u32>)> {
    let (date, _) = digits(&text.as_bytes()[..8]);
    let day = Day::from_ymd((date / 10_000) as i32, date / 100 % 100, date % 100)?;
    let time = if n_digits == 14 {
        if text.len() > 14 {
            return None;
        }
        Some(clock(&text[8..])?.0)
    } else {
        time_and_zone(&text[8..])?
    };
    Some((day, time))
}

fn full_year(year: u32, n_digits: usize) -> u32 {
    match (n_digits, year) {
        (4, _) => year,
        (_, 70..) => year + 1900,
        _ => year + 2000,
    }
}

/// The number that the digits in front make, up to nine of them, and how many digits there are.
fn digits(bytes: &[u8]) -> (u32, usize) {
    let mut number = 0u32;
    let mut n = 0;
    while n < bytes.len() && bytes[n].is_ascii_digit() {
        if n < 9 {
            number = number * 10 + u32::from(bytes[n] - b'0');
        }
        n += 1;
    }
    (number, n)
}

/// What may follow a date: nothing, a time, a time and a zone, a zone alone. The outer `None` is for
/// anything else.
fn time_and_zone(rest: &str) -> Option<Option<u32>> {
    if rest.is_empty() {
        return Some(None);
    }
    let body = rest.trim_start_matches(['T', 't', ' ', ',', '\u{a0}', '\u{202f}', '-']);
    if body.is_empty() {
        return None;
    }
    if !body.as_bytes()[0].is_ascii_digit() || rest.starts_with(['+', '-']) {
        return is_zone(rest.trim_start(), false).then_some(None);
    }
    let (seconds, rest) = clock(body)?;
    is_zone(rest.trim_start(), true).then_some(Some(seconds))
}

/// `10:30`, `10:30:05.123`, `1030`, `103005`, `10h30`, `10:30 PM`, `10 p. m.`: seconds within the day,
/// and what follows.
fn clock(text: &str) -> Option<(u32, &str)> {
    let (number, n) = digits(text.as_bytes());
    let mut rest = &text[n..];
    let (mut hour, mut minute, mut second) = (number, 0, 0);
    let mut whole = false;
    match n {
        4 => (hour, minute, whole) = (number / 100, number % 100, true),
        6 => {
            (hour, minute, second) = (number / 10_000, number / 100 % 100, number % 100);
            whole = true;
        }
        1 | 2 => {
            if let Some((m, after)) = part(rest, &[':', '.', 'h', 'H']) {
                (minute, rest, whole) = (m, after, true);
                if let Some((s, after)) = part(rest, &[':', '.', 'm']) {
                    (second, rest) = (s, after);
                    let fraction = rest.strip_prefix(['.', ',', ':']).unwrap_or("");
                    let (_, n) = digits(fraction.as_bytes());
                    if n > 0 {
                        rest = &fraction[n..];
                    }
                }
            }
        }
        _ => return None,
    }
    if let Some((afternoon, after)) = half_day(rest) {
        if !(1..=12).contains(&hour) {
            return (hour < 24).then_some((hour * 3_600 + minute * 60 + second, after));
        }
        (hour, rest, whole) = (hour % 12 + if afternoon { 12 } else { 0 }, after, true);
    }
    (whole && hour < 24 && minute < 60 && second <= 60)
        .then_some((hour * 3_600 + minute * 60 + second.min(59), rest))
}

/// A mark and two digits.
fn part<'a>(text: &'a str, marks: &[char]) -> Option<(u32, &'a str)> {
    let rest = text.strip_prefix(marks)?;
    let (number, n) = digits(rest.as_bytes());
    (n == 2).then(|| (number, &rest[2..]))
}

/// `AM`, `pm`, `p.m.`, `p. m.`: whether it is the afternoon, and what follows.
fn half_day(text: &str) -> Option<(bool, &str)> {
    let text = text.trim_start();
    let afternoon = match text.as_bytes().first()? {
        b'a' | b'A' => false,
        b'p' | b'P' => true,
        _ => return None,
    };
    let rest = text[1..].trim_start_matches(['.', ' ', '\u{a0}', '\u{202f}']);
    let rest = rest.strip_prefix(['m', 'M'])?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then_some((afternoon, rest))
}

/// Zones by name that may follow a time.
const ZONES: [&str; 31] = [
    "z", "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "brt", "brst",
    "art", "clt", "clst", "cot", "pet", "cet", "cest", "eet", "eest", "wet", "west", "bst", "ist",
    "msk", "jst", "akst", "hst", "pyt",
];

/// Whether it is a zone or nothing: `Z`, `-0500`, `+02:00`, `GMT-3`, `CEST`, `(any words)`,
/// `[Europe/Vilnius]`. Only `Z` and offsets may follow a date without a time.
fn is_zone(text: &str, timed: bool) -> bool {
    let name_end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(name_end);
    let named = name.is_empty() || ZONES.iter().any(|zone| zone.eq_ignore_ascii_case(name));
    if timed && rest.starts_with('/') && !name.is_empty() {
        return rest.chars().all(|c| c.is_ascii_alphanumeric() || "/_-+".contains(c));
    }
    if !named || !timed && name.len() > 1 {
        return false;
    }
    if let Some(offset) = rest.strip_prefix(['+', '-', '\u{2212}']) {
        let end = offset.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(offset.len());
        if !matches!(end, 1 | 2 | 4 | 5) || !offset.as_bytes()[0].is_ascii_digit() {
            return false;
        }
        rest = &offset[end..];
    }
    let rest = rest.trim();
    let bracketed = rest.starts_with('(') && rest.ends_with(')')
        || rest.starts_with('[') && rest.ends_with(']');
    rest.is_empty() || timed && bracketed
}

/// Dates with words in them: `Dec 9, 2011`, `9 de dezembro de 2011`, `2011 m. gruodžio 9 d.`,
/// `Fri, 09/12/2011`.
fn worded(text: &str, order: DateOrder) -> Option<(Day, Option<u32>)> {
    let (mut digit, mut letter) = (false, false);
    for byte in text.bytes() {
        digit |= byte.is_ascii_digit();
        letter |= byte.is_ascii_alphabetic() || !byte.is_ascii();
    }
    if text.len() > LENGTH || !digit || !letter {
        return None;
    }
    let folded = fold(text);
    let mut rest = folded.as_str();
    let (mut year, mut month, mut day) = (None, None, None);
    while year.is_none() || month.is_none() || day.is_none() {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",.-/ºª".contains(c));
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            let (number, n) = digits(rest.as_bytes());
            if year.is_none()
                && month.is_none()
                && day.is_none()
                && let Some(read) = numeric(rest, order)
            {
                return Some(read);
            }
            rest = &rest[n..];
            match n {
                4 if year.is_none() => year = Some(number),
                1 | 2 if day.is_none() => day = Some(number),
                2 if year.is_none() => year = Some(full_year(number, 2)),
                _ => return None,
            }
        } else {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            rest = after;
            let named = months::month_of(word).filter(|_| month.is_none());
            if named.is_some() {
                month = named;
            } else if end == 0 || !months::says_nothing(word) {
                return None;
            }
        }
    }
    let day = Day::from_ymd(year? as i32, month?, day?)?;
    Some((day, after_words(rest)?))
}

/// The time after a date in words, with fillers before it: ` d.`, ` às 10:30`, `, 10:30 PM`.
fn after_words(mut rest: &str) -> Option<Option<u32>> {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",.".contains(c));
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if end == 0 || !months::says_nothing(&rest[..end]) {
            return time_and_zone(rest);
        }
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::{
        DateOrder::{Dmy, EpochMillis, EpochSeconds, Mdy, Serial, Ymd},
        *,
    };

    /// `YYYY-MM-DD`, `YYYY-MM-DD seconds`, or `none`.
    fn check(text: &str, order: DateOrder, expect: &str) {
        let read = match parse_date(text, order) {
            None => "none".to_string(),
            Some((day, None)) => day.to_string(),
            Some((day, Some(seconds))) => format!("{day} {seconds}"),
        };
        assert_eq!(read, expect, "{text:?} {order:?}");
    }

    #[test]
    fn parts_in_order() {
        check("2011-12-09", Ymd, "2011-12-09");
        check("2011-12-09", Dmy, "2011-12-09");
        check("2011/12/9", Mdy, "2011-12-09");
        check("2011.12.09", Ymd, "2011-12-09");
        check("2011 12 09", Ymd, "2011-12-09");
        check("20111209", Dmy, "2011-12-09");
        check("09/12/2011", Dmy, "2011-12-09");
        check("09/12/2011", Mdy, "2011-09-12");
        check("09/12/2011", Ymd, "none");
        check("9.12.11", Dmy, "2011-12-09");
        check("9-12-70", Dmy, "1970-12-09");
        check("9-12-69", Dmy, "2069-12-09");
        check("11-12-09", Ymd, "2011-12-09");
        check("13/12/2011", Mdy, "none");
        check("31/02/2011", Dmy, "none");
        check("29/02/2012", Dmy, "2012-02-29");
        check("9/12-2011", Dmy, "none");
        check("9/12/011", Dmy, "none");
        check("9/12", Dmy, "none");
        check("1/12/9999", Dmy, "none");
        check("111209", Ymd, "none");
        check("17850", Ymd, "none");
        check("1.234", Dmy, "none");
        check("", Ymd, "none");
        check("ação", Ymd, "none");
    }

    #[test]
    fn times_and_zones() {
        check("2010-12-01 08:26:00", Ymd, "2010-12-01 30360");
        check("2010-12-01T08:26", Ymd, "2010-12-01 30360");
        check("2010-12-01T08:26:00.123456Z", Ymd, "2010-12-01 30360");
        check("2010-12-01T23:26:00-03:00", Ymd, "2010-12-01 84360");
        check("2025-01-05 10:00:00 -0500", Ymd, "2025-01-05 36000");
        check("2026-04-22T17:34:18Z", Ymd, "2026-04-22 63258");
        check("1/12/2010 8:26", Dmy, "2010-12-01 30360");
        check("12/1/10 8:26 AM", Mdy, "2010-12-01 30360");
        check("12/1/2010 12:05 am", Mdy, "2010-12-01 300");
        check("12/1/2010 12:05:00 PM", Mdy, "2010-12-01 43500");
        check("1/12/2010, 8:26:00 p.\u{a0}m.", Dmy, "2010-12-01 73560");
        check("01/12/2010 14h30", Dmy, "2010-12-01 52200");
        check("01/12/2010 às 14:30", Dmy, "none");
        check("01.12.2010 14:30 CEST", Dmy, "2010-12-01 52200");
        check("2010-12-01 14:30 GMT-3", Ymd, "2010-12-01 52200");
        check("2010-12-01 14:30:00+02:00[Europe/Vilnius]", Ymd, "2010-12-01 52200");
        check("2010-12-01 14:30 America/Sao_Paulo", Ymd, "2010-12-01 52200");
        check("2010-12-01Z", Ymd, "2010-12-01");
        check("2010-12-01+02:00", Ymd, "2010-12-01");
        check("20101201T083000Z", Ymd, "2010-12-01 30600");
        check("20101201083000", Ymd, "2010-12-01 30600");
        check("2010-12-01 25:00", Ymd, "none");
        check("2010-12-01 10:61", Ymd, "none");
        check("2010-12-01 10", Ymd, "none");
        check("2010-12-01 called", Ymd, "none");
        check("2010-12-01 10:00 called", Ymd, "none");
        check("2010-12-01 - 2010-12-05", Ymd, "none");
    }

    #[test]
    fn names_of_months() {
        check("9 Dec 2011", Mdy, "2011-12-09");
        check("Dec 9, 2011", Dmy, "2011-12-09");
        check("December 9th, 2011", Ymd, "2011-12-09");
        check("9 de dezembro de 2011", Dmy, "2011-12-09");
        check("1º de março de 2011", Dmy, "2011-03-01");
        check("9 de diciembre de 2011", Dmy, "2011-12-09");
        check("9 dic. 2011", Dmy, "2011-12-09");
        check("2011 m. gruodžio 9 d.", Ymd, "2011-12-09");
        check("2011 m. gruodžio 9 d. 10:30", Ymd, "2011-12-09 37800");
        check("10-Dez-25", Ymd, "2025-12-10");
        check("09-dez-2011 10:30", Ymd, "2011-12-09 37800");
        check("Fri, 09 Dec 2011 10:30:00 GMT", Ymd, "2011-12-09 37800");
        check("Fri Dec 09 2011 10:30:00 GMT-0300 (Brasilia Time)", Ymd, "2011-12-09 37800");
        check("sexta-feira, 9 de dezembro de 2011", Ymd, "2011-12-09");
        check("sexta-feira, 09/12/2011", Dmy, "2011-12-09");
        check("9 de dez. de 2011 às 14:30", Dmy, "2011-12-09 52200");
        check("2011-Dec-09", Mdy, "2011-12-09");
        check("Dec 9, 2011, 10:30 PM", Mdy, "2011-12-09 81000");
        check("Dec 2011", Ymd, "none");
        check("9 Foo 2011", Ymd, "none");
        check("31 April 2011", Ymd, "none");
        check("3 mar", Dmy, "none");
        check("SET OF 6 PLATES 2011", Dmy, "none");
    }

    #[test]
    fn counts_only_where_the_column_says_so() {
        check("1291192000", Ymd, "none");
        check("1291192000", EpochSeconds, "2010-12-01 30400");
        check("1291192000.5", EpochSeconds, "2010-12-01 30400");
        check("1291192000123", EpochMillis, "2010-12-01 30400");
        check("-1", EpochSeconds, "1969-12-31 86399");
        check("99999999999999", EpochSeconds, "none");
        check("40521", Serial, "2010-12-09");
        check("40521.5", Serial, "2010-12-09 43200");
        check("40521,5", Serial, "2010-12-09 43200");
        check("0", Serial, "none");
    }
}
