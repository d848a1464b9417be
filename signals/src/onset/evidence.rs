//! What two successive counts say about an outbreak that began in one of them.
//!
//! Answers: how much better an outbreak explains both counts than chance does, and how often chance
//! alone gives as strong a hint. It does not estimate what was to be expected.

use super::baseline::Forecast;
use crate::distributions::CountLaw;

/// Tables of both periods for one forecast.
#[derive(Debug, Default)]
pub struct Evidence {
    now: Table,
    before: Table,
}

/// For each count of one period: how often it comes, and how much likelier a rise makes it.
#[derive(Debug, Default)]
struct Table {
    /// Count of the first cell; the last cell stands for its count and all above.
    lowest: f64,
    /// Chance under each mean that the estimate leaves possible.
    chances: [Vec<f64>; NODES],
    /// Likelihood ratio of a mean one standard deviation higher to the plain one.
    ratios: Vec<f64>,
}

/// A forecast on a scale on which tables are short.
#[derive(Debug, Clone, Copy)]
struct Scaled {
    dispersion: f64,
    error: f64,
    unit: f64,
}

impl Evidence {
    /// Chance of stronger evidence for an outbreak than these counts give, with half the chance of just
    /// these counts.
    ///
    /// - Shape: the evidence is R(y) (1 + w R(x)) for current count y and previous count x, where R is
    ///   the likelihood ratio of a mean one standard deviation higher, and w `previous_weight`: an
    ///   outbreak began now, or in the period before and goes on.
    /// - Source: Shiryaev 1963 and Roberts 1966, cut to two periods; R of the negative binomial with
    ///   equal variance over mean. The error of the forecast enters by Gauss-Hermite quadrature.
    pub fn p_value(
        &mut self,
        forecast: &Forecast,
        previous_weight: f64,
        previous: Option<u32>,
        current: u32,
    ) -> f64 {
        let scaled = Scaled::of(forecast);
        let at_now = self.now.fill(forecast.current, f64::from(current), forecast, &scaled);
        let before = forecast.previous.zip(previous).filter(|_| previous_weight > 0.0);
        let Some((mean, previous)) = before else {
            return self.now.mid_p(at_now);
        };
        let at_before = self.before.fill(mean, f64::from(previous), forecast, &scaled);
        self.before.accumulate();
        self.joint_mid_p(previous_weight, at_before, at_now)
    }

    /// Sums the chances of all pairs of counts with stronger evidence.
    ///
    /// The chances of the previous table are those of its cell or any above.
    fn joint_mid_p(&self, weight: f64, at_before: usize, at_now: usize) -> f64 {
        let (now, before) = (&self.now, &self.before);
        let score = |ratio_now: f64, ratio_before: f64| ratio_now * (1.0 + weight * ratio_before);
        let observed = score(now.ratios[at_now], before.ratios[at_before]);
        let cells = before.ratios.len();
        let mut sums = [0.0; NODES];
        // Evidence rises with either count, so the least previous count that suffices only falls.
        let mut suffices = cells;
        for (cell, ratio) in now.ratios.iter().enumerate() {
            while suffices > 0 && score(*ratio, before.ratios[suffices - 1]) >= observed {
                suffices -= 1;
            }
            if suffices < cells {
                for (node, sum) in sums.iter_mut().enumerate() {
                    *sum += now.chances[node][cell] * before.chances[node][suffices];
                }
            }
        }
        let mut p_value = 0.0;
        for (node, sum) in sums.iter().enumerate() {
            let above = before.chances[node].get(at_before + 1).copied().unwrap_or(0.0);
            let same = now.chances[node][at_now] * (before.chances[node][at_before] - above);
            p_value += NODE_WEIGHTS[node] * (sum - 0.5 * same);
        }
        p_value.clamp(0.0, 1.0)
    }
}

impl Scaled {
    /// Large counts are told in units of several, so that no table has more than a few thousand cells.
    fn of(forecast: &Forecast) -> Self {
        let mean = forecast.current.max(forecast.previous.unwrap_or(0.0));
        let deviation = (mean * forecast.dispersion).sqrt();
        let spread = deviation.max(mean * forecast.error);
        let mut unit = (spread / WIDEST_DEVIATION).max(forecast.dispersion / WIDEST_DISPERSION);
        if forecast.dispersion < unit {
            unit = unit.max(mean / (WIDEST_DEVIATION * WIDEST_DEVIATION));
        }
        let unit = unit.max(1.0);
        Self { dispersion: (forecast.dispersion / unit).max(1.0), error: forecast.error, unit }
    }
}

impl Table {
    /// Fills the table for a mean and returns the cell of a count.
    fn fill(&mut self, mean: f64, count: f64, forecast: &Forecast, scaled: &Scaled) -> usize {
        let own_deviation = (mean * forecast.dispersion).sqrt();
        let mean_here = (mean / scaled.unit).max(LEAST_MEAN);
        let dispersion = scaled.dispersion;
        let deviation = (mean_here * dispersion).sqrt();
        let count_here = if scaled.unit > 1.0 {
            (mean_here + (count - mean) / own_deviation * deviation).round().max(0.0)
        } else {
            count
        };
        let spread = deviation.hypot(mean_here * scaled.error * 2.0);
        self.lowest = (mean_here - 6.0 * spread).floor().max(0.0);
        let highest = (mean_here + 7.0 * spread + 12.0 * dispersion + 6.0).ceil();
        let cells = ((highest - self.lowest) as usize + 1).min(MOST_CELLS);
        for (chances, place) in self.chances.iter_mut().zip(NODE_PLACES) {
            let mean = mean_here * libm::exp(place * scaled.error);
            fill_chances(chances, mean, dispersion, self.lowest, cells);
        }
        self.fill_ratios(mean_here, dispersion, deviation, cells);
        ((count_here - self.lowest).max(0.0) as usize).min(cells - 1)
    }

    fn fill_ratios(&mut self, mean: f64, dispersion: f64, rise: f64, cells: usize) {
        let excess = dispersion - 1.0;
        let at_zero = if excess > 1e-9 { -rise / excess * libm::log1p(excess) } else { -rise };
        let mut ratio = if self.lowest > 0.0 {
            let chance = |mean: f64| {
                CountLaw::new(mean, dispersion).map_or(0.0, |law| law.probability(self.lowest))
            };
            (chance(mean + rise) / chance(mean).max(f64::MIN_POSITIVE)).max(f64::MIN_POSITIVE)
        } else {
            libm::exp(at_zero)
        };
        self.ratios.clear();
        let mut variance = self.lowest * excess + mean;
        for _ in 0..cells {
            self.ratios.push(ratio);
            ratio += ratio * rise / variance;
            variance += excess;
        }
    }

    /// Turns the chance of each cell into that of it or any above.
    fn accumulate(&mut self) {
        for chances in &mut self.chances {
            let mut tail = 0.0;
            for chance in chances.iter_mut().rev() {
                tail += *chance;
                *chance = tail;
            }
        }
    }

    fn mid_p(&self, at: usize) -> f64 {
        let of_node = |(chances, weight): (&Vec<f64>, f64)| {
            let above: f64 = chances[at + 1..].iter().rev().sum();
            weight * (above + 0.5 * chances[at])
        };
        self.chances.iter().zip(NODE_WEIGHTS).map(of_node).sum()
    }
}

/// Chances of the counts from `lowest` on, each from the one before.
fn fill_chances(chances: &mut Vec<f64>, mean: f64, dispersion: f64, lowest: f64, cells: usize) {
    chances.clear();
    let Some(law) = CountLaw::new(mean, dispersion) else {
        chances.resize(cells, 0.0);
        return;
    };
    let mut chance = law.probability(lowest);
    // mean + count (dispersion - 1), over dispersion (count + 1): Poisson where the dispersion is 1.
    let (mut top, mut bottom) = (mean + lowest * (dispersion - 1.0), dispersion * (lowest + 1.0));
    for _ in 0..cells {
        chances.push(chance);
        chance *= top / bottom;
        top += dispersion - 1.0;
        bottom += dispersion;
    }
}

/// Means that the estimate leaves possible.
const NODES: usize = 3;
/// Their places, in standard errors of the log of the mean.
const NODE_PLACES: [f64; NODES] = [0.0, -1.732_050_807_568_877_2, 1.732_050_807_568_877_2];
const NODE_WEIGHTS: [f64; NODES] = [2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0];
const LEAST_MEAN: f64 = 1e-6;
const WIDEST_DEVIATION: f64 = 150.0;
const WIDEST_DISPERSION: f64 = 50.0;
const MOST_CELLS: usize = 8192;

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(previous: f64, current: f64, dispersion: f64, error: f64) -> Forecast {
        let (previous, trend, years) = (Some(previous), 0.0, 5);
        Forecast { current, previous, dispersion, error, trend, years }
    }

    /// The definition, summed over all pairs of counts.
    fn by_definition(forecast: &Forecast, weight: f64, counts: (usize, usize)) -> f64 {
        let dispersion = forecast.dispersion;
        let previous = forecast.previous.unwrap();
        let chances = |mean: f64| {
            let law = CountLaw::new(mean, dispersion).unwrap();
            (0..160).map(|count| law.probability(f64::from(count))).collect::<Vec<f64>>()
        };
        let ratios = |mean: f64| {
            let (raised, plain) = (chances(mean + (mean * dispersion).sqrt()), chances(mean));
            raised.iter().zip(plain).map(|(raised, plain)| raised / plain).collect::<Vec<f64>>()
        };
        let (of_before, of_now) = (ratios(previous), ratios(forecast.current));
        let score = |before: usize, now: usize| of_now[now] * (1.0 + weight * of_before[before]);
        let observed = score(counts.0, counts.1);
        let mut sum = 0.0;
        for (place, node_weight) in NODE_PLACES.iter().zip(NODE_WEIGHTS) {
            let factor = libm::exp(place * forecast.error);
            let (before_chances, now_chances) =
                (chances(previous * factor), chances(forecast.current * factor));
            for (before, before_chance) in before_chances.iter().enumerate() {
                for (now, now_chance) in now_chances.iter().enumerate() {
                    let share = match score(before, now) {
                        _ if (before, now) == counts => 0.5,
                        score if score >= observed => 1.0,
                        _ => continue,
                    };
                    sum += share * node_weight * before_chance * now_chance;
                }
            }
        }
        sum
    }

    #[test]
    fn the_p_value_is_the_sum_over_all_pairs_of_counts() {
        let mut evidence = Evidence::default();
        for (previous, current, dispersion, error) in [
            (3.0, 4.0, 1.0, 0.0),
            (0.3, 0.2, 1.8, 0.1),
            (9.0, 7.5, 2.5, 0.05),
            (25.0, 27.0, 1.2, 0.2),
        ] {
            let forecast = forecast(previous, current, dispersion, error);
            for counts in [(0, 0), (1, 0), (0, 3), (5, 5), (12, 9), (3, 20), (40, 38)] {
                let expected = by_definition(&forecast, 0.15, counts);
                let (before, now) = (counts.0 as u32, counts.1 as u32);
                let found = evidence.p_value(&forecast, 0.15, Some(before), now);
                // Tables end where less than a millionth is left of what matters.
                let allowed = 1e-6 * expected + 1e-12;
                assert!(
                    (found - expected).abs() <= allowed,
                    "{forecast:?} {counts:?}: {found}, not {expected}"
                );
            }
        }
    }

    #[test]
    fn without_weight_the_previous_count_does_not_matter() {
        let mut evidence = Evidence::default();
        let forecast = forecast(6.0, 5.0, 1.7, 0.0);
        let law = CountLaw::new(5.0, 1.7).unwrap();
        for count in [0, 4, 9, 15] {
            let alone = evidence.p_value(&forecast, 0.0, Some(30), count);
            let missing = evidence.p_value(&forecast, 0.15, None, count);
            let expected = law.mid_p(f64::from(count));
            assert!((alone - expected).abs() < 1e-9, "{count}: {alone}, not {expected}");
            assert_eq!(alone.to_bits(), missing.to_bits());
        }
    }

    #[test]
    fn large_counts_are_told_in_larger_units() {
        let mut evidence = Evidence::default();
        for (mean, dispersion) in [(1e6, 1.0), (1e6, 50.0), (4e9, 3.0), (2e5, 3e4)] {
            let forecast = forecast(mean, mean, dispersion, 0.0);
            let deviation = (mean * dispersion).sqrt();
            let law = CountLaw::new(mean, dispersion).unwrap();
            for z in [-1.0, 0.0, 2.0, 3.0] {
                let count = (mean + z * deviation).clamp(0.0, 4.2e9).round();
                let found = evidence.p_value(&forecast, 0.0, None, count as u32);
                let expected = law.mid_p(count);
                let allowed = 0.05 * expected.min(1.0 - expected) + 1e-9;
                assert!(
                    (found - expected).abs() < allowed,
                    "{mean} {dispersion} {z}: {found}, not {expected}"
                );
            }
        }
    }

    #[test]
    fn nothing_is_too_extreme_to_answer() {
        let mut evidence = Evidence::default();
        for mean in [1e-12, 1e-3, 1.0, 1e5, 1e12] {
            for dispersion in [1.0, 1.000_000_1, 30.0, 1e9] {
                for error in [0.0, 0.3, 1.5] {
                    let forecast = forecast(mean, mean, dispersion, error);
                    for counts in [(0, 0), (0, u32::MAX), (u32::MAX, 0), (u32::MAX, u32::MAX)] {
                        let p = evidence.p_value(&forecast, 0.15, Some(counts.0), counts.1);
                        assert!((0.0..=1.0).contains(&p), "{forecast:?} {counts:?}: {p}");
                    }
                }
            }
        }
    }
}
