//! What was asked: parameters of an address, each read by name, and documents in JSON.
//!
//! Every message names the parameter and says what to write.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::forms::{LARGEST_WHOLE, is_day_form};
use crate::problem::{Problem, no_such_route};
use crate::service::Service;
use crate::strict::InObject;

/// The parameters after the question mark.
pub(crate) struct Asked<T>(pub T);

/// A document that was sent in JSON.
pub(crate) struct Sent<T>(pub T);

/// A part of the path.
pub(crate) struct Named<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let asked = Query::<T>::try_from_uri(&parts.uri);
        asked
            .map(|Query(asked)| Self(asked))
            .map_err(|rejection| Problem::bad_query(in_words(&rejection)))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => Err(no_such_route().await),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<Service> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, service: &Service) -> Result<Self, Problem> {
        let read = Json::<InObject<T>>::from_request(request, service);
        let patience = service.sending_patience();
        match tokio::time::timeout(patience, read).await.map_err(|_| Problem::too_slow())? {
            Ok(Json(InObject(sent))) => Ok(Self(sent)),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(Problem::other_content("application/json"))
            }
            Err(JsonRejection::BytesRejection(rejection)) if rejection.status() == 413 => {
                Err(Problem::too_large("the document has more than 2 MB"))
            }
            Err(rejection) => Err(Problem::bad_document(in_json_words(&rejection))),
        }
    }
}

/// What the reader of documents says, without words of its own trade.
fn in_json_words(rejection: &JsonRejection) -> String {
    let said = rejection.body_text();
    let openings = [
        "Failed to deserialize the JSON body into the target type: ",
        "Failed to parse the request body as JSON: ",
    ];
    let said = openings.iter().find_map(|opening| said.strip_prefix(opening)).unwrap_or(&said);
    format!("the document cannot be read: {}", shortened(said, 300))
}

/// What the reader of parameters says, without words of its own trade.
fn in_words(rejection: &QueryRejection) -> String {
    let said = rejection.body_text();
    let said = said.strip_prefix("Failed to deserialize query string: ").unwrap_or(&said);
    // What stands before the word is the parameter's path, which the rest repeats.
    let said = ["unknown field", "missing field", "duplicate field"].iter().find_map(|words| {
        let from = said.find(words)?;
        let (what, rest) = (words.strip_suffix("field")?, &said[from + words.len()..]);
        Some(format!("{what}parameter{rest}"))
    });
    said.unwrap_or_else(|| {
        "the parameters cannot be read: write them as name=value joined by &".to_owned()
    })
}

/// A day.
pub(crate) fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let parse = |text: &str| text.parse().ok().filter(|_| is_day_form(text));
    optional(name, text, "a day as 2024-05-01", parse)
}

/// A whole number.
pub(crate) fn whole(name: &str, text: Option<&str>) -> Result<Option<u64>, Problem> {
    let form = format!("a whole number, 0 to {LARGEST_WHOLE}");
    optional(name, text, &form, read_whole)
}

/// The whole number that digits alone write.
pub(crate) fn read_whole(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_plain && *number <= LARGEST_WHOLE)
}

/// A word that may be left out.
pub(crate) fn optional<T>(
    name: &str,
    text: Option<&str>,
    form: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    text.map(|text| required(name, text, form, &parse)).transpose()
}

/// A word that must be there.
pub(crate) fn required<T>(
    name: &str,
    text: &str,
    form: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Problem> {
    parse(text).ok_or_else(|| Problem::bad_parameter(name, instead(name, text, form)))
}

/// Says what a parameter is and what to write instead.
pub(crate) fn instead(name: &str, text: &str, form: &str) -> String {
    format!("`{name}` is '{}'; write {form}", shortened(text, MOST_ECHOED))
}

/// As much of a text as fits into a message.
fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(most).collect();
    if text.chars().count() > most {
        short.push('…');
    }
    short
}

const MOST_ECHOED: usize = 60;
