//! **`Table`**: the named columns of the customers as of a day. Measures, scores, model figures, classes
//! and attributes all stand in it; queries, exports, lists and charts look names up here.

use crate::{
    mask::Mask,
    portfolio::columns::{Column, EMPTY_I32},
    text::fold,
};

/// A named column of the customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: String,
    pub column: Column,
}

/// The orders as of a day, in the portfolio's order of orders. An order that is not yet visible, or that
/// has only returns, has no day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderColumns {
    /// [`EMPTY_I32`] where there is no order to see.
    pub day: Vec<i32>,
    /// Sum of its visible lines, net of its returns (or without them under `returns = ignore`).
    pub amount: Vec<i64>,
    /// Likewise, in millionths; empty vector where the data has no quantities.
    pub quantity: Vec<i64>,
}

impl OrderColumns {
    /// Whether this group of lines is an order that can be seen as of the day.
    pub fn is_order(&self, order: usize) -> bool {
        self.day[order] != EMPTY_I32
    }
}

/// The customers as of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The day every age is measured to; none where the data has no day.
    pub as_of: Option<i32>,
    /// Customers that exist as of that day. The others are in no count, list or class.
    pub exists: Mask,
    /// Customers with at least one order.
    pub buyers: Mask,
    pub orders: OrderColumns,
    fields: Vec<Field>,
}

impl Table {
    /// A table without columns.
    pub fn new(as_of: Option<i32>, exists: Mask, buyers: Mask, orders: OrderColumns) -> Table {
        Table { as_of, exists, buyers, orders, fields: Vec::new() }
    }

    /// How many customers there are, existing yet or not.
    pub fn len(&self) -> usize {
        self.exists.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.exists.is_empty()
    }

    /// Adds a column, or replaces the one of that name.
    pub fn set(&mut self, name: &str, column: Column) {
        debug_assert_eq!(column.len(), self.len(), "{name}");
        match self.fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.column = column,
            None => self.fields.push(Field { name: name.to_string(), column }),
        }
    }

    /// Takes a column out, where there is one.
    pub fn remove(&mut self, name: &str) {
        self.fields.retain(|field| field.name != name);
    }

    /// Whether anybody has a value in a column.
    pub fn tells(&self, name: &str) -> bool {
        let has = |column: &Column| self.exists.iter().any(|i| !column.is_empty_at(i));
        self.get(name).is_some_and(has)
    }

    /// Takes a column out to keep it, where there is one.
    pub fn take(&mut self, name: &str) -> Option<Column> {
        let place = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(place).column)
    }

    /// The column of exactly that name.
    pub fn get(&self, name: &str) -> Option<&Column> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.column)
    }

    /// The column of that name without case and accents, with its name as it is written.
    pub fn find(&self, name: &str) -> Option<&Field> {
        let folded = fold(name);
        self.fields.iter().find(|field| fold(&field.name) == folded)
    }

    /// All columns, in the order they were made.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
}
