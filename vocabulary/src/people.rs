//! People who work with a node: what they are there, and what they may do.
//!
//! Answers: which roles and actions there are, and what an account says of a person. It does not decide
//! what a role may: policy does.

use crate::handling::Purpose;
use crate::words::worded;

worded! {
    /// What a person is in a node.
    Role {
        /// Looks at what is changing, and says what it means.
        Analyst = "analyst",
        /// Assesses signals and risks; decides what follows.
        Assessor = "assessor",
        /// Works in a laboratory that identifies substances.
        Laboratory = "laboratory",
        /// Works for a customs service.
        Customs = "customs",
        /// Works for a police service.
        Police = "police",
        /// Belongs to another organisation that is shown part of what there is.
        Partner = "partner",
        /// Sees who looked at what, and answers for it.
        Supervisor = "supervisor",
        /// Runs the node: accounts, settings, upkeep; no data.
        Administrator = "administrator",
    }
}

worded! {
    /// What somebody wants to do with information.
    Action {
        /// Look at it.
        Read = "read",
        /// Look for it by words.
        Search = "search",
        /// Learn how much of it there is, or what it adds up to.
        Count = "count",
        /// Take it out of the node as a file.
        Export = "export",
        /// Send it in, correct it, or decide about it.
        Decide = "decide",
        /// Run the node: accounts, settings, upkeep.
        Administer = "administer",
        /// See who looked at what, and why they might or might not.
        Oversee = "oversee",
    }
}

impl Role {
    /// What somebody in this role does here, in a few words.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Analyst => "looks at what is changing and says what it means",
            Self::Assessor => "assesses signals and risks, and decides what follows",
            Self::Laboratory => "identifies substances; nothing about people but those who died",
            Self::Customs => "works for a customs service",
            Self::Police => "works for a police service",
            Self::Partner => "is shown what is marked clear or green and is about nobody",
            Self::Supervisor => "sees who looked at what; no data",
            Self::Administrator => "runs the node: accounts, settings, upkeep; no data",
        }
    }
}

/// What an account says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that signs in: lower-case letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// As others see it.
    pub shown_name: String,
    /// The organisation they work for.
    pub organisation: String,
    /// Their part of it; may be empty.
    pub unit: String,
    /// What they are here, sorted, each once.
    pub roles: Vec<Role>,
    /// Purposes they may act under, sorted, each once.
    pub purposes: Vec<Purpose>,
}

/// Who made something, as they were when they made it: the account may change since, or be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name as others see it.
    pub shown_name: String,
    /// The organisation they worked for.
    pub organisation: String,
}

impl Person {
    /// The person as the author of what they make now.
    pub fn author(&self) -> Author {
        let Self { shown_name, organisation, .. } = self;
        Author { shown_name: shown_name.clone(), organisation: organisation.clone() }
    }
}

/// Somebody who asks a node something, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Who; `None` for the one at the node's own terminal.
    pub person: Option<Person>,
    /// What for; one of the person's purposes.
    pub purpose: Purpose,
    /// How they were let in.
    pub means: Means,
}

/// How somebody was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// At the node's own terminal, or with the link it prints.
    Terminal,
    /// By signing in: the session's name.
    Session(String),
    /// With a token that a person made for a program: its name, and the only actions it is good for.
    Token {
        /// Its name.
        name: String,
        /// What it may do, of what its person may; sorted, each once.
        scope: Vec<Action>,
    },
}

impl Asker {
    /// The one at the node's own terminal.
    pub const fn at_terminal() -> Self {
        Self { person: None, purpose: Purpose::PublicHealth, means: Means::Terminal }
    }
}
