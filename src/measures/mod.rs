//! Portfolio + `as_of` → one column for each number of a customer.
//!
//! Banned here and everywhere are the bare words recency, frequency and monetary: each has two meanings
//! in the field. "Recency" is the age of the last order to one author and the day of the last order, counted
//! from the first, to another; we say `last_order_age_days` and `order_span_days`.
//!
//! The columns stand in a [`table::Table`], in the order they were made. Scores, model figures and
//! classes are added to the same table by the layers above, so that there is one place to look a name up.
//! Units, margin, products, categories, score, referrals and age have a column only where a file has one
//! to make it from; where there is none, the number is empty for everybody. All others are always there.
//!
//! The trap: `as_of`. What lies after it is invisible, and a customer whose records all lie after it does
//! not exist yet: such a row reads like one without any record, and no count, list or class has it.

pub mod base;
pub mod gaps;
pub mod people;
pub mod products;
#[cfg(test)]
mod published;
pub mod rhythm;
pub mod scores;
pub mod settings;
pub mod summary;
pub mod table;
#[cfg(test)]
pub mod testing;

use crate::portfolio::columns::{Column, Portfolio};
use base::BaseFacts;
use settings::{Returns, Settings};
use table::Table;

/// The customers as of a day, and what is said of all of them together.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub table: Table,
    pub base: BaseFacts,
}

/// All numbers of the customers and their scores. `as_of` none: the latest day of a used order line, returns
/// included under either setting; without lines, of a used event; else none, and ages are empty.
pub fn compute(portfolio: &Portfolio, as_of: Option<i32>, settings: &Settings) -> Measured {
    let as_of = as_of.or_else(|| portfolio.span().map(|(_, last)| last));
    let lens = summary::Lens::new(as_of, settings.returns == Returns::Net);
    let summary = summary::summarise(portfolio, &lens);
    let rhythm = rhythm::measure(&summary, as_of);
    let people = people::measure(portfolio, &summary, as_of);
    let cuts = scores::cuts(&summary, &rhythm, settings.cuts);
    let scores = scores::score(&summary, &rhythm, &cuts);
    let base = base::gather(portfolio, &summary, &rhythm, &scores, cuts);

    let mut table = Table::new(as_of, summary.exists, summary.buyers, summary.orders);
    let product_names = products::names_of(&portfolio.lines, &summary.top_product);
    for (name, column) in [
        ("n_orders", Column::Whole(summary.n_orders)),
        ("n_order_days", Column::Whole(summary.n_order_days)),
        ("n_repeat_days", Column::Whole(rhythm.n_repeat_days)),
        ("units", Column::Quantity(summary.units)),
        ("spend_total", Column::Money(summary.spend_total)),
        ("spend_mean", Column::Number(summary.spend_mean)),
        ("repeat_spend_mean", Column::Number(summary.repeat_spend_mean)),
        ("spend_12m", Column::Money(summary.spend_12m)),
        ("spend_prev_12m", Column::Money(summary.spend_prev_12m)),
        ("growth_12m", Column::Number(summary.growth_12m)),
        ("margin_total", Column::Money(summary.margin_total)),
        ("first_order", Column::Day(summary.first_order)),
        ("last_order", Column::Day(summary.last_order)),
        ("last_order_age_days", Column::Whole(rhythm.last_order_age_days)),
        ("order_span_days", Column::Whole(rhythm.order_span_days)),
        ("customer_age_days", Column::Whole(rhythm.customer_age_days)),
        ("own_gap_days", Column::Number(rhythm.own_gap_days)),
        ("longest_gap_days", Column::Whole(summary.longest_gap_days)),
        ("typical_gap_days", Column::Number(rhythm.typical_gap_days)),
        ("lapse_ratio", Column::Number(rhythm.lapse_ratio)),
        ("ever_lapsed", Column::YesNo(rhythm.ever_lapsed)),
        ("missed_orders", Column::Whole(rhythm.missed_orders)),
        ("next_order", Column::Day(rhythm.next_order)),
        (
            "top_product",
            Column::Text { codes: summary.top_product, texts: portfolio.lines.products.clone() },
        ),
        (
            "top_category",
            Column::Text { codes: summary.top_category, texts: portfolio.lines.categories.clone() },
        ),
        (
            "top_product_name",
            Column::Text {
                codes: product_names,
                texts: portfolio.lines.product_name_texts.clone(),
            },
        ),
        ("n_products", Column::Whole(summary.n_products)),
        ("n_categories", Column::Whole(summary.n_categories)),
        ("return_rate", Column::Number(summary.return_rate)),
        ("score", Column::Number(people.score)),
        ("n_referrals", Column::Whole(people.n_referrals)),
        ("referred_spend", Column::Money(people.referred_spend)),
        ("reachable", Column::YesNo(people.reachable)),
        ("age_years", Column::Whole(people.age_years)),
        ("r", Column::Whole(scores.r)),
        ("f", Column::Whole(scores.f)),
        ("m", Column::Whole(scores.m)),
        ("fm", Column::Number(scores.fm)),
    ] {
        if column.len() == table.len() {
            table.set(name, column);
        }
    }
    Measured { table, base }
}
