//! In which type an answer is wanted: `Accept` is read before anything is done.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;

/// Lets requests through whose answer may be of the type that the route gives.
pub(crate) async fn require_acceptable(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        let given: &[&str] = match path {
            "/api/v1/sql" => &SQL_ANSWERS,
            path if path.strip_suffix(".csv").is_some() => &["text/csv"],
            path if path.strip_suffix(".svg").is_some() => &["image/svg+xml"],
            _ => &["application/json"],
        };
        if first_acceptable(request.headers(), given).is_none() {
            return Problem::not_acceptable(&given.join(" or ")).into_response();
        }
    }
    next.run(request).await
}

/// The first of several types that may be sent.
pub(crate) fn first_acceptable<'a>(headers: &HeaderMap, given: &[&'a str]) -> Option<&'a str> {
    given.iter().copied().find(|given| is_acceptable(headers, given))
}

/// Types in which an answer in SQL is given; the first where any will do.
pub(crate) const SQL_ANSWERS: [&str; 3] =
    ["application/json", "text/csv", "application/vnd.apache.parquet"];

/// Whether a type may be sent: any, where nothing is said.
fn is_acceptable(headers: &HeaderMap, given: &str) -> bool {
    let mut accepted = headers.get_all(ACCEPT).iter().peekable();
    if accepted.peek().is_none() {
        return true;
    }
    let mut ranges = accepted.filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(','));
    ranges.any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        let family = given.split('/').next().unwrap_or_default();
        !is_refused && (name == "*/*" || name == given || name == format!("{family}/*"))
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn ranges_and_refusals_are_read() {
        let check = |accept: &'static str, given: &str, expected: bool| {
            let headers: HeaderMap =
                [(ACCEPT, HeaderValue::from_static(accept))].into_iter().collect();
            assert_eq!(is_acceptable(&headers, given), expected, "{accept}");
        };
        check("*/*", "application/json", true);
        check("application/*;q=0.5", "application/json", true);
        check("text/html,application/xhtml+xml,*/*;q=0.8", "application/json", true);
        check("Application/JSON", "application/json", true);
        check("text/csv", "text/csv", true);
        check("text/html", "application/json", false);
        check("application/json;q=0", "application/json", false);
        check("", "application/json", false);
        assert!(is_acceptable(&HeaderMap::new(), "application/json"));
    }
}
