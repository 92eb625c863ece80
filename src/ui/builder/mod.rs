//! The **segment builder**: conditions in groups, each a sentence with an editor behind it, with live counts. It edits the
//! same tree as the text beside it; every change is in the address and can be undone.
//!
//! `bench` holds the draft and its edits · `tree` draws it · `picker` chooses a new condition, `start` says what it is at
//! first · `field_editor` and `source_editor` edit one, by `way`s, with `inputs` · `state` keeps what the engine answered.

#[cfg(target_arch = "wasm32")]
mod bench;
#[cfg(target_arch = "wasm32")]
mod field_editor;
#[cfg(target_arch = "wasm32")]
mod inputs;
#[cfg(target_arch = "wasm32")]
mod picker;
#[cfg(target_arch = "wasm32")]
mod source_editor;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
mod tree;
#[cfg(target_arch = "wasm32")]
mod view;
pub mod way;

#[cfg(target_arch = "wasm32")]
pub use view::Builder;
