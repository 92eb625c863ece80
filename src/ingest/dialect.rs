//! **`Dialect`**: how a file writes its table.

use super::encoding::Encoding;
use serde::{Deserialize, Serialize};

/// How a file writes its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    pub encoding: Encoding,
    /// The byte between fields: `,` `;` tab `|`.
    pub delimiter: u8,
    /// The byte around fields that hold a delimiter, a line end or a quote.
    pub quote: u8,
    /// Line of the file that holds the names, from 1; none where there is no header.
    pub header_line: Option<u64>,
    /// Line of the first record below the preamble where there is no header, from 1.
    pub first_line: u64,
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect {
            encoding: Encoding::Utf8,
            delimiter: b',',
            quote: b'"',
            header_line: Some(1),
            first_line: 2,
        }
    }
}
