//! From a guess and the user's choices to a [`Mapping`].

use super::{CurrencyGuess, Doubt, MappingGuess};
use crate::{
    money::Currency,
    schema::{
        mapping::{AmountOf, ColumnMapping, FileKind, Mapping},
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the user says against the guess, or where it is open. Columns by their place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// How the records are to be used; else it follows from the roles.
    pub kind: Option<FileKind>,
    /// Roles of columns; `Attribute` takes one away.
    pub roles: BTreeMap<usize, Role>,
    /// How all numbers are written, and those of one column.
    pub number: Option<NumberFormat>,
    pub numbers: BTreeMap<usize, NumberFormat>,
    /// In which order all dates are written, and those of one column.
    pub date: Option<DateOrder>,
    pub dates: BTreeMap<usize, DateOrder>,
    pub amount_of: Option<AmountOf>,
    /// The file's currency, or of several the one to use.
    pub currency: Option<Currency>,
    /// The customer's key.
    pub key: Option<usize>,
}

impl MappingGuess {
    /// The mapping that follows from the guess and the choices. A single role that is given to a column
    /// is taken from the one that had it.
    pub fn settle(&self, choices: &Choices) -> Mapping {
        let mut roles: Vec<Role> = self.columns.iter().map(|column| column.role).collect();
        for (&at, &role) in choices.roles.iter().filter(|&(&at, _)| at < self.columns.len()) {
            if role.is_single() {
                roles.iter_mut().filter(|held| **held == role).for_each(|r| *r = Role::Attribute);
            }
            roles[at] = role;
        }
        let columns = self.columns.iter().zip(&roles).enumerate().map(|(at, (column, &role))| {
            // An order given for all dates is none for counts of seconds or days.
            let counted = !matches!(column.date, DateOrder::Ymd | DateOrder::Dmy | DateOrder::Mdy);
            let date = choices.date.filter(|_| !counted);
            ColumnMapping {
                name: column.name.clone(),
                role,
                number: choices
                    .numbers
                    .get(&at)
                    .copied()
                    .or(choices.number)
                    .unwrap_or(column.number),
                date: choices.dates.get(&at).copied().or(date).unwrap_or(column.date),
            }
        });
        let unchanged = choices.roles.is_empty();
        let key = choices.key.filter(|&key| key < roles.len());
        Mapping {
            kind: choices.kind.unwrap_or(if unchanged { self.kind } else { kind_of(&roles) }),
            amount_of: choices.amount_of.unwrap_or(self.amount_of),
            currency: choices.currency.or(match self.currency {
                CurrencyGuess::One(currency) => Some(currency),
                _ => None,
            }),
            key: key.or(if unchanged { self.key } else { key_of(&roles, |_| true) }),
            columns: columns.collect(),
        }
    }

    /// The questions that these choices leave open.
    pub fn open_doubts(&self, choices: &Choices) -> Vec<&Doubt> {
        self.doubts.iter().filter(|doubt| !doubt.is_answered(choices)).collect()
    }
}

/// How records are used, by the roles of their columns: with a day of order they are order lines, with
/// an event's kind or day events, else customers.
pub fn kind_of(roles: &[Role]) -> FileKind {
    if roles.contains(&Role::OrderDate) {
        FileKind::Orders
    } else if roles.contains(&Role::EventKind) || roles.contains(&Role::EventDate) {
        FileKind::Events
    } else {
        FileKind::Customers
    }
}

/// The customer's key: the first of customer id, document, e-mail, phone and name that has a column with
/// values; without values, that has a column.
pub fn key_of(roles: &[Role], has_values: impl Fn(usize) -> bool) -> Option<usize> {
    const KEYS: [Role; 5] =
        [Role::CustomerId, Role::Document, Role::Email, Role::Phone, Role::CustomerName];
    let columns = |role: Role| (0..roles.len()).filter(move |&at| roles[at] == role);
    let all = || KEYS.into_iter().flat_map(columns);
    all().find(|&at| has_values(at)).or_else(|| all().next())
}
