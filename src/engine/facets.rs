//! Facets: for a field, how many customers the rest of the query leaves at each value. They cross-filter: a
//! facet does not see its own condition, so that its other values can still be chosen.

use super::{
    list,
    view::{FACET_VALUES, FacetBin, FacetKind, FacetValue, FacetView},
};
use crate::{
    mask::Mask,
    measures::table::Table,
    portfolio::columns::{Column, Portfolio},
    text::fold,
};

/// Bins of a number facet.
const BINS: usize = 24;

/// The facet of a field over the customers that the rest of the query leaves.
pub fn facet(
    portfolio: &Portfolio,
    table: &Table,
    field: &str,
    rest: &Mask,
    chosen: &[String],
) -> Option<FacetView> {
    let column = list::column(portfolio, table, field)?;
    let mut facet = FacetView {
        field: field.to_string(),
        kind: kind(column),
        values: Vec::new(),
        more: 0,
        bins: Vec::new(),
    };
    match column {
        Column::Class { codes, names } => {
            let mut counts = vec![0u32; names.len() + 1];
            for i in rest.iter() {
                counts[(codes[i] as usize).min(names.len())] += 1;
            }
            facet.values =
                names.iter().zip(counts).map(|(name, count)| value(name, count, chosen)).collect();
        }
        Column::YesNo(values) => {
            let mut counts = [0u32; 3];
            rest.iter().for_each(|i| counts[values[i] as usize] += 1);
            facet.values =
                vec![value("true", counts[1], chosen), value("false", counts[0], chosen)];
        }
        Column::Text { codes, texts } => {
            let mut counts = vec![0u32; texts.len()];
            rest.iter().for_each(|i| counts[codes[i] as usize] += 1);
            let mut all: Vec<FacetValue> = (1..texts.len())
                .map(|code| value(texts.get(code as u32), counts[code], chosen))
                .filter(|value| value.count > 0 || value.chosen)
                .collect();
            all.sort_by(|a, b| {
                b.chosen.cmp(&a.chosen).then(b.count.cmp(&a.count)).then(a.value.cmp(&b.value))
            });
            facet.more = all.len().saturating_sub(FACET_VALUES) as u32;
            all.truncate(FACET_VALUES);
            facet.values = all;
        }
        _ => facet.bins = bins(column, &table.exists, rest, portfolio.decimals()),
    }
    Some(facet)
}

/// What kind of facet a column makes.
pub fn kind(column: &Column) -> FacetKind {
    match column {
        Column::Class { .. } => FacetKind::Class,
        Column::Text { .. } => FacetKind::Text,
        Column::YesNo(_) => FacetKind::YesNo,
        Column::Day(_) => FacetKind::Day,
        Column::Money(_) => FacetKind::Money,
        Column::Whole(_) | Column::Number(_) | Column::Quantity(_) => FacetKind::Number,
    }
}

fn value(text: &str, count: u32, chosen: &[String]) -> FacetValue {
    let chosen = chosen.iter().any(|known| fold(known) == fold(text));
    FacetValue { value: text.to_string(), count, chosen }
}

/// Equal bins between the 1st and 99th percentile of everyone's values, the first and last open towards the
/// ends, so that bins stay where they are while the query changes.
fn bins(column: &Column, everyone: &Mask, rest: &Mask, decimals: u32) -> Vec<FacetBin> {
    let mut values: Vec<f64> =
        everyone.iter().filter_map(|i| column.number_at(i, decimals)).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let last = values.len() - 1;
    let mut at = |share: f64| {
        let place = (last as f64 * share).round() as usize;
        *values.select_nth_unstable_by(place, f64::total_cmp).1
    };
    let (low, high) = (at(0.01), at(0.99));
    let (step, n) = steps(low, high);
    let low = (low / step).floor() * step;
    let mut bins: Vec<FacetBin> = (0..n)
        .map(|i| FacetBin {
            from: low + step * i as f64,
            to: low + step * (i + 1) as f64,
            count: 0,
        })
        .collect();
    for number in rest.iter().filter_map(|i| column.number_at(i, decimals)) {
        let bin = ((number - low) / step).floor().clamp(0.0, (n - 1) as f64) as usize;
        bins[bin].count += 1;
    }
    bins
}

/// A round step (1, 2, 5, 10 …; at least a hundredth) that cuts the stretch into at most [`BINS`], and how many it takes.
fn steps(low: f64, high: f64) -> (f64, usize) {
    let least = ((high - low) / (BINS - 1) as f64).max(0.01);
    let power = 10f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * power).find(|&s| s >= least);
    let step = step.unwrap_or(power * 10.0);
    let n = (high / step).floor() - (low / step).floor() + 1.0;
    (step, (n as usize).clamp(1, BINS + 1))
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn bins_are_round_and_few() {
        for (low, high) in [(0.0, 0.0), (0.0, 23.0), (-5.0, 1_000_000.0), (3.0, 3.001), (0.1, 0.9)]
        {
            let (step, n) = steps(low, high);
            assert!((1..=25).contains(&n), "{low} {high}: {n}");
            assert!((low / step).floor() * step + step * n as f64 >= high, "{low} {high}");
        }
    }
}
