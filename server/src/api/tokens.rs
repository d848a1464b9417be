//! Everybody's tokens, for those who run the node: which programs come in for whom.

use axum::Json;
use serde::Serialize;
use store::people::StoredToken;
use utoipa::ToSchema;
use workflows::people::PeopleError;

use super::account::sessions::Done;
use super::account::tokens::TokenDocument;
use super::session::WhichPage;
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::page::{Cut, Nothing, Page};
use crate::problem::{Problem, Problems};

/// A token and whose it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenOfPerson {
    /// The name of the account.
    person: String,
    #[serde(flatten)]
    token: TokenDocument,
}

/// Every token, by person and name.
#[utoipa::path(
    get,
    path = "/api/v1/tokens",
    tag = "people",
    params(WhichPage),
    responses((status = 200, description = "A page of tokens.", body = Page<TokenOfPerson>), Problems)
)]
pub(crate) async fn list_all_tokens(
    Asking(service): Asking,
    Asked(which): Asked<WhichPage>,
) -> Result<Json<Page<TokenOfPerson>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let tokens = service.node().tokens(None).await?;
    Ok(Json(cut.page(&tokens, |token: &StoredToken| TokenOfPerson {
        person: token.person.clone(),
        token: TokenDocument::of(token),
    })))
}

/// Revokes somebody's token: it opens nothing any more.
#[utoipa::path(
    delete,
    path = "/api/v1/people/{name}/tokens/{token}",
    tag = "people",
    params(
        ("name" = String, Path, description = "The name of the account."),
        ("token" = String, Path, description = "The token's name.")
    ),
    responses((status = 200, description = "It is revoked.", body = Done), Problems)
)]
pub(crate) async fn revoke_token_of(
    Asking(service): Asking,
    Named((person, token)): Named<(String, String)>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Done>, Problem> {
    if service.node().revoke_token(&person, &token, service.now()).await? {
        return Ok(Json(Done { done: true }));
    }
    Err(PeopleError::NoSuch("token of that name that is good".to_owned()).into())
}
