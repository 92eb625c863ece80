//! The batch command on whole open data sets, against independent computations: the contract's naive twin
//! in `tests/naive`, facts worked out with pandas, and published values.
//!
//! The data stands beside the project and is none of it: where it is not there these tests say SKIPPED and
//! pass. `CARTEIRA_SHARED` names another place.

#![cfg(not(target_arch = "wasm32"))]

mod cdnow;
mod exports;
#[path = "../naive/mod.rs"]
mod naive;
mod online_retail;
mod workbook;

use serde_json::Value;
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A file of the shared data; says so loudly where it is not there.
fn data(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let folder = env::var("CARTEIRA_SHARED").map_or_else(|_| PathBuf::from(beside), PathBuf::from);
    let path = folder.join("data").join(name);
    if !path.exists() {
        eprintln!("SKIPPED: there is no {}", path.display());
        return None;
    }
    Some(path)
}

/// What `batch segment` made of a file.
struct Segmented {
    /// Cells by customer and column.
    customers: BTreeMap<String, BTreeMap<String, String>>,
    summary: Value,
    ledger: Vec<csv::StringRecord>,
}

fn segment(file: &Path, arguments: &[&str]) -> Segmented {
    let folder = tempfolder(arguments);
    let path = |name: &str| folder.join(name);
    let out = Command::new(env!("CARGO_BIN_EXE_batch"))
        .arg("segment")
        .arg(file)
        .args(arguments)
        .arg("--out")
        .arg(path("customers.csv"))
        .arg("--ledger")
        .arg(path("ledger.csv"))
        .arg("--summary")
        .arg(path("summary.json"))
        .output()
        .expect("batch runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let summary = fs::read(path("summary.json")).expect("a summary");
    let mut reader = csv::Reader::from_path(path("customers.csv")).expect("customers");
    let header = reader.headers().expect("a header").clone();
    let customers = reader.records().map(|record| {
        let record = record.expect("a record");
        let cells = header.iter().zip(&record).map(|(name, cell)| (name.into(), cell.into()));
        (record[0].to_string(), cells.collect())
    });
    let customers = customers.collect();
    let ledger = csv::Reader::from_path(path("ledger.csv")).expect("a ledger");
    let ledger = ledger.into_records().map(|record| record.expect("an entry")).collect();
    fs::remove_dir_all(&folder).expect("the folder goes");
    Segmented {
        customers,
        summary: serde_json::from_slice(&summary).expect("a summary is JSON"),
        ledger,
    }
}

/// A folder of its own for each call.
fn tempfolder(arguments: &[&str]) -> PathBuf {
    let name: String = arguments.concat().chars().filter(char::is_ascii_alphanumeric).collect();
    let thread = format!("{:?}", std::thread::current().id());
    let thread: String = thread.chars().filter(char::is_ascii_digit).collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shared-{name}-{thread}"));
    fs::create_dir_all(&folder).expect("a folder for what comes out");
    folder
}

/// Compares all customers with those of the naive twin; tells the first differences.
fn compare(segmented: &Segmented, expect: &naive::Cells) {
    let keys: Vec<&String> = segmented.customers.keys().collect();
    let expected: Vec<&String> = expect.keys().collect();
    assert_eq!(keys, expected, "other customers");
    let mut wrong = Vec::new();
    for (key, cells) in expect {
        for (column, value) in cells {
            let got = &segmented.customers[key][*column];
            if !naive::same(column, got, value) {
                wrong.push(format!("{key} {column}: {got}, not {value}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

/// `p_alive` of everybody, which the twin does not know.
fn p_alive(segmented: &Segmented) -> BTreeMap<String, f64> {
    let known = segmented.customers.iter();
    known.filter_map(|(key, cells)| Some((key.clone(), cells["p_alive"].parse().ok()?))).collect()
}

/// A cell as a number.
fn number(segmented: &Segmented, key: &str, column: &str) -> f64 {
    segmented.customers[key][column].parse().unwrap_or_else(|_| panic!("{key} has no {column}"))
}
