//! What can be typed about people and their tokens.

use clap::{Args, Subcommand};
use vocabulary::handling::Purpose;
use vocabulary::people::{Action, Role};

use super::told::word;

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account, and the link by which the person opens it, once, within seven days.
    ///
    /// The first account must have the role administrator; from then on people sign in, and the link that
    /// `watchfire serve` prints opens nothing.
    Add {
        /// The name that signs in: lower-case letters, digits, `.`, `-` and `_`, a letter first.
        name: String,
        /// What the account says.
        #[command(flatten)]
        said: SaidOfPerson,
    },
    /// Change an account: what is left out stays. The person's sessions end.
    Change {
        /// The name that signs in.
        name: String,
        /// What the account says from now on.
        #[command(flatten)]
        said: SaidOfPerson,
    },
    /// Make a new link for somebody who lost their password or telephone.
    Invite {
        /// The name that signs in.
        name: String,
    },
    /// Close an account: it lets nobody in any more, by no session and no token.
    Close {
        /// The name that signs in.
        name: String,
    },
    /// Open a closed account again.
    Reopen {
        /// The name that signs in.
        name: String,
    },
    /// Let a person of the provider in sign-in.toml in by an account, and nobody else of it.
    Link {
        /// The name that signs in.
        name: String,
        /// What the provider calls the person: the `sub` of its tokens. The audit names it when somebody who is not
        /// linked tries to come in.
        #[arg(long, value_name = "SUB")]
        subject: String,
    },
    /// Let nobody of a provider in by an account any more; their sessions end.
    Unlink {
        /// The name that signs in.
        name: String,
    },
    /// List somebody's sessions, or end them.
    Sessions {
        /// The name that signs in.
        name: String,
        /// End those that are open.
        #[arg(long)]
        end: bool,
    },
}

/// What an account says of a person.
#[derive(Debug, Args)]
pub struct SaidOfPerson {
    /// The name as others see it; the name that signs in when left out.
    #[arg(long, value_name = "TEXT")]
    pub shown_name: Option<String>,
    /// The organisation they work for; the node's own name when left out.
    #[arg(long, value_name = "TEXT")]
    pub organisation: Option<String>,
    /// Their part of it.
    #[arg(long, value_name = "TEXT")]
    pub unit: Option<String>,
    /// What they are here; may stand several times: analyst, assessor, laboratory, customs, police, partner,
    /// supervisor, administrator.
    #[arg(long = "role", value_name = "ROLE", value_parser = role)]
    pub roles: Vec<Role>,
    /// A purpose they may act under; may stand several times: public-health, law-enforcement, customs, research.
    #[arg(long = "purpose", value_name = "PURPOSE", value_parser = purpose)]
    pub purposes: Vec<Purpose>,
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token for a program; it is shown this once.
    Add {
        /// Whose it is: it may do nothing that they may not.
        #[arg(long, value_name = "NAME")]
        user: String,
        /// A name to know it by.
        name: String,
        /// What it may do; may stand several times: read, search, count, export, decide, administer, oversee.
        #[arg(long = "may", value_name = "ACTION", required = true, value_parser = action)]
        scope: Vec<Action>,
        /// What for: a purpose that the account names.
        #[arg(long, value_name = "PURPOSE", value_parser = purpose)]
        purpose: Purpose,
        /// How many days it lasts, 365 at most.
        #[arg(long, value_name = "DAYS", default_value_t = 90)]
        days: u16,
    },
    /// Revoke a token: it opens nothing any more.
    Revoke {
        /// Whose it is.
        #[arg(long, value_name = "NAME")]
        user: String,
        /// Its name.
        name: String,
    },
}

fn role(text: &str) -> Result<Role, String> {
    word(text, Role::parse, Role::words())
}

fn purpose(text: &str) -> Result<Purpose, String> {
    word(text, Purpose::parse, Purpose::words())
}

fn action(text: &str) -> Result<Action, String> {
    word(text, Action::parse, Action::words())
}
