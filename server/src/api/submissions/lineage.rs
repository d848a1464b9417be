//! What one row gave: facts, figures, findings.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::lineage::{FactOfRow, Standing};
use utoipa::{IntoParams, ToSchema};
use workflows::lineage::{FindingOfRow, PointOfRow, RowLineage, lineage_of_row};

use super::id_of;
use super::row::RowAsItStood;
use crate::api::series::{AskedOf, SeriesName, vantage_of};
use crate::asked::{Asked, Named, whole};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// All that came of a row.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineageOfRow {
    /// The day and position it was asked of.
    asked_of: AskedOf,
    /// The row as it was written.
    row: RowAsItStood,
    /// The facts it gave.
    facts: Vec<FactAndStanding>,
    /// The figures of series it is part of.
    figures: Vec<FigureAndPart>,
    /// The findings of stored runs that used it, latest run first; at most 1,000.
    findings: Vec<FindingAndUse>,
    /// How many findings used it.
    findings_total: u64,
}

/// A fact, and where it stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactAndStanding {
    /// Kind of fact.
    kind: &'static str,
    /// What is counted or measured.
    indicator: String,
    /// Substances named; empty texts where one is not resolved.
    substances: Vec<String>,
    /// The same, in the source's own words.
    words: Vec<String>,
    /// Where, resolved.
    place: String,
    /// Where, in the source's own words.
    place_text: String,
    /// When.
    period: String,
    /// Since when the world could know it.
    #[schema(format = Date)]
    known_at: String,
    /// The figure as an exact decimal; null where there is none.
    value: Option<String>,
    /// Its unit.
    unit: String,
    /// Mass fraction of the main substance, 0 to 1, as an exact decimal; null where the row states none.
    purity: Option<String>,
    /// "current", "replaced", "withdrawn", "not-stored-yet" or "not-known-yet".
    standing: &'static str,
    /// The submission that replaces or withdraws it; null where there is none.
    by_submission: Option<String>,
    /// The row that replaces it; null where there is none.
    by_row: Option<u64>,
}

/// A figure, and the row's part in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FigureAndPart {
    /// The series.
    series: SeriesName,
    /// The period.
    period: String,
    /// The figure as an exact decimal; null where it is not known.
    figure: Option<String>,
    /// What the row counts for in it; null where the source withholds it.
    counts_for: Option<String>,
}

/// A finding, and what the row was to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingAndUse {
    /// Number of the run.
    run: u64,
    /// Day the run was asked of.
    #[schema(format = Date)]
    as_of: String,
    /// The signal.
    signal: String,
    /// Number of the finding in the signal; 1 leads.
    finding: u64,
    /// The series.
    series: SeriesName,
    /// The period that alarmed.
    period: String,
    /// "figure" (part of what alarmed) or "history" (part of what that was held against).
    used_as: &'static str,
}

/// The vantage asked of.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SeenFrom {
    /// Day the question is asked of; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[param(value_type = Option<u64>)]
    position: Option<String>,
}

/// What one row gave: its facts, the figures they are part of, and the findings that used it.
///
/// May hold personal data. Values in columns of origin, belief or names of people are withheld.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/rows/{row}/lineage",
    tag = "submissions",
    params(
        ("id" = String, Path, description = "The submission's id, in full."),
        ("row" = u64, Path, description = "Row of the file; the header is row 1."),
        SeenFrom,
    ),
    responses((status = 200, description = "The lineage.", body = LineageOfRow), Problems)
)]
pub(crate) async fn show_lineage(
    Asking(service): Asking,
    Named((id, row)): Named<(String, String)>,
    Asked(seen): Asked<SeenFrom>,
) -> Result<Json<LineageOfRow>, Problem> {
    let id = id_of(&id)?;
    let row = whole("row", Some(&row))?.unwrap_or_default();
    let vantage = vantage_of(&service, seen.as_of.as_deref(), seen.position.as_deref()).await?;
    let _turn = service.turn().await;
    let told = lineage_of_row(service.node(), &id, row, vantage, &service.reader()).await?;
    Ok(Json(LineageOfRow::of(&told, AskedOf::of(vantage))))
}

impl LineageOfRow {
    fn of(told: &RowLineage, asked_of: AskedOf) -> Self {
        Self {
            asked_of,
            row: RowAsItStood::of(&told.origin),
            facts: told.facts.iter().map(|(f, s)| FactAndStanding::of(f, s)).collect(),
            figures: told.points.iter().map(FigureAndPart::of).collect(),
            findings: told.findings.iter().map(FindingAndUse::of).collect(),
            findings_total: told.findings_total,
        }
    }
}

impl FactAndStanding {
    fn of(fact: &FactOfRow, standing: &Standing) -> Self {
        let (standing, by, by_row) = match standing {
            Standing::Current => ("current", None, None),
            Standing::ReplacedBy { submission, row } => ("replaced", Some(submission), Some(*row)),
            Standing::ReplacedInScopeOf(by) => ("replaced", Some(by), None),
            Standing::WithdrawnBy(by) => ("withdrawn", Some(by), None),
            Standing::NotStoredYet => ("not-stored-yet", None, None),
            Standing::NotKnownYet => ("not-known-yet", None, None),
        };
        Self {
            kind: fact.kind.as_str(),
            indicator: fact.indicator.clone(),
            substances: fact.substances.clone(),
            words: fact.words.clone(),
            place: fact.place.clone(),
            place_text: fact.place_text.clone(),
            period: fact.period.to_string(),
            known_at: fact.known_at.to_string(),
            value: fact.value.map(|value| value.to_string()),
            unit: fact.unit.clone(),
            purity: fact.purity.map(|purity| purity.to_string()),
            standing,
            by_submission: by.map(ToString::to_string),
            by_row,
        }
    }
}

impl FigureAndPart {
    fn of(point: &PointOfRow) -> Self {
        Self {
            series: SeriesName::of(&point.series),
            period: point.period.to_string(),
            figure: point.figure.map(|figure| figure.to_string()),
            counts_for: point.counts_for.map(|value| value.to_string()),
        }
    }
}

impl FindingAndUse {
    fn of(found: &FindingOfRow) -> Self {
        Self {
            run: found.run,
            as_of: found.finding.vantage.as_of.to_string(),
            signal: found.signal.clone(),
            finding: found.number,
            series: SeriesName::of(&found.finding.series),
            period: found.finding.period.to_string(),
            used_as: found.used_as.as_str(),
        }
    }
}
