//! The order **lines** and **orders** of the portfolio, from the settled files.
//!
//! The trap: memory. Columns are taken out of the shards one after the other, gathered, and freed.

use super::{
    coded::DICTIONARY,
    columns::{Attribute, EMPTY_I32, EMPTY_I64, Lines, Note, Orders},
    history::History,
    margin::margins,
    names::Names,
    orders::group,
    people::People,
    settle::{File, USED},
    stack::Stack,
    typed::Values,
};
use crate::{
    schema::mapping::{ColumnMapping, FileKind},
    text::fold,
};
use std::sync::Arc;

/// Lines and orders. Takes the columns of files of orders.
pub fn lines(files: &mut [File], people: &People, notes: &mut Vec<Note>) -> (Lines, Orders) {
    let is_orders = |file: &File| file.shard.kind == FileKind::Orders;
    let mut stack = Stack::of(files, people, is_orders, |file, row| {
        file.fate[row] == USED && file.is_line(row)
    });
    note_missing_ids(files, &stack, notes);
    let day = stack.column(files, EMPTY_I32, |file| std::mem::take(&mut file.shard.day));
    let time = stack.column(files, 0, |file| std::mem::take(&mut file.shard.time));
    stack.sort(&day, &time);
    let mut lines = Lines { first: stack.first.clone(), ..Lines::default() };
    take_margins(files, &stack, &mut lines);
    take_products(files, &stack, &mut lines, (&day, &time));
    drop(time);
    lines.day = stack.gather(day);
    let amount = stack.column(files, 0, |file| {
        let mut amount = std::mem::take(&mut file.shard.amount);
        amount.iter_mut().filter(|units| **units == EMPTY_I64).for_each(|units| *units = 0);
        amount
    });
    lines.amount = stack.gather(amount);
    lines.amount.resize(lines.day.len(), 0);
    let quantity = stack.column(files, EMPTY_I64, |file| std::mem::take(&mut file.shard.quantity));
    lines.quantity = stack.gather(quantity);
    let is_return = stack.column(files, false, |file| std::mem::take(&mut file.is_return));
    lines.is_return = stack.gather(is_return);
    let category = columns(files, &stack, |file| file.roles.category);
    if category.iter().any(Option::is_some) {
        let values = stack.texts(files, &category);
        let values = stack.gather_texts(values);
        (lines.category, lines.categories) = (values.codes, Arc::new(values.texts));
    }
    let ids = columns(files, &stack, |file| file.shard.hot.order);
    let ids = stack.texts(files, &ids);
    let ids = stack.gather_texts(ids);
    let orders = group(&mut lines, ids);
    lines.attributes = attributes(files, &stack, notes);
    (lines, orders)
}

/// The column of each file of the stack that is asked for.
fn columns(
    files: &[File],
    stack: &Stack,
    of: impl Fn(&File) -> Option<usize>,
) -> Vec<Option<usize>> {
    stack.files.iter().map(|&at| of(&files[at])).collect()
}

fn note_missing_ids(files: &[File], stack: &Stack, notes: &mut Vec<Note>) {
    for &at in &stack.files {
        let file = &files[at];
        let missing = (0..file.shard.len())
            .any(|row| file.order(row) == 0 && file.fate[row] == USED && file.is_line(row));
        if missing {
            notes.push(Note::OrdersByDay { file: file.shard.file });
        }
    }
}

fn take_margins(files: &mut [File], stack: &Stack, lines: &mut Lines) {
    let any =
        stack.files.iter().any(|&at| files[at].roles.cost.or(files[at].roles.margin).is_some());
    if any {
        let margin = stack.column(files, EMPTY_I64, margins);
        lines.margin = stack.gather(margin);
    }
}

/// Products and their names. Where a line has a name and no code, the name is its product.
fn take_products(
    files: &mut [File],
    stack: &Stack,
    lines: &mut Lines,
    (day, time): (&[i32], &[u32]),
) {
    let product = columns(files, stack, |file| file.roles.product);
    if product.iter().all(Option::is_none) {
        return;
    }
    for &at in &stack.files {
        name_uncoded(&mut files[at]);
    }
    let named = columns(files, stack, |file| file.roles.product_name);
    let products = stack.texts(files, &product);
    if named.iter().any(Option::is_some) {
        let names = stack.texts(files, &named);
        let history = names_over_time(stack, &products, names, (day, time));
        lines.product_names = history.codes_at(i32::MAX);
        lines.product_name_texts = Arc::new(history.texts.clone());
        lines.product_name_history = history;
    }
    lines.product = stack.gather(products.codes);
    lines.products = Arc::new(products.texts);
}

/// The name of each product over time: that of its latest line with one, by day, then time, then file order.
/// Most products bear one name always; only the lines of the others are sorted.
fn names_over_time(
    stack: &Stack,
    products: &Values,
    names: Values,
    (day, time): (&[i32], &[u32]),
) -> History {
    const SEVERAL: u32 = u32::MAX;
    let named = || {
        let rows = stack.order.iter().map(|&row| row as usize);
        rows.filter(|&row| names.codes[row] != 0 && products.codes[row] != 0)
    };
    let mut known = vec![(0, i32::MAX); products.texts.len()];
    for row in named() {
        let (name, since) = &mut known[products.codes[row] as usize];
        *name = if *name == 0 || *name == names.codes[row] { names.codes[row] } else { SEVERAL };
        *since = day[row].min(*since);
    }
    let one = (0..).zip(&known).filter(|(_, (name, _))| *name != 0 && *name != SEVERAL);
    let mut entries: Vec<(u32, i32, u32)> =
        one.map(|(product, &(name, since))| (product, since, name)).collect();
    let mut changing: Vec<(i32, u32, usize)> = named()
        .filter(|&row| known[products.codes[row] as usize].0 == SEVERAL)
        .map(|row| (day[row], time.get(row).copied().unwrap_or(0), row))
        .collect();
    changing.sort_unstable();
    let entry = |(day, _, row): (i32, u32, usize)| (products.codes[row], day, names.codes[row]);
    entries.extend(changing.into_iter().map(entry));
    History::new(products.texts.len(), entries, names.texts)
}

fn name_uncoded(file: &mut File) {
    let (Some(product), Some(name)) = (file.roles.product, file.roles.product_name) else { return };
    let names = std::mem::take(&mut file.shard.texts[name]);
    let products = &mut file.shard.texts[product];
    for (code, &name) in products.codes.iter_mut().zip(&names.codes) {
        if *code == 0 && name != 0 {
            *code = products.texts.intern(names.text(name));
        }
    }
    file.shard.texts[name] = names;
}

/// A line attribute: its column in each file of the stack.
struct Part {
    mapping: ColumnMapping,
    columns: Vec<Option<usize>>,
}

/// Attributes of the rows of a stack. Columns of several files with the same header are one; the n-th of one
/// header in a file is the n-th of it in another.
pub fn attributes(files: &mut [File], stack: &Stack, notes: &mut Vec<Note>) -> Vec<Attribute> {
    let mut parts: Vec<(String, usize, Part)> = Vec::new();
    for (nth, &at) in stack.files.iter().enumerate() {
        let file = &files[at];
        if file.shard.kind == FileKind::Customers {
            continue;
        }
        let mut headers: Vec<String> = Vec::new();
        for (number, mapping) in file.shard.mapping.columns.iter().enumerate() {
            if file.roles.consumed[number] {
                continue;
            }
            let header = fold(&mapping.name);
            let occurrence = headers.iter().filter(|known| **known == header).count();
            let known = parts.iter_mut().find(|(h, o, _)| *h == header && *o == occurrence);
            headers.push(header.clone());
            match known {
                Some((.., part)) => part.columns[nth] = Some(number),
                None => {
                    let mut columns = vec![None; stack.files.len()];
                    columns[nth] = Some(number);
                    parts.push((header, occurrence, Part { mapping: mapping.clone(), columns }));
                }
            }
        }
    }
    let mut taken = Names::default();
    let mut attributes = Vec::new();
    for (.., part) in parts {
        let name = taken.take(&part.mapping.name);
        let dropped: Vec<usize> = stack
            .files
            .iter()
            .zip(&part.columns)
            .filter(|(at, column)| {
                column.is_some_and(|column| files[**at].shard.texts[column].dropped)
            })
            .map(|(&at, _)| at)
            .collect();
        let values = stack.texts(files, &part.columns);
        let values = stack.gather_texts(values);
        if dropped.is_empty()
            && (values.texts.len() <= DICTIONARY || values.n_distinct() <= DICTIONARY)
        {
            attributes.push(Attribute {
                name,
                role: part.mapping.role,
                column: values.typed(&part.mapping),
            });
        } else if !part.mapping.role.describes_customer() {
            let holders =
                stack.files.iter().zip(&part.columns).filter(|(_, column)| column.is_some());
            for (&at, _) in holders {
                notes.push(Note::NotLoaded {
                    file: files[at].shard.file,
                    column: part.mapping.name.clone(),
                });
            }
        }
    }
    attributes
}
