//! Who may see what, and which rules say so: for those who answer for it.
//!
//! Answers "why may I not see this?", which is told to supervisors alone: whoever is told that something is
//! withheld knows that it is there. It holds for accounts and rules as they stand now; of a look that is on record, for
//! the account as it was then, and it says whether the rules have changed since.

use std::collections::HashMap;

use policy::decide::{Decision, Profile};
use store::node::Node;
use store::people::Account;
use store::submissions::ReadError;
use vocabulary::audit::{Act, AuditEntry, By};
use vocabulary::handling::{Handling, Purpose, Reader};
use vocabulary::people::{Action, Asker, Means, Person};
use vocabulary::submission::{Digest, Header, SubmissionId};

use crate::access::Access;

/// What somebody may do with information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Actions they may do; none where it is not there for them.
    pub may: Vec<Action>,
    /// Names of the rules that decided about reading. None of a refusal: no rule permits it.
    pub by: Vec<String>,
}

/// Information of one marking, and what somebody may do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMarking {
    /// The organisation that submitted it.
    pub issuer: String,
    /// How it is marked.
    pub handling: Handling,
    /// What is marked so.
    pub submissions: Vec<SubmissionId>,
    /// What they may do with it.
    pub sight: Sight,
}

/// What somebody may do with one submission under one of their purposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfPerson {
    /// Whose account.
    pub account: Account,
    /// Acting for this.
    pub purpose: Purpose,
    /// What they may do with it.
    pub sight: Sight,
}

/// What was there for somebody when they looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    /// What they may do with it, being what they were then, by the rules of today.
    ///
    /// - Differs: a token narrows it further; its scope is on no record.
    pub sight: Sight,
    /// What is known of the rules then.
    pub rules: RulesThen,
}

/// The rules by which was decided when somebody looked, beside those of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesThen {
    /// They are the same.
    Same,
    /// They were others.
    Changed,
    /// An earlier version of the program did not put it on record.
    Unknown,
}

impl RulesThen {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Unknown => "unknown",
        }
    }
}

/// Says of looks that are on record what was there of one submission for whoever looked.
pub(crate) struct AtTheLook<'a> {
    access: &'a Access,
    header: &'a Header,
    rules: Digest,
    // Of many looks by few people, policy is asked once for each that they were.
    known: HashMap<Profile, Sight>,
}

impl<'a> AtTheLook<'a> {
    /// Looks at a submission, by the rules in force.
    pub fn on(header: &'a Header, access: &'a Access) -> Self {
        Self { access, header, rules: access.rules().digest(), known: HashMap::new() }
    }

    /// What was there for whoever stands behind an entry; `None` where no person does: no rule decides about those.
    pub fn of(&mut self, entry: &AuditEntry) -> Option<Then> {
        let (By::Person(acted), Some(purpose)) = (&entry.by, entry.purpose) else { return None };
        let person = Person {
            name: acted.name.clone(),
            shown_name: String::new(),
            organisation: acted.organisation.clone(),
            unit: acted.unit.clone(),
            roles: acted.roles.clone(),
            purposes: match acted.purposes.as_slice() {
                // An earlier version wrote it; nobody acts for a purpose that their account does not name.
                [] => vec![purpose],
                named => named.to_vec(),
            },
        };
        let profile = Profile::of(&person, purpose, &Means::Terminal);
        let marking = (self.header.issuer.as_str(), &self.header.handling);
        let sight = self.known.entry(profile);
        let sight = sight.or_insert_with(|| sight_in(self.access, &person, purpose, marking));
        let rules = match acted.rules {
            Some(rules) if rules == self.rules => RulesThen::Same,
            Some(_) => RulesThen::Changed,
            None => RulesThen::Unknown,
        };
        Some(Then { sight: sight.clone(), rules })
    }
}

impl Then {
    /// Actions, names of rules, and what is known of the rules then, as tables give them.
    pub fn in_words(&self) -> [String; 3] {
        let may: Vec<&str> = self.sight.may.iter().map(|action| action.as_str()).collect();
        let may = if may.is_empty() { "nothing".to_owned() } else { may.join(" ") };
        [may, self.sight.by.join(" "), self.rules.as_str().to_owned()]
    }

    /// Whether it was not there for them, for what they did: only where the rules are the same is that certain.
    pub(crate) fn is_withheld_from(&self, act: Act) -> bool {
        let may = |action| self.sight.may.contains(&action);
        self.rules == RulesThen::Same && Action::parse(act.as_str()).is_some_and(|act| !may(act))
    }
}

/// What is there for somebody under a purpose, and what is not, by marking; what is not there first.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn sight_of(
    node: &Node,
    access: &Access,
    person: &Person,
    purpose: Purpose,
) -> Result<Vec<OfMarking>, ReadError> {
    let mut found: Vec<OfMarking> = Vec::new();
    for stored in node.submissions(&Reader::local_administrator()).await? {
        let Header { id, issuer, handling, .. } = stored.header;
        let is_it =
            |known: &&mut OfMarking| (&known.issuer, &known.handling) == (&issuer, &handling);
        if let Some(known) = found.iter_mut().find(is_it) {
            known.submissions.push(id);
        } else {
            let sight = sight_in(access, person, purpose, (&issuer, &handling));
            found.push(OfMarking { issuer, handling, submissions: vec![id], sight });
        }
    }
    found.sort_by_key(|marking| !marking.sight.may.is_empty());
    Ok(found)
}

/// The header of a submission, and what everybody with an account may do with it under each of their purposes.
///
/// # Errors
/// When there is no such submission, or the ledger cannot be read.
pub async fn sight_on(
    node: &Node,
    access: &Access,
    submission: &str,
) -> Result<(Header, Vec<OfPerson>), ReadError> {
    let header = node.submission(submission, &Reader::local_administrator()).await?.header;
    let mut found = Vec::new();
    for account in node.accounts().await? {
        for purpose in account.person.purposes.clone() {
            let marking = (header.issuer.as_str(), &header.handling);
            let sight = sight_in(access, &account.person, purpose, marking);
            found.push(OfPerson { account: account.clone(), purpose, sight });
        }
    }
    Ok((header, found))
}

fn sight_in(
    access: &Access,
    person: &Person,
    purpose: Purpose,
    (issuer, handling): (&str, &Handling),
) -> Sight {
    let means = Means::Session(String::new());
    let asker = Asker { person: Some(person.clone()), purpose, means };
    let ask = |action| access.about_information(&asker, action, issuer, handling);
    let Decision { by, .. } = ask(Action::Read);
    let may = INFORMATION.into_iter().filter(|action| ask(*action).is_allowed).collect();
    Sight { may, by }
}

/// What can be done with information.
const INFORMATION: [Action; 5] =
    [Action::Read, Action::Search, Action::Count, Action::Export, Action::Decide];
