//! Somebody decides to keep a submission.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflows::retention::{Keeping, keep};

use crate::api::submissions::id_of;
use crate::asked::{Asked, Named, Sent, required};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};

/// Until when a submission is kept, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewWanted {
    /// The next day of review.
    #[schema(format = Date, example = "2031-12-31")]
    keep_until: String,
    /// Why, in one line: name no person.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    because: String,
}

/// What was decided.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reviewed {
    /// The submission.
    submission: String,
    /// The next day of review.
    #[schema(format = Date)]
    review_on: String,
}

/// Keeps a submission until another day of review; its category's longest time ends it all the same.
#[utoipa::path(
    post,
    path = "/api/v1/submissions/{id}/reviews",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    request_body = ReviewWanted,
    responses(
        (status = 200, description = "It is kept.", body = Reviewed),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn keep_submission(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<ReviewWanted>,
) -> Result<Json<Reviewed>, Problem> {
    let id = id_of(&id)?;
    let form = "a day, such as 2031-12-31";
    let until = required("keep_until", &wanted.keep_until, form, |day| day.parse().ok())
        .map_err(|_| Problem::bad_document(format!("`keep_until` is {form}")))?;
    let reader = service.reader();
    let by = reader.name.clone().unwrap_or_else(|| "(terminal)".to_owned());
    let today = service.day(None)?;
    let because = wanted.because.as_str();
    let keeping = Keeping { id: id.as_str(), until, because, by: &by, today };
    let review = keep(service.node(), &reader, keeping).await?;
    Ok(Json(Reviewed {
        submission: review.submission.to_string(),
        review_on: review.keep_until.to_string(),
    }))
}
