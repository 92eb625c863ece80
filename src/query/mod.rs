//! One condition mechanism for filters, classes and lists. A **query** is text, a tree and a mask: the
//! text and the tree are two views of the same thing (printing and parsing are inverse), the mask is
//! whom it keeps.
//!
//! Text → [`parse`] → tree ([`ast`]) → [`check`] against the [`fields`] there are → [`evaluate`], with a memory in
//! [`evaluator`]; or → [`sql`] for a warehouse.

pub mod ast;
pub mod check;
mod compare;
pub mod draft;
pub mod edit;
pub mod error;
pub mod evaluate;
pub mod evaluator;
pub mod explain;
pub mod fields;
mod known;
pub mod lex;
mod number;
pub mod parse;
mod period;
pub mod print;
pub mod range;
mod records;
mod rungs;
mod source;
pub mod sql;
#[cfg(test)]
mod tests;
mod top;
mod total;
pub mod values;
mod view;
mod window;
