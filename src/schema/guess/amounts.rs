//! Money: whether the amount is the line's or the order's, and in which currency it is.

use super::{CurrencyGuess, Draft, Evidence, formats::Format, weigh::currency_of};
use crate::{
    ingest::records::Records,
    money::{Currency, Decimal},
    schema::{
        mapping::AmountOf,
        role::Role,
        values::{Mark, NumberFormat, parse_decimal},
        words::Word::{Grand, Line, Order, Total},
    },
};
use std::collections::HashMap;

/// Orders with all amounts alike, and none otherwise, from which a repeated total is taken for one.
const REPEATED: u64 = 3;

/// What the records say of the amount.
#[derive(Debug, Default)]
pub struct Lines {
    pub amount_of: AmountOf,
    pub evidence: Vec<Evidence>,
    /// Whether the records leave open which it is.
    pub unsure: bool,
}

/// What the lines of the sample's orders show.
#[derive(Debug, Default)]
struct Counts {
    /// Orders of two lines or more whose first line alone has an amount.
    n_blank: u64,
    /// Those whose lines all have the same.
    n_equal: u64,
    /// Those whose lines have different ones.
    n_differ: u64,
    /// Lines with all three numbers, and those whose amount is quantity × price.
    n_computed: u64,
    n_matching: u64,
    /// Orders with equal amounts that are the sum of quantity × price over the lines.
    n_summing: u64,
}

/// Finds whether the amount column holds the line's or the order's.
pub fn look(
    drafts: &[Draft],
    roles: &[Role],
    formats: &[Format],
    sample: Option<&Records>,
) -> Lines {
    let column = |role: Role| roles.iter().position(|&r| r == role);
    let (Some(amount), Some(order)) = (column(Role::Amount), column(Role::OrderId)) else {
        return Lines::default();
    };
    let words = &drafts[amount].words;
    let of_order = words.any(&[Order, Grand]) && words.any(&[Total, Grand]) && !words.has(Line);
    let lined = column(Role::Product).or(column(Role::ProductName)).or(column(Role::Quantity));
    let by_words = if of_order || lined.is_some() && words.has(Total) && !words.has(Line) {
        AmountOf::Order
    } else {
        AmountOf::Line
    };
    let by_words = if lined.is_some() { by_words } else { AmountOf::Line };
    let Some(sample) = sample else {
        return Lines { amount_of: by_words, ..Lines::default() };
    };
    let price = column(Role::Quantity).zip(column(Role::UnitPrice));
    let may_be_total = words.any(&[Total, Grand]) && !words.has(Line);
    let counts = count(sample, order, amount, price, formats, may_be_total);
    let mut evidence = Vec::new();
    if counts.n_computed > 0 {
        evidence.push(Evidence::QuantityTimesPrice(
            counts.n_matching as f64 / counts.n_computed as f64,
        ));
    }
    if counts.n_blank > 0 {
        evidence.push(Evidence::BlankInFurtherLines(counts.n_blank));
    }
    if counts.n_equal > 0 {
        evidence.push(Evidence::RepeatedInLines(counts.n_equal));
    }
    let (amount_of, unsure) = decide(&counts, by_words, words.has(Line), may_be_total);
    Lines { amount_of, evidence, unsure }
}

fn decide(
    counts: &Counts,
    by_words: AmountOf,
    says_line: bool,
    may_be_total: bool,
) -> (AmountOf, bool) {
    let n_orders = counts.n_blank + counts.n_equal + counts.n_differ;
    if n_orders == 0 {
        return (by_words, false);
    }
    if counts.n_blank * 2 > n_orders {
        return (AmountOf::Order, false);
    }
    if counts.n_summing > 0 && counts.n_summing >= counts.n_equal && counts.n_differ == 0 {
        return (AmountOf::Order, false);
    }
    let computed = counts.n_computed > 0 && counts.n_matching * 10 >= counts.n_computed * 6;
    if computed || counts.n_differ > 0 || says_line {
        return (AmountOf::Line, false);
    }
    if counts.n_blank > 0 || counts.n_equal >= REPEATED || by_words == AmountOf::Order {
        return (AmountOf::Order, false);
    }
    // One or two orders with equal amounts: two items of one price, or a total twice.
    (AmountOf::Line, counts.n_equal > 0 && may_be_total)
}

fn count(
    sample: &Records,
    order: usize,
    amount: usize,
    price: Option<(usize, usize)>,
    formats: &[Format],
    may_be_total: bool,
) -> Counts {
    let mut orders: HashMap<&str, Vec<usize>> = HashMap::new();
    for row in 0..sample.len() {
        let id = sample.field(row, order).trim();
        if !id.is_empty() {
            orders.entry(id).or_default().push(row);
        }
    }
    let read = |row: usize, column: usize| {
        parse_decimal(sample.field(row, column), format_of(formats, column))
    };
    let product = |row: usize| {
        let (quantity, unit) = price?;
        read(row, quantity)?.times(read(row, unit)?, 4)
    };
    let mut counts = Counts::default();
    for rows in orders.values() {
        let amounts: Vec<Option<Decimal>> = rows.iter().map(|&row| read(row, amount)).collect();
        let units = |d: Decimal| d.to_units(4);
        for (&row, amount) in rows.iter().zip(&amounts) {
            if let Some((product, amount)) = product(row).zip(amount.and_then(units)) {
                counts.n_computed += 1;
                counts.n_matching += u64::from(product.abs_diff(amount) <= CENT);
            }
        }
        // Lines that repeat each other wholly say nothing where the header speaks of no total: two equal lines
        // can be real, and continuation lines differ in their goods.
        let first_line = || sample.fields_of(rows[0]);
        let repeats = rows.iter().all(|&row| sample.fields_of(row).eq(first_line()));
        if rows.len() < 2 || repeats && !may_be_total {
            continue;
        }
        let Some(first) = amounts[0].and_then(units) else { continue };
        let rest = || amounts[1..].iter().map(|amount| amount.and_then(units));
        if rest().all(|amount| amount.is_none()) {
            counts.n_blank += 1;
        } else if rest().all(|amount| amount == Some(first)) {
            counts.n_equal += 1;
            let sum: Option<i64> =
                rows.iter().try_fold(0i64, |sum, &row| sum.checked_add(product(row)?));
            counts.n_summing += u64::from(sum.is_some_and(|sum| sum.abs_diff(first) <= CENT));
        } else {
            counts.n_differ += 1;
        }
    }
    counts
}

/// A cent in units of 10^-4.
const CENT: u64 = 100;

fn format_of(formats: &[Format], column: usize) -> NumberFormat {
    formats.get(column).map_or(NumberFormat::Point, |format| format.number)
}

/// The currency of the file: that of its currency column, else of the marks in its money, else of the
/// header of its money.
pub fn currency(drafts: &[Draft], roles: &[Role]) -> CurrencyGuess {
    let of_role = |role: Role| {
        drafts.iter().zip(roles).filter(move |&(_, &r)| r == role).map(|(draft, _)| draft)
    };
    let mut found: Vec<Currency> = Vec::new();
    let mut add = |currency: Currency| {
        if !found.contains(&currency) {
            found.push(currency);
        }
    };
    for draft in of_role(Role::Currency).take(1) {
        draft.profile.texts.iter().filter_map(|(text, _)| currency_of(text)).for_each(&mut add);
    }
    let money = || [Role::Amount, Role::UnitPrice].into_iter().flat_map(of_role);
    if found.is_empty() {
        let mut add = |currency: Currency| {
            if !found.contains(&currency) {
                found.push(currency);
            }
        };
        for draft in money() {
            draft.profile.numbers.currencies.iter().for_each(|&(currency, _)| add(currency));
        }
    }
    if found.is_empty() {
        found.extend(money().find_map(|draft| match draft.words.currency {
            Some(Mark::Of(currency)) => Some(currency),
            _ => None,
        }));
    }
    match found.as_slice() {
        [] => CurrencyGuess::Unknown,
        [one] => CurrencyGuess::One(*one),
        _ => CurrencyGuess::Several(found),
    }
}
