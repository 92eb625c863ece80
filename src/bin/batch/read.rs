//! Files of the disk into the engine.

use crate::fail::Fail;
use carteira::engine::{core::Engine, intake::SLICE, source::HEAD};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// The last part of a path, by which files are told.
pub fn base_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Opens a file and reads its head.
pub fn open(path: &Path) -> Result<(File, u64, Vec<u8>), Fail> {
    let wrong = |error: std::io::Error| Fail::call(format!("{}: {error}", path.display()));
    let mut file = File::open(path).map_err(wrong)?;
    let size = file.metadata().map_err(wrong)?.len();
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(wrong)?;
    Ok((file, size, head))
}

/// Adds all files by their heads, usable or not.
pub fn add(engine: &mut Engine, paths: &[PathBuf]) -> Result<Vec<File>, Fail> {
    let mut files = Vec::new();
    for path in paths {
        let (file, size, head) = open(path)?;
        engine.add_any(base_name(path), size, head);
        files.push(file);
    }
    Ok(files)
}

/// Reads all files through the engine, those that turn out to be written otherwise twice.
pub fn load(engine: &mut Engine, files: &mut [File]) -> Result<(), Fail> {
    engine.begin_load();
    for (place, file) in files.iter_mut().enumerate() {
        loop {
            slices(file, |slice| {
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

/// A file from its beginning, slice by slice, until the taker has enough.
pub fn slices(file: &mut File, mut take: impl FnMut(Vec<u8>) -> bool) -> Result<(), Fail> {
    file.seek(SeekFrom::Start(0)).map_err(Fail::call)?;
    loop {
        let mut slice = Vec::new();
        file.by_ref().take(SLICE as u64).read_to_end(&mut slice).map_err(Fail::call)?;
        if slice.is_empty() || !take(slice) {
            return Ok(());
        }
    }
}
