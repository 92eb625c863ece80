//! **`Random`**: SplitMix64 (Steele, Lea, Flood 2014), in whole numbers only.
//!
//! The trap: floats. `ln` and `exp` differ in the last bit between platforms, so waiting times come from a
//! table of quantiles, and chances are counted per thousand.

/// What everything is drawn from. Another seed is another chain.
const SEED: u64 = 0x00C0_FFEE_2026_1031;

/// What a stream of numbers is for: no use of one disturbs another.
#[derive(Debug, Clone, Copy)]
pub enum Stream {
    Signups = 1,
    People,
    Orders,
    Events,
    Complaints,
    Leads,
    Walkers,
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream for that use and that person.
    pub fn new(stream: Stream, person: usize) -> Random {
        let mut seeds = Random(SEED ^ (stream as u64) << 32 ^ person as u64);
        Random(seeds.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// A whole number from 0 up to, not including, `n`.
    pub fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// A whole number between the two, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1) as u32) as i32
    }

    /// Yes, so many times in a thousand.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// An index, as often as its weight says.
    pub fn pick(&mut self, weights: &[u16]) -> usize {
        let mut left = self.below(weights.iter().map(|&weight| u32::from(weight)).sum());
        for (index, &weight) in weights.iter().enumerate() {
            if left < u32::from(weight) {
                return index;
            }
            left -= u32::from(weight);
        }
        weights.len() - 1
    }

    /// A waiting time in days, at least 1, around `mean` given in hundredths of a day: Erlang with two stages,
    /// so that people are a little more regular than chance.
    pub fn wait(&mut self, mean: i32) -> i32 {
        let draw = self.below(32 << 11) as usize;
        let (knot, part) = (draw >> 11, (draw & 2047) as i64);
        let (low, high) = (i64::from(ERLANG_2[knot]), i64::from(ERLANG_2[knot + 1]));
        let thousandths = low + (high - low) * part / 2048;
        ((i64::from(mean) * thousandths / 1000 + 50) / 100).max(1) as i32
    }
}

/// Quantiles of the Erlang-2 distribution with mean 1, in thousandths, at every 1/32; the last at 0.9965.
#[rustfmt::skip]
const ERLANG_2: [u16; 33] = [
    0, 137, 202, 256, 305, 351, 395, 438, 481, 523, 566, 609, 653, 697, 743, 790, 839, 890, 943, 1000, 1059,
    1122, 1191, 1265, 1346, 1437, 1540, 1660, 1804, 1985, 2236, 2654, 3917,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64() {
        // The first outputs for seed 1234567, as published with Vigna's splitmix64.c.
        let mut random = Random(1_234_567);
        for expect in [6_457_827_717_110_365_317u64, 3_203_168_211_198_807_973] {
            assert_eq!(random.next(), expect);
        }
    }

    #[test]
    fn waits_have_their_mean_and_picks_their_weights() {
        let mut random = Random::new(Stream::Orders, 0);
        let sum: i64 = (0..20_000).map(|_| i64::from(random.wait(3000))).sum();
        assert!((sum / 20_000 - 30).abs() <= 1, "mean wait {}", sum / 20_000);
        let mut counts = [0; 3];
        (0..10_000).for_each(|_| counts[random.pick(&[1, 0, 3])] += 1);
        assert_eq!(counts[1], 0);
        assert!((2300..2700).contains(&counts[0]), "{counts:?}");
    }
}
