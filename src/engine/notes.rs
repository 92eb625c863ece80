//! Repairs and choices made while reading, in English sentences.

use crate::portfolio::columns::Note;

/// A note as a sentence; `name` gives that of a file.
pub fn sentence<'a>(note: &Note, name: impl Fn(u32) -> &'a str) -> String {
    match note {
        Note::FloatIds { file, column } => {
            format!("{}: ids of {column} are written as 17850.0 and lose the .0", name(*file))
        }
        Note::ExactDuplicates { file, count } => {
            format!("{}: {count} records repeat another exactly; they are kept", name(*file))
        }
        Note::OrdersByDay { file } => {
            format!("{}: lines without an order id are orders by customer and day", name(*file))
        }
        Note::CustomerRepeated { file, count } => format!(
            "{}: {count} further rows of customers already listed; the last value of each column counts",
            name(*file)
        ),
        Note::NotLoaded { file, column } => {
            format!("{}: {column} has too many different values and is left out", name(*file))
        }
        Note::KeyIsName { file } => format!(
            "{}: customers are known by name alone; equal names are one customer",
            name(*file)
        ),
    }
}
