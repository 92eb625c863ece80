//! Portfolio + `as_of` → one column for each number of a customer.
//!
//! Banned here and everywhere are the bare words recency, frequency and monetary: each has two meanings
//! in the field. "Recency" is the age of the last order to one author and the day of the last order, counted
//! from the first, to another; we say `last_order_age_days` and `order_span_days`.
//!
//! The columns stand in a [`table::Table`], in the order they were made. Scores, model figures and
//! classes are added to the same table by the layers above, so that there is one place to look a name up.

pub mod settings;
pub mod table;
