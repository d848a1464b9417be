//! The tests for short series on simulated truth, on properties, and on series no one should send.

use crate::simulation::Random;
use signals::{
    ChangePointSettings, NotAssessable, Scale, ShortSeries, ShortSeriesError, StepModel,
    StepSettings, TrendSettings, change_point, step, trend,
};

const LENGTHS: [usize; 3] = [5, 8, 12];
const REPLICATES: u32 = 3_000;

/// A chance of a rise and of a fall for the newest figure.
type Test = fn(&[f64], Scale) -> (f64, f64);

fn known(figures: &[f64]) -> Vec<Option<f64>> {
    figures.iter().copied().map(Some).collect()
}

fn step_with(settings: StepSettings, figures: &[f64], scale: Scale) -> (f64, f64) {
    let (figures, n) = (known(figures), figures.len());
    let series = ShortSeries { figures: &figures, scale };
    let found = step(&series, n - 1..n, &settings).expect("sound")[0].step.expect("assessable");
    (found.p_rise, found.p_fall)
}

fn level(figures: &[f64], scale: Scale) -> (f64, f64) {
    step_with(StepSettings { model: StepModel::Level, ..StepSettings::annual() }, figures, scale)
}

fn walk(figures: &[f64], scale: Scale) -> (f64, f64) {
    step_with(StepSettings { model: StepModel::Walk, ..StepSettings::annual() }, figures, scale)
}

fn either(figures: &[f64], scale: Scale) -> (f64, f64) {
    step_with(StepSettings::annual(), figures, scale)
}

fn trend_with(settings: TrendSettings, figures: &[f64], scale: Scale) -> (f64, f64) {
    let (figures, n) = (known(figures), figures.len());
    let series = ShortSeries { figures: &figures, scale };
    let found = trend(&series, n - 1..n, &settings).expect("sound")[0].trend.expect("assessable");
    (found.p_rise, found.p_fall)
}

fn mann_kendall(figures: &[f64], scale: Scale) -> (f64, f64) {
    trend_with(TrendSettings::mann_kendall(30), figures, scale)
}

fn drift(figures: &[f64], scale: Scale) -> (f64, f64) {
    trend_with(TrendSettings::drift(30), figures, scale)
}

fn pettitt(figures: &[f64], scale: Scale) -> (f64, f64) {
    let (figures, n) = (known(figures), figures.len());
    let series = ShortSeries { figures: &figures, scale };
    let settings = ChangePointSettings { alpha: 0.4, ..ChangePointSettings::pettitt(30) };
    let found =
        change_point(&series, n - 1..n, &settings).expect("sound")[0].change.expect("assessable");
    (found.p_rise, found.p_fall)
}

/// Draws p-values of series without any change and holds their law: no level is passed more often than
/// it says (by more than `slack` of it and four standard errors), and, where `floor` is above 0, not
/// much more rarely either.
fn check_null(
    what: &str,
    test: Test,
    scale: Scale,
    slack: f64,
    floor: f64,
    draw: fn(&mut Random, usize) -> Vec<f64>,
) {
    let mut random = Random::seeded(20_261_122);
    for n in LENGTHS {
        let drawn: Vec<(f64, f64)> =
            (0..REPLICATES).map(|_| test(&draw(&mut random, n), scale)).collect();
        for level in [0.01, 0.05, 0.1, 0.25, 0.5] {
            let error = 4.0 * (level * (1.0 - level) / f64::from(REPLICATES)).sqrt();
            for (way, p) in [
                ("rise", drawn.iter().map(|p| p.0).collect::<Vec<_>>()),
                ("fall", drawn.iter().map(|p| p.1).collect()),
            ] {
                let passed =
                    p.iter().filter(|p| **p <= level).count() as f64 / f64::from(REPLICATES);
                let most = level * (1.0 + slack) + error;
                let least = level * floor - error;
                println!("{what}, {n} figures, {way}: {passed:.4} at {level}");
                assert!(
                    passed <= most && passed >= least,
                    "{what}, {n} figures, {way}: {passed} at {level}"
                );
            }
        }
    }
}

fn normal_amounts(random: &mut Random, n: usize) -> Vec<f64> {
    (0..n).map(|_| (5.0 + 0.4 * random.normal()).exp()).collect()
}

fn poisson_counts(random: &mut Random, n: usize) -> Vec<f64> {
    (0..n).map(|_| f64::from(random.poisson(12.0))).collect()
}

fn rare_counts(random: &mut Random, n: usize) -> Vec<f64> {
    (0..n).map(|_| f64::from(random.poisson(0.6))).collect()
}

/// Gamma-mixed Poisson counts of variance three times their mean of 30.
fn scattered_counts(random: &mut Random, n: usize) -> Vec<f64> {
    let gamma = |random: &mut Random| {
        // Sum of 15 exponentials: shape 15, mean 30.
        (0..15).map(|_| -2.0 * random.uniform().ln()).sum::<f64>()
    };
    (0..n)
        .map(|_| {
            let mean = gamma(random);
            f64::from(random.poisson(mean))
        })
        .collect()
}

fn wandering_amounts(random: &mut Random, n: usize) -> Vec<f64> {
    let mut log = 5.0;
    let mut next = || {
        log += 0.1 + 0.3 * random.normal();
        log.exp()
    };
    (0..n).map(|_| next()).collect()
}

fn wandering_counts(random: &mut Random, n: usize) -> Vec<f64> {
    let mut log = 4.0;
    let mut next = || {
        log += 0.2 * random.normal();
        f64::from(random.poisson(f64::exp(log)))
    };
    (0..n).map(|_| next()).collect()
}

fn aimless_amounts(random: &mut Random, n: usize) -> Vec<f64> {
    let mut log = 5.0;
    let mut next = || {
        log += 0.3 * random.normal();
        log.exp()
    };
    (0..n).map(|_| next()).collect()
}

#[test]
fn p_values_of_level_steps_are_uniform_without_a_step() {
    check_null("level, amounts", level, Scale::Amounts, 0.0, 0.9, normal_amounts);
    check_null("level, Poisson", level, Scale::Counts, 0.0, 0.0, poisson_counts);
    check_null("level, rare", level, Scale::Counts, 0.0, 0.0, rare_counts);
    check_null("level, scattered", level, Scale::Counts, 0.1, 0.7, scattered_counts);
}

#[test]
fn p_values_of_walk_steps_are_uniform_for_figures_that_wander() {
    check_null("walk, amounts", walk, Scale::Amounts, 0.0, 0.9, wandering_amounts);
    check_null("walk, counts", walk, Scale::Counts, 0.1, 0.0, wandering_counts);
}

#[test]
fn a_step_from_either_is_no_step_to_both() {
    check_null("either, amounts", either, Scale::Amounts, 0.0, 0.0, normal_amounts);
    check_null("either, wandering", either, Scale::Amounts, 0.0, 0.0, wandering_amounts);
    check_null("either, Poisson", either, Scale::Counts, 0.0, 0.0, poisson_counts);
    check_null("either, wandering counts", either, Scale::Counts, 0.0, 0.0, wandering_counts);
}

#[test]
fn p_values_of_trends_hold_without_a_trend() {
    check_null("Mann-Kendall, amounts", mann_kendall, Scale::Amounts, 0.0, 0.0, normal_amounts);
    check_null("Mann-Kendall, rare", mann_kendall, Scale::Counts, 0.0, 0.0, rare_counts);
    check_null("drift, aimless", drift, Scale::Amounts, 0.0, 0.9, aimless_amounts);
    check_null("drift, level", drift, Scale::Amounts, 0.0, 0.0, normal_amounts);
    check_null("drift, Poisson", drift, Scale::Counts, 0.0, 0.0, poisson_counts);
}

#[test]
fn p_values_of_change_points_hold_without_a_change() {
    check_null("Pettitt, amounts", pettitt, Scale::Amounts, 0.0, 0.0, normal_amounts);
    check_null("Pettitt, rare", pettitt, Scale::Counts, 0.0, 0.0, rare_counts);
}

#[test]
fn a_real_step_is_found_with_its_moment() {
    let mut random = Random::seeded(7);
    let (mut found, mut placed) = (0, 0);
    for _ in 0..1_000 {
        let figures: Vec<f64> =
            (0..12).map(|t| f64::from(random.poisson(if t < 7 { 100.0 } else { 50.0 }))).collect();
        found += u32::from(either(&figures[..8], Scale::Counts).1 < 0.01);
        let known = known(&figures);
        let series = ShortSeries { figures: &known, scale: Scale::Counts };
        let at = change_point(&series, 11..12, &ChangePointSettings::pettitt(30)).unwrap();
        placed += u32::from(at[0].change.unwrap().first_after == 7);
    }
    assert!(found > 500, "a fall by half was found {found} times of 1000");
    assert!(placed > 750, "its moment was right {placed} times of 1000");
}

#[test]
fn steady_growth_is_a_trend_and_no_step() {
    let figures = [600.0, 1_650.0, 4_000.0, 9_000.0, 21_000.0, 50_000.0];
    assert!(drift(&figures, Scale::Counts).0 < 1e-3);
    assert!(mann_kendall(&figures, Scale::Counts).0 < 0.002);
    assert!(either(&figures, Scale::Counts).0 > 0.05);
}

#[test]
fn bounds_and_p_values_say_the_same() {
    let mut random = Random::seeded(11);
    for model in
        [StepModel::Level, StepModel::PersistentLevel, StepModel::Walk, StepModel::LevelOrWalk]
    {
        for scale in [Scale::Counts, Scale::Amounts] {
            for _ in 0..500 {
                let alpha = 0.2;
                let settings = StepSettings { model, alpha, ..StepSettings::annual() };
                let figures = known(&scattered_counts(&mut random, 8));
                let series = ShortSeries { figures: &figures, scale };
                let found = step(&series, 7..8, &settings).unwrap()[0].step.unwrap();
                let observed = figures[7].unwrap();
                assert_eq!(observed > found.upper_bound, found.p_rise < alpha, "{found:?}");
                assert_eq!(observed < found.lower_bound, found.p_fall < alpha, "{found:?}");
            }
        }
    }
}

/// A bound of the drift test holds for the figure it was given with: a larger one widens it.
#[test]
fn the_bound_of_a_drift_is_that_of_the_given_figure() {
    let upper = |newest: f64| {
        let figures = known(&[10.0, 12.0, 14.0, 17.0, newest]);
        let series = ShortSeries { figures: &figures, scale: Scale::Amounts };
        let found = trend(&series, 4..5, &TrendSettings::drift(30)).unwrap()[0].trend.unwrap();
        (found.upper_bound.unwrap(), found.p_rise)
    };
    let (bound, p) = upper(20.0);
    assert!(bound < 20.0 && p < 0.01, "{bound} {p}");
    let (wider, p) = upper(200.0);
    assert!(wider > 200.0 && p > 0.01, "{wider} {p}");
}

#[test]
fn amounts_may_be_in_any_unit() {
    let kilograms = [12.0, 15.5, 9.1, 14.0, 11.2, 40.0];
    let grams = kilograms.map(|kilograms| kilograms * 1000.0);
    for test in [level, walk, either, mann_kendall, drift, pettitt] {
        let (a, b) = (test(&kilograms, Scale::Amounts), test(&grams, Scale::Amounts));
        assert!((a.0 - b.0).abs() < 1e-12 && (a.1 - b.1).abs() < 1e-12);
    }
}

#[test]
fn a_mirrored_series_swaps_rise_and_fall() {
    let mut random = Random::seeded(3);
    for _ in 0..200 {
        let figures = normal_amounts(&mut random, 9);
        let mirrored: Vec<f64> = figures.iter().map(|figure| 1e4 / figure).collect();
        for test in [level, walk, either, mann_kendall, drift, pettitt] {
            let (a, b) = (test(&figures, Scale::Amounts), test(&mirrored, Scale::Amounts));
            assert!((a.0 - b.1).abs() < 1e-9 && (a.1 - b.0).abs() < 1e-9);
        }
    }
}

#[test]
fn too_few_and_missing_figures_are_said() {
    let figures = [Some(4.0), None, Some(5.0), Some(3.0), None, Some(6.0), Some(4.0)];
    let series = ShortSeries { figures: &figures, scale: Scale::Counts };
    let steps = step(&series, 0..7, &StepSettings::annual()).unwrap();
    assert_eq!(steps[4].step, Err(NotAssessable::Missing));
    let too_few = NotAssessable::TooFew { needs: 5, has: 4 };
    assert_eq!(steps[5].step, Err(too_few));
    assert_eq!(too_few.to_string(), "not assessable: needs 5 known figures, has 4");
    assert!(steps[6].step.is_ok());
    let trends = trend(&series, 0..7, &TrendSettings::mann_kendall(30)).unwrap();
    assert_eq!((trends[4].trend, trends[5].trend), (Err(NotAssessable::Missing), Err(too_few)));
    let pettitt = ChangePointSettings { alpha: 0.4, ..ChangePointSettings::pettitt(30) };
    let changes = change_point(&series, 0..7, &pettitt).unwrap();
    assert_eq!(changes[5].change, Err(too_few));
    assert!(changes[6].change.is_ok());
}

#[test]
fn a_change_point_that_could_never_be_an_alarm_is_not_assessed() {
    let figures: Vec<Option<f64>> = (1..=24).map(|i| Some(f64::from(i))).collect();
    let series = ShortSeries { figures: &figures, scale: Scale::Amounts };
    for (alpha, first) in [(0.2, 5), (0.05, 8), (0.01, 10), (0.001, 14)] {
        let settings = ChangePointSettings { alpha, ..ChangePointSettings::pettitt(16) };
        for assessed in change_point(&series, 4..24, &settings).unwrap() {
            let has = assessed.position + 1;
            match assessed.change {
                Ok(found) => assert!(has >= first && found.p_rise < alpha, "{alpha} {found:?}"),
                Err(why) => {
                    assert_eq!(why, NotAssessable::NoAlarmPossible { needs: first, has });
                }
            }
        }
    }
    let why = NotAssessable::NoAlarmPossible { needs: 10, has: 7 };
    let said = "not assessable: no alarm can come of 7 known figures at this alpha, of 10 it can";
    assert_eq!(why.to_string(), said);
}

#[test]
fn a_gap_among_the_newest_figures_is_no_lack_of_earlier_ones() {
    let mut figures = known(&[5.0; 20]);
    figures[18] = None;
    let series = ShortSeries { figures: &figures, scale: Scale::Counts };
    let steps = step(&series, 17..20, &StepSettings::monthly_v2()).unwrap();
    assert!(steps[0].step.is_ok());
    let missing = Err(NotAssessable::Missing);
    assert_eq!((steps[1].step, steps[2].step), (missing, missing));
}

#[test]
fn figures_that_never_change_raise_nothing() {
    for figures in [[0.0; 8], [7.0; 8], [1e15; 8]] {
        for scale in [Scale::Counts, Scale::Amounts] {
            for test in [level, walk, either, mann_kendall, drift, pettitt] {
                let (rise, fall) = test(&figures, scale);
                assert!(rise > 0.499 && fall > 0.499, "{figures:?} {scale:?}: {rise} {fall}");
            }
        }
    }
}

#[test]
fn a_first_report_after_nothing_is_weighed_by_its_size() {
    let after = |newest: f64| level(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, newest], Scale::Counts).0;
    assert!(after(1.0) > 0.05 && after(8.0) < 0.01 && after(40.0) < after(8.0));
}

#[test]
fn huge_figures_have_an_answer() {
    let amounts = [1e-300, 1e300, 3.0, 1e-300, 0.0, 1e300, 1e300];
    let counts = [0.0, 9e15, 3.0, 1.0, 0.0, 9e15, 9e15];
    for test in [level, walk, either, mann_kendall, drift, pettitt] {
        for (rise, fall) in [test(&amounts, Scale::Amounts), test(&counts, Scale::Counts)] {
            assert!((0.0..=1.0).contains(&rise) && (0.0..=1.0).contains(&fall));
        }
    }
}

#[test]
fn impossible_figures_settings_and_ranges_are_refused() {
    let refused = |figures: &[Option<f64>], scale| {
        let series = ShortSeries { figures, scale };
        step(&series, 0..figures.len(), &StepSettings::annual()).unwrap_err().to_string()
    };
    let with = |figure: f64| [Some(1.0), Some(figure), Some(2.0), Some(3.0), Some(2.0)];
    assert!(refused(&with(-1.0), Scale::Amounts).contains("position 1 is negative"));
    assert!(refused(&with(f64::NAN), Scale::Amounts).contains("not a finite number"));
    assert!(refused(&with(f64::INFINITY), Scale::Counts).contains("not a finite number"));
    assert!(refused(&with(0.5), Scale::Counts).contains("not a whole number"));
    assert!(refused(&with(1e17), Scale::Counts).contains("too large for a count"));
    let figures = known(&[1.0; 9]);
    let series = ShortSeries { figures: &figures, scale: Scale::Counts };
    let annual = StepSettings::annual();
    for settings in [
        StepSettings { recent: 0, ..annual },
        StepSettings { recent: 2, ..annual },
        StepSettings { least_baseline: 2, ..annual },
        StepSettings { longest_baseline: 3, ..annual },
        StepSettings { least_dispersion: 0.5, ..annual },
        StepSettings { least_log_spread: 0.0, ..annual },
        StepSettings { alpha: 0.5, ..annual },
    ] {
        assert!(step(&series, 5..9, &settings).is_err());
    }
    let outside = ShortSeriesError::RangeOutside { first: 5, last: 9, length: 9 };
    assert_eq!(step(&series, 5..10, &annual), Err(outside.clone()));
    assert_eq!(trend(&series, 5..10, &TrendSettings::drift(9)), Err(outside));
    assert!(trend(&series, 5..9, &TrendSettings::drift(4)).is_err());
    assert!(change_point(&series, 5..9, &ChangePointSettings::pettitt(4)).is_err());
    assert_eq!(
        step(&ShortSeries { figures: &[], scale: Scale::Counts }, 0..0, &annual),
        Ok(vec![])
    );
}
