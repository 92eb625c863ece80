//! The **sample**: three invented years of a small chain of coffee and home-goods shops with a web shop, as the
//! files such a chain would export: orders, customers, events, leads. It is read like any other files, so nothing
//! about it is special but its origin.
//!
//! The trap: the draws know no language. People, orders and amounts are the same in every language, and so is
//! every count on screen; only words and the way of writing numbers and dates differ. Whoever changes a
//! draw changes all four languages; whoever changes a word changes one.
//!
//! ```
//! use carteira::portfolio::sample::{SampleLanguage, sample_files};
//! let names: Vec<String> = sample_files(SampleLanguage::Pt).into_iter().map(|f| f.name).collect();
//! assert_eq!(names, ["vendas.csv", "clientes.csv", "eventos.csv", "contatos.csv"]);
//! ```

mod catalogue;
mod events;
mod orders;
mod people;
mod random;
mod words;
mod write;

#[cfg(test)]
mod tests;

use words::Words;
use write::Table;

/// The language of the sample's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SampleLanguage {
    En,
    Pt,
    Es,
    Lt,
}

/// A file of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile {
    pub name: String,
    /// UTF-8 without a byte order mark, lines ended by CR LF.
    pub bytes: Vec<u8>,
}

/// The four files: orders with their lines, customers, events, leads. The same bytes at every call and on every
/// platform.
pub fn sample_files(language: SampleLanguage) -> Vec<SampleFile> {
    let words = Words::of(language);
    let mut people = people::people();
    let sales = orders::sales(&mut people);
    let tables = [
        write::orders(&words, &sales.lines),
        write::customers(&words, &people),
        write::events(&words, &events::events(&people, &sales)),
        write::leads(&words, &people, &events::leads(&people)),
    ];
    words
        .files
        .iter()
        .zip(tables)
        .map(|(name, table): (_, Table)| SampleFile {
            name: format!("{name}.csv"),
            bytes: table.into_bytes(),
        })
        .collect()
}
