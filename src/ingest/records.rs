//! **`Records`**: a batch of records as flat text and spans. **`Reader`** makes them from any slices.

/// A batch of records, flat: the text of the fields and where each begins and ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// UTF-8. Fields without escapes stand in it as the file has them; unescaped ones are appended.
    pub bytes: Vec<u8>,
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
    /// Whether its quotes are broken.
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
        std::str::from_utf8(&self.bytes[start as usize..end as usize])
            .expect("UTF-8 from the reader")
    }
}
