//! What opens a node to somebody waits for a supervisor: who runs it cannot take a role that shows its data.
//!
//! An account that waits is closed, as closed as any other. Where no supervisor has come in yet, nothing waits. The
//! node's own terminal asks nobody: whoever has the machine has the node.

use jiff::civil::DateTime;
use store::node::Node;
use store::people::Account;
use vocabulary::people::{Asker, Person, Role};

use super::{PeopleError, Secret, invite};

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
    require_others(node, &invite::account(node, name).await?, asker).await?;
    if waits(node).await? {
        ask(node, name, asker, now).await?;
    }
    invite::invite_again(node, name, now, random).await
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
    // Closed before it says more: nobody acts under it meanwhile.
    if is_asked {
        ask(node, &name, asker, now).await?;
    }
    if is_changed {
        invite::change(node, person, now).await?;
    }
    match is_open {
        Some(is_open) if !is_asked => invite::set_open(node, &name, is_open, now).await,
        _ => Ok(()),
    }
}

/// The accounts that wait for an answer, by name.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn waiting(node: &Node) -> Result<Vec<Account>, PeopleError> {
    let accounts = node.accounts().await?.into_iter();
    Ok(accounts.filter(|account| !account.asked_by.is_empty()).collect())
}

/// Says yes or no to an account that waits, as it was shown.
///
/// # Errors
/// When it does not wait or is not as it was shown, or whoever answers is who asked.
pub async fn answer(
    node: &Node,
    shown: &Account,
    opens: bool,
    asker: &Asker,
) -> Result<(), PeopleError> {
    let name = &shown.person.name;
    if shown.asked_by == name_of(asker) || name == name_of(asker) {
        return Err(PeopleError::AskedThemselves);
    }
    if node.answer_opening(&shown.person, &shown.asked_by, opens).await? {
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
async fn ask(node: &Node, name: &str, asker: &Asker, now: DateTime) -> Result<(), PeopleError> {
    node.ask_to_open(name, name_of(asker)).await?;
    node.end_sessions(name, "", now).await?;
    Ok(())
}

async fn require_others(node: &Node, account: &Account, asker: &Asker) -> Result<(), PeopleError> {
    let name = &account.person.name;
    if name == name_of(asker) {
        return Err(PeopleError::OwnAccount);
    }
    if oversees(node, account).await? {
        return Err(PeopleError::Supervisors(name.clone()));
    }
    Ok(())
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
