//! **Stretches**: a large file is read by several workers at once, each of them a part of it at a time. Where a part
//! begins, nobody knows whether that is within a quotation; so whoever reads it supposes that it is not, and begins with
//! the first line. The engine puts the stretches behind one another, and takes each only where it begins at the very byte
//! where the one before it ends; another is read once more from there. So the records are those of one worker, to the byte.
//!
//! Whoever reads several parts sends each text of a column once, and numbers those that it sent.
//!
//! The trap: line numbers. A stretch counts its lines from 1; they are shifted when it finds its place.

use super::{intake::Reading, source::Source};
use crate::{
    ingest::{dialect::Dialect, encoding::Encoding},
    portfolio::{
        coded::{Coded, Foreign},
        shard::{BuildOptions, Shard, ShardBuilder},
        wire,
    },
    schema::mapping::Mapping,
    text::Interner,
};
use serde::{Deserialize, Serialize};

/// Bytes of a part. Small, so that all workers end at about the same time.
pub const PART: u64 = 4 << 20;

/// Bytes of a file for which it is worth to ask others.
pub const LARGE: u64 = 2 * PART;

/// How the parts of a file are read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    pub file: u32,
    pub dialect: Dialect,
    /// Fields of a record.
    pub width: u32,
    pub mapping: Mapping,
    pub options: BuildOptions,
}

/// Where a record begins: its byte and its line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub offset: u64,
    pub line: u64,
}

/// The records of a part.
#[derive(Debug)]
pub struct Stretch {
    /// Where the first of them begins, and where the first one after them.
    pub first: Place,
    pub next: Place,
    pub shard: Shard,
}

impl Plan {
    /// None where the file cannot be read in parts: bytes of UTF-16 do not tell where a letter begins.
    pub fn of(file: u32, source: &Source, options: &BuildOptions) -> Option<Plan> {
        let understood = source.understood.as_ref().ok()?;
        let dialect = understood.sniffed.dialect.clone();
        let wide = matches!(dialect.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        (!wide && source.size >= LARGE && understood.n_records > 0).then_some(())?;
        let width = understood.guess.columns.len() as u32;
        Some(Plan { file, dialect, width, mapping: source.mapping()?, options: *options })
    }
}

/// What one who reads part after part of a file remembers: the texts of its columns, each of which is sent but once.
#[derive(Debug, Default)]
pub struct Lexicon {
    texts: Vec<Interner>,
    /// How many of each column were sent, the empty text included.
    sent: Vec<u32>,
}

/// Texts of a column that are remembered at most: beyond that few of them come again.
const REMEMBERED: usize = 1 << 17;

/// A part that is being read by somebody who does not know what is before it.
pub struct PartReading {
    plan: Plan,
    /// Where the bytes that come next stand in the file.
    at: u64,
    to: u64,
    reading: Option<Reading>,
    /// What came before the first line begins.
    held: Vec<u8>,
    lexicon: Lexicon,
}

impl PartReading {
    /// Of the records that begin from `from` on and before `to`, with what is known of the parts before. The bytes to be
    /// fed are those from [`PartReading::at`] on.
    pub fn new(plan: Plan, from: u64, to: u64, lexicon: Lexicon) -> PartReading {
        let (at, held) = (from.saturating_sub(1), Vec::new());
        PartReading { plan, at, to, reading: None, held, lexicon }
    }

    /// Where the bytes that it needs next stand in the file.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The next bytes.
    pub fn feed(&mut self, slice: Vec<u8>) {
        self.at += slice.len() as u64;
        if let Some(reading) = &mut self.reading {
            return reading.feed(slice);
        }
        let mut bytes = std::mem::take(&mut self.held);
        match bytes.is_empty() {
            true => bytes = slice,
            false => bytes.extend_from_slice(&slice),
        }
        match crate::ingest::reader::after_line(&bytes) {
            None => self.held = bytes,
            Some(start) => {
                bytes.drain(..start);
                let offset = self.at - bytes.len() as u64;
                let texts = std::mem::take(&mut self.lexicon.texts);
                let place = Place { offset, line: 1 };
                let mut reading = Reading::knowing(&self.plan, place, self.to, texts);
                reading.feed(bytes);
                self.reading = Some(reading);
            }
        }
    }

    /// Whether all its records are there.
    pub fn is_done(&self) -> bool {
        self.reading.as_ref().is_some_and(Reading::is_done)
    }

    /// The records as bytes, when all are there or the file has ended, and what is to be known for the next part; none where
    /// no line ends in it.
    pub fn finish(self) -> Option<(Vec<u8>, Lexicon)> {
        let stretch = self.reading?.finish_stretch();
        let bytes = stretch.to_bytes(&self.lexicon.sent);
        let remembered = |column: Coded| match column.n_texts() > REMEMBERED {
            true => Interner::default(),
            false => column.texts,
        };
        let texts: Vec<Interner> = stretch.shard.texts.into_iter().map(remembered).collect();
        let sent = texts.iter().map(|texts| texts.texts().len() as u32).collect();
        Some((bytes, Lexicon { texts, sent }))
    }
}

impl Stretch {
    /// As bytes, without the texts that were sent before.
    fn to_bytes(&self, sent: &[u32]) -> Vec<u8> {
        /// Bytes of a row with a usual number of columns.
        const ROW: usize = 64;
        let mut out = wire::Writer(Vec::with_capacity(self.shard.len() * ROW));
        for Place { offset, line } in [self.first, self.next] {
            out.one(offset);
            out.one(line);
        }
        self.shard.write(&mut out, sent);
        out.0
    }

    /// From bytes. The texts go to the dictionaries of whoever sent them, and its parts must come in the order in which they
    /// were sent.
    pub fn from_bytes(bytes: &[u8], plan: &Plan, foreign: &mut Vec<Foreign>) -> Option<Stretch> {
        let mut from = wire::Reader(bytes);
        let mut place = || Some(Place { offset: from.one()?, line: from.one()? });
        let (first, next) = (place()?, place()?);
        let mut shard = ShardBuilder::new(plan.file, plan.mapping.clone(), &plan.options).finish();
        shard.fill(&mut from, foreign)?;
        Some(Stretch { first, next, shard })
    }
}
