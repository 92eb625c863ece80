//! Shared pieces of the screens.

pub mod header;
pub mod navigation;
pub mod problem;
pub mod reading;
pub mod selection;
