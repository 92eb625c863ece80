//! Bad data is a value: **set aside** is a record that was read and not used, with the reason;
//! the **ledger** accounts for every record: read = used + set aside, always.
//!
//! The ledger keeps where a record stands in its file, not its text: a file of millions of lines would
//! be held twice. Who owns the file reads the text again.

use serde::{Deserialize, Serialize};

/// Why a record was set aside. A record bears the first that fits, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    TotalRow,
    RepeatedHeader,
    TornRecord,
    BadDate,
    BadAmount,
    Cancelled,
    OtherCurrency,
    NoCustomer,
    DuplicateOrder,
    SeveralCustomersMatch,
}

impl Reason {
    /// All reasons, first match first.
    pub const ALL: [Reason; 10] = [
        Reason::TotalRow,
        Reason::RepeatedHeader,
        Reason::TornRecord,
        Reason::BadDate,
        Reason::BadAmount,
        Reason::Cancelled,
        Reason::OtherCurrency,
        Reason::NoCustomer,
        Reason::DuplicateOrder,
        Reason::SeveralCustomersMatch,
    ];

    /// Its name in exports and summaries.
    pub fn name(self) -> &'static str {
        match self {
            Reason::TotalRow => "total row",
            Reason::RepeatedHeader => "repeated header",
            Reason::TornRecord => "torn record",
            Reason::BadDate => "bad date",
            Reason::BadAmount => "bad amount",
            Reason::Cancelled => "cancelled",
            Reason::OtherCurrency => "other currency",
            Reason::NoCustomer => "no customer",
            Reason::DuplicateOrder => "duplicate order",
            Reason::SeveralCustomersMatch => "several customers match",
        }
    }
}

/// One record set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Number of the file, in the order given.
    pub file: u32,
    /// Line of the file at which the record starts, from 1.
    pub line: u64,
    /// Where the record's bytes stand in the file.
    pub offset: u64,
    /// How many bytes it has, its line end left out.
    pub length: u32,
    pub reason: Reason,
}

/// What became of every record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Records read, by file.
    pub read: Vec<u64>,
    /// Records used, by file. Counted on its own where a record is used, never as a difference.
    pub used: Vec<u64>,
    /// By file and line.
    pub set_aside: Vec<SetAside>,
}

impl Ledger {
    /// Records read over all files.
    pub fn total_read(&self) -> u64 {
        self.read.iter().sum()
    }

    /// Records used over all files.
    pub fn total_used(&self) -> u64 {
        self.used.iter().sum()
    }

    /// Records of which nothing is known: 0, or we have a bug.
    pub fn unaccounted(&self) -> i64 {
        self.total_read() as i64 - self.total_used() as i64 - self.set_aside.len() as i64
    }

    /// How many were set aside for each reason that occurs, in the order of [`Reason::ALL`].
    pub fn reasons(&self) -> Vec<(Reason, u64)> {
        let mut counts = [0u64; Reason::ALL.len()];
        for entry in &self.set_aside {
            counts[entry.reason as usize] += 1;
        }
        Reason::ALL.into_iter().zip(counts).filter(|&(_, count)| count > 0).collect()
    }
}
