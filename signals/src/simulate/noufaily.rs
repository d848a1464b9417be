//! The 42 scenarios of weekly counts on which outbreak detectors are compared.
//!
//! Answers: what would twelve years of weekly counts look like, with four outbreaks in the baseline
//! and one in the last year. All counts are synthetic. It does not simulate reporting delay.

use std::f64::consts::TAU;

use super::random::Random;

/// One scenario: a log-linear mean with up to two yearly waves, and how counts vary around it.
///
/// - Source: Noufaily et al. 2013, Statistics in Medicine 32:1206, doi:10.1002/sim.5595.
/// - Differs: the paper leaves its negative binomial open to two readings; here the variance is
///   `dispersion` times the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scenario {
    /// Number from 1 to 42, as in the paper's table.
    pub number: u8,
    /// Log of the mean at week 0, without waves (theta).
    pub level: f64,
    /// Variance over the mean (phi).
    pub dispersion: f64,
    /// Change of the log of the mean in a week (beta).
    pub slope: f64,
    /// Cosine part of each wave (gamma 1).
    pub cosine: f64,
    /// Sine part of each wave (gamma 2).
    pub sine: f64,
    /// Waves in a year: 0, 1 or 2.
    pub waves: u8,
}

impl Scenario {
    /// Scenario of this number; `None` unless it is between 1 and [`SCENARIOS`].
    pub fn numbered(number: u8) -> Option<Self> {
        let index = number.checked_sub(1).filter(|index| *index < SCENARIOS)?;
        let (family, trend, waves) = (index / 6, index % 6 / 3, index % 3);
        let Family { level, dispersion, slope, cosine, sine } = FAMILIES[usize::from(family)];
        let slope = if trend == 1 { slope } else { 0.0 };
        let (cosine, sine) = if waves == 0 { (0.0, 0.0) } else { (cosine, sine) };
        Some(Self { number, level, dispersion, slope, cosine, sine, waves })
    }

    /// Family of the scenario, from 0 to 6: those of one family differ in trend and waves alone.
    pub fn family(&self) -> usize {
        usize::from((self.number - 1) / 6)
    }

    /// Mean without outbreaks in a week from 1 to [`WEEKS`].
    pub fn mean(&self, week: u32) -> f64 {
        let waves: f64 = (1..=self.waves).map(|wave| self.wave(week, wave)).sum();
        libm::exp(self.level + self.slope * f64::from(week) + waves)
    }

    fn wave(&self, week: u32, number: u8) -> f64 {
        let turn = TAU * f64::from(number) * f64::from(week) / 52.0;
        self.cosine * libm::cos(turn) + self.sine * libm::sin(turn)
    }
}

/// One simulated series and the truth behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedSeries {
    /// What it was drawn from.
    pub scenario: Scenario,
    /// Counts of [`WEEKS`] weeks, outbreaks included.
    pub counts: Vec<u32>,
    /// Size of the four outbreaks of the baseline, in standard deviations of a week; 0 for none.
    pub past_size: u8,
    /// Size of the outbreak of the last year, in standard deviations of a week.
    pub outbreak_size: u8,
    /// Cases of the outbreak of the last year.
    pub outbreak_cases: u32,
    /// First and last week with a case of that outbreak, counted from 1; `None` where it drew none.
    pub outbreak_weeks: Option<(u32, u32)>,
}

impl SimulatedSeries {
    /// The counts as a detector reads them: every week was reported.
    pub fn reported(&self) -> Vec<Option<u32>> {
        self.counts.iter().copied().map(Some).collect()
    }
}

/// Draws series number `index` of a seed; the same pair gives the same series on every machine.
///
/// - Shape: series go round the scenarios, so any 42 in a row hold each once.
pub fn simulate(seed: u64, index: u64) -> SimulatedSeries {
    let mut random = Random::new(seed, index);
    let (scenario, mut counts) = draw_quiet(&mut random, index);
    let past_size = PAST_SIZES[random.below(PAST_SIZES.len() as u32) as usize];
    let mut past_weeks: Vec<u32> = Vec::with_capacity(PAST_OUTBREAKS);
    while past_weeks.len() < PAST_OUTBREAKS {
        let week = BASELINE_START + random.below(CURRENT_START - BASELINE_START);
        if !past_weeks.contains(&week) {
            past_weeks.push(week);
        }
    }
    for start in past_weeks {
        add_outbreak(&mut random, &mut counts, &scenario, Outbreak { start, size: past_size });
    }

    let outbreak_size = 1 + random.below(10) as u8;
    let start = CURRENT_START + random.below(LATEST_START + 1 - CURRENT_START);
    let outbreak = Outbreak { start, size: outbreak_size };
    let weeks = add_outbreak(&mut random, &mut counts, &scenario, outbreak);
    let outbreak_weeks = weeks.first().zip(weeks.last()).map(|(first, last)| (*first, *last));
    let outbreak_cases = weeks.len() as u32;
    SimulatedSeries { scenario, counts, past_size, outbreak_size, outbreak_cases, outbreak_weeks }
}

/// Draws the same series without any outbreak.
pub fn simulate_quiet(seed: u64, index: u64) -> SimulatedSeries {
    let (scenario, counts) = draw_quiet(&mut Random::new(seed, index), index);
    let (past_size, outbreak_size, outbreak_cases, outbreak_weeks) = (0, 0, 0, None);
    SimulatedSeries { scenario, counts, past_size, outbreak_size, outbreak_cases, outbreak_weeks }
}

fn draw_quiet(random: &mut Random, index: u64) -> (Scenario, Vec<u32>) {
    let number = (index % u64::from(SCENARIOS)) as u8 + 1;
    let scenario = Scenario::numbered(number).expect("the remainder is below the scenarios");
    let draw = |week| random.count(scenario.mean(week), scenario.dispersion);
    (scenario, (1..=WEEKS).map(draw).collect())
}

#[derive(Clone, Copy)]
struct Outbreak {
    start: u32,
    size: u8,
}

/// Adds the cases of an outbreak and returns their weeks in order; cases past the end of the baseline,
/// or of the series, are lost.
fn add_outbreak(
    random: &mut Random,
    counts: &mut [u32],
    scenario: &Scenario,
    outbreak: Outbreak,
) -> Vec<u32> {
    let deviation = (scenario.dispersion * scenario.mean(outbreak.start)).sqrt();
    let cases = random.poisson(f64::from(outbreak.size) * deviation);
    let end = if outbreak.start < CURRENT_START { CURRENT_START } else { WEEKS + 1 };
    let mut weeks: Vec<u32> = (0..cases)
        .map(|_| outbreak.start + libm::exp(DELAY_DEVIATION * random.normal()) as u32)
        .filter(|week| *week < end)
        .collect();
    weeks.sort_unstable();
    for week in &weeks {
        counts[*week as usize - 1] += 1;
    }
    weeks
}

/// What the six scenarios of a family share.
struct Family {
    level: f64,
    dispersion: f64,
    slope: f64,
    cosine: f64,
    sine: f64,
}

/// Number of scenarios.
pub const SCENARIOS: u8 = 42;
/// Weeks in a series.
pub const WEEKS: u32 = 624;
/// First of the baseline weeks, which may hold past outbreaks; earlier weeks hold none.
pub const BASELINE_START: u32 = 313;
/// First of the weeks in which detectors are judged.
pub const CURRENT_START: u32 = 576;

/// Latest start of the outbreak that is to be found.
const LATEST_START: u32 = 618;
const PAST_OUTBREAKS: usize = 4;
const PAST_SIZES: [u8; 5] = [0, 2, 3, 5, 10];
/// Standard deviation of the log of a case's delay in weeks.
const DELAY_DEVIATION: f64 = 0.5;

#[rustfmt::skip]
const FAMILIES: [Family; 7] = [
    Family { level: 0.1,  dispersion: 1.5, slope: 0.0025, cosine: 0.6,  sine: 0.6 },
    Family { level: -2.0, dispersion: 2.0, slope: 0.005,  cosine: 0.1,  sine: 0.3 },
    Family { level: 1.5,  dispersion: 1.0, slope: 0.003,  cosine: 0.2,  sine: -0.4 },
    Family { level: 0.5,  dispersion: 5.0, slope: 0.002,  cosine: 0.5,  sine: 0.5 },
    Family { level: 2.5,  dispersion: 3.0, slope: 0.001,  cosine: 1.0,  sine: 0.1 },
    Family { level: 3.75, dispersion: 1.1, slope: 0.001,  cosine: 0.1,  sine: -0.1 },
    Family { level: 5.0,  dispersion: 1.2, slope: 0.0001, cosine: 0.05, sine: 0.01 },
];
