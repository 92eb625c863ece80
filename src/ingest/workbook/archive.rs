//! What a packed file is, by the names within it, and the files of a plain zip archive.

use super::{Left, Part, Trouble, Unpacked, is_packed, read};
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// Bytes that an archive may unpack to.
const MOST_UNPACKED: u64 = 1 << 30;

/// What a packed file is.
pub enum Kind {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
    /// A zip archive of files.
    Files,
}

/// What the file with these bytes is.
pub fn kind(bytes: &[u8]) -> Result<Kind, Trouble> {
    if !bytes.starts_with(b"PK") {
        return Ok(Kind::Xls);
    }
    let archive = ZipArchive::new(Cursor::new(bytes))?;
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    Ok(match () {
        () if has("xl/workbook.bin") => Kind::Xlsb,
        () if has("[content_types].xml") && names.iter().any(|n| n.starts_with("xl/")) => {
            Kind::Xlsx
        }
        () if has("content.xml") && has("mimetype") => Kind::Ods,
        () => Kind::Files,
    })
}

/// The files of a zip archive; the workbooks among them are unpacked too.
pub fn files(name: &str, bytes: &[u8]) -> Result<Unpacked, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut unpacked = Unpacked::default();
    let mut room = MOST_UNPACKED;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        let path = file.name()?.to_string();
        let own = path.rsplit(['/', '\\']).next().unwrap_or_default();
        // What a Mac adds is for the Mac.
        if file.is_dir() || own.starts_with('.') || path.starts_with("__MACOSX/") {
            continue;
        }
        let mut inner = Vec::new();
        file.by_ref().take(room + 1).read_to_end(&mut inner).map_err(|_| Trouble::Torn)?;
        room = room.checked_sub(inner.len() as u64).ok_or(Trouble::TooLarge)?;
        let full = format!("{name} › {own}");
        if !is_packed(&inner) {
            unpacked.parts.push(Part { name: full, bytes: inner, is_sheet: false });
        } else if matches!(kind(&inner), Ok(Kind::Files)) {
            unpacked.left.push((own.to_string(), Left::NoTable));
        } else {
            let of_book = read::unpack(&full, &inner)?;
            unpacked.parts.extend(of_book.parts);
            unpacked.left.extend(of_book.left);
        }
    }
    if unpacked.parts.is_empty() { Err(Trouble::Empty) } else { Ok(unpacked) }
}

impl From<ZipError> for Trouble {
    fn from(error: ZipError) -> Trouble {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Trouble::Locked,
            _ => Trouble::Torn,
        }
    }
}
