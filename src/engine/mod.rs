//! The engine: everything a screen or a command asks for. **Change** goes in, a **revision** comes out; a
//! **view** is a snapshot in the screen's words, plain data sized to what is shown. The same engine runs in
//! the worker, in the batch command and in the tests.

pub mod client;
pub mod protocol;
pub mod view;
