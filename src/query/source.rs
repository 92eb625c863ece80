//! Conditions on a customer's orders, lines or events: of the records that match, an aggregate makes one value a
//! customer, the comparison decides. The column of these values is remembered: another threshold compares it anew.
//!
//! The trap: where nothing matches, `count`, `days` and `sum` are 0 and compare as such, while `mean`, `max` and
//! `min` are empty.

use super::{
    ast::{Aggregate, Condition, Number, Op, SourceTest, Span, Test, Value, ValueKind},
    check::scope_of,
    compare::{Wanted, matching},
    evaluate::Run,
    fields::Kind,
    number::{Interval, Ranges, Threshold, holds},
    period::{Stretch, stretch},
    print::print_condition,
    records::Stream,
    total::{Folding, Representation, Total, distinct_days, representation, total},
    view::View,
    window::{self, Extreme},
};
use crate::{mask::Mask, portfolio::columns::EMPTY_I64};

/// A value for each customer.
pub(super) enum Measured {
    /// Whole units of `10^-decimals`; counts and days have no decimals.
    Units(Vec<i64>, u32),
    Floats(Vec<f64>),
    /// Sums of such units, and of how many values.
    Means {
        sums: Vec<i64>,
        n: Vec<u32>,
        decimals: u32,
    },
}

impl Run<'_> {
    /// The customers whose records compare as asked.
    pub fn source(&mut self, test: &SourceTest) -> Mask {
        let n = self.data.table.len();
        let stretch = stretch(test.window, self.data.table.as_of);
        let Some(threshold) = self.threshold(&test.value) else {
            return self.compared_with_nothing(test, stretch);
        };
        let extreme = Extreme::of(test.op).filter(|_| self.has_extremes(test));
        if let (Stretch::Any(length, unit), None) = (stretch, extreme) {
            let streams = self.streams(test, stretch);
            return window::any(&streams, &test.aggregate, test.op, threshold, (length, unit), n);
        }
        let rolls = matches!(stretch, Stretch::Any(..));
        let text = text_of(test, extreme.filter(|_| rolls));
        if let Some(measured) = self.known.columns.get(&text) {
            return compared(&measured, test.op, threshold);
        }
        let streams = self.streams(test, stretch);
        // Comparing goes faster than keeping what is compared: that is worth it where it is asked for again.
        if self.known.asked_first(&text)
            && let Some(mask) = at_once(&streams, test, threshold, stretch, n)
        {
            return mask;
        }
        let measured = match (stretch, extreme) {
            (Stretch::Any(length, unit), Some(extreme)) => {
                window::extremes(&streams, &test.aggregate, extreme, (length, unit), n)
            }
            _ => aggregated(&streams, &test.aggregate, n),
        };
        compared(&self.known.columns.put(text, measured), test.op, threshold)
    }

    /// A comparison with the median of nothing: only `!=` holds, in a rolling window for those with a record.
    fn compared_with_nothing(&mut self, test: &SourceTest, stretch: Stretch) -> Mask {
        let n = self.data.table.len();
        match stretch {
            _ if test.op != Op::Ne => Mask::none(n),
            Stretch::Any(length, unit) => {
                let streams = self.streams(test, stretch);
                window::any(
                    &streams,
                    &Aggregate::Count,
                    Op::Gt,
                    Threshold::from_units(0, 0),
                    (length, unit),
                    n,
                )
            }
            _ => Mask::all(n),
        }
    }

    /// Whether the extremes of rolling windows can be remembered: of counts and exact sums.
    fn has_extremes(&self, test: &SourceTest) -> bool {
        match &test.aggregate {
            Aggregate::Count | Aggregate::Days => true,
            Aggregate::Sum(name) => {
                let field = self.schema.scope(scope_of(&test.source)).find(&name.text);
                field.is_some_and(|field| field.kind != Kind::Number)
            }
            Aggregate::Mean(_) | Aggregate::Max(_) | Aggregate::Min(_) => false,
        }
    }
}

/// The customers whose records compare as asked, where that can be told without a column.
fn at_once(
    streams: &[Stream],
    test: &SourceTest,
    threshold: Threshold,
    stretch: Stretch,
    n: usize,
) -> Option<Mask> {
    let [stream] = streams else { return None };
    match (&test.aggregate, stretch) {
        (_, Stretch::Any(length, unit)) => {
            window::somewhere(stream, &test.aggregate, test.op, threshold, (length, unit), n)
        }
        (Aggregate::Count, _) => {
            let ranges = Ranges {
                ranges: vec![Interval::of(test.op, threshold).in_units(0)],
                negated: test.op == Op::Ne,
            };
            let mut count = stream.counts();
            Some(Mask::from_fn(n, |customer| ranges.keeps(Some(i64::from(count(customer))))))
        }
        _ => None,
    }
}

/// The source without its comparison, as a text that no other source has.
fn text_of(test: &SourceTest, extreme: Option<Extreme>) -> String {
    let value = Value::new(ValueKind::Number(Number::from(0)));
    let test = SourceTest { op: Op::Eq, value, ..test.clone() };
    let condition = Condition { span: Span::default(), test: Test::Source(test) };
    let extreme = match extreme {
        None => "",
        Some(Extreme::Greatest) => " at most",
        Some(Extreme::Least) => " at least",
    };
    format!("{}{extreme}", print_condition(&condition))
}

/// The customers whose value compares as asked.
fn compared(measured: &Measured, op: Op, threshold: Threshold) -> Mask {
    let view = match measured {
        Measured::Units(values, decimals) => View::Units(values, *decimals),
        Measured::Floats(values) => View::Floats(values),
        Measured::Means { sums, n, decimals } => {
            let against = threshold.against_means(*decimals);
            return Mask::from_fn(sums.len(), |customer| match n[customer] {
                0 => op == Op::Ne,
                n => holds(op, against(sums[customer], n)),
            });
        }
    };
    let intervals = vec![Interval::of(op, threshold)];
    let wanted = Wanted::Numbers { intervals, negated: op == Op::Ne };
    let rows = match view {
        View::Units(values, _) => values.len(),
        View::Floats(values) => values.len(),
        _ => 0,
    };
    matching(view, &wanted, rows)
}

fn aggregated(streams: &[Stream], aggregate: &Aggregate, n: usize) -> Measured {
    let fold = match aggregate {
        Aggregate::Count => return Measured::Units(counts(streams, n), 0),
        Aggregate::Days => {
            let mut days = Vec::new();
            let count = |customer| distinct_days(streams, customer, &mut days);
            return Measured::Units((0..n).map(count).collect(), 0);
        }
        Aggregate::Sum(_) => Folding::Sum,
        Aggregate::Mean(_) => Folding::Mean,
        Aggregate::Max(_) => Folding::Max,
        Aggregate::Min(_) => Folding::Min,
    };
    match representation(streams) {
        Representation::Floats => {
            let value = |customer| match (total::<f64>(streams, fold, customer), fold) {
                (Total { n: 0, .. }, Folding::Sum) => 0.0,
                (Total { n: 0, .. }, _) => f64::NAN,
                (Total { n, value }, Folding::Mean) => value / f64::from(n),
                (Total { value, .. }, _) => value,
            };
            Measured::Floats((0..n).map(value).collect())
        }
        Representation::Units(decimals) if fold == Folding::Mean => {
            let (sums, n) = sums(streams, n);
            Measured::Means { sums, n, decimals }
        }
        Representation::Units(decimals) if fold == Folding::Sum => {
            Measured::Units(sums(streams, n).0, decimals)
        }
        Representation::Units(decimals) => {
            let value = |customer| match total::<i64>(streams, fold, customer) {
                Total { n: 0, .. } => EMPTY_I64,
                Total { value, .. } => value,
            };
            Measured::Units((0..n).map(value).collect(), decimals)
        }
    }
}

/// The sum of each customer's values, and of how many.
fn sums(streams: &[Stream], n: usize) -> (Vec<i64>, Vec<u32>) {
    let (mut sums, mut counts) = (vec![0i64; n], vec![0; n]);
    for stream in streams {
        let View::Units(values, _) = stream.value else { continue };
        for customer in 0..n {
            let (mut sum, mut count) = (0i64, 0);
            stream.each(customer, |row| {
                let value = values[row];
                let known = value != EMPTY_I64;
                sum = sum.wrapping_add(if known { value } else { 0 });
                count += u32::from(known);
            });
            sums[customer] = sums[customer].wrapping_add(sum);
            counts[customer] += count;
        }
    }
    (sums, counts)
}

/// How many rows each customer has.
fn counts(streams: &[Stream], n: usize) -> Vec<i64> {
    let mut counts = vec![0; n];
    for stream in streams {
        let mut count = stream.counts();
        counts.iter_mut().enumerate().for_each(|(i, sum)| *sum += i64::from(count(i)));
    }
    counts
}
