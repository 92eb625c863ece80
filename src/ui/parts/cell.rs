//! A cell of the engine as the reader's language writes it.

use crate::{
    engine::view::{Cell, CellKind},
    ui::{locale, state::State},
};
use leptos::prelude::{GetUntracked, WithUntracked};

/// Columns of plain numbers that hold major units of money.
const MONEY: [&str; 3] = ["spend_mean", "repeat_spend_mean", "clv_12m"];

/// Columns of plain numbers that hold shares.
const SHARES: [&str; 5] = ["growth_12m", "return_rate", "p_alive", "p_order_30d", "alike"];

/// Whether the column's numbers are money.
pub fn is_money(column: &str, kind: CellKind) -> bool {
    kind == CellKind::Money || kind == CellKind::Number && MONEY.contains(&column)
}

/// Whether the column's numbers are shares.
pub fn is_share(column: &str) -> bool {
    SHARES.contains(&column)
}

/// Whether cells of this kind stand at the right.
pub fn is_number(kind: CellKind) -> bool {
    use CellKind::*;
    matches!(kind, Whole | Number | Money | Quantity | Day)
}

/// The text of a cell; empty for an empty one.
pub fn text(state: State, column: &str, cell: &Cell) -> String {
    let lang = state.lang.get_untracked();
    match cell {
        Cell::Empty => String::new(),
        Cell::Whole(value) => locale::whole(lang, f64::from(*value)),
        Cell::Number(value) => number(state, column, CellKind::Number, *value),
        Cell::Money(value) => number(state, column, CellKind::Money, *value),
        Cell::Quantity(value) => locale::decimal(lang, *value),
        Cell::Day(day) => locale::narrow_day(lang, *day),
        Cell::YesNo(yes) => {
            let people = &state.t_now().people;
            String::from(if *yes { people.yes } else { people.no })
        }
        Cell::Text(text) => text.clone(),
        Cell::Class(name) => state.t_now().words.class(name).to_string(),
    }
}

/// A number of a column: an amount, a share, a day or a plain number.
pub fn number(state: State, column: &str, kind: CellKind, value: f64) -> String {
    let lang = state.lang.get_untracked();
    if is_money(column, kind) {
        return state.base.with_untracked(|base| {
            locale::money(lang, base.currency.as_deref(), base.decimals, value)
        });
    }
    match kind {
        _ if is_share(column) => locale::percent(lang, value),
        CellKind::Day => locale::day(lang, value as i32),
        CellKind::Whole => locale::whole(lang, value),
        _ => locale::decimal(lang, value),
    }
}
