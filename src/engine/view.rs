//! View types: what a screen shows, in its words. Plain data; the interface draws it and computes nothing.
//!
//! Units: money is in major units (`f64`, for showing only), shares are 0–1, days are days since 1970-01-01.
//! Every mark that can be clicked carries the text of the condition it stands for.

pub use super::file_view::*;
pub use super::worth::value::Standing;
use crate::{
    ingest::workbook::{Left, Trouble},
    measures::settings::Settings,
    query::error::QueryError,
};
use serde::{Deserialize, Serialize};

/// Counts up with every change; replies bear the revision they were computed at.
pub type Revision = u32;

/// One cell of a list or fact of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    Empty,
    /// A count or whole number.
    Whole(i32),
    Number(f64),
    /// Major units.
    Money(f64),
    Quantity(f64),
    Day(i32),
    YesNo(bool),
    Text(String),
    /// A class, by its English name.
    Class(String),
}

/// The bar under the header.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SelectionView {
    pub revision: Revision,
    /// The canonical text of the query; empty for everyone.
    pub query: String,
    pub selected: u32,
    pub customers: u32,
    /// Revenue of the selected and of everyone; none without money.
    pub revenue: Option<f64>,
    pub total_revenue: Option<f64>,
    /// Part of the revenue of everyone that the selected bring; none without money or with none to share.
    pub revenue_share: Option<f64>,
    /// For each top-level condition of the query, in order.
    pub conditions: Vec<ConditionView>,
    /// For every part of the query, the whole first, each group before its parts.
    pub parts: Vec<PartView>,
}

/// What one part of the query does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartView {
    /// Which conditions of the query stand in it: the first, and how many.
    pub first: u32,
    pub n: u32,
    /// How many it keeps, alone.
    pub keeps: u32,
    /// How many only it removes; none where the query is too long for that to be counted.
    pub alone_removes: Option<u32>,
}

/// What one top-level condition does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConditionView {
    /// Its canonical text.
    pub text: String,
    /// How many it keeps, alone.
    pub keeps: u32,
    /// How many only it removes: the others keep them. None where the query is too long for that to be counted.
    pub alone_removes: Option<u32>,
}

/// What all screens show around the data.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BaseView {
    pub as_of: Option<i32>,
    /// First and last day of the data.
    pub span: Option<(i32, i32)>,
    /// ISO 4217, where known.
    pub currency: Option<String>,
    pub decimals: u32,
    pub has_money: bool,
    pub is_sample: bool,
    pub files: Vec<String>,
    pub records_read: u64,
    pub unaccounted: i64,
    pub settings: Option<Settings>,
    /// Lists of the user that do not fit these data.
    pub set_aside: Vec<SetAsideList>,
}

/// A classification whose rules do not fit these data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAsideList {
    pub list: String,
    /// The rule that does not fit and the list that it is of, mostly the same one; none where it is the list's name.
    pub rule: Option<(String, u32, String)>,
    pub problem: Problem,
}

/// The Overview.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OverviewView {
    pub revision: Revision,
    pub customers: u32,
    pub buyers: u32,
    pub orders: u32,
    pub revenue: Option<f64>,
    pub pareto: Option<ParetoView>,
    /// Median of the buyers' own gaps, in days.
    pub gap_median: Option<f64>,
    /// Customers whose rhythm says they are going (slipping, at risk), and their spend of the last 12 months.
    pub leaving: u32,
    pub leaving_revenue: Option<f64>,
    pub tasks: Vec<Task>,
    pub activity: Vec<ClassRow>,
    pub rfm_segments: Vec<ClassRow>,
    /// Row by row from r = 5 down, f = 1 up: 25 cells; empty without buyers.
    pub rfm_map: Vec<RfmCell>,
    /// What the rows and columns of the map stand for, in its order; none where no buyer has the score.
    pub rfm_rows: Vec<Option<(i64, i64)>>,
    pub rfm_columns: Vec<Option<(i64, i64)>>,
    pub months: Vec<MonthView>,
}

/// How concentrated the revenue is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ParetoView {
    /// Class A's part of the buyers, and its part of positive spend.
    pub customers_share: f64,
    pub spend_share: f64,
    pub concentrated: bool,
    /// Share of buyers, cumulative share of positive spend; from (0, 0) to (1, 1), at most 101 points.
    pub curve: Vec<(f64, f64)>,
    pub classes: Vec<ClassRow>,
}

/// A thing to do, with whom it concerns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub kind: TaskKind,
    pub customers: u32,
    /// Major units; what it means depends on the kind.
    pub money: Option<f64>,
    pub query: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskKind {
    /// Big buyers gone quiet; money is what they have spent.
    WinBack,
    /// Past their own rhythm; money is what they spent in 12 months.
    CatchInTime,
    /// Nearly in class A; money is the gap they have at most.
    Promote,
    /// Lost by their own rhythm; money is what they spent.
    CleanUp,
}

/// A class and who is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassRow {
    /// The English name.
    pub name: String,
    pub customers: u32,
    /// How many of them are selected.
    pub selected: u32,
    /// Spend of all of them.
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    /// The condition it stands for.
    pub query: String,
}

/// A cell of the RFM map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RfmCell {
    pub r: u8,
    pub f: u8,
    pub customers: u32,
    pub selected: u32,
    pub revenue: Option<f64>,
    pub query: String,
}

/// A calendar month of orders of the selected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthView {
    /// Its first day.
    pub month: i32,
    pub orders: u32,
    /// Net of returns dated in it.
    pub revenue: Option<f64>,
    /// Whether the data does not cover all of it.
    pub partial: bool,
    /// Who ordered in it.
    pub query: String,
}

/// What became of an activity class in 90 days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivityChange {
    /// The class they are in now.
    pub name: String,
    /// How many came into it from another class, and the 12-month spend they have.
    pub came: u32,
    pub revenue: Option<f64>,
    /// Where most of them came from, and how many they are; none for those who had not ordered before.
    pub from: Option<String>,
    pub from_count: u32,
    /// The condition that the class stands for now.
    pub query: String,
}

/// What to tell of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FacetAsk {
    pub field: String,
    /// Only texts that contain this; empty for all.
    pub find: String,
    /// Most texts to list.
    pub values: u32,
}

/// A facet of the People screen: a field and how many the rest of the query leaves for each value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetView {
    pub field: String,
    pub kind: FacetKind,
    /// Values with their count: class order for classes, else the most frequent first, then those the query names besides.
    pub values: Vec<FacetValue>,
    /// How many other values there are beyond those.
    pub more: u32,
    /// For numbers and days: round bins between the 1st and 99th percentile; the first and the last hold what lies
    /// beyond.
    pub bins: Vec<FacetBin>,
    /// The range that the query names, both ends included, days as numbers.
    pub low: Option<f64>,
    pub high: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FacetKind {
    Class,
    Text,
    Whole,
    Number,
    Money,
    Day,
    YesNo,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    pub value: String,
    pub count: u32,
    /// Whether the query names it.
    pub chosen: bool,
}

/// From a value on and before the next bin's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetBin {
    pub from: f64,
    pub to: f64,
    pub count: u32,
}

/// A column that the list can show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListColumn {
    /// The name of DEFINITIONS, or the attribute's.
    pub name: String,
    pub kind: CellKind,
    pub is_attribute: bool,
    /// Of a text column, how many texts there are.
    pub n_texts: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    Whole,
    Number,
    Money,
    Quantity,
    Day,
    YesNo,
    Text,
    Class,
}

/// How the list is ordered: by a column, ties by key, empty values last. Without a column by key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sort {
    pub column: String,
    pub descending: bool,
}

/// What part of the list to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowsAsk {
    pub start: u32,
    pub len: u32,
    pub sort: Sort,
    pub columns: Vec<String>,
    /// Only customers whose key, name or text attributes contain this; empty for all.
    pub search: String,
}

/// Part of the list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RowsView {
    pub revision: Revision,
    /// Rows of the whole list, search applied.
    pub total: u32,
    /// What was asked, its start within the list.
    pub ask: RowsAsk,
    /// Keys of the rows' customers.
    pub keys: Vec<String>,
    /// One vector of cells a row, as many as columns were asked for.
    pub rows: Vec<Vec<Cell>>,
}

/// A customer's page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CustomerView {
    pub revision: Revision,
    pub key: String,
    pub name: String,
    /// Where it stands in the list; none where the list does not hold it.
    pub place: Option<u32>,
    /// Keys of the customers before and after it in the list.
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Every column of the customer that is not empty: measures, classes, model figures, then attributes.
    pub facts: Vec<(String, Cell)>,
    /// Orders and events by day, ascending; at most [`TIMELINE_MARKS`], the latest.
    pub timeline: Vec<TimelineMark>,
    /// For every classification: its field, the class, and the text of the rule that decided; the rule is
    /// empty for the fallback.
    pub classes: Vec<ClassReason>,
    /// The current query, condition by condition.
    pub why: Vec<WhyLine>,
    /// By what the customer spent; none for who never bought, and without money.
    pub standing: Option<Standing>,
}

/// Most marks on a customer's timeline.
pub const TIMELINE_MARKS: usize = 500;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineMark {
    pub day: i32,
    /// `order`, `return`, or the event's kind.
    pub kind: String,
    pub amount: Option<f64>,
    /// Order id, or what the event is about.
    pub label: String,
    /// Products of an order, at most five.
    pub products: Vec<String>,
    /// Who else did the like that day.
    pub query: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassReason {
    pub field: String,
    pub class: String,
    pub rule: String,
}

/// One condition of the query, for one customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhyLine {
    /// Nesting, 0 at the top.
    pub depth: u32,
    /// The condition's canonical text, or `and`, `or`, `not` for a group.
    pub text: String,
    pub holds: bool,
    /// The customer's field that is asked of; empty for groups and records.
    pub field: String,
    /// What the customer has there.
    pub value: Cell,
}

/// What went wrong, for the user; each kind has its sentence and way out in every language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Problem {
    EmptyFile {
        file: String,
    },
    /// The file is no table: `image`, `pdf`, `spreadsheet`, `archive`, `json`, `web`, `unknown`.
    NotATable {
        file: String,
        kind: String,
    },
    OnlyHeader {
        file: String,
    },
    NoCustomer {
        file: String,
    },
    NoOrders,
    /// The file changed or went away while it was read.
    Unreadable {
        file: String,
    },
    /// Nothing can be had of a workbook or archive.
    Packed {
        file: String,
        trouble: Trouble,
    },
    /// A part of one was left out.
    LeftOut {
        file: String,
        part: String,
        left: Left,
    },
    /// More customers than a sheet has rows.
    TooManyRows,
    /// A sheet beside one of orders, in which no column says who the customer is.
    SheetWithoutCustomers {
        file: String,
    },
    /// Memory ran out or the worker died.
    EngineStopped {
        detail: String,
    },
    /// It did, and what was there before is being opened again.
    EngineRestarted {
        detail: String,
    },
    /// A query that cannot be understood: where, why, and what would do.
    Query(QueryError),
    NoSuchCustomer {
        key: String,
    },
    /// A classification of the user's own cannot bear this name: it is empty, or that of another field.
    NameTaken {
        name: String,
    },
    /// A rule of the classification `field` uses one that is made after it.
    RuleTooEarly {
        field: String,
        uses: String,
    },
}
