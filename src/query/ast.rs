//! The syntax tree of a query. The builder on screen edits it; the text is its other view. Every node has
//! the span of the text it came from; spans take no part in comparisons.

use crate::{calendar::Day, money::Decimal};

/// Bytes of the query text: start and end. Equal to every other span, so that trees compare by meaning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl PartialEq for Span {
    fn eq(&self, _: &Span) -> bool {
        true
    }
}

/// Part of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Everyone that all parts keep; without parts, everyone.
    And(Vec<Node>),
    /// Everyone that some part keeps.
    Or(Vec<Node>),
    Not(Box<Node>),
    Condition(Condition),
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub span: Span,
    pub test: Test,
}

/// A name as written, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// What a condition tests.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    Compare {
        name: Name,
        op: Op,
        value: Value,
    },
    Between {
        name: Name,
        low: Value,
        high: Value,
    },
    In {
        name: Name,
        negated: bool,
        values: Vec<Value>,
    },
    IsEmpty {
        name: Name,
        negated: bool,
    },
    Text {
        name: Name,
        op: TextOp,
        text: String,
    },
    /// `first_order in last 3 months`
    Span {
        name: Name,
        span: Period,
    },
    Anniversary {
        name: Name,
        when: Anniversary,
    },
    InTop {
        name: Name,
        n: u32,
        percent: bool,
    },
    Segment {
        name: Name,
    },
    /// `orders(count >= 5, last 2 months)`
    Source(SourceTest),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextOp {
    Contains,
    StartsWith,
    EndsWith,
}

/// A value, and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub span: Span,
    pub kind: ValueKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    Number(Decimal),
    Text(String),
    Date(Day),
    YesNo(bool),
    /// The median over buyers that have a value.
    Median(Name),
}

/// A stretch of days relative to `as_of` or fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Last(u32, Unit),
    Next(u32, Unit),
    ThisMonth,
    ThisYear,
    Since(Day),
    Before(Day),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anniversary {
    NextDays(u32),
    ThisMonth,
}

/// A condition on a customer's orders, lines or events.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceTest {
    pub source: Source,
    /// Conditions on the source's fields; all must hold.
    pub filters: Vec<Condition>,
    pub aggregate: Aggregate,
    pub op: Op,
    pub value: Value,
    pub window: Option<Window>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Orders,
    Lines,
    /// All events, or those of one kind.
    Events(Option<String>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Aggregate {
    Count,
    Days,
    Sum(Name),
    Mean(Name),
    Max(Name),
    Min(Name),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    Ever,
    Last(u32, Unit),
    ThisMonth,
    ThisYear,
    Since(Day),
    Before(Day),
    Between(Day, Day),
    /// Any stretch of so many, ending on the day of a matching record.
    Any(u32, Unit),
}
