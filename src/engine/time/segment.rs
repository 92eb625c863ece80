//! A saved segment on other days: whom its query would have kept, and what these had spent in the 12 months to the day.
//!
//! The query is asked of the base as it was on the day, classes, forecasts and look-alikes of that day and all. What has no
//! day, the columns of a customers file, is what it is today.
//!
//! The trap: nobody and nothing known look the same. Where a model that the query names could not be made on a day, the day
//! has no size, not the size 0.

use super::{Moment, money, view::SegmentDay};
use crate::{
    calendar::Day,
    classes::early::{Unmade, uses_unmade},
    engine::{
        base::{Base, Rules},
        tally::sum_of,
        worth,
    },
    models,
    query::{evaluate::evaluate, parse::parse},
};

/// The size of a segment on a day.
pub fn size(moment: &mut Moment, query: &str, day: Option<i32>) -> SegmentDay {
    let as_of = moment.base.table.as_of;
    let mut out = SegmentDay { query: query.to_string(), ..SegmentDay::default() };
    let Some(day) = day.or(as_of) else { return out };
    out.day = day;
    out.is_now = Some(day) == as_of;
    out.earlier = month_end_before(moment.base, day);
    let size = if out.is_now {
        on(moment.base, moment.rules, query)
    } else {
        let rules = Rules { as_of: Some(day), ..moment.rules.clone() };
        let look = |then: &mut Base| {
            then.prepare(&[query], &rules);
            on(then, &rules, query)
        };
        moment.base.visit(&rules, look).ok().flatten()
    };
    if let Some((customers, spend)) = size {
        (out.customers, out.revenue) = (Some(customers), money(moment.base)(spend));
    }
    out
}

/// The month's end before a day, where the data has begun by then.
pub fn month_end_before(base: &Base, day: i32) -> Option<i32> {
    let earlier = Day(day).month_start().0 - 1;
    base.portfolio.span().is_some_and(|(begin, _)| begin <= earlier).then_some(earlier)
}

/// Customers, and their spend of the 12 months, as of the day of the base.
fn on(base: &Base, rules: &Rules, query: &str) -> Option<(u32, i64)> {
    let node = parse(query).ok()?;
    let models = models::FORECASTS.into_iter().chain([models::ALIVE, worth::alike::FIELD]);
    let unmade: Vec<Unmade> = models
        .filter(|field| !worth::has_values(base, field))
        .map(|field| Unmade { field: field.to_string(), names: Vec::new() })
        .collect();
    if uses_unmade(&node, &unmade, &rules.segments).is_some() {
        return None;
    }
    let mask = evaluate(&node, &base.data(rules)).ok()?;
    Some((mask.count() as u32, sum_of(&base.table, "spend_12m", &mask)))
}
