//! MBG/NBD and Gamma-Gamma as published, fitted by a simplex that knows no derivative (Nelder and Mead 1965), and what follows
//! from them by the closed formulas. It shares nothing with the models of the core but the papers.
//!
//! Sources: Batislam, Denizel, Filiztekin 2007, with the formulas of Hoppe and Wagner 2007; Fader, Hardie 2013.

/// What a purchase model knows of a buyer: order days after the first, weeks to the last of them and to the day of the look.
#[derive(Clone, Copy)]
pub struct Bought {
    pub x: f64,
    pub last: f64,
    pub now: f64,
}

impl Bought {
    /// From the order days, as of a day; none before the first.
    pub fn of(days: &[i64], as_of: i64) -> Option<Bought> {
        let days: Vec<i64> = days.iter().copied().filter(|&day| day <= as_of).collect();
        let (first, last) = (*days.first()?, *days.last()?);
        let weeks = |days: i64| days as f64 / 7.0;
        Some(Bought {
            x: days.len() as f64 - 1.0,
            last: weeks(last - first),
            now: weeks(as_of - first),
        })
    }
}

/// A fitted MBG/NBD.
pub struct Purchases {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl Purchases {
    pub fn fit(buyers: &[Bought]) -> Purchases {
        let most = buyers.iter().map(|buyer| buyer.x as usize).max().unwrap();
        let [r, alpha, a, b] = most_likely([0.5, 5.0, 1.0, 5.0], |&[r, alpha, a, b]| {
            let of_x = |x: usize| {
                let x = x as f64;
                ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + ln_gamma(a + b) - ln_gamma(b)
                    + ln_gamma(b + x + 1.0)
                    - ln_gamma(a + b + x + 1.0)
            };
            let by_x: Vec<f64> = (0..=most).map(of_x).collect();
            let of = |buyer: &Bought| {
                let n = r + buyer.x;
                let gone = a / (b + buyer.x) * ((alpha + buyer.now) / (alpha + buyer.last)).powf(n);
                by_x[buyer.x as usize] - n * (alpha + buyer.now).ln() + gone.ln_1p()
            };
            buyers.iter().map(of).sum()
        });
        Purchases { r, alpha, a, b }
    }

    /// The chance that a buyer is still there.
    pub fn alive(&self, of: &Bought) -> f64 {
        let Purchases { r, alpha, a, b } = self;
        1.0 / (1.0 + a / (b + of.x) * ((alpha + of.now) / (alpha + of.last)).powf(r + of.x))
    }

    /// The chance of an order within so many weeks.
    pub fn order_within(&self, of: &Bought, weeks: f64) -> f64 {
        let now = self.alpha + of.now;
        self.alive(of) * (1.0 - (now / (now + weeks)).powf(self.r + of.x))
    }

    /// Order days within so many weeks.
    pub fn orders(&self, of: &Bought, weeks: f64) -> f64 {
        let Purchases { r, alpha, a, b } = self;
        let now = alpha + of.now;
        let sum = hypergeometric(r + of.x, b + of.x + 1.0, a + b + of.x, weeks / (now + weeks));
        let never = (now / (now + weeks)).powf(r + of.x) * sum;
        self.alive(of) * (a + b + of.x) / (a - 1.0) * (1.0 - never)
    }
}

/// A fitted Gamma-Gamma.
pub struct Tickets {
    p: f64,
    q: f64,
    gamma: f64,
}

impl Tickets {
    /// From repeat days and the mean spend of one, where it is positive.
    pub fn fit(spenders: &[(f64, f64)]) -> Tickets {
        let mean = spenders.iter().map(|(_, mean)| mean).sum::<f64>() / spenders.len() as f64;
        let [p, q, gamma] = most_likely([2.0, 4.0, mean], |&[p, q, gamma]| {
            let of = |&(x, mean): &(f64, f64)| {
                ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q)
                    + q * gamma.ln()
                    + (p * x - 1.0) * mean.ln()
                    + p * x * x.ln()
                    - (p * x + q) * (x * mean + gamma).ln()
            };
            spenders.iter().map(of).sum()
        });
        assert!(q > 1.0, "the mean ticket is finite");
        Tickets { p, q, gamma }
    }

    /// What an order day brings of somebody with so many repeat days of such a mean; none of either for the mean of all.
    pub fn expected(&self, x: f64, mean: f64) -> f64 {
        let (own, all) = (self.p * x, self.p * self.gamma / (self.q - 1.0));
        let weight = own / (own + self.q - 1.0);
        weight * mean + (1.0 - weight) * all
    }
}

/// ₂F₁(a, b; c; z) of 0 ≤ z < 1, by its series.
fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, 0.0);
    while term > sum * 1e-17 {
        term *= (a + n) * (b + n) / (c + n) / (n + 1.0) * z;
        sum += term;
        n += 1.0;
    }
    sum
}

/// By Stirling's series, beyond 10 exact to the last digits.
fn ln_gamma(mut x: f64) -> f64 {
    let mut below = 0.0;
    while x < 10.0 {
        below += x.ln();
        x += 1.0;
    }
    let (half_ln_2_pi, y) = (0.918_938_533_204_672_8, 1.0 / (x * x));
    let series =
        1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y * (1.0 / 1680.0 - y / 1188.0)));
    (x - 0.5) * x.ln() - x + half_ln_2_pi + series / x - below
}

/// The positive parameters under which this is greatest: simplexes over their logarithms, each begun around the best of the
/// last, until none finds better.
fn most_likely<const N: usize>(start: [f64; N], likelihood: impl Fn(&[f64; N]) -> f64) -> [f64; N] {
    let at = |logs: [f64; N]| (likelihood(&logs.map(f64::exp)), logs);
    let mut best = at(start.map(f64::ln));
    for width in [0.5, 0.2, 0.05, 0.01, 0.01] {
        let corner =
            |i: usize| at(std::array::from_fn(|j| best.1[j] + if i == j { width } else { 0.0 }));
        let mut corners: Vec<(f64, [f64; N])> = (0..=N).map(corner).collect();
        for _ in 0..400 {
            corners.sort_by(|one, other| other.0.total_cmp(&one.0));
            let worst = corners[N];
            let middle: [f64; N] = std::array::from_fn(|j| {
                corners[..N].iter().map(|corner| corner.1[j]).sum::<f64>() / N as f64
            });
            let beyond =
                |by: f64| at(std::array::from_fn(|j| middle[j] + by * (middle[j] - worst.1[j])));
            let mirrored = beyond(1.0);
            corners[N] = match () {
                () if mirrored.0 > corners[0].0 => {
                    let further = beyond(2.0);
                    if further.0 > mirrored.0 { further } else { mirrored }
                }
                () if mirrored.0 > corners[N - 1].0 => mirrored,
                () => beyond(if mirrored.0 > worst.0 { 0.5 } else { -0.5 }),
            };
            if corners[N].0 <= worst.0 {
                let first = corners[0].1;
                for corner in &mut corners[1..] {
                    *corner = at(std::array::from_fn(|j| (first[j] + corner.1[j]) / 2.0));
                }
            }
            let spread =
                corners[0].1.iter().zip(&corners[N].1).map(|(one, other)| (one - other).abs());
            if spread.fold(0.0, f64::max) < 1e-9 {
                break;
            }
        }
        corners.sort_by(|one, other| other.0.total_cmp(&one.0));
        best = corners[0];
    }
    best.1.map(f64::exp)
}
