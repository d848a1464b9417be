//! Sums of twelve months that end every month, read as whole years and looked at every month.

use crate::simulation::Random;
use signals::{Scale, ShortSeries, StepSettings, step};

/// Months of a source: five years before the first look, and five years of looks.
const MONTHS: usize = 120;
const REPLICATES: u32 = 150;
const ALPHA: f64 = 0.01;

/// Whether the newest whole year steps up, at each month from the sixtieth on.
fn alarms(months: &[f64]) -> Vec<bool> {
    let ends = (60..=months.len()).collect::<Vec<_>>();
    let alarm = |end: &usize| {
        let years: Vec<Option<f64>> = months[end % 12..*end]
            .chunks_exact(12)
            .map(|year| Some(year.iter().sum::<f64>()))
            .collect();
        let series = ShortSeries { figures: &years, scale: Scale::Counts };
        let last = years.len() - 1..years.len();
        let found = step(&series, last, &StepSettings::annual()).expect("sound");
        found[0].step.as_ref().is_ok_and(|step| step.p_rise < ALPHA)
    };
    ends.iter().map(alarm).collect()
}

#[test]
fn looking_every_month_keeps_to_twice_the_nominal_share_a_year() {
    let mut random = Random::seeded(20_261_123);
    let (mut looks, mut alarmed, mut years, mut years_alarmed) = (0, 0, 0, 0);
    for _ in 0..REPLICATES {
        // Counts that scatter more than chance, each for itself.
        let months: Vec<f64> = (0..MONTHS)
            .map(|_| {
                let mean = (4.0 + 0.2 * random.normal()).exp();
                f64::from(random.poisson(mean))
            })
            .collect();
        let found = alarms(&months);
        looks += found.len();
        alarmed += found.iter().filter(|alarm| **alarm).count();
        for year in found.chunks_exact(12) {
            years += 1;
            years_alarmed += u32::from(year.contains(&true));
        }
    }
    let look = alarmed as f64 / looks as f64;
    let year = f64::from(years_alarmed) / f64::from(years);
    println!("{look:.4} of looks and {year:.4} of years alarm where nothing steps");
    assert!(look <= ALPHA, "{look}");
    assert!(year <= 2.0 * ALPHA, "{year}");
}
