#!/usr/bin/env bash
# Teaches Debian's own Rust compiler the wasm32 target, for machines that reach Debian's packages but not rustup's
# server. Debian ships the standard library as source only, so it is built here once, and put where that compiler looks.
# setup.sh installs the packages (rustc-web cargo-web rust-web-src …) and then calls this.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# By path: `rustc` and `cargo` alone may be rustup's.
rustc=$(dpkg -L rustc-web | grep -x '.*/bin/rustc')
cargo=$(dpkg -L cargo-web | grep -x '/usr/bin/cargo')
sysroot=$("$rustc" --print sysroot)
lib=$sysroot/lib/rustlib/wasm32-unknown-unknown/lib
sudo=$([[ -w $sysroot/lib/rustlib ]] || echo sudo)

# Before the library: cargo and rustc are found by rustup's name from here on.
if have rustup; then rustup toolchain link debian "$sysroot"; fi
if has_wasm +debian; then exit; fi

say "Building the standard library for wasm32 with $("$rustc" --version) (a minute or two, once on this machine)"
crate=$(mktemp -d)
trap 'rm -rf "$crate"' EXIT
mkdir "$crate/src"
touch "$crate/src/lib.rs"
cat >"$crate/Cargo.toml" <<'TOML'
[package]
name = "seed"
version = "0.0.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
TOML
# With bitcode, or fat link-time optimisation fails for want of a .llvmbc section. -Zbuild-std is unstable, hence the switch.
(
  cd "$crate"
  env -u CARGO_TARGET_DIR RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 RUSTC="$rustc" "$cargo" build --quiet --release \
    --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort
)
$sudo rm -rf "$lib"
$sudo mkdir -p "$lib"
$sudo cp "$crate"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib"
"$rustc" --version | $sudo tee "$lib/built-for" >/dev/null
