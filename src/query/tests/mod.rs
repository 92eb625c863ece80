//! Tests of the whole way: a small base written by hand, the columns made of it, and a slow twin that
//! reads the same rows one by one.

mod answers;
mod base;
mod naive;
mod syntax;
mod wrong;
