//! What crosses the worker boundary. Requests bear an id that their replies repeat; progress and what the
//! engine says unasked bear 0. Control goes by serde, bulk (files out, files in) beside it: `File` objects
//! by reference, exported bytes as a transferred buffer.

use super::{
    act::{ActAsk, ActSay},
    builder::{BuilderAsk, BuilderSay},
    cleanup::{CleanupAsk, CleanupSay},
    groups::{GroupsAsk, GroupsSay},
    time::view::{TimeAsk, TimeSay},
    view::*,
    worth::{WorthAsk, WorthSay},
};
use crate::{
    export::{csv::CsvOptions, split::Split},
    ingest::workbook::Left,
    measures::settings::Settings,
    portfolio::sample::SampleLanguage,
    schema::mapping::{AmountOf, FileKind},
    schema::{
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};
use serde::{Deserialize, Serialize};

/// Page → worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub id: u32,
    pub ask: Ask,
}

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Files are posted beside the message, in this order. They are added to those already there.
    Open {
        files: Vec<Opened>,
    },
    /// The sample portfolio, with names in this language.
    Sample {
        language: SampleLanguage,
    },
    /// The sample as files to download.
    SampleFiles {
        language: SampleLanguage,
    },
    /// Changes what is understood of a file.
    Choose {
        file: u32,
        choice: Choice,
    },
    /// Goes on with what is understood.
    Confirm,
    /// Takes a file out.
    Remove {
        file: u32,
    },
    /// Stops reading; what was there before stays.
    Cancel,
    SetAsOf {
        day: Option<i32>,
    },
    SetSettings {
        settings: Settings,
    },
    /// The selection.
    SetQuery {
        text: String,
    },
    Overview,
    /// What changed in the activity classes within 90 days.
    Changes,
    Facets {
        fields: Vec<FacetAsk>,
    },
    Rows(RowsAsk),
    /// A customer's page, and its place in the list so ordered.
    Customer {
        key: String,
        sort: Sort,
        search: String,
    },
    /// The list as shown: its rows in their order, with all columns of the export.
    Export {
        format: ExportFormat,
        sort: Sort,
        search: String,
    },
    /// What was set aside, as CSV.
    LedgerCsv,
    /// Of the segment builder.
    Builder(BuilderAsk),
    /// Of the Segments screen.
    Groups(GroupsAsk),
    /// A question of the Time screen.
    Time(TimeAsk),
    /// Of the Clean-up screen.
    Cleanup(CleanupAsk),
    /// Who is worth what, why, and who else is like them.
    Worth(WorthAsk),
    /// Of the Act screen.
    Act(ActAsk),
}

/// A file as the page gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub name: String,
    /// The page's number for it.
    pub origin: u32,
    /// A sheet of a workbook, written as CSV by us.
    pub is_sheet: bool,
    /// What the user said of it before, where it is opened again.
    pub known: Option<Known>,
}

/// One chip of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Choice {
    Kind(FileKind),
    Encoding(String),
    Delimiter(String),
    Quote(String),
    /// 0 for none.
    HeaderLine(u64),
    Role {
        column: u32,
        role: Role,
    },
    /// Of one column, or of all.
    Number {
        column: Option<u32>,
        format: NumberFormat,
    },
    Date {
        column: Option<u32>,
        order: DateOrder,
    },
    AmountOf(AmountOf),
    Currency(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ExportFormat {
    Csv(CsvOptions),
    /// Drawn into target and control.
    Split(CsvOptions, Split),
    Json,
    Xlsx,
    /// Not the list but all that it was made by, as CSV.
    Rules,
}

/// Worker → page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub id: u32,
    pub say: Say,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Say {
    /// First word of a worker; requests wait for it. The build must be the page's own.
    Ready {
        build: String,
    },
    Progress {
        file: u32,
        /// How many files are read.
        of: u32,
        name: String,
        bytes: u64,
        total: u64,
        rows: u64,
    },
    /// What is understood; with `asks`, the user must confirm.
    Files(FilesView),
    /// Files that were given and cannot be used; the others go on.
    Refused(Vec<Problem>),
    /// A portfolio is there.
    Loaded(Box<Loaded>),
    /// What `Loaded` will be like, with the sample: said unasked, to be drawn where nobody sees it.
    Rehearsal(Box<Loaded>),
    /// Cancelled; what was there before is still there.
    Cancelled,
    /// Selection changed; the overview follows when asked for.
    Selection(SelectionView),
    Base(BaseView),
    /// The columns of the list have changed.
    Columns(Vec<ListColumn>),
    Overview(OverviewView),
    Changes {
        revision: Revision,
        changes: Vec<ActivityChange>,
    },
    Facets {
        revision: Revision,
        facets: Vec<FacetView>,
    },
    Rows(RowsView),
    Customer(CustomerView),
    Builder(BuilderSay),
    Groups(GroupsSay),
    Time(Box<TimeSay>),
    Cleanup(CleanupSay),
    Worth(Box<WorthSay>),
    Act(ActSay),
    /// A file to save; its bytes are posted beside the message.
    Download {
        name: String,
        mime: String,
    },
    Downloads {
        names: Vec<String>,
    },
    Failed(Problem),
}

/// Sheet worker → page; it is asked by posting it a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SheetsSay {
    /// First word, as of the engine's worker.
    Ready {
        build: String,
    },
    /// The tables are posted beside the message; which of them are CSV of our making, and what was left out.
    Unpacked {
        are_sheets: Vec<bool>,
        left: Vec<(String, Left)>,
    },
    Failed(Problem),
}

/// The first result of a portfolio, all that the first screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    pub base: BaseView,
    pub columns: Vec<ListColumn>,
    pub files: FilesView,
    pub overview: OverviewView,
    pub selection: SelectionView,
    /// From the request to the portfolio.
    pub ingest_ms: f64,
}

/// The build both sides are of: page and worker must be the same. A build made without one bears the version.
pub const BUILD: &str = match option_env!("CARTEIRA_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};
