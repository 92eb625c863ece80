//! The bar while files are read.

use super::Plural;

/// The bar while reading.
pub struct Reading {
    pub reading: &'static str,
    pub of_bytes: &'static str,
    pub rows: Plural,
    pub working: &'static str,
    pub cancel: &'static str,
}
