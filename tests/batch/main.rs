//! The batch command as others run it: its options, exit codes and shapes; files as they come from offices
//! and shops, each with its expectation beside it; data with nothing in it; random data against a naive twin.

#![cfg(not(target_arch = "wasm32"))]

mod degenerate;
mod exits;
mod inspect;
#[path = "../naive/mod.rs"]
mod naive;
mod options;
mod portable;
mod random;
mod round_trip;
mod workbooks;

use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What a run of the command gave.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs the command; a signal instead of an exit code is a panic here.
fn batch<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    let out = Command::new(env!("CARGO_BIN_EXE_batch"))
        .args(arguments)
        .output()
        .expect("the command can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let run = Run {
        code: out.status.code().expect("it ends by itself"),
        stdout: text(out.stdout),
        stderr: text(out.stderr),
    };
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    run
}

/// A folder for the files of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a name in UTF-8").to_string()
    }

    /// Writes a file and returns its path.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("the file can be written");
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Segments files with more arguments; the customers, the ledger and the summary are kept.
    fn segment(&self, arguments: &[&str]) -> Segmented {
        let run = self.try_segment(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        Segmented {
            customers: customers(&self.read("out.csv")),
            summary: serde_json::from_str(&self.read("out.json")).expect("JSON"),
            ledger: self.read("out.ledger.csv"),
            stderr: run.stderr,
        }
    }

    fn try_segment(&self, arguments: &[&str]) -> Run {
        let [out, ledger, summary] =
            ["out.csv", "out.ledger.csv", "out.json"].map(|name| self.path(name));
        let named = ["--out", &out, "--ledger", &ledger, "--summary", &summary];
        batch(["segment"].iter().chain(arguments).chain(&named))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// Cells by customer and column.
type Customers = BTreeMap<String, BTreeMap<String, String>>;

struct Segmented {
    customers: Customers,
    summary: Value,
    ledger: String,
    stderr: String,
}

impl Segmented {
    #[track_caller]
    fn cell(&self, customer: &str, column: &str) -> &str {
        let cells = self.customers.get(customer);
        let cells = cells.unwrap_or_else(|| panic!("no {customer}: {:?}", self.keys()));
        cells.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    fn keys(&self) -> Vec<&str> {
        self.customers.keys().map(String::as_str).collect()
    }
}

fn customers(text: &str) -> Customers {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let mut customers = Customers::new();
    for record in reader.records() {
        let record = record.expect("a record");
        let cells = header.iter().zip(&record).map(|(name, cell)| (name.into(), cell.into()));
        customers.insert(record[0].to_string(), cells.collect());
    }
    customers
}
