//! The columns of the **base** of customers: names, attributes, referrers, birthdays, scores.
//!
//! An attribute of a customer is a column of a customers file, or one with a descriptive role in a file of
//! orders or events, unless a customers file has that role. Columns of customers files with the same
//! headers and roles are one column in several parts. The n-th column of a descriptive role in one file and
//! the n-th in another are one.

use super::{
    columns::{Attribute, Customers, EMPTY_I32, Note},
    contact::{contact_days, refuses},
    described::{Changing, Described, NameHistory},
    hash::HashMap,
    history::{History, Source},
    names::Names,
    people::{People, SEVERAL},
    score::scores,
    settle::{File, USED, fate},
    typed::{Meanings, Values, days},
};
use crate::{
    issues::Reason,
    schema::{
        mapping::{ColumnMapping, FileKind},
        role::Role,
        values::{ValueKind, is_blank},
    },
    text::{Texts, fold},
};
use std::sync::Arc;

/// The base of customers, as of the end of all records.
pub fn customers(files: &[File], people: &People, notes: &mut Vec<Note>) -> Customers {
    let mut described = Described::default();
    described.names = names(files, people);
    described.contacts = contact_days(files, people);
    let mut taken = Names::default();
    let mut attributes = Vec::new();
    for (mapping, mut history) in raw_attributes(files, people) {
        let all = vec![true; history.texts.len()];
        let meanings = Meanings::of(&history.texts, &all, &mapping);
        if meanings.skips_blanks() {
            history.forget(|text| is_blank(text, ValueKind::Plain));
        }
        let place = attributes.len();
        if mapping.role == Role::Consent {
            let refusals = history.texts.iter().map(|text| refuses(&mapping.name, text)).collect();
            described.consents.push((history.clone(), refusals));
        }
        if mapping.role == Role::Birthday && described.birthday.is_none() {
            described.birthday = Some((history.clone(), birthdays(&history.texts, &mapping)));
        }
        let texts = Arc::new(std::mem::take(&mut history.texts));
        attributes.push(Attribute {
            name: taken.take(&mapping.name),
            role: mapping.role,
            column: meanings.column(&history.codes_at(i32::MAX), &texts),
        });
        if !history.is_timeless() {
            described.attributes.push(Changing { place, history, meanings, texts });
        }
    }
    described.referrers = referrers(files, people, &described.names);
    let mut customers = Customers {
        keys: people.keys.clone(),
        known_from: known_from(files, people, notes),
        score: customer_scores(files, people),
        attributes,
        ..Customers::default()
    };
    customers.describe(described);
    customers
}

/// Attributes before they are typed, and what each customer has in them over time.
fn raw_attributes(files: &[File], people: &People) -> Vec<(ColumnMapping, History)> {
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
        .map(|(sources, mapping)| (mapping, History::of(files, people, &sources)))
        .collect()
}

/// Names and family names: of the customers files, and of other files.
fn names(files: &[File], people: &People) -> [NameHistory; 2] {
    let of = |listing: bool, column: fn(&File) -> Option<usize>| {
        History::of(files, people, &sources_of(files, listing, column))
    };
    [true, false].map(|listing| NameHistory {
        name: of(listing, |file| file.roles.name),
        family: of(listing, |file| file.roles.surname),
    })
}

/// A column of the customers files, or one of the others.
fn sources_of(
    files: &[File],
    listing: bool,
    column: impl Fn(&File) -> Option<usize>,
) -> Vec<Source> {
    (files.iter().enumerate())
        .filter(|(_, file)| (file.shard.kind == FileKind::Customers) == listing)
        .filter_map(|(at, file)| Some((at, column(file)?)))
        .collect()
}

/// The birthday that each text is; where some do not read, the others still are birthdays.
fn birthdays(texts: &Texts, mapping: &ColumnMapping) -> Vec<i32> {
    let readable: Vec<(u32, &str)> = (1..)
        .zip(texts.iter().skip(1))
        .filter(|(_, text)| !is_blank(text, ValueKind::Plain))
        .collect();
    days(&readable, mapping.date, texts.len()).unwrap_or_else(|| {
        let mut found = vec![EMPTY_I32; texts.len()];
        for one in readable {
            if let Some(day) = days(&[one], mapping.date, texts.len()) {
                found[one.0 as usize] = day[one.0 as usize];
            }
        }
        found
    })
}

/// Who was referred by whom, by the text that says so: key, e-mail or the exact name of one customer. First
/// as the customers files say, then the others; none where no file does.
fn referrers(
    files: &[File],
    people: &People,
    names: &[NameHistory; 2],
) -> Option<[(History, Vec<u32>); 2]> {
    let sources =
        [true, false].map(|listing| sources_of(files, listing, |file| file.roles.referrer));
    if sources.iter().all(Vec::is_empty) {
        return None;
    }
    let names = NameHistory::all_at(names, people.len(), i32::MAX);
    let named = by_name(&names);
    let find = |text: &str| {
        people.find(text).or_else(|| named.get(text).copied().filter(|&c| c < SEVERAL))
    };
    Some(sources.map(|sources| {
        let history = History::of(files, people, &sources);
        let texts = history.texts.iter();
        let found = texts.map(|text| find(text).filter(|_| !text.is_empty()).unwrap_or(u32::MAX));
        let found = found.collect();
        (history, found)
    }))
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
    let sources = sources_of(files, true, |file| file.roles.score);
    match sources.first() {
        Some(&(at, column)) => {
            let mut history = History::of(files, people, &sources);
            history.forget(|text| is_blank(text, ValueKind::Plain));
            let codes = history.codes_at(i32::MAX);
            let values = Values { codes, texts: history.texts };
            scores(&values, &files[at].shard.mapping.columns[column])
        }
        None => Vec::new(),
    }
}

/// The day from which each customer is known by something else than a used line or event: always in a customers
/// file, from its day by a cancelled line. Notes customers that stand more than once in a customers file.
fn known_from(files: &[File], people: &People, notes: &mut Vec<Note>) -> Vec<i32> {
    let mut known = vec![i32::MAX; people.len()];
    let mut otherwise = vec![false; people.len()];
    for (at, file) in files.iter().enumerate() {
        let listing = file.shard.kind == FileKind::Customers;
        let mut seen = vec![false; if listing { people.len() } else { 0 }];
        let mut count = 0;
        let owners = people.owners(files, at);
        for row in 0..file.shard.len() {
            let used = file.fate[row] == USED;
            if !used && file.fate[row] != fate(Reason::Cancelled) {
                continue;
            }
            let customer = owners.of(row) as usize;
            let Some(day) = known.get_mut(customer) else { continue };
            if listing {
                count += u64::from(std::mem::replace(&mut seen[customer], true));
                *day = EMPTY_I32;
            } else if !used {
                *day = file.day(row).min(*day);
            } else {
                otherwise[customer] |= file.is_line(row);
            }
        }
        if count > 0 {
            notes.push(Note::CustomerRepeated { file: file.shard.file, count });
        }
    }
    // Nothing with a day tells of them: they always exist.
    for (day, otherwise) in known.iter_mut().zip(otherwise) {
        if *day == i32::MAX && !otherwise {
            *day = EMPTY_I32;
        }
    }
    known
}
