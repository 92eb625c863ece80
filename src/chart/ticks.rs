//! **Ticks**: round values along an axis, 0 among them.

/// Round values, ascending, at most about `count` steps apart, from the first at or below `low` to the first at or above
/// `high`; both ends widened to 0. Without anything to show, 0 alone.
pub fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let (low, high) = (finite(low).min(0.0), finite(high).max(0.0));
    let extent = high - low;
    if extent <= 0.0 || !extent.is_finite() {
        return vec![0.0];
    }
    let step = round_step(extent / count.max(1) as f64);
    let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
    (first..=last).map(|i| i as f64 * step).collect()
}

/// The same for what is counted: no tick between two whole numbers.
pub fn whole_ticks(high: f64, count: usize) -> Vec<f64> {
    ticks(0.0, high.max(count as f64), count)
        .into_iter()
        .filter(|tick| tick.fract() == 0.0)
        .collect()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … and their fractions that is not below this.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    // A hair's breadth above a round step still is that step.
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|step| *step >= least * 0.999_999)
        .unwrap_or(10.0 * power)
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        for (low, high, expect) in [
            (0.0, 1_156_205.61, vec![0.0, 500_000.0, 1_000_000.0, 1_500_000.0]),
            (0.0, 10.0, vec![0.0, 5.0, 10.0]),
            (0.0, 1.0, vec![0.0, 0.5, 1.0]),
            (-30.0, 90.0, vec![-50.0, 0.0, 50.0, 100.0]),
            (-3.0, -1.0, vec![-3.0, -2.0, -1.0, 0.0]),
            (0.0, 0.0, vec![0.0]),
            (f64::NAN, f64::INFINITY, vec![0.0]),
        ] {
            assert_eq!(ticks(low, high, 3), expect, "{low} {high}");
        }
        assert_eq!(whole_ticks(1.0, 2), [0.0, 1.0, 2.0]);
        assert_eq!(whole_ticks(4_400.0, 2), [0.0, 5_000.0]);
    }

    proptest! {
        #[test]
        fn ticks_enclose_what_they_measure(low in -1e9f64..1e9, extent in 0f64..1e9, count in 1usize..8) {
            let ticks = ticks(low, low + extent, count);
            prop_assert!(ticks.contains(&0.0));
            prop_assert!(ticks.is_sorted());
            prop_assert!(ticks.len() <= count + 3);
            prop_assert!(ticks[0] <= low.min(0.0) && ticks[ticks.len() - 1] >= (low + extent).max(0.0));
        }
    }
}
