//! Lineage both ways: from a figure to the original rows, and from a row to all that used it.
//!
//! Answers: which rows of which files stand behind a figure, as they were written; which facts a row
//! gave, whether they count, which figures they are part of, and which findings used those.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Cursor;

pub use intake::{CellAsWritten, RowAsWritten, ValueAsWritten};
use intake::{IntakeError, Mapping, MappingError, rows_as_written};
use jiff::civil::Date;
use rust_decimal::Decimal;
use store::facts::{Facts, QueryError};
use store::findings::FindingsError;
use store::lineage::{FactOfRow, FigureOfRow, Standing};
use store::node::Node;
use store::series::RowBehind;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::finding::{Finding, SeriesKey, Vantage};
use vocabulary::handling::Reader;
use vocabulary::period::{Cadence, Period};
use vocabulary::submission::{Content, Rejection, SubmissionId};

use crate::hierarchy::HIERARCHIES;
use crate::reporting::Reporting;
use crate::series::{Series, build_series};
use crate::signal_view::{rows_of_series, within};

/// Why a lineage cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum LineageError {
    /// There is no such row.
    #[error(
        "the original of submission {id} has no row {row}: rows are counted as a spreadsheet does, the \
         header is no row, and blank lines count but hold nothing"
    )]
    NoRow {
        /// The submission.
        id: SubmissionId,
        /// The row.
        row: u64,
    },
    /// The facts cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A submission or its original cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The findings cannot be read.
    #[error(transparent)]
    Findings(#[from] FindingsError),
    /// The stored mapping is not read any more.
    #[error("the stored mapping is not read by this version: {0}")]
    Mapping(#[from] MappingError),
    /// The original cannot be read any more.
    #[error("the original is not read by this version: {0}")]
    Intake(#[from] IntakeError),
}

/// What stands behind one row of a submission.
///
/// - Personal data: whatever the row holds.
#[derive(Clone, Debug)]
pub struct RowOrigin {
    /// The submission.
    pub submission: StoredSubmission,
    /// The row as it was written.
    pub written: RowAsWritten,
    /// Why it was not accepted; empty when it was.
    pub rejections: Vec<Rejection>,
}

/// All that came of one row.
#[derive(Clone, Debug)]
pub struct RowLineage {
    /// The row.
    pub origin: RowOrigin,
    /// Its facts, and where each stands.
    pub facts: Vec<(FactOfRow, Standing)>,
    /// The figures of series it is part of.
    pub points: Vec<PointOfRow>,
    /// The findings of stored runs that used it, latest run first; at most [`MOST_FINDINGS`].
    pub findings: Vec<FindingOfRow>,
    /// How many there are.
    pub findings_total: u64,
}

/// A figure of a series that a row is part of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PointOfRow {
    /// The series.
    pub series: SeriesKey,
    /// The period.
    pub period: Period,
    /// The figure.
    pub figure: Option<Decimal>,
    /// What the row counts for in it.
    pub counts_for: Option<Decimal>,
}

/// A finding that used a row.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingOfRow {
    /// Number of the run.
    pub run: u64,
    /// The signal it belongs to.
    pub signal: String,
    /// Its number in the signal; 1 leads.
    pub number: u64,
    /// The finding.
    pub finding: Finding,
    /// Whether the row is part of the figure that alarmed, or of the history it was held against.
    pub used_as: UsedAs,
}

/// What a row was to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsedAs {
    /// Part of the figure that alarmed.
    Figure,
    /// Part of what the figure was held against.
    History,
}

impl UsedAs {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::History => "history",
        }
    }
}

/// An original row behind a figure.
#[derive(Clone, Debug)]
pub struct LineBehind {
    /// What the row counts for.
    pub behind: RowBehind,
    /// File name as submitted.
    pub file_name: String,
    /// The row as it was written; `None` where the file has no such row any more.
    pub written: Option<RowAsWritten>,
}

/// Opens what stands behind one row.
///
/// # Errors
/// When there is no such submission of rows or no such row, or its file or key is gone or damaged.
pub async fn origin_of_row(
    node: &Node,
    id: &SubmissionId,
    row: u64,
    reader: &Reader,
) -> Result<RowOrigin, LineageError> {
    let submission = node.submission(id.as_str(), reader).await?;
    if !matches!(submission.header.content, Content::Rows { .. }) {
        return Err(ReadError::NoSubmission(id.to_string()).into());
    }
    let id = &submission.header.id;
    let written = original_rows(node, id, &BTreeSet::from([row]), reader).await?;
    let written = written.into_iter().next();
    let written = written.ok_or_else(|| LineageError::NoRow { id: id.clone(), row })?;
    let mut rejections = node.rejections(id, reader).await?;
    rejections.retain(|rejection| rejection.row == row);
    Ok(RowOrigin { submission, written, rejections })
}

/// Tells all that came of one row, seen from a vantage; findings are those of all stored runs.
///
/// # Errors
/// As [`origin_of_row`], and when the facts or findings cannot be read.
pub async fn lineage_of_row(
    node: &Node,
    id: &SubmissionId,
    row: u64,
    vantage: Vantage,
    reader: &Reader,
) -> Result<RowLineage, LineageError> {
    let origin = origin_of_row(node, id, row, reader).await?;
    let id = &origin.submission.header.id;
    let Content::Rows { source, .. } = &origin.submission.header.content else {
        return Err(ReadError::NoSubmission(id.to_string()).into());
    };
    let facts_then = node.facts_of(source, vantage, reader).await?;
    let mut facts = Vec::new();
    for fact in node.facts_of_row(id, row, reader).await? {
        let of = (&origin.submission, row);
        let standing = node.standing(&facts_then, of, &fact, reader).await?;
        facts.push((fact, standing));
    }
    let points = points_of_row(&facts_then, id, row)?;
    let (findings, findings_total) = findings_of_row(node, &origin.submission, row, reader).await?;
    Ok(RowLineage { origin, facts, points, findings, findings_total })
}

/// The original rows behind the figures of a series within a period.
///
/// # Errors
/// When the facts or an original cannot be read.
pub async fn lines_of_figure(
    node: &Node,
    vantage: Vantage,
    series: &SeriesKey,
    within: &Period,
    reader: &Reader,
) -> Result<Vec<LineBehind>, LineageError> {
    let rows = rows_of_series(node, vantage, series, within, reader).await?;
    written_lines(node, rows, reader).await
}

/// The original rows behind one finding.
///
/// # Errors
/// When the facts or an original cannot be read.
pub async fn lines_of_finding(
    node: &Node,
    finding: &Finding,
    reader: &Reader,
) -> Result<Vec<LineBehind>, LineageError> {
    lines_of_figure(node, finding.vantage, &finding.series, &within(finding), reader).await
}

/// Adds to rows how each was written; each original is read once.
///
/// # Errors
/// When an original cannot be read.
pub async fn written_lines(
    node: &Node,
    rows: Vec<RowBehind>,
    reader: &Reader,
) -> Result<Vec<LineBehind>, LineageError> {
    let mut wanted: BTreeMap<SubmissionId, BTreeSet<u64>> = BTreeMap::new();
    for row in &rows {
        wanted.entry(row.submission.clone()).or_default().insert(row.row);
    }
    let mut written = HashMap::new();
    let mut names = HashMap::new();
    for (id, numbers) in wanted {
        let submission = node.submission(id.as_str(), reader).await?;
        names.insert(id.clone(), submission.header.file_name);
        for row in original_rows(node, &id, &numbers, reader).await? {
            written.insert((id.clone(), row.row), row);
        }
    }
    let line = |behind: RowBehind| LineBehind {
        file_name: names.get(&behind.submission).cloned().unwrap_or_default(),
        written: written.get(&(behind.submission.clone(), behind.row)).cloned(),
        behind,
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn original_rows(
    node: &Node,
    id: &SubmissionId,
    wanted: &BTreeSet<u64>,
    reader: &Reader,
) -> Result<Vec<RowAsWritten>, LineageError> {
    let mapping = Mapping::parse(&node.mapping(id, reader).await?)?;
    let original = node.original(id, reader).await?;
    Ok(rows_as_written(Box::new(Cursor::new(original)), &mapping, wanted)?)
}

/// The points of series that a row is part of.
fn points_of_row(
    facts: &Facts,
    id: &SubmissionId,
    row: u64,
) -> Result<Vec<PointOfRow>, QueryError> {
    let parts = facts.figures_of_row(&HIERARCHIES, id, row)?;
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let figures = facts.figures(&HIERARCHIES)?;
    let stated: BTreeSet<&SeriesKey> = figures
        .iter()
        .filter(|figures| figures.is_stated && figures.series.cadence != Cadence::Day)
        .map(|figures| &figures.series)
        .collect();
    let reporting = Reporting::of(&facts.reports()?);
    let all = build_series(&figures, &reporting);
    let by_key: HashMap<&SeriesKey, &Series> =
        all.iter().map(|series| (&series.key, series)).collect();
    let mut points = Vec::new();
    // Where the source states a total, the parts it lists beside it are no part of the figure.
    for part in parts.iter().filter(|part| part.is_stated || !stated.contains(&part.series)) {
        for (key, period) in calendars(part) {
            let series = by_key.get(&key);
            let point = series.and_then(|s| s.points.iter().find(|(p, _)| *p == period));
            if let Some((_, figure)) = point {
                let (figure, counts_for) = (*figure, part.value);
                points.push(PointOfRow { series: key, period, figure, counts_for });
            }
        }
    }
    points.sort();
    points.dedup();
    Ok(points)
}

/// The series and periods that a figure becomes part of: days are read by week and by month, twelve
/// whole months as a year.
fn calendars(part: &FigureOfRow) -> Vec<(SeriesKey, Period)> {
    match part.series.cadence {
        Cadence::Span if part.period.whole_months() == Some(12) => {
            let key = SeriesKey { cadence: Cadence::Year, ..part.series.clone() };
            vec![(key, part.period)]
        }
        Cadence::Span => Vec::new(),
        Cadence::Day => [Cadence::Week, Cadence::Month]
            .map(|cadence| {
                let key = SeriesKey { cadence, ..part.series.clone() };
                (key, Period::containing(part.period.start(), cadence))
            })
            .into(),
        _ => vec![(part.series.clone(), part.period)],
    }
}

/// The findings of all stored runs that used a row.
async fn findings_of_row(
    node: &Node,
    submission: &StoredSubmission,
    row: u64,
    reader: &Reader,
) -> Result<(Vec<FindingOfRow>, u64), LineageError> {
    let (mut found, mut total) = (Vec::new(), 0);
    let Content::Rows { source, .. } = &submission.header.content else { return Ok((found, 0)) };
    let mut points: HashMap<(Date, u64), Vec<PointOfRow>> = HashMap::new();
    for run in node.runs(reader).await? {
        if run.vantage.position < submission.position {
            continue;
        }
        for signal in node.signals(&run, reader).await? {
            for (index, finding) in signal.findings.iter().enumerate() {
                if finding.series.source != *source {
                    continue;
                }
                let at = (finding.vantage.as_of, finding.vantage.position.0);
                if let std::collections::hash_map::Entry::Vacant(empty) = points.entry(at) {
                    let facts = node.facts_of(source, finding.vantage, reader).await?;
                    empty.insert(points_of_row(&facts, &submission.header.id, row)?);
                }
                let Some(used_as) = used_as(finding, &points[&at]) else { continue };
                total += 1;
                if found.len() < MOST_FINDINGS {
                    found.push(FindingOfRow {
                        run: run.id,
                        signal: signal.id.clone(),
                        number: index as u64 + 1,
                        finding: finding.clone(),
                        used_as,
                    });
                }
            }
        }
    }
    Ok((found, total))
}

fn used_as(finding: &Finding, points: &[PointOfRow]) -> Option<UsedAs> {
    let alarmed = within(finding);
    let of_series = points.iter().filter(|point| point.series == finding.series);
    let used = of_series.filter_map(|point| {
        if point.period.start() >= alarmed.start() && point.period.end() <= alarmed.end() {
            Some(UsedAs::Figure)
        } else {
            (point.period.end() < alarmed.start()).then_some(UsedAs::History)
        }
    });
    used.min_by_key(|used| *used == UsedAs::History)
}

/// Most findings that are listed for a row.
pub const MOST_FINDINGS: usize = 1_000;

#[cfg(test)]
mod tests {
    use vocabulary::indicator::IndicatorId;
    use vocabulary::place::PlaceId;
    use vocabulary::quantity::ValueUnit;
    use vocabulary::substance::SubstanceId;

    use super::*;

    #[test]
    fn a_fiscal_year_is_part_of_a_yearly_series_and_half_a_year_of_none() {
        let of = |period: &str| FigureOfRow {
            series: SeriesKey {
                source: "uk".to_owned(),
                indicator: IndicatorId::parse("seizures-number").unwrap(),
                substance: SubstanceId::parse("heroin").unwrap(),
                place: PlaceId::parse("GB").unwrap(),
                cadence: Cadence::Span,
                unit: ValueUnit::Count,
                part: None,
            },
            period: Period::parse(period).unwrap(),
            is_stated: true,
            value: None,
        };
        let year = of("2009-04-01/2010-03-31");
        let key = SeriesKey { cadence: Cadence::Year, ..year.series.clone() };
        assert_eq!(calendars(&year), [(key, year.period)]);
        assert_eq!(calendars(&of("2009-04-01/2009-09-30")), []);
    }
}
