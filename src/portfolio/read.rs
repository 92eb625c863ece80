//! Cells of a batch → days, numbers and currencies, with counts of what did not read.
//!
//! Dates repeat a lot and are slow to read: a small direct-mapped table remembers them.

use super::{hash, shard::ColumnCheck};
use crate::{
    ingest::records::Records,
    money::{Currency, Decimal},
    schema::values::{
        DateOrder, Mark, NumberFormat, ValueKind, currency_mark, is_blank, parse_date,
        parse_decimal,
    },
};

/// Some records of a batch: their fields, trimmed.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    text: &'a str,
    /// Of the text. To cut a piece of it out is quicker than of the text, where it must not begin within a letter.
    bytes: &'a [u8],
    fields: &'a [(u32, u32)],
}

/// The fields of one record in [`Cells`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: u32,
    pub count: u32,
}

impl<'a> Cells<'a> {
    /// The cells of a batch, whose bytes are UTF-8 by its contract.
    pub fn new(records: &'a Records) -> Cells<'a> {
        let text = records.bytes.as_str();
        Cells { text, bytes: text.as_bytes(), fields: &records.fields }
    }

    /// A cell, trimmed; empty where the record is too short.
    pub fn get(&self, span: Span, column: usize) -> &'a str {
        if column >= span.count as usize {
            return "";
        }
        let (start, end) = self.fields[span.first as usize + column];
        let text = &self.text[start as usize..end as usize];
        if is_trim(text.as_bytes()) { text } else { text.trim() }
    }

    /// The bytes of a cell, trimmed; empty where the record is too short.
    pub fn bytes(&self, span: Span, column: usize) -> &'a [u8] {
        if column >= span.count as usize {
            return &[];
        }
        let bytes = self.raw(span, column);
        if is_trim(bytes) { bytes } else { self.get(span, column).as_bytes() }
    }

    /// The cells of a record, trimmed.
    pub fn of(self, span: Span) -> impl Iterator<Item = &'a str> + Clone {
        (0..span.count as usize).map(move |column| self.get(span, column))
    }

    /// The bytes of a cell that the record has, as it stands.
    pub fn raw(&self, span: Span, column: usize) -> &'a [u8] {
        let (start, end) = self.fields[span.first as usize + column];
        &self.bytes[start as usize..end as usize]
    }
}

/// Whether a cell begins and ends in plain letters, so that nothing is to be trimmed.
fn is_trim(bytes: &[u8]) -> bool {
    let plain = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..0x80).contains(byte));
    plain(bytes.first()) && plain(bytes.last())
}

/// A value that was asked to be of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read<T> {
    Blank,
    Bad,
    Is(T),
}

/// Day and seconds within the day, where written.
pub type Moment = (i32, Option<u32>);

/// Slots of the table of dates.
const SLOTS: usize = 1024;

/// Reads the dates of a column.
#[derive(Debug, Clone)]
pub struct DateReader {
    order: DateOrder,
    other: Option<DateOrder>,
    pub check: ColumnCheck,
    slots: Vec<(String, Outcome)>,
    last: usize,
}

#[derive(Debug, Clone, Copy)]
struct Outcome {
    read: Read<Moment>,
    only_this: bool,
    only_other: bool,
}

impl DateReader {
    /// A reader for that column.
    pub fn new(column: usize, order: DateOrder) -> DateReader {
        let other = match order {
            DateOrder::Ymd | DateOrder::Mdy => Some(DateOrder::Dmy),
            DateOrder::Dmy => Some(DateOrder::Mdy),
            DateOrder::EpochSeconds | DateOrder::EpochMillis | DateOrder::Serial => None,
        };
        let blank = Outcome { read: Read::Blank, only_this: false, only_other: false };
        let slots = vec![(String::new(), blank); SLOTS];
        let check = ColumnCheck { column, ..ColumnCheck::default() };
        DateReader { order, other, check, slots, last: 0 }
    }

    /// Reads one.
    pub fn read(&mut self, text: &str) -> Read<Moment> {
        if self.slots[self.last].0 != text {
            self.last = hash::mix(0, text.as_bytes()) as usize >> 7 & (SLOTS - 1);
            if self.slots[self.last].0 != text {
                let outcome = self.outcome(text);
                let slot = &mut self.slots[self.last];
                slot.0.clear();
                slot.0.push_str(text);
                slot.1 = outcome;
            }
        }
        let outcome = self.slots[self.last].1;
        self.check.values += u64::from(outcome.read != Read::Blank);
        self.check.failed += u64::from(outcome.read == Read::Bad);
        self.check.only_this += u64::from(outcome.only_this);
        self.check.only_other += u64::from(outcome.only_other);
        outcome.read
    }

    fn outcome(&self, text: &str) -> Outcome {
        if is_blank(text, ValueKind::Plain) {
            return Outcome { read: Read::Blank, only_this: false, only_other: false };
        }
        let this = parse_date(text, self.order);
        let other = self.other.is_some_and(|order| parse_date(text, order).is_some());
        let read = this.map_or(Read::Bad, |(day, time)| Read::Is((day.0, time)));
        let has_other = self.other.is_some();
        Outcome {
            read,
            only_this: this.is_some() && has_other && !other,
            only_other: this.is_none() && other,
        }
    }
}

/// Reads the numbers of a column.
#[derive(Debug, Clone)]
pub struct NumberReader {
    format: NumberFormat,
    pub check: ColumnCheck,
}

impl NumberReader {
    /// A reader for that column.
    pub fn new(column: usize, format: NumberFormat) -> NumberReader {
        NumberReader { format, check: ColumnCheck { column, ..ColumnCheck::default() } }
    }

    /// Reads one.
    pub fn read(&mut self, text: &str) -> Read<Decimal> {
        if let Some(number) = parse_decimal(text, self.format) {
            self.check.values += 1;
            return Read::Is(number);
        }
        if is_blank(text, ValueKind::Plain) {
            return Read::Blank;
        }
        let other = match self.format {
            NumberFormat::Point => NumberFormat::Comma,
            NumberFormat::Comma => NumberFormat::Point,
        };
        self.check.values += 1;
        self.check.failed += 1;
        self.check.only_other += u64::from(parse_decimal(text, other).is_some());
        Read::Bad
    }
}

/// Reads the currency of each line: that of its currency column, else of the mark on its amount.
#[derive(Debug, Clone, Default)]
pub struct CurrencyReader {
    pub found: Vec<Currency>,
    last: (String, u8),
}

impl CurrencyReader {
    /// A reader that has found these already.
    pub fn knowing(found: Vec<Currency>) -> CurrencyReader {
        CurrencyReader { found, ..CurrencyReader::default() }
    }

    /// What a cell of a currency column says: 1 + place in `found`, 0 for nothing known.
    pub fn of_cell(&mut self, text: &str) -> u8 {
        if self.last.0 != text {
            let currency = match Currency::from_code(text) {
                Some(currency) => Some(currency),
                None => marked(text),
            };
            self.last = (text.to_string(), self.number(currency));
        }
        self.last.1
    }

    /// What the mark on an amount says; amounts without one are told quickly.
    pub fn of_amount(&mut self, text: &str) -> u8 {
        let plain = |byte: Option<&u8>| byte.is_none_or(|b| b.is_ascii_digit() || *b == b'-');
        if plain(text.as_bytes().first()) && plain(text.as_bytes().last()) {
            return 0;
        }
        let currency = marked(text);
        self.number(currency)
    }

    /// 1 + place in `found` of a currency, new or known; 0 for none.
    pub fn number(&mut self, currency: Option<Currency>) -> u8 {
        let Some(currency) = currency else { return 0 };
        let known = self.found.iter().position(|&found| found == currency);
        let at = known.unwrap_or_else(|| {
            self.found.push(currency);
            self.found.len() - 1
        });
        // More currencies than the world has are counted as the last one.
        at.min(254) as u8 + 1
    }
}

fn marked(text: &str) -> Option<Currency> {
    match currency_mark(text) {
        Some(Mark::Of(currency)) => Some(currency),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_under_both_orders() {
        let mut reader = DateReader::new(3, DateOrder::Mdy);
        for (text, expect) in [
            ("01/02/2024", Read::Is((19_724, None))),
            ("01/13/2024", Read::Is((19_735, None))),
            ("13/01/2024", Read::Bad),
            ("13/01/2024", Read::Bad),
            ("soon", Read::Bad),
            ("", Read::Blank),
            ("N/A", Read::Blank),
        ] {
            assert_eq!(reader.read(text), expect, "{text}");
        }
        let check = ColumnCheck { column: 3, values: 5, failed: 3, only_other: 2, only_this: 1 };
        assert_eq!(reader.check, check);
    }

    #[test]
    fn numbers_are_counted_under_the_other_mark() {
        let mut reader = NumberReader::new(0, NumberFormat::Point);
        for text in ["1.50", "12,5", "x", "", "-"] {
            reader.read(text);
        }
        let check = ColumnCheck { column: 0, values: 3, failed: 2, only_other: 1, only_this: 0 };
        assert_eq!(reader.check, check);
    }

    #[test]
    fn currencies_are_told_by_cell_or_mark() {
        let mut reader = CurrencyReader::default();
        for (text, expect) in [("BRL", 1), ("", 0), ("usd", 2), ("R$", 1), ("€", 3), ("$", 0)] {
            assert_eq!(reader.of_cell(text), expect, "{text}");
        }
        for (text, expect) in [("10.5", 0), ("-3", 0), ("R$ 10", 1), ("10 €", 3), ("$5", 0)] {
            assert_eq!(reader.of_amount(text), expect, "{text}");
        }
    }
}
