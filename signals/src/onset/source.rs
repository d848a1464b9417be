//! The rows of a series that can teach, column by column, and where each stands in time.
//!
//! It does not choose which of them are the baseline of a position. With dates, the year is the sun's,
//! so a week 53 shifts nothing.

use std::f64::consts::TAU;
use std::ops::Range;

use super::OnsetError;
use super::regression::{COLUMNS, Columns, Rows};
use super::settings::OnsetSettings;
use crate::series::CountSeries;

/// Everything that stays the same for all positions of a series.
#[derive(Debug)]
pub struct Source<'a> {
    pub series: CountSeries<'a>,
    pub settings: &'a OnsetSettings,
    /// Periods before the one under test that stay out of its baseline.
    pub recent_excluded: usize,
    /// Of each position: trend and waves, and the log of the population.
    columns: Vec<[f64; COLUMNS - 1]>,
    offsets: Vec<f64>,
    /// Reported rows before each position.
    reported_before: Vec<usize>,
    /// The same columns for reported rows alone.
    reported_counts: Vec<f64>,
    reported_offsets: Vec<f64>,
    reported_design: [Vec<f64>; COLUMNS - 1],
}

impl<'a> Source<'a> {
    pub fn new(series: CountSeries<'a>, settings: &'a OnsetSettings) -> Result<Self, OnsetError> {
        let frequency = series.frequency;
        if !(4..=53).contains(&frequency) {
            return Err(OnsetError::Frequency { frequency });
        }
        let eighth = usize::from((frequency + 4) / 8).max(1);
        let recent_excluded =
            settings.recent_excluded.map_or(eighth, |periods| periods.max(1) as usize);
        let population = series.population.unwrap_or_default();
        let mut source = Self {
            series,
            settings,
            recent_excluded,
            columns: years(&series).into_iter().map(columns_at).collect(),
            offsets: population.iter().map(|persons| libm::log(*persons)).collect(),
            reported_before: Vec::with_capacity(series.counts.len()),
            reported_counts: Vec::with_capacity(series.counts.len()),
            reported_offsets: Vec::new(),
            reported_design: Default::default(),
        };
        source.collect_reported();
        Ok(source)
    }

    fn collect_reported(&mut self) {
        for (position, count) in self.series.counts.iter().enumerate() {
            self.reported_before.push(self.reported_counts.len());
            let Some(count) = count else { continue };
            self.reported_counts.push(f64::from(*count));
            self.reported_offsets.extend(self.offsets.get(position));
            for (column, value) in self.reported_design.iter_mut().zip(self.columns[position]) {
                column.push(value);
            }
        }
    }

    /// Reported rows among these positions.
    pub fn rows(&self, positions: Range<usize>) -> Rows<'_> {
        let [start, end] = [positions.start, positions.end]
            .map(|at| self.reported_before.get(at).copied().unwrap_or(self.reported_counts.len()));
        let reported = start..end.max(start);
        let offsets = self.reported_offsets.get(reported.clone()).unwrap_or_default();
        let design = self.reported_design.each_ref().map(|column| &column[reported.clone()]);
        Rows { counts: &self.reported_counts[reported], offsets, design }
    }

    /// First position of the twelfth of a year in which `position` lies.
    pub fn month_start(&self, position: usize) -> usize {
        // A month that begins on a position must not end up before it by rounding.
        let month_of = |position: usize| {
            (self.columns[position][0] * TREND_UNIT_YEARS * 12.0 + ROUNDING).floor()
        };
        let month = month_of(position);
        let mut first = position;
        while first > 0 && month_of(first - 1) >= month {
            first -= 1;
        }
        first
    }

    /// Columns of one position, the level's first.
    pub fn columns(&self, position: usize) -> Columns {
        let [trend, first, second, third, fourth] = self.columns[position];
        [1.0, trend, first, second, third, fourth]
    }

    /// Log of the population, 0 where there is none.
    pub fn offset(&self, position: usize) -> f64 {
        self.offsets.get(position).copied().unwrap_or(0.0)
    }
}

/// Years from some day to each position.
fn years(series: &CountSeries<'_>) -> Vec<f64> {
    match series.dates {
        None => {
            let length = series.counts.len();
            let frequency = f64::from(series.frequency);
            (0..length).map(|position| position as f64 / frequency).collect()
        }
        Some(dates) => {
            let since =
                |date: &jiff::civil::Date| date.duration_since(jiff::civil::date(2000, 1, 1));
            dates.iter().map(|date| since(date).as_secs() as f64 / SECONDS_IN_A_YEAR).collect()
        }
    }
}

/// Trend and both waves.
fn columns_at(years: f64) -> [f64; COLUMNS - 1] {
    let turn = TAU * (years - years.floor());
    let (cosine, sine) = (libm::cos(turn), libm::sin(turn));
    let half_year = [cosine * cosine - sine * sine, 2.0 * sine * cosine];
    [years / TREND_UNIT_YEARS, cosine, sine, half_year[0], half_year[1]]
}

/// Years in which the coefficient of the trend is the change of the log of the mean.
pub const TREND_UNIT_YEARS: f64 = 5.0;

const ROUNDING: f64 = 1e-6;

/// The Gregorian year, 365.2425 days.
const SECONDS_IN_A_YEAR: f64 = 31_556_952.0;
