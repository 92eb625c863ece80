//! Facets: for a field, how many customers the rest of the query leaves at each value. They cross-filter: a
//! facet does not see its own condition, so that its other values can still be chosen.
//!
//! The trap: bins. They are cut over everyone, so that they stay where they are while the query changes, between the
//! 1st and the 99th percentile; the first and the last hold what lies beyond. A bin has its first value and not that of
//! the next one, and the condition made of it ([`stretch`]) says exactly that.

use super::{
    list,
    view::{FacetAsk, FacetBin, FacetKind, FacetValue, FacetView},
};
use crate::{
    calendar::Day,
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, Portfolio},
    query::{
        ast::{Name, Node, Number, Op, Test, Value, ValueKind},
        edit,
        fields::Kind,
    },
    text::{Finder, Texts, fold},
};
use std::collections::HashMap;

/// Bins of a number facet.
const BINS: usize = 24;

/// Most bins of days.
const DAY_BINS: usize = 37;

/// Most bins of numbers that span many powers of ten; the last holds all beyond.
const MOST_BINS: usize = 200;

/// The place of who has no value.
const NO_BIN: u8 = u8::MAX;

/// Most values of one answer, whatever is asked.
const MOST_VALUES: usize = 500;

/// The bins of number fields met so far; right for one state of the base.
#[derive(Debug, Default)]
pub struct Scales(HashMap<String, Scale>);

/// The bins of a field, and in which of them each customer is.
#[derive(Debug)]
struct Scale {
    cuts: Cuts,
    /// [`NO_BIN`] where there is no value.
    places: Vec<u8>,
}

/// What the query says of the field already.
#[derive(Debug, Default)]
pub struct Chosen {
    /// Values that it names.
    pub values: Vec<String>,
    /// Ends of the range that it names, days as numbers.
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// The facet of a field over the customers that the rest of the query leaves.
pub fn facet(
    portfolio: &Portfolio,
    table: &Table,
    scales: &mut Scales,
    ask: &FacetAsk,
    rest: &Mask,
    chosen: &Chosen,
) -> Option<FacetView> {
    let column = list::column(portfolio, table, &ask.field)?;
    let mut facet = FacetView {
        field: ask.field.clone(),
        kind: kind(column),
        values: Vec::new(),
        more: 0,
        bins: Vec::new(),
        low: chosen.low,
        high: chosen.high,
    };
    let is_chosen = |text: &str| chosen.values.iter().any(|known| fold(known) == fold(text));
    let value = |text: &str, count: u32| FacetValue {
        value: text.to_string(),
        count,
        chosen: is_chosen(text),
    };
    match column {
        Column::Class { codes, names } => {
            let count = |of: &Mask| {
                let mut counts = vec![0u32; names.len() + 1];
                of.iter().for_each(|i| counts[(codes[i] as usize).min(names.len())] += 1);
                counts
            };
            // Classes that somebody has stay in place, whoever is left.
            let (everyone, counts) = (count(&table.exists), count(rest));
            facet.values = (names.iter().zip(counts).zip(everyone))
                .map(|((name, count), all)| (value(name, count), all))
                .filter(|(value, all)| *all > 0 || value.chosen)
                .map(|(value, _)| value)
                .collect();
        }
        Column::YesNo(values) => {
            let mut counts = [0u32; 3];
            rest.iter().for_each(|i| counts[values[i] as usize] += 1);
            facet.values = vec![value("true", counts[1]), value("false", counts[0])];
        }
        Column::Text { codes, texts } => {
            let mut counts = vec![0u32; texts.len()];
            rest.iter().for_each(|i| counts[codes[i] as usize] += 1);
            let chosen = |text: &str| !chosen.values.is_empty() && is_chosen(text);
            let (codes, more) = most_frequent(texts, &counts, ask, chosen);
            facet.more = more;
            facet.values = codes
                .into_iter()
                .map(|code| value(texts.get(code), counts[code as usize]))
                .collect();
        }
        _ => {
            let scale = scales.0.entry(ask.field.clone());
            let scale = scale.or_insert_with(|| Scale::of(portfolio, table, column));
            facet.bins = scale.count(rest);
        }
    }
    Some(facet)
}

/// How the values of a column are told.
pub fn kind(column: &Column) -> FacetKind {
    match column {
        Column::Class { .. } => FacetKind::Class,
        Column::Text { .. } => FacetKind::Text,
        Column::YesNo(_) => FacetKind::YesNo,
        Column::Day(_) => FacetKind::Day,
        Column::Money(_) => FacetKind::Money,
        Column::Whole(_) => FacetKind::Whole,
        Column::Number(_) | Column::Quantity(_) => FacetKind::Number,
    }
}

/// The values to list, the most frequent first, then those that the query names besides; and how many there are beyond
/// them. Texts are only made for those: a column may have as many values as there are customers.
fn most_frequent(
    texts: &Texts,
    counts: &[u32],
    ask: &FacetAsk,
    is_chosen: impl Fn(&str) -> bool,
) -> (Vec<u32>, u32) {
    let mut finder = Finder::new(ask.find.trim());
    let mut fits = |text: &str| finder.as_mut().is_none_or(|finder| finder.is_in(text));
    let mut found: Vec<u32> = (1..texts.len() as u32)
        .filter(|&code| counts[code as usize] > 0 && fits(texts.get(code)))
        .collect();
    let by = |a: &u32, b: &u32| {
        let (a_count, b_count) = (counts[*a as usize], counts[*b as usize]);
        b_count.cmp(&a_count).then_with(|| texts.get(*a).cmp(texts.get(*b)))
    };
    let most = (ask.values as usize).min(MOST_VALUES);
    let more = found.len().saturating_sub(most);
    if more > 0 && most > 0 {
        found.select_nth_unstable_by(most - 1, by);
    }
    found.truncate(most);
    found.sort_by(by);
    let named: Vec<u32> = (1..texts.len() as u32)
        .filter(|&code| is_chosen(texts.get(code)) && !found.contains(&code))
        .collect();
    found.extend(named);
    (found, more as u32)
}

/// Bins of round width between the 1st and 99th percentile of the values, the outer ones open; in them, all values.
pub(super) fn bins(kind: Kind, values: &[f64]) -> Vec<FacetBin> {
    let cuts = Cuts::between(kind, values.to_vec());
    let mut counts = cuts.none();
    values.iter().for_each(|&value| counts[cuts.place(value)] += 1);
    cuts.bins(&counts)
}

/// Where bins begin, and where the last ends.
#[derive(Debug, Default)]
struct Cuts {
    starts: Vec<f64>,
    end: f64,
}

impl Cuts {
    /// Those of these values; none without values.
    fn between(kind: Kind, mut values: Vec<f64>) -> Cuts {
        let Some(last) = values.len().checked_sub(1) else { return Cuts::default() };
        let mut at = |share: f64| {
            let place = (last as f64 * share).round() as usize;
            *values.select_nth_unstable_by(place, f64::total_cmp).1
        };
        let (low, middle, high) = (at(0.01), at(0.5), at(0.99));
        let mut starts = match kind {
            Kind::Date => day_edges(low as i32, high as i32),
            Kind::Whole if is_skewed(low, middle, high) => growing_edges(middle, high, 1.0),
            _ if is_skewed(low, middle, high) => growing_edges(middle, high, 0.0),
            Kind::Whole => edges(low, high, 1.0),
            _ => edges(low, high, 0.0),
        };
        let end = starts.pop().unwrap_or(high);
        Cuts { starts, end }
    }

    /// The bin of a value.
    fn place(&self, value: f64) -> usize {
        self.starts.partition_point(|&start| start <= value).saturating_sub(1)
    }

    /// No value in any bin.
    fn none(&self) -> Vec<u32> {
        vec![0; self.starts.len()]
    }

    fn bins(&self, counts: &[u32]) -> Vec<FacetBin> {
        let ends = self.starts.iter().skip(1).chain([&self.end]);
        (self.starts.iter().zip(ends).zip(counts))
            .map(|((&from, &to), &count)| FacetBin { from, to, count })
            .collect()
    }
}

impl Scale {
    fn of(portfolio: &Portfolio, table: &Table, column: &Column) -> Scale {
        let number = |row| column.number_at(row, portfolio.decimals());
        let everyone = table.exists.iter().filter_map(number).collect();
        let cuts = Cuts::between(Kind::of(column), everyone);
        let place = |row| number(row).map_or(NO_BIN, |value| cuts.place(value) as u8);
        let places = (0..table.len()).map(place).collect();
        Scale { cuts, places }
    }

    /// How many of these there are in each bin.
    fn count(&self, of: &Mask) -> Vec<FacetBin> {
        let mut counts = [0u32; NO_BIN as usize + 1];
        of.iter().for_each(|row| counts[usize::from(self.places[row])] += 1);
        self.cuts.bins(&counts)
    }
}

/// Round edges (steps of 1, 2, 5, 10 …, not below the least) that cut the stretch into at most [`BINS`] bins or one more.
fn edges(low: f64, high: f64, least: f64) -> Vec<f64> {
    let wanted = ((high - low) / (BINS - 1) as f64).max(least).max(0.01);
    let power = 10f64.powf(wanted.log10().floor());
    let digits = [1.0, 2.0, 5.0, 10.0];
    let step =
        digits.into_iter().map(|digit| digit * power).find(|&step| step >= wanted * 0.999_999);
    let step = step.unwrap_or(power * 10.0);
    let (first, last) = ((low / step).floor(), (high / step).floor());
    let n = ((last - first) as usize).min(BINS) + 2;
    let at = |i: usize| {
        let edge = (first + i as f64) * step;
        if step < 1.0 { (edge * 1e6).round() / 1e6 } else { edge }
    };
    (0..n).map(at).collect()
}

/// Whether most values would crowd in the first of equal bins, as those of spend and orders do.
fn is_skewed(low: f64, middle: f64, high: f64) -> bool {
    low >= 0.0 && middle > 0.0 && high > middle * 6.0
}

/// Zero, then round edges that grow with the values: 1, 1.5, 2, 3, 5, 7, 10 …, from well below the middle on.
fn growing_edges(middle: f64, high: f64, least: f64) -> Vec<f64> {
    let mut power = 10f64.powf((middle / 15.0).max(least).log10().floor());
    let mut edges = vec![0.0];
    loop {
        for digit in [1.0, 1.5, 2.0, 3.0, 5.0, 7.0] {
            let edge: f64 = digit * power;
            if least > 0.0 && edge.fract() != 0.0 {
                continue;
            }
            edges.push((edge * 1e6).round() / 1e6);
            if edge > high || edges.len() > MOST_BINS {
                return edges;
            }
        }
        power *= 10.0;
    }
}

/// Edges at the beginnings of days, weeks, months, quarters, years or decades, as few bins as fit well.
fn day_edges(low: i32, high: i32) -> Vec<f64> {
    let span = (high - low) as usize + 1;
    for step in [1, 7] {
        if span.div_ceil(step) <= DAY_BINS {
            let n = span.div_ceil(step) as i32;
            return (0..=n).map(|i| f64::from(low + i * step as i32)).collect();
        }
    }
    let months = [1, 3, 12, 60, 120, 1200].into_iter();
    let step = months.clone().find(|&months| span / 30 / months < DAY_BINS).unwrap_or(1200);
    let start = Day(low);
    let first = match step {
        1 | 3 => start.month_start().add_months(-((start.ymd().1 as i32 - 1) % step as i32)),
        _ => start.year_start(),
    };
    let mut edges = vec![f64::from(first.0)];
    let mut edge = first;
    while edge.0 <= high {
        edge = edge.add_months(step as i32);
        edges.push(f64::from(edge.0));
    }
    edges
}

/// The condition of neighbouring bins: from `low` on and before `high`, either of which may be open. What has a next
/// value (whole numbers, days, money) is said as `between`.
pub fn stretch(
    field: &str,
    kind: FacetKind,
    decimals: u32,
    low: Option<f64>,
    high: Option<f64>,
) -> Node {
    let value = |number: f64, decimals: usize| {
        let written = format!("{number:.decimals$}");
        let short = if decimals > 0 {
            written.trim_end_matches('0').trim_end_matches('.')
        } else {
            &written
        };
        Number::new(short).map(ValueKind::Number)
    };
    let of = |number: f64| match kind {
        FacetKind::Day => Some(ValueKind::Date(Day(number as i32))),
        FacetKind::Whole => value(number, 0),
        FacetKind::Money => value(number, decimals as usize),
        _ => value(number, 6),
    };
    let grain = match kind {
        FacetKind::Day | FacetKind::Whole => Some(1.0),
        FacetKind::Money => Some(10f64.powi(-(decimals as i32))),
        _ => None,
    };
    let compare = |op: Op, value: Option<ValueKind>| {
        value.map(|value| {
            let name = Name::new(field);
            edit::condition(Test::Compare { name, op, value: Value::new(value) })
        })
    };
    let everyone = Node::And(Vec::new());
    match (low, high, grain) {
        (low, Some(high), Some(grain)) => {
            edit::set_range(&everyone, field, low.and_then(of), of(high - grain))
        }
        (low, high, _) => {
            let parts = [compare(Op::Ge, low.and_then(of)), compare(Op::Lt, high.and_then(of))];
            Node::And(parts.into_iter().flatten().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::print::print;

    #[test]
    fn bins_are_round_and_few() {
        for (low, high) in [(0.0, 0.0), (0.0, 23.0), (-5.0, 1_000_000.0), (3.0, 3.001), (0.1, 0.9)]
        {
            let edges = edges(low, high, 0.0);
            assert!((2..=26).contains(&edges.len()), "{low} {high}: {edges:?}");
            assert!(edges[0] <= low && high < edges[edges.len() - 1], "{low} {high}: {edges:?}");
        }
        assert_eq!(edges(1.0, 4.0, 1.0), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(edges(0.1, 0.3, 0.0)[1..3], [0.11, 0.12]);
    }

    #[test]
    fn skewed_values_get_growing_bins() {
        assert!(is_skewed(0.0, 5.0, 75.0) && !is_skewed(-1.0, 5.0, 75.0));
        let orders = growing_edges(5.0, 75.0, 1.0);
        assert_eq!(
            orders,
            [0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 70.0, 100.0]
        );
        let spend = growing_edges(674.48, 20_000.0, 0.0);
        assert_eq!(spend[..5], [0.0, 10.0, 15.0, 20.0, 30.0]);
        assert!(spend.len() < 26 && spend[spend.len() - 1] == 30_000.0);
        assert_eq!(growing_edges(0.002, 0.02, 0.0)[..3], [0.0, 0.0001, 0.00015]);
        assert_eq!(growing_edges(1e-200, 1e200, 0.0).len(), MOST_BINS + 1);
    }

    #[test]
    fn days_are_cut_by_the_calendar() {
        let day = |text: &str| text.parse::<Day>().unwrap().0;
        for (low, high, first, second, bins) in [
            ("2024-01-30", "2024-02-02", "2024-01-30", "2024-01-31", 4),
            ("2024-01-01", "2024-06-30", "2024-01-01", "2024-01-08", 26),
            ("2022-02-10", "2024-02-10", "2022-02-01", "2022-03-01", 25),
            ("2018-05-10", "2024-02-10", "2018-04-01", "2018-07-01", 24),
            ("1999-05-10", "2024-02-10", "1999-01-01", "2000-01-01", 26),
        ] {
            let edges = day_edges(day(low), day(high));
            let start = [f64::from(day(first)), f64::from(day(second))];
            assert_eq!(edges[..2], start, "{low} {high}");
            assert_eq!(edges.len() - 1, bins, "{low} {high}");
            assert!(edges[bins] > f64::from(day(high)));
        }
    }

    #[test]
    fn a_stretch_of_bins_is_said_as_it_counts() {
        use FacetKind::{Money, Number, Whole};
        let day = |text: &str| f64::from(text.parse::<Day>().unwrap().0);
        for (kind, low, high, expect) in [
            (Whole, Some(3.0), Some(6.0), "x between 3 and 5"),
            (Whole, Some(3.0), None, "x >= 3"),
            (Whole, None, Some(6.0), "x <= 5"),
            (Money, Some(100.0), Some(150.0), "x between 100 and 149.99"),
            (Number, Some(0.1), Some(0.2), "x >= 0.1 and x < 0.2"),
            (Number, None, Some(-5.0), "x < -5"),
            (
                FacetKind::Day,
                Some(day("2024-01-01")),
                Some(day("2024-02-01")),
                "x between 2024-01-01 and 2024-01-31",
            ),
            (FacetKind::Day, None, None, ""),
        ] {
            assert_eq!(print(&stretch("x", kind, 2, low, high)), expect);
        }
    }
}
