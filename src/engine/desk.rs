//! **`Desk`**: what there is to answer a screen's question from, the base, its rules, and queries over it.

use super::{
    base::{Base, Rules},
    view::Revision,
};
use crate::{
    mask::Mask,
    query::{
        ast::Node,
        edit::parts,
        error::QueryError,
        evaluator::Evaluator,
        print::{canonical, print},
    },
};

/// What there is to answer from.
pub struct Desk<'a> {
    pub base: &'a Base,
    pub rules: &'a Rules,
    pub evaluator: &'a mut Evaluator,
    pub revision: Revision,
}

impl Desk<'_> {
    /// The customers that a query keeps.
    pub fn mask(&mut self, node: &Node) -> Result<Mask, QueryError> {
        self.evaluator.mask(node, &self.base.data(self.rules))
    }

    /// Likewise; nobody where these data cannot answer it.
    pub fn kept(&mut self, node: &Node) -> Mask {
        self.mask(node).unwrap_or_else(|_| Mask::none(self.base.table.len()))
    }

    /// The query of customers for whom all of these hold, and how many they are.
    pub fn count(&mut self, all: &[Node]) -> (String, u32) {
        let node = canonical(&Node::And(all.iter().flat_map(parts).collect()));
        let customers = self.kept(&node).count() as u32;
        (print(&node), customers)
    }
}
