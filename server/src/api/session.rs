//! Signing in and out, and who one is.

pub(crate) mod external;

use std::ops::RangeInclusive;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::audit::Kind;
use vocabulary::handling::Purpose;
use vocabulary::people::{Asker, Means};
use workflows::people::sessions::AskedBy;
use workflows::people::sign_in::{Brought, TryOf, sign_in};
use workflows::people::{PeopleError, Secret, invite, sessions};

use crate::asked::{Asked, Sent};
use crate::audited::Consulted;
use crate::entry::IsHalf;
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};
use crate::service::Service;

/// Who asks, and how people are let in here.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionDocument {
    /// "sign-in" where people have accounts; "link" where the link that `watchfire serve` prints opens the node.
    entry: &'static str,
    /// Whether whoever asks was let in.
    is_in: bool,
    /// What stands on the button of the provider whose accounts people may come in by; null where there is none.
    external: Option<String>,
    /// The account; null where there are none, or nobody was let in.
    person: Option<PersonDocument>,
    /// The purpose they act under now; null where nobody was let in.
    purpose: Option<&'static str>,
    /// Whether they have to set up one-time codes before they can do anything else here.
    codes_first: bool,
    /// When the session ends at the latest, in UTC; null where there is none.
    ends_at: Option<String>,
}

/// A person, as their account says.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonDocument {
    /// The name that signs in.
    name: String,
    /// As others see it.
    shown_name: String,
    /// The organisation they work for.
    organisation: String,
    /// Their part of it; may be empty.
    unit: String,
    /// What they are here.
    roles: Vec<&'static str>,
    /// Purposes they may act under.
    purposes: Vec<&'static str>,
}

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPage {
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    pub after: Option<String>,
}

/// What opens a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInWanted {
    /// The name of the account.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// The password.
    #[schema(min_length = 1, max_length = 200)]
    password: String,
    /// A one-time code, or a recovery code, where the account asks for one.
    #[schema(max_length = 40)]
    code: Option<String>,
    /// The purpose to act under: "public-health", "law-enforcement", "customs" or "research"; the first that
    /// the account names if left out.
    #[schema(pattern = "^(public-health|law-enforcement|customs|research)$")]
    purpose: Option<String>,
}

/// The purpose to act under.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PurposeWanted {
    /// "public-health", "law-enforcement", "customs" or "research"; one that the account names.
    #[schema(pattern = "^(public-health|law-enforcement|customs|research)$")]
    purpose: String,
}

/// What opens an account for the first time, or anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptanceWanted {
    /// The code of the invitation.
    #[schema(min_length = 1, max_length = 200)]
    code: String,
    /// The password to sign in with from now on: 12 to 128 characters.
    #[schema(min_length = 1, max_length = 200)]
    password: String,
}

/// An account was opened.
#[derive(Serialize, ToSchema)]
pub(crate) struct AcceptanceDocument {
    /// The name to sign in with.
    name: String,
}

impl PersonDocument {
    pub fn of(person: &vocabulary::people::Person) -> Self {
        Self {
            name: person.name.clone(),
            shown_name: person.shown_name.clone(),
            organisation: person.organisation.clone(),
            unit: person.unit.clone(),
            roles: person.roles.iter().map(|role| role.as_str()).collect(),
            purposes: person.purposes.iter().map(|purpose| purpose.as_str()).collect(),
        }
    }
}

/// Who asks, and how people are let in here; answered to anybody.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "people",
    security(()),
    responses((status = 200, description = "Who asks.", body = SessionDocument), Problems)
)]
pub(crate) async fn show_session(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    half: Option<Extension<IsHalf>>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<SessionDocument>, Problem> {
    document(&service, asker.as_ref(), is(half)).await.map(Json)
}

/// Signs in: the answer sets a cookie that lets in from then on.
///
/// An unknown name, a wrong password and a wrong code are refused alike. After five tries in vain the next has
/// to wait, 2 seconds at first and 5 minutes at most. A second cookie, which opens nothing, has the tries of this
/// browser for this name count by themselves from then on.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "people",
    security(()),
    request_body = SignInWanted,
    responses(
        (status = 200, description = "Signed in.", body = SessionDocument),
        (status = 403, description = "That does not open this node.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries in vain; `Retry-After` says when the next may come.", body = Problem, content_type = "application/problem+json"),
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn begin_session(
    State(service): State<Service>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<SignInWanted>,
) -> Result<Response, Problem> {
    let purpose = wanted.purpose.as_deref().map(purpose_of).transpose()?;
    bounded("name", &wanted.name, 1..=60)?;
    bounded("password", &wanted.password, 1..=200)?;
    bounded("code", wanted.code.as_deref().unwrap_or_default(), 0..=40)?;
    let (now, all) = (service.now(), service.random()?);
    let counted = service.try_by_name(&wanted.name, &headers)?;
    service.tries().begin(&counted, now).map_err(Problem::too_many_tries)?;
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let (node, agent) = (service.node().clone(), agent.to_owned());
    let tried_name = wanted.name.clone();
    let _turn = service.sign_in_turn().await;
    let opened = at_once(move || async move {
        let random: [u8; 48] = std::array::from_fn(|at| all[at]);
        let SignInWanted { name, password, code, .. } = &wanted;
        let code = code.as_deref();
        let brought = Brought { name, password, code, purpose, agent: &agent };
        Ok(sign_in(&node, brought, now, &random).await)
    });
    let secret = match opened.await? {
        Ok(secret) => secret,
        Err(refused) => {
            let consulted = tried(&service, &tried_name).await?;
            let from = format!("from {}", service.origin_of(&headers));
            let consulted = Consulted::saying(consulted, from);
            return Ok((consulted, Problem::from(refused)).into_response());
        }
    };
    service.tries().succeeded(&counted);
    let by = AskedBy::Somebody;
    let behind = sessions::asker_of_session(service.node(), &secret, now, by).await?;
    let codes_first = behind.as_ref().is_some_and(|behind| service.is_half(behind));
    let asker = behind.map(|behind| behind.asker);
    let cookies = [service.cookie(secret.reveal()), service.device_cookie(&tried_name, &all)?];
    let cookies = AppendHeaders(cookies.map(|cookie| (SET_COOKIE, cookie)));
    let document = document(&service, asker.as_ref(), codes_first).await?;
    Ok((Consulted::signed_in(asker), cookies, Json(document)).into_response())
}

/// What is put on record of a try in vain: a name that no account has may be a password in the wrong place.
async fn tried(service: &Service, name: &str) -> Result<Extension<Consulted>, Problem> {
    Ok(match service.node().account(name).await? {
        Some(_) => Consulted::whole(Kind::Person, name),
        None => Extension(Consulted::default()),
    })
}

/// Acts under another purpose from now on.
#[utoipa::path(
    put,
    path = "/api/v1/session",
    tag = "people",
    request_body = PurposeWanted,
    responses((status = 200, description = "The purpose was changed.", body = SessionDocument), DocumentProblems, Problems)
)]
pub(crate) async fn change_session(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    half: Option<Extension<IsHalf>>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<PurposeWanted>,
) -> Result<Json<SessionDocument>, Problem> {
    let purpose = purpose_of(&wanted.purpose)?;
    let mut asker = asker.ok_or_else(Problem::no_token)?;
    sessions::act_under(service.node(), &asker, purpose).await?;
    asker.purpose = purpose;
    document(&service, Some(&asker), is(half)).await.map(Json)
}

/// Signs out.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "people",
    responses((status = 200, description = "Signed out.", body = SessionDocument), Problems)
)]
pub(crate) async fn end_session(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let asker = asker.ok_or_else(Problem::no_token)?;
    if let (Some(person), Means::Session(session)) = (&asker.person, &asker.means) {
        service.node().end_session(&person.name, session, service.now()).await?;
    }
    let document = document(&service, None, false).await?;
    Ok(([(SET_COOKIE, service.no_cookie())], Json(document)).into_response())
}

/// Opens an account by the code of its invitation: chooses the password. Signing in comes next.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/acceptances",
    tag = "people",
    security(()),
    request_body = AcceptanceWanted,
    responses(
        (status = 200, description = "The account is open.", body = AcceptanceDocument),
        (status = 403, description = "The code does not hold.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The password will not do; the code still holds.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries in vain; `Retry-After` says when the next may come.", body = Problem, content_type = "application/problem+json"),
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn accept_invitation(
    State(service): State<Service>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<AcceptanceWanted>,
) -> Result<(Extension<Consulted>, Json<AcceptanceDocument>), Problem> {
    bounded("code", &wanted.code, 1..=200)?;
    bounded("password", &wanted.password, 1..=200)?;
    let (now, random) = (service.now(), service.random_id()?);
    let tried = TryOf::at("invitation", &service.origin_of(&headers));
    service.tries().begin(&tried, now).map_err(Problem::too_many_tries)?;
    let node = service.node().clone();
    let _turn = service.sign_in_turn().await;
    let accepted = at_once(move || async move {
        let code = Secret::brought(&wanted.code);
        Ok(invite::accept(&node, &code, &wanted.password, now, random).await)
    });
    let accepted = accepted.await?;
    if !matches!(accepted, Err(PeopleError::NoInvitation)) {
        service.tries().succeeded(&tried);
    }
    let name = accepted?;
    Ok((Consulted::whole(Kind::Person, &name), Json(AcceptanceDocument { name })))
}

fn is(half: Option<Extension<IsHalf>>) -> bool {
    half.is_some_and(|Extension(IsHalf(is_half))| is_half)
}

async fn document(
    service: &Service,
    asker: Option<&Asker>,
    codes_first: bool,
) -> Result<SessionDocument, Problem> {
    let entry = if service.has_accounts().await? { "sign-in" } else { "link" };
    let person = asker.and_then(|asker| asker.person.as_ref());
    let session = match (person, asker.map(|asker| &asker.means)) {
        (Some(person), Some(Means::Session(name))) => {
            let all = service.node().sessions_of(&person.name).await?;
            all.into_iter().find(|session| session.name == *name)
        }
        _ => None,
    };
    Ok(SessionDocument {
        entry,
        is_in: asker.is_some(),
        external: service.external().map(|external| external.shown_as().to_owned()),
        person: person.map(PersonDocument::of),
        purpose: asker.map(|asker| asker.purpose.as_str()),
        codes_first,
        ends_at: session.map(|session| format!("{}Z", sessions::ends_at(&session))),
    })
}

/// Refuses a text that is shorter or longer than the document of the API says.
pub(crate) fn bounded(
    name: &str,
    text: &str,
    bounds: RangeInclusive<usize>,
) -> Result<(), Problem> {
    if bounds.contains(&text.chars().count()) {
        return Ok(());
    }
    let (from, to) = bounds.into_inner();
    Err(Problem::of_length(name, from, to))
}

/// The purpose of a word.
pub(crate) fn purpose_of(word: &str) -> Result<Purpose, Problem> {
    let unknown = || {
        let words = Purpose::words().join(", ");
        Problem::bad_document(format!("`purpose` is one of {words}"))
    };
    Purpose::parse(word).ok_or_else(unknown)
}

/// Whoever asks, where somebody was let in.
pub(crate) struct MaybeAsker(pub Option<Asker>);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for MaybeAsker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _state: &S,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<Asker>().cloned()))
    }
}
