//! **`Records`**: a batch of records as flat text and spans. **[`Reader`]** makes them from any slices.

pub use super::reader::Reader;

/// A batch of records, flat: the text of the fields and where each begins and ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// Fields without escapes stand in it as the file has them; unescaped ones are appended.
    pub bytes: String,
    /// Start and end in `bytes` of each field, record after record. Always on character bounds.
    pub fields: Vec<(u32, u32)>,
    pub rows: Vec<Row>,
}

/// Where a record of a batch begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Index of its first field in `fields`.
    pub first: u32,
    /// Line of the file at which it starts, from 1.
    pub line: u64,
    /// Where its bytes stand in the file as it is on the disk.
    pub offset: u64,
    /// How many bytes it has there, its line end left out.
    pub length: u32,
    /// Whether its quotes are broken, it has more fields than the header, or it is too long.
    pub torn: bool,
}

impl Records {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many fields this record has.
    pub fn n_fields(&self, row: usize) -> usize {
        let end = self.rows.get(row + 1).map_or(self.fields.len(), |next| next.first as usize);
        end - self.rows[row].first as usize
    }

    /// A field as the file has it, quotes and escapes undone; empty where the record is too short.
    pub fn field(&self, row: usize, column: usize) -> &str {
        if column >= self.n_fields(row) {
            return "";
        }
        let (start, end) = self.fields[self.rows[row].first as usize + column];
        &self.bytes[start as usize..end as usize]
    }

    /// The fields of a record.
    pub fn fields_of(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.n_fields(row)).map(move |column| self.field(row, column))
    }

    /// Keeps only the first `n`.
    pub fn truncate(&mut self, n: usize) {
        if let Some(row) = self.rows.get(n) {
            self.fields.truncate(row.first as usize);
            self.rows.truncate(n);
        }
    }

    /// Puts the records of another batch behind these.
    pub fn append(&mut self, other: Records) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let (shift, first) = (self.bytes.len() as u32, self.fields.len() as u32);
        self.bytes.push_str(&other.bytes);
        self.fields.extend(other.fields.iter().map(|&(start, end)| (start + shift, end + shift)));
        self.rows.extend(other.rows.iter().map(|row| Row { first: row.first + first, ..*row }));
    }
}
