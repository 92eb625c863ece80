//! One file or folder a screen.

pub mod files;
pub mod overview;
pub mod people;
pub mod privacy;
pub mod start;
