//! **Lift**: how much more often something is true of a target than of a base: share in the target / share in the base,
//! with the Wilson interval of the target's share over the base's share, and the counts. The **nearer end** is the end of
//! the interval that is nearer to one: what can be said at least. An **attribute** is anything whose values customers
//! have: one each (a class, a city, a band of age) or any number (categories bought).
//!
//! The traps: few customers, whose lift is great by chance: the nearer end puts them where they belong. And many
//! values: of a hundred without any meaning five are beyond their interval, so the weakest of a list prove nothing.

use crate::mask::Mask;

/// The quantile of the normal distribution that leaves 2.5 % above it.
const Z: f64 = 1.959_963_984_540_054;

/// Values that customers have.
pub enum Attribute<'a> {
    /// The place of each customer's value, of so many.
    One { of: &'a [u16], values: usize },
    /// For each value, those who have it.
    Many(&'a [Mask]),
}

/// A value of an attribute, in the target and in the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Lift {
    /// Its place among the attributes, and among the attribute's values.
    pub attribute: usize,
    pub value: usize,
    /// How many have it.
    pub in_target: u32,
    pub in_base: u32,
    pub share_target: f64,
    pub share_base: f64,
    /// None where nobody in the base has it.
    pub ratio: Option<Ratio>,
    /// The nearer end as a factor: 2 for twice as often and for half as often at least; at most 1 where the interval has one in it.
    pub strength: f64,
}

/// A lift and its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    pub lift: f64,
    pub low: f64,
    pub high: f64,
}

impl Lift {
    /// Whether the interval leaves one out: the target differs beyond chance.
    pub fn is_certain(&self) -> bool {
        self.strength > 1.0
    }

    /// Whether the target has it more often.
    pub fn is_more(&self) -> bool {
        self.share_target > self.share_base
    }
}

/// The lifts of every value that anybody in the target or the base has, the strongest first.
pub fn lifts(target: &Mask, base: &Mask, attributes: &[Attribute]) -> Vec<Lift> {
    let (n_target, n_base) = (target.count(), base.count());
    if n_target == 0 || n_base == 0 {
        return Vec::new();
    }
    let mut lifts = Vec::new();
    for (place, attribute) in attributes.iter().enumerate() {
        let (in_target, in_base) = (counts(attribute, target), counts(attribute, base));
        let both = in_target.into_iter().zip(in_base).enumerate();
        for (value, (a, b)) in both.filter(|(_, (a, b))| a + b > 0) {
            lifts.push(lift((place, value), (a, n_target), (b, n_base)));
        }
    }
    // Equals stay in the order of the attributes.
    lifts.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    lifts
}

fn lift(at: (usize, usize), target: (u32, usize), base: (u32, usize)) -> Lift {
    let share = |(part, whole): (u32, usize)| f64::from(part) / whole as f64;
    let (share_target, share_base) = (share(target), share(base));
    let (low, high) = wilson(target.0, target.1);
    let ratio = (base.0 > 0).then(|| Ratio {
        lift: share_target / share_base,
        low: low / share_base,
        high: high / share_base,
    });
    let strength = match ratio {
        Some(Ratio { lift, low, .. }) if lift >= 1.0 => low,
        // The upper end of an interval is above zero.
        Some(Ratio { high, .. }) => 1.0 / high,
        // Nobody in the base: as rare there as so many customers allow.
        None => low / wilson(0, base.1).1,
    };
    let (attribute, value) = at;
    let (in_target, in_base) = (target.0, base.0);
    Lift { attribute, value, in_target, in_base, share_target, share_base, ratio, strength }
}

/// How many of these customers have each value.
fn counts(attribute: &Attribute, of_whom: &Mask) -> Vec<u32> {
    match attribute {
        Attribute::One { of, values } => {
            let mut counts = vec![0; *values];
            of_whom.iter().for_each(|customer| counts[usize::from(of[customer])] += 1);
            counts
        }
        Attribute::Many(masks) => masks.iter().map(|mask| mask.count_and(of_whom) as u32).collect(),
    }
}

/// Wilson's 95 % interval of a share, from the number who have it and the number of all; the whole range of nobody.
pub fn wilson(part: u32, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (whole as f64, f64::from(part) / whole as f64);
    let scale = 1.0 + Z * Z / n;
    let middle = (p + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I,
    /// method 3.
    #[test]
    fn the_interval_is_as_published() {
        for (part, whole, low, high) in [
            (81, 263, "0.2553", "0.3662"),
            (15, 148, "0.0624", "0.1605"),
            (0, 20, "0.0000", "0.1611"),
            (1, 29, "0.0061", "0.1718"),
        ] {
            let (a, b) = wilson(part, whole);
            assert_eq!((format!("{a:.4}"), format!("{b:.4}")), (low.into(), high.into()));
        }
    }

    #[test]
    fn the_interval_stays_between_none_and_all() {
        for whole in [0, 1, 2, 50, 1_000_000] {
            for part in [0, whole as u32 / 2, whole as u32] {
                let (low, high) = wilson(part, whole);
                assert!(0.0 <= low && low < high && high <= 1.0, "{part} of {whole}");
            }
        }
    }

    /// 200 customers: of the first hundred 60 in the north and all with a dog, of the second 30 and 90.
    #[test]
    fn values_are_counted_compared_and_sorted_by_what_is_certain() {
        let target = Mask::from_fn(200, |i| i < 100);
        let base = Mask::from_fn(200, |i| i >= 100);
        let of: Vec<u16> =
            (0..200).map(|i| u16::from(i % 100 >= if i < 100 { 60 } else { 30 })).collect();
        let dogs = [Mask::from_fn(200, |i| i < 190), Mask::from_fn(200, |i| i < 1)];
        let attributes = [Attribute::Many(&dogs), Attribute::One { of: &of, values: 3 }];
        let lifts = lifts(&target, &base, &attributes);
        let found: Vec<_> = lifts
            .iter()
            .map(|l| ((l.attribute, l.value), l.in_target, l.in_base, l.ratio.map(|r| r.lift)))
            .collect();
        assert_eq!(
            found,
            [
                ((1, 0), 60, 30, Some(2.0)),
                ((1, 1), 40, 70, Some(0.4 / 0.7)),
                ((0, 0), 100, 90, Some(1.0 / 0.9)),
                ((0, 1), 1, 0, None),
            ]
        );
        // 60 of 100 are at least 0.502 of all, 40 at most 0.498, 100 at least 0.963.
        let strengths: Vec<String> = lifts.iter().map(|l| format!("{:.2}", l.strength)).collect();
        assert_eq!(strengths[..3], ["1.67", "1.41", "1.07"]);
        assert!(lifts[2].is_certain() && !lifts[3].is_certain());
        assert!(lifts[0].is_more() && !lifts[1].is_more());
    }

    #[test]
    fn nobody_is_compared_with_nobody() {
        let (some, none) = (Mask::all(3), Mask::none(3));
        let attributes = [Attribute::One { of: &[0, 0, 0], values: 1 }];
        assert_eq!(lifts(&some, &none, &attributes), []);
        assert_eq!(lifts(&none, &some, &attributes), []);
        assert!(!lifts(&some, &some, &attributes)[0].is_certain());
    }
}
