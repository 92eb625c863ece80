//! Standard output. The trap: who reads it may hang up, as `head` does. That is no error: there is nobody left to
//! say anything to.

use crate::fail::Fail;
use std::io::{ErrorKind, Result, Write, stdout};

/// Says a text and a line end.
pub fn say(text: &str) -> std::result::Result<(), Fail> {
    heard(stdout().lock().write_all(format!("{text}\n").as_bytes())).map(drop)
}

/// Whether somebody still listens after that attempt to write.
pub fn heard(written: Result<()>) -> std::result::Result<bool, Fail> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Fail::call(error)),
    }
}
