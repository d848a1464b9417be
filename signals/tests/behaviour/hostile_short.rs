//! Methods for short series, charts of residuals and first reports, on series no one should send: a
//! stated answer, numbers that are numbers, no alarm where nothing was reported.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use proptest::prelude::*;
use signals::first_seen::Novelty;
use signals::residual::Drift;
use signals::{
    ChangePointSettings, FirstSeenSettings, Measured, OnlineChangeSettings, ResidualChart,
    ResidualChartSettings, Scale, ShortSeries, SpreadSettings, StepModel, StepSettings,
    TrendMethod, TrendSettings, change_point, chart_residuals, first_seen, judge_spread,
    online_change, step, trend,
};

/// Figures that are missing, none, alike, negative, absurd, or no numbers.
fn figures() -> impl Strategy<Value = Vec<Option<f64>>> {
    let cell = prop_oneof![
        2 => Just(None),
        3 => Just(Some(0.0)),
        6 => (0_u32..60).prop_map(|count| Some(f64::from(count))),
        4 => (0.0..1e3_f64).prop_map(Some),
        1 => prop_oneof![Just(1e15), Just(1e300), Just(5e-324)].prop_map(Some),
        1 => prop_oneof![Just(-3.0), Just(f64::NAN), Just(f64::INFINITY)].prop_map(Some),
    ];
    let mixed = prop::collection::vec(cell, 0..40);
    let constant =
        (0_usize..40, 0_u32..90).prop_map(|(length, count)| vec![Some(f64::from(count)); length]);
    let one_huge = (1_usize..40, 0_usize..40).prop_map(|(length, at)| {
        let mut figures = vec![Some(2.0); length];
        figures[at % length] = Some(4e9);
        figures
    });
    prop_oneof![6 => mixed, 1 => constant, 1 => one_huge]
}

fn scale() -> impl Strategy<Value = Scale> {
    prop_oneof![Just(Scale::Counts), Just(Scale::Amounts)]
}

/// Numbers as settings might hold them by mistake.
fn setting() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..1.0_f64,
        2 => 0.0..20.0_f64,
        1 => prop_oneof![Just(-1.0), Just(0.0), Just(f64::NAN), Just(f64::INFINITY)],
    ]
}

fn is_chance(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

fn is_sound(figures: &[Option<f64>]) -> bool {
    figures.iter().flatten().all(|figure| figure.is_finite() && *figure >= 0.0)
}

fn measured() -> impl Strategy<Value = Vec<Measured>> {
    let wild = prop_oneof![8 => Just(0.0), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(1e200)];
    let cell = prop_oneof![
        1 => Just(Measured::Missing),
        5 => (-50.0..200.0_f64, 0.0..30.0_f64).prop_map(|(value, error)| Measured::Value { value, error }),
        2 => (0.0..50.0_f64).prop_map(|limit| Measured::Below { limit }),
        1 => (wild, -1.0..1.0_f64).prop_map(|(value, error)| Measured::Value { value, error }),
    ];
    prop::collection::vec(cell, 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: proptest::test_runner::RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn steps_answer_or_say_why_not(
        figures in figures(), scale in scale(), alpha in setting(), kind in 0_u8..4,
        (recent, least, longest) in (0_usize..4, 0_usize..8, 0_usize..40), beyond in 0_usize..2,
    ) {
        let model = [StepModel::LevelOrWalk, StepModel::Level, StepModel::PersistentLevel, StepModel::Walk];
        let settings = StepSettings {
            model: model[usize::from(kind)], recent, least_baseline: least, longest_baseline: longest,
            alpha, ..StepSettings::annual()
        };
        let series = ShortSeries { figures: &figures, scale };
        match step(&series, 0..figures.len() + beyond, &settings) {
            Err(why) => prop_assert!(!why.to_string().is_empty()),
            Ok(assessed) => {
                prop_assert!(is_sound(&figures) && beyond == 0);
                for found in assessed {
                    let Ok(found) = found.step else { continue };
                    prop_assert!(is_chance(found.p_rise) && is_chance(found.p_fall), "{found:?}");
                    prop_assert!(found.p_rise > 0.05 || found.observed > 0.0, "{found:?}");
                    prop_assert!(found.lower_bound <= found.upper_bound, "{found:?}");
                    prop_assert!(!found.expected.is_nan() && !found.t.is_nan(), "{found:?}");
                }
            }
        }
    }

    #[test]
    fn trends_answer_or_say_why_not(
        figures in figures(), scale in scale(), alpha in setting(), is_drift in any::<bool>(),
        (least, longest) in (0_usize..8, 0_usize..40), beyond in 0_usize..2,
    ) {
        let method = if is_drift { TrendMethod::Drift } else { TrendMethod::MannKendall };
        let settings = TrendSettings {
            method, least_figures: least, longest, alpha, ..TrendSettings::mann_kendall(30)
        };
        let series = ShortSeries { figures: &figures, scale };
        match trend(&series, 0..figures.len() + beyond, &settings) {
            Err(why) => prop_assert!(!why.to_string().is_empty()),
            Ok(assessed) => {
                prop_assert!(is_sound(&figures) && beyond == 0);
                for found in assessed {
                    let Ok(found) = found.trend else { continue };
                    prop_assert!(is_chance(found.p_rise) && is_chance(found.p_fall), "{found:?}");
                    prop_assert!(!found.slope.is_nan() && !found.statistic.is_nan(), "{found:?}");
                }
            }
        }
    }

    #[test]
    fn change_points_answer_or_say_why_not(
        figures in figures(), scale in scale(), alpha in setting(),
        (least, longest) in (0_usize..12, 0_usize..40), beyond in 0_usize..2,
    ) {
        let settings = ChangePointSettings { least_figures: least, longest, alpha };
        let series = ShortSeries { figures: &figures, scale };
        match change_point(&series, 0..figures.len() + beyond, &settings) {
            Err(why) => prop_assert!(!why.to_string().is_empty()),
            Ok(assessed) => {
                prop_assert!(is_sound(&figures) && beyond == 0);
                for period in assessed {
                    let Ok(found) = period.change else { continue };
                    let chances = [found.p_value, found.p_rise, found.p_fall];
                    prop_assert!(chances.into_iter().all(is_chance), "{found:?}");
                    prop_assert!(found.first_after <= period.position, "{found:?}");
                }
            }
        }
    }

    #[test]
    fn figures_that_never_change_are_news_to_no_test(length in 5_usize..40, count in 0_u32..1000, scale in scale()) {
        let figures = vec![Some(f64::from(count)); length];
        let series = ShortSeries { figures: &figures, scale };
        let stepped = step(&series, 0..length, &StepSettings::annual()).unwrap();
        let trended = trend(&series, 0..length, &TrendSettings::mann_kendall(30)).unwrap();
        let changed = change_point(&series, 0..length, &ChangePointSettings::pettitt(30)).unwrap();
        let p_values = stepped.iter().filter_map(|found| found.step.as_ref().ok())
            .flat_map(|found| [found.p_rise, found.p_fall])
            .chain(trended.iter().filter_map(|found| found.trend.as_ref().ok()).flat_map(|found| [found.p_rise, found.p_fall]))
            .chain(changed.iter().filter_map(|found| found.change.as_ref().ok()).map(|found| found.p_value));
        for p_value in p_values {
            prop_assert!(p_value > 0.1, "{p_value}");
        }
    }

    #[test]
    fn charts_of_residuals_answer_or_say_why_not(
        residuals in prop::collection::vec(prop_oneof![
            8 => (-4.0..4.0_f64).prop_map(Some), 2 => Just(None),
            1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e308), Just(-1e308)].prop_map(Some),
        ], 0..60),
        (first, second, largest) in (setting(), setting(), setting()), is_sum in any::<bool>(), beyond in 0_usize..2,
    ) {
        let chart = if is_sum {
            ResidualChart::Cusum { reference: first, decision: second }
        } else {
            ResidualChart::Ewma { weight: first, limit: second }
        };
        let settings = ResidualChartSettings { chart, largest_residual: largest };
        match chart_residuals(&residuals, 0..residuals.len() + beyond, &settings) {
            Err(why) => prop_assert!(!why.to_string().is_empty()),
            Ok(charted) => for week in charted {
                prop_assert!(week.statistic.is_finite(), "{week:?}");
                prop_assert_eq!(week.verdict.is_some(), residuals[week.position].is_some());
                if week.verdict == Some(Drift::Rise) {
                    prop_assert!(week.statistic > 0.0, "{week:?}");
                }
            }
        }
    }

    #[test]
    fn chances_of_spread_are_chances(
        since in prop::collection::vec(prop_oneof![
            1 => Just(None), 4 => (0_u32..5).prop_map(Some), 1 => Just(Some(u32::MAX)),
        ], 0..60),
        (shape, periods, rate, above) in (setting(), setting(), setting(), setting()),
    ) {
        let settings = SpreadSettings {
            prior_shape: shape, prior_periods: periods, spreading_rate: rate, alarm_above: above,
        };
        match judge_spread(&since, settings) {
            Err(why) => prop_assert!(!why.to_string().is_empty()),
            Ok(found) => {
                prop_assert!(is_chance(found.chance) && found.mean_rate().is_finite(), "{found:?}");
                prop_assert!(is_chance(found.chance_of_next(0)) && is_chance(found.chance_of_next(7)));
            }
        }
        // Nothing since the first report is no spread.
        let quiet = judge_spread(&[Some(0); 5], SpreadSettings::weekly()).unwrap();
        prop_assert!(!quiet.alarm);
    }

    #[test]
    fn first_reports_do_not_depend_on_the_order_of_days(
        offsets in prop::collection::vec(-4000_i64..4000, 0..20), since in -4000_i64..4000, as_of in -4000_i64..4000,
    ) {
        let day = |offset: i64| -> Date {
            let span: Span = offset.days();
            date(2020, 6, 1).checked_add(span).expect("near the year 2020")
        };
        let settings = FirstSeenSettings::yearly_history();
        let mut days: Vec<Date> = offsets.iter().copied().map(day).collect();
        let found = first_seen(&days, day(since), day(as_of), settings);
        days.reverse();
        prop_assert_eq!(found, first_seen(&days, day(since), day(as_of), settings));
        match found {
            None => prop_assert!(days.iter().all(|reported| *reported > day(as_of))),
            Some(found) => {
                prop_assert!(days.contains(&found.first_on) && found.first_on <= day(as_of));
                // News is never what was there from the start.
                prop_assert!(found.novelty != Novelty::New || found.first_on > day(since));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, rng_seed: proptest::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn changes_of_level_answer_or_say_why_not(
        figures in measured(), (lowest, highest) in (-100.0..300.0_f64, -100.0..300.0_f64),
        (mean_run, above) in (setting(), setting()), recent in 0_usize..6, beyond in 0_usize..2,
    ) {
        let spanning = OnlineChangeSettings::spanning(lowest, highest);
        let settings = OnlineChangeSettings { mean_run: 50.0 * mean_run, recent, alarm_above: above, ..spanning };
        match online_change(&figures, 0..figures.len() + beyond, &settings) {
            Err(why) => prop_assert!(!why.to_string().is_empty()),
            Ok(assessed) => for period in assessed {
                prop_assert!(is_chance(period.chance) && period.level.is_finite(), "{period:?}");
                let is_missing = matches!(figures[period.position], Measured::Missing);
                prop_assert_eq!(period.alarm.is_none(), is_missing, "{:?}", period);
            }
        }
    }
}
