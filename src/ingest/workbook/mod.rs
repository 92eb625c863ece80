//! **Workbooks** and **archives**: files that hold others → those others, as **parts**. A sheet of a workbook becomes
//! canonical CSV (UTF-8, commas, ISO days, decimal points, one line a row of the sheet), a file of an archive comes out as
//! it is; from there on both are files like any other.
//!
//! The trap: a workbook shows one thing and holds another. Days are numbers that only their format tells from numbers;
//! 0.1 + 0.2 shows 0.3; what a formula shows was worked out when it was saved; sheets are hidden. A part says what is
//! shown, and what was left out is named.

// Opening them is for the sheet worker and the batch command; the page and the engine know the words alone.
#[cfg(any(feature = "sheets", not(target_arch = "wasm32")))]
mod archive;
#[cfg(any(feature = "sheets", not(target_arch = "wasm32")))]
mod cells;
#[cfg(any(feature = "sheets", not(target_arch = "wasm32")))]
mod grid;
#[cfg(any(feature = "sheets", not(target_arch = "wasm32")))]
mod read;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

#[cfg(any(feature = "sheets", not(target_arch = "wasm32")))]
pub use read::unpack;

use serde::{Deserialize, Serialize};

/// Bytes of the largest workbook or archive; it is held in memory whole.
pub const MOST_BYTES: u64 = 512 << 20;

/// What a packed file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unpacked {
    pub parts: Vec<Part>,
    /// What was left out, with the reason.
    pub left: Vec<(String, Left)>,
}

/// A file from within another.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// That of the outer file, with its own behind it where there are several.
    pub name: String,
    pub bytes: Vec<u8>,
    /// CSV of our own making.
    pub is_sheet: bool,
}

/// Why something within a packed file was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Left {
    /// A sheet that the workbook does not show.
    Hidden,
    /// A sheet of a single column or row, or a file of an archive that is none of ours.
    NoTable,
}

/// Why nothing of a packed file can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// It is encrypted.
    Locked,
    /// It ends too soon, or is not what its first bytes say.
    Torn,
    /// It would not fit in memory.
    TooLarge,
    /// There is no table in it.
    Empty,
}

/// Bytes at the beginning of a file that tell whether it is packed so.
pub const MARK: usize = 8;

/// Whether a file that begins so is a workbook or a zip archive.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}
