//! **Spread**: how the numbers or days of a field are spread, to choose a threshold by: a histogram, and quantiles with
//! the text that a query would name them by.

use crate::{
    calendar::Day,
    engine::{
        base::{Base, Rules},
        facets::bins,
        view::FacetBin,
    },
    query::{
        error::Scope,
        fields::{Kind, Schema},
        values::numbers,
    },
};
use serde::{Deserialize, Serialize};

/// Shares of the values below which a quantile lies.
pub const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// How a field's numbers are spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpreadView {
    pub scope: Scope,
    pub field: String,
    /// How many values there are: customers, or records.
    pub n: u32,
    /// Smallest, quantiles of [`QUANTILES`], greatest; fewer where several are the same, none without values.
    pub hints: Vec<Hint>,
    /// Bins of round width between the 1st and 99th percentile, the outer ones open.
    pub bins: Vec<FacetBin>,
}

/// A number worth choosing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hint {
    /// Share of the values that lie below it, 0–1.
    pub share: f64,
    pub value: f64,
    /// As a query writes it.
    pub text: String,
}

/// The spread of a field; empty for what has no numbers.
pub fn spread(base: &Base, rules: &Rules, scope: Scope, field: &str) -> SpreadView {
    let mut view =
        SpreadView { scope, field: field.to_string(), n: 0, hints: Vec::new(), bins: Vec::new() };
    let data = base.data(rules);
    let schema = Schema::of(&data);
    let Some(info) = schema.scope(scope).find(field) else { return view };
    let mut values = numbers(&data, &schema, scope, info);
    if values.is_empty() {
        return view;
    }
    view.n = values.len() as u32;
    view.bins = bins(info.kind, &values);
    values.sort_unstable_by(f64::total_cmp);
    let last = (values.len() - 1) as f64;
    let shares = [0.0].into_iter().chain(QUANTILES).chain([1.0]);
    for share in shares {
        let value = values[(last * share).round() as usize];
        if view.hints.last().is_none_or(|hint| hint.value != value) {
            let text = text(value, info.kind, base.portfolio.decimals());
            view.hints.push(Hint { share, value, text });
        }
    }
    view
}

/// A value as a query writes it: days as dates, money with its decimals, other numbers rounded to where it matters.
fn text(value: f64, kind: Kind, decimals: u32) -> String {
    let decimals = match kind {
        Kind::Date => return Day(value as i32).to_string(),
        Kind::Whole => 0,
        Kind::Money => decimals as usize,
        _ if value == 0.0 => 0,
        _ => (2 - value.abs().log10().floor() as i32).clamp(0, 9) as usize,
    };
    let text = format!("{value:.decimals$}");
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_written_as_queries_are() {
        for (value, kind, expect) in [
            (300.0, Kind::Money, "300"),
            (299.5, Kind::Money, "299.5"),
            (-0.0, Kind::Number, "-0"),
            (0.123456, Kind::Number, "0.123"),
            (1234.567, Kind::Number, "1235"),
            (0.000012345, Kind::Number, "0.0000123"),
            (7.0, Kind::Whole, "7"),
            (15000.0, Kind::Date, "2011-01-26"),
        ] {
            assert_eq!(text(value, kind, 2), expect);
            if kind != Kind::Date {
                assert!(crate::query::ast::Number::new(expect).is_some());
            }
        }
    }
}
