//! Three newest months held together: how often they alarm where nothing steps, and what they still find.

use crate::simulation::Random;
use signals::{Scale, ShortSeries, StepSettings, step};

/// Earliest months a verdict is given on, a year and a quarter, and the longest baseline.
const LENGTHS: [usize; 3] = [12, 15, 27];
const REPLICATES: u32 = 6_000;

/// Draws a series of logarithms of unit spread.
type Law = fn(&mut Random, usize) -> Vec<f64>;

/// Chances of a rise and of a fall for the newest three.
fn monthly(figures: &[f64], scale: Scale) -> (f64, f64) {
    let n = figures.len();
    let figures: Vec<Option<f64>> = figures.iter().copied().map(Some).collect();
    let series = ShortSeries { figures: &figures, scale };
    let settings = StepSettings::monthly_v2();
    let found = step(&series, n - 1..n, &settings).expect("sound")[0].step.expect("assessable");
    (found.p_rise, found.p_fall)
}

/// Holds the share of rises and of falls at `alpha` to `most`, within three standard errors.
fn check(what: &str, scale: Scale, draw: Law, limits: &[(f64, f64)]) {
    let mut random = Random::seeded(20_261_122);
    for n in LENGTHS {
        let drawn: Vec<(f64, f64)> =
            (0..REPLICATES).map(|_| monthly(&draw(&mut random, n), scale)).collect();
        for (alpha, most) in limits {
            let share = |p: fn(&(f64, f64)) -> f64| {
                drawn.iter().filter(|pair| p(pair) < *alpha).count() as f64 / f64::from(REPLICATES)
            };
            let error = 3.0 * (most * (1.0 - most) / f64::from(REPLICATES)).sqrt();
            for (way, share) in [("rise", share(|pair| pair.0)), ("fall", share(|pair| pair.1))] {
                println!("{what}, {n} months, {way}: {share:.4} at {alpha}");
                assert!(share <= most + error, "{what}, {n} months, {way}: {share} at {alpha}");
            }
        }
    }
}

/// First-order autoregression of variance 1.
fn resembling(random: &mut Random, n: usize, rho: f64) -> Vec<f64> {
    let mut value = random.normal();
    let mut next = || {
        let this = value;
        value = rho * value + (1.0 - rho * rho).sqrt() * random.normal();
        this
    };
    (0..n).map(|_| next()).collect()
}

fn amounts(logs: Vec<f64>) -> Vec<f64> {
    logs.into_iter().map(|log| (5.0 + 0.4 * log).exp()).collect()
}

/// Poisson counts whose mean varies with the logarithms.
fn counts(random: &mut Random, logs: Vec<f64>) -> Vec<f64> {
    logs.into_iter().map(|log| f64::from(random.poisson((3.5 + 0.4 * log).exp()))).collect()
}

fn growing(random: &mut Random, n: usize) -> Vec<f64> {
    (0..n).map(|month| random.normal() + 0.05 * month as f64).collect()
}

fn wandering(random: &mut Random, n: usize) -> Vec<f64> {
    let mut value = 0.0;
    let mut next = || {
        value += random.normal();
        value
    };
    (0..n).map(|_| next()).collect()
}

#[test]
fn months_that_stand_for_themselves_alarm_no_more_often_than_said() {
    let nominal = [(0.05, 0.05), (0.01, 0.01)];
    check("independent amounts", Scale::Amounts, |r, n| amounts(resembling(r, n, 0.0)), &nominal);
    check(
        "Poisson counts",
        Scale::Counts,
        |random, n| (0..n).map(|_| f64::from(random.poisson(12.0))).collect(),
        &nominal,
    );
    let scattered: Law = |random, n| {
        let logs = resembling(random, n, 0.0);
        counts(random, logs)
    };
    check("scattered counts", Scale::Counts, scattered, &nominal);
}

#[test]
fn months_that_resemble_the_one_before_alarm_at_most_twice_as_often_as_said() {
    let twice = [(0.05, 0.1), (0.01, 0.02)];
    check("0.3, amounts", Scale::Amounts, |r, n| amounts(resembling(r, n, 0.3)), &twice);
    check("0.5, amounts", Scale::Amounts, |r, n| amounts(resembling(r, n, 0.5)), &twice);
    let resembling_counts: Law = |random, n| {
        let logs = resembling(random, n, 0.5);
        counts(random, logs)
    };
    check("0.5, counts", Scale::Counts, resembling_counts, &twice);
}

/// Growth is a slow step, and a walk has no level: neither can be held to the nominal share.
#[test]
fn growth_and_wandering_alarm_a_few_times_as_often_as_said() {
    check("0.7, amounts", Scale::Amounts, |r, n| amounts(resembling(r, n, 0.7)), &[(0.01, 0.025)]);
    check("growth", Scale::Amounts, |r, n| amounts(growing(r, n)), &[(0.01, 0.045)]);
    check("walk", Scale::Amounts, |r, n| amounts(wandering(r, n)), &[(0.01, 0.035)]);
}

#[test]
fn a_clear_step_is_found_among_months_that_resemble_each_other() {
    let mut random = Random::seeded(5);
    for (n, most_missed) in [(12, 350), (15, 250), (27, 100)] {
        let mut found = 0;
        for _ in 0..1_000 {
            let mut logs = resembling(&mut random, n, 0.0);
            logs[n - 3..].iter_mut().for_each(|log| *log += 3.0);
            found += u32::from(monthly(&amounts(logs), Scale::Amounts).0 < 0.01);
        }
        println!("{n} months: {found} of 1000 steps of three standard deviations");
        assert!(found >= 1_000 - most_missed, "{n} months: {found}");
    }
}

/// Fentanyl seized at the borders of the United States rose from June 2020 on.
#[test]
fn the_rise_of_fentanyl_in_2020_is_found_by_july() {
    let table = include_str!("../../../demo/us_cbp_seizures_by_month.csv");
    let rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let (months, pounds): (Vec<&str>, Vec<Option<f64>>) = rows
        .filter(|cells| cells[1] == "Fentanyl")
        .map(|cells| (cells[0], Some(cells[3].parse::<f64>().expect("pounds"))))
        .unzip();
    let series = ShortSeries { figures: &pounds, scale: Scale::Amounts };
    let settings = StepSettings::monthly_v2();
    let assessed = step(&series, 11..pounds.len(), &settings).expect("sound");
    let p_rise = |month: &str| {
        let at = months.iter().position(|found| *found == month).expect("in the table");
        assessed[at - 11].step.expect("assessable").p_rise
    };
    for month in &months[11..32] {
        println!("{month} {:.5}", p_rise(month));
    }
    assert!(months[11..20].iter().all(|month| p_rise(month) > 0.2), "quiet before June 2020");
    assert!(p_rise("2020-07") < 0.01 && p_rise("2020-08") < 0.001);
}
