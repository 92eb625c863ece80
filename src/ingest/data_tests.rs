//! Whole files of real data, where they are at hand.

use super::{
    dialect::Dialect,
    encoding::Encoding,
    records::{Reader, Records},
    sniff::{Binary, HEAD, Refusal, sniff},
};
use serde::Deserialize;
use std::{env, fs, path::PathBuf, process::Command};

/// The folder with the shared data; says so loudly where there is none.
fn shared(test: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let folder = env::var("CARTEIRA_SHARED").map_or_else(|_| PathBuf::from(beside), PathBuf::from);
    let data = folder.join("data");
    if !data.is_dir() {
        eprintln!("SKIPPED: {test}: no folder {}", data.display());
        return None;
    }
    Some(data)
}

/// Header and records of a file read in slices of `size` bytes.
fn read(dialect: Dialect, bytes: &[u8], size: usize) -> (Vec<String>, Vec<Records>) {
    let mut reader = Reader::new(dialect);
    let mut batches: Vec<Records> =
        bytes.chunks(size).map(|slice| reader.feed(slice.to_vec())).collect();
    batches.push(reader.finish());
    (reader.header().map(<[String]>::to_vec).unwrap_or_default(), batches)
}

#[derive(Deserialize)]
struct Export {
    file: String,
    delimiter: String,
    encoding: String,
    header: Vec<String>,
    data_rows: usize,
}

#[test]
fn exports_of_shops_and_tools_are_understood() {
    let Some(data) = shared("exports") else { return };
    let index = fs::read(data.join("exports/index.json")).unwrap();
    let exports: Vec<Export> = serde_json::from_slice(&index).unwrap();
    assert!(exports.len() > 15);
    for export in exports {
        let bytes = fs::read(data.join("exports").join(&export.file)).unwrap();
        let dialect = sniff(&bytes, true).unwrap().dialect;
        let delimiter =
            if export.delimiter == "TAB" { b'\t' } else { export.delimiter.as_bytes()[0] };
        assert_eq!(dialect.delimiter, delimiter, "{}", export.file);
        assert_eq!(
            Some(dialect.encoding),
            Encoding::from_name(&export.encoding),
            "{}",
            export.file
        );
        assert_eq!(dialect.header_line, Some(1), "{}", export.file);
        let (header, batches) = read(dialect, &bytes, 100);
        assert_eq!(header, export.header, "{}", export.file);
        let rows = batches.iter().map(Records::len).sum::<usize>();
        assert_eq!(rows, export.data_rows, "{}", export.file);
        assert!(
            batches.iter().all(|batch| batch.rows.iter().all(|row| !row.torn)),
            "{}",
            export.file
        );
    }
}

#[test]
fn cdnow_has_its_purchases() {
    let Some(data) = shared("CDNOW") else { return };
    let bytes = fs::read(data.join("cdnow_sample.csv")).unwrap();
    let dialect = sniff(&bytes, true).unwrap().dialect;
    let (header, batches) = read(dialect, &bytes, 4096);
    assert_eq!(header, ["customer_id", "date", "quantity", "amount"]);
    assert_eq!(batches.iter().map(Records::len).sum::<usize>(), 6919);
}

#[test]
fn online_retail_has_its_lines() {
    let Some(data) = shared("Online Retail") else { return };
    let path = data.join("online_retail.csv.gz");
    let packed = fs::read(&path).unwrap();
    assert_eq!(sniff(&packed, true), Err(Refusal::Binary(Binary::Gzip)));
    let Ok(unpacked) = Command::new("gunzip").arg("-c").arg(&path).output() else {
        return eprintln!("SKIPPED: Online Retail: no gunzip");
    };
    let bytes = unpacked.stdout;
    let dialect = sniff(&bytes[..HEAD], false).unwrap().dialect;
    let (header, batches) = read(dialect, &bytes, 1 << 20);
    assert_eq!(header.len(), 8);
    let mut n = 0;
    for batch in &batches {
        for row in 0..batch.len() {
            assert_eq!(
                (batch.n_fields(row), batch.rows[row].torn),
                (8, false),
                "{}",
                batch.rows[row].line
            );
        }
        n += batch.len();
    }
    assert_eq!(n, 541_909);
}
