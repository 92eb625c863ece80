//! The native half of what `tests/wasm.rs` checks in the browser: the same expectations hold here.

#[path = "../portable/mod.rs"]
pub mod shared;

#[test]
fn an_export_is_the_same_bytes_here_and_in_the_browser() {
    shared::check_office();
}

#[test]
fn models_have_the_same_parameters_here_and_in_the_browser() {
    shared::check_models();
}
