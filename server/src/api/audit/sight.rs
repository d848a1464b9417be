//! Who may see what, and why not: for supervisors.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::people::Action;
use workflows::access::Access;
use workflows::people::invite;
use workflows::sight::{OfMarking, OfPerson, Sight, sight_of, sight_on};

use crate::api::policies::RuleDocument;
use crate::api::session::PersonDocument;
use crate::api::submissions::id_of;
use crate::api::submissions::show::HandlingRules;
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// What somebody may do with information, and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct SightDocument {
    /// "read", "search", "count", "export", "decide"; empty where the information is not there for them.
    may: Vec<&'static str>,
    /// The rules that decided about reading; none of a refusal: no rule permits it.
    why: Vec<RuleDocument>,
}

/// What there is for somebody, and what not, under each of their purposes, as accounts and rules stand now.
#[derive(Serialize, ToSchema)]
pub(crate) struct SightOfPerson {
    person: PersonDocument,
    /// Whether the account is open: a closed one lets nobody in, whatever rules say.
    is_open: bool,
    /// One for each purpose of theirs.
    purposes: Vec<SightForPurpose>,
}

/// What there is for somebody under one purpose.
#[derive(Serialize, ToSchema)]
pub(crate) struct SightForPurpose {
    /// The purpose.
    purpose: &'static str,
    /// Everything that came in, by marking; what is not there for them first.
    markings: Vec<SightOfMarking>,
}

/// What is marked the same, and what somebody may do with it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SightOfMarking {
    /// The organisation that submitted it.
    issuer: String,
    handling: HandlingRules,
    /// What is marked so: ids.
    submissions: Vec<String>,
    #[serde(flatten)]
    sight: SightDocument,
}

/// Who may see a submission, as accounts and rules stand now.
#[derive(Serialize, ToSchema)]
pub(crate) struct SightOnSubmission {
    /// The submission.
    submission: String,
    /// The organisation that submitted it.
    issuer: String,
    handling: HandlingRules,
    /// Everybody with an account, once for each of their purposes.
    people: Vec<SightOfOne>,
}

/// What one person may do with a submission under one purpose.
#[derive(Serialize, ToSchema)]
pub(crate) struct SightOfOne {
    person: PersonDocument,
    /// Whether the account is open.
    is_open: bool,
    /// The purpose.
    purpose: &'static str,
    #[serde(flatten)]
    sight: SightDocument,
}

/// What there is for somebody, what not, and which rules say so.
#[utoipa::path(
    get,
    path = "/api/v1/audit/sight/people/{name}",
    tag = "audit",
    params(("name" = String, Path, description = "The name that signs in.")),
    responses((status = 200, description = "What they may see.", body = SightOfPerson), Problems)
)]
pub(crate) async fn show_sight_of(
    Asking(service): Asking,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<SightOfPerson>, Problem> {
    let (node, access) = (service.node(), service.access());
    let account = invite::account(node, &name).await?;
    let mut purposes = Vec::new();
    for purpose in &account.person.purposes {
        let markings = sight_of(node, access, &account.person, *purpose).await?;
        let markings = markings.iter().map(|marking| SightOfMarking::of(access, marking)).collect();
        purposes.push(SightForPurpose { purpose: purpose.as_str(), markings });
    }
    let (person, is_open) = (PersonDocument::of(&account.person), account.is_open);
    Ok(Json(SightOfPerson { person, is_open, purposes }))
}

/// Who may see a submission, who not, and which rules say so.
#[utoipa::path(
    get,
    path = "/api/v1/audit/sight/submissions/{id}",
    tag = "audit",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    responses((status = 200, description = "Who may see it.", body = SightOnSubmission), Problems)
)]
pub(crate) async fn show_sight_on(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<SightOnSubmission>, Problem> {
    let (id, access) = (id_of(&id)?, service.access());
    let (header, people) = sight_on(service.node(), access, id.as_str()).await?;
    Ok(Json(SightOnSubmission {
        submission: header.id.to_string(),
        handling: HandlingRules::of(&header.handling),
        issuer: header.issuer,
        people: people.iter().map(|person| SightOfOne::of(access, person)).collect(),
    }))
}

impl SightDocument {
    pub fn of(access: &Access, sight: &Sight) -> Self {
        let rules = sight.by.iter().filter_map(|id| access.rules().rule(id));
        Self {
            may: sight.may.iter().copied().map(Action::as_str).collect(),
            why: rules.map(RuleDocument::of).collect(),
        }
    }
}

impl SightOfMarking {
    fn of(access: &Access, marking: &OfMarking) -> Self {
        Self {
            issuer: marking.issuer.clone(),
            handling: HandlingRules::of(&marking.handling),
            submissions: marking.submissions.iter().map(ToString::to_string).collect(),
            sight: SightDocument::of(access, &marking.sight),
        }
    }
}

impl SightOfOne {
    fn of(access: &Access, of: &OfPerson) -> Self {
        Self {
            person: PersonDocument::of(&of.account.person),
            is_open: of.account.is_open,
            purpose: of.purpose.as_str(),
            sight: SightDocument::of(access, &of.sight),
        }
    }
}
