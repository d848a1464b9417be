//! One's own account: sessions, password, one-time codes, tokens. Programs with a token have no part in it.

use vocabulary::people::{Asker, Means, Person};

use crate::problem::Problem;

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
