//! **Target and control**: a list drawn into those who are to be written to and those who are left alone, so that what
//! a campaign did can be told from what would have happened anyway.
//!
//! The draw hangs on the seed and each customer's id alone: the hash of both puts them in an order, and the first
//! are the control. The order of the list changes nothing, and a customer more or less moves others only at the edge.
//!
//! The trap: a group of nobody. Of two customers or more each group has one.

use serde::{Deserialize, Serialize};

/// The column that says which group a customer is in.
pub const COLUMN: &str = "group";

/// How a list is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    pub seed: u32,
    /// Share of the control, 1 to 99.
    pub control_percent: u8,
}

impl Split {
    /// For each of these ids, whether it is in the control.
    pub fn control(self, ids: &[&str]) -> Vec<bool> {
        let n = ids.len();
        let percent = usize::from(self.control_percent.clamp(1, 99));
        let wanted = ((n * percent + 50) / 100).clamp(1.min(n / 2), n.saturating_sub(1).max(n / 2));
        let mut order: Vec<(u64, &str, usize)> =
            ids.iter().enumerate().map(|(place, &id)| (self.lot(id), id, place)).collect();
        order.sort_unstable();
        let mut control = vec![false; n];
        order.iter().take(wanted).for_each(|&(.., place)| control[place] = true);
        control
    }

    /// FNV-1a over the seed's four bytes, lowest first, and the id's; then mixed as SplitMix64 mixes, for FNV's high
    /// bits hardly see the last bytes.
    fn lot(self, id: &str) -> u64 {
        let bytes = self.seed.to_le_bytes();
        let z =
            bytes.iter().chain(id.as_bytes()).fold(0xCBF2_9CE4_8422_2325, |hash: u64, &byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
            });
        let z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }
}

/// The name of a customer's group.
pub fn group(is_control: bool) -> &'static str {
    if is_control { "control" } else { "target" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn names(n: usize) -> Vec<String> {
        (0..n).map(|i| format!("C{i:05}")).collect()
    }

    fn drawn<'a>(ids: &[&'a str], seed: u32, control_percent: u8) -> HashSet<&'a str> {
        let control = Split { seed, control_percent }.control(ids);
        ids.iter().zip(control).filter(|(_, is)| *is).map(|(id, _)| *id).collect()
    }

    #[test]
    fn the_share_is_the_one_asked_for_and_no_group_is_empty() {
        for (n, percent, expected) in [
            (0, 10, 0),
            (1, 50, 0),
            (2, 1, 1),
            (2, 99, 1),
            (10, 1, 1),
            (10, 99, 9),
            (1000, 15, 150),
            (7, 50, 4),
        ] {
            let names = names(n);
            let ids: Vec<&str> = names.iter().map(String::as_str).collect();
            assert_eq!(drawn(&ids, 7, percent).len(), expected, "{percent} % of {n}");
        }
    }

    #[test]
    fn the_order_of_the_list_changes_nothing_and_the_seed_everything() {
        let names = names(1000);
        let mut ids: Vec<&str> = names.iter().map(String::as_str).collect();
        let before = drawn(&ids, 1, 20);
        ids.reverse();
        ids.rotate_left(371);
        assert_eq!(drawn(&ids, 1, 20), before);
        // Of 200 drawn at random from 1000 a second draw has some 40; six standard deviations are 61.
        let again = drawn(&ids, 2, 20);
        let both = before.intersection(&again).count();
        assert!((10..75).contains(&both), "{both}");
        // Without a customer, at most one other changes sides.
        ids.pop();
        assert!(drawn(&ids, 1, 20).symmetric_difference(&before).count() <= 2);
    }

    /// Each hundred of neighbouring ids has about its share: chi-square with 19 degrees of freedom, at 1 in 10,000.
    #[test]
    fn ids_in_a_row_are_drawn_evenly() {
        let names = names(2000);
        let ids: Vec<&str> = names.iter().map(String::as_str).collect();
        for seed in 0..20 {
            let control = Split { seed, control_percent: 50 }.control(&ids);
            let square: f64 = control
                .chunks(100)
                .map(|hundred| hundred.iter().filter(|&&is| is).count() as f64 - 50.0)
                .map(|off| off * off / 25.0)
                .sum();
            assert!(square < 50.8, "seed {seed}: {square}");
        }
    }
}
