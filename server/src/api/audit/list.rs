//! The audit, latest first.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::audit::Wanted;
use utoipa::{IntoParams, ToSchema};
use vocabulary::audit::{Act, Kind, Outcome};

use super::EntryDocument;
use crate::asked::{Asked, Named, day, optional, required, whole};
use crate::asking::Asking;
use crate::page::limit_of;
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// Which entries, and which part of them.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichEntries {
    /// By this name; "(terminal)", "(node)" or "(nobody)" for those who have none.
    who: Option<String>,
    /// "read", "search", "count", "export", "decide", "administer", "oversee", "sign-in", "sign-out", "account" or
    /// "knock".
    #[param(
        pattern = "^(read|search|count|export|decide|administer|oversee|sign-in|sign-out|account|knock)$"
    )]
    act: Option<String>,
    /// "allowed", "refused" or "failed".
    #[param(pattern = "^(allowed|refused|failed)$")]
    outcome: Option<String>,
    /// About this thing: its kind, a colon and its id, such as "submission:3k2z625aw3sfw79r5xz7v2k3kb".
    #[param(
        pattern = "^(submission|signal|finding|facts|person|token|session|job|boundary|entry):[\\s\\S]+$"
    )]
    about: Option<String>,
    /// On this day or later, in UTC.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<String>,
    /// On this day or earlier, in UTC.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries before this number: `next_before` of the page before.
    #[param(value_type = Option<u64>)]
    before: Option<String>,
}

/// Which part of the entries about a thing.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPart {
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries before this number: `next_before` of the page before.
    #[param(value_type = Option<u64>)]
    before: Option<String>,
}

/// Entries of the audit, latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entries {
    /// Entries of this page.
    items: Vec<EntryDocument>,
    /// The `before` of the next page; null on the last. The list grows at its beginning, by this request too.
    next_before: Option<u64>,
}

/// Who did what, latest first.
#[utoipa::path(
    get,
    path = "/api/v1/audit",
    tag = "audit",
    params(WhichEntries),
    responses((status = 200, description = "A page of entries.", body = Entries), Problems)
)]
pub(crate) async fn list_entries(
    Asking(service): Asking,
    Asked(which): Asked<WhichEntries>,
) -> Result<Json<Entries>, Problem> {
    let about = optional("about", which.about.as_deref(), ABOUT, |text| {
        let (kind, id) = text.split_once(':')?;
        Some((Kind::parse(kind)?, id.to_owned())).filter(|(_, id)| !id.is_empty())
    })?;
    let words = |words: &[&str]| format!("one of {}", words.join(", "));
    let wanted = Wanted {
        who: which.who,
        about,
        act: optional("act", which.act.as_deref(), &words(Act::words()), Act::parse)?,
        outcome: optional(
            "outcome",
            which.outcome.as_deref(),
            &words(Outcome::words()),
            Outcome::parse,
        )?,
        from: day("from", which.from.as_deref())?,
        to: day("to", which.to.as_deref())?,
        before: whole("before", which.before.as_deref())?,
    };
    page(&service, &wanted, which.limit.as_deref()).await
}

/// Everybody who looked at one thing or changed it, latest first.
///
/// What was looked at by a question in SQL over all facts stands under `facts` and `all`.
#[utoipa::path(
    get,
    path = "/api/v1/audit/about/{kind}/{id}",
    tag = "audit",
    params(
        ("kind" = String, Path, pattern = "^(submission|signal|finding|facts|person|token|session|job|boundary|entry)$", description = "What kind of thing: \"submission\", \"signal\", \"finding\", \"facts\", \"person\", \"token\", \"session\", \"job\", \"boundary\" or \"entry\"."),
        ("id" = String, Path, description = "Which one."),
        WhichPart,
    ),
    responses((status = 200, description = "A page of entries.", body = Entries), Problems)
)]
pub(crate) async fn list_about(
    Asking(service): Asking,
    Named((kind, id)): Named<(String, String)>,
    Asked(which): Asked<WhichPart>,
) -> Result<Json<Entries>, Problem> {
    let form = format!("one of {}", Kind::words().join(", "));
    let kind = required("kind", &kind, &form, Kind::parse)?;
    let before = whole("before", which.before.as_deref())?;
    let wanted = Wanted { about: Some((kind, id)), before, ..Wanted::default() };
    page(&service, &wanted, which.limit.as_deref()).await
}

async fn page(
    service: &Service,
    wanted: &Wanted,
    limit: Option<&str>,
) -> Result<Json<Entries>, Problem> {
    let limit = limit_of(limit)?;
    // One more tells whether there is another page.
    let mut found = service.node().audit(wanted, limit + 1).await?;
    let is_last = found.len() <= limit as usize;
    found.truncate(limit as usize);
    let last = found.last().map(|stored| stored.number);
    Ok(Json(Entries {
        items: found.iter().map(EntryDocument::of).collect(),
        next_before: last.filter(|_| !is_last),
    }))
}

const ABOUT: &str = "a kind, a colon and an id, such as submission:3k2z625aw3sfw79r5xz7v2k3kb";
