//! Known answers, refusals and gaps.

use super::*;
use crate::harmonic::{SeasonalMean, Slope};

fn some(counts: &[u32]) -> Vec<Option<u32>> {
    counts.iter().copied().map(Some).collect()
}

fn settings(mean: f64) -> GlrSettings {
    GlrSettings::hoehle_paul_2008(ExpectedCount::Constant(mean))
}

#[test]
fn one_count_has_the_ratio_of_its_own_mean() {
    let counts = some(&[9, 9]);
    let chart = glr(&counts, 0..1, &settings(4.0)).unwrap();
    let exact = 9.0 * libm::log(9.0 / 4.0) - 5.0;
    assert!((chart.assessments[0].statistic - exact).abs() < 1e-12);
    let fall = GlrSettings { direction: ChangeDirection::Fall, ..settings(4.0) };
    assert!(glr(&counts, 0..1, &fall).unwrap().assessments[0].statistic <= 0.0);
}

#[test]
fn the_bound_is_the_least_count_that_alarms() {
    let counts = some(&[4, 5, 3, 6, 4]);
    for spread in [GlrSpread::Poisson, GlrSpread::NegativeBinomial { alpha: 0.2 }] {
        let settings = GlrSettings { bound: CaseBound::Computed, spread, ..settings(4.0) };
        let bound = glr(&counts, 0..5, &settings).unwrap().assessments[4].upper_bound.unwrap();
        for (count, alarm) in [(bound as u32, true), (bound as u32 - 1, false)] {
            let mut counts = counts.clone();
            counts[4] = Some(count);
            let found = glr(&counts, 0..5, &settings).unwrap();
            assert_eq!(found.assessments[4].alarm, Some(alarm), "{spread:?}, {count}");
        }
    }
}

#[test]
fn a_known_shift_reaches_its_bound_exactly() {
    let counts = some(&[7, 5]);
    for spread in [GlrSpread::Poisson, GlrSpread::NegativeBinomial { alpha: 0.2 }] {
        let settings = GlrSettings {
            shift: Shift::Known(0.6),
            bound: CaseBound::Computed,
            spread,
            threshold: 2.0,
            ..settings(4.0)
        };
        let found = &glr(&counts, 0..2, &settings).unwrap().assessments[1];
        let bound = found.upper_bound.unwrap();
        assert_eq!(found.alarm, Some(5.0 >= bound));
    }
}

#[test]
fn a_missing_count_adds_nothing_and_has_no_verdict() {
    let gap = [Some(9), None, Some(7)];
    let with_gap = glr(&gap, 0..3, &settings(4.0)).unwrap().assessments;
    let without = glr(&some(&[9, 7]), 0..2, &settings(4.0)).unwrap().assessments;
    assert_eq!(with_gap[1].alarm, None);
    assert_eq!(with_gap[1].statistic.to_bits(), with_gap[0].statistic.to_bits());
    assert_eq!(with_gap[2].statistic.to_bits(), without[1].statistic.to_bits());
}

#[test]
fn settings_and_series_that_say_nothing_are_refused() {
    let counts = some(&[0; 70]);
    let model = SeasonalMean { harmonics: 1, slope: Slope::Absent, frequency: 52 };
    let seasonal = GlrSettings::hoehle_paul_2008(ExpectedCount::Seasonal(model));
    let refused = |range, settings: &GlrSettings| glr(&counts, range, settings).unwrap_err();
    assert!(refused(60..70, &seasonal).to_string().contains("no fit"));
    assert!(refused(60..71, &seasonal).to_string().contains("has 70"));
    let fitted = GlrSettings { spread: GlrSpread::FittedNegativeBinomial, ..settings(4.0) };
    assert!(refused(60..70, &fitted).to_string().contains("spread"));
    for shift in [
        Shift::Known(0.0),
        Shift::Unknown { shortest: 0, longest: None },
        Shift::Unknown { shortest: 3, longest: Some(2) },
    ] {
        assert!(matches!(
            refused(60..70, &GlrSettings { shift, ..settings(4.0) }),
            GlrError::Setting { .. }
        ));
    }
    let zero = refused(60..70, &settings(0.0)).to_string();
    assert!(zero.contains("must be above 0"), "{zero}");
}

#[test]
fn counts_without_any_spread_are_fitted_as_poisson_counts() {
    let model = SeasonalMean { harmonics: 1, slope: Slope::Absent, frequency: 52 };
    let fitted = GlrSettings {
        mean: ExpectedCount::Seasonal(model),
        spread: GlrSpread::FittedNegativeBinomial,
        ..settings(4.0)
    };
    let chart = glr(&some(&[7; 150]), 110..150, &fitted).unwrap();
    assert_eq!(chart.alpha.to_bits(), 0f64.to_bits());
    assert!(chart.assessments.iter().all(|week| week.alarm == Some(false)));
}

/// R: `algo.glrnb` with alpha = 0.2, dir = "dec", c.ARL = 1e6, `mu0` = 50: it finds none in the 3.
#[test]
fn a_search_that_runs_away_begins_anew_with_the_next_stretch() {
    let settings = GlrSettings {
        direction: ChangeDirection::Fall,
        spread: GlrSpread::NegativeBinomial { alpha: 0.2 },
        threshold: 1e6,
        ..settings(50.0)
    };
    let chart = glr(&some(&[3, 0, 0, 0]), 0..4, &settings).unwrap();
    let expected = [0.0, 11.989_475_602_693_9, 23.978_951_205_387_8, 35.968_426_808_081_7];
    for (week, exact) in chart.assessments.iter().zip(expected) {
        assert!((week.statistic - exact).abs() <= 1e-12 * exact, "{week:?}");
    }
}

#[test]
fn the_sure_search_finds_rises_and_falls_of_any_size() {
    for (count, mean) in [(3, 50.0), (100, 500.0), (8, 0.6), (64, 0.6), (0, 80.0)] {
        let y = f64::from(count);
        let is_fall = y < mean;
        let settings = GlrSettings {
            direction: if is_fall { ChangeDirection::Fall } else { ChangeDirection::Rise },
            spread: GlrSpread::NegativeBinomial { alpha: 0.2 },
            search: FactorSearch::Sure,
            threshold: 1e9,
            ..settings(mean)
        };
        let chart = glr(&some(&[count; 4]), 0..4, &settings).unwrap();
        let log = if count == 0 { 0.0 } else { y * libm::log(y / mean) };
        let one = log - (y + 5.0) * libm::log((1.0 + 0.2 * y) / (1.0 + 0.2 * mean));
        for (week, found) in chart.assessments.iter().enumerate() {
            let exact = one * (week + 1) as f64;
            assert!((found.statistic - exact).abs() < 1e-6 * exact, "{count} of {mean}: {found:?}");
        }
    }
}
