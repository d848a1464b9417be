//! Coming in by an account that a provider keeps: the node's administrator says whose account of the node it is.

use jiff::civil::DateTime;
use store::node::Node;
use vocabulary::handling::Purpose;

use super::invite::account;
use super::sign_in::{Opening, begin};
use super::{PeopleError, Secret};

/// Opens a session for a person of a provider; gives its secret and the name of their account.
///
/// - Differs: roles and purposes are those of the account; nothing that a provider says changes them.
///
/// # Errors
/// [`PeopleError::Refused`] where no account is theirs, or it is closed; or when the ledger refuses.
pub async fn sign_in_external(
    node: &Node,
    (issuer, subject): (&str, &str),
    (purpose, agent): (Option<Purpose>, &str),
    now: DateTime,
    random: &[u8; 48],
) -> Result<(Secret, String), PeopleError> {
    let name = node.person_of(issuer, subject).await?.ok_or(PeopleError::Refused)?;
    let found = node.account(&name).await?.filter(|account| account.is_open);
    let account = found.ok_or(PeopleError::Refused)?;
    let opening = Opening { purpose, agent, provider: issuer };
    Ok((begin(node, &account, opening, now, random).await?, name))
}

/// Lets a person of a provider in by an account of the node, and nobody else of it.
///
/// # Errors
/// When there is no such account, the person comes in by another, or the text is no subject.
pub async fn link(
    node: &Node,
    name: &str,
    (issuer, subject): (&str, &str),
) -> Result<(), PeopleError> {
    account(node, name).await?;
    let is_line = !subject.is_empty() && !subject.chars().any(char::is_control);
    if !is_line || subject.len() > 255 || issuer.is_empty() || issuer.len() > 200 {
        return Err(PeopleError::BadText("issuer and subject"));
    }
    if let Some(taken) = node.person_of(issuer, subject).await? {
        return if taken == name { Ok(()) } else { Err(PeopleError::Taken(taken)) };
    }
    node.remove_identities(name).await?;
    if node.add_identity((issuer, subject), name).await? {
        Ok(())
    } else {
        Err(PeopleError::Taken(name.to_owned()))
    }
}
