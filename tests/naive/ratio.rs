//! Fractions of whole numbers, exact; the smallest thing that does.

use std::{cmp::Ordering, fmt};

/// `n / d`, reduced, `d` positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    n: i128,
    d: i128,
}

impl Ratio {
    pub fn new(n: i128, d: i128) -> Ratio {
        let (mut a, mut b) = (n.abs().max(1), d.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let a = if n == 0 { d.abs() } else { a };
        Ratio { n: n / a * d.signum(), d: d.abs() / a }
    }

    pub fn whole(n: i128) -> Ratio {
        Ratio { n, d: 1 }
    }

    pub fn plus(self, other: Ratio) -> Ratio {
        Ratio::new(self.n * other.d + other.n * self.d, self.d * other.d)
    }

    pub fn times(self, other: Ratio) -> Ratio {
        Ratio::new(self.n * other.n, self.d * other.d)
    }

    pub fn over(self, parts: i128) -> Ratio {
        Ratio::new(self.n, self.d * parts)
    }

    pub fn divided_by(self, other: Ratio) -> Ratio {
        Ratio::new(self.n * other.d, self.d * other.n)
    }

    /// Of an even number, the mean of the middle two; none of nothing.
    pub fn median(mut values: Vec<Ratio>) -> Option<Ratio> {
        values.sort_unstable();
        let half = values.len() / 2;
        match values.len() {
            0 => None,
            n if n % 2 == 1 => Some(values[half]),
            _ => Some(values[half - 1].plus(values[half]).over(2)),
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        (self.n * other.d).cmp(&(other.n * self.d))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.n as f64 / self.d as f64)
    }
}
