//! Columns and a list of customers → a file. What stands in a cell is decided once, in [`cells`], for every
//! format; [`columns`] fixes which columns there are and in which order; [`split`] draws a list into target and control.

pub mod cells;
pub mod columns;
pub mod csv;
pub mod json;
pub mod split;
pub mod xlsx;
