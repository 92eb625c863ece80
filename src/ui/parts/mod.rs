//! Shared pieces of the screens.

pub mod forget;
pub mod header;
pub mod navigation;
pub mod problem;
pub mod reading;
pub mod selection;
