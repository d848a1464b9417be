//! An erasure that somebody asked for is answered by another person.

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use store::erasure_requests::ErasureRequest;
use utoipa::ToSchema;
use vocabulary::audit::Kind;
use workflows::erasure::{Answer, answer};

use super::id_of;
use super::withdraw::Withdrawn;
use crate::asked::{Asked, Named, Sent};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::detection::after_submission;
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::service::Service;

/// That somebody asked for a submission to be erased.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ErasureAsked {
    /// The name of who asked.
    asked_by: String,
    /// The day.
    #[schema(format = Date)]
    asked_on: String,
    /// Why, in words.
    because: String,
}

impl ErasureAsked {
    pub fn of(request: &ErasureRequest) -> Self {
        Self {
            asked_by: request.asked_by.clone(),
            asked_on: request.asked_on.to_string(),
            because: request.because.clone(),
        }
    }
}

/// Yes or no to an erasure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErasureAnswer {
    /// Whether it is erased, for good; else it stays, and waits no longer.
    agrees: bool,
    /// Who asked, as it was read: where it is no longer so, nothing is done.
    asked_by: String,
    /// Why they asked, as it was read.
    because: String,
}

/// Agrees to an erasure that another person asked for, or refuses it: whoever asked may take it back alone, and not agree.
#[utoipa::path(
    post,
    path = "/api/v1/submissions/{id}/erasure",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    request_body = ErasureAnswer,
    responses(
        (status = 200, description = "It is erased, or stays.", body = Withdrawn),
        (
            status = 409,
            description = "It does not wait to be erased, or no longer as it was shown.",
            body = Problem,
            content_type = "application/problem+json"
        ),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn answer_erasure(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<ErasureAnswer>,
) -> Result<(Extension<Consulted>, Json<Withdrawn>), Problem> {
    let id = id_of(&id)?;
    let told = if wanted.agrees { "yes" } else { "no" };
    let told = format!("{told} to {}: {}", wanted.asked_by, wanted.because);
    let consulted = Consulted::saying(Consulted::whole(Kind::Submission, id.as_str()), told);
    let done = at_once(move || async move { write(&service, id.as_str(), &wanted).await }).await?;
    Ok((consulted, Json(done)))
}

async fn write(service: &Service, id: &str, wanted: &ErasureAnswer) -> Result<Withdrawn, Problem> {
    let _writing = service.jobs().writing.lock().await;
    let mut writer = service.writer(0).await?;
    let shown = (wanted.asked_by.as_str(), wanted.because.as_str());
    let said = Answer { id, shown, agrees: wanted.agrees };
    let when = (service.day(None)?, service.random_id()?);
    let (submission, position) = answer(&mut writer, said, &service.reader(), when).await?;
    let submission = submission.to_string();
    let Some(position) = position else { return Ok(Withdrawn { submission, position: None }) };
    after_submission(service, &[position]).await;
    Ok(Withdrawn { submission, position: Some(service.place_of(position).await?) })
}
