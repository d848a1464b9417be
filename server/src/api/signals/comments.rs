//! What people say about a signal.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::acts::StoredComment;
use utoipa::ToSchema;
use workflows::comment::{Commenting, comment, comments_on};

use super::find_signal;
use crate::api::author::MadeBy;
use crate::api::runs::latest::WhichRun;
use crate::asked::{Asked, Named, Sent, day};
use crate::asking::Asking;
use crate::jobs::at_once;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems, WriteProblems};

/// A comment on a signal, as it stands in the ledger.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct CommentGiven {
    /// What is said: plain text, its lines ended by line feeds.
    text: String,
    /// The day that the run was asked of in which the signal was seen.
    #[schema(format = Date)]
    seen_as_of: String,
    /// Where it stands in the ledger.
    position: u64,
    /// Its own id, by which it can be withdrawn.
    id: String,
    /// The day it was given.
    #[schema(format = Date)]
    commented_on: String,
    /// Who made it; null where that was at the node's own terminal or with its link, or is not known.
    by: Option<MadeBy>,
}

/// The comments on a signal.
#[derive(Serialize, ToSchema)]
pub(crate) struct CommentsOnSignal {
    /// The signal's id.
    signal: String,
    /// Every comment that stands, oldest first.
    comments: Vec<CommentGiven>,
}

/// A comment that is to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommentWanted {
    /// Plain text of one or several lines, without control characters and those that hide text or turn its
    /// direction around; it stays in the ledger: name no person.
    #[schema(
        min_length = 1,
        max_length = 4000,
        pattern = r"\S",
        example = "The laboratory moved in May."
    )]
    text: String,
}

/// A comment was recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct CommentRecorded {
    /// The signal's id.
    signal: String,
    /// What is said, as it stands now.
    text: String,
    /// Position of the comment in the ledger.
    position: u64,
}

impl CommentGiven {
    fn of(stored: &StoredComment) -> Self {
        Self {
            text: stored.decision.text.as_str().to_owned(),
            seen_as_of: stored.decision.seen_as_of.to_string(),
            position: stored.position.0,
            id: stored.id.to_string(),
            commented_on: stored.decided_on.to_string(),
            by: stored.by.as_ref().map(MadeBy::of),
        }
    }
}

/// The comments on a signal, oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/comments",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    responses((status = 200, description = "The comments.", body = CommentsOnSignal), Problems)
)]
pub(crate) async fn list_comments(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<CommentsOnSignal>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (_, signal) = find_signal(&service, &id, as_of).await?;
    let all = comments_on(service.node(), &signal, &service.reader()).await?;
    let comments = all.iter().map(CommentGiven::of).collect();
    Ok(Json(CommentsOnSignal { signal: signal.id, comments }))
}

/// Records a comment on a signal; no fact, score or verdict changes.
#[utoipa::path(
    post,
    path = "/api/v1/signals/{id}/comments",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    request_body = CommentWanted,
    responses(
        (status = 200, description = "It is recorded.", body = CommentRecorded),
        RuleProblems,
        WriteProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn comment_on_signal(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
    Sent(wanted): Sent<CommentWanted>,
) -> Result<Json<CommentRecorded>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (run, signal) = find_signal(&service, &id, as_of).await?;
    let recorded = at_once(move || async move {
        let _writing = service.jobs().writing.lock().await;
        let mut writer = service.writer(0).await?;
        let commenting = Commenting {
            signal: &signal.id,
            as_of: Some(run.vantage.as_of),
            text: &wanted.text,
            by: service.author(),
            today: service.day(None)?,
            random: service.random_id()?,
        };
        let (made, entry) = comment(&mut writer, &commenting, &service.reader()).await?;
        Ok((made, service.place_of(entry).await?))
    });
    let (comment, position) = recorded.await?;
    Ok(Json(CommentRecorded {
        signal: comment.signal,
        text: comment.text.as_str().to_owned(),
        position,
    }))
}
