//! Signing in with an account that a provider keeps: there and back.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, HOST, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use workflows::people::PeopleError;
use workflows::people::devices::BY_PROVIDER;
use workflows::people::external::sign_in_external;
use workflows::people::sessions::{AskedBy, asker_of_session};

use crate::asked::Asked;
use crate::audited::Consulted;
use crate::external::{CameBack, External};
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// What a provider sends somebody back with.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Answered {
    /// What the node sent along.
    state: Option<String>,
    /// The code for the token.
    code: Option<String>,
    /// Who answers.
    iss: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// Sends the browser to the provider of accounts, where the node has one.
///
/// It comes back to `/api/v1/session/external/answer`, with the cookie that this answer sets, once and within ten
/// minutes.
#[utoipa::path(
    get,
    path = "/api/v1/session/external",
    tag = "people",
    responses(
        (status = 303, description = "The address of the provider is in `Location`."),
        (status = 502, description = "The provider cannot be asked.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn go_to_provider(
    State(service): State<Service>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let external = provider(&service)?;
    // The provider sends people back to one name of this machine, and cookies do not go from one to another.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if service.origin().is_none() && !host.starts_with("127.0.0.1") {
        let here = service.back_to().replace("/answer", "");
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, here)]).into_response());
    }
    let counted = service.try_by_provider(&headers)?;
    service.tries().begin(&counted, service.now()).map_err(Problem::too_many_tries)?;
    let (back_to, now) = (service.back_to(), service.now());
    let random = [(); 4].map(|()| service.random_secret());
    let [a, b, c, d] = random;
    let random = [a?, b?, c?, d?];
    let sent = at_once(move || async move { Ok(external.send(&back_to, now, &random)) }).await?;
    let sent = sent.map_err(|error| Problem::no_provider(&error))?;
    service.tries().succeeded(&counted);
    let cookie = service.flow_cookie(sent.cookie.reveal());
    Ok((StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, sent.address)]).into_response())
}

/// Lets somebody in who comes back from the provider, and sends the browser to the pages.
///
/// Whatever is wrong, or unknown here, is refused alike.
#[utoipa::path(
    get,
    path = "/api/v1/session/external/answer",
    tag = "people",
    params(Answered),
    responses(
        (status = 303, description = "They are in: a cookie is set, and the pages are in `Location`."),
        (status = 403, description = "They are not.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn come_back(
    State(service): State<Service>,
    headers: HeaderMap,
    Asked(answered): Asked<Answered>,
) -> Result<Response, Problem> {
    let external = provider(&service)?;
    let counted = service.try_by_provider(&headers)?;
    service.tries().begin(&counted, service.now()).map_err(Problem::too_many_tries)?;
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let cookie = service.flow_cookie_of(&headers).unwrap_or_default().to_owned();
    let (back_to, now, issuer) = (service.back_to(), service.now(), external.issuer().to_owned());
    let from = service.origin_of(&headers);
    let found = at_once(move || async move {
        let (state, code) = (answered.state.unwrap_or_default(), answered.code.unwrap_or_default());
        let issuer = answered.iss.as_deref();
        let back = CameBack { cookie: &cookie, state: &state, code: &code, issuer };
        Ok(match answered.error {
            Some(error) => Err(format!("the provider says {}", error.escape_default())),
            None => external.subject(&back, &back_to, now).map_err(|error| error.to_string()),
        })
    });
    let reads_pages = headers
        .get_all(ACCEPT)
        .iter()
        .any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")));
    let refused = |why: String| {
        // For the record alone: who tried is told nothing.
        let consulted = Consulted::saying(Extension(Consulted::default()), why);
        Ok(if reads_pages {
            (StatusCode::FORBIDDEN, consulted, Html(refused_page(&headers))).into_response()
        } else {
            (consulted, Problem::from(PeopleError::Refused)).into_response()
        })
    };
    let subject = match found.await? {
        Ok(subject) => subject,
        Err(why) => return refused(format!("from {from}; {why}")),
    };
    let all = service.random()?;
    let random: [u8; 48] = std::array::from_fn(|at| all[at]);
    let who = (issuer.as_str(), subject.as_str());
    match sign_in_external(service.node(), who, (None, agent), now, &random).await {
        Ok((secret, _)) => {
            service.tries().succeeded(&counted);
            let behind = asker_of_session(service.node(), &secret, now, AskedBy::Somebody).await?;
            let cookies = [
                (SET_COOKIE, service.cookie(secret.reveal())),
                (SET_COOKIE, service.device_cookie(BY_PROVIDER, &all)?),
                (SET_COOKIE, service.no_flow_cookie()),
                (LOCATION, "/".to_owned()),
            ];
            let consulted = Consulted::signed_in(behind.map(|behind| behind.asker));
            let mut response = (StatusCode::SEE_OTHER, consulted).into_response();
            for (name, value) in cookies {
                let value = value.parse().map_err(|_| Problem::internal(&NoHeader))?;
                response.headers_mut().append(name, value);
            }
            Ok(response)
        }
        Err(PeopleError::Refused) => {
            refused(format!("from {from}; no open account is linked to {subject} of {issuer}"))
        }
        Err(error) => Err(error.into()),
    }
}

/// For a browser, which stands at this address with nothing around it; in the first of its languages that the pages
/// speak.
fn refused_page(headers: &HeaderMap) -> String {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|wanted| wanted.to_str().ok());
    let mut wanted = wanted.unwrap_or_default().split(',').map(|tag| tag.trim().get(..2));
    let spoken =
        wanted.find_map(|tag| REFUSED.iter().find(|(language, ..)| Some(*language) == tag));
    let (language, title, why, back) = spoken.unwrap_or(&REFUSED[0]);
    format!(
        "<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><title>Watchfire</title>\
         <h1>{title}</h1><p>{why}</p><p><a href=\"/\">{back}</a></p>"
    )
}

const REFUSED: [(&str, &str, &str, &str); 3] = [
    (
        "en",
        "That does not open this node",
        "Nothing says why. Whoever runs the node sees it, and can let you in.",
        "Back",
    ),
    (
        "de",
        "Damit öffnet sich dieser Knoten nicht",
        "Warum, wird nicht gesagt. Wer den Knoten betreibt, sieht es und kann Sie einlassen.",
        "Zurück",
    ),
    (
        "fr",
        "Cela n’ouvre pas ce nœud",
        "Rien ne dit pourquoi. La personne qui gère le nœud le voit et peut vous laisser entrer.",
        "Retour",
    ),
];

fn provider(service: &Service) -> Result<Arc<External>, Problem> {
    service.external().ok_or_else(|| Problem::not_found("This node has no provider of accounts."))
}

#[derive(Debug, thiserror::Error)]
#[error("a cookie is no header")]
struct NoHeader;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_refused_reads_why_not_in_a_language_of_theirs() {
        for (wanted, language) in [
            ("", "en"),
            ("de-CH,de;q=0.9,en;q=0.8", "de"),
            ("it,fr-FR;q=0.7,en;q=0.1", "fr"),
            ("é, en", "en"),
            ("pl", "en"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, wanted.parse().unwrap());
            let page = refused_page(&headers);
            assert!(page.contains(&format!("lang=\"{language}\"")), "{wanted}: {page}");
        }
    }
}
