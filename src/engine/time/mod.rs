//! The Time screen: cohorts, movement between two days, classes over time, departures, the standing figures.
//!
//! A picture looks at whom the selection leaves when the conditions that its own marks stand for are taken away, so that a
//! click on one mark does not empty the others; what no query can name is given as a file.

mod cohorts;
mod movement;
mod segment;
#[cfg(test)]
mod segment_tests;
mod snapshots;
#[cfg(test)]
mod tests;
pub mod view;

use super::{
    answer::Selection,
    base::{Base, Rules},
    core::Answer,
    protocol::Say,
    tally::major,
    view::{Problem, Revision},
};
use crate::{
    calendar::Day,
    export::csv,
    insight::{departures, standing},
    measures::rhythm::LAPSE,
    query::{ast::Node, edit, evaluator::Evaluator, parse::parse},
};
pub use snapshots::Snapshots;
use view::*;

/// Months of departures that are drawn.
const DEPARTURE_MONTHS: usize = 36;

/// What there is to answer from.
pub struct Moment<'a> {
    pub base: &'a mut Base,
    pub rules: &'a Rules,
    pub evaluator: &'a mut Evaluator,
    pub selection: &'a Selection,
    pub snapshots: &'a mut Snapshots,
    pub revision: Revision,
}

/// Answers a question of the Time screen.
pub fn answer(moment: &mut Moment, ask: &TimeAsk) -> Answer {
    let said = match ask {
        TimeAsk::Cohorts { period } => Ok(TimeSay::Cohorts(cohorts::view(moment, *period))),
        TimeAsk::Movement(ask) => movement::view(moment, ask).map(TimeSay::Movement),
        TimeAsk::Sizes { field, day } => movement::sizes(moment, field, *day).map(TimeSay::Sizes),
        TimeAsk::Segment { query, day } => Ok(TimeSay::Segment(segment::size(moment, query, *day))),
        TimeAsk::Departures => Ok(TimeSay::Departures(departures_view(moment))),
        TimeAsk::Standing => Ok(TimeSay::Standing(standing_view(moment))),
        TimeAsk::List(list) => match list_of(moment, list) {
            Ok(bytes) => {
                return Answer::File { name: "customers.csv".into(), mime: "text/csv", bytes };
            }
            Err(error) => Err(error),
        },
    };
    Answer::Say(vec![match said {
        Ok(said) => Say::Time(Box::new(said)),
        Err(error) => Say::Failed(Problem::EngineStopped { detail: error.to_string() }),
    }])
}

/// The customers behind a mark, as the export writes them.
fn list_of(
    moment: &mut Moment,
    list: &TimeList,
) -> Result<Vec<u8>, crate::classes::rules::ClassError> {
    let mask = match list {
        TimeList::Moved { ask, from, to } => {
            movement::who(moment, ask, (from.as_deref(), to.as_deref()))?
        }
        TimeList::Departing { which, days } => departures::who(
            &moment.base.portfolio,
            &moment.base.table,
            moment.base.facts.gap,
            &moment.selection.mask,
            *which,
            *days,
        ),
    };
    let rows: Vec<u32> = mask.iter().map(|customer| customer as u32).collect();
    let Base { portfolio, table, .. } = &*moment.base;
    Ok(csv::write(portfolio, table, &rows, csv::CsvOptions::default()))
}

fn departures_view(moment: &Moment) -> DeparturesView {
    let Base { portfolio, table, facts, .. } = &*moment.base;
    let of = &moment.selection.mask;
    let found = departures::departures(portfolio, table, facts.gap, of, DEPARTURE_MONTHS);
    let money = money(moment.base);
    let share = |part: u32, all: u32| (all > 0).then(|| f64::from(part) / f64::from(all));
    DeparturesView {
        revision: moment.revision,
        months: found
            .months
            .iter()
            .map(|month| DepartureRow {
                days: month.days,
                partial: month.partial,
                here: month.here,
                defected: month.defected,
                rate: share(month.defected, month.here),
                lost: money(month.defected_spend),
                returned: month.returned,
                regained: money(month.returned_spend),
            })
            .collect(),
        away: found.away,
        away_revenue: money(found.away_spend),
        away_query: format!("lapse_ratio >= {LAPSE}"),
        has_rhythm: facts.gap.is_some(),
    }
}

fn standing_view(moment: &Moment) -> StandingView {
    let Base { portfolio, table, .. } = &*moment.base;
    let found = standing::standing(portfolio, table, &moment.selection.mask);
    let ordered = |(first, last)| format!("orders(count >= 1, {})", between(first, last));
    let before = found.window_before();
    let each = |sum: f64, n: u32| (n > 0).then(|| sum / f64::from(n));
    let value = found.value;
    let decimals = portfolio.decimals();
    StandingView {
        revision: moment.revision,
        months: found.months,
        window: found.window,
        retention: found.retention,
        retention_before: found
            .retention_before
            .map(|kept| f64::from(kept.kept) / f64::from(kept.of)),
        lost_query: format!("{} and not {}", ordered(before), ordered(found.window)),
        acquired: found.acquired,
        acquired_before: found.acquired_before,
        acquired_query: format!("first_order {}", between(found.window.0, found.window.1)),
        buyers: value.map_or(0, |value| value.buyers),
        spent: value.and_then(|value| each(major(value.spent, decimals), value.buyers)),
        expected: value.and_then(|value| each(value.expected?, value.buyers)),
    }
}

/// `between 2011-11-01 and 2011-11-30`.
fn between(first: i32, last: i32) -> String {
    format!("between {} and {}", Day(first), Day(last))
}

/// Minor units as major ones where the data has money.
fn money(base: &Base) -> impl Fn(i64) -> Option<f64> + use<> {
    let decimals = base.portfolio.has_money.then(|| base.portfolio.decimals());
    move |units| decimals.map(|decimals| major(units, decimals))
}

/// Whether all conditions of a mark are in the selection.
fn is_chosen(selection: &[Node], query: &str) -> bool {
    parse(query).is_ok_and(|mark| edit::parts(&mark).iter().all(|part| selection.contains(part)))
}
