//! A **shard on the way**: its columns as plain bytes, from the worker that read it to the one that merges. The mapping
//! stays behind; both have it.
//!
//! Numbers are little-endian, a column is its length and its values. What does not read as a shard is none: the stretch
//! is then read once more.

use super::{
    coded::Foreign,
    shard::{ColumnCheck, Shard},
};
use crate::{
    issues::{Reason, SetAside},
    money::Currency,
};

/// The number of the first text that is not empty: with it a dictionary begins.
pub const FIRST: u32 = 1;

/// Writes plain values behind one another.
#[derive(Debug, Default)]
pub struct Writer(pub Vec<u8>);

/// Reads them in the same order; none where there are too few bytes.
#[derive(Debug)]
pub struct Reader<'a>(pub &'a [u8]);

/// A number of fixed size.
pub trait Plain: Copy {
    /// Its bytes.
    const SIZE: usize;
    /// Appends it.
    fn put(self, out: &mut Vec<u8>);
    /// Reads it from as many bytes as it has.
    fn get(bytes: &[u8]) -> Self;
}

macro_rules! plain {
    ($($number:ty)*) => {$(
        impl Plain for $number {
            const SIZE: usize = size_of::<$number>();
            #[inline]
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            #[inline]
            fn get(bytes: &[u8]) -> Self {
                let mut own = [0; size_of::<$number>()];
                own.copy_from_slice(bytes);
                <$number>::from_le_bytes(own)
            }
        }
    )*};
}

plain!(u8 u16 u32 u64 i32 i64);

impl Writer {
    /// One value.
    pub fn one<T: Plain>(&mut self, value: T) {
        value.put(&mut self.0);
    }

    /// A column.
    pub fn all<T: Plain>(&mut self, values: &[T]) {
        self.one(values.len() as u64);
        self.0.reserve(values.len() * T::SIZE);
        values.iter().for_each(|value| value.put(&mut self.0));
    }
}

impl Reader<'_> {
    /// One value.
    pub fn one<T: Plain>(&mut self) -> Option<T> {
        self.bytes(T::SIZE).map(T::get)
    }

    /// A column.
    pub fn all<T: Plain>(&mut self) -> Option<Vec<T>> {
        let n = usize::try_from(self.one::<u64>()?).ok()?;
        Some(self.bytes(n.checked_mul(T::SIZE)?)?.chunks_exact(T::SIZE).map(T::get).collect())
    }

    fn bytes(&mut self, n: usize) -> Option<&[u8]> {
        let (own, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(own)
    }
}

impl Shard {
    /// Writes the columns; of the texts of each, those from the number that was not sent yet.
    pub fn write(&self, out: &mut Writer, sent: &[u32]) {
        out.one(self.read);
        out.one(self.set_aside.len() as u64);
        for entry in &self.set_aside {
            out.one(entry.line);
            out.one(entry.offset);
            out.one(entry.length);
            out.one(entry.reason as u8);
        }
        self.places.write(out);
        out.all(&self.flags);
        out.all(&self.day);
        out.all(&self.time);
        out.all(&self.amount);
        out.all(&self.quantity);
        out.all(&self.currency);
        out.all(&self.currencies.iter().flat_map(|currency| currency.0).collect::<Vec<u8>>());
        out.all(&self.hashes);
        for (at, coded) in self.texts.iter().enumerate() {
            out.one(u8::from(coded.dropped));
            out.all(&coded.codes);
            let sent = sent.get(at).copied().filter(|_| !coded.dropped).unwrap_or(FIRST);
            let (bytes, ends) = coded.texts.texts().since(sent);
            out.one(sent);
            out.all(bytes.as_bytes());
            out.all(&ends);
        }
        for check in &self.checks {
            for count in [check.values, check.failed, check.only_other, check.only_this] {
                out.one(count);
            }
        }
    }

    /// Reads the columns into a shard without rows, of the same file and mapping and with as many checks. The texts go to the
    /// dictionaries of whoever sent them.
    pub fn fill(&mut self, from: &mut Reader, foreign: &mut Vec<Foreign>) -> Option<()> {
        self.read = from.one()?;
        for _ in 0..from.one::<u64>()? {
            let (line, offset, length) = (from.one()?, from.one()?, from.one()?);
            let reason = *Reason::ALL.get(from.one::<u8>()? as usize)?;
            self.set_aside.push(SetAside { file: self.file, line, offset, length, reason });
        }
        self.places.fill(from)?;
        self.flags = from.all()?;
        self.day = from.all()?;
        self.time = from.all()?;
        self.amount = from.all()?;
        self.quantity = from.all()?;
        self.currency = from.all()?;
        let letters = from.all::<u8>()?;
        self.currencies = letters.as_chunks().0.iter().map(|&code| Currency(code)).collect();
        self.hashes = from.all()?;
        foreign.resize_with(self.texts.len(), Foreign::default);
        for (coded, foreign) in self.texts.iter_mut().zip(foreign) {
            coded.dropped = from.one::<u8>()? != 0;
            coded.codes = from.all()?;
            let sent = from.one::<u32>()?;
            if sent == FIRST {
                *foreign = Foreign::default();
            }
            (foreign.texts.len() == sent as usize).then_some(())?;
            let text = String::from_utf8(from.all()?).ok()?;
            foreign.texts.extend(&text, &from.all::<u32>()?)?;
        }
        for check in &mut self.checks {
            let [values, failed, only_other, only_this] =
                [from.one()?, from.one()?, from.one()?, from.one()?];
            *check = ColumnCheck { column: check.column, values, failed, only_other, only_this };
        }
        Some(())
    }
}
