//! What people make of a signal.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::acts::StoredVerdict;
use utoipa::ToSchema;
use vocabulary::verdict::Judged;
use workflows::verdict::{Judging, all_verdicts, judge, verdicts_on};

use super::find_signal;
use crate::api::author::MadeBy;
use crate::api::runs::latest::WhichRun;
use crate::asked::{Asked, Named, Sent, day};
use crate::asking::Asking;
use crate::jobs::at_once;
use crate::problem::{DocumentProblems, Problem, Problems, WriteProblems};

/// A verdict on a signal, as it stands in the ledger.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct VerdictGiven {
    /// What it turned out to be: "real", "false" or "unclear".
    judged: &'static str,
    /// Why, in words.
    because: String,
    /// The day that the run was asked of in which it was seen.
    #[schema(format = Date)]
    seen_as_of: String,
    /// Where it stands in the ledger.
    position: u64,
    /// Its own id, by which it can be withdrawn.
    id: String,
    /// The day it was given.
    #[schema(format = Date)]
    judged_on: String,
    /// Who made it; null where that was at the node's own terminal or with its link, or is not known.
    by: Option<MadeBy>,
}

/// The verdicts on a signal.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerdictsOnSignal {
    /// The signal's id.
    signal: String,
    /// Every verdict that stands, oldest first: the last holds.
    verdicts: Vec<VerdictGiven>,
}

/// What a signal turned out to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerdictWanted {
    /// "real" (something changed in what it is about), "false" or "unclear".
    #[schema(pattern = "^(real|false|unclear)$", example = "real")]
    judged: String,
    /// Why, in words of one line; they stay in the ledger: name no person.
    #[schema(
        min_length = 1,
        max_length = 1000,
        pattern = r"^[^\u0000-\u001F\u007F-\u009F]*[^\s\u0000-\u001F\u007F-\u009F][^\u0000-\u001F\u007F-\u009F]*$",
        example = "the laboratory confirms it"
    )]
    because: String,
}

/// A verdict was recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerdictRecorded {
    /// The signal's id.
    signal: String,
    /// What it turned out to be.
    judged: &'static str,
    /// Position of the verdict in the ledger.
    position: u64,
}

impl VerdictGiven {
    pub fn of(stored: &StoredVerdict) -> Self {
        Self {
            judged: stored.decision.judged.as_str(),
            because: stored.decision.because.clone(),
            seen_as_of: stored.decision.seen_as_of.to_string(),
            position: stored.position.0,
            id: stored.id.to_string(),
            judged_on: stored.decided_on.to_string(),
            by: stored.by.as_ref().map(MadeBy::of),
        }
    }
}

/// The verdicts on a signal, oldest first: the last holds.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/verdicts",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    responses((status = 200, description = "The verdicts.", body = VerdictsOnSignal), Problems)
)]
pub(crate) async fn list_verdicts(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<VerdictsOnSignal>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (_, signal) = find_signal(&service, &id, as_of).await?;
    let all = all_verdicts(service.node(), &service.reader()).await?;
    let verdicts = verdicts_on(&all, &signal).into_iter().map(VerdictGiven::of).collect();
    Ok(Json(VerdictsOnSignal { signal: signal.id, verdicts }))
}

/// Records what a signal turned out to be; no fact, score or detector changes.
#[utoipa::path(
    post,
    path = "/api/v1/signals/{id}/verdicts",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    request_body = VerdictWanted,
    responses(
        (status = 200, description = "It is judged.", body = VerdictRecorded),
        WriteProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn judge_signal(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
    Sent(wanted): Sent<VerdictWanted>,
) -> Result<Json<VerdictRecorded>, Problem> {
    let unknown = || Problem::bad_document("`judged` is real, false or unclear");
    let judged = Judged::parse(&wanted.judged).ok_or_else(unknown)?;
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (run, signal) = find_signal(&service, &id, as_of).await?;
    let recorded = at_once(move || async move {
        let _writing = service.jobs().writing.lock().await;
        let mut writer = service.writer(0).await?;
        let judging = Judging {
            signal: &signal.id,
            as_of: Some(run.vantage.as_of),
            judged,
            because: &wanted.because,
            by: service.author(),
            today: service.day(None)?,
            random: service.random_id()?,
        };
        let (made, entry) = judge(&mut writer, &judging, &service.reader()).await?;
        Ok((made, service.place_of(entry).await?))
    });
    let (verdict, position) = recorded.await?;
    Ok(Json(VerdictRecorded { signal: verdict.signal, judged: verdict.judged.as_str(), position }))
}
