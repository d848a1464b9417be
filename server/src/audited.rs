//! What goes on record of requests, before they are answered: no look without a record.
//!
//! Every request to a route that shows or changes something of the node is one entry; `UNRECORDED` names the routes
//! that do not. What a handler showed besides what its address names, it says in [`Consulted`]. Requests that
//! nobody stands behind are counted, and one a minute is written, so that nobody fills the disk from outside. Here,
//! too, rows about people and of police work are held back from whoever does not say why they look.

use std::sync::{Mutex, PoisonError};

use axum::Extension;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use store::audit::AuditLog;
use vocabulary::audit::{About, Act, AuditEntry, By, Kind, Outcome};
use vocabulary::people::{Action, Asker};
use workflows::reason::asks_reason;

use crate::access::action_of;
use crate::problem::Problem;
use crate::service::Service;
use crate::web::is_api;

/// What an answer shows or changed, beyond what its address says.
#[derive(Clone, Default)]
pub(crate) struct Consulted {
    about: Vec<About>,
    asker: Option<Asker>,
    details: Option<String>,
    is_nothing: bool,
}

impl Consulted {
    /// Rows of submissions.
    pub fn rows<'a>(rows: impl IntoIterator<Item = (&'a str, u64)>) -> Extension<Self> {
        let mut by_submission: Vec<(&str, Vec<u64>)> = Vec::new();
        for (submission, row) in rows {
            match by_submission.iter_mut().find(|(known, _)| *known == submission) {
                Some((_, rows)) => rows.push(row),
                None => by_submission.push((submission, vec![row])),
            }
        }
        let about = by_submission.into_iter().map(|(id, rows)| About::rows(id, rows));
        Extension(Self { about: about.collect(), ..Self::default() })
    }

    /// A thing as a whole.
    pub fn whole(kind: Kind, id: &str) -> Extension<Self> {
        Extension(Self { about: vec![About::whole(kind, id)], ..Self::default() })
    }

    /// Facts of any submission, by a question in the asker's own words.
    pub fn facts(question: &str) -> Extension<Self> {
        let details = Some(question.to_owned());
        Extension(Self { about: vec![About::all_facts()], details, ..Self::default() })
    }

    /// Nothing yet, as when work is asked after that is not done.
    pub fn nothing() -> Extension<Self> {
        Extension(Self { is_nothing: true, ..Self::default() })
    }

    /// A session that somebody opened.
    pub fn signed_in(asker: Option<Asker>) -> Extension<Self> {
        Extension(Self { asker, ..Self::default() })
    }

    /// The same, with something else to say.
    pub fn saying(Extension(consulted): Extension<Self>, details: String) -> Extension<Self> {
        Extension(Self { details: Some(details), ..consulted })
    }
}

/// Puts a request on record with what came of it; only then it is answered.
pub(crate) async fn record_answer(
    State(service): State<Service>,
    parameters: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let Some(entry) = asked(&service, &request, parameters.ok().as_ref()) else {
        return next.run(request).await;
    };
    let asker = request.extensions().get::<Asker>().cloned();
    // Who leaves before the answer comes may have changed something, or seen part of it.
    let mut pending = Pending { log: service.audit().clone(), entry: Some(entry) };
    let mut response = next.run(request).await;
    let consulted = response.extensions_mut().remove::<Consulted>().unwrap_or_default();
    let Some(entry) = pending.entry.take() else { return response };
    let status = response.status();
    if consulted.is_nothing && status.is_success() {
        return response;
    }
    // Nobody fills the disk from outside: of those who are not let in, only tries that are slowed are written.
    let is_nobody = entry.by == By::Nobody && consulted.asker.is_none();
    let is_slowed =
        status.is_success() || status.is_redirection() || status == StatusCode::FORBIDDEN;
    if is_nobody && !is_slowed {
        return response;
    }
    let Consulted { about, asker: now_in, details, .. } = consulted;
    let entry = naming(entry, about, now_in.as_ref());
    let tells_of_facts = entry.about.iter().any(|about| about.kind == Kind::Facts);
    if let Some(asker) = &asker
        && (status.is_success() || tells_of_facts)
    {
        pending.entry = Some(entry.clone());
        if let Some(problem) = service.refusal_without_reason(&entry, asker).await {
            response = problem.into_response();
        }
        pending.entry = None;
    }
    let entry = completed(entry, details, response.status());
    response.extensions_mut().insert(Recorded);
    match put_on_record(service.audit(), entry).await {
        Ok(()) => response,
        Err(problem) => problem.into_response(),
    }
}

/// Puts those on record who come in by the link of `watchfire serve`, and, one a minute, those who do not come in.
pub(crate) async fn record_knock(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let (path, method) = (request.uri().path().to_owned(), request.method().clone());
    let brings = request.uri().query().unwrap_or_default().split('&');
    let is_link = brings.into_iter().any(|pair| pair.starts_with("token="));
    let response = next.run(request).await;
    let is_in = is_link && response.headers().contains_key(SET_COOKIE);
    let is_refused = matches!(
        response.status(),
        StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::MISDIRECTED_REQUEST
    );
    let is_knock = !is_in && (is_link || is_refused && is_api(&path));
    if response.extensions().get::<Recorded>().is_some() || !(is_in || is_knock) {
        return response;
    }
    let now = service.now();
    // Of the address the path alone: the rest may hold a token.
    let asked = format!("{method} {path}");
    let entry = if is_in {
        AuditEntry::new(now, Act::SignIn, &asked)
            .by(&Asker::at_terminal())
            .saying("by the link that `watchfire serve` printed")
    } else {
        let Some(left_out) = service.knocks().knock(now) else { return response };
        let entry = AuditEntry::new(now, Act::Knock, &asked).saying(&match left_out {
            0 => format!("status {}", response.status().as_u16()),
            more => format!("status {}; {more} more before it", response.status().as_u16()),
        });
        AuditEntry { outcome: Outcome::Refused, ..entry }
    };
    match put_on_record(service.audit(), entry).await {
        Ok(()) => response,
        Err(problem) => problem.into_response(),
    }
}

impl Service {
    /// The refusal of what asks for a reason, where none was given.
    async fn refusal_without_reason(&self, entry: &AuditEntry, asker: &Asker) -> Option<Problem> {
        if entry.reason.is_some() {
            return None;
        }
        let asked = async {
            let reader = self.access().reader(self.node(), asker, Action::Read).await?;
            asks_reason(self.node(), &entry.about, &reader).await
        };
        match asked.await {
            Ok(false) => None,
            Ok(true) => Some(Problem::no_reason()),
            Err(error) => Some(error.into()),
        }
    }

    /// Puts something on record that was done for whoever asks aside of their request, or by the node itself. It is
    /// done by then: where the record refuses, the operator is told.
    pub(crate) async fn record_done(&self, by: Option<By>, act: Act, asked: &str, about: About) {
        let mut entry = AuditEntry::new(self.now(), act, asked).by(self.asker());
        if let Some(by) = by {
            entry = AuditEntry { by, purpose: None, ..entry };
        }
        entry.add(about);
        if let Err(error) = self.audit().append(entry).await {
            eprintln!("{asked}: done, and not put on record: {error}");
        }
    }
}

/// That a request is on record.
#[derive(Clone)]
struct Recorded;

/// An entry that is written even where its request is given up.
struct Pending {
    log: AuditLog,
    entry: Option<AuditEntry>,
}

impl Drop for Pending {
    fn drop(&mut self) {
        let Some(entry) = self.entry.take() else { return };
        let entry =
            AuditEntry { outcome: Outcome::Failed, ..entry.saying("nobody waited for the answer") };
        let log = self.log.clone();
        drop(tokio::spawn(async move { log.append(entry).await }));
    }
}

async fn put_on_record(log: &AuditLog, entry: AuditEntry) -> Result<(), Problem> {
    let log = log.clone();
    // A task of its own: it is written even where nobody waits any more.
    let written = tokio::spawn(async move { log.append(entry).await });
    match written.await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(Problem::not_recorded(&error)),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// What a request asks; `None` where it goes on no record.
fn asked(
    service: &Service,
    request: &Request,
    parameters: Option<&RawPathParams>,
) -> Option<AuditEntry> {
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    let act = act_of(request.method(), path)?;
    // What comes back from a provider of accounts holds a code: of that address the path alone.
    let uri = match act {
        Act::SignIn => request.uri().path(),
        _ => request.uri().path_and_query().map_or("", |uri| uri.as_str()),
    };
    let asked = format!("{} {uri}", request.method());
    let reason = reason_of(request.headers());
    let mut entry = AuditEntry::new(service.now(), act, &asked).because(reason.as_deref());
    if let Some(asker) = request.extensions().get::<Asker>() {
        entry = entry.by(asker);
    }
    let value = |name: &str| {
        let mut all = parameters.into_iter().flatten();
        all.find_map(|(known, value)| (known == name).then_some(value))
    };
    if let Some(about) = about_path(path, value) {
        entry.add(about);
    }
    Some(entry)
}

/// What a request to a route does; `None` where it goes on no record.
fn act_of(method: &Method, path: &str) -> Option<Act> {
    let route = path.strip_prefix("/api/v1/")?;
    let is_look = matches!(*method, Method::GET | Method::HEAD);
    if is_look && UNRECORDED.contains(&route) {
        return None;
    }
    match (route, method) {
        ("session", &Method::POST) | ("session/external/answer", _) => Some(Act::SignIn),
        ("session", &Method::DELETE) => Some(Act::SignOut),
        ("session", &Method::PUT) | ("invitations/acceptances", &Method::POST) => {
            Some(Act::Account)
        }
        (route, _) if route.starts_with("account/") => Some(Act::Account),
        _ => action_of(method, path).map(Act::from),
    }
}

/// What an address names.
fn about_path<'p>(path: &str, value: impl Fn(&str) -> Option<&'p str>) -> Option<About> {
    let route = path.strip_prefix("/api/v1/")?;
    let kind = match route.split('/').next()? {
        "submissions" => Kind::Submission,
        "signals" => Kind::Signal,
        "quality" => Kind::Finding,
        "people" | "openings" => Kind::Person,
        "jobs" => Kind::Job,
        "audit" => Kind::Entry,
        "account" if route.starts_with("account/tokens") => Kind::Token,
        "account" if route.starts_with("account/sessions") => Kind::Session,
        _ => return None,
    };
    if route.starts_with("audit/about") {
        return Some(About::whole(Kind::parse(value("kind")?)?, value("id")?));
    }
    let kind = match route {
        "audit/sight/people/{name}" => Kind::Person,
        "people/{name}/tokens/{token}" => return Some(About::whole(Kind::Token, value("token")?)),
        "audit/sight/submissions/{id}" => Kind::Submission,
        _ => kind,
    };
    let id = value("id").or_else(|| value("name")).or_else(|| value("number"))?;
    match value("row").and_then(|row| row.parse().ok()) {
        Some(row) => Some(About::rows(id, [row])),
        None => Some(About::whole(kind, id)),
    }
}

/// An entry with what its answer is about, by whoever came in with it.
fn naming(entry: AuditEntry, about: Vec<About>, now_in: Option<&Asker>) -> AuditEntry {
    let mut entry = match now_in {
        Some(asker) => entry.by(asker),
        None => entry,
    };
    for about in about {
        entry.add(about);
    }
    entry
}

fn completed(entry: AuditEntry, details: Option<String>, status: StatusCode) -> AuditEntry {
    let outcome = match status {
        status if status.is_success() || status.is_redirection() => Outcome::Allowed,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => {
            Outcome::Refused
        }
        _ => Outcome::Failed,
    };
    let entry = AuditEntry { outcome, ..entry };
    let status = (outcome != Outcome::Allowed).then(|| format!("status {}", status.as_u16()));
    let details: Vec<String> = [status, details].into_iter().flatten().collect();
    if details.is_empty() { entry } else { entry.saying(&details.join("; ")) }
}

/// The reason that a request gives, in the asker's own words: percent-encoded UTF-8, for headers are ASCII.
fn reason_of(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(REASON)?.as_bytes();
    let mut bytes = Vec::with_capacity(given.len());
    let mut at = 0;
    while let Some(byte) = given.get(at) {
        let code = (*byte == b'%').then(|| given.get(at + 1..at + 3)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        let decoded = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(decoded.unwrap_or(*byte));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Requests that nobody stands behind: how many, and when one was written the last time.
#[derive(Default)]
pub(crate) struct Knocks(Mutex<(Option<DateTime>, u64)>);

impl Knocks {
    /// Counts one; where it is to be written, gives how many were not since the last that was.
    fn knock(&self, now: DateTime) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, left_out) = *state;
        let is_soon = |last: DateTime| now.duration_since(last).abs() < BETWEEN_KNOCKS;
        if last.is_some_and(is_soon) {
            state.1 += 1;
            return None;
        }
        *state = (Some(now), 0);
        Some(left_out)
    }
}

/// The header in which a request says why.
pub(crate) const REASON: &str = "x-watchfire-reason";

/// What is looked at again and again or holds nothing that came in: how oneself is signed in, which work is under
/// way, the rules, and the words and maps that every node has.
const UNRECORDED: [&str; 16] = [
    "account/sessions",
    "account/tokens",
    "openapi.json",
    "health",
    "session",
    "session/external",
    "jobs",
    "schedule",
    "indicators",
    "substances",
    "places",
    "methods",
    "policies",
    "sql/tables",
    "boundaries",
    "boundaries/{name}",
];

const BETWEEN_KNOCKS: SignedDuration = SignedDuration::from_secs(60);

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn every_route_goes_on_record_but_those_that_show_nothing() {
        let check = |method: Method, route: &str, expected: Option<Act>| {
            assert_eq!(act_of(&method, &format!("/api/v1/{route}")), expected, "{method} {route}");
        };
        check(Method::GET, "signals/{id}", Some(Act::Read));
        check(Method::HEAD, "signals/{id}", Some(Act::Read));
        check(Method::POST, "sql", Some(Act::Export));
        check(Method::GET, "audit", Some(Act::Oversee));
        check(Method::POST, "session", Some(Act::SignIn));
        check(Method::DELETE, "session", Some(Act::SignOut));
        check(Method::DELETE, "account/tokens/{name}", Some(Act::Account));
        check(Method::GET, "session", None);
        check(Method::GET, "health", None);
        check(Method::POST, "jobs/{id}/stop", Some(Act::Read));
        let document = serde_json::to_value(crate::document()).unwrap();
        for (path, methods) in document["paths"].as_object().unwrap() {
            let route = path.strip_prefix("/api/v1/").unwrap();
            for method in methods.as_object().unwrap().keys() {
                let method: Method = method.to_uppercase().parse().unwrap();
                let is_left_out = method == Method::GET && UNRECORDED.contains(&route);
                assert_eq!(act_of(&method, path).is_none(), is_left_out, "{method} {path}");
            }
        }
    }

    #[test]
    fn a_reason_is_read_in_any_letters() {
        let check = |given: &'static [u8], expected: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REASON, HeaderValue::from_bytes(given).unwrap());
            assert_eq!(reason_of(&headers).as_deref(), Some(expected));
        };
        check(b"weekly look", "weekly look");
        check(b"f%C3%BCr%20die%20Beh%C3%B6rde", "für die Behörde");
        check(b"100% of 5%2", "100% of 5%2");
        check(b"%ff", "\u{fffd}");
        assert_eq!(reason_of(&HeaderMap::new()), None);
    }

    #[test]
    fn of_many_who_knock_one_a_minute_is_written() {
        let knocks = Knocks::default();
        let at = |second: i8, minute: i8| jiff::civil::date(2026, 11, 23).at(9, minute, second, 0);
        assert_eq!(knocks.knock(at(0, 0)), Some(0));
        assert_eq!([knocks.knock(at(1, 0)), knocks.knock(at(59, 0))], [None, None]);
        assert_eq!(knocks.knock(at(0, 1)), Some(2));
        // A clock that was set back does not silence it for long.
        assert_eq!(knocks.knock(jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0)), Some(0));
    }
}
