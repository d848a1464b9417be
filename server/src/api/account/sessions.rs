//! One's own sessions.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use store::people::StoredSession;
use utoipa::ToSchema;
use workflows::people::PeopleError;
use workflows::people::sessions::{ends_at, is_open};

use super::signed_in;
use crate::api::session::{MaybeAsker, WhichPage};
use crate::asked::{Asked, Named};
use crate::page::{Cut, Nothing, Page};
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// A session.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnSession {
    /// Its name.
    name: String,
    /// Whether it is the one that asks.
    is_this: bool,
    /// Whether it is open.
    is_open: bool,
    /// The purpose that is acted under.
    purpose: &'static str,
    /// When it began, in UTC.
    started_at: String,
    /// The latest time something was asked with it, to half a minute.
    seen_at: String,
    /// When it ends at the latest.
    ends_at: String,
    /// What the browser says of itself.
    agent: String,
}

/// One's own sessions, latest first.
#[utoipa::path(
    get,
    path = "/api/v1/account/sessions",
    tag = "people",
    params(WhichPage),
    responses(
        (status = 200, description = "A page of sessions.", body = Page<OwnSession>),
        (status = 403, description = "Nobody signed in.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn list_sessions(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(which): Asked<WhichPage>,
) -> Result<Json<Page<OwnSession>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let (person, this) = signed_in(asker.as_ref())?;
    let (all, now) = (service.node().sessions_of(&person.name).await?, service.now());
    Ok(Json(cut.page(&all, |session: &StoredSession| OwnSession {
        name: session.name.clone(),
        is_this: session.name == this,
        is_open: is_open(session, now),
        purpose: session.purpose.as_str(),
        started_at: format!("{}Z", session.started_at),
        seen_at: format!("{}Z", session.seen_at),
        ends_at: format!("{}Z", ends_at(session)),
        agent: session.agent.clone(),
    })))
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete,
    path = "/api/v1/account/sessions/{name}",
    tag = "people",
    params(("name" = String, Path, description = "The session's name.")),
    responses(
        (status = 200, description = "It is ended.", body = Done),
        (status = 403, description = "Nobody signed in.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn end_one_session(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Done>, Problem> {
    let (person, _) = signed_in(asker.as_ref())?;
    if service.node().end_session(&person.name, &name, service.now()).await? {
        return Ok(Json(Done { done: true }));
    }
    Err(PeopleError::NoSuch("open session of that name".to_owned()).into())
}

/// It is done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    /// Always true: what is not done is a problem.
    pub done: bool,
}
