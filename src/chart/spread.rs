//! Names beside what they name, moved apart where they would overlap.

/// The places of names that would like to stand at these, in any order: at least `gap` apart, between `low` and `high` as
/// far as there is room, in the order of their wishes, each as near its own as the others let it.
pub fn spread(wishes: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&a, &b| wishes[a].total_cmp(&wishes[b]));
    // Blocks of names that push each other: their number, and the sum of where each would have the block's first stand.
    let mut blocks: Vec<(usize, f64)> = Vec::new();
    let first_of = |&(count, sum): &(usize, f64)| {
        let most = high - gap * (count as f64 - 1.0);
        (sum / count as f64).min(most).max(low)
    };
    for &name in &order {
        let wish = if wishes[name].is_finite() { wishes[name] } else { low };
        blocks.push((1, wish));
        while let [.., before, last] = &blocks[..]
            && first_of(before) + gap * before.0 as f64 > first_of(last)
        {
            let (count, sum) =
                (before.0 + last.0, before.1 + last.1 - gap * (before.0 * last.0) as f64);
            blocks.truncate(blocks.len() - 2);
            blocks.push((count, sum));
        }
    }
    let mut places = vec![low; wishes.len()];
    let mut names = order.into_iter();
    for block in &blocks {
        let first = first_of(block);
        for (i, name) in names.by_ref().take(block.0).enumerate() {
            places[name] = first + gap * i as f64;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stand_where_they_wish_unless_they_push_each_other() {
        assert_eq!(spread(&[10.0, 50.0], 10.0, 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0], 10.0, 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[1.0, 3.0], 10.0, 0.0, 100.0), [0.0, 10.0]);
        assert_eq!(spread(&[99.0, 98.0], 10.0, 0.0, 100.0), [100.0, 90.0]);
        assert_eq!(spread(&[], 10.0, 0.0, 100.0), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn no_two_overlap(wishes in prop::collection::vec(-50f64..150.0, 1..9)) {
            let places = spread(&wishes, 10.0, 0.0, 100.0);
            let mut sorted = places.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 10.0 - 1e-6), "{places:?}");
            prop_assert!(sorted[0] >= -1e-6 && sorted[sorted.len() - 1] <= 100.0 + 1e-6, "{places:?}");
        }
    }
}
