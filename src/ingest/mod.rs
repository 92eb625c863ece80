//! Bytes of a file → records. A **dialect** is how a file writes a table (encoding, delimiter, quote,
//! header line); a **record** is one row of it; a **torn** record is one whose quotes or fields are
//! broken. Sniffing guesses the dialect with evidence; the reader is resumable and total: it takes any
//! slices of the file and gives the same records, whatever their size.

mod cells;
mod decode;
mod delimiter;
pub mod dialect;
pub mod encoding;
mod header;
mod parse;
mod quoted;
pub mod reader;
pub mod records;
mod refusal;
pub mod rows;
mod scan;
pub mod sniff;
pub mod workbook;

#[cfg(test)]
mod data_tests;
