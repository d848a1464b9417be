//! The probability laws the detectors need: normal, Student's t, Poisson and negative binomial.
//!
//! It does not offer a general library of distributions; each function holds to about 1e-12 in the
//! range the detectors use. Logarithms and powers come from `libm`, so that they are the same bits on
//! every machine.

use std::f64::consts::{PI, SQRT_2};

/// Law of a count with a mean and a variance of `dispersion` times that mean.
///
/// - Shape: Poisson at dispersion 1, otherwise negative binomial with size mean / (dispersion - 1).
#[derive(Debug, Clone, Copy)]
pub struct CountLaw {
    mean: f64,
    dispersion: f64,
}

impl CountLaw {
    /// `None` unless the mean is positive and finite and the dispersion finite and at least 1.
    pub fn new(mean: f64, dispersion: f64) -> Option<Self> {
        let proper = mean > 0.0 && mean.is_finite() && dispersion >= 1.0 && dispersion.is_finite();
        proper.then_some(Self { mean, dispersion })
    }

    /// Chance of exactly `count`.
    ///
    /// - Source: Loader 2000, "Fast and accurate computation of binomial probabilities".
    pub fn probability(&self, count: f64) -> f64 {
        if self.dispersion <= 1.0 {
            if count <= 0.0 {
                return libm::exp(-self.mean);
            }
            let exponent = -stirling_error(count) - deviance_term(count, self.mean);
            return libm::exp(exponent) / (2.0 * PI * count).sqrt();
        }
        let size = self.size();
        if count <= 0.0 {
            return libm::exp(-size * libm::log1p(self.dispersion - 1.0));
        }
        let total = size + count;
        let exponent = stirling_error(total)
            - stirling_error(size)
            - stirling_error(count)
            - deviance_term(size, total * self.dispersion.recip())
            - deviance_term(count, total * self.excess_share());
        let root = (total / (2.0 * PI * size * count)).sqrt();
        size / total * root * libm::exp(exponent)
    }

    /// Chance of `count` or more.
    pub fn upper_tail(&self, count: f64) -> f64 {
        if count <= 0.0 {
            return 1.0;
        }
        if self.dispersion <= 1.0 {
            return self.poisson_upper_tail(count);
        }
        let (size, q) = (self.size(), self.excess_share());
        if count <= 1.0 {
            // Whatever is not nothing; the fraction below loses all digits where nothing is nearly sure.
            return -libm::expm1(-size * libm::log1p(self.dispersion - 1.0));
        }
        let at_count = self.probability(count);
        if q < (count + 1.0) / (count + size + 2.0) {
            return at_count * beta_fraction(count, size, q);
        }
        let p = self.dispersion.recip();
        let tail = 1.0 - at_count * count / size * beta_fraction(size, count, p);
        if tail > 0.1 {
            return tail;
        }
        // A tail this small has lost digits to the subtraction, so its terms are added instead.
        let (mut sum, mut term, mut next) = (at_count, at_count, count);
        let end = count + MOST_TERMS;
        while term > sum * 1e-17 && term >= f64::MIN_POSITIVE && next < end {
            term *= (size + next) / (next + 1.0) * q;
            next += 1.0;
            sum += term;
        }
        // What a law this heavy still has beyond is at most a geometric series.
        if next >= end { (sum + term * q / (1.0 - q)).min(1.0) } else { sum }
    }

    /// Chance of more than `count`, with half the chance of exactly `count`.
    pub fn mid_p(&self, count: f64) -> f64 {
        (self.upper_tail(count + 1.0) + 0.5 * self.probability(count)).min(1.0)
    }

    /// Smallest count that is not exceeded with at least `probability`.
    ///
    /// - Differs: above a mean of 1e9 the third-order Cornish-Fisher value, right to about one count.
    pub fn quantile(&self, probability: f64) -> f64 {
        if probability >= 1.0 {
            return f64::INFINITY;
        }
        if probability <= 0.0 {
            return 0.0;
        }
        let deviation = (self.mean * self.dispersion).sqrt();
        let skewness = (2.0 * self.dispersion - 1.0) / deviation;
        let z = normal_quantile(probability);
        let guess = self.mean + deviation * (z + skewness * (z * z - 1.0) / 6.0);
        // Cantelli's inequality: no quantile lies higher, however skewed the law.
        let ceiling = self.mean + deviation * (probability / (1.0 - probability)).sqrt();
        let guess = guess.min(ceiling).round().max(0.0);
        // Markov's inequality: one case or more is rarer than what is allowed.
        if self.mean <= 1.0 - probability {
            return 0.0;
        }
        if self.mean > 1e9 {
            return guess;
        }
        // The tolerance keeps a quantile that is hit exactly from moving by rounding.
        let allowed = (1.0 - probability) + 64.0 * f64::EPSILON * probability;
        self.search_quantile(guess, allowed)
    }

    /// Smallest count that is not surprisingly low: fewer have a chance, with half that of the count
    /// itself, below `probability`.
    pub fn least_usual(&self, probability: f64) -> f64 {
        let usual = |count: f64| 1.0 - self.mid_p(count) >= probability;
        let (mut low, mut high) = (-1.0, self.mean.ceil());
        while high - low > 1.0 {
            let middle = (low + (high - low) / 2.0).floor();
            if middle <= low || middle >= high {
                break;
            }
            if usual(middle) { high = middle } else { low = middle }
        }
        high
    }

    fn search_quantile(&self, guess: f64, allowed: f64) -> f64 {
        self.walk_to_quantile(guess, allowed)
            .unwrap_or_else(|| self.halve_to_quantile(guess, allowed))
    }

    /// The quantile if it is a few counts from `guess`: each step adds or takes off one term of a tail.
    fn walk_to_quantile(&self, guess: f64, allowed: f64) -> Option<f64> {
        let mut count = guess;
        // Chance of more than `count`, and of `count` itself.
        let mut beyond = self.upper_tail(count + 1.0);
        let mut term = self.probability(count);
        let mut steps = 0;
        if beyond <= allowed {
            while count > 0.0 && beyond + term <= allowed {
                beyond += term;
                term /= self.growth(count - 1.0);
                count -= 1.0;
                steps += 1;
                if steps > MOST_WALKED {
                    return None;
                }
            }
            return Some(count);
        }
        while beyond > allowed {
            term *= self.growth(count);
            beyond -= term;
            count += 1.0;
            steps += 1;
            if steps > MOST_WALKED || beyond < term {
                return None;
            }
        }
        Some(count)
    }

    /// How many times as probable the next count is.
    fn growth(&self, count: f64) -> f64 {
        if self.dispersion <= 1.0 {
            return self.mean / (count + 1.0);
        }
        (self.size() + count) / (count + 1.0) * self.excess_share()
    }

    fn halve_to_quantile(&self, guess: f64, allowed: f64) -> f64 {
        let holds = |count: f64| self.upper_tail(count + 1.0) <= allowed;
        let mut step = 1.0;
        let (mut low, mut high);
        if holds(guess) {
            high = guess;
            loop {
                low = high - step;
                if low < 0.0 {
                    low = -1.0;
                    break;
                }
                if !holds(low) {
                    break;
                }
                high = low;
                step *= 2.0;
            }
        } else {
            low = guess;
            high = low + step;
            while !holds(high) && high < LARGEST_SEARCHED {
                low = high;
                step *= 2.0;
                high = low + step;
            }
        }
        while high - low > 1.0 {
            let middle = (low + (high - low) / 2.0).floor();
            if holds(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    fn size(&self) -> f64 {
        self.mean / (self.dispersion - 1.0)
    }

    fn excess_share(&self) -> f64 {
        (self.dispersion - 1.0) / self.dispersion
    }

    fn poisson_upper_tail(&self, count: f64) -> f64 {
        if self.mean < count + 1.0 {
            let mut term = self.probability(count);
            let mut sum = term;
            let mut next = count;
            while term > sum * 1e-17 {
                next += 1.0;
                term *= self.mean / next;
                sum += term;
            }
            sum
        } else {
            let mut at = count - 1.0;
            let mut term = self.probability(at);
            let mut sum = 0.0;
            while at >= 0.0 && term > sum * 1e-17 {
                sum += term;
                term *= at / self.mean;
                at -= 1.0;
            }
            1.0 - sum
        }
    }
}

/// Chance that a standard normal exceeds `z`.
pub fn normal_upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

/// Standard normal quantile.
///
/// - Source: Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37:477.
pub fn normal_quantile(probability: f64) -> f64 {
    if probability <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if probability >= 1.0 {
        return f64::INFINITY;
    }
    let q = probability - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&CENTRE_TOP, r) / polynomial(&CENTRE_BOTTOM, r);
    }
    let tail = if q < 0.0 { probability } else { 1.0 - probability };
    let r = (-libm::log(tail)).sqrt();
    let magnitude = if r <= 5.0 {
        polynomial(&MIDDLE_TOP, r - 1.6) / polynomial(&MIDDLE_BOTTOM, r - 1.6)
    } else {
        polynomial(&FAR_TOP, r - 5.0) / polynomial(&FAR_BOTTOM, r - 5.0)
    };
    magnitude.copysign(q)
}

/// Chance that Student's t with `degrees` of freedom lies beyond `t` on either side.
pub fn student_two_sided(t: f64, degrees: f64) -> f64 {
    if t.is_nan() {
        return f64::NAN;
    }
    let x = degrees / (degrees + t * t);
    let (a, b) = (degrees / 2.0, 0.5);
    let log_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    // The complement is formed from t itself: 1 - x would lose the digits of a small t.
    let complement = t * t / (degrees + t * t);
    let front = libm::exp(a * libm::log(x) + b * libm::log(complement) - log_beta);
    if x < (a + 1.0) / (a + b + 2.0) {
        front / a * beta_fraction(a, b, x)
    } else {
        1.0 - front / b * beta_fraction(b, a, complement)
    }
}

/// Chance of `count` or more among `total` events that each count with chance `share`.
///
/// - Source: DLMF 8.17.5.
pub fn binomial_upper_tail(count: f64, total: f64, share: f64) -> f64 {
    if count <= 0.0 {
        return 1.0;
    }
    if count > total {
        return 0.0;
    }
    let (a, b) = (count, total - count + 1.0);
    let log_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let front = libm::exp(a * libm::log(share) + b * libm::log1p(-share) - log_beta);
    if share < (a + 1.0) / (a + b + 2.0) {
        front / a * beta_fraction(a, b, share)
    } else {
        1.0 - front / b * beta_fraction(b, a, 1.0 - share)
    }
}

/// Chance that Student's t with `degrees` of freedom exceeds `t`.
pub fn student_upper_tail(t: f64, degrees: f64) -> f64 {
    let beyond = student_two_sided(t, degrees) / 2.0;
    if t < 0.0 { 1.0 - beyond } else { beyond }
}

/// Quantile of Student's t with `degrees` of freedom, by halving an interval until it cannot be halved.
///
/// - Shape: held between -1e9 and 1e9.
pub fn student_quantile(probability: f64, degrees: f64) -> f64 {
    if probability.is_nan() || degrees.is_nan() {
        return f64::NAN;
    }
    if probability < 0.5 {
        return -student_quantile(1.0 - probability, degrees);
    }
    let (mut low, mut high) = (0.0_f64, 1e9_f64);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if student_upper_tail(middle, degrees) > 1.0 - probability {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// Continued fraction of the incomplete beta function, without its leading factor.
///
/// - Source: DLMF 8.17.22, evaluated by the modified Lentz method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = away_from_zero(1.0 - (a + b) * x / (a + 1.0)).recip();
    let mut fraction = d;
    for m in 1..200_000_u32 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = away_from_zero(1.0 + even * d).recip();
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = away_from_zero(1.0 + odd * d).recip();
        c = away_from_zero(1.0 + odd / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 3e-16 {
            break;
        }
    }
    fraction
}

/// Terms added of a tail before the rest is bounded; reached only at dispersions above some 10^5.
const MOST_TERMS: f64 = 1e6;

/// Steps after which halving is quicker, or a tail has lost digits.
const MOST_WALKED: u32 = 8;

/// Counts above this are all one to a float; a search never goes on beyond it.
const LARGEST_SEARCHED: f64 = 9.0e15;

/// ln z! less Stirling's formula.
fn stirling_error(z: f64) -> f64 {
    const SERIES: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    if z <= 15.0 {
        return libm::lgamma(z + 1.0) - (z + 0.5) * libm::log(z) + z - HALF_LOG_TWO_PI;
    }
    polynomial(&SERIES, (z * z).recip()) / z
}

/// x ln(x / m) + m - x, without cancellation where x is near m.
fn deviance_term(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) - difference;
    }
    let v = difference / (x + m);
    let mut sum = difference * v;
    let mut power = 2.0 * x * v;
    let mut odd = 1.0;
    loop {
        power *= v * v;
        odd += 2.0;
        let next = sum + power / odd;
        if next.to_bits() == sum.to_bits() {
            return next;
        }
        sum = next;
    }
}

/// Value at `x` of the polynomial whose coefficients ascend.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |value, coefficient| value * x + coefficient)
}

/// ln(2 pi) / 2.
const HALF_LOG_TWO_PI: f64 = 0.918_938_533_204_672_8;

const CENTRE_TOP: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_BOTTOM: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_545,
];
const MIDDLE_TOP: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_TOP: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BOTTOM: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_7e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_law_is_too_extreme_to_answer() {
        for mean in [1e-300, 1e-30, 1e-4, 0.3, 10.0, 1e5, 9e8] {
            for dispersion in [1.0 + 1e-10, 1.5, 1e3, 1e6] {
                let law = CountLaw::new(mean, dispersion).unwrap();
                let bound = law.quantile(0.995);
                assert!(bound.is_finite() && (0.0..=1.0).contains(&law.mid_p(bound + 1.0)));
            }
        }
    }

    #[test]
    fn figures_are_those_of_r() {
        let table = include_str!("../../golden/farrington/distributions.csv");
        for line in table.lines().skip(1) {
            let (law, numbers) = line.split_once(',').unwrap();
            let numbers: Vec<f64> = numbers.split(',').map(|cell| cell.parse().unwrap()).collect();
            let [a, b, x, reference] = numbers[..] else { panic!("{line}") };
            let (ours, tolerance) = match law {
                "quantile" => (CountLaw::new(a, b).unwrap().quantile(x), 0.0),
                "tail" => (CountLaw::new(a, b).unwrap().upper_tail(x), 1e-10),
                "normal_tail" => (normal_upper_tail(x), 1e-13),
                "normal_quantile" => (normal_quantile(x), 1e-14),
                "student" => (student_two_sided(x, a), 1e-12),
                other => panic!("{other} is not a law"),
            };
            let distance = (ours - reference).abs();
            assert!(distance <= tolerance * reference.abs(), "{line}: ours is {ours:e}");
        }
    }

    #[test]
    fn binomial_tails_are_sums_of_their_terms() {
        for (total, share) in [(1_u32, 0.2_f64), (12, 0.1), (30, 0.5), (200, 0.07)] {
            let mut term = (1.0 - share).powf(f64::from(total));
            let mut below = 0.0;
            for count in 0..=total {
                let tail = binomial_upper_tail(f64::from(count), f64::from(total), share);
                assert!((tail - (1.0 - below)).abs() < 1e-12, "{count} of {total} at {share}");
                below += term;
                let (left, next) = (f64::from(total - count), f64::from(count + 1));
                term *= left / next * share / (1.0 - share);
            }
        }
        assert_eq!(binomial_upper_tail(3.0, 2.0, 0.5).to_bits(), 0);
    }

    #[test]
    fn quantiles_of_student_are_those_of_r() {
        for line in include_str!("../../golden/short/student_quantile.csv").lines().skip(1) {
            let numbers: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            let [probability, degrees, reference] = numbers[..] else { panic!("{line}") };
            let ours = student_quantile(probability, degrees);
            assert!((ours - reference).abs() <= 1e-9 * reference.abs().max(1e-3), "{line}: {ours}");
        }
    }

    #[test]
    fn probabilities_and_tails_agree() {
        for (mean, dispersion) in [(0.4, 1.0), (6.0, 1.0), (6.0, 1.3), (40.0, 9.0), (2e5, 3.0)] {
            let law = CountLaw::new(mean, dispersion).unwrap();
            let centre: f64 = mean.round();
            for count in [0.0, centre, centre + 1.0, (centre * 1.01).round() + 3.0] {
                let step = law.upper_tail(count) - law.upper_tail(count + 1.0);
                assert!((step - law.probability(count)).abs() < 1e-12);
                assert!(law.mid_p(count) <= law.upper_tail(count));
            }
        }
    }

    #[test]
    fn improper_means_and_dispersions_have_no_law() {
        for (mean, dispersion) in [(0.0, 1.0), (f64::INFINITY, 1.0), (1.0, 0.9), (1.0, f64::NAN)] {
            assert!(CountLaw::new(mean, dispersion).is_none());
        }
    }
}
