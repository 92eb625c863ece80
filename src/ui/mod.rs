//! The interface: signals in, memos out. It draws view types and computes nothing; every number on screen was
//! computed by the engine in its worker, and every sentence stands in `messages`.
//!
//! `app` composes · `state` holds the signals · `transport` talks to the worker · `route` is the hash · `locale`
//! formats numbers, days and plurals with the browser's own `Intl` · `page` sets what can be seen from outside ·
//! `parts` are shared pieces · `screens` has one folder or file a screen.

pub mod app;
pub mod locale;
pub mod messages;
pub mod page;
pub mod parts;
pub mod route;
pub mod screens;
pub mod state;
pub mod transport;
