//! The files the user gave, by the number the page gave each (its **origin**). The page keeps them, as references
//! that weigh nothing, so that a worker that died can be followed by one that knows the same files.

use crate::engine::{
    protocol::{Ask, Opened},
    view::FilesView,
};
use std::{cell::RefCell, collections::BTreeMap};
use web_sys::File;

#[derive(Default)]
struct Kept {
    last: u32,
    files: BTreeMap<u32, File>,
    /// Those of the base, as they were understood.
    base: Vec<Opened>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// A file of the user's, or a sheet of a workbook that he gave.
pub struct New {
    pub file: File,
    pub is_sheet: bool,
}

/// The request that opens these files.
pub fn open(files: Vec<New>) -> (Ask, Vec<File>) {
    KEPT.with_borrow_mut(|kept| {
        let mut opened = Vec::new();
        let mut posted = Vec::new();
        for New { file, is_sheet } in files {
            kept.last += 1;
            let origin = kept.last;
            opened.push(Opened { name: file.name(), origin, is_sheet, known: None });
            kept.files.insert(origin, file.clone());
            posted.push(file);
        }
        (Ask::Open { files: opened }, posted)
    })
}

/// Notes which files the base was made of, and lets go of the others.
pub fn keep(view: &FilesView) {
    KEPT.with_borrow_mut(|kept| {
        let opened = view.files.iter().map(|file| Opened {
            name: file.name.clone(),
            origin: file.origin,
            is_sheet: file.is_sheet,
            known: Some(file.known.clone()),
        });
        kept.base = opened.collect();
        let base = &kept.base;
        kept.files.retain(|origin, _| base.iter().any(|opened| opened.origin == *origin));
    });
}

/// The request that opens the files of the base again; none where there are none, as with the sample.
pub fn again() -> Option<(Ask, Vec<File>)> {
    KEPT.with_borrow(|kept| {
        let files: Vec<File> =
            kept.base.iter().filter_map(|opened| kept.files.get(&opened.origin).cloned()).collect();
        let all_there = !files.is_empty() && files.len() == kept.base.len();
        all_there.then(|| (Ask::Open { files: kept.base.clone() }, files))
    })
}

/// Forgets them all.
pub fn forget() {
    KEPT.with_borrow_mut(|kept| *kept = Kept { last: kept.last, ..Kept::default() });
}
