//! **BG/NBD** and **MBG/NBD**: a customer orders at a rate λ of their own, and after each order leaves for ever
//! with a chance p of their own. λ is gamma distributed over the customers (shape r, rate α), p beta
//! (a, b). In BG/NBD the first order is safe; in MBG/NBD the customer may leave after it too. That is the
//! whole difference: customers have survived k = x chances to leave, or k = x + 1.
//!
//! The trap: the published formulas divide by a − 1 and by a + b + k − 1 and raise (α+T)/(α+t_x) to powers in the
//! thousands. Here chances to leave are compared as logarithms, ratios of gamma functions whose arguments differ by whole
//! numbers are sums over the steps, and the expected orders are a sum of positive terms without any pole:
//! the customer would order J times in the next weeks, J negative binomial with shape r + x and ratio
//! z = t / (α+T+t), and gets to order j of them with chance (b+k)_{j−1} / (a+b+k)_{j−1}. Expanding the ₂F₁
//! of the published formula gives the same sum.
//!
//! Sources: Fader, Hardie, Lee, "Counting your customers the easy way", Marketing Science 24(2), 2005;
//! Batislam, Denizel, Filiztekin, "Empirical validation and comparison of models for customer base analysis",
//! International Journal of Research in Marketing 24(3), 2007.

use super::{
    fit::{NoMaximum, Surface, maximise_from_part},
    histories::{Base, History},
    refusal::{MIN_BUYERS, MIN_REPEAT_CUSTOMERS, Parameter, Refusal},
};
use crate::measures::settings::PurchaseModel;
use serde::{Deserialize, Serialize};

/// Days in the models' unit of time, a week.
pub const DAYS_PER_WEEK: f64 = 7.0;

/// Groups of the thinned base in which a search begins.
const PART: usize = 4_000;

/// Terms after which the sum of expected orders stops. It takes some 40 · (1 + t/(α+T)) of them to
/// exhaust the digits, so that this is met only beyond t = 100,000 · (α+T).
const MAX_TERMS: u32 = 4_000_000;

/// A fitted purchase model. Time in weeks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Purchase {
    pub model: PurchaseModel,
    pub r: f64,
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
    /// The plain sum over the `n` buyers.
    pub log_likelihood: f64,
    pub n: u32,
}

/// Fits a purchase model, or says why not.
pub fn fit(base: &Base, model: PurchaseModel) -> Result<Purchase, Refusal> {
    if base.n < MIN_BUYERS {
        return Err(Refusal::TooFewBuyers { n: base.n });
    }
    if base.n_repeat_customers() < MIN_REPEAT_CUSTOMERS {
        return Err(Refusal::TooFewRepeatCustomers { n: base.n_repeat_customers() });
    }
    // A repeat customer has a T of a day at least: neither mean is zero.
    let mean_t = base.sum_t_days as f64 / f64::from(base.n) / DAYS_PER_WEEK;
    let rate = base.sum_x as f64 / f64::from(base.n) / mean_t;
    let mut starts = Vec::new();
    for r in [0.25, 1.0, 4.0] {
        for (a, b) in [(0.3, 1.0), (1.0, 3.0), (1.0, 12.0)] {
            starts.push([r, r / (1.5 * rate), a, b]);
        }
    }
    let step = base.groups.len() / PART;
    let part = (step > 1).then(|| base.thinned(step));
    let found = maximise_from_part(
        &starts,
        &[1.0, mean_t, 1.0, 1.0],
        part.as_ref().map(|part| |p: &[f64; 4]| surface(part, model, p)),
        |p| surface(base, model, p),
    );
    let maximum = found.map_err(|no| match no {
        NoMaximum::Undetermined(i) => Refusal::Undetermined {
            parameter: [Parameter::R, Parameter::Alpha, Parameter::A, Parameter::B][i],
        },
        NoMaximum::NotConverged => Refusal::NotConverged,
    })?;
    let [r, alpha, a, b] = maximum.parameters;
    Ok(Purchase { model, r, alpha, a, b, log_likelihood: maximum.value, n: base.n })
}

/// Chances to leave that a buyer with x repeat days is known to have survived, if still there.
fn survived(model: PurchaseModel, x: u32) -> u32 {
    match model {
        PurchaseModel::Bgnbd => x,
        PurchaseModel::Mbgnbd => x + 1,
    }
}

/// Log-likelihood of r, α, a, b with its derivatives. Of one history it is
/// ln Γ(r+x)/Γ(r) + r ln α − (r+x) ln(α+T) + ln B(a, b+k)/B(a, b) + ln(1 + e^u), where e^u are the odds of having left,
/// u = ln(a/(b+k−1)) + (r+x)·ln((α+T)/(α+t_x)), and of k = 0 nobody has left.
fn surface(base: &Base, model: PurchaseModel, &[r, alpha, a, b]: &[f64; 4]) -> Surface<4> {
    const R: usize = 0;
    const ALPHA: usize = 1;
    const A: usize = 2;
    const B: usize = 3;
    let n = f64::from(base.n);
    let ln_alpha = alpha.ln();
    let mut s = Surface { value: n * r * ln_alpha, ..Surface::default() };
    s.gradient[R] = n * ln_alpha;
    s.gradient[ALPHA] = n * r / alpha;
    s.hessian[ALPHA][R] = n / alpha;
    s.hessian[ALPHA][ALPHA] = -n * r / (alpha * alpha);

    // Γ(r+x)/Γ(r): a factor r+i for every buyer with more than i repeat days.
    for (i, &beyond) in base.n_beyond.iter().enumerate() {
        let (m, inverse) = (f64::from(beyond), 1.0 / (r + i as f64));
        s.value += m * (r + i as f64).ln();
        s.gradient[R] += m * inverse;
        s.hessian[R][R] -= m * inverse * inverse;
    }
    // B(a, b+k)/B(a, b): a factor (b+i)/(a+b+i) for every buyer who survived more than i chances.
    let everybody = (model == PurchaseModel::Mbgnbd).then_some(base.n);
    for (i, beyond) in everybody.into_iter().chain(base.n_beyond.iter().copied()).enumerate() {
        let (m, stay, all) = (f64::from(beyond), b + i as f64, a + b + i as f64);
        s.value += m * (stay / all).ln();
        s.gradient[A] -= m / all;
        s.gradient[B] += m * (1.0 / stay - 1.0 / all);
        s.hessian[A][A] += m / (all * all);
        s.hessian[B][A] += m / (all * all);
        s.hessian[B][B] += m * (1.0 / (all * all) - 1.0 / (stay * stay));
    }

    // Logarithm and inverse of α + d for each whole number of days, odds and 1/(b+k−1) for each x.
    let weeks: Vec<(f64, f64)> = (0..=base.max_t_days)
        .map(|d| alpha + f64::from(d) / DAYS_PER_WEEK)
        .map(|w| (w.ln(), 1.0 / w))
        .collect();
    let odds: Vec<(f64, f64)> = (0..=base.n_beyond.len() as u32)
        .map(|x| survived(model, x))
        .map(|k| match k {
            0 => (f64::NEG_INFINITY, 0.0),
            _ => (a.ln() - (b + f64::from(k - 1)).ln(), 1.0 / (b + f64::from(k - 1))),
        })
        .collect();
    let inverse_a = 1.0 / a;
    for group in &base.groups {
        let (m, x) = (f64::from(group.n), group.history.x);
        let (ln_t, inverse_t) = weeks[group.history.t_days as usize];
        let (ln_last, inverse_last) = weeks[group.history.t_x_days as usize];
        let (ln_odds, inverse_b) = odds[x as usize];
        let shape = r + f64::from(x);
        let silence = ln_t - ln_last;
        let (soft, left) = soft_plus(ln_odds + shape * silence);
        s.value += m * (soft - shape * ln_t);
        // Derivatives of u.
        let u_alpha = shape * (inverse_t - inverse_last);
        let u_alpha_alpha = -u_alpha * (inverse_t + inverse_last);
        s.gradient[R] += m * (left * silence - ln_t);
        s.gradient[ALPHA] += m * (left * u_alpha - shape * inverse_t);
        s.gradient[A] += m * left * inverse_a;
        s.gradient[B] -= m * left * inverse_b;
        // Second derivatives of ln(1 + e^u): left·(1 − left)·u′·u′ + left·u″.
        let (m_left, both) = (m * left, m * left * (1.0 - left));
        s.hessian[R][R] += both * silence * silence;
        s.hessian[ALPHA][R] +=
            both * silence * u_alpha + m_left * (inverse_t - inverse_last) - m * inverse_t;
        s.hessian[ALPHA][ALPHA] +=
            both * u_alpha * u_alpha + m_left * u_alpha_alpha + m * shape * inverse_t * inverse_t;
        s.hessian[A][R] += both * silence * inverse_a;
        s.hessian[A][ALPHA] += both * u_alpha * inverse_a;
        s.hessian[A][A] += (both - m_left) * inverse_a * inverse_a;
        s.hessian[B][R] -= both * silence * inverse_b;
        s.hessian[B][ALPHA] -= both * u_alpha * inverse_b;
        s.hessian[B][A] -= both * inverse_a * inverse_b;
        s.hessian[B][B] += (both + m_left) * inverse_b * inverse_b;
    }
    s
}

/// ln(1 + e^u) and e^u / (1 + e^u), for any u.
fn soft_plus(u: f64) -> (f64, f64) {
    let e = (-u.abs()).exp();
    if u > 0.0 { (u + e.ln_1p(), 1.0 / (1.0 + e)) } else { (e.ln_1p(), e / (1.0 + e)) }
}

impl Purchase {
    /// The chance that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        let k = survived(self.model, history.x);
        if k == 0 {
            return 1.0;
        }
        let since_last = f64::from(history.t_days - history.t_x_days) / DAYS_PER_WEEK;
        let at_last = self.alpha + f64::from(history.t_x_days) / DAYS_PER_WEEK;
        let shape = self.r + f64::from(history.x);
        let odds = (self.a / (self.b + f64::from(k - 1))).ln();
        soft_plus(-odds - shape * (since_last / at_last).ln_1p()).1
    }

    /// The chance of an order in the next so many days.
    pub fn p_order(&self, history: &History, days: f64) -> f64 {
        let shape = self.r + f64::from(history.x);
        let silence = (days / DAYS_PER_WEEK / self.weeks_known(history.t_days)).ln_1p();
        self.p_alive(history) * -(-shape * silence).exp_m1()
    }

    /// Expected order days in the next so many days.
    pub fn expected_orders(&self, history: &History, days: f64) -> f64 {
        self.p_alive(history) * self.orders_if_alive(history.x, history.t_days, days)
    }

    /// Expected order days in the next so many days of a customer who has not left. It does not depend on
    /// t_x; with no history at all, x = 0 and T = 0, it is what a newcomer orders after the first order (for
    /// MBG/NBD, a newcomer who stays after it).
    pub fn orders_if_alive(&self, x: u32, t_days: u32, days: f64) -> f64 {
        /// Above this the terms are scaled down, lest they overflow.
        const HUGE: f64 = 1e200;
        let shape = self.r + f64::from(x);
        let stay = self.b + f64::from(survived(self.model, x));
        let s = days / DAYS_PER_WEEK / self.weeks_known(t_days);
        let (z, ln_none) = (s / (1.0 + s), -shape * s.ln_1p());
        // `term`: chance of j would-be orders, over that of none, over e^scale. `reach`: chance to be
        // there for the next. `kept`: expected orders out of j would-be ones.
        let (mut term, mut scale, mut reach, mut kept, mut sum) = (1.0, 0.0, 1.0, 0.0, 0.0);
        for j in 0..MAX_TERMS {
            let j = f64::from(j);
            let ratio = z * ((shape + j) / (j + 1.0));
            term *= ratio;
            kept += reach;
            sum += term * kept;
            reach *= (stay + j) / (self.a + stay + j);
            // From here on the terms fall at least as fast as a geometric series.
            if term * kept <= 1e-17 * sum * (1.0 - ratio.max(z)) {
                break;
            }
            if term > HUGE {
                term /= HUGE;
                sum /= HUGE;
                scale += HUGE.ln();
            }
        }
        if sum == 0.0 { 0.0 } else { (sum.ln() + scale + ln_none).exp() }
    }

    /// α + T.
    fn weeks_known(&self, t_days: u32) -> f64 {
        self.alpha + f64::from(t_days) / DAYS_PER_WEEK
    }
}

#[cfg(test)]
#[path = "purchase_tests.rs"]
mod tests;
