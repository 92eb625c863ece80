//! Shards → **`Portfolio`**: stretches of one file are appended, files settled and joined, people found,
//! the ledger closed, columns put in the order of customers.
//!
//! The trap: every record is counted where it is used, and every record set aside leaves an entry. The two
//! are never computed from each other, so that a record that falls between them shows.

use super::{
    base::customers,
    columns::{EMPTY_I64, FileJoin, Note, Orphans, Portfolio},
    currencies::currencies,
    events::events,
    join::{Plan, bases, join},
    lines::lines,
    overlap::set_overlaps_aside,
    people::{People, note_names},
    settle::{File, NO_ROW, USED, fate},
    shard::{BuildOptions, Shard},
};
use crate::{
    issues::{Ledger, Reason, SetAside},
    money::Currency,
    schema::mapping::FileKind,
};

/// Makes the portfolio of all files. Shards of one file follow one another in the order of its stretches.
///
/// Lines in other currencies than the one kept are set aside: that of the options, else the one that most
/// lines have. Where [`currencies`] finds several, ask before merging.
pub fn merge(shards: Vec<Shard>, options: &BuildOptions) -> Portfolio {
    let kept =
        options.currency.or_else(|| currencies(&shards).first().map(|&(currency, _)| currency));
    let mut notes = Vec::new();
    let mut files: Vec<File> = whole_files(shards)
        .into_iter()
        .map(|shard| File::complete(shard, kept, &mut notes))
        .collect();
    settle(&mut files, kept);
    let bases = bases(&files);
    let people = People::resolve(&mut files, bases);
    note_names(&files, &mut notes);
    let orphans = orphans(&files);
    let ledger = ledger(&files);
    let joins = joins(&files, &people);
    let customers = customers(&files, &people, &mut notes);
    let has_money =
        files.iter().any(|file| file.shard.kind == FileKind::Orders && file.shard.hot.has_money());
    let (lines, orders) = lines(&mut files, &people, &mut notes);
    let events = events(&mut files, &people, &mut notes);
    notes.sort_by_key(file_of);
    Portfolio {
        customers,
        lines,
        orders,
        events,
        currency: kept,
        has_money,
        orphans,
        ledger,
        joins,
        notes,
    }
}

/// Appends the stretches of each file, and puts files in order of their numbers.
fn whole_files(shards: Vec<Shard>) -> Vec<Shard> {
    let mut files: Vec<Shard> = Vec::new();
    for mut shard in shards {
        match files.iter_mut().find(|file| file.file == shard.file) {
            Some(file) => {
                let mut foreign = shard.take_texts();
                file.append(shard, &mut foreign);
            }
            None => files.push(shard),
        }
    }
    files.sort_by_key(|file| file.file);
    files
}

/// Settles the fate of all rows, but for who several customers could be.
fn settle(files: &mut [File], kept: Option<Currency>) {
    let plan = Plan::of(files);
    for at in (0..files.len()).filter(|at| !plan.lines.contains(at)) {
        files[at].judge(kept);
        files[at].book_totals();
    }
    let bases = bases(files);
    let others: Vec<usize> = (0..files.len()).filter(|at| !plan.lines.contains(at)).collect();
    set_overlaps_aside(files, &others, &bases);
    join(files, &plan, kept);
    set_overlaps_aside(files, &plan.lines, &bases);
}

/// Lines that only lack a customer.
fn orphans(files: &[File]) -> Orphans {
    let mut orphans = Orphans::default();
    for file in files.iter().filter(|file| file.shard.kind == FileKind::Orders) {
        for row in (0..file.shard.len()).filter(|&row| file.fate[row] == fate(Reason::NoCustomer)) {
            if file.is_line(row) {
                let amount =
                    file.shard.amount.get(row).copied().filter(|&units| units != EMPTY_I64);
                orphans.lines += 1;
                orphans.amount = orphans.amount.saturating_add(amount.unwrap_or(0));
            }
        }
    }
    orphans
}

fn joins(files: &[File], people: &People) -> Vec<FileJoin> {
    let n_files = files.iter().map(|file| file.shard.file as usize + 1).max().unwrap_or(0);
    let mut joins = vec![FileJoin::default(); n_files];
    for (file, (customers, shared)) in files.iter().zip(people.shared()) {
        let lines = file.header.iter().filter(|&&header| header != NO_ROW).count() as u64;
        joins[file.shard.file as usize] = FileJoin { customers, shared, lines };
    }
    joins
}

fn ledger(files: &[File]) -> Ledger {
    let n_files = files.iter().map(|file| file.shard.file as usize + 1).max().unwrap_or(0);
    let mut ledger =
        Ledger { read: vec![0; n_files], used: vec![0; n_files], set_aside: Vec::new() };
    for file in files {
        let number = file.shard.file;
        ledger.read[number as usize] = file.shard.read;
        ledger.set_aside.extend_from_slice(&file.shard.set_aside);
        for (row, &fate) in file.fate.iter().enumerate() {
            if fate == USED {
                ledger.used[number as usize] += 1;
            } else {
                let (line, offset, length) = file.shard.places.get(row);
                let reason = Reason::ALL[fate as usize];
                ledger.set_aside.push(SetAside { file: number, line, offset, length, reason });
            }
        }
    }
    ledger.set_aside.sort_by_key(|entry| (entry.file, entry.line, entry.offset));
    ledger
}

fn file_of(note: &Note) -> u32 {
    match note {
        Note::FloatIds { file, .. }
        | Note::ExactDuplicates { file, .. }
        | Note::OrdersByDay { file }
        | Note::CustomerRepeated { file, .. }
        | Note::NotLoaded { file, .. }
        | Note::KeyIsName { file } => *file,
    }
}
