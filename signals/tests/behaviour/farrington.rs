//! What must hold of the Farrington detector for any series: properties, edges, planted outbreaks.

use crate::simulation::{Random, seasonal_counts};
use signals::{
    CountSeries, FarringtonAssessment, FarringtonError, FarringtonSettings, MinimumCases,
    PopulationOffset, ThresholdMethod, farrington_flexible,
};

fn weekly(counts: &[Option<u32>]) -> CountSeries<'_> {
    CountSeries { counts, dates: None, population: None, frequency: 52 }
}

fn assess(
    counts: &[Option<u32>],
    first: usize,
    settings: &FarringtonSettings,
) -> Result<Vec<FarringtonAssessment>, FarringtonError> {
    farrington_flexible(&weekly(counts), first..counts.len(), settings)
}

fn both() -> [FarringtonSettings; 2] {
    [FarringtonSettings::farrington_1996(), FarringtonSettings::noufaily_2013()]
}

#[test]
fn weeks_assessed_alone_give_the_same_bits_as_weeks_assessed_together() {
    let counts = seasonal_counts(&mut Random::seeded(1), 330, 8.0);
    for settings in both() {
        let together = assess(&counts, 300, &settings).unwrap();
        for week in 300..330 {
            let alone = farrington_flexible(&weekly(&counts), week..week + 1, &settings).unwrap();
            assert_eq!(alone[0], together[week - 300]);
        }
    }
}

#[test]
fn excluded_weeks_and_later_weeks_do_not_move_the_bound() {
    let counts = seasonal_counts(&mut Random::seeded(2), 330, 8.0);
    let mut changed = counts.clone();
    for week in (294..320).chain(321..330) {
        changed[week] = Some(500);
    }
    let settings = FarringtonSettings::noufaily_2013();
    let bound = |counts: &[Option<u32>]| {
        farrington_flexible(&weekly(counts), 320..321, &settings).unwrap()[0].upper_bound
    };
    assert_eq!(bound(&counts), bound(&changed));
}

#[test]
fn a_constant_population_changes_nothing() {
    let counts = seasonal_counts(&mut Random::seeded(3), 330, 8.0);
    let population = vec![83_000_000.0; counts.len()];
    for plain in both() {
        let offset =
            FarringtonSettings { population: PopulationOffset::LogOffset, ..plain.clone() };
        let series = CountSeries { population: Some(&population), ..weekly(&counts) };
        let with = farrington_flexible(&series, 300..330, &offset).unwrap();
        for (a, b) in assess(&counts, 300, &plain).unwrap().iter().zip(&with) {
            let (a, b) = (a.expected.unwrap(), b.expected.unwrap());
            assert!((a - b).abs() <= 1e-9 * a);
        }
    }
}

#[test]
fn more_cases_are_never_less_surprising() {
    let mut counts = seasonal_counts(&mut Random::seeded(4), 301, 4.0);
    for settings in both() {
        let mut last = 1.0;
        for observed in 0..60 {
            counts[300] = Some(observed);
            let p_value = assess(&counts, 300, &settings).unwrap()[0].p_value.unwrap();
            assert!(p_value < last && p_value > 0.0, "{observed}: {p_value} after {last}");
            last = p_value;
        }
    }
}

#[test]
fn a_plugin_alarm_has_a_p_value_below_alpha() {
    let counts = seasonal_counts(&mut Random::seeded(5), 500, 3.0);
    let settings = FarringtonSettings {
        minimum_cases: MinimumCases { cases: 0, periods: 1 },
        threshold: ThresholdMethod::NegativeBinomialPlugin,
        alpha: 0.1,
        ..FarringtonSettings::noufaily_2013()
    };
    let assessments = assess(&counts, 300, &settings).unwrap();
    assert!(assessments.iter().any(|assessment| assessment.alarm == Some(true)));
    for assessment in assessments.iter().filter(|assessment| assessment.alarm == Some(true)) {
        assert!(assessment.p_value.unwrap() < 0.1);
    }
}

#[test]
fn empty_and_short_series_are_refused_not_panicked_on() {
    let settings = FarringtonSettings::farrington_1996();
    assert_eq!(assess(&[], 0, &settings), Ok(Vec::new()));
    let one = [Some(3)];
    assert!(matches!(
        assess(&one, 0, &settings),
        Err(FarringtonError::ReferenceMissing { position: 0, years: 1, .. })
    ));
    let counts = vec![Some(3); 270];
    assert!(matches!(
        farrington_flexible(&weekly(&counts), 261..262, &settings),
        Err(FarringtonError::BaselineBeforeStart { position: 261 })
    ));
    assert!(farrington_flexible(&weekly(&counts), 263..264, &settings).is_ok());
    assert!(matches!(
        farrington_flexible(&weekly(&counts), 263..271, &settings),
        Err(FarringtonError::RangeOutside { last: 270, length: 270, .. })
    ));
}

#[test]
fn a_single_dated_row_is_refused_not_panicked_on() {
    let dates = [jiff::civil::date(1999, 1, 4)];
    let series =
        CountSeries { counts: &[Some(3)], dates: Some(&dates), population: None, frequency: 52 };
    for settings in both() {
        assert!(farrington_flexible(&series, 0..1, &settings).is_err());
    }
}

#[test]
fn an_unchanging_series_never_alarms() {
    for settings in both() {
        for count in [2, 7, 1_000] {
            for assessment in assess(&vec![Some(count); 330], 300, &settings).unwrap() {
                assert_eq!(assessment.alarm, Some(false));
                let expected = assessment.expected.unwrap();
                assert!((expected - f64::from(count)).abs() < 1e-6 * f64::from(count));
            }
        }
    }
}

#[test]
fn a_missing_week_has_no_p_value_and_blocks_the_minimum_of_its_neighbours() {
    let mut counts = seasonal_counts(&mut Random::seeded(6), 330, 8.0);
    counts[310] = None;
    let assessments = assess(&counts, 300, &FarringtonSettings::noufaily_2013()).unwrap();
    let unknown: Vec<usize> = assessments
        .iter()
        .filter(|assessment| assessment.expected.is_none())
        .map(|assessment| assessment.position)
        .collect();
    assert_eq!(unknown, [310, 311, 312, 313]);
    assert!(assessments[10].p_value.is_none() && assessments[11].p_value.is_some());
}

#[test]
fn settings_out_of_range_are_named() {
    let counts = vec![Some(3); 330];
    let good = FarringtonSettings::farrington_1996;
    for (settings, name) in [
        (FarringtonSettings { years_back: 0, ..good() }, "years_back"),
        (FarringtonSettings { season_levels: 53, ..good() }, "season_levels"),
        (FarringtonSettings { alpha: f64::NAN, ..good() }, "alpha"),
    ] {
        let error = assess(&counts, 300, &settings).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn monthly_and_quarterly_settings_work_from_their_first_possible_period() {
    let mut random = Random::seeded(7);
    for years in 1..=6 {
        for (frequency, settings) in [
            (12, FarringtonSettings::noufaily_2013_monthly(years)),
            (4, FarringtonSettings::noufaily_2013_quarterly(years)),
        ] {
            let width = usize::from(settings.window_half_width);
            let first = usize::from(settings.years_back * frequency) + width;
            let counts: Vec<_> = (0..first + 8).map(|_| Some(random.poisson(30.0))).collect();
            let series = CountSeries { frequency, ..weekly(&counts) };
            let assessments = farrington_flexible(&series, first..first + 8, &settings).unwrap();
            for assessment in assessments {
                let expected = assessment.expected.unwrap();
                assert!((15.0..60.0).contains(&expected), "{years} years: {expected}");
                assert!(assessment.upper_bound.unwrap() > expected);
            }
        }
    }
}

/// Recovery at the stated rate: 60 series of ten years, a planted outbreak in the last.
#[test]
fn planted_outbreaks_are_found_at_half_a_percent_of_false_alarms() {
    let mut random = Random::seeded(8);
    let (mut false_alarms, mut calm_weeks, mut found) = (0, 0, 0);
    for _ in 0..60 {
        let mut counts = seasonal_counts(&mut random, 520, 6.0);
        let outbreak = 480 + random.below(30);
        counts[outbreak] = counts[outbreak].map(|count| count + 20);
        for assessment in assess(&counts, 440, &FarringtonSettings::noufaily_2013()).unwrap() {
            let alarm = u32::from(assessment.alarm == Some(true));
            if assessment.position == outbreak {
                found += alarm;
            } else {
                calm_weeks += 1;
                false_alarms += alarm;
            }
        }
    }
    let rate = f64::from(false_alarms) / f64::from(calm_weeks);
    assert!(rate < 0.01, "{rate} of calm weeks alarmed");
    assert!(found >= 57, "only {found} of 60 outbreaks were found");
}

#[test]
fn a_season_of_zeros_has_a_stated_limit() {
    let mut random = Random::seeded(4);
    let mut counts: Vec<Option<u32>> =
        (0..312).map(|week| Some(if week % 52 < 15 { 0 } else { random.poisson(9.0) })).collect();
    counts[265] = Some(500);
    let of = |threshold: ThresholdMethod| {
        let settings = FarringtonSettings {
            years_back: 4,
            threshold,
            minimum_cases: MinimumCases { cases: 0, periods: 4 },
            ..FarringtonSettings::noufaily_2013()
        };
        farrington_flexible(&weekly(&counts), 265..266, &settings).unwrap()[0].clone()
    };
    let plugin = of(ThresholdMethod::NegativeBinomialPlugin);
    assert_eq!(plugin.alarm, Some(true));
    assert!(plugin.expected.is_some_and(|mean| mean < 1e-6), "{plugin:?}");
    // The bound of this method is no number there, and 500 cases must not pass for no alarm.
    let muan = of(ThresholdMethod::Muan);
    assert_eq!((muan.alarm, muan.upper_bound), (None, None), "{muan:?}");
}
