//! The **records** that a condition on a source looks at: rows of orders, lines or events that can be seen, pass the
//! filters and lie in the window, as a mask over all rows. Masks of filters are remembered, so that editing a window
//! filters nothing anew.
//!
//! The traps: events are two streams, since order lines are events too. What lies after `as_of` is not there. An
//! undated event can be seen on any day and lies in no window; a group of lines without a day is no order.

use super::{
    ast::*,
    check::scope_of,
    compare::{How, Wanted, fill, matching},
    edit::field_of,
    error::Scope,
    evaluate::Run,
    fields::FieldInfo,
    period::Stretch,
    print::print_condition,
    view::{self, View},
};
use crate::{mask::Mask, measures::settings::Returns, portfolio::columns::EMPTY_I32, text::fold};
use std::{borrow::Cow, ops::Range, sync::Arc};

/// Rows of customers, sorted by customer and day.
pub(super) struct Stream<'a> {
    /// Rows of customer `c` are `first[c]..first[c + 1]`.
    pub first: &'a [u32],
    pub day: &'a [i32],
    /// Rows that can be seen, pass the filters and lie in the window.
    pub rows: Mask,
    /// What is summed or compared.
    pub value: View<'a>,
}

impl Stream<'_> {
    /// The customer's rows.
    pub fn each(&self, customer: usize, f: impl FnMut(usize)) {
        each_bit(self.rows.words(), self.first[customer], self.first[customer + 1], f);
    }

    /// How many rows each customer has, to be asked of one after the other.
    pub fn counts(&self) -> impl FnMut(usize) -> u32 {
        let rank = Rank::of(&self.rows);
        let first = self.first;
        let mut before = rank.at(first[0]);
        move |customer| {
            let after = rank.at(first[customer + 1]);
            after - std::mem::replace(&mut before, after)
        }
    }

    /// The kept rows alone: where those of each customer begin, and their days.
    pub fn compact(&self) -> (Cow<'_, [u32]>, Cow<'_, [i32]>) {
        let kept = self.rows.count();
        if kept == self.day.len() {
            return (Cow::Borrowed(self.first), Cow::Borrowed(self.day));
        }
        let mut days = Vec::with_capacity(kept);
        for (word, chunk) in self.rows.words().iter().zip(self.day.chunks(64)) {
            if *word == !0 {
                days.extend_from_slice(chunk);
                continue;
            }
            let mut word = *word;
            while word != 0 {
                days.push(chunk[word.trailing_zeros() as usize]);
                word &= word - 1;
            }
        }
        let rank = Rank::of(&self.rows);
        (self.first.iter().map(|&row| rank.at(row)).collect(), Cow::Owned(days))
    }

    /// The customer's rows where all of them are kept.
    pub fn whole(&self, customer: usize) -> Option<Range<usize>> {
        let (start, end) = (self.first[customer], self.first[customer + 1]);
        all_set(self.rows.words(), start, end).then_some(start as usize..end as usize)
    }
}

/// How many bits of a mask are set before any place.
struct Rank<'a> {
    words: &'a [u64],
    /// Before each word, and in all of them.
    before: Vec<u32>,
}

impl Rank<'_> {
    fn of(mask: &Mask) -> Rank<'_> {
        let words = mask.words();
        let mut before = Vec::with_capacity(words.len() + 1);
        let mut total = 0;
        for word in words {
            before.push(total);
            total += word.count_ones();
        }
        before.push(total);
        Rank { words, before }
    }

    fn at(&self, place: u32) -> u32 {
        let (word, bit) = (place as usize / 64, place % 64);
        let part = self.words.get(word).map_or(0, |word| (word & !(!0 << bit)).count_ones());
        self.before[word] + part
    }
}

/// Up to 64 bits from `start` on, the first as the lowest.
#[inline(always)]
fn bits(words: &[u64], start: u32, count: u32) -> u64 {
    let (word, shift) = (start as usize / 64, start % 64);
    let low = words.get(word).map_or(0, |word| word >> shift);
    // Shifted twice, since a shift by 64 is none.
    let high = words.get(word + 1).map_or(0, |word| word << 1 << (63 - shift));
    (low | high) & !(!0 << 1 << (count - 1))
}

/// Calls with the place of every set bit from `start` up to `end`.
#[inline(always)]
fn each_bit(words: &[u64], mut start: u32, end: u32, mut f: impl FnMut(usize)) {
    while start < end {
        let count = (end - start).min(64);
        let mut rest = bits(words, start, count);
        while rest != 0 {
            f(start as usize + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
        start += count;
    }
}

/// Whether some bit is set from `start` up to `end`.
#[inline(always)]
pub(super) fn some_set(words: &[u64], mut start: u32, end: u32) -> bool {
    while start < end {
        let count = (end - start).min(64);
        if bits(words, start, count) != 0 {
            return true;
        }
        start += count;
    }
    false
}

/// Whether every bit is set from `start` up to `end`.
#[inline(always)]
fn all_set(words: &[u64], mut start: u32, end: u32) -> bool {
    while start < end {
        let count = (end - start).min(64);
        if bits(words, start, count).count_ones() != count {
            return false;
        }
        start += count;
    }
    true
}

impl<'a> Run<'a> {
    /// The rows that a condition on a source looks at: one stream, for events two.
    pub fn streams(&mut self, test: &SourceTest, stretch: Stretch) -> Vec<Stream<'a>> {
        let mut streams = self.all_streams(test, stretch);
        // Where there is no record of a sort there are no row numbers either.
        streams.retain(|stream| !stream.day.is_empty());
        streams
    }

    /// The same with those that have no row.
    pub fn all_streams(&mut self, test: &SourceTest, stretch: Stretch) -> Vec<Stream<'a>> {
        let portfolio = self.data.portfolio;
        let (orders, lines, events) = (
            (Scope::Orders, &portfolio.orders.first),
            (Scope::Lines, &portfolio.lines.first),
            (Scope::Events, &portfolio.events.first),
        );
        let sorts: &[(Scope, &'a Vec<u32>)] = match &test.source {
            Source::Orders => &[orders],
            Source::Lines => &[lines],
            Source::Events(_) => &[events, lines],
        };
        sorts.iter().map(|&(rows, first)| self.stream(test, stretch, rows, first)).collect()
    }

    fn stream(
        &mut self,
        test: &SourceTest,
        stretch: Stretch,
        rows: Scope,
        first: &'a [u32],
    ) -> Stream<'a> {
        let named = scope_of(&test.source);
        let day = self.days(rows);
        let mut mask = match stretch {
            Stretch::Days(first, last) => {
                let mut mask = Mask::clone(&self.between(rows, first, last));
                if self.leaves_out_returns(rows) {
                    mask.and(&self.visible(rows, true));
                }
                mask
            }
            Stretch::Any(..) => Mask::clone(&self.visible(rows, true)),
            Stretch::Ever => Mask::clone(&self.visible(rows, false)),
        };
        if let Source::Events(Some(kind)) = &test.source {
            mask.and(&self.of_kind(rows, kind));
        }
        for filter in &test.filters {
            let name = field_of(&filter.test);
            if let Some(field) = name.and_then(|n| self.schema.scope(named).find(&n.text)) {
                mask.and(&self.filtered(rows, named, filter, field));
            }
        }
        let value = match &test.aggregate {
            Aggregate::Count | Aggregate::Days => None,
            Aggregate::Sum(name)
            | Aggregate::Mean(name)
            | Aggregate::Max(name)
            | Aggregate::Min(name) => self.schema.scope(named).find(&name.text),
        };
        let value = value.map_or(View::Nothing, |field| self.records(rows, named, field));
        Stream { first, day, rows: mask, value }
    }

    fn days(&self, rows: Scope) -> &'a [i32] {
        match rows {
            Scope::Orders => &self.data.table.orders.day,
            Scope::Lines => &self.data.portfolio.lines.day,
            Scope::Customers | Scope::Events => &self.data.portfolio.events.day,
        }
    }

    fn records(&self, rows: Scope, named: Scope, field: &FieldInfo) -> View<'a> {
        let (portfolio, table) = (self.data.portfolio, self.data.table);
        view::records(portfolio, table, rows, named == Scope::Events, field)
    }

    fn leaves_out_returns(&self, rows: Scope) -> bool {
        rows == Scope::Lines && self.data.settings.returns == Returns::Ignore
    }

    /// The rows that can be seen as of the day; of events those without a day only where `dated` is not asked.
    fn visible(&mut self, rows: Scope, dated: bool) -> Arc<Mask> {
        let dated = dated || rows != Scope::Events;
        let text = format!("{rows:?} with a day: {dated}");
        if let Some(mask) = self.known.rows.get(&text) {
            return mask;
        }
        let last = self.data.table.as_of.unwrap_or(i32::MAX);
        let first = if dated { EMPTY_I32 + 1 } else { EMPTY_I32 };
        let mut mask = fill(self.days(rows), |day| (first <= day) & (day <= last));
        if self.leaves_out_returns(rows) {
            mask.and_not(&fill(&self.data.portfolio.lines.is_return, |is_return| is_return));
        }
        self.known.rows.put(text, mask)
    }

    /// The rows of some days, those after the day of the query left out.
    fn between(&mut self, rows: Scope, first: i32, last: i32) -> Arc<Mask> {
        let text = format!("{rows:?} of {first} to {last}");
        if let Some(mask) = self.known.rows.get(&text) {
            return mask;
        }
        let last = last.min(self.data.table.as_of.unwrap_or(i32::MAX));
        let mask = fill(self.days(rows), |day| (first <= day) & (day <= last));
        self.known.rows.put(text, mask)
    }

    fn of_kind(&mut self, rows: Scope, kind: &str) -> Arc<Mask> {
        let text = format!("{rows:?} of kind {kind}");
        if let Some(mask) = self.known.rows.get(&text) {
            return mask;
        }
        let portfolio = self.data.portfolio;
        let kinds = match rows {
            Scope::Events => View::Texts(&portfolio.events.kind, &portfolio.events.kinds),
            _ => View::Kinds(&portfolio.lines.is_return),
        };
        let wanted = Wanted::Texts { how: How::Is(vec![fold(kind)]), negated: false };
        let mask = matching(kinds, &wanted, self.days(rows).len());
        self.known.rows.put(text, mask)
    }

    /// The rows that pass a filter.
    fn filtered(
        &mut self,
        rows: Scope,
        named: Scope,
        filter: &Condition,
        field: &FieldInfo,
    ) -> Arc<Mask> {
        let text = format!("{rows:?} as {named:?} with {}", print_condition(filter));
        if let Some(mask) = self.known.rows.get(&text) {
            return mask;
        }
        let wanted = self.wanted(&filter.test, field);
        let view = self.records(rows, named, field);
        let mask = matching(view, &wanted, self.days(rows).len());
        self.known.rows.put(text, mask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_bits_are_walked_counted_and_compared() {
        let mask = Mask::from_fn(300, |i| i % 3 == 0 || (64..200).contains(&i));
        let rank = Rank::of(&mask);
        for start in (0..=300).step_by(7) {
            for end in start..=300 {
                let expected: Vec<usize> = (start..end).filter(|&i| mask.get(i)).collect();
                let (start, end) = (start as u32, end as u32);
                let mut walked = Vec::new();
                each_bit(mask.words(), start, end, |i| walked.push(i));
                assert_eq!(walked, expected);
                assert_eq!(rank.at(end) - rank.at(start), expected.len() as u32);
                let all = expected.len() as u32 == end - start;
                assert_eq!(all_set(mask.words(), start, end), all, "{start} {end}");
                let some = !expected.is_empty();
                assert_eq!(some_set(mask.words(), start, end), some, "{start} {end}");
            }
        }
    }
}
