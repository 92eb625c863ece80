//! **Places**: where each record of a file stands, in two bytes a record.
//!
//! Most records follow one another by one line and one line end. Their lengths say everything; a **mark**
//! is kept where that is broken (blank lines, records over several lines, records left out) and at least
//! every [`STRIDE`] records, so that a place is found by adding up few lengths.

use super::wire::{Reader, Writer};

/// A mark at least every so many records.
const STRIDE: usize = 512;

/// Where records stand: line, offset and length, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Length of each record; [`LONG`] stands for one in `long`.
    lengths: Vec<u16>,
    /// Number and length of the long ones.
    long: Vec<(u32, u32)>,
    marks: Vec<Mark>,
    /// Where the next record stands if nothing breaks the row.
    next: Option<(u64, u64)>,
    /// Bytes between records, of late.
    gap: u64,
}

/// A record whose place is written out, and the bytes between the ones after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    row: u32,
    line: u64,
    offset: u64,
    gap: u64,
}

const LONG: u16 = u16::MAX;

impl Places {
    /// How many places there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Makes room for so many records more.
    pub fn reserve(&mut self, rows: usize) {
        self.lengths.reserve_exact(rows);
    }

    /// Adds the place of the next record.
    pub fn push(&mut self, line: u64, offset: u64, length: u32) {
        let row = self.lengths.len();
        if self.next != Some((line, offset)) || row.is_multiple_of(STRIDE) {
            if let Some((next_line, next_offset)) = self.next
                && next_line == line
                && offset + self.gap >= next_offset
            {
                self.gap = offset + self.gap - next_offset;
            }
            self.marks.push(Mark { row: row as u32, line, offset, gap: self.gap });
        }
        self.next = Some((line + 1, offset + u64::from(length) + self.gap));
        if length >= u32::from(LONG) {
            self.long.push((row as u32, length));
            self.lengths.push(LONG);
        } else {
            self.lengths.push(length as u16);
        }
    }

    /// Line (from 1), offset and length of a record.
    pub fn get(&self, row: usize) -> (u64, u64, u32) {
        let at = self.marks.partition_point(|mark| mark.row as usize <= row) - 1;
        let mark = self.marks[at];
        let start = mark.row as usize;
        let bytes: u64 = (start..row).map(|row| u64::from(self.length(row)) + mark.gap).sum();
        (mark.line + (row - start) as u64, mark.offset + bytes, self.length(row))
    }

    /// Adds the places of records that follow.
    pub fn append(&mut self, other: &Places) {
        let base = self.lengths.len() as u32;
        self.lengths.extend_from_slice(&other.lengths);
        self.long.extend(other.long.iter().map(|&(row, length)| (row + base, length)));
        self.marks.extend(other.marks.iter().map(|mark| Mark { row: mark.row + base, ..*mark }));
        (self.next, self.gap) = (other.next, other.gap);
    }

    /// Moves all to later or earlier lines.
    pub fn shift_lines(&mut self, by: i64) {
        let next = self.next.iter_mut().map(|(line, _)| line);
        let lines = self.marks.iter_mut().map(|mark| &mut mark.line).chain(next);
        lines.for_each(|line| *line = line.saturating_add_signed(by));
    }

    /// Writes them.
    pub fn write(&self, out: &mut Writer) {
        out.all(&self.lengths);
        out.all(&self.long.iter().flat_map(|&(row, length)| [row, length]).collect::<Vec<u32>>());
        let marks = self.marks.iter();
        out.all(
            &marks.flat_map(|m| [u64::from(m.row), m.line, m.offset, m.gap]).collect::<Vec<u64>>(),
        );
        out.all(&self.next.iter().flat_map(|&(line, offset)| [line, offset]).collect::<Vec<u64>>());
        out.one(self.gap);
    }

    /// Reads them.
    pub fn fill(&mut self, from: &mut Reader) -> Option<()> {
        self.lengths = from.all()?;
        self.long = from.all::<u32>()?.as_chunks().0.iter().map(|&[row, n]| (row, n)).collect();
        let mark = |&[row, line, offset, gap]: &[u64; 4]| {
            Some(Mark { row: u32::try_from(row).ok()?, line, offset, gap })
        };
        self.marks =
            from.all::<u64>()?.as_chunks().0.iter().map(mark).collect::<Option<Vec<Mark>>>()?;
        self.next = from.all::<u64>()?.as_chunks().0.first().map(|&[line, offset]| (line, offset));
        self.gap = from.one()?;
        Some(())
    }

    fn length(&self, row: usize) -> u32 {
        match self.lengths[row] {
            LONG => {
                let at = self.long.partition_point(|&(long, _)| (long as usize) < row);
                self.long[at].1
            }
            length => u32::from(length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_comes_back(
            records in prop::collection::vec((1u64..4, 1u64..4, prop_oneof![0u32..90, 65_530..65_540u32]), 1..1200),
            cut in 0usize..1200,
        ) {
            let (mut line, mut offset) = (2, 10);
            let mut all = Vec::new();
            for (lines, gap, length) in records {
                all.push((line, offset, length));
                line += lines / 2 + 1;
                offset += u64::from(length) + gap;
            }
            let cut = cut.min(all.len());
            let mut parts = [Places::default(), Places::default()];
            for (part, range) in parts.iter_mut().zip([0..cut, cut..all.len()]) {
                all[range].iter().for_each(|&(l, o, n)| part.push(l, o, n));
            }
            let [mut places, rest] = parts;
            places.append(&rest);
            prop_assert_eq!(places.len(), all.len());
            for (row, &place) in all.iter().enumerate() {
                prop_assert_eq!(places.get(row), place);
            }
        }
    }

    #[test]
    fn regular_records_need_few_marks() {
        let mut places = Places::default();
        (0..10_000u64).for_each(|i| places.push(i + 2, 10 + i * 22, 20));
        assert!(places.marks.len() < 30, "{}", places.marks.len());
        assert_eq!(places.get(9_999), (10_001, 10 + 9_999 * 22, 20));
    }
}
