//! Which classifications a rule uses: only those made before its own may stand in it.
//!
//! The trap: a rule may name a class without its field (`segment "Champions"`), or reach it through a saved
//! segment. Saved segments that use each other in a circle are the query engine's error, not ours.

use crate::{
    query::{ast::*, fields::SavedSegment},
    text::fold,
};

/// A classification that is not made yet: its field, and the names of its classes.
pub struct Unmade {
    pub field: String,
    pub names: Vec<String>,
}

/// The first of `unmade` that the query uses.
pub fn uses_unmade(node: &Node, unmade: &[Unmade], segments: &[SavedSegment]) -> Option<String> {
    Walk { unmade, segments, seen: vec![false; segments.len()] }.node(node)
}

struct Walk<'a> {
    unmade: &'a [Unmade],
    segments: &'a [SavedSegment],
    /// Segments walked through already.
    seen: Vec<bool>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) -> Option<String> {
        match node {
            Node::And(parts) | Node::Or(parts) => parts.iter().find_map(|part| self.node(part)),
            Node::Not(part) => self.node(part),
            Node::Condition(condition) => self.test(&condition.test),
        }
    }

    fn test(&mut self, test: &Test) -> Option<String> {
        match test {
            Test::Compare { name, value, .. } => self.field(name).or_else(|| self.value(value)),
            Test::Between { name, low, high } => {
                self.field(name).or_else(|| self.value(low)).or_else(|| self.value(high))
            }
            Test::In { name, .. }
            | Test::IsEmpty { name, .. }
            | Test::Text { name, .. }
            | Test::Span { name, .. }
            | Test::Anniversary { name, .. }
            | Test::InTop { name, .. } => self.field(name),
            Test::Segment { name } => self.segment(name),
            // Fields of a source are its own; only its value may look at customers.
            Test::Source(source) => self.value(&source.value),
        }
    }

    fn value(&self, value: &Value) -> Option<String> {
        match &value.kind {
            ValueKind::Median(name) => self.field(name),
            _ => None,
        }
    }

    fn field(&self, name: &Name) -> Option<String> {
        let name = fold(&name.text);
        self.unmade.iter().find(|list| fold(&list.field) == name).map(|list| list.field.clone())
    }

    fn segment(&mut self, name: &Name) -> Option<String> {
        let name = fold(&name.text);
        if let Some(at) = self.segments.iter().position(|segment| fold(&segment.name) == name) {
            let new = !std::mem::replace(&mut self.seen[at], true);
            let segments = self.segments;
            return if new { self.node(&segments[at].query) } else { None };
        }
        let bears = |list: &&Unmade| list.names.iter().any(|class| fold(class) == name);
        self.unmade.iter().find(bears).map(|list| list.field.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;

    #[test]
    fn unmade_classifications_are_found_wherever_they_stand() {
        let unmade = [
            Unmade { field: "activity".into(), names: vec!["Active".into(), "Lost".into()] },
            Unmade { field: "promotion_gap".into(), names: vec![] },
        ];
        let saved =
            |name: &str, query| SavedSegment { name: name.into(), query: parse(query).unwrap() };
        let segments = [
            saved("mine", "n_orders >= 2 and segment \"deeper\""),
            saved("deeper", "activity = \"Active\""),
            saved("round", "segment \"round\""),
            saved("Lost", "n_orders = 0"),
        ];
        for (query, uses) in [
            ("r = 5 and rhythm = \"Weekly\"", None),
            ("r = 5 and not (f = 1 or Activity = \"Active\")", Some("activity")),
            ("activity is empty", Some("activity")),
            ("promotion_gap in top 5 %", Some("promotion_gap")),
            ("spend_total >= median(promotion_gap)", Some("promotion_gap")),
            ("orders(count >= median(promotion_gap))", Some("promotion_gap")),
            ("segment \"active\"", Some("activity")),
            ("segment \"mine\"", Some("activity")),
            ("segment \"round\"", None),
            ("segment \"lost\"", None),
            ("segment \"nobody\"", None),
        ] {
            let node = parse(query).unwrap();
            assert_eq!(uses_unmade(&node, &unmade, &segments).as_deref(), uses, "{query}");
        }
    }
}
