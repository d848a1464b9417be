//! Tokens that one makes for one's own programs.

use axum::extract::State;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use store::people::StoredToken;
use utoipa::ToSchema;
use vocabulary::audit::Kind;
use vocabulary::people::Action;
use workflows::people::PeopleError;
use workflows::people::tokens::{MOST_DAYS, NewToken, make_token};

use super::sessions::Done;
use super::{signed_in, signed_in_lately};
use crate::api::session::{MaybeAsker, WhichPage, bounded, purpose_of};
use crate::asked::{Asked, Named, Sent};
use crate::audited::Consulted;
use crate::page::{Cut, Nothing, Page};
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::service::Service;

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenDocument {
    /// Its name.
    name: String,
    /// What it may do.
    scope: Vec<&'static str>,
    /// What for.
    purpose: &'static str,
    /// When it was made, in UTC.
    made_at: String,
    /// When it ends.
    ends_at: String,
    /// When it was revoked; null where it was not.
    revoked_at: Option<String>,
}

/// A token that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenWanted {
    /// A name to know it by.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// What it may do: "read", "search", "count", "export", "decide", "administer", "oversee".
    #[schema(min_items = 1, value_type = Vec<ActionWord>)]
    scope: Vec<String>,
    /// What for; a purpose that the account names.
    #[schema(pattern = "^(public-health|law-enforcement|customs|research)$")]
    purpose: String,
    /// How many days it lasts.
    #[schema(value_type = u16, minimum = 1, maximum = 365)]
    days: f64,
}

/// One thing that may be done.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(read|search|count|export|decide|administer|oversee)$")]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct ActionWord(String);

/// A token with its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenMade {
    /// Its name.
    name: String,
    /// The token itself, shown this once.
    token: String,
}

/// One's own tokens, by name.
#[utoipa::path(
    get,
    path = "/api/v1/account/tokens",
    tag = "people",
    params(WhichPage),
    responses(
        (status = 200, description = "A page of tokens.", body = Page<TokenDocument>),
        (status = 403, description = "Nobody signed in.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn list_tokens(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(which): Asked<WhichPage>,
) -> Result<Json<Page<TokenDocument>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let (person, _) = signed_in(asker.as_ref())?;
    let tokens = service.node().tokens(Some(&person.name)).await?;
    Ok(Json(cut.page(&tokens, TokenDocument::of)))
}

impl TokenDocument {
    pub fn of(token: &StoredToken) -> Self {
        Self {
            name: token.name.clone(),
            scope: token.scope.iter().map(|action| action.as_str()).collect(),
            purpose: token.purpose.as_str(),
            made_at: format!("{}Z", token.made_at),
            ends_at: format!("{}Z", token.ends_at),
            revoked_at: token.revoked_at.map(|at| format!("{at}Z")),
        }
    }
}

/// Makes a token for a program: it may do what its scope names, of what its person may.
#[utoipa::path(
    post,
    path = "/api/v1/account/tokens",
    tag = "people",
    request_body = TokenWanted,
    responses(
        (status = 200, description = "The token.", body = TokenMade),
        (status = 403, description = "Nobody signed in, or too long ago for this.", body = Problem, content_type = "application/problem+json"),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn make_own_token(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<TokenWanted>,
) -> Result<(Extension<Consulted>, Json<TokenMade>), Problem> {
    let unknown = |word: &str| {
        let words = Action::words().join(", ");
        Problem::bad_document(format!("`scope`: '{word}' is none of {words}"))
    };
    let scope = wanted.scope.iter().map(|word| Action::parse(word).ok_or_else(|| unknown(word)));
    let (scope, purpose) = (scope.collect::<Result<Vec<_>, _>>()?, purpose_of(&wanted.purpose)?);
    if scope.is_empty() {
        return Err(Problem::bad_document("`scope` names at least one action"));
    }
    bounded("name", &wanted.name, 1..=60)?;
    let days = wanted.days;
    if !(1.0..=f64::from(MOST_DAYS)).contains(&days) || days.fract() != 0.0 {
        let wrong = format!("`days` is a whole number, 1 to {MOST_DAYS}");
        return Err(Problem::bad_document(wrong));
    }
    let person = signed_in_lately(&service, asker.as_ref()).await?;
    let new =
        NewToken { person: &person.name, name: &wanted.name, scope, purpose, days: days as u16 };
    let random = service.random_secret()?;
    let secret = make_token(service.node(), new, service.now(), &random).await?;
    let consulted = Consulted::whole(Kind::Token, &wanted.name);
    Ok((consulted, Json(TokenMade { name: wanted.name, token: secret.reveal().to_owned() })))
}

/// Revokes one of one's own tokens: it opens nothing any more.
#[utoipa::path(
    delete,
    path = "/api/v1/account/tokens/{name}",
    tag = "people",
    params(("name" = String, Path, description = "The token's name.")),
    responses(
        (status = 200, description = "It is revoked.", body = Done),
        (status = 403, description = "Nobody signed in.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn revoke_own_token(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Done>, Problem> {
    let (person, _) = signed_in(asker.as_ref())?;
    if service.node().revoke_token(&person.name, &name, service.now()).await? {
        return Ok(Json(Done { done: true }));
    }
    Err(PeopleError::NoSuch("token of that name that is good".to_owned()).into())
}
