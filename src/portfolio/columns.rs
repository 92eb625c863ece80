//! The frozen columns. One enum, [`Column`], holds any column of anything: attributes of customers and
//! lines here, the numbers and classes of a customer in `measures` and above. Filters, lists, exports
//! and charts all read it.
//!
//! The trap: "empty". Every kind has its one empty value, named here, and nobody else may invent one.

use super::{described::Described, history::History};
use crate::{issues::Ledger, money::Currency, schema::role::Role, text::Texts};
use std::sync::Arc;

/// Empty in [`Column::Whole`] and [`Column::Day`].
pub const EMPTY_I32: i32 = i32::MIN;
/// Empty in [`Column::Money`] and [`Column::Quantity`].
pub const EMPTY_I64: i64 = i64::MIN;
/// Empty in [`Column::YesNo`]; 0 is no, 1 is yes.
pub const EMPTY_YES_NO: u8 = 2;
/// Empty in [`Column::Class`].
pub const EMPTY_CLASS: u8 = u8::MAX;

/// A column of values, one a row (customer, line, order or event).
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Whole numbers: counts, ages, scores.
    Whole(Vec<i32>),
    /// Any numbers; empty is NaN.
    Number(Vec<f64>),
    /// Minor units of the portfolio's currency.
    Money(Vec<i64>),
    /// Millionths.
    Quantity(Vec<i64>),
    /// Days since 1970-01-01.
    Day(Vec<i32>),
    YesNo(Vec<u8>),
    /// Numbers of texts; 0 is empty.
    Text {
        codes: Vec<u32>,
        texts: Arc<Texts>,
    },
    /// Numbers of class names.
    Class {
        codes: Vec<u8>,
        names: Arc<[String]>,
    },
}

impl Column {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Column::Whole(v) | Column::Day(v) => v.len(),
            Column::Number(v) => v.len(),
            Column::Money(v) | Column::Quantity(v) => v.len(),
            Column::YesNo(v) => v.len(),
            Column::Text { codes, .. } => codes.len(),
            Column::Class { codes, .. } => codes.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the value of this row is empty.
    pub fn is_empty_at(&self, row: usize) -> bool {
        match self {
            Column::Whole(v) | Column::Day(v) => v[row] == EMPTY_I32,
            Column::Number(v) => v[row].is_nan(),
            Column::Money(v) | Column::Quantity(v) => v[row] == EMPTY_I64,
            Column::YesNo(v) => v[row] == EMPTY_YES_NO,
            Column::Text { codes, .. } => codes[row] == 0,
            Column::Class { codes, .. } => codes[row] == EMPTY_CLASS,
        }
    }

    /// The value as a float, for histograms and quantiles: money in major units of `decimals`, days and
    /// yes/no as numbers; none where empty or text.
    pub fn number_at(&self, row: usize, decimals: u32) -> Option<f64> {
        if self.is_empty_at(row) {
            return None;
        }
        match self {
            Column::Whole(v) | Column::Day(v) => Some(f64::from(v[row])),
            Column::Number(v) => Some(v[row]),
            Column::Money(v) => Some(v[row] as f64 / 10f64.powi(decimals as i32)),
            Column::Quantity(v) => Some(v[row] as f64 / 1e6),
            Column::YesNo(v) => Some(f64::from(v[row])),
            Column::Text { .. } | Column::Class { .. } => None,
        }
    }
}

/// A column that the file brought and no role consumed, or that has a descriptive role.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its header, trimmed; ` (2)` and so on where the name was taken.
    pub name: String,
    /// `Role::Attribute`, or the descriptive role by which queries find it too.
    pub role: Role,
    /// `Number`, `Day`, `YesNo` or `Text`.
    pub column: Column,
}

/// The customers, sorted by key (code points): a customer's number is its place here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Customers {
    /// Key of customer `i` is text `i + 1`.
    pub keys: Texts,
    /// Name of each customer; 0 where none is known.
    pub name_codes: Vec<u32>,
    pub names: Arc<Texts>,
    pub attributes: Vec<Attribute>,
    /// The day from which the customer exists by something else than a line or an event: [`EMPTY_I32`], so always,
    /// in a customers file; that of the first cancelled line; `i32::MAX` for nothing else.
    pub known_from: Vec<i32>,
    /// Whether an e-mail, phone or address is there and consent is not refused; in [`Column::YesNo`] terms.
    pub reachable: Vec<u8>,
    /// Birthday; [`EMPTY_I32`] where unknown. Empty vector where no file has one.
    pub birthday: Vec<i32>,
    /// The customer that this one was referred by, as found by key, e-mail or exact name; `u32::MAX` for
    /// nobody. Empty vector where no file has a referrer column.
    pub referrer: Vec<u32>,
    /// Survey score on 0–10 from a customers file, NaN where blank; a dated score of an event comes before
    /// it. Empty vector where no customers file has one.
    pub score: Vec<f64>,
    /// What of the above depends on the day.
    pub described: Described,
}

impl Customers {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The key of a customer.
    pub fn key(&self, customer: usize) -> &str {
        self.keys.get(customer as u32 + 1)
    }

    /// The name of a customer, empty where unknown.
    pub fn name(&self, customer: usize) -> &str {
        self.names.get(self.name_codes[customer])
    }
}

/// All used order lines, by customer, day, time, file order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// Lines of customer `c` are `first[c]..first[c + 1]`.
    pub first: Vec<u32>,
    pub day: Vec<i32>,
    /// Number of the line's order in [`Orders`].
    pub order: Vec<u32>,
    /// Minor units, negative for returns; 0 where the data has no money.
    pub amount: Vec<i64>,
    /// Millionths, negative for returns; empty vector where no file has quantities. [`EMPTY_I64`] where blank.
    pub quantity: Vec<i64>,
    /// Margin in minor units (amount − cost, or the margin column), negative for returns; empty vector
    /// where neither is mapped. [`EMPTY_I64`] where unknown.
    pub margin: Vec<i64>,
    /// Whether the line is a return.
    pub is_return: Vec<bool>,
    /// Codes of product codes (or names where no code is mapped); empty vector without products.
    pub product: Vec<u32>,
    pub products: Arc<Texts>,
    /// For product code `p`, the code in `product_name_texts` of its name: that of its latest line with one, as of the
    /// day that is shown. Empty vector where no column of names stands beside the codes.
    pub product_names: Vec<u32>,
    pub product_name_texts: Arc<Texts>,
    /// Names of products over time, by product code.
    pub product_name_history: History,
    /// Codes of categories; empty vector without categories.
    pub category: Vec<u32>,
    pub categories: Arc<Texts>,
    /// Attributes of the line, among them its file's descriptive roles.
    pub attributes: Vec<Attribute>,
}

impl Lines {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.day.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.day.is_empty()
    }

    /// The lines of a customer.
    pub fn of(&self, customer: usize) -> std::ops::Range<usize> {
        self.first[customer] as usize..self.first[customer + 1] as usize
    }

    /// Names the products as of a day.
    fn set_as_of(&mut self, day: i32) {
        if !self.product_name_history.is_empty() {
            self.product_names = self.product_name_history.codes_at(day);
        }
    }
}

/// Lines grouped by customer and order id, returns-only groups included, by customer, then day, then first line.
/// Lines without an order id form the customer's order of that day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Orders {
    /// Orders of customer `c` are `first[c]..first[c + 1]`.
    pub first: Vec<u32>,
    /// The earliest day of its purchase lines; [`EMPTY_I32`] where it has only returns: then it is no order.
    pub day: Vec<i32>,
    /// Code of the order id in `ids`; 0 where it has none (its id is then its ISO day).
    pub id: Vec<u32>,
    pub ids: Arc<Texts>,
}

impl Orders {
    /// How many there are, returns-only groups included.
    pub fn len(&self) -> usize {
        self.day.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.day.is_empty()
    }

    /// The orders of a customer.
    pub fn of(&self, customer: usize) -> std::ops::Range<usize> {
        self.first[customer] as usize..self.first[customer + 1] as usize
    }
}

/// Dated acts other than order lines, by customer, day, time, file order. Kinds are folded to the
/// standard ones by synonyms in four languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Events {
    /// Events of customer `c` are `first[c]..first[c + 1]`.
    pub first: Vec<u32>,
    /// [`EMPTY_I32`] where the record has no day.
    pub day: Vec<i32>,
    pub kind: Vec<u32>,
    pub kinds: Arc<Texts>,
    /// Text of the deal's stage, in `stages`; empty vector where no file has stages.
    pub stage: Vec<u32>,
    pub stages: Arc<Texts>,
    /// Survey score on 0–10, NaN where blank; empty vector where no file has scores.
    pub score: Vec<f64>,
    /// Deal value in minor units; empty vector where no event has amounts.
    pub amount: Vec<i64>,
    /// Properties: the other columns.
    pub attributes: Vec<Attribute>,
}

impl Events {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.day.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.day.is_empty()
    }

    /// The events of a customer.
    pub fn of(&self, customer: usize) -> std::ops::Range<usize> {
        self.first[customer] as usize..self.first[customer + 1] as usize
    }
}

/// What lines without a customer come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orphans {
    /// Readable, uncancelled order lines without a customer.
    pub lines: u64,
    /// Their amount, returns negative, in minor units.
    pub amount: i64,
}

/// How a file goes together with the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileJoin {
    /// Customers that it knows.
    pub customers: u64,
    /// Of them, those that another file knows too.
    pub shared: u64,
    /// Lines that found their order in another file.
    pub lines: u64,
}

/// Everything the files said, frozen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portfolio {
    pub customers: Customers,
    pub lines: Lines,
    pub orders: Orders,
    pub events: Events,
    pub currency: Option<Currency>,
    /// Whether any file has amounts, or quantities and prices.
    pub has_money: bool,
    pub orphans: Orphans,
    pub ledger: Ledger,
    /// By file.
    pub joins: Vec<FileJoin>,
    /// Repairs and choices worth telling, in the order they were made.
    pub notes: Vec<Note>,
}

/// A repair or choice made while reading, told to the user.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Note {
    /// Ids written as floats (`17850.0`) lost their `.0`: file, column.
    FloatIds { file: u32, column: String },
    /// Records of a file that repeat another record of it exactly; kept.
    ExactDuplicates { file: u32, count: u64 },
    /// Lines without an order id were grouped by customer and day.
    OrdersByDay { file: u32 },
    /// Several rows of one customer in a customers file: the last non-empty value won.
    CustomerRepeated { file: u32, count: u64 },
    /// A column with more distinct values than a dictionary holds was not loaded.
    NotLoaded { file: u32, column: String },
    /// Customers are told apart by their names alone.
    KeyIsName { file: u32 },
}

impl Portfolio {
    /// Shows what is known of customers and products as of a day; all records stay.
    pub fn set_as_of(&mut self, day: i32) {
        self.customers.set_as_of(day);
        self.lines.set_as_of(day);
    }

    /// Decimals of the portfolio's money.
    pub fn decimals(&self) -> u32 {
        self.currency.map_or(crate::money::DECIMALS, Currency::decimals)
    }

    /// The first and last day of a used order line, returns included; without lines, of a used event.
    pub fn span(&self) -> Option<(i32, i32)> {
        let days = if self.lines.is_empty() { &self.events.day } else { &self.lines.day };
        let (first, last) = days.iter().fold((i32::MAX, EMPTY_I32), |(first, last), &day| {
            (first.min(if day == EMPTY_I32 { i32::MAX } else { day }), last.max(day))
        });
        (last != EMPTY_I32).then_some((first, last))
    }
}
