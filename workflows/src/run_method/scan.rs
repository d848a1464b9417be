//! Scans over places and periods, as a table: one row for each cluster.
//!
//! Replications are spread over all processors; each has a stream of its own, so the answer is the same
//! whatever their number.

use std::ops::Range;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use signals::{
    Scan, ScanCluster, ScanData, ScanError, ScanSettings, SubsetCluster, SubsetData, SubsetScan,
    SubsetSettings,
};

use super::places::Places;
use super::settings::{ScanCase, ScanKind};
use super::table::Lines;
use super::{MethodError, cell, note, quoted, refused_setting, with_17_digits};

/// Scans the table as of each period of the range.
///
/// - Shape: `told` hears how many replications are done, and of how many.
pub(super) fn scan_table(
    case: &ScanCase,
    table: &Lines<'_>,
    told: &mut dyn FnMut(u64, u64),
) -> Result<String, MethodError> {
    let places = Places::parse(table, case)?;
    let length = places.periods.len();
    let (first, last) = case.range.unwrap_or((length, length));
    if first < 1 || first > last || last > length {
        return Err(MethodError::Range { first, last, length });
    }
    let scans = (last + 1 - first) as u64;
    let mut answer = String::from(match case.kind {
        ScanKind::Circles(_) => SCAN_HEADER,
        ScanKind::Subsets(_) => SUBSET_HEADER,
    });
    for (done, t) in (0_u64..).zip(first..=last) {
        let (counts, expected) = places.until(t);
        let view = View { places: &places, t, counts: &counts, expected: &expected };
        let mut told = |replication: u32, of: u32| {
            told(done * u64::from(of) + u64::from(replication), scans * u64::from(of));
        };
        let window = case.longest_window.unwrap_or((t / 2).max(1));
        let rows = match &case.kind {
            ScanKind::Circles(settings) => {
                let settings = ScanSettings { longest_window: window, ..settings.clone() };
                view.circles(&settings, case.alpha, &mut told)
            }
            ScanKind::Subsets(settings) => {
                let settings = SubsetSettings { longest_window: window, ..settings.clone() };
                view.subsets(&settings, case.alpha, &mut told)
            }
        };
        answer.push_str(&match rows.map_err(|error| refused(error, &places)) {
            // One period of many that cannot be assessed does not stop the others.
            Err(why) if scans > 1 && why.is_of_the_series() => {
                view.nothing(answer.lines().next().unwrap_or_default(), &note(&why.to_string()))
            }
            rows => rows?,
        });
    }
    Ok(answer)
}

/// The table as of one period.
struct View<'a> {
    places: &'a Places,
    t: usize,
    counts: &'a [u32],
    expected: &'a [f64],
}

/// What the rows of both scans have in common.
struct Cluster<'a> {
    rank: usize,
    centre: usize,
    regions: &'a [usize],
    periods: &'a Range<usize>,
    observed: u64,
    expected: f64,
}

impl View<'_> {
    fn circles(
        &self,
        settings: &ScanSettings,
        alpha: f64,
        told: &mut dyn FnMut(u32, u32),
    ) -> Result<String, ScanError> {
        let coordinates = self.places.coordinates();
        let data =
            ScanData { coordinates, periods: self.t, counts: self.counts, expected: self.expected };
        let scan = Scan::new(&data, settings)?;
        let maxima = in_parallel(settings.replications, told, |part| scan.maxima(part));
        let found = scan.assess(coordinates, &maxima);
        if found.clusters.is_empty() {
            return Ok(self.nothing(SCAN_HEADER, NO_CIRCLE));
        }
        Ok((1..).zip(&found.clusters).map(|(rank, one)| self.circle(rank, one, alpha)).collect())
    }

    fn circle(&self, rank: usize, found: &ScanCluster, alpha: f64) -> String {
        let (observed, expected) = (found.observed, found.expected);
        let (periods, centre) = (&found.periods, found.centre);
        let cluster =
            Cluster { rank, centre, regions: &found.regions, periods, observed, expected };
        format!(
            "{},{},{},{},{},{},{},{},\n",
            self.members(&cluster),
            with_17_digits(found.radius),
            self.figures(&cluster),
            cell(found.relative_risk),
            with_17_digits(found.log_likelihood_ratio),
            with_17_digits(found.p_value),
            with_17_digits(found.recurrence_interval),
            u8::from(found.p_value <= alpha),
        )
    }

    fn subsets(
        &self,
        settings: &SubsetSettings,
        alpha: f64,
        told: &mut dyn FnMut(u32, u32),
    ) -> Result<String, ScanError> {
        let data = SubsetData {
            coordinates: self.places.coordinates(),
            subgroups: self.places.subgroups.len(),
            periods: self.t,
            counts: self.counts,
            expected: self.expected,
        };
        let scan = SubsetScan::new(&data, settings)?;
        let maxima = in_parallel(settings.replications, told, |part| scan.maxima(part));
        let found = scan.assess(&maxima);
        let why = if found.exhaustive { "" } else { NOT_EXHAUSTIVE };
        Ok(match found.cluster {
            None => self.nothing(SUBSET_HEADER, NO_SET),
            Some(cluster) => self.subset(&cluster, alpha, why),
        })
    }

    fn subset(&self, found: &SubsetCluster, alpha: f64, why: &str) -> String {
        let (observed, expected) = (found.observed, found.expected);
        let (periods, centre) = (&found.periods, found.centre);
        let cluster =
            Cluster { rank: 1, centre, regions: &found.regions, periods, observed, expected };
        format!(
            "{},{},{},{},{},{},{},{}\n",
            self.members(&cluster),
            join(&self.places.subgroups, &found.subgroups),
            self.figures(&cluster),
            with_17_digits(found.log_likelihood_ratio),
            with_17_digits(found.p_value),
            with_17_digits(found.recurrence_interval),
            u8::from(found.p_value <= alpha),
            note(why),
        )
    }

    /// The row of a period without a cluster.
    fn nothing(&self, header: &str, why: &str) -> String {
        format!("{}{}{why}\n", self.t, ",".repeat(header.matches(',').count()))
    }

    fn members(&self, cluster: &Cluster<'_>) -> String {
        let names = &self.places.names;
        let centre = quoted(&names[cluster.centre]);
        format!("{},{},{centre},{}", self.t, cluster.rank, join(names, cluster.regions))
    }

    fn figures(&self, cluster: &Cluster<'_>) -> String {
        let observed = cluster.observed;
        format!(
            "{},{},{observed},{},{}",
            self.places.periods[cluster.periods.start],
            self.places.periods[cluster.periods.end - 1],
            with_17_digits(cluster.expected),
            with_17_digits(observed as f64 / cluster.expected),
        )
    }
}

/// Largest ratios of all replications, in their order.
fn in_parallel(
    replications: u32,
    told: &mut dyn FnMut(u32, u32),
    maxima: impl Fn(Range<u32>) -> Vec<f64> + Sync,
) -> Vec<f64> {
    let round = PART * 4 * rayon::current_num_threads().min(1024) as u32;
    let (mut all, mut done) = (Vec::new(), 0);
    while done < replications {
        told(done, replications);
        let end = replications.min(done.saturating_add(round));
        let starts: Vec<u32> = (done..end).step_by(PART as usize).collect();
        let parts = starts.par_iter().map(|start| maxima(*start..end.min(start + PART)));
        all.extend(parts.collect::<Vec<_>>().into_iter().flatten());
        done = end;
    }
    all
}

/// Names, parted by semicolons, as one cell.
fn join(names: &[String], positions: &[usize]) -> String {
    let names: Vec<&str> = positions.iter().map(|position| names[*position].as_str()).collect();
    quoted(&names.join(";"))
}

/// Says it by the names of the table.
fn refused(error: ScanError, places: &Places) -> MethodError {
    match error {
        ScanError::Setting { setting, must_be } => refused_setting(setting, must_be),
        ScanError::NoCircle => MethodError::NotAssessable {
            problem: "every place holds more than the largest share; raise largestShare".to_owned(),
        },
        ScanError::CasesWithoutExpected { region, period } => MethodError::Table {
            problem: format!(
                "{} has cases in {}, where next to nothing is expected",
                places.names[region], places.periods[period]
            ),
            mend: "give what was expected there, or leave the place out",
        },
        error => MethodError::Scan(error),
    }
}

/// Replications that one processor makes at a time.
const PART: u32 = 4;
const SCAN_HEADER: &str = "t,rank,centre,places,radius,from,to,observed,expected,ratio,relative_risk,\
                           statistic,p_value,recurrence_interval,alarm,note\n";
const SUBSET_HEADER: &str = "t,rank,centre,places,subgroups,from,to,observed,expected,ratio,statistic,\
                             p_value,recurrence_interval,alarm,note\n";
const NO_CIRCLE: &str = "no circle holds more cases than were to be expected";
const NO_SET: &str = "no set of places has more cases than were to be expected";
const NOT_EXHAUSTIVE: &str =
    "with more than 6 subgroups not every set is weighed: a better one may exist";
