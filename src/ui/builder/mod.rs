//! The segment builder.

pub mod state;
