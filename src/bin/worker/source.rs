//! Where a file's bytes come from: a `File` posted by the page, or bytes that are here already. Either is read
//! from its beginning, **slice** by slice.

use carteira::engine::{intake::SLICE, source::HEAD};
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

impl Handle {
    /// Bytes of the whole file.
    pub fn size(&self) -> u64 {
        match self {
            Handle::File(file) => file.size() as u64,
            Handle::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// Its first bytes, from which it is understood.
    pub async fn head(&self) -> Result<Vec<u8>, Gone> {
        self.begin(0, self.size().min(HEAD as u64))?.bytes().await
    }

    /// From its beginning, slice by slice.
    pub fn slices(&self) -> Slices {
        Slices { handle: self.clone(), from: 0, coming: None }
    }

    fn begin(&self, from: u64, to: u64) -> Result<Stretch, Gone> {
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

/// A file on its way in: the next slice comes while this one is worked on.
pub struct Slices {
    handle: Handle,
    /// Where the slice that is coming, or the next one to ask for, begins.
    from: u64,
    coming: Option<Stretch>,
}

impl Slices {
    /// The next slice; none at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Gone> {
        let size = self.handle.size();
        if self.from >= size {
            return Ok(None);
        }
        let coming = match self.coming.take() {
            Some(coming) => coming,
            None => self.begin()?,
        };
        let bytes = coming.bytes().await?;
        if bytes.is_empty() {
            return Err(Gone);
        }
        self.from += bytes.len() as u64;
        if self.from < size {
            self.coming = Some(self.begin()?);
        }
        Ok(Some(bytes))
    }

    /// Bytes of the file that have come so far.
    pub fn read(&self) -> u64 {
        self.from
    }

    fn begin(&self) -> Result<Stretch, Gone> {
        self.handle.begin(self.from, (self.from + SLICE as u64).min(self.handle.size()))
    }
}

/// A stretch of a file that is being read.
enum Stretch {
    Coming(JsFuture),
    Here(Vec<u8>),
}

impl Stretch {
    async fn bytes(self) -> Result<Vec<u8>, Gone> {
        match self {
            Stretch::Here(bytes) => Ok(bytes),
            Stretch::Coming(future) => {
                let buffer: ArrayBuffer = future.await.map_err(|_| Gone)?.unchecked_into();
                Ok(Uint8Array::new(&buffer).to_vec())
            }
        }
    }
}
