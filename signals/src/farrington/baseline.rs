//! Which earlier periods a period is compared with, and the season level of each.
//!
//! It does not look at counts, except to leave out periods without one. Rows come in runs: neighbours
//! in time with one level, so that the regression can treat a run at once.

use super::calendar::{Calendar, signed};
use super::regression::START_ABOVE_COUNT;
use super::{FarringtonError, FarringtonSettings, PopulationOffset};
use crate::series::CountSeries;

/// The rows of one regression, oldest first; reused from period to period.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    pub runs: Vec<Run>,
    /// Counts of the rows.
    pub counts: Vec<f64>,
    /// Sums over the rows of each season level that has any, by [`column`].
    pub levels: Vec<[f64; column::ALL]>,
    /// Level of the period under test.
    pub current_level: usize,
    /// Time from which the regression counts, near the middle of the rows.
    pub origin: f64,
    /// Time from the first row that was chosen to the first that had a count.
    ///
    /// - Differs: with dates, the reference counts the time of its rows from the one and that of its
    ///   forecast from the other; kept, because trends after a missing first row depend on it.
    pub forecast_lag: f64,
    /// Runs of one level and shape, taken together.
    pub groups: Vec<Group>,
    /// The shapes of groups there are.
    pub shapes: Vec<Shape>,
    open_groups: Vec<usize>,
    marks: Vec<u16>,
    references: Vec<i64>,
    previous_references: Vec<i64>,
    level_of_mark: Vec<usize>,
    /// Whether the runs are as chosen for `previous_references`, with no count missing and none cut off.
    is_whole: bool,
}

/// Neighbouring rows of one season level, [`LONGEST_RUN`] of them at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Position in the series of its first row.
    pub position: usize,
    /// Number of its first row.
    pub row: usize,
    pub length: usize,
    pub level: usize,
    /// Steps from the first row of all to its first.
    pub steps: usize,
    /// Time of its first row, counted from the origin.
    pub time: f64,
}

/// Runs of one length and level, one a year as a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub level: usize,
    /// As for the first of its runs.
    pub steps: usize,
    pub time: f64,
    /// Which of the shapes it has.
    pub shape: usize,
}

/// How long runs are, and how many steps each begins after the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub length: usize,
    pub runs: usize,
    pub steps: [usize; MOST_IN_GROUP],
}

const MOST_IN_GROUP: usize = 8;
pub(super) const LONGEST_RUN: usize = 8;

/// What stays the same from period to period.
pub(super) struct Source<'a> {
    pub series: CountSeries<'a>,
    pub calendar: Calendar<'a>,
    pub settings: &'a FarringtonSettings,
    pub times: Vec<f64>,
    pub steps: Steps,
    /// Whether no count is missing.
    all_known: bool,
    /// What each period adds to the sums of its level, by [`column`].
    pub columns: Vec<[f64; column::ALL]>,
    /// Logs of the counts; 0 where there is none.
    pub log_counts: Vec<f64>,
    log_population: Vec<f64>,
}

/// Whether time goes by one from position to position and nothing else moves the mean within a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Steps {
    Even,
    Uneven,
}

/// What is summed over the rows of a level; weight and response are those of the first step.
pub(super) mod column {
    pub const ROWS: usize = 0;
    pub const WEIGHT: usize = 1;
    pub const WEIGHT_TIME: usize = 2;
    pub const WEIGHT_TIME_TIME: usize = 3;
    pub const RESPONSE: usize = 4;
    pub const RESPONSE_TIME: usize = 5;
    pub const COUNT: usize = 6;
    pub const COUNT_TIME: usize = 7;
    /// Half the deviance without what the mean adds to it.
    pub const SATURATED: usize = 8;
    /// Half the deviance before the first step.
    pub const START_DEVIANCE: usize = 9;
    pub const ALL: usize = 10;
}

impl<'a> Source<'a> {
    pub(super) fn new(
        series: CountSeries<'a>,
        settings: &'a FarringtonSettings,
    ) -> Result<Self, FarringtonError> {
        let calendar = Calendar::of(&series)?;
        let times: Vec<f64> =
            (0..series.counts.len()).map(|position| calendar.time(position)).collect();
        let log_population = match settings.population {
            PopulationOffset::Ignored => Vec::new(),
            PopulationOffset::LogOffset => {
                let population = series.population.ok_or(FarringtonError::NoPopulation)?;
                population.iter().map(|persons| libm::log(*persons)).collect()
            }
        };
        let one_apart =
            times.windows(2).all(|pair| pair[0] + 1.0 >= pair[1] && pair[1] >= pair[0] + 1.0);
        let even = one_apart && log_population.is_empty();
        let steps = if even { Steps::Even } else { Steps::Uneven };
        let mut logs = Logs::default();
        let offsets = log_population.iter().copied().chain(std::iter::repeat(0.0));
        let columns = series
            .counts
            .iter()
            .zip(&times)
            .zip(offsets)
            .map(|((count, time), offset)| columns_of(*count, *time, offset, &mut logs));
        let columns: Vec<_> = columns.collect();
        let mut log = |count: &Option<u32>| logs.of(count.unwrap_or(0)).0;
        let log_counts = series.counts.iter().map(&mut log).collect();
        let all_known = series.counts.iter().all(Option::is_some);
        Ok(Self {
            series,
            calendar,
            settings,
            times,
            steps,
            all_known,
            columns,
            log_counts,
            log_population,
        })
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
        std::mem::swap(&mut self.references, &mut self.previous_references);
        let was_whole = std::mem::replace(&mut self.is_whole, false);
        self.find_references(source, position)?;
        if was_whole && source.steps == Steps::Even && self.is_next_period() {
            self.move_on(source);
            self.is_whole = true;
            return Ok(());
        }
        let first = self.mark_levels(source.settings, position)?;
        self.collect_rows(source, position, first)?;
        let newest = self.runs.last().map_or(0, |run| run.position + run.length);
        self.is_whole = source.all_known && first >= 0 && newest <= position;
        Ok(())
    }

    /// Whether all reference points are one later than they were.
    fn is_next_period(&self) -> bool {
        let pairs = self.references.iter().zip(&self.previous_references);
        self.references.len() == self.previous_references.len()
            && pairs.into_iter().all(|(now, before)| *now == before + 1)
    }

    /// Moves all rows one period on: levels and distances stay as they are.
    fn move_on(&mut self, source: &Source<'_>) {
        self.origin += 1.0;
        for run in &mut self.runs {
            run.position += 1;
        }
        let levels = self.levels.len();
        self.add_up(source, levels);
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

    /// Cuts the marked positions with a count into runs, and adds up each level.
    fn collect_rows(
        &mut self,
        source: &Source<'_>,
        position: usize,
        first: i64,
    ) -> Result<(), FarringtonError> {
        let season_levels = usize::from(source.settings.season_levels);
        self.find_runs(source, first);
        self.level_of_mark.clear();
        self.level_of_mark.resize(season_levels, 0);
        for run in &self.runs {
            self.level_of_mark[run.level] = 1;
        }
        // The windows have the highest level, and with it the period under test.
        let no_window = self.level_of_mark[season_levels - 1] == 0;
        let mut levels = 0;
        for level in &mut self.level_of_mark {
            levels += std::mem::replace(level, levels);
        }
        if no_window || (season_levels > 1 && levels < 2) {
            return Err(FarringtonError::EmptySeason { position });
        }
        self.current_level = levels - 1;
        let oldest = self.runs.first().map_or(0, |run| run.position);
        for run in &mut self.runs {
            run.level = self.level_of_mark[run.level];
            run.time = source.times[run.position] - self.origin;
            run.steps = run.position - oldest;
        }
        self.add_up(source, levels);
        if source.steps == Steps::Even {
            self.group_runs(levels);
        }
        Ok(())
    }

    /// Runs of marked positions with a count, with the mark as level; also the origin of time.
    fn find_runs(&mut self, source: &Source<'_>, first: i64) {
        self.runs.clear();
        // Position -1 is marked in the reference, which drops it.
        let (before, first) = if first < 0 { (1, 0) } else { (0, first as usize) };
        let marks = &self.marks[before.min(self.marks.len())..];
        let counts = &source.series.counts[first.min(source.series.counts.len())..];
        let marks = &marks[..marks.len().min(counts.len())];
        let (mut at, mut rows) = (0, 0);
        let mut first_chosen = None;
        while let Some(&mark) = marks.get(at) {
            let start = at;
            at += 1;
            if mark == 0 {
                continue;
            }
            first_chosen.get_or_insert(first + start);
            if counts[start].is_none() {
                continue;
            }
            let end = marks.len().min(start + LONGEST_RUN);
            while at < end && marks[at] == mark && counts[at].is_some() {
                at += 1;
            }
            let (position, length, level) = (first + start, at - start, usize::from(mark) - 1);
            self.runs.push(Run { position, row: rows, length, level, steps: 0, time: 0.0 });
            rows += length;
        }
        self.forecast_lag = 0.0;
        self.origin = 0.0;
        if let (Some(oldest), Some(newest), Some(chosen)) =
            (self.runs.first(), self.runs.last(), first_chosen)
        {
            let (start, end) = (source.times[oldest.position], source.times[newest.position]);
            self.origin = start + ((end - start) / 2.0).floor();
            if !matches!(source.calendar, Calendar::Counted { .. }) {
                self.forecast_lag = start - source.times[chosen];
            }
        }
    }

    fn add_up(&mut self, source: &Source<'_>, levels: usize) {
        self.levels.clear();
        self.levels.resize(levels, [0.0; column::ALL]);
        self.counts.clear();
        for run in &self.runs {
            let rows = run.position..run.position + run.length;
            let mut sums = self.levels[run.level];
            for row in &source.columns[rows.clone()] {
                // Two at a time, which a machine adds at once.
                for pair in 0..column::ALL / 2 {
                    sums[2 * pair] += row[2 * pair];
                    sums[2 * pair + 1] += row[2 * pair + 1];
                }
            }
            self.levels[run.level] = sums;
            self.counts.extend(source.columns[rows].iter().map(|row| row[column::COUNT]));
        }
    }
}

impl Baseline {
    /// Takes runs of one level and length together, and finds what shapes that gives.
    fn group_runs(&mut self, levels: usize) {
        const LENGTHS: usize = LONGEST_RUN + 1;
        const NONE: usize = usize::MAX;
        self.groups.clear();
        self.shapes.clear();
        self.open_groups.clear();
        self.open_groups.resize(levels * LENGTHS, NONE);
        // Until all runs are seen, each group has a shape of its own.
        for Run { level, length, steps, time, .. } in self.runs.iter().copied() {
            let open = &mut self.open_groups[level * LENGTHS + length];
            if *open == NONE {
                *open = self.groups.len();
                self.groups.push(Group { level, steps, time, shape: *open });
                self.shapes.push(Shape { length, runs: 0, steps: [0; MOST_IN_GROUP] });
            }
            let (group, shape) = (&self.groups[*open], &mut self.shapes[*open]);
            shape.steps[shape.runs] = steps - group.steps;
            shape.runs += 1;
            if shape.runs == MOST_IN_GROUP {
                *open = NONE;
            }
        }
        let mut distinct = 0;
        for group in &mut self.groups {
            let shape = self.shapes[group.shape];
            let found = self.shapes[..distinct].iter().position(|known| *known == shape);
            group.shape = found.unwrap_or(distinct);
            if found.is_none() {
                self.shapes[distinct] = shape;
                distinct += 1;
            }
        }
        self.shapes.truncate(distinct);
    }
}

/// Logarithms of small counts, which most are, kept once computed.
#[derive(Default)]
struct Logs {
    known: Vec<Option<(f64, f64)>>,
}

impl Logs {
    /// Logs of a count, and of what the first step takes its mean for.
    fn of(&mut self, count: u32) -> (f64, f64) {
        let compute = || {
            let count = f64::from(count);
            (libm::log(count.max(1.0)), libm::log(count + START_ABOVE_COUNT))
        };
        let slot = count as usize;
        if slot >= MOST_KEPT {
            return compute();
        }
        if slot >= self.known.len() {
            self.known.resize(slot + 1, None);
        }
        *self.known[slot].get_or_insert_with(compute)
    }
}

const MOST_KEPT: usize = 1024;

fn columns_of(count: Option<u32>, time: f64, offset: f64, logs: &mut Logs) -> [f64; column::ALL] {
    let Some(count) = count else { return [0.0; column::ALL] };
    let (log, log_start) = logs.of(count);
    let count = f64::from(count);
    let weight = count + START_ABOVE_COUNT;
    let response = weight * (log_start - offset) - START_ABOVE_COUNT;
    [
        1.0,
        weight,
        weight * time,
        weight * time * time,
        response,
        response * time,
        count,
        count * time,
        count * (log - offset) - count,
        count * (log - log_start) + START_ABOVE_COUNT,
    ]
}

/// Sets the marks of positions `from` to `to`, where the first mark stands for position `first`.
fn fill(marks: &mut [u16], first: i64, from: i64, to: i64, level: u16) {
    let from = (from - first).max(0) as usize;
    let to = ((to - first + 1).max(0) as usize).min(marks.len());
    if from < to {
        marks[from..to].fill(level);
    }
}
