//! Carteira: customer segmentation that never sees the customer's data.

pub mod calendar;
pub mod chart;
pub mod classes;
pub mod engine;
pub mod export;
pub mod ingest;
pub mod insight;
pub mod issues;
pub mod mask;
pub mod measures;
pub mod models;
pub mod money;
pub mod portfolio;
pub mod query;
pub mod schema;
pub mod text;
// The interface is the browser's, but what it says is tested natively too.
#[cfg(any(all(target_arch = "wasm32", feature = "app"), all(test, not(target_arch = "wasm32"))))]
pub mod ui;
