//! The engine: everything a screen or a command asks for. A request goes in, a **revision** comes out; a
//! **view** is a snapshot in the screen's words, plain data sized to what is shown. The same engine runs in
//! the worker, in the batch command and in the tests.

pub mod act;
pub mod answer;
pub mod base;
pub mod builder;
pub mod cleanup;
pub mod client;
pub mod core;
pub mod customer;
mod desk;
mod export;
pub mod facets;
pub mod file_view;
pub mod files;
pub mod glimpse;
pub mod groups;
pub mod intake;
pub mod ledger;
pub mod list;
mod named;
pub mod notes;
pub mod order;
pub mod overview;
pub mod protocol;
pub mod questions;
pub mod queue;
mod rule_sheet;
pub mod source;
pub mod stretch;
pub mod tally;
pub mod time;
pub mod view;
pub mod worth;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
