//! The syntax tree of a query. The builder on screen edits it; the text is its other view. What came from
//! text has the span it came from; spans take no part in comparisons.
//!
//! The trap: a number keeps the way it was written. Against a text field `007` is a text of three
//! characters; as a number it is seven.

use crate::calendar::Day;
use serde::{Deserialize, Serialize};

/// Bytes of the query text: start and end. Equal to every other span, so that trees compare by meaning.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl PartialEq for Span {
    fn eq(&self, _: &Span) -> bool {
        true
    }
}

impl Eq for Span {}

impl Span {
    /// The smallest span that holds both.
    pub fn to(self, end: Span) -> Span {
        Span { start: self.start, end: end.end }
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

/// A name as written, without backticks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

impl Name {
    /// A name that stands in no text.
    pub fn new(text: &str) -> Name {
        Name { text: text.to_string(), span: Span::default() }
    }
}

impl Value {
    /// A value that stands in no text.
    pub fn new(kind: ValueKind) -> Value {
        Value { span: Span::default(), kind }
    }
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
    Number(Number),
    Text(String),
    Date(Day),
    YesNo(bool),
    /// The median over buyers that have a value.
    Median(Name),
}

/// A number as it is written: `-` perhaps, digits, and perhaps `.` and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// From its text; none where that is no number of the language.
    pub fn new(written: &str) -> Option<Number> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let magnitude = written.strip_prefix('-').unwrap_or(written);
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, "0"));
        (digits(whole) && digits(fraction)).then(|| Number(written.to_string()))
    }

    /// Its text.
    pub fn written(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number(value.to_string())
    }
}

impl Aggregate {
    /// The field that is summed or compared.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Aggregate::Count | Aggregate::Days => None,
            Aggregate::Sum(name)
            | Aggregate::Mean(name)
            | Aggregate::Max(name)
            | Aggregate::Min(name) => Some(name),
        }
    }
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
