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
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod ui;
