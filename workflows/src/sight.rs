//! Who may see what, and which rules say so: for those who answer for it.
//!
//! Answers "why may I not see this?", which is told to supervisors alone: whoever is told that something is
//! withheld knows that it is there. It holds for accounts and rules as they stand now; what somebody was when they
//! looked, the audit says.

use policy::decide::Decision;
use store::node::Node;
use store::people::Account;
use store::submissions::ReadError;
use vocabulary::handling::{Handling, Purpose, Reader};
use vocabulary::people::{Action, Asker, Means, Person};
use vocabulary::submission::{Header, SubmissionId};

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
            let sight = sight(access, person, purpose, (&issuer, &handling));
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
            let sight = sight(access, &account.person, purpose, marking);
            found.push(OfPerson { account: account.clone(), purpose, sight });
        }
    }
    Ok((header, found))
}

fn sight(
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
