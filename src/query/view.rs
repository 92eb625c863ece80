//! **`View`**: the values of a field, borrowed, one a row of its scope; and where each field's values lie.
//!
//! The trap: ids. The key of customer `i` is text `i + 1` of its arena, and an order without an id has
//! its ISO day as id: both are read as if they were columns of text.

use super::{
    error::Scope,
    fields::{FieldInfo, Kind},
};
use crate::{
    measures::table::Table,
    portfolio::columns::{Attribute, Column, Portfolio},
    text::Texts,
};

/// The values of a field, one a row.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    /// Whole numbers or days.
    Ints(&'a [i32]),
    Floats(&'a [f64]),
    /// Units of `10^-decimals`.
    Units(&'a [i64], u32),
    YesNo(&'a [u8]),
    Texts(&'a [u32], &'a Texts),
    Classes(&'a [u8], &'a [String]),
    /// The text of row `i` is `i + 1`.
    Keys(&'a Texts),
    OrderIds(OrderIds<'a>),
    /// Purchase or return, of lines.
    Kinds(&'a [bool]),
    /// Empty in every row.
    Nothing,
}

/// Ids of the orders of rows.
#[derive(Clone, Copy)]
pub(super) struct OrderIds<'a> {
    /// Of each order, as a code of `texts`.
    pub ids: &'a [u32],
    pub texts: &'a Texts,
    /// The order of each row; none where rows are orders.
    pub order_of: Option<&'a [u32]>,
    /// The day of each row: its id where the order has none.
    pub day: &'a [i32],
}

impl OrderIds<'_> {
    /// Code of the id of this row's order; 0 where it is the row's day.
    pub fn code(&self, row: usize) -> u32 {
        self.ids[self.order_of.map_or(row, |order_of| order_of[row] as usize)]
    }
}

impl<'a> View<'a> {
    /// A column.
    pub fn of(column: &'a Column, money_decimals: u32) -> View<'a> {
        match column {
            Column::Whole(values) | Column::Day(values) => View::Ints(values),
            Column::Number(values) => View::Floats(values),
            Column::Money(values) => View::Units(values, money_decimals),
            Column::Quantity(values) => quantities(values),
            Column::YesNo(values) => View::YesNo(values),
            Column::Text { codes, texts } => View::Texts(codes, texts),
            Column::Class { codes, names } => View::Classes(codes, names),
        }
    }
}

/// The values of a customer's field.
pub(super) fn customers<'a>(
    portfolio: &'a Portfolio,
    table: &'a Table,
    field: &FieldInfo,
) -> View<'a> {
    let customers = &portfolio.customers;
    match field.name.as_str() {
        "customer_id" => return View::Keys(&customers.keys),
        "name" => return View::Texts(&customers.name_codes, &customers.names),
        _ => {}
    }
    let column = table.get(&field.name).or_else(|| attribute(&customers.attributes, field));
    column.map_or(View::Nothing, |column| View::of(column, portfolio.decimals()))
}

/// The values of a field of orders, lines or events. With `as_event` lines are asked for a field of events.
pub(super) fn records<'a>(
    portfolio: &'a Portfolio,
    table: &'a Table,
    scope: Scope,
    as_event: bool,
    field: &FieldInfo,
) -> View<'a> {
    let decimals = portfolio.decimals();
    let name = field.name.as_str();
    let (lines, events, orders) = (&portfolio.lines, &portfolio.events, &portfolio.orders);
    let (attributes, view) = match scope {
        Scope::Customers => return customers(portfolio, table, field),
        Scope::Orders => {
            let ids = OrderIds {
                ids: &orders.id,
                texts: &orders.ids,
                order_of: None,
                day: &table.orders.day,
            };
            return match name {
                "day" => View::Ints(&table.orders.day),
                "order_id" => View::OrderIds(ids),
                "amount" if portfolio.has_money => View::Units(&table.orders.amount, decimals),
                "quantity" => quantities(&table.orders.quantity),
                _ => View::Nothing,
            };
        }
        Scope::Lines => {
            let ids = OrderIds {
                ids: &orders.id,
                texts: &orders.ids,
                order_of: Some(&lines.order),
                day: &lines.day,
            };
            let view = match name {
                "day" => Some(View::Ints(&lines.day)),
                "order_id" => Some(View::OrderIds(ids)),
                "product" => Some(texts(&lines.product, &lines.products)),
                "category" => Some(texts(&lines.category, &lines.categories)),
                "quantity" => Some(quantities(&lines.quantity)),
                // Without money all amounts are zero, which is not what a query means by zero.
                "amount" if !portfolio.has_money => Some(View::Nothing),
                "amount" => Some(View::Units(&lines.amount, decimals)),
                "kind" => Some(View::Kinds(&lines.is_return)),
                "stage" | "score" if as_event => Some(View::Nothing),
                _ => None,
            };
            (&lines.attributes, view)
        }
        Scope::Events => {
            let view = match name {
                "day" => Some(View::Ints(&events.day)),
                "kind" => Some(View::Texts(&events.kind, &events.kinds)),
                "stage" => Some(texts(&events.stage, &events.stages)),
                "score" if events.score.is_empty() => Some(View::Nothing),
                "score" => Some(View::Floats(&events.score)),
                "amount" if events.amount.is_empty() => Some(View::Nothing),
                "amount" => Some(View::Units(&events.amount, decimals)),
                "order_id" | "product" | "category" | "quantity" => Some(View::Nothing),
                _ => None,
            };
            (&events.attributes, view)
        }
    };
    view.or_else(|| Some(View::of(attribute(attributes, field)?, decimals)))
        .unwrap_or(View::Nothing)
}

/// The attribute of that name, where it has the field's kind: events and lines may both have one.
fn attribute<'a>(attributes: &'a [Attribute], field: &FieldInfo) -> Option<&'a Column> {
    let found = attributes.iter().find(|attribute| attribute.name == field.name)?;
    (Kind::of(&found.column) == field.kind).then_some(&found.column)
}

/// A column of codes that the data may lack.
fn texts<'a>(codes: &'a [u32], texts: &'a Texts) -> View<'a> {
    if codes.is_empty() { View::Nothing } else { View::Texts(codes, texts) }
}

/// A column of quantities that the data may lack.
fn quantities(values: &[i64]) -> View<'_> {
    if values.is_empty() {
        View::Nothing
    } else {
        View::Units(values, crate::money::QUANTITY_DECIMALS)
    }
}
