//! Accounts, for those who run the node.

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use store::people::Account;
use utoipa::ToSchema;
use vocabulary::audit::Kind;
use vocabulary::handling::Purpose;
use vocabulary::people::{Person, Role};
use workflows::people::{Secret, invite, openings};

use super::session::PersonDocument;
use crate::asked::{Asked, Named, Sent};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Nothing, Page};
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::service::Service;

/// An account, without anything secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountDocument {
    #[serde(flatten)]
    person: PersonDocument,
    /// Whether it is open: a closed one lets nobody in.
    is_open: bool,
    /// Whether a password was chosen; else the invitation was not taken up yet.
    has_password: bool,
    /// Whether signing in asks for a one-time code too.
    asks_for_codes: bool,
    /// When it was made, in UTC.
    made_at: String,
    /// Who asked that it be open, while a supervisor has not answered: it is closed until then. Null where nothing waits.
    asked_by: Option<String>,
    /// Why it is changed at the node's own terminal alone: "supervisor" (one who can come in: while such an account is open, what
    /// lets somebody do more waits for a supervisor) or "own" (yours). Null where you may change it here.
    changed_elsewhere: Option<&'static str>,
}

/// Somebody who is to have an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonWanted {
    /// The name that signs in: lower-case letters, digits, `.`, `-` and `_`, a letter first.
    #[schema(
        min_length = 2,
        max_length = 60,
        pattern = "^[a-z][a-z0-9._-]+$",
        example = "a.weber"
    )]
    name: String,
    /// As others see it.
    #[schema(min_length = 1, max_length = 200)]
    shown_name: String,
    /// The organisation they work for; the node's own name for its own people.
    #[schema(min_length = 1, max_length = 200)]
    organisation: String,
    /// Their part of it; may be empty.
    #[serde(default)]
    #[schema(max_length = 200)]
    unit: String,
    /// What they are here: "analyst", "assessor", "laboratory", "customs", "police", "partner", "supervisor",
    /// "administrator".
    #[schema(min_items = 1, value_type = Vec<RoleWord>)]
    roles: Vec<String>,
    /// Purposes they may act under: "public-health", "law-enforcement", "customs", "research".
    #[schema(min_items = 1, value_type = Vec<PurposeWord>)]
    purposes: Vec<String>,
}

/// What is to be otherwise about an account; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeWanted {
    /// As others see it.
    shown_name: Option<String>,
    /// The organisation they work for.
    organisation: Option<String>,
    /// Their part of it.
    unit: Option<String>,
    /// What they are here.
    #[schema(min_items = 1, value_type = Option<Vec<RoleWord>>)]
    roles: Option<Vec<String>>,
    /// Purposes they may act under.
    #[schema(min_items = 1, value_type = Option<Vec<PurposeWord>>)]
    purposes: Option<Vec<String>>,
    /// Whether it is open.
    is_open: Option<bool>,
}

/// One role.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(analyst|assessor|laboratory|customs|police|partner|supervisor|administrator)$")]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct RoleWord(String);

/// One purpose.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(public-health|law-enforcement|customs|research)$")]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct PurposeWord(String);

/// The way into an account, shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationDocument {
    /// The name of the account.
    name: String,
    /// The code that opens it, once, within seven days: give it to the person and to nobody else.
    code: String,
    /// The page that asks for it, below the address of the node.
    path: String,
}

impl AccountDocument {
    async fn of(service: &Service, account: &Account) -> Result<Self, Problem> {
        let node = service.node();
        Ok(Self {
            person: PersonDocument::of(&account.person),
            is_open: account.is_open,
            has_password: account.password.is_some(),
            asks_for_codes: account.code_secret.is_some(),
            made_at: format!("{}Z", account.made_at),
            asked_by: Some(account.asked_by.clone()).filter(|name| !name.is_empty()),
            changed_elsewhere: openings::changed_elsewhere(node, account, service.asker()).await?,
        })
    }
}

impl InvitationDocument {
    fn of(name: &str, code: &Secret) -> Self {
        let code = code.reveal().to_owned();
        Self { name: name.to_owned(), path: format!("/welcome#{code}"), code }
    }
}

/// Every account, by name.
#[utoipa::path(
    get,
    path = "/api/v1/people",
    tag = "people",
    params(super::session::WhichPage),
    responses((status = 200, description = "A page of accounts.", body = Page<AccountDocument>), Problems)
)]
pub(crate) async fn list_people(
    Asking(service): Asking,
    Asked(which): Asked<super::session::WhichPage>,
) -> Result<Json<Page<AccountDocument>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let accounts = service.node().accounts().await?;
    let mut documents = Vec::with_capacity(accounts.len());
    for account in cut.of_list(&accounts) {
        documents.push(AccountDocument::of(&service, account).await?);
    }
    let Page { total, next_after, .. } = cut.page(&accounts, |_| ());
    Ok(Json(Page { items: documents, total, next_after }))
}

/// Makes an account, and the code by which the person opens it; where somebody oversees the node, the code holds once a
/// supervisor said yes.
///
/// The first account of a node must be an administrator's: from then on the link of `watchfire serve` opens nothing.
#[utoipa::path(
    post,
    path = "/api/v1/people",
    tag = "people",
    request_body = PersonWanted,
    responses(
        (status = 200, description = "The account is made.", body = InvitationDocument),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn invite_person(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<PersonWanted>,
) -> Result<(Extension<Consulted>, Json<InvitationDocument>), Problem> {
    let person = Person {
        roles: words("roles", &wanted.roles, Role::parse, Role::words())?,
        purposes: words("purposes", &wanted.purposes, Purpose::parse, Purpose::words())?,
        name: wanted.name.clone(),
        shown_name: wanted.shown_name,
        organisation: wanted.organisation,
        unit: wanted.unit,
    };
    let consulted = Consulted::whole(Kind::Person, &person.name);
    let consulted = Consulted::saying(consulted, in_words(&person, true));
    let random = service.random_secret()?;
    let asked = (person, service.asker());
    let code = openings::invite_for(service.node(), asked, service.now(), &random).await?;
    Ok((consulted, Json(InvitationDocument::of(&wanted.name, &code))))
}

/// Changes an account, closes it or opens it again; the person's sessions end. Where that lets them do more, and somebody
/// oversees the node, the account is closed until a supervisor says yes.
#[utoipa::path(
    patch,
    path = "/api/v1/people/{name}",
    tag = "people",
    params(("name" = String, Path, description = "The name of the account.")),
    request_body = ChangeWanted,
    responses(
        (status = 200, description = "The account as it stands now.", body = AccountDocument),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn change_person(
    Asking(service): Asking,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<ChangeWanted>,
) -> Result<(Extension<Consulted>, Json<AccountDocument>), Problem> {
    let (node, now) = (service.node(), service.now());
    let before = invite::account(node, &name).await?;
    let mut person = before.person.clone();
    let ChangeWanted { shown_name, organisation, unit, roles, purposes, is_open } = wanted;
    person.shown_name = shown_name.unwrap_or(person.shown_name);
    person.organisation = organisation.unwrap_or(person.organisation);
    person.unit = unit.unwrap_or(person.unit);
    if let Some(roles) = roles {
        person.roles = words("roles", &roles, Role::parse, Role::words())?;
    }
    if let Some(purposes) = purposes {
        person.purposes = words("purposes", &purposes, Purpose::parse, Purpose::words())?;
    }
    openings::change_for(node, (person, service.asker()), is_open, now).await?;
    let after = invite::account(node, &name).await?;
    let consulted = Consulted::whole(Kind::Person, &name);
    let (was, is) =
        (in_words(&before.person, before.is_open), in_words(&after.person, after.is_open));
    let waits = if after.asked_by.is_empty() { "" } else { ", waits for a supervisor" };
    let consulted = Consulted::saying(consulted, format!("was {was}; is {is}{waits}"));
    Ok((consulted, Json(AccountDocument::of(&service, &after).await?)))
}

/// Makes a new code for an account, for whoever lost their password or telephone; the account stays as it is until
/// the code is used. Where somebody oversees the node, the account is closed until a supervisor says yes.
#[utoipa::path(
    post,
    path = "/api/v1/people/{name}/invitations",
    tag = "people",
    params(("name" = String, Path, description = "The name of the account.")),
    responses((status = 200, description = "The code.", body = InvitationDocument), RuleProblems, Problems)
)]
pub(crate) async fn invite_person_again(
    Asking(service): Asking,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<InvitationDocument>, Problem> {
    let random = service.random_secret()?;
    let asked = (name.as_str(), service.asker());
    let code = openings::invite_again_for(service.node(), asked, service.now(), &random).await?;
    Ok(Json(InvitationDocument::of(&name, &code)))
}

/// What an account lets somebody do, for the record.
pub(crate) fn in_words(person: &Person, is_open: bool) -> String {
    let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
    let purposes: Vec<&str> = person.purposes.iter().map(|purpose| purpose.as_str()).collect();
    let state = if is_open { "open" } else { "closed" };
    let of = [&person.organisation, &person.unit].map(String::as_str).join(" / ");
    format!("{state}, of {of}, {} for {}", roles.join(" "), purposes.join(" "))
}

fn words<T>(
    what: &'static str,
    texts: &[String],
    parse: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<Vec<T>, Problem> {
    if texts.is_empty() {
        return Err(Problem::bad_document(format!("`{what}` names at least one")));
    }
    let unknown = |text: &str| {
        Problem::bad_document(format!("`{what}`: '{text}' is none of {}", known.join(", ")))
    };
    texts.iter().map(|text| parse(text).ok_or_else(|| unknown(text))).collect()
}
