//! Tokens for programs: what they may do of what their person may, and until when.

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use store::node::Node;
use store::people::StoredToken;
use vocabulary::handling::Purpose;
use vocabulary::people::{Action, Asker, Means};

use super::invite::account;
use super::sessions::Behind;
use super::{PeopleError, Secret};

/// A token that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken<'a> {
    /// Whose it is.
    pub person: &'a str,
    /// Its name, to know it by in lists.
    pub name: &'a str,
    /// What it may do.
    pub scope: Vec<Action>,
    /// What for.
    pub purpose: Purpose,
    /// How many days it lasts.
    pub days: u16,
}

/// Makes a token, and gives its secret, shown this once.
///
/// # Errors
/// When its name is taken, its purpose is not the person's, or it lasts too long.
pub async fn make_token(
    node: &Node,
    new: NewToken<'_>,
    now: DateTime,
    random: &[u8; 32],
) -> Result<Secret, PeopleError> {
    let person = account(node, new.person).await?.person;
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(PeopleError::BadText("the token's name (60 characters at most)"));
    }
    if !person.purposes.contains(&new.purpose) {
        return Err(PeopleError::NotTheirPurpose(new.purpose.to_string()));
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(PeopleError::TooLong(MOST_DAYS));
    }
    let mut scope = new.scope;
    scope.sort_unstable();
    scope.dedup();
    if scope.is_empty() {
        return Err(PeopleError::None("action"));
    }
    let secret = Secret::from_random(PREFIX, random);
    let token = StoredToken {
        name: name.to_owned(),
        person: person.name,
        scope,
        purpose: new.purpose,
        made_at: now,
        ends_at: now.saturating_add(i64::from(new.days).days()),
        revoked_at: None,
    };
    if !node.add_token(&token, &secret.digest()).await? {
        return Err(PeopleError::Taken(token.name));
    }
    Ok(secret)
}

/// Who is behind a token; `None` where it is unknown, has ended or was revoked, or its account is closed.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn asker_of_token(
    node: &Node,
    secret: &Secret,
    now: DateTime,
) -> Result<Option<Behind>, PeopleError> {
    if !secret.reveal().starts_with(PREFIX) {
        return Ok(None);
    }
    let Some(token) = node.token(&secret.digest()).await? else { return Ok(None) };
    let is_good = token.revoked_at.is_none() && token.made_at <= now && now < token.ends_at;
    if token.revoked_at.is_none() && token.ends_at <= now {
        // Once it was noticed, no clock that jumps back revives it.
        node.revoke_token(&token.person, &token.name, token.ends_at).await?;
    }
    let account = node.account(&token.person).await?;
    let Some(account) = account.filter(|account| is_good && account.is_open) else {
        return Ok(None);
    };
    if !account.person.purposes.contains(&token.purpose) {
        return Ok(None);
    }
    let is_by_password_alone =
        account.code_secret.is_none() && node.identities_of(&token.person).await?.is_empty();
    let means = Means::Token { name: token.name, scope: token.scope };
    let asker = Asker { person: Some(account.person), purpose: token.purpose, means };
    Ok(Some(Behind { asker, is_by_password_alone }))
}

/// What tokens begin with, so that one that was left somewhere is known for what it is.
pub const PREFIX: &str = "wf_";

/// Days that a token lasts at most.
pub const MOST_DAYS: u16 = 365;
