//! **Maximum likelihood**: the parameters, all positive, under which the data is most likely. The **surface**
//! is the log-likelihood with its gradient and second derivatives at one point; the **decrement** is
//! the height that a Newton step would still gain.
//!
//! The trap: "converged" must not mean "moved little". Along a ridge that rises to infinity every step is
//! little. We stop when the decrement is below [`TOLERANCE`], which is measured in log-likelihood whatever the
//! parameters' sizes, and refuse when a parameter leaves [`RANGE`] uphill or when the surface is so flat at the top
//! that its standard error does (two parameters of which the data knows only the ratio).
//!
//! A long sum is dear, and how far the search starts from the top does not matter to where it ends. So a large base
//! is searched in a thinned copy first, from all the starts, and itself from where that ended alone ([`maximise_from_part`]).
//!
//! Method: Newton steps on the logarithms of the parameters with Levenberg–Marquardt damping (Nocedal and
//! Wright, *Numerical Optimization*, 2006, §3.4 and §10.3), from the most likely of several starts, then the next.
//! No random numbers: the same data gives the same parameters.

/// A fit is done when a Newton step would gain less log-likelihood than this.
pub const TOLERANCE: f64 = 1e-12;
/// How far a parameter may be from its scale, as a factor either way. Beyond, it is taken to run to infinity.
pub const RANGE: f64 = 1e5;
/// Evaluations of the surface after which a search gives up.
pub const MAX_STEPS: usize = 200;
/// No parameter changes by more than this factor's logarithm in a step.
const MAX_STRIDE: f64 = 2.0;
/// A step may lose this share of the log-likelihood: the noise of a long sum.
const NOISE: f64 = 1e-13;
/// Damping at the start, and the least that a failed step raises it to.
const DAMPING: f64 = 1e-3;

/// A log-likelihood at a point, with its derivatives by the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surface<const N: usize> {
    pub value: f64,
    pub gradient: [f64; N],
    /// Only the part on and below the diagonal is read.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Default for Surface<N> {
    fn default() -> Self {
        Surface { value: 0.0, gradient: [0.0; N], hessian: [[0.0; N]; N] }
    }
}

/// Where the maximum is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Maximum<const N: usize> {
    pub parameters: [f64; N],
    pub value: f64,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMaximum {
    /// The parameter of this index leaves [`RANGE`] uphill, or could be anything within it.
    Undetermined(usize),
    /// [`MAX_STEPS`] were not enough, or no step goes up.
    NotConverged,
}

/// The maximum of a log-likelihood of positive parameters, searched from the best of the `starts`, then
/// from the others. `scale` is the order of magnitude of each parameter.
pub fn maximise<const N: usize>(
    starts: &[[f64; N]],
    scale: &[f64; N],
    surface: impl Fn(&[f64; N]) -> Surface<N>,
) -> Result<Maximum<N>, NoMaximum> {
    let mut ranked: Vec<([f64; N], Surface<N>)> =
        starts.iter().map(|start| (*start, surface(start))).collect();
    ranked.retain(|(_, at)| at.value.is_finite());
    ranked.sort_by(|(_, a), (_, b)| b.value.total_cmp(&a.value));
    let mut failure = NoMaximum::NotConverged;
    let mut lost_at = f64::NEG_INFINITY;
    for (start, at) in ranked {
        match climb(start, at, scale, &surface) {
            // A lower hill beside a ridge that rises to infinity is no maximum.
            Ok(maximum) if maximum.value >= lost_at => return Ok(maximum),
            Ok(_) => {}
            Err((reason, value)) if value > lost_at => (failure, lost_at) = (reason, value),
            Err(_) => {}
        }
    }
    Err(failure)
}

/// The same, with all starts tried on the surface of a part of the data first, if there is one, and the whole climbed from
/// where that ended. Where the part has no maximum and the whole has none uphill of the part's best start either, there is
/// none; where they disagree, the whole is searched as if there were no part.
pub fn maximise_from_part<const N: usize>(
    starts: &[[f64; N]],
    scale: &[f64; N],
    part: Option<impl Fn(&[f64; N]) -> Surface<N>>,
    whole: impl Fn(&[f64; N]) -> Surface<N>,
) -> Result<Maximum<N>, NoMaximum> {
    if let Some(part) = part {
        let in_part = maximise(starts, scale, &part);
        let near = match in_part {
            Ok(maximum) => Some(maximum.parameters),
            Err(_) => starts.iter().copied().max_by(|a, b| part(a).value.total_cmp(&part(b).value)),
        };
        let found = maximise(near.as_slice(), scale, &whole);
        if found.is_ok() == in_part.is_ok() {
            return found;
        }
    }
    maximise(starts, scale, whole)
}

/// Newton's way up from one start; without success the reason and the height reached.
fn climb<const N: usize>(
    start: [f64; N],
    at: Surface<N>,
    scale: &[f64; N],
    surface: &impl Fn(&[f64; N]) -> Surface<N>,
) -> Result<Maximum<N>, (NoMaximum, f64)> {
    let (mut parameters, mut here) = (start, by_logarithms(&start, at));
    let mut damping = DAMPING;
    for _ in 0..MAX_STEPS {
        let Some(mut step) = uphill(&here, damping) else {
            damping = (damping * 4.0).max(DAMPING);
            continue;
        };
        let decrement = 0.5 * dot(&step, &here.gradient);
        if decrement < TOLERANCE && damping <= DAMPING {
            return match flat_side(&here) {
                None => Ok(Maximum { parameters, value: here.value }),
                Some(i) => Err((NoMaximum::Undetermined(i), here.value)),
            };
        }
        let stride = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
        if stride > MAX_STRIDE {
            step.iter_mut().for_each(|s| *s *= MAX_STRIDE / stride);
        }
        let next: [f64; N] = std::array::from_fn(|i| parameters[i] * step[i].exp());
        let there = by_logarithms(&next, surface(&next));
        if there.value >= here.value - NOISE * here.value.abs() {
            (parameters, here) = (next, there);
            damping = if damping < 1e-9 { 0.0 } else { damping * 0.1 };
            let beyond = |i: &usize| {
                let ratio = parameters[*i] / scale[*i];
                !(1.0 / RANGE..=RANGE).contains(&ratio)
            };
            if let Some(i) = (0..N).find(beyond) {
                return Err((NoMaximum::Undetermined(i), here.value));
            }
        } else {
            damping = (damping * 4.0).max(DAMPING);
        }
    }
    Err((NoMaximum::NotConverged, here.value))
}

/// The surface by the logarithms of the parameters, both halves of the second derivatives filled.
fn by_logarithms<const N: usize>(p: &[f64; N], at: Surface<N>) -> Surface<N> {
    let mut logs = Surface { value: at.value, ..Surface::default() };
    for i in 0..N {
        logs.gradient[i] = p[i] * at.gradient[i];
        for j in 0..=i {
            let second = p[i] * p[j] * at.hessian[i][j];
            logs.hessian[i][j] = second;
            logs.hessian[j][i] = second;
        }
        logs.hessian[i][i] += logs.gradient[i];
    }
    logs
}

/// The parameter whose logarithm has the widest standard error, where that is wider than [`RANGE`].
fn flat_side<const N: usize>(at: &Surface<N>) -> Option<usize> {
    let variances: [f64; N] = match curvature(at, 0.0) {
        None => [f64::INFINITY; N],
        Some(l) => std::array::from_fn(|i| {
            let unit = std::array::from_fn(|j| f64::from(u8::from(i == j)));
            solve(&l, unit)[i]
        }),
    };
    let widest = (0..N).max_by(|&i, &j| variances[i].total_cmp(&variances[j]))?;
    (variances[widest].sqrt() > RANGE.ln()).then_some(widest)
}

/// The damped Newton step, or none where the damped surface is not curved downwards: then damp more.
fn uphill<const N: usize>(at: &Surface<N>, damping: f64) -> Option<[f64; N]> {
    let step = solve(&curvature(at, damping)?, at.gradient);
    step.iter().all(|s| s.is_finite()).then_some(step)
}

/// Cholesky's L with L·Lᵀ = −H + damping·|diagonal of H|; none where that is not positive definite.
fn curvature<const N: usize>(at: &Surface<N>, damping: f64) -> Option<[[f64; N]; N]> {
    let mut l = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let mut sum = -at.hessian[i][j];
            if i == j {
                sum += damping * at.hessian[i][i].abs().max(1e-10);
            }
            sum -= (0..j).map(|k| l[i][k] * l[j][k]).sum::<f64>();
            if i != j {
                l[i][j] = sum / l[j][j];
            } else if sum > 0.0 && sum.is_finite() {
                l[i][i] = sum.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(l)
}

/// The x of L·Lᵀ·x = b.
fn solve<const N: usize>(l: &[[f64; N]; N], b: [f64; N]) -> [f64; N] {
    let mut x = b;
    for i in 0..N {
        for k in 0..i {
            x[i] -= l[i][k] * x[k];
        }
        x[i] /= l[i][i];
    }
    for i in (0..N).rev() {
        for k in i + 1..N {
            x[i] -= l[k][i] * x[k];
        }
        x[i] /= l[i][i];
    }
    x
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Log-likelihood of a gamma distribution with shape p, rate q for given sums: a curved valley.
    fn gamma_surface(n: f64, sum: f64, sum_ln: f64) -> impl Fn(&[f64; 2]) -> Surface<2> {
        use crate::models::special::{digamma, ln_gamma, trigamma};
        move |&[p, q]| Surface {
            value: n * (p * q.ln() - ln_gamma(p)) + (p - 1.0) * sum_ln - q * sum,
            gradient: [n * (q.ln() - digamma(p)) + sum_ln, n * p / q - sum],
            hessian: [[-n * trigamma(p), 0.0], [n / q, -n * p / (q * q)]],
        }
    }

    #[test]
    fn finds_the_maximum_from_far_starts() {
        // Ten values with mean 3 and mean logarithm 0.9: q = p / 3 and ln p − ψ(p) = ln 3 − 0.9.
        let found = maximise(&[[1e-3, 1e3]], &[1.0, 1.0], gamma_surface(10.0, 30.0, 9.0)).unwrap();
        let [p, q] = found.parameters;
        assert!((p - 3.0 * q).abs() < 1e-6, "{p} {q}");
        let residual = p.ln() - crate::models::special::digamma(p) - (3f64.ln() - 0.9);
        assert!(residual.abs() < 1e-7, "{residual}");
    }

    #[test]
    fn a_part_only_shortens_the_way() {
        let starts = [[1e-3, 1e3], [1.0, 1.0]];
        let whole = || gamma_surface(1000.0, 3000.0, 900.0);
        let expect = maximise(&starts, &[1.0, 1.0], whole()).unwrap();
        let near = gamma_surface(100.0, 320.0, 92.0);
        let ridge = gamma_surface(10.0, 30.0, 10.0 * 3f64.ln());
        for part in [near, ridge] {
            let found = maximise_from_part(&starts, &[1.0, 1.0], Some(part), whole()).unwrap();
            for (found, expect) in found.parameters.into_iter().zip(expect.parameters) {
                assert!((found / expect - 1.0).abs() < 1e-7, "{found} {expect}");
            }
        }
    }

    #[test]
    fn a_ridge_to_infinity_is_no_maximum() {
        // All values equal: the likelihood climbs as the shape grows.
        let all_equal = gamma_surface(10.0, 30.0, 10.0 * 3f64.ln());
        let found = maximise(&[[1.0, 1.0], [9.0, 3.0]], &[1.0, 1.0], all_equal);
        assert!(matches!(found, Err(NoMaximum::Undetermined(_))), "{found:?}");
    }

    #[test]
    fn a_surface_without_numbers_is_no_maximum() {
        let nan = |_: &[f64; 1]| Surface { value: f64::NAN, ..Surface::default() };
        assert_eq!(maximise(&[[1.0]], &[1.0], nan), Err(NoMaximum::NotConverged));
        let flat = |_: &[f64; 1]| Surface::default();
        assert_eq!(maximise(&[[1.0]], &[1.0], flat), Err(NoMaximum::Undetermined(0)));
        let saddle =
            |p: &[f64; 1]| Surface { value: p[0] * p[0], gradient: [2.0 * p[0]], hessian: [[2.0]] };
        assert_eq!(maximise(&[[1.0]], &[1.0], saddle), Err(NoMaximum::Undetermined(0)));
    }
}
