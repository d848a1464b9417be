//! Arithmetic over whole columns, in one fixed order on every machine.
//!
//! It does not use threads or fused operations. Sums run in four interleaved lanes, which the compiler
//! may compute side by side without changing a bit.

/// Sum of a column.
pub fn sum(values: &[f64]) -> f64 {
    let chunks = values.chunks_exact(LANES);
    let rest: f64 = chunks.remainder().iter().sum();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

/// Sum of the products of two columns of one length.
pub fn sum_of_products(left: &[f64], right: &[f64]) -> f64 {
    let (left, right) = (left.chunks_exact(LANES), right.chunks_exact(LANES));
    let rest: f64 = left.remainder().iter().zip(right.remainder()).map(|(a, b)| a * b).sum();
    let mut lanes = [0.0; LANES];
    for (left, right) in left.zip(right) {
        for ((lane, a), b) in lanes.iter_mut().zip(left).zip(right) {
            *lane += a * b;
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

/// Writes the exponential of each exponent, within two units in the last place.
///
/// - Shape: both columns of one length; exponents are held between -708 and 709.
pub fn exponentials(exponents: &[f64], results: &mut [f64]) {
    for (result, exponent) in results.iter_mut().zip(exponents) {
        *result = exponential(*exponent);
    }
}

/// Replaces each exponent by its exponential, as [`exponentials`] does.
pub fn exponentials_of(exponents: &mut [f64]) {
    for exponent in exponents {
        *exponent = exponential(*exponent);
    }
}

/// Cube root of a number of 0 or more, within two units in the last place.
pub fn cube_root(value: f64) -> f64 {
    if !(f64::MIN_POSITIVE..=f64::MAX).contains(&value) {
        return if value > 0.0 { libm::cbrt(value) } else { value };
    }
    // A third of the exponent is a guess to 6 %; each of Halley's steps triples its digits.
    let mut root = f64::from_bits(value.to_bits() / 3 + CUBE_ROOT_BITS);
    for _ in 0..3 {
        let cube = root * root * root;
        root *= (cube + 2.0 * value) / (2.0 * cube + value);
    }
    root
}

/// e to the `exponent`, without a table or a branch, so that a column of them can be computed at once.
fn exponential(exponent: f64) -> f64 {
    let exponent = exponent.clamp(-708.0, 709.0);
    // Adding this rounds to a whole number and leaves that number in the lowest bits.
    let shifted = exponent * std::f64::consts::LOG2_E + ROUNDING;
    let power = shifted - ROUNDING;
    let rest = (exponent - power * LN_2_HIGH) - power * LN_2_LOW;
    // Even and odd powers apart: two short chains of operations run side by side.
    let square = rest * rest;
    let evaluate = |coefficients: &[f64; 7]| {
        coefficients.iter().rev().fold(0.0, |value, coefficient| value * square + coefficient)
    };
    let series = evaluate(&EVEN_INVERSE_FACTORIALS) + rest * evaluate(&ODD_INVERSE_FACTORIALS);
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(EXPONENT_BIAS) << 52);
    series * scale
}

const LANES: usize = 4;
/// Two thirds of the bits of 1, less what makes the guess best.
const CUBE_ROOT_BITS: u64 = 0x2A9F_7893_0000_0000;
const ROUNDING: f64 = 6_755_399_441_055_744.0;
const EXPONENT_BIAS: u64 = 1023;
/// ln 2 in two parts, the first with zeros at its end so that its multiples are exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const EVEN_INVERSE_FACTORIALS: [f64; 7] = [
    1.0,
    1.0 / 2.0,
    1.0 / 24.0,
    1.0 / 720.0,
    1.0 / 40_320.0,
    1.0 / 3_628_800.0,
    1.0 / 479_001_600.0,
];
const ODD_INVERSE_FACTORIALS: [f64; 7] = [
    1.0,
    1.0 / 6.0,
    1.0 / 120.0,
    1.0 / 5_040.0,
    1.0 / 362_880.0,
    1.0 / 39_916_800.0,
    1.0 / 6_227_020_800.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_agree_with_the_platform_to_two_units() {
        let exponents: Vec<f64> =
            (-70_000..70_000).map(|step| f64::from(step) * 0.010_007).collect();
        let mut results = vec![0.0; exponents.len()];
        exponentials(&exponents, &mut results);
        for (exponent, result) in exponents.iter().zip(&results) {
            let platform = exponent.exp();
            let relative = (result - platform).abs() / platform;
            assert!(relative <= 4.5e-16, "exp({exponent}) is {platform}, not {result}");
        }
        exponentials(&[-1e9, 0.0, 1e9], &mut results[..3]);
        assert!(results[0] > 0.0 && results[1].to_bits() == 1f64.to_bits());
        assert!(results[2].is_finite());
    }

    #[test]
    fn cube_roots_are_those_of_the_library_to_two_units() {
        for step in -3_000..3_000 {
            let value = libm::exp(f64::from(step) * 0.2301);
            let (ours, exact) = (cube_root(value), libm::cbrt(value));
            assert!((ours - exact).abs() <= 4.5e-16 * exact, "{value}: {ours} is not {exact}");
        }
        for whole in 0..100 {
            let root = f64::from(whole);
            assert!((cube_root(root * root * root) - root).abs() <= 4.5e-16 * root);
        }
        assert!(cube_root(f64::NAN).is_nan() && cube_root(5e-324) > 0.0);
    }
}
