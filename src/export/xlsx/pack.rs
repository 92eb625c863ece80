//! A zip archive in memory, each file deflated as it is written (PKWARE APPNOTE 6.3, without Zip64).
//!
//! It bears no time: the same list makes the same bytes.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// 1980-01-01, the first day that an archive can name.
const DAY: u16 = 0x0021;
/// Version 2.0: deflated files.
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// An archive that grows.
#[derive(Default)]
pub struct Zip {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: &'static str,
    offset: u32,
    crc: u32,
    packed: u32,
    size: u32,
}

/// A file of the archive that is being written.
pub struct Out<'a> {
    encoder: DeflateEncoder<&'a mut Vec<u8>>,
    crc: Crc,
    /// What is not packed yet.
    waits: Vec<u8>,
}

impl Zip {
    /// Writes a file.
    pub fn file(&mut self, name: &'static str, write: impl FnOnce(&mut Out)) {
        let offset = self.bytes.len();
        let entry = Entry { name, offset: offset as u32, crc: 0, packed: 0, size: 0 };
        self.bytes.extend(0x0403_4B50u32.to_le_bytes());
        entry.describe(&mut self.bytes);
        self.bytes.extend(name.as_bytes());
        let start = self.bytes.len();
        let (crc, size) = {
            let encoder = DeflateEncoder::new(&mut self.bytes, Compression::fast());
            let mut out = Out { encoder, crc: Crc::new(), waits: Vec::new() };
            write(&mut out);
            out.pack();
            out.encoder.try_finish().expect(IN_MEMORY);
            (out.crc.sum(), out.crc.amount())
        };
        // Only now is it known, but it stands before what it tells of.
        let entry = Entry { crc, size, packed: (self.bytes.len() - start) as u32, ..entry };
        let mut described = Vec::new();
        entry.describe(&mut described);
        self.bytes[offset + 4..][..described.len()].copy_from_slice(&described);
        self.entries.push(entry);
    }

    /// The archive, with its directory.
    pub fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len() as u32;
        for entry in &self.entries {
            self.bytes.extend(0x0201_4B50u32.to_le_bytes());
            self.bytes.extend(VERSION.to_le_bytes());
            entry.describe(&mut self.bytes);
            // No comment, the first volume, no attributes.
            self.bytes.extend([0; 10]);
            self.bytes.extend(entry.offset.to_le_bytes());
            self.bytes.extend(entry.name.as_bytes());
        }
        let size = self.bytes.len() as u32 - start;
        let n = (self.entries.len() as u16).to_le_bytes();
        self.bytes.extend(0x0605_4B50u32.to_le_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend([n, n].concat());
        self.bytes.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

const IN_MEMORY: &str = "writing to memory cannot fail";

impl Entry {
    /// What its own header and the directory say alike.
    fn describe(&self, out: &mut Vec<u8>) {
        for word in [VERSION, FLAGS, DEFLATED, 0, DAY] {
            out.extend(word.to_le_bytes());
        }
        for word in [self.crc, self.packed, self.size] {
            out.extend(word.to_le_bytes());
        }
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend([0; 2]);
    }
}

impl Out<'_> {
    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        /// The encoder works best on stretches.
        const ENOUGH: usize = 64 << 10;
        self.waits.extend_from_slice(text.as_bytes());
        if self.waits.len() >= ENOUGH {
            self.pack();
        }
    }

    fn pack(&mut self) {
        self.crc.update(&self.waits);
        self.encoder.write_all(&self.waits).expect(IN_MEMORY);
        self.waits.clear();
    }
}
