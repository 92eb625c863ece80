//! Tree + data → **mask** of the customers it keeps, those that do not exist as of the day left out.
//!
//! A condition is evaluated by columns ([`super::compare`], [`super::source`]), the tree by bits. The
//! masks of conditions are kept under their canonical text, so that a condition that stands twice (in two
//! rules, or in a saved segment) is evaluated once.
//!
//! The trap: `not` is the complement of what was kept, empty values and all; only then is it limited to
//! the customers that exist.

use super::{
    ast::*,
    check::check,
    compare::{How, Wanted, matching, matching_by},
    edit::field_of,
    error::QueryError,
    fields::{FieldInfo, SavedSegment, Schema},
    known::Known,
    number::{End, Interval, Threshold},
    period::{anniversaries, period_days},
    print::{canonical, print_condition},
    rungs::Rungs,
    top,
    view::{self, View},
};
use crate::{
    mask::Mask,
    measures::{settings::Settings, table::Table},
    portfolio::columns::Portfolio,
    text::fold,
};
use std::sync::Arc;

/// What a query is asked of.
#[derive(Clone, Copy)]
pub struct Data<'a> {
    pub portfolio: &'a Portfolio,
    pub table: &'a Table,
    pub settings: &'a Settings,
    pub segments: &'a [SavedSegment],
}

/// The customers that the query keeps.
pub fn evaluate(node: &Node, data: &Data) -> Result<Mask, QueryError> {
    let schema = Schema::of(data);
    check(node, &schema)?;
    let mut known = Known::default();
    Ok(Run { data, schema: &schema, known: &mut known, is_edited: false }.query(&canonical(node)))
}

/// One evaluation of a query that was checked.
pub(super) struct Run<'a> {
    pub data: &'a Data<'a>,
    pub schema: &'a Schema,
    pub known: &'a mut Known,
    /// Whether it is the query that the user edits.
    pub is_edited: bool,
}

impl<'a> Run<'a> {
    /// The customers that the query keeps and that exist.
    pub fn query(&mut self, node: &Node) -> Mask {
        let mut mask = self.node(node);
        mask.and(&self.data.table.exists);
        mask
    }

    fn node(&mut self, node: &Node) -> Mask {
        let everyone = || Mask::all(self.data.table.len());
        match node {
            Node::Condition(condition) => Mask::clone(&self.condition(condition)),
            Node::Not(part) => {
                let mut mask = self.node(part);
                mask.invert();
                mask
            }
            Node::And(parts) | Node::Or(parts) => {
                let Some((first, rest)) = parts.split_first() else { return everyone() };
                let mut mask = self.node(first);
                for part in rest {
                    let other = self.part(part);
                    match node {
                        Node::Or(_) => mask.or(&other),
                        _ => mask.and(&other),
                    }
                }
                mask
            }
        }
    }

    /// The customers that a part of a query keeps, existing or not.
    pub fn part(&mut self, part: &Node) -> Arc<Mask> {
        match part {
            Node::Condition(condition) => self.condition(condition),
            part => Arc::new(self.node(part)),
        }
    }

    /// The customers that the condition keeps, existing or not.
    pub fn condition(&mut self, condition: &Condition) -> Arc<Mask> {
        // What a saved segment means is not in its name: its own conditions are kept, not it.
        if let Test::Segment { name } = &condition.test {
            return self.segment(name);
        }
        let text = print_condition(condition);
        if let Some(mask) = self.known.masks.get(&text) {
            return mask;
        }
        let mask = match &condition.test {
            Test::Source(test) => self.source(test),
            test => self.field_test(test, condition),
        };
        self.known.masks.put(text, mask)
    }

    fn segment(&mut self, name: &Name) -> Arc<Mask> {
        let schema = self.schema;
        if let Some(place) = schema.segment(&name.text) {
            if let Some(mask) = self.known.segments.get(&place) {
                return mask.clone();
            }
            let mask = Arc::new(self.node(&canonical(&schema.segments[place].query)));
            self.known.segments.insert(place, mask.clone());
            return mask;
        }
        let n = self.data.table.len();
        let Some(&(field, _)) = schema.classes_named(&name.text).first() else {
            return Arc::new(Mask::none(n));
        };
        let wanted = Wanted::Texts { how: How::Is(vec![fold(&name.text)]), negated: false };
        Arc::new(matching(self.customers(field), &wanted, n))
    }

    fn field_test(&mut self, test: &Test, condition: &Condition) -> Mask {
        let n = self.data.table.len();
        let Some(name) = field_of(test) else { return Mask::none(n) };
        let Some(field) = self.schema.customers.find(&name.text) else { return Mask::none(n) };
        let view = self.customers(field);
        match condition.test {
            Test::InTop { n, percent, .. } => {
                top::in_top(view, &self.data.table.buyers, n, percent)
            }
            _ => {
                let wanted = self.wanted(test, field);
                let rungs = match wanted {
                    Wanted::Numbers { .. } => self.rungs(field),
                    _ => None,
                };
                matching_by(view, &wanted, n, rungs.as_deref())
            }
        }
    }

    /// The rungs of a field; those of the query that the user edits are made when they are asked for again.
    fn rungs(&mut self, field: &FieldInfo) -> Option<Arc<Rungs>> {
        let known = self.known.rungs.get(&field.name);
        if known.is_some() || !self.is_edited || self.known.asked_first(&field.name) {
            return known;
        }
        self.make_rungs(field)
    }

    /// Makes the rungs of a field, where they help.
    pub fn make_rungs(&mut self, field: &FieldInfo) -> Option<Arc<Rungs>> {
        let rungs = Rungs::of(self.customers(field))?;
        Some(self.known.rungs.put(field.name.clone(), rungs))
    }

    fn customers(&self, field: &FieldInfo) -> View<'a> {
        view::customers(self.data.portfolio, self.data.table, field)
    }

    /// The test of a field with its medians and days worked out.
    pub(super) fn wanted(&mut self, test: &Test, field: &FieldInfo) -> Wanted {
        use super::error::Type;
        let is = field.kind.type_of();
        match test {
            Test::Compare { op, value, .. } => match is {
                Type::Number | Type::Date => {
                    let intervals = self.threshold(value).map(|at| Interval::of(*op, at));
                    let intervals = intervals.into_iter().collect();
                    Wanted::Numbers { intervals, negated: *op == Op::Ne }
                }
                _ => listed(is, std::slice::from_ref(value), *op == Op::Ne),
            },
            Test::In { values, negated, .. } => match is {
                Type::Number | Type::Date => {
                    let thresholds = values.iter().filter_map(|value| self.threshold(value));
                    let intervals = thresholds.map(|at| Interval::of(Op::Eq, at)).collect();
                    Wanted::Numbers { intervals, negated: *negated }
                }
                _ => listed(is, values, *negated),
            },
            Test::Between { low, high, .. } => {
                let ends = (self.threshold(low), self.threshold(high));
                let intervals = match ends {
                    (Some(low), Some(high)) => {
                        let end = |at| Some(End { at, closed: true });
                        vec![Interval { low: end(low), high: end(high) }]
                    }
                    _ => Vec::new(),
                };
                Wanted::Numbers { intervals, negated: false }
            }
            Test::IsEmpty { negated, .. } => Wanted::Empty { negated: *negated },
            Test::Text { op, text, .. } => {
                let text = fold(text);
                let how = match op {
                    TextOp::Contains => How::Contains(text),
                    TextOp::StartsWith => How::StartsWith(text),
                    TextOp::EndsWith => How::EndsWith(text),
                };
                Wanted::Texts { how, negated: false }
            }
            Test::Span { span, .. } => {
                let (first, last) = period_days(*span, self.data.table.as_of);
                Wanted::Numbers { intervals: vec![days(first, last)], negated: false }
            }
            Test::Anniversary { when, .. } => {
                Wanted::Anniversary(Box::new(anniversaries(*when, self.data.table.as_of)))
            }
            // Not tests of a value: the checker lets none through to here.
            Test::InTop { .. } | Test::Segment { .. } | Test::Source(_) => {
                Wanted::Numbers { intervals: Vec::new(), negated: false }
            }
        }
    }

    /// A number or a day to compare with; none for the median of nothing.
    pub(super) fn threshold(&mut self, value: &Value) -> Option<Threshold> {
        match &value.kind {
            ValueKind::Number(number) => Some(Threshold::from_number(number)),
            ValueKind::Date(day) => Some(Threshold::from_units(i64::from(day.0), 0)),
            ValueKind::Text(_) | ValueKind::YesNo(_) => None,
            ValueKind::Median(name) => {
                let field = self.schema.customers.find(&name.text)?;
                if let Some(median) = self.known.medians.get(&field.name) {
                    return *median;
                }
                let median = top::median(self.customers(field), &self.data.table.buyers);
                self.known.medians.insert(field.name.clone(), median);
                median
            }
        }
    }
}

/// Equality of texts, classes, and yes or no.
fn listed(is: super::error::Type, values: &[Value], negated: bool) -> Wanted {
    if is == super::error::Type::YesNo {
        let yes_no = |value: &Value| match value.kind {
            ValueKind::YesNo(yes) => Some(yes),
            _ => None,
        };
        return Wanted::YesNo { values: values.iter().filter_map(yes_no).collect(), negated };
    }
    let written = |value: &Value| match &value.kind {
        ValueKind::Text(text) => Some(fold(text)),
        ValueKind::Number(number) => Some(number.written().to_string()),
        ValueKind::Date(day) => Some(day.to_string()),
        ValueKind::YesNo(_) | ValueKind::Median(_) => None,
    };
    Wanted::Texts { how: How::Is(values.iter().filter_map(written).collect()), negated }
}

/// From the first to the last day.
fn days(first: i32, last: i32) -> Interval {
    let end = |day: i32| Some(End { at: Threshold::from_units(i64::from(day), 0), closed: true });
    Interval { low: end(first), high: end(last) }
}
