//! People of a node: how they get an account, sign in, and are known again.
//!
//! Nothing here tells a name that is there from one that is not, nor a closed account from a wrong password:
//! every refusal is the same, and takes the same work.

pub mod codes;
pub mod devices;
pub mod external;
pub mod invite;
pub mod openings;
pub mod password;
pub mod sessions;
pub mod sign_in;
pub mod tokens;

use std::fmt;

use store::keys::KeyError;
use store::ledger::LedgerError;
use vocabulary::submission::Digest;

/// Why something about accounts was not done.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// A name that no account can have.
    #[error(
        "`{0}` cannot be a name: write 2 to 60 lower-case letters, digits, `.`, `-` or `_`, a letter first"
    )]
    BadName(String),
    /// A text that is empty or too long.
    #[error("{0}: write one line, 1 to 200 characters")]
    BadText(&'static str),
    /// No role, or no purpose.
    #[error("an account needs at least one {0}")]
    None(&'static str),
    /// The name is taken.
    #[error("there is an account `{0}` already")]
    Taken(String),
    /// There is no such account, session or token.
    #[error("there is no {0}")]
    NoSuch(String),
    /// The invitation does not hold.
    #[error(
        "the invitation does not hold: it was used, has ended, or was never made; ask for another one"
    )]
    NoInvitation,
    /// A password that will not do.
    #[error("the password will not do: {0}")]
    BadPassword(PasswordFault),
    /// Something that was brought is wrong; nothing says what.
    #[error("that does not open this node")]
    Refused,
    /// A purpose that the account does not name.
    #[error("the account does not name the purpose {0}")]
    NotTheirPurpose(String),
    /// A token that lasts longer than it may.
    #[error("a token lasts 1 to {0} days")]
    TooLong(u16),
    /// The first account of a node is no administrator's.
    #[error(
        "the first account must have the role administrator: without one nobody could make others"
    )]
    FirstAdministrates,
    /// The only administrator's account.
    #[error("`{0}` is the only administrator: make another one first")]
    LastAdministrator(String),
    /// Who runs a node would change what they may do themselves.
    #[error(
        "nobody changes their own account: another administrator does, or the node's own terminal"
    )]
    OwnAccount,
    /// A supervisor's account would be changed by those they oversee.
    #[error("`{0}` is a supervisor's: it is changed at the node's own terminal (watchfire user)")]
    Supervisors(String),
    /// An account does not wait for an answer, or no longer as it was shown.
    #[error("`{0}` does not wait for an answer, or was changed meanwhile: look again")]
    NotWaiting(String),
    /// Whoever asked for something would answer it.
    #[error("you asked for this yourself: another supervisor answers")]
    AskedThemselves,
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A key cannot be read.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than 12 characters.
    #[error("it has fewer than 12 characters; several words make a good one")]
    TooShort,
    /// More than 128 characters.
    #[error("it has more than 128 characters")]
    TooLong,
    /// The account's own name is part of it.
    #[error("it holds the name of the account")]
    HoldsName,
    /// One that everybody tries.
    #[error("it is one that everybody tries")]
    Tried,
}

/// A secret that is shown once, to whoever it is made for.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret of 256 bits: a prefix that says what it is, and 64 hexadecimal digits.
    pub fn from_random(prefix: &str, random: &[u8; 32]) -> Self {
        Self(format!("{prefix}{}", Digest(*random)))
    }

    /// A secret that somebody brings.
    pub fn brought(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it. A secret of 256 random bits needs no slow digest.
    pub fn digest(&self) -> Digest {
        store::sealing::plain_digest(self.0.as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
