//! Which earlier periods a period is compared with, and the season level of each.
//!
//! It does not look at counts, except to leave out periods without one.

use super::calendar::Calendar;
use super::{FarringtonError, FarringtonSettings, PopulationOffset};
use crate::series::CountSeries;

/// The rows of one regression, oldest first; reused from period to period.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    pub positions: Vec<usize>,
    pub counts: Vec<f64>,
    pub times: Vec<f64>,
    pub offsets: Vec<f64>,
    /// Season level of each row, numbered from 0 without gaps.
    pub levels: Vec<usize>,
    pub level_count: usize,
    /// Level of the period under test.
    pub current_level: Option<usize>,
    /// All rows that were chosen had a count.
    pub complete: bool,
    marks: Vec<u16>,
    numbers: Vec<Option<usize>>,
    references: Vec<i64>,
}

/// What stays the same from period to period.
pub(super) struct Source<'a> {
    pub series: CountSeries<'a>,
    pub calendar: Calendar<'a>,
    pub settings: &'a FarringtonSettings,
    pub times: Vec<f64>,
    pub log_population: Vec<f64>,
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
                population.iter().map(|persons| persons.ln()).collect()
            }
        };
        Ok(Self { series, calendar, settings, times, log_population })
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
        self.references.push(position as i64);
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
        let current = position as i64;
        let oldest = *self.references.last().expect("the period under test is always there");
        let first = oldest - width;
        // Position -1 is the reference's index 0, which R drops without a word.
        if first < -1 || (current - settings.recent_excluded as i64) < -1 {
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
        let excluded_from = current - settings.recent_excluded as i64;
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
        let counts = source.series.counts;
        let levels = usize::from(source.settings.season_levels);
        self.positions.clear();
        self.counts.clear();
        self.times.clear();
        self.offsets.clear();
        self.levels.clear();
        self.numbers.clear();
        self.numbers.resize(levels + 1, None);
        self.level_count = 0;
        self.complete = true;
        for (mark, row) in self.marks.iter().zip(first..) {
            let Some(&count) = usize::try_from(row).ok().and_then(|row| counts.get(row)) else {
                continue;
            };
            if *mark == 0 {
                continue;
            }
            let Some(count) = count else {
                self.complete = false;
                continue;
            };
            let row = row as usize;
            let number = *self.numbers[usize::from(*mark)].get_or_insert_with(|| {
                self.level_count += 1;
                self.level_count - 1
            });
            self.positions.push(row);
            self.counts.push(f64::from(count));
            self.times.push(source.times[row]);
            self.offsets.push(source.offset(row));
            self.levels.push(number);
        }
        self.current_level = self.numbers[levels];
        let one_level_of_many = levels > 1 && self.level_count < 2;
        if self.current_level.is_none() || one_level_of_many {
            return Err(FarringtonError::EmptySeason { position });
        }
        Ok(())
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
