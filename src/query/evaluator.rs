//! **`Evaluator`**: evaluation that remembers. Masks of conditions are kept under their canonical text,
//! so that editing one condition of a query evaluates one. With the mask come, for every part of the tree, how
//! many it keeps and how many it alone removes.
//!
//! The trap: what is remembered is right for one state of data and settings. Whoever changes either
//! says so by [`Evaluator::invalidate`]. Saved segments may change freely: of them only the
//! conditions are remembered.

use super::{
    ast::Node,
    check::check,
    error::QueryError,
    evaluate::{Data, Run},
    explain::{Line, explain},
    fields::Schema,
    known::Known,
    print::canonical,
};
use crate::mask::Mask;
use std::sync::Arc;

/// Beyond so many conditions it is not counted what each alone removes.
pub const MAX_WEIGHED: usize = 100;

/// Whom a query keeps, and what each part does to that.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    pub mask: Mask,
    /// The whole first, each group before its parts, as in the canonical text.
    pub parts: Vec<PartCount>,
}

/// What one part of a query does, in customers that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartCount {
    /// Which conditions of the query stand in it: the first, and how many. A `not` has those of its part.
    pub first: usize,
    pub n: usize,
    /// Those for whom it holds.
    pub keeps: usize,
    /// Those who would be kept if it were not there, and are not; none beyond [`MAX_WEIGHED`] conditions.
    pub alone_removes: Option<usize>,
}

/// Evaluates queries and remembers their conditions.
#[derive(Default)]
pub struct Evaluator {
    known: Known,
}

impl Evaluator {
    /// One that knows nothing yet.
    pub fn new() -> Evaluator {
        Evaluator::default()
    }

    /// Forgets everything: the data or the settings are others now.
    pub fn invalidate(&mut self) {
        self.known = Known::default();
    }

    /// The customers that the query keeps.
    pub fn mask(&mut self, node: &Node, data: &Data) -> Result<Mask, QueryError> {
        self.run(node, data, false, |run, node| run.query(node))
    }

    /// The customers that the query keeps, with the counts of its parts. It is taken for one that is edited time and again.
    pub fn evaluate(&mut self, node: &Node, data: &Data) -> Result<Evaluation, QueryError> {
        self.run(node, data, true, |run, node| {
            let mask = run.query(node);
            let exists = &data.table.exists;
            let place = (n_conditions(node) <= MAX_WEIGHED).then(|| {
                let off = Mask::none(mask.len());
                Place { on: exists.clone(), off, dropped: exists.clone() }
            });
            let mut weighing = Weighing { run, result: &mask, first: 0, parts: Vec::new() };
            weighing.weigh(node, place);
            let parts = weighing.parts;
            Evaluation { mask, parts }
        })
    }

    /// Gets ready for edits of a test of this field, which is to be edited now.
    pub fn expect_edits(&mut self, field: &str, data: &Data) {
        let schema = Schema::of(data);
        if let Some(field) = schema.customers.find(field) {
            let known = &mut self.known;
            Run { data, schema: &schema, known, is_edited: true }.make_rungs(field);
        }
    }

    /// The query for one customer, condition by condition.
    pub fn explain(
        &mut self,
        node: &Node,
        data: &Data,
        customer: usize,
    ) -> Result<Vec<Line>, QueryError> {
        self.run(node, data, false, |run, node| explain(run, node, customer))
    }

    #[cfg(test)]
    pub(super) fn n_kept(&self) -> usize {
        self.known.masks.len()
    }

    fn run<T>(
        &mut self,
        node: &Node,
        data: &Data,
        is_edited: bool,
        f: impl FnOnce(&mut Run, &Node) -> T,
    ) -> Result<T, QueryError> {
        let schema = Schema::of(data);
        check(node, &schema)?;
        self.known.segments.clear();
        let mut run = Run { data, schema: &schema, known: &mut self.known, is_edited };
        let output = f(&mut run, &canonical(node));
        self.known.end();
        Ok(output)
    }
}

/// How many conditions there are in a tree.
pub fn n_conditions(node: &Node) -> usize {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().map(n_conditions).sum(),
        Node::Not(part) => n_conditions(part),
        Node::Condition(_) => 1,
    }
}

/// What the whole query would keep, depending on one part of it.
struct Place {
    /// If the part kept everyone.
    on: Mask,
    /// If the part kept nobody.
    off: Mask,
    /// If the part were not there.
    dropped: Mask,
}

struct Weighing<'a, 'r, 'd> {
    run: &'r mut Run<'d>,
    /// Whom the whole query keeps.
    result: &'a Mask,
    /// Conditions met so far.
    first: usize,
    parts: Vec<PartCount>,
}

impl Weighing<'_, '_, '_> {
    /// For every part: how many it keeps, and how many of those whom the query would keep without it are not kept.
    /// From the top down, each part is told what the query makes of it, which takes a few masks for each part.
    fn weigh(&mut self, node: &Node, place: Option<Place>) {
        let keeps = match node {
            Node::Condition(condition) => {
                self.run.condition(condition).count_and(&self.run.data.table.exists)
            }
            node => self.run.query(node).count(),
        };
        let alone_removes = place.as_ref().map(|place| place.dropped.count_and_not(self.result));
        self.count(node, keeps, alone_removes);
        match (node, place) {
            (Node::Condition(_), _) => {}
            (Node::Not(part), place) => {
                let turned =
                    place.map(|Place { on, off, dropped }| Place { on: off, off: on, dropped });
                self.weigh(part, turned);
            }
            (Node::And(parts) | Node::Or(parts), None) => {
                parts.iter().for_each(|part| self.weigh(part, None));
            }
            (Node::And(parts) | Node::Or(parts), Some(place)) => {
                let all = matches!(node, Node::And(_));
                let masks: Vec<Arc<Mask>> = parts.iter().map(|part| self.run.part(part)).collect();
                let odd = Odd::of(&masks, all);
                for (part, mask) in parts.iter().zip(&masks) {
                    self.weigh_among(part, mask, &odd, &place);
                }
            }
        }
    }

    /// Weighs one of several parts, that keeps these.
    fn weigh_among(&mut self, part: &Node, mask: &Mask, odd: &Odd, place: &Place) {
        // What the query keeps where the other parts decide alone, a word of bits.
        let words = || {
            let place = place.on.words().iter().zip(place.off.words());
            (place.zip(odd.others(mask))).map(|((on, off), others)| on & others | off & !others)
        };
        if let Node::Condition(_) = part {
            let keeps = mask.count_and(&self.run.data.table.exists);
            let beyond =
                words().zip(self.result.words()).map(|(decided, result)| decided & !result);
            let removes = beyond.map(|bits| bits.count_ones() as usize).sum();
            return self.count(part, keeps, Some(removes));
        }
        let mut decided = Mask::none(mask.len());
        decided.words_mut().iter_mut().zip(words()).for_each(|(word, bits)| *word = bits);
        let (on, off) = match odd.all {
            true => (decided.clone(), place.off.clone()),
            false => (place.on.clone(), decided.clone()),
        };
        self.weigh(part, Some(Place { on, off, dropped: decided }));
    }

    fn count(&mut self, part: &Node, keeps: usize, alone_removes: Option<usize>) {
        let (first, n) = (self.first, n_conditions(part));
        self.parts.push(PartCount { first, n, keeps, alone_removes });
        if let Node::Condition(_) = part {
            self.first += 1;
        }
    }
}

/// Whom parts of a group decide about: by dropping them where all must keep, by keeping them where one is enough. Who is
/// decided about once is so by that part alone.
struct Odd {
    all: bool,
    /// Once or more.
    once: Vec<u64>,
    /// Twice or more.
    twice: Vec<u64>,
}

impl Odd {
    fn of(masks: &[Arc<Mask>], all: bool) -> Odd {
        let words = masks.first().map_or(0, |mask| mask.words().len());
        let mut odd = Odd { all, once: vec![0; words], twice: vec![0; words] };
        let turn = if all { !0 } else { 0 };
        for mask in masks {
            let counts = odd.once.iter_mut().zip(&mut odd.twice);
            for ((once, twice), word) in counts.zip(mask.words()) {
                let decided = word ^ turn;
                *twice |= *once & decided;
                *once |= decided;
            }
        }
        odd
    }

    /// What all parts but one, which keeps these, come to.
    fn others(&self, mask: &Mask) -> impl Iterator<Item = u64> {
        let counts = self.once.iter().zip(&self.twice).zip(mask.words());
        counts.map(|((once, twice), word)| match self.all {
            true => !(twice | once & word),
            false => twice | once & !word,
        })
    }
}
