//! The jobs that are remembered.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::JobBrief;
use crate::asked::{Asked, optional};
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which jobs, and in which order.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichJobs {
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
    /// "oldest" first or "latest" first.
    #[param(pattern = "^(oldest|latest)$", default = "oldest")]
    first: Option<String>,
    /// "all", or those that are "unfinished" or "finished".
    #[param(pattern = "^(all|unfinished|finished)$", default = "all")]
    which: Option<String>,
}

/// Jobs, also those of earlier starts of the server, oldest first unless `first` says latest.
///
/// The last 1,000 are remembered, fewer where what came of them takes more than 64 MB; that stands at
/// the address of each. A request that was refused before its file came was no job. After a restart,
/// cells of files are no longer shown: rejected rows stand at their submission.
#[utoipa::path(
    get,
    path = "/api/v1/jobs",
    tag = "jobs",
    params(WhichJobs),
    responses((status = 200, description = "A page of jobs.", body = Page<JobBrief>), Problems)
)]
pub(crate) async fn list_jobs(
    Asking(service): Asking,
    Asked(wanted): Asked<WhichJobs>,
) -> Result<Json<Page<JobBrief>>, Problem> {
    let cut = Cut::of(wanted.limit.as_deref(), wanted.after.as_deref())?;
    let one_of = |name: &str, given: Option<&str>, words: [&'static str; 3]| {
        let form = words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>();
        let parse = |text: &str| words.into_iter().find(|word| *word == text && !word.is_empty());
        optional(name, given, &form.join(" or "), parse)
    };
    let first = one_of("first", wanted.first.as_deref(), ["oldest", "latest", ""])?;
    let which = one_of("which", wanted.which.as_deref(), ["all", "unfinished", "finished"])?;
    let mut jobs = Vec::new();
    for job in service.jobs().all() {
        if service.shows(&job).await? {
            jobs.push(job);
        }
    }
    match which {
        Some("unfinished") => jobs.retain(|job| !job.is_finished()),
        Some("finished") => jobs.retain(|job| job.is_finished()),
        _ => {}
    }
    if first == Some("latest") {
        jobs.reverse();
    }
    Ok(Json(cut.page(&jobs, |job| JobBrief::of(job))))
}
