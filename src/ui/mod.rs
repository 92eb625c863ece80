//! The interface: signals in, memos out. It draws view types and computes nothing; every number on screen was
//! computed by the engine in its worker, and every sentence stands in `messages`.
//!
//! `door` is the start screen, a program of its own; `hall` what it shares with the house, which `app` composes · `state` holds the signals, `later` what follows them · `intake` gets files in · `unpack` opens workbooks · `opened` keeps them · `transport` talks to the worker · `route` is the hash · `locale`
//! formats numbers, days and plurals with the browser's own `Intl` · `page` sets what can be seen from outside ·
//! `sentence` says a query's conditions · `parts` are shared pieces · `screens` has one folder or file a screen.
//!
//! Messages, sentences and routes know no browser, so that they are tested natively, with a plain `locale` instead of `Intl`.

pub mod lang;
#[cfg(target_arch = "wasm32")]
pub mod locale;
#[cfg(not(target_arch = "wasm32"))]
#[path = "locale_plain.rs"]
pub mod locale;
pub mod messages;
pub mod route;
pub mod sentence;

#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod builder;
#[cfg(target_arch = "wasm32")]
pub mod door;
#[cfg(target_arch = "wasm32")]
pub mod hall;
#[cfg(target_arch = "wasm32")]
pub mod intake;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
pub mod opened;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod parts;
#[cfg(target_arch = "wasm32")]
mod rehearsal;
#[cfg(target_arch = "wasm32")]
pub mod screens;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
pub mod transport;
#[cfg(target_arch = "wasm32")]
pub mod unpack;
