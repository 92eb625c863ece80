//! The columns of the **base** of customers: names, attributes, referrers, birthdays, scores.
//!
//! An attribute of a customer is a column of a customers file, or one with a descriptive role in a file of
//! orders or events, unless a customers file has that role. Columns of customers files with the same
//! headers and roles are one column in several parts. The n-th column of a descriptive role in one file and
//! the n-th in another are one.

use super::{
    columns::{Attribute, Customers, EMPTY_I32, Note},
    contact::reachable,
    hash::HashMap,
    latest::{Source, either, joined, latest},
    names::Names,
    people::{People, SEVERAL},
    score::scores,
    settle::{File, USED},
    typed::{Values, days},
};
use crate::{
    schema::{
        mapping::{ColumnMapping, FileKind},
        role::Role,
        values::{ValueKind, is_blank},
    },
    text::fold,
};
use std::sync::Arc;

/// An attribute before it is typed.
struct Raw {
    mapping: ColumnMapping,
    values: Values,
}

/// The base of customers.
pub fn customers(files: &[File], people: &People, notes: &mut Vec<Note>) -> Customers {
    let raw = raw_attributes(files, people);
    let names = names(files, people);
    let consents: Vec<(&str, &Values)> = raw
        .iter()
        .filter(|raw| raw.mapping.role == Role::Consent)
        .map(|raw| (raw.mapping.name.as_str(), &raw.values))
        .collect();
    let reachable = reachable(files, people, &consents);
    let birthday = raw.iter().find(|raw| raw.mapping.role == Role::Birthday).map(birthdays);
    let mut taken = Names::default();
    let attributes = raw
        .into_iter()
        .map(|raw| Attribute {
            name: taken.take(&raw.mapping.name),
            role: raw.mapping.role,
            column: raw.values.typed(&raw.mapping),
        })
        .collect();
    let referrer = referrers(files, people, &names);
    Customers {
        keys: people.keys.clone(),
        listed: listed(files, people, notes),
        reachable,
        birthday: birthday.unwrap_or_default(),
        referrer,
        score: customer_scores(files, people),
        attributes,
        name_codes: names.codes,
        names: Arc::new(names.texts),
    }
}

fn raw_attributes(files: &[File], people: &People) -> Vec<Raw> {
    let mut found: Vec<(Vec<Source>, ColumnMapping)> = Vec::new();
    let is_listing = |file: &File| file.shard.kind == FileKind::Customers;
    let attributes = |at: usize| {
        let file: &File = &files[at];
        let columns = file.shard.mapping.columns.iter().enumerate();
        columns.filter(move |&(number, _)| !file.roles.consumed[number])
    };
    let mut stated: Vec<Role> = Vec::new();
    let mut signatures: Vec<(Vec<(String, Role)>, usize)> = Vec::new();
    for at in (0..files.len()).filter(|&at| is_listing(&files[at])) {
        stated.extend(attributes(at).map(|(_, column)| column.role));
        let columns = &files[at].shard.mapping.columns;
        let signature: Vec<(String, Role)> =
            columns.iter().map(|c| (fold(&c.name), c.role)).collect();
        let earlier = signatures.iter().find(|(known, _)| *known == signature).map(|&(_, at)| at);
        for (number, column) in attributes(at) {
            let part = earlier.and_then(|first| {
                found.iter_mut().find(|(sources, _)| sources[0] == (first, number))
            });
            match part {
                Some((sources, _)) => sources.push((at, number)),
                None => found.push((vec![(at, number)], column.clone())),
            }
        }
        signatures.push((signature, at));
    }
    let mut described: HashMap<(u32, u32), usize> = HashMap::default();
    for at in (0..files.len()).filter(|&at| !is_listing(&files[at])) {
        let mut nth: HashMap<u32, u32> = HashMap::default();
        for (number, column) in attributes(at) {
            if !column.role.describes_customer() || stated.contains(&column.role) {
                continue;
            }
            let n = nth.entry(column.role as u32).or_default();
            *n += 1;
            let place = *described.entry((column.role as u32, *n)).or_insert(found.len());
            match found.get_mut(place) {
                Some((sources, _)) => sources.push((at, number)),
                None => found.push((vec![(at, number)], column.clone())),
            }
        }
    }
    found.sort_by_key(|(sources, _)| sources[0]);
    found
        .into_iter()
        .map(|(sources, mapping)| Raw { mapping, values: latest(files, people, &sources) })
        .collect()
}

/// Names: of the customers files, else of other files.
fn names(files: &[File], people: &People) -> Values {
    let of = |listing: bool, column: fn(&File) -> Option<usize>| {
        let sources: Vec<Source> = files
            .iter()
            .enumerate()
            .filter(|(_, file)| (file.shard.kind == FileKind::Customers) == listing)
            .filter_map(|(at, file)| Some((at, column(file)?)))
            .collect();
        latest(files, people, &sources)
    };
    let whole = |listing: bool| {
        let family = of(listing, |file| file.roles.surname);
        let name = of(listing, |file| file.roles.name);
        if family.texts.is_empty() { name } else { joined(name, family) }
    };
    either(whole(true), whole(false))
}

fn birthdays(raw: &Raw) -> Vec<i32> {
    let texts = &raw.values.texts;
    let mut by_code = vec![EMPTY_I32; texts.len()];
    let readable: Vec<(u32, &str)> = (1..)
        .zip(texts.iter().skip(1))
        .filter(|(_, text)| !is_blank(text, ValueKind::Plain))
        .collect();
    match days(&readable, raw.mapping.date, texts.len()) {
        Some(days) => by_code = days,
        // Some do not read: the others still are birthdays.
        None => readable.iter().for_each(|&one| {
            if let Some(day) = days(&[one], raw.mapping.date, texts.len()) {
                by_code[one.0 as usize] = day[one.0 as usize];
            }
        }),
    }
    raw.values.codes.iter().map(|&code| by_code[code as usize]).collect()
}

/// Who was referred by whom: by key, e-mail or the exact name of one customer.
fn referrers(files: &[File], people: &People, names: &Values) -> Vec<u32> {
    let sources = |listing: bool| -> Vec<Source> {
        let files = files.iter().enumerate();
        files
            .filter(|(_, file)| (file.shard.kind == FileKind::Customers) == listing)
            .filter_map(|(at, file)| Some((at, file.roles.referrer?)))
            .collect()
    };
    let (listed, others) = (sources(true), sources(false));
    if listed.is_empty() && others.is_empty() {
        return Vec::new();
    }
    let values = either(latest(files, people, &listed), latest(files, people, &others));
    let named = by_name(names);
    let find = |text: &str| {
        people.find(text).or_else(|| named.get(text).copied().filter(|&c| c < SEVERAL))
    };
    let by_code: Vec<Option<u32>> =
        values.texts.iter().map(|text| find(text).filter(|_| !text.is_empty())).collect();
    (0..people.len() as u32)
        .zip(&values.codes)
        .map(|(customer, &code)| match by_code[code as usize] {
            Some(referrer) if referrer != customer => referrer,
            _ => u32::MAX,
        })
        .collect()
}

/// Customers by exact name; [`SEVERAL`] where a name is not of one alone.
fn by_name(names: &Values) -> HashMap<&str, u32> {
    let mut owners = HashMap::default();
    for (customer, &code) in (0..).zip(&names.codes).filter(|&(_, &code)| code != 0) {
        owners
            .entry(names.texts.get(code))
            .and_modify(|owner| *owner = SEVERAL)
            .or_insert(customer);
    }
    owners
}

/// Scores of customers files.
fn customer_scores(files: &[File], people: &People) -> Vec<f64> {
    let sources: Vec<Source> = files
        .iter()
        .enumerate()
        .filter(|(_, file)| file.shard.kind == FileKind::Customers)
        .filter_map(|(at, file)| Some((at, file.roles.score?)))
        .collect();
    match sources.first() {
        Some(&(at, column)) => {
            scores(&latest(files, people, &sources), &files[at].shard.mapping.columns[column])
        }
        None => Vec::new(),
    }
}

/// Who stands in a customers file; notes those that do more than once in one.
fn listed(files: &[File], people: &People, notes: &mut Vec<Note>) -> Vec<bool> {
    let mut listed = vec![false; people.len()];
    for (at, file) in files.iter().enumerate() {
        if file.shard.kind != FileKind::Customers {
            continue;
        }
        let mut seen = vec![false; people.len()];
        let mut count = 0;
        for row in (0..file.shard.len()).filter(|&row| file.fate[row] == USED) {
            let customer = people.of(files, at, row) as usize;
            count += u64::from(seen[customer]);
            (seen[customer], listed[customer]) = (true, true);
        }
        if count > 0 {
            notes.push(Note::CustomerRepeated { file: file.shard.file, count });
        }
    }
    listed
}
