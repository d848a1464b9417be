//! The onset detector on simulated truth, and on series no one should send.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use signals::simulate::noufaily::{simulate, simulate_quiet};
use signals::simulate::power::{Among, Verdicts};
use signals::simulate::rivals::{current_positions, improved_farrington};
use signals::{
    CountSeries, FarringtonSettings, MinimumCases, NotAssessableOnset, OnsetAssessment, OnsetError,
    OnsetSettings, OnsetVerdict, farrington_flexible, onset,
};

use crate::simulation::{Random, seasonal_counts};

fn weekly(counts: &[Option<u32>]) -> CountSeries<'_> {
    CountSeries { counts, dates: None, population: None, frequency: 52 }
}

#[track_caller]
fn assess(series: &CountSeries<'_>) -> Vec<OnsetAssessment> {
    let all = 0..series.counts.len();
    onset(series, all, &OnsetSettings::balanced()).expect("the settings are sound")
}

fn last(series: &CountSeries<'_>) -> Result<OnsetVerdict, NotAssessableOnset> {
    assess(series).pop().expect("the series is not empty").verdict
}

#[test]
fn the_balanced_settings_beat_the_improved_farrington_detector() {
    let (mut ours, mut theirs) = (Verdicts::default(), Verdicts::default());
    for index in 0..840 {
        let series = simulate(60, index);
        let counts = series.reported();
        let verdicts =
            onset(&weekly(&counts), current_positions(), &OnsetSettings::balanced()).unwrap();
        let p_values: Vec<f64> =
            verdicts.iter().map(|week| week.verdict.as_ref().unwrap().p_value).collect();
        ours.add(&series, &p_values);
        theirs.add(&series, &improved_farrington(&series).unwrap());
    }
    let (threshold, of_theirs) = (ours.threshold(0.01), theirs.threshold(0.01));
    let [detected, first] = ours.gain(threshold, &theirs, of_theirs, Among::All);
    // 5,000 series give a gain of 0.07 in all and 0.013 in the first week.
    assert!(detected.value > 3.0 * detected.error && detected.value > 0.04, "{detected:?}");
    assert!(first.value > -2.0 * first.error, "{first:?}");
    // The p-value means what it says: the calibrated threshold is nearly 0.01 itself.
    assert!((0.008..0.0125).contains(&threshold), "{threshold}");
}

/// Share of p-values below 0.01 and 0.001, and the largest distance of their distribution from the
/// uniform one (Kolmogorov).
struct Uniformity {
    below: [f64; 2],
    distance: f64,
    bins: [u32; 20],
}

impl Uniformity {
    fn of(mut p_values: Vec<f64>) -> Self {
        p_values.sort_by(f64::total_cmp);
        let total = p_values.len() as f64;
        let distance = p_values.iter().enumerate().fold(0.0_f64, |largest, (place, p_value)| {
            let (below, above) = (place as f64 / total, (place as f64 + 1.0) / total);
            largest.max((p_value - below).abs()).max((above - p_value).abs())
        });
        let mut bins = [0; 20];
        for p_value in &p_values {
            bins[((p_value * 20.0) as usize).min(19)] += 1;
        }
        let below = [0.01, 0.001]
            .map(|level| p_values.partition_point(|p_value| *p_value < level) as f64 / total);
        Self { below, distance, bins }
    }
}

/// Every seventh week of the last year, so that no two share a count.
fn quiet_p_values(p_value: impl Fn(&CountSeries<'_>, usize) -> f64) -> Vec<f64> {
    let mut p_values = Vec::new();
    for index in 0..840 {
        let counts = simulate_quiet(61, index).reported();
        let series = weekly(&counts);
        p_values.extend(current_positions().step_by(7).map(|position| p_value(&series, position)));
    }
    p_values
}

#[test]
fn without_outbreaks_p_values_are_uniform() {
    let found = Uniformity::of(quiet_p_values(|series, position| {
        let weeks = onset(series, position..position + 1, &OnsetSettings::balanced()).unwrap();
        weeks[0].verdict.unwrap().p_value
    }));
    let Uniformity { below, distance, bins } = found;
    // Half of the chance of the counts themselves is counted, and in the scenarios with few cases many
    // weeks are alike; so the distribution has steps, of which the largest is at two weeks without cases.
    // 5,880 uniform numbers stay below 0.018 in 95 of 100 runs.
    assert!(distance < 0.04, "Kolmogorov distance {distance}, bins {bins:?}");
    // 58.8 and 5.9 are expected; the bounds are at three standard errors.
    assert!((0.0061..0.0139).contains(&below[0]), "below 0.01: {}", below[0]);
    assert!(below[1] < 0.0023, "below 0.001: {}", below[1]);
    // Away from the steps, in the tenth that decides, each bin holds its twentieth.
    for bin in &bins[..2] {
        assert!((240..350).contains(bin), "{bins:?}");
    }
}

#[test]
fn p_values_of_the_improved_farrington_detector_are_nearly_uniform() {
    let found = Uniformity::of(quiet_p_values(|series, position| {
        let settings = FarringtonSettings {
            minimum_cases: MinimumCases { cases: 0, periods: 4 },
            ..FarringtonSettings::noufaily_2013()
        };
        let weeks = farrington_flexible(series, position..position + 1, &settings).unwrap();
        weeks[0].p_value.unwrap_or(1.0)
    }));
    let Uniformity { below, distance, bins } = found;
    // Its bound leaves out how sure the mean is, so small p-values come too often.
    assert!(distance < 0.06, "Kolmogorov distance {distance}, bins {bins:?}");
    assert!((0.01..0.025).contains(&below[0]), "below 0.01: {}", below[0]);
}

#[test]
fn a_rise_is_an_alarm_and_a_quiet_week_is_not() {
    let mut counts = seasonal_counts(&mut Random::seeded(4), 400, 10.0);
    let quiet = last(&weekly(&counts)).unwrap();
    assert!(!quiet.alarm && quiet.p_value > 0.01, "{quiet:?}");
    counts[399] = Some(60);
    let alarm = last(&weekly(&counts)).unwrap();
    assert!(alarm.alarm && alarm.p_value < 1e-6, "{alarm:?}");
    assert_eq!(
        alarm.expected.to_bits(),
        quiet.expected.to_bits(),
        "the week is not in its baseline"
    );
}

#[test]
fn two_raised_weeks_count_for_more_than_one() {
    let mut counts = seasonal_counts(&mut Random::seeded(5), 400, 10.0);
    let expected = last(&weekly(&counts)).unwrap().expected;
    let raised = (expected + 2.0 * expected.sqrt()).round() as u32;
    counts[399] = Some(raised);
    counts[398] = Some(expected as u32);
    let alone = last(&weekly(&counts)).unwrap().p_value;
    counts[398] = Some(raised);
    let together = last(&weekly(&counts)).unwrap().p_value;
    assert!(together < 0.6 * alone, "{together} is not well below {alone}");
}

#[test]
fn the_upper_bound_is_the_largest_count_without_an_alarm() {
    let counts = seasonal_counts(&mut Random::seeded(6), 300, 4.0);
    for alpha in [0.05, 0.005, 1e-6] {
        let bound = last(&weekly(&counts)).unwrap().upper_bound(alpha);
        for (count, is_below) in [(bound as u32, false), (bound as u32 + 1, true)] {
            let mut changed = counts.clone();
            changed[299] = Some(count);
            let p_value = last(&weekly(&changed)).unwrap().p_value;
            assert_eq!(p_value < alpha, is_below, "{count} at {alpha}: {p_value}");
        }
    }
}

#[test]
fn a_verdict_depends_on_nothing_after_it() {
    let counts = seasonal_counts(&mut Random::seeded(7), 300, 6.0);
    let settings = OnsetSettings::balanced();
    let together = onset(&weekly(&counts), 150..300, &settings).unwrap();
    for (position, expected) in (150..300).zip(&together).step_by(13) {
        let alone =
            onset(&weekly(&counts[..=position]), position..position + 1, &settings).unwrap();
        let (alone, expected) = (alone[0].verdict.unwrap(), expected.verdict.unwrap());
        assert_eq!(alone.p_value.to_bits(), expected.p_value.to_bits(), "position {position}");
    }
}

#[test]
fn a_past_outbreak_hardly_moves_what_is_expected() {
    let mut counts = seasonal_counts(&mut Random::seeded(8), 400, 10.0);
    let before = last(&weekly(&counts)).unwrap();
    for position in [200, 201, 260, 261, 300] {
        counts[position] = Some(90);
    }
    let after = last(&weekly(&counts)).unwrap();
    assert!((after.expected / before.expected - 1.0).abs() < 0.03, "{after:?} {before:?}");
    assert!(after.dispersion < 1.25 * before.dispersion, "{after:?} {before:?}");
}

#[test]
fn a_level_that_changed_shortens_the_history() {
    let mut random = Random::seeded(9);
    let mut counts = seasonal_counts(&mut random, 312, 40.0);
    counts.extend(seasonal_counts(&mut random, 260, 6.0));
    let verdict = last(&weekly(&counts)).unwrap();
    assert_eq!(verdict.years, 5, "{verdict:?}");
    assert!((2.0..12.0).contains(&verdict.expected), "{verdict:?}");
    assert!(verdict.dispersion < 1.5, "{verdict:?}");
}

#[test]
fn a_count_that_is_not_more_than_expected_is_no_alarm_whatever_came_before() {
    let mut random = Random::seeded(12);
    let mut counts = seasonal_counts(&mut random, 312, 9.5);
    counts.extend([Some(60), Some(1)]);
    let verdicts = assess(&weekly(&counts));
    let [before, now] = [312, 313].map(|week: usize| verdicts[week].verdict.unwrap());
    assert!(before.alarm && !now.alarm, "{before:?} {now:?}");
    assert!(now.upper_bound(0.005) >= now.expected.floor(), "{now:?}");
}

#[test]
fn growth_that_goes_on_is_not_what_is_to_be_expected() {
    let mut random = Random::seeded(11);
    let mean = |month: u32| 4.0 * (f64::from(month) / 12.0).exp2();
    let counts: Vec<_> = (0..60).map(|month| Some(random.poisson(mean(month)))).collect();
    let series = CountSeries { counts: &counts, dates: None, population: None, frequency: 12 };
    let settings = OnsetSettings { recent_excluded: Some(6), ..OnsetSettings::balanced() };
    let verdicts = onset(&series, 54..60, &settings).unwrap();
    for verdict in verdicts.iter().map(|month| month.verdict.as_ref().unwrap()) {
        assert!((0.5..0.9).contains(&verdict.trend), "it doubles each year: {verdict:?}");
    }
    let alarms = verdicts.iter().filter(|month| month.verdict.as_ref().unwrap().alarm).count();
    assert!(alarms >= 5, "{alarms} of 6 months alarm");
}

#[test]
fn dated_weeks_months_and_quarters_follow_their_season() {
    for (frequency, step, length) in
        [(52_u16, 7.days(), 420_i64), (12, 1.month(), 84), (4, 3.months(), 40)]
    {
        let mut random = Random::seeded(u64::from(frequency));
        let first = date(2015, 1, 5);
        let dates: Vec<Date> =
            (0..length).map(|position| first.checked_add(step * position).unwrap()).collect();
        let mean = |position: usize| {
            let turn = f64::from(dates[position].day_of_year()) / 365.25 * std::f64::consts::TAU;
            30.0 * (0.8 * turn.cos()).exp()
        };
        let counts: Vec<Option<u32>> =
            (0..dates.len()).map(|position| Some(random.poisson(mean(position)))).collect();
        let series =
            CountSeries { counts: &counts, dates: Some(&dates), population: None, frequency };
        for (position, assessment) in assess(&series).iter().enumerate().skip(counts.len() * 2 / 3)
        {
            let verdict = assessment.verdict.unwrap();
            let ratio = verdict.expected / mean(position);
            assert!((0.7..1.4).contains(&ratio), "{frequency} {position}: {ratio}");
        }
    }
}

#[test]
fn a_population_that_grows_explains_counts_that_grow() {
    let mut random = Random::seeded(10);
    let population: Vec<f64> = (0..400).map(|week| if week < 398 { 1e4 } else { 4e4 }).collect();
    let counts: Vec<Option<u32>> =
        population.iter().map(|persons| Some(random.poisson(persons * 1e-3))).collect();
    let series = CountSeries { population: Some(&population), ..weekly(&counts) };
    let with = last(&series).unwrap();
    assert!((30.0..50.0).contains(&with.expected) && !with.alarm, "{with:?}");
    assert!(last(&weekly(&counts)).unwrap().alarm);
}

#[test]
fn short_and_missing_histories_say_what_they_need() {
    let counts = seasonal_counts(&mut Random::seeded(11), 90, 10.0);
    let short = last(&weekly(&counts)).unwrap_err();
    assert_eq!(short.to_string(), "not assessable: needs 97 reported periods of history, has 80");
    let mut counts = seasonal_counts(&mut Random::seeded(11), 400, 10.0);
    counts[399] = None;
    assert_eq!(last(&weekly(&counts)), Err(NotAssessableOnset::Missing));
    counts[399] = Some(10);
    counts[398] = None;
    let verdict = last(&weekly(&counts)).unwrap();
    assert!(verdict.p_value > 0.0 && verdict.p_value < 1.0, "{verdict:?}");
    assert_eq!(assess(&weekly(&[])), []);
}

#[test]
fn no_series_makes_it_panic_or_alarm_at_nothing() {
    let huge = u32::MAX;
    let mut random = Random::seeded(12);
    let shapes: [fn(&mut Random, usize) -> Option<u32>; 8] = [
        |_, _| Some(0),
        |_, _| Some(7),
        |_, _| Some(u32::MAX),
        |_, at| (at != 250).then_some(0).or(Some(u32::MAX)),
        |random, _| (random.below(2) == 0).then_some(3),
        |_, at| Some(if at % 52 < 26 { 0 } else { 20 }),
        |random, _| Some(if random.below(40) == 0 { u32::MAX } else { 0 }),
        |random, _| Some(1_u32 << random.below(32)),
    ];
    for frequency in [4, 12, 52, 53] {
        for shape in &shapes {
            let mut counts: Vec<Option<u32>> = (0..330).map(|at| shape(&mut random, at)).collect();
            for last in [Some(0), Some(1), Some(huge), None] {
                counts[329] = last;
                let series = CountSeries { frequency, ..weekly(&counts) };
                let settings = OnsetSettings::most_detections();
                for assessment in onset(&series, 300..330, &settings).unwrap() {
                    let Ok(verdict) = assessment.verdict else { continue };
                    assert!((0.0..=1.0).contains(&verdict.p_value), "{assessment:?}");
                    assert!(verdict.expected.is_finite() && verdict.dispersion >= 1.0);
                    assert!(!(verdict.alarm && assessment.observed == Some(0)), "{assessment:?}");
                }
            }
        }
    }
}

#[test]
fn unsound_settings_and_columns_are_refused() {
    let counts = vec![Some(3); 300];
    let balanced = OnsetSettings::balanced();
    let refused = |settings: OnsetSettings| {
        let error = onset(&weekly(&counts), 290..300, &settings).unwrap_err();
        matches!(error, OnsetError::Setting { .. })
    };
    assert!(refused(OnsetSettings { alpha: f64::NAN, ..balanced.clone() }));
    assert!(refused(OnsetSettings { previous_weight: -1.0, ..balanced.clone() }));
    assert!(refused(OnsetSettings { past_outbreaks: 0.5, ..balanced.clone() }));
    assert!(refused(OnsetSettings { years_back: 1, ..balanced.clone() }));
    assert!(refused(OnsetSettings { least_years: 11, ..balanced.clone() }));
    assert!(refused(OnsetSettings { recent_excluded: Some(0), ..balanced.clone() }));
    let daily = CountSeries { frequency: 365, ..weekly(&counts) };
    let error = onset(&daily, 290..300, &balanced).unwrap_err();
    assert_eq!(error, OnsetError::Frequency { frequency: 365 });
    let error = onset(&weekly(&counts), 290..301, &balanced).unwrap_err();
    assert_eq!(error, OnsetError::RangeOutside { first: 290, last: 300, length: 300 });
    let population = vec![0.0; 300];
    let empty = CountSeries { population: Some(&population), ..weekly(&counts) };
    assert!(matches!(onset(&empty, 0..1, &balanced), Err(OnsetError::Series { .. })));
}

#[test]
fn random_series_and_settings_always_get_a_stated_answer() {
    let mut random = Random::seeded(13);
    let (mut verdicts, mut alarms) = (0, 0);
    for _ in 0..300 {
        let length = random.below(500);
        let frequency = [4, 12, 52, 53][random.below(4)];
        let top = 1_u32 << random.below(32);
        let gaps = random.below(4);
        let counts: Vec<Option<u32>> = (0..length)
            .map(|_| (random.below(8) >= gaps).then_some(random.below(top as usize) as u32))
            .collect();
        let mut day = date(1950, 1, 1);
        let dates: Vec<Date> = (0..length)
            .map(|_| {
                day = day.checked_add(i64::try_from(1 + random.below(40)).unwrap().days()).unwrap();
                day
            })
            .collect();
        let scale = 10_f64.powf(600.0 * random.uniform() - 300.0);
        let population: Vec<f64> = (0..length).map(|_| scale * random.uniform()).collect();
        let has = [random.below(2) == 0, random.below(2) == 0];
        let series = CountSeries {
            counts: &counts,
            dates: has[0].then_some(&dates),
            population: has[1].then_some(&population),
            frequency,
        };
        let settings = OnsetSettings {
            years_back: 2 + random.below(20) as u16,
            recent_excluded: (random.below(2) == 0).then_some(1 + random.below(200) as u32),
            previous_weight: random.below(3) as f64,
            past_outbreaks: random.below(2) as f64 * 0.1,
            ..OnsetSettings::balanced()
        };
        let start = length.saturating_sub(12);
        for assessment in onset(&series, start..length, &settings).unwrap() {
            let Ok(verdict) = assessment.verdict else { continue };
            assert!((0.0..=1.0).contains(&verdict.p_value), "{assessment:?}");
            assert!(verdict.expected.is_finite() && verdict.expected >= 0.0, "{assessment:?}");
            assert!(verdict.dispersion >= 1.0 && verdict.expected_error >= 0.0, "{assessment:?}");
            if assessment.position + 1 == length {
                assert!(verdict.upper_bound(0.005) >= 0.0);
            }
            verdicts += 1;
            alarms += i32::from(verdict.alarm);
        }
    }
    // Even of such series few are alarms.
    assert!(verdicts > 1_000 && alarms < verdicts / 50, "{alarms} of {verdicts}");
}
