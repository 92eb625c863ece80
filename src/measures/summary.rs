//! One pass over the order lines: what can be said of a customer from the customer's own lines alone.
//!
//! **Purchase lines** make orders; **returns** do not: they are taken off by their own day, or left out of
//! every number under `returns = ignore`. **Gross** is purchases, **net** is purchases less returns.
//!
//! The trap: a day's spend. It is the purchase lines of that day's *orders* (an order's later lines belong to
//! its first day) plus the returns *dated* that day, whatever order they belong to; returns dated on a day
//! without an order are in `spend_total` and in no day's spend.
//!
//! Without an order counts are 0, `spend_total` and `units` the net of what is there, the rest empty.

use super::{
    gaps::{GapPairs, longest_gap},
    products::Tally,
    table::OrderColumns,
};
use crate::{
    calendar::Day,
    mask::Mask,
    portfolio::columns::{EMPTY_I32, EMPTY_I64, Lines, Portfolio},
};
use std::ops::Range;

/// What is looked at: up to which day, with or without returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lens {
    /// The last visible day.
    pub limit: i32,
    /// Whether returns are taken off; else they are left out.
    pub net: bool,
    /// The 12 months to `as_of` are the days after this one; the 12 before, those after the next. None
    /// without an `as_of`.
    pub years: Option<(i32, i32)>,
}

impl Lens {
    /// Without an `as_of` everything is visible and there are no 12 months.
    pub fn new(as_of: Option<i32>, net: bool) -> Lens {
        let months_before = |day, months: i32| Day(day).add_months(-months).0;
        Lens {
            limit: as_of.unwrap_or(i32::MAX),
            net,
            years: as_of.map(|day| (months_before(day, 12), months_before(day, 24))),
        }
    }
}

/// One value a customer; money in minor units, means and ratios in major units, quantities in millionths.
/// Empty as [`crate::portfolio::columns`] has it; an empty vector where the data has no such column.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub exists: Mask,
    pub buyers: Mask,
    pub orders: OrderColumns,
    pub n_orders: Vec<i32>,
    pub n_order_days: Vec<i32>,
    pub units: Vec<i64>,
    pub spend_total: Vec<i64>,
    pub spend_mean: Vec<f64>,
    pub repeat_spend_mean: Vec<f64>,
    pub spend_12m: Vec<i64>,
    pub spend_prev_12m: Vec<i64>,
    pub growth_12m: Vec<f64>,
    pub margin_total: Vec<i64>,
    pub first_order: Vec<i32>,
    pub last_order: Vec<i32>,
    pub longest_gap_days: Vec<i32>,
    pub top_product: Vec<u32>,
    pub n_products: Vec<i32>,
    pub top_category: Vec<u32>,
    pub n_categories: Vec<i32>,
    pub return_rate: Vec<f64>,
    /// Proportions of pairs of consecutive own gaps, over the whole base.
    pub pairs: GapPairs,
    /// Visible lines, and those of them that are returns (none under `returns = ignore`).
    pub n_lines: u64,
    pub n_return_lines: u64,
    /// Returned amount, positive.
    pub returned: i64,
    /// The first day of a visible line.
    pub first_day: Option<i32>,
}

/// The measures of everybody that come from order lines.
pub fn summarise(portfolio: &Portfolio, lens: &Lens) -> Summary {
    let Portfolio { customers, lines, orders, .. } = portfolio;
    let mut out = Summary::empty(portfolio);
    let scale = 10f64.powi(portfolio.decimals() as i32);
    let mut products = Tally::new(&lines.product, &lines.products);
    let mut categories = Tally::new(&lines.category, &lines.categories);
    let mut days = Vec::new();

    for customer in 0..customers.len() {
        let range = visible(&lines.day, span(&lines.first, customer), lens.limit);
        if !range.is_empty() || exists_otherwise(portfolio, customer, lens.limit) {
            out.exists.set(customer, true);
        }
        if range.is_empty() {
            continue;
        }
        let first_day = lines.day[range.start];
        out.first_day = Some(out.first_day.map_or(first_day, |day| day.min(first_day)));

        let n_orders = see_orders(
            &orders.day,
            span(&orders.first, customer),
            lens.limit,
            &mut out.orders.day,
            &mut days,
        );
        let spend = spend_of(lines, range.clone(), &orders.day, &days, lens, &mut out.orders);
        let net = spend.gross.saturating_sub(spend.returned);
        out.n_lines += spend.n_purchases + spend.n_returns;
        out.n_return_lines += spend.n_returns;
        out.returned = out.returned.saturating_add(spend.returned);
        if portfolio.has_money {
            out.spend_total[customer] = net;
        }
        let taken = |i: usize| lens.net || !lines.is_return[i];
        if let Some(units) = sum_known(&lines.quantity, range.clone(), taken) {
            out.units[customer] = units.1;
        }
        if n_orders == 0 {
            continue;
        }

        out.buyers.set(customer, true);
        out.n_orders[customer] = n_orders;
        out.n_order_days[customer] = days.len() as i32;
        out.first_order[customer] = days[0];
        out.last_order[customer] = days[days.len() - 1];
        out.longest_gap_days[customer] = longest_gap(&days);
        out.pairs.add(&days);
        if let Some((known, margin)) = sum_known(&lines.margin, range.clone(), taken)
            && known > 0
        {
            out.margin_total[customer] = margin;
        }
        if portfolio.has_money {
            out.spend_mean[customer] = net as f64 / (f64::from(n_orders) * scale);
            if days.len() > 1 {
                out.repeat_spend_mean[customer] =
                    spend.repeat as f64 / ((days.len() - 1) as f64 * scale);
            }
            if lens.years.is_some() {
                out.spend_12m[customer] = spend.recent;
                out.spend_prev_12m[customer] = spend.previous;
                out.growth_12m[customer] = growth(spend.recent, spend.previous);
            }
            if spend.gross > 0 {
                out.return_rate[customer] = spend.returned as f64 / spend.gross as f64;
            }
        }
        if let Some(tally) = &mut products {
            (out.n_products[customer], out.top_product[customer]) =
                tally.count(customer, lines, range.clone(), lens.net);
        }
        if let Some(tally) = &mut categories {
            (out.n_categories[customer], out.top_category[customer]) =
                tally.count(customer, lines, range, lens.net);
        }
    }
    out
}

impl Summary {
    /// Nobody has anything: the values of customers without a record.
    fn empty(portfolio: &Portfolio) -> Summary {
        let Portfolio { customers, lines, orders, .. } = portfolio;
        let n = customers.len();
        let sized = |there: bool| if there { n } else { 0 };
        let (products, categories) =
            (sized(!lines.product.is_empty()), sized(!lines.category.is_empty()));
        Summary {
            exists: Mask::none(n),
            buyers: Mask::none(n),
            orders: OrderColumns {
                day: vec![EMPTY_I32; orders.len()],
                amount: vec![0; orders.len()],
                quantity: if lines.quantity.is_empty() {
                    Vec::new()
                } else {
                    vec![0; orders.len()]
                },
            },
            n_orders: vec![0; n],
            n_order_days: vec![0; n],
            units: vec![0; sized(!lines.quantity.is_empty())],
            spend_total: vec![if portfolio.has_money { 0 } else { EMPTY_I64 }; n],
            spend_mean: vec![f64::NAN; n],
            repeat_spend_mean: vec![f64::NAN; n],
            spend_12m: vec![EMPTY_I64; n],
            spend_prev_12m: vec![EMPTY_I64; n],
            growth_12m: vec![f64::NAN; n],
            margin_total: vec![EMPTY_I64; sized(!lines.margin.is_empty())],
            first_order: vec![EMPTY_I32; n],
            last_order: vec![EMPTY_I32; n],
            longest_gap_days: vec![EMPTY_I32; n],
            top_product: vec![0; products],
            n_products: vec![0; products],
            top_category: vec![0; categories],
            n_categories: vec![0; categories],
            return_rate: vec![f64::NAN; n],
            pairs: GapPairs::default(),
            n_lines: 0,
            n_return_lines: 0,
            returned: 0,
            first_day: None,
        }
    }
}

/// Rows of a customer; none where the table of rows was never filled.
pub fn span(first: &[u32], customer: usize) -> Range<usize> {
    match first.get(customer..customer + 2) {
        Some(ends) => ends[0] as usize..ends[1] as usize,
        None => 0..0,
    }
}

/// The rows up to the last visible day, of rows sorted by day.
fn visible(day: &[i32], rows: Range<usize>, limit: i32) -> Range<usize> {
    let days = &day[rows.clone()];
    let n = match days.last() {
        Some(&last) if last > limit => days.partition_point(|&day| day <= limit),
        _ => days.len(),
    };
    rows.start..rows.start + n
}

/// Whether a customer without a visible line exists: seen in an event, or known otherwise by that day.
fn exists_otherwise(portfolio: &Portfolio, customer: usize, limit: i32) -> bool {
    let events = span(&portfolio.events.first, customer);
    portfolio.customers.known_from.get(customer).is_some_and(|&day| day <= limit)
        || portfolio.events.day[events].iter().any(|&day| day <= limit)
}

/// Copies the days of the visible orders and gathers the distinct ones, ascending; returns how many
/// orders there are.
fn see_orders(
    order_day: &[i32],
    rows: Range<usize>,
    limit: i32,
    seen: &mut [i32],
    days: &mut Vec<i32>,
) -> i32 {
    days.clear();
    let mut n = 0;
    for order in rows {
        let day = order_day[order];
        if day == EMPTY_I32 || day > limit {
            continue;
        }
        seen[order] = day;
        n += 1;
        if days.last() != Some(&day) {
            debug_assert!(days.last() < Some(&day), "orders of a customer stand by day");
            days.push(day);
        }
    }
    n
}

/// What the visible lines of a customer come to, in minor units.
#[derive(Default)]
struct Spend {
    gross: i64,
    /// Positive.
    returned: i64,
    /// Net of the 12 months to `as_of`, and of the 12 before.
    recent: i64,
    previous: i64,
    /// Sum over repeat days of the day's spend.
    repeat: i64,
    n_purchases: u64,
    n_returns: u64,
}

/// Adds up the lines of `rows`, and each line to its order. `days`: the customer's order days.
fn spend_of(
    lines: &Lines,
    rows: Range<usize>,
    order_day: &[i32],
    days: &[i32],
    lens: &Lens,
    orders: &mut OrderColumns,
) -> Spend {
    let mut spend = Spend::default();
    let first = days.first().copied().unwrap_or(EMPTY_I32);
    let (year_ago, two_years_ago) = lens.years.unwrap_or((EMPTY_I32, EMPTY_I32));
    for i in rows {
        let (day, amount, order) = (lines.day[i], lines.amount[i], lines.order[i] as usize);
        let in_repeat = if lines.is_return[i] {
            if !lens.net {
                continue;
            }
            spend.n_returns += 1;
            spend.returned = spend.returned.saturating_sub(amount);
            day != first && days.binary_search(&day).is_ok()
        } else {
            spend.n_purchases += 1;
            spend.gross = spend.gross.saturating_add(amount);
            order_day[order] != first
        };
        if in_repeat {
            spend.repeat = spend.repeat.saturating_add(amount);
        }
        if day > year_ago {
            spend.recent = spend.recent.saturating_add(amount);
        } else if day > two_years_ago {
            spend.previous = spend.previous.saturating_add(amount);
        }
        orders.amount[order] = orders.amount[order].saturating_add(amount);
        if let Some(&quantity) = lines.quantity.get(i)
            && quantity != EMPTY_I64
        {
            orders.quantity[order] = orders.quantity[order].saturating_add(quantity);
        }
    }
    spend
}

/// How many values of these rows are known and taken, and their sum; none without the column.
fn sum_known(
    values: &[i64],
    rows: Range<usize>,
    taken: impl Fn(usize) -> bool,
) -> Option<(usize, i64)> {
    let start = rows.start;
    if values.is_empty() {
        return None;
    }
    let known =
        values[rows].iter().enumerate().filter(|&(i, &v)| v != EMPTY_I64 && taken(start + i));
    Some(known.fold((0, 0i64), |(n, sum), (_, &value)| (n + 1, sum.saturating_add(value))))
}

/// `recent / previous − 1` in one rounding, so that 120 over 100 is 0.2; empty where `previous` ≤ 0.
fn growth(recent: i64, previous: i64) -> f64 {
    if previous <= 0 {
        return f64::NAN;
    }
    recent.saturating_sub(previous) as f64 / previous as f64
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
