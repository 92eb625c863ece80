//! What the Time screen asks and is told, in its words. Money in major units, shares 0–1, days since 1970-01-01.

use crate::{
    calendar::Period,
    engine::view::Revision,
    insight::{departures::Departing, standing::Kept},
};
use serde::{Deserialize, Serialize};

/// A question of the Time screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TimeAsk {
    Cohorts {
        period: Period,
    },
    Movement(MovementAsk),
    /// How many each class of a field had on a day, by that day's own cuts; none: the day all screens are as of.
    Sizes {
        field: String,
        day: Option<i32>,
    },
    /// How many a query kept on a day; none: the day all screens are as of.
    Segment {
        query: String,
        day: Option<i32>,
    },
    Departures,
    Standing,
    /// The customers behind a mark that no query can name, with all columns of the export.
    List(TimeList),
}

/// Between which days, over which classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementAsk {
    pub field: String,
    /// None: 12, 6, 3 or 1 months before the second day, the most of which the data covers two.
    pub from: Option<i32>,
    /// None: the day all screens are as of.
    pub to: Option<i32>,
    /// By the cuts of the first day; else each day by its own.
    pub frozen: bool,
}

/// Whom a mark stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeList {
    /// From a class (none: new) to a class (none: gone).
    Moved { ask: MovementAsk, from: Option<String>, to: Option<String> },
    /// Who defected or returned between two days.
    Departing { which: Departing, days: (i32, i32) },
}

/// What it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TimeSay {
    Cohorts(CohortsView),
    Movement(MovementView),
    Sizes(SizesView),
    Segment(SegmentDay),
    Departures(DeparturesView),
    Standing(StandingView),
}

/// Most cohorts that are drawn; older ones are counted.
pub const COHORT_ROWS: usize = 24;

/// The cohorts of whom the selection leaves when the picture's own conditions are taken away.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CohortsView {
    pub revision: Revision,
    pub period: Period,
    pub rows: Vec<CohortRow>,
    /// For each number of periods since the first order, the share of all cohorts together that the data covers whole.
    pub average: Vec<Option<f64>>,
    /// Customers of older cohorts that are not drawn.
    pub older: u32,
    /// Whether the last cell of every row is known in part only.
    pub partial: bool,
    /// Whether the first row also holds who had bought before the data begins.
    pub from_start: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CohortRow {
    /// First day of its period.
    pub start: i32,
    pub customers: u32,
    pub query: String,
    pub chosen: bool,
    /// From its own period on; cells past the data's end are not there.
    pub cells: Vec<CohortCell>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CohortCell {
    /// First day of the period.
    pub start: i32,
    /// With an order in the period, and their share of the cohort; no share of nobody.
    pub active: u32,
    pub share: Option<f64>,
    /// What the cohort spent in the period, and up to its end for each of its customers.
    pub revenue: Option<f64>,
    pub value: Option<f64>,
    pub partial: bool,
    pub query: String,
    pub chosen: bool,
}

/// Who moved between the classes of a field from one day to another.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MovementView {
    pub revision: Revision,
    pub field: String,
    pub from: i32,
    pub to: i32,
    pub frozen: bool,
    /// Classifications that can be asked for.
    pub fields: Vec<String>,
    /// Classes of the first day that had somebody, in class order; a last without a name is New.
    pub rows: Vec<MovementSide>,
    /// Those of the second day; a last without a name is Gone.
    pub columns: Vec<MovementSide>,
    /// Row by row.
    pub flows: Vec<MovementFlow>,
    /// Who was there on both days: in the same class, in another.
    pub stayed: u32,
    pub moved: u32,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MovementSide {
    pub class: Option<String>,
    pub customers: u32,
    /// Spend of the 12 months to the side's day.
    pub revenue: Option<f64>,
    /// Who is in it now, where a query can say so.
    pub query: Option<String>,
    pub chosen: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MovementFlow {
    pub customers: u32,
    /// Spend of the 12 months to the first and to the second day.
    pub before: Option<f64>,
    pub after: Option<f64>,
}

/// How many each class had on a day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SizesView {
    pub revision: Revision,
    pub field: String,
    pub day: i32,
    /// Whether it is the day all screens are as of.
    pub is_now: bool,
    /// The month's end before, where the data has begun by then.
    pub earlier: Option<i32>,
    /// In class order, those without anybody too.
    pub classes: Vec<ClassSize>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ClassSize {
    pub class: String,
    pub customers: u32,
    /// Spend of the 12 months to the day.
    pub revenue: Option<f64>,
}

/// A segment on a day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SegmentDay {
    pub query: String,
    pub day: i32,
    /// Whether it is the day all screens are as of.
    pub is_now: bool,
    /// The month's end before, where the data has begun by then.
    pub earlier: Option<i32>,
    /// None where what the query names was not known.
    pub customers: Option<u32>,
    /// Spend of the 12 months to the day.
    pub revenue: Option<f64>,
}

/// Defections and returns of the selected, month by month.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DeparturesView {
    pub revision: Revision,
    pub months: Vec<DepartureRow>,
    /// Who is away now, what they spent in the 12 months to their last orders, and the condition that names them.
    pub away: u32,
    pub away_revenue: Option<f64>,
    pub away_query: String,
    /// Whether anybody has a rhythm to fall behind.
    pub has_rhythm: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DepartureRow {
    pub days: (i32, i32),
    pub partial: bool,
    /// Buyers who were not away when the month began.
    pub here: u32,
    pub defected: u32,
    /// Their share of those who were here.
    pub rate: Option<f64>,
    /// What they had spent in the 12 months to their last order.
    pub lost: Option<f64>,
    pub returned: u32,
    /// What those who returned spent on that day.
    pub regained: Option<f64>,
}

/// The three standing figures of the selected.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StandingView {
    pub revision: Revision,
    /// Length of the window they look at; 0 where the data is too short for any.
    pub months: i32,
    pub window: (i32, i32),
    pub retention: Option<Kept>,
    pub retention_before: Option<f64>,
    /// Who did not come back.
    pub lost_query: String,
    pub acquired: Option<u32>,
    pub acquired_before: Option<u32>,
    pub acquired_query: String,
    pub buyers: u32,
    /// Spend so far and expected of the next 12 months, a buyer.
    pub spent: Option<f64>,
    pub expected: Option<f64>,
}
