//! The Farrington detector gives what R surveillance 1.20.3 gives, on series simulated for this test.

use crate::golden::{Table, assert_near};
use jiff::civil::Date;
use signals::{
    CountSeries, FarringtonSettings, MinimumCases, PopulationOffset, PowerTransformation,
    Reweighting, ThresholdMethod, TrendRule, farrington_flexible,
};

/// How the file's series was given to the reference.
#[derive(Clone, Copy, PartialEq)]
enum Dated {
    Yes,
    No,
}

fn check(file: &str, frequency: u16, dated: Dated, settings: &FarringtonSettings) {
    let table = Table::parse(file);
    let counts = table.counts();
    let dates: Vec<Date> = match dated {
        Dated::Yes => {
            table.column("date").iter().map(|cell| cell.parse().expect("a day")).collect()
        }
        Dated::No => Vec::new(),
    };
    let population: Vec<f64> =
        table.column("population").iter().filter_map(|cell| cell.parse().ok()).collect();
    let series = CountSeries {
        counts: &counts,
        dates: (dated == Dated::Yes).then_some(&dates),
        population: (!population.is_empty()).then_some(&population),
        frequency,
    };
    let expected = table.column("expected");
    let evaluated = |cell: &&str| !cell.is_empty();
    let first = table.column("phi").iter().chain(&expected).position(evaluated);
    let first = first.expect("some period was evaluated") % counts.len();
    let assessments =
        farrington_flexible(&series, first..counts.len(), settings).expect("the reference ran");
    let columns =
        ["upperbound", "alarm", "trend", "trend_coef", "phi"].map(|name| table.column(name));
    for assessment in assessments {
        let t = assessment.position;
        let cells = columns.each_ref().map(|column| column[t]);
        let what = |name: &str| format!("{name} of t {}", t + 1);
        let flag = |value: Option<bool>| value.map_or("", |value| if value { "1" } else { "0" });
        assert_near(assessment.upper_bound, cells[0], &what("upper bound"));
        assert_near(assessment.expected, expected[t], &what("expected"));
        assert_near(assessment.trend_coefficient, cells[3], &what("trend coefficient"));
        assert_near(assessment.dispersion, cells[4], &what("dispersion"));
        assert_eq!(flag(assessment.alarm), cells[1], "{}", what("alarm"));
        let trend = assessment.alarm.map(|_| assessment.trend);
        assert_eq!(flag(trend), cells[2], "{}", what("trend"));
    }
}

macro_rules! golden_file {
    ($name:literal) => {
        include_str!(concat!("../../../golden/farrington/", $name))
    };
}

fn original() -> FarringtonSettings {
    FarringtonSettings::farrington_1996()
}

fn improved() -> FarringtonSettings {
    FarringtonSettings::noufaily_2013()
}

#[test]
fn weekly_counts_by_the_1996_settings() {
    check(golden_file!("weekly_1996.csv"), 52, Dated::No, &original());
}

#[test]
fn weekly_counts_by_the_2013_settings() {
    check(golden_file!("weekly_2013.csv"), 52, Dated::No, &improved());
}

#[test]
fn weekly_counts_at_the_upper_limit_of_the_mean() {
    let settings = FarringtonSettings {
        threshold: ThresholdMethod::Muan,
        season_levels: 7,
        years_back: 3,
        window_half_width: 2,
        recent_excluded: 12,
        alpha: 0.05,
        ..improved()
    };
    check(golden_file!("weekly_muan_root.csv"), 52, Dated::No, &settings);
}

#[test]
fn weekly_counts_fitted_once_with_a_square_root() {
    let settings = FarringtonSettings {
        threshold: ThresholdMethod::Delta(PowerTransformation::SquareRoot),
        reweighting: Reweighting::None,
        season_levels: 4,
        trend: TrendRule::None,
        ..original()
    };
    check(golden_file!("weekly_delta_root_once.csv"), 52, Dated::No, &settings);
}

#[test]
fn weekly_counts_with_two_years_and_no_transformation() {
    let settings = FarringtonSettings {
        threshold: ThresholdMethod::Delta(PowerTransformation::None),
        years_back: 2,
        recent_excluded: 8,
        minimum_cases: MinimumCases { cases: 0, periods: 4 },
        ..original()
    };
    check(golden_file!("weekly_delta_plain.csv"), 52, Dated::No, &settings);
}

#[test]
fn dated_weeks_across_years_of_53_weeks() {
    let settings = FarringtonSettings { years_back: 4, ..improved() };
    check(golden_file!("weekly_dated_53_weeks.csv"), 52, Dated::Yes, &settings);
}

#[test]
fn missing_weeks_and_a_season_without_cases() {
    let settings = FarringtonSettings {
        years_back: 4,
        minimum_cases: MinimumCases { cases: 0, periods: 4 },
        trend: TrendRule::KeptBelow(0.3),
        ..improved()
    };
    check(golden_file!("weekly_missing_and_empty_season.csv"), 52, Dated::Yes, &settings);
}

#[test]
fn five_years_of_zeros_leave_no_verdict() {
    let settings =
        FarringtonSettings { minimum_cases: MinimumCases { cases: 0, periods: 4 }, ..improved() };
    check(golden_file!("weekly_all_zero.csv"), 52, Dated::No, &settings);
}

#[test]
fn dated_months() {
    let settings = FarringtonSettings {
        threshold: ThresholdMethod::Muan,
        alpha: 0.01,
        minimum_cases: MinimumCases { cases: 5, periods: 4 },
        ..FarringtonSettings::noufaily_2013_monthly(5)
    };
    check(golden_file!("monthly_dated_muan.csv"), 12, Dated::Yes, &settings);
}

#[test]
fn months_with_a_population() {
    let settings = FarringtonSettings {
        window_half_width: 1,
        recent_excluded: 1,
        reweighting: Reweighting::Above(2.58),
        alpha: 0.01,
        population: PopulationOffset::LogOffset,
        ..original()
    };
    check(golden_file!("monthly_population.csv"), 12, Dated::No, &settings);
}

#[test]
fn quarters() {
    let settings =
        FarringtonSettings { alpha: 0.01, ..FarringtonSettings::noufaily_2013_quarterly(5) };
    check(golden_file!("quarterly.csv"), 4, Dated::No, &settings);
}

#[test]
fn dated_days_across_a_leap_year() {
    let settings = FarringtonSettings {
        years_back: 3,
        window_half_width: 7,
        season_levels: 5,
        recent_excluded: 28,
        alpha: 0.01,
        ..improved()
    };
    check(golden_file!("daily_dated.csv"), 365, Dated::Yes, &settings);
}
