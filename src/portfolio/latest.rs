//! What is known of each customer from one or more columns: in a customers file the last value that is not
//! empty; in files of orders and events that of the latest used record that has one, by day, then file
//! order, over all that is loaded.

use super::{
    columns::EMPTY_I32,
    people::{NOBODY, People, SEVERAL},
    settle::{File, USED},
    typed::Values,
};
use crate::{schema::mapping::FileKind, text::Interner};

/// A column of a file, by their numbers.
pub type Source = (usize, usize);

/// The value of each customer, blank where no source has one.
pub fn latest(files: &[File], people: &People, sources: &[Source]) -> Values {
    let mut texts = Interner::default();
    let mut codes = vec![0; people.len()];
    let dated = sources.iter().any(|&(at, _)| files[at].shard.kind != FileKind::Customers);
    let mut days = if dated { vec![EMPTY_I32; people.len()] } else { Vec::new() };
    for &(at, column) in sources {
        let file = &files[at];
        let coded = &file.shard.texts[column];
        let mut map = vec![0; coded.n_texts()];
        for (row, &code) in coded.codes.iter().enumerate() {
            if code == 0 || file.fate[row] != USED {
                continue;
            }
            let customer = people.of(files, at, row);
            if customer == NOBODY || customer == SEVERAL {
                continue;
            }
            if let Some(day) = days.get_mut(customer as usize) {
                if file.day(row) < *day {
                    continue;
                }
                *day = file.day(row);
            }
            if map[code as usize] == 0 {
                map[code as usize] = texts.intern(coded.text(code));
            }
            codes[customer as usize] = map[code as usize];
        }
    }
    Values { codes, texts: texts.into_texts() }.compact()
}

/// The first values, and where they are blank the second.
pub fn either(first: Values, second: Values) -> Values {
    if second.texts.is_empty() {
        return first;
    }
    let mut texts = Interner::default();
    let codes = (0..first.codes.len())
        .map(|row| match first.text(row) {
            "" => texts.intern(second.text(row)),
            text => texts.intern(text),
        })
        .collect();
    Values { codes, texts: texts.into_texts() }
}

/// Both values with a blank between them, where both are there.
pub fn joined(first: Values, second: Values) -> Values {
    let mut texts = Interner::default();
    let codes = (0..first.codes.len())
        .map(|row| texts.intern(format!("{} {}", first.text(row), second.text(row)).trim()))
        .collect();
    Values { codes, texts: texts.into_texts() }
}
