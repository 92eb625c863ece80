//! Tiny portfolios for tests, written as text, and checks of one column at a time.
//!
//! Entries are parted by `;` or line ends. `a 2024-01-31 12.50` is a line of customer a, negative for a return; after it
//! may stand `o=` order id, `p=` product, `c=` category, `q=` quantity, `m=` margin. A key alone is a customer of a
//! customers file.

use super::{Measured, compute};
use crate::{
    calendar::Day,
    money::{QUANTITY_DECIMALS, format_quantity, format_units},
    portfolio::columns::*,
    text::{Interner, Texts},
};
use std::{collections::BTreeMap, sync::Arc};

/// A line before it is sorted.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub customer: String,
    pub day: i32,
    pub amount: i64,
    pub order: String,
    pub product: String,
    pub category: String,
    pub quantity: Option<i64>,
    pub margin: Option<i64>,
}

/// An ISO day.
pub fn day(text: &str) -> i32 {
    text.parse::<Day>().unwrap_or_else(|()| panic!("{text} is no day")).0
}

/// The portfolio that the text describes.
pub fn portfolio(text: &str) -> Portfolio {
    let mut rows = Vec::new();
    let mut listed = Vec::new();
    for words in entries(text) {
        let [customer, when, amount, rest @ ..] = &words[..] else {
            listed.push(words[0].to_string());
            continue;
        };
        let mut row = Row {
            customer: customer.to_string(),
            day: day(when),
            amount: units(amount, 2),
            ..Row::default()
        };
        for word in rest {
            match word.split_once('=').expect("key=value") {
                ("o", id) => row.order = id.to_string(),
                ("p", product) => row.product = product.to_string(),
                ("c", category) => row.category = category.to_string(),
                ("q", quantity) => row.quantity = Some(units(quantity, QUANTITY_DECIMALS)),
                ("m", margin) => row.margin = Some(units(margin, 2)),
                (other, _) => panic!("{other} is no part of a line"),
            }
        }
        rows.push(row);
    }
    build(&rows, &listed)
}

/// The portfolio of these lines and of these customers of a customers file.
pub fn build(rows: &[Row], listed: &[String]) -> Portfolio {
    let mut by_customer: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for key in listed {
        by_customer.entry(key).or_default();
    }
    for row in rows {
        by_customer.entry(&row.customer).or_default().push(row);
    }

    let mut out = Portfolio { has_money: true, ..Portfolio::default() };
    let (mut products, mut categories, mut ids) =
        (Interner::default(), Interner::default(), Interner::default());
    // Codes against the order of texts, so that a tie by code is caught.
    let mut names: Vec<&Row> = rows.iter().collect();
    names.sort_by(|a, b| (&b.product, &b.category).cmp(&(&a.product, &a.category)));
    for row in names {
        products.intern(&row.product);
        categories.intern(&row.category);
    }
    let has = |some: &dyn Fn(&Row) -> bool| rows.iter().any(some);
    let with_quantity = has(&|row| row.quantity.is_some());
    let with_margin = has(&|row| row.margin.is_some());
    let with_product = has(&|row| !row.product.is_empty());
    let with_category = has(&|row| !row.category.is_empty());
    for (key, mut rows) in by_customer {
        out.customers.keys.push(key);
        out.customers.known_from.push(match listed.iter().any(|k| k == key) {
            true => EMPTY_I32,
            false => i32::MAX,
        });
        out.lines.first.push(out.lines.day.len() as u32);
        out.orders.first.push(out.orders.day.len() as u32);
        rows.sort_by_key(|row| row.day);
        let order_of = number_orders(&rows, &mut out.orders, &mut ids);
        for (row, order) in rows.iter().zip(order_of) {
            out.lines.day.push(row.day);
            out.lines.order.push(order);
            out.lines.amount.push(row.amount);
            out.lines.is_return.push(is_return(row));
            if with_quantity {
                out.lines.quantity.push(row.quantity.unwrap_or(EMPTY_I64));
            }
            if with_margin {
                out.lines.margin.push(row.margin.unwrap_or(EMPTY_I64));
            }
            if with_product {
                out.lines.product.push(products.intern(&row.product));
            }
            if with_category {
                out.lines.category.push(categories.intern(&row.category));
            }
        }
    }
    let n = out.customers.len();
    out.lines.first.push(out.lines.day.len() as u32);
    out.orders.first.push(out.orders.day.len() as u32);
    out.orders.ids = Arc::new(ids.into_texts());
    out.lines.products = Arc::new(products.into_texts());
    out.lines.categories = Arc::new(categories.into_texts());
    out.customers.name_codes = vec![0; n];
    out.customers.reachable = vec![0; n];
    out.events.first = vec![0; n + 1];
    out
}

/// Whether a line is a return.
pub fn is_return(row: &Row) -> bool {
    row.amount < 0 || row.quantity.is_some_and(|quantity| quantity < 0)
}

/// Groups the rows of a customer by order id, or by day where there is none, and returns each row's order.
fn number_orders(rows: &[&Row], orders: &mut Orders, ids: &mut Interner) -> Vec<u32> {
    let name = |row: &Row| match row.order.as_str() {
        "" => Day(row.day).to_string(),
        id => id.to_string(),
    };
    let mut groups: Vec<(String, i32)> = Vec::new();
    for row in rows {
        let at = groups.iter().position(|(group, _)| *group == name(row));
        let at = at.unwrap_or_else(|| {
            groups.push((name(row), EMPTY_I32));
            groups.len() - 1
        });
        if !is_return(row) && groups[at].1 == EMPTY_I32 {
            groups[at].1 = row.day;
        }
    }
    groups.sort_by_key(|&(_, day)| day);
    let start = orders.day.len();
    for (group, day) in &groups {
        orders.day.push(*day);
        let given = rows.iter().any(|row| row.order == *group);
        orders.id.push(if given { ids.intern(group) } else { 0 });
    }
    let place = |row: &Row| groups.iter().position(|(group, _)| *group == name(row));
    rows.iter().map(|row| (start + place(row).expect("a group of its own")) as u32).collect()
}

/// Adds events to a portfolio: `a 2024-01-05 survey 9`, a number being a score, `-` no day; `stage=Closed_won`
/// is the stage of a deal, `_` standing for a blank. They stand in the order of the text within a customer.
pub fn events(shop: &mut Portfolio, text: &str) {
    let (mut kinds, mut stages) = (Interner::default(), Interner::default());
    let entries = entries(text);
    let out = &mut shop.events;
    *out = Events::default();
    for customer in 0..shop.customers.len() {
        out.first.push(out.day.len() as u32);
        for words in entries.iter().filter(|words| words[0] == shop.customers.key(customer)) {
            out.day.push(if words[1] == "-" { EMPTY_I32 } else { day(words[1]) });
            out.kind.push(kinds.intern(words[2]));
            let stage = words.iter().find_map(|word| word.strip_prefix("stage="));
            out.stage.push(stages.intern(&stage.unwrap_or_default().replace('_', " ")));
            out.score.push(words.get(3).and_then(|word| word.parse().ok()).unwrap_or(f64::NAN));
        }
    }
    out.first.push(out.day.len() as u32);
    assert_eq!(out.day.len(), entries.len(), "every event has a customer of the portfolio");
    out.kinds = Arc::new(kinds.into_texts());
    out.stages = Arc::new(stages.into_texts());
}

/// A column of texts.
pub fn text_column(values: &[&str]) -> Column {
    let mut interner = Interner::default();
    let codes = values.iter().map(|text| interner.intern(text)).collect();
    Column::Text { codes, texts: Arc::new(interner.into_texts()) }
}

/// The numbers of the portfolio that the text describes, as of its last day.
pub fn measure(text: &str) -> Measured {
    compute(&portfolio(text), None, &Default::default())
}

/// Whether the column reads `a=1 b= c=2.5`: the customers by key, nothing for empty. A column that is not there is
/// empty.
pub fn check(measured: &Measured, name: &str, expect: &str) {
    let nothing = Column::Number(vec![f64::NAN; measured.table.len()]);
    let column = measured.table.get(name).unwrap_or(&nothing);
    let mut keys: Vec<String> = Vec::new();
    for word in expect.split(' ').filter(|word| !word.is_empty()) {
        match (word.split_once('='), keys.last_mut()) {
            (Some((_, value)), _) => keys.push(value.to_string()),
            (None, Some(last)) => *last += &format!(" {word}"),
            (None, None) => panic!("{expect} does not start with key=value"),
        }
    }
    let shown: Vec<String> = (0..column.len()).map(|row| show(column, row)).collect();
    assert_eq!(shown, keys, "{name}");
}

/// A value as exports write it.
pub fn show(column: &Column, row: usize) -> String {
    if column.is_empty_at(row) {
        return String::new();
    }
    let text = |texts: &Texts, code| texts.get(code).to_string();
    match column {
        Column::Whole(v) => v[row].to_string(),
        Column::Number(v) => v[row].to_string(),
        Column::Money(v) => format_units(v[row], 2),
        Column::Quantity(v) => format_quantity(v[row]),
        Column::Day(v) => Day(v[row]).to_string(),
        Column::YesNo(v) => (v[row] == 1).to_string(),
        Column::Text { codes, texts } => text(texts, codes[row]),
        Column::Class { codes, names } => names[codes[row] as usize].clone(),
    }
}

fn entries(text: &str) -> Vec<Vec<&str>> {
    let entries = text.split([';', '\n']).map(|entry| entry.split_whitespace().collect::<Vec<_>>());
    entries.filter(|words| !words.is_empty()).collect()
}

fn units(text: &str, decimals: u32) -> i64 {
    let number: f64 = text.parse().unwrap_or_else(|_| panic!("{text} is no number"));
    (number * 10f64.powi(decimals as i32)).round() as i64
}
