//! One's own account: sessions, password, one-time codes, tokens. Programs with a token have no part in it.

use vocabulary::people::{Asker, Means, Person};
use workflows::people::sessions::is_fresh;

use crate::problem::Problem;
use crate::service::Service;

pub(crate) mod codes;
pub(crate) mod password;
pub(crate) mod sessions;
pub(crate) mod tokens;

/// The person who signed in, and the name of their session.
fn signed_in(asker: Option<&Asker>) -> Result<(&Person, &str), Problem> {
    match asker {
        Some(Asker { person: Some(person), means: Means::Session(session), .. }) => {
            Ok((person, session))
        }
        Some(_) => Err(Problem::not_allowed()),
        None => Err(Problem::no_token()),
    }
}

/// The same, where what is asked outlasts the session or loosens the account: they signed in a short while ago.
async fn signed_in_lately<'a>(
    service: &Service,
    asker: Option<&'a Asker>,
) -> Result<&'a Person, Problem> {
    let (person, name) = signed_in(asker)?;
    let sessions = service.node().sessions_of(&person.name).await?;
    let this = sessions.iter().find(|session| session.name == name);
    if this.is_some_and(|session| is_fresh(session, service.now())) {
        return Ok(person);
    }
    Err(Problem::sign_in_again())
}
