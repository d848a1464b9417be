//! Accounts: made by an invitation, changed, closed.

use jiff::civil::DateTime;
use jiff::{Span, ToSpan as _};
use store::node::Node;
use store::people::Account;
use vocabulary::people::{Person, Role};

use super::{PeopleError, Secret, password};

/// Makes an account for somebody and the code by which they open it, once, within seven days.
///
/// # Errors
/// When the name is taken or will not do, or there is no role or purpose.
pub async fn invite(
    node: &Node,
    person: Person,
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    invite_asked_by(node, (person, ""), now, random).await
}

/// The same, of an account that stays closed until a supervisor answers whoever asks; nobody where it needs no answer.
pub(super) async fn invite_asked_by(
    node: &Node,
    (person, asked_by): (Person, &str),
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    let person = checked(person)?;
    if !person.roles.contains(&Role::Administrator) && !node.has_accounts().await? {
        return Err(PeopleError::FirstAdministrates);
    }
    let name = person.name.clone();
    let account = Account {
        person,
        is_open: asked_by.is_empty(),
        password: None,
        code_secret: None,
        last_step: 0,
        made_at: now,
        asked_by: asked_by.to_owned(),
    };
    if !node.add_account(&account).await? {
        return Err(PeopleError::Taken(name));
    }
    code_for(node, &name, now, random).await
}

/// A new code for an account: whoever lost their password or telephone opens it anew. Until then all stays.
///
/// # Errors
/// When there is no such account.
pub async fn invite_again(
    node: &Node,
    name: &str,
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    account(node, name).await?;
    code_for(node, name, now, random).await
}

async fn code_for(
    node: &Node,
    name: &str,
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    let code = Secret::from_random("", random);
    let ends_at = now.saturating_add(invitation_lasts());
    node.keep_invitation(&code.digest(), name, ends_at).await?;
    Ok(code)
}

/// Opens an account by the code of its invitation: the password is chosen, one-time codes and sessions of before
/// end. Gives the name of the account.
///
/// # Errors
/// When the code does not hold or the password will not do; then the code still holds.
pub async fn accept(
    node: &Node,
    code: &Secret,
    password: &str,
    now: DateTime,
    random: [u8; 16],
) -> Result<String, PeopleError> {
    let name = node.invited(&code.digest(), now).await?.ok_or(PeopleError::NoInvitation)?;
    if !account(node, &name).await?.is_open {
        return Err(PeopleError::NoInvitation);
    }
    password::check(password, &name)?;
    let kept = password::keep(password, random);
    if !node.use_invitation(&code.digest(), (&name, &kept), now).await? {
        return Err(PeopleError::NoInvitation);
    }
    Ok(name)
}

/// Gives an account other roles, purposes or names; its sessions end, so that nobody goes on as they were.
///
/// # Errors
/// When there is no such account, it would be left without a role or purpose, or nobody would be left to
/// administer.
pub async fn change(node: &Node, person: Person, now: DateTime) -> Result<(), PeopleError> {
    let person = checked(person)?;
    let account = account(node, &person.name).await?;
    let ceases = is_administrator(&account) && !person.roles.contains(&Role::Administrator);
    if ceases {
        require_another(node, &person.name).await?;
    }
    node.change_person(&person).await?;
    node.end_sessions(&person.name, "", now).await?;
    Ok(())
}

/// Closes an account or opens it again. A closed one lets nobody in, by no session and no token.
///
/// # Errors
/// When there is no such account, or nobody would be left to administer.
pub async fn set_open(
    node: &Node,
    name: &str,
    is_open: bool,
    now: DateTime,
) -> Result<(), PeopleError> {
    let account = account(node, name).await?;
    if !is_open && is_administrator(&account) {
        require_another(node, name).await?;
    }
    node.set_account_open(name, is_open).await?;
    node.end_sessions(name, "", now).await?;
    Ok(())
}

/// The account of a name.
///
/// # Errors
/// When there is none.
pub async fn account(node: &Node, name: &str) -> Result<Account, PeopleError> {
    let found = node.account(name).await?;
    found.ok_or_else(|| PeopleError::NoSuch(format!("account `{name}`")))
}

/// Whether a text can be the name of an account.
pub(super) fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    (2..=60).contains(&text.len()) && begins && text.chars().all(is_plain)
}

fn is_administrator(account: &Account) -> bool {
    account.is_open && account.person.roles.contains(&Role::Administrator)
}

async fn require_another(node: &Node, name: &str) -> Result<(), PeopleError> {
    let others = node.accounts().await?;
    let is_other = |other: &Account| other.person.name != name && is_administrator(other);
    if others.iter().any(is_other) {
        return Ok(());
    }
    Err(PeopleError::LastAdministrator(name.to_owned()))
}

pub(super) fn checked(mut person: Person) -> Result<Person, PeopleError> {
    if !is_name(&person.name) {
        return Err(PeopleError::BadName(person.name));
    }
    for (what, text, may_be_empty) in [
        ("the name as others see it", &mut person.shown_name, false),
        ("the organisation", &mut person.organisation, false),
        ("the unit", &mut person.unit, true),
    ] {
        *text = text.trim().to_owned();
        let length = text.chars().count();
        let is_bad = length > 200 || text.chars().any(char::is_control);
        if is_bad || (length == 0 && !may_be_empty) {
            return Err(PeopleError::BadText(what));
        }
    }
    person.roles.sort_unstable();
    person.roles.dedup();
    person.purposes.sort_unstable();
    person.purposes.dedup();
    if person.roles.is_empty() {
        return Err(PeopleError::None("role"));
    }
    if person.purposes.is_empty() {
        return Err(PeopleError::None("purpose"));
    }
    Ok(person)
}

/// How long an invitation holds.
fn invitation_lasts() -> Span {
    7.days()
}
