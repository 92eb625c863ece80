//! Where a file's bytes come from: a `File` posted by the page, or bytes that are here already.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// A file, cheap to clone.
#[derive(Clone)]
pub enum Handle {
    File(File),
    Bytes(Rc<[u8]>),
}

/// The file changed or went away while it was read.
pub struct Gone;

/// A stretch of a file that is being read.
pub enum Stretch {
    Coming(JsFuture),
    Here(Vec<u8>),
}

impl Handle {
    /// Bytes of the whole file.
    pub fn size(&self) -> u64 {
        match self {
            Handle::File(file) => file.size() as u64,
            Handle::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// Begins to read a stretch, so that the next one comes while this one is worked on.
    pub fn begin(&self, from: u64, to: u64) -> Result<Stretch, Gone> {
        match self {
            Handle::File(file) => {
                let blob = file.slice_with_f64_and_f64(from as f64, to as f64).map_err(|_| Gone)?;
                let promise: Promise = blob.array_buffer().unchecked_into();
                Ok(Stretch::Coming(JsFuture::from(promise)))
            }
            Handle::Bytes(bytes) => Ok(Stretch::Here(bytes[from as usize..to as usize].to_vec())),
        }
    }
}

impl Stretch {
    /// Its bytes.
    pub async fn bytes(self) -> Result<Vec<u8>, Gone> {
        match self {
            Stretch::Here(bytes) => Ok(bytes),
            Stretch::Coming(future) => {
                let buffer: ArrayBuffer = future.await.map_err(|_| Gone)?.unchecked_into();
                Ok(Uint8Array::new(&buffer).to_vec())
            }
        }
    }
}
