//! **`Doubt`**: a question that only the user can answer, with the answers there are.

use super::{Choices, CurrencyGuess, Draft, ENOUGH, MappingGuess, Verdict};
use crate::{
    money::Currency,
    schema::{
        profile::{NumberReading, ValueType},
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A question that is open. Columns by their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Which column says who the customer is?
    Customer { columns: Vec<usize> },
    /// The customer is known by name alone: are equal names one customer? The batch command takes them
    /// for one and says so.
    NameOnly { column: usize },
    /// Which column is the day of the order?
    Date { columns: Vec<usize> },
    /// Which column is what the customer pays?
    Amount { columns: Vec<usize> },
    /// In which order does this column write its dates?
    DateOrder { column: usize, orders: Vec<DateOrder> },
    /// Is the mark in this column's numbers for decimals or for thousands?
    DecimalMark { column: usize, formats: Vec<NumberFormat> },
    /// Which of these currencies is to be used?
    Currency { currencies: Vec<Currency> },
    /// Is the amount the line's, or the order's repeated on its lines?
    AmountOf { column: usize },
}

/// Two columns nearer than this for one role leave it open which.
const NEAR: f64 = 0.05;
/// A single role surer than this is not asked about for want of confidence alone.
const SURE: f64 = 0.6;

/// The open questions of a guess.
pub fn doubts(
    guess: &MappingGuess,
    drafts: &[Draft],
    amount_unsure: bool,
    given: bool,
) -> Vec<Doubt> {
    if guess.verdict == Verdict::Refused {
        return missing_customer(guess, drafts);
    }
    let mut doubts = Vec::new();
    let column = |role: Role| guess.columns.iter().position(|column| column.role == role);
    let contenders = |role: Role| contenders(drafts, role);
    if let Some(key) = guess.key {
        let role = guess.columns[key].role;
        let columns = contenders(Role::CustomerId);
        if role == Role::CustomerId && (columns.len() > 1 || drafts[key].weight(role) < SURE) {
            doubts.push(Doubt::Customer { columns });
        } else if role == Role::CustomerName && !given {
            doubts.push(Doubt::NameOnly { column: key });
        }
    }
    if guess.verdict == Verdict::Orders {
        for (role, make) in [
            (Role::OrderDate, (|columns| Doubt::Date { columns }) as fn(Vec<usize>) -> Doubt),
            (Role::Amount, |columns| Doubt::Amount { columns }),
        ] {
            let Some(at) = column(role) else { continue };
            let columns = contenders(role);
            // An amount without a rival is not asked about: the only other answer would be none.
            let unsure = role != Role::Amount && drafts[at].weight(role) < SURE;
            if columns.len() > 1 || unsure {
                doubts.push(make(columns));
            }
        }
        if let Some(amount) = column(Role::Amount).filter(|_| amount_unsure) {
            doubts.push(Doubt::AmountOf { column: amount });
        }
        if let CurrencyGuess::Several(currencies) = &guess.currency {
            doubts.push(Doubt::Currency { currencies: currencies.clone() });
        }
    }
    doubts.extend(format_doubts(guess));
    doubts
}

/// Where there are purchases and no column says whose, any column with repeated values may.
fn missing_customer(guess: &MappingGuess, drafts: &[Draft]) -> Vec<Doubt> {
    let purchases = guess.columns.iter().any(|c| matches!(c.role, Role::OrderDate | Role::Amount));
    if !purchases || guess.key.is_some() {
        return Vec::new();
    }
    let columns: Vec<usize> = (0..drafts.len())
        .filter(|&at| {
            let column = &guess.columns[at];
            column.role == Role::Attribute
                && matches!(column.value_type, ValueType::Text | ValueType::Number)
                && drafts[at].profile.distinct.count() > 1
        })
        .collect();
    if columns.is_empty() { Vec::new() } else { vec![Doubt::Customer { columns }] }
}

/// Columns so near to the best one for this role that they may be it; the best first, itself included.
fn contenders(drafts: &[Draft], role: Role) -> Vec<usize> {
    let best = drafts.iter().map(|draft| draft.weight(role)).fold(0.0, f64::max);
    let least = if best < SURE { ENOUGH - 0.1 } else { best - NEAR };
    let mut near: Vec<usize> = (0..drafts.len())
        .filter(|&at| {
            let weight = drafts[at].weight(role);
            weight > 0.0 && weight > least - f64::EPSILON && drafts[at].profile.n_values > 0
        })
        .collect();
    near.sort_by(|&a, &b| drafts[b].weight(role).total_cmp(&drafts[a].weight(role)));
    near
}

/// Questions of reading, for the columns that place and count purchases. Other columns are read the
/// likelier way, and their chips say so.
fn format_doubts(guess: &MappingGuess) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (at, column) in guess.columns.iter().enumerate() {
        let dated = matches!(column.role, Role::OrderDate | Role::EventDate);
        if dated && column.date_ambiguous {
            let orders = vec![DateOrder::Dmy, DateOrder::Mdy];
            doubts.push(Doubt::DateOrder { column: at, orders });
        }
        let counted = matches!(
            column.role,
            Role::Amount | Role::UnitPrice | Role::Quantity | Role::Cost | Role::Margin
        );
        if counted && column.number_ambiguous {
            let formats = match column.number_reading {
                NumberReading::Ambiguous(NumberFormat::Comma) => {
                    vec![NumberFormat::Comma, NumberFormat::Point]
                }
                _ => vec![NumberFormat::Point, NumberFormat::Comma],
            };
            doubts.push(Doubt::DecimalMark { column: at, formats });
        }
    }
    doubts
}

impl Doubt {
    /// Whether the batch command must stop at it. It takes equal names for one customer.
    pub fn stops_batch(&self) -> bool {
        !matches!(self, Doubt::NameOnly { .. })
    }

    /// Whether these choices answer it.
    pub fn is_answered(&self, choices: &Choices) -> bool {
        let chosen = |role: Role| choices.roles.values().any(|&chosen| chosen == role);
        match self {
            Doubt::Customer { .. } => choices.key.is_some() || chosen(Role::CustomerId),
            Doubt::NameOnly { .. } => choices.key.is_some() || !choices.roles.is_empty(),
            Doubt::Date { .. } => chosen(Role::OrderDate) || chosen(Role::EventDate),
            Doubt::Amount { .. } => chosen(Role::Amount),
            Doubt::DateOrder { column, .. } => {
                choices.date.is_some() || choices.dates.contains_key(column)
            }
            Doubt::DecimalMark { column, .. } => {
                choices.number.is_some() || choices.numbers.contains_key(column)
            }
            Doubt::Currency { .. } => choices.currency.is_some(),
            Doubt::AmountOf { .. } => choices.amount_of.is_some(),
        }
    }

    /// The question in English, with the option of the mapping file that settles it.
    pub fn describe<'a>(&'a self, guess: &'a MappingGuess) -> impl fmt::Display + 'a {
        Described { doubt: self, guess }
    }
}

struct Described<'a> {
    doubt: &'a Doubt,
    guess: &'a MappingGuess,
}

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |at: &usize| format!("{:?}", self.guess.columns[*at].name);
        let names = |columns: &[usize]| columns.iter().map(name).collect::<Vec<_>>().join(", ");
        match self.doubt {
            Doubt::Customer { columns } => write!(
                f,
                "Which column says who the customer is: {}? Settle it with the role customer_id.",
                names(columns)
            ),
            Doubt::NameOnly { column } => write!(
                f,
                "Customers are known by name alone, in {}: equal names are taken for one customer.",
                name(column)
            ),
            Doubt::Date { columns } => write!(
                f,
                "Which column is the day of the order: {}? Settle it with the role order_date.",
                names(columns)
            ),
            Doubt::Amount { columns } => write!(
                f,
                "Which column is what the customer pays: {}? Settle it with the role amount.",
                names(columns)
            ),
            Doubt::DateOrder { column, .. } => write!(
                f,
                "Is the day or the month first in {}? Settle it with the option date_order.",
                name(column)
            ),
            Doubt::DecimalMark { column, .. } => write!(
                f,
                "Is the mark in {} for decimals or for thousands? Settle it with the option decimal_mark.",
                name(column)
            ),
            Doubt::Currency { currencies } => {
                let codes: Vec<&str> = currencies.iter().map(Currency::code).collect();
                write!(
                    f,
                    "Amounts are in several currencies: {}. Settle which with the option currency.",
                    codes.join(", ")
                )
            }
            Doubt::AmountOf { column } => write!(
                f,
                "Is {} the line's own amount or the order's, repeated? Settle it with the option amount_of.",
                name(column)
            ),
        }
    }
}
