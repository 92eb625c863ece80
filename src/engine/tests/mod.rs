//! The engine as screens see it: questions in, views out.

#[cfg(not(target_arch = "wasm32"))]
mod exports;
mod facets;
mod files;
mod lists;
mod rules;
mod stretches;
