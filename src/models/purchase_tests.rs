use super::*;
use crate::models::testkit::{SplitMix64, cdnow};
use PurchaseModel::{Bgnbd, Mbgnbd};

fn model(model: PurchaseModel, r: f64, alpha: f64, a: f64, b: f64) -> Purchase {
    Purchase { model, r, alpha, a, b, log_likelihood: 0.0, n: 0 }
}

fn h(x: u32, t_x_days: u32, t_days: u32) -> History {
    History { x, t_days, t_x_days }
}

/// The parameters within so much of each, relative.
fn check_fit(fit: &Purchase, expect: [f64; 4], slack: f64) {
    for (got, expect) in [fit.r, fit.alpha, fit.a, fit.b].into_iter().zip(expect) {
        assert!((got / expect - 1.0).abs() < slack, "{fit:?} {expect}");
    }
}

#[test]
fn cdnow_gives_the_published_parameters() {
    let (base, _) = cdnow();
    let bg = fit(&base, Bgnbd).unwrap();
    check_fit(&bg, [0.242_594_5, 4.413_601_9, 0.792_919_9, 2.425_888_1], 1e-4);
    assert!((bg.log_likelihood + 9_582.429).abs() < 0.001, "{bg:?}");
    assert_eq!(bg.n, 2_357);
    let mbg = fit(&base, Mbgnbd).unwrap();
    check_fit(&mbg, [0.525, 6.183, 0.891, 1.614], 1e-3);
    // From an independent Nelder–Mead search.
    check_fit(&mbg, [0.524_843_1, 6.183_084_8, 0.891_359_4, 1.614_002_5], 1e-5);
    assert!((mbg.log_likelihood + 9_582.13).abs() < 0.01, "{mbg:?}");
}

#[test]
fn expectations_match_the_closed_form() {
    // Expected orders and chance to be alive from the published formulas, with 40 digits.
    let cdnow = |kind| match kind {
        Bgnbd => model(kind, 0.242_594_5, 4.413_601_9, 0.792_919_9, 2.425_888_1),
        Mbgnbd => model(kind, 0.525, 6.183, 0.891, 1.614),
    };
    let weeks39 = 39.0 * 7.0;
    for (model, history, days, orders, alive) in [
        (cdnow(Bgnbd), h(2, 213, 272), weeks39, 1.225_993_324_319_689_4, 0.726_619_759_804_811_3),
        (cdnow(Bgnbd), h(0, 0, 272), weeks39, 0.194_793_541_808_708_14, 1.0),
        (cdnow(Bgnbd), h(0, 0, 0), 31.8571 * 7.0, 1.040_487_984_682_990_9, 1.0),
        (cdnow(Bgnbd), h(0, 0, 0), 32.0 * 7.0, 1.043_730_881_440_447, 1.0),
        (cdnow(Bgnbd), h(0, 0, 0), 78.0 * 7.0, 1.857_956_009_118_078_7, 1.0),
        (cdnow(Mbgnbd), h(2, 213, 272), weeks39, 1.263_050_263_341_914, 0.706_215_055_462_196),
        (cdnow(Mbgnbd), h(0, 0, 272), weeks39, 0.154_024_485_148_435_53, 0.389_743_001_685_518_5),
        (model(Bgnbd, 2.5, 0.01, 0.05, 0.04), h(0, 0, 0), 364.0, 3_666.265_550_392_597, 1.0),
        (
            model(Mbgnbd, 2.5, 0.01, 0.05, 0.04),
            h(3, 7, 14),
            364.0,
            71.536_414_418_750_81,
            0.579_951_826_122_726_2,
        ),
        (
            model(Mbgnbd, 0.4, 8.0, 0.9, 3.0),
            h(700, 1_050, 1_092),
            364.0,
            7.031_922_784_698_377e-7,
            3.593_398_186_498_234_7e-9,
        ),
        (
            model(Mbgnbd, 30.0, 8.0, 2.0, 300.0),
            h(2_500, 3_640, 3_640),
            364.0,
            228.655_047_724_528_57,
            0.999_286_224_125_624_5,
        ),
    ] {
        let (got, p) = (model.expected_orders(&history, days), model.p_alive(&history));
        assert!((got / orders - 1.0).abs() < 1e-11, "{model:?} {history:?}: {got} {orders}");
        assert!((p / alive - 1.0).abs() < 1e-12, "{model:?} {history:?}: {p} {alive}");
    }
}

#[test]
fn customer_one_of_cdnow_is_as_published() {
    let (base, _) = cdnow();
    let history = h(2, 213, 272);
    let bg = fit(&base, Bgnbd).unwrap();
    assert!((bg.p_alive(&history) - 0.7266).abs() < 5e-5);
    assert!((bg.expected_orders(&history, 39.0 * 7.0) - 1.226).abs() < 5e-4);
    let mbg = fit(&base, Mbgnbd).unwrap();
    assert!((mbg.p_alive(&history) - 0.706).abs() < 5e-4);
}

#[test]
fn the_base_of_cdnow_orders_as_published() {
    let (base, _) = cdnow();
    let bg = fit(&base, Bgnbd).unwrap();
    let predicted: f64 = base
        .groups
        .iter()
        .map(|group| f64::from(group.n) * bg.expected_orders(&group.history, 273.0))
        .sum();
    assert!((predicted - 1_653.4).abs() < 0.1, "{predicted}");
}

#[test]
fn the_poles_of_the_closed_form_are_none_here() {
    // a = 1, and a + b = 1 with k = 0: limits of the published formula, taken at a distance of 1e-25.
    let check = |model: Purchase, x, t_days, expect: f64| {
        let got = model.orders_if_alive(x, t_days, 364.0);
        assert!((got / expect - 1.0).abs() < 1e-12, "{model:?}: {got} {expect}");
    };
    check(model(Bgnbd, 0.525, 6.183, 1.0, 1.614), 0, 217, 0.545_958_169_714_534_8);
    check(model(Bgnbd, 0.525, 6.183, 0.4, 0.6), 0, 217, 0.554_444_066_550_730_6);
    let near = |a| {
        let model = model(Mbgnbd, 0.525, 6.183, a, 1.614);
        model.orders_if_alive(26, 217, 364.0)
    };
    let (below, at, above) = (near(1.0 - 1e-9), near(1.0), near(1.0 + 1e-9));
    assert!(below > at && at > above && (below - above) / at < 1e-8, "{below} {at} {above}");
    assert!((above / 23.775_490_061_607_42 - 1.0).abs() < 1e-12, "{above}");
}

#[test]
fn nothing_overflows() {
    for kind in [Bgnbd, Mbgnbd] {
        for (r, alpha, a, b) in
            [(1e-4, 1e-2, 1e-5, 1e-5), (1e3, 1e4, 1e3, 1e-3), (50.0, 0.1, 1e-3, 1e4)]
        {
            let model = model(kind, r, alpha, a, b);
            for history in [
                h(0, 0, 0),
                h(0, 0, 40_000),
                h(1, 1, 1),
                h(9_000, 9_000, 40_000),
                h(9_000, 9_000, 9_000),
            ] {
                let alive = model.p_alive(&history);
                assert!((0.0..=1.0).contains(&alive), "{model:?} {history:?} {alive}");
                let soon = model.p_order(&history, 30.0);
                assert!((0.0..=alive).contains(&soon), "{model:?} {history:?} {soon}");
                let orders = model.expected_orders(&history, 365.0);
                assert!(orders.is_finite() && orders >= 0.0, "{model:?} {history:?} {orders}");
                assert!(orders >= model.expected_orders(&history, 30.0));
                assert_eq!(model.orders_if_alive(history.x, history.t_days, 0.0), 0.0);
            }
        }
    }
}

#[test]
fn derivatives_match_differences() {
    let (base, _) = cdnow();
    for kind in [Bgnbd, Mbgnbd] {
        let at = [0.6, 5.0, 1.3, 2.2];
        let here = surface(&base, kind, &at);
        for i in 0..4 {
            let moved = |by: f64| {
                let mut p = at;
                p[i] += by;
                surface(&base, kind, &p)
            };
            let (up, down) = (moved(1e-5), moved(-1e-5));
            let slope = (up.value - down.value) / 2e-5;
            assert!((slope - here.gradient[i]).abs() < 1e-3, "{i}: {slope} {:?}", here.gradient);
            for j in 0..4 {
                let second = (up.gradient[j] - down.gradient[j]) / 2e-5;
                let expect = here.hessian[i.max(j)][i.min(j)];
                assert!((second - expect).abs() < 1e-4 * expect.abs().max(1.0), "{i} {j}");
            }
        }
    }
}

/// A base drawn from the model itself.
fn drawn(
    kind: PurchaseModel,
    n: u32,
    [r, alpha, a, b]: [f64; 4],
    span_days: u32,
    seed: u64,
) -> Base {
    let mut random = SplitMix64(seed);
    let histories: Vec<Option<History>> = (0..n)
        .map(|_| {
            let (rate, leave) = (random.gamma(r) / alpha, random.beta(a, b));
            let t_days = 1 + (random.uniform() * f64::from(span_days)) as u32;
            let (mut day, mut x, mut last) = (0.0, 0, 0);
            let mut there = kind == Bgnbd || random.uniform() > leave;
            while there {
                day += -random.uniform().ln() / rate * 7.0;
                if day > f64::from(t_days) {
                    break;
                }
                if day as u32 > last {
                    (x, last) = (x + 1, day as u32);
                }
                there = random.uniform() > leave;
            }
            Some(h(x, last, t_days))
        })
        .collect();
    Base::group(&histories)
}

#[test]
fn parameters_come_back_from_data_drawn_from_them() {
    for (kind, seed) in [(Bgnbd, 1), (Mbgnbd, 2)] {
        let truth = [0.8, 20.0, 0.7, 2.5];
        let fit = fit(&drawn(kind, 20_000, truth, 1_000, seed), kind).unwrap();
        check_fit(&fit, truth, 0.12);
    }
}

#[test]
fn a_search_begun_in_a_part_ends_at_the_top_of_the_whole() {
    let base = drawn(Mbgnbd, 40_000, [0.8, 20.0, 0.7, 2.5], 2_000, 5);
    assert!(base.groups.len() > 2 * PART, "{}", base.groups.len());
    let found = fit(&base, Mbgnbd).unwrap();
    let parameters = [found.r, found.alpha, found.a, found.b];
    let top = surface(&base, Mbgnbd, &parameters);
    assert_eq!(top.value, found.log_likelihood);
    for (gradient, parameter) in top.gradient.into_iter().zip(parameters) {
        // Per buyer, by the logarithm of the parameter.
        assert!((gradient * parameter / f64::from(base.n)).abs() < 1e-9, "{top:?}");
    }
}

#[test]
fn the_unit_of_time_does_not_matter() {
    let base = drawn(Mbgnbd, 500, [0.8, 20.0, 0.7, 2.5], 900, 3);
    let stretch = |g: &crate::models::histories::Group| {
        let History { x, t_days, t_x_days } = g.history;
        vec![Some(h(x, t_x_days * 5, t_days * 5)); g.n as usize]
    };
    let slow = Base::group(&base.groups.iter().flat_map(stretch).collect::<Vec<_>>());
    for kind in [Bgnbd, Mbgnbd] {
        let (one, five) = (fit(&base, kind).unwrap(), fit(&slow, kind).unwrap());
        check_fit(&five, [one.r, one.alpha * 5.0, one.a, one.b], 1e-6);
    }
}

#[test]
fn bases_that_determine_nothing_are_refused() {
    let check = |histories: Vec<Option<History>>, what: &str| {
        let base = Base::group(&histories);
        for kind in [Bgnbd, Mbgnbd] {
            let fit = fit(&base, kind);
            assert!(
                matches!(fit, Err(Refusal::Undetermined { .. } | Refusal::NotConverged)),
                "{what}: {fit:?}"
            );
        }
    };
    check(vec![Some(h(5, 60, 63)); 100], "all equal");
    check(vec![Some(h(5, 60, 60)); 100], "all equal, ordered today");
    check(
        (0..200).map(|i| Some(h(20 + i % 3, 364 - i % 5, 364))).collect(),
        "clockwork: one rate and nobody leaves",
    );
    // One repeat day at most: only a / (a + b) is felt.
    let once = |i: u32| if i.is_multiple_of(3) { h(1, i % 90, 100) } else { h(0, 0, 100) };
    check((0..300).map(|i| Some(once(i))).collect(), "at most one repeat");
}

#[test]
fn small_bases_are_refused() {
    let check = |histories: &[Option<History>], expect| {
        assert_eq!(fit(&Base::group(histories), Mbgnbd), Err(expect));
    };
    check(&[], Refusal::TooFewBuyers { n: 0 });
    check(&[Some(h(3, 4, 5))], Refusal::TooFewBuyers { n: 1 });
    check(&[Some(h(3, 4, 5)); 29], Refusal::TooFewBuyers { n: 29 });
    check(&[Some(h(0, 0, 0)); 30], Refusal::TooFewRepeatCustomers { n: 0 });
    let nine: Vec<_> = (0..40).map(|i| Some(h(u32::from(i < 9), i / 10, 9))).collect();
    check(&nine, Refusal::TooFewRepeatCustomers { n: 9 });
}

/// Run by hand: `cargo test --profile engine --lib speed_of_fits -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn speed_of_fits() {
    use crate::models::worth::forecasts;
    use std::time::Instant;
    let (cdnow, _) = cdnow();
    let truth = [0.8, 12.0, 0.7, 2.5];
    let hundred = drawn(Mbgnbd, 100_000, truth, 1_095, 7);
    let million = drawn(Mbgnbd, 1_000_000, truth, 1_095, 7);
    for (name, base) in [("CDNOW", cdnow), ("100,000", hundred), ("1,000,000", million)] {
        let ungrouped: Vec<_> = base
            .groups
            .iter()
            .flat_map(|g| std::iter::repeat_n(Some(g.history), g.n as usize))
            .collect();
        let clock = Instant::now();
        Base::group(&ungrouped);
        let grouped = clock.elapsed();
        let clock = Instant::now();
        let bg = fit(&base, Bgnbd);
        let bg_time = clock.elapsed();
        let clock = Instant::now();
        let mbg = fit(&base, Mbgnbd);
        let mbg_time = clock.elapsed();
        let clock = Instant::now();
        let forecasts = mbg.as_ref().map(|model| forecasts(model, &base.groups, 0.1).len());
        println!(
            "{name}: {} groups in {grouped:?}, BG/NBD {bg_time:?}, MBG/NBD {mbg_time:?}, forecasts \
             {forecasts:?} {:?}\n{bg:?}\n{mbg:?}",
            base.groups.len(),
            clock.elapsed(),
        );
    }
}
