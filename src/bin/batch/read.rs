//! Files of the disk into the engine, packed with gzip or not.
//!
//! The trap: a packed file does not say how long it is unpacked. Its size counts as unknown, and so as more
//! than its head, unless the head is all there is.

use crate::fail::Fail;
use carteira::engine::{core::Engine, intake::SLICE, source::HEAD};
use flate2::read::MultiGzDecoder;
use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// A file that can be read from its beginning as often as it takes.
pub struct File {
    path: PathBuf,
    packed: bool,
}

/// The last part of a path, by which files are told.
pub fn base_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

impl File {
    /// Opens a file and reads its head; with it the size, if that is known.
    pub fn open(path: &Path) -> Result<(File, u64, Vec<u8>), Fail> {
        let mut file = File { path: path.to_path_buf(), packed: false };
        let mut magic = Vec::new();
        file.reader()?.take(2).read_to_end(&mut magic).map_err(|error| file.wrong(&error))?;
        file.packed = magic == GZIP;
        let mut head = Vec::new();
        let mut reader = file.reader()?.take(HEAD as u64 + 1);
        reader.read_to_end(&mut head).map_err(|error| file.wrong(&error))?;
        let size = match head.len() > HEAD {
            false => head.len() as u64,
            true if file.packed => u64::MAX,
            true => fs::metadata(path).map_err(|error| file.wrong(&error))?.len(),
        };
        head.truncate(HEAD);
        Ok((file, size, head))
    }

    /// The bytes from the beginning, slice by slice, until the taker has enough.
    pub fn slices(&self, mut take: impl FnMut(Vec<u8>) -> bool) -> Result<(), Fail> {
        let mut reader = self.reader()?;
        loop {
            let mut slice = Vec::new();
            let more = reader.by_ref().take(SLICE as u64).read_to_end(&mut slice);
            more.map_err(|error| self.wrong(&error))?;
            if slice.is_empty() || !take(slice) {
                return Ok(());
            }
        }
    }

    fn reader(&self) -> Result<Box<dyn Read>, Fail> {
        let file = fs::File::open(&self.path).map_err(|error| self.wrong(&error))?;
        Ok(if self.packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
    }

    fn wrong(&self, error: &io::Error) -> Fail {
        Fail::call(format!("{}: {error}", self.path.display()))
    }
}

/// Adds all files by their heads, usable or not.
pub fn add(engine: &mut Engine, paths: &[PathBuf]) -> Result<Vec<File>, Fail> {
    let mut files = Vec::new();
    for path in paths {
        let (file, size, head) = File::open(path)?;
        engine.add_any(base_name(path), size, head);
        files.push(file);
    }
    Ok(files)
}

/// Reads all files through the engine, those that turn out to be written otherwise twice.
pub fn load(engine: &mut Engine, files: &[File]) -> Result<(), Fail> {
    engine.begin_load();
    for (place, file) in files.iter().enumerate() {
        loop {
            file.slices(|slice| {
                engine.feed(place, slice);
                true
            })?;
            if !engine.end_file(place) {
                break;
            }
        }
    }
    Ok(())
}
