//! Records + mapping → **`Portfolio`**: frozen columns of customers, their order lines and events,
//! sorted by customer, then day, then time, then file order. A **shard** is what one file's records
//! became; merging shards resolves customers, joins the files and closes the ledger.
//!
//! The way of a record: `read` its cells, `chaff` or not, typed in a `shard`; `carry` what its order says,
//! `settle` its fate; `join` lines with their orders, `overlap`s aside; `people` say whose it is; `base`,
//! `lines`, `orders`, `events` are the frozen columns.
//!
//! A portfolio knows no `as_of`: it holds every used record; measures look at those up to a day. Only what is
//! `described` of a customer is shown as of one day, since there is one column for it.

mod base;
mod carry;
mod chaff;
pub mod coded;
pub mod columns;
pub mod contact;
pub mod currencies;
mod described;
mod direction;
mod events;
mod hash;
mod history;
mod join;
pub mod kinds;
mod lines;
mod margin;
pub mod merge;
pub mod names;
mod orders;
mod overlap;
mod people;
pub mod places;
mod read;
mod roles;
pub mod sample;
mod score;
mod settle;
pub mod shard;
mod stack;
pub mod status;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod typed;
pub mod wire;
