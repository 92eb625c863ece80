//! es.

pub use super::en::MESSAGES;
