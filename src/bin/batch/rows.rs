//! `rows`: what the file says, as canonical CSV.

use crate::{
    fail::{Fail, sentence},
    read::File,
    say,
};
use carteira::{
    engine::source::Source,
    ingest::{
        reader::Reader,
        rows::{write_header, write_rows},
    },
};
use std::{
    io::{Write, stdout},
    path::Path,
};

/// Prints the records of a file.
pub fn run(path: &Path) -> Result<(), Fail> {
    let mut opened = File::open(path)?;
    if opened.len() > 1 {
        let names: Vec<&str> = opened.iter().map(|(_, given)| given.name.as_str()).collect();
        return Err(Fail::data(format!("rows takes one table; there are {}", names.join(", "))));
    }
    let Some((file, given)) = opened.pop() else { return Ok(()) };
    let source = Source::given(given);
    let understood = source.understood.as_ref().map_err(|problem| Fail::data(sentence(problem)))?;
    let mut reader = Reader::new(understood.sniffed.dialect.clone());
    let mut out = stdout().lock();
    let mut bytes = Vec::new();
    let mut headed = false;
    let mut heard = Ok(true);
    file.slices(|slice| {
        let records = reader.feed(slice);
        if !headed && reader.header().is_some() {
            headed = true;
            write_header(&reader, &mut bytes);
        }
        write_rows(&reader, &records, &mut bytes);
        heard = say::heard(out.write_all(&bytes));
        bytes.clear();
        matches!(heard, Ok(true))
    })?;
    if !heard? {
        return Ok(());
    }
    let records = reader.finish();
    if !headed && reader.header().is_some() {
        write_header(&reader, &mut bytes);
    }
    write_rows(&reader, &records, &mut bytes);
    say::heard(out.write_all(&bytes).and_then(|()| out.flush())).map(drop)
}
