//! **`Mapping`**: what a file's columns are, settled. Made from a guess by [`super::guess`], by the
//! user's chips, or read from a mapping file.

use super::{
    role::Role,
    values::{DateOrder, NumberFormat},
};
use crate::money::Currency;
use serde::{Deserialize, Serialize};

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Purchases with a customer, a line or an order a record.
    Orders,
    /// People, a customer a record, without their orders (leads and prospects too).
    Customers,
    /// Dated acts that are no purchase.
    Events,
}

/// What the amount column of an orders file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountOf {
    /// The line's own amount.
    #[default]
    Line,
    /// The order's total, repeated on or blank in its continuation lines: counts once.
    Order,
}

/// A column and how to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The header, trimmed.
    pub name: String,
    pub role: Role,
    /// How its numbers are written, for roles that hold numbers.
    pub number: NumberFormat,
    /// How its dates are written, for roles that hold dates.
    pub date: DateOrder,
}

/// What a file's columns are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub kind: FileKind,
    /// All columns, in file order.
    pub columns: Vec<ColumnMapping>,
    pub amount_of: AmountOf,
    /// The file's one currency, where it is stated or seen.
    pub currency: Option<Currency>,
    /// The column that is the customer's key.
    pub key: Option<usize>,
}

impl Mapping {
    /// The first column of that role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.role == role)
    }

    /// Whether it tells whose its orders are, so that lines in another file can join it.
    pub fn has_orders(&self) -> bool {
        self.key.is_some() && self.column(Role::OrderId).is_some()
    }

    /// Whether its records are lines of orders that another file must tell of: order ids and goods, and nobody
    /// who bought them.
    pub fn needs_orders(&self) -> bool {
        use Role::*;
        let goods = [Product, ProductName, Quantity, UnitPrice, Amount];
        self.key.is_none()
            && self.column(OrderId).is_some()
            && goods.into_iter().any(|role| self.column(role).is_some())
    }
}
