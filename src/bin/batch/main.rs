//! The batch command: the engine on the command line, for large files, scheduled runs and checks.
//!
//! Exit 0: done. 1: a wrong call, an unreadable file, an error in the query. 2: the data cannot answer, or a
//! question is open that the app would ask; the message names the option that settles it.

#[cfg(not(target_arch = "wasm32"))]
mod args;
#[cfg(not(target_arch = "wasm32"))]
mod fail;
#[cfg(not(target_arch = "wasm32"))]
mod inspect;
#[cfg(not(target_arch = "wasm32"))]
mod read;
#[cfg(not(target_arch = "wasm32"))]
mod rows;
#[cfg(not(target_arch = "wasm32"))]
mod say;
#[cfg(not(target_arch = "wasm32"))]
mod segment;
#[cfg(not(target_arch = "wasm32"))]
mod sql;
#[cfg(not(target_arch = "wasm32"))]
mod summary;
#[cfg(not(target_arch = "wasm32"))]
mod worth;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match args::Command::from_env().and_then(args::Command::run) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(fail) => {
            eprintln!("{}", fail.message);
            std::process::ExitCode::from(fail.code)
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
