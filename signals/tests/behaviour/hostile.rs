//! No method panics, and none raises an alarm it cannot account for, whatever it is given.

use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use signals::residual::Drift;
use signals::{
    BayesSettings, CaseBound, ChangeDirection, CountSeries, CurrentYear, CusumSettings,
    EarsSettings, ExpectedCount, FactorSearch, FarringtonError, FarringtonSettings, GlrSettings,
    GlrSpread, MeanAfterAlarm, MinimumCases, PopulationOffset, PowerTransformation, ResidualChart,
    ResidualChartSettings, Reweighting, RkiSettings, SameWeeks, SeasonalMean, Shift, Slope,
    StandardErrors, Standardisation, ThresholdMethod, TrendRule, bayes, chart_residuals, cusum,
    ears, farrington_flexible, glr, rki,
};

/// Counts that are missing, none, few, or absurd.
fn counts() -> impl Strategy<Value = Vec<Option<u32>>> {
    let cell = prop_oneof![
        1 => Just(None),
        4 => Just(Some(0)),
        6 => (0..20_u32).prop_map(Some),
        1 => Just(Some(u32::MAX)),
        1 => any::<u32>().prop_map(Some),
    ];
    prop_oneof![
        3 => vec(cell, 0..420),
        1 => (0..420_usize).prop_map(|length| vec![Some(0); length]),
        1 => (0..420_usize, any::<u32>()).prop_map(|(length, count)| vec![Some(count); length]),
    ]
}

/// Numbers that settings should not be, and some they may be.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(-1.0),
        Just(0.0),
        Just(1.0),
        Just(5e-324),
        0.0..1.0_f64,
        0.1..10.0_f64,
    ]
}

fn farrington_settings() -> impl Strategy<Value = FarringtonSettings> {
    let power = prop_oneof![
        Just(PowerTransformation::TwoThirds),
        Just(PowerTransformation::SquareRoot),
        Just(PowerTransformation::None),
    ];
    let threshold = prop_oneof![
        power.prop_map(ThresholdMethod::Delta),
        Just(ThresholdMethod::NegativeBinomialPlugin),
        Just(ThresholdMethod::Muan),
    ];
    let shape = (0..7_u16, 0..30_u16, 0..60_u16, 0..70_u32);
    let fit = (prop::option::of(number()), prop::option::of(number()), number(), any::<bool>());
    (shape, fit, threshold, (0..7_u32, 0..9_usize), any::<bool>()).prop_map(
        |(shape, (weights, trend, alpha, offset), threshold, (cases, periods), published)| {
            FarringtonSettings {
                years_back: shape.0,
                window_half_width: shape.1,
                season_levels: shape.2,
                recent_excluded: shape.3,
                reweighting: weights.map_or(Reweighting::None, Reweighting::Above),
                trend: trend.map_or(TrendRule::None, TrendRule::KeptBelow),
                population: if offset {
                    PopulationOffset::LogOffset
                } else {
                    PopulationOffset::Ignored
                },
                threshold,
                alpha,
                errors: if published {
                    StandardErrors::ByDispersion
                } else {
                    StandardErrors::ByPriorWeights
                },
                minimum_cases: MinimumCases { cases, periods },
            }
        },
    )
}

fn same_weeks() -> impl Strategy<Value = SameWeeks> {
    (0..4_u16, 0..30_u16, any::<bool>(), 0..54_u16).prop_map(
        |(years, width, current, frequency)| SameWeeks {
            years_back: years,
            half_width: width,
            current_year: if current { CurrentYear::Used } else { CurrentYear::Ignored },
            frequency,
        },
    )
}

fn mean() -> impl Strategy<Value = ExpectedCount> {
    prop_oneof![
        Just(ExpectedCount::MeanBefore),
        number().prop_map(ExpectedCount::Constant),
        vec(number(), 0..5).prop_map(ExpectedCount::Given),
        (0..4_u8, any::<bool>(), 0..54_u16).prop_map(|(harmonics, slope, frequency)| {
            let slope = if slope { Slope::Constant } else { Slope::Absent };
            ExpectedCount::Seasonal(SeasonalMean { harmonics, slope, frequency })
        }),
    ]
}

fn standardisation() -> impl Strategy<Value = Standardisation> {
    prop_oneof![
        Just(Standardisation::Standard),
        Just(Standardisation::Rossi),
        Just(Standardisation::Anscombe),
        Just(Standardisation::AnscombeSecondOrder),
        Just(Standardisation::Raw),
        number().prop_map(|alpha| Standardisation::PearsonNegativeBinomial { alpha }),
    ]
}

/// A range near the end, which may go beyond it.
fn near_end(length: usize, back: usize, beyond: usize) -> std::ops::Range<usize> {
    length.saturating_sub(back)..length + beyond
}

fn days(length: usize, unordered: bool) -> Vec<Date> {
    let start = date(1999, 1, 4);
    let week = jiff::Span::new().days(7);
    let mut days: Vec<Date> = start.series(week).take(length).collect();
    if unordered && length > 1 {
        days.swap(0, length - 1);
    }
    days
}

proptest! {
    #[test]
    fn farrington_answers_or_says_why_not(
        counts in counts(),
        settings in farrington_settings(),
        frequency in prop_oneof![Just(52_u16), Just(12), Just(4), Just(0), Just(365)],
        (is_dated, unordered, persons) in (any::<bool>(), any::<bool>(), number()),
    ) {
        let (days, population) = (days(counts.len(), unordered), vec![persons; counts.len()]);
        let series = CountSeries {
            counts: &counts,
            dates: is_dated.then_some(&days),
            population: Some(&population),
            frequency,
        };
        let found = farrington_flexible(&series, near_end(counts.len(), 4, 0), &settings);
        match found {
            Ok(weeks) => for week in weeks {
                let is_alarm = week.alarm == Some(true);
                prop_assert!(!is_alarm || week.observed.is_some_and(|count| count > 0));
                prop_assert!(!is_alarm || week.upper_bound.is_some());
                prop_assert!(week.p_value.is_none_or(|p| (0.0..=1.0).contains(&p)), "{week:?}");
            },
            Err(error) => {
                prop_assert!(!error.to_string().is_empty());
                let unsound = is_dated && unordered && counts.len() > 1;
                let sought = matches!(error, FarringtonError::ReferenceMissing { .. });
                prop_assert!(!(unsound && sought), "unordered dates were searched");
            }
        }
    }

    #[test]
    fn ears_answers_or_says_why_not(
        counts in counts(),
        (baseline, minimum_sigma, alpha, beyond) in (0..40_usize, number(), number(), 0..2_usize),
    ) {
        let all = [
            EarsSettings::c1(),
            EarsSettings::c2(),
            EarsSettings::c3(),
            EarsSettings::published_c3(),
        ];
        for published in all {
            let settings = EarsSettings { baseline, minimum_sigma, alpha, ..published };
            let Ok(weeks) = ears(&counts, near_end(counts.len(), 9, beyond), &settings) else {
                continue;
            };
            for week in weeks {
                prop_assert!(week.alarm.is_none() || week.upper_bound.is_some());
                prop_assert!(week.observed.is_some() || week.alarm.is_none());
            }
        }
    }

    #[test]
    fn short_baselines_answer_or_say_why_not(
        counts in counts(),
        baseline in same_weeks(),
        (alpha, beyond) in (number(), 0..2_usize),
    ) {
        let range = near_end(counts.len(), 9, beyond);
        let rki = rki(&counts, range.clone(), &RkiSettings { baseline });
        let bayes = bayes(&counts, range, &BayesSettings { baseline, alpha });
        for week in rki.into_iter().chain(bayes).flatten() {
            let known = week.observed.zip(week.upper_bound);
            let expected = known.map(|(count, bound)| f64::from(count) > bound);
            prop_assert_eq!(week.alarm, expected);
        }
    }

    #[test]
    fn cusum_answers_or_says_why_not(
        counts in counts(),
        (reference, decision, mean) in (number(), number(), mean()),
        (transformation, beyond) in (standardisation(), 0..2_usize),
    ) {
        let settings = CusumSettings { reference, decision, mean, transformation };
        match cusum(&counts, near_end(counts.len(), 5, beyond), &settings) {
            Ok(weeks) => for week in weeks {
                prop_assert!(week.sum >= 0.0 && week.upper_bound >= 0.0, "{week:?}");
                prop_assert_eq!(week.alarm.is_none(), week.observed.is_none());
            },
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn regression_charts_answer_or_say_why_not(
        counts in counts(),
        (threshold, mean, alpha, shift) in (number(), mean(), number(), number()),
        (kind, shortest, longest) in (0..6_u8, 0..4_usize, prop::option::of(0..30_usize)),
        beyond in 0..2_usize,
    ) {
        let settings = GlrSettings {
            threshold,
            mean,
            spread: match kind % 3 {
                0 => GlrSpread::Poisson,
                1 => GlrSpread::NegativeBinomial { alpha },
                _ => GlrSpread::FittedNegativeBinomial,
            },
            direction: if kind < 3 { ChangeDirection::Rise } else { ChangeDirection::Fall },
            search: if beyond == 0 { FactorSearch::Sure } else { FactorSearch::AsReference },
            after_alarm: if beyond == 0 { MeanAfterAlarm::Kept } else { MeanAfterAlarm::Refitted },
            shift: match longest {
                Some(0) => Shift::Known(shift),
                Some(longest) if longest % 2 == 1 => {
                    Shift::Epidemic { shortest, longest: Some(longest) }
                }
                _ => Shift::Unknown { shortest, longest },
            },
            bound: if kind < 3 { CaseBound::Computed } else { CaseBound::Skipped },
        };
        match glr(&counts, near_end(counts.len(), 5, beyond), &settings) {
            Ok(chart) => for week in chart.assessments {
                prop_assert!(!week.statistic.is_nan(), "{week:?}");
                prop_assert_eq!(week.alarm.is_none(), week.observed.is_none());
            },
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn residual_charts_answer_or_say_why_not(
        residuals in vec(prop::option::of(number()), 0..60),
        (a, b, most, ewma) in (number(), number(), number(), any::<bool>()),
        beyond in 0..2_usize,
    ) {
        let chart = if ewma {
            ResidualChart::Ewma { weight: a, limit: b }
        } else {
            ResidualChart::Cusum { reference: a, decision: b }
        };
        let settings = ResidualChartSettings { chart, largest_residual: most };
        if let Ok(weeks) = chart_residuals(&residuals, near_end(residuals.len(), 50, beyond), &settings) {
            for week in weeks {
                prop_assert!(!week.statistic.is_nan(), "{week:?}");
                let is_missing = residuals[week.position].is_none();
                prop_assert!(!is_missing || !matches!(week.verdict, Some(Drift::Rise | Drift::Fall)));
            }
        }
    }
}
