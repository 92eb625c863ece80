//! What a condition asks of the whole base: the median of the buyers, and who of them comes first.
//!
//! The trap: the buyers. Both go over customers with an order, and a share is a share of all of them,
//! with a value or not. Ties go to the smaller id.

use super::{number::Threshold, view::View};
use crate::{
    mask::Mask,
    portfolio::columns::{EMPTY_I32, EMPTY_I64},
};

/// The median over the buyers that have a value; of an even number of them the mean of the middle two.
pub(super) fn median(view: View, buyers: &Mask) -> Option<Threshold> {
    match view {
        View::Floats(values) => {
            let mut values: Vec<f64> =
                picked(values, buyers, |v| v.is_nan()).map(|(v, _)| v).collect();
            let (low, high) = middle(&mut values, f64::total_cmp)?;
            Some(Threshold::from_float(if low == high { low } else { (low + high) / 2.0 }))
        }
        View::Ints(values) => {
            let values = picked(values, buyers, |v| v == EMPTY_I32);
            whole_median(values.map(|(v, _)| i64::from(v)).collect(), 0)
        }
        View::Units(values, decimals) => {
            let values = picked(values, buyers, |v| v == EMPTY_I64);
            whole_median(values.map(|(v, _)| v).collect(), decimals)
        }
        _ => None,
    }
}

fn whole_median(mut values: Vec<i64>, decimals: u32) -> Option<Threshold> {
    let (low, high) = middle(&mut values, i64::cmp)?;
    Some(if low == high {
        Threshold::from_units(low, decimals)
    } else {
        Threshold::mean_of(low, high, decimals)
    })
}

/// The two values in the middle, the same one twice where the number of them is odd.
fn middle<T: Copy>(
    values: &mut [T],
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Option<(T, T)> {
    if values.is_empty() {
        return None;
    }
    let half = values.len() / 2;
    let even = values.len().is_multiple_of(2);
    let (before, &mut high, _) = values.select_nth_unstable_by(half, &order);
    let low = if even { before.iter().copied().max_by(&order).unwrap_or(high) } else { high };
    Some((low, high))
}

/// The first `n` buyers, or the first `n` per cent of them, by value, the greatest first.
pub(super) fn in_top(view: View, buyers: &Mask, n: u32, percent: bool) -> Mask {
    let places = match percent {
        true => (u64::from(n) * buyers.count() as u64).div_ceil(100) as usize,
        false => n as usize,
    };
    match view {
        View::Floats(values) => {
            // −0 and 0 are one number.
            let values =
                picked(values, buyers, |v| v.is_nan()).map(|(v, i)| (v + 0.0, i)).collect();
            first(values, places, buyers.len(), f64::total_cmp)
        }
        View::Ints(values) => {
            let values = picked(values, buyers, |v| v == EMPTY_I32).collect();
            first(values, places, buyers.len(), i32::cmp)
        }
        View::Units(values, _) => {
            let values = picked(values, buyers, |v| v == EMPTY_I64).collect();
            first(values, places, buyers.len(), i64::cmp)
        }
        _ => Mask::none(buyers.len()),
    }
}

fn first<T>(
    mut values: Vec<(T, u32)>,
    places: usize,
    len: usize,
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Mask {
    if places < values.len() {
        // Customers are numbered in the order of their ids.
        values.select_nth_unstable_by(places, |a, b| order(&b.0, &a.0).then(a.1.cmp(&b.1)));
        values.truncate(places);
    }
    let mut mask = Mask::none(len);
    values.iter().for_each(|&(_, customer)| mask.set(customer as usize, true));
    mask
}

/// Value and number of the buyers that have one.
fn picked<'a, T: Copy>(
    values: &'a [T],
    buyers: &'a Mask,
    empty: impl Fn(T) -> bool + 'a,
) -> impl Iterator<Item = (T, u32)> + 'a {
    buyers.iter().map(|i| (values[i], i as u32)).filter(move |&(value, _)| !empty(value))
}
