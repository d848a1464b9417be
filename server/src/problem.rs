//! From errors to problem documents (RFC 9457): the one place that decides what a failure says.
//!
//! No answer names a path of this machine or a secret. What went wrong inside goes to standard error
//! under a reference, and the answer gives the reference.

mod documented;
mod of_errors;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::audit::AuditError;
use store::disk::DiskError;
use utoipa::ToSchema;

use crate::external::ExternalError;

pub(crate) use self::documented::{DocumentProblems, Problems, RuleProblems, WriteProblems};

/// What is wrong and what to do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Problem {
    /// Which problem this is: `urn:watchfire:problem:` and a word that never changes.
    #[serde(rename = "type")]
    kind: String,
    /// The problem in a few words, the same each time.
    #[schema(value_type = String)]
    title: Box<str>,
    /// The status code of the answer.
    status: u16,
    /// What is wrong this time and what to do.
    detail: String,
    /// Which sentence `detail` is, where it has a name: to say it in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<Box<Sentence>>,
    /// The parameter at fault, where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    parameter: Option<Box<str>>,
    /// Under which reference the server printed what went wrong inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    reference: Option<Box<str>>,
    /// After how many seconds to ask again, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u32>,
}

/// A sentence of the node, by a name that never changes.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Sentence {
    /// Its name.
    id: String,
    /// Figures and names in it.
    values: BTreeMap<String, String>,
}

impl Problem {
    /// The same, by the name of what it says, with the figures and names in it.
    fn named<const N: usize>(self, id: &str, values: [(&str, String); N]) -> Self {
        let values = values.map(|(name, value)| (name.to_owned(), value)).into();
        Self { says: Some(Box::new(Sentence { id: id.to_owned(), values })), ..self }
    }

    fn new(status: StatusCode, word: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:watchfire:problem:{word}"),
            title: title.into(),
            status: status.as_u16(),
            detail: detail.into(),
            says: None,
            parameter: None,
            reference: None,
            retry_after_s: None,
        }
    }

    /// A parameter's value will not do.
    pub fn bad_parameter(name: &str, detail: impl Into<String>) -> Self {
        let problem =
            Self::new(StatusCode::BAD_REQUEST, "bad-parameter", "A parameter will not do", detail);
        Self { parameter: Some(name.into()), ..problem }
    }

    /// A text of a document is shorter or longer than it may be.
    pub fn of_length(name: &str, from: usize, to: usize) -> Self {
        let detail = format!("`{name}` has {from} to {to} characters");
        let values =
            [("name", name.to_owned()), ("from", from.to_string()), ("to", to.to_string())];
        Self::bad_document(detail).named("of-length", values)
    }

    /// The parameters as a whole cannot be read.
    pub fn bad_query(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-parameter", "A parameter will not do", detail)
    }

    /// A document that was sent cannot be read.
    pub fn bad_document(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-document", "The document will not do", detail)
    }

    /// What was sent is of another type.
    pub fn other_content(wanted: &str) -> Self {
        let detail = format!("Send it as `Content-Type: {wanted}`.");
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        Self::new(status, "other-content", "What was sent is of another type", detail)
    }

    /// What was sent is too large.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "What was sent is too large", detail)
    }

    /// What was sent did not come whole in time.
    pub fn too_slow() -> Self {
        let detail = "The document did not come whole in time; send it again.";
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "What was sent did not come", detail)
            .named("too-slow", [])
    }

    /// The answer is wanted in a type that there is not.
    pub fn not_acceptable(given: &str) -> Self {
        let detail = format!("The answer is {given}; ask for that in `Accept`, or leave it out.");
        let status = StatusCode::NOT_ACCEPTABLE;
        Self::new(status, "not-acceptable", "The answer is of another type", detail)
    }

    /// A parameter has the right form and names nothing that is there.
    pub fn no_such(name: &str, detail: impl Into<String>) -> Self {
        Self { parameter: Some(name.into()), ..Self::not_found(detail) }
    }

    /// What was sent has the right form and contradicts itself, or a rule that no schema can say.
    pub fn unusable(word: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, word, title, detail)
    }

    /// A verdict and a treatment do not go together.
    pub fn bad_decision(detail: impl Into<String>) -> Self {
        Self::unusable("bad-decision", "The decision contradicts itself", detail)
    }

    /// A statement in SQL is not answered.
    pub fn bad_statement(detail: impl Into<String>) -> Self {
        Self::unusable("bad-statement", "The statement will not do", detail)
    }

    /// Too many jobs are unfinished.
    pub fn too_many_jobs(most: usize) -> Self {
        let detail = format!("{most} jobs are unfinished; ask again when some are done.");
        let status = StatusCode::TOO_MANY_REQUESTS;
        Self::new(status, "too-many-jobs", "Too many jobs are unfinished", detail)
            .named("too-many-jobs", [("most", most.to_string())])
    }

    /// What is wrong this time and what to do.
    pub fn says(&self) -> &str {
        &self.detail
    }

    /// Whether it is only that another process is at work.
    pub const fn is_busy(&self) -> bool {
        self.status == StatusCode::SERVICE_UNAVAILABLE.as_u16()
    }

    /// The disk is full.
    pub fn full_disk() -> Self {
        let detail = "The disk is full; nothing was stored. Free some room and send it again.";
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "full-disk", "The disk is full", detail)
            .named("full-disk", [])
    }

    /// The provider of accounts does not answer as it should.
    pub fn no_provider(error: &ExternalError) -> Self {
        // The address of a provider is no secret; what it said may be.
        eprintln!("signing in: {error}");
        let title = "The provider of accounts cannot be asked";
        let detail =
            "Signing in with its accounts is not possible now. Whoever runs the node is told why.";
        Self::new(StatusCode::BAD_GATEWAY, "no-provider", title, detail).named("no-provider", [])
    }

    /// What was asked could not be put on record.
    pub fn not_recorded(error: &AuditError) -> Self {
        let title = "It could not be put on record";
        if error.is_full_disk() {
            let detail = "The disk is full: what is not put on record is not shown. Free some room and ask again.";
            return Self::new(StatusCode::INSUFFICIENT_STORAGE, "not-recorded", title, detail);
        }
        Self { title: title.into(), ..Self::internal(error) }
    }

    /// The disk refuses.
    pub fn disk(error: &DiskError) -> Self {
        if error.is_full_disk() { Self::full_disk() } else { Self::internal(error) }
    }

    /// Another process is at work.
    pub fn busy(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "The node is busy", detail)
    }

    /// What is wanted contradicts what stands.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "It contradicts what stands", detail)
    }

    /// A file was refused.
    pub fn bad_file(detail: impl Into<String>) -> Self {
        Self::unusable("bad-file", "The file was refused", detail)
    }

    /// A job ended without a word: its sender left, or the server was stopped.
    pub fn ended_early() -> Self {
        let status = StatusCode::BAD_REQUEST;
        Self::new(
            status,
            "ended-early",
            "It ended early",
            "It ended before it was whole; nothing was stored.",
        )
    }

    /// A job was stopped by somebody who asked for that.
    pub fn stopped() -> Self {
        let detail = "It was stopped before it was done; nothing of it was stored.";
        Self::new(StatusCode::CONFLICT, "stopped", "It was stopped", detail).named("stopped", [])
    }

    /// A job was at work when the server ended, and cannot be gone on with.
    pub fn interrupted(detail: impl Into<String>) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "interrupted", "The server ended meanwhile", detail)
    }

    /// There is no such thing; what may not be seen looks the same.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
    }

    /// The token is missing or another one.
    pub fn no_token() -> Self {
        let detail = "Sign in; or, where the node has no accounts, open the link that `watchfire serve` printed \
                      when it started. Programs send a token as `Authorization: Bearer TOKEN`.";
        Self::new(StatusCode::UNAUTHORIZED, "no-token", "The token is missing or wrong", detail)
            .named("no-token", [])
    }

    /// Nothing that was brought opens the node.
    pub fn not_let_in() -> Self {
        let detail = "The name, the password or the code is wrong, or the account is closed. Nothing says which.";
        Self::new(StatusCode::FORBIDDEN, "not-let-in", "That does not open this node", detail)
            .named("not-let-in", [])
    }

    /// So many tries in vain that the next has to wait.
    pub fn too_many_tries(wait_s: u64) -> Self {
        let detail = format!("Too many tries in vain; the next may come in {wait_s} s.");
        let status = StatusCode::TOO_MANY_REQUESTS;
        let problem = Self::new(status, "too-many-tries", "Too many tries in vain", detail);
        Self {
            retry_after_s: u32::try_from(wait_s).ok(),
            ..problem.named("too-many-tries", [("seconds", wait_s.to_string())])
        }
    }

    /// Information of that marking is not for the account to send.
    pub fn not_sendable(because: Option<&str>) -> Self {
        let because = because.unwrap_or("No rule of this node lets your account send it.");
        let detail = format!(
            "The mapping marks the file so that you could not see it afterwards, so you may not send it. \
             {because} See its `[handling]` and the purpose you act under."
        );
        Self::new(StatusCode::FORBIDDEN, "not-allowed", "Your account may not do that", detail)
    }

    /// The account may not do such a thing, whatever it is about.
    pub fn not_allowed() -> Self {
        let detail = "No rule of this node lets your account do that for the purpose you act under. Whoever \
                      runs the node gives roles and purposes.";
        Self::new(StatusCode::FORBIDDEN, "not-allowed", "Your account may not do that", detail)
            .named("not-allowed", [])
    }

    /// What was asked for is about people or of police work, and nobody said why they look.
    pub fn no_reason() -> Self {
        let detail = "Rows about people, and rows that were handed over for the work of police or customs, are \
                      shown to those who say why they look: at the head of the page, or in the header \
                      X-Watchfire-Reason. It goes on record.";
        Self::new(StatusCode::FORBIDDEN, "no-reason", "Say why you look", detail)
            .named("no-reason", [])
    }

    /// One-time codes are asked of the account, and it has none.
    pub fn codes_first() -> Self {
        let detail = "This node asks one-time codes of accounts like yours. Set them up on the page Account; then \
                      everything opens that your account may see.";
        Self::new(StatusCode::FORBIDDEN, "codes-first", "Set up one-time codes first", detail)
            .named("codes-first", [])
    }

    /// What is asked outlasts the session, which began long ago.
    pub fn sign_in_again() -> Self {
        let detail = "This outlasts your session, and you signed in more than a quarter of an hour ago. Sign out, sign in \
                      and ask again: so nobody does it at a screen that you left.";
        Self::new(StatusCode::FORBIDDEN, "sign-in-again", "Sign in again first", detail)
            .named("sign-in-again", [])
    }

    /// The request was made to a name that is not this machine's.
    pub fn other_host(port: u16) -> Self {
        let detail = format!(
            "This server answers to 127.0.0.1:{port} and localhost:{port} only; ask it there."
        );
        Self::new(
            StatusCode::MISDIRECTED_REQUEST,
            "other-host",
            "The request names another host",
            detail,
        )
    }

    /// The request was made by a page of another site.
    pub fn other_origin() -> Self {
        let detail = "Pages of other sites may not ask this server; open its own link in a window.";
        Self::new(
            StatusCode::FORBIDDEN,
            "other-origin",
            "The request comes from another site",
            detail,
        )
    }

    /// The original cannot be shown row by row.
    pub fn not_a_table(detail: impl Into<String>) -> Self {
        Self::unusable("not-a-table", "The original cannot be shown by row", detail)
    }

    /// Something that only the server's operator can mend; told there, under a reference.
    pub fn internal(error: &(dyn Error + 'static)) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let reference = format!("E{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let causes = std::iter::successors(error.source(), |cause: &&(dyn Error + 'static)| {
            (*cause).source()
        });
        let told: Vec<String> = causes.map(ToString::to_string).collect();
        let because = if told.is_empty() {
            String::new()
        } else {
            format!(" (because: {})", told.join("; "))
        };
        eprintln!("error {reference}: {error}{because}");
        let detail = format!(
            "The server could not answer. What went wrong stands as error {reference} where `watchfire \
             serve` runs; `watchfire doctor` looks at the node."
        );
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        let problem = Self::new(status, "internal", "The server could not answer", detail);
        let problem = problem.named("internal", [("reference", reference.clone())]);
        Self { reference: Some(reference.into()), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after_s = self.retry_after_s.unwrap_or(10);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"Watchfire\""));
        }
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            headers.insert(RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        response
    }
}

/// There is no submission of that id.
pub(crate) fn no_submission() -> Problem {
    Problem::not_found("There is no submission of that id; GET /api/v1/submissions lists them.")
}

/// There is no finding of that id.
pub(crate) fn no_finding() -> Problem {
    Problem::not_found("There is no finding of that id; GET /api/v1/quality/findings lists them.")
}

/// There is no signal of that id.
pub(crate) fn no_signal() -> Problem {
    Problem::not_found("There is no signal of that id; GET /api/v1/signals lists them.")
}

/// For paths that are no route.
pub(crate) async fn no_such_route() -> Problem {
    Problem::not_found(
        "There is no such address; GET /api/v1/openapi.json describes those there are.",
    )
}

/// For methods that a route does not have.
pub(crate) async fn no_such_method() -> Problem {
    let detail = "The address has other methods; GET /api/v1/openapi.json lists them.";
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "no-such-method",
        "The route has no such method",
        detail,
    )
}
