//! What came in, for those who look for one record.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::submissions::StoredSubmission;
use utoipa::{IntoParams, ToSchema};
use vocabulary::handling::Reader;
use vocabulary::submission::Content;

use crate::api::submissions::show::HandlingRules;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which submissions.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Sought {
    /// Words that stand in its file name, source or day, or in its id, in any order; capitals do not matter.
    words: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// A submission, by what it is found; nothing of what it holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct SoughtSubmission {
    /// Its id.
    id: String,
    /// Whose figures.
    source: String,
    /// File name as submitted.
    file_name: String,
    /// The organisation that submitted it.
    issuer: String,
    /// Day it was made.
    #[schema(format = Date)]
    submitted_on: String,
    /// Rows that were read.
    rows_read: u64,
    /// Day its file, key and facts were destroyed; null unless it was erased.
    #[schema(format = Date)]
    erased_on: Option<String>,
    handling: HandlingRules,
}

/// Files that came in, newest first: for supervisors to find the one they ask about, whatever its marking.
#[utoipa::path(
    get,
    path = "/api/v1/audit/submissions",
    tag = "audit",
    params(Sought),
    responses((status = 200, description = "A page of submissions.", body = Page<SoughtSubmission>), Problems)
)]
pub(crate) async fn seek_submissions(
    Asking(service): Asking,
    Asked(sought): Asked<Sought>,
) -> Result<Json<Page<SoughtSubmission>>, Problem> {
    let cut = Cut::of(sought.limit.as_deref(), sought.after.as_deref())?;
    let words = sought.words.unwrap_or_default().to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    let all = service.node().submissions(&Reader::local_administrator()).await?;
    let is_sought = |stored: &&StoredSubmission| {
        let Content::Rows { source, .. } = &stored.header.content else { return false };
        let header = &stored.header;
        let (id, day) = (header.id.as_str(), header.submitted_on);
        let text = format!("{source} {} {id} {day}", header.file_name).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let found: Vec<&StoredSubmission> = all.iter().rev().filter(is_sought).collect();
    Ok(Json(cut.page(&found, |stored| SoughtSubmission::of(stored))))
}

impl SoughtSubmission {
    fn of(stored: &StoredSubmission) -> Self {
        let header = &stored.header;
        let source = match &header.content {
            Content::Rows { source, .. } => source.clone(),
            _ => String::new(),
        };
        Self {
            id: header.id.to_string(),
            source,
            file_name: header.file_name.clone(),
            issuer: header.issuer.clone(),
            submitted_on: header.submitted_on.to_string(),
            rows_read: header.rows_read,
            erased_on: stored.erased_on.map(|day| day.to_string()),
            handling: HandlingRules::of(&header.handling),
        }
    }
}
