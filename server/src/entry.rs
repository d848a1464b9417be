//! Who makes a request: the token, session or sign-in that lets it in.
//!
//! Answers: who asks, or that nobody was let in. What they may see and do, policy says later (`asking.rs`).

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use vocabulary::people::Asker;
use workflows::people::Secret;
use workflows::people::sessions::{AskedBy, Behind, asker_of_session};
use workflows::people::tokens::asker_of_token;

use crate::problem::Problem;
use crate::service::Service;
use crate::web::is_api;

/// Says of each request who makes it; refuses those that nobody stands behind, but for what is open to all.
///
/// - Differs: an unknown route of the API is refused like a known one, for it must not be told apart.
pub(crate) async fn require_entry(
    State(service): State<Service>,
    mut request: Request,
    next: Next,
) -> Response {
    let (path, uri) = (request.uri().path(), request.uri());
    if let Some((given, clean)) = split_token(uri) {
        return answer_link(&service, &given, &clean, is_api(path)).await;
    }
    let is_open = is_open(path);
    match entered(&service, request.headers()).await {
        Ok(Some(Entered { is_half: true, .. })) if !is_open && !leads_to_codes(path) => {
            return Problem::codes_first().into_response();
        }
        Ok(Some(Entered { asker, is_half })) => {
            request.extensions_mut().insert(asker);
            request.extensions_mut().insert(IsHalf(is_half));
        }
        // The pages themselves hold no data: they say what is wrong.
        Ok(None) | Err(_) if is_open => {}
        Ok(None) => return Problem::no_token().into_response(),
        Err(problem) => return problem.into_response(),
    }
    next.run(request).await
}

/// Whoever is behind what a request brings.
struct Entered {
    asker: Asker,
    /// Whether one-time codes are asked of them and they have none yet.
    is_half: bool,
}

/// Whether whoever asks has to set up one-time codes before anything else.
#[derive(Clone, Copy, Default)]
pub(crate) struct IsHalf(pub bool);

/// Whether a path is one by which people get their one-time codes, or leave.
fn leads_to_codes(path: &str) -> bool {
    path == "/api/v1/account/codes"
}

/// A link with `?token=` is answered with a cookie and the same address without the token, so that the token
/// does not stay in the address bar.
async fn answer_link(service: &Service, given: &str, clean: &str, is_api: bool) -> Response {
    match service.has_accounts().await {
        Ok(false) if service.token().is(given) => {
            let cookie = service.cookie(service.token().reveal());
            (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie.as_str()), (LOCATION, clean)])
                .into_response()
        }
        // A page says itself that it was not let in, or goes on with the cookie it has.
        Ok(_) if is_api => Problem::no_token().into_response(),
        Ok(_) => (StatusCode::SEE_OTHER, [(LOCATION, clean)]).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Whether anybody on this machine may ask: like the pages, these hold no data, or let people in.
fn is_open(path: &str) -> bool {
    if !is_api(path) {
        return true;
    }
    // Of the session anybody may ask, and sign in; what changes one asks who makes the request.
    [
        "/api/v1/openapi.json",
        "/api/v1/session",
        "/api/v1/session/external",
        "/api/v1/session/external/answer",
        "/api/v1/invitations/acceptances",
    ]
    .contains(&path)
}

/// Who stands behind what a request brings; `None` where nobody does.
async fn entered(service: &Service, headers: &HeaderMap) -> Result<Option<Entered>, Problem> {
    let of = |behind: Behind| {
        let is_half = service.is_half(&behind);
        Entered { asker: behind.asker, is_half }
    };
    let (bearer, cookie) = (bearer(headers), service.cookie_of(headers));
    if !service.has_accounts().await? {
        let is_it = |given: Option<&str>| given.is_some_and(|given| service.token().is(given));
        let is_in = is_it(bearer) || is_it(cookie);
        let terminal = || Entered { asker: Asker::at_terminal(), is_half: false };
        return Ok(is_in.then(terminal));
    }
    let (node, now) = (service.node(), service.now());
    if let Some(given) = bearer {
        return Ok(asker_of_token(node, &Secret::brought(given), now).await?.map(of));
    }
    let Some(given) = cookie else { return Ok(None) };
    // Whoever writes this header has their session end the sooner: nobody gains by it.
    let by = if headers.contains_key(BY_ITSELF) { AskedBy::PageItself } else { AskedBy::Somebody };
    Ok(asker_of_session(node, &Secret::brought(given), now, by).await?.map(of))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, credentials) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| credentials.trim())
}

impl Service {
    /// The cookie that keeps a secret in the browser, out of reach of scripts and of other sites.
    pub(crate) fn cookie(&self, secret: &str) -> String {
        let secure = if self.origin().is_some() { "; Secure" } else { "" };
        format!("{}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}", self.cookie_name())
    }

    /// The cookie that takes it out of the browser again.
    pub(crate) fn no_cookie(&self) -> String {
        format!("{}; Max-Age=0", self.cookie(""))
    }

    /// The cookie of somebody who is on their way to a provider of accounts: coming back from elsewhere they bring it.
    pub(crate) fn flow_cookie(&self, secret: &str) -> String {
        let secure = if self.origin().is_some() { "; Secure" } else { "" };
        let name = self.flow_cookie_name();
        format!(
            "{name}={secret}; Path=/api/v1/session/external; HttpOnly; SameSite=Lax; Max-Age=600{secure}"
        )
    }

    /// Takes it out of the browser again.
    pub(crate) fn no_flow_cookie(&self) -> String {
        self.flow_cookie("").replace("Max-Age=600", "Max-Age=0")
    }

    /// What such a cookie holds.
    pub(crate) fn flow_cookie_of<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        cookie_named(headers, &self.flow_cookie_name())
    }

    fn flow_cookie_name(&self) -> String {
        format!("watchfire_way_{}", self.port())
    }

    /// Where a provider of accounts sends people back to.
    pub(crate) fn back_to(&self) -> String {
        let here = self.origin().map_or_else(
            || format!("http://127.0.0.1:{}", self.port()),
            crate::origin::Origin::address,
        );
        format!("{here}/api/v1/session/external/answer")
    }

    fn cookie_of<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        cookie_named(headers, &self.cookie_name())
    }

    /// Cookies do not tell ports apart, so the name does: two nodes on one machine do not collide. Of an encrypted
    /// address the browser itself sees that nobody else set it.
    fn cookie_name(&self) -> String {
        match self.origin() {
            Some(_) => "__Host-watchfire".to_owned(),
            None => format!("watchfire_{}", self.port()),
        }
    }

    /// Where a request comes from, as far as that is known: guessing is slowed by it.
    ///
    /// - Shape: what the proxy wrote last; what stands before, whoever asks may have written.
    pub(crate) fn origin_of(&self, headers: &HeaderMap) -> String {
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
        let forwarded = forwarded.filter(|_| self.origin().is_some());
        let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next());
        let address = last.and_then(|last| last.trim().parse::<IpAddr>().ok());
        address.map_or_else(|| "this machine".to_owned(), |address| address.to_string())
    }

    /// Whether somebody has to set up one-time codes before anything else.
    pub(crate) fn is_half(&self, behind: &Behind) -> bool {
        let person = behind.asker.person.as_ref();
        behind.is_by_password_alone && person.is_some_and(|person| self.codes().includes(person))
    }

    /// Whether people sign in here; the token opens nothing then.
    pub(crate) async fn has_accounts(&self) -> Result<bool, Problem> {
        Ok(self.node().has_accounts().await?)
    }
}

/// What a cookie of a request holds.
pub(crate) fn cookie_named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(cookie, given)| (cookie == name).then_some(given))
}

/// The `token` of an address and the address without it; `None` where there is none.
fn split_token(uri: &Uri) -> Option<(String, String)> {
    let mut given = None;
    let mut others = Vec::new();
    for pair in uri.query()?.split('&') {
        match pair.strip_prefix("token=") {
            Some(value) => given = Some(value.to_owned()),
            None => others.push(pair),
        }
    }
    // One slash: two would name another host.
    let path = format!("/{}", uri.path().trim_start_matches(['/', '\\']));
    let query = others.join("&");
    let clean = if query.is_empty() { path } else { format!("{path}?{query}") };
    Some((given?, clean))
}

/// The header of what a page asks by itself, whether anybody is there or not: no session lasts longer for it.
const BY_ITSELF: &str = "x-watchfire-by-itself";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_taken_out_of_the_address() {
        let check = |address: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(token, clean)| (token.to_owned(), clean.to_owned()));
            assert_eq!(split_token(&address.parse().unwrap()), expected, "{address}");
        };
        check("/", None);
        check("/a?limit=2", None);
        check("/?token=ab", Some(("ab", "/")));
        check("/a?limit=2&token=ab&after=1", Some(("ab", "/a?limit=2&after=1")));
        check("//elsewhere.example/?token=ab", Some(("ab", "/elsewhere.example/")));
    }
}
