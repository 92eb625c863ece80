//! The engine as screens see it: questions in, views out.

mod facets;
mod files;
mod lists;
