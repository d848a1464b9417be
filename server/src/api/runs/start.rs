//! A detection is started.

use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::finding::FalseShare;

use crate::api::jobs::{Accepted, JobBegun, accepted};
use crate::asked::{Asked, Sent, day};
use crate::asking::Asking;
use crate::detection::{DETECTION, Wanted, run_detection};
use crate::jobs::State as JobState;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};

/// What a detection is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunWanted {
    /// What could be known on this day; today if left out.
    #[schema(value_type = Option<String>, format = Date, example = "2020-06-30")]
    as_of: Option<String>,
    /// Alarms since this day count as recent; the usual few periods if left out.
    #[schema(value_type = Option<String>, format = Date, example = "2020-01-01")]
    since: Option<String>,
    /// Share of each source's signals that may be false; 0.1 if left out.
    #[schema(exclusive_minimum = 0, maximum = 0.5, example = 0.1)]
    false_share: Option<f64>,
}

/// Starts a detection: all detectors over all series; the job gives the run.
///
/// `since` must not lie after `as_of`.
#[utoipa::path(
    post,
    path = "/api/v1/runs",
    tag = "signals",
    request_body = RunWanted,
    responses(
        JobBegun,
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn start_run(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<RunWanted>,
) -> Result<Accepted, Problem> {
    let as_of = service.day(day("as_of", wanted.as_of.as_deref())?)?;
    let since = day("since", wanted.since.as_deref())?;
    if let Some(since) = since.filter(|since| *since > as_of) {
        let problem = format!("`since` is {since}, after {as_of}; write an earlier day");
        return Err(Problem::unusable("bad-order", "The days are in the wrong order", problem));
    }
    let false_share = wanted.false_share.map_or(Some(FalseShare::default()), FalseShare::new);
    let Some(false_share) = false_share else {
        let problem = "`false_share` is a share of signals: write a number above 0, 0.5 at most";
        return Err(Problem::unusable("bad-share", "The share is out of range", problem));
    };
    let question = Wanted { as_of, since, false_share };
    let unfinished = service.begin_job(DETECTION, JobState::Waiting, question.input())?;
    let answer = accepted(&unfinished.0);
    run_detection(service, unfinished, question);
    Ok(answer)
}
