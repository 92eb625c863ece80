//! The **events** of the portfolio: dated acts other than order lines. A stage that stands in a customers
//! file is an event without day and kind, so that the stage of a customer is looked up in one place.
//!
//! Where an events file names no kinds, a file of scores holds surveys.

use super::{
    columns::{EMPTY_I32, EMPTY_I64, Events, Note},
    kinds::standard_kind,
    lines::attributes,
    people::People,
    score::scores,
    settle::{File, USED},
    stack::Stack,
    typed::Values,
};
use crate::{schema::mapping::FileKind, text::Interner};
use std::sync::Arc;

/// The events. Takes the columns of files of events.
pub fn events(files: &mut [File], people: &People, notes: &mut Vec<Note>) -> Events {
    let is_listing = |file: &File| file.shard.kind == FileKind::Customers;
    let is_member = |file: &File| match file.shard.kind {
        FileKind::Events => true,
        FileKind::Customers => file.roles.stage.is_some(),
        FileKind::Orders => false,
    };
    let mut stack = Stack::of(files, people, is_member, |file, row| {
        let staged =
            || file.roles.stage.is_some_and(|stage| file.shard.texts[stage].code(row) != 0);
        file.fate[row] == USED && (!is_listing(file) || staged())
    });
    let mut day = stack.column(files, EMPTY_I32, |file| std::mem::take(&mut file.shard.day));
    let n_rows = stack.order.iter().max().map_or(0, |&row| row as usize + 1);
    day.resize(day.len().max(n_rows), EMPTY_I32);
    let time = stack.column(files, 0, |file| std::mem::take(&mut file.shard.time));
    stack.sort(&day, &time);
    let mut events =
        Events { first: stack.first.clone(), day: stack.gather(day), ..Events::default() };
    let amount = stack.column(files, EMPTY_I64, |file| std::mem::take(&mut file.shard.amount));
    events.amount = stack.gather(amount);
    let score = stack.column(files, f64::NAN, |file| {
        let Some(column) = file.roles.score.filter(|_| !is_listing(file)) else {
            return Vec::new();
        };
        let coded = &file.shard.texts[column];
        let values = Values { codes: coded.codes.clone(), texts: coded.texts.texts().clone() };
        scores(&values, &file.shard.mapping.columns[column])
    });
    events.score = stack.gather(score);
    let kinds = kinds(files, &stack);
    let kinds = stack.gather_texts(kinds);
    events.kind = kinds.codes;
    events.kind.resize(events.day.len(), 0);
    events.kinds = Arc::new(kinds.texts);
    let stage: Vec<Option<usize>> = stack.files.iter().map(|&at| files[at].roles.stage).collect();
    if stage.iter().any(Option::is_some) {
        let stages = stack.texts(files, &stage);
        let stages = stack.gather_texts(stages);
        (events.stage, events.stages) = (stages.codes, Arc::new(stages.texts));
    }
    events.attributes = attributes(files, &stack, notes);
    events
}

/// Kinds of the rows of a stack, folded to the standard ones.
fn kinds(files: &mut [File], stack: &Stack) -> Values {
    let columns: Vec<Option<usize>> =
        stack.files.iter().map(|&at| files[at].roles.event_kind).collect();
    let unnamed: Vec<(usize, bool)> = stack
        .files
        .iter()
        .map(|&at| {
            let roles = &files[at].roles;
            let survey = roles.score.is_some() && files[at].shard.kind == FileKind::Events;
            (files[at].shard.len(), survey && roles.event_kind.is_none())
        })
        .collect();
    let mut values = stack.texts(files, &columns);
    let mut kinds = Interner::default();
    let map: Vec<u32> =
        values.texts.iter().map(|text| kinds.intern(standard_kind(text).unwrap_or(text))).collect();
    values.codes.iter_mut().for_each(|code| *code = map[*code as usize]);
    let mut start = 0;
    for (count, survey) in unnamed {
        if survey {
            values.codes[start..start + count].fill(kinds.intern("survey"));
        }
        start += count;
    }
    Values { codes: values.codes, texts: kinds.into_texts() }
}
