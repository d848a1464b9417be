//! A person decides about a fault of the data.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::quality::{Treatment, Verdict};
use workflows::quality::{Deciding, decide};

use super::show::find;
use crate::asked::{Asked, Named, Sent};
use crate::asking::Asking;
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems, WriteProblems};

/// What is decided about a fault.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionWanted {
    /// "accept" (it is treated as proposed), "reject" (it is no fault) or "override".
    #[schema(pattern = "^(accept|reject|override)$", example = "accept")]
    verdict: String,
    /// With "override": what is done instead, as `proposed` names it.
    #[schema(
        pattern = "^(leave-out|count-once|use-parts|new-series|lower-bound|mind)$",
        example = "mind"
    )]
    treatment: Option<String>,
    /// Why, in words of one line; they stay in the ledger: name no person.
    #[schema(
        min_length = 1,
        max_length = 1000,
        pattern = r"^[^\u0000-\u001F\u007F-\u009F]*[^\s\u0000-\u001F\u007F-\u009F][^\u0000-\u001F\u007F-\u009F]*$",
        example = "grams, says the report"
    )]
    because: String,
}

/// A decision was recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct Decided {
    /// The finding.
    finding: String,
    /// "accepted", "rejected" or "overridden".
    verdict: &'static str,
    /// What is done about it; null where it is rejected.
    treatment: Option<&'static str>,
    /// Position of the decision in the ledger: it holds from there on.
    position: u64,
}

/// Records what is to be made of a fault; no fact changes, and the latest decision holds.
#[utoipa::path(
    post,
    path = "/api/v1/quality/findings/{id}/decisions",
    tag = "quality",
    params(("id" = String, Path, description = "The finding's id, in full.")),
    request_body = DecisionWanted,
    responses(
        (status = 200, description = "It is decided.", body = Decided),
        WriteProblems,
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn decide_finding(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<DecisionWanted>,
) -> Result<Json<Decided>, Problem> {
    let verdict = match wanted.verdict.as_str() {
        "accept" => Verdict::Accepted,
        "reject" => Verdict::Rejected,
        "override" => Verdict::Overridden,
        _ => return Err(Problem::bad_document("`verdict` is accept, reject or override")),
    };
    let unknown = || {
        let words: Vec<&str> = Treatment::ALL.iter().map(|treatment| treatment.as_str()).collect();
        Problem::bad_document(format!("`treatment` is one of {}", words.join(", ")))
    };
    let read = |word: &str| Treatment::parse(word).ok_or_else(unknown);
    let treatment = wanted.treatment.as_deref().map(read).transpose()?;
    let (_, finding) = find(&service, &id).await?;
    let decided = at_once(move || async move {
        let _writing = service.jobs().writing.lock().await;
        let mut writer = service.writer(0).await?;
        let deciding = Deciding {
            finding: &finding.id,
            verdict,
            treatment,
            because: &wanted.because,
            by: service.author(),
            today: service.day(None)?,
            random: service.random_id()?,
        };
        let (made, entry) = decide(&mut writer, &deciding, &service.reader()).await?;
        Ok((made, service.place_of(entry).await?))
    });
    let (decision, position) = decided.await?;
    Ok(Json(Decided {
        finding: decision.finding,
        verdict: decision.verdict.as_str(),
        treatment: decision.treatment.map(Treatment::as_str),
        position,
    }))
}
