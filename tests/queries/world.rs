//! A portfolio row by row, for the slow twin: the customers' values as they were computed, lines and events as they
//! stand, orders put together anew from the lines.

use super::naive::{ONE, Record, Val, World, fold, text};
use carteira::{
    calendar::Day,
    measures::settings::Returns,
    portfolio::columns::{Attribute, Column, EMPTY_I32, EMPTY_I64},
    query::{ast::Node, evaluate::Data, fields::Schema},
};
use std::{collections::HashMap, rc::Rc};

pub struct Rows<'a> {
    data: &'a Data<'a>,
    /// Folded names and roles → columns.
    columns: HashMap<String, &'a Column>,
    line_attributes: HashMap<String, &'a Column>,
    event_attributes: HashMap<String, &'a Column>,
    classifications: Vec<String>,
}

impl<'a> Rows<'a> {
    pub fn new(data: &'a Data<'a>) -> Rows<'a> {
        let schema = Schema::of(data);
        let customers = &data.portfolio.customers;
        let mut columns = named(&customers.attributes);
        for field in data.table.fields() {
            columns.insert(fold(&field.name), &field.column);
        }
        let classes = schema.customers.list().iter().filter(|field| !field.classes.is_empty());
        Rows {
            data,
            columns,
            line_attributes: named(&data.portfolio.lines.attributes),
            event_attributes: named(&data.portfolio.events.attributes),
            classifications: classes.map(|field| fold(&field.name)).collect(),
        }
    }

    fn seen(&self, day: i32) -> bool {
        day == EMPTY_I32 || self.data.table.as_of.is_none_or(|as_of| day <= as_of)
    }

    fn money(&self, units: i64) -> Val {
        match self.data.portfolio.has_money {
            true => units_of(units, self.data.portfolio.decimals()),
            false => Val::Empty,
        }
    }

    fn line_rows(&self, customer: usize) -> impl Iterator<Item = usize> {
        let lines = &self.data.portfolio.lines;
        let ignored = self.data.settings.returns == Returns::Ignore;
        lines
            .of(customer)
            .filter(move |&i| self.seen(lines.day[i]) && !(ignored && lines.is_return[i]))
    }

    fn order_id(&self, line: usize) -> String {
        let (lines, orders) = (&self.data.portfolio.lines, &self.data.portfolio.orders);
        match orders.ids.get(orders.id[lines.order[line] as usize]) {
            "" => Day(lines.day[line]).to_string(),
            id => id.to_string(),
        }
    }
}

/// By name, and by role where one alone has it.
fn named(attributes: &[Attribute]) -> HashMap<String, &Column> {
    let mut columns = HashMap::new();
    for attribute in attributes {
        if attributes.iter().filter(|other| other.role == attribute.role).count() == 1 {
            columns.insert(attribute.role.name().to_string(), &attribute.column);
        }
    }
    for attribute in attributes {
        columns.insert(fold(&attribute.name), &attribute.column);
    }
    columns
}

fn units_of(units: i64, decimals: u32) -> Val {
    if units == EMPTY_I64 {
        Val::Empty
    } else {
        Val::Number(i128::from(units) * ONE / 10i128.pow(decimals))
    }
}

fn cell(column: &Column, row: usize, decimals: u32) -> Val {
    if column.is_empty_at(row) {
        return Val::Empty;
    }
    match column {
        Column::Whole(values) => Val::Number(i128::from(values[row]) * ONE),
        Column::Number(values) => Val::Float(values[row]),
        Column::Money(values) => units_of(values[row], decimals),
        Column::Quantity(values) => units_of(values[row], 6),
        Column::Day(values) => Val::Date(values[row]),
        Column::YesNo(values) => Val::YesNo(values[row] == 1),
        Column::Text { codes, texts } => text(texts.get(codes[row])),
        Column::Class { codes, names } => text(&names[usize::from(codes[row])]),
    }
}

impl World for Rows<'_> {
    fn n_customers(&self) -> usize {
        self.data.portfolio.customers.len()
    }

    fn as_of(&self) -> Option<i32> {
        self.data.table.as_of
    }

    fn exists(&self, customer: usize) -> bool {
        self.data.table.exists.get(customer)
    }

    fn is_buyer(&self, customer: usize) -> bool {
        let lines = &self.data.portfolio.lines;
        lines.of(customer).any(|i| !lines.is_return[i] && self.seen(lines.day[i]))
    }

    fn id(&self, customer: usize) -> String {
        self.data.portfolio.customers.key(customer).to_string()
    }

    fn value(&self, name: &str, customer: usize) -> Val {
        match name {
            "customer_id" => text(self.data.portfolio.customers.key(customer)),
            "name" => text(self.data.portfolio.customers.name(customer)),
            // A field that was not computed is empty for everyone.
            _ => self.columns.get(name).map_or(Val::Empty, |column| {
                cell(column, customer, self.data.portfolio.decimals())
            }),
        }
    }

    fn classifications(&self) -> Vec<String> {
        self.classifications.clone()
    }

    fn saved(&self, _: &str) -> Option<&Node> {
        None
    }

    fn orders(&self, customer: usize) -> Vec<Record<'_>> {
        let lines = &self.data.portfolio.lines;
        let mut orders: Vec<(String, Vec<usize>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for i in self.line_rows(customer) {
            let id = self.order_id(i);
            let place = *places.entry(id.clone()).or_insert_with(|| {
                orders.push((id, Vec::new()));
                orders.len() - 1
            });
            orders[place].1.push(i);
        }
        let record = |(id, rows): (String, Vec<usize>)| -> Option<Record<'_>> {
            let purchases = rows.iter().filter(|&&i| !lines.is_return[i]);
            let day = purchases.map(|&i| lines.day[i]).min()?;
            let amount = self.money(rows.iter().map(|&i| lines.amount[i]).sum());
            let quantities = rows.iter().filter_map(|&i| lines.quantity.get(i));
            let quantity = match lines.quantity.is_empty() {
                true => Val::Empty,
                false => units_of(quantities.filter(|&&q| q != EMPTY_I64).sum(), 6),
            };
            let field = move |name: &str| match name {
                "day" => Val::Date(day),
                "order_id" => text(&id),
                "amount" => amount.clone(),
                "quantity" => quantity.clone(),
                other => panic!("the twin knows no field {other} of orders"),
            };
            Some((Some(day), Box::new(field)))
        };
        orders.into_iter().filter_map(record).collect()
    }

    fn lines(&self, customer: usize) -> Vec<Record<'_>> {
        let lines = &self.data.portfolio.lines;
        let record = |i: usize| -> Record<'_> {
            let field = move |name: &str| match name {
                "day" => Val::Date(lines.day[i]),
                "order_id" => text(&self.order_id(i)),
                "product" => {
                    lines.product.get(i).map_or(Val::Empty, |&c| text(lines.products.get(c)))
                }
                "category" => {
                    lines.category.get(i).map_or(Val::Empty, |&c| text(lines.categories.get(c)))
                }
                "quantity" => lines.quantity.get(i).map_or(Val::Empty, |&q| units_of(q, 6)),
                "amount" => self.money(lines.amount[i]),
                "kind" => text(if lines.is_return[i] { "return" } else { "purchase" }),
                name => self
                    .line_attributes
                    .get(name)
                    .map_or(Val::Empty, |column| cell(column, i, self.data.portfolio.decimals())),
            };
            (Some(lines.day[i]), Box::new(field))
        };
        self.line_rows(customer).map(record).collect()
    }

    fn events(&self, customer: usize) -> Vec<Record<'_>> {
        let events = &self.data.portfolio.events;
        let record = |i: usize| -> Record<'_> {
            let day = Some(events.day[i]).filter(|&day| day != EMPTY_I32);
            let kind = Rc::new(events.kinds.get(events.kind[i]).to_string());
            let field = move |name: &str| match name {
                "day" => day.map_or(Val::Empty, Val::Date),
                "kind" => text(&kind),
                "stage" => events.stage.get(i).map_or(Val::Empty, |&c| text(events.stages.get(c))),
                "score" => {
                    let score = events.score.get(i).filter(|score| !score.is_nan());
                    score.map_or(Val::Empty, |&score| Val::Float(score))
                }
                "amount" => {
                    let amount = events.amount.get(i);
                    amount.map_or(Val::Empty, |&v| units_of(v, self.data.portfolio.decimals()))
                }
                name => self
                    .event_attributes
                    .get(name)
                    .map_or(Val::Empty, |column| cell(column, i, self.data.portfolio.decimals())),
            };
            (day, Box::new(field))
        };
        // Where no file has events there are no row numbers either.
        let rows = if events.is_empty() { 0..0 } else { events.of(customer) };
        rows.filter(|&i| self.seen(events.day[i])).map(record).collect()
    }
}
