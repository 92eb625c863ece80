//! **Stacking**: the rows of all files as one, file after file; **gathering**: taking of them those that
//! are used, in the order of customers. Columns are moved, not copied, where there is one file, and each
//! is freed when it is gathered.

use super::{
    join::{bases, locate},
    people::People,
    settle::{File, NO_ROW},
    typed::Values,
};
use crate::text::Interner;

/// Rows of some files by customer, then day, then time, then file order.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// Numbers of the files, in order.
    pub files: Vec<usize>,
    /// How many rows each has.
    counts: Vec<usize>,
    /// For each row in final order: its place in the stack.
    pub order: Vec<u32>,
    /// Rows of customer `c` are `first[c]..first[c + 1]` of `order`.
    pub first: Vec<u32>,
    /// By place in the stack: the place of its header, [`NO_ROW`] for none. Empty where there are none.
    header: Vec<u32>,
}

impl Stack {
    /// The rows for which `keep` says so, none of them without a customer.
    pub fn of(
        files: &[File],
        people: &People,
        members: impl Fn(&File) -> bool,
        keep: impl Fn(&File, usize) -> bool,
    ) -> Stack {
        let chosen: Vec<usize> = (0..files.len()).filter(|&at| members(&files[at])).collect();
        let counts: Vec<usize> = chosen.iter().map(|&at| files[at].shard.len()).collect();
        let mut kept = Vec::new();
        let mut customers = Vec::new();
        let mut base = 0;
        for &at in &chosen {
            let owners = people.owners(files, at);
            for row in 0..files[at].shard.len() {
                if keep(&files[at], row) {
                    kept.push((base + row) as u32);
                    customers.push(owners.of(row));
                }
            }
            base += files[at].shard.len();
        }
        let mut first = vec![0u32; people.len() + 1];
        customers.iter().for_each(|&customer| first[customer as usize + 1] += 1);
        (1..first.len()).for_each(|at| first[at] += first[at - 1]);
        let mut next = first.clone();
        let mut order = vec![0; kept.len()];
        for (&row, &customer) in kept.iter().zip(&customers) {
            let at = &mut next[customer as usize];
            order[*at as usize] = row;
            *at += 1;
        }
        let mut stack = Stack { files: chosen, counts, order, first, header: Vec::new() };
        stack.header = stack.headers(files);
        stack
    }

    /// Sorts each customer's rows by day, then time, then as they are; the columns are of the stack.
    pub fn sort(&mut self, day: &[i32], time: &[u32]) {
        let moment = |row: u32| (day[row as usize], time.get(row as usize).copied().unwrap_or(0));
        for bounds in self.first.windows(2) {
            let rows = &mut self.order[bounds[0] as usize..bounds[1] as usize];
            if !rows.is_sorted_by_key(|&row| moment(row)) {
                rows.sort_by_key(|&row| moment(row));
            }
        }
    }

    /// A column of all files as one; files without it have `empty`. Empty where no file has it.
    pub fn column<T: Copy>(
        &self,
        files: &mut [File],
        empty: T,
        take: impl Fn(&mut File) -> Vec<T>,
    ) -> Vec<T> {
        let mut parts: Vec<Vec<T>> = self.files.iter().map(|&at| take(&mut files[at])).collect();
        if parts.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        for (part, &count) in parts.iter_mut().zip(&self.counts) {
            part.resize(count, empty);
        }
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        parts.for_each(|mut part| all.append(&mut part));
        all
    }

    /// A column of texts of all files as one, each file's column by its number; files without have blanks.
    /// A blank takes what its header says in the same column.
    pub fn texts(&self, files: &mut [File], columns: &[Option<usize>]) -> Values {
        let mut texts = Interner::default();
        let mut codes: Vec<u32> = Vec::new();
        for (nth, &at) in self.files.iter().enumerate() {
            let column =
                columns[nth].map(|column| std::mem::take(&mut files[at].shard.texts[column]));
            let Some(mut column) = column.filter(|column| !column.codes.is_empty()) else {
                codes.resize(codes.len() + self.counts[nth], 0);
                continue;
            };
            if texts.texts().is_empty() {
                texts = column.texts;
            } else {
                let map: Vec<u32> =
                    column.texts.texts().iter().map(|text| texts.intern(text)).collect();
                column.codes.iter_mut().for_each(|code| *code = map[*code as usize]);
            }
            if codes.is_empty() {
                codes = column.codes;
            } else {
                codes.append(&mut column.codes);
            }
        }
        for (row, &header) in self.header.iter().enumerate() {
            if header != NO_ROW && codes[row] == 0 {
                codes[row] = codes[header as usize];
            }
        }
        Values { codes, texts: texts.into_texts() }
    }

    /// A column of the stack in final order.
    pub fn gather<T: Copy>(&self, column: Vec<T>) -> Vec<T> {
        if column.is_empty() {
            return column;
        }
        self.order.iter().map(|&row| column[row as usize]).collect()
    }

    /// A column of texts in final order.
    pub fn gather_texts(&self, values: Values) -> Values {
        Values { codes: self.gather(values.codes), texts: values.texts }
    }

    fn headers(&self, files: &[File]) -> Vec<u32> {
        if self.files.iter().all(|&at| files[at].header.is_empty()) {
            return Vec::new();
        }
        let bases = bases(files);
        let mut starts = vec![NO_ROW; files.len()];
        let mut base = 0;
        for (&at, &count) in self.files.iter().zip(&self.counts) {
            starts[at] = base;
            base += count as u32;
        }
        let mut headers = Vec::with_capacity(base as usize);
        for &at in &self.files {
            headers.extend((0..files[at].shard.len()).map(|row| match files[at].header(row) {
                NO_ROW => NO_ROW,
                header => {
                    let (from, header) = locate(&bases, header);
                    starts[from] + header as u32
                }
            }));
        }
        headers
    }
}
