//! Files of the disk into the engine: as they are, packed with gzip, or parts of a workbook or zip archive.
//!
//! The trap: a file packed with gzip does not say how long it is unpacked. Its size counts as unknown, and so as more
//! than its head, unless the head is all there is.

use crate::fail::{Fail, sentence};
use carteira::{
    engine::{
        core::Engine,
        intake::SLICE,
        source::{Given, HEAD},
        view::Problem,
    },
    ingest::workbook::{MARK, Part, Trouble, is_packed, unpack},
};
use flate2::read::MultiGzDecoder;
use std::{
    fs,
    io::{self, Read},
    panic,
    path::{Path, PathBuf},
    process,
    rc::Rc,
};

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// A file that can be read from its beginning as often as it takes.
pub struct File {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    Plain,
    Gzip,
    /// A part of a workbook or archive.
    Part(Rc<[u8]>),
}

/// The last part of a path, by which files are told.
pub fn base_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

impl File {
    /// Opens a file: what the engine is given of it, or of each of its parts.
    pub fn open(path: &Path) -> Result<Vec<(File, Given)>, Fail> {
        let mut file = File { path: path.to_path_buf(), kind: Kind::Plain };
        let mark = file.head(MARK)?;
        if is_packed(&mark) {
            return parts(path, &fs::read(path).map_err(|error| file.wrong(&error))?);
        }
        if mark.starts_with(&GZIP) {
            file.kind = Kind::Gzip;
        }
        let mut head = file.head(HEAD + 1)?;
        let size = match (head.len() > HEAD, &file.kind) {
            (false, _) => head.len() as u64,
            (true, Kind::Gzip) => u64::MAX,
            (true, _) => fs::metadata(path).map_err(|error| file.wrong(&error))?.len(),
        };
        head.truncate(HEAD);
        let given = Given { name: base_name(path), size, head, ..Given::default() };
        Ok(vec![(file, given)])
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

    /// At most so many bytes from the beginning.
    fn head(&self, most: usize) -> Result<Vec<u8>, Fail> {
        let mut head = Vec::new();
        let mut reader = self.reader()?.take(most as u64);
        reader.read_to_end(&mut head).map_err(|error| self.wrong(&error))?;
        Ok(head)
    }

    fn reader(&self) -> Result<Box<dyn Read + '_>, Fail> {
        let file = || fs::File::open(&self.path).map_err(|error| self.wrong(&error));
        Ok(match &self.kind {
            Kind::Plain => Box::new(file()?),
            Kind::Gzip => Box::new(MultiGzDecoder::new(file()?)),
            Kind::Part(bytes) => Box::new(&bytes[..]),
        })
    }

    fn wrong(&self, error: &io::Error) -> Fail {
        Fail::call(format!("{}: {error}", self.path.display()))
    }
}

/// The parts of a workbook or archive; what is left out is said.
fn parts(path: &Path, bytes: &[u8]) -> Result<Vec<(File, Given)>, Fail> {
    let name = base_name(path);
    let trouble = |trouble| sentence(&Problem::Packed { file: base_name(path), trouble });
    // The crate that reads the old format of Excel panics where a file of it is torn.
    let torn = trouble(Trouble::Torn);
    panic::set_hook(Box::new(move |_| {
        eprintln!("{torn}");
        process::exit(2);
    }));
    let unpacked = unpack(&name, bytes);
    let _ = panic::take_hook();
    let unpacked = unpacked.map_err(|reason| Fail::data(trouble(reason)))?;
    for (part, left) in unpacked.left {
        eprintln!("{}", sentence(&Problem::LeftOut { file: name.clone(), part, left }));
    }
    let given = |Part { name, bytes, is_sheet }: Part| {
        let head = bytes[..bytes.len().min(HEAD)].to_vec();
        let size = bytes.len() as u64;
        let file = File { path: path.to_path_buf(), kind: Kind::Part(bytes.into()) };
        (file, Given { name, size, head, is_sheet, ..Given::default() })
    };
    Ok(unpacked.parts.into_iter().map(given).collect())
}

/// Adds all files by their heads, usable or not.
pub fn add(engine: &mut Engine, paths: &[PathBuf]) -> Result<Vec<File>, Fail> {
    let mut files = Vec::new();
    for path in paths {
        for (file, given) in File::open(path)? {
            engine.add_any(Given { origin: files.len() as u32, ..given });
            files.push(file);
        }
    }
    Ok(files)
}

/// Leaves out what says nothing of customers beside orders in the same call, and says so.
pub fn leave_out(engine: &mut Engine, files: &mut Vec<File>) {
    engine.leave_out_sheets();
    let kept: Vec<u32> = engine.sources().iter().map(|source| source.origin).collect();
    let mut place = 0..;
    files.retain(|_| place.next().is_some_and(|place| kept.contains(&place)));
    for problem in engine.take_refused() {
        eprintln!("{}", sentence(&problem));
    }
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
