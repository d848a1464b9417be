//! One signal, as a person looks at it: the series behind it, the rows behind those, and whether it
//! comes out the same when computed again.

use std::collections::BTreeMap;

use store::facts::QueryError;
use store::node::Node;
use store::series::RowBehind;
use vocabulary::finding::{Direction, Finding, SeriesKey, Signal, Vantage};
use vocabulary::handling::Reader;
use vocabulary::period::{Period, add_days};

use crate::detect::plan::share::{
    MONTHS_OF_A_SHARE, PartOfWhole, Wholes, months_before, run_share, share_digest,
};
use crate::detect::plan::{Assessed, Bounds, Plan, Readings};
use crate::detect::series_of_each;
use crate::hierarchy::HIERARCHIES;
use crate::reporting::Nowcast;
use crate::series::Series;

/// A series behind a signal.
#[derive(Clone, Debug)]
pub struct SeriesView {
    /// What it counts.
    pub key: SeriesKey,
    /// Method and settings, as the findings name them.
    pub method: String,
    /// Which way its alarms went.
    pub direction: Direction,
    /// All figures that the method reads, oldest first; of a share each is that of three months together.
    pub points: Vec<(Period, Option<f64>)>,
    /// All that the source counts there, for each point, where the method looks at the share of it.
    pub wholes: Option<Vec<Option<f64>>>,
    /// What the method says of the last periods.
    pub assessed: Vec<Assessed>,
    /// What counts known in part will probably come to, by period.
    pub nowcasts: BTreeMap<Period, Nowcast>,
}

/// One figure of a series and what its method says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The period.
    pub period: String,
    /// The figure.
    pub observed: Option<f64>,
    /// How many there were in all, where the method looks at the share of them.
    pub out_of: Option<f64>,
    /// What was expected.
    pub expected: Option<f64>,
    /// The bound.
    pub bound: Option<f64>,
    /// Chance of a figure as far out.
    pub p_value: Option<f64>,
    /// Whether it is an alarm; `None` where the method did not look.
    pub is_alarm: Option<bool>,
    /// What it will probably come to, where it is known in part.
    pub nowcast: Option<Nowcast>,
}

impl SeriesView {
    /// Every figure, oldest first, with what the method says of it.
    pub fn marks(&self) -> Vec<Mark> {
        // Both run forward through the series.
        let mut assessed = self.assessed.iter().peekable();
        let marks = self.points.iter().enumerate().map(|(index, (period, observed))| {
            let here = assessed.next_if(|assessed| assessed.index == index);
            Mark {
                period: period.to_string(),
                observed: *observed,
                out_of: self.wholes.as_ref().and_then(|wholes| wholes[index]),
                expected: here.and_then(|assessed| assessed.expected),
                bound: here.and_then(|assessed| assessed.bound),
                p_value: here.and_then(|assessed| assessed.p_value),
                is_alarm: here.map(|assessed| assessed.is_alarm),
                nowcast: self.nowcasts.get(period).copied(),
            }
        });
        marks.collect()
    }
}

/// What came of computing a finding again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reproduced {
    /// The same to the bit.
    Same,
    /// The series is another one now: evidence was erased or the program that built it differs.
    OtherSeries,
    /// The series is the same and the method says something else.
    OtherResult,
    /// This program does not have that method in that version.
    UnknownMethod,
}

/// The series behind a signal, leading one first, as they stood for its run.
///
/// # Errors
/// When the facts cannot be read.
pub async fn series_behind(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<SeriesView>, QueryError> {
    let all = series_of_findings(node, signal, reader).await?;
    Ok(Gallery::of_each(&all).views(&signal.findings))
}

/// All series of the sources that a signal's findings are of, each source by itself.
async fn series_of_findings(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<Vec<Series>>, QueryError> {
    let Some(first) = signal.findings.first() else { return Ok(Vec::new()) };
    let sources = signal.findings.iter().map(|finding| finding.series.source.as_str());
    series_of_each(node, sources, first.vantage, reader).await
}

/// Series of a vantage, to look at those behind many findings.
#[derive(Default)]
pub struct Gallery<'a> {
    shelves: Vec<Shelf<'a>>,
}

/// Series of whole sources.
struct Shelf<'a> {
    series: &'a [Series],
    wholes: Wholes<'a>,
}

impl<'a> Gallery<'a> {
    /// Of all series of a vantage.
    pub fn of(series: &'a [Series]) -> Self {
        let mut gallery = Self::default();
        gallery.add(series);
        gallery
    }

    /// Of all series of several sources.
    pub fn of_each(sources: &'a [Vec<Series>]) -> Self {
        let mut gallery = Self::default();
        for series in sources {
            gallery.add(series);
        }
        gallery
    }

    /// With all series of another source.
    pub fn add(&mut self, series: &'a [Series]) {
        self.shelves.push(Shelf { series, wholes: Wholes::of(series) });
    }

    fn find(&self, key: &SeriesKey) -> Option<(&'a Series, &Wholes<'a>)> {
        self.shelves.iter().find_map(|shelf| {
            let series = shelf.series.iter().find(|series| series.key == *key)?;
            Some((series, &shelf.wholes))
        })
    }

    /// The series of findings of that vantage, in the order of the findings, each once.
    ///
    /// - Differs: a series that is gone, and one whose method this program does not have, is left out.
    pub fn views<'f>(&self, findings: impl IntoIterator<Item = &'f Finding>) -> Vec<SeriesView> {
        let mut views: Vec<SeriesView> = Vec::new();
        for finding in findings {
            let method = format!(
                "{} {} ({})",
                finding.method.name, finding.method.version, finding.method.settings
            );
            let is_known = |view: &SeriesView| {
                view.key == finding.series
                    && view.method == method
                    && view.direction == finding.direction
            };
            if views.iter().any(is_known) {
                continue;
            }
            let Some((series, wholes)) = self.find(&finding.series) else { continue };
            let Some(plan) = Plan::of(&finding.method) else { continue };
            let direction = finding.direction;
            let view = view_of(series, &plan, direction, wholes);
            views.extend(view.map(|view| SeriesView { method, ..view }));
        }
        views
    }
}

/// A series as a plan reads it; `None` where the whole it would be a part of is gone.
fn view_of(
    series: &Series,
    plan: &Plan,
    direction: Direction,
    wholes: &Wholes<'_>,
) -> Option<SeriesView> {
    let (periods, figures, wholes, assessed) = if *plan == Plan::Share {
        let both = PartOfWhole::of(series, wholes.whole_of(&series.key)?);
        let assessed = run_share(&both, 0, direction, Bounds::All);
        let positions = || 0..both.periods.len();
        let parts = positions().map(|at| both.part_at(at)).collect();
        let wholes = positions().map(|at| both.whole_at(at)).collect();
        (both.periods, parts, Some(wholes), assessed)
    } else {
        let readings = series.figures_for(plan);
        let assessed = assessed_back_to(plan, &readings, direction);
        (readings.periods, readings.figures, None, assessed)
    };
    // A share of three months is one of what is known on both sides.
    let of_counts = periods.iter().filter(|_| wholes.is_none());
    let nowcasts = of_counts.filter_map(|period| Some((*period, series.nowcast(period)?)));
    Some(SeriesView {
        key: series.key.clone(),
        nowcasts: nowcasts.collect(),
        method: String::new(),
        direction,
        points: periods.into_iter().zip(figures).collect(),
        wholes,
        assessed,
    })
}

/// The rows that one finding's figure rests on.
///
/// # Errors
/// When the facts cannot be read.
pub async fn rows_behind(
    node: &Node,
    finding: &Finding,
    reader: &Reader,
) -> Result<Vec<RowBehind>, QueryError> {
    rows_of_series(node, finding.vantage, &finding.series, &within(finding), reader).await
}

/// The days that a finding's figure stands for.
pub fn within(finding: &Finding) -> Period {
    // A first report stands for all reports since.
    let until = match finding.direction {
        Direction::New => finding.vantage.as_of.max(finding.period.end()),
        _ => finding.period.end(),
    };
    let start = finding.period.start();
    let from = match Plan::of(&finding.method) {
        // A share is of three months together, as a fall is of several weeks.
        Some(Plan::Share) => months_before(start, MONTHS_OF_A_SHARE - 1),
        Some(Plan::Sustained { periods, .. }) => {
            add_days(start, -finding.period.days() * (i64::from(periods) - 1))
        }
        _ => start,
    };
    Period::span(from, until).unwrap_or(finding.period)
}

/// The rows that the figures of a series rest on within a period.
///
/// # Errors
/// When the facts cannot be read.
pub async fn rows_of_series(
    node: &Node,
    vantage: Vantage,
    series: &SeriesKey,
    within: &Period,
    reader: &Reader,
) -> Result<Vec<RowBehind>, QueryError> {
    let facts = node.facts_of(&series.source, vantage, reader).await?;
    facts.rows_behind(&HIERARCHIES, series, within)
}

/// Computes every finding of a signal again from its ledger position.
///
/// # Errors
/// When the facts cannot be read.
pub async fn reproduce(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<(Finding, Reproduced)>, QueryError> {
    let all = series_of_findings(node, signal, reader).await?;
    let gallery = Gallery::of_each(&all);
    let again = |finding: &Finding| {
        let found = gallery.find(&finding.series);
        let said = found.map(|(series, wholes)| compare(finding, series, wholes));
        (finding.clone(), said.unwrap_or(Reproduced::OtherSeries))
    };
    Ok(signal.findings.iter().map(again).collect())
}

fn compare(finding: &Finding, series: &Series, wholes: &Wholes<'_>) -> Reproduced {
    let Some(plan) = Plan::of(&finding.method) else { return Reproduced::UnknownMethod };
    if plan == Plan::Share {
        return compare_share(finding, series, wholes);
    }
    if series.digest() != finding.series_digest {
        return Reproduced::OtherSeries;
    }
    let readings = series.figures_for(&plan);
    let Some(index) = readings.periods.iter().position(|period| *period == finding.period) else {
        return Reproduced::OtherSeries;
    };
    let again = plan
        .run(&readings, index, finding.direction, Bounds::OfAlarms)
        .into_iter()
        .find(|a| a.index == index);
    held_against(finding, again)
}

fn compare_share(finding: &Finding, series: &Series, wholes: &Wholes<'_>) -> Reproduced {
    let Some(whole) = wholes.whole_of(&series.key) else { return Reproduced::OtherSeries };
    if share_digest(series, whole) != finding.series_digest {
        return Reproduced::OtherSeries;
    }
    let both = PartOfWhole::of(series, whole);
    let Some(index) = both.periods.iter().position(|period| *period == finding.period) else {
        return Reproduced::OtherSeries;
    };
    let again = run_share(&both, index, finding.direction, Bounds::OfAlarms);
    match held_against(finding, again.into_iter().find(|a| a.index == index)) {
        Reproduced::Same if both.whole_at(index) != finding.out_of => Reproduced::OtherResult,
        said => said,
    }
}

fn held_against(finding: &Finding, again: Option<Assessed>) -> Reproduced {
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    let is_same = again.is_some_and(|a| {
        a.observed.to_bits() == finding.observed.to_bits()
            && bits(a.expected) == bits(finding.expected)
            && bits(a.bound) == bits(finding.bound)
            && bits(a.p_value) == bits(finding.p_value)
    });
    if is_same { Reproduced::Same } else { Reproduced::OtherResult }
}

/// Assesses as many of the last periods as the method can, up to [`WINDOW`].
fn assessed_back_to(plan: &Plan, readings: &Readings, direction: Direction) -> Vec<Assessed> {
    let length = readings.periods.len();
    let mut window = length.min(WINDOW);
    loop {
        let assessed = plan.run(readings, length - window, direction, Bounds::All);
        if !assessed.is_empty() || window <= 1 {
            return assessed;
        }
        window /= 2;
    }
}

/// Periods shown with expectation and bound.
const WINDOW: usize = 104;
