//! lt.

pub use super::en::MESSAGES;
