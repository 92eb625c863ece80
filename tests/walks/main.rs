//! Walks through the built page in real browsers: `make test-walks`.
//!
//! A walk knows the page only from outside: the data attributes of `<html>`, the roles and names of its controls, and what
//! the host is asked for. What it expects it has computed by itself (`independent`), not copied from the screen.

#[allow(dead_code, reason = "the benches need more of it")]
mod browser;
mod host;
mod independent;
mod likelihood;
mod orders;
mod page;
mod sample;

mod access;
mod act;
mod builder;
mod campaign;
mod cleanup;
mod degenerate;
mod door;
mod files;
mod forecast;
mod offline;
mod people;
mod pictures;
mod reach;
mod report;
mod saved;
mod segments;
mod sheets;
mod single;
mod stages;
mod time;
mod way;
mod worth;

/// The built page.
fn dist() -> std::path::PathBuf {
    std::env::var_os("CARTEIRA_DIST").map_or_else(|| "dist".into(), Into::into)
}

/// A file of `tests/data`.
fn data(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}
