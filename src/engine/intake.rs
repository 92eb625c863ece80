//! Files on their way in: **understood** from their head, **asked** about where the head leaves a doubt, then
//! **read** slice by slice into shards.
//!
//! The trap: what the head says is a guess. It is checked on every value, and where a column's dates or numbers
//! turn out to be written the other way round, the file is read once more that way.

use super::source::Source;
use crate::{
    ingest::reader::Reader,
    portfolio::shard::{BuildOptions, Shard, ShardBuilder},
    schema::values::{DateOrder, NumberFormat},
};

/// Bytes of a slice: large enough that asking for it costs little, small enough that two fit anywhere.
pub const SLICE: usize = 8 << 20;

/// A file that is being read.
pub struct Reading {
    reader: Reader,
    builder: ShardBuilder,
    /// Bytes of the file; 0 once there is room for all its records.
    size: u64,
    pub rows: u64,
}

impl Reading {
    /// Begins a file; none where it was refused.
    pub fn begin(file: u32, source: &Source, options: &BuildOptions) -> Option<Reading> {
        let understood = source.understood.as_ref().ok()?;
        Some(Reading {
            reader: Reader::new(understood.sniffed.dialect.clone()),
            builder: ShardBuilder::new(file, source.mapping()?, options),
            size: source.size,
            rows: 0,
        })
    }

    /// The next slice.
    pub fn feed(&mut self, slice: Vec<u8>) {
        let length = slice.len() as u64;
        let records = self.reader.feed(slice);
        self.rows += records.len() as u64;
        if self.size > length && !records.is_empty() {
            self.make_room(records.len(), length);
        }
        self.builder.push(&records);
    }

    /// Makes room for the records of the whole file, of which one slice has so many: columns that grow as they are filled are
    /// copied time and again, and end up larger than they need be.
    fn make_room(&mut self, rows: usize, length: u64) {
        /// Records of later slices may be shorter.
        const SPARE: f64 = 1.03;
        /// The first slice may be unlike the rest: no more than this is promised.
        const MOST: usize = 1 << 24;
        let expected = rows as f64 * (self.size as f64 / length as f64) * SPARE;
        self.builder.reserve((expected as usize).min(MOST));
        self.size = 0;
    }

    /// The end of the file.
    pub fn finish(mut self) -> Shard {
        let rest = self.reader.finish();
        self.builder.push(&rest);
        self.builder.finish()
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
