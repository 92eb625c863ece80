//! Tests of the whole way: a small base written by hand, the columns made of it, and a slow twin that
//! reads the same rows one by one.

use super::ast;

mod answers;
mod base;
mod cached;
mod draft;
mod explained;
mod fuzz;
mod naive;
mod random;
mod syntax;
mod values;
mod wrong;
