//! What the tests of the models share: the CDNOW fixture and **`SplitMix64`**, seeded random numbers (Steele, Lea,
//! Flood, "Fast splittable pseudorandom number generators", 2014).

use super::{
    gamma_gamma::Spender,
    histories::{Base, History},
};

/// The CDNOW sample as of 1997-09-30: its base, and its repeat customers with positive spend.
pub fn cdnow() -> (Base, Vec<Spender>) {
    let (mut histories, mut spenders) = (Vec::new(), Vec::new());
    for line in include_str!("testdata/cdnow_histories.csv").lines().skip(1) {
        let cells: Vec<u32> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [x, t_x_days, t_days, n, cents] = cells[..] else { panic!("{line}") };
        for _ in 0..n {
            histories.push(Some(History { x, t_days, t_x_days }));
            if cents > 0 {
                spenders.push(Spender { x, mean: f64::from(cents) / 100.0 / f64::from(x) });
            }
        }
    }
    (Base::group(&histories), spenders)
}

/// A seed, and then the next one.
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// Above 0 and below 1.
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        ((z >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Normal with mean 0 and deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Gamma with this shape and rate 1 (Marsaglia and Tsang, 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.uniform().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let n = self.normal();
            let v = (1.0 + n / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * n * n + d * (1.0 - v + v.ln()) {
                return d * v;
            }
        }
    }

    /// Beta with these shapes.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (left, right) = (self.gamma(a), self.gamma(b));
        left / (left + right)
    }
}
