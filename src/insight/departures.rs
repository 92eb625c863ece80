//! **Departures**: a customer **defects** on the day the lapse ratio reaches [`LAPSE`] and **returns** with the next order;
//! in between the customer is **away**.
//!
//! The ratio of a past day goes by the rhythm that was known then: the own gaps up to the last order before it. G, on
//! which customers with fewer than three gaps lean, is the base's as of today for all days, so that who is away today is
//! just who has a `lapse_ratio` of 3 today.
//!
//! The trap: an order on the very day the ratio would reach 3 starts the count anew; nobody defects that day.

use super::periods::Periods;
use crate::{
    calendar::{Day, Period},
    mask::Mask,
    measures::{
        rhythm::{Fraction, LAPSE, typical_gap},
        table::Table,
    },
    portfolio::columns::{EMPTY_I32, Portfolio},
};

/// Departures by month, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Departures {
    /// At most the latest so many that were asked for.
    pub months: Vec<DepartureMonth>,
    /// Who is away as of the day.
    pub away: u32,
    /// What they spent in the 12 months to their last orders, in minor units.
    pub away_spend: i64,
}

/// A month of comings and goings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DepartureMonth {
    /// First and last day.
    pub days: (i32, i32),
    /// Whether the data does not cover all of it.
    pub partial: bool,
    /// Buyers who were not away when it began.
    pub here: u32,
    /// First orders in it.
    pub came: u32,
    /// Defections in it; a customer may defect more than once.
    pub defected: u32,
    /// What those who defected had spent in the 12 months to their last order.
    pub defected_spend: i64,
    pub returned: u32,
    /// What those who returned spent on the day they did.
    pub returned_spend: i64,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Departing {
    Defected,
    Returned,
}

/// One time away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Away {
    /// The order day before.
    last: i32,
    left: i32,
    /// The order day after, where there is one already.
    back: Option<i32>,
}

/// The departures of the group's buyers, month by month, the latest `most` of them. `gap` is G; without it nobody has a
/// rhythm to fall behind.
pub fn departures(
    portfolio: &Portfolio,
    table: &Table,
    gap: Option<Fraction>,
    of: &Mask,
    most: usize,
) -> Departures {
    let mut out = Departures::default();
    let Some((months, begin, as_of)) = months(portfolio, table) else { return out };
    out.months = (0..months.len())
        .map(|i| DepartureMonth {
            days: months.days(i),
            partial: months.days(i).0 < begin || months.days(i).1 > as_of,
            ..DepartureMonth::default()
        })
        .collect();
    each(portfolio, table, gap, of, |customer, days, aways| {
        if let Some(month) = months.of(days[0]) {
            out.months[month].came += 1;
        }
        let spent = |from: i32, to: i32| spent(portfolio, table, customer, from, to);
        for away in aways {
            let year = spent(Day(away.last).add_months(-12).0 + 1, away.last);
            if let Some(month) = months.of(away.left) {
                out.months[month].defected += 1;
                out.months[month].defected_spend += year;
            }
            match away.back {
                Some(back) => {
                    if let Some(month) = months.of(back) {
                        out.months[month].returned += 1;
                        out.months[month].returned_spend += spent(back, back);
                    }
                }
                None => {
                    out.away += 1;
                    out.away_spend += year;
                }
            }
        }
    });
    let mut here = 0;
    for month in &mut out.months {
        month.here = here;
        here = here + month.came + month.returned - month.defected;
    }
    out.months.drain(..out.months.len().saturating_sub(most));
    out
}

/// Who of the group defected or returned between two days, both included.
pub fn who(
    portfolio: &Portfolio,
    table: &Table,
    gap: Option<Fraction>,
    of: &Mask,
    which: Departing,
    (first, last): (i32, i32),
) -> Mask {
    let mut mask = Mask::none(table.len());
    each(portfolio, table, gap, of, |customer, _, aways| {
        let in_it = aways.iter().any(|away| match which {
            Departing::Defected => (first..=last).contains(&away.left),
            Departing::Returned => away.back.is_some_and(|day| (first..=last).contains(&day)),
        });
        mask.set(customer, in_it);
    });
    mask
}

/// The months from the first order day in the base to the day, with both days.
fn months(portfolio: &Portfolio, table: &Table) -> Option<(Periods, i32, i32)> {
    let (as_of, (begin, _)) = (table.as_of?, portfolio.span()?);
    let months = Periods::new(Period::Month, begin, as_of);
    (!portfolio.lines.is_empty() && !months.is_empty()).then_some((months, begin, as_of))
}

/// Calls with every buyer of the group, the order days and the times away.
fn each(
    portfolio: &Portfolio,
    table: &Table,
    gap: Option<Fraction>,
    of: &Mask,
    mut call: impl FnMut(usize, &[i32], &[Away]),
) {
    let Some(as_of) = table.as_of else { return };
    let (mut days, mut aways) = (Vec::new(), Vec::new());
    for customer in of.iter().filter(|&customer| table.buyers.get(customer)) {
        days.clear();
        let seen = table.orders.day[portfolio.orders.of(customer)].iter();
        days.extend(seen.copied().filter(|&day| day != EMPTY_I32));
        days.dedup();
        aways.clear();
        if let Some(gap) = gap {
            times_away(&days, gap, as_of, &mut aways);
        }
        call(customer, &days, &aways);
    }
}

/// The times away of a customer with these order days, ascending and distinct.
fn times_away(days: &[i32], gap: Fraction, as_of: i32, out: &mut Vec<Away>) {
    for (i, &last) in days.iter().enumerate() {
        let typical = typical_gap(gap, i64::from(last - days[0]), i as i64);
        // The first whole day on which age · parts ≥ LAPSE · days.
        let wait = (LAPSE * typical.days + typical.parts - 1) / typical.parts;
        let left = i64::from(last) + wait;
        let back = days.get(i + 1).copied();
        if left <= i64::from(as_of) && back.is_none_or(|day| i64::from(day) > left) {
            out.push(Away { last, left: left as i32, back });
        }
    }
}

/// What a customer's orders of these days come to.
fn spent(portfolio: &Portfolio, table: &Table, customer: usize, from: i32, to: i32) -> i64 {
    portfolio
        .orders
        .of(customer)
        .filter(|&order| (from..=to).contains(&table.orders.day[order]))
        .fold(0, |sum, order| sum.saturating_add(table.orders.amount[order]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        measures::{Measured, compute, testing::*},
        portfolio::columns::Column,
    };
    use proptest::prelude::*;

    fn of(shop: &Portfolio, m: &Measured) -> Departures {
        departures(shop, &m.table, m.base.gap, &m.table.exists, 1000)
    }

    #[test]
    fn a_customer_leaves_and_comes_back() {
        // Every 10 days, so away 30 days after the 21st; back in March. G is 10 at the end: own mean 70 / 3 for three gaps.
        let shop = portfolio(
            "a 2024-01-01 5; a 2024-01-11 6; a 2024-01-21 7; a 2024-03-11 8
             b 2024-01-01 1; b 2024-01-11 1; b 2024-01-21 1; b 2024-01-31 1",
        );
        let m = compute(&shop, Some(day("2024-03-31")), &Default::default());
        // G: median of 70/3 and 10 is 50/3. After two gaps of 10: (100/3 + 20) / 4 = 40/3, so 40 days: 1 March.
        let found = of(&shop, &m);
        let rows: Vec<_> = (found.months.iter())
            .map(|row| {
                (
                    row.here,
                    row.came,
                    row.defected,
                    row.defected_spend,
                    row.returned,
                    row.returned_spend,
                )
            })
            .collect();
        // b has the own rhythm of 10 from three gaps on: away 30 days after 31 January, which is 1 March.
        assert_eq!(rows, [(0, 2, 0, 0, 0, 0), (2, 0, 0, 0, 0, 0), (2, 0, 2, 2_200, 1, 800)]);
        assert_eq!((found.away, found.away_spend), (1, 400));
        let all = &m.table.exists;
        let march = (day("2024-03-01"), day("2024-03-31"));
        let names = |which| {
            let mask = who(&shop, &m.table, m.base.gap, all, which, march);
            mask.iter().map(|i| shop.customers.key(i)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            (names(Departing::Defected), names(Departing::Returned)),
            ("a b".into(), "a".into())
        );
    }

    #[test]
    fn without_a_rhythm_nobody_leaves() {
        for text in ["", "a", "a 2024-01-01 5; b 2025-01-01 5", "a 2024-01-01 -5"] {
            let shop = portfolio(text);
            let found = of(&shop, &compute(&shop, None, &Default::default()));
            assert_eq!(
                (found.away, found.months.iter().map(|m| m.defected).sum::<u32>()),
                (0, 0),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_naive_twin_agrees(
            lines in prop::collection::vec((0u8..5, 0i32..700), 2..40),
            as_of in 300i32..900,
        ) {
            let rows: Vec<Row> = lines.iter().map(|&(who, at)| Row {
                customer: format!("c{who}"), day: 19_000 + at, amount: 100, ..Row::default()
            }).collect();
            let shop = build(&rows, &[]);
            let m = compute(&shop, Some(19_000 + as_of), &Default::default());
            let found = of(&shop, &m);
            // Day by day: is the ratio of that evening, of the orders up to it, at 3?
            let (mut defected, mut returned, mut away) = (0, 0, 0);
            for customer in m.table.buyers.iter() {
                let mut was_away = false;
                for today in 19_000..=19_000 + as_of {
                    let mut days: Vec<i32> = rows.iter()
                        .filter(|r| r.customer == shop.customers.key(customer) && r.day <= today)
                        .map(|r| r.day).collect();
                    days.sort_unstable();
                    days.dedup();
                    let (Some(gap), Some(&last)) = (m.base.gap, days.last()) else { continue };
                    let gaps = days.len() as i64 - 1;
                    let span = i64::from(last - days[0]);
                    let (a, b) = if gaps >= 3 { (span, gaps) } else { (2 * gap.days + span * gap.parts, (2 + gaps) * gap.parts) };
                    let is_away = i64::from(today - last) * b >= 3 * a;
                    defected += u32::from(is_away && !was_away);
                    returned += u32::from(was_away && !is_away);
                    was_away = is_away;
                }
                away += u32::from(was_away);
            }
            let sums = found.months.iter().fold((0, 0), |(d, r), m| (d + m.defected, r + m.returned));
            prop_assert_eq!((sums, found.away), ((defected, returned), away));
            let Some(Column::Number(ratio)) = m.table.get("lapse_ratio") else { unreachable!() };
            prop_assert_eq!(found.away as usize, m.table.buyers.iter().filter(|&c| ratio[c] >= 3.0).count());
            // Who is here at the end of a month is who came and did not stay away.
            if let Some(last) = found.months.last() {
                let here = last.here + last.came + last.returned - last.defected;
                prop_assert_eq!((here + found.away) as usize, m.table.buyers.count());
            }
        }
    }
}
