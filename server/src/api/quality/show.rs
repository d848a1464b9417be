//! One fault of the data with its figures, its rows, and what was decided.

use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::quality::{QualityFinding, QualityRun};

use super::{DecisionMade, QualityBrief, about};
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::Nothing;
use crate::problem::{Problem, Problems, no_finding};
use crate::service::Service;

/// A fault of the data with all that stands behind it.
#[derive(Serialize, ToSchema)]
pub(crate) struct QualityInFull {
    /// The fault.
    finding: QualityBrief,
    /// The figures that speak for it.
    evidence: Vec<FigureOfFault>,
    /// The first rows it was seen in.
    rows: Vec<RowOfFault>,
    /// How many rows there are.
    rows_total: u64,
    /// Name of the check.
    method: String,
    /// Version of the check.
    method_version: u16,
    /// Its settings.
    settings: String,
    /// The latest look that found it.
    run: QualityLook,
    /// Every decision that stands, oldest first: the last holds.
    decisions: Vec<DecisionMade>,
}

/// A figure that speaks for a fault.
#[derive(Serialize, ToSchema)]
pub(crate) struct FigureOfFault {
    /// What it is.
    what: String,
    /// The figure as shown.
    figure: String,
}

/// A row that a fault was seen in.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowOfFault {
    /// The submission it came in.
    submission: String,
    /// Row of the file, counted as a spreadsheet does.
    row: u64,
    /// The row as it was written.
    href: String,
}

/// One look at the quality of figures.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct QualityLook {
    /// Number of the look, from 1.
    number: u64,
    /// Day it was asked of.
    #[schema(format = Date)]
    as_of: String,
    /// Ledger position it was asked of.
    position: u64,
    /// The source looked at; null for all.
    source: Option<String>,
    /// Figures looked at.
    figures: u64,
    /// Faults found.
    findings: u64,
    /// SHA-256 of all that was found.
    digest: String,
    /// Day it was made.
    #[schema(format = Date)]
    ran_on: String,
}

impl QualityLook {
    pub fn of(run: &QualityRun) -> Self {
        Self {
            number: run.id,
            as_of: run.vantage.as_of.to_string(),
            position: run.vantage.position.0,
            source: run.source.clone(),
            figures: run.figures,
            findings: run.findings,
            digest: run.digest.to_string(),
            ran_on: run.ran_on.to_string(),
        }
    }
}

/// One fault of the data: its figures, the rows it was seen in, and what was decided.
#[utoipa::path(
    get,
    path = "/api/v1/quality/findings/{id}",
    tag = "quality",
    params(("id" = String, Path, description = "The finding's id, in full.")),
    responses((status = 200, description = "The finding.", body = QualityInFull), Problems)
)]
pub(crate) async fn show_finding(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<(Extension<Consulted>, Json<QualityInFull>), Problem> {
    let (node, reader) = (service.node(), service.reader());
    let (run, finding) = find(&service, &id).await?;
    let decisions =
        node.quality_decisions(node.last_position(&service.reader()).await?, &reader).await?;
    let row = |seen: &vocabulary::quality::RowSeen| RowOfFault {
        submission: seen.submission.to_string(),
        row: seen.row,
        href: format!("/api/v1/submissions/{}/rows/{}", seen.submission, seen.row),
    };
    let evidence = finding.evidence.iter();
    let seen = finding.rows.iter().map(|seen| (seen.submission.as_str(), seen.row));
    let consulted = Consulted::rows(seen);
    let document = QualityInFull {
        evidence: evidence
            .map(|e| FigureOfFault { what: e.name.clone(), figure: e.figure.clone() })
            .collect(),
        rows: finding.rows.iter().map(row).collect(),
        rows_total: finding.rows_in_all,
        method: finding.method.name.clone(),
        method_version: finding.method.version,
        settings: finding.method.settings.clone(),
        run: QualityLook::of(&run),
        decisions: about(&finding, &decisions),
        finding: QualityBrief::of(&finding, &decisions),
    };
    Ok((consulted, Json(document)))
}

/// The finding of exactly this id; beginnings of ids are for people at a terminal.
pub(super) async fn find(
    service: &Service,
    id: &str,
) -> Result<(QualityRun, QualityFinding), Problem> {
    let (run, finding) = service.node().quality_finding(id, &service.reader()).await?;
    if finding.id == id { Ok((run, finding)) } else { Err(no_finding()) }
}
