//! **Experiment**: what a campaign did, told by a **target** group that was sent it and a **control** group, drawn from the
//! same customers, that was left alone. The difference of the two is the effect; its **interval** says how sure that is.
//!
//! The trap: customers who answer a campaign buy more anyway. Only the whole target against the whole control tells what
//! the campaign brought; those who answered are a funnel, no comparison.

use super::lift::wilson;
use crate::models::special::ln_beta;
use serde::{Deserialize, Serialize};

/// What lies outside of the interval.
const OUTSIDE: f64 = 0.05;

/// A difference, target less control, with its 95 % interval; none where the groups are too small to say.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub target: f64,
    pub control: f64,
    pub difference: f64,
    pub interval: Option<(f64, f64)>,
}

/// Two means by Welch's t (Welch, Biometrika 34, 1947), with the degrees of freedom of Welch and Satterthwaite. None where
/// a group is empty; without an interval where one has fewer than two.
pub fn means(target: &[f64], control: &[f64]) -> Option<Difference> {
    let (a, b) = (moments(target)?, moments(control)?);
    let difference = a.mean - b.mean;
    let interval = || {
        let (va, vb) = (a.variance? / a.n, b.variance? / b.n);
        let spread = va + vb;
        if spread == 0.0 {
            return Some((difference, difference));
        }
        let freedom = spread * spread / (va * va / (a.n - 1.0) + vb * vb / (b.n - 1.0));
        let half = t_quantile(freedom) * spread.sqrt();
        Some((difference - half, difference + half))
    };
    Some(Difference { target: a.mean, control: b.mean, difference, interval: interval() })
}

/// Two shares by Newcombe's hybrid score (Statistics in Medicine 17, 1998, method 10). None where a group is empty.
pub fn shares(target: (u32, u32), control: (u32, u32)) -> Option<Difference> {
    if target.1 == 0 || control.1 == 0 {
        return None;
    }
    let share = |(part, of): (u32, u32)| f64::from(part) / f64::from(of);
    let (p, q) = (share(target), share(control));
    let ((p_low, p_high), (q_low, q_high)) =
        (wilson(target.0, target.1 as usize), wilson(control.0, control.1 as usize));
    let below = ((p - p_low).powi(2) + (q_high - q).powi(2)).sqrt();
    let above = ((p_high - p).powi(2) + (q - q_low).powi(2)).sqrt();
    let difference = p - q;
    let interval = Some((difference - below, difference + above));
    Some(Difference { target: p, control: q, difference, interval })
}

struct Moments {
    n: f64,
    mean: f64,
    /// None of fewer than two.
    variance: Option<f64>,
}

fn moments(values: &[f64]) -> Option<Moments> {
    let n = values.len() as f64;
    if values.is_empty() {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some(Moments { n, mean, variance: (values.len() > 1).then(|| squares / (n - 1.0)) })
}

/// The point of Student's t that 2.5 % lie above, by halving: the two tails of t are the incomplete beta function
/// I(ν / (ν + t²); ν/2, 1/2).
fn t_quantile(freedom: f64) -> f64 {
    let tails = |t: f64| incomplete_beta(freedom / (freedom + t * t), freedom / 2.0, 0.5);
    let (mut low, mut high) = (0.0, 2.0);
    while tails(high) > OUTSIDE && high < 1e6 {
        high *= 2.0;
    }
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if tails(middle) > OUTSIDE { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22), worked out by Lentz's method.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction is quick only below the mean.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    const LEAST: f64 = 1e-300;
    let held = |value: f64| if value.abs() < LEAST { LEAST } else { value };
    let (mut c, mut d) = (1.0, 1.0 / held(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in 1..500 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = fraction;
        for term in [even, odd] {
            d = 1.0 / held(1.0 + term * d);
            c = held(1.0 + term / c);
            fraction *= c * d;
        }
        if (fraction / before - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (a * x.ln() + b * (1.0 - x).ln() - ln_beta(a, b)).exp() / a * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expect: f64, within: f64) {
        assert!((found - expect).abs() <= within, "{found} {expect}");
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (freedom, t) in [
            (1.0, 12.706),
            (2.0, 4.303),
            (5.0, 2.571),
            (10.0, 2.228),
            (30.0, 2.042),
            (120.0, 1.980),
            (1e7, 1.960),
        ] {
            near(t_quantile(freedom), t, 5e-4);
        }
    }

    /// Newcombe 1998, table II, method 10.
    #[test]
    fn differences_of_shares_are_as_published() {
        for (target, control, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let (found_low, found_high) = shares(target, control).unwrap().interval.unwrap();
            near(found_low, low, 6e-5);
            near(found_high, high, 6e-5);
        }
        assert_eq!(shares((0, 0), (1, 2)), None);
    }

    /// Two groups whose interval was worked out by hand: means 20 and 22, variances 2.5 and 10, n 5 each, so
    /// ν = 2.5² / (0.5²/4 + 2²/4) = 5.8823… and t = 2.4589 between the tables' 2.571 (5) and 2.447 (6).
    #[test]
    fn differences_of_means_are_welchs() {
        let found =
            means(&[18.0, 19.0, 20.0, 21.0, 22.0], &[18.0, 20.0, 22.0, 24.0, 26.0]).unwrap();
        assert_eq!((found.target, found.control, found.difference), (20.0, 22.0, -2.0));
        let (low, high) = found.interval.unwrap();
        near(-2.0 - low, high + 2.0, 1e-12);
        let t = (high + 2.0) / 2.5f64.sqrt();
        assert!((2.447..2.571).contains(&t), "{t}");
        near(t, 2.4589, 5e-4);
    }

    #[test]
    fn small_groups_have_no_interval() {
        assert_eq!(means(&[], &[1.0]), None);
        assert_eq!(means(&[3.0], &[1.0, 2.0]).unwrap().interval, None);
        assert_eq!(means(&[1.0, 1.0], &[1.0, 1.0]).unwrap().interval, Some((0.0, 0.0)));
    }
}
