//! Accounts that wait for a supervisor: who runs the node opens it to nobody alone.

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::audit::Kind;
use workflows::people::openings::Opening;
use workflows::people::{PeopleError, openings};

use super::people::in_words;
use super::session::{PersonDocument, WhichPage};
use crate::asked::{Asked, Named, Sent};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Nothing, Page};
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};

/// An account that waits, as it would be once open.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpeningDocument {
    #[serde(flatten)]
    person: PersonDocument,
    /// Who asked.
    asked_by: String,
    /// Whether an invitation waits with it: whoever has its code chooses the password and takes the account over.
    is_invited: bool,
    /// What its person could do then, in words: sent back with the answer.
    says: String,
}

/// Yes or no.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerWanted {
    /// Whether it is to be open; else it stays closed, and waits no longer.
    opens: bool,
    /// What was read of it: where it is no longer so, nothing is done.
    says: String,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpeningAnswered {
    /// The name of the account.
    name: String,
    /// Whether it is open now.
    is_open: bool,
}

impl OpeningDocument {
    fn of(opening: &Opening) -> Self {
        Self {
            person: PersonDocument::of(&opening.person),
            asked_by: opening.asked_by.clone(),
            is_invited: opening.is_invited,
            says: says(opening),
        }
    }
}

/// The accounts that wait for a supervisor, by name.
#[utoipa::path(
    get,
    path = "/api/v1/openings",
    tag = "people",
    params(WhichPage),
    responses((status = 200, description = "A page of accounts.", body = Page<OpeningDocument>), Problems)
)]
pub(crate) async fn list_openings(
    Asking(service): Asking,
    Asked(which): Asked<WhichPage>,
) -> Result<Json<Page<OpeningDocument>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let waiting = openings::waiting(service.node()).await?;
    Ok(Json(cut.page(&waiting, OpeningDocument::of)))
}

/// Opens an account that waits, or leaves it closed: whoever asked for it answers nothing, nor does its own person.
#[utoipa::path(
    post,
    path = "/api/v1/openings/{name}",
    tag = "people",
    params(("name" = String, Path, description = "The name of the account.")),
    request_body = AnswerWanted,
    responses(
        (status = 200, description = "It is answered.", body = OpeningAnswered),
        (
            status = 409,
            description = "It does not wait for an answer, or no longer as it was shown.",
            body = Problem,
            content_type = "application/problem+json"
        ),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn answer_opening(
    Asking(service): Asking,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<AnswerWanted>,
) -> Result<(Extension<Consulted>, Json<OpeningAnswered>), Problem> {
    let waiting = openings::waiting(service.node()).await?;
    let shown = waiting.iter().find(|opening| opening.person.name == name);
    let shown = shown.filter(|opening| says(opening) == wanted.says);
    let shown = shown.ok_or_else(|| PeopleError::NotWaiting(name.clone()))?;
    openings::answer(service.node(), shown, wanted.opens, service.asker()).await?;
    let answer = if wanted.opens { "yes" } else { "no" };
    let consulted = Consulted::whole(Kind::Person, &name);
    let told = format!("{answer} to {}: {}", shown.asked_by, wanted.says);
    let consulted = Consulted::saying(consulted, told);
    Ok((consulted, Json(OpeningAnswered { name, is_open: wanted.opens })))
}

fn says(opening: &Opening) -> String {
    let how = if opening.is_invited { ", by a new invitation" } else { "" };
    format!("{}: {}{how}", opening.person.shown_name, in_words(&opening.person, true))
}
