use super::*;
use crate::models::testkit::{SplitMix64, cdnow};

fn spender(x: u32, mean: f64) -> Spender {
    Spender { x, mean }
}

/// Customers drawn from the model.
fn drawn(n: usize, p: f64, q: f64, gamma: f64, seed: u64) -> Vec<Spender> {
    let mut random = SplitMix64(seed);
    (0..n)
        .map(|i| {
            let x = 1 + (i % 7) as u32;
            let rate = random.gamma(q) / gamma;
            spender(x, random.gamma(p * f64::from(x)) / rate / f64::from(x))
        })
        .collect()
}

#[test]
fn cdnow_gives_the_published_parameters() {
    let fit = fit(&cdnow().1).unwrap();
    for (got, published, searched) in
        [(fit.p, 6.25, 6.249_571_1), (fit.q, 3.74, 3.744_225_0), (fit.gamma, 15.44, 15.443_525_8)]
    {
        assert!((got - published).abs() < 0.005, "{fit:?}");
        assert!((got / searched - 1.0).abs() < 1e-5, "{fit:?}");
    }
    assert!((fit.log_likelihood + 4_055.92).abs() < 0.01, "{fit:?}");
    assert!((fit.correlation - 0.113_887_9).abs() < 1e-6, "{fit:?}");
    assert_eq!((fit.n, fit.refused), (946, None));
}

#[test]
fn the_first_ten_of_cdnow_get_the_published_tickets() {
    let fit = fit(&cdnow().1).unwrap();
    // Repeat days, spent on them in cents, expected ticket of customers 0001 to 0010.
    for (x, cents, expect) in [
        (2, 4_469, 24.65),
        (1, 1_177, 18.91),
        (0, 0, 35.17),
        (0, 0, 35.17),
        (0, 0, 35.17),
        (7, 51_619, 71.46),
        (1, 1_177, 18.91),
        (0, 0, 35.17),
        (2, 5_110, 27.28),
        (0, 0, 35.17),
    ] {
        let mean = f64::from(cents) / 100.0 / f64::from(x);
        let got = fit.expected_ticket(x, mean);
        assert!((got - expect).abs() < 0.0051, "{x} {cents}: {got} {expect}");
    }
}

#[test]
fn derivatives_match_differences() {
    let sums = Sums::of(&cdnow().1);
    let at = [5.0, 3.0, 20.0];
    let here = surface(&sums, &at);
    for i in 0..3 {
        let moved = |by: f64| {
            let mut p = at;
            p[i] += by;
            surface(&sums, &p)
        };
        let (up, down) = (moved(1e-5), moved(-1e-5));
        let slope = (up.value - down.value) / 2e-5;
        assert!((slope - here.gradient[i]).abs() < 1e-3, "{i}: {slope} {:?}", here.gradient);
        for j in 0..3 {
            let second = (up.gradient[j] - down.gradient[j]) / 2e-5;
            let expect = here.hessian[i.max(j)][i.min(j)];
            assert!((second - expect).abs() < 1e-4 * expect.abs().max(1.0), "{i} {j}");
        }
    }
}

#[test]
fn parameters_come_back_whatever_the_currency() {
    let spenders = drawn(20_000, 5.0, 4.0, 30.0, 1);
    let one = fit(&spenders).unwrap();
    for (got, truth) in [(one.p, 5.0), (one.q, 4.0), (one.gamma, 30.0)] {
        assert!((got / truth - 1.0).abs() < 0.05, "{one:?}");
    }
    let rupiah: Vec<_> = spenders.iter().map(|s| spender(s.x, s.mean * 16_000.0)).collect();
    let many = fit(&rupiah).unwrap();
    assert!((many.p / one.p - 1.0).abs() < 1e-6 && (many.q / one.q - 1.0).abs() < 1e-6);
    assert!((many.gamma / one.gamma / 16_000.0 - 1.0).abs() < 1e-6, "{many:?}");
}

#[test]
fn the_order_of_the_customers_does_not_matter() {
    let mut spenders = drawn(300, 5.0, 4.0, 30.0, 2);
    let one = fit(&spenders).unwrap();
    spenders.reverse();
    let other = fit(&spenders).unwrap();
    assert_eq!((one.p, one.q, one.gamma), (other.p, other.q, other.gamma));
}

#[test]
fn an_infinite_mean_is_refused_but_told() {
    let fit = fit(&drawn(3_000, 5.0, 0.8, 30.0, 3)).unwrap();
    assert!(fit.q <= 1.0 && fit.refused == Some(Refusal::MeanUndefined { q: fit.q }), "{fit:?}");
}

#[test]
fn spend_that_follows_the_count_is_refused_but_told() {
    for sign in [1.0, -1.0] {
        let mut spenders = drawn(3_000, 5.0, 8.0, 30.0, 4);
        spenders.iter_mut().for_each(|s| s.mean *= f64::from(s.x).powf(sign * 0.5));
        let fit = fit(&spenders).unwrap();
        let Some(Refusal::Correlated { correlation }) = fit.refused else { panic!("{fit:?}") };
        assert!(correlation * sign > 0.3, "{fit:?}");
    }
}

#[test]
fn nothing_to_learn_is_refused() {
    assert_eq!(fit(&[]), Err(Refusal::TooFewRepeatCustomers { n: 0 }));
    assert_eq!(fit(&[spender(1, 5.0); 9]), Err(Refusal::TooFewRepeatCustomers { n: 9 }));
    for price in [9.99, 1e-2, 1e9] {
        let flat: Vec<_> = (0..200).map(|i| spender(1 + i % 4, price)).collect();
        let fit = fit(&flat);
        assert!(
            matches!(fit, Err(Refusal::Undetermined { .. } | Refusal::NotConverged)),
            "{price}: {fit:?}"
        );
    }
    assert_eq!(correlation(&[spender(2, 5.0), spender(3, 5.0)]), 0.0);
}
