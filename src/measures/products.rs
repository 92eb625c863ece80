//! Which products and categories a customer buys: how many distinct ones with a purchase line, and the
//! **top** one, by net amount among those.
//!
//! The trap: ties. They go to the smaller text (code points), never to the smaller code, since codes follow
//! the order of the files. Without money all amounts are zero, and so the smallest text is the top.

use crate::{portfolio::columns::Lines, text::Texts};
use std::ops::Range;

/// Adds up amounts by code, one customer after the other, without clearing in between.
pub struct Tally<'a> {
    codes: &'a [u32],
    texts: &'a Texts,
    entries: Vec<Entry>,
    touched: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Entry {
    net: i64,
    /// The customer this entry was last used for.
    owner: u32,
    bought: bool,
}

impl<'a> Tally<'a> {
    /// None without such a column.
    pub fn new(codes: &'a [u32], texts: &'a Texts) -> Option<Tally<'a>> {
        let free = Entry { net: 0, owner: u32::MAX, bought: false };
        (!codes.is_empty()).then(|| Tally {
            codes,
            texts,
            entries: vec![free; texts.len()],
            touched: Vec::new(),
        })
    }

    /// How many distinct codes these lines of a customer buy, and the top one (0 for none). Blanks are ignored.
    pub fn count(
        &mut self,
        customer: usize,
        lines: &Lines,
        rows: Range<usize>,
        net: bool,
    ) -> (i32, u32) {
        self.touched.clear();
        for i in rows {
            let (code, is_return) = (self.codes[i], lines.is_return[i]);
            if code == 0 || (is_return && !net) {
                continue;
            }
            let entry = &mut self.entries[code as usize];
            if entry.owner != customer as u32 {
                *entry = Entry { net: 0, owner: customer as u32, bought: false };
                self.touched.push(code);
            }
            entry.net = entry.net.saturating_add(lines.amount[i]);
            entry.bought |= !is_return;
        }
        let (mut n, mut top) = (0, 0);
        for &code in &self.touched {
            if self.entries[code as usize].bought {
                n += 1;
                if top == 0 || self.beats(code, top) {
                    top = code;
                }
            }
        }
        (n, top)
    }

    fn beats(&self, code: u32, other: u32) -> bool {
        let (a, b) = (self.entries[code as usize].net, self.entries[other as usize].net);
        a > b || (a == b && self.texts.get(code) < self.texts.get(other))
    }
}

/// The names of these products, as codes of `product_name_texts`; an empty vector where products have no names.
pub fn names_of(lines: &Lines, products: &[u32]) -> Vec<u32> {
    if lines.product_names.is_empty() {
        return Vec::new();
    }
    products.iter().map(|&p| lines.product_names.get(p as usize).copied().unwrap_or(0)).collect()
}
