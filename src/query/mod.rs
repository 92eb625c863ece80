//! One condition mechanism for filters, classes and lists. A **query** is text, a tree and a mask: the
//! text and the tree are two views of the same thing (printing and parsing are inverse), the mask is
//! whom it keeps.

pub mod ast;
pub mod error;
pub mod lex;
pub mod parse;
pub mod print;
#[cfg(test)]
mod syntax_tests;
