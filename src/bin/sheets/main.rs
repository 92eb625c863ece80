//! The sheet worker: a workbook or archive in, the tables it holds out as files, and no way to the network.

#[cfg(target_arch = "wasm32")]
#[path = "../worker/guard.rs"]
mod guard;
#[cfg(target_arch = "wasm32")]
mod host;

fn main() {
    #[cfg(target_arch = "wasm32")]
    host::start();
}
