//! Files on their way in: **understood** from their head, **asked** about where the head leaves a doubt, then
//! **read** slice by slice into shards.
//!
//! The trap: what the head says is a guess. It is checked on every value, and where a column's dates or numbers
//! turn out to be written the other way round, the file is read once more that way.

use super::{
    source::Source,
    stretch::{Place, Plan, Stretch},
};
use crate::{
    ingest::{
        reader::Reader,
        records::{Records, Row},
    },
    portfolio::{
        coded::Foreign,
        shard::{BuildOptions, Shard, ShardBuilder},
    },
    schema::values::{DateOrder, NumberFormat},
    text::Interner,
};

/// Bytes of a slice: large enough that asking for it costs little, small enough that what is made of it stays near the
/// processor until it is used, and that the system reads the next one meanwhile.
pub const SLICE: usize = 1 << 20;

/// A file, or a part of one, that is being read.
pub struct Reading {
    reader: Reader,
    builder: ShardBuilder,
    /// Bytes of it; 0 once there is room for all its records.
    size: u64,
    pub rows: u64,
    /// Records that begin here or later are somebody else's.
    stop: u64,
    first: Option<Place>,
    /// Where the first record of somebody else begins; the end of the file where there is none.
    next: Option<Place>,
}

impl Reading {
    /// Begins a file; none where it was refused.
    pub fn begin(file: u32, source: &Source, options: &BuildOptions) -> Option<Reading> {
        let understood = source.understood.as_ref().ok()?;
        let reader = Reader::new(understood.sniffed.dialect.clone());
        let builder = ShardBuilder::new(file, source.mapping()?, options);
        Some(Reading::of(reader, builder, source.size, u64::MAX))
    }

    /// Begins with the record at `from`, to read those that begin before `to`.
    pub fn within(plan: &Plan, from: Place, to: u64) -> Reading {
        Reading::knowing(plan, from, to, Vec::new())
    }

    /// Likewise, with the texts that an earlier part had.
    pub fn knowing(plan: &Plan, from: Place, to: u64, texts: Vec<Interner>) -> Reading {
        let reader = Reader::within(plan.dialect.clone(), plan.width, from.offset, from.line);
        let builder = ShardBuilder::new(plan.file, plan.mapping.clone(), &plan.options);
        let builder = builder.knowing(texts);
        Reading::of(reader, builder, to.saturating_sub(from.offset), to)
    }

    fn of(reader: Reader, builder: ShardBuilder, size: u64, stop: u64) -> Reading {
        Reading { reader, builder, size, rows: 0, stop, first: None, next: None }
    }

    /// The next slice.
    pub fn feed(&mut self, slice: Vec<u8>) {
        let length = slice.len() as u64;
        let records = self.reader.feed(slice);
        self.take(records, length);
    }

    /// Leaves records that begin at `place` or later to others; none of them may have been fed.
    pub fn stop_at(&mut self, place: u64) {
        self.stop = place;
    }

    /// Whether all records are there, but for those of others.
    pub fn is_done(&self) -> bool {
        self.next.is_some()
    }

    /// Ends it: the file has ended, or the next record is somebody else's. Says where that begins.
    pub fn end(&mut self) -> Place {
        if self.next.is_none() {
            let rest = self.reader.finish();
            self.take(rest, 0);
        }
        let (offset, line) = self.reader.place();
        *self.next.get_or_insert(Place { offset, line })
    }

    /// Takes the records of a part read by somebody else, whose dictionaries these are; false where they do not begin where
    /// these end.
    pub fn append(&mut self, mut stretch: Stretch, foreign: &mut [Foreign]) -> bool {
        let here = self.end();
        if stretch.first.offset != here.offset {
            return false;
        }
        let shift = here.line as i64 - stretch.first.line as i64;
        stretch.shard.shift_lines(shift);
        self.rows += stretch.shard.read;
        let Place { offset, line } = stretch.next;
        self.next = Some(Place { offset, line: line.saturating_add_signed(shift) });
        self.builder.append(stretch.shard, foreign);
        true
    }

    /// The end of the file.
    pub fn finish(mut self) -> Shard {
        self.end();
        self.builder.finish()
    }

    /// The end of a part.
    pub fn finish_stretch(mut self) -> Stretch {
        let next = self.end();
        Stretch { first: self.first.unwrap_or(next), next, shard: self.builder.finish() }
    }

    fn take(&mut self, mut records: Records, length: u64) {
        let place = |row: &Row| Place { offset: row.offset, line: row.line };
        if self.first.is_none() {
            self.first = records.rows.first().map(place);
        }
        if records.rows.last().is_some_and(|row| row.offset >= self.stop) {
            let own = records.rows.partition_point(|row| row.offset < self.stop);
            if self.next.is_none() {
                self.next = Some(place(&records.rows[own]));
            }
            records.truncate(own);
        }
        self.rows += records.len() as u64;
        if self.size > 0 && length > 0 && !records.is_empty() {
            self.make_room(records.len(), length);
        }
        self.builder.push(&records);
    }

    /// Makes room for the records of the whole, of which one slice has so many: columns that grow as they are filled are
    /// copied time and again, and end up larger than they need be.
    fn make_room(&mut self, rows: usize, length: u64) {
        /// Records of later slices may be shorter.
        const SPARE: f64 = 1.03;
        /// The first slice may be unlike the rest: no more than this is promised.
        const MOST: usize = 1 << 24;
        let times = (self.size as f64 / length as f64 * SPARE).max(1.0);
        self.builder.reserve(((rows as f64 * times) as usize).min(MOST));
        self.size = 0;
    }
}

/// Turns round what the whole file shows to be the other way round; whether something was.
///
/// A column of dates is turned where some values read only the other way and none only this way; one of numbers
/// where most values that fail read the other way, and more of them than read this way.
pub fn correct(source: &mut Source, shard: &Shard) -> bool {
    let mut turned = false;
    for check in &shard.checks {
        let column = &shard.mapping.columns[check.column];
        if column.role.is_date() {
            let other = match column.date {
                DateOrder::Dmy => DateOrder::Mdy,
                DateOrder::Mdy => DateOrder::Dmy,
                _ => continue,
            };
            let chosen =
                source.choices.date.is_some() || source.choices.dates.contains_key(&check.column);
            if !chosen && check.only_other > 0 && check.only_this == 0 {
                source.choices.dates.insert(check.column, other);
                turned = true;
            }
        } else {
            let other = match column.number {
                NumberFormat::Point => NumberFormat::Comma,
                NumberFormat::Comma => NumberFormat::Point,
            };
            let chosen = source.choices.number.is_some()
                || source.choices.numbers.contains_key(&check.column);
            let read = check.values - check.failed;
            if !chosen && check.only_other * 2 > check.failed && check.only_other > read {
                source.choices.numbers.insert(check.column, other);
                turned = true;
            }
        }
    }
    turned
}
