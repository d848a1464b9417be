//! A submission is withdrawn.

use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::submission::Extent;
use workflows::erasure;
use workflows::withdraw::{Withdrawal, withdraw};

use super::id_of;
use crate::asked::{Asked, Named, Sent};
use crate::asking::Asking;
use crate::detection::after_submission;
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, WriteProblems};
use crate::service::Service;

/// Why a submission is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalWanted {
    /// Why, in words; they stay in the ledger: name no person.
    #[schema(min_length = 1, pattern = r"\S", example = "sent by mistake")]
    reason: String,
    /// How far it goes: "hide" (the usual) or "erase" (key, file and facts are destroyed for every
    /// day; this cannot be undone, and waits until another person agrees).
    #[serde(default)]
    extent: HowFar,
}

/// How far a withdrawal goes.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", try_from = "String")]
pub(crate) enum HowFar {
    /// The facts are hidden from today on.
    #[default]
    Hide,
    /// Key, file and facts are destroyed, for every day.
    Erase,
}

impl TryFrom<String> for HowFar {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        match word.as_str() {
            "hide" => Ok(Self::Hide),
            "erase" => Ok(Self::Erase),
            _ => Err("`extent` is hide or erase"),
        }
    }
}

/// A submission was withdrawn, or waits to be erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct Withdrawn {
    /// The submission.
    pub submission: String,
    /// Position of the withdrawal in the ledger; null while nothing of the submission is gone.
    pub position: Option<u64>,
}

/// Withdraws a submission: its facts are hidden from today on and stay for earlier days; or erases it, once another person
/// who may decide about it agrees.
#[utoipa::path(
    post,
    path = "/api/v1/submissions/{id}/withdrawal",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    request_body = WithdrawalWanted,
    responses(
        (status = 200, description = "It is withdrawn.", body = Withdrawn),
        (
            status = 202,
            description = "It is erased once another person agrees: `POST /api/v1/submissions/{id}/erasure`.",
            body = Withdrawn
        ),
        (
            status = 409,
            description = "It is withdrawn already, waits to be erased, or is a withdrawal.",
            body = Problem,
            content_type = "application/problem+json"
        ),
        WriteProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn withdraw_submission(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<WithdrawalWanted>,
) -> Result<(StatusCode, Json<Withdrawn>), Problem> {
    let id = id_of(&id)?;
    if wanted.reason.trim().is_empty() {
        return Err(Problem::bad_document("`reason` is empty; write why, in words"));
    }
    service.node().submission(id.as_str(), &service.reader()).await?;
    at_once(move || async move { begin(&service, id.as_str(), &wanted).await }).await
}

/// Erases nothing that a person asks for: that waits for another one.
async fn begin(
    service: &Service,
    id: &str,
    wanted: &WithdrawalWanted,
) -> Result<(StatusCode, Json<Withdrawn>), Problem> {
    let reader = service.reader();
    let (HowFar::Erase, Some(name)) = (wanted.extent, &reader.name) else {
        return Ok((StatusCode::OK, Json(write(service, id, wanted).await?)));
    };
    let _writing = service.jobs().writing.lock().await;
    let today = service.day(None)?;
    let asked = erasure::ask(service.node(), (id, &wanted.reason), (&reader, name), today);
    let (submission, _) = asked.await?;
    let waits = Withdrawn { submission: submission.to_string(), position: None };
    Ok((StatusCode::ACCEPTED, Json(waits)))
}

async fn write(
    service: &Service,
    id: &str,
    wanted: &WithdrawalWanted,
) -> Result<Withdrawn, Problem> {
    let _writing = service.jobs().writing.lock().await;
    let mut writer = service.writer(0).await?;
    let extent = match wanted.extent {
        HowFar::Hide => Extent::Hide,
        HowFar::Erase => Extent::Erase,
    };
    let (today, reason) = (service.day(None)?, wanted.reason.as_str());
    let random = service.random_id()?;
    let withdrawal = Withdrawal { id, reason, extent, today, random };
    let (submission, position) = withdraw(&mut writer, &withdrawal, &service.reader()).await?;
    after_submission(service, &[position]).await;
    Ok(Withdrawn {
        submission: submission.to_string(),
        position: Some(service.place_of(position).await?),
    })
}
