//! pt.

pub use super::en::MESSAGES;
