//! **Rules**: an ordered list of `name: query` with a fallback. The first rule whose query keeps a customer names
//! the customer's class, so every list is total and disjoint whatever its queries say.
//!
//! The trap: rules lean on those above them. `r = 5` after "Champions" does not mean all of r = 5; a rule
//! moved up takes customers from those it passes. Two rules may bear one name and are then one class.

use crate::{
    mask::Mask,
    portfolio::columns::{Column, EMPTY_CLASS},
    query::{ast::Node, error::QueryError, parse::parse},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The class of customers without an order, where a classification is about orders.
pub const NO_ORDER: &str = "No order";

/// Rules of a list, at most: a class is a byte, and one value of it means none.
pub const MAX_RULES: usize = 200;

/// A class and whom it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub name: String,
    /// In the query language.
    pub query: String,
}

/// A classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleList {
    /// Name of its column.
    pub field: String,
    pub rules: Vec<Rule>,
    /// The class of whom no rule takes.
    pub fallback: String,
}

/// Why a classification cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassError {
    /// A rule's query is wrong; `rule` counts from 0.
    Query { field: String, rule: usize, name: String, query: String, error: Box<QueryError> },
    /// More than [`MAX_RULES`].
    TooManyRules { field: String },
    /// A list of the user's own without a name, or with one that another field bears.
    NameTaken { field: String },
    /// A rule that uses its own classification or a later one.
    TooEarly { field: String, rule: usize, name: String, uses: String },
}

impl ClassError {
    /// The classification that cannot be made.
    pub fn field(&self) -> &str {
        match self {
            ClassError::Query { field, .. }
            | ClassError::TooManyRules { field }
            | ClassError::NameTaken { field }
            | ClassError::TooEarly { field, .. } => field,
        }
    }
}

impl fmt::Display for ClassError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClassError::Query { field, rule, name, error, .. } => {
                write!(f, "{field}, rule {} ({name}): {error}", rule + 1)
            }
            ClassError::TooManyRules { field } => {
                write!(f, "{field} has more than {MAX_RULES} rules; merge some with or")
            }
            ClassError::NameTaken { field } => {
                write!(f, "a classification cannot be called {field:?}: choose a name of its own")
            }
            ClassError::TooEarly { field, rule, name, uses } => {
                write!(f, "{field}, rule {} ({name}): {uses} is not made before {field}", rule + 1)
            }
        }
    }
}

impl std::error::Error for ClassError {}

impl RuleList {
    /// A list from rows of name and query.
    pub fn new<N: Into<String>, Q: Into<String>>(
        field: &str,
        rules: impl IntoIterator<Item = (N, Q)>,
        fallback: &str,
    ) -> RuleList {
        let rule = |(name, query): (N, Q)| Rule { name: name.into(), query: query.into() };
        RuleList {
            field: field.to_string(),
            rules: rules.into_iter().map(rule).collect(),
            fallback: fallback.to_string(),
        }
    }

    /// The names of its classes, each once, in the order of their codes, from the best to the worst: that of the rules, then
    /// the fallback; "No order", though asked first, comes last, and "Lost", asked before the "Inactive", comes after them.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.rules.iter().map(|rule| &rule.name).chain([&self.fallback]) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names.sort_by_key(|name| name == NO_ORDER);
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        if let (Some(lost), Some(inactive)) = (place("Lost"), place("Inactive"))
            && lost < inactive
        {
            names[lost..=inactive].rotate_left(1);
        }
        names
    }

    /// The trees of its queries.
    pub fn parse(&self) -> Result<Vec<Node>, ClassError> {
        if self.rules.len() > MAX_RULES {
            return Err(ClassError::TooManyRules { field: self.field.clone() });
        }
        (self.rules.iter().enumerate())
            .map(|(i, rule)| parse(&rule.query).map_err(|error| self.wrong(i, error)))
            .collect()
    }

    /// Whom each rule takes, and last whom the fallback takes: no two take one customer, together they take all that
    /// exist. `keep` says whom a query keeps, and is not asked once everyone has a class.
    pub fn takes(
        &self,
        queries: &[Node],
        exists: &Mask,
        mut keep: impl FnMut(&Node) -> Result<Mask, QueryError>,
    ) -> Result<Vec<Mask>, ClassError> {
        let mut rest = exists.clone();
        let mut all = Vec::with_capacity(queries.len() + 1);
        for (i, query) in queries.iter().enumerate() {
            if rest.words().iter().all(|&word| word == 0) {
                all.push(rest.clone());
                continue;
            }
            let mut taken = keep(query).map_err(|error| self.wrong(i, error))?;
            taken.and(&rest);
            rest.and_not(&taken);
            all.push(taken);
        }
        all.push(rest);
        Ok(all)
    }

    /// The class column, of whom each rule takes.
    pub fn column(&self, takes: &[Mask], len: usize) -> Column {
        let names = self.names();
        let mut codes = vec![EMPTY_CLASS; len];
        let given = self.rules.iter().map(|rule| &rule.name).chain([&self.fallback]);
        for (name, taken) in given.zip(takes) {
            let code = names.iter().position(|known| known == name).unwrap_or(0);
            give(&mut codes, taken, code as u8);
        }
        Column::Class { codes, names: names.into() }
    }

    fn wrong(&self, rule: usize, error: QueryError) -> ClassError {
        let Rule { name, query } = self.rules[rule].clone();
        ClassError::Query { field: self.field.clone(), rule, name, query, error: Box::new(error) }
    }
}

/// Writes the code to every customer of the mask.
fn give(codes: &mut [u8], mask: &Mask, code: u8) {
    for (codes, &word) in codes.chunks_mut(64).zip(mask.words()) {
        if word == !0 {
            codes.fill(code);
        } else if word != 0 {
            for (bit, slot) in codes.iter_mut().enumerate() {
                *slot = if word >> bit & 1 == 1 { code } else { *slot };
            }
        }
    }
}

/// How many customers each class has, in the order of their codes.
pub fn count(column: &Column) -> Vec<(String, u64)> {
    let Column::Class { codes, names } = column else { return Vec::new() };
    let mut counts = [0u64; 256];
    codes.iter().for_each(|&code| counts[code as usize] += 1);
    names.iter().cloned().zip(counts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ast::*, error::Cause};

    fn list(rules: &[(&str, &str)]) -> RuleList {
        RuleList::new("size", rules.iter().copied(), "rest")
    }

    /// A stand-in for the engine: `n >= 3` keeps customers 3 and up.
    fn engine(len: usize) -> impl FnMut(&Node) -> Result<Mask, QueryError> {
        move |node| match node {
            Node::Condition(Condition {
                test: Test::Compare { value: Value { kind: ValueKind::Number(number), .. }, .. },
                ..
            }) => {
                let least: usize = number.written().parse().unwrap();
                Ok(Mask::from_fn(len, |i| i >= least))
            }
            _ => {
                Err(QueryError { span: Span::default(), cause: Cause::EmptyName, suggestion: None })
            }
        }
    }

    fn classify(rules: &RuleList, exists: &Mask) -> Result<Column, ClassError> {
        let takes = rules.takes(&rules.parse()?, exists, engine(exists.len()))?;
        Ok(rules.column(&takes, exists.len()))
    }

    #[test]
    fn the_first_rule_that_matches_wins_and_the_rest_falls_back() {
        let mut exists = Mask::all(6);
        exists.set(5, false);
        let rules = list(&[("big", "n >= 4"), ("mid", "n >= 2"), ("big", "n >= 1")]);
        let Column::Class { codes, names } = classify(&rules, &exists).unwrap() else {
            unreachable!("a class")
        };
        assert_eq!(names.to_vec(), ["big", "mid", "rest"]);
        assert_eq!(codes, [2, 0, 1, 1, 0, EMPTY_CLASS]);
        let column = Column::Class { codes, names };
        assert_eq!(count(&column), [("big".into(), 2), ("mid".into(), 2), ("rest".into(), 1)]);
    }

    #[test]
    fn a_rule_for_nobody_left_must_still_be_readable() {
        let rules = list(&[("all", "n >= 0"), ("none", "n >=")]);
        let error = classify(&rules, &Mask::all(3)).unwrap_err();
        assert!(matches!(error, ClassError::Query { rule: 1, .. }), "{error}");
        let rules = list(&[("all", "n >= 0"), ("never asked", "segment \"x\"")]);
        assert!(classify(&rules, &Mask::all(3)).is_ok());
        let rules = list(&[("asked", "segment \"x\"")]);
        assert!(classify(&rules, &Mask::all(3)).is_err());
    }

    #[test]
    fn a_list_has_a_limit() {
        let rules = vec![("a", "n >= 1"); MAX_RULES + 1];
        let error = classify(&list(&rules), &Mask::all(1)).unwrap_err();
        assert_eq!(error, ClassError::TooManyRules { field: "size".into() });
    }

    #[test]
    fn nobody_is_no_trouble() {
        let column = classify(&list(&[("a", "n >= 0")]), &Mask::all(0)).unwrap();
        assert!(column.is_empty());
    }
}
