//! DEFINITIONS §1, sentence by sentence, on small files.

mod customers;
mod files;
mod lines;
mod properties;
