//! The core as the browser runs it: in a worker, as wasm with SIMD128. `make test-wasm` starts Chromium for it.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn is_built_with_simd() {
    assert!(cfg!(target_feature = "simd128"), "RUSTFLAGS may have replaced .cargo/config.toml");
}
