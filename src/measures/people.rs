//! What files other than orders say of a customer: survey score, referrals, whom one can reach, age.
//!
//! These numbers stay for customers without an order. The trap: they too end at `as_of`: a later score is
//! invisible, and a customer who does not exist yet has been referred by nobody yet.

use super::summary::{Summary, span};
use crate::{
    calendar::Day,
    portfolio::columns::{EMPTY_I32, EMPTY_I64, EMPTY_YES_NO, Portfolio},
};

/// One value a customer; an empty vector where no file has such a column.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    pub score: Vec<f64>,
    pub n_referrals: Vec<i32>,
    pub referred_spend: Vec<i64>,
    pub reachable: Vec<u8>,
    pub age_years: Vec<i32>,
}

/// Scores, referrals, reach and age of the customers that exist.
pub fn measure(portfolio: &Portfolio, summary: &Summary, as_of: Option<i32>) -> People {
    let n = portfolio.customers.len();
    let limit = as_of.unwrap_or(i32::MAX);
    let (n_referrals, referred_spend) = referrals(portfolio, summary);
    let scored = !portfolio.events.score.is_empty() || !portfolio.customers.score.is_empty();
    let mut out = People {
        score: vec![f64::NAN; if scored { n } else { 0 }],
        n_referrals,
        referred_spend,
        reachable: vec![EMPTY_YES_NO; n],
        age_years: vec![EMPTY_I32; portfolio.customers.birthday.len()],
    };
    for customer in summary.exists.iter() {
        if scored {
            out.score[customer] = latest_score(portfolio, customer, limit);
        }
        if let Some(&reachable) = portfolio.customers.reachable.get(customer) {
            out.reachable[customer] = reachable;
        }
        if let Some(&birthday) = portfolio.customers.birthday.get(customer)
            && birthday != EMPTY_I32
            && let Some(as_of) = as_of
        {
            out.age_years[customer] = full_years(Day(birthday), Day(as_of)).unwrap_or(EMPTY_I32);
        }
    }
    out
}

/// The latest score of a dated event; else that of the customers file; else that of an event without a day.
fn latest_score(portfolio: &Portfolio, customer: usize, limit: i32) -> f64 {
    let events = &portfolio.events;
    let latest = |dated: bool| {
        if events.score.is_empty() {
            return None;
        }
        (span(&events.first, customer).rev())
            .filter(|&i| events.day[i] <= limit && (events.day[i] != EMPTY_I32) == dated)
            .map(|i| events.score[i])
            .find(|score| !score.is_nan())
    };
    let listed = || portfolio.customers.score.get(customer).copied().filter(|s| !s.is_nan());
    latest(true).or_else(listed).or_else(|| latest(false)).unwrap_or(f64::NAN)
}

/// How many existing customers each customer brought, and their spend.
fn referrals(portfolio: &Portfolio, summary: &Summary) -> (Vec<i32>, Vec<i64>) {
    let n = portfolio.customers.len();
    let referrer = &portfolio.customers.referrer;
    if referrer.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut count = vec![0; n];
    let mut spend = vec![if portfolio.has_money { 0 } else { EMPTY_I64 }; n];
    for customer in summary.exists.iter() {
        let by = referrer[customer] as usize;
        if by < n {
            count[by] += 1;
            if portfolio.has_money {
                spend[by] = spend[by].saturating_add(summary.spend_total[customer]);
            }
        }
    }
    (count, spend)
}

/// Birthdays had since birth; one born on 29 February has it on the 28th in other years. None before birth.
fn full_years(birthday: Day, day: Day) -> Option<i32> {
    let years = day.ymd().0 - birthday.ymd().0;
    let had = birthday.add_months(12 * years) <= day;
    let age = years - i32::from(!had);
    (age >= 0).then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{compute, testing::*};

    #[test]
    fn ages_count_birthdays() {
        for (birthday, on, age) in [
            ("1990-05-20", "2024-05-19", Some(33)),
            ("1990-05-20", "2024-05-20", Some(34)),
            ("2000-02-29", "2023-02-27", Some(22)),
            ("2000-02-29", "2023-02-28", Some(23)),
            ("2000-02-29", "2024-02-28", Some(23)),
            ("2000-02-29", "2024-02-29", Some(24)),
            ("2024-06-01", "2024-06-01", Some(0)),
            ("2024-06-02", "2024-06-01", None),
        ] {
            assert_eq!(full_years(Day(day(birthday)), Day(day(on))), age, "{birthday} on {on}");
        }
    }

    #[test]
    fn the_latest_visible_score_counts_and_a_dated_one_beats_the_file() {
        let mut shop = portfolio("a 2024-01-01 1; b 2024-01-31 1; c 2024-01-01 1; d 2024-01-01 1");
        events(
            &mut shop,
            "a 2024-01-05 survey 3; a 2024-01-20 survey 9; a 2024-01-21 visit; b - survey 7",
        );
        shop.customers.score = vec![1.0, 2.0, 8.0, f64::NAN];
        check(&compute(&shop, None, &Default::default()), "score", "a=9 b=2 c=8 d=");
        let early = compute(&shop, Some(day("2024-01-10")), &Default::default());
        check(&early, "score", "a=3 b=2 c=8 d=");
        shop.customers.score.clear();
        check(&compute(&shop, None, &Default::default()), "score", "a=9 b=7 c= d=");
    }

    #[test]
    fn referrals_count_customers_that_exist_and_their_spend() {
        let mut shop =
            portfolio("a 2024-01-01 1; b 2024-01-02 20; c 2024-01-31 300; d 2024-01-03 -4");
        shop.customers.referrer = vec![u32::MAX, 0, 0, 0];
        let m = compute(&shop, None, &Default::default());
        check(&m, "n_referrals", "a=3 b=0 c=0 d=0");
        check(&m, "referred_spend", "a=316.00 b=0.00 c=0.00 d=0.00");
        let early = compute(&shop, Some(day("2024-01-10")), &Default::default());
        check(&early, "n_referrals", "a=2 b=0 c=0 d=0");
        shop.customers.referrer.clear();
        check(&compute(&shop, None, &Default::default()), "n_referrals", "a= b= c= d=");
    }

    #[test]
    fn who_does_not_exist_yet_has_nothing() {
        let mut shop = portfolio("a 2024-01-01 1; b 2024-01-31 1");
        shop.customers.reachable = vec![1, 1];
        shop.customers.birthday = vec![day("1990-01-15"), day("1990-01-15")];
        let m = compute(&shop, Some(day("2024-01-14")), &Default::default());
        check(&m, "reachable", "a=true b=");
        check(&m, "age_years", "a=33 b=");
    }
}
