//! **`Shard`**: what the records of one file, or of one stretch of it, became: typed columns, not yet
//! settled. **`ShardBuilder`** makes it from batches of records in any split.
//!
//! Here only what one record says by itself is decided: total rows, repeated headers and torn records are
//! set aside; dates and amounts are read. What needs the whole file (continuation lines, order totals,
//! ids written as floats) is settled by [`super::settle`], what needs other files by [`super::join`] and
//! [`super::people`]. So a file may be read in stretches, one shard each, and appended in order.
//!
//! The trap: a shard's row is a stored record, not a record of the file. Those set aside at once have no
//! row; where a row stands in the file is told by `places`.

use super::{
    chaff::{is_header, is_total_row},
    coded::{BLOCK, Coded, Foreign},
    columns::EMPTY_I64,
    hash,
    places::Places,
    read::{Cells, CurrencyReader, DateReader, Moment, NumberReader, Read, Span},
};
use crate::{
    ingest::records::{Records, Row},
    issues::{Reason, SetAside},
    money::{Currency, DECIMALS, Decimal, QUANTITY_DECIMALS},
    schema::{
        mapping::{AmountOf, FileKind, Mapping},
        role::Role,
    },
    text::Interner,
};
use serde::{Deserialize, Serialize};

/// Choices of the user about reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildOptions {
    /// The currency to keep; lines in others are set aside. None: the one currency there is.
    pub currency: Option<Currency>,
}

/// How a column read under the mapping's format, so that a wrong guess is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnCheck {
    /// Number of the column.
    pub column: usize,
    /// Values that are not blank.
    pub values: u64,
    /// Of them, those that do not read under the mapping's format.
    pub failed: u64,
    /// Of the failed, those that read under the other format: day before month for month before day (and
    /// for year first), the decimal comma for the point.
    pub only_other: u64,
    /// Of the values, those that read under the mapping's order of dates and not under the other. Not
    /// counted for numbers.
    pub only_this: u64,
}

/// The row has no readable date though something is written there.
pub const BAD_DATE: u8 = 1;
/// The row has no readable amount though something is written there.
pub const BAD_AMOUNT: u8 = 2;

/// Minor units of an amount and millionths of a quantity, at most: what is more is no amount but a bar code or a
/// telephone number, and thousands of such lines can still be added up.
pub const MOST_UNITS: i64 = 1_000_000_000_000_000;

/// No day written.
const NO_DAY: i32 = super::columns::EMPTY_I32;

/// Typed columns of a file, a row for each record that may be used. Vectors of days, amounts, quantities,
/// times and currencies are empty where the file has none.
#[derive(Debug, Clone)]
pub struct Shard {
    /// Number of the file, in the order given.
    pub file: u32,
    pub mapping: Mapping,
    /// What its rows are: the mapping's kind, but a file of products without customers is one of lines.
    pub kind: FileKind,
    pub hot: Hot,
    /// Records read.
    pub read: u64,
    /// Total rows, repeated headers, torn records.
    pub set_aside: Vec<SetAside>,
    pub places: Places,
    /// [`BAD_DATE`], [`BAD_AMOUNT`].
    pub flags: Vec<u8>,
    pub day: Vec<i32>,
    /// Seconds within the day, 0 where none is written.
    pub time: Vec<u32>,
    /// Minor units of the row's currency, signed as written; empty where blank or bad.
    pub amount: Vec<i64>,
    /// Millionths, signed as written; empty where blank or unreadable.
    pub quantity: Vec<i64>,
    /// 1 + place in `currencies`; 0 for that of the file.
    pub currency: Vec<u8>,
    pub currencies: Vec<Currency>,
    /// Decimals of amounts in the file's own currency.
    pub decimals: u32,
    /// By column; without rows where the column is read as dates or numbers.
    pub texts: Vec<Coded>,
    /// A hash of each record.
    pub hashes: Vec<u64>,
    pub checks: Vec<ColumnCheck>,
}

/// The columns of which a file has one at most, by number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hot {
    pub key: Option<usize>,
    pub order: Option<usize>,
    pub date: Option<usize>,
    pub amount: Option<usize>,
    pub quantity: Option<usize>,
    pub price: Option<usize>,
    pub currency: Option<usize>,
}

impl Hot {
    /// The columns of that mapping, and what its rows are.
    pub fn of(mapping: &Mapping) -> (Hot, FileKind) {
        use Role::*;
        let column = |role| mapping.column(role);
        let key = mapping.key.filter(|&key| key < mapping.columns.len()).or_else(|| {
            [CustomerId, Document, Email, Phone, CustomerName].into_iter().find_map(column)
        });
        let lines = key.is_none() && mapping.needs_orders();
        let kind = if lines && mapping.kind == FileKind::Customers {
            FileKind::Orders
        } else {
            mapping.kind
        };
        let hot = Hot { key, ..Hot::default() };
        let hot = match kind {
            FileKind::Orders => Hot {
                order: column(OrderId),
                date: column(OrderDate),
                amount: column(Amount),
                quantity: column(Quantity),
                price: column(UnitPrice),
                currency: column(Role::Currency),
                ..hot
            },
            FileKind::Events => Hot {
                date: column(EventDate).or(column(OrderDate)),
                amount: column(Amount),
                currency: column(Role::Currency),
                ..hot
            },
            FileKind::Customers => hot,
        };
        (hot, kind)
    }

    /// Whether the column is read as dates or numbers, or its codes are needed by nobody.
    fn is_read(&self, column: usize) -> bool {
        [self.date, self.amount, self.quantity, self.price, self.currency].contains(&Some(column))
    }

    /// Whether lines have amounts, or prices that make them.
    pub fn has_money(&self) -> bool {
        self.amount.is_some() || self.price.is_some()
    }
}

impl Shard {
    fn new(file: u32, mapping: Mapping, options: &BuildOptions) -> Shard {
        let (hot, kind) = Hot::of(&mapping);
        let texts = mapping
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| Coded {
                limited: is_limited(kind, at, column.role, &hot),
                ..Coded::default()
            })
            .collect();
        let decimals = mapping.currency.or(options.currency).map_or(DECIMALS, Currency::decimals);
        Shard {
            file,
            mapping,
            kind,
            hot,
            read: 0,
            set_aside: Vec::new(),
            places: Places::default(),
            flags: Vec::new(),
            day: Vec::new(),
            time: Vec::new(),
            amount: Vec::new(),
            quantity: Vec::new(),
            currency: Vec::new(),
            currencies: Vec::new(),
            decimals,
            texts,
            hashes: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.flags.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty()
    }

    /// Moves all records to later or earlier lines of the file.
    pub fn shift_lines(&mut self, by: i64) {
        self.places.shift_lines(by);
        for entry in &mut self.set_aside {
            entry.line = entry.line.saturating_add_signed(by);
        }
    }

    /// Takes the dictionaries of its texts out of it.
    pub fn take_texts(&mut self) -> Vec<Foreign> {
        let texts = self.texts.iter_mut().map(|column| std::mem::take(&mut column.texts));
        texts.map(|texts| Foreign::of(texts.into_texts())).collect()
    }

    /// Adds the rows of the next stretch of the same file, whose texts are numbered by these dictionaries.
    pub fn append(&mut self, mut other: Shard, foreign: &mut [Foreign]) {
        let rows = self.len();
        pad(&mut self.time, rows, !other.time.is_empty());
        pad(&mut other.time, other.flags.len(), !self.time.is_empty());
        pad(&mut self.currency, rows, !other.currency.is_empty());
        pad(&mut other.currency, other.flags.len(), !self.currency.is_empty());
        let mut reader = CurrencyReader::knowing(std::mem::take(&mut self.currencies));
        let map: Vec<u8> =
            other.currencies.iter().map(|&currency| reader.number(Some(currency))).collect();
        self.currencies = reader.found;
        self.currency.extend(other.currency.iter().map(|&number| match number {
            0 => 0,
            number => map[number as usize - 1],
        }));
        self.read += other.read;
        self.set_aside.append(&mut other.set_aside);
        self.places.append(&other.places);
        self.flags.append(&mut other.flags);
        self.day.append(&mut other.day);
        self.time.append(&mut other.time);
        self.amount.append(&mut other.amount);
        self.quantity.append(&mut other.quantity);
        self.hashes.append(&mut other.hashes);
        for ((own, other), foreign) in self.texts.iter_mut().zip(other.texts).zip(foreign) {
            own.append(other, foreign);
        }
        for (own, other) in self.checks.iter_mut().zip(other.checks) {
            own.values += other.values;
            own.failed += other.failed;
            own.only_other += other.only_other;
            own.only_this += other.only_this;
        }
    }
}

/// Gives a column of `rows` zeros where there was none and one is needed.
fn pad<T: Default + Clone>(column: &mut Vec<T>, rows: usize, needed: bool) {
    if needed && column.is_empty() {
        column.resize(rows, T::default());
    }
}

/// Whether the column may be given up: it is an attribute of lines or events and nothing else.
fn is_limited(kind: FileKind, at: usize, role: Role, hot: &Hot) -> bool {
    use Role::*;
    let kept = hot.key == Some(at)
        || role.describes_customer()
        || matches!(
            role,
            CustomerId
                | CustomerName
                | OrderId
                | Product
                | ProductName
                | Category
                | Cost
                | Margin
                | Referrer
                | Status
                | Direction
                | Stage
                | Score
                | EventKind
        );
    kind != FileKind::Customers && !kept
}

/// Makes a [`Shard`] of one file, or of one stretch of it.
#[derive(Debug)]
pub struct ShardBuilder {
    shard: Shard,
    /// Fields that a record must have, or it is torn.
    needed: usize,
    dates: Option<DateReader>,
    amounts: Option<NumberReader>,
    quantities: Option<NumberReader>,
    prices: Option<NumberReader>,
    currencies: CurrencyReader,
    /// Fields of each record of the block that gets a row.
    spans: Vec<Span>,
    closed: bool,
}

impl ShardBuilder {
    /// A shard of the file of that number, its columns being what the mapping says.
    pub fn new(file: u32, mapping: Mapping, options: &BuildOptions) -> ShardBuilder {
        let shard = Shard::new(file, mapping, options);
        let (hot, columns) = (shard.hot, &shard.mapping.columns);
        let amount = hot.amount.filter(|_| shard.mapping.amount_of == AmountOf::Line);
        let needed = [hot.key, hot.order, hot.date, amount, hot.quantity, hot.price];
        let needed = needed.into_iter().flatten().map(|column| column + 1).max().unwrap_or(1);
        let numbers =
            |column: Option<usize>| column.map(|at| NumberReader::new(at, columns[at].number));
        ShardBuilder {
            needed: if shard.kind == FileKind::Customers {
                hot.key.map_or(1, |key| key + 1)
            } else {
                needed
            },
            dates: hot.date.map(|at| DateReader::new(at, columns[at].date)),
            amounts: numbers(hot.amount),
            quantities: numbers(hot.quantity),
            prices: numbers(hot.price),
            currencies: CurrencyReader::default(),
            spans: Vec::new(),
            closed: false,
            shard,
        }
    }

    /// Makes room for so many records more.
    pub fn reserve(&mut self, rows: usize) {
        let shard = &mut self.shard;
        let has = |column: Option<usize>| if column.is_some() { rows } else { 0 };
        shard.flags.reserve_exact(rows);
        shard.hashes.reserve_exact(rows);
        shard.places.reserve(rows);
        shard.day.reserve_exact(has(shard.hot.date));
        shard.quantity.reserve_exact(has(shard.hot.quantity));
        shard.amount.reserve_exact(if shard.hot.has_money() { rows } else { 0 });
        for (column, coded) in shard.texts.iter_mut().enumerate() {
            if !coded.dropped && !shard.hot.is_read(column) {
                coded.codes.reserve_exact(rows);
            }
        }
    }

    /// Reads a batch of records.
    pub fn push(&mut self, records: &Records) {
        let cells = Cells::new(records);
        for start in (0..records.len()).step_by(BLOCK) {
            let rows = start..(start + BLOCK).min(records.len());
            self.begin_rows(records, cells, rows);
            self.read_numbers(cells);
            for (column, coded) in self.shard.texts.iter_mut().enumerate() {
                if !coded.dropped && !self.shard.hot.is_read(column) {
                    coded.push(self.spans.iter().map(|&span| cells.bytes(span, column)));
                    coded.check_limit();
                }
            }
        }
    }

    /// Begins with the texts that an earlier part of the file had.
    pub fn knowing(mut self, texts: Vec<Interner>) -> ShardBuilder {
        self.shard.texts.iter_mut().zip(texts).for_each(|(column, texts)| column.texts = texts);
        self
    }

    /// Adds the rows of the next stretch of the same file, read by somebody else. No more are pushed after that.
    pub fn append(&mut self, other: Shard, foreign: &mut [Foreign]) {
        self.close();
        self.shard.append(other, foreign);
    }

    /// The shard, when all is read.
    pub fn finish(mut self) -> Shard {
        self.close();
        self.shard
    }

    /// Puts down what the readers of columns counted, once.
    fn close(&mut self) {
        if !std::mem::replace(&mut self.closed, true) {
            let dates = self.dates.as_ref().map(|reader| reader.check);
            let numbers = [&self.amounts, &self.quantities, &self.prices].into_iter().flatten();
            self.shard.checks = dates.into_iter().chain(numbers.map(|r| r.check)).collect();
            self.shard.currencies = std::mem::take(&mut self.currencies.found);
        }
    }

    /// Sets chaff and torn records of a block aside; the others get a row, with place, day and hash.
    fn begin_rows(&mut self, records: &Records, cells: Cells, rows: std::ops::Range<usize>) {
        self.spans.clear();
        for index in rows {
            let row = records.rows[index];
            let span = Span { first: row.first, count: records.n_fields(index) as u32 };
            let moment = match &mut self.dates {
                Some(reader) => reader.read(cells.get(span, reader.check.column)),
                None => Read::Blank,
            };
            self.shard.read += 1;
            if let Some(reason) = self.chaff(cells, span, row, moment) {
                let Row { line, offset, length, .. } = row;
                self.shard.set_aside.push(SetAside {
                    file: self.shard.file,
                    line,
                    offset,
                    length,
                    reason,
                });
                continue;
            }
            self.spans.push(span);
            self.shard.places.push(row.line, row.offset, row.length);
            self.push_moment(moment);
            let hash = (0..span.count as usize).fold(0, |h, c| hash::mix(h, cells.raw(span, c)));
            self.shard.hashes.push(hash);
        }
    }

    fn chaff(&self, cells: Cells, span: Span, row: Row, moment: Read<Moment>) -> Option<Reason> {
        let columns = &self.shard.mapping.columns;
        if !matches!(moment, Read::Is(_)) {
            let names = columns.iter().map(|column| column.name.as_str());
            let first = columns.first().is_some_and(|c| c.name.trim() == cells.get(span, 0));
            if first && is_header(cells.of(span), names) {
                return Some(Reason::RepeatedHeader);
            }
            let dated = self.dates.is_some();
            if is_total_row(cells.of(span), self.shard.hot.key, dated) {
                return Some(Reason::TotalRow);
            }
        }
        let (count, known) = (span.count as usize, columns.len());
        let spilt = (known..count).any(|column| !cells.get(span, column).is_empty());
        (row.torn || spilt || count < self.needed).then_some(Reason::TornRecord)
    }

    fn push_moment(&mut self, moment: Read<Moment>) {
        let shard = &mut self.shard;
        let rows = shard.flags.len();
        shard.flags.push(if moment == Read::Bad { BAD_DATE } else { 0 });
        if shard.hot.date.is_none() {
            return;
        }
        let (day, time) = match moment {
            Read::Is(moment) => moment,
            _ => (NO_DAY, None),
        };
        shard.day.push(day);
        if let Some(time) = time {
            pad(&mut shard.time, rows, rows > 0);
            shard.time.push(time);
        } else if !shard.time.is_empty() {
            shard.time.push(0);
        }
    }

    /// Amounts, quantities and currencies of the block.
    fn read_numbers(&mut self, cells: Cells) {
        let hot = self.shard.hot;
        let start = self.shard.flags.len() - self.spans.len();
        for (at, &span) in self.spans.iter().enumerate() {
            let row = start + at;
            let amount_text = hot.amount.map_or("", |column| cells.get(span, column));
            let number = match hot.currency {
                Some(column) => self.currencies.of_cell(cells.get(span, column)),
                None => 0,
            };
            let number = if number == 0 { self.currencies.of_amount(amount_text) } else { number };
            if number != 0 || !self.shard.currency.is_empty() {
                pad(&mut self.shard.currency, row, row > 0);
                self.shard.currency.push(number);
            }
            let decimals = match number {
                0 => self.shard.decimals,
                number => self.currencies.found[number as usize - 1].decimals(),
            };
            let quantity = match &mut self.quantities {
                Some(reader) => reader.read(cells.get(span, reader.check.column)),
                None => Read::Blank,
            };
            if hot.quantity.is_some() {
                let units = match quantity {
                    Read::Is(number) => {
                        credible(number.to_units(QUANTITY_DECIMALS)).unwrap_or(EMPTY_I64)
                    }
                    _ => EMPTY_I64,
                };
                self.shard.quantity.push(units);
            }
            if hot.has_money() {
                let amount = self.amounts.as_mut().map(|reader| reader.read(amount_text));
                let unpriced = amount.is_none_or(|amount| amount == Read::Blank);
                let price = match &mut self.prices {
                    Some(reader) if unpriced => reader.read(cells.get(span, reader.check.column)),
                    _ => Read::Blank,
                };
                let counted = self.quantities.is_some();
                let money = match amount.unwrap_or(Read::Blank) {
                    Read::Is(amount) => credible(amount.to_units(decimals)),
                    Read::Bad => None,
                    Read::Blank
                        if self.shard.mapping.amount_of == AmountOf::Order && amount.is_some() =>
                    {
                        Some(EMPTY_I64)
                    }
                    Read::Blank => priced(quantity, price, counted, decimals),
                };
                self.shard.amount.push(money.unwrap_or(EMPTY_I64));
                if money.is_none() {
                    self.shard.flags[row] |= BAD_AMOUNT;
                }
            }
        }
    }
}

/// Quantity × price in minor units; the price alone in a file that does not count. Blank where one of them
/// is, none where one cannot be read.
fn priced(
    quantity: Read<Decimal>,
    price: Read<Decimal>,
    counted: bool,
    decimals: u32,
) -> Option<i64> {
    match (quantity, price) {
        (Read::Is(quantity), Read::Is(price)) => credible(quantity.times(price, decimals)),
        (Read::Blank, Read::Is(price)) if !counted => credible(price.to_units(decimals)),
        (Read::Bad, _) | (_, Read::Bad) => None,
        _ => Some(EMPTY_I64),
    }
}

/// Units that are not beyond [`MOST_UNITS`].
fn credible(units: Option<i64>) -> Option<i64> {
    units.filter(|units| units.abs() <= MOST_UNITS)
}
