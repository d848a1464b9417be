//! Which earlier periods a period is compared with, and the season level of each.
//!
//! It does not look at counts, except to leave out periods without one.

use std::ops::Range;

use super::calendar::{Calendar, signed};
use super::regression::START_ABOVE_COUNT;
use super::{FarringtonError, FarringtonSettings, PopulationOffset};
use crate::series::CountSeries;

/// The rows of one regression, by season level and then oldest first; reused from period to period.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    pub counts: Vec<f64>,
    pub times: Vec<f64>,
    pub offsets: Vec<f64>,
    pub log_starts: Vec<f64>,
    pub log_counts: Vec<f64>,
    /// Counts to the power of 2/3.
    pub two_thirds: Vec<f64>,
    /// Rows of each season level that has any.
    pub levels: Vec<Range<usize>>,
    /// Level of the period under test.
    pub current_level: usize,
    /// Time from the first row that was chosen to the first that had a count.
    ///
    /// - Differs: with dates, the reference counts the time of its rows from the one and that of its
    ///   forecast from the other; kept, because trends after a missing first row depend on it.
    pub forecast_lag: f64,
    marks: Vec<u16>,
    chosen: Vec<Vec<usize>>,
    references: Vec<i64>,
}

/// What stays the same from period to period.
pub(super) struct Source<'a> {
    pub series: CountSeries<'a>,
    pub calendar: Calendar<'a>,
    pub settings: &'a FarringtonSettings,
    pub times: Vec<f64>,
    log_population: Vec<f64>,
    transformed: Vec<TransformedCount>,
}

/// A count and the functions of it that every regression needs; 0 where it is missing.
#[derive(Debug, Clone, Copy)]
struct TransformedCount {
    count: f64,
    log_start: f64,
    log: f64,
    two_thirds: f64,
}

impl<'a> Source<'a> {
    pub(super) fn new(
        series: CountSeries<'a>,
        settings: &'a FarringtonSettings,
    ) -> Result<Self, FarringtonError> {
        let calendar = Calendar::of(&series)?;
        let times = (0..series.counts.len()).map(|position| calendar.time(position)).collect();
        let log_population = match settings.population {
            PopulationOffset::Ignored => Vec::new(),
            PopulationOffset::LogOffset => {
                let population = series.population.ok_or(FarringtonError::NoPopulation)?;
                population.iter().map(|persons| libm::log(*persons)).collect()
            }
        };
        let transformed = series.counts.iter().map(|count| transform(*count)).collect();
        Ok(Self { series, calendar, settings, times, log_population, transformed })
    }

    pub(super) fn offset(&self, position: usize) -> f64 {
        self.log_population.get(position).copied().unwrap_or(0.0)
    }
}

impl Baseline {
    /// Chooses the rows for the period at `position`.
    ///
    /// - Source: Salmon, Schumacher & Höhle 2016, JSS 70(10), section 2.2; R surveillance 1.20.3.
    pub(super) fn choose(
        &mut self,
        source: &Source<'_>,
        position: usize,
    ) -> Result<(), FarringtonError> {
        self.find_references(source, position)?;
        let first = self.mark_levels(source.settings, position)?;
        self.collect_rows(source, position, first)
    }

    /// Reference points, the period under test first.
    fn find_references(
        &mut self,
        source: &Source<'_>,
        position: usize,
    ) -> Result<(), FarringtonError> {
        self.references.clear();
        self.references.push(signed(position));
        for years in 1..=source.settings.years_back {
            let found = source.calendar.years_before(position, years).map_err(|expected| {
                FarringtonError::ReferenceMissing { position, years, expected }
            })?;
            self.references.push(found);
        }
        Ok(())
    }

    /// Writes the level of each position from the first window on; returns where that begins.
    fn mark_levels(
        &mut self,
        settings: &FarringtonSettings,
        position: usize,
    ) -> Result<i64, FarringtonError> {
        let width = i64::from(settings.window_half_width);
        let current = signed(position);
        let oldest = *self.references.last().expect("the period under test is always there");
        let first = oldest - width;
        // Position -1 is the reference's index 0, which R drops without a word.
        if first < -1 || (current - i64::from(settings.recent_excluded)) < -1 {
            return Err(FarringtonError::BaselineBeforeStart { position });
        }
        let last_window_end = self.references[1] + width;
        let last = current.max(last_window_end + 1);
        self.marks.clear();
        self.marks.resize((last - first + 1) as usize, 0);
        let levels = settings.season_levels;
        fill(&mut self.marks, first, current - width, current, levels);
        for &reference in &self.references[1..] {
            fill(&mut self.marks, first, reference - width, reference + width, levels);
        }
        if levels > 1 {
            self.mark_between_windows(first, width, i64::from(levels) - 1);
        }
        let excluded_from = current - i64::from(settings.recent_excluded);
        fill(&mut self.marks, first, excluded_from.max(first), current, 0);
        Ok(first)
    }

    /// Cuts each stretch between two windows into `blocks` levels, the first ones one longer.
    fn mark_between_windows(&mut self, first: i64, width: i64, blocks: i64) {
        for older in (1..self.references.len()).rev() {
            let mut start = self.references[older] + width + 1;
            let gap = self.references[older - 1] - width - start;
            let (length, longer) = (gap.div_euclid(blocks), gap.rem_euclid(blocks));
            for block in 1..=blocks {
                let length = length + i64::from(block <= longer);
                // Where windows meet, a length of 0 or less counts down, as R's `start:end` does.
                let end = start + length - 1;
                fill(&mut self.marks, first, start.min(end), start.max(end), block as u16);
                start += length;
            }
        }
    }

    fn collect_rows(
        &mut self,
        source: &Source<'_>,
        position: usize,
        first: i64,
    ) -> Result<(), FarringtonError> {
        let season_levels = usize::from(source.settings.season_levels);
        self.forecast_lag = self.sort_by_level(source, season_levels, first);
        for column in [
            &mut self.counts,
            &mut self.times,
            &mut self.offsets,
            &mut self.log_starts,
            &mut self.log_counts,
            &mut self.two_thirds,
        ] {
            column.clear();
        }
        self.levels.clear();
        for rows in self.chosen.iter().filter(|rows| !rows.is_empty()) {
            let start = self.counts.len();
            for &row in rows {
                let transformed = source.transformed[row];
                self.counts.push(transformed.count);
                self.log_starts.push(transformed.log_start);
                self.log_counts.push(transformed.log);
                self.two_thirds.push(transformed.two_thirds);
                self.times.push(source.times[row]);
                self.offsets.push(source.offset(row));
            }
            self.levels.push(start..self.counts.len());
        }
        // The windows have the highest level, and with it the period under test.
        let no_window = self.chosen.last().is_none_or(Vec::is_empty);
        if no_window || (season_levels > 1 && self.levels.len() < 2) {
            return Err(FarringtonError::EmptySeason { position });
        }
        self.current_level = self.levels.len() - 1;
        Ok(())
    }

    /// Positions that have a mark and a count, by level; returns the forecast's lag.
    fn sort_by_level(&mut self, source: &Source<'_>, season_levels: usize, first: i64) -> f64 {
        self.chosen.resize(season_levels, Vec::new());
        self.chosen.iter_mut().for_each(Vec::clear);
        let (mut first_chosen, mut first_kept) = (None, None);
        for (mark, row) in self.marks.iter().zip(first..) {
            let Ok(row) = usize::try_from(row) else { continue };
            let Some(count) = source.series.counts.get(row) else { continue };
            if *mark == 0 {
                continue;
            }
            first_chosen.get_or_insert(row);
            if count.is_some() {
                first_kept.get_or_insert(row);
                self.chosen[usize::from(*mark) - 1].push(row);
            }
        }
        match (source.calendar, first_chosen, first_kept) {
            (Calendar::Weekly(_) | Calendar::SameDay(_), Some(chosen), Some(kept)) => {
                source.times[kept] - source.times[chosen]
            }
            _ => 0.0,
        }
    }
}

fn transform(count: Option<u32>) -> TransformedCount {
    let count = f64::from(count.unwrap_or(0));
    let cube_root = libm::cbrt(count);
    TransformedCount {
        count,
        log_start: libm::log(count + START_ABOVE_COUNT),
        log: libm::log(count.max(1.0)),
        two_thirds: cube_root * cube_root,
    }
}

/// Sets the marks of positions `from` to `to`, where the first mark stands for position `first`.
fn fill(marks: &mut [u16], first: i64, from: i64, to: i64, level: u16) {
    let from = (from - first).max(0) as usize;
    let to = ((to - first + 1).max(0) as usize).min(marks.len());
    if from < to {
        marks[from..to].fill(level);
    }
}
