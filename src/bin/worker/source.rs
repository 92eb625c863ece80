//! Where a file's bytes come from: a `File` posted by the page, packed with gzip or not, or bytes that are here already.
//! Each is read from its beginning, **slice** by slice.
//!
//! The trap: a packed file does not say how long it is unpacked. Its length is guessed from how far its beginning
//! stretched; how far reading is, is told in packed bytes.

use super::flow::Flow;
use carteira::engine::{intake::SLICE, source::HEAD};
use flate2::write::MultiGzDecoder;
use std::{io::Write, rc::Rc};
use web_sys::File;

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1F, 0x8B];
/// Packed bytes that are asked for, and that are unpacked, at a time: what is packed may stretch a thousandfold.
const PACKED: usize = 1 << 20;
const PIECE: usize = 64 << 10;

/// A file, cheap to clone.
#[derive(Clone)]
pub enum Handle {
    File(File),
    Gzip(File),
    Bytes(Rc<[u8]>),
}

/// The beginning of a file.
pub struct Head {
    pub bytes: Vec<u8>,
    /// Bytes of the whole file, unpacked; a guess where it is packed and goes on behind these.
    pub size: u64,
}

/// The file changed or went away while it was read, or is torn.
pub struct Gone;

impl Handle {
    /// What is given, with its beginning, which says how it is written.
    pub async fn open(self) -> Result<(Handle, Head), Gone> {
        let size = self.size();
        let bytes = Flow::of(self.clone()).next(0, HEAD).await?;
        match self {
            Handle::File(file) if bytes.starts_with(&GZIP) => {
                let packed = Handle::Gzip(file);
                let head = packed.unpacked_head().await?;
                Ok((packed, head))
            }
            plain => Ok((plain, Head { bytes, size })),
        }
    }

    /// Bytes of the whole file, as it is stored.
    pub fn size(&self) -> u64 {
        match self {
            Handle::File(file) | Handle::Gzip(file) => file.size() as u64,
            Handle::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// The beginning of what is packed.
    async fn unpacked_head(&self) -> Result<Head, Gone> {
        let (mut slices, mut bytes) = (Slices { most: HEAD, ..self.slices() }, Vec::new());
        while bytes.len() <= HEAD
            && let Some(slice) = slices.next().await?
        {
            bytes.extend(slice);
        }
        let stretch = bytes.len() as f64 / slices.unpacked().max(1) as f64;
        let size = match slices.is_done() {
            true => bytes.len() as u64,
            false => ((self.size() as f64 * stretch) as u64).max(HEAD as u64 + 1),
        };
        bytes.truncate(HEAD);
        Ok(Head { bytes, size })
    }

    /// From its beginning, slice by slice.
    pub fn slices(&self) -> Slices {
        let unpacker = match self {
            Handle::Gzip(_) => Some(Unpacker::new()),
            _ => None,
        };
        Slices { flow: Flow::of(self.clone()), size: self.size(), from: 0, unpacker, most: SLICE }
    }
}

/// A file from its beginning.
pub struct Slices {
    flow: Flow,
    /// Bytes of it, as it is stored, and how many of them have come.
    size: u64,
    from: u64,
    unpacker: Option<Unpacker>,
    /// Bytes from which on a slice of a packed file is large enough.
    most: usize,
}

/// What is unpacked, and what still waits to be.
struct Unpacker {
    decoder: MultiGzDecoder<Vec<u8>>,
    packed: Vec<u8>,
    /// How much of it is unpacked.
    done: usize,
    ended: bool,
}

impl Slices {
    /// The next slice; none at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Gone> {
        if self.unpacker.is_none() {
            return self.stored().await;
        }
        loop {
            let most = self.most;
            let Some(unpacker) = &mut self.unpacker else { return Ok(None) };
            let ready = unpacker.unpack(most)?;
            if ready || unpacker.ended {
                let slice = std::mem::take(unpacker.decoder.get_mut());
                return Ok(Some(slice).filter(|slice| !slice.is_empty()));
            }
            let more = self.stored().await?;
            let Some(unpacker) = &mut self.unpacker else { return Ok(None) };
            match more {
                Some(packed) => (unpacker.packed, unpacker.done) = (packed, 0),
                None => {
                    unpacker.decoder.try_finish().map_err(|_| Gone)?;
                    unpacker.ended = true;
                }
            }
        }
    }

    /// Bytes of the file, as it is stored, that have come so far.
    pub fn read(&self) -> u64 {
        self.from
    }

    /// Packed bytes that are unpacked.
    fn unpacked(&self) -> u64 {
        let waits = self.unpacker.as_ref().map_or(0, |one| one.packed.len() - one.done);
        self.from - waits as u64
    }

    fn is_done(&self) -> bool {
        self.unpacked() >= self.size
    }

    /// The next stretch of the file as it is stored.
    async fn stored(&mut self) -> Result<Option<Vec<u8>>, Gone> {
        if self.from >= self.size {
            return Ok(None);
        }
        let most = if self.unpacker.is_some() { PACKED } else { SLICE };
        let bytes = self.flow.next(self.from, most).await?;
        self.from += bytes.len() as u64;
        Ok(Some(bytes))
    }
}

impl Unpacker {
    fn new() -> Unpacker {
        let decoder = MultiGzDecoder::new(Vec::new());
        Unpacker { decoder, packed: Vec::new(), done: 0, ended: false }
    }

    /// Unpacks what waits until there is so much; whether there is.
    fn unpack(&mut self, most: usize) -> Result<bool, Gone> {
        while self.decoder.get_ref().len() < most && self.done < self.packed.len() {
            let end = (self.done + PIECE).min(self.packed.len());
            self.decoder.write_all(&self.packed[self.done..end]).map_err(|_| Gone)?;
            self.done = end;
        }
        Ok(self.decoder.get_ref().len() >= most)
    }
}
