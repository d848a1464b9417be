//! Which periods of the baseline were outbreaks themselves, and so teach nothing about quiet ones.
//!
//! Answers: with which probability a period belongs to no outbreak. It does not remove low counts.

use super::regression::{Regression, Rows};
use super::settings::OnsetSettings;

/// Buffers for one series.
#[derive(Debug, Default)]
pub struct PastOutbreaks {
    /// Distance of each row from its mean in standard deviations.
    excesses: Vec<f64>,
    /// Rows that may belong to an outbreak.
    suspects: Vec<Suspect>,
}

/// A row that is high, or high together with a neighbour.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    row: usize,
    /// How much likelier each rise makes its count.
    ratios: Ratios,
    /// How much likelier an outbreak makes it and its neighbours.
    evidence: f64,
}

type Ratios = [f64; RISES.len()];

impl PastOutbreaks {
    /// Sets each row's weight to its probability of belonging to no outbreak.
    ///
    /// - Shape: an outbreak raises two successive rows, or one, by a few standard deviations; how many
    ///   there were is estimated from the same rows.
    /// - Differs: Farrington and Noufaily weigh single periods by their residual, however many there are.
    pub fn weigh(
        &mut self,
        rows: &Rows<'_>,
        regression: &mut Regression,
        dispersion: f64,
        settings: &OnsetSettings,
    ) {
        let prior = settings.past_outbreaks;
        regression.weights.fill(1.0);
        if prior <= 0.0 {
            return;
        }
        self.collect_suspects(rows.counts, &regression.means, dispersion);
        self.collect_evidence();
        let size = rows.counts.len() as f64;
        let mut share = prior;
        for _ in 0..ROUNDS {
            let mut outbreaks = 0.0;
            for suspect in &self.suspects {
                let quiet = 1.0 - share;
                let weight = quiet / (quiet + share * suspect.evidence);
                regression.weights[suspect.row] = weight;
                outbreaks += 1.0 - weight;
            }
            // The prior counts as much as the rows in which it expects one outbreak.
            share = ((outbreaks + 1.0) / (size + prior.recip())).min(LARGEST_SHARE);
        }
    }

    fn collect_suspects(&mut self, counts: &[f64], means: &[f64], dispersion: f64) {
        let cells = counts.iter().zip(means);
        self.excesses.clear();
        self.excesses
            .extend(cells.map(|(count, mean)| (count - mean) / (mean * dispersion).sqrt()));
        self.suspects.clear();
        let log_dispersion = libm::log(dispersion);
        for (row, here) in self.excesses.iter().enumerate() {
            if *here <= LEAST_EXCESS {
                continue;
            }
            let before = row.checked_sub(1).map_or(0.0, |row| self.excesses[row]);
            let after = self.excesses.get(row + 1).copied().unwrap_or(0.0);
            if here + before.max(after).max(0.0) > LEAST_JOINED_EXCESS {
                let ratios = ratios(counts[row], means[row], dispersion, log_dispersion);
                self.suspects.push(Suspect { row, ratios, evidence: 0.0 });
            }
        }
    }

    fn collect_evidence(&mut self) {
        for place in 0..self.suspects.len() {
            let row = self.suspects[place].row;
            let ratios_of = |place: Option<usize>, row: Option<usize>| {
                let suspect = place.and_then(|place| self.suspects.get(place));
                let neighbour = suspect.filter(|suspect| Some(suspect.row) == row);
                neighbour.map_or([0.0; RISES.len()], |suspect| suspect.ratios)
            };
            let before = ratios_of(place.checked_sub(1), row.checked_sub(1));
            let after = ratios_of(Some(place + 1), Some(row + 1));
            let here = self.suspects[place].ratios;
            let sum: f64 = (0..RISES.len())
                .map(|rise| here[rise] * (ALONE + PAIRED * (before[rise] + after[rise])))
                .sum();
            self.suspects[place].evidence = sum / RISES.len() as f64;
        }
    }
}

/// How much likelier each rise makes a count.
fn ratios(count: f64, mean: f64, dispersion: f64, log_dispersion: f64) -> Ratios {
    let deviation = (mean * dispersion).sqrt();
    let spread = dispersion - 1.0;
    let is_poisson = spread < 1e-6;
    let exponent = if is_poisson { -deviation } else { -deviation / spread * log_dispersion };
    if count <= MOST_FACTORS {
        let single = libm::exp(exponent);
        let double = single * single;
        let at_none = [single, double, double * double];
        return std::array::from_fn(|place| {
            let rise = RISES[place] * deviation;
            let (mut product, mut variance, mut left) = (1.0, mean, count);
            while left > 0.5 {
                product *= 1.0 + rise / variance;
                variance += spread;
                left -= 1.0;
            }
            (product * at_none[place]).min(LARGEST_RATIO)
        });
    }
    let size = mean / spread;
    let plain = if is_poisson { 0.0 } else { libm::lgamma(count + size) - libm::lgamma(size) };
    std::array::from_fn(|place| {
        let rise = RISES[place] * deviation;
        let factors = if is_poisson {
            count * libm::log1p(rise / mean)
        } else {
            let more = size + rise / spread;
            libm::lgamma(count + more) - libm::lgamma(more) - plain
        };
        libm::exp((factors + RISES[place] * exponent).min(LARGEST_EXPONENT))
    })
}

/// Rises in standard deviations, equally likely; each twice the one before.
const RISES: [f64; 3] = [1.0, 2.0, 4.0];
/// Weight of an outbreak of one period, and of either that spans this and a neighbour.
const ALONE: f64 = 0.2;
const PAIRED: f64 = 0.4;
/// Counts no further above their mean, in standard deviations, are no evidence; nor are they where they
/// are not that high together with a neighbour.
const LEAST_EXCESS: f64 = 0.5;
const LEAST_JOINED_EXCESS: f64 = 2.0;
const ROUNDS: usize = 4;
const LARGEST_SHARE: f64 = 0.1;
/// Up to this count the factors of a ratio are multiplied one by one.
const MOST_FACTORS: f64 = 16.0;
const LARGEST_EXPONENT: f64 = 150.0;
const LARGEST_RATIO: f64 = 1e65;
