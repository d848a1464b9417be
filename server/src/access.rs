//! What each route does, in the words of policy.
//!
//! Every route that shows or changes something stands here; one that does not answers nobody.

use axum::http::Method;
use vocabulary::people::Action;

/// What a request to a route wants to do; `None` where nothing is said of it.
///
/// - `path`: as the router writes it, such as `/api/v1/signals/{id}`.
pub(crate) fn action_of(method: &Method, path: &str) -> Option<Action> {
    let path = path.strip_prefix("/api/v1/")?;
    let is_it = |(of, route, _): &&(&str, &str, Action)| *of == method.as_str() && *route == path;
    let as_asked = ROUTES.iter().find(is_it).map(|(_, _, action)| *action);
    // Whoever may read what a route shows may ask for its headers alone.
    as_asked.or_else(|| match *method {
        Method::HEAD => action_of(&Method::GET, &format!("/api/v1/{path}")),
        _ => None,
    })
}

/// Method, path and action.
const ROUTES: &[(&str, &str, Action)] = &[
    ("GET", "audit", Action::Oversee),
    ("GET", "audit/about/{kind}/{id}", Action::Oversee),
    ("GET", "audit/report", Action::Oversee),
    ("GET", "audit/report.csv", Action::Oversee),
    ("GET", "audit/sight/people/{name}", Action::Oversee),
    ("GET", "audit/sight/submissions/{id}", Action::Oversee),
    ("GET", "audit/submissions", Action::Oversee),
    ("GET", "audit/{number}", Action::Oversee),
    ("POST", "backtests", Action::Count),
    ("GET", "boundaries", Action::Search),
    ("GET", "boundaries/{name}", Action::Search),
    ("POST", "checkups", Action::Administer),
    ("GET", "coverage", Action::Count),
    ("POST", "coverage", Action::Search),
    ("GET", "coverage/strings", Action::Search),
    ("GET", "health", Action::Read),
    ("GET", "indicators", Action::Search),
    ("GET", "jobs", Action::Read),
    ("GET", "jobs/{id}", Action::Read),
    ("POST", "jobs/{id}/stop", Action::Read),
    ("GET", "methods", Action::Search),
    ("GET", "openings", Action::Oversee),
    ("POST", "openings/{name}", Action::Oversee),
    ("GET", "people", Action::Administer),
    ("POST", "people", Action::Administer),
    ("PATCH", "people/{name}", Action::Administer),
    ("POST", "people/{name}/invitations", Action::Administer),
    ("DELETE", "people/{name}/tokens/{token}", Action::Administer),
    ("GET", "places", Action::Search),
    ("GET", "precision", Action::Count),
    ("GET", "policies", Action::Search),
    ("POST", "previews", Action::Decide),
    ("GET", "prices", Action::Count),
    ("GET", "prices/figures", Action::Read),
    ("POST", "proposals", Action::Decide),
    ("GET", "quality/findings", Action::Read),
    ("GET", "quality/findings/{id}", Action::Read),
    ("POST", "quality/findings/{id}/decisions", Action::Decide),
    ("POST", "quality/looks", Action::Decide),
    ("POST", "readings", Action::Decide),
    ("GET", "resolution", Action::Search),
    ("GET", "retention", Action::Administer),
    ("POST", "retention/erasures", Action::Administer),
    ("GET", "runs", Action::Count),
    ("POST", "runs", Action::Decide),
    ("GET", "runs/latest", Action::Count),
    ("GET", "runs/left-out", Action::Count),
    ("GET", "schedule", Action::Read),
    ("GET", "series", Action::Count),
    ("POST", "series/assessments", Action::Count),
    ("GET", "series/lines", Action::Read),
    ("GET", "series/points", Action::Count),
    ("GET", "series/rows", Action::Read),
    ("GET", "signals", Action::Read),
    ("GET", "signals/sparklines", Action::Count),
    ("GET", "signals/{id}", Action::Read),
    ("GET", "signals/{id}/breakdown", Action::Count),
    ("GET", "signals/{id}/comments", Action::Read),
    ("POST", "signals/{id}/comments", Action::Decide),
    ("GET", "signals/{id}/contradictions", Action::Read),
    ("GET", "signals/{id}/lines", Action::Read),
    ("GET", "signals/{id}/picture.svg", Action::Read),
    ("POST", "signals/{id}/reproductions", Action::Read),
    ("GET", "signals/{id}/rows", Action::Read),
    ("GET", "signals/{id}/verdicts", Action::Read),
    ("POST", "signals/{id}/verdicts", Action::Decide),
    ("POST", "sql", Action::Export),
    ("GET", "sql/tables", Action::Search),
    ("GET", "submissions", Action::Read),
    ("POST", "submissions", Action::Decide),
    ("GET", "submissions/{id}", Action::Read),
    ("POST", "submissions/{id}/erasure", Action::Decide),
    ("GET", "submissions/{id}/mapping", Action::Read),
    ("GET", "submissions/{id}/rejected.csv", Action::Decide),
    ("GET", "submissions/{id}/rejections", Action::Read),
    ("GET", "submissions/{id}/rejections.csv", Action::Export),
    ("POST", "submissions/{id}/reviews", Action::Decide),
    ("GET", "submissions/{id}/rows/{row}", Action::Read),
    ("GET", "submissions/{id}/rows/{row}/lineage", Action::Read),
    ("POST", "submissions/{id}/withdrawal", Action::Decide),
    ("GET", "substances", Action::Search),
    ("GET", "tokens", Action::Administer),
    ("POST", "verifications", Action::Administer),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_document_stands_here_once() {
        let document = serde_json::to_value(crate::document()).unwrap();
        let mut described = Vec::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            let methods = methods.as_object().unwrap().keys();
            described.extend(methods.map(|method| (method.to_uppercase(), path.clone())));
        }
        described.retain(|(_, path)| !OPEN.iter().any(|open| path.starts_with(open)));
        let mut listed: Vec<(String, String)> = ROUTES
            .iter()
            .map(|(method, path, _)| ((*method).to_owned(), format!("/api/v1/{path}")))
            .collect();
        described.sort();
        listed.sort();
        assert_eq!(described, listed);
    }

    #[test]
    fn a_route_nobody_listed_answers_nobody() {
        assert_eq!(action_of(&Method::GET, "/api/v1/signals"), Some(Action::Read));
        assert_eq!(action_of(&Method::HEAD, "/api/v1/signals"), Some(Action::Read));
        for path in ["/api/v1/unheard-of", "/signals", ""] {
            assert_eq!(action_of(&Method::GET, path), None, "{path}");
        }
        assert_eq!(action_of(&Method::DELETE, "/api/v1/signals"), None);
    }

    /// Routes that show nothing of the node but whoever asks themselves.
    const OPEN: [&str; 4] =
        ["/api/v1/openapi.json", "/api/v1/session", "/api/v1/invitations/", "/api/v1/account/"];
}
