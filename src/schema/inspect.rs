//! What `batch inspect` prints of a file, as plain data for JSON.
//!
//! The trap: `ledger` is of the records that were read and used under this mapping, so it is given by
//! whoever read them; nothing here counts. In a refused file nothing is used ([`LedgerInspection::refused`]).
//!
//! ```
//! use carteira::schema::{guess::{Context, guess}, inspect::{FileFacts, LedgerInspection, inspect_file}};
//! let guess = guess(Some(&[]), &[], &Context::default());
//! let file = inspect_file(FileFacts::default(), &guess, LedgerInspection::refused(3));
//! let json = serde_json::to_value(&file).unwrap();
//! assert_eq!(json["verdict"], "refused");
//! assert_eq!(json["reason"], "There is no table in it.");
//! assert_eq!(json["ledger"]["set_aside"], 3);
//! ```

use super::{
    guess::{ColumnGuess, CurrencyGuess, MappingGuess, Rival, Verdict},
    profile::{DateReading, NumberReading, ValueType},
    role::Role,
};
use crate::issues::Reason;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All files, in the order given.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Inspection {
    pub files: Vec<FileInspection>,
}

/// One file, or one sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileInspection {
    pub name: String,
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub quote: Option<String>,
    pub header_line: Option<u64>,
    /// `.` or `,`; none where no number shows a mark.
    pub decimal_mark: Option<String>,
    /// `dmy`, `mdy`, `ymd`, `mixed`, `ambiguous`; none without dates.
    pub date_order: Option<String>,
    /// An ISO code, `mixed`, or none.
    pub currency: Option<String>,
    pub columns: Vec<ColumnInspection>,
    pub ledger: LedgerInspection,
    pub verdict: Verdict,
    /// Why the file alone does not give orders.
    pub reason: Option<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnInspection {
    pub name: String,
    #[serde(rename = "type")]
    pub value_type: ValueType,
    pub role: Role,
    pub confidence: f64,
    pub evidence: Vec<String>,
    pub rivals: Vec<RivalInspection>,
}

/// Another role of the column, or another column of its role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RivalInspection {
    Role { role: Role, confidence: f64 },
    Column { column: String, confidence: f64 },
}

/// What became of the records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LedgerInspection {
    pub read: u64,
    pub used: u64,
    pub set_aside: u64,
    /// By the reason's name.
    pub reasons: BTreeMap<String, u64>,
}

impl LedgerInspection {
    /// From counts of one file, as [`crate::issues::Ledger::reasons`] gives them.
    pub fn new(read: u64, used: u64, reasons: &[(Reason, u64)]) -> LedgerInspection {
        LedgerInspection {
            read,
            used,
            set_aside: reasons.iter().map(|&(_, count)| count).sum(),
            reasons: reasons.iter().map(|&(r, count)| (r.name().to_string(), count)).collect(),
        }
    }

    /// Of a refused file: every record is set aside, since none has a customer.
    pub fn refused(read: u64) -> LedgerInspection {
        let reasons = if read > 0 { vec![(Reason::NoCustomer, read)] } else { Vec::new() };
        LedgerInspection::new(read, 0, &reasons)
    }
}

/// What is known of a file beside its columns. Encoding, delimiter and quote are none for a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FileFacts<'a> {
    /// The base name, and for a sheet `book.xlsx#Sheet`.
    pub name: &'a str,
    /// As the WHATWG list names it, lower case.
    pub encoding: Option<&'a str>,
    pub delimiter: Option<char>,
    pub quote: Option<char>,
    /// From 1.
    pub header_line: Option<u64>,
}

/// What `batch inspect` prints of one file.
pub fn inspect_file(
    facts: FileFacts,
    guess: &MappingGuess,
    ledger: LedgerInspection,
) -> FileInspection {
    FileInspection {
        name: facts.name.to_string(),
        encoding: facts.encoding.map(str::to_string),
        delimiter: facts.delimiter.map(String::from),
        quote: facts.quote.map(String::from),
        header_line: facts.header_line,
        decimal_mark: decimal_mark(guess).map(String::from),
        date_order: date_order(guess).map(str::to_string),
        currency: match &guess.currency {
            CurrencyGuess::Unknown => None,
            CurrencyGuess::One(currency) => Some(currency.code().to_string()),
            CurrencyGuess::Several(_) => Some("mixed".to_string()),
        },
        columns: guess.columns.iter().map(|column| inspect_column(column, guess)).collect(),
        ledger,
        verdict: guess.verdict,
        reason: guess.why.map(|why| why.to_string()),
    }
}

fn inspect_column(column: &ColumnGuess, guess: &MappingGuess) -> ColumnInspection {
    let rivals = column.rivals.iter().map(|rival| match *rival {
        Rival::Role(role, confidence) => RivalInspection::Role { role, confidence },
        Rival::Column(at, confidence) => {
            RivalInspection::Column { column: guess.columns[at].name.clone(), confidence }
        }
    });
    ColumnInspection {
        name: column.name.clone(),
        value_type: column.value_type,
        role: column.role,
        confidence: column.confidence,
        evidence: column.evidence.iter().map(ToString::to_string).collect(),
        rivals: rivals.collect(),
    }
}

/// The decimal mark of the file: that of the first money or quantity column that shows one, else of the
/// first column of numbers that does.
fn decimal_mark(guess: &MappingGuess) -> Option<char> {
    let counted = |c: &&ColumnGuess| {
        matches!(c.role, Role::Amount | Role::UnitPrice | Role::Quantity | Role::Cost)
    };
    let marked = |c: &&ColumnGuess| c.number_reading != NumberReading::Unmarked;
    let numbers = |c: &&ColumnGuess| c.value_type == ValueType::Number && c.role.may_be_number();
    let columns = || guess.columns.iter().filter(marked);
    columns().find(counted).or_else(|| columns().find(numbers)).map(|c| c.number.mark())
}

/// The order of dates of the file: that of the column of the order's or the event's day, else of the
/// first column of dates.
fn date_order(guess: &MappingGuess) -> Option<&'static str> {
    let dated = |c: &&ColumnGuess| {
        c.date_reading != DateReading::NoDates
            && (c.value_type == ValueType::Date
                || matches!(
                    c.role,
                    Role::OrderDate | Role::EventDate | Role::SignupDate | Role::Birthday
                ))
    };
    let columns = || guess.columns.iter().filter(dated);
    let first = columns().find(|c| matches!(c.role, Role::OrderDate | Role::EventDate));
    let column = first.or_else(|| columns().next())?;
    Some(match column.date_reading {
        DateReading::Mixed(_) => "mixed",
        _ if column.date_ambiguous => "ambiguous",
        _ => column.date.name(),
    })
}
