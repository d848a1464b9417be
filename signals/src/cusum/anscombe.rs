//! The transformation that makes negative binomial counts nearly normal.
//!
//! It does not centre or scale them.

/// The integral from 0 to `value` of (t + alpha t^2)^(-1/3), in the steps that the reference takes.
pub(super) fn stabilised(value: f64, alpha: f64) -> f64 {
    let stretch = alpha * value;
    let factor = if stretch < FINE {
        factor((stretch * STEPS).round() / STEPS)
    } else if stretch < COARSE {
        let (low, high) = (stretch.floor(), stretch.floor() + 1.0);
        factor(low) + (factor(high) - factor(low)) * (stretch - low)
    } else {
        factor(stretch)
    };
    1.5 * super::two_thirds(value) * factor
}

/// What the spread takes off, as a factor of 1.5 y^(2/3): the hypergeometric function 2F1 of 1/3, 2/3 and
/// 5/3 at minus `stretch`, which is 0 or more.
///
/// - Source: NIST Digital Library of Mathematical Functions, 15.8.1 below 2 and 15.8.2 above.
fn factor(stretch: f64) -> f64 {
    if stretch > 2.0 {
        let near = sum_of_powers(-1.0 / 3.0, 2.0 / 3.0, -stretch.recip());
        let root = libm::cbrt(stretch);
        return 2.0 * near / root + FAR_TERM / (root * root);
    }
    let ratio = stretch / (1.0 + stretch);
    sum_of_powers(1.0, 5.0 / 3.0, ratio) / libm::cbrt(1.0 + stretch)
}

/// The hypergeometric series of 1/3, `b` and `c`, for arguments well inside the unit circle.
fn sum_of_powers(b: f64, c: f64, argument: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for step in 0..MOST_TERMS {
        let step = f64::from(step);
        term *= (1.0 / 3.0 + step) * (b + step) / ((c + step) * (1.0 + step)) * argument;
        sum += term;
        if term.abs() < f64::EPSILON * 1e-2 {
            break;
        }
    }
    sum
}

const STEPS: f64 = 100.0;
const FINE: f64 = 10.0;
const COARSE: f64 = 100.0;
/// Gamma(5/3) Gamma(-1/3) / Gamma(1/3).
const FAR_TERM: f64 = -1.368_926_811_959_451_5;
const MOST_TERMS: u32 = 300;

#[cfg(test)]
mod tests {
    use super::*;

    /// Simpson's rule on the same integral, u^(3/2) in the place of t.
    #[test]
    fn the_factor_is_the_integral_it_stands_for() {
        for stretch in [0.01, 0.5, 1.0, 1.99, 2.01, 5.0, 9.99, 50.0, 1000.0] {
            let height = |u: f64| 1.0 / libm::cbrt(1.0 + stretch * u * u.sqrt());
            let slices = 200_000;
            let width = 1.0 / f64::from(slices);
            let inner = (1..slices).map(|at| {
                let weight = if at % 2 == 1 { 4.0 } else { 2.0 };
                weight * height(f64::from(at) * width)
            });
            let integral = (height(0.0) + inner.sum::<f64>() + height(1.0)) * width / 3.0;
            let found = factor(stretch);
            assert!((found - integral).abs() < 1e-10, "{stretch}: {found}, not {integral}");
        }
        assert!((factor(0.0) - 1.0).abs() < 1e-15);
    }
}
