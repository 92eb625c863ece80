//! The batch command.
fn main() {}
