//! A customer's page: the figures, the story on a timeline, the rule behind each class.

use super::{list::cell, tally::major, view::*};
use crate::{
    calendar::Day,
    classes::{rules::RuleList, stage},
    measures::table::Table,
    portfolio::columns::{Column, EMPTY_I32, EMPTY_I64, Portfolio},
    query::print::quote,
};

/// Most products named under an order.
const PRODUCTS: usize = 5;

/// The customer of that key, if it is there as of the day.
pub fn find(portfolio: &Portfolio, table: &Table, key: &str) -> Option<usize> {
    let n = portfolio.customers.len();
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = (low + high) / 2;
        if portfolio.customers.key(middle) < key { low = middle + 1 } else { high = middle }
    }
    (low < n && portfolio.customers.key(low) == key && table.exists.get(low)).then_some(low)
}

/// The page without its place in a list and its "why is this customer here".
pub fn page(
    portfolio: &Portfolio,
    table: &Table,
    lists: &[RuleList],
    customer: usize,
    revision: Revision,
) -> CustomerView {
    let decimals = portfolio.decimals();
    let attributes = &portfolio.customers.attributes;
    let facts = table
        .fields()
        .iter()
        .map(|field| (&field.name, &field.column))
        .chain(attributes.iter().map(|attribute| (&attribute.name, &attribute.column)))
        .filter(|(_, column)| !column.is_empty_at(customer))
        .map(|(name, column)| (name.clone(), cell(column, customer, decimals)))
        .collect();
    CustomerView {
        revision,
        key: portfolio.customers.key(customer).to_string(),
        name: portfolio.customers.name(customer).to_string(),
        place: None,
        previous: None,
        next: None,
        facts,
        timeline: timeline(portfolio, table, customer),
        classes: classes(table, lists, customer),
        why: Vec::new(),
        standing: None,
    }
}

fn classes(table: &Table, lists: &[RuleList], customer: usize) -> Vec<ClassReason> {
    table
        .fields()
        .iter()
        .filter_map(|field| match &field.column {
            Column::Class { codes, names }
                if field.name != stage::FIELD && !field.column.is_empty_at(customer) =>
            {
                let class = names[codes[customer] as usize].clone();
                let rule = rule_of(lists, &field.name, &class).unwrap_or_default();
                Some(ClassReason { field: field.name.clone(), class, rule })
            }
            _ => None,
        })
        .collect()
}

/// The text of the rule by which a class of a field is given; none for the fallback and for what is no list.
fn rule_of(lists: &[RuleList], field: &str, class: &str) -> Option<String> {
    let list = lists.iter().find(|list| list.field == field)?;
    Some(list.rules.iter().find(|rule| rule.name == class)?.query.clone())
}

fn timeline(portfolio: &Portfolio, table: &Table, customer: usize) -> Vec<TimelineMark> {
    let as_of = table.as_of.unwrap_or(i32::MAX);
    let mut marks: Vec<TimelineMark> = Vec::new();
    let lines = &portfolio.lines;
    let orders = portfolio.orders.of(customer);
    let mut products = vec![Vec::new(); orders.len()];
    for line in lines.of(customer).filter(|&i| !lines.is_return[i] && lines.day[i] <= as_of) {
        let named: &mut Vec<String> = &mut products[lines.order[line] as usize - orders.start];
        if named.len() < PRODUCTS
            && let Some(name) = product(portfolio, line)
            && !named.contains(&name)
        {
            named.push(name);
        }
    }
    marks.extend(
        orders
            .zip(products)
            .filter(|(order, _)| table.orders.is_order(*order))
            .map(|(order, products)| order_mark(portfolio, table, order, products)),
    );
    marks.extend(lines.of(customer).filter(|&i| lines.is_return[i] && lines.day[i] <= as_of).map(
        |i| TimelineMark {
            day: lines.day[i],
            kind: "return".into(),
            amount: portfolio.has_money.then(|| major(lines.amount[i], portfolio.decimals())),
            label:
                portfolio.orders.ids.get(portfolio.orders.id[lines.order[i] as usize]).to_string(),
            products: product(portfolio, i).into_iter().collect(),
            query: like_query("events \"return\" ", lines.day[i]),
        },
    ));
    let events = &portfolio.events;
    if !events.is_empty() {
        let visible =
            events.of(customer).filter(|&i| events.day[i] != EMPTY_I32 && events.day[i] <= as_of);
        marks.extend(visible.map(|i| {
            TimelineMark {
                day: events.day[i],
                kind: events.kinds.get(events.kind[i]).to_string(),
                amount: events
                    .amount
                    .get(i)
                    .filter(|&&amount| amount != EMPTY_I64)
                    .map(|&amount| major(amount, portfolio.decimals())),
                label: events
                    .stage
                    .get(i)
                    .map(|&code| events.stages.get(code).to_string())
                    .unwrap_or_default(),
                products: Vec::new(),
                query: like_query(
                    &format!("events {} ", quote(events.kinds.get(events.kind[i]))),
                    events.day[i],
                ),
            }
        }));
    }
    marks.sort_by_key(|mark| mark.day);
    marks.split_off(marks.len().saturating_sub(TIMELINE_MARKS))
}

fn order_mark(
    portfolio: &Portfolio,
    table: &Table,
    order: usize,
    products: Vec<String>,
) -> TimelineMark {
    let day = table.orders.day[order];
    let id = portfolio.orders.ids.get(portfolio.orders.id[order]);
    TimelineMark {
        day,
        kind: "order".into(),
        amount: portfolio
            .has_money
            .then(|| major(table.orders.amount[order], portfolio.decimals())),
        label: if id.is_empty() { Day(day).to_string() } else { id.to_string() },
        products,
        query: like_query("orders", day),
    }
}

/// Who has a record of this source on this day.
fn like_query(source: &str, day: i32) -> String {
    format!("{source}(count >= 1, between {0} and {0})", Day(day))
}

/// The name of a line's product, else its code.
fn product(portfolio: &Portfolio, line: usize) -> Option<String> {
    let lines = &portfolio.lines;
    let code = *lines.product.get(line)?;
    let named =
        lines.product_names.get(code as usize).map(|&name| lines.product_name_texts.get(name));
    let text = named.filter(|name| !name.is_empty()).unwrap_or(lines.products.get(code));
    (!text.is_empty()).then(|| text.to_string())
}
