#!/usr/bin/env bash
# Formatting, lints and documentation: what can be told without running anything. Warnings are errors.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh build

say "Formatting"
cargo fmt --check

# For the dependencies, clippy and the documentation want the same metadata: they share target/debug.
say "Lints: this machine"
cargo clippy --quiet --locked --all-targets -- -D warnings
cargo clippy --quiet --locked --test walks --test sql -- -D warnings
say "Lints: the page"
on_wasm cargo clippy --quiet --locked --target wasm32-unknown-unknown --features app --lib --bin door --bin app -- -D warnings
say "Lints: the worker"
on_wasm cargo clippy --quiet --locked --target wasm32-unknown-unknown --features worker --lib --bin worker -- -D warnings
say "Lints: the sheet worker"
on_wasm cargo clippy --quiet --locked --target wasm32-unknown-unknown --features sheets --lib --bin sheets -- -D warnings
say "Documentation"
RUSTDOCFLAGS=-Dwarnings cargo doc --quiet --locked --no-deps --document-private-items
