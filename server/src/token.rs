//! The token: whoever has it may read, nobody else.
//!
//! Answers: does a request bring the token, and how a link with the token becomes a cookie. It does
//! not know people: sign-in comes later.

use std::fmt;
use std::hint::black_box;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use vocabulary::people::Asker;

use crate::problem::Problem;
use crate::service::Service;
use crate::web::is_api;

/// A secret of 256 bits, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<str>);

impl Token {
    /// A token from random bytes.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        let digit = |half: u8| char::from_digit(half.into(), 16).expect("half a byte is one digit");
        let digits = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        Self(digits.collect::<String>().into())
    }

    /// The secret itself, for the one who started the server.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a text is the token.
    ///
    /// - Cost: the same for every text of the right length, so that no digit can be guessed by time.
    fn is(&self, given: &str) -> bool {
        let (given, own) = (given.as_bytes(), self.0.as_bytes());
        let differing =
            given.iter().zip(own).fold(0, |differing, (a, b)| black_box(differing | (a ^ b)));
        given.len() == own.len() && differing == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Lets requests with the token through. A link with `?token=` is answered with a cookie and the same
/// address without the token, so that the token does not stay in the address bar.
///
/// - Differs: an unknown route of the API is refused like a known one, for it must not be told apart.
pub(crate) async fn require_token(
    State(service): State<Service>,
    mut request: Request,
    next: Next,
) -> Response {
    let token = service.token();
    if let Some((given, clean)) = split_token(request.uri()) {
        if token.is(&given) {
            return set_cookie(token, service.port(), &clean);
        }
        // A page says itself that it was not let in, or goes on with the cookie it has.
        return if is_api(request.uri().path()) {
            Problem::no_token().into_response()
        } else {
            (StatusCode::SEE_OTHER, [(LOCATION, clean.as_str())]).into_response()
        };
    }
    let path = request.uri().path();
    let is_open = path == DESCRIPTION || !is_api(path);
    if brings_token(request.headers(), token, service.port()) {
        request.extensions_mut().insert(Asker::at_terminal());
        return next.run(request).await;
    }
    if is_open {
        return next.run(request).await;
    }
    Problem::no_token().into_response()
}

fn brings_token(headers: &HeaderMap, token: &Token, port: u16) -> bool {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| {
        let (scheme, credentials) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| credentials.trim())
    });
    if bearer.is_some_and(|given| token.is(given)) {
        return true;
    }
    let name = cookie_name(port);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.any(|(cookie, given)| cookie == name && token.is(given))
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

fn set_cookie(token: &Token, port: u16, clean: &str) -> Response {
    let cookie =
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name(port), token.reveal());
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie.as_str()), (LOCATION, clean)]).into_response()
}

/// Cookies do not tell ports apart, so the name does: two nodes on one machine do not collide.
fn cookie_name(port: u16) -> String {
    format!("watchfire_{port}")
}

/// How the API is used: like the pages, it holds no data, and anybody on this machine may read it.
const DESCRIPTION: &str = "/api/v1/openapi.json";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_is_the_token() {
        let token = Token::from_random(&[0xa5; 32]);
        let own = token.reveal().to_owned();
        assert_eq!(own.len(), 64);
        assert!(token.is(&own));
        for other in
            ["", "a5", &own[..63], &format!("{own}a"), &own.to_uppercase(), &own.replace('5', "4")]
        {
            assert!(!token.is(other), "{other}");
        }
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

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
