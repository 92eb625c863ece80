//! Special functions of positive arguments: the logarithm of the **gamma function**, its first two
//! derivatives (**digamma**, **trigamma**) and the logarithm of the **beta function**.
//!
//! The trap: the ratio of two gamma functions overflows long before its logarithm does, and the difference
//! of two large logarithms loses digits. Where the two arguments differ by a whole number, sum the
//! logarithms of the steps between them instead (see [`super::purchase`]).
//!
//! Method: shift the argument up to [`SHIFT`] or more by the recurrence, then the asymptotic series in 1/x
//! (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12), whose first term left out is then below 1e-16.
//!
//! ```
//! use carteira::models::special::ln_gamma;
//! assert!((ln_gamma(5.0) - 24f64.ln()).abs() < 1e-14);
//! ```

/// From here on the asymptotic series are exact to the last digits.
const SHIFT: f64 = 12.0;

/// Half the logarithm of 2π.
const LN_SQRT_TAU: f64 = 0.918_938_533_204_672_8;

/// ln Γ(x), for x > 0.
pub fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < SHIFT {
        product *= x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = 1.0 / 12.0
        - y * (1.0 / 360.0
            - y * (1.0 / 1260.0
                - y * (1.0 / 1680.0 - y * (1.0 / 1188.0 - y * (691.0 / 360_360.0 - y / 156.0)))));
    (x - 0.5) * x.ln() - x + LN_SQRT_TAU + series / x - product.ln()
}

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// ψ(x), the derivative of ln Γ, for x > 0.
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < SHIFT {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 12.0
            - y * (1.0 / 120.0
                - y * (1.0 / 252.0
                    - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * (691.0 / 32_760.0 - y / 12.0))))));
    sum + x.ln() - 0.5 / x - series
}

/// ψ′(x), the second derivative of ln Γ, for x > 0.
pub fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < SHIFT {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = 1.0 / 6.0
        - y * (1.0 / 30.0
            - y * (1.0 / 42.0
                - y * (1.0 / 30.0 - y * (5.0 / 66.0 - y * (691.0 / 2730.0 - y * (7.0 / 6.0))))));
    sum + 1.0 / x + 0.5 * y + series * y / x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Near to the last digits, of the value or of one, whichever is larger.
    fn near(got: f64, expect: f64, what: &str) {
        assert!((got - expect).abs() <= 4e-15 * expect.abs().max(1.0), "{what}: {got} {expect}");
    }

    #[test]
    fn gamma_and_its_derivatives_match_forty_digit_values() {
        // x, ln Γ, ψ, ψ′ computed with 40 digits.
        for (x, ln, di, tri) in [
            (1e-9, 20.723_265_836_369_194, -1_000_000_000.577_215_7, 1e18),
            (0.001, 6.907_178_885_383_853, -1_000.575_571_931_810_3, 1_000_001.642_533_195_9),
            (0.1, 2.252_712_651_734_206, -10.423_754_940_411_078, 101.433_299_150_792_76),
            (0.5, 0.572_364_942_924_700_1, -1.963_510_026_021_423_5, 4.934_802_200_544_679),
            (1.0, 0.0, -0.577_215_664_901_532_9, 1.644_934_066_848_226_4),
            (1.5, -0.120_782_237_635_245_22, 0.036_489_973_978_576_52, 0.934_802_200_544_679_3),
            (2.0, 0.0, 0.422_784_335_098_467_13, 0.644_934_066_848_226_4),
            (3.75, 1.486_815_578_593_417, 1.182_537_388_611_796_2, 0.305_339_852_690_253_1),
            (9.999, 12.799_575_780_077_413, 2.251_647_417_205_735_5, 0.105_177_386_676_728_87),
            (10.0, 12.801_827_480_081_469, 2.251_752_589_066_721, 0.105_166_335_681_685_75),
            (25.5, 56.389_167_643_719_944, 3.218_942_472_883_919_8, 0.039_994_669_649_562_92),
            (1e3, 5_905.220_423_209_181, 6.907_255_195_648_812, 0.001_000_500_166_666_633_3),
            (123_456.789, 1_323_902.018_795_063, 11.723_642_437_180_377, 8.100_032_878_798_771e-6),
            (1e9, 19_723_265_827.503_716, 20.723_265_836_446_412, 1.000_000_000_5e-9),
        ] {
            near(ln_gamma(x), ln, "ln gamma");
            near(digamma(x), di, "digamma");
            near(trigamma(x), tri, "trigamma");
        }
    }

    #[test]
    fn beta_matches_forty_digit_values() {
        for (a, b, expect) in [
            (0.5, 0.5, 1.144_729_885_849_400_2),
            (1.0, 3.0, -1.098_612_288_668_109_8),
            (1e-3, 5.0, 6.905_672_657_062_075),
            (6.25, 3.74, -6.084_705_740_212_388),
        ] {
            near(ln_beta(a, b), expect, "ln beta");
        }
        // Large arguments: the digits that cancel are those of ln Γ(a + b).
        for (a, b, expect, slack) in
            [(2.4, 1e3, -16.363_432_284_048_123, 4e-12), (1e6, 2e6, -1_909_548.290_968_533, 2e-8)]
        {
            assert!((ln_beta(a, b) - expect).abs() < slack, "{a} {b}");
        }
    }
}
