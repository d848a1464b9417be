//! The web interface: the document, scripts, style sheets, fonts and maps that `cargo xtask web` built.
//!
//! None of them holds data, so they need no token; what they show they ask of the API. Without the
//! feature `web` there is one page, which says how to build them.

use axum::http::header::{ALLOW, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::problem::no_such_route;

/// Answers any address outside the API.
pub(crate) async fn show_page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if is_api(uri.path()) {
        return no_such_route().await.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let mut response = page(uri.path(), &headers);
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// Whether an address belongs to the API, where everything but its description needs the token.
pub(crate) fn is_api(path: &str) -> bool {
    let path = path.trim_start_matches('/');
    path == "api" || path.starts_with("api/")
}

#[cfg(feature = "web")]
fn page(path: &str, headers: &HeaderMap) -> Response {
    built::answer(path, headers)
}

#[cfg(not(feature = "web"))]
fn page(_: &str, _: &HeaderMap) -> Response {
    axum::response::Html(WITHOUT).into_response()
}

/// What a page may load: what comes from here, and one style sheet that the charts write, by its hash.
const POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'sha256-+TfQir1nvDucAdvE6XUQBt4ayUjpAWkbw2kCdSfekHM='; font-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'none'";

#[cfg(not(feature = "web"))]
const WITHOUT: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><title>Watchfire</title></head>
<body>
<h1>Watchfire</h1>
<p>This program was built without its web interface: <code>cargo xtask web</code>, then
<code>cargo build --features web</code>.</p>
<p><a href=\"/api/v1/openapi.json\">The API and its routes</a> (OpenAPI 3.1).</p>
<p>With the token that <code>watchfire serve</code> prints:
<a href=\"/api/v1/signals\">signals</a>,
<a href=\"/api/v1/series\">series</a>,
<a href=\"/api/v1/submissions\">submissions</a>.</p>
</body>
</html>
";

#[cfg(feature = "web")]
mod built {
    use std::borrow::Cow;

    use axum::body::Body;
    use axum::http::header::{
        ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY,
    };
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::{IntoResponse as _, Response};
    use rust_embed::RustEmbed;

    /// What stands in `web/dist`.
    #[derive(RustEmbed)]
    #[folder = "../web/dist"]
    struct Built;

    /// A file of the build, or the document: it shows what its address names.
    pub fn answer(path: &str, headers: &HeaderMap) -> Response {
        let name = path.trim_start_matches('/');
        let is_file = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
        // Names of built files hold a hash of what is in them.
        if name.starts_with("assets/") {
            return send(name, headers, "public, max-age=31536000, immutable");
        }
        let is_top = is_file && !name.contains('/') && Built::get(name).is_some();
        send(if is_top { name } else { "index.html" }, headers, "no-cache")
    }

    fn send(name: &str, headers: &HeaderMap, keep: &'static str) -> Response {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let takes_gzip = accepted.is_some_and(|accepted| accepted.contains("gzip"));
        let small = takes_gzip.then(|| Built::get(&format!("{name}.gz"))).flatten();
        let encoding = small.is_some().then_some([(CONTENT_ENCODING, "gzip")]);
        let Some(file) = small.or_else(|| Built::get(name)) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let body = match file.data {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        };
        let head =
            [(CONTENT_TYPE, type_of(name)), (CACHE_CONTROL, keep), (VARY, "accept-encoding")];
        match encoding {
            Some(encoding) => (encoding, head, body).into_response(),
            None => (head, body).into_response(),
        }
    }

    fn type_of(name: &str) -> &'static str {
        match name.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("json") => "application/json",
            Some("svg") => "image/svg+xml",
            Some("txt") => "text/plain; charset=utf-8",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_api_is_told_from_pages() {
        for path in ["/api", "/api/", "/api/v1/signals", "//api/v1/signals"] {
            assert!(is_api(path), "{path}");
        }
        for path in ["/", "/apiary", "/signals/api", "/assets/api.js"] {
            assert!(!is_api(path), "{path}");
        }
    }
}
