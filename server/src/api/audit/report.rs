//! Who saw the information of one submission, or of one row of it: for whoever asks what was done with theirs.

use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::audit::{By, Kind};
use workflows::audit_report::{Look, Report, report};
use workflows::rejected::guarded;
use workflows::sight::Then;

use super::EntryDocument;
use super::sight::SightDocument;
use crate::api::submissions::id_of;
use crate::asked::{Asked, whole};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::csv::{TABLE, line};
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// About which submission, and which row of it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichRecord {
    /// The submission's id, in full.
    submission: String,
    /// Row of its file; the whole submission if left out.
    #[param(value_type = Option<u64>)]
    row: Option<String>,
}

/// Who saw a submission or a row of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportDocument {
    /// The submission.
    submission: String,
    /// The row; null for the whole submission.
    row: Option<u64>,
    /// Everybody who looked, latest first; at most 100,000.
    looks: Vec<LookDocument>,
    /// Whether there are more.
    is_cut: bool,
}

/// Somebody who looked.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookDocument {
    /// "row" (this row), "rows" (rows of the submission), "submission" (it as a whole, without naming rows),
    /// "perhaps" (a question in SQL over all facts, which may have shown it), "withheld" (such a question by somebody
    /// for whom it was not there) or "nothing" (they asked for it, and were not shown it).
    saw: &'static str,
    /// What was there of the submission for them; null where no person stands behind the entry, for no rule decides
    /// about those, and where there is no such submission.
    then: Option<ThenDocument>,
    #[serde(flatten)]
    entry: EntryDocument,
}

/// What was there of the submission for whoever looked: for what they were then, by the rules of today.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThenDocument {
    #[serde(flatten)]
    sight: SightDocument,
    /// Whether the rules by which was decided then are those of today: "same", "changed", or "unknown" of entries that an
    /// earlier version wrote.
    rules: &'static str,
}

/// Everybody who saw a submission, or one row of it: who, when, for which purpose and reason, and how.
#[utoipa::path(
    get,
    path = "/api/v1/audit/report",
    tag = "audit",
    params(WhichRecord),
    responses((status = 200, description = "The report.", body = ReportDocument), Problems)
)]
pub(crate) async fn show_report(
    Asking(service): Asking,
    Asked(which): Asked<WhichRecord>,
) -> Result<(Extension<Consulted>, Json<ReportDocument>), Problem> {
    let (submission, row, found) = which.report(&service).await?;
    let then = |then: &Then| ThenDocument {
        sight: SightDocument::of(service.access(), &then.sight),
        rules: then.rules.as_str(),
    };
    let look = |look: &Look| LookDocument {
        saw: look.saw.as_str(),
        then: look.then.as_ref().map(then),
        entry: EntryDocument::of(&look.stored),
    };
    let looks = found.looks.iter().map(look).collect();
    let consulted = Consulted::whole(Kind::Submission, &submission);
    Ok((consulted, Json(ReportDocument { submission, row, looks, is_cut: found.is_cut })))
}

/// The same as CSV.
///
/// A text that a spreadsheet would take for a formula begins with an apostrophe.
#[utoipa::path(
    get,
    path = "/api/v1/audit/report.csv",
    tag = "audit",
    params(WhichRecord),
    responses(
        (status = 200, description = "The report.", body = String, content_type = "text/csv"),
        Problems
    )
)]
pub(crate) async fn download_report(
    Asking(service): Asking,
    Asked(which): Asked<WhichRecord>,
) -> Result<(Extension<Consulted>, [(HeaderName, &'static str); 1], String), Problem> {
    let (submission, _, found) = which.report(&service).await?;
    let mut text = line(COLUMNS);
    for look in &found.looks {
        text += &line(cells(look).iter().map(|cell| guarded(cell)));
    }
    let consulted = Consulted::whole(Kind::Submission, &submission);
    Ok((consulted, [(CONTENT_TYPE, TABLE)], text))
}

impl WhichRecord {
    async fn report(self, service: &Service) -> Result<(String, Option<u64>, Report), Problem> {
        let id = id_of(&self.submission)?;
        let row = whole("row", self.row.as_deref())?;
        let found = report(service.node(), service.access(), id.as_str(), row).await?;
        Ok((id.to_string(), row, found))
    }
}

fn cells(look: &Look) -> [String; 17] {
    let entry = &look.stored.entry;
    let [organisation, unit, roles, means] = match &entry.by {
        By::Person(person) => {
            let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
            let (organisation, unit) = (person.organisation.clone(), person.unit.clone());
            [organisation, unit, roles.join(" "), person.means.clone()]
        }
        By::Terminal | By::Node | By::Nobody => Default::default(),
    };
    let [could, why, rules] = look.then.as_ref().map(Then::in_words).unwrap_or_default();
    [
        look.stored.number.to_string(),
        format!("{}Z", entry.at),
        entry.by.word().to_owned(),
        organisation,
        unit,
        roles,
        entry.purpose.map(|purpose| purpose.to_string()).unwrap_or_default(),
        entry.reason.clone().unwrap_or_default(),
        entry.act.to_string(),
        entry.outcome.to_string(),
        look.saw.as_str().to_owned(),
        look.rows.clone(),
        could,
        why,
        rules,
        means,
        entry.asked.clone(),
    ]
}

const COLUMNS: [&str; 17] = [
    "number",
    "at",
    "who",
    "organisation",
    "unit",
    "roles",
    "purpose",
    "reason",
    "act",
    "outcome",
    "saw",
    "rows",
    "could",
    "why",
    "rules",
    "means",
    "asked",
];
