//! What will become of what came in, before it happens.

use axum::Json;
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::handling::{DataSubjects, Reader};
use workflows::retention::{Due, Rules, due};

use crate::asked::{Asked, whole};
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// How far to look ahead, and which part of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichDue {
    /// Days ahead.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 36500, default = 365)]
    within: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out: `next_after` of the page before.
    #[param(value_type = Option<u64>)]
    after: Option<String>,
}

/// The rules about retention, and what will become of something in the days asked for, the nearest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct RetentionDocument {
    /// One for each category of people that data may be about.
    rules: Vec<RetentionRule>,
    #[serde(flatten)]
    page: Page<DueDocument>,
}

/// What happens to data of one category.
#[derive(Serialize, ToSchema)]
pub(crate) struct RetentionRule {
    /// Whom the data are about; "none" for nobody.
    subjects: &'static str,
    /// "ask" (it waits for a decision) or "erase", once the day of review has passed.
    then: &'static str,
    /// Days of grace before it is erased.
    after_days: u16,
    /// Years after which it is erased in any case; null where there is no such limit.
    longest_years: Option<u16>,
}

/// A submission and what will become of it: its marking alone, for running the node shows no data.
#[derive(Serialize, ToSchema)]
pub(crate) struct DueDocument {
    /// The submission.
    submission: String,
    /// The organisation that submitted it.
    issuer: String,
    /// Whom the data are about; "none" for nobody.
    subjects: &'static str,
    /// Rows that were read of it.
    rows: u64,
    /// The day it came in.
    #[schema(format = Date)]
    submitted_on: String,
    /// The day of review: as it came in, or as it was decided the last time.
    #[schema(format = Date)]
    review_on: String,
    /// "decide" (somebody is to decide by `on`), "erase-unless-kept" or "erase" (whatever is decided), on `on`.
    fate: &'static str,
    /// When.
    #[schema(format = Date)]
    on: String,
    /// Whether that day has come.
    has_come: bool,
    /// Why it was kept, as somebody decided the last time; null where nobody has.
    kept_because: Option<String>,
    /// Who decided that; null where nobody has.
    kept_by: Option<String>,
}

/// What will become of what came in: the nearest first, what is overdue before it.
#[utoipa::path(
    get,
    path = "/api/v1/retention",
    tag = "node",
    params(WhichDue),
    responses((status = 200, description = "Rules and a page of submissions.", body = RetentionDocument), Problems)
)]
pub(crate) async fn list_due(
    Asking(service): Asking,
    Asked(which): Asked<WhichDue>,
) -> Result<Json<RetentionDocument>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let within = whole("within", which.within.as_deref())?.unwrap_or(365);
    let within = i32::try_from(within).ok().filter(|days| *days <= 36_500);
    let within = within.ok_or_else(|| Problem::bad_query("`within` is at most 36500 days"))?;
    let today = service.day(None)?;
    let rules = Rules::of_node(service.node())?;
    let rules = DataSubjects::words().iter().filter_map(|word| {
        let subjects = DataSubjects::parse(word)?;
        let rule = rules.of(subjects);
        Some(RetentionRule {
            subjects: subjects.as_str(),
            then: rule.then.as_str(),
            after_days: rule.after_days,
            longest_years: rule.longest_years,
        })
    });
    let rules = rules.collect();
    let by = today.saturating_add(within.days());
    let found = due(service.node(), &Reader::local_administrator(), by).await?;
    let page = cut.page(&found, |due| DueDocument::of(due, today));
    Ok(Json(RetentionDocument { rules, page }))
}

impl DueDocument {
    fn of(due: &Due, today: jiff::civil::Date) -> Self {
        let Due { header, review, review_on, fate } = due;
        Self {
            submission: header.id.to_string(),
            issuer: header.issuer.clone(),
            subjects: header.handling.subjects.as_str(),
            rows: header.rows_read,
            submitted_on: header.submitted_on.to_string(),
            review_on: review_on.to_string(),
            fate: fate.as_str(),
            on: fate.day().to_string(),
            has_come: fate.day() <= today,
            kept_because: review.as_ref().map(|review| review.because.clone()),
            kept_by: review.as_ref().map(|review| review.decided_by.clone()),
        }
    }
}
