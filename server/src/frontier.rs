//! Where requests may come from, and what every answer says to browsers.
//!
//! A page of another site, open in the same browser, must not reach the node: neither by a name of
//! its own that it points to 127.0.0.1, nor by asking across origins.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::origin::Origin;
use crate::problem::Problem;
use crate::service::Service;

/// Lets requests through that were made to this machine by name and not from another site's page.
pub(crate) async fn require_same_origin(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let ours = Ours { port: service.port(), origin: service.origin() };
    if !ours.is_asked(request.uri(), request.headers()) {
        return Problem::other_host(service.port()).into_response();
    }
    if ours.is_asked_from_elsewhere(request.method(), request.headers()) {
        return Problem::other_origin().into_response();
    }
    next.run(request).await
}

/// Tells browsers to keep nothing, run nothing and guess nothing.
pub(crate) async fn state_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        // The pages say of themselves what they may load, and how long they may be kept.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The names the node is asked by.
struct Ours<'a> {
    port: u16,
    origin: Option<&'a Origin>,
}

impl Ours<'_> {
    /// Whether the host asked for is this machine by one of its own names, with our port, or the node's address.
    fn is_asked(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
        let in_address = uri.authority().is_none_or(|authority| self.is_name(authority.as_str()));
        in_address && host.to_str().is_ok_and(|host| self.is_name(host))
    }

    fn is_name(&self, host: &str) -> bool {
        names_us(host, self.port) || self.origin.is_some_and(|origin| origin.is_host(host))
    }

    /// Whether a browser says that the request comes from another origin's page.
    fn is_asked_from_elsewhere(&self, method: &Method, headers: &HeaderMap) -> bool {
        let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let origin = headers.get(ORIGIN).map(|value| value.to_str().unwrap_or_default());
        let is_own = |origin: &str| {
            let is_here = |host: &str| names_us(host, self.port);
            origin.strip_prefix("http://").is_some_and(is_here)
                || self.origin.is_some_and(|own| own.is_origin(origin))
        };
        if origin.is_some_and(|origin| !is_own(origin)) {
            return true;
        }
        let is_foreign = matches!(header("sec-fetch-site"), Some("cross-site" | "same-site"));
        // A link that a person follows in a window of its own shows the answer to nobody else; a form that another
        // site has filled in is no link.
        let is_link = [Method::GET, Method::HEAD].contains(method)
            && header("sec-fetch-mode") == Some("navigate")
            && header("sec-fetch-dest") == Some("document");
        is_foreign && !is_link
    }
}

/// - Differs: a client leaves port 80 out.
fn names_us(host: &str, port: u16) -> bool {
    let (name, given) = host.split_once(':').unwrap_or((host, "80"));
    let is_name = name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1";
    is_name && given == port.to_string()
}

const HEADERS: [(HeaderName, &str); 5] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_with_our_port_is_ours() {
        for host in ["127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642"] {
            assert!(names_us(host, 8642), "{host}");
        }
        for host in [
            "",
            "127.0.0.1",
            "localhost:80",
            "evil.example:8642",
            "127.0.0.1.evil.example:8642",
            "[::1]:8642",
        ] {
            assert!(!names_us(host, 8642), "{host}");
        }
        assert!(names_us("localhost", 80));
    }

    #[test]
    fn pages_of_other_origins_are_refused_and_links_are_not() {
        let is_refused = |method: Method, pairs: &[(&'static str, &'static str)]| {
            let pair = |(name, value): &(&'static str, &'static str)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            };
            let headers: HeaderMap = pairs.iter().map(pair).collect();
            Ours { port: 8642, origin: None }.is_asked_from_elsewhere(&method, &headers)
        };
        let check = |pairs: &[(&'static str, &'static str)], expected: bool| {
            assert_eq!(is_refused(Method::GET, pairs), expected, "{pairs:?}");
        };
        check(&[], false);
        check(&[("origin", "http://127.0.0.1:8642")], false);
        check(&[("origin", "http://127.0.0.1:9000")], true);
        check(&[("origin", "null")], true);
        check(&[("sec-fetch-site", "same-origin")], false);
        check(&[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")], true);
        let link = ("sec-fetch-mode", "navigate");
        check(&[("sec-fetch-site", "cross-site"), link, ("sec-fetch-dest", "document")], false);
        check(&[("sec-fetch-site", "cross-site"), link, ("sec-fetch-dest", "iframe")], true);
        // A form of another site, without an origin as well.
        let form = [("sec-fetch-site", "cross-site"), link, ("sec-fetch-dest", "document")];
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            assert!(is_refused(method.clone(), &form), "{method}");
        }
        assert!(!is_refused(Method::HEAD, &form));
    }
}
