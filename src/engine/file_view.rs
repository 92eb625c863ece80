//! View types of the Files screen: what was understood of each file, what must be asked, what became of the
//! records.

use crate::{
    ingest::sniff::{self, DialectChoice},
    issues::Reason,
    portfolio::columns::{FileJoin, Note},
    schema::{
        guess::{self, Choices},
        mapping::{AmountOf, FileKind},
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};
use serde::{Deserialize, Serialize};

/// The Files screen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FilesView {
    pub files: Vec<FileView>,
    /// Whether some file has a question open: the user must confirm.
    pub asks: bool,
    pub ledger: Option<LedgerView>,
    pub notes: Vec<Note>,
}

/// What the user said of a file: with it, the file can be opened again as it is understood now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Known {
    pub dialect: DialectChoice,
    pub choices: Choices,
    pub confirmed: bool,
}

/// One file, as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileView {
    pub name: String,
    pub bytes: u64,
    /// The number that whoever opened it gave it.
    pub origin: u32,
    pub known: Known,
    /// A sheet of a workbook: its encoding, delimiter and quote are not the user's.
    pub is_sheet: bool,
    pub encoding: String,
    pub delimiter: String,
    pub quote: String,
    pub header_line: Option<u64>,
    /// What speaks for encoding, delimiter, quote and header line.
    pub evidence: Vec<sniff::Evidence>,
    /// Other delimiters that would make a table, best first.
    pub other_delimiters: Vec<String>,
    pub kind: FileKind,
    pub columns: Vec<FileColumnView>,
    /// How its numbers and its dates are written.
    pub number: Agreed<NumberFormat>,
    pub date: Agreed<DateOrder>,
    /// Whether it has a column of amounts; then whose they are.
    pub amount_of: Option<AmountOf>,
    /// ISO 4217, where stated or seen.
    pub currency: Option<String>,
    /// Currencies seen in it, where there are several.
    pub currencies: Vec<String>,
    pub questions: Vec<Question>,
    /// The first records, at most 20.
    pub preview: Vec<Vec<String>>,
    /// Milliseconds that reading took; none before it is read.
    pub read_ms: Option<f64>,
    /// Records read and used; none before it is read.
    pub records: Option<(u64, u64)>,
    /// How it goes together with the other files; none where it is alone, or before it is read.
    pub join: Option<FileJoin>,
    /// The column that tells customers apart.
    pub key: Option<u32>,
}

/// What the columns of a file have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Agreed<T> {
    /// No column has one.
    None,
    All(T),
    Differ,
}

impl<T: PartialEq> Agreed<T> {
    /// What these have in common.
    pub fn of(all: impl IntoIterator<Item = T>) -> Agreed<T> {
        let mut all = all.into_iter();
        let Some(first) = all.next() else { return Agreed::None };
        if all.all(|one| one == first) { Agreed::All(first) } else { Agreed::Differ }
    }
}

/// A column of a file, as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileColumnView {
    pub name: String,
    pub role: Role,
    pub reads: Reads,
    /// 0–1.
    pub confidence: f64,
    pub evidence: Vec<guess::Evidence>,
    /// Other roles it could have, likeliest first.
    pub rivals: Vec<Role>,
    /// Other columns that could have its role, likeliest first.
    pub rival_columns: Vec<u32>,
}

/// How the values of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reads {
    Text,
    Number(NumberFormat),
    Date(DateOrder),
}

/// What the app asks before it goes on, with the answer that holds now; columns by their number in the file.
/// An example is a value of the file, with what it would be under each answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// No column, or several, could have this role.
    WhichColumn { role: Role, candidates: Vec<u32>, chosen: Option<u32> },
    /// 03/04: day first or month first?
    DateOrder { column: u32, example: String, readings: Vec<(DateOrder, i32)>, chosen: DateOrder },
    /// 1,000: a thousand or one?
    DecimalMark {
        column: u32,
        example: String,
        readings: Vec<(NumberFormat, f64)>,
        chosen: NumberFormat,
    },
    /// The files hold amounts in several currencies, which are never added.
    Currency { codes: Vec<String>, chosen: Option<String> },
    /// Customers could only be told apart by their names.
    KeyIsName { column: u32 },
    /// Whether the amount is the line's or the order's, repeated.
    AmountOf { column: u32, chosen: AmountOf },
}

impl Question {
    /// Whether there is no going on without an answer.
    pub fn is_pressing(&self) -> bool {
        match self {
            Question::WhichColumn { chosen, .. } => chosen.is_none(),
            Question::Currency { chosen, .. } => chosen.is_none(),
            _ => false,
        }
    }
}

/// What became of the records.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LedgerView {
    pub read: u64,
    pub used: u64,
    pub purchases: u64,
    pub returns: u64,
    pub orders: u64,
    pub unaccounted: i64,
    pub reasons: Vec<(Reason, u64)>,
    /// Readable lines without a customer and what they come to.
    pub orphan_lines: u64,
    pub orphan_revenue: Option<f64>,
}
