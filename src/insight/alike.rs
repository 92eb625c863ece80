//! **Look-alikes**: who is like the **targets**. Naive Bayes: each value of a trait has a weight of evidence, ln of its share
//! among the targets over its share among the **others**, and a customer's score is the sum over what is known of him plus
//! the log odds of a target. A share is (n + 0.5) / (N + 0.5 · bins), N counting those whose value is known.
//!
//! The traps: what is unknown says nothing, else whoever filled in a form would be alike; and a score that only tells apart
//! whom it has seen. So the **AUC**, the chance that a target scores above another, is measured on fifths of the people
//! that were left out when the weights were learned. Too few targets or too low an AUC, and there is no score at all.

use crate::mask::Mask;

/// Targets without which nothing is learned.
pub const MIN_TARGETS: usize = 30;
/// Below it a score is no better than a guess.
pub const MIN_AUC: f64 = 0.6;
const FOLDS: usize = 5;

/// What is known of each customer: the place of the value, of so many; any greater place is "unknown".
pub struct Trait<'a> {
    pub of: &'a [u16],
    pub bins: usize,
}

/// What was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// By trait and value.
    pub weights: Vec<Vec<f64>>,
    /// Log odds of a target among those it was learned from.
    pub prior: f64,
    pub auc: f64,
}

/// Why nothing was learned.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum NotAlike {
    FewTargets {
        n: u32,
    },
    /// Everybody is a target.
    NobodyElse,
    /// Nothing is known of both the targets and those to be scored.
    NothingKnown,
    /// The traits do not tell them apart.
    Weak {
        auc: f64,
    },
}

/// Learns what sets the targets apart; `fold` gives each customer a number that is the same in every run.
pub fn learn(
    targets: &Mask,
    others: &Mask,
    traits: &[Trait],
    fold: impl Fn(usize) -> u64,
) -> Result<Alike, NotAlike> {
    let (n_targets, n_others) = (targets.count(), others.count());
    if n_targets < MIN_TARGETS {
        return Err(NotAlike::FewTargets { n: n_targets as u32 });
    }
    if n_others == 0 {
        return Err(NotAlike::NobodyElse);
    }
    if traits.is_empty() {
        return Err(NotAlike::NothingKnown);
    }
    let of_fold = |mask: &Mask, which: usize, inside: bool| {
        let mut part = mask.clone();
        mask.iter()
            .filter(|&customer| (fold(customer) % FOLDS as u64 == which as u64) != inside)
            .for_each(|customer| part.set(customer, false));
        part
    };
    let aucs: Vec<f64> = (0..FOLDS)
        .filter_map(|which| {
            let weights =
                weights(&of_fold(targets, which, false), &of_fold(others, which, false), traits);
            let scores = |mask: &Mask| -> Vec<f64> {
                let left_out = of_fold(mask, which, true);
                left_out.iter().map(|customer| evidence(&weights, traits, customer)).collect()
            };
            auc(&scores(targets), &scores(others))
        })
        .collect();
    let auc = aucs.iter().sum::<f64>() / aucs.len().max(1) as f64;
    if aucs.is_empty() || auc < MIN_AUC {
        return Err(NotAlike::Weak { auc });
    }
    let prior = (n_targets as f64 / n_others as f64).ln();
    Ok(Alike { weights: weights(targets, others, traits), prior, auc })
}

impl Alike {
    /// The chance that a customer is such a one.
    pub fn chance(&self, traits: &[Trait], customer: usize) -> f64 {
        let score = self.prior + evidence(&self.weights, traits, customer);
        1.0 / (1.0 + (-score).exp())
    }
}

fn evidence(weights: &[Vec<f64>], traits: &[Trait], customer: usize) -> f64 {
    let known = weights.iter().zip(traits);
    known.filter_map(|(weights, known)| weights.get(usize::from(known.of[customer]))).sum()
}

fn weights(targets: &Mask, others: &Mask, traits: &[Trait]) -> Vec<Vec<f64>> {
    let shares = |mask: &Mask, known: &Trait| -> Vec<f64> {
        let mut counts = vec![0u32; known.bins];
        for customer in mask.iter() {
            if let Some(count) = counts.get_mut(usize::from(known.of[customer])) {
                *count += 1;
            }
        }
        let all = f64::from(counts.iter().sum::<u32>()) + 0.5 * known.bins as f64;
        counts.into_iter().map(|n| (f64::from(n) + 0.5) / all).collect()
    };
    let weight = |known| {
        let both = shares(targets, known).into_iter().zip(shares(others, known));
        both.map(|(target, other)| (target / other).ln()).collect()
    };
    traits.iter().map(weight).collect()
}

/// The chance that one of the first scores above one of the second, a tie being half; none where either is empty.
pub fn auc(first: &[f64], second: &[f64]) -> Option<f64> {
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let mut sorted = second.to_vec();
    sorted.sort_by(f64::total_cmp);
    let above = |score: f64| {
        let below = sorted.partition_point(|&other| other < score);
        let until = sorted.partition_point(|&other| other <= score);
        (below + until) as f64 / 2.0
    };
    let wins: f64 = first.iter().map(|&score| above(score)).sum();
    Some(wins / first.len() as f64 / second.len() as f64)
}

/// What so many people, each with a chance, are expected to bring, with its 95 % interval: each comes or not, spends as the
/// targets spent, and the mean of these is itself known only so well. None without a target.
pub fn market(chances: impl Iterator<Item = f64>, spends: &[f64]) -> Option<(f64, f64, f64)> {
    let n = spends.len() as f64;
    if n < 1.0 {
        return None;
    }
    let mean = spends.iter().sum::<f64>() / n;
    let variance = match spends.len() {
        1 => 0.0,
        _ => spends.iter().map(|spend| (spend - mean).powi(2)).sum::<f64>() / (n - 1.0),
    };
    let (mut sum, mut squares) = (0.0, 0.0);
    chances.for_each(|p| {
        sum += p;
        squares += p * p;
    });
    let spread = sum * (variance + mean * mean) - squares * mean * mean + sum * sum * variance / n;
    let half = 1.96 * spread.max(0.0).sqrt();
    Some((sum * mean, (sum * mean - half).max(0.0), sum * mean + half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_the_share_of_pairs_won() {
        for (first, second) in [
            (vec![3.0, 1.0, 2.0], vec![0.0, 1.0, 2.5]),
            (vec![1.0], vec![1.0]),
            (vec![-1.0, 5.0], vec![7.0, 8.0]),
        ] {
            let mut wins = 0.0;
            for a in &first {
                for b in &second {
                    wins += if a > b {
                        1.0
                    } else if a == b {
                        0.5
                    } else {
                        0.0
                    };
                }
            }
            assert_eq!(auc(&first, &second), Some(wins / (first.len() * second.len()) as f64));
        }
        assert_eq!(auc(&[], &[1.0]), None);
    }

    /// 200 people, the first 50 targets; of those 40 in the north, of the 150 others 30; the last is nowhere.
    /// In numpy: ln((40.5/51)/(30.5/150)) = 1.3624, ln((10.5/51)/(119.5/150)) = −1.3531.
    #[test]
    fn weights_are_logs_of_smoothed_shares_and_the_unknown_says_nothing() {
        let targets = Mask::from_fn(200, |i| i < 50);
        let others = Mask::from_fn(200, |i| i >= 50);
        let of: Vec<u16> = (0..200)
            .map(|i| match i {
                199 => 9,
                i if i < 50 => u16::from(i >= 40),
                i => u16::from(i >= 80),
            })
            .collect();
        let traits = [Trait { of: &of, bins: 2 }];
        let alike = learn(&targets, &others, &traits, |i| i as u64).expect("learned");
        let shown: Vec<String> = alike.weights[0].iter().map(|w| format!("{w:.4}")).collect();
        assert_eq!(shown, ["1.3624", "-1.3531"]);
        assert!((alike.prior - (50f64 / 150.0).ln()).abs() < 1e-12);
        // The unknown has the odds of anybody.
        assert!((alike.chance(&traits, 199) - 0.25).abs() < 1e-12);
        assert!(alike.chance(&traits, 0) > 0.5 && alike.chance(&traits, 150) < 0.1);
        assert!(alike.auc > 0.75 && alike.auc < 0.85, "{}", alike.auc);
    }

    #[test]
    fn thin_evidence_is_refused() {
        let of: Vec<u16> = (0..100).map(|i| (i % 3) as u16).collect();
        let traits = [Trait { of: &of, bins: 3 }];
        let targets = |n: usize| Mask::from_fn(100, move |i| i < n);
        let others = |n: usize| Mask::from_fn(100, move |i| i >= n);
        let fold = |i: usize| i as u64 / 7;
        let of = |n| learn(&targets(n), &others(n), &traits, fold);
        assert_eq!(of(29), Err(NotAlike::FewTargets { n: 29 }));
        assert_eq!(of(100), Err(NotAlike::NobodyElse));
        assert_eq!(learn(&targets(40), &others(40), &[], fold), Err(NotAlike::NothingKnown));
        assert!(matches!(of(40), Err(NotAlike::Weak { auc }) if auc < MIN_AUC));
    }

    #[test]
    fn a_market_without_doubt_is_a_product() {
        assert_eq!(market([1.0, 1.0].into_iter(), &[30.0]), Some((60.0, 60.0, 60.0)));
        assert_eq!(market([1.0].into_iter(), &[]), None);
        // Two coins for 10: mean 10, deviation sqrt(2 · 25).
        let (mean, low, high) = market([0.5, 0.5].into_iter(), &[10.0]).expect("a market");
        assert_eq!((mean, low), (10.0, 0.0));
        assert!((high - 10.0 - 1.96 * 50f64.sqrt()).abs() < 1e-9);
    }
}
