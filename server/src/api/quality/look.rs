//! Faults are looked for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflows::quality::{AfterIngest, LookError, Looked, Question, look_watched};
use workflows::watch::Watch;

use super::show::QualityLook;
use crate::api::jobs::{Accepted, JobBegun, JobInput, accepted};
use crate::asked::{Asked, Sent, day};
use crate::asking::Asking;
use crate::jobs::{Done, State as JobState, Turn};
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};

/// Where faults are looked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookWanted {
    /// In the figures of this source; in all if left out.
    source: Option<String>,
    /// What could be known on this day; today if left out.
    #[schema(value_type = Option<String>, format = Date, example = "2020-06-30")]
    as_of: Option<String>,
}

/// What a look found.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct FaultsFound {
    /// "looked"; after a file came in also "too-many-facts" (ask for a look) or "failed" (what is stored
    /// stands).
    outcome: &'static str,
    /// The look; null where there was none.
    run: Option<QualityLook>,
    /// What no earlier look had found, the gravest first; at most 100.
    new: Vec<FaultFound>,
    /// How many are new.
    new_total: u64,
}

/// A fault that was found.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct FaultFound {
    /// Its id.
    id: String,
    /// Which fault.
    fault: &'static str,
    /// What is wrong, as a sentence with its figures.
    says: String,
    /// Where it stands with its figures and rows.
    href: String,
}

impl FaultsFound {
    /// Of a look.
    pub fn of(looked: &Looked) -> Self {
        let new: Vec<_> = looked.findings.iter().filter(|(_, is_new)| *is_new).collect();
        let found = |(finding, _): &&(vocabulary::quality::QualityFinding, bool)| FaultFound {
            id: finding.id.clone(),
            fault: finding.subject.fault.as_str(),
            says: finding.says.clone(),
            href: format!("/api/v1/quality/findings/{}", finding.id),
        };
        Self {
            outcome: "looked",
            run: Some(QualityLook::of(&looked.run)),
            new: new.iter().take(MOST_NAMED).map(found).collect(),
            new_total: new.len() as u64,
        }
    }

    /// Of a look after something came in.
    pub fn after(came_in: &Result<AfterIngest, LookError>) -> Self {
        let none = |outcome| Self { outcome, run: None, new: Vec::new(), new_total: 0 };
        match came_in {
            Ok(AfterIngest::Looked(looked)) => Self::of(looked),
            Ok(AfterIngest::TooMany(_)) => none("too-many-facts"),
            Err(_) => none("failed"),
        }
    }
}

/// Looks for faults in the figures; the job says what is new.
#[utoipa::path(
    post,
    path = "/api/v1/quality/looks",
    tag = "quality",
    request_body = LookWanted,
    responses(JobBegun, DocumentProblems, Problems)
)]
pub(crate) async fn start_look(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<LookWanted>,
) -> Result<Accepted, Problem> {
    let as_of = service.day(day("as_of", wanted.as_of.as_deref())?)?;
    let input = JobInput {
        as_of: Some(as_of.to_string()),
        source: wanted.source.clone(),
        ..JobInput::default()
    };
    let unfinished = service.begin_job("look", JobState::Waiting, input)?;
    let answer = accepted(&unfinished.0);
    unfinished.work(service, Turn::Writing, move |service, job| async move {
        let mut writer = job.unless_stopped(service.writer(job.id)).await??;
        let source = wanted.source.as_deref();
        let question = Question { as_of, source, ran_on: service.day(None)? };
        let at_step = |done, total| job.at_step(done, total);
        let watch = Watch { at_step: &at_step, is_wanted: &|| !job.is_stop_wanted() };
        let looked =
            look_watched(&mut writer, question, &service.anew().await?.reader(), watch).await?;
        Ok(Done::Looked(Box::new(looked)))
    });
    Ok(answer)
}

const MOST_NAMED: usize = 100;
