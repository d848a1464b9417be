//! What replays add up to: shares and means, with standard errors.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocabulary::finding::Direction;
use vocabulary::period::{add_days, days_between};
use vocabulary::place::PlaceId;
use vocabulary::substance::SubstanceId;

use super::Setting;
use super::judge::{Judge, Line};
use crate::backtest::Expectation;
use crate::simulate::europe::{Scenario, Truth};

/// A mean with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The mean; not a number when there is nothing to take it of.
    pub value: f64,
    /// Its standard error; not a number below two.
    pub error: f64,
    /// How many it is the mean of.
    pub of: usize,
}

/// What became of the waves of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioResult {
    /// The scenario.
    pub scenario: Scenario,
    /// Share of them raised before the end; of an artefact, share taken in by.
    pub raised: Figure,
    /// Share raised within four weeks of the day on which ten cases were known.
    pub in_time_known: Figure,
    /// Share raised within four weeks of the tenth case itself.
    pub in_time_occurred: Figure,
    /// Weeks from the day on which ten cases were known, of those raised.
    pub weeks_after_known: Figure,
    /// Weeks from the tenth case itself, of those raised.
    pub weeks_after_case: Figure,
}

/// What became of one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingResult {
    /// The setting.
    pub setting: Setting,
    /// Scenario by scenario.
    pub scenarios: Vec<ScenarioResult>,
    /// Share of all waves raised within four weeks of the day on which ten cases were known.
    pub in_time_known: Figure,
    /// Share of all waves raised within four weeks of the tenth case itself.
    pub in_time_occurred: Figure,
    /// Share of the lines that are true, in weeks in which some wave has ten known cases.
    pub precision: Figure,
    /// The same of the first ten lines.
    pub precision_top_ten: Figure,
    /// False lines that are new, a week and 50,000 series.
    pub false_a_week: Figure,
    /// Those of them that do not come of an artefact.
    pub false_elsewhere: Figure,
    /// False lines that stand on the list, a week and 50,000 series.
    pub false_standing: Figure,
    /// Lines on the list, a week and 50,000 series.
    pub lines: Figure,
    /// Processor seconds a week and 50,000 series.
    pub seconds_a_week: f64,
    /// New false lines, a week and 50,000 series, by what raised them; most first.
    pub false_by: Vec<(String, f64)>,
}

/// One Europe under one setting.
pub(super) struct Replayed {
    raised: Vec<Option<Date>>,
    last: BTreeMap<(SubstanceId, PlaceId, Direction), Date>,
    /// True lines and all lines, of weeks with a wave; of the whole list and of its first ten.
    precision: [(f64, f64); 2],
    new_false: Vec<f64>,
    false_elsewhere: Vec<f64>,
    false_by: BTreeMap<String, f64>,
    standing_false: Vec<f64>,
    lines: Vec<f64>,
    series: f64,
}

impl Replayed {
    pub fn of(truths: usize) -> Self {
        Self {
            raised: vec![None; truths],
            last: BTreeMap::new(),
            precision: [(0.0, 0.0); 2],
            new_false: Vec::new(),
            false_elsewhere: Vec::new(),
            false_by: BTreeMap::new(),
            standing_false: Vec::new(),
            lines: Vec::new(),
            series: 0.0,
        }
    }

    /// Takes in the list of a week; `series` says how many were looked at, where the week counts.
    pub fn hear(&mut self, judge: &Judge, day: Date, lines: &[Line], series: Option<usize>) {
        let has_wave = judge.truths.iter().any(|truth| {
            let is_event = truth.scenario.expectation() == Expectation::Raised;
            is_event && truth.tenth_known.is_some_and(|known| known <= day)
        });
        let (mut new_false, mut elsewhere, mut all_false) = (0.0, 0.0, 0.0);
        for (rank, line) in lines.iter().enumerate() {
            let verdict = judge.judge(line);
            for number in &verdict.shows {
                self.raised[*number].get_or_insert(day);
            }
            let name = (line.substance.clone(), line.place.clone(), line.direction);
            let before = self.last.insert(name, day);
            let is_new = before.is_none_or(|on| days_between(on, day) > SAME_SIGNAL_DAYS);
            if !verdict.is_true {
                all_false += 1.0;
                new_false += f64::from(u8::from(is_new));
                if is_new && !verdict.is_artefact {
                    elsewhere += 1.0;
                }
                if is_new && series.is_some() {
                    let of = if verdict.is_artefact { " (onboarding)" } else { "" };
                    *self.false_by.entry(format!("{}{of}", line.raised_by)).or_default() += 1.0;
                }
            }
            if has_wave && series.is_some() {
                let first = if rank < 10 { 2 } else { 1 };
                for (is_true, all) in &mut self.precision[..first] {
                    *is_true += f64::from(u8::from(verdict.is_true));
                    *all += 1.0;
                }
            }
        }
        if let Some(series) = series {
            self.new_false.push(new_false);
            self.false_elsewhere.push(elsewhere);
            self.standing_false.push(all_false);
            self.lines.push(lines.len() as f64);
            self.series += series as f64;
        }
    }
}

/// What all Europes under one setting add up to.
pub(super) struct Tally {
    setting: Setting,
    pub seconds: f64,
    waves: Vec<WaveOutcome>,
    precision: [Vec<f64>; 2],
    new_false: Vec<f64>,
    false_elsewhere: Vec<f64>,
    false_by: BTreeMap<String, f64>,
    standing_false: Vec<f64>,
    lines: Vec<f64>,
    series: f64,
}

/// One wave.
pub(super) struct WaveOutcome {
    scenario: Scenario,
    is_raised: bool,
    /// Days from the tenth case known, and from the tenth case; whether within four weeks, where there
    /// was that much time.
    days: [Option<i64>; 2],
    pub in_time: [Option<bool>; 2],
}

impl Tally {
    pub fn of(setting: Setting) -> Self {
        let (new_false, standing_false, lines) = (Vec::new(), Vec::new(), Vec::new());
        let false_elsewhere = Vec::new();
        let precision = [Vec::new(), Vec::new()];
        let (seconds, series, false_by) = (0.0, 0.0, BTreeMap::new());
        let waves = Vec::new();
        Self {
            setting,
            seconds,
            waves,
            precision,
            new_false,
            false_elsewhere,
            false_by,
            standing_false,
            lines,
            series,
        }
    }

    /// Adds one Europe.
    pub fn add(&mut self, judge: &Judge, replay: Replayed, last: Date) {
        let outcomes = judge.truths.iter().zip(&replay.raised);
        self.waves.extend(outcomes.map(|(truth, raised)| outcome(truth, *raised, last)));
        for (all, (is_true, lines)) in self.precision.iter_mut().zip(replay.precision) {
            if lines > 0.0 {
                all.push(is_true / lines);
            }
        }
        let weeks = replay.lines.len() as f64;
        let per = PER_SERIES * weeks / replay.series.max(1.0);
        let scaled = |values: &[f64]| per * values.iter().sum::<f64>() / weeks.max(1.0);
        self.new_false.push(scaled(&replay.new_false));
        self.false_elsewhere.push(scaled(&replay.false_elsewhere));
        self.standing_false.push(scaled(&replay.standing_false));
        self.lines.push(scaled(&replay.lines));
        self.series += replay.series;
        for (what, number) in replay.false_by {
            *self.false_by.entry(what).or_default() += number;
        }
    }

    /// The result; `looks` is the number of weeks that count.
    pub fn result(self, looks: usize) -> SettingResult {
        let events = |wave: &&WaveOutcome| wave.scenario.expectation() == Expectation::Raised;
        let share = |at: usize| {
            let waves = self.waves.iter().filter(events).filter_map(|wave| wave.in_time[at]);
            figure(waves.map(|in_time| f64::from(u8::from(in_time))))
        };
        // Weeks before those that count cost as much.
        let average = self.series / looks.max(1) as f64;
        let per = PER_SERIES / self.series.max(1.0);
        let by = self.false_by.iter().map(|(what, number)| (what.clone(), number * per));
        let mut false_by: Vec<(String, f64)> = by.collect();
        false_by.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let all = looks + self.lines.len() * usize::from(super::BURN_IN_WEEKS);
        SettingResult {
            setting: self.setting,
            scenarios: Scenario::ALL
                .into_iter()
                .map(|scenario| self.of_scenario(scenario))
                .collect(),
            in_time_known: share(0),
            in_time_occurred: share(1),
            precision: figure(self.precision[0].iter().copied()),
            precision_top_ten: figure(self.precision[1].iter().copied()),
            false_a_week: figure(self.new_false.iter().copied()),
            false_elsewhere: figure(self.false_elsewhere.iter().copied()),
            false_standing: figure(self.standing_false.iter().copied()),
            lines: figure(self.lines.iter().copied()),
            seconds_a_week: self.seconds / all.max(1) as f64 * PER_SERIES / average.max(1.0),
            false_by,
        }
    }

    fn of_scenario(&self, scenario: Scenario) -> ScenarioResult {
        let waves = || self.waves.iter().filter(move |wave| wave.scenario == scenario);
        let share = |is: bool| f64::from(u8::from(is));
        let in_time = |at: usize| figure(waves().filter_map(|w| w.in_time[at]).map(share));
        let weeks =
            |at: usize| figure(waves().filter_map(|wave| wave.days[at]).map(|d| d as f64 / 7.0));
        ScenarioResult {
            scenario,
            raised: figure(waves().map(|wave| share(wave.is_raised))),
            in_time_known: in_time(0),
            in_time_occurred: in_time(1),
            weeks_after_known: weeks(0),
            weeks_after_case: weeks(1),
        }
    }
}

pub(super) fn outcome(truth: &Truth, raised: Option<Date>, last: Date) -> WaveOutcome {
    let tenths = [truth.tenth_known, truth.tenth_case];
    let days = tenths.map(|tenth| Some(days_between(tenth?, raised?)));
    let in_time = tenths.map(|tenth| {
        let due = add_days(tenth?, DUE_DAYS);
        (due <= last).then(|| raised.is_some_and(|day| day <= due))
    });
    WaveOutcome { scenario: truth.scenario, is_raised: raised.is_some(), days, in_time }
}

pub(super) fn figure(values: impl Iterator<Item = f64>) -> Figure {
    let values: Vec<f64> = values.collect();
    let of = values.len();
    let value = values.iter().sum::<f64>() / of as f64;
    let squares: f64 = values.iter().map(|v| (v - value) * (v - value)).sum();
    let error = (squares / (of as f64 - 1.0) / of as f64).sqrt();
    Figure { value, error: if of < 2 { f64::NAN } else { error }, of }
}

/// A signal that was silent for longer is a new one.
const SAME_SIGNAL_DAYS: i64 = 183;

/// A wave is raised in time within so many days.
pub(super) const DUE_DAYS: i64 = 28;

/// False signals are counted for so many series.
pub(super) const PER_SERIES: f64 = 50_000.0;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_mean_has_a_standard_error_from_two_on() {
        let three = figure([1.0, 2.0, 3.0].into_iter());
        assert!((three.value - 2.0).abs() < 1e-12);
        assert!((three.error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!(figure([1.0].into_iter()).error.is_nan());
        assert!(figure(std::iter::empty()).value.is_nan());
    }

    #[test]
    fn a_wave_counts_where_there_was_time_to_find_it() {
        let truth = |known| Truth {
            scenario: Scenario::NitazeneWave,
            event: String::new(),
            starts: date(2025, 1, 1),
            tenth_case: Some(date(2025, 2, 1)),
            tenth_known: Some(known),
            cases: 12,
            series: Vec::new(),
        };
        let last = date(2025, 4, 1);
        let found = outcome(&truth(date(2025, 2, 10)), Some(date(2025, 3, 3)), last);
        assert_eq!(found.in_time, [Some(true), Some(false)]);
        assert_eq!(found.days, [Some(21), Some(30)]);
        let late = outcome(&truth(date(2025, 3, 20)), None, last);
        assert_eq!(late.in_time, [None, Some(false)]);
        assert_eq!((late.is_raised, late.days), (false, [None, None]));
    }
}
