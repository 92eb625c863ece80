//! Records + mapping → **`Portfolio`**: frozen columns of customers, their order lines and events,
//! sorted by customer, then day, then time, then file order. A **shard** is what one file's records
//! became; merging shards resolves customers, joins the files and closes the ledger.
//!
//! A portfolio knows no `as_of`: it holds every used record; measures look at those up to a day.

pub mod columns;
pub mod merge;
pub mod sample;
pub mod shard;
