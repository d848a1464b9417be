//! One's own password.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use workflows::people::PeopleError;
use workflows::people::sign_in::{TryOf, change_password};

use super::sessions::Done;
use super::signed_in;
use crate::api::session::{MaybeAsker, bounded};
use crate::asked::{Asked, Sent};
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::service::Service;

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordWanted {
    /// The one until now.
    #[schema(min_length = 1, max_length = 200)]
    old: String,
    /// The one from now on: 12 to 128 characters.
    #[schema(min_length = 1, max_length = 200)]
    new: String,
}

/// Chooses another password; all other sessions end.
#[utoipa::path(
    put,
    path = "/api/v1/account/password",
    tag = "people",
    request_body = PasswordWanted,
    responses(
        (status = 200, description = "It is changed.", body = Done),
        (status = 403, description = "The old password is wrong, or nobody signed in.", body = Problem, content_type = "application/problem+json"),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn change_own_password(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<PasswordWanted>,
) -> Result<Json<Done>, Problem> {
    bounded("old", &wanted.old, 1..=200)?;
    bounded("new", &wanted.new, 1..=200)?;
    let (person, session) = signed_in(asker.as_ref())?;
    let (now, random) = (service.now(), service.random_id()?);
    // Whoever signed in is known: what strangers guess keeps them from nothing.
    let tried = TryOf::of_known(session);
    service.tries().begin(&tried, now).map_err(Problem::too_many_tries)?;
    let (node, name, session) = (service.node().clone(), person.name.clone(), session.to_owned());
    let _turn = service.sign_in_turn().await;
    let changed = at_once(move || async move {
        let passwords = (wanted.old.as_str(), wanted.new.as_str());
        Ok(change_password(&node, (&name, &session), passwords, now, random).await)
    });
    let changed = changed.await?;
    if !matches!(changed, Err(PeopleError::Refused)) {
        service.tries().succeeded(&tried);
    }
    changed?;
    Ok(Json(Done { done: true }))
}
