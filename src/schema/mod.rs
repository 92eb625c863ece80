//! Records → meaning. A **role** is what a column is for (customer_id, order_date, amount …). What is
//! inferred from names and a sample is a [`guess::MappingGuess`], with evidence and rivals; what is
//! settled is a [`mapping::Mapping`]: two types, so that a guess is never used as a fact. Whatever a
//! mapping says of a column is then checked on every value.

pub mod guess;
pub mod header;
pub mod inspect;
pub mod mapping;
pub mod mapping_file;
pub mod profile;
pub mod role;
pub mod values;
pub mod words;
