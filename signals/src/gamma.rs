//! Derivatives of the logarithm of the gamma function.
//!
//! Both hold to about 1e-14 for positive arguments; others are not asked for.

/// First derivative of ln gamma at `x` > 0.
///
/// - Source: DLMF 5.5.2 and 5.11.2.
pub fn digamma(x: f64) -> f64 {
    let mut at = x;
    let mut below = 0.0;
    while at < LEAST_ASYMPTOTIC {
        below -= at.recip();
        at += 1.0;
    }
    let square = (at * at).recip();
    let series =
        DIGAMMA.iter().rev().fold(0.0, |value, coefficient| (value + coefficient) * square);
    below + libm::log(at) - 0.5 / at - series
}

/// Second derivative of ln gamma at `x` > 0.
///
/// - Source: DLMF 5.15.5 and 5.15.8.
pub fn trigamma(x: f64) -> f64 {
    let mut at = x;
    let mut below = 0.0;
    while at < LEAST_ASYMPTOTIC {
        below += (at * at).recip();
        at += 1.0;
    }
    let square = (at * at).recip();
    let series =
        BERNOULLI.iter().rev().fold(0.0, |value, coefficient| (value + coefficient) * square);
    below + (1.0 + 0.5 / at + series) / at
}

const LEAST_ASYMPTOTIC: f64 = 12.0;

/// Bernoulli numbers B2, B4 and so on.
const BERNOULLI: [f64; 8] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2_730.0,
    7.0 / 6.0,
    -3_617.0 / 510.0,
];

/// The same over 2, 4 and so on.
const DIGAMMA: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 120.0,
    1.0 / 252.0,
    -1.0 / 240.0,
    5.0 / 660.0,
    -691.0 / 32_760.0,
    7.0 / 84.0,
    -3_617.0 / 8_160.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_tables() {
        // DLMF 5.4.12, 5.4.13, 5.15.3; R: digamma(10.5), trigamma(100)
        for (ours, exact) in [
            (digamma(1.0), -0.577_215_664_901_532_9),
            (digamma(0.5), -1.963_510_026_021_423_5),
            (digamma(10.5), 2.303_001_034_297_686_5),
            (trigamma(1.0), std::f64::consts::PI.powi(2) / 6.0),
            (trigamma(0.5), std::f64::consts::PI.powi(2) / 2.0),
            (trigamma(100.0), 0.010_050_166_663_333_572),
        ] {
            assert!((ours - exact).abs() <= 1e-13 * exact.abs(), "{ours} is not {exact}");
        }
    }
}
