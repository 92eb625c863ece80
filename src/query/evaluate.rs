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
    check::{check, scope_of},
    compare::{How, Wanted, fill, matching},
    edit::field_of,
    error::{QueryError, Scope},
    fields::{FieldInfo, SavedSegment, Schema},
    number::{End, Interval, Threshold},
    period::{Stretch, anniversaries, period_days, stretch},
    print::{canonical, print_condition},
    source::{self, Stream},
    top,
    view::{self, View},
};
use crate::{
    mask::Mask,
    measures::{
        settings::{Returns, Settings},
        table::Table,
    },
    portfolio::columns::Portfolio,
    text::fold,
};
use std::{collections::HashMap, sync::Arc};

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
    Ok(Run { data, schema: &schema, known: &mut known }.query(&canonical(node)))
}

/// What was found out already; right for one state of the data.
#[derive(Default)]
pub(super) struct Known {
    /// By the condition's canonical text: its mask, and when it was last asked for.
    pub masks: HashMap<String, (Arc<Mask>, u64)>,
    medians: HashMap<String, Option<Threshold>>,
    /// Of saved segments, by place; they may be edited from query to query.
    pub segments: HashMap<usize, Arc<Mask>>,
    /// Counts the questions.
    pub now: u64,
}

/// One evaluation of a query that was checked.
pub(super) struct Run<'a> {
    pub data: &'a Data<'a>,
    pub schema: &'a Schema,
    pub known: &'a mut Known,
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
                    let other = match part {
                        Node::Condition(condition) => self.condition(condition),
                        part => Arc::new(self.node(part)),
                    };
                    match node {
                        Node::Or(_) => mask.or(&other),
                        _ => mask.and(&other),
                    }
                }
                mask
            }
        }
    }

    /// The customers that the condition keeps, existing or not.
    pub fn condition(&mut self, condition: &Condition) -> Arc<Mask> {
        // What a saved segment means is not in its name: its own conditions are kept, not it.
        if let Test::Segment { name } = &condition.test {
            return self.segment(name);
        }
        self.known.now += 1;
        let text = print_condition(condition);
        if let Some((mask, used)) = self.known.masks.get_mut(&text) {
            *used = self.known.now;
            return mask.clone();
        }
        let mask = Arc::new(match &condition.test {
            Test::Source(test) => self.source(test),
            test => self.field_test(test, condition),
        });
        self.known.masks.insert(text, (mask.clone(), self.known.now));
        mask
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
            _ => matching(view, &self.wanted(test, field), n),
        }
    }

    fn customers(&self, field: &FieldInfo) -> View<'a> {
        view::customers(self.data.portfolio, self.data.table, field)
    }

    /// The test of a field with its medians and days worked out.
    fn wanted(&mut self, test: &Test, field: &FieldInfo) -> Wanted {
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
    fn threshold(&mut self, value: &Value) -> Option<Threshold> {
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

    fn source(&mut self, test: &SourceTest) -> Mask {
        let n = self.data.table.len();
        let stretch = stretch(test.window, self.data.table.as_of);
        let streams = self.streams(test, stretch);
        let threshold = self.threshold(&test.value);
        source::customers(&streams, &test.aggregate, test.op, threshold, stretch, n)
    }

    /// The rows that a condition on a source looks at: one stream, for events two.
    pub(super) fn streams(&mut self, test: &SourceTest, stretch: Stretch) -> Vec<Stream<'a>> {
        let mut streams = self.all_streams(test, stretch);
        // Where there is no record of a sort there are no row numbers either.
        streams.retain(|stream| !stream.day.is_empty());
        streams
    }

    /// The same with those that have no row.
    pub(super) fn all_streams(&mut self, test: &SourceTest, stretch: Stretch) -> Vec<Stream<'a>> {
        let portfolio = self.data.portfolio;
        match &test.source {
            Source::Orders => {
                vec![self.stream(test, stretch, Scope::Orders, &portfolio.orders.first)]
            }
            Source::Lines => {
                vec![self.stream(test, stretch, Scope::Lines, &portfolio.lines.first)]
            }
            Source::Events(kind) => {
                let mut streams = Vec::new();
                let kind = kind.as_deref().map(|kind| How::Is(vec![fold(kind)]));
                for (scope, first) in [
                    (Scope::Events, &portfolio.events.first),
                    (Scope::Lines, &portfolio.lines.first),
                ] {
                    let mut stream = self.stream(test, stretch, scope, first);
                    if let Some(how) = &kind {
                        let kinds = match scope {
                            Scope::Events => {
                                View::Texts(&portfolio.events.kind, &portfolio.events.kinds)
                            }
                            _ => View::Kinds(&portfolio.lines.is_return),
                        };
                        let wanted = Wanted::Texts { how: how.clone(), negated: false };
                        stream.rows.and(&matching(kinds, &wanted, stream.day.len()));
                    }
                    streams.push(stream);
                }
                streams
            }
        }
    }

    fn stream(
        &mut self,
        test: &SourceTest,
        stretch: Stretch,
        rows: Scope,
        first: &'a [u32],
    ) -> Stream<'a> {
        let (portfolio, table) = (self.data.portfolio, self.data.table);
        let schema = self.schema;
        let named = scope_of(&test.source);
        let as_event = named == Scope::Events;
        let view = |field| view::records(portfolio, table, rows, as_event, field);
        let day: &[i32] = match rows {
            Scope::Orders => &table.orders.day,
            Scope::Lines => &portfolio.lines.day,
            _ => &portfolio.events.day,
        };
        // An undated event can be seen on any day and lies in no window; a group without a day is no order.
        let (first_day, last_day) = match stretch {
            Stretch::Days(first_day, last_day) => (first_day, last_day),
            _ if rows == Scope::Orders => (i32::MIN + 1, i32::MAX),
            _ => (i32::MIN, i32::MAX),
        };
        let last_day = last_day.min(table.as_of.unwrap_or(i32::MAX));
        let mut mask = fill(day, |day| (first_day <= day) & (day <= last_day));
        if rows == Scope::Lines && self.data.settings.returns == Returns::Ignore {
            mask.and_not(&fill(&portfolio.lines.is_return, |is_return| is_return));
        }
        for filter in &test.filters {
            let found = field_of(&filter.test).and_then(|n| schema.scope(named).find(&n.text));
            if let Some(field) = found {
                let wanted = self.wanted(&filter.test, field);
                mask.and(&matching(view(field), &wanted, day.len()));
            }
        }
        let value = match &test.aggregate {
            Aggregate::Count | Aggregate::Days => None,
            Aggregate::Sum(name)
            | Aggregate::Mean(name)
            | Aggregate::Max(name)
            | Aggregate::Min(name) => schema.scope(named).find(&name.text),
        };
        Stream { first, day, rows: mask, value: value.map_or(View::Nothing, view) }
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
