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
        self.run(node, data, |run, node| run.query(node))
    }

    /// The customers that the query keeps, with the counts of its parts.
    pub fn evaluate(&mut self, node: &Node, data: &Data) -> Result<Evaluation, QueryError> {
        self.run(node, data, |run, node| {
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

    /// The query for one customer, condition by condition.
    pub fn explain(
        &mut self,
        node: &Node,
        data: &Data,
        customer: usize,
    ) -> Result<Vec<Line>, QueryError> {
        self.run(node, data, |run, node| explain(run, node, customer))
    }

    #[cfg(test)]
    pub(super) fn n_kept(&self) -> usize {
        self.known.masks.len()
    }

    fn run<T>(
        &mut self,
        node: &Node,
        data: &Data,
        f: impl FnOnce(&mut Run, &Node) -> T,
    ) -> Result<T, QueryError> {
        let schema = Schema::of(data);
        check(node, &schema)?;
        self.known.segments.clear();
        let output =
            f(&mut Run { data, schema: &schema, known: &mut self.known }, &canonical(node));
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
        let alone_removes = place
            .as_ref()
            .map(|place| place.dropped.count() - place.dropped.count_and(self.result));
        let (first, n) = (self.first, n_conditions(node));
        self.parts.push(PartCount { first, n, keeps, alone_removes });
        match (node, place) {
            (Node::Condition(_), _) => self.first += 1,
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
                for (others, part) in others(self.run, parts, all).into_iter().zip(parts) {
                    // What the query keeps where the other parts decide alone.
                    let mut decided = place.on.clone();
                    decided.and(&others);
                    let mut rest = place.off.clone();
                    rest.and_not(&others);
                    decided.or(&rest);
                    let (on, off) = match all {
                        true => (decided.clone(), place.off.clone()),
                        false => (place.on.clone(), decided.clone()),
                    };
                    self.weigh(part, Some(Place { on, off, dropped: decided }));
                }
            }
        }
    }
}

/// For each part, what all the others come to.
fn others(run: &mut Run, parts: &[Node], all: bool) -> Vec<Mask> {
    let masks: Vec<Mask> = parts.iter().map(|part| run.query(part)).collect();
    let join = |a: &mut Mask, b: &Mask| if all { a.and(b) } else { a.or(b) };
    let start = if all { run.data.table.exists.clone() } else { Mask::none(run.data.table.len()) };
    let mut others = vec![start.clone(); parts.len()];
    let (mut before, mut after) = (start.clone(), start);
    for i in 0..parts.len() {
        join(&mut others[i], &before);
        join(&mut before, &masks[i]);
        let last = parts.len() - 1 - i;
        join(&mut others[last], &after);
        join(&mut after, &masks[last]);
    }
    others
}
