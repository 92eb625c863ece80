//! **Gamma-Gamma**: what a customer spends on an order day varies about a mean of their own; the means are spread
//! over the customers. p is the shape within a customer; q and γ are shape and rate of the spread.
//! x is the number of repeat days, m the mean spend of a repeat day.
//!
//! The trap: the expected ticket p·γ/(q−1) is infinite at q ≤ 1 and "negative" below, and the model takes it for
//! granted that those who order often do not spend more or less each time. Both are looked at, and
//! a fit that fails either keeps its parameters but is [refused](GammaGamma::refused).
//!
//! Source: Fader, Hardie, "The Gamma-Gamma model of monetary value", 2013.

use super::{
    fit::{NoMaximum, Surface, maximise_from_part},
    refusal::{MAX_CORRELATION, MIN_REPEAT_CUSTOMERS, Parameter, Refusal},
    special::{digamma, ln_beta, trigamma},
};
use serde::{Deserialize, Serialize};

/// Spenders of the part in which a search begins.
const PART: usize = 4_000;

/// A fitted Gamma-Gamma model. Money in major units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGamma {
    pub p: f64,
    pub q: f64,
    pub gamma: f64,
    /// The plain sum over the `n` repeat customers with positive repeat spend.
    pub log_likelihood: f64,
    pub n: u32,
    /// Pearson's, of repeat spend and number of repeat days; 0 where either is the same for all.
    pub correlation: f64,
    /// Why the model must not be used, though it could be fitted.
    pub refused: Option<Refusal>,
}

/// A repeat customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spender {
    /// Repeat days, at least 1.
    pub x: u32,
    /// Mean spend of a repeat day in major units, positive.
    pub mean: f64,
}

/// Fits the model to repeat customers, or says why not.
pub fn fit(spenders: &[Spender]) -> Result<GammaGamma, Refusal> {
    let n = spenders.len() as u32;
    if n < MIN_REPEAT_CUSTOMERS {
        return Err(Refusal::TooFewRepeatCustomers { n });
    }
    let sums = Sums::of(spenders);
    let scale = [1.0, 1.0, sums.mean];
    let starts = [(1.0, 2.0), (6.0, 4.0), (30.0, 3.0), (1.0, 12.0)]
        .map(|(p, q)| [p, q, sums.mean * (q - 1.0) / p]);
    let step = spenders.len() / PART;
    let part =
        (step > 1).then(|| Sums::of_each(sums.spent.iter().step_by(step).copied().collect()));
    let found = maximise_from_part(
        &starts,
        &scale,
        part.as_ref().map(|part| |parameters: &[f64; 3]| surface(part, parameters)),
        |parameters| surface(&sums, parameters),
    );
    let maximum = found.map_err(|no| match no {
        NoMaximum::Undetermined(i) => {
            let parameter = [Parameter::P, Parameter::Q, Parameter::Gamma][i];
            Refusal::Undetermined { parameter }
        }
        NoMaximum::NotConverged => Refusal::NotConverged,
    })?;
    let [p, q, gamma] = maximum.parameters;
    let correlation = correlation(spenders);
    let refused = if q <= 1.0 {
        Some(Refusal::MeanUndefined { q })
    } else if correlation.abs() > MAX_CORRELATION {
        Some(Refusal::Correlated { correlation })
    } else {
        None
    };
    Ok(GammaGamma { p, q, gamma, log_likelihood: maximum.value, n, correlation, refused })
}

impl GammaGamma {
    /// The expected spend of a customer's order day, in major units; x = 0 for whoever has no positive
    /// repeat spend. Has no meaning where the model is refused.
    pub fn expected_ticket(&self, x: u32, mean: f64) -> f64 {
        let x = f64::from(x);
        self.p * (self.gamma + if x > 0.0 { x * mean } else { 0.0 }) / (self.p * x + self.q - 1.0)
    }
}

/// What the likelihood needs of the customers.
struct Sums {
    /// For each number of repeat days that occurs: it, and how many customers have it.
    days: Vec<(f64, f64)>,
    /// Repeat days and the sum spent on them, x·m, by x, then sum.
    spent: Vec<(f64, f64)>,
    /// Σ x·ln(x·m) and Σ ln m.
    x_ln_spent: f64,
    ln_means: f64,
    /// Mean of the means.
    mean: f64,
}

impl Sums {
    fn of(spenders: &[Spender]) -> Sums {
        Sums::of_each(spenders.iter().map(|s| (f64::from(s.x), f64::from(s.x) * s.mean)).collect())
    }

    /// From the repeat days of each and the sum spent on them.
    fn of_each(spent: Vec<(f64, f64)>) -> Sums {
        let n = spent.len() as f64;
        let mut sums = Sums { days: Vec::new(), spent, x_ln_spent: 0.0, ln_means: 0.0, mean: 0.0 };
        // Sorted, so that the order of the customers does not move the last digits: by bits, which of positive numbers stand
        // as the numbers do.
        let bits =
            |&(x, spent): &(f64, f64)| u128::from(x.to_bits()) << 64 | u128::from(spent.to_bits());
        sums.spent.sort_unstable_by_key(bits);
        for &(x, spent) in &sums.spent {
            sums.x_ln_spent += x * spent.ln();
            sums.ln_means += (spent / x).ln();
            sums.mean += spent / x;
            match sums.days.last_mut() {
                Some((known, n)) if *known == x => *n += 1.0,
                _ => sums.days.push((x, 1.0)),
            }
        }
        sums.mean /= n;
        sums
    }
}

/// Log-likelihood of p, q, γ with its derivatives. Of one customer it is, with the sum spent S = x·m,
/// −ln B(p·x, q) + q ln γ + p·x ln S − ln m − (p·x+q) ln(S+γ).
fn surface(sums: &Sums, &[p, q, gamma]: &[f64; 3]) -> Surface<3> {
    const P: usize = 0;
    const Q: usize = 1;
    const GAMMA: usize = 2;
    let n = sums.spent.len() as f64;
    let ln_gamma = gamma.ln();
    let mut s = Surface {
        value: n * q * ln_gamma + p * sums.x_ln_spent - sums.ln_means,
        gradient: [sums.x_ln_spent, n * (ln_gamma - digamma(q)), n * q / gamma],
        ..Surface::default()
    };
    s.hessian[Q][Q] = -n * trigamma(q);
    s.hessian[GAMMA][Q] = n / gamma;
    s.hessian[GAMMA][GAMMA] = -n * q / (gamma * gamma);
    for &(x, m) in &sums.days {
        let (within, all) = (p * x, p * x + q);
        let (psi, psi_prime) = (digamma(all), trigamma(all));
        s.value -= m * ln_beta(within, q);
        s.gradient[P] += m * x * (psi - digamma(within));
        s.gradient[Q] += m * psi;
        s.hessian[P][P] += m * x * x * (psi_prime - trigamma(within));
        s.hessian[Q][P] += m * x * psi_prime;
        s.hessian[Q][Q] += m * psi_prime;
    }
    for &(x, spent) in &sums.spent {
        let (all, ln, inverse) = (p * x + q, (spent + gamma).ln(), 1.0 / (spent + gamma));
        s.value -= all * ln;
        s.gradient[P] -= x * ln;
        s.gradient[Q] -= ln;
        s.gradient[GAMMA] -= all * inverse;
        s.hessian[GAMMA][P] -= x * inverse;
        s.hessian[GAMMA][Q] -= inverse;
        s.hessian[GAMMA][GAMMA] += all * inverse * inverse;
    }
    s
}

/// Pearson's correlation of number and mean spend of repeat days; 0 where either is the same for all.
fn correlation(spenders: &[Spender]) -> f64 {
    let n = spenders.len() as f64;
    let mean_x = spenders.iter().map(|s| f64::from(s.x)).sum::<f64>() / n;
    let mean_m = spenders.iter().map(|s| s.mean).sum::<f64>() / n;
    let (mut xx, mut mm, mut xm) = (0.0, 0.0, 0.0);
    for s in spenders {
        let (dx, dm) = (f64::from(s.x) - mean_x, s.mean - mean_m);
        xx += dx * dx;
        mm += dm * dm;
        xm += dx * dm;
    }
    if xx > 0.0 && mm > 0.0 { xm / (xx.sqrt() * mm.sqrt()) } else { 0.0 }
}

#[cfg(test)]
#[path = "gamma_gamma_tests.rs"]
mod tests;
