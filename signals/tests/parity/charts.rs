//! CUSUM and the regression charts give what R surveillance 1.20.3 gives, on a series simulated for this.

use crate::golden::{Table, assert_near};
use signals::{
    CaseBound, ChangeDirection, CusumSettings, ExpectedCount, GlrSettings, GlrSpread,
    MeanAfterAlarm, SeasonalMean, Shift, Slope, Standardisation, cusum, glr,
};

const FIRST: usize = 109;

fn series() -> (Vec<Option<u32>>, ExpectedCount) {
    let table = Table::parse(include_str!("../../../golden/charts/series.csv"));
    let mean = |cell: &&str| cell.parse().expect("a mean");
    let means = table.column("mean").iter().map(mean).collect::<Vec<f64>>();
    (table.counts(), ExpectedCount::Given(means[FIRST..].to_vec()))
}

fn wave(harmonics: u8, slope: Slope) -> ExpectedCount {
    ExpectedCount::Seasonal(SeasonalMean { harmonics, slope, frequency: 52 })
}

/// Rows of one case: bound or statistic, alarm, sum.
fn rows(case: &str) -> Vec<[String; 3]> {
    let table = Table::parse(include_str!("../../../golden/charts/charts.csv"));
    let columns = ["upperbound", "alarm", "cusum"].map(|name| table.column(name));
    let is_of_case = |row: &usize| table.column("case")[*row] == case;
    let all = (0..columns[0].len()).filter(is_of_case);
    let rows: Vec<_> =
        all.map(|row| [0, 1, 2].map(|c: usize| columns[c][row].to_owned())).collect();
    assert!(!rows.is_empty(), "no case {case}");
    rows
}

fn check_cusum(case: &str, settings: &CusumSettings) {
    let (counts, _) = series();
    let found = cusum(&counts, FIRST..counts.len(), settings).expect("the reference ran");
    for (week, [bound, alarm, sum]) in found.iter().zip(rows(case)) {
        let what = format!("{case}, t {}", week.position + 1);
        if let Standardisation::AnscombeNegativeBinomial { .. } = settings.transformation {
            // DIFFERENCE: the reference looks its curve up in a table of ten digits.
            assert!(
                (week.sum - sum.parse::<f64>().expect("a number")).abs() < 1e-8,
                "{what}: {}",
                week.sum
            );
        } else {
            assert_near(Some(week.sum), &sum, &what);
            assert_near(Some(week.upper_bound), &bound, &what);
        }
        assert_eq!(week.alarm, Some(alarm == "1"), "{what}");
    }
}

fn check_glr(case: &str, settings: &GlrSettings) {
    let (counts, _) = series();
    let chart = glr(&counts, FIRST..counts.len(), settings).expect("the reference ran");
    for (week, [bound, alarm, _]) in chart.assessments.iter().zip(rows(case)) {
        let what = format!("{case}, t {}", week.position + 1);
        let shown = match settings.bound {
            CaseBound::Computed => week.upper_bound.map(|bound| bound.max(0.0)),
            CaseBound::Skipped => Some(week.statistic),
        };
        // Next to 0 a ratio is the small rest of large terms: there its last digits are rounding.
        if bound.parse::<f64>().is_ok_and(|bound| (shown.unwrap_or(1.0) - bound).abs() > 1e-14) {
            assert_near(shown, &bound, &what);
        }
        assert_eq!(week.alarm, Some(alarm == "1"), "{what}");
    }
}

fn chart(threshold: f64, shift: Shift) -> GlrSettings {
    GlrSettings { threshold, shift, ..GlrSettings::hoehle_paul_2008(series().1) }
}

const fn epidemic(shortest: usize, longest: Option<usize>) -> Shift {
    Shift::Epidemic { shortest, longest }
}

const FACTOR: Shift = Shift::Unknown { shortest: 1, longest: None };

const fn spread(alpha: f64) -> GlrSpread {
    GlrSpread::NegativeBinomial { alpha }
}

#[test]
fn cusums_of_every_transformation_are_those_of_r() {
    let alpha = 0.15;
    for (name, transformation) in [
        ("standard", Standardisation::Standard),
        ("rossi", Standardisation::Rossi),
        ("anscombe", Standardisation::Anscombe),
        ("anscombe2nd", Standardisation::AnscombeSecondOrder),
        ("pearsonNegBin", Standardisation::PearsonNegativeBinomial { alpha }),
        ("none", Standardisation::Raw),
    ] {
        let reference = if name == "none" { 7.0 } else { 0.8 };
        let mean = wave(1, Slope::Absent);
        let settings = CusumSettings { reference, decision: 3.0, mean, transformation };
        check_cusum(&format!("cusum_{name}"), &settings);
    }
    let anscombe = |alpha| Standardisation::AnscombeNegativeBinomial { alpha };
    let settings = CusumSettings {
        reference: 0.8,
        decision: 3.0,
        mean: ExpectedCount::MeanBefore,
        transformation: anscombe(alpha),
    };
    check_cusum("cusum_anscombeNegBin", &settings);
    let steep = CusumSettings {
        reference: 0.5,
        decision: 2.0,
        mean: ExpectedCount::Constant(3.5),
        transformation: anscombe(1.7),
    };
    check_cusum("cusum_anscombeNegBin_steep", &steep);
}

#[test]
fn epidemic_charts_are_those_of_r() {
    check_glr("poisson_epidemic", &chart(4.0, epidemic(1, None)));
    check_glr("poisson_epidemic_window", &chart(6.0, epidemic(3, Some(8))));
    let mean = wave(1, Slope::Absent);
    let fitted = GlrSettings { mean, ..chart(5.0, epidemic(1, Some(2))) };
    check_glr("poisson_epidemic_fitted", &fitted);
    let negative_binomial =
        |threshold, alpha, shift| GlrSettings { spread: spread(alpha), ..chart(threshold, shift) };
    let plain = negative_binomial(3.0, 0.2, epidemic(1, None));
    check_glr("negative_binomial_epidemic", &plain);
    let window = negative_binomial(2.0, 0.1, epidemic(2, Some(6)));
    check_glr("negative_binomial_epidemic_window", &window);
    let fitted = GlrSettings { mean: wave(1, Slope::Constant), ..plain };
    check_glr("negative_binomial_epidemic_fitted", &fitted);
}

#[test]
fn charts_whose_mean_is_fitted_after_each_alarm_are_those_of_r() {
    let refitted = |threshold, mean, spread| GlrSettings {
        mean,
        spread,
        after_alarm: MeanAfterAlarm::Refitted,
        ..chart(threshold, FACTOR)
    };
    let poisson = refitted(4.0, wave(1, Slope::Constant), GlrSpread::Poisson);
    check_glr("poisson_refitted", &poisson);
    let two_waves = refitted(2.0, wave(2, Slope::Absent), spread(0.15));
    check_glr("negative_binomial_refitted", &two_waves);
    let all_fitted = refitted(2.0, wave(1, Slope::Absent), GlrSpread::FittedNegativeBinomial);
    check_glr("negative_binomial_all_fitted", &all_fitted);
}

#[test]
fn charts_of_falls_and_of_known_shifts_are_those_of_r() {
    let window = Shift::Unknown { shortest: 2, longest: Some(10) };
    let falls = GlrSettings { direction: ChangeDirection::Fall, ..chart(3.0, window) };
    check_glr("poisson_falls_window", &falls);
    let falls =
        GlrSettings { direction: ChangeDirection::Fall, spread: spread(0.2), ..chart(2.0, FACTOR) };
    check_glr("negative_binomial_falls", &falls);
    let known = GlrSettings { bound: CaseBound::Computed, ..chart(3.0, Shift::Known(0.7)) };
    check_glr("poisson_known_shift", &known);
    check_glr("negative_binomial_known_shift", &GlrSettings { spread: spread(0.2), ..known });
    let window = Shift::Unknown { shortest: 1, longest: Some(12) };
    let cases = GlrSettings { bound: CaseBound::Computed, ..chart(4.0, window) };
    check_glr("poisson_cases_window", &cases);
}
