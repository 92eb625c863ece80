//! A query as **sentences**: what a person would say for a condition, in their language, numbers and days as
//! they write them. `spend_total >= 300` → "Spent at least £300".
//!
//! A **phrase** is a condition inside a longer sentence (built-in names in lower case), a **sentence** stands
//! alone and begins with a capital. The tree decides, never the text; the traps are counts (`count >= 1` is
//! "placed an order", `not` of it is "did not place an order") and what a number stands for (money, a
//! share, days), which the field says.

mod error;
mod field;
mod source;
#[cfg(test)]
mod tests;
pub mod value;

use super::{
    locale::Lang,
    messages::{Messages, fill},
};
use crate::query::{
    ast::{Condition, Node, Test},
    edit::parts,
    error::Scope,
    parse::parse,
};

/// In which language, and in which money.
#[derive(Clone)]
pub struct Voice {
    pub lang: Lang,
    pub t: &'static Messages,
    /// ISO 4217, where known.
    pub currency: Option<String>,
    pub decimals: u32,
}

impl Voice {
    /// The sentence of a query's text; the text itself where it cannot be read.
    pub fn text(&self, text: &str) -> String {
        parse(text).map_or_else(|_| text.to_string(), |node| self.sentence(&node))
    }

    /// The sentence of a rule out of a link; where it is torn or of a later version, what is wrong with it.
    pub fn rule(&self, text: &str) -> String {
        parse(text).map_or_else(|error| self.error(&error, text), |node| self.sentence(&node))
    }

    /// A sentence for each part that all must hold, of a query's text.
    pub fn parts(&self, text: &str) -> Vec<String> {
        parse(text).map_or_else(
            |_| vec![text.to_string()],
            |node| parts(&node).iter().map(|part| self.sentence(part)).collect(),
        )
    }

    /// The sentence of a tree.
    pub fn sentence(&self, node: &Node) -> String {
        let phrase = self.phrase(node);
        if self.begins_with_own_name(node) { phrase } else { capital(&phrase) }
    }

    /// The tree inside a longer sentence.
    pub fn phrase(&self, node: &Node) -> String {
        self.node(node, true)
    }

    fn node(&self, node: &Node, alone: bool) -> String {
        let t = &self.t.sentences;
        match node {
            Node::Condition(condition) => self.condition(condition),
            Node::Not(part) => self.denied(part, alone),
            Node::And(parts) if parts.is_empty() => t.everyone.to_string(),
            Node::And(parts) | Node::Or(parts) => {
                let word = if matches!(node, Node::And(_)) { t.and } else { t.or };
                let parts: Vec<String> = parts.iter().map(|part| self.node(part, false)).collect();
                let joined = parts.join(word);
                if alone || parts.len() < 2 { joined } else { format!("({joined})") }
            }
        }
    }

    /// What `not` makes of a part: a verb of its own where there is one.
    fn denied(&self, part: &Node, alone: bool) -> String {
        if let Node::Condition(Condition { test, .. }) = part
            && let Some(phrase) = self.denied_test(test)
        {
            return phrase;
        }
        let t = &self.t.sentences;
        fill(if alone { t.except } else { t.not }, &[("x", &self.node(part, true))])
    }

    fn denied_test(&self, test: &Test) -> Option<String> {
        match test {
            Test::Source(test) => source::denied(self, test),
            test => field::denied(self, test),
        }
    }

    /// A condition inside a longer sentence.
    pub fn condition(&self, condition: &Condition) -> String {
        match &condition.test {
            Test::Source(test) => source::phrase(self, test),
            test => field::phrase(self, test, Scope::Customers),
        }
    }

    /// Whether it begins with a column's name, which keeps its own case.
    fn begins_with_own_name(&self, node: &Node) -> bool {
        match node {
            Node::Condition(Condition { test, .. }) => field::own_name(test),
            Node::And(parts) | Node::Or(parts) => {
                parts.first().is_some_and(|part| self.begins_with_own_name(part))
            }
            Node::Not(_) => false,
        }
    }
}

/// With its first letter as a capital.
pub fn capital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A name of the interface inside a sentence: `Spent` → `spent`, but `RFM segment` as it is.
pub fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_string(),
    }
}
