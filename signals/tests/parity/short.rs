//! Step, trend and change point give what R gives, on series simulated for this test.

use crate::golden::{Table, assert_near};
use signals::{
    ChangePointSettings, Scale, ShortSeries, StepModel, StepSettings, TrendSettings, change_point,
    step, trend,
};

fn figures(cell: &str) -> Vec<Option<f64>> {
    cell.split(' ').map(|figure| Some(figure.parse().expect("a figure"))).collect()
}

/// The reference has neither a floor under the spread nor a bound.
fn without_floors(model: StepModel, recent: usize) -> StepSettings {
    StepSettings {
        model,
        recent,
        least_baseline: 3,
        longest_baseline: 30,
        least_log_spread: 1e-12,
        ..StepSettings::annual()
    }
}

#[test]
fn steps_are_those_of_r() {
    let table = Table::parse(include_str!("../../../golden/short/step.csv"));
    let column = |name: &str| table.column(name);
    for (row, cell) in column("figures").iter().enumerate() {
        let at = |name: &str| column(name)[row];
        let figures = figures(cell);
        let scale = if at("scale") == "counts" { Scale::Counts } else { Scale::Amounts };
        let model = if at("model") == "level" { StepModel::Level } else { StepModel::Walk };
        let settings = without_floors(model, at("recent").parse().unwrap());
        let n = figures.len();
        let series = ShortSeries { figures: &figures, scale };
        let found = step(&series, n - 1..n, &settings).unwrap()[0].step.unwrap();
        let what = |name: &str| format!("{name} of row {}", row + 2);
        assert_near(Some(found.expected), at("expected"), &what("expected"));
        assert_near(Some(found.degrees), at("degrees"), &what("degrees"));
        assert_near(Some(found.t), at("t"), &what("t"));
        // Against the way the figures went, the exact chance of Poisson counts may be the larger.
        let (ours, name, other, other_name) = if found.t > 0.0 {
            (found.p_rise, "p_rise", found.p_fall, "p_fall")
        } else {
            (found.p_fall, "p_fall", found.p_rise, "p_rise")
        };
        assert_near(Some(ours), at(name), &what(name));
        let reference: f64 = at(other_name).parse().unwrap();
        assert!(other >= reference - 1e-9, "{}: {other}, reference {reference}", what(other_name));
    }
}

#[test]
fn trends_are_those_of_r() {
    let table = Table::parse(include_str!("../../../golden/short/trend.csv"));
    for (row, cell) in table.column("figures").iter().enumerate() {
        let at = |name: &str| table.column(name)[row];
        let figures = figures(cell);
        let n = figures.len();
        let settings = match at("method") {
            "drift" => TrendSettings { least_log_spread: 1e-12, ..TrendSettings::drift(50) },
            _ => TrendSettings::mann_kendall(50),
        };
        let series = ShortSeries { figures: &figures, scale: Scale::Amounts };
        let found = trend(&series, n - 1..n, &settings).unwrap()[0].trend.unwrap();
        let what = |name: &str| format!("{name} of row {}", row + 2);
        // The reference subtracts from 1, so a chance below 1e-14 is noise there.
        let at = |name: &str| if at(name).contains("e-16") { "0" } else { at(name) };
        let not_noise = |p: f64| if p < 1e-14 { 0.0 } else { p };
        assert_near(Some(found.slope), at("slope"), &what("slope"));
        assert_near(Some(found.statistic), at("statistic"), &what("statistic"));
        assert_near(Some(not_noise(found.p_rise)), at("p_rise"), &what("p_rise"));
        assert_near(Some(not_noise(found.p_fall)), at("p_fall"), &what("p_fall"));
    }
}

#[test]
fn change_points_are_those_of_all_orders() {
    let table = Table::parse(include_str!("../../../golden/short/change_point.csv"));
    for (row, cell) in table.column("figures").iter().enumerate() {
        let at = |name: &str| table.column(name)[row];
        let figures = figures(cell);
        let n = figures.len();
        let series = ShortSeries { figures: &figures, scale: Scale::Counts };
        // So few figures are assessed only where alpha lets an alarm come of them.
        let settings = ChangePointSettings { alpha: 0.4, ..ChangePointSettings::pettitt(50) };
        let found = change_point(&series, n - 1..n, &settings).unwrap()[0].change.unwrap();
        let what = |name: &str| format!("{name} of row {}", row + 2);
        assert_eq!((found.first_after + 1).to_string(), at("first_after"), "row {}", row + 2);
        assert_near(Some(found.statistic), at("statistic"), &what("statistic"));
        assert_near(Some(found.before), at("before"), &what("before"));
        assert_near(Some(found.after), at("after"), &what("after"));
        assert_near(Some(found.p_value), at("p_value"), &what("p_value"));
        assert_near(Some(found.p_rise), at("p_rise"), &what("p_rise"));
        assert_near(Some(found.p_fall), at("p_fall"), &what("p_fall"));
    }
}
