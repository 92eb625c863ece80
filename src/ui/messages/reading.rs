//! The bar while files are read.

use super::Plural;

/// The bar while reading.
pub struct Reading {
    pub reading: &'static str,
    /// Which of several files.
    pub of_files: &'static str,
    pub of_bytes: &'static str,
    pub rows: Plural,
    pub working: &'static str,
    /// The name of the bar.
    pub progress: &'static str,
    pub cancel: &'static str,
}
