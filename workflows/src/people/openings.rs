//! What opens a node to somebody waits for a supervisor: who runs it cannot take a role that shows its data.
//!
//! An account that waits is closed, as closed as any other. Where no supervisor has come in yet, nothing waits. The
//! node's own terminal asks nobody: whoever has the machine has the node.

use jiff::civil::DateTime;
use store::node::Node;
use store::people::Account;
use vocabulary::people::{Asker, Person, Role};

use super::{PeopleError, Secret, invite};

/// An account that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Whose it is, and what they could do.
    pub person: Person,
    /// Who asked.
    pub asked_by: String,
    /// Whether somebody has a code that takes it over: a new account's, or a new one of an account that was there.
    pub is_invited: bool,
}

/// Makes an account as [`invite::invite`] does; it waits where a node has a supervisor.
///
/// # Errors
/// As there.
pub async fn invite_for(
    node: &Node,
    (person, asker): (Person, &Asker),
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    let asked_by = if waits(node).await? { name_of(asker) } else { "" };
    invite::invite_asked_by(node, (person, asked_by), now, random).await
}

/// A new code as [`invite::invite_again`] makes it: whoever has it takes the account over, so that it waits.
///
/// # Errors
/// As there, and where the account is the asker's own or a supervisor's.
pub async fn invite_again_for(
    node: &Node,
    (name, asker): (&str, &Asker),
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    let account = invite::account(node, name).await?;
    require_others(node, &account, asker).await?;
    // Before it waits: a yes to the account without an invitation finds one, and does nothing.
    let code = invite::invite_again(node, name, now, random).await?;
    if waits(node).await? {
        ask(node, &account.person, asker, now).await?;
    }
    Ok(code)
}

/// Changes an account as [`invite::change`] and [`invite::set_open`] do; it waits where that lets its person do more.
///
/// # Errors
/// As there, and where the account is the asker's own or a supervisor's.
pub async fn change_for(
    node: &Node,
    (person, asker): (Person, &Asker),
    is_open: Option<bool>,
    now: DateTime,
) -> Result<(), PeopleError> {
    let before = invite::account(node, &person.name).await?;
    let name = person.name.clone();
    let person = invite::checked(person)?;
    let is_changed = person != before.person;
    let is_waiting = !before.asked_by.is_empty();
    let is_open = is_open.filter(|is_open| *is_open != before.is_open || is_waiting);
    if !is_changed && is_open.is_none() {
        return Ok(());
    }
    require_others(node, &before, asker).await?;
    // Whoever changes what waits is who asks from then on.
    let is_more = match is_open {
        Some(is_open) => is_open,
        None => is_waiting || (before.is_open && is_more(&before.person, &person)),
    };
    let is_asked = is_more && waits(node).await?;
    if is_asked {
        return ask(node, &person, asker, now).await;
    }
    // Closed before it says more: nobody acts under it meanwhile.
    if is_open == Some(false) {
        invite::set_open(node, &name, false, now).await?;
    }
    if is_changed {
        invite::change(node, person, now).await?;
    }
    if is_open == Some(true) {
        invite::set_open(node, &name, true, now).await?;
    }
    Ok(())
}

/// The accounts that wait for an answer, by name.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn waiting(node: &Node) -> Result<Vec<Opening>, PeopleError> {
    let mut waiting = Vec::new();
    for account in node.accounts().await? {
        if !account.asked_by.is_empty() {
            let is_invited = node.has_invitation(&account.person.name).await?;
            waiting.push(Opening {
                person: account.person,
                asked_by: account.asked_by,
                is_invited,
            });
        }
    }
    Ok(waiting)
}

/// Says yes or no to an account that waits, as it was shown.
///
/// # Errors
/// When it does not wait or is not as it was shown, or whoever answers is who asked.
pub async fn answer(
    node: &Node,
    shown: &Opening,
    opens: bool,
    asker: &Asker,
) -> Result<(), PeopleError> {
    let name = &shown.person.name;
    if shown.asked_by == name_of(asker) || name == name_of(asker) {
        return Err(PeopleError::AskedThemselves);
    }
    if node.answer_opening(&shown.person, (&shown.asked_by, shown.is_invited), opens).await? {
        return Ok(());
    }
    Err(PeopleError::NotWaiting(name.clone()))
}

/// Whether somebody oversees the node: a supervisor whose account is open, and who has come in.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn waits(node: &Node) -> Result<bool, PeopleError> {
    for account in node.accounts().await? {
        if account.is_open && oversees(node, &account).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Closes an account until somebody answers.
async fn ask(
    node: &Node,
    person: &Person,
    asker: &Asker,
    now: DateTime,
) -> Result<(), PeopleError> {
    node.ask_to_open(person, name_of(asker)).await?;
    node.end_sessions(&person.name, "", now).await?;
    Ok(())
}

/// Why somebody may not change an account as [`change_for`] does: "supervisor" or "own"; `None` where they may.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn changed_elsewhere(
    node: &Node,
    account: &Account,
    asker: &Asker,
) -> Result<Option<&'static str>, PeopleError> {
    if oversees(node, account).await? {
        return Ok(Some("supervisor"));
    }
    Ok((account.person.name == name_of(asker)).then_some("own"))
}

async fn require_others(node: &Node, account: &Account, asker: &Asker) -> Result<(), PeopleError> {
    let name = &account.person.name;
    match changed_elsewhere(node, account, asker).await? {
        None => Ok(()),
        Some(_) if name == name_of(asker) => Err(PeopleError::OwnAccount),
        Some(_) => Err(PeopleError::Supervisors(name.clone())),
    }
}

/// A supervisor who can come in; an invitation that nobody took up oversees nothing.
async fn oversees(node: &Node, account: &Account) -> Result<bool, PeopleError> {
    if !account.person.roles.contains(&Role::Supervisor) {
        return Ok(false);
    }
    Ok(account.password.is_some() || !node.identities_of(&account.person.name).await?.is_empty())
}

/// Whether an account lets its person do something that it did not: another organisation's information is more too.
fn is_more(before: &Person, after: &Person) -> bool {
    after.roles.iter().any(|role| !before.roles.contains(role))
        || after.purposes.iter().any(|purpose| !before.purposes.contains(purpose))
        || (&after.organisation, &after.unit) != (&before.organisation, &before.unit)
}

/// The account that asks; nobody at the terminal, where no account is there yet.
fn name_of(asker: &Asker) -> &str {
    asker.person.as_ref().map_or("", |person| &person.name)
}
